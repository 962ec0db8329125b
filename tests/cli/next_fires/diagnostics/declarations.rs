//! Files: what is no schedule, and members that are wrong.

use super::{Cases, drawn};

pub const CASES: &[Cases] = &[SHAPES, STATES];

const SHAPES: Cases = &[
    &["[1]"],
    &[r#"{"ScheduleExpression": 5}"#],
    &[r#"{"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}"#],
    &[
        r#"{"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}"#,
    ],
    &["template.yaml"],
    &[r#"{"Resources": {"Poll": {"Type": "AWS::Scheduler::Schedule"}}}"#],
];

const STATES: Cases = &[
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}"#],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "State": "disabled"}"#],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "State": false}"#],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "EventBusName": "orders"}"#],
    &[
        r#"{"Name": "r", "EventPattern": "{}"}"#,
        "cron(0 12 * * ? *)",
    ],
    &[
        r#"[{"Name": "r", "EventPattern": "{}"}, {"Name": "s", "EventPattern": "{}"}, {"Name": "t", "EventPattern": "{}"}]"#,
    ],
];

#[test]
fn shapes_and_members() {
    insta::assert_snapshot!(drawn(SHAPES), @r#"
    $ [1]
    error[schedule/declaration]: this is no schedule and no rule
     --> schedule:1:2
      |
    1 | [1]
      |  ^ a number without `ScheduleExpression`
      |
      = help: give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`

    $ {"ScheduleExpression": 5}
    error[schedule/property]: `ScheduleExpression` has a value of the wrong kind
     --> schedule:1:24
      |
    1 | {"ScheduleExpression": 5}
      |                        ^ expected a string

    $ {"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}
    warning[schedule/duplicate-property]: `ScheduleExpression` is given more than once: the last one counts, as for the AWS CLI
     --> schedule:1:39
      |
    1 | {"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}
      |  --------------------                 ^^^^^^^^^^^^^^^^^^^^ this one counts
      |  |
      |  this one does not

    $ {"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}
    error[schedule/declaration]: this is no schedule and no rule
     --> schedule:1:16
      |
    1 | {"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an object without `ScheduleExpression`
      |
      = help: `aws scheduler list-schedules` leaves the expression out: ask `get-schedule` for each

    $ template.yaml
    error[schedule/declaration]: this is neither JSON nor a list of schedule expressions
     --> template.yaml:1:1
      |
    1 | Resources:
      | ^^^^^^^^^^ begins like neither
      |
      = help: give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`, or one expression a line; templates are not read

    $ {"Resources": {"Poll": {"Type": "AWS::Scheduler::Schedule"}}}
    error[schedule/declaration]: this is no schedule and no rule
     --> schedule:1:1
      |
    1 | {"Resources": {"Poll": {"Type": "AWS::Scheduler::Schedule"}}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an object without `ScheduleExpression`
      |
      = help: templates are not read: give the expression itself, or the JSON of `get-schedule` or `describe-rule`
    "#);
}

#[test]
fn states_buses_and_rules_without_a_schedule() {
    insta::assert_snapshot!(drawn(STATES), @r#"
    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}
    warning[schedule/disabled]: this schedule is disabled: as it is, it does not fire
     --> schedule:1:55
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}
      |                                                       ^^^^^^^^^^ what follows holds once it is enabled

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "disabled"}
    error[schedule/property]: there is no state `disabled`
     --> schedule:1:55
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "disabled"}
      |                                                       ^^^^^^^^^^ expected `ENABLED` or `DISABLED`

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": false}
    error[schedule/property]: `State` has a value of the wrong kind
     --> schedule:1:55
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": false}
      |                                                       ^^^^^ expected `ENABLED` or `DISABLED`

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "EventBusName": "orders"}
    error[schedule/other-bus]: only rules on the default event bus have a schedule
     --> schedule:1:62
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "EventBusName": "orders"}
      |                                                              ^^^^^^^^ another event bus
      |
      = help: move the rule to the default event bus, or make it a schedule of EventBridge Scheduler
    AWS answers: ValidationException: ScheduleExpression is supported only on the default event bus.

    $ {"Name": "r", "EventPattern": "{}"} cron(0 12 * * ? *)
    note[schedule/no-schedule]: this rule has an event pattern and no schedule
     --> schedule:1:1
      |
    1 | {"Name": "r", "EventPattern": "{}"}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    $ [{"Name": "r", "EventPattern": "{}"}, {"Name": "s", "EventPattern": "{}"}, {"Name": "t", "EventPattern": "{}"}]
    note[schedule/no-schedule]: this rule has an event pattern and no schedule
     --> schedule:1:2
      |
    1 | [{"Name": "r", "EventPattern": "{}"}, {"Name": "s", "EventPattern": "{}"}, {"Name": "t", "EventPattern": "{}"}]
      |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    note[schedule/no-schedule]: 2 more rules have an event pattern and no schedule
    "#);
}

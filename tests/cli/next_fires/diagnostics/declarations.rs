//! Files: what is no schedule, and members that are wrong.

use super::{Cases, drawn};

pub const CASES: &[Cases] = &[SHAPES, STATES, TEMPLATES];

const SHAPES: Cases = &[
    &["[1]"],
    &[r#"{"ScheduleExpression": 5}"#],
    &[r#"{"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}"#],
    &[
        r#"{"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}"#,
    ],
    &["template.yaml"],
    &[
        r#"{"Name": "s", "ScheduleExpression": "cron(0 12 * * ? *)", "Target": {"Arn": "arn:aws:lambda:eu-north-1:111122223333:function:f"}}"#,
    ],
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

const TEMPLATES: Cases = &[
    &[
        r#"{"Resources": {"S": {"Type": "AWS::Scheduler::Schedule", "Properties": {"ScheduleExpression": {"Fn::Sub": "rate(${N} hours)"}, "FlexibleTimeWindow": {"Mode": "OFF"}}}}}"#,
    ],
    &[
        r#"{"Resources": {"S": {"Type": "AWS::Scheduler::Schedule", "Condition": "IsProd", "Properties": {"ScheduleExpression": "cron(0 12 * * ? *)", "State": {"Ref": "State"}, "ScheduleExpressionTimezone": {"Ref": "Zone"}}}}}"#,
    ],
    &[
        r#"{"Name": "s", "ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "OFF", "MaximumWindowInMinutes": 5}}"#,
    ],
    &[
        r#"{"Resources": {"Fn::ForEach::Polls": ["Name", ["a"], {}], "R": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "cron(0 12 * * ? *)"}}}}"#,
    ],
];

#[test]
fn what_templates_leave_open() {
    insta::assert_snapshot!(drawn(TEMPLATES), @r#"
    $ {"Resources": {"S": {"Type": "AWS::Scheduler::Schedule", "Properties": {"ScheduleExpression": {"Fn::Sub": "rate(${N} hours)"}, "FlexibleTimeWindow": {"Mode": "OFF"}}}}}
    error[schedule/open]: the expression depends on `N`
     --> schedule:1:107
      |
    1 | ...es": {"ScheduleExpression": {"Fn::Sub": "rate(${N} hours)"}, "FlexibleTimeWindow": {"Mode": "OFF"}}}}}
      |                                            ^^^^^^^^^^^^^^^^^^ when it fires is not known here
      |
      = help: give a value for what is open, or the schedule as it is deployed: `aws scheduler get-schedule` and `aws events describe-rule` print it

    $ {"Resources": {"S": {"Type": "AWS::Scheduler::Schedule", "Condition": "IsProd", "Properties": {"ScheduleExpression": "cron(0 12 * * ? *)", "State": {"Ref": "State"}, "ScheduleExpressionTimezone": {"Ref": "Zone"}}}}}
    warning[schedule/open]: the time zone depends on `Zone`: UTC is assumed
     --> schedule:1:197
      |
    1 | ", "State": {"Ref": "State"}, "ScheduleExpressionTimezone": {"Ref": "Zone"}}}}}
      |                                                             ^^^^^^^^^^^^^^^ not known here
    warning[schedule/open]: the state depends on `State`: it is taken as enabled
     --> schedule:1:149
      |
    1 | ies": {"ScheduleExpression": "cron(0 12 * * ? *)", "State": {"Ref": "State"}, "ScheduleExpressionTimezone": {"Ref": "Zone"}}}}}
      |                                                             ^^^^^^^^^^^^^^^^ not known here
    warning[schedule/open]: whether there is such a schedule depends on `Condition IsProd`: it is taken as there
     --> schedule:1:71
      |
    1 | {"Resources": {"S": {"Type": "AWS::Scheduler::Schedule", "Condition": "IsProd", "Properties": {"ScheduleExpression": "cron(0 12 * * ?...
      |                                                                       ^^^^^^^^ not known here

    $ {"Name": "s", "ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "OFF", "MaximumWindowInMinutes": 5}}
    error[schedule/window-mode]: a window that is off has no width
     --> schedule:1:123
      |
    1 | xibleTimeWindow": {"Mode": "OFF", "MaximumWindowInMinutes": 5}}
      |                                                             ^ refused beside `OFF`
      |
      = help: leave `MaximumWindowInMinutes` out, or write `"Mode": "FLEXIBLE"`

    $ {"Resources": {"Fn::ForEach::Polls": ["Name", ["a"], {}], "R": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "cron(0 12 * * ? *)"}}}}
    "#);
}

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
      = help: give a template, the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`, or one expression a line

    $ {"ScheduleExpression": 5}
    error[declaration/wrong-type]: `ScheduleExpression` is a number, not a string
     --> schedule:1:24
      |
    1 | {"ScheduleExpression": 5}
      |                        ^ a string was expected

    $ {"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}
    warning[declaration/duplicate-member]: `ScheduleExpression` is given more than once: the last one counts, as for the AWS CLI
     --> schedule:1:39
      |
    1 | {"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}
      |  --------------------                 ^^^^^^^^^^^^^^^^^^^^ this one counts
      |  |
      |  this one does not

    $ {"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}
    note[template/left-out]: this list does not have the expressions of its schedules
     --> schedule:1:16
      |
    1 | {"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}
      |                ^ this is a summary
      |
      = help: `aws scheduler get-schedule --name NAME --group-name GROUP` prints one as a whole
    error[schedule/declaration]: this schedule has no expression
     --> schedule:1:16
      |
    1 | {"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}
      |                ^ an object without `ScheduleExpression`
      |
      = help: `aws scheduler list-schedules` leaves the expression out: ask `get-schedule` for each

    $ template.yaml
    error[schedule/declaration]: this schedule has no expression
     --> template.yaml:3:5
      |
    3 |     Type: AWS::Scheduler::Schedule
      |     ^ an object without `ScheduleExpression`
      |
      = help: give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`

    $ {"Name": "s", "ScheduleExpression": "cron(0 12 * * ? *)", "Target": {"Arn": "arn:aws:lambda:eu-north-1:111122223333:function:f"}}
    warning[schedule/refused]: AWS refuses this schedule all the same, for 2 reasons: `FlexibleTimeWindow` is missing
     --> schedule:1:1
      |
    1 | {"Name": "s", "ScheduleExpression": "cron(0 12 * * ? *)", "Ta
      | ^ its times hold once this is mended
      |
      = help: add `"FlexibleTimeWindow": {"Mode": "OFF"}`, unless it may fire later than its time; `evb check` tells all

    $ {"Resources": {"Poll": {"Type": "AWS::Scheduler::Schedule"}}}
    error[schedule/declaration]: this schedule has no expression
     --> schedule:1:24
      |
    1 | {"Resources": {"Poll": {"Type": "AWS::Scheduler::Schedule"}}}
      |                        ^ an object without `ScheduleExpression`
      |
      = help: give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`
    "#);
}

#[test]
fn states_buses_and_rules_without_a_schedule() {
    insta::assert_snapshot!(drawn(STATES), @r#"
    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}
    warning[schedule/disabled]: this schedule is disabled: as it is, it does not fire
     --> schedule:1:56
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}
      |                                                        ^^^^^^^^ what follows holds once it is enabled

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "disabled"}
    error[schedule/property]: there is no state `disabled`
     --> schedule:1:56
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "disabled"}
      |                                                        ^^^^^^^^ expected `ENABLED` or `DISABLED`
      |
      = help: write `DISABLED`

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": false}
    error[declaration/wrong-type]: `State` is a boolean, not a string
     --> schedule:1:55
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": false}
      |                                                       ^^^^^ a string was expected

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "EventBusName": "orders"}
    error[schedule/other-bus]: only rules on the default event bus have a schedule
     --> schedule:1:63
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "EventBusName": "orders"}
      |                                                               ^^^^^^ another event bus
      |
      = help: move the rule to the default event bus, or make it a schedule of EventBridge Scheduler
    AWS answers: ValidationException: ScheduleExpression is supported only on the default event bus.

    $ {"Name": "r", "EventPattern": "{}"} cron(0 12 * * ? *)
    note[schedule/no-schedule]: this rule has an event pattern and no schedule
     --> schedule:1:1
      |
    1 | {"Name": "r", "EventPattern": "{}"}
      | ^

    $ [{"Name": "r", "EventPattern": "{}"}, {"Name": "s", "EventPattern": "{}"}, {"Name": "t", "EventPattern": "{}"}]
    note[schedule/no-schedule]: this rule has an event pattern and no schedule
     --> schedule:1:2
      |
    1 | [{"Name": "r", "EventPattern": "{}"}, {"Name": "s", "EventPattern": "{}"}, {"Name": "t", "EventPattern": "{}"}]
      |  ^
    note[schedule/no-schedule]: 2 more rules have an event pattern and no schedule
    "#);
}

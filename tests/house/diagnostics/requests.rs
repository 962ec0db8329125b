//! What AWS's models and services refuse in requests.

use evb::api::{self, Client, Operation};
use evb::json;

use super::drawn;

/// What is told of a request, and what comes back for it.
fn of_request(operation: Operation, text: &str) -> String {
    let request = json::parse(text).unwrap();
    let mut refusals = api::judge(operation, &request);
    refusals.extend(api::check(operation, &request));
    let told = refusals
        .iter()
        .map(|one| one.diagnostic(operation.as_str()));
    let mut told: Vec<_> = told.collect();
    let answer = api::answer(operation, &refusals, Client::Other).unwrap();
    if !answer.is_recorded {
        told.push(api::words_not_recorded());
    }
    format!("{}\n{}", drawn(text, &told), answer.message)
}

#[test]
fn a_schedule_that_breaks_its_model() {
    let text = r#"{"Name": "nightly run", "ScheduleExpresion": "rate(1 day)",
 "FlexibleTimeWindow": {"Mode": "OF", "MaximumWindowInMinutes": 0},
 "Target": {"Arn": 7, "RoleArn": "", "RetryPolicy": {"MaximumRetryAttempts": 200}}}"#;
    insta::assert_snapshot!(of_request(Operation::CreateSchedule, text), @r#"
    error[api/missing]: `ScheduleExpression` is missing
     --> p.json:1:1
      |
    1 | {"Name": "nightly run", "ScheduleExpresion": "rate(1 day)",
      | ^ `ScheduleExpression` is needed here
    error[api/unknown-member]: CreateSchedule has no member `ScheduleExpresion`
     --> p.json:1:25
      |
    1 | {"Name": "nightly run", "ScheduleExpresion": "rate(1 day)",
      |                         ^^^^^^^^^^^^^^^^^^^ not known to AWS
      |
      = help: did you mean `ScheduleExpression`?
    error[api/constraint]: `Name` does not match AWS's pattern for it
     --> p.json:1:10
      |
    1 | {"Name": "nightly run", "ScheduleExpresion": "rate(1 day)",
      |          ^^^^^^^^^^^^^ must match [0-9a-zA-Z-_.]+
      |
      = help: blanks are not allowed: `nightly-run` is
    error[api/constraint]: `FlexibleTimeWindow.Mode` is none of the words that AWS knows
     --> p.json:2:33
      |
    2 |  "FlexibleTimeWindow": {"Mode": "OF", "MaximumWindowInMinutes": 0},
      |                                 ^^^^ one of `OFF`, `FLEXIBLE` was expected
      |
      = help: did you mean `OFF`?
    error[api/constraint]: `FlexibleTimeWindow.MaximumWindowInMinutes` is 0
     --> p.json:2:65
      |
    2 |  "FlexibleTimeWindow": {"Mode": "OF", "MaximumWindowInMinutes": 0},
      |                                                                 ^ from 1 to 1440 are allowed
    error[api/wrong-type]: `Target.Arn` is a number, not a string
     --> p.json:3:20
      |
    3 |  "Target": {"Arn": 7, "RoleArn": "", "RetryPolicy": {"MaximumRetryAttempts": 200}}}
      |                    ^ a string was expected
    error[api/constraint]: `Target.RoleArn` is empty
     --> p.json:3:34
      |
    3 |  "Target": {"Arn": 7, "RoleArn": "", "RetryPolicy": {"MaximumRetryAttempts": 200}}}
      |                                  ^^ from 1 to 1600 characters are allowed
    error[api/constraint]: `Target.RoleArn` does not match AWS's pattern for it
     --> p.json:3:34
      |
    3 |  "Target": {"Arn": 7, "RoleArn": "", "RetryPolicy": {"MaximumRetryAttempts": 200}}}
      |                                  ^^ must match arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@\/-]+
    error[api/constraint]: `Target.RetryPolicy.MaximumRetryAttempts` is 200
     --> p.json:3:78
      |
    3 |  "Target": {"Arn": 7, "RoleArn": "", "RetryPolicy": {"MaximumRetryAttempts": 200}}}
      |                                                                              ^^^ from 0 to 185 are allowed
    note[api/words-not-recorded]: AWS's words for this are not recorded: they are made after its usage
    7 validation errors detected: Value null at 'scheduleExpression' failed to satisfy constraint: Member must not be null; Value 'nightly run' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9a-zA-Z-_.]+; Value 'OF' at 'flexibleTimeWindow.mode' failed to satisfy constraint: Member must satisfy enum value set: [OFF, FLEXIBLE]; Value '0' at 'flexibleTimeWindow.maximumWindowInMinutes' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '' at 'target.roleArn' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'target.roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@\/-]+; Value '200' at 'target.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185
    "#);
}

#[test]
fn a_target_that_breaks_a_rule_of_its_service() {
    let text = r#"{"Rule": "r", "Targets": [
 {"Id": "Target0", "Arn": "arn:aws:sqs:eu-west-1:123456789012:orders.fifo"}]}"#;
    insta::assert_snapshot!(of_request(Operation::PutTargets, text), @r#"
    error[api/service-rule]: target `Target0` has no `SqsParameters`
     --> p.json:2:27
      |
    2 |  {"Id": "Target0", "Arn": "arn:aws:sqs:eu-west-1:123456789012:orders.fifo"}]}
      |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `"SqsParameters": {"MessageGroupId": "…"}`
    Parameter(s) SqsParameters must be specified for target: Target0.
    "#);
}

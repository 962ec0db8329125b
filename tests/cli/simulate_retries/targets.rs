//! `--target`: what is declared of a delivery.

use super::{evb, json};
use crate::support::Pretend;

/// A template with two targets, one of which leaves its limits open, and a schedule.
const TEMPLATE: &str = r#"{"Resources": {
    "Orders": {"Type": "AWS::Events::Rule", "Properties": {
        "Name": "orders", "EventBusName": "shop", "EventPattern": {"source": ["shop"]},
        "Targets": [
            {"Id": "queue", "Arn": "arn:aws:sqs:eu-west-1:111122223333:orders", "InputPath": "$.detail",
             "RetryPolicy": {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 3600},
             "DeadLetterConfig": {"Arn": {"Fn::GetAtt": ["Letters", "Arn"]}}},
            {"Id": "open", "Arn": "arn:aws:sqs:eu-west-1:111122223333:open",
             "RetryPolicy": {"MaximumRetryAttempts": {"Ref": "Retries"}}}]}},
    "Nightly": {"Type": "AWS::Scheduler::Schedule", "Properties": {
        "Name": "nightly", "ScheduleExpression": "rate(1 day)", "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {"Arn": "arn:aws:sns:eu-west-1:111122223333:topic", "RoleArn": "arn:aws:iam::111122223333:role/r",
                   "RetryPolicy": {"MaximumRetryAttempts": 0}}}}}}"#;

fn with_template(arguments: &[&str]) -> String {
    let all = [&["simulate-retries"], arguments].concat();
    Pretend::default().file("template.json", TEMPLATE).evb(&all)
}

#[test]
fn a_target_of_a_template_gives_limits_queue_and_addresses() {
    insta::assert_snapshot!(with_template(&["--target", "template.json#Orders/queue"]), @"
    exit: Negative
    --- stdout
    dead-lettered after 3 attempts (2 retries), 3 s after its arrival: MaximumRetryAttempts

      attempt   at  delay  age left  result
            1  0 s          3,600 s  INTERNAL_ERROR
            2  1 s    1 s   3,599 s  INTERNAL_ERROR
            3  3 s    2 s   3,597 s  INTERNAL_ERROR

    dead letter in ${Letters.Arn}
      ERROR_CODE                 INTERNAL_ERROR
      ERROR_MESSAGE              <the target's own message>
      EXHAUSTED_RETRY_CONDITION  MaximumRetryAttempts
      RETRY_ATTEMPTS             2
      RULE_ARN                   arn:aws:events:eu-west-1:111122223333:rule/shop/orders
      TARGET_ARN                 arn:aws:sqs:eu-west-1:111122223333:orders
      (body)                     what the target was to receive

    profile   rule
    policy    at most 2 retries, at most 3,600 s (1 h)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: the dead letter holds what the target was to receive: after a transformation the original
          event is lost, and sending the letter to the bus again would not match the rule
    ");
}

#[test]
fn a_schedule_gives_its_profile_and_that_it_has_no_queue() {
    insta::assert_snapshot!(with_template(&["--target", "template.json#Nightly"]), @r"
    exit: Negative
    --- stdout
    dropped after 1 attempt, 0 s after its arrival: MaximumRetryAttempts

      attempt   at  delay  age left  result
            1  0 s         86,400 s  AWS.Scheduler.InternalServerError

    profile   scheduler
    policy    at most 0 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: there is no dead-letter queue: the event is gone, and nothing holds what it was
    ");
}

#[test]
fn flags_stand_above_what_is_declared() {
    let policy = r#"{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":60}"#;
    let ended = |more: &[&str]| {
        let document = json(&[&["--target", policy][..], more].concat());
        (
            document["retries"].clone(),
            document["ended_at_seconds"].clone(),
        )
    };
    assert_eq!(ended(&[]), (3.into(), 7.0.into()));
    let above = ["--maximum-retry-attempts", "185"];
    assert_eq!(ended(&above), (5.into(), 60.0.into()));
}

#[test]
fn a_file_that_does_not_declare_one_target_is_refused() {
    let told: String = [
        &["--target", "template.json"][..],
        &["--target", "template.json#Orders/quue"],
        &["--target", "template.json#Orders/open"],
        &["--target", r#"{"Arn":"arn:aws:sqs:eu-west-1:111122223333:q","RetryPolicy":{"MaximumRetryAttempts":-1,"MaximumEventAgeInSeconds":30}}"#],
        &["--target", r#"{"RetryPolicy":{"MaximumRetryAttempts":"3"}}"#],
        &["--target", r#"{"source":["shop"]}"#],
    ]
    .map(with_template)
    .concat();
    insta::assert_snapshot!(told, @r#"
    exit: Failure
    --- stderr
    error[delivery/several-targets]: `template.json` declares 3 targets
     |
     = help: name one behind the file: `#Orders/queue`, `#Orders/open`, `#Nightly`
    exit: Failure
    --- stderr
    error[input/no-such-name]: nothing is called `Orders/quue` in `template.json`
     |
     = help: did you mean `Orders/queue`? there are `Orders`, `Orders/queue`, `Orders/open`, `Nightly`
    exit: Failure
    --- stderr
    error[delivery/open-limit]: the template leaves a limit open: `Retries`
     --> template.json:9:54
      |
    9 |              "RetryPolicy": {"MaximumRetryAttempts": {"Ref": "Retries"}}}]}},
      |                                                      ^^^^^^^^^^^^^^^^^^ what comes of this is not known here
      |
      = help: give the limit as `--maximum-retry-attempts`
    exit: Failure
    --- stderr
    error[delivery/maximum-event-age]: a maximum event age of 30 s is outside 60 to 86400 s
     --> --target:1:115
      |
    1 | {"Arn":"arn:aws:sqs:eu-west-1:111122223333:q","RetryPolicy":{"MaximumRetryAttempts":-1,"MaximumEventAgeInSeconds":30}}
      |                                                                                                                   ^^
      |
      = help: EventBridge API Reference, RetryPolicy: MaximumEventAgeInSeconds is 60 to 86400
    error[delivery/maximum-retry-attempts]: a maximum number of retry attempts of -1 is outside 0 to 185
     --> --target:1:85
      |
    1 | {"Arn":"arn:aws:sqs:eu-west-1:111122223333:q","RetryPolicy":{"MaximumRetryAttempts":-1,"MaximumEventAgeInSeconds":30}}
      |                                                                                     ^^
      |
      = help: EventBridge API Reference, RetryPolicy: MaximumRetryAttempts is 0 to 185
    exit: Failure
    --- stderr
    error[declaration/wrong-type]: `MaximumRetryAttempts` is a string, not a whole number
     --> --target:1:40
      |
    1 | {"RetryPolicy":{"MaximumRetryAttempts":"3"}}
      |                                        ^^^ a whole number was expected
      |
      = help: write `3`
    exit: Failure
    --- stderr
    error[delivery/no-target]: `--target` declares no target
     |
     = help: give a target, a schedule, a rule with targets, a template, or the answer of `aws events list-targets-by-rule`
    "#);
}

#[test]
fn what_is_open_can_be_given() {
    let given = [
        "--target",
        "template.json#Orders/open",
        "--maximum-retry-attempts",
        "1",
    ];
    let told = with_template(&given);
    assert!(
        told.contains("dropped after 2 attempts (1 retry)"),
        "{told}"
    );
}

#[test]
fn a_function_accepts_and_then_fails_alone() {
    let target = r#"{"Arn":"arn:aws:lambda:us-east-1:123456789012:function:f"}"#;
    let told = evb(&["--fail", "never", "--target", target]);
    assert!(told.contains("Lambda's queue → function `f`"), "{told}");
}

#[test]
fn a_bus_as_a_target_has_no_retry_policy() {
    let target = r#"{"Rule":"r","Targets":[{"Id":"1","Arn":"arn:aws:events:us-east-1:123456789012:event-bus/orders"}]}"#;
    let told = evb(&["--target", target, "--fail", "never"]);
    assert!(
        told.contains("AWS refuses a retry policy for an event bus"),
        "{told}"
    );
}

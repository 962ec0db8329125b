//! A small template of each kind.

use crate::support::Pretend;

#[test]
fn a_program_of_pulumi() {
    let host = Pretend::default().file(
        "Pulumi.yaml",
        "name: shop
runtime: yaml
resources:
  tick:
    type: aws:cloudwatch:EventRule
    properties:
      scheduleExpression: rate(5 minutes)
",
    );
    insta::assert_snapshot!(host.evb(&["list", "Pulumi.yaml"]), @r"
    exit: Success
    --- stdout
    Pulumi.yaml (Pulumi): 1 rule

    rules
      tick  Pulumi.yaml:5
        name      tick-${random}
        bus       default
        schedule  rate(5 minutes)
        targets   none
    ");
}

#[test]
fn a_script_with_command_lines() {
    let host = Pretend::default().file(
        "deploy.sh",
        r#"#!/bin/sh
aws events put-rule --name paid --event-bus-name "$BUS" --event-pattern '{"source":["shop"]}'
aws events put-targets --rule paid --event-bus-name "$BUS" --targets Id=q,Arn=arn:aws:sqs:eu-west-1:123456789012:paid
"#,
    );
    insta::assert_snapshot!(host.evb(&["list", "deploy.sh"]), @r#"
    exit: Success
    --- stdout
    deploy.sh (command lines): 1 rule

    rules
      paid  deploy.sh:2
        bus      ${BUS}
        pattern  {"source":["shop"]}
        target   q → arn:aws:sqs:eu-west-1:123456789012:paid
        open     BUS
    "#);
}

#[test]
fn answers_of_the_api_say_nothing_of_targets() {
    let host = Pretend::default().stdin(
        r#"{"Rules": [{"Name": "paid", "Arn": "arn:aws:events:eu-west-1:123456789012:rule/paid", "EventPattern": "{\"source\":[\"shop\"]}", "State": "ENABLED", "EventBusName": "default"}]}"#,
    );
    insta::assert_snapshot!(host.evb(&["list", "-"]), @r#"
    exit: Success
    --- stdout
    <stdin> (requests and answers of the API): 1 rule

    rules
      paid  <stdin>:1
        arn      arn:aws:events:eu-west-1:123456789012:rule/paid
        bus      default
        state    ENABLED
        pattern  {"source":["shop"]}
    "#);
}

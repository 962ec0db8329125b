//! `evb check`: what AWS would refuse, in every form.

mod baseline;
mod comparison;
mod configuration;
mod fixes;
mod formats;
mod kinds;
mod lambda_and_sns;
mod lints;
mod paths;
mod producers;
mod references;
mod requests;
mod robust;
mod suppressed;
mod walking;

use crate::support::Pretend;

/// A template with a mistake in its pattern, one in a target, and one in a schedule.
const TEMPLATE: &str = r#"Parameters:
  Stage: {Type: String}
Resources:
  Paid:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: shop
        detail:
          stage: [!Ref Stage]
          state: [{prefx: pai}]
      Targets:
        - Id: queue
          Arn: arn:aws:sqs:eu-west-1:123456789012:paid
          InputTransformer:
            InputPathsMap: {id: $.detail.id}
            InputTemplate: '{"order": <order>}'
          RetryPolicy: {MaximumEventAgeInSeconds: 30}
          DeadLetterConfig: {Arn: "arn:aws:sqs:eu-west-1:123456789012:lost.fifo"}
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      Name: nightly
      ScheduleExpression: cron(0 3 * * * *)
      FlexibleTimeWindow: {Mode: "OFF"}
      Target: {Arn: !Ref Function, RoleArn: arn:aws:iam::123456789012:role/s}
"#;

/// The same without mistakes.
const GOOD: &str = r#"Resources:
  Paid:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: queue, Arn: "arn:aws:sqs:eu-west-1:123456789012:paid"}
"#;

fn shop() -> Pretend {
    Pretend::default()
        .file("shop.yaml", TEMPLATE)
        .file("good.yaml", GOOD)
}

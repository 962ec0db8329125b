//! `evb list`: what files declare, in every form.

mod directories;
mod formats;
mod kinds;
mod misspelt;
mod parameters;

use crate::support::Pretend;

/// A rule with a target, in a template of CloudFormation.
const ORDERS: &str = r#"{
  "Parameters": {"Stage": {"Type": "String"}},
  "Resources": {
    "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "orders"}},
    "Paid": {
      "Type": "AWS::Events::Rule",
      "Properties": {
        "Name": {"Fn::Sub": "${Stage}-paid"},
        "EventBusName": "orders",
        "State": "DISABLED",
        "EventPattern": {"source": ["shop"], "detail": {"total": [{"numeric": [">=", 1.50]}]}},
        "Targets": [{
          "Id": "queue",
          "Arn": "arn:aws:sqs:eu-west-1:123456789012:paid",
          "RetryPolicy": {"MaximumRetryAttempts": 3},
          "DeadLetterConfig": {"Arn": "arn:aws:sqs:eu-west-1:123456789012:lost"}
        }]
      }
    },
    "Nightly": {
      "Type": "AWS::Scheduler::Schedule",
      "Properties": {
        "Name": "nightly",
        "ScheduleExpression": "cron(0 3 * * ? *)",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:report", "RoleArn": "arn:aws:iam::123456789012:role/s"}
      }
    }
  }
}
"#;

fn orders() -> Pretend {
    Pretend::default().file("orders.json", ORDERS)
}

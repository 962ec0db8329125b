//! `evb transform`.

mod answers;
mod meant;
mod pipes;
mod refusals;
mod targets;
mod templates;

use crate::support::Pretend;

const EVENT: &str = r#"{"version":"0","id":"7bf73129","detail-type":"Order Placed","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"id":7,"customer":"Ada","items":["a","b"],"remark":"say \"hi\""}}"#;

const MESSAGE: &str = r#"{"messageId":"059f36b4","body":"{\"order\": 7, \"tags\": [\"new\"]}","eventSource":"aws:sqs"}"#;

const TARGETS: &str = r#"{"Rule": "orders", "EventBusName": "shop", "Targets": [
  {"Id": "queue", "Arn": "arn:aws:sqs:eu-central-1:123456789012:q", "InputTransformer": {
    "InputPathsMap": {"who": "$.detail.customer"},
    "InputTemplate": "{\"rule\":<aws.events.rule-name>,\"who\":<who>}"}},
  {"Id": "log", "Arn": "arn:aws:logs:eu-central-1:123456789012:log-group:/x", "Input": "{}"}
]}"#;

/// A machine with the files that most tests read.
fn pretend() -> Pretend {
    Pretend::default()
        .file("event.json", EVENT)
        .file("message.json", MESSAGE)
        .file("targets.json", TARGETS)
}

fn evb(arguments: &[&str]) -> String {
    let arguments: Vec<&str> = std::iter::once("transform")
        .chain(arguments.iter().copied())
        .collect();
    pretend().evb(&arguments)
}

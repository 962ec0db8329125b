//! `evb test-pattern`.

mod answers;
mod events;
mod explanations;
mod filters;
mod json;
mod open;
mod patterns;
mod recalled;
mod records;
mod requests;
mod sns;
mod sns_limits;
mod sns_templates;
mod threads;

use crate::support::Pretend;

const PATTERN: &str = r#"{
  "source": ["aws.ec2"],
  "detail": {
    "state": ["terminated"]
  }
}
"#;

/// A delivered event with this detail.
fn delivered(detail: &str) -> String {
    format!(
        r#"{{"version":"0","id":"1","detail-type":"T","source":"aws.ec2","account":"1","time":"2026-11-20T10:00:00Z","region":"r","resources":[],"detail":{detail}}}"#
    )
}

fn terminated() -> String {
    delivered(r#"{"state":"terminated"}"#)
}

fn host() -> Pretend {
    Pretend::default().file("pattern.json", PATTERN)
}

const TEST: [&str; 3] = ["test-pattern", "--pattern", "pattern.json"];

fn test(host: &Pretend, more: &[&str]) -> String {
    host.evb(&[&TEST[..], more].concat())
}

/// A request with the event `{}`, on a line of its own.
fn asked(pattern: &str) -> String {
    format!(
        "{{\"id\":1,\"EventPattern\":{},\"Event\":\"{{}}\"}}\n",
        serde_json::Value::from(pattern)
    )
}

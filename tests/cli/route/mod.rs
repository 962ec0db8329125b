//! `evb route`.

mod answers;
mod deliveries;
mod readings;
mod refusals;
mod rules;
mod threads;

use crate::support::Pretend;

/// Two rules in a directory, one in JSON Lines.
fn host() -> Pretend {
    Pretend::default()
        .file("rules/running.json", r#"{"source":["aws.ec2"],"detail":{"state":["running"]}}"#)
        .file("rules/any-ec2.json", r#"{"source":["aws.ec2"]}"#)
        .file("more.jsonl", concat!(
            r#"{"name":"orders","pattern":{"source":["orders"]}}"#, "\n",
            r#"{"id":"big","pattern":"{\"detail\":{\"total\":[{\"numeric\":[\">\",100]}]}}"}"#, "\n",
        ))
        .file("events.jsonl", concat!(
            r#"{"version":"0","id":"1","detail-type":"t","source":"aws.ec2","detail":{"state":"running"}}"#, "\n",
            r#"{"version":"0","id":"2","detail-type":"t","source":"orders","detail":{"total":250}}"#, "\n",
            "\n",
            r#"{"version":"0","id":"3","detail-type":"t","source":"aws.s3","detail":{}}"#, "\n",
        ))
}

//! `evb pipe`.

mod batches;
mod check;
mod enrichments;
mod json;
mod mappings;
mod open;
mod records;
mod refused;
mod targets;
mod threads;

use crate::support::Pretend;

const TIME: &str = "2026-11-20T10:00:00Z";

/// The pipe and the records of `fixtures/pipes` called `name`, run with more arguments.
fn fixture(name: &str, arguments: &[&str]) -> String {
    let read = |file: String| {
        std::fs::read(format!(
            "{}/fixtures/pipes/{file}",
            env!("CARGO_MANIFEST_DIR")
        ))
    };
    let records = read(format!("{name}.records.jsonl"))
        .or_else(|_| read(format!("{name}.records.json")))
        .unwrap();
    let pretend = Pretend::default()
        .file("pipe.json", read(format!("{name}.pipe.json")).unwrap())
        .file("records", records);
    run(&pretend, &[&["--records", "records"], arguments].concat())
}

fn run(pretend: &Pretend, arguments: &[&str]) -> String {
    let all = [&["pipe", "--pipe", "pipe.json", "--time", TIME], arguments].concat();
    pretend.evb(&all)
}

/// A pipe from a queue with these members.
fn queue(members: &str) -> Pretend {
    let pipe = format!(
        r#"{{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r",
 "Source":"arn:aws:sqs:us-east-1:123456789012:in",
 {members}}}"#
    );
    Pretend::default().file("pipe.json", pipe)
}

const LAMBDA: &str = r#""Target":"arn:aws:lambda:us-east-1:123456789012:function:f","SourceParameters":{"SqsQueueParameters":{"BatchSize":2}}"#;

const ENRICHED: &str = r#""Enrichment":"arn:aws:lambda:us-east-1:123456789012:function:e","Target":"arn:aws:sqs:us-east-1:123456789012:out","SourceParameters":{"SqsQueueParameters":{"BatchSize":2}}"#;

const MESSAGES: &str = "{\"messageId\":\"a\",\"body\":\"1st\"}\n{\"messageId\":\"b\",\"body\":\"2nd\"}\n{\"messageId\":\"c\",\"body\":\"3rd\"}\n";

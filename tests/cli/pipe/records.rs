//! Records: how each ends, and those that cannot be read.

use super::{LAMBDA, fixture, queue, run};
use crate::support::Pretend;

#[test]
fn every_record_ends_and_says_what_becomes_of_it_at_the_source() {
    insta::assert_snapshot!(fixture("sqs", &[]), @r#"
    exit: Success
    --- stdout
    record 1 (059f36b5-87a3-44ab-83d2-661975830a7d): filtered
      why: filter 0: `body.type`: `"refund"` is not `"order"`
      source: deleted from the queue
    record 2 (059f36b6-87a3-44ab-83d2-661975830a7d): filtered
      why: filter 0 wants `body` to be JSON, and it is plain text
      source: deleted from the queue
    record 0 (059f36b4-87a3-44ab-83d2-661975830a7d): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    record 3 (059f36b7-87a3-44ab-83d2-661975830a7d): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
      warning: `$.body.total` leads to nothing in this event
        help: an empty string stands for it, as recorded for rules; for pipes AWS's guide only says that the variable is not created
    batch 0 (records 0, 3): ExecutionSucceeded
      target gets: {"version":"0","id":"00000000-0000-4000-8000-000000000000","detail-type":"OrderPlaced","source":"com.acme.orders","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{"id":7,"total":12.5}}
      target gets: {"version":"0","id":"00000000-0000-4000-8000-000000000003","detail-type":"OrderPlaced","source":"com.acme.orders","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{"id":9,"total":""}}
    4 records in 1 batch: 2 delivered, 2 filtered
    --- stderr
    note[pipe/assumed]: a batching window of 5 s ends by the times in `attributes.SentTimestamp`
     |
     = help: when the pipe's poller sees a record is not known here; a record without such a time joins the batch that is open
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
}

#[test]
fn a_broken_record_is_told_and_the_others_go_on() {
    let records = "{\"messageId\":\"a\",\"body\":\"x\"}\nnonsense\n[1]\n{\"messageId\":\"c\",\"body\":\"z\"}\n";
    let pretend = queue(LAMBDA).file("r", records);
    insta::assert_snapshot!(run(&pretend, &["--records", "r"]), @r#"
    exit: Failure
    --- stdout
    record 1: unreadable
      why: unknown word `nonsense`
    record 2: unreadable
      why: a record is an object, and this is a number
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    record 3 (c): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (records 0, 3): ExecutionSucceeded
      target gets: [{"messageId":"a","body":"x"},{"messageId":"c","body":"z"}]
    4 records in 1 batch: 2 delivered, 2 unreadable
    --- stderr
    error[json/unknown-word]: record 1 (line 2): unknown word `nonsense`
     --> r:2:1
      |
    2 | nonsense
      | ^^^^^^^^ not a JSON value
      |
      = help: put text in double quotes
    error[pipe/not-a-record]: record 2 (line 3): a record is an object, and this is a number
     --> r:3:2
      |
    3 | [1]
      |  ^ not a record
    "#);
}

#[test]
fn an_input_without_records_is_no_answer() {
    let wrapped = "the list in the input is empty: there is no record in it";
    for (empty, message) in [
        ("[]", "there is no record in the input"),
        (r#"{"Messages":[]}"#, wrapped),
        (r#"{"Records":[],"x":1}"#, wrapped),
    ] {
        let told = run(&queue(LAMBDA), &["--records", empty]);
        assert!(told.starts_with("exit: Failure"), "{told}");
        assert!(told.contains(message), "{told}");
        assert!(!told.contains("--- stdout"), "{told}");
    }
    let told = run(&queue(LAMBDA), &["--records", "[]", "--format", "json"]);
    assert!(
        told.contains(r#"{"version":1,"error":{"code":"event/none""#),
        "{told}"
    );
}

#[test]
fn records_that_cannot_be_read_to_their_end_lose_none_of_those_before() {
    // A gzip file that is cut off behind its first kilobytes.
    let mut text = String::new();
    for number in 0..4_000_u32 {
        let noise = number.wrapping_mul(2_654_435_761);
        text.push_str(&format!(
            "{{\"messageId\":\"{number}\",\"body\":\"{noise}\"}}\n"
        ));
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
    let mut bytes = gzip.finish().unwrap();
    bytes.truncate(bytes.len() / 2);
    let pretend = queue(LAMBDA).file("r.gz", bytes);
    let ended = pretend.run(&[
        "pipe",
        "--pipe",
        "pipe.json",
        "--records",
        "r.gz",
        "--format",
        "json",
    ]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(ended.exit.code(), 2);
    assert_eq!(document["error"]["code"], "input/unreadable");
    let delivered = document["summary"]["delivered"].as_u64().unwrap();
    assert!(delivered > 100, "{delivered}");
}

#[test]
fn what_receive_message_prints_is_taken_as_records() {
    let messages = r#"{"Messages":[{"MessageId":"a","Body":"x","MessageAttributes":{"Tenant":{"StringValue":"acme","DataType":"String"}}},{"MessageId":"b","Body":"y"}]}"#;
    insta::assert_snapshot!(run(&queue(LAMBDA), &["--records", messages]), @r#"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
      note: records are written as in `aws sqs receive-message`: their members are renamed to what a pipe gets
    record 1 (b): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (records 0, 1): ExecutionSucceeded
      target gets: [{"messageId":"a","body":"x","messageAttributes":{"Tenant":{"stringValue":"acme","dataType":"String"}}},{"messageId":"b","body":"y"}]
    2 records in 1 batch: 2 delivered
    "#);
}

#[test]
fn what_lambda_gets_from_a_stream_is_taken_as_records() {
    let pipe = r#"{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:kinesis:us-east-1:123456789012:stream/s","SourceParameters":{"KinesisStreamParameters":{"StartingPosition":"LATEST","BatchSize":1}},"Target":"arn:aws:sqs:us-east-1:123456789012:out","TargetParameters":{"InputTemplate":"{\"n\":<$.data.n>,\"key\":<$.partitionKey>}"}}"#;
    let records = r#"{"Records":[{"kinesis":{"partitionKey":"k","sequenceNumber":"1","data":"eyJuIjo3fQ=="},"eventSource":"aws:kinesis","eventID":"s-0:1"}]}"#;
    let told = run(
        &Pretend::default().file("pipe.json", pipe),
        &["--records", records],
    );
    assert!(told.contains(r#"target gets: {"n":7,"key":"k"}"#), "{told}");
    assert!(told.contains("an event of a Lambda function"), "{told}");
}

#[test]
fn base64_that_is_none_is_told_with_its_place() {
    let pipe = r#"{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:kinesis:us-east-1:123456789012:stream/s","SourceParameters":{"KinesisStreamParameters":{"StartingPosition":"LATEST","BatchSize":1}},"Target":"arn:aws:sqs:us-east-1:123456789012:out"}"#;
    let records =
        "{\"eventID\":\"s-0:1\",\"data\":\"e*30\"}\n{\"eventID\":\"s-0:2\",\"data\":\"e30=\"}\n";
    let pretend = Pretend::default()
        .file("pipe.json", pipe)
        .file("r", records);
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"event":{"source":"r","index":0,"line":1},"error":{"code":"pipe/not-base64","message":"record 0 (line 1): `data` is not base64","diagnostics":[{"code":"pipe/not-base64","severity":"error","message":"record 0 (line 1): `data` is not base64","source":"r","span":{"line":1,"column":29,"end_line":1,"end_column":30},"label":"wrong from here","help":"this source writes its payloads in base64; encode the record as AWS does"}]}}
    {"record":{"index":0,"line":1,"filter":"drop","matched_filter":null,"reason":"`data` is not base64","fate":"unreadable"}}
    {"record":{"index":1,"line":2,"id":"s-0:2","filter":"pass","matched_filter":null,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"the iterator advances past it"}}
    {"batch":{"index":0,"records":[1],"enrichment":null,"target":{"invoked":true,"invocations":[{"raw":"{\"eventID\":\"s-0:2\",\"data\":\"e30=\"}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","TargetStageEntered","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}}
    {"summary":{"records":2,"batches":1,"filtered":0,"delivered":1,"not_invoked":0,"retried":0,"failed":0,"unreadable":1}}
    --- stderr
    error[pipe/not-base64]: record 0 (line 1): `data` is not base64
     --> r:1:29
      |
    1 | {"eventID":"s-0:1","data":"e*30"}
      |                             ^ wrong from here
      |
      = help: this source writes its payloads in base64; encode the record as AWS does
    "#);
}

#[test]
fn records_of_another_shape_and_surplus_answers_are_told() {
    let pretend = queue(LAMBDA)
        .file("r", "{\"messageId\":\"a\",\"Text\":\"x\"}")
        .file("answers", "{}\n{}\n");
    let told = run(
        &pretend,
        &["--records", "r", "--target-response", "answers"],
    );
    for part in [
        "this record has no `body`",
        "has 2 answers, and 1 were asked for",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

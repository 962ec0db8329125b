//! Records for filters of pipes and event source mappings.

use super::{evb, headings};
use crate::support::Pretend;

#[test]
fn a_filter_gets_records_of_its_source() {
    insta::assert_snapshot!(evb(&[r#"{"body":{"type":["order"],"total":[{"numeric":[">",5]}]}}"#, "--for", "pipe"]), @r#"
    exit: Success
    --- stdout
    event 1: body.total {"numeric":[">",5]}, body.type "order"
      {"messageId":"059f36b4-87a3-44ab-83d2-661975000000","receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a","body":"{\"total\":6,\"type\":\"order\"}","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1795168800000","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1795168800001"},"messageAttributes":{},"eventSource":"aws:sqs"}
    1 event exercises 2 of 2 alternatives, seed 0
    "#);
    insta::assert_snapshot!(evb(&[r#"{"dynamodb":{"NewImage":{"state":{"S":["paid"]}}},"eventName":["INSERT","MODIFY"]}"#, "--for", "lambda", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"eventID":"c4ca4238a0b923820dcc509a6f750000","eventName":"INSERT","eventVersion":"1.1","dynamodb":{"ApproximateCreationDateTime":1795168800.0,"Keys":{"Id":{"N":"10000"}},"SequenceNumber":"44215845000000000174500000","SizeBytes":26,"StreamViewType":"NEW_AND_OLD_IMAGES","NewImage":{"state":{"S":"paid"}}},"eventSource":"aws:dynamodb"}
    {"eventID":"c4ca4238a0b923820dcc509a6f750001","eventName":"MODIFY","eventVersion":"1.1","dynamodb":{"ApproximateCreationDateTime":1795168800.0,"Keys":{"Id":{"N":"10001"}},"SequenceNumber":"44215845000000000174500001","SizeBytes":26,"StreamViewType":"NEW_AND_OLD_IMAGES","NewImage":{"state":{"S":"paid"}}},"eventSource":"aws:dynamodb"}
    "#);
}

#[test]
fn the_source_of_a_pipe_is_what_it_declares() {
    let pipe = r#"{"Name":"p","Source":"arn:aws:kinesis:us-east-1:123456789012:stream/s","Target":"arn:aws:sqs:us-east-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"data\":{\"id\":[7]}}"}]}}}"#;
    let host = Pretend::default().file("pipe.json", pipe);
    let records = host.run(&["sample", "pipe.json", "--format", "jsonl"]);
    insta::assert_snapshot!(records.stdout, @r#"{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"49590338271490256608559692538361571095921575989136580000","data":"eyJpZCI6N30=","approximateArrivalTimestamp":1795168800.987,"eventSource":"aws:kinesis"}"#);
    let answers = host.stdin(records.stdout.as_str());
    insta::assert_snapshot!(answers.evb(&["test-pattern", "-p", "pipe.json"]), @r"
    exit: Success
    --- stdout
    match <stdin>: data.id is 7
    ");
}

#[test]
fn near_misses_of_a_payload_are_told_by_its_fields() {
    insta::assert_snapshot!(headings(&evb(&[r#"{"body":{"type":["order"]}}"#, "--for", "lambda", "--near-miss"])), @r#"
    exit: Success
    --- stdout
    event 1: body.type "orde" is one `r` short; wanted "order"
    event 2: body.type "orderx" is one character longer at its end; wanted "order"
    event 3: body.type "xorder" is one character longer at its start; wanted "order"
    event 4: body.type "Order" is in another case; wanted "order"
    event 5: body.type is absent; wanted "order"
    event 6: body.type null is of another type; wanted "order"
    event 7: body.type true is of another type; wanted "order"
    7 events fail by 1 of 1 field, seed 0
    "#);
}

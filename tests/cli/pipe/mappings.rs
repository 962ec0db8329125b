//! Event source mappings of Lambda, and pipes in templates.

use crate::support::Pretend;

use super::{MESSAGES, run};

const FILTERED: &str = r#"{"FunctionName":"orders","EventSourceArn":"arn:aws:sqs:us-east-1:123456789012:in","BatchSize":2,
 "FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"type\":[\"order\"]}}"}]}}"#;

#[test]
fn a_mapping_filters_and_batches_for_its_function() {
    let records = r#"[{"messageId":"a","body":"{\"type\":\"order\"}"},{"messageId":"b","body":"no JSON"},{"messageId":"c","body":"{\"type\":\"order\"}"}]"#;
    let pretend = Pretend::default().file("pipe.json", FILTERED);
    insta::assert_snapshot!(run(&pretend, &["--records", records]), @r#"
    exit: Success
    --- stdout
    record 1 (b): filtered
      why: filter 0 wants `body` to be JSON, and it is plain text
      source: deleted from the queue
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    record 2 (c): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (records 0, 2): ExecutionSucceeded
      target gets: {"Records":[{"messageId":"a","body":"{\"type\":\"order\"}"},{"messageId":"c","body":"{\"type\":\"order\"}"}]}
    3 records in 1 batch: 2 delivered, 1 filtered
    "#);
}

#[test]
fn a_function_gets_records_of_a_stream_one_level_deeper() {
    let mapping = r#"{"FunctionArn":"arn:aws:lambda:us-east-1:123456789012:function:f","EventSourceArn":"arn:aws:kinesis:us-east-1:123456789012:stream/s","UUID":"u"}"#;
    let records = r#"{"Records":[{"kinesis":{"partitionKey":"k","sequenceNumber":"1","data":"e30="},"eventID":"shard:1"},{"partitionKey":"k","sequenceNumber":"2","data":"e30=","eventID":"shard:2"}]}"#;
    let pretend = Pretend::default().file("pipe.json", mapping).file(
        "answer",
        r#"{"batchItemFailures":[{"itemIdentifier":"2"}]}"#,
    );
    insta::assert_snapshot!(run(&pretend, &["--records", records, "--target-response", "answer"]), @r#"
    exit: Negative
    --- stdout
    record 0 (1): delivered (TargetInvocationSucceeded)
      source: the iterator advances past it
    record 1 (2): retried (TargetInvocationPartiallyFailed)
      why: the target names it in `batchItemFailures`
      source: retried until it succeeds or its retention ends; the shard waits
    batch 0 (records 0, 1): ExecutionPartiallyFailed
      target gets: {"Records":[{"kinesis":{"partitionKey":"k","sequenceNumber":"1","data":"e30="},"eventID":"shard:1"},{"kinesis":{"partitionKey":"k","sequenceNumber":"2","data":"e30="},"eventID":"shard:2"}]}
    2 records in 1 batch: 1 delivered, 1 to be retried
    --- stderr
    note[pipe/assumed]: the mapping gives no `BatchSize`: its default 100 is taken
    "#);
}

#[test]
fn what_lambda_refuses_of_a_mapping_is_told_in_its_words() {
    let check = |members: &str| {
        let mapping = format!(
            r#"{{"FunctionName":"f","EventSourceArn":"arn:aws:sqs:us-east-1:123456789012:in",{members}}}"#
        );
        run(&Pretend::default().file("pipe.json", mapping), &["--check"])
    };
    insta::assert_snapshot!(check(r#""BatchSize":11"#), @r#"
    exit: Failure
    --- stderr
    error[mapping/limit]: a batch of 11 messages without a batching window
     --> pipe.json:1:90
      |
    1 | {"FunctionName":"f","EventSourceArn":"arn:aws:sqs:us-east-1:123456789012:in","BatchSize":11}
      |                                                                                          ^^ more than 10
      |
      = help: write `MaximumBatchingWindowInSeconds`
    AWS answers: InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10
    "#);
    insta::assert_snapshot!(check(r#""FilterCriteria":{"Filters":[{"Pattern":"{\"body\":\"x\"}"}]}"#), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `body` has a string where a list of values must stand
     --> pipe.json (filter 0):1:9
      |
    1 | {"body":"x"}
      |         ^^^ not in an array
      |
      = help: write `["x"]`: a field has a list of the values that match
    AWS answers: InvalidParameterValueException: Invalid filter pattern definition.
    "#);
    insta::assert_snapshot!(check(r#""BatchSize":20,"MaximumBatchingWindowInSeconds":1"#), @r"
    exit: Success
    --- stdout
    evb finds nothing that CreateEventSourceMapping refuses in the event source mapping `f`; what exists and what roles may do is not looked at
    ");
}

/// A template with a pipe, a mapping and a queue.
const TEMPLATE: &str = r#"{"Resources":{
 "Queue":{"Type":"AWS::SQS::Queue"},
 "Orders":{"Type":"AWS::Pipes::Pipe","Properties":{"Name":"orders","RoleArn":"arn:aws:iam::123456789012:role/r",
  "Source":{"Fn::Sub":"arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:in"},
  "SourceParameters":{"SqsQueueParameters":{"BatchSize":1}},
  "Target":"arn:aws:sqs:us-east-1:123456789012:out"}},
 "Open":{"Type":"AWS::Pipes::Pipe","Properties":{"Name":"open","RoleArn":"arn:aws:iam::123456789012:role/r",
  "Source":{"Fn::GetAtt":["Queue","Arn"]},"Target":{"Ref":"Target"}}},
 "Mapping":{"Type":"AWS::Lambda::EventSourceMapping","Properties":{"FunctionName":{"Ref":"F"},
  "EventSourceArn":"arn:aws:sqs:us-east-1:123456789012:in","BatchSize":10}}}}"#;

#[test]
fn one_pipe_of_a_template_is_named() {
    let pretend = Pretend::default()
        .file("template.json", TEMPLATE)
        .file("records", MESSAGES);
    let pipe = |name: &str, more: &[&str]| {
        pretend.evb(&[&["pipe", "--pipe", &format!("template.json{name}")], more].concat())
    };
    insta::assert_snapshot!(pipe("", &["--check"]), @r#"
    exit: Failure
    --- stderr
    error[input/several-pipes]: there are 3 pipes in here, and one is asked for
     --> template.json:1:1
      |
    1 | {"Resources":{
      | ^ `Orders`, `Open`, `Mapping`
      |
      = help: name one behind the file: `FILE#Orders`
    "#);
    insta::assert_snapshot!(pipe("#Orders", &["--records", r#"{"messageId":"a","body":"x"}"#]), @r#"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (record 0): ExecutionSucceeded
      target gets: {"messageId":"a","body":"x"}
    1 record in 1 batch: 1 delivered
    "#);
    insta::assert_snapshot!(pipe("#Open", &["--check"]), @r#"
    exit: Failure
    --- stderr
    error[pipe/open]: `Target` depends on `Target`
     --> template.json:8:52
      |
    8 |   "Source":{"Fn::GetAtt":["Queue","Arn"]},"Target":{"Ref":"Target"}}},
      |                                                    ^^^^^^^^^^^^^^^^ what comes of this is not known here
      |
      = help: give it: `--parameter Target=VALUE`
    "#);
    insta::assert_snapshot!(pipe("#Mapping", &["--check"]), @r"
    exit: Success
    --- stdout
    evb finds nothing that CreateEventSourceMapping refuses in the event source mapping `Mapping`; what exists and what roles may do is not looked at
    ");
}

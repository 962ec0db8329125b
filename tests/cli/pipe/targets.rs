//! What the target gets, and what happens when it fails.

use super::{LAMBDA, MESSAGES, fixture, queue, run};

#[test]
fn without_a_template_the_record_goes_as_it_came() {
    insta::assert_snapshot!(fixture("self-managed-kafka", &[]), @r#"
    exit: Success
    --- stdout
    record 1: filtered
      why: filter 0: `key`: `"k2"` is neither `"k1"` nor `"k3"`
      source: its offset is committed together with those that matched, once the target was invoked successfully
    record 3: filtered
      why: filter 0: `key`: `"k4"` is neither `"k1"` nor `"k3"`
      source: its offset is committed together with those that matched, once the target was invoked successfully
      note: the bytes of `value` are not UTF-8 text
    record 4: filtered
      why: filter 0: `key`: `"5"` is neither `"k1"` nor `"k3"`
      source: its offset is committed together with those that matched, once the target was invoked successfully
      note: `key` is a bare JSON scalar, taken as plain text
    record 0: delivered (TargetInvocationSucceeded)
      source: its offset is committed
    record 2: delivered (TargetInvocationSucceeded)
      source: its offset is committed
    batch 0 (records 0, 2): ExecutionSucceeded
      target gets: {"eventSource":"SelfManagedKafka","bootstrapServers":"b-1.example.com:9092,b-2.example.com:9092","eventSourceKey":"readings-0","topic":"readings","partition":0,"offset":15,"timestamp":1763632800987,"timestampType":"CREATE_TIME","key":"azE=","value":"eyJkZXZpY2VfSUQiOiJBQjEyMzQiLCJzZXNzaW9uIjp7ImR1cmF0aW9uIjoxNjJ9fQ==","headers":[{"headerKey":[104,101,97,100,101,114,86,97,108,117,101]}]}
        PartitionKey: azE=
      target gets: {"eventSource":"SelfManagedKafka","bootstrapServers":"b-1.example.com:9092,b-2.example.com:9092","eventSourceKey":"readings-0","topic":"readings","partition":0,"offset":17,"timestamp":1763632800989,"timestampType":"CREATE_TIME","key":"azM=","value":"aGVsbG8=","headers":[{"headerKey":[104,101,97,100,101,114,86,97,108,117,101]}]}
        PartitionKey: azM=
    5 records in 1 batch: 2 delivered, 3 filtered
    "#);
}

#[test]
fn a_bare_path_delivers_raw_text() {
    insta::assert_snapshot!(fixture("activemq", &[]), @"
    exit: Success
    --- stdout
    record 0: delivered (TargetInvocationSucceeded)
      source: acknowledged to the broker
    batch 0 (record 0): ExecutionSucceeded
      target gets: CZrmf0Gw8Ov4bqLQxD4E
    record 1: filtered
      why: filter 0: `data.timeout`: `30` is not `0`
      source: acknowledged to the broker when it is filtered
    record 2: delivered (TargetInvocationSucceeded)
      source: acknowledged to the broker
      warning: filter 0 wants `data` to be JSON, but it is plain text: that part of the filter is ignored
        help: AWS documents this for Kafka and Amazon MQ: only the metadata is filtered then
      warning: `$.data.data` leads to nothing in this event
        help: the record has it at `$.data`; an empty string stands for it, as recorded for rules; for pipes AWS's guide only says that the variable is not created
    batch 1 (record 2): ExecutionSucceeded
      target gets: (nothing)
    3 records in 2 batches: 2 delivered, 1 filtered
    --- stderr
    note[transform/not-settled]: a string at this path is delivered without quotes
     |
     = help: seen for SQS targets; not recorded for others
    ");
}

#[test]
fn header_parameters_are_never_dynamic() {
    insta::assert_snapshot!(fixture("rabbitmq", &[]), @r#"
    exit: Success
    --- stdout
    record 0: delivered (TargetInvocationSucceeded)
      source: acknowledged to the broker
      warning: filter 0 wants `data` to be plain text, but it is JSON: that part of the filter is ignored
        help: AWS documents this for Kafka and Amazon MQ: only the metadata is filtered then
    batch 0 (record 0): ExecutionSucceeded
      target gets: {"pizza":{"timeout":0,"data":"CZrmf0Gw8Ov4bqLQxD4E"}}
        PathParameterValues[0]: pizzaQueue::/
        QueryStringParameters.queue: false
    record 1: delivered (TargetInvocationSucceeded)
      source: acknowledged to the broker
    batch 1 (record 1): ExecutionSucceeded
      target gets: {"pizza":"bWFyZ2hlcml0YQ=="}
        PathParameterValues[0]: pizzaQueue::/
        QueryStringParameters.queue: false
    record 2: filtered
      why: filter 0: `data`: `"quattro stagioni"` is not a string that starts with `"margh"`
      source: acknowledged to the broker when it is filtered
    3 records in 2 batches: 2 delivered, 1 filtered
    --- stderr
    note[pipe/unsettled]: `data` is compared as plain text by an operator
     --> pipe.json (filter 0):1:10
      |
    1 | {"data": [{"prefix": "margh"}]}
      |          ^^^^^^^^^^^^^^^^^^^^^ applied to the whole text
      |
      = help: AWS documents plain text filters with strings only
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
}

#[test]
fn a_named_record_is_retried_and_the_others_are_not() {
    let pretend = queue(LAMBDA).file("r", MESSAGES).file(
        "answer",
        r#"{"batchItemFailures":[{"itemIdentifier":"b"}]}"#,
    );
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--target-response", "answer"]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    record 1 (b): retried (TargetInvocationPartiallyFailed)
      why: the target names it in `batchItemFailures`
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 0 (records 0, 1): ExecutionPartiallyFailed
      target gets: [{"messageId":"a","body":"1st"},{"messageId":"b","body":"2nd"}]
    record 2 (c): failed (TargetInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 1 (record 2): ExecutionFailed
      target gets: [{"messageId":"c","body":"3rd"}]
      why: the `itemIdentifier` `b` is not that of a record of the batch
    3 records in 2 batches: 1 delivered, 1 to be retried, 1 failed
    "#);
}

#[test]
fn an_exception_of_the_target_fails_its_batch_only() {
    let pretend = queue(LAMBDA)
        .file("r", MESSAGES)
        .file("answer", "unhandled exception\n{}\n");
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--target-response", "answer"]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): failed (TargetInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    record 1 (b): failed (TargetInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 0 (records 0, 1): ExecutionFailed
      target gets: [{"messageId":"a","body":"1st"},{"messageId":"b","body":"2nd"}]
      why: the answer is not JSON
    record 2 (c): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 1 (record 2): ExecutionSucceeded
      target gets: [{"messageId":"c","body":"3rd"}]
    3 records in 2 batches: 1 delivered, 2 failed
    "#);
}

#[test]
fn automatic_bisect_finds_the_record_that_fails() {
    let pretend_answer = r#"{"batchItemFailures":[{"itemIdentifier":"shardId-000000000006:49590338271490256608559692538361571095921575989136580005"}]}"#;
    insta::assert_snapshot!(fixture("kinesis", &["--target-response", pretend_answer]), @r#"
    exit: Negative
    --- stdout
    record 1 (shardId-000000000006:49590338271490256608559692538361571095921575989136580001): filtered
      why: filter 0: `data.City`: `"Oslo"` is not `"Seattle"`
      source: the iterator advances past it; it stays in the stream until its retention ends
    record 2 (shardId-000000000006:49590338271490256608559692538361571095921575989136580002): filtered
      why: filter 0 wants `data` to be JSON, and it is plain text
      source: the iterator advances past it; it stays in the stream until its retention ends
    record 4 (shardId-000000000006:49590338271490256608559692538361571095921575989136580004): filtered
      why: filter 0 wants `data` to be JSON, and it is not UTF-8
      source: the iterator advances past it; it stays in the stream until its retention ends
      note: the bytes of `data` are not UTF-8 text
    record 0 (shardId-000000000006:49590338271490256608559692538361571095921575989136580000): delivered (TargetInvocationSucceeded)
      source: the iterator advances past it
    record 5 (shardId-000000000006:49590338271490256608559692538361571095921575989136580005): retried (TargetInvocationPartiallyFailed)
      why: the target names it in `batchItemFailures`
      source: retried until it succeeds or 3 retries are used up or it is 3600 s old; then its position (not the record) is sent to `arn:aws:sqs:us-east-1:123456789012:dead`; the shard waits
    batch 0 (records 0, 5): ExecutionPartiallyFailed
      target gets: [{"city":"Seattle","temperature":46,"key":"0"},{"city":"Seattle","temperature":47,"key":"1"}]
      attempt with 0, 5: fails
      attempt with 0: succeeds
      attempt with 5: fails
      note: the order in which `AUTOMATIC_BISECT` tries the halves is not documented
    record 3 (shardId-000000000007:49590338271490256608559692538361571095921575989136580003): failed (TargetInvocationFailed)
      source: retried until it succeeds or 3 retries are used up or it is 3600 s old; then its position (not the record) is sent to `arn:aws:sqs:us-east-1:123456789012:dead`; the shard waits
    batch 1 (record 3): ExecutionFailed
      target gets: [{"city":"Seattle","temperature":44,"key":"1"}]
      why: the `itemIdentifier` `shardId-000000000006:49590338271490256608559692538361571095921575989136580005` is not that of a record of the batch
      attempt with 3: fails
      note: the order in which `AUTOMATIC_BISECT` tries the halves is not documented
    6 records in 2 batches: 1 delivered, 3 filtered, 1 to be retried, 1 failed
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
}

#[test]
fn a_payload_that_is_no_json_fails_an_event_bus() {
    let members = r#""Target":"arn:aws:events:us-east-1:123456789012:event-bus/default","SourceParameters":{"SqsQueueParameters":{"BatchSize":2}},"TargetParameters":{"InputTemplate":"<$.body>"}"#;
    insta::assert_snapshot!(run(&queue(members).file("r", MESSAGES), &["--records", "r"]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): failed (TargetTransformationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    record 1 (b): failed (TargetTransformationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 0 (records 0, 1): ExecutionFailed
      target is not invoked
      why: the input template fails for record 0: the rendered text is not JSON, and it has to be
      error: the rendered text is not JSON, and it has to be
    record 2 (c): failed (TargetTransformationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 1 (record 2): ExecutionFailed
      target is not invoked
      why: the input template fails for record 2: the rendered text is not JSON, and it has to be
      error: the rendered text is not JSON, and it has to be
    3 records in 2 batches: 3 failed
    --- stderr
    error[transform/not-json]: batch 0 (records 0, 1): the rendered text is not JSON, and it has to be
     |
     = help: make it an object: `{"value": <$.body>}`
    error[transform/not-json]: batch 1 (record 2): the rendered text is not JSON, and it has to be
     |
     = help: make it an object: `{"value": <$.body>}`
    note[transform/not-settled]: a string at this path is delivered without quotes
     |
     = help: seen for SQS targets; not recorded for others
    "#);
}

#[test]
fn an_event_bus_gets_defaults_for_source_and_detail_type() {
    let members = r#""Target":"arn:aws:events:us-east-1:123456789012:event-bus/default","SourceParameters":{"SqsQueueParameters":{"BatchSize":1}}"#;
    insta::assert_snapshot!(run(&queue(members).file("r", "{\"messageId\":\"a\",\"body\":\"x\"}"), &["--records", "r"]), @r#"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (record 0): ExecutionSucceeded
      target gets: {"version":"0","id":"00000000-0000-4000-8000-000000000000","detail-type":"Event from aws:sqs","source":"Pipe p","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{"messageId":"a","body":"x"}}
    1 record in 1 batch: 1 delivered
    "#);
}

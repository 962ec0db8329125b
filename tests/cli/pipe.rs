//! `evb pipe`

use evb::commands::ProcessEnd;

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
    batch 0 (records 0, 3): ExecutionSucceeded
      target gets: {"version":"0","id":"00000000-0000-4000-8000-000000000000","detail-type":"OrderPlaced","source":"com.acme.orders","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{"id":7,"total":12.5}}
      target gets: {"version":"0","id":"00000000-0000-4000-8000-000000000003","detail-type":"OrderPlaced","source":"com.acme.orders","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{"id":9,"total":""}}
    4 records in 1 batch: 2 delivered, 2 filtered
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    note[pipe/assumed]: a batching window of 5 s ends by the times in `attributes.SentTimestamp`
     |
     = help: when the pipe's poller sees a record is not known here; a record without such a time joins the batch that is open
    "#);
}

#[test]
fn a_filter_of_another_format_is_ignored_for_kafka() {
    insta::assert_snapshot!(fixture("msk", &[]), @r#"
    exit: Success
    --- stdout
    record 1: filtered
      why: filter 0: `value.device_ID`: `"ZZ1234"` is not a string that starts with `"AB"`
      source: its offset is committed together with those that matched, once the target was invoked successfully
    record 0: delivered (TargetInvocationSucceeded)
      source: its offset is committed
    record 2: delivered (TargetInvocationSucceeded)
      source: its offset is committed
      warning: filter 0 wants `value` to be JSON, but it is plain text: that part of the filter is ignored
      warning: `$.value.device_ID` leads to nothing in this event
    batch 0 (records 0, 2): ExecutionSucceeded
      target gets: {"key":"azE=","device":"AB1234"}
      target gets: {"key":"azM=","device":""}
    record 3: delivered (TargetInvocationSucceeded)
      source: its offset is committed
      note: the bytes of `value` are not UTF-8 text
      warning: filter 0 wants `value` to be JSON, but it is not UTF-8: that part of the filter is ignored
      warning: `$.value.device_ID` leads to nothing in this event
    record 4: delivered (TargetInvocationSucceeded)
      source: its offset is committed
      note: the payload behind `<$.key>` is a bare JSON value
    batch 1 (records 3, 4): ExecutionSucceeded
      target gets: {"key":"azQ=","device":""}
      target gets: {"key":5,"device":"AB9"}
    5 records in 2 batches: 4 delivered, 1 filtered
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
}

#[test]
fn shards_are_batched_apart_and_binary_data_is_dropped() {
    insta::assert_snapshot!(fixture("kinesis", &[]), @r#"
    exit: Success
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
    record 5 (shardId-000000000006:49590338271490256608559692538361571095921575989136580005): delivered (TargetInvocationSucceeded)
      source: the iterator advances past it
    batch 0 (records 0, 5): ExecutionSucceeded
      target gets: [{"city":"Seattle","temperature":46,"key":"0"},{"city":"Seattle","temperature":47,"key":"1"}]
    record 3 (shardId-000000000007:49590338271490256608559692538361571095921575989136580003): delivered (TargetInvocationSucceeded)
      source: the iterator advances past it
    batch 1 (record 3): ExecutionSucceeded
      target gets: [{"city":"Seattle","temperature":44,"key":"1"}]
    6 records in 2 batches: 3 delivered, 3 filtered
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
}

#[test]
fn message_groups_are_batched_apart_and_parameters_come_from_the_record() {
    insta::assert_snapshot!(fixture("sqs-fifo", &[]), @r#"
    exit: Success
    --- stdout
    record 0 (059f36b4-87a3-44ab-83d2-661975830a7d): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    record 2 (059f36b6-87a3-44ab-83d2-661975830a7d): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (records 0, 2): ExecutionSucceeded
      enrichment gets: [{"id":0,"dedup":"d0"},{"id":2,"dedup":"d2"}]
      enrichment is assumed to answer: [{"id":0,"dedup":"d0"},{"id":2,"dedup":"d2"}]
      target gets: {"order":0}
        MessageDeduplicationId: d0
        MessageGroupId: 0
      target gets: {"order":2}
        MessageDeduplicationId: d2
        MessageGroupId: 2
      warning: no answer of the enrichment was given: its input is taken as its answer
    record 1 (059f36b5-87a3-44ab-83d2-661975830a7d): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    record 4 (059f36b8-87a3-44ab-83d2-661975830a7d): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 1 (records 1, 4): ExecutionSucceeded
      enrichment gets: [{"id":1,"dedup":"d1"},{"id":4,"dedup":"d4"}]
      enrichment is assumed to answer: [{"id":1,"dedup":"d1"},{"id":4,"dedup":"d4"}]
      target gets: {"order":1}
        MessageDeduplicationId: d1
        MessageGroupId: 1
      target gets: {"order":4}
        MessageDeduplicationId: d4
        MessageGroupId: 4
      warning: no answer of the enrichment was given: its input is taken as its answer
    record 3 (059f36b7-87a3-44ab-83d2-661975830a7d): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 2 (record 3): ExecutionSucceeded
      enrichment gets: [{"id":3,"dedup":"d3"}]
      enrichment is assumed to answer: [{"id":3,"dedup":"d3"}]
      target gets: {"order":3}
        MessageDeduplicationId: d3
        MessageGroupId: 3
      warning: no answer of the enrichment was given: its input is taken as its answer
    5 records in 3 batches: 5 delivered
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
}

#[test]
fn event_names_of_dynamodb_can_be_filtered() {
    insta::assert_snapshot!(fixture("dynamodb", &[]), @r#"
    exit: Success
    --- stdout
    record 0 (cfcd208495d565ef66e7dff9f98764da): filtered
      why: filter 0: `eventName`: `"INSERT"` is not `"MODIFY"`
      source: the iterator advances past it; it stays in the stream until its retention ends
    record 2 (c81e728d9d4c2f636f067f89cc14862c): filtered
      why: filter 0: `eventName`: `"REMOVE"` is not `"MODIFY"`
      source: the iterator advances past it; it stays in the stream until its retention ends
    record 1 (c4ca4238a0b923820dcc509a6f75849b): delivered (TargetInvocationSucceeded)
      source: the iterator advances past it
    record 3 (eccbc87e4b5ce2fe28308fd9f2a7baf3): delivered (TargetInvocationSucceeded)
      source: the iterator advances past it
    batch 0 (records 1, 3): ExecutionSucceeded
      target gets: [{"pipe":"dynamodb","tag":"johndoe1","old":"10","new":"42122"},{"pipe":"dynamodb","tag":"johndoe3","old":"5","new":"7"}]
    4 records in 1 batch: 2 delivered, 2 filtered
    --- stderr
    note[pipe/unsettled]: `eventName` is documented as not filterable
     --> pipe.json (filter 0):1:2
      |
    1 | {"eventName": ["MODIFY"], "dynamodb": {"Keys": {"GameId": {"S": [{"equals-ignore-case": "1757"}]}}}}
      |  ^^^^^^^^^^^ taken as present
      |
      = help: a filter on the `eventName` of a DynamoDB stream was seen to work on AWS; `eventID` and `eventVersion` come from the same place
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
}

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
    insta::assert_snapshot!(fixture("activemq", &[]), @r#"
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
      warning: `$.data.data` leads to nothing in this event
    batch 1 (record 2): ExecutionSucceeded
      target gets: (nothing)
    3 records in 2 batches: 2 delivered, 1 filtered
    --- stderr
    note[transform/not-settled]: a string at this path is delivered without quotes
     |
     = help: seen for SQS targets; not recorded for others
    "#);
}

#[test]
fn header_parameters_are_never_dynamic() {
    insta::assert_snapshot!(fixture("rabbitmq", &[]), @r#"
    exit: Success
    --- stdout
    record 0: delivered (TargetInvocationSucceeded)
      source: acknowledged to the broker
      warning: filter 0 wants `data` to be plain text, but it is JSON: that part of the filter is ignored
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
fn json_is_one_document() {
    insta::assert_snapshot!(fixture("sqs", &["--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"pipe":"sqs","records":[{"index":0,"line":1,"id":"059f36b4-87a3-44ab-83d2-661975830a7d","filter":"pass","matched_filter":0,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"},{"index":1,"line":2,"id":"059f36b5-87a3-44ab-83d2-661975830a7d","filter":"drop","matched_filter":null,"reason":"filter 0: `body.type`: `\"refund\"` is not `\"order\"`","fate":"filtered","at_source":"deleted from the queue"},{"index":2,"line":3,"id":"059f36b6-87a3-44ab-83d2-661975830a7d","filter":"drop","matched_filter":null,"reason":"filter 0 wants `body` to be JSON, and it is plain text","fate":"filtered","at_source":"deleted from the queue"},{"index":3,"line":4,"id":"059f36b7-87a3-44ab-83d2-661975830a7d","filter":"pass","matched_filter":0,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue","notes":[{"code":"transform/not-settled","severity":"warning","message":"`$.body.total` leads to nothing in this event","label":"nothing there","help":"an empty string stands for it, as recorded for rules; for pipes AWS's guide only says that the variable is not created"}]}],"batches":[{"index":0,"records":[0,3],"enrichment":null,"target":{"invoked":true,"invocations":[{"raw":"{\"version\":\"0\",\"id\":\"00000000-0000-4000-8000-000000000000\",\"detail-type\":\"OrderPlaced\",\"source\":\"com.acme.orders\",\"account\":\"123456789012\",\"time\":\"2026-11-20T10:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{\"id\":7,\"total\":12.5}}"},{"raw":"{\"version\":\"0\",\"id\":\"00000000-0000-4000-8000-000000000003\",\"detail-type\":\"OrderPlaced\",\"source\":\"com.acme.orders\",\"account\":\"123456789012\",\"time\":\"2026-11-20T10:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{\"id\":9,\"total\":\"\"}}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","TargetStageEntered","TargetTransformationStarted","TargetTransformationSucceeded","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}],"diagnostics":[{"code":"transform/not-settled","severity":"note","message":"the white space of the template is left out","source":"pipe.json (input template of the target)","help":"AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys"},{"code":"pipe/assumed","severity":"note","message":"a batching window of 5 s ends by the times in `attributes.SentTimestamp`","source":"pipe.json","help":"when the pipe's poller sees a record is not known here; a record without such a time joins the batch that is open"}],"summary":{"records":4,"batches":1,"filtered":2,"delivered":2,"not_invoked":0,"retried":0,"failed":0,"unreadable":0}}
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    note[pipe/assumed]: a batching window of 5 s ends by the times in `attributes.SentTimestamp`
     |
     = help: when the pipe's poller sees a record is not known here; a record without such a time joins the batch that is open
    "#);
}

#[test]
fn json_lines_are_written_as_records_end() {
    insta::assert_snapshot!(run(&queue(ENRICHED).file("r", MESSAGES), &["--records", "r", "--format", "jsonl", "--enrichment-response", "[{}]"]), @r#"
    exit: Success
    --- stdout
    {"record":{"index":0,"line":1,"id":"a","filter":"pass","matched_filter":null,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"}}
    {"record":{"index":1,"line":2,"id":"b","filter":"pass","matched_filter":null,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"}}
    {"batch":{"index":0,"records":[0,1],"enrichment":{"input":[{"messageId":"a","body":"1st"},{"messageId":"b","body":"2nd"}],"response":[{}]},"target":{"invoked":true,"invocations":[{"raw":"{}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","EnrichmentStageEntered","EnrichmentInvocationStarted","EnrichmentInvocationSucceeded","EnrichmentStageSucceeded","TargetStageEntered","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}}
    {"record":{"index":2,"line":3,"id":"c","filter":"pass","matched_filter":null,"reason":null,"batch":1,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"}}
    {"batch":{"index":1,"records":[2],"enrichment":{"input":[{"messageId":"c","body":"3rd"}],"response":[{}]},"target":{"invoked":true,"invocations":[{"raw":"{}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","EnrichmentStageEntered","EnrichmentInvocationStarted","EnrichmentInvocationSucceeded","EnrichmentStageSucceeded","TargetStageEntered","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}}
    {"summary":{"records":3,"batches":2,"filtered":0,"delivered":3,"not_invoked":0,"retried":0,"failed":0,"unreadable":0}}
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
fn an_enrichment_that_answers_nothing_leaves_the_target_alone() {
    let pretend = queue(ENRICHED)
        .file("r", MESSAGES)
        .file("answer", "\"\"\n[]\n");
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--enrichment-response", "answer"]), @r#"
    exit: Success
    --- stdout
    record 0 (a): not-invoked (TargetInvocationSkipped)
      source: deleted from the queue
    record 1 (b): not-invoked (TargetInvocationSkipped)
      source: deleted from the queue
    batch 0 (records 0, 1): ExecutionSucceeded
      enrichment gets: [{"messageId":"a","body":"1st"},{"messageId":"b","body":"2nd"}]
      enrichment answers: ""
      target is not invoked
      why: the enrichment answered with nothing
    record 2 (c): not-invoked (TargetInvocationSkipped)
      source: deleted from the queue
    batch 1 (record 2): ExecutionSucceeded
      enrichment gets: [{"messageId":"c","body":"3rd"}]
      enrichment answers: []
      target is not invoked
      why: the enrichment answered with nothing
    3 records in 2 batches: 3 processed without the target
    "#);
}

#[test]
fn an_enrichment_that_answers_nonsense_fails_its_batch_only() {
    let pretend = queue(ENRICHED)
        .file("r", MESSAGES)
        .file("answer", "nonsense\n[{\"a\":1}]\n");
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--enrichment-response", "answer"]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): failed (EnrichmentInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    record 1 (b): failed (EnrichmentInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 0 (records 0, 1): ExecutionFailed
      enrichment gets: [{"messageId":"a","body":"1st"},{"messageId":"b","body":"2nd"}]
      enrichment answers: nonsense
      target is not invoked
      why: the enrichment did not answer JSON: unknown word `nonsense`
    record 2 (c): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 1 (record 2): ExecutionSucceeded
      enrichment gets: [{"messageId":"c","body":"3rd"}]
      enrichment answers: [{"a":1}]
      target gets: {"a":1}
    3 records in 2 batches: 1 delivered, 2 failed
    --- stderr
    error[pipe/enrichment-answer]: batch 0 (records 0, 1): the enrichment did not answer JSON: unknown word `nonsense`
    "#);
}

#[test]
fn an_enrichment_may_not_answer_more_than_the_target_takes() {
    let answer = format!("[{}]", ["{\"a\":1}"; 11].join(","));
    let pretend = queue(ENRICHED)
        .file("r", "{\"messageId\":\"a\",\"body\":\"x\"}")
        .file("answer", answer);
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--enrichment-response", "answer"]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): failed (EnrichmentInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 0 (record 0): ExecutionFailed
      enrichment gets: [{"messageId":"a","body":"x"}]
      enrichment answers: [{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1},{"a":1}]
      target is not invoked
      why: the enrichment answered 11 events, more than the batch size 10 of the target
      note: AWS documents that the target is not invoked; that the records count as failed is a choice
    1 record in 1 batch: 1 failed
    --- stderr
    error[pipe/enrichment-answer]: batch 0 (record 0): the enrichment answered 11 events, more than the batch size 10 of the target
    "#);
}

#[test]
fn an_enrichment_command_that_hangs_is_told() {
    let pretend = queue(ENRICHED)
        .file("r", MESSAGES)
        .process("enrich", ProcessEnd::TimedOut);
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--enrichment-command", "enrich", "--enrichment-timeout", "5"]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): failed (EnrichmentInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    record 1 (b): failed (EnrichmentInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 0 (records 0, 1): ExecutionFailed
      enrichment gets: [{"messageId":"a","body":"1st"},{"messageId":"b","body":"2nd"}]
      target is not invoked
      why: the enrichment command took longer than 5 s and was killed
    record 2 (c): failed (EnrichmentInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 1 (record 2): ExecutionFailed
      enrichment gets: [{"messageId":"c","body":"3rd"}]
      target is not invoked
      why: the enrichment command took longer than 5 s and was killed
    3 records in 2 batches: 3 failed
    --- stderr
    error[pipe/enrichment-failed]: batch 0 (records 0, 1): the enrichment command took longer than 5 s and was killed
    error[pipe/enrichment-failed]: batch 1 (record 2): the enrichment command took longer than 5 s and was killed
    "#);
}

#[test]
fn an_enrichment_command_that_fails_brings_its_last_line() {
    let end = ProcessEnd::Exited {
        code: Some(3),
        output: Vec::new(),
        errors: "trace\nno such key".to_owned(),
    };
    let pretend = queue(ENRICHED)
        .file("r", "{\"messageId\":\"a\",\"body\":\"x\"}")
        .process("enrich", end);
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--enrichment-command", "enrich"]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): failed (EnrichmentInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 0 (record 0): ExecutionFailed
      enrichment gets: [{"messageId":"a","body":"x"}]
      target is not invoked
      why: the enrichment command ended with exit code 3: no such key
    1 record in 1 batch: 1 failed
    --- stderr
    error[pipe/enrichment-failed]: batch 0 (record 0): the enrichment command ended with exit code 3: no such key
    "#);
}

#[test]
fn the_answer_of_an_enrichment_command_goes_to_the_target() {
    let end = ProcessEnd::Exited {
        code: Some(0),
        output: b"{\"one\":\"event\"}\n".to_vec(),
        errors: String::new(),
    };
    let pretend = queue(ENRICHED)
        .file("r", "{\"messageId\":\"a\",\"body\":\"x\"}")
        .process("enrich", end);
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--enrichment-command", "enrich"]), @r#"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (record 0): ExecutionSucceeded
      enrichment gets: [{"messageId":"a","body":"x"}]
      enrichment answers: {"one":"event"}
      target gets: {"one":"event"}
    1 record in 1 batch: 1 delivered
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
fn when_no_record_can_be_read_the_json_is_the_error() {
    let pretend = queue(LAMBDA).file("r", "1\n[\n");
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"pipe/not-a-record","message":"record 0 (line 1): a record is an object, and this is a number","diagnostics":[{"code":"pipe/not-a-record","severity":"error","message":"record 0 (line 1): a record is an object, and this is a number","source":"r","span":{"line":1,"column":1,"end_line":1,"end_column":2},"label":"not a record"},{"code":"event/unclosed-list","severity":"error","message":"record 1 (line 3): the input ends inside a list of records","source":"r","span":{"line":3,"column":1,"end_line":3,"end_column":1},"label":"the list is not closed before its end","help":"the file seems to be cut off: the records before its end are answered"}]}}
    --- stderr
    error[pipe/not-a-record]: record 0 (line 1): a record is an object, and this is a number
     --> r:1:1
      |
    1 | 1
      | ^ not a record
    error[event/unclosed-list]: record 1 (line 3): the input ends inside a list of records
     --> r:3:1
      |
    3 |
      | ^ the list is not closed before its end
      |
      = help: the file seems to be cut off: the records before its end are answered
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
fn an_error_stands_in_the_json_beside_what_was_answered() {
    let pretend = queue(LAMBDA).file("r", "1\n{\"messageId\":\"a\",\"body\":\"x\"}\n");
    let ended = pretend.run(&[
        "pipe",
        "--pipe",
        "pipe.json",
        "--records",
        "r",
        "--format",
        "json",
    ]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["records"][1]["fate"], "delivered");
    assert_eq!(document["error"]["code"], "pipe/not-a-record");
    let lines = pretend.run(&[
        "pipe",
        "--pipe",
        "pipe.json",
        "--records",
        "r",
        "--format",
        "jsonl",
    ]);
    let errors = lines
        .stdout
        .lines()
        .filter(|line| line.starts_with(r#"{"version":1,"error":"#));
    assert_eq!(errors.count(), 1, "{}", lines.stdout);
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
fn a_window_ends_by_the_times_in_the_records() {
    let members = r#""Target":"arn:aws:lambda:us-east-1:123456789012:function:f","SourceParameters":{"SqsQueueParameters":{"BatchSize":10,"MaximumBatchingWindowInSeconds":5}}"#;
    let message = |id: &str, sent: &str| {
        format!(
            "{{\"messageId\":\"{id}\",\"body\":\"x\",\"attributes\":{{\"SentTimestamp\":\"{sent}\"}}}}\n"
        )
    };
    let records = [
        message("a", "1763632800000"),
        message("b", "1763632805000"),
        message("c", "1763632805001"),
    ];
    insta::assert_snapshot!(run(&queue(members).file("r", records.concat()), &["--records", "r"]), @r#"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    record 1 (b): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (records 0, 1): ExecutionSucceeded
      target gets: [{"messageId":"a","body":"x","attributes":{"SentTimestamp":"1763632800000"}},{"messageId":"b","body":"x","attributes":{"SentTimestamp":"1763632805000"}}]
    record 2 (c): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 1 (record 2): ExecutionSucceeded
      target gets: [{"messageId":"c","body":"x","attributes":{"SentTimestamp":"1763632805001"}}]
    3 records in 2 batches: 3 delivered
    --- stderr
    note[pipe/assumed]: a batching window of 5 s ends by the times in `attributes.SentTimestamp`
     |
     = help: when the pipe's poller sees a record is not known here; a record without such a time joins the batch that is open
    "#);
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
    let pipe = r#"{"Name":"p","RoleArn":"r","Source":"arn:aws:kinesis:us-east-1:123456789012:stream/s","SourceParameters":{"KinesisStreamParameters":{"StartingPosition":"LATEST","BatchSize":1}},"Target":"arn:aws:sqs:us-east-1:123456789012:out","TargetParameters":{"InputTemplate":"{\"n\":<$.data.n>,\"key\":<$.partitionKey>}"}}"#;
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
    let pipe = r#"{"Name":"p","RoleArn":"r","Source":"arn:aws:kinesis:us-east-1:123456789012:stream/s","SourceParameters":{"KinesisStreamParameters":{"StartingPosition":"LATEST","BatchSize":1}},"Target":"arn:aws:sqs:us-east-1:123456789012:out"}"#;
    let records =
        "{\"eventID\":\"s-0:1\",\"data\":\"e*30\"}\n{\"eventID\":\"s-0:2\",\"data\":\"e30=\"}\n";
    let pretend = Pretend::default()
        .file("pipe.json", pipe)
        .file("r", records);
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"diagnostic":{"record":0,"code":"pipe/not-base64","severity":"error","message":"record 0 (line 1): `data` is not base64","source":"r","span":{"line":1,"column":29,"end_line":1,"end_column":30},"label":"wrong from here","help":"this source writes its payloads in base64; encode the record as AWS does"}}
    {"record":{"index":0,"line":1,"filter":"drop","matched_filter":null,"reason":"`data` is not base64","fate":"unreadable"}}
    {"record":{"index":1,"line":2,"id":"s-0:2","filter":"pass","matched_filter":null,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"the iterator advances past it"}}
    {"batch":{"index":0,"records":[1],"enrichment":null,"target":{"invoked":true,"invocations":[{"raw":"{\"eventID\":\"s-0:2\",\"data\":\"e30=\"}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","TargetStageEntered","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}}
    {"version":1,"error":{"code":"pipe/not-base64","message":"record 0 (line 1): `data` is not base64","diagnostics":[{"code":"pipe/not-base64","severity":"error","message":"record 0 (line 1): `data` is not base64","source":"r","span":{"line":1,"column":29,"end_line":1,"end_column":30},"label":"wrong from here","help":"this source writes its payloads in base64; encode the record as AWS does"}]}}
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
    note[transform/not-settled]: a string at this path is delivered without quotes
     |
     = help: seen for SQS targets; not recorded for others
    error[transform/not-json]: batch 0 (records 0, 1): the rendered text is not JSON, and it has to be
     |
     = help: make it an object: `{"value": <$.body>}`
    error[transform/not-json]: batch 1 (record 2): the rendered text is not JSON, and it has to be
     |
     = help: make it an object: `{"value": <$.body>}`
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

#[test]
fn the_assumed_batch_size_is_told() {
    let members = r#""Target":"arn:aws:ecs:us-east-1:123456789012:cluster/c","TargetParameters":{"EcsTaskParameters":{"TaskDefinitionArn":"$.body.task"}}"#;
    let records = r#"{"messageId":"a","body":"{\"task\":\"t:1\"}"}"#;
    insta::assert_snapshot!(run(&queue(members).file("r", records), &["--records", "r"]), @r#"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (record 0): ExecutionSucceeded
      target gets parameters:
        TaskDefinitionArn: t:1
    1 record in 1 batch: 1 delivered
    --- stderr
    note[pipe/unsettled]: whether `EcsTaskParameters` has every member that CreatePipe requires for Amazon ECS is not checked
     --> pipe.json:3:11
      |
    3 |  "Target":"arn:aws:ecs:us-east-1:123456789012:cluster/c","TargetParameters":{"EcsTaskParameters":{"TaskDefinitionArn":"$.body.task"}}}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the target
      |
      = help: the required members of a source's parameters are checked; those of targets were not recorded
    note[pipe/assumed]: the pipe gives no `BatchSize`: 1 is assumed, the most that the target takes
     |
     = help: AWS documents the default of a source in several ways; give `BatchSize` to be sure
    "#);
}

#[test]
fn check_answers_in_awss_words() {
    let members = r#""Target":"arn:aws:sqs:us-east-1:123456789012:out",
 "SourceParameters":{"SqsQueueParameters":{"BatchSize":11,"MaximumBatchingWindowInSeconds":301}}"#;
    insta::assert_snapshot!(run(&queue(members), &["--check", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"ValidationException","message":"1 validation error detected: Value '301' at 'sourceParameters.sqsQueueParameters.maximumBatchingWindowInSeconds' failed to satisfy constraint: Member must have value less than or equal to 300","diagnostics":[{"code":"pipe/outside-model","severity":"error","message":"`MaximumBatchingWindowInSeconds` is 301","source":"pipe.json","span":{"line":4,"column":92,"end_line":4,"end_column":95},"label":"it must lie from 0 to 300"},{"code":"pipe/batch-too-large","severity":"error","message":"the batch size is larger than Amazon SQS takes","source":"pipe.json","span":{"line":4,"column":56,"end_line":4,"end_column":58},"label":"at most 10","related":[{"span":{"line":3,"column":11,"end_line":3,"end_column":51},"label":"the target"}]},{"code":"pipe/unsettled","severity":"note","message":"only the beginning of AWS's message on batch sizes is recorded","source":"pipe.json"}]}}
    --- stderr
    error[pipe/outside-model]: `MaximumBatchingWindowInSeconds` is 301
     --> pipe.json:4:92
      |
    4 |  "SourceParameters":{"SqsQueueParameters":{"BatchSize":11,"MaximumBatchingWindowInSeconds":301}}}
      |                                                                                            ^^^ it must lie from 0 to 300
    error[pipe/batch-too-large]: the batch size is larger than Amazon SQS takes
     --> pipe.json:4:56
      |
    3 |  "Target":"arn:aws:sqs:us-east-1:123456789012:out",
      |           ---------------------------------------- the target
    4 |  "SourceParameters":{"SqsQueueParameters":{"BatchSize":11,"MaximumBatchingWindowInSeconds":301}}}
      |                                                        ^^ at most 10
    note[pipe/unsettled]: only the beginning of AWS's message on batch sizes is recorded
    AWS answers: ValidationException: 1 validation error detected: Value '301' at 'sourceParameters.sqsQueueParameters.maximumBatchingWindowInSeconds' failed to satisfy constraint: Member must have value less than or equal to 300
    "#);
}

#[test]
fn check_names_every_reason() {
    let members = r#""Target":"arn:aws:sns:eu-west-1:123456789012:out.fifo",
 "Enrichment":"arn:aws:s3:::bucket",
 "SourceParameters":{"KinesisStreamParameters":{},"FilterCriteria":{"Filters":[{"Pattern":"{\"body\": \"text\"}"}]}},
 "TargetParameters":{"LambdaFunctionParameters":{},"InputTemplate":"{\"a\": <aws.pipes.bogus>}"}"#;
    insta::assert_snapshot!(run(&queue(members), &["--check"]), @r#"
    exit: Failure
    --- stderr
    error[pipe/wrong-parameters]: `KinesisStreamParameters` are not the parameters of Amazon SQS
     --> pipe.json:5:22
      |
    5 |  "SourceParameters":{"KinesisStreamParameters":{},"FilterCriteria":{"Filters":[{"Pattern":"{\"body\": \"text\"}"}]}},
      |                      ^^^^^^^^^^^^^^^^^^^^^^^^^ `SqsQueueParameters` was expected
    error[pipe/unsupported-service]: `s3` cannot enrich the records of a pipe
     --> pipe.json:4:15
      |
    4 |  "Enrichment":"arn:aws:s3:::bucket",
      |               ^^^^^^^^^^^^^^^^^^^^^ not an enrichment
      |
      = help: enrichments are Lambda, Step Functions (express), API Gateway and API destinations
    error[pipe/cross-region]: source and target are in different regions
     --> pipe.json:3:11
      |
    2 |  "Source":"arn:aws:sqs:us-east-1:123456789012:in",
      |           --------------------------------------- in `us-east-1`
    3 |  "Target":"arn:aws:sns:eu-west-1:123456789012:out.fifo",
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `eu-west-1`
    error[pipe/unsupported-service]: a pipe cannot send to a FIFO topic
     --> pipe.json:3:11
      |
    3 |  "Target":"arn:aws:sns:eu-west-1:123456789012:out.fifo",
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a FIFO topic
    error[pipe/wrong-parameters]: `LambdaFunctionParameters` are not the parameters of Amazon SNS
     --> pipe.json:6:22
      |
    6 |  "TargetParameters":{"LambdaFunctionParameters":{},"InputTemplate":"{\"a\": <aws.pipes.bogus>}"}}
      |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ this target has none
    error[pattern/bare-value]: the field `body` has a string where a list of values must stand
     --> pipe.json (filter 0):1:10
      |
    1 | {"body": "text"}
      |          ^^^^^^ not in an array
      |
      = help: write `["text"]`: a field has a list of the values that match
    error[transform/unknown-placeholder]: `<aws.pipes.bogus>` is no path and no reserved variable
     --> pipe.json (input template of the target):1:7
      |
    1 | {"a": <aws.pipes.bogus>}
      |       ^^^^^^^^^^^^^^^^^ not a reserved variable of pipes
      |
      = help: reserved variables are `aws.pipes.pipe-arn`, `aws.pipes.pipe-name`, `aws.pipes.source-arn`, `aws.pipes.enrichment-arn`, `aws.pipes.target-arn`, `aws.pipes.event.ingestion-time`, `aws.pipes.event`, `aws.pipes.event.json`
    AWS answers: ValidationException: Invalid source parameter provided for source
    "#);
}

#[test]
fn a_pipe_that_is_accepted_may_still_surprise() {
    let members = r#""Target":"arn:aws:sqs:us-east-1:123456789012:out",
 "SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"eventSource\": [\"aws:sqs\"]}"}]}}"#;
    insta::assert_snapshot!(run(&queue(members), &["--check"]), @r#"
    exit: Success
    --- stdout
    CreatePipe accepts the pipe `p`
    --- stderr
    warning[pipe/field-not-filterable]: `eventSource` is not there yet when filters run: no record satisfies this part
     --> pipe.json (filter 0):1:2
      |
    1 | {"eventSource": ["aws:sqs"]}
      |  ^^^^^^^^^^^^^ added to the record after filtering
      |
      = help: AWS: fields that the polling operation adds cannot be used in event patterns
    "#);
}

#[test]
fn what_is_no_pipe_is_refused() {
    let pretend = Pretend::default().file("pipe.json", r#"{"Rules": []}"#);
    insta::assert_snapshot!(run(&pretend, &["--check"]), @r#"
    exit: Failure
    --- stderr
    error[pipe/not-a-pipe]: this is not a pipe
     --> pipe.json:1:1
      |
    1 | {"Rules": []}
      | ^ an object with `Source` and `Target` was expected
      |
      = help: give what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints
    "#);
}

#[test]
fn a_pipe_without_a_role_runs_with_a_warning() {
    let pipe = r#"{"Name":"p","Source":"arn:aws:sqs:us-east-1:123456789012:in","Target":"arn:aws:sqs:us-east-1:123456789012:out","SourceParameters":{"SqsQueueParameters":{"BatchSize":1}}}"#;
    let pretend = Pretend::default().file("pipe.json", pipe);
    insta::assert_snapshot!(run(&pretend, &["--records", r#"[{"messageId":"a","body":"x"}]"#]), @r#"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (record 0): ExecutionSucceeded
      target gets: {"messageId":"a","body":"x"}
    1 record in 1 batch: 1 delivered
    --- stderr
    warning[pipe/missing]: CreatePipe refuses this pipe: `RoleArn` is missing
    "#);
}

#[test]
fn answers_that_nobody_asks_for_are_told() {
    let pretend = queue(
        r#""Target":"arn:aws:sqs:us-east-1:123456789012:out","SourceParameters":{"SqsQueueParameters":{"BatchSize":2}}"#,
    )
    .file("r", "{\"messageId\":\"a\",\"body\":\"x\"}");
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--target-response", "{}", "--enrichment-response", "[]"]), @r#"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (record 0): ExecutionSucceeded
      target gets: {"messageId":"a","body":"x"}
    1 record in 1 batch: 1 delivered
    --- stderr
    warning[pipe/answer-not-asked]: the pipe has no enrichment: its answer is not asked for
    warning[pipe/answer-not-asked]: AWS documents answers of Lambda and Step Functions targets: that of Amazon SQS is not asked for
    "#);
}

#[test]
fn a_number_beyond_all_integers_is_told_as_it_is_written() {
    let members = r#""Target":"arn:aws:sqs:us-east-1:123456789012:out","SourceParameters":{"SqsQueueParameters":{"BatchSize":99999999999999999999}}"#;
    let told = run(&queue(members), &["--check"]);
    assert!(
        told.contains("`BatchSize` is 99999999999999999999"),
        "{told}"
    );
    assert!(
        told.contains("an integer from 1 to 10000 was expected"),
        "{told}"
    );
}

#[test]
fn an_empty_role_is_not_called_null() {
    let pipe = r#"{"Name":"p","RoleArn":"","Source":"arn:aws:sqs:us-east-1:123456789012:in","Target":"arn:aws:sqs:us-east-1:123456789012:out"}"#;
    insta::assert_snapshot!(run(&Pretend::default().file("pipe.json", pipe), &["--check"]), @r#"
    exit: Failure
    --- stderr
    error[pipe/outside-model]: `RoleArn` is empty
     --> pipe.json:1:23
      |
    1 | {"Name":"p","RoleArn":"","Source":"arn:aws:sqs:us-east-1:123456789012:in","Target":"arn:aws:sqs:us-east-1:123456789012:out"}
      |                       ^^ at least one character is needed
    AWS answers: ValidationException: 1 validation error detected: Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 1
    "#);
}

#[test]
fn check_does_not_know_kinds_of_state_machines() {
    let members = r#""Target":"arn:aws:sqs:us-east-1:123456789012:out","Enrichment":"arn:aws:states:us-east-1:123456789012:stateMachine:s""#;
    let told = run(&queue(members), &["--check"]);
    assert!(told.starts_with("exit: Success"), "{told}");
    assert!(
        told.contains("is an express workflow is not checked"),
        "{told}"
    );
}

#[test]
fn check_says_what_it_does_not_check() {
    let members = r#""Target":"arn:aws:batch:us-east-1:123456789012:job-queue/q""#;
    insta::assert_snapshot!(run(&queue(members), &["--check"]), @r#"
    exit: Success
    --- stdout
    CreatePipe accepts the pipe `p`
    --- stderr
    note[pipe/unsettled]: there is no `TargetParameters.BatchJobParameters`: whether CreatePipe requires it for AWS Batch is not checked
     --> pipe.json:3:11
      |
    3 |  "Target":"arn:aws:batch:us-east-1:123456789012:job-queue/q"}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the target
      |
      = help: the required members of a source's parameters are checked; those of targets were not recorded
    "#);
}

#[test]
fn misspelt_members_are_told_and_standard_input_is_read_once() {
    let members = r#""Target":"arn:aws:kinesis:us-east-1:123456789012:stream/s","TargetParameters":{"InputTempate":"x"},
 "SourceParameters":{"FilterCriteria":{"Filter":[]},"SqsQueueParameters":{"BatchSze":1}}"#;
    let told = run(&queue(members), &["--check"]);
    for part in [
        "`InputTemplate`?",
        "`Filters`?",
        "`BatchSize`?",
        "`PartitionKey` is missing",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let twice = Pretend::default().evb(&["pipe", "--pipe", "-", "--records", "-"]);
    assert!(twice.contains("asked for twice"), "{twice}");
    let empty = run(&queue(LAMBDA), &["--check", "--enrichment-command", ""]);
    assert!(empty.contains("the command is empty"), "{empty}");
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

//! Filters and batches, source by source.

use super::{fixture, queue, run};

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
        help: AWS documents this for Kafka and Amazon MQ: only the metadata is filtered then
      warning: `$.value.device_ID` leads to nothing in this event
        help: an empty string stands for it, as recorded for rules; for pipes AWS's guide only says that the variable is not created
    batch 0 (records 0, 2): ExecutionSucceeded
      target gets: {"key":"azE=","device":"AB1234"}
      target gets: {"key":"azM=","device":""}
    record 3: delivered (TargetInvocationSucceeded)
      source: its offset is committed
      note: the bytes of `value` are not UTF-8 text
      warning: filter 0 wants `value` to be JSON, but it is not UTF-8: that part of the filter is ignored
        help: AWS documents this for Kafka and Amazon MQ: only the metadata is filtered then
      warning: `$.value.device_ID` leads to nothing in this event
        help: an empty string stands for it, as recorded for rules; for pipes AWS's guide only says that the variable is not created
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
        help: give `--enrichment-response` or `--enrichment-command`
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
        help: give `--enrichment-response` or `--enrichment-command`
    record 3 (059f36b7-87a3-44ab-83d2-661975830a7d): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 2 (record 3): ExecutionSucceeded
      enrichment gets: [{"id":3,"dedup":"d3"}]
      enrichment is assumed to answer: [{"id":3,"dedup":"d3"}]
      target gets: {"order":3}
        MessageDeduplicationId: d3
        MessageGroupId: 3
      warning: no answer of the enrichment was given: its input is taken as its answer
        help: give `--enrichment-response` or `--enrichment-command`
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
fn the_assumed_batch_size_is_told() {
    let members = r#""Target":"arn:aws:ecs:us-east-1:123456789012:cluster/c","TargetParameters":{"EcsTaskParameters":{"TaskDefinitionArn":"$.body.task"}}"#;
    let records = r#"{"messageId":"a","body":"{\"task\":\"t:1\"}"}"#;
    insta::assert_snapshot!(run(&queue(members).file("r", records), &["--records", "r"]), @"
    exit: Success
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (record 0): ExecutionSucceeded
      target gets parameters:
        TaskDefinitionArn: t:1
    1 record in 1 batch: 1 delivered
    --- stderr
    note[pipe/assumed]: the pipe gives no `BatchSize`: 1 is assumed, the most that the target takes
     |
     = help: AWS documents the default of a source in several ways; give `BatchSize` in `SqsQueueParameters` to be sure
    ");
}

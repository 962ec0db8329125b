//! What a target refuses of single records is part of the verdict.

use super::{queue, run};

const FIFO: &str = r#""Target":"arn:aws:sqs:us-east-1:123456789012:out.fifo","SourceParameters":{"SqsQueueParameters":{"BatchSize":2}}"#;

/// Two messages, of which the second has no `body.group`.
const GROUPED: &str = r#"{"messageId":"a","body":"{\"group\":\"g\"}"}
{"messageId":"b","body":"{}"}
"#;

#[test]
fn records_without_a_group_fail_at_a_fifo_queue() {
    let group = |path: &str| {
        format!(
            r#"{FIFO},"TargetParameters":{{"SqsQueueParameters":{{"MessageGroupId":"{path}","MessageDeduplicationId":"$.messageId"}}}}"#
        )
    };
    let nowhere = queue(&group("$.body.nothing"));
    insta::assert_snapshot!(run(&nowhere, &["--records", GROUPED]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): failed (TargetInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
      warning: the path of the parameter `MessageGroupId` leads to nothing
        help: what AWS does then is not documented; here the parameter is left out
    record 1 (b): failed (TargetInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
      warning: the path of the parameter `MessageGroupId` leads to nothing
        help: what AWS does then is not documented; here the parameter is left out
    batch 0 (records 0, 1): ExecutionFailed
      target gets: {"messageId":"a","body":"{\"group\":\"g\"}"}
        MessageDeduplicationId: a
        MessageGroupId: (nothing)
        refused: Amazon SQS refuses what has no `MessageGroupId`
      target gets: {"messageId":"b","body":"{}"}
        MessageDeduplicationId: b
        MessageGroupId: (nothing)
        refused: Amazon SQS refuses what has no `MessageGroupId`
      why: Amazon SQS refuses what has no `MessageGroupId`
      note: the target refuses single records: that a pipe tries those again alone is documented for answers of Lambda and Step Functions only
    2 records in 1 batch: 2 failed
    "#);
    let sometimes = queue(&group("$.body.group"));
    insta::assert_snapshot!(run(&sometimes, &["--records", GROUPED]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    record 1 (b): retried (TargetInvocationPartiallyFailed)
      why: Amazon SQS refuses what has no `MessageGroupId`
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
      warning: the path of the parameter `MessageGroupId` leads to nothing
        help: what AWS does then is not documented; here the parameter is left out
    batch 0 (records 0, 1): ExecutionPartiallyFailed
      target gets: {"messageId":"a","body":"{\"group\":\"g\"}"}
        MessageDeduplicationId: a
        MessageGroupId: g
      target gets: {"messageId":"b","body":"{}"}
        MessageDeduplicationId: b
        MessageGroupId: (nothing)
        refused: Amazon SQS refuses what has no `MessageGroupId`
      note: the target refuses single records: that a pipe tries those again alone is documented for answers of Lambda and Step Functions only
    2 records in 1 batch: 1 delivered, 1 to be retried
    "#);
}

#[test]
fn a_pipe_that_gives_no_group_at_all_loses_every_record() {
    insta::assert_snapshot!(run(&queue(FIFO), &["--records", GROUPED]), @r#"
    exit: Negative
    --- stdout
    record 0 (a): failed (TargetInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    record 1 (b): failed (TargetInvocationFailed)
      source: visible again after the queue's visibility timeout; the queue's redrive policy decides when it moves to a dead-letter queue
    batch 0 (records 0, 1): ExecutionFailed
      target gets: {"messageId":"a","body":"{\"group\":\"g\"}"}
        refused: Amazon SQS refuses what has no `MessageGroupId`
      target gets: {"messageId":"b","body":"{}"}
        refused: Amazon SQS refuses what has no `MessageGroupId`
      why: Amazon SQS refuses what has no `MessageGroupId`
      note: the target refuses single records: that a pipe tries those again alone is documented for answers of Lambda and Step Functions only
    2 records in 1 batch: 2 failed
    --- stderr
    warning[pipe/missing]: `MessageGroupId` is missing: Amazon SQS refuses what has none
     --> pipe.json:3:12
      |
    3 |  "Target":"arn:aws:sqs:us-east-1:123456789012:out.fifo","SourceParameters":{"SqsQueueParameters":{"BatchSize":2}}}
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs `MessageGroupId`
      |
      = help: write `TargetParameters.SqsQueueParameters.MessageGroupId`; whether CreatePipe refuses this is not recorded
    "#);
}

#[test]
fn every_target_has_its_own_limit() {
    let service = |arn: &str, parameters: &str| {
        queue(&format!(
            r#""Target":"arn:aws:{arn}","TargetParameters":{{{parameters}}}"#
        ))
    };
    let record = |bytes: usize| format!(r#"{{"messageId":"a","body":"{}"}}"#, "x".repeat(bytes));
    let kinesis = r#""KinesisStreamParameters":{"PartitionKey":"k"}"#;
    for (arn, parameters, limit) in [
        ("sns:us-east-1:123456789012:t", "", 262_144),
        ("sqs:us-east-1:123456789012:q", "", 1_048_576),
        (
            "kinesis:us-east-1:123456789012:stream/s",
            kinesis,
            1_048_576,
        ),
        (
            "firehose:us-east-1:123456789012:deliverystream/d",
            "",
            1_024_000,
        ),
    ] {
        let host = service(arn, parameters);
        let ended = |bytes: usize| run(&host, &["--records", &record(bytes), "--format", "jsonl"]);
        let around = record(0).len();
        let fits = ended(limit - around);
        assert!(fits.contains("exit: Success"), "{arn}: {fits:.300}");
        let too_large = ended(limit - around + 1);
        assert!(
            too_large.contains("exit: Negative"),
            "{arn}: {too_large:.300}"
        );
        assert!(too_large.contains(&format!("takes {limit}")), "{arn}");
    }
}

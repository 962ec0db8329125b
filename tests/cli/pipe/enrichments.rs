//! Enrichments: responses from files and from commands.

use evb::commands::ProcessEnd;

use super::{ENRICHED, MESSAGES, queue, run};

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

//! What CreatePipe refuses, and what surprises.

use super::{LAMBDA, queue, run};
use crate::support::Pretend;

#[test]
fn check_answers_in_awss_words() {
    let members = r#""Target":"arn:aws:sqs:us-east-1:123456789012:out",
 "SourceParameters":{"SqsQueueParameters":{"BatchSize":11,"MaximumBatchingWindowInSeconds":301}}"#;
    insta::assert_snapshot!(run(&queue(members), &["--check", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"ValidationException","message":"1 validation error detected: Value '301' at 'sourceParameters.sqsQueueParameters.maximumBatchingWindowInSeconds' failed to satisfy constraint: Member must have value less than or equal to 300","diagnostics":[{"code":"pipe/outside-model","severity":"error","message":"`MaximumBatchingWindowInSeconds` is 301","source":"pipe.json","span":{"line":4,"column":92,"end_line":4,"end_column":95},"label":"it must lie from 0 to 300"},{"code":"pipe/batch-too-large","severity":"error","message":"the batch size is larger than Amazon SQS takes","source":"pipe.json","span":{"line":4,"column":56,"end_line":4,"end_column":58},"label":"at most 10","related":[{"span":{"line":3,"column":12,"end_line":3,"end_column":50},"label":"the target"}]},{"code":"pipe/unsettled","severity":"note","unsettled":true,"message":"only the beginning of AWS's message on batch sizes is recorded","source":"pipe.json"}]}}
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
      |            -------------------------------------- the target
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
     --> pipe.json:4:16
      |
    4 |  "Enrichment":"arn:aws:s3:::bucket",
      |                ^^^^^^^^^^^^^^^^^^^ not an enrichment
      |
      = help: enrichments are Lambda, Step Functions (express), API Gateway and API destinations
    error[pipe/cross-region]: source and target are in different regions
     --> pipe.json:3:12
      |
    2 |  "Source":"arn:aws:sqs:us-east-1:123456789012:in",
      |            ------------------------------------- in `us-east-1`
    3 |  "Target":"arn:aws:sns:eu-west-1:123456789012:out.fifo",
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in `eu-west-1`
    error[pipe/unsupported-service]: a pipe cannot send to a FIFO topic
     --> pipe.json:3:12
      |
    3 |  "Target":"arn:aws:sns:eu-west-1:123456789012:out.fifo",
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a FIFO topic
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
      = help: give what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints, an event source mapping of Lambda, or a template that has one of these
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
     --> pipe.json:1:24
      |
    1 | {"Name":"p","RoleArn":"","Source":"arn:aws:sqs:us-east-1:123456789012:in","Target":"arn:aws:sqs:us-east-1:123456789012:out"}
      |                        ^ at least one character is needed
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
     --> pipe.json:3:12
      |
    3 |  "Target":"arn:aws:batch:us-east-1:123456789012:job-queue/q"}
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the target
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

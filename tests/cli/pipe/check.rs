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
    {"version":1,"error":{"code":"ValidationException","message":"[numeric instance is greater than the required maximum (maximum: 300, found: 301)]","diagnostics":[{"code":"pipe/outside-model","severity":"error","message":"`SourceParameters.SqsQueueParameters.MaximumBatchingWindowInSeconds` is 301","source":"pipe.json","span":{"line":4,"column":92,"end_line":4,"end_column":95},"label":"from 0 to 300 are allowed"},{"code":"pipe/batch-too-large","severity":"error","message":"the batch size is larger than Amazon SQS takes","source":"pipe.json","span":{"line":4,"column":56,"end_line":4,"end_column":58},"label":"at most 10","related":[{"span":{"line":3,"column":12,"end_line":3,"end_column":50},"label":"the target"}]},{"code":"pipe/unsettled","severity":"note","unsettled":true,"message":"only the beginning of AWS's message on batch sizes is recorded","source":"pipe.json"},{"code":"api/words-not-recorded","severity":"note","message":"AWS's words for this are not recorded: they are made after its usage","source":"pipe.json"}]}}
    --- stderr
    error[pipe/outside-model]: `SourceParameters.SqsQueueParameters.MaximumBatchingWindowInSeconds` is 301
     --> pipe.json:4:92
      |
    4 |  "SourceParameters":{"SqsQueueParameters":{"BatchSize":11,"MaximumBatchingWindowInSeconds":301}}}
      |                                                                                            ^^^ from 0 to 300 are allowed
    error[pipe/batch-too-large]: the batch size is larger than Amazon SQS takes
     --> pipe.json:4:56
      |
    3 |  "Target":"arn:aws:sqs:us-east-1:123456789012:out",
      |            -------------------------------------- the target
    4 |  "SourceParameters":{"SqsQueueParameters":{"BatchSize":11,"MaximumBatchingWindowInSeconds":301}}}
      |                                                        ^^ at most 10
    note[pipe/unsettled]: only the beginning of AWS's message on batch sizes is recorded
    note[api/words-not-recorded]: AWS's words for this are not recorded: they are made after its usage
    AWS answers: ValidationException: [numeric instance is greater than the required maximum (maximum: 300, found: 301)]
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
    evb finds nothing that CreatePipe refuses in the pipe `p`; what exists and what roles may do is not looked at
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
     --> pipe.json:1:1
      |
    1 | {"Name":"p","Source":"arn:aws:sqs:us-east-1:123456789012:in",
      | ^ `RoleArn` is needed here
    "#);
}

#[test]
fn a_number_beyond_all_integers_is_told_as_it_is_written() {
    let members = r#""Target":"arn:aws:sqs:us-east-1:123456789012:out","SourceParameters":{"SqsQueueParameters":{"BatchSize":99999999999999999999}}"#;
    let told = run(&queue(members), &["--check"]);
    assert!(
        told.contains("BatchSize` is 99999999999999999999"),
        "{told}"
    );
    assert!(told.contains("from 1 to 10000 are allowed"), "{told}");
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
      |                       ^^ from 1 to 1600 characters are allowed
    error[pipe/outside-model]: `RoleArn` does not match AWS's pattern for it
     --> pipe.json:1:23
      |
    1 | {"Name":"p","RoleArn":"","Source":"arn:aws:sqs:us-east-1:123456789012:in","Target":"arn:aws:sqs:us-east-1:123456789012:out"}
      |                       ^^ must match arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z0-9+=,.@\-_/]+
    note[api/words-not-recorded]: AWS's words for this are not recorded: they are made after its usage
    AWS answers: ValidationException: [string "" is too short (length: 0, required minimum: 1), ECMA 262 regex "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z0-9+=,.@\\-_/]+" does not match input string ""]
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
    evb finds nothing that CreatePipe refuses in the pipe `p`; what exists and what roles may do is not looked at
    --- stderr
    note[pipe/unsettled]: there is no `TargetParameters.BatchJobParameters`: whether CreatePipe requires it for AWS Batch is not recorded
     --> pipe.json:3:12
      |
    3 |  "Target":"arn:aws:batch:us-east-1:123456789012:job-queue/q"}
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the target
      |
      = help: what must stand in it is checked once it is there
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
fn streams_are_held_to_what_pipes_say_of_their_records() {
    let pipe = |more: &str| {
        let pipe = format!(
            r#"{{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:kinesis:us-east-1:123456789012:stream/s","Target":"arn:aws:sqs:us-east-1:123456789012:q"{more}}}"#
        );
        let pretend = Pretend::default().file("pipe.json", pipe);
        let told = run(&pretend, &["--check"]);
        let answer = told
            .lines()
            .find(|line| line.trim_start().starts_with("AWS answers"));
        answer.unwrap_or(&told).trim().to_owned()
    };
    let block = |more: &str| {
        pipe(&format!(
            r#","SourceParameters":{{"KinesisStreamParameters":{{"StartingPosition":"LATEST"{more}}}}}"#
        ))
    };
    for (answer, expected) in [
        (
            pipe(""),
            r#"{"ValidationErrorFields":[{"Name":"SourceParameters.KinesisStreamParameters","Message":"Missing required parameter."}]}"#,
        ),
        (
            block(r#","BatchSize":0"#),
            "[numeric instance is lower than the required minimum (minimum: 1, found: 0)]",
        ),
        (
            block(r#","MaximumRecordAgeInSeconds":30"#),
            "MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)",
        ),
        (
            block(r#","MaximumRecordAgeInSeconds":60,"MaximumBatchingWindowInSeconds":90"#),
            "MaximumBatchingWindowInSeconds must be less than MaximumRecordAgeInSeconds.",
        ),
    ] {
        assert_eq!(
            answer,
            format!("AWS answers: ValidationException: {expected}")
        );
    }
}

#[test]
fn a_placeholder_in_a_parameter_is_a_text() {
    let members = r#""Target":"arn:aws:events:us-east-1:123456789012:event-bus/default",
 "TargetParameters":{"EventBridgeEventBusParameters":{"Source":"<$.body.x>","DetailType":"$.body.kind"}}"#;
    insta::assert_snapshot!(run(&queue(members), &["--check"]), @r#"
    exit: Success
    --- stdout
    evb finds nothing that CreatePipe refuses in the pipe `p`; what exists and what roles may do is not looked at
    --- stderr
    warning[transform/path-or-placeholder]: `<$.body.x>` is a placeholder of templates, and no path
     --> pipe.json:4:64
      |
    4 |  "TargetParameters":{"EventBridgeEventBusParameters":{"Source":"<$.body.x>","DetailType":"$.body.kind"}}}
      |                                                                ^^^^^^^^^^^^ sent as it stands
      |
      = help: a parameter takes the path alone: write `$.body.x`
    "#);
}

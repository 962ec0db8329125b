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

#[test]
fn members_of_rules_are_told_as_pipes_have_them() {
    let members = r#""Target":"arn:aws:lambda:us-east-1:123456789012:function:f",
 "TargetParameters":{"InputTransformer":{"InputPathsMap":{"id":"$.body.id"},"InputTemplate":"{\"id\": <id>}"}}"#;
    insta::assert_snapshot!(run(&queue(members), &["--check"]), @r#"
    exit: Failure
    --- stderr
    error[pipe/unknown-member]: `TargetParameters` has no member `InputTransformer`
     --> pipe.json:4:22
      |
    4 |  "TargetParameters":{"InputTransformer":{"InputPathsMap":{"id":"$.body.id"},"InputTemplate":"{\"id\": <id>}"}}}
      |                      ^^^^^^^^^^^^^^^^^^ not known to AWS
      |
      = help: only rules have that: a pipe has one template with the paths in it: write `"InputTemplate": "{\"id\": <$.body.id>}"` in its place
    "#);
    // With records as well: nobody sends such a pipe.
    let host = queue(members).file("records", "{\"messageId\":\"a\",\"body\":\"1\"}\n");
    assert!(run(&host, &["--records", "records"]).starts_with("exit: Failure"));
    for (name, meant) in [
        ("LambdaParameters", "LambdaFunctionParameters"),
        ("SqsParameters", "SqsQueueParameters"),
        ("KinesisParameters", "KinesisStreamParameters"),
        ("EcsParameters", "EcsTaskParameters"),
    ] {
        let members = format!(
            r#""Target":"arn:aws:sqs:us-east-1:123456789012:out","TargetParameters":{{"{name}":{{}}}}"#
        );
        let told = run(&queue(&members), &["--check"]);
        assert!(
            told.contains(&format!("help: did you mean `{meant}`?")),
            "{told}"
        );
    }
    // What AWS answers may have members that are new.
    let answered = queue(
        r#""Target":"arn:aws:lambda:us-east-1:123456789012:function:f","CurrentState":"RUNNING","Newest":1"#,
    );
    assert!(run(&answered, &["--check"]).starts_with("exit: Negative"));
}

#[test]
fn the_stream_of_a_table_is_the_source_and_not_the_table() {
    let pipe = |source: &str| {
        let text = format!(
            r#"{{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:dynamodb:us-east-1:123456789012:table/orders{source}","SourceParameters":{{"DynamoDBStreamParameters":{{"StartingPosition":"LATEST"}}}},"Target":"arn:aws:sqs:us-east-1:123456789012:out"}}"#
        );
        run(&Pretend::default().file("pipe.json", text), &["--check"])
    };
    insta::assert_snapshot!(pipe(""), @r#"
    exit: Failure
    --- stderr
    error[pipe/outside-model]: the pipe reads from a table of DynamoDB, and not from its stream
     --> pipe.json:1:67
      |
    1 | {"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:dynamodb:us-east-1:123456789012:table/orders","SourceParam...
      |                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write the ARN of the stream: `…:table/NAME/stream/…`; `aws dynamodb describe-table` has it as `LatestStreamArn`
    "#);
    assert!(pipe("/stream/2026-01-01T00:00:00.000").starts_with("exit: Success"));
}

#[test]
fn filters_of_streams_and_topics_are_told_what_they_cannot_do() {
    let pipe = r#"{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/s","SourceParameters":{"DynamoDBStreamParameters":{"StartingPosition":"LATEST","BatchSize":1},"FilterCriteria":{"Filters":[{"Pattern":"{\"eventName\":[\"DELETE\",\"modified\"],\"dynamodb\":{\"OldImage\":{\"total\":{\"N\":[{\"numeric\":[\">\",1]}]}}}}"}]}},"Target":"arn:aws:sqs:us-east-1:123456789012:out"}"#;
    let record = r#"{"eventID":"1","eventName":"REMOVE","dynamodb":{"OldImage":{"total":{"N":"2"}},"SequenceNumber":"1"}}"#;
    let host = Pretend::default()
        .file("pipe.json", pipe)
        .file("records", record);
    insta::assert_snapshot!(run(&host, &["--records", "records"]), @r#"
    exit: Success
    --- stdout
    record 0 (1): filtered
      why: filter 0: `dynamodb.OldImage.total.N`: `"2"` is a string, and `numeric` compares numbers only; `eventName`: `"REMOVE"` is neither `"DELETE"` nor `"modified"`
      hint: a pipe cannot compare numbers of DynamoDB: leave the field out here and compare in the target or an enrichment, or write what was compared into the item as a text or boolean of its own; one number alone is equal to its text: `{"N": ["42"]}`
      source: the iterator advances past it; it stays in the stream until its retention ends
    1 record in 0 batches: 1 filtered
    --- stderr
    warning[pipe/field-not-filterable]: an `N` of DynamoDB is a string: a number never matches it
     --> pipe.json (filter 0):1:74
      |
    1 | {"eventName":["DELETE","modified"],"dynamodb":{"OldImage":{"total":{"N":[{"numeric":[">",1]}]}}}}
      |                                                                          ^^^^^^^^^^^^^^^^^^^ compares numbers
      |
      = help: a pipe cannot compare numbers of DynamoDB: leave the field out here and compare in the target or an enrichment, or write what was compared into the item as a text or boolean of its own; one number alone is equal to its text: `{"N": ["42"]}`
    warning[pipe/field-not-filterable]: the `eventName` of a DynamoDB stream is never `DELETE`
     --> pipe.json (filter 0):1:15
      |
    1 | {"eventName":["DELETE","modified"],"dynamodb":{"OldImage":{"total":{"N":[{"numeric":[">",1]}]}}}}
      |               ^^^^^^^^ one of `INSERT`, `MODIFY`, `REMOVE` was expected
      |
      = help: did you mean `"REMOVE"`?
    warning[pipe/field-not-filterable]: the `eventName` of a DynamoDB stream is never `modified`
     --> pipe.json (filter 0):1:24
      |
    1 | {"eventName":["DELETE","modified"],"dynamodb":{"OldImage":{"total":{"N":[{"numeric":[">",1]}]}}}}
      |                        ^^^^^^^^^^ one of `INSERT`, `MODIFY`, `REMOVE` was expected
      |
      = help: did you mean `"MODIFY"`?
    note[pipe/unsettled]: `eventName` is documented as not filterable
     --> pipe.json (filter 0):1:2
      |
    1 | {"eventName":["DELETE","modified"],"dynamodb":{"OldImage":{"total":{"N":[{"numeric":[">",1]}]}}}}
      |  ^^^^^^^^^^^ taken as present
      |
      = help: a filter on the `eventName` of a DynamoDB stream was seen to work on AWS; `eventID` and `eventVersion` come from the same place
    "#);
    let host = queue(
        r#""Target":"arn:aws:lambda:us-east-1:123456789012:function:f","SourceParameters":{"SqsQueueParameters":{"BatchSize":1},"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"Message\":{\"state\":[\"NEW\"]}}}"}]}}"#,
    );
    let record = r#"{"messageId":"a","body":"{\"TopicArn\":\"t\",\"Message\":\"{\\\"state\\\":\\\"NEW\\\"}\"}"}"#;
    let host = host.file("records", record);
    insta::assert_snapshot!(run(&host, &["--records", "records"]), @r#"
    exit: Success
    --- stdout
    record 0 (a): filtered
      why: filter 0: `body.Message.state`: `body.Message` is a string, and patterns do not look inside strings; the JSON in it has the wanted `"NEW"` at `state`
      hint: `Message` of SNS is a text: turn on raw message delivery for the subscription, and ask for `{"body": {"state": […]}}`
      source: deleted from the queue
    1 record in 0 batches: 1 filtered
    --- stderr
    note[pipe/field-not-filterable]: what SNS puts into a queue has its `Message` as a text, into which no filter looks
     --> pipe.json (filter 0):1:21
      |
    1 | {"body":{"Message":{"state":["NEW"]}}}
      |                     ^^^^^^^ `state` is inside a text if the message comes from SNS
      |
      = help: turn on raw message delivery for the subscription, and ask for `{"body": {"state": […]}}`
    "#);
    insta::assert_snapshot!(host.evb(&["check", "pipe.json", "--format", "concise"]), @"
    exit: Success
    --- stdout
    pipe.json:3:184: info[pipe-filter]: what SNS puts into a queue has its `Message` as a text, into which no filter looks
    ");
    // Of a message that is no notification, its own words stay.
    let own = r#"{"messageId":"a","body":"{\"Message\":{\"state\":\"OLD\"}}"}"#;
    let told = run(&host.file("records", own), &["--records", "records"]);
    assert!(!told.contains("hint: `Message` of SNS"), "{told}");
}

#[test]
fn a_filter_that_is_yaml_is_told_in_json() {
    let template = "Resources:\n  P:\n    Type: AWS::Pipes::Pipe\n    Properties:\n      RoleArn: arn:aws:iam::123456789012:role/p\n      Source: arn:aws:sqs:eu-west-1:123456789012:in\n      Target: arn:aws:lambda:eu-west-1:123456789012:function:f\n      SourceParameters:\n        FilterCriteria:\n          Filters:\n            - Pattern: |\n                body:\n                  status:\n                    - NEW\n";
    let host = Pretend::default()
        .file("template.yaml", template)
        .file("pipe.json", template);
    insta::assert_snapshot!(host.evb(&["check", "template.yaml"]), @r#"
    exit: Negative
    --- stdout
    error[pattern-not-json]: the text is YAML, and AWS reads a pattern that is a text as JSON
      --> template.yaml:12:1
       |
    12 |                 body:
       | ^ YAML, and no JSON
       |
       = help: write `{"body":{"status":["NEW"]}}`
      AWS answers (CreatePipe): ValidationException: Invalid Event Pattern

    1 error in 1 pipe of 1 file
    "#);
    insta::assert_snapshot!(host.evb(&["pipe", "--pipe", "template.yaml", "--check"]), @r#"
    exit: Failure
    --- stderr
    error[json/unknown-word]: the text is YAML, and AWS reads a pattern that is a text as JSON
     --> template.yaml (filter 0):1:1
      |
    1 | body:
      | ^^^^ not a JSON value
      |
      = help: write `{"body":{"status":["NEW"]}}`
    AWS answers: ValidationException: Invalid Event Pattern
    "#);
}

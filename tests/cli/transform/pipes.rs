//! Templates of pipes.

use super::{evb, pretend};

#[test]
fn a_pipe_renders_records() {
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#"{"order":<$.body.order>,"pipe":<aws.pipes.pipe-name>,"record":<aws.pipes.event.json>}"#, "--pipe-arn", "arn:aws:pipes:eu-central-1:123456789012:pipe/orders"]), @r#"
    exit: Success
    --- stdout
    {"order":7,"pipe":"orders","record":{"messageId":"059f36b4","body":{"order":7,"tags":["new"]},"eventSource":"aws:sqs"}}
    "#);
}

#[test]
fn a_pipe_is_read_from_a_file() {
    let pipe = r#"{"Name":"orders","Source":"arn:aws:sqs:eu-central-1:123456789012:in","Target":"arn:aws:lambda:eu-central-1:123456789012:function:f","TargetParameters":{"InputTemplate":"<$.body.order> for <aws.pipes.pipe-name>"}}"#;
    insta::assert_snapshot!(evb(&["message.json", "--target", pipe]), @r#"
    exit: Negative
    --- stderr
    note[transform/form-of-delivery]: Lambda gets one array of all records of a batch: shown are batches of one record
     |
     = help: the template is applied to each record, not to the array; `evb pipe` shows whole batches
    not delivered: the event at message.json:1
    error[transform/not-json]: the rendered text is not JSON, and it has to be
     --> --target: InputTemplate:1:1
      |
    1 | <$.body.order> for <aws.pipes.pipe-name>
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a text
      |
      = help: make it an object: `{"value": <$.body.order>}`
    error[json/trailing-text]: text follows the JSON value
     --> rendered text:1:3
      |
    1 | 7 for orders
      |   ^ the value ends before this
      |
      = help: give one value only
    "#);
}

#[test]
fn lambda_gets_an_array_and_a_bus_an_event() {
    let pipe = |target: &str| {
        format!(
            r#"{{"Source":"arn:aws:sqs:eu-central-1:123456789012:in","Target":"arn:aws:{target}","TargetParameters":{{"InputTemplate":"{{\"n\":<$.body.order>}}"}}}}"#
        )
    };
    let lambda = pipe("lambda:eu-central-1:123456789012:function:f");
    insta::assert_snapshot!(evb(&["message.json", "--target", &lambda]), @r#"
    exit: Success
    --- stdout
    [{"n":7}]
    --- stderr
    note[transform/form-of-delivery]: Lambda gets one array of all records of a batch: shown are batches of one record
     |
     = help: the template is applied to each record, not to the array; `evb pipe` shows whole batches
    "#);
    let bus = pipe("events:eu-central-1:123456789012:event-bus/default");
    insta::assert_snapshot!(evb(&["message.json", "--target", &bus]), @r#"
    exit: Success
    --- stdout
    {"n":7}
    --- stderr
    note[transform/form-of-delivery]: the event bus gets an event: what is shown is its `detail`
     |
     = help: `evb pipe` shows the whole event, with `source` and `detail-type`
    "#);
    let told = evb(&[
        "message.json",
        "--target",
        &pipe("ecs:eu-central-1:123456789012:cluster/c"),
    ]);
    assert!(
        told.contains("Amazon ECS does not get what is shown"),
        "{told}"
    );
    let told = evb(&[
        "message.json",
        "--target",
        &pipe("sqs:eu-central-1:123456789012:out"),
    ]);
    assert!(!told.contains("form-of-delivery"), "{told}");
}

#[test]
fn the_detail_of_an_event_must_be_an_object() {
    let bus = "arn:aws:events:eu-central-1:123456789012:event-bus/default";
    let arguments = [
        "message.json",
        "--for",
        "pipe",
        "--target-arn",
        bus,
        "--input-template",
        "[<$.body.order>]",
    ];
    let told = evb(&arguments);
    assert!(told.starts_with("exit: Negative"), "{told}");
    assert!(told.contains("transform/detail-not-object"), "{told}");
}

#[test]
fn the_source_of_a_pipe_says_what_is_decoded() {
    let pipe = include_str!("../../../fixtures/pipes/kinesis.pipe.json");
    let record = r#"{"eventID":"s:1","partitionKey":"0","data":"eyJDaXR5IjoiU2VhdHRsZSIsIlRlbXBlcmF0dXJlIjo0Nn0="}"#;
    let told = evb(&["--target", pipe, record]);
    assert!(
        told.contains(r#"{"city":"Seattle","temperature":46,"key":"0"}"#),
        "{told}"
    );
    let told = evb(&["--target", pipe, "--source", "none", record]);
    assert!(
        told.contains(r#"{"city":"","temperature":"","key":"0"}"#),
        "{told}"
    );
}

#[test]
fn the_answer_of_an_enrichment_is_not_decoded() {
    let pipe = r#"{"Source":"arn:aws:sqs:eu-central-1:123456789012:in","Enrichment":"arn:aws:lambda:eu-central-1:123456789012:function:e","EnrichmentParameters":{"InputTemplate":"{\"n\":<$.body.order>}"},"Target":"arn:aws:sqs:eu-central-1:123456789012:out","TargetParameters":{"InputTemplate":"{\"b\":<$.body>}"}}"#;
    let told = evb(&["message.json", "--target", pipe]);
    assert!(told.contains(r#"transform/answer-of-enrichment"#), "{told}");
    assert!(
        told.contains(r#"{"b":"{\"order\": 7, \"tags\": [\"new\"]}"}"#),
        "{told}"
    );
    let told = evb(&["message.json", "--target", pipe, "--stage", "enrichment"]);
    assert!(told.contains(r#"{"n":7}"#), "{told}");
}

#[test]
fn payloads_that_are_no_objects_are_noted() {
    let message = r#"{"body":"17","eventSource":"aws:sqs"}"#;
    insta::assert_snapshot!(evb(&[message, "--for", "pipe", "--input-template", r#"{"n":<$.body>}"#]), @r#"
    exit: Success
    --- stdout
    {"n":17}
    --- stderr
    note[transform/not-settled]: the payload behind `<$.body>` is a bare JSON value
     --> --input-template:1:6
      |
    1 | {"n":<$.body>}
      |      ^^^^^^^^ a number, string, boolean or null
      |
      = help: whether AWS takes it for JSON is not documented: evb does
    "#);
    let message = r#"{"body":"plain","eventSource":"aws:sqs"}"#;
    insta::assert_snapshot!(evb(&[message, "--for", "pipe", "--input-template", r#"{"n":<aws.pipes.event.json>}"#]), @r#"
    exit: Success
    --- stdout
    {"n":{"body":"plain","eventSource":"aws:sqs"}}
    --- stderr
    note[transform/not-settled]: the payload is not JSON, and `<aws.pipes.event.json>` shows it as it came
     --> --input-template:1:6
      |
    1 | {"n":<aws.pipes.event.json>}
      |      ^^^^^^^^^^^^^^^^^^^^^^ not decoded
      |
      = help: AWS's guide defines the variable for payloads that are JSON only
    "#);
}

#[test]
fn a_result_that_no_payload_can_hold_is_told() {
    let event = format!(r#"{{"detail":"{}"}}"#, "x".repeat(100_000));
    let template = format!("{{\"a\":[{}]}}", vec!["<d>"; 100].join(","));
    insta::assert_snapshot!(pretend().file("large.json", event).evb(&["transform", "large.json", "--input-paths-map", r#"{"d":"$.detail"}"#, "--input-template", &template]), @r#"
    exit: Negative
    --- stderr
    not delivered: the event at large.json:1
    error[transform/too-large]: the rendered text is longer than 6291456 bytes
     --> --input-template:1:1
      |
    1 | {"a":[<d>,<d>,<d>,<d>,<d>,<d>,<d>,<d>,<d>,<d>...<d>,<d>,<d>,<d>,<d>,<d>,<d>,<d>,<d>,<d>,<d>]}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: use fewer or smaller values
    "#);
}

#[test]
fn a_text_for_an_enrichment_is_never_json() {
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--stage", "enrichment", "--input-template", "hello"]), @r#"
    exit: Negative
    --- stderr
    not delivered: the event at message.json:1
    warning[transform/never-json]: the template is not JSON whatever the event holds
     --> --input-template:1:1
      |
    1 | hello
      | ^^^^^ a text
      |
      = help: make it JSON, say `{"text": "hello"}`; as it is, the transformation of every record fails
    error[transform/not-json]: the rendered text is not JSON, and it has to be
     --> --input-template:1:1
      |
    1 | hello
      | ^^^^^ a text
      |
      = help: make it an object, or put quotes around it
    error[json/unknown-word]: unknown word `hello`
     --> rendered text:1:1
      |
    1 | hello
      | ^^^^^ not a JSON value
      |
      = help: put text in double quotes
    "#);
}

#[test]
fn a_pipe_that_puts_an_object_into_a_string_is_not_recorded() {
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#"{"text":"got <$.body>"}"#]), @r#"
    exit: Negative
    --- stderr
    not delivered: the event at message.json:1
    error[transform/not-json]: the transformation fails: `<$.body>` is an object inside a string
     --> --input-template:1:14
      |
    1 | {"text":"got <$.body>"}
      |              ^^^^^^^^ an object between quotes
      |
      = help: give it a field of its own, without quotes: `"value": <$.body>`
    error[json/missing-comma]: a comma is missing before `o`
     --> rendered text:1:16
      |
    1 | {"text":"got {"order":7,"tags":["new"]}"}
      |                ^ expected `,` or the closing bracket
    note[transform/not-settled]: AWS's guide says that an object or array inside a string only loses its quotes
     --> --input-template:1:14
      |
    1 | {"text":"got <$.body>"}
      |              ^^^^^^^^
      |
      = help: for rules it was recorded that the event is lost; for pipes only the guide is known
    "#);
}

#[test]
fn a_payload_that_is_not_base64_is_told() {
    let told = evb(&[
        r#"{"data":"Zm 9v","eventSource":"aws:kinesis"}"#,
        "--for",
        "pipe",
        "--input-template",
        r#"{"d":<$.data>}"#,
    ]);
    assert!(
        told.contains(r#"warning[transform/not-base64]: `data` is not base64: character 3 is ' '"#),
        "{told}"
    );
    assert!(told.contains(r#"{"d":"Zm 9v"}"#), "{told}");
    let told = evb(&[
        r#"{"value":"Z","eventSource":"aws:kafka"}"#,
        "--for",
        "pipe",
        "--input-template",
        r#"{"d":<$.value>}"#,
    ]);
    assert!(
        told.contains("`value` is not base64: it ends too early"),
        "{told}"
    );
}

#[test]
fn a_path_in_quotes_is_a_text() {
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#"{"order":"$.body.order"}"#]), @r#"
    exit: Success
    --- stdout
    {"order":"$.body.order"}
    --- stderr
    warning[transform/path-or-placeholder]: `"$.body.order"` is a text, and no place in the event
     --> --input-template:1:10
      |
    1 | {"order":"$.body.order"}
      |          ^^^^^^^^^^^^^^ delivered as it stands
      |
      = help: for the value there write `<$.body.order>`, without quotes
    "#);
    insta::assert_snapshot!(evb(&["message.json", "--for", "rule", "--input-paths-map", r#"{"n":"$.detail.n"}"#, "--input-template", r#"{"order":"$.detail.n","n":<n>}"#]), @r#"
    exit: Success
    --- stdout
    {"order":"$.detail.n","n":""}
    --- stderr
    warning[transform/path-or-placeholder]: `"$.detail.n"` is a text, and no place in the event
     --> --input-template:1:10
      |
    1 | {"order":"$.detail.n","n":<n>}
      |          ^^^^^^^^^^^^ delivered as it stands
      |
      = help: for the value there write `<n>`, without quotes
    warning[transform/missing-path]: `$.detail.n` leads to nothing in this event
     --> --input-template:1:27
      |
    1 | {"order":"$.detail.n","n":<n>}
      |                           ^^^ nothing there
      |
      = help: an empty string stands for it
    "#);
}

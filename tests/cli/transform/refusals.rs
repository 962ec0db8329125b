//! What AWS refuses.

use super::evb;

#[test]
fn a_placeholder_that_is_not_declared_is_refused_in_awss_words() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"who":"$.detail.customer"}"#, "--input-template", r#""<whom> ordered <$.detail.id>""#, "--target-id", "t1"]), @r#"
    exit: Failure
    --- stderr
    error[transform/unknown-placeholder]: `<whom>` is not declared in the input paths map
     --> --input-template:1:2
      |
    1 | "<whom> ordered <$.detail.id>"
      |  ^^^^^^ neither declared nor reserved
      |
      = help: did you mean `<who>`?
    error[transform/unknown-placeholder]: `<$.detail.id>` is not declared in the input paths map
     --> --input-template:1:17
      |
    1 | "<whom> ordered <$.detail.id>"
      |                 ^^^^^^^^^^^^^ neither declared nor reserved
      |
      = help: a rule's template holds no paths: add `"name": "$.detail.id"` to the input paths map and write `<name>`
    note[transform/not-settled]: AWS's refusal was not recorded for a path in a rule's template
    AWS answers: ValidationException: InputTemplate for target t1 contains invalid placeholder whom.
    "#);
}

#[test]
fn a_refusal_in_json_carries_awss_message() {
    insta::assert_snapshot!(evb(&["event.json", "--input-template", r#""<aws.events.event.json>""#, "--target-id", "t1", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"ValidationException","message":"InputTemplate for target t1 contains placeholder aws.events.event.json valid only for JSON template.","diagnostics":[{"code":"transform/event-json-in-text","severity":"error","message":"`<aws.events.event.json>` stands in a text","source":"--input-template","span":{"line":1,"column":2,"end_line":1,"end_column":25},"label":"only a template that begins with `{` may use it","help":"write `{\"event\": <aws.events.event.json>}`"}]}}
    --- stderr
    error[transform/event-json-in-text]: `<aws.events.event.json>` stands in a text
     --> --input-template:1:2
      |
    1 | "<aws.events.event.json>"
      |  ^^^^^^^^^^^^^^^^^^^^^^^ only a template that begins with `{` may use it
      |
      = help: write `{"event": <aws.events.event.json>}`
    AWS answers: ValidationException: InputTemplate for target t1 contains placeholder aws.events.event.json valid only for JSON template.
    "#);
}

#[test]
fn two_kinds_of_input_are_refused() {
    insta::assert_snapshot!(evb(&["event.json", "--input", "{}", "--input-path", "$.detail"]), @r"
    exit: Failure
    --- stderr
    error[transform/several-inputs]: the target has more than one kind of input
     |
     = help: keep one of `Input`, `InputPath` and `InputTransformer`
    AWS answers: ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target 1.
    ");
}

#[test]
fn a_constant_must_be_json() {
    insta::assert_snapshot!(evb(&["--input", "{'a':1}", "--target-id", "t1"]), @r#"
    exit: Failure
    --- stderr
    error[transform/input-not-json]: `'` is not a JSON quote
     --> --input:1:2
      |
    1 | {'a':1}
      |  ^ not a double quote
      |
      = help: use double quotes: `"`
    note[transform/message-not-recorded]: of AWS's message only `JSON syntax error in input for target … [Source: (String)` was recorded; the rest is modelled
    AWS answers: ValidationException: JSON syntax error in input for target t1: [Source: (String)"{'a':1}"; line: 1, column: 3]
    "#);
}

#[test]
fn limits_are_checked() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"aws.events.rule-name":"$.detail"}"#, "--input-template", ""]), @r#"
    exit: Failure
    --- stderr
    error[transform/constraint]: `aws.events.rule-name` is not a name: 1 to 256 letters, digits, `_` and `-`
    error[transform/constraint]: the input template is empty
    note[transform/message-not-recorded]: of AWS's message only `1 validation error detected` was recorded; the rest is modelled
    AWS answers: ValidationException: 2 validation errors detected: Value '{aws.events.rule-name=$.detail}' at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9\_\-]+]; Value '' at 'targets.1.member.inputTransformer.inputTemplate' failed to satisfy constraint: Member must have length greater than or equal to 1
    "#);
}

#[test]
fn a_path_outside_the_grammar_gets_the_one_that_is_meant() {
    let told = evb(&["message.json", "--input-path", "attributes['SenderId']"]);
    assert!(
        told.contains("write `$.attributes.SenderId`; AWS does not validate it"),
        "{told}"
    );
    let told = evb(&[
        "message.json",
        "--input-paths-map",
        r#"{"a":"attributes"}"#,
        "--input-template",
        r#"{"a":<a>}"#,
    ]);
    assert!(
        told.contains("write `$.attributes`; AWS does not validate it"),
        "{told}"
    );
}

#[test]
fn a_placeholder_that_is_not_closed_is_told() {
    let template = "Order <$.body.order for you";
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", template]), @r"
    exit: Success
    --- stdout
    Order <$.body.order for you
    --- stderr
    warning[transform/not-a-placeholder]: `<$.body.order for you` is not a placeholder and stays as it is
     --> --input-template:1:7
      |
    1 | Order <$.body.order for you
      |       ^^^^^^^^^^^^^^^^^^^^^ not closed
      |
      = help: close it: `<$.body.order>`
    ");
    let told = evb(&[
        "message.json",
        "--input-template",
        "\"a <b and <aws.events.rule-name\"",
    ]);
    assert!(
        told.contains("close it: `<aws.events.rule-name>`"),
        "{told}"
    );
    assert_eq!(
        told.matches("transform/not-a-placeholder").count(),
        1,
        "{told}"
    );
}

#[test]
fn an_unknown_variable_of_a_pipe_is_refused_in_awss_words() {
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#"{"a":<aws.pipes.bogus>,"b":<$.a b>}"#]), @r#"
    exit: Failure
    --- stderr
    error[transform/unknown-placeholder]: `<aws.pipes.bogus>` is no path and no reserved variable
     --> --input-template:1:6
      |
    1 | {"a":<aws.pipes.bogus>,"b":<$.a b>}
      |      ^^^^^^^^^^^^^^^^^ not a reserved variable of pipes
      |
      = help: reserved variables are `aws.pipes.pipe-arn`, `aws.pipes.pipe-name`, `aws.pipes.source-arn`, `aws.pipes.enrichment-arn`, `aws.pipes.target-arn`, `aws.pipes.event.ingestion-time`, `aws.pipes.event`, `aws.pipes.event.json`
    error[transform/unknown-placeholder]: `<$.a b>` is no path and no reserved variable
     --> --input-template:1:28
      |
    1 | {"a":<aws.pipes.bogus>,"b":<$.a b>}
      |                            ^^^^^^^ `.` or `[` must follow
      |
      = help: write `<$.name.name[0]>`; names with other characters cannot be reached
    note[transform/not-settled]: AWS's refusal was not recorded for a malformed path
    AWS answers: ValidationException: Invalid json path reference or predefined variable for placeholder
    "#);
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#"{"a":"x <aws.pipes.event.json>"}"#]), @r#"
    exit: Failure
    --- stderr
    error[transform/event-json-in-text]: `<aws.pipes.event.json>` stands in a text
     --> --input-template:1:9
      |
    1 | {"a":"x <aws.pipes.event.json>"}
      |         ^^^^^^^^^^^^^^^^^^^^^^ inside a string or a text
      |
      = help: write `{"event": <aws.pipes.event.json>}`
    "#);
}

#[test]
fn arguments_of_another_language_are_mistakes() {
    insta::assert_snapshot!(evb(&["--for", "scheduler", "--input-path", "$.a"]), @r"
    exit: Failure
    --- stderr
    error[usage]: schedules have no `--input-path`
    ");
    insta::assert_snapshot!(evb(&["event.json", "--input-path", "$.a", "--pipe-name", "p"]), @r"
    exit: Failure
    --- stderr
    error[usage]: `--pipe-name` gives `aws.pipes.pipe-name` its value, which rules do not have
    ");
}

#[test]
fn a_missing_bracket_is_the_fault_of_the_template() {
    let told = evb(&[
        r#"{"a":1}"#,
        "--input-paths-map",
        r#"{"a":"$.a"}"#,
        "--input-template",
        r#"{"a":<a>"#,
    ]);
    assert_eq!(told.matches("[transform/never-json]").count(), 1, "{told}");
    assert!(
        told.contains(r#"a closing `}` is missing behind this"#),
        "{told}"
    );
}

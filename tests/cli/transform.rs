//! `evb transform`

use evb::commands::Exit;

use crate::support::Pretend;

const EVENT: &str = r#"{"version":"0","id":"7bf73129","detail-type":"Order Placed","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"id":7,"customer":"Ada","items":["a","b"],"remark":"say \"hi\""}}"#;

const MESSAGE: &str = r#"{"messageId":"059f36b4","body":"{\"order\": 7, \"tags\": [\"new\"]}","eventSource":"aws:sqs"}"#;

const TARGETS: &str = r#"{"Rule": "orders", "EventBusName": "shop", "Targets": [
  {"Id": "queue", "Arn": "arn:aws:sqs:eu-central-1:123456789012:q", "InputTransformer": {
    "InputPathsMap": {"who": "$.detail.customer"},
    "InputTemplate": "{\"rule\":<aws.events.rule-name>,\"who\":<who>}"}},
  {"Id": "log", "Arn": "arn:aws:logs:eu-central-1:123456789012:log-group:/x", "Input": "{}"}
]}"#;

/// A machine with the files that most tests read.
fn pretend() -> Pretend {
    Pretend::default()
        .file("event.json", EVENT)
        .file("message.json", MESSAGE)
        .file("targets.json", TARGETS)
}

fn evb(arguments: &[&str]) -> String {
    let arguments: Vec<&str> = std::iter::once("transform")
        .chain(arguments.iter().copied())
        .collect();
    pretend().evb(&arguments)
}

#[test]
fn the_delivered_text_is_all_that_is_printed() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"who":"$.detail.customer"}"#, "--input-template", r#"{"who":<who>}"#]), @r#"
    exit: Success
    --- stdout
    {"who":"Ada"}
    "#);
}

#[test]
fn every_event_of_a_stream_gets_its_line_and_a_broken_one_loses_no_other() {
    let pretend = pretend().file(
        "three.jsonl",
        "{\"detail\":{\"a\":1}}\n{\"detail\":tru}\n{\"detail\":{\"a\":[2, 3]}}\n",
    );
    insta::assert_snapshot!(pretend.evb(&["transform", "three.jsonl", "--input-path", "$.detail.a"]), @r#"
    exit: Failure
    --- stdout
    1
    [2,3]
    --- stderr
    error[json/unknown-word]: unknown word `tru`
     --> three.jsonl:2:11
      |
    2 | {"detail":tru}
      |           ^^^ not a JSON value
      |
      = help: put text in double quotes
    "#);
}

#[test]
fn a_quoted_object_loses_the_event_and_the_remedy_is_told() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"items":"$.detail.items"}"#, "--input-template", "{\n  \"items\": \"<items>\"\n}"]), @r#"
    exit: Negative
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    not delivered: the event at event.json:1
    error[transform/not-json]: the event is lost: `<items>` is an array inside a string
     --> --input-template:2:13
      |
    2 |   "items": "<items>"
      |             ^^^^^^^ an array between quotes
      |
      = help: leave the quotes out: `"items": <items>`
    error[json/missing-comma]: a comma is missing before `a`
     --> rendered text:2:15
      |
    2 |   "items": "["a","b"]"
      |               ^ expected `,` or the closing bracket
    note[transform/documented-otherwise]: AWS's guide says that an object or array inside a string only loses its quotes
     --> --input-template:2:13
      |
    2 |   "items": "<items>"
      |             ^^^^^^^
      |
      = help: it was recorded that the event is lost
    "#);
}

#[test]
fn a_lost_event_in_json() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"remark":"$.detail.remark"}"#, "--input-template", r#"{"text":"<remark>"}"#, "--format", "json"]), @r#"
    exit: Negative
    --- stdout
    {"version":1,"results":[{"event":{"source":"event.json","index":0,"line":1,"id":"7bf73129"},"delivered":false,"reason":"the event is lost: `<remark>` holds a character that ends or breaks the string around it","help":"leave the quotes out: `\"text\":<remark>`","placeholder":{"name":"remark","template_span":{"line":1,"column":10,"end_line":1,"end_column":18}},"fault":{"line":1,"column":15,"excerpt":"{\"text\":\"say \"hi\"\"}","message":"a comma is missing before `h`"},"rendered":"{\"text\":\"say \"hi\"\"}","notes":[]}],"summary":{"events":1,"delivered":0,"broken":0}}
    "#);
}

#[test]
fn json_lines_are_one_result_a_line() {
    let pretend = pretend().file("two.jsonl", "{\"a\":1}\nnonsense\n{}\n");
    insta::assert_snapshot!(pretend.evb(&["transform", "two.jsonl", "--input-path", "$.a", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"event":{"source":"two.jsonl","index":0,"line":1},"delivered":true,"raw":"1","notes":[]}
    {"event":{"source":"two.jsonl","index":1,"line":2},"error":{"code":"json/unknown-word","message":"unknown word `nonsense`","diagnostics":[{"code":"json/unknown-word","severity":"error","message":"unknown word `nonsense`","source":"two.jsonl","span":{"line":2,"column":1,"end_line":2,"end_column":9},"label":"not a JSON value","help":"put text in double quotes"}]}}
    {"event":{"source":"two.jsonl","index":2,"line":3},"delivered":false,"reason":"the input path `$.a` leads to nothing in this event","help":"evb counts the event as not delivered","notes":[{"code":"transform/not-settled","severity":"note","message":"what EventBridge delivers for an input path that leads to nothing is not recorded","source":"--input-path"}]}
    --- stderr
    error[json/unknown-word]: unknown word `nonsense`
     --> two.jsonl:2:1
      |
    2 | nonsense
      | ^^^^^^^^ not a JSON value
      |
      = help: put text in double quotes
    "#);
}

#[test]
fn a_value_that_changes_the_json_around_it_is_warned_of() {
    let event = r#"{"detail":{"name":"x\",\"admin\":\"yes"}}"#;
    insta::assert_snapshot!(evb(&[event, "--input-paths-map", r#"{"name":"$.detail.name"}"#, "--input-template", r#"{"name":"<name>"}"#]), @r#"
    exit: Success
    --- stdout
    {"name":"x","admin":"yes"}
    --- stderr
    warning[transform/value-not-escaped]: the value of `<name>` holds a quote or a backslash, and EventBridge does not escape it
     --> --input-template:1:10
      |
    1 | {"name":"<name>"}
      |          ^^^^^^ put into the string as it is
      |
      = help: the value changes the JSON around it: write `<name>` without quotes
    "#);
}

#[test]
fn an_escaped_value_and_a_missing_one_are_noted() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"remark":"$.detail.remark","x":"$.detail.x","bad":"$.detail['x']"}"#, "--input-template", r#"{"remark":<remark>,"x":<x>,"bad":<bad>}"#]), @r#"
    exit: Success
    --- stdout
    {"remark":"say \"hi\"","x":"","bad":""}
    --- stderr
    note[transform/not-settled]: the value of `<remark>` was escaped as JSON
     --> --input-template:1:11
      |
    1 | {"remark":<remark>,"x":<x>,"bad":<bad>}
      |           ^^^^^^^^ a string with characters that JSON escapes
      |
      = help: AWS's guide says that values are not escaped, but does not say it of this place; unescaped the event would be lost
    warning[transform/missing-path]: `$.detail.x` leads to nothing in this event
     --> --input-template:1:24
      |
    1 | {"remark":<remark>,"x":<x>,"bad":<bad>}
      |                        ^^^ nothing there
      |
      = help: an empty string stands for it
    warning[transform/not-settled]: `$.detail['x']` is outside the documented path language
     --> --input-template:1:34
      |
    1 | {"remark":<remark>,"x":<x>,"bad":<bad>}
      |                                  ^^^^^ stands for a path that cannot be read
      |
      = help: write `$.detail.x`; AWS does not validate it and its result is not recorded: evb takes it as leading nowhere
    "#);
}

#[test]
fn what_is_not_settled_about_a_template_is_told_before_any_event() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"all":"$.detail.items[*]","one":"$.detail.items.0","root":"$"}"#, "--input-template", r#"{"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}"#]), @r#"
    exit: Success
    --- stdout
    {"a":["a","b"],"time":{"id":"7bf73129","account":"123456789012","detailType":"Order Placed","time":"2026-11-20T10:00:00Z","source":"shop","region":"eu-central-1","resources":[],"version":"0"},"r":{"version":"0","id":"7bf73129","detail-type":"Order Placed","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{"id":7,"customer":"Ada","items":["a","b"],"remark":"say \"hi\""}},"b":"<br/>","u":"<one>"}
    --- stderr
    note[transform/not-settled]: `\u003c` is not taken for `<`
     --> --input-template:1:70
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |                                                                      ^^^^^^ an escaped `<`
      |
      = help: whether AWS sees a placeholder there is not known; write `<` itself (in Terraform: a heredoc, or `replace`)
    warning[transform/not-a-placeholder]: `<br/>` is not a placeholder and stays as it is
     --> --input-template:1:58
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |                                                          ^^^^^ not a name
      |
      = help: names hold letters, digits, `_` and `-`; what AWS makes of this is not recorded
    warning[transform/placeholder-in-key]: `<one>` stands in the name of a field
     --> --input-template:1:3
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |   ^^^^^ in a name
      |
      = help: AWS's API reference forbids it; what happens is not recorded
    note[transform/not-settled]: an index after a dot is taken as an index
     --> --input-template:1:3
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |   ^^^^^
      |
      = help: users report that it works; AWS documents `[0]`
    note[transform/not-settled]: what `[*]` yields is not verified
     --> --input-template:1:10
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |          ^^^^^
      |
      = help: AWS's grammar has it, two users report that it fails; evb makes an array of all matches. An enrichment can build the list
    note[transform/not-settled]: the format of `time` in `aws.events.event` is not known
     --> --input-template:1:23
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |                       ^^^^^^^^^^^^^^^^^^
      |
      = help: evb writes it as in the event; the order of the fields and `detailType` are as recorded
    note[transform/not-settled]: `$` is taken as the whole event as it came
     --> --input-template:1:46
      |
    1 | {"<one>":<all>,"time":<aws.events.event>,"r":<root>,"b":"<br/>","u":"\u003cone>"}
      |                                              ^^^^^^
      |
      = help: AWS's grammar allows it and no result is recorded
    "#);
}

#[test]
fn text_templates_are_noted_where_their_quotes_are_not_settled() {
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"who":"$.detail.customer"}"#, "--input-template", "<who> ordered"]), @r"
    exit: Success
    --- stdout
    Ada ordered
    --- stderr
    note[transform/not-settled]: a text without quotes is delivered as it is
     |
     = help: AWS's guide says that quotes are required for strings, its API reference shows one without; neither was recorded
    ");
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", r#"{"who":"$.detail.customer"}"#, "--input-template", "[<who>]"]), @r"
    exit: Success
    --- stdout
    [Ada]
    --- stderr
    note[transform/not-settled]: a template that begins with `[` is rendered as text
     |
     = help: seen for rules, where AWS calls only `{…}` a JSON template; how such a text is delivered is not recorded
    ");
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#""order <$.body.order>""#]), @r#"
    exit: Success
    --- stdout
    "order 7"
    --- stderr
    note[transform/not-settled]: the quotes around the text are delivered
     |
     = help: rules do so; for pipes it is not documented
    "#);
}

#[test]
fn a_template_that_is_never_json_is_warned_of_and_explained() {
    insta::assert_snapshot!(evb(&["event.json", "--input-template", r#"{"a":1,}"#]), @r#"
    exit: Negative
    --- stderr
    warning[transform/never-json]: the template is not JSON whatever the event holds
     |
     = help: EventBridge accepts such a template and loses every event without a trace
    not delivered: the event at event.json:1
    error[transform/never-json]: the event is lost: the template itself is not JSON
     --> --input-template:1:1
      |
    1 | {"a":1,}
      | ^^^^^^^^ rendered with every value, it is not JSON
      |
      = help: EventBridge accepts such a template and loses every event without a trace
    error[json/trailing-comma]: a comma stands before the closing bracket
     --> rendered text:1:7
      |
    1 | {"a":1,}
      |       ^ nothing follows this comma
      |
      = help: remove the trailing comma
    "#);
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--input-template", r#"{"a":<order>}"#]), @r#"
    exit: Negative
    --- stderr
    warning[transform/never-json]: the template is not JSON whatever the event holds
     |
     = help: the transformation of every record fails
    warning[transform/not-a-placeholder]: `<order>` is not a placeholder and stays as it is
     --> --input-template:1:6
      |
    1 | {"a":<order>}
      |      ^^^^^^^ no path and no variable
      |
      = help: for a value of the record write `<$.order>`; what AWS makes of this is not recorded
    not delivered: the event at message.json:1
    error[transform/never-json]: the transformation fails: the template itself is not JSON
     --> --input-template:1:1
      |
    1 | {"a":<order>}
      | ^^^^^^^^^^^^^ rendered with every value, it is not JSON
      |
      = help: `<order>` is no placeholder: write `<$.order>`
    error[json/unexpected-character]: `<` begins no JSON value
     --> rendered text:1:6
      |
    1 | {"a":<order>}
      |      ^ expected a value
      |
      = help: write an object, an array, a text in double quotes, a number, `true`, `false` or `null`
    "#);
}

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
      = help: the input paths map declares `who`
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
fn a_target_is_read_from_a_file_and_tells_the_rule() {
    insta::assert_snapshot!(evb(&["event.json", "--target", "targets.json", "--target-id", "queue"]), @r#"
    exit: Success
    --- stdout
    {"rule":"orders","who":"Ada"}
    "#);
}

#[test]
fn of_several_targets_one_must_be_chosen() {
    insta::assert_snapshot!(evb(&["event.json", "--target", "targets.json"]), @r#"
    exit: Failure
    --- stderr
    error[transform/target-file]: there are several targets
     --> targets.json:1:1
      |
    1 | {"Rule": "orders", "EventBusName": "shop", "Targets": [
      | ^
      |
      = help: choose one with `--target-id`: `queue`, `log`
    "#);
}

#[test]
fn a_log_group_takes_two_fields_only() {
    insta::assert_snapshot!(evb(&["event.json", "--target", "targets.json", "--target-id", "log"]), @r#"
    exit: Failure
    --- stderr
    error[transform/log-input]: a log group does not take this input
     |
     = help: use the template `{"timestamp": <time>, "message": <text>}` with two strings, or no input at all
    note[transform/message-not-recorded]: of AWS's message only `Input for target … is not a valid JSON text.` was recorded; the rest is modelled
    AWS answers: ValidationException: Input for target log is not a valid JSON text.
    "#);
}

#[test]
fn a_file_that_holds_no_target_is_told() {
    insta::assert_snapshot!(evb(&["event.json", "--target", r#"{"Targets":[{"Id":"a","InputTransformer":{"InputPathsMap":{"a":1},"InputTemplate":"x"}}]}"#]), @r#"
    exit: Failure
    --- stderr
    error[transform/target-file]: the path of `a` must be a string
     --> --target:1:64
      |
    1 | {"Targets":[{"Id":"a","InputTransformer":{"InputPathsMap":{"a":1},"InputTemplate":"x"}}]}
      |                                                                ^ a number instead
    "#);
    insta::assert_snapshot!(evb(&["event.json", "--target", r#"{"Name":"x"}"#]), @r#"
    exit: Failure
    --- stderr
    error[transform/target-file]: this is no target of a rule
     --> --target:1:1
      |
    1 | {"Name":"x"}
      | ^
      |
      = help: give what `aws events put-targets` takes, or what `aws events list-targets-by-rule` prints
    "#);
}

#[test]
fn what_was_expected_is_compared_by_value() {
    let ended = pretend().run(&[
        "transform",
        "event.json",
        "--input-path",
        "$.detail.items",
        "--expect",
        "[\n \"a\",\n \"b\"\n]",
    ]);
    assert_eq!(
        (ended.exit, ended.stdout.as_str()),
        (Exit::Success, "as expected\n")
    );
    insta::assert_snapshot!(evb(&["event.json", "--input-path", "$.detail.items", "--expect", r#"["a","c"]"#]), @r#"
    exit: Negative
    --- stdout
    --- expected
    +++ delivered
    @@ -1,4 +1,4 @@
     [
       "a",
    -  "c"
    +  "b"
     ]
    "#);
}

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
fn what_receive_message_prints_is_taken_as_records() {
    let messages = r#"{"Messages":[{"MessageId":"a","Body":"{\"order\":7}"},{"MessageId":"b","Body":"{\"order\":8}"}]}"#;
    let told = evb(&[
        messages,
        "--for",
        "pipe",
        "--input-template",
        r#"{"n":<$.body.order>}"#,
    ]);
    assert!(told.contains("{\"n\":7}\n{\"n\":8}\n"), "{told}");
    assert!(told.contains("pipe/record-rewritten"), "{told}");
    let records =
        r#"{"Records":[{"SequenceNumber":"1","Data":"eyJuIjo3fQ==","PartitionKey":"k"}]}"#;
    let told = evb(&[
        records,
        "--for",
        "pipe",
        "--input-template",
        r#"{"n":<$.data.n>}"#,
    ]);
    assert!(told.contains("{\"n\":7}\n"), "{told}");
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
fn an_input_without_events_is_no_answer() {
    let arguments = ["transform", "--input-path", "$.a"];
    insta::assert_snapshot!(Pretend::default().evb(&arguments), @r"
    exit: Failure
    --- stderr
    error[event/none]: there is no event in the input
     |
     = help: give events as arguments or on standard input
    ");
    let json = Pretend::default().run(&[&arguments[..], &["--format", "json"]].concat());
    let document: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (json.exit.code(), &document["error"]["code"]),
        (2, &"event/none".into())
    );
}

#[test]
fn a_constant_reads_no_event_and_broken_events_are_an_error_in_json() {
    let pretend = Pretend::default().stdin("this is no event");
    let told = pretend.evb(&["transform", "--input", "{}"]);
    assert_eq!(told, "exit: Success\n--- stdout\n{}\n");
    let ended = pretend.run(&["transform", "--input-path", "$.a", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["error"], document["broken"][0]["error"]);
}

#[test]
fn the_source_of_a_pipe_says_what_is_decoded() {
    let pipe = include_str!("../../fixtures/pipes/kinesis.pipe.json");
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
fn a_schedule_needs_no_event() {
    insta::assert_snapshot!(evb(&["--for", "scheduler", "--input", r#"{"at":"<aws.scheduler.scheduled-time>","n":"<aws.scheduler.attempt-number>","x":"<aws.scheduler.group>"}"#, "--attempt-number", "2"]), @r#"
    exit: Success
    --- stdout
    {"at":"1970-01-01T00:00:00Z","n":"2","x":"<aws.scheduler.group>"}
    --- stderr
    warning[transform/not-a-placeholder]: `<aws.scheduler.group>` is not a placeholder and stays as it is
     --> --input:1:82
      |
    1 | {"at":"<aws.scheduler.scheduled-time>","n":"<aws.scheduler.attempt-number>","x":"<aws.scheduler.group>"}
      |                                                                                  ^^^^^^^^^^^^^^^^^^^^^ not a keyword
      |
      = help: keywords are `<aws.scheduler.schedule-arn>`, `<aws.scheduler.scheduled-time>`, `<aws.scheduler.execution-id>`, `<aws.scheduler.attempt-number>`
    note[transform/default-variable]: `<aws.scheduler.scheduled-time>` was not given a value
     --> --input:1:8
      |
    1 | {"at":"<aws.scheduler.scheduled-time>","n":"<aws.scheduler.attempt-number>","x":"<aws.scheduler.group>"}
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ made up
      |
      = help: the value shown stands for it on every run
    "#);
}

#[test]
fn a_schedule_is_read_from_a_file() {
    let schedule = r#"{"Name":"nightly","Arn":"arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly","Target":{"Arn":"arn:aws:lambda:eu-central-1:123456789012:function:f"}}"#;
    insta::assert_snapshot!(evb(&["--target", schedule, "--scheduled-time", "2026-11-20T10:00:00Z"]), @r#"
    exit: Success
    --- stdout
    {"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"Scheduled Event","source":"aws.scheduler","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":["arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly"],"detail":"{}"}
    --- stderr
    note[transform/not-settled]: without an input Scheduler sends a default notification
     |
     = help: its shape is not documented; the one shown was reported, its `id` is made up
    "#);
}

#[test]
fn what_create_schedule_refuses() {
    insta::assert_snapshot!(evb(&["--for", "scheduler", "--input", "{}", "--target-arn", "arn:aws:scheduler:::aws-sdk:sqs:getQueueUrl"]), @r"
    exit: Failure
    --- stderr
    error[transform/schedule-target]: `getQueueUrl` only reads, and universal targets do not take such operations
    note[transform/message-not-recorded]: of AWS's message only `API is not supported` was recorded; the rest is modelled
    AWS answers: ValidationException: API is not supported
    ");
    insta::assert_snapshot!(evb(&["--for", "scheduler", "--input", r#"{"n":<aws.scheduler.attempt-number>}"#]), @r#"
    exit: Failure
    --- stderr
    error[transform/input-not-json]: `<` begins no JSON value
     --> --input:1:6
      |
    1 | {"n":<aws.scheduler.attempt-number>}
      |      ^ expected a value
      |
      = help: the input must be JSON before keywords are replaced: put quotes around them
    note[transform/message-not-recorded]: of AWS's message only `JSON syntax error in input for the target` was recorded; the rest is modelled
    AWS answers: ValidationException: JSON syntax error in input for the target
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

/// The reference is what users copy from: each of its commands is run, and what it shows must be printed, line for
/// line and in that order.
#[test]
fn the_examples_of_the_reference_are_true() {
    let mut pretend = Pretend::default();
    let blocks: Vec<&str> = evb::transform::REFERENCE
        .split("\n```")
        .skip(1)
        .step_by(2)
        .collect();
    for block in &blocks {
        if let Some((name, content)) = block
            .strip_prefix("json ")
            .and_then(|rest| rest.split_once('\n'))
        {
            pretend = pretend.file(name, content);
        }
    }
    let mut commands = 0;
    for block in blocks
        .iter()
        .filter_map(|block| block.strip_prefix("console\n$ "))
    {
        for example in block.split("\n$ ") {
            let (command, shown) = example.split_once('\n').unwrap();
            let arguments = words(command);
            let arguments: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
            let printed = pretend.evb(&arguments);
            let mut lines = printed.lines();
            for line in shown.lines() {
                assert!(
                    lines.any(|one| one == line),
                    "{command}\nshows {line}\nprints {printed}"
                );
            }
            commands += 1;
        }
    }
    assert!(commands > 20, "{commands} commands");
}

/// Splits a command as a shell does; only single quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in command.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn targets_that_are_peculiar_about_their_input_are_warned_of() {
    insta::assert_snapshot!(evb(&["event.json", "--input-path", "$.detail.id", "--target-arn", "arn:aws:events:eu-central-1:123456789012:event-bus/other"]), @r"
    exit: Success
    --- stdout
    7
    --- stderr
    warning[transform/not-settled]: an event bus may not take an event that was changed
     |
     = help: AWS's guide excludes buses of other accounts, users report the same of their own
    ");
    insta::assert_snapshot!(evb(&[r#"{"detail":{}}"#, "--target", r#"{"Id":"1","Arn":"arn:aws:ecs:eu-central-1:123456789012:cluster/c"}"#]), @r#"
    exit: Success
    --- stdout
    {"detail":{}}
    --- stderr
    warning[transform/nothing-by-default]: ECS and Run Command receive nothing of the event by default
     |
     = help: give the target an input; what is shown is what other targets would receive
    "#);
}

#[test]
fn a_text_for_an_enrichment_is_never_json() {
    insta::assert_snapshot!(evb(&["message.json", "--for", "pipe", "--stage", "enrichment", "--input-template", "hello"]), @r"
    exit: Negative
    --- stderr
    warning[transform/never-json]: the template is not JSON whatever the event holds
     |
     = help: the transformation of every record fails
    not delivered: the event at message.json:1
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
    ");
}

#[test]
fn standard_input_is_read_once() {
    let pretend =
        pretend().stdin(r#"{"Target":{"Arn":"arn:aws:sqs:eu-central-1:1:q","Input":"\"x\""}}"#);
    let schedule = pretend.run(&["transform", "--target", "-"]);
    assert_eq!(
        (schedule.exit, schedule.stdout.as_str()),
        (Exit::Success, "\"x\"\n")
    );
    insta::assert_snapshot!(pretend.evb(&["transform", "--input-path", "$.a", "--expect", "-"]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: give all but one of them as files or as JSON in the argument
    ");
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
fn a_placeholder_in_a_quoted_key_does_not_make_the_template_never_json() {
    let told = evb(&[
        r#"{"a":"1"}"#,
        "--input-paths-map",
        r#"{"a":"$.a"}"#,
        "--input-template",
        r#"{"v":{"x<a>":1}}"#,
    ]);
    assert!(told.contains(r#"{"v":{"x1":1}}"#), "{told}");
    assert!(!told.contains("never-json"), "{told}");
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
    assert!(told.contains(r#"warning[transform/never-json]"#), "{told}");
    assert!(told.contains(r#"error[transform/never-json]"#), "{told}");
    assert!(
        told.contains(r#"a closing `}` is missing behind this"#),
        "{told}"
    );
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

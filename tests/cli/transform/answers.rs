//! What is delivered, and what is told of an event that is lost.

use evb::commands::Exit;

use super::{evb, pretend};
use crate::support::Pretend;

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
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
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
    {"version":1,"event":{"source":"two.jsonl","index":1,"line":2},"error":{"code":"json/unknown-word","message":"unknown word `nonsense`","diagnostics":[{"code":"json/unknown-word","severity":"error","message":"unknown word `nonsense`","source":"two.jsonl","span":{"line":2,"column":1,"end_line":2,"end_column":9},"label":"not a JSON value","help":"put text in double quotes","fix":{"span":{"line":2,"column":1,"end_line":2,"end_column":9},"replacement":"\"nonsense\""}}]}}
    {"event":{"source":"two.jsonl","index":2,"line":3},"delivered":false,"reason":"the input path `$.a` leads to nothing in this event","help":"evb counts the event as not delivered","notes":[{"code":"transform/not-settled","severity":"note","unsettled":true,"message":"what EventBridge delivers for an input path that leads to nothing is not recorded","source":"--input-path"}]}
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

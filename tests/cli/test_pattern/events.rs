//! What counts as an event, and what is told of those that are none.

use evb::commands::Exit;

use super::{TEST, host, terminated, test};
use crate::support::Pretend;

/// A file of `fixtures/events/`.
fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/events/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

#[test]
fn an_event_without_the_mandatory_fields_is_answered_with_a_note() {
    let host = host().stdin(r#"{"source":"aws.ec2","detail":{"state":"terminated"}}"#);
    insta::assert_snapshot!(test(&host, &[]), @r#"
    exit: Success
    --- stdout
    match <stdin>: detail.state is "terminated", source is "aws.ec2"
      note: AWS refuses an event without `id`, `account`, `time`, `region`, `detail-type`
    "#);
}

#[test]
fn strict_refuses_an_event_without_the_mandatory_fields_as_aws_does() {
    let host = host().stdin(format!(
        "{}\n{}",
        r#"{"source":"aws.ec2","detail":{"state":"terminated"}}"#,
        terminated()
    ));
    insta::assert_snapshot!(test(&host, &["--strict"]), @r#"
    exit: Failure
    --- stdout
    1 event matches; 1 record could not be answered
    --- stderr
    error[event/missing-field]: AWS refuses an event without `id`, `account`, `time`, `region`, `detail-type`
     --> <stdin>:1:1
      |
    1 | {"source":"aws.ec2","detail":{"state":"terminated"}}
      | ^ in the event that begins here
      |
      = help: without `--strict` this is a note
    "#);
}

#[test]
fn a_broken_line_is_reported_with_its_number_and_the_others_are_answered() {
    let host = host().file("events.jsonl", fixture("broken-line.jsonl"));
    insta::assert_snapshot!(test(&host, &["events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    no match events.jsonl
      detail.state: `"running"` is not `"terminated"`
        wants "state": ["terminated"]
                        ^^^^^^^^^^^^ pattern.json:4:15
        has   …2:instance/i-abcd1111"],"detail":{"instance-id":"i-abcd1111","state":"running"}}
                                                                                    ^^^^^^^^^ events.jsonl:1:326

    2 events: 1 match, 1 does not; 1 record could not be answered
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> events.jsonl:2:338
      |
    2 | s:ec2:us-east-1:123456789012:instance/i-abcd1111"],"detail":{"instance-id":"i-abcd1111","state":"terminated"
      |                                                             - opened here                                   ^ the text ends here
      |
      = help: close it with `}`
    "#);
}

#[test]
fn every_shape_gives_the_same_answers() {
    let host = || Pretend::default().file("pattern.json", r#"{"detail":{"state":["terminated"]}}"#);
    for name in [
        "array.json",
        "lines.jsonl",
        "lines.jsonl.gz",
        "firehose.json",
        "entries.json",
        "entries-array.json",
        "sqs-messages.json",
        "lambda-records.json",
        "log-events.json",
    ] {
        let host = host().file(name, fixture(name));
        let ended = host.run(&[&TEST[..], &["--format", "jsonl", name]].concat());
        let answers: Vec<(bool, String)> = ended
            .stdout
            .lines()
            .map(|line| {
                let result: serde_json::Value = serde_json::from_str(line).unwrap();
                let state = result["explanation"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|field| field["path"] == "detail.state")
                    .unwrap()["actual"]
                    .clone();
                (result["match"].as_bool().unwrap(), state.to_string())
            })
            .collect();
        assert_eq!(
            answers,
            [
                (false, "\"running\"".to_owned()),
                (true, "\"terminated\"".to_owned())
            ],
            "{name}: {}",
            ended.stderr
        );
        assert_eq!(ended.exit, Exit::Negative, "{name}");
    }
    for name in ["delivered.json", "entry.json", "sqs-message.json"] {
        let ended = host()
            .file(name, fixture(name))
            .run(&[&TEST[..], &[name]].concat());
        assert_eq!(ended.exit, Exit::Success, "{name}: {}", ended.stderr);
    }
}

#[test]
fn with_shape_event_a_wrapper_is_the_event() {
    let wrapper = r#"{"Records":[{"body":"{}"}]}"#;
    let pattern = r#"{"Records":{"body":["{}"]}}"#;
    for (shape, exit) in [("event", Exit::Success), ("auto", Exit::Negative)] {
        let ended = Pretend::default().run(&[
            "test-pattern",
            "--pattern",
            pattern,
            "--shape",
            shape,
            wrapper,
        ]);
        assert_eq!(
            ended.exit, exit,
            "{shape}: {}{}",
            ended.stdout, ended.stderr
        );
    }
}

#[test]
fn an_input_that_cannot_be_read_does_not_stop_the_others() {
    let host = host().file("event.json", terminated());
    insta::assert_snapshot!(test(&host, &["nowhere.json", "event.json"]), @"
    exit: Failure
    --- stdout
    1 event matches; 1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `nowhere.json`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
}

#[test]
fn an_input_without_events_is_no_success() {
    insta::assert_snapshot!(test(&host().stdin("\n"), &[]), @"
    exit: Failure
    --- stderr
    error[event/none]: there is no event in the input
     |
     = help: give events as arguments or on standard input
    ");
    insta::assert_snapshot!(test(&host().stdin("{\"Messages\":[]}"), &[]), @"
    exit: Failure
    --- stderr
    error[event/none]: the list in the input is empty: there is no event in it
     |
     = help: a poll that receives nothing prints such a list: poll again, or give another input
    ");
    for format in ["json", "jsonl"] {
        let ended = host()
            .stdin("{\"Messages\":[]}")
            .run(&[&TEST[..], &["--format", format]].concat());
        assert_eq!(ended.exit, Exit::Failure);
        assert!(ended.stdout.contains("event/none"), "{}", ended.stdout);
    }
}

#[test]
fn standard_input_is_read_once() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "-"]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: without an EVENT the events are read from there: name their files, or the file of the pattern
    ");
}

#[test]
fn an_event_that_is_no_object_is_refused_as_aws_refuses_it() {
    insta::assert_snapshot!(test(&host().stdin("[5]"), &[]), @r#"
    exit: Failure
    --- stdout
    1 record could not be answered
    --- stderr
    error[event/not-an-object]: an event is a JSON object, not a number
     --> <stdin>:1:2
      |
    1 | [5]
      |  ^ AWS answers `Parameter Event is not valid.`
      |
      = help: give what targets get: `{"source": …, "detail-type": …, "detail": {…}}`
    "#);
}

#[test]
fn a_message_without_an_event_is_told_and_passed() {
    let queue = r#"{"Messages":[{"Body":"hello"},{"Body":"{\"source\":\"aws.ec2\",\"detail\":{\"state\":\"terminated\"}}"}]}"#;
    insta::assert_snapshot!(test(&host().stdin(queue), &[]), @r#"
    exit: Failure
    --- stdout
    1 event matches; 1 record could not be answered
    note: AWS refuses 1 event for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/message-not-json]: the text in `Body` is not JSON: unknown word `hello`
     --> <stdin>:1:22
      |
    1 | {"Messages":[{"Body":"hello"},{"Body":"{\"source\":\"aws.ec2\",\"detail\":{\"state\":\"terminated\"}}"}]}
      |                      ^^^^^^^ the event should be here
      |
      = help: with `--shape event` every JSON value is the event itself
    "#);
}

#[test]
fn an_entry_that_put_events_refuses_is_no_event() {
    let entry = r#"{"Source":"aws.ec2","DetailType":"T","Detail":"{}"}"#;
    insta::assert_snapshot!(test(&host().stdin(entry), &[]), @r#"
    exit: Failure
    --- stdout
    1 record could not be answered
    --- stderr
    error[event/entry-refused]: `PutEvents` answers `NotAuthorizedForSourceException`
     --> <stdin>:1:1
      |
    1 | {"Source":"aws.ec2","DetailType":"T","Detail":"{}"}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Not authorized for the source.
      |
      = help: give an event of AWS as it is delivered, not as an entry
    note[event/taken-for-entry]: the object is taken for an entry of `PutEvents`, because it has `Source`
     --> <stdin>:1:2
      |
    1 | {"Source":"aws.ec2","DetailType":"T","Detail":"{}"}
      |  ^^^^^^^^ only entries have this
      |
      = help: with `--shape event` every JSON value is the event itself
    "#);
}

#[test]
fn every_entry_gets_the_id_that_put_events_gives_it() {
    let entry =
        |source: &str| format!(r#"{{"Source":"{source}","DetailType":"d","Detail":"{{}}"}}"#);
    let request = format!("[{},{}]", entry("a"), entry("b"));
    let host = Pretend::default()
        .file("entries.json", &*request)
        .file("more.jsonl", format!("{}\n{}\n", entry("c"), entry("d")))
        .file(
            "all.json",
            format!(
                "[{},{},{},{}]",
                entry("a"),
                entry("b"),
                entry("c"),
                entry("d")
            ),
        );
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_str(&host.run(arguments).stdout).unwrap()
    };
    let ids = |rows: &serde_json::Value, path: &str| -> Vec<String> {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row.pointer(path).unwrap().as_str().unwrap().to_owned())
            .collect()
    };
    let put = json(&["put-events", "all.json", "--format", "json"]);
    let expected = ids(&put["events"], "/id");
    let tested = json(&[
        "test-pattern",
        "--pattern",
        r#"{"source":["a"]}"#,
        "entries.json",
        "more.jsonl",
        "--format",
        "json",
    ]);
    assert_eq!(ids(&tested["results"], "/event/id"), expected);
    let routed = json(&[
        "route",
        "--rules",
        r#"{"name":"r","pattern":{"source":["a"]}}"#,
        "entries.json",
        "more.jsonl",
        "--format",
        "json",
    ]);
    assert_eq!(ids(&routed["results"], "/event/id"), expected);
}

#[test]
fn a_pattern_in_the_place_of_the_event_is_told() {
    insta::assert_snapshot!(
        Pretend::default().evb(&[
            "test-pattern",
            "-p",
            r#"{"source":["a"]}"#,
            r#"{"source":["a"],"detail":{"x":[{"prefix":"b"}]}}"#,
        ]),
        @r#"
    exit: Success
    --- stdout
    match <event>: source is "a"
      note: the event is written as a pattern: its `source` is a list
        help: give a pattern with `--pattern`, and an event behind it; `evb sample PATTERN` makes one that matches
    "#
    );
}

#[test]
fn what_anything_but_does_to_cases_and_missing_fields_is_told() {
    let asked = |pattern: &str, event: &str, expected: &str| {
        Pretend::default().evb(&["test-pattern", "-p", pattern, "--expect", expected, event])
    };
    let other_than = r#"{"env":[{"anything-but":["test","prod"]}]}"#;
    insta::assert_snapshot!(asked(other_than, r#"{"env":"PROD"}"#, "no-match"), @r#"
    exit: Negative
    --- stdout
    match <event>, though none is expected: env is "PROD" by {"anything-but":["test","prod"]}
      note: env: `"PROD"` differs from `"prod"` in case only: `{"anything-but": {"equals-ignore-case": "prod"}}` excludes it in any case
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "#);
    insta::assert_snapshot!(asked(other_than, r#"{"env":"PROD"}"#, "match"), @r#"
    exit: Success
    --- stdout
    match <event>: env is "PROD" by {"anything-but":["test","prod"]}
      note: env: `"PROD"` differs from `"prod"` in case only: `{"anything-but": {"equals-ignore-case": "prod"}}` excludes it in any case
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "#);
    insta::assert_snapshot!(asked(other_than, r#"{"a":1}"#, "match"), @r#"
    exit: Negative
    --- stdout
    no match <event>
      env: the event has no `env`
        wants {"env":[{"anything-but":["test","prod"]}]}
               ^^^^^ <pattern>:1:2
        help: `anything-but` wants a value: if the field may be missing, add `{"exists": false}` to the list
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "#);
    insta::assert_snapshot!(asked(r#"{"a":[{"exists":true}]}"#, r#"{"a":[]}"#, "match"), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: the value is an empty array, which counts as no value
        wants {"a":[{"exists":true}]}
               ^^^ <pattern>:1:2
        has   {"a":[]}
                   ^^ <event>:1:6
        help: leave the field out of the pattern if it may be empty
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "#);
    // Nothing is told of what differs in more.
    assert!(!asked(other_than, r#"{"env":"PRODUCTION"}"#, "match").contains("case"));
}

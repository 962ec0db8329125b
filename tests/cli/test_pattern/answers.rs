//! What is said of a match and of a miss.

use evb::commands::Exit;

use super::{TEST, delivered, host, terminated, test};
use crate::support::Pretend;

#[test]
fn a_match_says_in_one_line_what_matched() {
    let host = host().file("event.json", terminated());
    insta::assert_snapshot!(test(&host, &["event.json"]), @r#"
    exit: Success
    --- stdout
    match event.json: detail.state is "terminated", source is "aws.ec2"
    "#);
}

#[test]
fn a_miss_names_each_field_that_decided_nearest_first() {
    let host = host().file(
        "event.json",
        "{\n  \"source\": \"aws.s3\",\n  \"detail\": {\n    \"state\": \"Terminated\"\n  }\n}\n",
    );
    insta::assert_snapshot!(test(&host, &["event.json"]), @r#"
    exit: Negative
    --- stdout
    no match event.json
      detail.state: `"Terminated"` differs from `"terminated"` only in case
        wants "state": ["terminated"]
                        ^^^^^^^^^^^^ pattern.json:4:15
        has   "state": "Terminated"
                       ^^^^^^^^^^^^ event.json:4:14
        help: write `{"equals-ignore-case": "terminated"}`
      source: `"aws.s3"` is not `"aws.ec2"`
        wants "source": ["aws.ec2"],
                         ^^^^^^^^^ pattern.json:2:14
        has   "source": "aws.s3",
                        ^^^^^^^^ event.json:2:13
      note: AWS refuses an event without `id`, `account`, `time`, `region`, `detail-type`
    "#);
}

#[test]
fn a_miss_shows_what_each_alternative_of_an_or_wants() {
    let pattern = r#"{"source": ["aws.ec2"], "detail": {"$or": [{"state": ["stopped"]}, {"code": [{"numeric": [">", 5]}]}]}}"#;
    let host = Pretend::default().file("event.json", delivered(r#"{"state":"stoped","code":"7"}"#));
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", pattern, "event.json"]), @r#"
    exit: Negative
    --- stdout
    no match event.json
      with alternative 2 of 2 of the `$or` in `detail`:
        detail.code: `"7"` is a string, and `numeric` compares numbers only
          wants … "detail": {"$or": [{"state": ["stopped"]}, {"code": [{"numeric": [">", 5]}]}]}}
                                                                       ^^^^^^^^^^^^^^^^^^^^^ <pattern>:1:78
          has   …0T10:00:00Z","region":"r","resources":[],"detail":{"state":"stoped","code":"7"}}
                                                                                            ^^^ event.json:1:168
          help: many sources, DynamoDB among them, write numbers as texts: send a number, or, for this text alone, write `"7"`
      with alternative 1 of 2 of the `$or` in `detail`:
        detail.state: `"stoped"` differs from `"stopped"` in one character
          wants …2"], "detail": {"$or": [{"state": ["stopped"]}, {"code": [{"numeric": [">", 5]}]…
                                                    ^^^^^^^^^ <pattern>:1:55
          has   …0T10:00:00Z","region":"r","resources":[],"detail":{"state":"stoped","code":"7"}}
                                                                            ^^^^^^^^ event.json:1:152
          help: if that is what the event should have, write `"stoped"`
    "#);
}

#[test]
fn several_events_are_summed_up_and_only_the_unexpected_is_shown() {
    let lines = [terminated(), delivered("{}"), terminated()].join("\n");
    insta::assert_snapshot!(test(&host().file("events.jsonl", lines), &["events.jsonl"]), @r#"
    exit: Negative
    --- stdout
    no match events.jsonl:2
      detail.state: `detail` has no `state`
        wants "state": ["terminated"]
              ^^^^^^^ pattern.json:4:5
        see   …ount":"1","time":"2026-11-20T10:00:00Z","region":"r","resources":[],"detail":{}}
                                                                                   ^^^^^^^^ events.jsonl:2:134

    3 events: 2 match, 1 does not
    "#);
}

#[test]
fn several_events_that_do_as_expected_are_one_line() {
    let host = host()
        .file("a.json", terminated())
        .file("b.json", terminated());
    insta::assert_snapshot!(test(&host, &["a.json", "b.json"]), @"
    exit: Success
    --- stdout
    2 events match
    ");
}

#[test]
fn a_miss_can_be_what_is_expected() {
    let host = host().file("event.json", delivered(r#"{"state":"running"}"#));
    insta::assert_snapshot!(test(&host, &["--expect", "no-match", "event.json"]), @r#"
    exit: Success
    --- stdout
    no match event.json, as expected: detail.state: `"running"` is not `"terminated"`
    "#);
}

#[test]
fn a_match_can_be_what_is_not_expected() {
    let host = host().file("event.json", terminated());
    insta::assert_snapshot!(test(&host, &["--expect", "no-match", "event.json"]), @r#"
    exit: Negative
    --- stdout
    match event.json, though none is expected: detail.state is "terminated", source is "aws.ec2"
    "#);
}

#[test]
fn many_misses_are_counted_after_the_first_twenty() {
    let lines = vec![delivered("{}"); 1234].join("\n");
    let ended = host().stdin(lines).run(&TEST);
    assert_eq!(ended.exit, Exit::Negative);
    assert_eq!(ended.stdout.matches("no match <stdin>").count(), 20);
    let end: Vec<&str> = ended.stdout.lines().rev().take(2).collect();
    insta::assert_snapshot!(end.join("\n"), @"
    1,234 events do not match
    1,214 more are not shown; `--format jsonl` explains every one
    ");
}

#[test]
fn where_the_engine_is_known_to_be_wrong_so_is_the_answer_with_a_note() {
    let pattern = r#"{"$or": [{"a": ["x"]}, {"a": ["x", "y"]}]}"#;
    let run = |more: &[&str]| {
        let arguments = [
            &["test-pattern", "--pattern", pattern, r#"{"a": "y"}"#],
            more,
        ]
        .concat();
        Pretend::default().evb(&arguments)
    };
    insta::assert_snapshot!(run(&[]), @r#"
    exit: Negative
    --- stdout
    no match <event>, against what the pattern says: with alternative 2 of 2 of the `$or`, a is "y"
      note: the engine of EventBridge drops a combination of `$or` alternatives that has the same fields as an earlier one and shares a value with it in each of them
        help: merge the alternatives into one value list, or let them share no value in at least one field
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "#);
    insta::assert_snapshot!(run(&["--format", "jsonl"]), @r##"
    exit: Negative
    --- stdout
    {"event":{"source":"<event>","index":0,"line":1},"match":false,"explanation":[{"path":"a","wanted":"y","actual":"y","reason":"`\"y\"` is `\"y\"`, but the engine of EventBridge drops a combination of `$or` alternatives that has the same fields as an earlier one and shares a value with it in each of them","hint":"merge the alternatives into one value list, or let them share no value in at least one field","pattern_span":{"line":1,"column":36,"end_line":1,"end_column":39},"event_span":{"line":1,"column":7,"end_line":1,"end_column":10},"kind":"engine-defect","or":[{"parent":"","alternative":1,"of":2}]}],"notes":[{"code":"engine-defect","message":"the engine of EventBridge drops a combination of `$or` alternatives that has the same fields as an earlier one and shares a value with it in each of them","help":"merge the alternatives into one value list, or let them share no value in at least one field"},{"code":"event/missing-field","message":"AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`"}]}
    "##);
    assert!(run(&["--logical"]).starts_with("exit: Success"));
    let misread = r#"{"b": [1], "a": [{"wildcard": "*9"}, {"equals-ignore-case": "a"}]}"#;
    let event = r#"{"a": "zzz", "b": 1}"#;
    insta::assert_snapshot!(Pretend::default().evb(&["test-pattern", "--pattern", misread, event]), @r##"
    exit: Success
    --- stdout
    match <event>: a is "zzz" where [{"wildcard":"*9"},{"equals-ignore-case":"a"}] is wanted
      note: the engine of EventBridge confuses a letter of this comparison with the star of a `wildcard` before it, and takes any text in its place
        help: put this comparison before the `wildcard`
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    "##);
}

#[test]
fn colours_are_there_when_they_are_asked_for() {
    let host = host().file("event.json", terminated());
    let colored = test(&host, &["--color", "always", "event.json"]);
    assert!(
        colored.contains("\u{1b}[1;32mmatch\u{1b}[0m"),
        "{colored:?}"
    );
}

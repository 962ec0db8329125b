//! `evb test-pattern PATTERN EVENT…`, without a flag.

use evb::commands::Exit;

use crate::support::Pretend;

const EVENT: &str = r#"{"id":"1","account":"123456789012","source":"shop","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail-type":"t","detail":{"state":"new"}}"#;

fn host() -> Pretend {
    Pretend::default()
        .file(
            "p.json",
            r#"{"source":["shop"],"detail":{"state":["new"]}}"#,
        )
        .file(
            "rule.json",
            r#"{"Name":"r","State":"ENABLED","EventPattern":"{\"source\":[\"shop\"]}"}"#,
        )
        .file("slip.json", r#"{"source":"shop"}"#)
        .file("broken.json", r#"{"source":["shop"]"#)
        .file("list.json", r#"{"items":[1]}"#)
        .file("e.json", EVENT)
        .file("many.jsonl", format!("{EVENT}\n{EVENT}\n"))
        .stdin(EVENT)
}

#[test]
fn what_can_only_be_a_pattern_needs_no_flag() {
    for arguments in [
        &["p.json", "e.json"][..],
        &["p.json", "many.jsonl", EVENT],
        &[r#"{"source":["shop"]}"#, EVENT],
        &["rule.json", "e.json"],
        &["rule.json#r", "e.json"],
        // Events from standard input, and the pattern from there.
        &["p.json"],
        &["p.json", "-"],
        &["--expect", "match", "p.json", "e.json", "--strict"],
    ] {
        let positional = host().run(&[&["test-pattern"], arguments].concat());
        assert_eq!(
            positional.exit,
            Exit::Success,
            "{arguments:?}: {}",
            positional.stderr
        );
    }
    let flag = host().evb(&["test-pattern", "-p", "p.json", "e.json"]);
    assert_eq!(host().evb(&["test-pattern", "p.json", "e.json"]), flag);
}

#[test]
fn the_pattern_may_come_from_standard_input() {
    let host = host().stdin(r#"{"source":["shop"]}"#);
    let ended = host.run(&["test-pattern", "-", "e.json"]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
}

#[test]
fn what_may_be_an_event_is_never_guessed_to_be_the_pattern() {
    let told = |arguments: &[&str]| {
        let ended = host().run(&[&["test-pattern"], arguments].concat());
        assert_eq!(
            (ended.exit, ended.stdout.as_str()),
            (Exit::Failure, ""),
            "{arguments:?}"
        );
        ended.stderr
    };
    insta::assert_snapshot!(told(&["e.json", "p.json"]), @r"
    error[usage]: the pattern is missing: `e.json` is an event
     |
     = help: put the pattern before the events, or name it with `-p`
    ");
    insta::assert_snapshot!(told(&["slip.json", "e.json"]), @r"
    error[usage]: it is not clear whether `slip.json` is the pattern or an event
     |
     = help: in a pattern every field has a list of values; behind `-p` it is the pattern, and what is wrong with it is told
    ");
    insta::assert_snapshot!(told(&["p.json", "list.json"]), @r"
    error[usage]: it is not clear which is the pattern: `p.json` and `list.json` can both be one
     |
     = help: name the pattern with `-p`; what stands without a flag is then an event
    ");
    for first in ["broken.json", "{}", "many.jsonl", "[1]"] {
        let told = told(&[first, "e.json"]);
        assert!(
            told.starts_with("error[usage]: it is not clear whether"),
            "{first}: {told}"
        );
    }
    assert!(told(&["missing.json", "e.json"]).starts_with("error[input/unreadable]"));
}

#[test]
fn with_the_flag_every_argument_is_an_event() {
    let ended = host().run(&[
        "test-pattern",
        "-p",
        "p.json",
        "list.json",
        "--shape",
        "event",
    ]);
    assert_eq!(ended.exit, Exit::Negative, "{}", ended.stderr);
}

//! What one command answers is not taken for events by another.

use evb::commands::Exit;

use crate::support::Pretend;

const PATTERN: &str = r#"{"source":["orders"]}"#;
const RULE: &str = r#"{"name":"r","pattern":{"source":["orders"]}}"#;

fn host() -> Pretend {
    Pretend::default()
        .file(
            "pipe.json",
            include_bytes!("../../../fixtures/pipes/sqs.pipe.json").to_vec(),
        )
        .file(
            "records.jsonl",
            include_bytes!("../../../fixtures/pipes/sqs.records.jsonl").to_vec(),
        )
        .file(
            "events.jsonl",
            "{\"source\":\"orders\"}\n{\"source\":\"bills\"}\nnonsense\n",
        )
        .file("entries.json", r#"[{"Source":"s"}]"#)
}

/// What each command writes, and how it is named.
fn answers() -> Vec<(Vec<&'static str>, &'static str)> {
    let pipe = vec!["pipe", "--pipe", "pipe.json", "--records", "records.jsonl"];
    let route = vec!["route", "--rules", RULE, "events.jsonl"];
    let test = vec!["test-pattern", "--pattern", PATTERN, "events.jsonl"];
    let transform = vec!["transform", "--input-path", "$.source", "events.jsonl"];
    let count = [&route[..], &["--count"]].concat();
    let fires = vec![
        "next-fires",
        "rate(1 hour)",
        "--created",
        "2026-11-20T10:00:00Z",
    ];
    vec![
        (pipe, "`evb pipe --format jsonl` wrote this"),
        (route, "`evb route --format jsonl` wrote this"),
        (count, "`evb route --count --format jsonl` wrote this"),
        (test, "`evb test-pattern --format jsonl` wrote this"),
        (transform, "`evb transform --format jsonl` wrote this"),
        (fires, "`evb next-fires --format jsonl` wrote this"),
        (
            vec!["put-events", "entries.json"],
            "`evb --format jsonl` wrote this",
        ),
    ]
}

#[test]
fn every_line_that_a_command_answers_is_named_and_taken_for_no_event() {
    for (command, name) in answers() {
        for form in ["jsonl", "json"] {
            let written = host()
                .run(&[&command[..], &["--format", form]].concat())
                .stdout;
            assert_ne!(written, "", "{command:?}");
            let lines = if form == "json" {
                1
            } else {
                written.lines().count()
            };
            for asked in [
                vec!["route", "--rules", RULE],
                vec!["test-pattern", "--pattern", PATTERN],
                vec!["test-pattern", "--for", "pipe", "--pattern", PATTERN],
                vec!["transform", "--input-path", "$.source"],
            ] {
                let ended = host().stdin(&*written).run(&asked);
                let told = ended.stderr.matches("error[event/own-output]").count();
                assert_eq!(
                    (ended.exit, told),
                    (Exit::Failure, lines),
                    "{command:?} {form} {asked:?} {}",
                    ended.stderr
                );
                assert!(
                    form == "json" || ended.stderr.contains(name),
                    "{}",
                    ended.stderr
                );
            }
        }
    }
    let line = r#"{"record":{"index":0,"line":1,"fate":"filtered"}}"#;
    insta::assert_snapshot!(host().stdin(line).evb(&["route", "--rules", RULE]), @r#"
    exit: Failure
    --- stdout
    0 events: 0 match a rule, 0 match none; 1 record could not be read
    --- stderr
    error[event/own-output]: `evb pipe --format jsonl` wrote this: it is no event
     --> <stdin>:1:2
      |
    1 | {"record":{"index":0,"line":1,"fate":"filtered"}}
      |  ^^^^^^^^ an answer of evb
      |
      = help: give this command what was given to that one, not what it answered
    "#);
    // Who says that every value is an event is believed.
    let ended = host()
        .stdin(line)
        .run(&["route", "--rules", RULE, "--shape", "event"]);
    assert_eq!(ended.exit, Exit::Success);
}

#[test]
fn events_that_only_look_like_answers_are_events() {
    for event in [
        r#"{"event":{"source":"x"},"rules":[]}"#,
        r#"{"record":{"index":1}}"#,
        r#"{"version":1,"error":"e","source":"orders"}"#,
        r#"{"version":"1","results":[]}"#,
        r#"{"name":"n","at":"t"}"#,
    ] {
        let ended = host().stdin(event).run(&["route", "--rules", RULE]);
        assert_eq!(ended.exit, Exit::Success, "{event} {}", ended.stderr);
    }
}

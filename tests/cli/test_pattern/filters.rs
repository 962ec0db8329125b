//! Patterns that filter the records of a pipe.

use evb::commands::Exit;

use crate::support::Pretend;

#[test]
fn the_records_of_a_pipe_are_the_events() {
    let records = r#"[{"messageId":"1","body":"text"}]"#;
    let ended = Pretend::default().run(&[
        "test-pattern",
        "--for",
        "pipe",
        "--pattern",
        r#"{"body":["text"]}"#,
        records,
    ]);
    assert_eq!(
        ended.exit,
        Exit::Success,
        "{}{}",
        ended.stdout,
        ended.stderr
    );
}

#[test]
fn an_operator_that_pipes_do_not_have_is_refused_for_pipes_only() {
    let pattern = r#"{"a":[{"wildcard":"x*"}]}"#;
    let run = |place| {
        Pretend::default().evb(&[
            "test-pattern",
            "--pattern",
            pattern,
            "--for",
            place,
            r#"{"a":"xy"}"#,
        ])
    };
    assert!(run("bus").starts_with("exit: Success"), "{}", run("bus"));
    insta::assert_snapshot!(run("pipe"), @r#"
    exit: Failure
    --- stderr
    error[pattern/unsupported-operator]: filters of a pipe do not support `wildcard`
     --> <pattern>:1:8
      |
    1 | {"a":[{"wildcard":"x*"}]}
      |        ^^^^^^^^^^ not supported here
      |
      = help: use `prefix` or `suffix`
    "#);
}

#[test]
fn records_are_not_told_to_lack_the_fields_of_events() {
    let record = r#"{"messageId":"m","body":"x","eventSource":"aws:sqs"}"#;
    let pattern = r#"{"messageId":["m"]}"#;
    for place in ["pipe", "lambda"] {
        let ended = Pretend::default().run(&[
            "test-pattern",
            "--strict",
            "--for",
            place,
            "--pattern",
            pattern,
            record,
        ]);
        assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
        assert!(!ended.stdout.contains("AWS refuses"), "{}", ended.stdout);
    }
}

#[test]
fn filters_are_told_where_the_spelling_of_a_number_decides() {
    let ask = |dialect: &str, format: &str| {
        Pretend::default().evb(&[
            "test-pattern",
            "--pattern",
            r#"{"a":[300]}"#,
            r#"{"a":300.0}"#,
            "--for",
            dialect,
            "--format",
            format,
        ])
    };
    insta::assert_snapshot!(ask("lambda", "human"), @"
    exit: Success
    --- stdout
    match <event>: a is 300.0
      note: the answer rests on comparing numbers by value, as a bus does; AWS documents for Lambda that filters compare them as they are written, so that 300 is not 300.0
        help: which of the two holds is not known: list every spelling that occurs
    ");
    insta::assert_snapshot!(ask("pipe", "jsonl"), @r#"
    exit: Success
    --- stdout
    {"event":{"source":"<event>","index":0,"line":1},"match":true,"explanation":[{"path":"a","wanted":300,"actual":300.0,"reason":"`300.0` is `300`","hint":null,"pattern_span":{"line":1,"column":7,"end_line":1,"end_column":10},"event_span":{"line":1,"column":6,"end_line":1,"end_column":11},"kind":"satisfied"}],"notes":[{"code":"pattern/number-spelling","unsettled":true,"message":"the answer rests on comparing numbers by value, as a bus does; AWS documents for Lambda that filters compare them as they are written, so that 300 is not 300.0","help":"which of the two holds is not known: list every spelling that occurs"}]}
    "#);
}

//! `--quiet`: the exit code is the answer.

use evb::commands::Exit;

use crate::support::Pretend;

fn host() -> Pretend {
    Pretend::default()
        .file("p.json", r#"{"a":["x"]}"#)
        .file("two.jsonl", "{\"a\":\"x\"}\n{\"a\":\"y\"}\n")
}

/// Nothing is told, and the run ends so.
fn silent(exit: Exit, arguments: &[&str]) {
    let ended = host().run(arguments);
    assert_eq!(ended.exit, exit, "{arguments:?}: {}", ended.stderr);
    assert_eq!(
        (ended.stdout.as_str(), ended.stderr.as_str()),
        ("", ""),
        "{arguments:?}"
    );
}

#[test]
fn a_quiet_run_answers_with_its_exit_code_alone() {
    silent(
        Exit::Success,
        &["-q", "test-pattern", "-p", "p.json", r#"{"a":"x"}"#],
    );
    silent(
        Exit::Negative,
        &["test-pattern", "-q", "-p", "p.json", "two.jsonl"],
    );
    silent(
        Exit::Negative,
        &[
            "route",
            "-q",
            "-r",
            "p.json",
            "--fail-unmatched",
            "two.jsonl",
        ],
    );
    silent(Exit::Success, &["next-fires", "-q", "rate(5 minutes)"]);
    silent(Exit::Negative, &["simulate-retries", "--quiet"]);
    silent(
        Exit::Negative,
        &[
            "transform",
            "-q",
            "--input-template",
            r#"{"d": "<b>"}"#,
            "--input-paths-map",
            r#"{"b":"$"}"#,
            "two.jsonl",
        ],
    );
    silent(
        Exit::Success,
        &[
            "put-events",
            "-q",
            r#"[{"Source":"a","DetailType":"b","Detail":"{}"}]"#,
        ],
    );
    silent(
        Exit::Negative,
        &[
            "put-events",
            "-q",
            r#"[{"Source":"a"}]"#,
            "--format",
            "jsonl",
        ],
    );
}

#[test]
fn a_quiet_run_tells_errors() {
    let ended = host().run(&[
        "-q",
        "test-pattern",
        "-p",
        r#"{"a":"x"}"#,
        "{}",
        "--format",
        "json",
    ]);
    assert_eq!(ended.exit, Exit::Failure);
    assert_eq!(ended.stdout, "");
    assert!(
        ended.stderr.starts_with("error[pattern/bare-value]"),
        "{}",
        ended.stderr
    );
    let ended = host().run(&["route", "-q", "-r", "p.json", "missing.jsonl"]);
    assert_eq!(ended.exit, Exit::Failure);
    assert!(
        ended.stderr.starts_with("error[input/unreadable]"),
        "{}",
        ended.stderr
    );
}

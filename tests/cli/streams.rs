//! Answers come as soon as they are known: whoever writes the input may wait for them. These run the real program.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long an answer may take on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks one line after the other, each only when the one before it is answered.
fn converse(arguments: &[&str], lines: [&str; 2]) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_evb"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = process.stdin.take().unwrap();
    let stdout = BufReader::new(process.stdout.take().unwrap());
    let (sender, answers) = mpsc::channel();
    let reader = thread::spawn(move || {
        for answer in stdout.lines() {
            if sender.send(answer.unwrap()).is_err() {
                break;
            }
        }
    });
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
        let answer = answers.recv_timeout(PATIENCE);
        assert!(answer.is_ok(), "{arguments:?}: no answer to {line}");
    }
    drop(stdin);
    process.wait().unwrap();
    reader.join().unwrap();
}

/// Two events that stand whole on their lines.
const EVENTS: [&str; 2] = [
    r#"{"id":"1","detail-type":"T","detail":{"a":1}}"#,
    r#"{"id":"2","detail-type":"T","detail":{"a":2}}"#,
];

const PATTERN: &str = r#"{"detail":{"a":[1]}}"#;

#[test]
fn test_pattern_answers_before_the_next_event_comes() {
    converse(
        &["test-pattern", "--pattern", PATTERN, "--format", "jsonl"],
        EVENTS,
    );
}

#[test]
fn route_answers_before_the_next_event_comes() {
    converse(&["route", "--rules", PATTERN, "--format", "jsonl"], EVENTS);
}

#[test]
fn requests_are_answered_before_the_next_one_comes() {
    let request = r#"{"EventPattern":"{\"a\":[1]}","Event":"{}"}"#;
    converse(&["test-pattern", "--requests", "-"], [request; 2]);
}

//! What does not grow with the input, and how a run ends that finds much, nothing, or nobody who listens.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use evb::commands::Exit;

use crate::support::Pretend;

const PATTERN: &str = r#"{"source":["orders"]}"#;
const RULE: &str = r#"{"name":"r","pattern":{"source":["orders"]}}"#;

/// Every command that takes events or records.
fn commands() -> [Vec<&'static str>; 4] {
    [
        vec!["test-pattern", "--pattern", PATTERN],
        vec!["route", "--rules", RULE, "--fail-unmatched"],
        vec!["transform", "--input-path", "$.source"],
        vec!["pipe", "--pipe", "pipe.json", "--records"],
    ]
}

fn host() -> Pretend {
    let pipe = include_bytes!("../../fixtures/pipes/sqs.pipe.json").to_vec();
    Pretend::default()
        .file("pipe.json", pipe)
        .file("empty", "")
        .file("broken.jsonl", "nonsense\n".repeat(8_000))
}

#[test]
fn the_first_hundred_findings_are_drawn_and_the_others_counted() {
    for command in commands() {
        let ended = host().run(&[&command[..], &["broken.jsonl"]].concat());
        assert_eq!(ended.exit, Exit::Failure);
        let count = |severity: &str| ended.stderr.matches(severity).count();
        // What holds of every template is told behind them.
        let notes = count("note[") - count("note[transform/not-settled]");
        assert_eq!(count("error[") + notes, 100, "{command:?}");
        // So is on what a run of a pipe rests.
        let left = notes + usize::from(command.first() == Some(&"pipe"));
        let end = format!("… and 7,9{left:02} more\n");
        assert!(ended.stderr.ends_with(&end), "{command:?}");
    }
    let expressions = vec!["nonsense"; 150];
    let fires = [&["next-fires", "--format", "json"], &expressions[..]].concat();
    let ended = Pretend::default().run(&fires);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["error"]["diagnostics_left_out"], 50);
    assert!(
        ended.stderr.ends_with("… and 50 more\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_document_keeps_a_hundred_findings_and_counts_the_others() {
    for command in commands() {
        let ended = host().run(&[&command[..], &["broken.jsonl", "--format", "json"]].concat());
        let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        let error = &document["error"];
        assert_eq!(
            error["diagnostics"].as_array().unwrap().len(),
            100,
            "{command:?}"
        );
        assert_eq!(error["diagnostics_left_out"], 7_900, "{command:?}");
        assert!(ended.stdout.len() < 100_000, "{command:?}");
    }
}

#[test]
fn every_command_writes_the_same_line_for_a_broken_record() {
    let mut lines = Vec::new();
    for command in commands() {
        let host = host().file("one.jsonl", "\nnonsense\n");
        let ended = host.run(&[&command[..], &["one.jsonl", "--format", "jsonl"]].concat());
        let mut told = ended.stdout.lines();
        let error = told.find(|line| line.contains(r#""error":"#)).unwrap();
        let mut line: serde_json::Value = serde_json::from_str(error).unwrap();
        assert_eq!(
            line["event"],
            serde_json::json!({"source":"one.jsonl","index":0,"line":2})
        );
        assert_eq!(line["error"]["diagnostics"][0]["code"], "json/unknown-word");
        // A pipe says in the text which record it is, and TestEventPattern has words of its own.
        line["error"] = serde_json::Value::Null;
        lines.push(line);
    }
    assert!(lines.windows(2).all(|pair| pair[0] == pair[1]), "{lines:?}");
}

#[test]
fn no_record_at_all_is_no_answer() {
    for command in commands() {
        for format in ["human", "json", "jsonl"] {
            let ended = host().run(&[&command[..], &["empty", "--format", format]].concat());
            assert_eq!(ended.exit, Exit::Failure, "{command:?} {format}");
            assert!(
                ended.stderr.contains("error[event/none]"),
                "{}",
                ended.stderr
            );
            let is_told = ended.stdout.contains(r#""code":"event/none""#);
            assert_eq!(is_told, format != "human", "{command:?} {format}");
        }
    }
}

/// Who reads only the first line gets the answer that is known by then.
#[test]
fn a_closed_pipe_ends_with_the_answer_known_by_then() {
    let exit = |arguments: &[&str], source: &str| {
        let mut process = Command::new(env!("CARGO_BIN_EXE_evb"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = process.stdin.take().unwrap();
        let mut stdout = process.stdout.take().unwrap();
        let event = format!(r#"{{"detail-type":"T","source":"{source}","detail":{{}}}}"#);
        writeln!(stdin, "{event}").unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        drop(stdout);
        // The next answer meets a closed pipe, and then nobody reads the events either.
        for _ in 0..2_000 {
            if writeln!(stdin, "{event}").is_err() {
                break;
            }
        }
        drop(stdin);
        let output = process.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.contains("error"), "{told}");
        output.status.code()
    };
    let route = ["route", "--rules", RULE, "--format", "jsonl"];
    let strict = [&route[..], &["--fail-unmatched"]].concat();
    assert_eq!(exit(&route, "bills"), Some(0));
    assert_eq!(exit(&strict, "bills"), Some(1));
    assert_eq!(exit(&strict, "orders"), Some(0));
    let test = ["test-pattern", "--pattern", PATTERN, "--format", "jsonl"];
    assert_eq!(exit(&test, "orders"), Some(0));
    assert_eq!(exit(&test, "bills"), Some(1));
}

#[test]
fn records_of_open_batches_keep_their_order_in_the_document() {
    let pipe = include_bytes!("../../fixtures/pipes/sqs-fifo.pipe.json").to_vec();
    let mut records = String::new();
    for number in 0..40 {
        // The first group gets one record, and its batch is closed last.
        let group = if number == 0 { "slow" } else { "fast" };
        records.push_str(&format!(
            "{{\"messageId\":\"{number}\",\"body\":\"{{}}\",\"attributes\":{{\"MessageGroupId\":\"{group}\"}}}}\n"
        ));
    }
    let host = Pretend::default()
        .file("pipe.json", pipe)
        .file("r", records);
    let ended = host.run(&[
        "pipe",
        "--pipe",
        "pipe.json",
        "--records",
        "r",
        "--format",
        "json",
    ]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    let records = document["records"].as_array().unwrap();
    let order: Vec<u64> = records
        .iter()
        .filter_map(|one| one["index"].as_u64())
        .collect();
    assert_eq!(order, (0..40).collect::<Vec<_>>());
    let keys: Vec<&str> = ["records", "batches", "diagnostics", "summary"].into();
    let places: Vec<_> = keys
        .iter()
        .map(|key| {
            ended
                .stdout
                .find(&format!("\"{key}\":["))
                .or(ended.stdout.rfind(&format!("\"{key}\":{{")))
        })
        .collect();
    assert!(
        places.is_sorted() && places.iter().all(Option::is_some),
        "{places:?}"
    );
}

//! What bounds a run: inputs that are read whole, records, lines of requests, names, what others answer.

use std::io::Write as _;

use evb::commands::{Exit, ProcessEnd};
use evb::event::{Breakage, Pieces, Shape, Splitter};
use evb::quota::{MAXIMUM_INPUT_BYTES, MAXIMUM_RECORD_BYTES};
use flate2::{Compression, write::GzEncoder};

use crate::support::{Ended, Pretend};

/// So many bytes, compressed: much smaller than what is inside.
fn bomb(byte: u8, length: usize) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    let chunk = vec![byte; 1 << 20];
    for at in (0..length).step_by(chunk.len()) {
        gzip.write_all(&chunk[..chunk.len().min(length - at)])
            .unwrap();
    }
    gzip.finish().unwrap()
}

#[test]
fn what_is_read_whole_is_refused_beyond_its_bound() {
    let host = Pretend::default()
        .file("zeros.gz", bomb(0, MAXIMUM_INPUT_BYTES + 1))
        .stdin("{}");
    for arguments in [
        &["test-pattern", "--pattern", "zeros.gz", "{}"][..],
        &["route", "--rules", "zeros.gz", "{}"],
        &["next-fires", "zeros.gz"],
        &["put-events", "zeros.gz"],
        &["transform", "--target", "zeros.gz", "{}"],
        &["transform", "--input-template", "file://zeros.gz", "{}"],
        &["pipe", "--pipe", "zeros.gz", "--records", "[]"],
    ] {
        let Ended { exit, stderr, .. } = host.run(arguments);
        assert_eq!(exit, Exit::Failure, "{arguments:?}");
        let told = "error[input/too-long]: `zeros.gz` has more than 64 MiB";
        assert!(stderr.starts_with(told), "{arguments:?}: {stderr}");
    }
}

#[test]
fn what_is_as_long_as_it_may_be_is_read() {
    let mut pattern = vec![b' '; MAXIMUM_INPUT_BYTES];
    pattern
        .iter_mut()
        .step_by(1 << 10)
        .for_each(|byte| *byte = b'\n');
    pattern[0] = b'?';
    let host = Pretend::default().file("p.json", pattern);
    let Ended { stderr, .. } = host.run(&["test-pattern", "--pattern", "p.json", "{}"]);
    assert!(stderr.starts_with("error[json/"), "{stderr}");
}

#[test]
fn a_record_is_refused_from_one_byte_too_many_on() {
    for length in [MAXIMUM_RECORD_BYTES, MAXIMUM_RECORD_BYTES + 1] {
        let mut events = vec![b'x'; length];
        events[..6].copy_from_slice(br#"{"a":""#);
        events[length - 2..].copy_from_slice(b"\"}");
        events.extend(b"\n{\"a\":1}\n");
        let mut splitter = Splitter::new(Shape::Event);
        let mut breakages = Vec::new();
        let mut pieces = Pieces::default();
        for chunk in events.chunks(1 << 16) {
            splitter.room()[..chunk.len()].copy_from_slice(chunk);
            splitter.filled(chunk.len());
            while splitter.advance() {
                pieces.push(&splitter);
            }
            pieces.keep(&mut splitter, chunk.len());
            for number in 0..pieces.len() {
                let piece = pieces.get(number).unwrap();
                assert!(piece.bytes.starts_with(br#"{"a":"#), "{length}");
                breakages.push(piece.breakage);
                if piece.breakage.is_some() {
                    // What is passed of it is not kept.
                    assert!(pieces.held_bytes() < 1 << 20);
                }
            }
            pieces.clear();
        }
        let first = (length > MAXIMUM_RECORD_BYTES).then_some(Breakage::TooLong);
        assert_eq!(breakages, [first, None], "{length}");
        assert!(splitter.held_bytes() < MAXIMUM_RECORD_BYTES + (1 << 20));
    }
}

#[test]
fn a_request_is_refused_from_one_byte_too_many_on() {
    let good = r#"{"id":1,"EventPattern":"{\"a\":[1]}","Event":"{\"a\":1}"}"#;
    let mut requests = vec![b' '; MAXIMUM_RECORD_BYTES - good.len() + 1];
    requests.extend(format!("{good}\n{good}\n").bytes());
    let arguments = ["test-pattern", "--lenient-events", "--requests", "-"];
    let run = Pretend::default().stdin(requests).run(&arguments);
    assert_eq!(run.exit, Exit::Failure);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].contains(r#""Message":"line 1: a record is longer than 64 MiB""#));
    assert_eq!(lines[1..], [r#"{"id":1,"Result":true}"#]);
}

#[test]
fn a_name_of_any_length_is_cut_where_something_stands_beside_it() {
    let rule = format!(
        r#"{{"name":"{}","pattern":{{"a":[1]}}}}"#,
        "n".repeat(70_000)
    );
    let host = Pretend::default().file("r.jsonl", rule);
    let run = host.run(&["route", "--rules", "r.jsonl", "--count", r#"{"a":1}"#]);
    assert_eq!(run.exit, Exit::Success);
    assert!(run.stdout.contains("nnn…\n"), "{}", run.stdout);
    assert!(run.stdout.len() < 500);
}

#[test]
fn what_an_enrichment_answers_is_one_line_however_it_is_written() {
    let answer = "[\n  {\n    \"id\": 1.50,\n    \"name\": \"a\\u001b\u{9b}\"\n  }\n]\n";
    let host = Pretend::default()
        .file("pipe.json", r#"{"Name":"p","Source":"arn:aws:sqs:us-east-1:123456789012:q","Enrichment":"arn:aws:lambda:us-east-1:123456789012:function:e","Target":"arn:aws:lambda:us-east-1:123456789012:function:f","RoleArn":"arn:aws:iam::123456789012:role/r"}"#)
        .process(
            "jq .",
            ProcessEnd::Exited {
                code: Some(0),
                output: answer.into(),
                errors: String::new(),
            },
        );
    let run = host.run(&[
        "pipe",
        "--pipe",
        "pipe.json",
        "--records",
        r#"[{"messageId":"m","body":"{}","eventSource":"aws:sqs"}]"#,
        "--enrichment-command",
        "jq .",
        "--format",
        "jsonl",
    ]);
    for line in run.stdout.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
    }
    let response = r#""response":[{"id":1.50,"name":"a\u001b\u009b"}]"#;
    assert!(run.stdout.contains(response), "{}", run.stdout);
}

//! Inputs that are broken, cut off or encoded otherwise: what is told, and what is still answered.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use evb::commands::Exit;

use super::{TEST, host, route, test};
use crate::support::Pretend;

/// The beginning of a gzip file of many events, up to this byte.
fn gzip_cut_at(bytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    for number in 0..50_000 {
        writeln!(encoder, "{{\"a\":{number}}}").unwrap();
    }
    let mut whole = encoder.finish().unwrap();
    whole.truncate(bytes);
    whole
}

#[test]
fn utf_16_is_told_as_such() {
    let utf16 = |bytes: &[u8]| host().file("u.json", bytes);
    let little = utf16(b"\xFF\xFE{\0}\0");
    insta::assert_snapshot!(test(&little, &["u.json"]), @r"
    exit: Failure
    --- stdout
    1 input could not be read
    --- stderr
    error[input/not-utf8]: `u.json` is UTF-16 text (little-endian), and JSON is read as UTF-8
     |
     = help: save it as UTF-8: `>` of Windows PowerShell writes UTF-16, that of PowerShell 7 and of `cmd.exe` does not; elsewhere `iconv -f UTF-16 -t UTF-8` converts it
    ");
    for unmarked in [b"{\0}\0", b"\0{\0}", b"[\0]\0", b"\0[\0]"] {
        let told = utf16(unmarked)
            .run(&[&TEST[..], &["u.json"]].concat())
            .stderr;
        assert!(told.contains("is UTF-16 text"), "{told}");
    }
    insta::assert_snapshot!(route(&utf16(b"\xFE\xFF\0{\0}"), &["u.json"]), @r"
    exit: Failure
    --- stdout
    0 events: 0 match a rule, 0 match none; 1 input could not be read
    --- stderr
    error[input/not-utf8]: `u.json` is UTF-16 text (big-endian), and JSON is read as UTF-8
     |
     = help: save it as UTF-8: `>` of Windows PowerShell writes UTF-16, that of PowerShell 7 and of `cmd.exe` does not; elsewhere `iconv -f UTF-16 -t UTF-8` converts it
    ");
    insta::assert_snapshot!(little.evb(&["test-pattern", "--pattern", "u.json", "{}"]), @r"
    exit: Failure
    --- stderr
    error[input/not-utf8]: `u.json` is UTF-16 text (little-endian), and JSON is read as UTF-8
     |
     = help: save it as UTF-8: `>` of Windows PowerShell writes UTF-16, that of PowerShell 7 and of `cmd.exe` does not; elsewhere `iconv -f UTF-16 -t UTF-8` converts it
    ");
}

#[test]
fn of_a_gzip_file_that_is_cut_off_the_whole_events_are_answered() {
    let host = host()
        .file("cut.gz", gzip_cut_at(30_000))
        .file("head.gz", gzip_cut_at(5));
    let answers = test(&host, &["cut.gz", "--expect", "no-match"]);
    insta::assert_snapshot!(answers, @r"
    exit: Failure
    --- stdout
    match cut.gz:2, though none is expected: a is 1

    2,826 events: 1 match, 2,825 do not; 1 input could not be read
    note: AWS refuses 2,826 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[input/unreadable]: cannot read `cut.gz`: the gzip stream inside is cut off
     |
     = help: get the whole file; what stands before that place was read
    ");
    insta::assert_snapshot!(route(&host, &["cut.gz", "--count"]), @r"
    exit: Failure
    --- stdout
    matches  rule
    1        a
    2,826 events: 1 matches a rule, 2,825 match none; 1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `cut.gz`: the gzip stream inside is cut off
     |
     = help: get the whole file; what stands before that place was read
    ");
    insta::assert_snapshot!(test(&host, &["head.gz"]), @r"
    exit: Failure
    --- stdout
    1 input could not be read
    --- stderr
    error[input/unreadable]: cannot read `head.gz`: the gzip stream inside is cut off
     |
     = help: get the whole file; what stands before that place was read
    ");
}

/// Of many broken records a document holds the first hundred, and says how many it leaves out.
#[test]
fn what_a_document_leaves_out_is_counted() {
    let host = Pretend::default()
        .file("broken.jsonl", "5\n".repeat(130))
        .file("few.jsonl", "5\n".repeat(100));
    let left_out = |command: &[&str], file: &str| {
        let ended = host.run(&[command, &[file, "--format", "json"]].concat());
        assert_eq!(ended.exit, Exit::Failure);
        let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        let error = &document["error"];
        assert_eq!(error["diagnostics"].as_array().unwrap().len(), 100);
        error["diagnostics_left_out"].as_u64()
    };
    let rule = r#"{"name":"r","pattern":{"a":[1]}}"#;
    let refused = r#"{"name":"r","pattern":{"a":1}}"#;
    let test = ["test-pattern", "--pattern", r#"{"a":[1]}"#];
    let route = ["route", "--rules", rule];
    let complain = ["route", "--rules", rule, "--rules", refused];
    assert_eq!(left_out(&test, "broken.jsonl"), Some(30));
    assert_eq!(left_out(&test, "few.jsonl"), None);
    assert_eq!(left_out(&route, "broken.jsonl"), Some(30));
    assert_eq!(left_out(&route, "few.jsonl"), None);
    assert_eq!(left_out(&complain, "few.jsonl"), Some(1));
}

/// An input that is there and empty is not asked for.
#[test]
fn an_empty_poll_is_told_by_every_command() {
    let host = Pretend::default()
        .file("poll.json", r#"{"Messages":[]}"#)
        .file(
            "pipe.json",
            std::fs::read(format!(
                "{}/fixtures/pipes/sqs.pipe.json",
                env!("CARGO_MANIFEST_DIR")
            ))
            .unwrap(),
        );
    let rule = r#"{"name":"r","pattern":{"a":[1]}}"#;
    let commands: [&[&str]; 4] = [
        &["test-pattern", "--pattern", r#"{"a":[1]}"#, "poll.json"],
        &["route", "--rules", rule, "poll.json"],
        &["transform", "--input-path", "$.a", "poll.json"],
        &["pipe", "--pipe", "pipe.json", "--records", "poll.json"],
    ];
    for command in commands {
        for format in ["human", "json"] {
            let ended = host.run(&[command, &["--format", format]].concat());
            let told = [ended.stdout, ended.stderr].concat();
            assert!(
                told.contains("[event/none]") || told.contains(r#""event/none""#),
                "{command:?}: {told}"
            );
            assert!(
                told.contains("the list in the input is empty: there is no "),
                "{command:?}: {told}"
            );
        }
    }
}

/// A stranger is told what to do, not only what is wrong.
#[test]
fn what_is_wrong_with_an_input_comes_with_a_remedy() {
    let rule = r#"{"name":"r","pattern":{"a":[1]}}"#;
    let entry = |detail: &str| format!(r#"{{"Source":"a","DetailType":"b","Detail":{detail}}}"#);
    let ask = |event: &str| {
        let host = Pretend::default().stdin(event);
        host.run(&["test-pattern", "--pattern", r#"{"a":[1]}"#])
            .stderr
    };
    let bytes = Pretend::default().stdin(b"{\"a\":\"\xff\"}\n".to_vec());
    let told = [
        ("event/not-utf8", bytes.run(&TEST).stderr),
        ("event/not-an-object", ask("5")),
        (
            "event/message-not-json",
            ask(r#"{"Messages":[{"Body":"x"}]}"#),
        ),
        ("event/entry-refused", ask(&entry(r#""x""#))),
        ("event/entry-refused", ask(&entry("null"))),
        ("put-events/member-type", ask(&entry("5"))),
        ("put-events/member-type", ask(&entry("{}"))),
        (
            "route/same-name",
            Pretend::default()
                .stdin("{}")
                .run(&["route", "--rules", rule, "--rules", rule])
                .stderr,
        ),
    ];
    for (code, told) in told {
        assert!(told.contains(&format!("[{code}]: ")), "{told}");
        assert!(told.contains("= help: "), "{told}");
    }
}

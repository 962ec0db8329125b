//! File names that are not UTF-8.
#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;

use evb::commands::Exit;

use crate::support::{Ended, Pretend};

/// `Bestellung über 100.json`, as Latin-1 writes it.
const NAME: &[u8] = b"Bestellung \xFCber 100.json";

fn named(before: &[u8]) -> OsString {
    OsString::from_vec([before, NAME].concat())
}

fn run(arguments: &[&OsStr]) -> Ended {
    let host = Pretend::default()
        .file(PathBuf::from(named(b"")), r#"{"a":"x"}"#)
        .file(PathBuf::from(named(b"rules/")), r#"{"a":["x"]}"#)
        .file(
            PathBuf::from(named(b"rate ")),
            r#"{"Name":"n","ScheduleExpression":"rate(1 hour)"}"#,
        );
    host.run_os(arguments.iter().map(|one| (*one).to_owned()))
}

#[test]
fn events_are_read_from_such_a_file_and_its_name_is_printable() {
    let name = named(b"");
    let ended = run(&[
        OsStr::new("test-pattern"),
        OsStr::new("-p"),
        OsStr::new(r#"{"a":["x"]}"#),
        &name,
    ]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
    let line = ended.stdout.lines().next();
    assert_eq!(line, Some("match Bestellung <FC>ber 100.json: a is \"x\""));
}

#[test]
fn rules_and_patterns_and_schedules_are_read_from_such_a_file() {
    let pattern = named(b"rules/");
    let schedule = named(b"rate ");
    let event = named(b"");
    let all: &[&[&OsStr]] = &[
        &[OsStr::new("route"), OsStr::new("-r"), &pattern, &event],
        &[
            OsStr::new("route"),
            OsStr::new("-r"),
            OsStr::new("rules"),
            &event,
        ],
        &[
            OsStr::new("test-pattern"),
            OsStr::new("-p"),
            &pattern,
            &event,
        ],
        &[OsStr::new("next-fires"), &schedule],
    ];
    for arguments in all {
        let ended = run(arguments);
        assert_eq!(ended.exit, Exit::Success, "{arguments:?}: {}", ended.stderr);
    }
}

#[test]
fn such_a_file_that_is_missing_is_named() {
    let name = OsStr::from_bytes(b"\xFF.json");
    let ended = run(&[OsStr::new("put-events"), name]);
    assert_eq!(ended.exit, Exit::Failure);
    assert!(
        ended
            .stderr
            .starts_with("error[input/unreadable]: cannot read `<FF>.json`"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_glob_and_a_directory_find_such_a_file_on_the_machine_itself() {
    let directory = std::env::temp_dir().join(format!("evb-names-{}", std::process::id()));
    std::fs::create_dir_all(directory.join("in")).unwrap();
    let written = std::fs::write(directory.join("in").join(named(b"")), r#"{"a":["x"]}"#);
    let listed = |arguments: &[&str]| {
        let arguments = std::iter::once("evb").chain(arguments.iter().copied());
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        evb::cli::run(
            arguments.map(Into::into).collect(),
            &evb::cli::System,
            false,
            &mut stdout,
            &mut stderr,
        );
        String::from_utf8([stdout, stderr].concat()).unwrap()
    };
    // Some systems have no such names.
    if written.is_ok() {
        let glob = |pattern: &str| directory.join(pattern).to_str().unwrap().to_owned();
        for rules in ["in", "in/*.json", "*/Best*.json", "**/*.json"] {
            let told = listed(&["route", "-r", &glob(rules), r#"{"a":"x"}"#]);
            assert!(told.contains("Bestellung <FC>ber 100"), "{rules}: {told}");
        }
    }
    std::fs::remove_dir_all(&directory).unwrap();
}

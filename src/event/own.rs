//! What evb itself writes: lines and documents of its commands, which somebody may take for events by joining two
//! commands.
//!
//! The answers of most commands are no events, but JSON objects like them: taken for events they match nothing, and
//! whoever asks would read that as the answer.

use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Value};

/// A record that evb itself wrote.
pub const OWN_OUTPUT: Code = Code::new("event/own-output");

/// How such a line begins, as it is written.
const BEGINNINGS: [&[u8]; 10] = [
    b"{\"record\":{",
    b"{\"batch\":{",
    b"{\"diagnostic\":{",
    b"{\"summary\":{",
    b"{\"event\":{",
    b"{\"delivered\":",
    b"{\"version\":1,",
    b"{\"rule\":\"",
    b"{\"expectation\":{",
    b"{\"name\":",
];

/// Whether it is worth to look closer at a record.
pub(super) fn may_be(record: &[u8]) -> bool {
    BEGINNINGS.iter().any(|begin| record.starts_with(begin))
}

/// Why a value that evb wrote is no event; `None` of any other.
pub(super) fn refusal(value: &Value) -> Option<Diagnostic> {
    let members = value.as_object()?;
    let first = members.first()?;
    let writer = writer(value)?;
    Some(
        Diagnostic::error(OWN_OUTPUT, format!("`{writer}` wrote this: it is no event"))
            .at(first.name_span, "an answer of evb")
            .help("give this command what was given to that one, not what it answered"),
    )
}

/// The command that writes such an object.
fn writer(value: &Value) -> Option<&'static str> {
    let all = |object: Option<&Value>, names: &[&str]| {
        object.is_some_and(|object| names.iter().all(|name| object.get(name).is_some()))
    };
    let is_alone = value.as_object().is_some_and(|members| members.len() == 1);
    let is_event = ["source", "detail", "detail-type"]
        .iter()
        .any(|name| value.get(name).is_some());
    if is_event {
        return None;
    }
    let of_pipe = [
        ("record", ["index", "fate"]),
        ("batch", ["index", "execution"]),
        ("diagnostic", ["code", "severity"]),
        ("summary", ["records", "batches"]),
    ];
    if is_alone {
        let mut of_pipe = of_pipe.iter();
        let is_of_pipe = of_pipe.any(|(name, inside)| all(value.get(name), inside));
        if is_of_pipe {
            return Some("evb pipe --format jsonl");
        }
        return all(value.get("expectation"), &["matches", "diff"])
            .then_some("evb transform --format jsonl");
    }
    if all(value.get("event"), &["source", "index", "line"]) {
        let answers = [
            ("rules", "evb route --format jsonl"),
            ("match", "evb test-pattern --format jsonl"),
            ("delivered", "evb transform --format jsonl"),
            ("error", "evb --format jsonl"),
        ];
        let answer = answers.iter().find(|(name, _)| value.get(name).is_some());
        return answer.map(|(_, command)| *command);
    }
    if all(Some(value), &["delivered", "raw", "notes"]) {
        return Some("evb transform --format jsonl");
    }
    if all(Some(value), &["rule", "matches"]) {
        return Some("evb route --count --format jsonl");
    }
    if all(Some(value), &["name", "at", "local", "window_end"]) {
        return Some("evb next-fires --format jsonl");
    }
    // Events have a version too, but write it as a string.
    let is_document = value
        .get("version")
        .is_some_and(|version| version.kind == Kind::Number("1".into()));
    let parts = [
        "error",
        "results",
        "records",
        "Entries",
        "schedules",
        "notes",
    ];
    (is_document && parts.iter().any(|part| value.get(part).is_some()))
        .then_some("evb --format json")
}

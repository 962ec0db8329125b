//! Texts for properties: JSON, almost JSON, patterns with mistakes.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Texts that are JSON, with every kind of token; strings hold any UTF-16, lone surrogates too.
pub fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        number(),
        string(),
    ];
    scalar.prop_recursive(5, 40, 6, |inner| {
        let elements = prop::collection::vec(inner.clone(), 0..6);
        let members = prop::collection::vec((string(), space(), inner), 0..6);
        prop_oneof![
            (elements, space())
                .prop_map(|(elements, space)| format!("[{}{space}]", elements.join(","))),
            members.prop_map(|members| {
                let members: Vec<_> = members
                    .iter()
                    .map(|(name, space, value)| format!("{name}{space}:{value}"))
                    .collect();
                format!("{{{}}}", members.join(", "))
            }),
        ]
    })
}

fn space() -> impl Strategy<Value = String> {
    "[ \t\r\n]{0,2}"
}

fn number() -> impl Strategy<Value = String> {
    r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?"
}

fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9 .*/é語😀]{0,9}",
        1 => select(vec!["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0000"]).prop_map(str::to_owned),
        1 => any::<u16>().prop_map(|unit| format!("\\u{unit:04x}")),
        1 => select(vec!["\\ud83d\\ude00", "\\ud800", "\\uDC00"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// Any text at all, or JSON and patterns with a few characters changed.
pub fn broken() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => any::<String>(),
        1 => r#"[\[\]{}",:0-9a-z\\.+eE\x00-\x20-]{0,40}"#,
        3 => mutated(json().boxed()),
        5 => mutated(pattern().boxed()),
    ]
}

/// A pattern from the fixtures.
pub fn pattern() -> impl Strategy<Value = String> {
    any::<Index>().prop_map(|index| index.get(&FIXTURES).0.clone())
}

/// A pattern and an event from the fixtures, not always of the same row.
pub fn pair() -> impl Strategy<Value = (String, String)> {
    (any::<Index>(), any::<Index>(), any::<bool>()).prop_map(|(one, other, same)| {
        let event = if same { &one } else { &other };
        (one.get(&FIXTURES).0.clone(), event.get(&FIXTURES).1.clone())
    })
}

static FIXTURES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/patterns");
    let mut files: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    files
        .iter()
        .flat_map(|file| {
            let rows = fs::read_to_string(file).unwrap();
            let rows = rows
                .lines()
                .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
            rows.map(|row| (text(&row, "pattern"), text(&row, "event")))
                .collect::<Vec<_>>()
        })
        .filter(|(pattern, _)| pattern.len() < 2000)
        .collect()
});

/// Changes a few characters of a text.
fn mutated(text: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let edit = (any::<Index>(), 0_usize..6, piece());
    (text, prop::collection::vec(edit, 0..4)).prop_map(|(text, edits)| {
        let mut characters: Vec<char> = text.chars().collect();
        for (at, removed, inserted) in edits {
            let at = at.index(characters.len() + 1);
            let end = (at + removed).min(characters.len());
            characters.splice(at..end, inserted.chars());
        }
        characters.into_iter().collect()
    })
}

fn piece() -> impl Strategy<Value = String> {
    let words = vec![
        "",
        "",
        "",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "*",
        "**",
        "/",
        "#",
        "'",
        "-",
        "+",
        ".",
        "e",
        "0",
        "1.",
        "-1",
        "1e400",
        "true",
        "null",
        "NaN",
        "nul",
        "\"$or\":",
        "{}",
        "[]",
        "[{}]",
        "\"prefix\"",
        "\"anything-but\":",
        "{\"numeric\":[\">\",1]}",
        "\"exists\":",
        "\"wildcard\":\"a*b*\"",
        "é",
        "😀",
        "\u{feff}",
        "\n",
        "\r",
        "\t",
        "\u{1}",
        "\u{7f}",
        "\\ud800",
        "\\u00",
        "\"x\"",
    ];
    prop_oneof![4 => select(words).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

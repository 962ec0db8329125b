//! Values that are too long to be shown whole.

use super::explained;
use crate::support::Pretend;

/// A value and a wish with so many equal characters before they differ.
fn differing_behind(characters: usize) -> (String, String) {
    let same = "x".repeat(characters);
    (
        format!(r#"{{"a":["{same}-1-{same}"]}}"#),
        format!(r#"{{"a":"{same}-2-{same}"}}"#),
    )
}

#[test]
fn a_long_value_is_shown_around_the_first_difference() {
    let (pattern, event) = differing_behind(300);
    let shown = explained(&pattern, &event, &[]);
    assert!(
        shown.contains("they first differ in character 302"),
        "{shown}"
    );
    let has = shown.lines().find(|line| line.contains("has   ")).unwrap();
    assert!(
        has.contains("xxx-2-xxx") && has.contains("…\" (shortened)"),
        "{has}"
    );
    let wants = shown.lines().find(|line| line.contains("wants ")).unwrap();
    assert!(
        wants.contains("xxx-1-xxx") && wants.contains("…\" (shortened)"),
        "{wants}"
    );
}

#[test]
fn json_marks_what_is_shortened_and_keeps_what_is_not() {
    let field = |pattern: &str, event: &str| {
        let arguments = [
            "test-pattern",
            "--pattern",
            pattern,
            "--format",
            "jsonl",
            event,
        ];
        let ended = Pretend::default().run(&arguments);
        let result: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        result["explanation"][0].clone()
    };
    let (pattern, event) = differing_behind(300);
    let long = field(&pattern, &event);
    assert!(
        long["actual"].as_str().unwrap().contains("xxx-2-xxx"),
        "{long}"
    );
    assert_eq!(long["actual_is_shortened"], true);
    assert_eq!(long["wanted_is_shortened"], true);
    let digits = "7".repeat(300);
    let number = field(r#"{"a":["x"]}"#, &format!(r#"{{"a":{digits}}}"#));
    assert_eq!(number["actual_is_shortened"], true);
    for value in [
        "12345678901234567890123",
        r#""\u200b…""#,
        r#"{"b":[1,{"c":null}]}"#,
        "true",
    ] {
        let short = field(r#"{"a":["x"]}"#, &format!(r#"{{"a":{value}}}"#));
        let expected: serde_json::Value = serde_json::from_str(value).unwrap();
        assert_eq!(short["actual"], expected);
        assert_eq!(short["actual_is_shortened"], serde_json::Value::Null);
    }
}

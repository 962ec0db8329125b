//! An attribute of a message, as a filter policy sees it.
//!
//! # Source
//!
//! AWS: SNS Developer Guide, "Amazon SNS message attributes" (the types), "Filter policy constraints": compared are
//! `String`, `String.Array` and `Number`; `Binary` is ignored; a double quote and a backslash "must be double escaped" in a
//! policy on attributes.

use super::codes::ATTRIBUTE;
use crate::diagnostic::Diagnostic;
use crate::json::fields::first;
use crate::json::{self, Kind, Value};

/// What is compared of an attribute; `None` if that is nothing.
pub(super) struct Compared {
    pub(super) value: Option<Value>,
    /// What a policy that names the attribute should know.
    pub(super) note: Option<Diagnostic>,
}

impl Compared {
    fn plainly(value: Value) -> Self {
        Self {
            value: Some(value),
            note: None,
        }
    }

    fn nothing(note: Diagnostic) -> Self {
        Self {
            value: None,
            note: Some(note),
        }
    }
}

/// Where forms of the same attribute have its type: in a notification, in a request, in a message of SQS.
const TYPES: [&str; 3] = ["DataType", "Type", "dataType"];
/// The same of its value.
const VALUES: [&str; 3] = ["StringValue", "Value", "stringValue"];

/// Whether a value has the form of an attribute.
pub(super) fn is_attribute(given: &Value) -> bool {
    first(given, &TYPES).is_some_and(|one| one.as_str().is_some())
}

/// What a policy compares of the attribute called `name`.
pub(super) fn compared(name: &str, given: &Value) -> Compared {
    if given.as_object().is_none() {
        return bare(given);
    }
    let note =
        |message: String| Diagnostic::note(ATTRIBUTE, message).at(given.span, "this attribute");
    let Some(data_type) = first(given, &TYPES).and_then(Value::as_str) else {
        return Compared::nothing(
            note(format!(
                "the attribute `{name}` has no type, so it is not compared"
            ))
            .help("`DataType` is `String`, `String.Array`, `Number` or `Binary`"),
        );
    };
    let value = first(given, &VALUES);
    let (kind, _) = data_type.split_once('.').unwrap_or((data_type, ""));
    match (kind, value.map(|value| (value, value.as_str()))) {
        ("Binary", _) => Compared::nothing(note(format!(
            "the attribute `{name}` is binary: SNS does not compare it"
        ))),
        ("String", Some((value, Some(text)))) if data_type == "String.Array" => {
            array(name, text, value)
        }
        ("String", Some((value, Some(text)))) => string(name, text, value),
        ("Number", Some((value, Some(text)))) => number(name, text, value),
        // Not what SNS writes, but what is meant is clear.
        ("Number" | "String", Some((value, None))) => bare(value),
        _ => Compared::nothing(note(format!(
            "the attribute `{name}` of type `{data_type}` has no value that SNS compares"
        ))),
    }
}

/// A value that stands for itself.
fn bare(given: &Value) -> Compared {
    match given.as_str() {
        Some(text) => string("", text, given),
        None => Compared::plainly(given.clone()),
    }
}

/// A text. What it needs escapes for in JSON is compared with these.
fn string(name: &str, text: &str, given: &Value) -> Compared {
    if !text.contains(['"', '\\']) {
        return Compared::plainly(Value::text(text, given.span));
    }
    let escaped = text.replace('\\', r"\\").replace('"', r#"\""#);
    let named = match name {
        "" => "the attribute".to_owned(),
        name => format!("the attribute `{name}`"),
    };
    Compared {
        value: Some(Value::text(&escaped, given.span)),
        note: Some(
            Diagnostic::note(
                ATTRIBUTE,
                format!("{named} has a quote or a backslash, which SNS compares with a backslash before it"),
            )
            .at(given.span, "compared in its escaped form")
            .help("AWS documents that a policy on attributes escapes these twice: `\"a\\\\\\\"b\"` for `a\"b`"),
        ),
    }
}

fn number(name: &str, text: &str, given: &Value) -> Compared {
    match json::parse(text).map(|value| value.kind) {
        Ok(kind @ Kind::Number(_)) => Compared::plainly(Value {
            span: given.span,
            kind,
        }),
        _ => Compared {
            value: Some(Value::text(text, given.span)),
            note: Some(
                Diagnostic::note(
                    ATTRIBUTE,
                    format!("the attribute `{name}` is no number as JSON writes them; it is compared as a text, and what SNS does is not known"),
                )
                .at(given.span, "not a number"),
            ),
        },
    }
}

/// A list of texts, numbers, `true`, `false` and `null`, written in JSON.
fn array(name: &str, text: &str, given: &Value) -> Compared {
    match json::parse(text) {
        Ok(list) if list.as_array().is_some() => Compared::plainly(list.placed(given.span)),
        _ => Compared::nothing(
            Diagnostic::note(
                ATTRIBUTE,
                format!("the attribute `{name}` is a `String.Array`, and its value no array in JSON: no value of it is compared"),
            )
            .at(given.span, "not a JSON array")
            .help("write `\"[\\\"a\\\", \\\"b\\\"]\"`"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(given: &str) -> (Option<String>, bool) {
        let one = compared("a", &json::parse(given).unwrap());
        (
            one.value.map(|value| value.to_compact()),
            one.note.is_some(),
        )
    }

    fn some(value: &str, has_note: bool) -> (Option<String>, bool) {
        (Some(value.to_owned()), has_note)
    }

    #[test]
    fn what_is_compared_depends_on_the_type() {
        for (name, given, wanted) in [
            (
                "a text of a notification",
                r#"{"Type":"String","Value":"x"}"#,
                some(r#""x""#, false),
            ),
            (
                "a text of a request",
                r#"{"DataType":"String","StringValue":"x"}"#,
                some(r#""x""#, false),
            ),
            (
                "a text of a message in a queue",
                r#"{"stringValue":"x","dataType":"String"}"#,
                some(r#""x""#, false),
            ),
            (
                "a type of ones own",
                r#"{"DataType":"String.Colour","StringValue":"x"}"#,
                some(r#""x""#, false),
            ),
            (
                "a number",
                r#"{"Type":"Number","Value":"99.5"}"#,
                some("99.5", false),
            ),
            (
                "a number of ones own",
                r#"{"Type":"Number.int","Value":"99"}"#,
                some("99", false),
            ),
            (
                "a number that json does not write",
                r#"{"Type":"Number","Value":"+5"}"#,
                some(r#""+5""#, true),
            ),
            (
                "digits are no number",
                r#"{"Type":"String","Value":"99"}"#,
                some(r#""99""#, false),
            ),
            (
                "an array",
                r#"{"Type":"String.Array","Value":"[\"a\",1,true,null]"}"#,
                some(r#"["a",1,true,null]"#, false),
            ),
            (
                "an array that is none",
                r#"{"Type":"String.Array","Value":"a,b"}"#,
                (None, true),
            ),
            ("bytes", r#"{"Type":"Binary","Value":"eA=="}"#, (None, true)),
            (
                "a quote",
                r#"{"Type":"String","Value":"a\"b\\c"}"#,
                some(r#""a\\\"b\\\\c""#, true),
            ),
            ("no type", r#"{"Value":"x"}"#, (None, true)),
            ("bare text", r#""x""#, some(r#""x""#, false)),
            ("bare number", "1.50", some("1.50", false)),
        ] {
            assert_eq!(of(given), wanted, "{name}");
        }
    }
}

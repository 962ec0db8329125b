//! The words of EventBridge Pipes.
//!
//! Recorded, of CreatePipe and UpdatePipe: `[numeric instance is lower than the required minimum (minimum: 1, found: 0)]` of
//! numbers, and `{"ValidationErrorFields":[{"Name":"SourceParameters.DynamoDBStreamParameters","Message":"Missing required
//! parameter."}]}` of what is missing. The first are the words of a validator of JSON schemas that is well known; those
//! that it has for anything else were not recorded of Pipes.

use super::super::refusal::{Constraint, Found, Refusal};
use crate::json::write_quoted;

/// What Pipes says of a block that it misses.
pub(in crate::api) const MISSING: &str = "Missing required parameter.";

/// The message, and whether it was recorded; `None` if the model refuses nothing.
pub(super) fn message(refusals: &[Refusal]) -> Option<(String, bool)> {
    let instances: Vec<String> = refusals.iter().filter_map(instance).collect();
    if !instances.is_empty() {
        let is_recorded =
            matches!(refusals, [one] if matches!(one.constraint, Constraint::AtLeast(_)));
        return Some((format!("[{}]", instances.join(", ")), is_recorded));
    }
    let missing = refusals
        .iter()
        .filter(|one| one.constraint == Constraint::Required);
    let fields: Vec<(String, &str)> = missing
        .map(|one| (one.member.to_string(), MISSING))
        .collect();
    (!fields.is_empty()).then(|| (error_fields(&fields), false))
}

/// What is wrong with members, by their names.
pub(in crate::api) fn error_fields(fields: &[(String, &str)]) -> String {
    let fields = fields.iter().map(|(name, message)| {
        let (name, message) = (quoted(name), quoted(message));
        format!(r#"{{"Name":{name},"Message":{message}}}"#)
    });
    let fields: Vec<String> = fields.collect();
    format!(r#"{{"ValidationErrorFields":[{}]}}"#, fields.join(","))
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_quoted(text, &mut out);
    out
}

/// What the validator says of one value; `None` where it says nothing.
fn instance(refusal: &Refusal) -> Option<String> {
    let (text, number) = match &refusal.found {
        Found::Text(text, _) => (quoted(text), ""),
        Found::Number(number) => (number.clone(), number.as_str()),
        _ => (String::new(), ""),
    };
    let count = refusal.found.count();
    Some(match &refusal.constraint {
        Constraint::AtLeast(least) => format!(
            "numeric instance is lower than the required minimum (minimum: {least}, found: {number})"
        ),
        Constraint::AtMost(most) => format!(
            "numeric instance is greater than the required maximum (maximum: {most}, found: {number})"
        ),
        Constraint::LeastCharacters(least) => {
            format!("string {text} is too short (length: {count}, required minimum: {least})")
        }
        Constraint::MostCharacters(most) => {
            format!("string {text} is too long (length: {count}, maximum allowed: {most})")
        }
        Constraint::LeastElements(least) => format!(
            "array is too short: must have at least {least} elements but instance has {count} elements"
        ),
        Constraint::MostElements(most) => format!(
            "array is too long: must have at most {most} elements but instance has {count} elements"
        ),
        Constraint::Pattern(pattern) => {
            format!(
                "ECMA 262 regex {} does not match input string {text}",
                quoted(pattern)
            )
        }
        Constraint::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            format!(
                "instance value ({text}) not found in enum (possible values: [{}])",
                words.join(",")
            )
        }
        _ => return None,
    })
}

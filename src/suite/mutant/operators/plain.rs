//! `true`, `false`, `null`, `exists`, and texts that read like them.

use crate::json::{JsonString, Kind, Value};
use crate::suite::mutant::Mutator;
use crate::suite::mutant::edit::Changes;

/// `true` and `false` turn, `null` becomes the absence of the field, and each becomes a text.
pub(super) fn literal(value: &Value, changes: &mut Changes<'_>) {
    let place = (value.span, value.span);
    match value.kind {
        Kind::Bool(is_true) => {
            let other = (!is_true).to_string();
            changes.becomes(Mutator::LiteralTurned, place, other);
        }
        _ => {
            let absent = r#"{"exists":false}"#.to_owned();
            changes.becomes(Mutator::ExistsTurned, place, absent);
        }
    }
    let text = format!("\"{}\"", changes.raw(value.span));
    changes.becomes(Mutator::TypeTurned, place, text);
}

/// A text that reads like a number, `true`, `false` or `null` becomes that.
pub(super) fn text_as_literal(value: &Value, text: &JsonString, changes: &mut Changes<'_>) {
    let Some(text) = text.as_str().filter(|text| text.len() <= 40) else {
        return;
    };
    let is_literal = |read: Value| {
        let is_whole = read.span.len() == text.len();
        is_whole && matches!(read.kind, Kind::Number(_) | Kind::Bool(_) | Kind::Null)
    };
    if crate::json::parse(text).is_ok_and(is_literal) {
        let place = (value.span, value.span);
        changes.becomes(Mutator::TypeTurned, place, text.to_owned());
    }
}

/// `exists` asks for the opposite.
pub(super) fn exists(whole: &Value, operand: &Value, changes: &mut Changes<'_>) {
    if let Kind::Bool(exists) = operand.kind {
        let place = (whole.span, operand.span);
        changes.becomes(Mutator::ExistsTurned, place, (!exists).to_string());
    }
}

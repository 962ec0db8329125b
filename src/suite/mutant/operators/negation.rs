//! `anything-but`, taken away, put around, and changed inside.

use super::{numbers, texts};
use crate::json::{Kind, Value};
use crate::source::Span;
use crate::suite::mutant::Mutator;
use crate::suite::mutant::edit::{Changes, told};
use crate::suite::mutant::removal::one_of;

/// An alternative becomes everything but it.
pub(super) fn put_around(alternative: &Value, changes: &mut Changes<'_>) {
    let negated = format!(r#"{{"anything-but":{}}}"#, changes.raw(alternative.span));
    let place = (alternative.span, alternative.span);
    changes.becomes(Mutator::NegationTurned, place, negated);
}

/// The changes of an `anything-but` with this operand.
pub(super) fn operand(whole: &Value, operand: &Value, changes: &mut Changes<'_>) {
    let raw = |one: &Value| changes.raw(one.span).to_owned();
    let (name, excluded) = match operand.as_object() {
        Some([inner]) => (inner.name.as_str(), &inner.value),
        _ => (None, operand),
    };
    let values = excluded
        .as_array()
        .unwrap_or(std::slice::from_ref(excluded));
    let alone: Vec<String> = match name {
        Some(name) => values
            .iter()
            .map(|one| format!(r#"{{"{name}":{}}}"#, raw(one)))
            .collect(),
        None => values.iter().map(raw).collect(),
    };
    let place = (whole.span, whole.span);
    changes.becomes(Mutator::NegationTurned, place, alone.join(","));
    let parts: Vec<Span> = values.iter().map(|one| one.span).collect();
    for (number, value) in values.iter().enumerate() {
        if let Some(edit) = one_of(&parts, number) {
            let excluded = told(changes.raw(value.span));
            let what = format!("`{excluded}` in `{}`", told(changes.raw(whole.span)));
            changes.dropped(Mutator::AlternativeDropped, value.span, edit, &what);
        }
        if let Kind::Number(token) = &value.kind {
            numbers::moved((whole.span, value.span), token, changes);
        }
    }
    let test = match (name, values, &excluded.kind) {
        (Some(name), [one], _) => texts::Test::of(name, one),
        (None, [one], _) => match &one.kind {
            Kind::String(text) => Some(texts::Test::exact(text)),
            _ => None,
        },
        _ => None,
    };
    if let Some(test) = test {
        texts::change_in((whole.span, operand.span), test, true, changes);
    }
}

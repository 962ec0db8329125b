//! What a comparison says in its own words: the values and texts that stand in it, which are the most readable ones.

use super::double;
use crate::json::{Kind, Value};
use crate::pattern::ast::Test;
use crate::pattern::comparison::{AnythingBut, Folded, Form, Number, Wildcard};
use crate::source::Span;

/// A string value.
pub(super) fn string(text: &str) -> Value {
    made(Kind::String(text.into()))
}

/// A number value.
pub(super) fn number(token: &str) -> Value {
    made(Kind::Number(token.into()))
}

/// `true` or `false`.
pub(super) fn boolean(value: bool) -> Value {
    made(Kind::Bool(value))
}

/// `null`.
pub(super) fn null() -> Value {
    made(Kind::Null)
}

fn made(kind: Kind) -> Value {
    Value {
        span: Span::default(),
        kind,
    }
}

/// The text inside a form, without the quotes that it has.
pub(super) fn text_of(form: &Form) -> &str {
    let text = std::str::from_utf8(form.as_bytes()).unwrap_or_default();
    let text = text.strip_prefix('"').unwrap_or(text);
    text.strip_suffix('"').unwrap_or(text)
}

/// Values that a comparison speaks of: those that it names, and the simplest that satisfy it, or that it excludes.
pub(super) fn values(test: &Test) -> Vec<Value> {
    let forms = |set: &[Form]| set.iter().map(|form| string(text_of(form))).collect();
    match test {
        Test::Exact(form) => vec![string(text_of(form))],
        Test::Prefix(form) | Test::Suffix(form) => vec![some_text(text_of(form))],
        Test::Literal(form) => vec![match form.as_bytes() {
            b"true" => boolean(true),
            b"false" => boolean(false),
            _ => null(),
        }],
        Test::Number(one) => vec![as_written(one)],
        Test::PrefixFolded(text) | Test::SuffixFolded(text) | Test::EqualsIgnoreCase(text) => {
            spellings(text)
        }
        Test::Wildcard(wildcard) => examples(wildcard),
        Test::Numeric(range) => double::ranks(range)
            .map(|(low, high)| number(&double::token(double::readable(low, high))))
            .into_iter()
            .collect(),
        Test::Address(_) | Test::Exists(_) => Vec::new(),
        Test::AnythingBut(set) => match set {
            AnythingBut::Strings(set) | AnythingBut::Prefix(set) | AnythingBut::Suffix(set) => {
                forms(set)
            }
            AnythingBut::Numbers(set) => set.iter().map(as_written).collect(),
            AnythingBut::EqualsIgnoreCase(set) => set.iter().flat_map(spellings).collect(),
            AnythingBut::Wildcard(set) => set.iter().flat_map(examples).collect(),
        },
    }
}

/// A text where any that it is a part of would do: not the empty one, which reads badly.
fn some_text(text: &str) -> Value {
    string(if text.is_empty() { "x" } else { text })
}

fn as_written(one: &Number) -> Value {
    number(&one.text)
}

/// A folded text as written, in lower and in upper case.
fn spellings(text: &Folded) -> Vec<Value> {
    let written = text.text.to_java_utf8();
    let all = [
        written.clone().into_owned(),
        written.to_lowercase(),
        written.to_uppercase(),
    ];
    all.iter().map(|text| string(text)).collect()
}

/// A wildcard with nothing, and with a letter, in place of its stars.
fn examples(wildcard: &Wildcard) -> Vec<Value> {
    let pieces: Vec<_> = (wildcard.pieces.iter())
        .map(|piece| String::from_utf8_lossy(piece))
        .collect();
    let with = |filling: &str| {
        let text = pieces.join(filling);
        let inside = text.get(1..text.len().saturating_sub(1));
        some_text(inside.unwrap_or_default())
    };
    match pieces.len() {
        1 => vec![with("")],
        _ => vec![with(""), with("x")],
    }
}

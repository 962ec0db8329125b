//! The changes of a pattern, family by family.
//!
//! A family sees one place of the pattern's JSON and proposes texts to stand there. Whether a proposal is a pattern at
//! all, the parser says: what it refuses is no mutant.

mod address;
mod fields;
mod negation;
mod numbers;
mod plain;
mod texts;

pub(super) use fields::fields;

use super::edit::Changes;
use crate::json::{Kind, Value};

/// The changes of one alternative of a list.
pub(super) fn alternative(value: &Value, changes: &mut Changes<'_>) {
    match &value.kind {
        Kind::String(text) => {
            plain::text_as_literal(value, text, changes);
            texts::change(value.span, texts::Test::exact(text), false, changes);
            negation::put_around(value, changes);
        }
        Kind::Number(token) => {
            numbers::plain(value, token, changes);
            negation::put_around(value, changes);
        }
        Kind::Bool(_) | Kind::Null => plain::literal(value, changes),
        Kind::Object(members) => {
            if let [member] = members.as_slice()
                && let Some(name) = member.name.as_str()
            {
                operator(value, name, &member.value, changes);
            }
        }
        Kind::Array(_) | Kind::Open(_) => {}
    }
}

fn operator(whole: &Value, name: &str, operand: &Value, changes: &mut Changes<'_>) {
    match name {
        "numeric" => numbers::range(whole, operand, changes),
        "exists" => plain::exists(whole, operand, changes),
        "cidr" => address::block(whole, operand, changes),
        "anything-but" => negation::operand(whole, operand, changes),
        _ => {
            if let Some(test) = texts::Test::of(name, operand) {
                texts::change(whole.span, test, false, changes);
                negation::put_around(whole, changes);
            }
        }
    }
}

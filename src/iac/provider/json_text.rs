//! JSON in a text, rewritten as the provider does.

use std::collections::BTreeMap;

use super::{MAXIMUM_DEPTH, REWRITTEN};
use crate::diagnostic::Diagnostic;
use crate::json::{self, JsonString, Kind, Member, Value};

/// A pattern as the provider sends it: read into Go's values and written again. Names are sorted, the last of equal
/// ones counts, numbers are those of a `float64`. What is a text stays one where that changes nothing.
///
/// hashicorp/terraform-provider-aws, `internal/service/events/rule.go`: `event_pattern` goes through `json.Unmarshal`
/// and `json.Marshal`, and `\u003c`, `\u003e` and `\u0026` are undone.
pub(in crate::iac) fn rewritten(value: &Value, told: &mut Vec<Diagnostic>) -> Value {
    let Some(text) = value.as_str() else {
        return go(value, told, 0);
    };
    let Ok(mut read) = json::parse(text) else {
        return value.clone();
    };
    let before = read.to_compact();
    stand_at(&mut read, value);
    let rewritten = go(&read, told, 0);
    match same_but_for_order(&rewritten, &before) {
        true => value.clone(),
        false => rewritten,
    }
}

/// Whether writing changed no more than the order of names.
fn same_but_for_order(rewritten: &Value, before: &str) -> bool {
    let mut letters: Vec<u8> = rewritten.to_compact().into_bytes();
    let mut others: Vec<u8> = before.bytes().collect();
    letters.sort_unstable();
    others.sort_unstable();
    letters == others
}

/// Everything in a value stands where `whole` does.
fn stand_at(value: &mut Value, whole: &Value) {
    let mut due = vec![value];
    while let Some(one) = due.pop() {
        one.span = whole.span;
        match &mut one.kind {
            Kind::Object(members) => {
                for member in members.iter_mut() {
                    member.name_span = whole.span;
                    due.push(&mut member.value);
                }
            }
            Kind::Array(all) => due.extend(all.iter_mut()),
            _ => {}
        }
    }
}

fn go(value: &Value, told: &mut Vec<Diagnostic>, depth: usize) -> Value {
    let span = value.span;
    let kind = match &value.kind {
        _ if depth >= MAXIMUM_DEPTH => value.kind.clone(),
        Kind::Number(number) => Kind::Number(go_number(number).into()),
        Kind::Array(all) => {
            let all = all.iter().map(|one| go(one, told, depth + 1));
            Kind::Array(all.collect())
        }
        Kind::Object(members) => {
            let mut sorted: BTreeMap<Vec<u8>, Member> = BTreeMap::new();
            for member in members {
                let value = go(&member.value, told, depth + 1);
                let name = JsonString::clone(&member.name);
                let place = name.as_wtf8().to_vec();
                let name_span = member.name_span;
                let member = Member {
                    name,
                    name_span,
                    value,
                };
                if let Some(before) = sorted.insert(place, member) {
                    told.push(duplicate(&before, name_span));
                }
            }
            Kind::Object(sorted.into_values().collect())
        }
        _ => value.kind.clone(),
    };
    Value { span, kind }
}

fn duplicate(before: &Member, again: crate::source::Span) -> Diagnostic {
    let name = before.name.to_display();
    Diagnostic::warning(
        REWRITTEN,
        format!("`{name}` is there twice: the provider keeps the last one"),
    )
    .at(again, "this one is sent")
    .related(before.name_span, "this one is not")
    .help("give the name once, with the values of both in one list")
}

/// A number as Go writes the `float64` that it reads.
///
/// Go: `encoding/json`, "Floating point numbers are encoded with the smallest number of digits; exponents below -6 or
/// from 21 on are written as such": ES6 formatting.
fn go_number(text: &str) -> String {
    let Some(number) = text.parse::<f64>().ok().filter(|one| one.is_finite()) else {
        return text.to_owned();
    };
    let size = number.abs();
    if number == 0.0 {
        return if number.is_sign_negative() { "-0" } else { "0" }.to_owned();
    }
    if (1e-6..1e21).contains(&size) {
        return format!("{number}");
    }
    let written = format!("{number:e}");
    match written.split_once('e') {
        Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}e+{exponent}"),
        _ => written,
    }
}

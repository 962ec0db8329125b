//! A field that the event does not have: where it may be instead.

use crate::json::{JsonString, Kind, Value};
use crate::pattern::evaluate::FieldTest;
use crate::source::Span;

use super::Reason;
use super::index::{Entry, Index};
use super::words;

/// What is known about a field that has no values.
pub(super) struct Absence {
    pub(super) kind: Reason,
    pub(super) reason: String,
    pub(super) hint: Option<String>,
    pub(super) actual: Option<String>,
    pub(super) event_span: Option<Span>,
}

/// Explains why the event has no value at a path.
pub(super) fn explain(path: &JsonString, field: FieldTest<'_>, index: &Index<'_>) -> Absence {
    if let Some(entry) = index.at(path.as_wtf8()) {
        return not_a_value(entry.value, field);
    }
    if let Some((entry, kind)) = elsewhere(path, field, index) {
        let there = display(&entry.path);
        let reason = match kind {
            Reason::FieldName => format!("there is no `{path}`, but there is `{there}`"),
            _ => format!("there is no `{path}`, but the event has that name at `{there}`"),
        };
        return Absence {
            kind,
            reason,
            hint: Some(format!("the field path in this event is `{there}`")),
            actual: None,
            event_span: Some(entry.name_span),
        };
    }
    let parent = parent_of(path, index);
    Absence {
        kind: Reason::Missing,
        reason: missing(path, parent),
        hint: None,
        actual: None,
        event_span: parent.map(|entry| entry.name_span),
    }
}

/// The field is there, but holds nothing to compare.
fn not_a_value(value: &Value, field: FieldTest<'_>) -> Absence {
    let (reason, hint) = match &value.kind {
        Kind::Array(elements) if elements.is_empty() => (
            "the value is an empty array, which counts as no value",
            None,
        ),
        Kind::Array(_) => (
            "the array holds no strings, numbers, booleans or nulls of its own",
            Some("name a field inside the elements"),
        ),
        Kind::Object(members) if members.is_empty() => (
            "the value is an empty object, which counts as no value",
            None,
        ),
        _ if field.wants_presence() => (
            "the value is an object, and `exists` looks only at strings, numbers, booleans and nulls",
            Some("ask for a field inside the object"),
        ),
        _ => (
            "the value is an object, and comparisons are made on strings, numbers, booleans and nulls",
            Some("name a field inside the object"),
        ),
    };
    let (reason, hint) = match dynamodb(value) {
        Some(inner) => (
            format!(
                "the value is an object with the one member `{inner}`, as DynamoDB writes values"
            ),
            Some(format!(
                "add `.{inner}` to the path; DynamoDB writes numbers as strings"
            )),
        ),
        None => (reason.to_owned(), hint.map(str::to_owned)),
    };
    Absence {
        kind: Reason::NotAValue,
        reason,
        hint,
        actual: Some(words::value(value)),
        event_span: Some(value.span),
    }
}

/// The type name in a value as DynamoDB writes it: `{"N": "5"}`.
fn dynamodb(value: &Value) -> Option<String> {
    const TYPES: [&str; 10] = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"];
    let [only] = value.as_object()? else {
        return None;
    };
    let name = only.name.as_str()?;
    TYPES.contains(&name).then(|| name.to_owned())
}

/// How many places that are alike are looked at for the most likely one.
const MAXIMUM_ALIKE: usize = 64;

/// The most likely place of a field that is not where the pattern looks for it.
fn elsewhere<'i, 'e>(
    path: &JsonString,
    field: FieldTest<'_>,
    index: &'i Index<'e>,
) -> Option<(&'i Entry<'e>, Reason)> {
    let wanted: Vec<&[u8]> = path.as_wtf8().split(|byte| *byte == b'.').collect();
    index
        .entries
        .iter()
        .filter_map(|entry| {
            let (kind, distance) = likeness(&wanted, &entry.names)?;
            Some((kind, distance, entry))
        })
        .take(MAXIMUM_ALIKE)
        .map(|(kind, distance, entry)| {
            let satisfied = field.is_satisfied_inside(entry.value);
            (!satisfied, kind, distance, entry)
        })
        .min_by_key(|(unsatisfied, kind, distance, _)| (*unsatisfied, *kind, *distance))
        .map(|(_, kind, _, entry)| (entry, kind))
}

/// How a path of the event is like the wanted one: one name spelt differently, or one name more or less.
fn likeness(wanted: &[&[u8]], names: &[&[u8]]) -> Option<(Reason, usize)> {
    if wanted.len() == names.len() {
        let mut different = wanted.iter().zip(names).filter(|(one, other)| one != other);
        let (one, other) = different.next()?;
        if different.next().is_some() {
            return None;
        }
        return Some((Reason::FieldName, spelling(one, other)?));
    }
    let (longer, shorter) = if wanted.len() > names.len() {
        (wanted, names)
    } else {
        (names, wanted)
    };
    if longer.last() != shorter.last() {
        return None;
    }
    let same = longer
        .iter()
        .zip(shorter)
        .take_while(|(one, other)| one == other)
        .count();
    let one_more =
        longer.len() == shorter.len() + 1 && longer.get(same + 1..) == shorter.get(same..);
    Some((
        Reason::FieldPlace,
        if one_more {
            0
        } else {
            longer.len() - shorter.len() + 1
        },
    ))
}

/// The distance of two names: 0 if they differ in case only; `None` if they are not alike.
fn spelling(one: &[u8], other: &[u8]) -> Option<usize> {
    let (one, other) = (
        std::str::from_utf8(one).ok()?,
        std::str::from_utf8(other).ok()?,
    );
    if one.to_lowercase() == other.to_lowercase() {
        return Some(0);
    }
    edit_distance(one, other)
}

/// The number of characters to insert, delete, replace or swap, if it is 1 or 2 and less than half of the text.
pub(crate) fn edit_distance(one: &str, other: &str) -> Option<usize> {
    const MAXIMUM_CHARACTERS: usize = 64;
    let one: Vec<char> = one.chars().take(MAXIMUM_CHARACTERS + 1).collect();
    let other: Vec<char> = other.chars().take(MAXIMUM_CHARACTERS + 1).collect();
    let longest = one.len().max(other.len());
    if longest > MAXIMUM_CHARACTERS || one.len().abs_diff(other.len()) > 2 {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (at, character) in one.iter().enumerate() {
        let mut next = vec![at + 1];
        for (to, against) in other.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (cell(&row, to) + usize::from(character != against))
                .min(cell(&row, to + 1) + 1)
                .min(cell(&next, to) + 1);
            let swapped =
                to > 0 && previous == Some(against) && other.get(to - 1) == Some(character);
            if swapped {
                best = best.min(cell(&before, to - 1) + 1);
            }
            next.push(best);
        }
        previous = Some(character);
        before = std::mem::replace(&mut row, next);
    }
    row.last()
        .copied()
        .filter(|distance| (1..=2).contains(distance) && distance * 2 < longest)
}

/// The last field on the way to a path that the event has.
fn parent_of<'i, 'e>(path: &JsonString, index: &'i Index<'e>) -> Option<&'i Entry<'e>> {
    const MAXIMUM_NAMES: usize = 40;
    let bytes = path.as_wtf8();
    bytes
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, byte)| **byte == b'.')
        .filter_map(|(at, _)| bytes.get(..at))
        .take(MAXIMUM_NAMES)
        .find_map(|parent| index.at(parent))
}

/// Says how far the event goes along the path.
fn missing(path: &JsonString, parent: Option<&Entry<'_>>) -> String {
    let bytes = path.as_wtf8();
    match parent {
        None => format!("the event has no `{path}`"),
        Some(entry) => match &entry.value.kind {
            Kind::Object(_) | Kind::Array(_) => {
                let rest = bytes.get(entry.path.len() + 1..).unwrap_or_default();
                format!("`{}` has no `{}`", display(&entry.path), display(rest))
            }
            _ => format!(
                "`{}` is {}, so there is nothing inside it",
                display(&entry.path),
                entry.value.kind_name()
            ),
        },
    }
}

fn display(path: &[u8]) -> String {
    JsonString::from_wtf8(path).to_display().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    rows! { edit_distance;
        one_replaced: "state", "stare" => Some(1);
        two_swapped: "state", "satte" => Some(1);
        one_missing: "detail", "detal" => Some(1);
        two_more: "detail", "details2" => Some(2);
        three: "detail", "details34" => None;
        the_same: "a", "a" => None;
        too_short_to_tell: "ab", "cd" => None;
    }
}

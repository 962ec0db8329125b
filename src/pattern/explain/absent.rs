//! A field that the event does not have: where it may be instead.

use crate::json::{JsonString, Kind, Value};
use crate::pattern::Dialect;
use crate::pattern::evaluate::FieldTest;
use crate::source::Span;

use super::contrast::Contrast;
use super::hint::Hint;
use super::index::{Entry, Index};
use super::place::{self, Place};
use super::quote::{self, Quote};
use super::spelling::edit_distance;
use super::{Reason, code_points, embedded};

/// What is known about a field that has no values.
pub(super) struct Absence {
    pub(super) kind: Reason,
    pub(super) reason: String,
    pub(super) hint: Option<Hint>,
    pub(super) actual: Option<Quote>,
    pub(super) event_span: Option<Span>,
}

/// Explains why the event has no value at a path.
pub(super) fn explain(
    path: &JsonString,
    field: FieldTest<'_>,
    dialect: Dialect,
    event: &Value,
    index: &Index<'_>,
) -> Absence {
    let places = place::at(event, path.as_wtf8());
    let inside = |place: &&Place<'_>| !is_empty(place.value);
    if let Some(place) = places.iter().find(inside).or(places.first()) {
        return not_a_value(path, place.value, field, index);
    }
    let parent = Parent::of(path, event);
    let at_parent = parent.as_ref().and_then(|parent| {
        let in_text = parent.in_text(field, dialect);
        in_text.or_else(|| parent.is_meant(path, field))
    });
    if let Some(absence) = at_parent.or_else(|| elsewhere(path, field, index)) {
        return absence;
    }
    Absence {
        kind: Reason::Missing,
        reason: match &parent {
            Some(parent) => parent.lacks(),
            None => format!("the event has no `{}`", display(path.as_wtf8())),
        },
        hint: parent.as_ref().and_then(Parent::pairs),
        actual: None,
        event_span: parent.map(|parent| parent.place.name_span),
    }
}

fn is_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::Array(elements) => elements.is_empty(),
        Kind::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The field is there, but holds nothing to compare.
fn not_a_value(
    path: &JsonString,
    value: &Value,
    field: FieldTest<'_>,
    index: &Index<'_>,
) -> Absence {
    let (reason, hint) = match dynamodb(value) {
        Some((name, inner)) => of_dynamodb(path, name, inner, field),
        None => {
            let hint = satisfied_inside(path, field, index);
            let (reason, otherwise) = without_comparison(value, field);
            (
                reason.to_owned(),
                hint.or_else(|| otherwise.map(Hint::saying)),
            )
        }
    };
    Absence {
        kind: Reason::NotAValue,
        reason,
        hint,
        actual: Some(Quote::value(value, None)),
        event_span: Some(value.span),
    }
}

/// Why no comparison is made on what stands at the path of a field, and what would help.
fn without_comparison(value: &Value, field: FieldTest<'_>) -> (&'static str, Option<&'static str>) {
    match &value.kind {
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
        Kind::Object(_) if field.wants_presence() => (
            "the value is an object, and `exists` looks only at strings, numbers, booleans and nulls",
            Some("ask for a field inside the object"),
        ),
        Kind::Object(_) => (
            "the value is an object, and comparisons are made on strings, numbers, booleans and nulls",
            Some("name a field inside the object"),
        ),
        // The engine passes no other name by: see `Paths::enters`.
        _ => (
            "the value stands under an empty name, and EventBridge does not look behind an empty name that ends a path",
            Some("send the value under another name"),
        ),
    }
}

/// The type name in a value as DynamoDB writes it, `{"N": "5"}`, and what stands there.
fn dynamodb(value: &Value) -> Option<(&str, &Value)> {
    const TYPES: [&str; 10] = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"];
    let [only] = value.as_object()? else {
        return None;
    };
    let name = only.name.as_str()?;
    TYPES.contains(&name).then_some((name, &only.value))
}

fn of_dynamodb(
    path: &JsonString,
    name: &str,
    inner: &Value,
    field: FieldTest<'_>,
) -> (String, Option<Hint>) {
    let reason =
        format!("the value is an object with the one member `{name}`, as DynamoDB writes values");
    let there = [path.as_wtf8(), b".", name.as_bytes()].concat();
    let hint = match field.is_satisfied_inside(inner) {
        true => Hint::path(&there),
        false => Hint::saying(format!(
            "`{}` is {}, `{}`: name that path, and compare what it has",
            display(&there),
            inner.kind_name(),
            quote::value(inner, None)
        )),
    };
    (reason, Some(hint))
}

/// A field inside the one that is named whose value would do.
fn satisfied_inside(path: &JsonString, field: FieldTest<'_>, index: &Index<'_>) -> Option<Hint> {
    let is_inside = |entry: &&Entry<'_>| {
        let rest = entry.path.strip_prefix(path.as_wtf8());
        rest.is_some_and(|rest| rest.starts_with(b"."))
    };
    let mut inside = index.entries.iter().filter(is_inside).take(MAXIMUM_ALIKE);
    let entry = inside.find(|entry| field.is_satisfied_inside(entry.value))?;
    field.is_telling().then(|| Hint::path(&entry.path))
}

/// How many places that are alike are looked at for the most likely one.
const MAXIMUM_ALIKE: usize = 64;

/// The most likely place of a field that is not where the pattern looks for it.
fn elsewhere(path: &JsonString, field: FieldTest<'_>, index: &Index<'_>) -> Option<Absence> {
    let wanted: Vec<&[u8]> = path.as_wtf8().split(|byte| *byte == b'.').collect();
    let (unsatisfied, kind, distance, entry) = index
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
        .min_by_key(|(unsatisfied, kind, distance, _)| (*unsatisfied, *kind, *distance))?;
    // The same name far away, with another value, is another field.
    if unsatisfied && kind == Reason::FieldPlace && distance > 0 {
        return None;
    }
    let (wanted, there) = (display(path.as_wtf8()), display(&entry.path));
    let mut reason = match kind {
        Reason::FieldName => format!("there is no `{wanted}`, but there is `{there}`"),
        _ => format!("there is no `{wanted}`, but the event has that name at `{there}`"),
    };
    if let Some(words) = subtle_difference(&entry.path, path.as_wtf8()) {
        reason.push_str(&format!(": {words}"));
    }
    let hint = match unsatisfied {
        false => Hint::path(&entry.path),
        true => Hint::saying(format!(
            "`{there}` has `{}`, which is not wanted either",
            quote::value(entry.value, None)
        )),
    };
    Some(Absence {
        kind,
        reason,
        hint: Some(hint),
        actual: None,
        event_span: Some(entry.name_span),
    })
}

/// What tells two paths apart, if that is hard to see.
fn subtle_difference(event: &[u8], pattern: &[u8]) -> Option<String> {
    let (event, pattern) = (
        std::str::from_utf8(event).ok()?,
        std::str::from_utf8(pattern).ok()?,
    );
    let contrast = Contrast::new(event, pattern)?;
    let look_alike = code_points::reduced(event) == code_points::reduced(pattern);
    (look_alike || contrast.is_subtle()).then(|| contrast.words())
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

/// The distance of two names: 0 if they differ in case only, or look the same; `None` if they are not alike.
fn spelling(one: &[u8], other: &[u8]) -> Option<usize> {
    let (one, other) = (
        std::str::from_utf8(one).ok()?,
        std::str::from_utf8(other).ok()?,
    );
    let is_same = |change: fn(&str) -> String| change(one) == change(other);
    if is_same(str::to_lowercase) || is_same(code_points::reduced) {
        return Some(0);
    }
    edit_distance(one, other)
}

/// The last field on the way to a path that the event has.
struct Parent<'p, 'e> {
    path: &'p [u8],
    /// What follows it on the path.
    rest: &'p [u8],
    /// Where the field was most likely meant to be: in an object, or else in an array, or else in a string.
    place: Place<'e>,
}

impl<'p, 'e> Parent<'p, 'e> {
    fn of(path: &'p JsonString, event: &'e Value) -> Option<Self> {
        const MAXIMUM_NAMES: usize = 40;
        let rank = |place: &Place<'e>| match &place.value.kind {
            Kind::Object(_) => 0,
            Kind::Array(_) => 1,
            Kind::String(_) => 2,
            _ => 3,
        };
        let bytes = path.as_wtf8();
        let dots = bytes.iter().enumerate().rev();
        dots.filter(|(_, byte)| **byte == b'.')
            .take(MAXIMUM_NAMES)
            .find_map(|(at, _)| {
                let (path, rest) = (bytes.get(..at)?, bytes.get(at + 1..)?);
                let place = place::at(event, path).into_iter().min_by_key(rank)?;
                Some(Self { path, rest, place })
            })
    }

    fn in_text(&self, field: FieldTest<'_>, dialect: Dialect) -> Option<Absence> {
        embedded::explain((self.path, self.rest), self.place, field, dialect)
    }

    /// The pattern names a field inside the one whose value would do.
    fn is_meant(&self, path: &JsonString, field: FieldTest<'_>) -> Option<Absence> {
        let value = self.place.value;
        let is_object = matches!(value.kind, Kind::Object(_));
        if is_object || !field.is_telling() || !field.is_satisfied_inside(value) {
            return None;
        }
        Some(Absence {
            kind: Reason::FieldPlace,
            reason: format!(
                "there is no `{}`, but the event has the wanted value, `{}`, at `{}`",
                display(path.as_wtf8()),
                quote::value(value, None),
                display(self.path)
            ),
            hint: Some(Hint::path(self.path)),
            actual: None,
            event_span: Some(self.place.name_span),
        })
    }

    /// Tags and the like: a list of names and values, where the pattern takes the name for the name of a field.
    fn pairs(&self) -> Option<Hint> {
        const NAMES: [&str; 4] = ["key", "Key", "name", "Name"];
        let elements = self.place.value.as_array()?;
        let (name, rest) = elements.iter().take(MAXIMUM_ALIKE).find_map(|element| {
            let is_named = |name: &&str| {
                let named = element.get(name).and_then(Value::as_str);
                named.is_some_and(|named| named.as_bytes() == self.rest)
            };
            let name = NAMES.into_iter().find(is_named)?;
            let mut rest = ["value", "Value"].into_iter();
            Some((name, rest.find(|value| element.get(value).is_some())?))
        })?;
        let there = display(self.path);
        Some(Hint::saying(format!(
            "the elements are pairs: ask for `{}` in `{there}.{name}`, and for its value in `{there}.{rest}`",
            quote::json_string(&display(self.rest))
        )))
    }

    /// Says how far the event goes along the path.
    fn lacks(&self) -> String {
        let (parent, rest) = (display(self.path), display(self.rest));
        match &self.place.value.kind {
            Kind::Object(_) => format!("`{parent}` has no `{rest}`"),
            Kind::Array(elements) if elements.is_empty() => {
                format!("`{parent}` is an empty array, so there is nothing inside it")
            }
            Kind::Array(elements) => match elements.iter().any(is_container) {
                true => format!("no element of `{parent}` has `{rest}`"),
                false => format!("no element of the array `{parent}` is an object"),
            },
            Kind::Null => format!("`{parent}` is null, so there is nothing inside it"),
            _ => format!(
                "`{parent}` is {}, `{}`, so there is nothing inside it",
                self.place.value.kind_name(),
                quote::value(self.place.value, None)
            ),
        }
    }
}

fn is_container(value: &Value) -> bool {
    matches!(value.kind, Kind::Object(_) | Kind::Array(_))
}

/// A path in a sentence: what cannot be seen is escaped, and the empty path has its quotes.
pub(super) fn display(path: &[u8]) -> String {
    if path.is_empty() {
        return "\"\"".to_owned();
    }
    let path = JsonString::from_wtf8(path);
    let shown = |character: char| match character.is_control() || code_points::is_hidden(character)
    {
        true => format!("\\u{:04x}", u32::from(character)),
        false => character.to_string(),
    };
    path.to_display().chars().map(shown).collect()
}

//! A field that the event does not have: where it may be instead.

use crate::diagnostic::Fix;
use crate::json::{JsonString, Kind, Member, Value, write_quoted};
use crate::pattern::Dialect;
use crate::pattern::asked::FieldTest;
use crate::pattern::ast::Test;
use crate::pattern::parse::{holds_condition, parse};

use super::absence::Absence;
use super::hint::Hint;
use super::index::PathIndex;
use super::parent::Parent;
use super::place::{self, display};
use super::quote::{self, Quote};
use super::{Reason, elsewhere};

/// Explains why the event has no value at a path. `taken` are the paths that the pattern asks for besides.
pub(super) fn explain(
    path: &JsonString,
    field: FieldTest<'_>,
    (dialect, pattern_text): (Dialect, &str),
    (event, index): (&Value, &PathIndex),
    taken: &dyn Fn(&[u8]) -> bool,
) -> Absence {
    let absence = found(path, field, (event, index), pattern_text, taken);
    let leads =
        |hint: &Hint| hint.change.is_some() || hint.fix.is_some() || hint.event_fix.is_some();
    let (lead, words) = match absence.hint {
        Some(hint) if leads(&hint) => (Some(hint), None),
        hint => (None, hint),
    };
    let hint = lead
        .or_else(|| null_is_a_value(field, dialect))
        .or_else(|| excluding_needs_a_value(field, (dialect, pattern_text)))
        .or(words);
    Absence { hint, ..absence }
}

/// Who asks for `null` may mean a field that is not there.
fn null_is_a_value(field: FieldTest<'_>, dialect: Dialect) -> Option<Hint> {
    let is_null = |test: &Test| matches!(test, Test::Literal(form) if form.as_bytes() == b"null");
    let mut comparisons = field.values.comparisons.iter();
    let null = comparisons.find(|one| is_null(&one.test))?;
    Hint::absence(dialect, null.span)
}

/// Who excludes values often means to let through what has no value, too.
///
/// AWS: EventBridge User Guide, "Anything-but matching": it matches values; a field that is not there has none.
fn excluding_needs_a_value(
    field: FieldTest<'_>,
    (dialect, pattern_text): (Dialect, &str),
) -> Option<Hint> {
    let mut tests = field.values.comparisons.iter().map(|one| &one.test);
    if !tests.all(|test| matches!(test, Test::AnythingBut(_))) {
        return None;
    }
    let comparison = r#"{"exists": false}"#;
    let span = field.values.span;
    let list = pattern_text.get(span.start..span.end)?;
    let inside = list.strip_suffix(']')?.trim_end();
    let replacement = format!("{inside}, {comparison}]");
    parse(&format!("{{\"a\":{replacement}}}"), dialect).ok()?;
    Some(Hint::comparing(
        format!(
            "`anything-but` wants a value: if the field may be missing, add `{comparison}` to the list"
        ),
        comparison.to_owned(),
        Some(Fix { span, replacement }),
    ))
}

fn found(
    path: &JsonString,
    field: FieldTest<'_>,
    (event, index): (&Value, &PathIndex),
    pattern_text: &str,
    taken: &dyn Fn(&[u8]) -> bool,
) -> Absence {
    if let Some((place, _)) = place::find(event, path.as_wtf8(), |value| !is_empty(value)) {
        return not_a_value(path, place.value, field, event, index);
    }
    let parent = Parent::of(path, event);
    let at_parent = parent.as_ref().and_then(|parent| {
        let in_text = parent.in_text(field);
        in_text
            .or_else(|| parent.in_notification(field))
            .or_else(|| parent.is_meant(path, field))
    });
    let pairs = parent.as_ref().and_then(|parent| {
        let pairs = parent.pairs(field, pattern_text);
        let hint = pairs.or_else(|| parent.is_kind_of_s3(field, event))?;
        Some(Absence {
            kind: Reason::Missing,
            reason: parent.lacks(),
            hint: Some(hint),
            actual: None,
            event_span: Some(parent.place.name_span),
        })
    });
    let near = match holds_condition(path.as_wtf8()) {
        // Wherever the values are found, they are just what is not wanted, or not to be equal.
        true => return lacking(path, parent.as_ref()),
        false => at_parent.or(pairs),
    };
    if let Some(absence) = near.or_else(|| elsewhere::explain(path, field, event, index, taken)) {
        return absence;
    }
    lacking(path, parent.as_ref())
}

/// There is nothing to say but where the path ends in this event.
fn lacking(path: &JsonString, parent: Option<&Parent<'_, '_>>) -> Absence {
    Absence {
        kind: Reason::Missing,
        reason: match parent {
            Some(parent) => parent.lacks(),
            None => {
                let mut names = path.as_wtf8().split(|byte| *byte == b'.');
                let first = names.next().filter(|name| !name.is_empty());
                format!(
                    "the event has no `{}`",
                    display(first.unwrap_or(path.as_wtf8()))
                )
            }
        },
        hint: None,
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
    event: &Value,
    index: &PathIndex,
) -> Absence {
    let (reason, hint) = match dynamodb(value) {
        Some((name, inner)) => of_dynamodb(path, name, inner, field),
        None => {
            let hint = elsewhere::inside(path, field, event, index);
            let (reason, otherwise) = without_comparison(value, field);
            let named = hint.or_else(|| field_inside(path, value, field));
            (
                reason.to_owned(),
                named.or_else(|| otherwise.map(Hint::saying)),
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

/// Whether there are strings, numbers, booleans or nulls inside; so it is taken to be where too much would have to be
/// looked at.
fn holds_values(value: &Value) -> bool {
    const MAXIMUM_VISITED: usize = 10_000;
    let mut due = vec![value];
    let mut visited = 0;
    while let Some(value) = due.pop() {
        visited += 1;
        match &value.kind {
            Kind::Array(elements) if visited < MAXIMUM_VISITED => due.extend(elements),
            Kind::Object(members) if visited < MAXIMUM_VISITED => {
                due.extend(members.iter().map(|member| &member.value));
            }
            _ => return true,
        }
    }
    false
}

/// Why no comparison is made on what stands at the path of a field, and what would help.
fn without_comparison(value: &Value, field: FieldTest<'_>) -> (&'static str, Option<&'static str>) {
    match &value.kind {
        Kind::Array(elements) if elements.is_empty() => (
            "the value is an empty array, which counts as no value",
            field
                .wants_presence()
                .then_some("leave the field out of the pattern if it may be empty"),
        ),
        Kind::Array(_) if !holds_values(value) => (
            "the array holds no strings, numbers, booleans or nulls, not even inside its elements",
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
        Kind::Object(_) if !holds_values(value) => (
            "the value is an object in which there are no strings, numbers, booleans or nulls",
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

/// What asks whether an object is there: a field inside it that is.
fn field_inside(path: &JsonString, value: &Value, field: FieldTest<'_>) -> Option<Hint> {
    /// How many names a hint lists.
    const LISTED: usize = 6;
    let members = value.as_object().filter(|_| field.wants_presence())?;
    let is_value = |one: &&Member| !matches!(one.value.kind, Kind::Array(_) | Kind::Object(_));
    let name = |one: &Member| {
        one.name
            .as_str()
            .filter(|name| !name.is_empty() && !name.contains('.'))
            .map(str::to_owned)
    };
    let first = members.iter().filter(is_value).find_map(name)?;
    let path = path.as_str()?;
    let last = path.rsplit('.').next().filter(|last| !last.is_empty())?;
    let [mut outer, mut inner] = [String::new(), String::new()];
    write_quoted(last, &mut outer);
    write_quoted(&first, &mut inner);
    let names: Vec<String> = members
        .iter()
        .take(LISTED)
        .filter_map(name)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = if members.len() > LISTED { ", …" } else { "" };
    let inside = format!("{{{inner}: [{{\"exists\": true}}]}}");
    // A list that has more than this cannot be written so.
    let fix = match field.values.comparisons.as_slice() {
        [_] => Some(Fix {
            span: field.values.span,
            replacement: inside.clone(),
        }),
        _ => None,
    };
    let hint = Hint::saying(format!(
        "ask for a field inside the object, which has {}{more}: `{outer}: {inside}`",
        names.join(", ")
    ));
    Some(Hint { fix, ..hint })
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

//! A pattern whose holes all stand where a text may stand.

use crate::json::{JsonString, Kind, Member, Open, Shape, Value};
use crate::quota::MAXIMUM_JSON_DEPTH;

/// The same pattern, its holes moved to where a text may stand: a field that is open becomes a list with one hole, and so
/// does an operator that takes no text.
pub(super) fn pattern(value: &Value) -> Value {
    match &value.kind {
        Kind::Open(open) => branch(value, open, &open.to_display()),
        _ => simple(value, 0),
    }
}

fn simple(value: &Value, depth: usize) -> Value {
    let Kind::Object(members) = &value.kind else {
        return value.clone();
    };
    if depth > MAXIMUM_JSON_DEPTH {
        return first_hole(value).map_or_else(|| value.clone(), |open| unknown(value, &open));
    }
    let members = members.iter().map(|member| Member {
        value: match (&member.value.kind, member.name == *"$or") {
            (Kind::Open(open), true) => {
                let branch = |number| {
                    let name = format!("{}{number}", open.to_display());
                    branch(&member.value, open, &name)
                };
                list(&member.value, vec![branch(1), branch(2)])
            }
            (Kind::Array(branches), true) => {
                let branches = branches.iter().map(|one| match &one.kind {
                    Kind::Open(open) => branch(one, open, &open.to_display()),
                    _ => simple(one, depth + 1),
                });
                list(&member.value, branches.collect())
            }
            (Kind::Open(open), false) => list(&member.value, vec![unknown(&member.value, open)]),
            (Kind::Array(elements), false) => {
                list(&member.value, elements.iter().map(element).collect())
            }
            (Kind::Object(_), false) => simple(&member.value, depth + 1),
            _ => member.value.clone(),
        },
        ..member.clone()
    });
    Value {
        span: value.span,
        kind: Kind::Object(members.collect()),
    }
}

/// A member of a list: a value, or an operator.
fn element(value: &Value) -> Value {
    let (Some([operator]), Some(hole)) = (value.as_object(), first_hole(value)) else {
        return value.clone();
    };
    let takes_text = operator.name.as_str().is_some_and(|name| {
        matches!(
            name,
            "prefix" | "suffix" | "equals-ignore-case" | "wildcard" | "anything-but"
        )
    });
    match takes_text && all_texts(&operator.value) {
        true => value.clone(),
        false => unknown(value, &hole),
    }
}

/// Whether everything that is open in an operand is a text.
fn all_texts(operand: &Value) -> bool {
    match &operand.kind {
        Kind::Open(open) => open.shape == Shape::Text,
        Kind::Array(elements) => elements.iter().all(all_texts),
        Kind::Object(members) => members.iter().all(|member| all_texts(&member.value)),
        _ => true,
    }
}

/// The first thing that is open in a value.
fn first_hole(value: &Value) -> Option<Open> {
    let mut due = vec![value];
    while let Some(value) = due.pop() {
        match &value.kind {
            Kind::Open(open) => return Some((**open).clone()),
            Kind::Array(elements) => due.extend(elements.iter().rev()),
            Kind::Object(members) => due.extend(members.iter().rev().map(|member| &member.value)),
            _ => {}
        }
    }
    None
}

/// A value of which not even the shape is known.
fn unknown(value: &Value, open: &Open) -> Value {
    let open = Open {
        shape: Shape::Structure,
        ..open.clone()
    };
    Value {
        span: value.span,
        kind: Kind::Open(Box::new(open)),
    }
}

/// An alternative of which nothing is known.
fn branch(value: &Value, open: &Open, name: &str) -> Value {
    let member = Member {
        name: JsonString::from(name),
        name_span: value.span,
        value: list(value, vec![unknown(value, open)]),
    };
    Value {
        span: value.span,
        kind: Kind::Object(vec![member]),
    }
}

fn list(value: &Value, elements: Vec<Value>) -> Value {
    Value {
        span: value.span,
        kind: Kind::Array(elements),
    }
}

//! Events filled up with what such events have.

use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

/// An object with these members.
pub(super) fn object(members: Vec<Member>) -> Value {
    made(Kind::Object(members))
}

/// A member.
pub(super) fn member(name: &str, value: Value) -> Member {
    Member {
        name: name.into(),
        name_span: Span::default(),
        value,
    }
}

/// A value that stands in no text.
pub(super) fn made(kind: Kind) -> Value {
    Value {
        span: Span::default(),
        kind,
    }
}

/// A text that stands in no text.
pub(super) fn text(text: &str) -> Value {
    Value::text(text, Span::default())
}

/// The value at a path, in the first element of arrays.
pub(super) fn at<'v>(event: &'v Value, path: &JsonString) -> Option<&'v Value> {
    let mut here = first(event);
    for name in path.as_str()?.split('.') {
        here = first(here.get(name)?);
    }
    Some(here)
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(<[Value]>::first).unwrap_or(value)
}

/// Fills an event up with what `likely` has beside it. Where that has an array, the event gets one. A value is filled in
/// only where `may` says so of its path.
pub(super) fn filled(event: &Value, likely: &Value, may: &dyn Fn(&str, &Value) -> bool) -> Value {
    merged(event, likely, "", may)
}

fn merged(event: &Value, likely: &Value, path: &str, may: &dyn Fn(&str, &Value) -> bool) -> Value {
    match (&event.kind, &likely.kind) {
        (Kind::Object(own), Kind::Object(likely)) => {
            let mut members: Vec<Member> = Vec::with_capacity(own.len() + likely.len());
            for one in likely {
                let path = joined(path, &one.name);
                let value = match own.iter().find(|member| member.name == one.name) {
                    Some(member) => Some(merged(&member.value, &one.value, &path, may)),
                    None => allowed(&one.value, &path, may),
                };
                members.extend(value.map(|value| Member {
                    name: one.name.clone(),
                    name_span: Span::default(),
                    value,
                }));
            }
            let is_new = |member: &&Member| likely.iter().all(|one| one.name != member.name);
            members.extend(own.iter().filter(is_new).cloned());
            object(members)
        }
        (Kind::Array(elements), Kind::Array(likely)) => {
            let pattern = likely.iter().find(|one| one.as_object().is_some());
            let elements = elements.iter().map(|one| match (pattern, one.as_object()) {
                (Some(likely), Some(_)) => merged(one, likely, path, may),
                _ => one.clone(),
            });
            made(Kind::Array(elements.collect()))
        }
        (_, Kind::Array(likely)) => {
            let holds_more = |one: &&Value| matches!(one.kind, Kind::Object(_) | Kind::Array(_));
            let pattern = likely.iter().find(holds_more);
            let element = match pattern {
                Some(likely) => merged(event, likely, path, may),
                None => event.clone(),
            };
            made(Kind::Array(vec![element]))
        }
        (Kind::Array(elements), Kind::Object(_)) => {
            let elements = elements.iter().map(|one| match one.as_object() {
                Some(_) => merged(one, likely, path, may),
                None => one.clone(),
            });
            made(Kind::Array(elements.collect()))
        }
        _ => event.clone(),
    }
}

/// What of a value may be filled in; `None` if nothing of it.
fn allowed(value: &Value, path: &str, may: &dyn Fn(&str, &Value) -> bool) -> Option<Value> {
    match &value.kind {
        Kind::Object(members) => {
            let members = members.iter().filter_map(|one| {
                Some(Member {
                    value: allowed(&one.value, &joined(path, &one.name), may)?,
                    ..one.clone()
                })
            });
            Some(object(members.collect()))
        }
        Kind::Array(elements) => {
            let elements = elements.iter().filter_map(|one| allowed(one, path, may));
            Some(made(Kind::Array(elements.collect())))
        }
        _ => may(path, value).then(|| value.clone()),
    }
}

fn joined(path: &str, name: &JsonString) -> String {
    let name = name.to_display();
    if path.is_empty() {
        name.into_owned()
    } else {
        format!("{path}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn an_event_is_filled_up_and_keeps_what_it_has() {
        let event = json::parse(
            r#"{"z":1,"d":{"list":{"b":2},"one":3,"both":[{"p":1},{"q":2}],"deep":4}}"#,
        )
        .unwrap();
        let likely = json::parse(
            r#"{"v":"0","d":{"list":[{"a":"x","b":"y"}],"one":[7],"no":1,"both":[{"r":0}],"o":{},"deep":[[5]]},"e":[]}"#,
        );
        let filled = filled(&event, &likely.unwrap(), &|path, _| path != "d.no");
        assert_eq!(
            filled.to_compact(),
            r#"{"v":"0","d":{"list":[{"a":"x","b":2}],"one":[3],"both":[{"r":0,"p":1},{"r":0,"q":2}],"o":{},"deep":[[4]]},"e":[],"z":1}"#
        );
        assert_eq!(at(&filled, &"d.list.b".into()).unwrap().to_compact(), "2");
    }
}

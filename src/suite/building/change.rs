//! Setting and removing parts of an event.

use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;
use crate::suggest;

use super::super::codes::PATH;
use super::super::file::Spelled;
use super::path::{Step, steps};

/// Sets what stands at a path; what leads there and is missing is made.
///
/// # Errors
///
/// `suite/path`: the path leads through something that has no members, or behind the end of a list.
pub(super) fn set(event: &mut Value, path: &Spelled, new: &Value) -> Result<(), Diagnostic> {
    let steps = steps(path)?;
    let mut at = event;
    for step in &steps {
        at = entered(at, step, path)?;
    }
    *at = new.clone();
    Ok(())
}

/// The part of a value to which a step leads; it is made if it is missing.
fn entered<'v>(
    value: &'v mut Value,
    step: &Step,
    path: &Spelled,
) -> Result<&'v mut Value, Diagnostic> {
    let kind = value.kind_name();
    match (&mut value.kind, step) {
        (Kind::Object(members), Step::Name(name)) => {
            let at = members.iter().rposition(|member| member.name == **name);
            let at = at.unwrap_or_else(|| {
                members.push(Member {
                    name: JsonString::from(name.as_str()),
                    name_span: Span::default(),
                    value: empty(),
                });
                members.len() - 1
            });
            let member = members.get_mut(at).map(|member| &mut member.value);
            member.ok_or_else(|| leads_nowhere(path, step, kind))
        }
        (Kind::Array(elements), Step::Index(index)) => {
            if *index == elements.len() {
                elements.push(empty());
            }
            let length = elements.len();
            let element = elements.get_mut(*index);
            element.ok_or_else(|| behind_the_end(path, *index, length))
        }
        _ => Err(leads_nowhere(path, step, kind)),
    }
}

/// Removes what stands at a path.
///
/// # Errors
///
/// `suite/path`: nothing stands there.
pub(super) fn remove(event: &mut Value, path: &Spelled) -> Result<(), Diagnostic> {
    let steps = steps(path)?;
    let Some((last, before)) = steps.split_last() else {
        return Ok(());
    };
    let mut at = event;
    for step in before {
        let known = names(at);
        let next = match (&mut at.kind, step) {
            (Kind::Object(members), Step::Name(name)) => {
                let member = members.iter_mut().rev().find(|one| one.name == **name);
                member.map(|member| &mut member.value)
            }
            (Kind::Array(elements), Step::Index(index)) => elements.get_mut(*index),
            _ => None,
        };
        at = next.ok_or_else(|| not_there(path, step, &known))?;
    }
    let known = names(at);
    let removed = match (&mut at.kind, last) {
        (Kind::Object(members), Step::Name(name)) => {
            let before = members.len();
            members.retain(|member| member.name != **name);
            members.len() < before
        }
        (Kind::Array(elements), Step::Index(index)) if *index < elements.len() => {
            elements.remove(*index);
            true
        }
        _ => false,
    };
    removed
        .then_some(())
        .ok_or_else(|| not_there(path, last, &known))
}

/// What is made where nothing stands: the next step, or what is set, tells what it is.
fn empty() -> Value {
    Value {
        span: Span::default(),
        kind: Kind::Object(Vec::new()),
    }
}

fn names(value: &Value) -> Vec<String> {
    let members = value.as_object().unwrap_or_default().iter();
    members
        .map(|one| one.name.to_display().into_owned())
        .collect()
}

fn not_there(path: &Spelled, step: &Step, known: &[String]) -> Diagnostic {
    let told = Diagnostic::error(PATH, format!("the event has no `{}`", path.text));
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    match step {
        Step::Index(index) => told.at(path.span, format!("no element has the number {index}")),
        Step::Name(name) => {
            let told = told.at(path.span, format!("nothing there is called `{name}`"));
            match suggest::did_you_mean(name, &known) {
                Some(help) => told.help(help),
                None => told,
            }
        }
    }
}

fn leads_nowhere(path: &Spelled, step: &Step, kind: &str) -> Diagnostic {
    let told = Diagnostic::error(PATH, format!("`{}` leads nowhere in the event", path.text));
    match step {
        Step::Name(name) => told.at(
            path.span,
            format!("`{name}` would have to be in an object, and there is {kind}"),
        ),
        Step::Index(index) => told.at(
            path.span,
            format!("`[{index}]` would have to be in an array, and there is {kind}"),
        ),
    }
}

fn behind_the_end(path: &Spelled, index: usize, length: usize) -> Diagnostic {
    let message = format!("`{}` leads behind the end of a list", path.text);
    Diagnostic::error(PATH, message)
        .at(
            path.span,
            format!("the list has {length} elements, numbered from 0"),
        )
        .help(format!(
            "`[{}]` would be the next one, not `[{index}]`",
            length
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn spelled(text: &str) -> Spelled {
        Spelled {
            text: text.to_owned(),
            span: Span::default(),
        }
    }

    #[test]
    fn what_is_set_is_made_where_it_is_missing() {
        for (path, expected) in [
            ("a", Ok(r#"{"a":7,"d":{"l":[1,{"x":2}]}}"#)),
            ("d.l[0]", Ok(r#"{"a":1,"d":{"l":[7,{"x":2}]}}"#)),
            ("d.l[2]", Ok(r#"{"a":1,"d":{"l":[1,{"x":2},7]}}"#)),
            (
                "d.l[1].y.z",
                Ok(r#"{"a":1,"d":{"l":[1,{"x":2,"y":{"z":7}}]}}"#),
            ),
            ("d.l[4]", Err("`d.l[4]` leads behind the end of a list")),
            ("a.b", Err("`a.b` leads nowhere in the event")),
            ("d[0]", Err("`d[0]` leads nowhere in the event")),
        ] {
            let mut event = json::parse(r#"{"a":1,"d":{"l":[1,{"x":2}]}}"#).unwrap();
            let new = json::parse("7").unwrap();
            let made = set(&mut event, &spelled(path), &new).map(|()| event.to_compact());
            let made = made.map_err(|told| told.message);
            assert_eq!(made, expected.map(str::to_owned).map_err(str::to_owned));
        }
    }

    #[test]
    fn what_is_removed_has_to_be_there() {
        for (path, expected) in [
            ("a", Ok(r#"{"d":{"l":[1,{"x":2}]}}"#)),
            ("d.l[0]", Ok(r#"{"a":1,"d":{"l":[{"x":2}]}}"#)),
            ("d.l[1].x", Ok(r#"{"a":1,"d":{"l":[1,{}]}}"#)),
            ("d.m", Err("the event has no `d.m`")),
            ("d.l[2]", Err("the event has no `d.l[2]`")),
        ] {
            let mut event = json::parse(r#"{"a":1,"d":{"l":[1,{"x":2}]}}"#).unwrap();
            let made = remove(&mut event, &spelled(path)).map(|()| event.to_compact());
            let made = made.map_err(|told| told.message);
            assert_eq!(made, expected.map(str::to_owned).map_err(str::to_owned));
        }
    }
}

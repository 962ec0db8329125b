//! An event that reveals what a target makes of it.

use std::collections::BTreeSet;

use crate::json::{Kind, Member, Value};
use crate::model::Target;
use crate::source::Span;

/// The most elements that an array gets.
const MOST_ELEMENTS: usize = 100;

/// An event with a value of its own at each path that a target follows, where it had none: what is put there is like nothing
/// else in it.
#[must_use]
pub fn revealing(target: &Target, event: &Value) -> Value {
    let transformer = target.input_transformer.iter();
    let paths = transformer.flat_map(|one| one.paths.iter().map(|(_, path)| path));
    let paths = paths.chain(&target.input_path);
    let paths: BTreeSet<&str> = paths.map(|path| path.as_str()).collect();
    let mut event = event.clone();
    for (number, path) in (1..).zip(paths) {
        reveal(&mut event, path, number);
    }
    event
}

/// Puts a text of its own to where a path leads, if there is nothing: it holds the number of the path.
pub(in crate::suite) fn reveal(event: &mut Value, path: &str, number: usize) {
    let Some(steps) = steps(path) else { return };
    let last = steps.iter().rev().find_map(|step| match step {
        Step::Name(name) => Some(*name),
        Step::Index(_) => None,
    });
    let text = format!("{}-{number}", last.unwrap_or_default());
    fill(event, &steps, &|| Value::text(&text, Span::default()));
}

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::suite) enum Step<'p> {
    Name(&'p str),
    Index(usize),
}

/// The steps of a path that leads to one value: `$.detail.items[0].id`.
fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in path.trim_start_matches('$').split('.').skip(1) {
        let (name, indexes) = part
            .split_once('[')
            .map_or((part, None), |(name, rest)| (name, Some(rest)));
        if name.is_empty() {
            return None;
        }
        steps.push(Step::Name(name));
        if let Some(indexes) = indexes {
            for index in indexes.strip_suffix(']')?.split("][") {
                let index = index.parse().ok().filter(|index| *index < MOST_ELEMENTS)?;
                steps.push(Step::Index(index));
            }
        }
    }
    Some(steps)
}

/// Puts a value to where a path leads, if there is none. Beside elements stand others, so that one is told from all; what is no
/// array becomes one, as patterns do not tell the two apart.
pub(in crate::suite) fn fill(event: &mut Value, steps: &[Step<'_>], value: &dyn Fn() -> Value) {
    let mut at = event;
    for (number, step) in steps.iter().enumerate() {
        let next = match steps.get(number + 1) {
            None => None,
            Some(Step::Name(_)) => Some(Kind::Object(Vec::new())),
            Some(Step::Index(_)) => Some(Kind::Array(Vec::new())),
        };
        let new = || match &next {
            None => value(),
            Some(kind) => made(kind.clone()),
        };
        let found = match step {
            Step::Name(name) => member(at, name, &new),
            Step::Index(index) => element(at, *index, &new),
        };
        let Some(found) = found else { return };
        at = found;
    }
}

/// The member of a name, which is put in if there is none; `None` of what has no members.
fn member<'v>(of: &'v mut Value, name: &str, new: &dyn Fn() -> Value) -> Option<&'v mut Value> {
    let Kind::Object(members) = &mut of.kind else {
        return None;
    };
    let place = match members.iter().position(|one| one.name == *name) {
        Some(place) => place,
        None => {
            members.push(Member {
                name: name.into(),
                name_span: Span::default(),
                value: new(),
            });
            members.len() - 1
        }
    };
    members.get_mut(place).map(|member| &mut member.value)
}

/// The element of a number, which is put in if there is none, and one behind it.
fn element<'v>(of: &'v mut Value, index: usize, new: &dyn Fn() -> Value) -> Option<&'v mut Value> {
    if matches!(of.kind, Kind::Object(_)) {
        return None;
    }
    if !matches!(of.kind, Kind::Array(_)) {
        let only = std::mem::replace(of, made(Kind::Null));
        of.kind = Kind::Array(vec![only]);
    }
    let Kind::Array(elements) = &mut of.kind else {
        return None;
    };
    while elements.len() < index {
        elements.push(other(elements.len()));
    }
    if elements.len() == index {
        elements.push(new());
    }
    if elements.len() == index + 1 {
        elements.push(other(elements.len()));
    }
    elements.get_mut(index)
}

/// An element of which no path speaks.
fn other(number: usize) -> Value {
    Value::text(&format!("other-{number}"), Span::default())
}

const fn made(kind: Kind) -> Value {
    Value {
        span: Span { start: 0, end: 0 },
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::model::{Declared, InputTransformer};
    use crate::suite::mutant::target::target_mutants;
    use crate::transform::{Record, Rendered, RuleTarget, Variables};

    fn target(paths: &[(&str, &str)], template: &str) -> Target {
        let paths = paths.iter();
        let paths = paths.map(|(name, path)| ((*name).to_owned(), Declared::whole(path)));
        let transformer = InputTransformer {
            paths: paths.collect(),
            template: Some(Declared::whole(template)),
        };
        Target {
            input_transformer: Some(transformer),
            ..Target::default()
        }
    }

    fn received(target: &Target, event: &Value) -> String {
        let input = RuleTarget::declared(target).unwrap().check().unwrap();
        match input.deliver(&Record::new(event), &Variables::new()) {
            Rendered::Delivered { raw, .. } => raw,
            Rendered::Undelivered(_) => "nothing".to_owned(),
        }
    }

    /// Each mutant in words, and what it receives.
    fn told(target: &Target) -> Vec<String> {
        let event = json::parse(r#"{"source":"shop","detail":{"id":7}}"#).unwrap();
        let event = revealing(target, &event);
        let own = received(target, &event);
        let mutants = target_mutants(target).into_iter();
        let told = mutants.map(|one| {
            let got = received(&one.target, &event);
            assert_ne!(got, own, "{}", one.description);
            format!("{}: {got}", one.description)
        });
        told.collect()
    }

    #[test]
    fn paths_move_and_placeholders_go() {
        let target = target(
            &[
                ("id", "$.detail.id"),
                ("who", "$.detail.by.name"),
                ("unused", "$.id"),
            ],
            r#"{"order": <id>, "text": "by <who>"}"#,
        );
        assert_eq!(
            told(&target),
            [
                r#"`id`: `$.detail.id` becomes `$.detail`: {"order":{"id":7,"by":{"name":"name-1"}},"text":"by name-1"}"#,
                r#"`id`: `$.detail.id` becomes `$.detail.by.name`: {"order":"name-1","text":"by name-1"}"#,
                r#"`who`: `$.detail.by.name` becomes `$.detail.by`: nothing"#,
                r#"`who`: `$.detail.by.name` becomes `$.id`: {"order":7,"text":"by id-3"}"#,
                r#"placeholder `<id>` becomes `null`: {"order":null,"text":"by name-1"}"#,
                r#"placeholder `<who>` is dropped: {"order":7,"text":"by "}"#,
            ]
        );
    }

    #[test]
    fn elements_stand_beside_others() {
        let target = target(
            &[("first", "$.detail.all[0]"), ("id", "$.detail.id[1].no")],
            r#""v-<first>-<id>""#,
        );
        assert_eq!(
            told(&target),
            [
                r#"`first`: `$.detail.all[0]` becomes `$.detail.all`: "v-[all-1,other-1]-no-2""#,
                r#"`first`: `$.detail.all[0]` becomes `$.detail.id[1].no`: "v-no-2-no-2""#,
                r#"`id`: `$.detail.id[1].no` becomes `$.detail.id[1]`: "v-all-1-{no:no-2}""#,
                r#"`id`: `$.detail.id[1].no` becomes `$.detail.all[0]`: "v-all-1-all-1""#,
                r#"placeholder `<first>` is dropped: "v--no-2""#,
                r#"placeholder `<id>` is dropped: "v-all-1-""#,
            ]
        );
    }

    #[test]
    fn a_constant_is_dropped() {
        let target = Target {
            input: Some(Declared::whole("[1]")),
            ..Target::default()
        };
        assert_eq!(
            told(&target),
            [
                r#"the input is dropped: {"source":"shop","detail":{"id":7}}"#,
                "`1` becomes `0`: [0]",
            ]
        );
    }

    #[test]
    fn an_input_path_moves_up() {
        let target = Target {
            input_path: Some(Declared::whole("$.detail.id")),
            ..Target::default()
        };
        assert_eq!(
            told(&target),
            [r#"`$.detail.id` becomes `$.detail`: {"id":7}"#]
        );
    }
}

//! An event that reveals what a target makes of it.

use std::collections::BTreeSet;

use crate::json::{Kind, Member, Value};
use crate::model::Target;
use crate::source::Span;

/// An event with a value of its own at each path that a target follows, where it had none: what is put there is like nothing
/// else in it.
#[must_use]
pub fn revealing(target: &Target, event: &Value) -> Value {
    let transformer = target.input_transformer.iter();
    let paths = transformer.flat_map(|one| one.paths.iter().map(|(_, path)| path));
    let paths = paths.chain(&target.input_path);
    let paths: BTreeSet<&str> = paths.map(|path| path.as_str()).collect();
    let mut event = event.clone();
    for (number, path) in paths.iter().enumerate() {
        let names: Vec<&str> = path.trim_start_matches('$').split('.').skip(1).collect();
        let is_plain = |name: &&str| !name.is_empty() && !name.contains(['[', ']']);
        if names.iter().all(is_plain) {
            let value = |name: &str| format!("{name}-{}", number + 1);
            fill(&mut event, &names, &|name| {
                Value::text(&value(name), Span::default())
            });
        }
    }
    event
}

/// Puts a value to where a path of names leads, if there is none.
pub(in crate::suite) fn fill(event: &mut Value, names: &[&str], value: &dyn Fn(&str) -> Value) {
    let Some((name, rest)) = names.split_first() else {
        return;
    };
    let Kind::Object(members) = &mut event.kind else {
        return;
    };
    let place = match members.iter().position(|one| one.name == **name) {
        Some(place) => place,
        None => {
            let value = match rest {
                [] => value(name),
                _ => Value {
                    span: Span::default(),
                    kind: Kind::Object(Vec::new()),
                },
            };
            members.push(Member {
                name: (*name).into(),
                name_span: Span::default(),
                value,
            });
            members.len() - 1
        }
    };
    if let Some(member) = members.get_mut(place) {
        fill(&mut member.value, rest, value);
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
    fn a_constant_is_dropped() {
        let target = Target {
            input: Some(Declared::whole("[1]")),
            ..Target::default()
        };
        assert_eq!(
            told(&target),
            [r#"the input is dropped: {"source":"shop","detail":{"id":7}}"#]
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

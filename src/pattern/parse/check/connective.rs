//! `$and` and its kin, which other languages write before a list of conditions.

use super::{Check, Due, codes};
use crate::diagnostic::Diagnostic;
use crate::json::{Kind, Member, Value};
use crate::pattern::operator::Operator;
use crate::source::Span;

/// Objects of fields that are deeper are not put together.
const DEEPEST: usize = 32;

/// A text that is proposed is told in a help up to this many characters.
const LONGEST: usize = 160;

impl Check<'_> {
    /// A connective before a list of objects of fields; such a list is refused, for its fields are no operators.
    pub(super) fn connective<'v>(
        &mut self,
        member: &'v Member,
        object: &Due<'v>,
        due: &mut Vec<Due<'v>>,
    ) -> bool {
        let name = member.name.to_display().to_lowercase();
        let word = name.strip_prefix('$').unwrap_or(&name);
        let Some(sides) = (name != "$or" && matches!(word, "and" | "or" | "nor" | "not" | "all"))
            .then(|| sides(&member.value))
            .flatten()
        else {
            return false;
        };
        let told = Diagnostic::error(
            codes::UNKNOWN_OPERATOR,
            format!("`{}` is no operator", member.name),
        )
        .at(member.name_span, "taken for a field");
        self.found.push(match word {
            "and" | "all" => self.beside(told, member, object, &sides),
            "or" if sides.len() > 1 => told
                .help("did you mean `$or`?")
                .fix(member.name_span, "\"$or\""),
            "or" => {
                told.help("write its fields beside the others: an alternative to them is missing")
            }
            _ => told.help(
                "exclude values in the list of each field: `[{\"anything-but\": [\"a\", \"b\"]}]`",
            ),
        });
        due.extend(sides.into_iter().map(|(span, members)| Due {
            span,
            field: None,
            members,
            is_root: false,
            is_in_or: object.is_in_or,
        }));
        true
    }

    /// Fields that stand beside each other are all needed.
    fn beside(
        &self,
        told: Diagnostic,
        member: &Member,
        object: &Due<'_>,
        sides: &[(Span, &[Member])],
    ) -> Diagnostic {
        let others = object
            .members
            .iter()
            .filter(|one| !std::ptr::eq(*one, member));
        let inside = sides.iter().flat_map(|(_, members)| *members);
        let all: Vec<&Member> = others.chain(inside).collect();
        let Some(text) = self.merged(&all, 0) else {
            return told.help(
                "fields beside each other are all needed: write them without it; of one field two conditions cannot be asked",
            );
        };
        let help = format!("fields beside each other are all needed: write `{text}`");
        let told = match help.chars().count() <= LONGEST {
            true => told.help(help),
            false => told.help("fields beside each other are all needed: write them without it"),
        };
        told.fix(object.span, text)
    }

    /// Fields as one object. `None` if two of a name are not both objects of fields.
    fn merged(&self, all: &[&Member], depth: usize) -> Option<String> {
        let mut fields: Vec<(&Member, Vec<&Member>)> = Vec::new();
        for one in all {
            let Some((first, inside)) = fields.iter_mut().find(|(first, _)| first.name == one.name)
            else {
                fields.push((one, Vec::new()));
                continue;
            };
            let (Kind::Object(left), Kind::Object(right)) = (&first.value.kind, &one.value.kind)
            else {
                return None;
            };
            if inside.is_empty() {
                inside.extend(left);
            }
            inside.extend(right);
        }
        let written = fields.iter().map(|(first, inside)| {
            let name = self.raw(first.name_span);
            match inside.is_empty() {
                true => Some(format!("{name}: {}", self.raw(first.value.span))),
                false if depth < DEEPEST => {
                    Some(format!("{name}: {}", self.merged(inside, depth + 1)?))
                }
                false => None,
            }
        });
        Some(format!(
            "{{{}}}",
            written.collect::<Option<Vec<_>>>()?.join(", ")
        ))
    }
}

/// The objects of a list, if one of them begins with a field that is no operator.
fn sides(value: &Value) -> Option<Vec<(Span, &[Member])>> {
    let all = value.as_array()?.iter().map(|one| match &one.kind {
        Kind::Object(members) => Some((one.span, members.as_slice())),
        _ => None,
    });
    let all = all.collect::<Option<Vec<_>>>()?;
    let is_field = |members: &[Member]| {
        members
            .first()
            .is_some_and(|one| one.name.as_str().and_then(Operator::from_name).is_none())
    };
    all.iter()
        .any(|(_, members)| is_field(members))
        .then_some(all)
}

#[cfg(test)]
mod tests {
    use crate::pattern::{Dialect, parse};

    /// A text, the remedy, and the text with the edit.
    const ROWS: &[(&str, &str, Option<&str>)] = &[
        (
            r#"{"$and":[{"source":["a"]},{"detail":{"x":[1]}}]}"#,
            r#"fields beside each other are all needed: write `{"source": ["a"], "detail": {"x":[1]}}`"#,
            Some(r#"{"source": ["a"], "detail": {"x":[1]}}"#),
        ),
        (
            r#"{"detail":{"y":[2]},"AND":[{"detail":{"x":[1]}},{"detail":{"z":[3]}}]}"#,
            r#"fields beside each other are all needed: write `{"detail": {"y": [2], "x": [1], "z": [3]}}`"#,
            Some(r#"{"detail": {"y": [2], "x": [1], "z": [3]}}"#),
        ),
        (
            r#"{"detail":{"$and":[{"x":[1]},{"x":[2]}]}}"#,
            "fields beside each other are all needed: write them without it; of one field two conditions cannot be asked",
            None,
        ),
        (
            r#"{"or":[{"x":[1]},{"y":[2]}]}"#,
            "did you mean `$or`?",
            Some(r#"{"$or":[{"x":[1]},{"y":[2]}]}"#),
        ),
        (
            r#"{"$nor":[{"x":[1]},{"y":[2]}]}"#,
            r#"exclude values in the list of each field: `[{"anything-but": ["a", "b"]}]`"#,
            None,
        ),
    ];

    #[test]
    fn a_connective_of_another_language_is_told_what_says_the_same() {
        for (text, help, mended) in ROWS {
            let error = parse(text, Dialect::Bus).unwrap_err();
            let [only] = error.diagnostics.as_slice() else {
                panic!("{text}: {:?}", error.diagnostics);
            };
            assert_eq!(only.help.as_deref(), Some(*help), "{text}");
            let told = only.fix.as_ref().map(|fix| fix.applied(text).unwrap());
            if let Some(text) = &told {
                parse(text, Dialect::Bus).unwrap();
            }
            assert_eq!(told.as_deref(), *mended, "{text}");
        }
    }

    #[test]
    fn a_field_of_that_name_with_values_is_a_field() {
        assert!(
            parse(
                r#"{"and":["x",{"prefix":"y"}],"$and":{"x":[1]}}"#,
                Dialect::Bus
            )
            .is_ok()
        );
    }
}

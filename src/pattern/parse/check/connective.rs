//! `$and` and its kin, which other languages write before a list of conditions.

use super::beside::{combined, whole};
use super::{Check, Due, LONGEST_HELP, check_at, codes, negation};
use crate::diagnostic::Diagnostic;
use crate::json::{self, Kind, Member, Value};
use crate::pattern::operator::Operator;
use crate::source::Span;

/// A text that is proposed is tried up to this many bytes, more than a pattern may have.
const LONGEST_TRIAL: usize = 8192;

/// The most mistakes that are mended in a text before it is proposed.
const MOST_EDITS: usize = 12;

/// Connectives inside connectives inside connectives are not tried: each would be tried for each edit of those around it.
const DEEPEST_TRIAL: usize = 2;

impl Check<'_> {
    /// A connective before a list of objects of fields; such a list is refused, for its fields are no operators.
    pub(super) fn connective<'v>(
        &mut self,
        member: &'v Member,
        object: &Due<'v>,
        due: &mut Vec<Due<'v>>,
    ) -> bool {
        let name = member.name.to_display().to_lowercase();
        let word = match name.strip_prefix('$').unwrap_or(&name) {
            "anyof" | "any_of" => "or",
            "allof" | "all_of" => "and",
            word => word,
        };
        let is_one = matches!(word, "and" | "or" | "nor" | "not" | "all");
        let Some(sides) = (member.name != *"$or" && is_one)
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
            _ => self.excluded(told, member, object, word, &sides),
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
        let inside = sides.iter().flat_map(|(_, members)| *members);
        let inside = inside.map(|one| self.raw(whole(one)).to_owned());
        let Some(combined) = combined(self.text, object.members, member, inside) else {
            return told.help(
                "fields beside each other are all needed: write them without it; of one field one operator can ask two conditions: `numeric` two bounds, `wildcard` how a text begins and ends",
            );
        };
        let Some(text) = self.mended(combined) else {
            return told.help("fields beside each other are all needed: write them without it");
        };
        let shown = match object.field {
            Some(field) => format!("\"{field}\": {}", in_one_line(&text)),
            None => in_one_line(&text),
        };
        let help = format!("fields beside each other are all needed: write `{shown}`");
        let told = match help.chars().count() <= LONGEST_HELP {
            true => told.help(help),
            false => told.help("fields beside each other are all needed: write them without it"),
        };
        told.fix(object.span, text)
    }

    /// Objects of one field each of which none is to match.
    fn excluded(
        &self,
        told: Diagnostic,
        member: &Member,
        object: &Due<'_>,
        word: &str,
        sides: &[(Span, &[Member])],
    ) -> Diagnostic {
        let each = sides
            .iter()
            .map(|(_, members)| negation::excluded_field(members, self.text, self.dialect));
        // Whether a `not` of several objects excludes each or all together nobody can tell.
        let is_clear = word == "nor" || sides.len() == 1;
        let text = is_clear
            .then(|| each.collect::<Option<Vec<_>>>())
            .flatten()
            .and_then(|each| combined(self.text, object.members, member, each.into_iter()))
            .and_then(|text| self.mended(text));
        let Some(text) = text else {
            return told.help(
                "exclude values in the list of each field: `[{\"anything-but\": [\"a\", \"b\"]}]`",
            );
        };
        let help = format!(
            "exclude values in the list of each field: write `{}`",
            in_one_line(&text)
        );
        let told = match help.chars().count() <= LONGEST_HELP {
            true => told.help(help),
            false => told.help("exclude values in the list of each field"),
        };
        told.fix(object.span, text)
    }

    /// The fields of an object that `$or` has in place of its list, each as an alternative: what to write, and where.
    pub(super) fn each_alone(&self, member: &Member) -> Option<(String, Span)> {
        let members = member.value.as_object().filter(|all| all.len() > 1)?;
        let each = members.iter().map(|one| {
            let Span { start, end } = whole(one);
            Some(format!("{{{}}}", self.text.get(start..end)?))
        });
        let list = format!("[{}]", each.collect::<Option<Vec<_>>>()?.join(", "));
        let is_taken = check_at(
            &format!("{{\"$or\": {list}}}"),
            self.dialect,
            self.depth + 1,
        )
        .is_empty();
        is_taken.then_some((list, member.value.span))
    }

    /// The only alternative of `$or` in its place: what to write, and where.
    pub(super) fn only_one(
        &self,
        alternatives: &[Value],
        member: &Member,
        object: &Due<'_>,
    ) -> Option<(String, Span)> {
        let [only] = alternatives else {
            return None;
        };
        let members = only.as_object()?.iter();
        let each =
            members.map(|one| Some(self.text.get(whole(one).start..whole(one).end)?.to_owned()));
        let each = each.collect::<Option<Vec<_>>>()?.into_iter();
        let text = self.mended(combined(self.text, object.members, member, each)?)?;
        Some((text, object.span))
    }

    /// The last mistake with what is to be written in the place of its `$or`, if that is known.
    pub(super) fn in_place_of_or(&mut self, meant: Option<(String, Span)>) {
        let Some((text, span)) = meant else {
            return;
        };
        let Some(told) = self.found.pop() else {
            return;
        };
        let told = match text.starts_with('[') {
            _ if text.chars().count() > LONGEST_HELP => told,
            true => told.help(format!("write `\"$or\": {text}`")),
            false => told.help(format!("one alternative is no choice: write `{text}`")),
        };
        self.found.push(told.fix(span, text));
    }

    /// A pattern with the edits of its mistakes made one after the other, if AWS takes what comes of it.
    fn mended(&self, mut text: String) -> Option<String> {
        if self.depth >= DEEPEST_TRIAL || text.len() > LONGEST_TRIAL {
            return None;
        }
        for _ in 0..MOST_EDITS {
            let found = check_at(&text, self.dialect, self.depth + 1);
            let mut errors = found.iter().filter(|one| one.is_error()).peekable();
            if errors.peek().is_none() {
                return Some(text);
            }
            text = errors.find_map(|one| one.fix.as_ref())?.applied(&text)?;
        }
        None
    }
}

/// A text to be shown in a sentence.
fn in_one_line(text: &str) -> String {
    let compact = text
        .contains('\n')
        .then(|| json::parse(text).ok())
        .flatten()
        .map(|value| value.to_compact());
    compact.unwrap_or_else(|| text.to_owned())
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
            "fields beside each other are all needed: write them without it; of one field one operator can ask two conditions: `numeric` two bounds, `wildcard` how a text begins and ends",
            None,
        ),
        (
            r#"{"or":[{"x":[1]},{"y":[2]}]}"#,
            "did you mean `$or`?",
            Some(r#"{"$or":[{"x":[1]},{"y":[2]}]}"#),
        ),
        (
            r#"{"$nor":[{"x":[1]},{"y":[2]}]}"#,
            r#"exclude values in the list of each field: write `{"x": [{"anything-but": [1]}], "y": [{"anything-but": [2]}]}`"#,
            Some(r#"{"x": [{"anything-but": [1]}], "y": [{"anything-but": [2]}]}"#),
        ),
        (
            r#"{"detail":{"y":[2]},"$not":[{"detail":{"x":["a"]}}]}"#,
            r#"exclude values in the list of each field: write `{"detail": {"y": [2], "x": [{"anything-but": ["a"]}]}}`"#,
            Some(r#"{"detail": {"y": [2], "x": [{"anything-but": ["a"]}]}}"#),
        ),
        (
            r#"{"$not":[{"x":[1]},{"y":[2]}]}"#,
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
    fn what_stands_beside_each_other_is_mended_before_it_is_proposed() {
        for (text, mended) in [
            (
                r#"{"$and":[{"source":"a"},{"detail":{"total":{"$gt":5}}}]}"#,
                Some(r#"{"source": ["a"], "detail": {"total":[{"numeric": [">", 5]}]}}"#),
            ),
            (
                r#"{"$and":[{"detail":{"n":{"$gte":1}}},{"detail":{"n":{"$lt":9}}}]}"#,
                Some(r#"{"detail": {"n": [{"numeric": [">=", 1, "<", 9]}]}}"#),
            ),
            (
                r#"{"$and":[{"a":[1]},{"$and":[{"b":"x"},{"$and":[{"c":[2]}]}]}]}"#,
                Some(r#"{"a": [1], "b": ["x"], "c": [2]}"#),
            ),
            (
                r#"{"$and":[{"a":[1]},{"b":[{"regex":"^x"}]}]}"#,
                Some(r#"{"a": [1], "b": [{"prefix": "x"}]}"#),
            ),
            (
                r#"{"$and":[{"a":[1]},{"b":[{"regex":"^(x|y)"}]}]}"#,
                Some(r#"{"a": [1], "b": [{"prefix": "x"}, {"prefix": "y"}]}"#),
            ),
            (r#"{"$and":[{"a":[1]},{"b":[{"regex":"^(x|y)*"}]}]}"#, None),
        ] {
            let error = parse(text, Dialect::Bus).unwrap_err();
            let first = error.diagnostics.first().unwrap();
            let told = first.fix.as_ref().map(|fix| fix.applied(text).unwrap());
            if let Some(text) = &told {
                parse(text, Dialect::Bus).unwrap();
            }
            assert_eq!(told.as_deref(), mended, "{text}");
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

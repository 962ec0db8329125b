//! Lists of values that let everything through, which nobody writes who wants a condition: the values of a list are
//! alternatives, and what one excludes another may let in.
//!
//! Whether a list does is decided and not guessed: see [`decide`](super::decide).

use super::ast::{Comparison, Test, ValueList};
use super::decide::{Limits, Relation, compare};
use super::parse::codes::MATCHES_EVERYTHING;
use super::{Dialect, Pattern, parse};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Longer lists are data, and conditions are short.
const MOST_VALUES: usize = 8;

/// What is to be said of lists that together match every number, every value, or anything at all.
#[must_use]
pub fn notes(pattern: &Pattern) -> Vec<Diagnostic> {
    let mut notes: Vec<Diagnostic> = Vec::new();
    let fields = pattern.sub_rules.iter().flat_map(|rule| &rule.fields);
    for list in fields.map(|field| &field.values) {
        let is_told = |span: Span| {
            let all = pattern.notes.iter().chain(&notes);
            let mut told = all.filter(|note| note.code == MATCHES_EVERYTHING);
            told.any(|note| {
                let label = note.primary.as_ref().map(|label| label.span);
                label.is_some_and(|label| span.start <= label.start && label.end <= span.end)
            })
        };
        if !is_told(list.span) {
            notes.extend(about(list, &pattern.text));
        }
    }
    notes
}

fn about(list: &ValueList, text: &str) -> Option<Diagnostic> {
    let count = list.comparisons.len();
    let is_condition = |one: &Comparison| {
        matches!(
            one.test,
            Test::Numeric(_) | Test::AnythingBut(_) | Test::Exists(_)
        )
    };
    let conditions = list.comparisons.iter().filter(|one| is_condition(one));
    if !(2..=MOST_VALUES).contains(&count) || conditions.clone().count() < 2 {
        return None;
    }
    let raw = text.get(list.span.start..list.span.end)?;
    let lets_all = |all: &str| covers(raw, all).unwrap_or(false);
    let last = list.comparisons.last()?;
    let first = list.comparisons.first()?;
    let told = |message: &str| {
        Diagnostic::warning(MATCHES_EVERYTHING, message)
            .at(last.span, "lets through what the others exclude")
            .related(first.span, "an alternative")
    };
    if lets_all(r#"[{"exists": true}, {"exists": false}]"#) {
        let told = told("the values of a list together match whatever the event holds");
        return Some(told.help("leave the field out, or keep the one condition that is meant"));
    }
    if lets_all(r#"[{"exists": true}]"#) {
        let told = told("the values of a list together match every value");
        return Some(
            told.help("the values of a list are alternatives: keep the one that is meant"),
        );
    }
    let is_numeric = |one: &Comparison| matches!(one.test, Test::Numeric(_));
    let are_numeric = list.comparisons.iter().all(is_numeric);
    if !are_numeric || !lets_all(r#"[{"numeric": ["<", 0]}, {"numeric": [">=", 0]}]"#) {
        return None;
    }
    let told = told("the values of a list together match every number");
    Some(match both(list, text) {
        Some(both) => told.help(format!(
            "the values of a list are alternatives: did you mean `{both}`, which asks for both?"
        )),
        None => told.help(
            "the values of a list are alternatives: two bounds of one range stand in one `numeric`",
        ),
    })
}

/// Whether a list lets through all that another does.
fn covers(list: &str, all: &str) -> Option<bool> {
    let pattern = |list: &str| parse(&format!("{{\"detail\": {{\"a\": {list}}}}}"), Dialect::Bus);
    let (whole, list) = (pattern(all).ok()?, pattern(list).ok()?);
    let relation = compare(&whole, &list, &Limits::default()).relation;
    Some(matches!(relation, Relation::Equal | Relation::Wider))
}

/// Two ranges with one bound each as the range between them.
fn both(list: &ValueList, text: &str) -> Option<String> {
    let [one, other] = list.comparisons.as_slice() else {
        return None;
    };
    let bound = |comparison: &Comparison| {
        let raw = text.get(comparison.span.start..comparison.span.end)?;
        let (_, behind) = raw.split_once('[')?;
        let (inside, _) = behind.split_once(']')?;
        let (sign, number) = inside.split_once(',')?;
        let sign = sign.trim().trim_matches('"');
        let is_bound = matches!(sign, ">" | ">=" | "<" | "<=") && !number.contains(',');
        is_bound.then(|| (sign.to_owned(), number.trim().to_owned()))
    };
    let (mut low, mut high) = (bound(one)?, bound(other)?);
    if low.0.starts_with('<') {
        std::mem::swap(&mut low, &mut high);
    }
    let text = format!(
        "{{\"numeric\": [\"{}\", {}, \"{}\", {}]}}",
        low.0, low.1, high.0, high.1
    );
    let alone = format!("{{\"a\": [{text}]}}");
    parse(&alone, Dialect::Bus).is_ok().then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_let_everything_through_are_told_and_no_others() {
        for (list, message) in [
            (
                r#"[{"numeric":[">",100]},{"numeric":["<",200]}]"#,
                Some("the values of a list together match every number"),
            ),
            (r#"[{"numeric":[">",200]},{"numeric":["<",100]}]"#, None),
            (r#"[{"numeric":[">",100]},{"numeric":["<",100]}]"#, None),
            (
                r#"[{"exists":true},{"exists":false}]"#,
                Some("the values of a list together match whatever the event holds"),
            ),
            (
                r#"[{"anything-but":{"prefix":"a"}},{"anything-but":["b"]}]"#,
                Some("the values of a list together match every value"),
            ),
            (
                r#"[{"anything-but":{"prefix":"a"}},{"anything-but":["ab"]}]"#,
                None,
            ),
            (r#"[{"exists":false},{"anything-but":["a"]}]"#, None),
            (r#"[{"exists":true},"x"]"#, None),
        ] {
            let text = format!("{{\"detail\": {{\"x\": {list}}}}}");
            let notes = notes(&parse(&text, Dialect::Bus).unwrap());
            let told = notes.first().map(|one| one.message.as_str());
            assert_eq!(told, message, "{list}");
        }
        let text = r#"{"x": [{"numeric":["<",200]},{"numeric":[">=",100]}]}"#;
        let notes = notes(&parse(text, Dialect::Bus).unwrap());
        assert_eq!(
            notes[0].help.as_deref(),
            Some(
                "the values of a list are alternatives: did you mean `{\"numeric\": [\">=\", 100, \"<\", 200]}`, which asks for both?"
            )
        );
    }
}

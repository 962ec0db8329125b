//! What else keeps a refused pattern from matching, so that whoever mends its mistakes does not find the next one behind them.
//!
//! The pattern is read once more with its mistakes out of the way: mended where an edit is known, and with a list that matches
//! anything in the place of a field whose values are wrong.

use super::slips;
use crate::check::finding::Resource;
use crate::check::judge::{About, Judge};
use crate::diagnostic::{Diagnostic, Fix};
use crate::json::{self, Value};
use crate::model::DeclaredPattern;
use crate::pattern::{self, Dialect};
use crate::source::Span;

/// What matches any value.
const ANYTHING: &str = r#"[{"exists": true}]"#;

/// With more mistakes than these there is enough to mend.
const MOST: usize = 16;

/// What a pattern of a bus asks for that no event has, if AWS refuses it for `errors`. Spans lie in `text`; of what stands in a
/// part with a mistake nothing is said.
#[must_use]
pub fn slips_of_refused(text: &str, errors: &[Diagnostic]) -> Vec<Diagnostic> {
    let Some(edits) = edits(text, errors) else {
        return Vec::new();
    };
    let mended = edits
        .iter()
        .rev()
        .try_fold(text.to_owned(), |text, edit| edit.applied(&text));
    let Some(pattern) = mended.and_then(|text| pattern::parse(&text, Dialect::Bus).ok()) else {
        return Vec::new();
    };
    let placed = slips(&pattern).into_iter().filter_map(|mut one| {
        let label = one.primary.as_mut()?;
        label.span = written(&edits, label.span)?;
        if let Some(fix) = &mut one.fix {
            fix.span = written(&edits, fix.span)?;
        }
        Some(one)
    });
    placed.collect()
}

impl Judge<'_> {
    /// A pattern of a bus that AWS refuses, if all of it is known.
    pub(in crate::check) fn meaning_of_refused(
        &mut self,
        resource: &Resource,
        pattern: &DeclaredPattern,
    ) {
        if pattern.open().is_some() {
            return;
        }
        let Some(text) = pattern.source(self.source) else {
            return;
        };
        let Err(refused) = pattern::parse(text.text(), Dialect::Bus) else {
            return;
        };
        let about = About {
            source: &text,
            ..self.about(Some(resource), pattern.member)
        };
        for told in slips_of_refused(text.text(), &refused.diagnostics) {
            self.tell(&about, told, None);
        }
    }
}

/// Edits after which no mistake is left, as far as each is known to take one away, in the order of the text.
fn edits(text: &str, errors: &[Diagnostic]) -> Option<Vec<Fix>> {
    let errors: Vec<&Diagnostic> = errors.iter().filter(|one| one.is_error()).collect();
    if errors.len() > MOST {
        return None;
    }
    let value = json::parse(text).ok()?;
    let mut edits = Vec::new();
    for error in &errors {
        let edit = match &error.fix {
            Some(fix) => (**fix).clone(),
            None => without(text, &value, error, errors.len())?,
        };
        edits.push(edit);
    }
    // Of two that meet the one that takes more away stays.
    edits.sort_by_key(|edit| (edit.span.start, std::cmp::Reverse(edit.span.end)));
    let mut kept: Vec<Fix> = Vec::new();
    for edit in edits {
        match kept.last() {
            Some(before) if edit.span.start < before.span.end => {}
            _ => kept.push(edit),
        }
    }
    Some(kept)
}

/// The edit that takes an error away with the smallest part of the pattern around it.
fn without(text: &str, value: &Value, error: &Diagnostic, errors: usize) -> Option<Fix> {
    let place = error.primary.as_ref()?.span;
    let mut around = Vec::new();
    members_around(value, place, &mut around);
    around.into_iter().rev().find_map(|span| {
        let edit = Fix {
            span,
            replacement: ANYTHING.to_owned(),
        };
        let left = match pattern::parse(&edit.applied(text)?, Dialect::Bus) {
            Ok(_) => 0,
            Err(refused) => refused
                .diagnostics
                .iter()
                .filter(|one| one.is_error())
                .count(),
        };
        (left < errors).then_some(edit)
    })
}

/// The values of the members in which a place lies, the outermost first.
fn members_around(value: &Value, place: Span, found: &mut Vec<Span>) {
    let is_in = |start: usize, end: usize| start <= place.start && place.end <= end;
    let members = value.as_object().unwrap_or_default();
    let member = members
        .iter()
        .find(|one| is_in(one.name_span.start, one.value.span.end));
    if let Some(member) = member {
        found.push(member.value.span);
        return members_around(&member.value, place, found);
    }
    let mut elements = value.as_array().unwrap_or_default().iter();
    if let Some(element) = elements.find(|one| is_in(one.span.start, one.span.end)) {
        members_around(element, place, found);
    }
}

/// Where a place of the mended text lies in what is written; `None` inside an edit.
fn written(edits: &[Fix], span: Span) -> Option<Span> {
    let at = |place: usize| {
        let mut longer = 0_isize;
        for edit in edits {
            let start = edit.span.start.checked_add_signed(longer)?;
            if place <= start {
                break;
            }
            if place < start + edit.replacement.len() {
                return None;
            }
            longer += edit.replacement.len().cast_signed() - edit.span.len().cast_signed();
        }
        place.checked_add_signed(-longer)
    };
    Some(Span::new(at(span.start)?, at(span.end)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_behind_mistakes_of_every_kind() {
        for mistakes in [
            r#"{"Source": ["a"], "detail": {"n": [{"numeric": ["=", "5"]}]}}"#,
            r#"{"Source": ["a"], "detail": {"n": [{"numeric": []}], "z": [], "y": [{"prefx": "a"}]}}"#,
            r#"{"detail": {"y": [{"colour": "a"}, {"flavour": 1}]}, "Source": ["a"], "region": "a"}"#,
            r#"{"detail": {"a": {"b": {"c": [{"between": [1, 2, 3]}]}}}, "Source": ["a"]}"#,
        ] {
            let refused = pattern::parse(mistakes, Dialect::Bus).unwrap_err();
            let found = slips_of_refused(mistakes, &refused.diagnostics);
            let at = mistakes.find("\"Source\"").unwrap();
            let starts: Vec<usize> = found
                .iter()
                .map(|one| one.primary.as_ref().unwrap().span.start)
                .collect();
            assert_eq!(starts, [at], "{mistakes}: {found:?}");
        }
        let broken = r#"{"Source": ["a"], "detail": }"#;
        let refused = pattern::parse(broken, Dialect::Bus).unwrap_err();
        assert_eq!(slips_of_refused(broken, &refused.diagnostics), []);
    }
}

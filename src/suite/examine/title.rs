//! What to call a case that is missing.

use super::mutants::RuleMutants;
use super::rules::AskedRule;
use crate::pattern::explain::FieldExplanation;
use crate::pattern::{Explainer, Pattern};
use crate::suite::mutant::Witness;

/// The most characters of a value that a title tells.
const MAXIMUM_VALUE: usize = 40;

/// What an event is that notices mutants of a rule: the field that decides, and what the event has there. Of an event that
/// the rule matches, it is what keeps a mutant from it.
#[must_use]
pub fn title(rule: &AskedRule<'_>, found: &RuleMutants, witness: &Witness) -> String {
    let (label, own) = (&rule.label, rule.pattern.as_ref());
    let mutants = witness.notices.iter();
    let mutants = mutants.filter_map(|one| found.mutants.get(*one));
    let others = mutants.map(|one| &one.mutant.pattern);
    let decides = |pattern: &Pattern| {
        let explanation = Explainer::new(pattern).explain(&witness.event);
        explanation.fields().first().cloned()
    };
    let fields: Vec<FieldExplanation> = match witness.matched {
        true => others.filter_map(decides).collect(),
        false => own.into_iter().filter_map(decides).collect(),
    };
    let has_value = |one: &&FieldExplanation| one.actual.is_some();
    let field = fields.iter().find(has_value).or_else(|| fields.first());
    let verb = match witness.matched {
        true => "matches",
        false => "does not match",
    };
    match field {
        Some(FieldExplanation {
            path,
            actual: Some(actual),
            ..
        }) => format!("{label} {verb}: {path} is {}", cut(&actual.text)),
        Some(field) => format!("{label} {verb}: {} is missing", field.path),
        None => format!("{label} {verb} this event"),
    }
}

fn cut(text: &str) -> String {
    let mut characters = text.chars();
    let mut kept: String = characters.by_ref().take(MAXIMUM_VALUE).collect();
    if characters.next().is_some() {
        kept.push('…');
    }
    kept
}

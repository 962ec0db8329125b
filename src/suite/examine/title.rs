//! What to call a case that is missing.

use std::collections::BTreeSet;

use crate::pattern::explain::FieldExplanation;
use crate::pattern::{Explainer, Pattern};
use crate::suite::mutant::{Mutant, Witness};

/// The most characters of a value that a title tells.
const MAXIMUM_VALUE: usize = 40;

/// How many kinds of mutants a title tells.
const MAXIMUM_MUTATORS: usize = 3;

/// What an event is that notices mutants of a rule: the field that decides, what the event has there, and the kinds of the
/// mutants. Of an event that the rule matches, the field is what keeps a mutant from it.
pub(super) fn title(
    (label, (yes, no)): (&str, (&str, &str)),
    pattern: &Pattern,
    witness: &Witness,
    mutants: &[&Mutant],
) -> String {
    let decides = |pattern: &Pattern| {
        let explanation = Explainer::new(pattern).explain(&witness.event);
        explanation.fields().first().cloned()
    };
    let fields: Vec<FieldExplanation> = match witness.matched {
        true => {
            let patterns = mutants.iter().map(|one| &one.pattern);
            patterns.filter_map(decides).collect()
        }
        false => decides(pattern).into_iter().collect(),
    };
    let has_value = |one: &&FieldExplanation| one.actual.is_some();
    let field = fields.iter().find(has_value).or_else(|| fields.first());
    let verb = match witness.matched {
        true => yes,
        false => no,
    };
    let what = match field {
        Some(FieldExplanation {
            path,
            actual: Some(actual),
            ..
        }) => format!("{label} {verb}: {path} is {}", cut(&actual.text)),
        Some(field) => format!("{label} {verb}: {} is missing", field.path),
        None => format!("{label} {verb} this event"),
    };
    match mutators(mutants) {
        told if told.is_empty() => what,
        told => format!("{what} ({told})"),
    }
}

/// The kinds of the mutants that are noticed, each once, not too many.
fn mutators(mutants: &[&Mutant]) -> String {
    let kinds: BTreeSet<&str> = mutants.iter().map(|one| one.mutator.as_str()).collect();
    let mut told: Vec<&str> = kinds.iter().copied().take(MAXIMUM_MUTATORS).collect();
    if kinds.len() > MAXIMUM_MUTATORS {
        told.push("…");
    }
    told.join(", ")
}

/// A text that is not too long for a title.
pub(super) fn cut(text: &str) -> String {
    let mut characters = text.chars();
    let mut kept: String = characters.by_ref().take(MAXIMUM_VALUE).collect();
    if characters.next().is_some() {
        kept.push('…');
    }
    kept
}

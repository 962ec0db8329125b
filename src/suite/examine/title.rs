//! What to call a case that is missing.

use crate::pattern::explain::FieldExplanation;
use crate::pattern::{Explainer, Pattern};
use crate::suite::mutant::Witness;

/// The most characters of a value that a title tells.
const MAXIMUM_VALUE: usize = 40;

/// What an event is that notices mutants of a rule: the field that decides, and what the event has there. Of an event that
/// the rule matches, it is what keeps a mutant from it.
pub(super) fn title(
    label: &str,
    pattern: &Pattern,
    witness: &Witness,
    mutants: &[&Pattern],
) -> String {
    let decides = |pattern: &Pattern| {
        let explanation = Explainer::new(pattern).explain(&witness.event);
        explanation.fields().first().cloned()
    };
    let fields: Vec<FieldExplanation> = match witness.matched {
        true => mutants.iter().copied().filter_map(decides).collect(),
        false => decides(pattern).into_iter().collect(),
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

/// A text that is not too long for a title.
pub(super) fn cut(text: &str) -> String {
    let mut characters = text.chars();
    let mut kept: String = characters.by_ref().take(MAXIMUM_VALUE).collect();
    if characters.next().is_some() {
        kept.push('…');
    }
    kept
}

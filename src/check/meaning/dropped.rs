//! Alternatives that the engine of EventBridge leaves out.

use super::Asked;
use crate::check::lints::ALTERNATIVE_DROPPED;
use crate::diagnostic::Diagnostic;
use crate::pattern::Pattern;
use crate::pattern::decide::{Containment, Engine, Limits, Question};
use crate::pattern::service::ServiceEvaluator;

/// How much it may cost to find out whether anything is missing.
const LIMITS: Limits = Limits::of(500_000, 200);

/// Combinations of `$or` that the engine takes for an earlier one, and that match what no other does.
pub(super) fn alternatives(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let pattern = asked.pattern;
    let service = ServiceEvaluator::new(pattern);
    let dropped = service.dropped();
    let part = |is_dropped: bool| {
        let rules = pattern.sub_rules.iter().enumerate();
        let rules = rules.filter(|(number, _)| dropped.contains(number) == is_dropped);
        Pattern {
            sub_rules: rules.map(|(_, rule)| rule.clone()).collect(),
            ..pattern.clone()
        }
    };
    if dropped.is_empty() {
        return Vec::new();
    }
    let (missing, kept) = (part(true), part(false));
    let asked = Question::new(&missing, &kept).answered_by(Engine::Logical);
    let found = asked.limited_to(LIMITS).contains();
    let told = service
        .defects()
        .next()
        .filter(|_| matches!(found, Containment::Fails(_)));
    let told = told.map(|note| {
        let told = Diagnostic::warning(
            ALTERNATIVE_DROPPED,
            "EventBridge leaves out an alternative of `$or` that shares its values with an earlier one",
        );
        Diagnostic {
            primary: note.primary.clone(),
            help: note.help.clone(),
            ..told
        }
    });
    Vec::from_iter(told)
}

//! What of a rule the cases cover.

use super::rules::AskedRule;
use crate::suite::coverage::{PatternCoverage, of_pattern};
use crate::suite::mutant::PatternTrial;

/// What of a rule is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleCoverage {
    /// The units of its pattern; none while something of it is open.
    pub pattern: PatternCoverage,
    /// Whether the event of any case goes to the bus of the rule.
    pub is_asked: bool,
}

/// What of a rule the events of all cases cover.
#[must_use]
pub fn coverage_of(rule: &AskedRule<'_>) -> RuleCoverage {
    let is_asked = !rule.trials.is_empty();
    let Some(pattern) = &rule.pattern else {
        return RuleCoverage {
            is_asked,
            ..RuleCoverage::default()
        };
    };
    let trials = rule.trials.iter().map(|(case, trial)| PatternTrial {
        case: *case,
        event: trial.event.value(),
        text: trial.event.text(),
        expected: trial.expected.unwrap_or_default(),
    });
    RuleCoverage {
        pattern: of_pattern(pattern, &trials.collect::<Vec<_>>()),
        is_asked,
    }
}

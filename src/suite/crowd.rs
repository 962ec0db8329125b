//! A pattern and what differs from it in one place, all asked about an event at once.

use crate::json::Value;
use crate::pattern::set::{Reading, Scratch};
use crate::pattern::{Pattern, PatternSet, ServiceEvaluator};

/// Patterns that are asked together, as the service is asked.
pub(in crate::suite) struct Crowd<'p> {
    set: PatternSet,
    scratch: Scratch,
    /// The patterns of which the service misreads something: it is asked itself.
    misread: Vec<(usize, ServiceEvaluator<'p>)>,
    verdicts: Vec<bool>,
}

impl<'p> Crowd<'p> {
    /// Prepares the patterns.
    pub(in crate::suite) fn new(patterns: &[&'p Pattern]) -> Self {
        let set = PatternSet::new(patterns.iter().copied());
        let evaluators = patterns.iter().map(|one| ServiceEvaluator::new(one));
        Self {
            scratch: set.scratch(),
            set,
            misread: evaluators
                .enumerate()
                .filter(|(_, one)| !one.is_logical())
                .collect(),
            verdicts: vec![false; patterns.len()],
        }
    }

    /// Whether each pattern matches an event, which is given as a value and as a text. What is no JSON object matches
    /// none.
    pub(in crate::suite) fn verdicts(&mut self, event: &Value, text: &str) -> &[bool] {
        self.verdicts.fill(false);
        let matched = (self.set).matches(text.as_bytes(), Reading::Validated, &mut self.scratch);
        for number in matched.unwrap_or_default() {
            let number = usize::try_from(*number).unwrap_or(usize::MAX);
            if let Some(verdict) = self.verdicts.get_mut(number) {
                *verdict = true;
            }
        }
        for (number, evaluator) in &self.misread {
            if let Some(verdict) = self.verdicts.get_mut(*number) {
                *verdict = evaluator.matches(event);
            }
        }
        &self.verdicts
    }
}

//! The evaluators have the last word: no event is told as an example that they do not confirm.

use super::answer::Witness;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::pattern::ast::Pattern;
use crate::pattern::service::{ENGINE_DEFECT, ServiceEvaluator};

/// Whose answers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Engine {
    /// Those of the service: what its engine is known to do wrong every time is taken into account.
    #[default]
    Service,
    /// What the patterns mean.
    Logical,
}

/// The evaluators of two patterns.
#[derive(Debug)]
pub(super) struct Judge<'p> {
    engine: Engine,
    evaluators: [ServiceEvaluator<'p>; 2],
}

impl<'p> Judge<'p> {
    pub(super) fn new(patterns: [&'p Pattern; 2], engine: Engine) -> Self {
        Self {
            engine,
            evaluators: patterns.map(ServiceEvaluator::new),
        }
    }

    /// The sub-rules of each pattern that do not count.
    pub(super) fn left_out(&self) -> [&[usize]; 2] {
        match self.engine {
            Engine::Service => self.evaluators.each_ref().map(ServiceEvaluator::dropped),
            Engine::Logical => [&[], &[]],
        }
    }

    /// Whether an answer that counts can differ from what is decided on the patterns, minus what is left out.
    pub(super) fn misreads(&self) -> bool {
        self.engine == Engine::Service && self.evaluators.iter().any(ServiceEvaluator::misreads)
    }

    /// Whether each pattern answers as wanted for an event.
    pub(super) fn confirms(&self, event: &Value, wanted: [bool; 2]) -> bool {
        (self.evaluators.iter().zip(wanted)).all(|(one, wanted)| {
            let matched = match self.engine {
                Engine::Service => one.matches(event),
                Engine::Logical => one.logical().matches(event),
            };
            matched == wanted
        })
    }

    /// An event with what is to be said about the answers for it.
    pub(super) fn witness(&self, event: Value) -> Witness {
        let mut notes: Vec<Diagnostic> = Vec::new();
        for evaluator in &self.evaluators {
            let found = evaluator.verdict(&event).notes.into_iter();
            notes.extend(found.filter(|note| note.code == ENGINE_DEFECT));
        }
        Witness { event, notes }
    }

    /// The defects of each pattern.
    pub(super) fn defects(&self) -> [Vec<Diagnostic>; 2] {
        self.evaluators
            .each_ref()
            .map(|one| one.defects().cloned().collect())
    }
}

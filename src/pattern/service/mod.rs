//! What the service answers, where that is not what the pattern means.
//!
//! The engine behind EventBridge has defects: patterns that it accepts and then matches differently from what they
//! mean. Where the wrong answer is the same every time and its rule is known, [`ServiceEvaluator::verdict`] gives that
//! answer; where it changes from run to run, the logical one. Either way a note with the code `engine-defect` says
//! why, and how to write the pattern so that it cannot happen.
//!
//! Notes with the code `engine-quirk` tell that an answer rests on a rule of the language that surprises people.
//!
//! # Example
//!
//! ```ignore
//! let text = r#"{"$or": [{"a": ["x"]}, {"a": ["x", "y"]}]}"#;
//! let pattern = evb::pattern::parse(text, Dialect::Bus)?;
//! let event = evb::json::parse(r#"{"a": "y"}"#)?;
//! let verdict = evb::pattern::evaluate_as_service(&pattern, &event);
//! assert!(!verdict.matched, "the second alternative is dropped");
//! assert_eq!(verdict.notes[0].code.as_str(), "engine-defect");
//! ```
//!
//! # What this module does not do
//!
//! No answer of the service itself that shows one of the defects has been recorded: they were found in its engine.
//!
//! # Source
//!
//! event-ruler 2.0.1, run on pairs of patterns and events.

mod defects;
mod quirks;
pub(crate) mod reading;

use crate::diagnostic::{Code, Diagnostic};
use crate::json::Value;

use super::ast::Pattern;
use super::evaluate::{Answer, Evaluator};

/// The service may answer differently from what the pattern means.
pub const ENGINE_DEFECT: Code = Code::new("engine-defect");

/// The answer rests on a rule that surprises people.
pub const ENGINE_QUIRK: Code = Code::new("engine-quirk");

/// What the service answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the event matches.
    pub matched: bool,
    /// Why the answer could surprise. Spans lie in the pattern.
    pub notes: Vec<Diagnostic>,
}

/// Gives the answer of the service, with notes. To ask about many events, make a [`ServiceEvaluator`] once.
#[must_use]
pub fn evaluate_as_service(pattern: &Pattern, event: &Value) -> Verdict {
    ServiceEvaluator::new(pattern).verdict(event)
}

/// A pattern, ready to be asked about many events as the service is asked.
#[derive(Clone, Debug)]
pub struct ServiceEvaluator<'p> {
    logical: Evaluator<'p>,
    /// With all defects that do the same every time; `None` if the pattern has none.
    service: Option<Evaluator<'p>>,
    variants: Vec<Variant<'p>>,
}

/// The pattern with one thing changed: if that changes the answer, there is a note.
#[derive(Clone, Debug)]
struct Variant<'p> {
    evaluator: Evaluator<'p>,
    kind: Kind,
    note: Diagnostic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One defect that does the same every time, against the logical answer.
    Defect,
    /// One defect that does not, against the answer of the service.
    RandomDefect,
    /// Without a quirk, against the logical answer.
    Quirk,
}

impl<'p> ServiceEvaluator<'p> {
    /// Prepares a pattern.
    #[must_use]
    pub fn new(pattern: &'p Pattern) -> Self {
        let logical = Evaluator::new(pattern);
        let (service, mut variants) = defects::find(pattern, &logical);
        variants.extend(quirks::find(pattern, &logical));
        Self {
            logical,
            service,
            variants,
        }
    }

    /// Whether the pattern can have no notes: the answer is then always that of [`Evaluator::matches`].
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.service.is_none() && self.variants.is_empty()
    }

    /// Whether the answer is always the logical one, though there may be notes on it.
    #[must_use]
    pub fn is_logical(&self) -> bool {
        self.service.is_none()
    }

    /// The logical evaluator of the pattern.
    #[must_use]
    pub fn logical(&self) -> &Evaluator<'p> {
        &self.logical
    }

    /// The answer of the service, with notes.
    #[must_use]
    pub fn verdict(&self, event: &Value) -> Verdict {
        let answer = self.logical.answer(event);
        let logical = answer == Answer::Match;
        let matched = match &self.service {
            None => logical,
            Some(service) => service.matches(event),
        };
        let mut notes: Vec<Diagnostic> = self
            .variants
            .iter()
            .filter(|variant| {
                let against = match variant.kind {
                    Kind::Defect if matched == logical => return false,
                    Kind::Defect | Kind::Quirk => logical,
                    Kind::RandomDefect => matched,
                };
                variant.evaluator.matches(event) != against
            })
            .map(|variant| variant.note.clone())
            .collect();
        let is_explained = notes.iter().any(|note| note.code == ENGINE_DEFECT);
        if matched != logical && !is_explained {
            // Only several defects together make the difference.
            let defects = self.variants.iter().filter(|one| one.kind == Kind::Defect);
            notes.extend(defects.map(|variant| variant.note.clone()));
        }
        if answer == Answer::Undecided {
            notes.push(Diagnostic::note(
                ENGINE_DEFECT,
                "the arrays of the event are too entangled to find out whether some elements satisfy all fields",
            ));
        }
        Verdict { matched, notes }
    }
}

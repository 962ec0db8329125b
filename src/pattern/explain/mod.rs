//! Why an event matches, or does not.
//!
//! For a match: which alternative of each `$or` was taken, and for each field which value satisfied which
//! comparison. For a miss: for each combination of `$or` alternatives, best first, the fields that decided, nearest
//! miss first, with what would fix it.
//!
//! What is named is what decided: an event that misses a combination matches it once the named fields are taken out
//! of the pattern. A field that is satisfied is never named. A hint that proposes a [change](Change) of the pattern was
//! tried out: after the change, which [`Hint::fix`] makes in the pattern's text, the field is satisfied. So it is once
//! [`Hint::event_fix`] is sent.
//!
//! What is looked for, the cheap first: slips of the pen in one value; what a value is akin to, only where no slip was found;
//! where else the event has the field or the wanted value. Whether a hint is what is meant nobody knows: where it is one
//! reading of several, it says "if".
//!
//! # Example
//!
//! ```
//! use evb::pattern::{Dialect, Explainer, parse};
//!
//! let pattern = parse(r#"{"state": ["running"]}"#, Dialect::Bus).unwrap();
//! let event = evb::json::parse(r#"{"state": "Running"}"#).unwrap();
//! let explanation = Explainer::new(&pattern).explain(&event);
//! assert_eq!(
//!     explanation.fields()[0].reason,
//!     r#"`"Running"` differs from `"running"` only in case"#
//! );
//! ```
//!
//! # Bounds
//!
//! At most [`MAXIMUM_ATTEMPTS`] combinations are explained, values and lists are shortened to about [`MAXIMUM_TEXT`]
//! characters, and hints are looked for among the first fields of the event only, so that a hostile event costs no more than a
//! large one.
//!
//! # Many events
//!
//! What was found out of one event holds for others: [`recall`] says when, and [`memory`] keeps it.
//!
//! # What this module does not do
//!
//! It explains the logical answer. Where the service's engine is known to answer something else, the notes of
//! [`service`](super::service) say so, and [`Explanation::contradicted_by`] takes them for the reason.

mod absence;
mod absent;
mod admitted;
mod attempt;
mod cause;
mod code_points;
mod contradiction;
mod contrast;
mod difference;
mod elements;
mod elsewhere;
mod embedded;
mod event_type;
mod fix;
mod hint;
mod index;
mod kin;
mod lead;
mod likeness;
mod memory;
mod nearest;
mod pair;
mod parent;
mod payload;
mod place;
mod quote;
mod recall;
mod slip;
mod wanted;
mod words;

pub use cause::Cause;
pub use hint::{Change, Hint};
pub use memory::Memory;
pub use quote::{MAXIMUM_TEXT, Quote};
pub use recall::{Recalled, RecalledAttempt, RecalledField};

use crate::json::Value;
use crate::source::Span;

use super::Dialect;
use super::ast::Pattern;
use super::evaluate::Evaluator;

/// The most combinations of `$or` alternatives that are explained.
pub const MAXIMUM_ATTEMPTS: usize = 16;

/// Why an event matches, or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// Whether it matches.
    pub matched: bool,
    /// For a match the one combination that is satisfied; for a miss those that are not, best first. Never empty.
    pub attempts: Vec<Attempt>,
    /// How many combinations are left out: they would tell the same once more, or there are too many.
    pub left_out: usize,
}

/// One combination of `$or` alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The alternative of each `$or` that is on the way.
    pub branches: Vec<Branch>,
    /// For a match all fields, in the order of their paths; for a miss those that decided, nearest miss first.
    pub fields: Vec<FieldExplanation>,
}

/// An alternative of an `$or`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Branch {
    /// The path of the object in which the `$or` stands; empty at the top.
    pub parent: String,
    /// Which alternative, from 0.
    pub alternative: usize,
    /// How many there are.
    pub of: usize,
    /// The alternative in the pattern.
    pub pattern_span: Span,
}

/// What a field had to do with the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldExplanation {
    /// The field path, names joined with `.`.
    pub path: String,
    /// What the pattern wants, as it stands there: the comparison that is satisfied or nearest to it, or the whole
    /// list.
    pub wanted: Quote,
    /// What the event has; `None` where it has nothing.
    pub actual: Option<Quote>,
    /// What kind of reason it is.
    pub kind: Reason,
    /// Why, as one clause.
    pub reason: String,
    /// What would help, if we know.
    pub hint: Option<Hint>,
    /// What is meant in the pattern: a comparison, a list or a name.
    pub pattern_span: Span,
    /// What is meant in the event: a value or a name.
    pub event_span: Option<Span>,
    /// What fields have in common that are missing for one cause.
    pub cause: Option<Cause>,
}

/// The kinds of reasons, nearest to a match first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The field is satisfied.
    Satisfied,
    /// The value differs in case only.
    Case,
    /// The value differs in white space at its ends only.
    WhiteSpace,
    /// The value looks like what is wanted, and is made of other characters.
    Appearance,
    /// The value would do if it were not a string, or were one.
    Type,
    /// The value would do, were it not for a slip of the pen: a star in a plain value, a slash at the start.
    Slip,
    /// The value differs in one or two characters.
    Spelling,
    /// The value is akin to what is wanted: it has it inside, is an ARN of another region, lies just outside a range.
    Akin,
    /// The value is there, but not in the array element of the other fields.
    OtherElement,
    /// The name of the field differs in case or in one or two characters.
    FieldName,
    /// The field stands somewhere else in the event.
    FieldPlace,
    /// The field would have to be inside a string.
    InText,
    /// The value is an object or an array, on which no comparison is made.
    NotAValue,
    /// The number has more digits than EventBridge compares.
    Digits,
    /// The number lies beyond the numbers that EventBridge compares, or is nearer to 0 than they are.
    Magnitude,
    /// The field should be absent and is there.
    Present,
    /// The value is one that `anything-but` excludes.
    Excluded,
    /// The value is another one.
    Value,
    /// The field is not there.
    Missing,
    /// The search for consistent array elements was given up.
    Undecided,
    /// A defect of the service's engine: the answer is not what the pattern means. See
    /// [`Explanation::contradicted_by`].
    EngineDefect,
}

impl Reason {
    /// A stable name: `case`, `white-space`, …
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Case => "case",
            Self::WhiteSpace => "white-space",
            Self::Appearance => "appearance",
            Self::Type => "type",
            Self::Slip => "slip",
            Self::Spelling => "spelling",
            Self::Akin => "akin",
            Self::OtherElement => "other-element",
            Self::FieldName => "field-name",
            Self::FieldPlace => "field-place",
            Self::InText => "in-text",
            Self::NotAValue => "not-a-value",
            Self::Digits => "digits",
            Self::Magnitude => "magnitude",
            Self::Present => "present",
            Self::Excluded => "excluded",
            Self::Value => "value",
            Self::Missing => "missing",
            Self::Undecided => "undecided",
            Self::EngineDefect => "engine-defect",
        }
    }
}

impl Explanation {
    /// The same for an event that was made out of another text, in which what is to be sent has no place of its own.
    #[must_use]
    pub fn without_event_fixes(mut self) -> Self {
        let attempts = self.attempts.iter_mut();
        for field in attempts.flat_map(|attempt| &mut attempt.fields) {
            if let Some(hint) = &mut field.hint {
                hint.event_fix = None;
            }
        }
        self
    }

    /// The fields of the best combination.
    #[must_use]
    pub fn fields(&self) -> &[FieldExplanation] {
        self.attempts
            .first()
            .map_or(&[], |attempt| attempt.fields.as_slice())
    }
}

/// A pattern, ready to explain its answers.
#[derive(Clone, Debug)]
pub struct Explainer<'p> {
    pattern: &'p Pattern,
    dialect: Dialect,
    evaluator: Evaluator<'p>,
    knows_event: Option<KnowsEvent>,
}

/// Tells whether a source, the first, is known to send events of a detail-type.
pub type KnowsEvent = fn(&str, &str) -> bool;

impl<'p> Explainer<'p> {
    /// Prepares a pattern.
    #[must_use]
    pub fn new(pattern: &'p Pattern) -> Self {
        Self {
            pattern,
            dialect: Dialect::Bus,
            evaluator: Evaluator::new(pattern),
            knows_event: None,
        }
    }

    /// The same where it is known which events the sources send: that a detail-type is another one of the same source is told.
    #[must_use]
    pub fn knowing(self, knows_event: KnowsEvent) -> Self {
        Self {
            knows_event: Some(knows_event),
            ..self
        }
    }

    /// The same for a pattern that is used elsewhere than in a rule: no hint proposes what does not work there.
    #[must_use]
    pub fn used_in(self, dialect: Dialect) -> Self {
        Self { dialect, ..self }
    }

    /// Why an event matches, or does not.
    #[must_use]
    pub fn explain(&self, event: &Value) -> Explanation {
        attempt::explain(self, event)
    }
}

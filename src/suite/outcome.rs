//! What came of a case.

use crate::diagnostic::Finding;
use crate::source::{Source, Span};

/// What came of a case. It passes if nothing failed and everything could be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Expectations that are not met.
    pub failures: Vec<Failure>,
    /// Why something could not be answered.
    pub errors: Vec<Finding>,
}

impl Outcome {
    /// Whether it passes.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.failures.is_empty() && self.errors.is_empty()
    }
}

/// An expectation that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The word under which it stands in the suite: `matches`, …
    pub expectation: &'static str,
    /// Where it stands in the suite.
    pub span: Span,
    /// The event, where there is one.
    pub event: Option<String>,
    /// What is not as expected, in one clause.
    pub message: String,
    /// Where what is asked is declared, unless the explanations say.
    pub declared: Option<(Source, Span)>,
    /// What was expected, and what there is.
    pub difference: Option<Difference>,
    /// Why, rule by rule.
    pub explanations: Vec<Explained>,
    /// What would make it pass.
    pub remedies: Vec<Remedy>,
}

/// What was expected, and what there is: lines to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the suite says.
    pub expected: String,
    /// What there is.
    pub got: String,
}

/// Why a rule matches, or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The rule.
    pub rule: String,
    /// Whether the event matches it.
    pub matched: bool,
    /// The fields that decide, nearest miss first; none where something else does.
    pub fields: Vec<Because>,
    /// What else decides: that it is disabled, say.
    pub note: Option<String>,
}

/// A field that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// Its path.
    pub path: String,
    /// What the pattern wants.
    pub wanted: String,
    /// What the event has; `None` where it has nothing.
    pub actual: Option<String>,
    /// Why, in one clause.
    pub reason: String,
    /// What would help.
    pub hint: Option<String>,
    /// Where the pattern wants it.
    pub pattern: Option<(Source, Span)>,
    /// Where the event has it.
    pub in_event: Option<(Source, Span)>,
}

/// What would make a case pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What is to be changed.
    pub side: Side,
    /// How, in one clause.
    pub text: String,
}

/// What is to be changed: what is tested, or what tests it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The suite.
    Suite,
    /// The template.
    Template,
}

impl Side {
    /// `suite` or `template`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suite => "suite",
            Self::Template => "template",
        }
    }
}

//! Kinds of findings.

use crate::diagnostic::Severity;

/// The lints that have instances with an edit that undoes them. Tests find each in what they fix, and no other.
const WITH_FIX: &[&str] = &[
    "arn-punctuation",
    "aws-source",
    "cloudtrail-event-source",
    "cloudtrail-read-only",
    "envelope-key",
    "envelope-value",
    "event-type-of-source",
    "field-of-event",
    "input-field",
    "input-never-json",
    "input-not-json",
    "operator-as-field",
    "pattern-matches-everything",
    "pattern-not-json",
    "pattern-operand",
    "pattern-operator",
    "pattern-scalar",
    "pattern-shape",
    "rule-state",
    "s3-bucket-name",
    "schedule-cron",
    "schedule-expression",
    "schedule-property",
    "schedule-timezone",
    "unknown-member",
    "value-of-event",
];

/// A kind of finding. What is released is never renamed.
#[derive(Debug, PartialEq, Eq)]
pub struct Lint {
    /// Its name, in words: `pattern-scalar`.
    pub name: &'static str,
    /// How bad its worst instance is.
    pub severity: Severity,
    /// How sure it is that an instance is one.
    pub confidence: Confidence,
    /// What it tells, in a sentence.
    pub summary: &'static str,
    /// Why it matters, a bad and a good example, what it does not find, AWS's page: Markdown, whose examples are tested.
    pub page: &'static str,
    /// The diagnostics of the engines that are instances; `*` at the end stands for any letters.
    pub(super) codes: &'static [&'static str],
}

/// How sure it is that a finding is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// AWS does not tell, or tells it in two ways.
    Low,
    /// It could be meant.
    Medium,
    /// AWS documents or answers it.
    High,
}

impl Confidence {
    /// `low`, `medium` or `high`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Lint {
    /// Whether there are instances that `evb check --fix` undoes: those of which it is certain what was meant.
    #[must_use]
    pub fn has_fix(&self) -> bool {
        WITH_FIX.contains(&self.name)
    }

    /// Whether a diagnostic of this code is an instance.
    pub(super) fn takes(&self, code: &str) -> bool {
        self.codes.iter().any(|one| is_of(one, code))
    }
}

/// Whether a code is one of those that a text with a `*` at its end stands for.
pub(super) fn is_of(codes: &str, code: &str) -> bool {
    match codes.strip_suffix('*') {
        Some(beginning) => code.starts_with(beginning),
        None => codes == code,
    }
}

//! What `evb transform` found: what the target receives, or why it receives nothing.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{DiagnosticReport, ErrorReport, EventReport, SpanReport};

/// What became of one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ResultReport<'a> {
    /// Which event; absent where the result does not depend on any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventReport<'a>>,
    /// Whether the target receives anything.
    pub delivered: bool,
    /// Exactly what the target receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// Why it receives nothing, in one clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How to write the template so that it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Which placeholder did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<PlaceholderReport>,
    /// Where the rendered text stops being JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<FaultReport>,
    /// What was rendered and then lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rendered: Option<String>,
    /// What is worth knowing about this event and about the template.
    pub notes: Vec<DiagnosticReport>,
}

/// A placeholder of the template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlaceholderReport {
    /// Without its brackets.
    pub name: String,
    /// Where it stands in the template.
    pub template_span: SpanReport,
}

/// A place in the rendered text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FaultReport {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// The text around it.
    pub excerpt: String,
    /// What is wrong there.
    pub message: String,
}

/// A record that holds no event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BrokenReport<'a> {
    /// Which record; absent where a whole input could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventReport<'a>>,
    /// What is wrong with it.
    pub error: ErrorReport,
}

/// How all results compare with what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExpectationReport {
    /// Whether they agree: as JSON values where both sides are JSON, otherwise as texts.
    pub matches: bool,
    /// What differs, line by line; empty if nothing does.
    pub diff: String,
}

/// All results counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SummaryReport {
    /// Events that were answered.
    pub events: u64,
    /// Of these, those of which the target receives something.
    pub delivered: u64,
    /// Records that hold no event.
    pub broken: u64,
}

/// What stands behind the results of `--format json`.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Ending {
    /// All results counted.
    pub summary: SummaryReport,
    /// With `--expect`: the comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectation: Option<ExpectationReport>,
    /// Records that hold no event, or the first of them: each a [`BrokenReport`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub broken: Vec<Box<RawValue>>,
    /// Why the question could not be answered of all records, if one is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// The line of `--format jsonl` for `--expect`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExpectationLine {
    /// The comparison.
    pub expectation: ExpectationReport,
}

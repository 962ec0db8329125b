//! What `evb sample` made.

use serde::Serialize;
use serde_json::value::RawValue;

use super::test_pattern::BranchReport;
use super::{DiagnosticReport, SpanReport};
use crate::json;
use crate::pattern::ast::OrGroup;
use crate::sample::{Exercised, FieldChange, Match, Matches, NearMissEvent, NearMisses};
use crate::source::{Source, Span};

/// The document.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct SampleReport {
    /// Of the output contract.
    pub version: u32,
    /// The file of the pattern.
    pub pattern: String,
    /// What is made up follows from it.
    pub seed: u64,
    /// The events.
    pub events: Vec<SampledEvent>,
    /// What they come to.
    pub summary: SampleSummary,
    /// What there are no events for, and what is to be known of those that there are.
    pub diagnostics: Vec<DiagnosticReport>,
}

/// An event, and what it is for.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SampledEvent {
    /// It matches.
    Match {
        /// The event.
        event: Box<RawValue>,
        /// What it satisfies, field by field.
        fields: Vec<ExercisedReport>,
        /// The alternative that it takes of each `$or`.
        #[serde(rename = "or", skip_serializing_if = "Vec::is_empty")]
        branches: Vec<BranchReport>,
    },
    /// It fails by one field.
    NearMiss {
        /// The event.
        event: Box<RawValue>,
        /// The field.
        path: String,
        /// The stable name of the kind of change.
        change: &'static str,
        /// In what the field differs from one that would do.
        why: String,
        /// What the field is; `null` if it is not there.
        actual: Option<String>,
        /// What the pattern wants there.
        wanted: Box<RawValue>,
        /// What the explanation of the miss says.
        reason: String,
        /// What it nearly satisfies.
        pattern_span: SpanReport,
    },
}

/// A comparison that an event satisfies.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ExercisedReport {
    /// The field.
    pub path: String,
    /// The comparison.
    pub wanted: Box<RawValue>,
    /// Whether no event before this one satisfies it.
    pub first: bool,
    /// The comparison in the pattern.
    pub pattern_span: SpanReport,
}

/// What all events come to.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum SampleSummary {
    /// Of events that match.
    Matches {
        /// The comparisons and the alternatives of `$or`s.
        alternatives: usize,
        /// How many of them the events exercise.
        exercised: usize,
        /// How many more events would exercise.
        left_out: usize,
    },
    /// Of events that fail.
    NearMisses {
        /// The lists of the pattern.
        fields: usize,
        /// By how many of them an event fails.
        missed: usize,
        /// How many changes were not made into events.
        left_out: usize,
    },
}

impl SampleReport {
    /// Events that match.
    #[must_use]
    pub fn of_matches(found: &Matches, source: &Source, or_groups: &[OrGroup], seed: u64) -> Self {
        let event = |one: &Match| SampledEvent::Match {
            event: raw(one.event.to_compact()),
            fields: one
                .fields
                .iter()
                .map(|one| exercised(one, source))
                .collect(),
            branches: branches(one, or_groups),
        };
        let summary = SampleSummary::Matches {
            alternatives: found.alternatives,
            exercised: found.exercised,
            left_out: found.left_out,
        };
        Self::new(
            source,
            seed,
            found.events.iter().map(event).collect(),
            summary,
        )
    }

    /// Events that fail by one field.
    #[must_use]
    pub fn of_near_misses(found: &NearMisses, source: &Source, seed: u64) -> Self {
        let event = |one: &NearMissEvent| SampledEvent::NearMiss {
            event: raw(one.event.to_compact()),
            path: one.path.clone(),
            change: FieldChange::as_str(&one.change),
            why: one.change.to_string(),
            actual: one
                .explanation
                .actual
                .as_ref()
                .map(|quote| quote.text.clone()),
            wanted: written(source, one.span),
            reason: one.explanation.reason.clone(),
            pattern_span: SpanReport::new(source, one.span),
        };
        let summary = SampleSummary::NearMisses {
            fields: found.fields,
            missed: found.missed,
            left_out: found.left_out,
        };
        Self::new(
            source,
            seed,
            found.events.iter().map(event).collect(),
            summary,
        )
    }

    fn new(source: &Source, seed: u64, events: Vec<SampledEvent>, summary: SampleSummary) -> Self {
        Self {
            version: 1,
            pattern: source.name().to_owned(),
            seed,
            events,
            summary,
            diagnostics: Vec::new(),
        }
    }
}

impl SampledEvent {
    /// The event itself.
    #[must_use]
    pub fn event(&self) -> &str {
        match self {
            Self::Match { event, .. } | Self::NearMiss { event, .. } => event.get(),
        }
    }
}

fn exercised(one: &Exercised, source: &Source) -> ExercisedReport {
    ExercisedReport {
        path: one.path.clone(),
        wanted: written(source, one.span),
        first: one.is_first,
        pattern_span: SpanReport::new(source, one.span),
    }
}

fn branches(one: &Match, or_groups: &[OrGroup]) -> Vec<BranchReport> {
    let branches = one.branches.iter().filter_map(|(group, alternative)| {
        let group = or_groups.get(*group)?;
        Some(BranchReport {
            parent: group.parent.to_display().into_owned(),
            alternative: *alternative,
            of: group.alternatives.len(),
        })
    });
    branches.collect()
}

/// A part of the pattern in compact JSON.
fn written(source: &Source, span: Span) -> Box<RawValue> {
    let text = source.slice(span);
    let compact = json::parse_prefix(text).map(|(value, _)| value.to_compact());
    raw(compact.unwrap_or_else(|_| "null".to_owned()))
}

/// JSON that evb wrote. A value that cannot be carried as it is, as one that is nested too deep, becomes `null`.
fn raw(text: String) -> Box<RawValue> {
    RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

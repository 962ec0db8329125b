//! What `evb pipe` found: the fate of every record, and what went through every batch.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::refusal::is_zero;
use super::{DiagnosticReport, ErrorReport};
use crate::diagnostic::{Diagnostic, Finding};
use crate::json;
use crate::simulate::pipe::{
    Dropped, Execution, ExecutionStep, Fate, Invocation, Open, Plan, Prepared, RecordFate,
};

/// What stands behind the records and the batches of a document.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct PipeEnding {
    /// What is to be said about the pipe, and what could not be read or failed, or the first of it.
    pub diagnostics: Vec<PipeDiagnosticReport>,
    /// How many more there are.
    #[serde(skip_serializing_if = "is_zero")]
    pub diagnostics_left_out: usize,
    /// Counts.
    pub summary: PipeSummary,
    /// What could not be read, if there is such a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// What `--check` found in a pipe that CreatePipe accepts.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct PipeCheckReport {
    /// Of the output contract.
    pub version: u32,
    /// The name of the pipe.
    pub pipe: String,
    /// Whether CreatePipe accepts it.
    pub accepted: bool,
    /// What is to be said about it.
    pub diagnostics: Vec<PipeDiagnosticReport>,
}

/// A line of `--format jsonl`: one of its members is there.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PipeLine<'r> {
    /// A record has ended.
    Record(&'r RecordReport),
    /// A batch has ended.
    Batch(&'r BatchReport),
    /// Something is to be said.
    Diagnostic(&'r PipeDiagnosticReport),
    /// Everything has ended.
    Summary(&'r PipeSummary),
}

/// A record and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordReport {
    /// Its place in the input, from 0.
    pub index: usize,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What the source calls it: `messageId` or `eventID`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `pass`, `drop`, or `perhaps` where that depends on what a template leaves open; a record that could not be read is
    /// dropped.
    pub filter: &'static str,
    /// The first filter that lets it through, from 0.
    pub matched_filter: Option<usize>,
    /// How many filters there are, for people.
    #[serde(skip)]
    pub filters: usize,
    /// On what it depends whether it comes through, in the template's words, where that is open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
    /// Why it did not come through, if it did not.
    pub reason: Option<String>,
    /// What would help, if we know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The batch it went into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<usize>,
    /// `filtered`, `open`, `delivered`, `not-invoked`, `retried`, `failed` or `unreadable`.
    pub fate: &'static str,
    /// The execution step that decided; filtering has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<&'static str>,
    /// What becomes of it at the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_source: Option<String>,
    /// What else is to be said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<DiagnosticReport>,
}

/// A batch and what went through it.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct BatchReport {
    /// The how-manieth to be closed, from 0.
    pub index: usize,
    /// Its records, by their places in the input.
    pub records: Vec<usize>,
    /// What went through the enrichment; `null` if the pipe has none.
    pub enrichment: Option<EnrichmentReport>,
    /// What the target got.
    pub target: TargetReport,
    /// The last step: `ExecutionSucceeded`, `ExecutionFailed` or `ExecutionPartiallyFailed`.
    pub execution: &'static str,
    /// Every step, in order.
    pub steps: Vec<&'static str>,
    /// The attempts of `AUTOMATIC_BISECT`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<AttemptReport>,
    /// What is to be said about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<DiagnosticReport>,
}

/// What went through an enrichment.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct EnrichmentReport {
    /// What it got: JSON; `null` if it was not invoked.
    pub input: Option<JsonOrText>,
    /// What it answered: JSON, or a string if it is none; `null` if it did not answer.
    pub response: Option<JsonOrText>,
    /// Nobody said what it answers: its input is taken as its answer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
}

/// JSON as it came, or a text that is none.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum JsonOrText {
    /// JSON.
    Json(Box<RawValue>),
    /// Anything else.
    Text(String),
}

/// What the target got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TargetReport {
    /// Whether it was invoked at all.
    pub invoked: bool,
    /// Every invocation.
    pub invocations: Vec<InvocationReport>,
    /// Why it was not invoked, or what failed.
    pub reason: Option<String>,
}

/// One invocation of the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InvocationReport {
    /// Exactly what it got.
    pub raw: String,
    /// The parameters that came from the record; `null` where the path leads to nothing.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, Option<String>>,
    /// Why the target refuses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// One attempt of `AUTOMATIC_BISECT`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AttemptReport {
    /// The records that were tried, by their places in the input.
    pub records: Vec<usize>,
    /// Whether the target took them.
    pub succeeded: bool,
}

/// A diagnostic and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PipeDiagnosticReport {
    /// The record, by its place in the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<usize>,
    /// The batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<usize>,
    /// What there is to say.
    #[serde(flatten)]
    pub diagnostic: DiagnosticReport,
}

/// Counts over the whole run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PipeSummary {
    /// Records of the input.
    pub records: u64,
    /// Batches that were closed.
    pub batches: u64,
    /// Records that no filter let through.
    pub filtered: u64,
    /// Records of which that depends on what a template leaves open.
    #[serde(skip_serializing_if = "is_none")]
    pub open: u64,
    /// Records that the target got.
    pub delivered: u64,
    /// Records that count as processed although the target was not invoked.
    pub not_invoked: u64,
    /// Records that the target refused out of a batch.
    pub retried: u64,
    /// Records whose execution failed.
    pub failed: u64,
    /// Records that could not be read.
    pub unreadable: u64,
}

impl PipeSummary {
    /// Counts one record.
    pub fn count(&mut self, fate: Fate) {
        self.count_all(1, fate);
    }

    /// Counts records that ended alike.
    pub fn count_all(&mut self, records: u64, fate: Fate) {
        self.records += records;
        *match fate {
            Fate::Unreadable => &mut self.unreadable,
            Fate::Filtered => &mut self.filtered,
            Fate::Open => &mut self.open,
            Fate::Delivered => &mut self.delivered,
            Fate::NotInvoked => &mut self.not_invoked,
            Fate::Retried => &mut self.retried,
            Fate::Failed => &mut self.failed,
        } += records;
    }

    /// Whether an execution failed, as a whole or in part.
    #[must_use]
    pub fn has_failures(&self) -> bool {
        self.retried + self.failed > 0
    }
}

/// Whether a count is left out.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
const fn is_none(count: &u64) -> bool {
    *count == 0
}

impl RecordReport {
    /// Whether it could be read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.fate != Fate::Unreadable.name()
    }

    /// A record that no filter let through.
    #[must_use]
    pub fn dropped(plan: &Plan, index: usize, line: usize, dropped: Dropped) -> Self {
        Self {
            index,
            line,
            id: dropped.id,
            filter: "drop",
            matched_filter: None,
            filters: 0,
            depends_on: Vec::new(),
            reason: Some(dropped.reason),
            hint: dropped.hint,
            batch: None,
            fate: Fate::Filtered.name(),
            step: None,
            at_source: Some(plan.source.after_filtered().to_owned()),
            notes: notes(&dropped.notes),
        }
    }

    /// A record that a filter perhaps lets through.
    #[must_use]
    pub fn open(index: usize, line: usize, open: Open) -> Self {
        Self {
            index,
            line,
            id: open.id,
            filter: "perhaps",
            matched_filter: Some(open.filter),
            filters: 0,
            depends_on: open.depends_on,
            reason: None,
            hint: None,
            batch: None,
            fate: Fate::Open.name(),
            step: None,
            at_source: None,
            notes: notes(&open.notes),
        }
    }

    /// A record that could not be read.
    #[must_use]
    pub fn unreadable(index: usize, line: usize, reason: String) -> Self {
        Self {
            index,
            line,
            id: None,
            filter: "drop",
            matched_filter: None,
            filters: 0,
            depends_on: Vec::new(),
            reason: Some(reason),
            hint: None,
            batch: None,
            fate: Fate::Unreadable.name(),
            step: None,
            at_source: None,
            notes: Vec::new(),
        }
    }

    /// The same where people are told which of so many filters let it through.
    #[must_use]
    pub fn among(self, filters: usize) -> Self {
        Self { filters, ..self }
    }

    /// A record whose execution is over.
    #[must_use]
    pub fn executed(plan: &Plan, batch: usize, record: &Prepared, end: &RecordFate) -> Self {
        let at_source = match end.fate {
            Fate::Delivered | Fate::NotInvoked => plan.source.after_success().to_owned(),
            _ => plan.after_failure(),
        };
        Self {
            index: record.index,
            line: record.line,
            id: record.id.clone(),
            filter: "pass",
            matched_filter: record.filter,
            filters: 0,
            depends_on: Vec::new(),
            reason: end.reason.clone(),
            hint: None,
            batch: Some(batch),
            fate: end.fate.name(),
            step: Some(end.step.name()),
            at_source: Some(at_source),
            notes: notes(&record.notes),
        }
    }
}

impl BatchReport {
    /// An execution that is over.
    #[must_use]
    pub fn new(index: usize, execution: &Execution) -> Self {
        let records: Vec<usize> = execution
            .records
            .iter()
            .map(|record| record.index)
            .collect();
        let attempts = execution.attempts.iter().map(|attempt| AttemptReport {
            records: records
                .get(attempt.positions.clone())
                .unwrap_or_default()
                .to_vec(),
            succeeded: attempt.succeeded,
        });
        Self {
            index,
            enrichment: execution.enrichment.as_ref().map(|trace| EnrichmentReport {
                input: trace.input.as_deref().map(json_or_text),
                response: trace.response.as_deref().map(json_or_text),
                assumed: trace.is_assumed,
            }),
            target: TargetReport {
                invoked: !execution.invocations.is_empty(),
                invocations: execution.invocations.iter().map(invocation).collect(),
                reason: execution.reason.clone(),
            },
            execution: execution.steps.last().map_or("", |step| step.name()),
            steps: execution
                .steps
                .iter()
                .copied()
                .map(ExecutionStep::name)
                .collect(),
            attempts: attempts.collect(),
            notes: notes(&execution.notes),
            records,
        }
    }
}

fn invocation(invocation: &Invocation) -> InvocationReport {
    let parameters = invocation.parameters.iter();
    InvocationReport {
        raw: invocation.raw.clone(),
        parameters: parameters
            .map(|parameter| (parameter.name.clone(), parameter.value.clone()))
            .collect(),
        failure: invocation.failure.clone(),
    }
}

/// JSON is written compact, whatever stood between its parts: it is to fit into a line.
fn json_or_text(text: &str) -> JsonOrText {
    let compact = json::parse(text.trim()).map(|value| value.to_compact());
    let json = compact
        .ok()
        .and_then(|text| RawValue::from_string(text).ok());
    json.map_or_else(|| JsonOrText::Text(text.to_owned()), JsonOrText::Json)
}

/// Notes without places: they speak of patterns and templates that are not in the input.
fn notes(notes: &[Diagnostic]) -> Vec<DiagnosticReport> {
    let findings = notes.iter().cloned().map(Finding::without_source);
    findings
        .map(|finding| DiagnosticReport::new(&finding))
        .collect()
}

//! Events that were held to a schema.

use serde::Serialize;

use crate::json::Value;
use crate::json::fields::{beginning, text};
use crate::report::{ErrorReport, EventReport, SpanReport};
use crate::schema::{Document, Violation, place_of};
use crate::source::Source;

/// An event.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ValidatedReport<'a> {
    /// Of the output contract.
    pub version: u32,
    /// Which event.
    pub event: EventReport<'a>,
    /// The schema for it: its name, or its source and detail-type; null if there is none.
    pub schema: Option<String>,
    /// Whether it is as its schema says.
    pub valid: bool,
    /// What is not.
    pub violations: Vec<ViolationReport>,
}

/// A value that is not as the schema says.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ViolationReport {
    /// The path from the event.
    pub path: String,
    /// The keyword of the schema; `x-amazon-events-detail-type` where no schema is for the event.
    pub keyword: String,
    /// One clause.
    pub message: String,
    /// Where the event has the value.
    pub event_span: SpanReport,
    /// The file of the schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_source: Option<String>,
    /// Where the keyword stands in the schema, as a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_pointer: Option<String>,
    /// The same place in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_span: Option<SpanReport>,
}

/// How a run ended.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ValidationEnd {
    /// The counts.
    pub summary: ValidationSummary,
    /// What could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

impl ValidationEnd {
    /// The end of a run.
    #[must_use]
    pub const fn new(summary: ValidationSummary, error: Option<ErrorReport>) -> Self {
        Self { summary, error }
    }
}

/// Counts of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ValidationSummary {
    /// All of them.
    pub events: u64,
    /// Those that are as their schema says.
    pub valid: u64,
    /// Those that are not.
    pub not_valid: u64,
    /// Those that were left out, as there is no schema for them.
    pub skipped: u64,
}

impl<'a> ValidatedReport<'a> {
    /// An event that was held to a schema.
    #[must_use]
    pub fn new(
        event: EventReport<'a>,
        (document, violations): (&Document, &[Violation]),
        source: &Source,
    ) -> Self {
        let violations = violations.iter().map(|one| ViolationReport {
            path: one.path.clone(),
            keyword: one.keyword.clone(),
            message: one.message.clone(),
            event_span: SpanReport::new(source, one.span),
            schema_source: Some(document.text.name().to_owned()),
            schema_pointer: Some(one.schema_pointer.clone()),
            schema_span: place_of(document, one).map(|span| SpanReport::new(&document.text, span)),
        });
        let violations: Vec<ViolationReport> = violations.collect();
        Self {
            version: 1,
            event,
            schema: Some(document.label()),
            valid: violations.is_empty(),
            violations,
        }
    }

    /// An event for which there is no schema.
    #[must_use]
    pub fn without_schema(event: EventReport<'a>, value: &Value, source: &Source) -> Self {
        let part = |name: &str| {
            text(value, name).map_or_else(|| "none".to_owned(), |one| format!("`{one}`"))
        };
        let violation = ViolationReport {
            path: String::new(),
            keyword: "x-amazon-events-detail-type".to_owned(),
            message: format!(
                "there is no schema for the source {} and the detail-type {}",
                part("source"),
                part("detail-type")
            ),
            event_span: SpanReport::new(source, beginning(value)),
            schema_source: None,
            schema_pointer: None,
            schema_span: None,
        };
        Self {
            version: 1,
            event,
            schema: None,
            valid: false,
            violations: vec![violation],
        }
    }
}

//! What `evb put-events` found: AWS's answer, and the events as targets see them.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{DiagnosticReport, SpanReport};

/// The document.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct PutEventsReport {
    /// Of the output contract.
    pub version: u32,
    /// What the ids are made from.
    pub seed: u64,
    /// How many entries AWS does not take.
    #[serde(rename = "FailedEntryCount")]
    pub failed_entry_count: usize,
    /// AWS's answer to each entry, in their order.
    #[serde(rename = "Entries")]
    pub entries: Vec<EntryReport>,
    /// The events of the entries that AWS takes and does not lose, as targets see them.
    pub events: Vec<Box<RawValue>>,
    /// The size of all entries, as AWS counts it.
    pub size_bytes: usize,
    /// What is worth knowing about the request as a whole.
    pub notes: Vec<DiagnosticReport>,
}

/// AWS's answer to one entry, and what is worth knowing about it.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct EntryReport {
    /// The id of the event.
    #[serde(rename = "EventId", skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// Why AWS does not take the entry.
    #[serde(rename = "ErrorCode", skip_serializing_if = "Option::is_none")]
    pub error_code: Option<&'static str>,
    /// The same in AWS's words.
    #[serde(rename = "ErrorMessage", skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// The size of the entry, as AWS counts it.
    pub size_bytes: usize,
    /// The bus that the entry names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_bus_name: Option<String>,
    /// AWS takes the entry and loses the event: its bus is known not to exist.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
    /// Whether the policies let it be put on its bus, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<PermissionReport>,
    /// What is worth knowing.
    pub notes: Vec<DiagnosticReport>,
}

/// Whether policies let an entry be put on its bus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PermissionReport {
    /// `null` where it depends on what is not known.
    pub allowed: Option<bool>,
    /// Who asks.
    pub principal: String,
    /// The ARN of the bus.
    pub bus: String,
    /// The statement that decides, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementReport>,
    /// Why, in a clause.
    pub reason: String,
}

impl PermissionReport {
    /// What was decided of a request.
    #[must_use]
    pub fn new(
        allowed: Option<bool>,
        (principal, bus): (&str, &str),
        statement: Option<StatementReport>,
        reason: &str,
    ) -> Self {
        Self {
            allowed,
            principal: principal.to_owned(),
            bus: bus.to_owned(),
            statement,
            reason: reason.to_owned(),
        }
    }
}

/// A statement of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatementReport {
    /// What the policy calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// The file.
    pub source: String,
    /// Where in it.
    pub span: SpanReport,
}

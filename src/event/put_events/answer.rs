//! What AWS answers to a request, or why it refuses it whole.

use super::super::Envelope;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What AWS answers to a request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Answer {
    /// One answer for each entry, in their order.
    pub entries: Vec<EntryAnswer>,
    /// The size of all entries, as AWS counts it.
    pub size_bytes: usize,
    /// What is worth knowing about the request as a whole.
    pub notes: Vec<Diagnostic>,
}

/// What AWS answers for one entry.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EntryAnswer {
    /// The id that AWS would give.
    pub event_id: String,
    /// The event as targets see it, or why AWS does not take the entry.
    pub outcome: Result<Envelope, EntryError>,
    /// The name or ARN of the bus, if the entry names one.
    pub event_bus_name: Option<String>,
    /// The size of the entry, as AWS counts it.
    pub size_bytes: usize,
    /// Whether its bus is known not to exist: AWS answers with the id, and no rule sees the event.
    pub is_lost: bool,
    /// What is worth knowing. Places lie in the text of the entries.
    pub notes: Vec<Diagnostic>,
    /// Where the entry stands in the text of the entries.
    pub span: Span,
}

/// Why AWS does not take an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryError {
    /// `ErrorCode`
    pub code: &'static str,
    /// `ErrorMessage`
    pub message: String,
}

/// A request that is refused whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.summary())]
#[non_exhaustive]
pub struct RequestRefused {
    /// AWS's words; `None` if the request does not get as far as AWS, because clients check it.
    pub message: Option<String>,
    /// What is wrong. Places lie in the text of the entries.
    pub diagnostics: Vec<Diagnostic>,
}

impl RequestRefused {
    /// AWS's words where there are some, else ours.
    fn summary(&self) -> &str {
        let ours = self.diagnostics.first().map(|one| one.message.as_str());
        self.message.as_deref().or(ours).unwrap_or_default()
    }
}

impl Answer {
    /// `FailedEntryCount`
    #[must_use]
    pub fn failed_entry_count(&self) -> usize {
        let failed = |entry: &&EntryAnswer| entry.outcome.is_err();
        self.entries.iter().filter(failed).count()
    }

    /// How many entries AWS takes and loses, as far as is known which buses exist.
    #[must_use]
    pub fn lost_entry_count(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_lost).count()
    }
}

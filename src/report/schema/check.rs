//! Patterns that were checked against schemas.

use serde::Serialize;

use crate::diagnostic::Finding;
use crate::report::{DiagnosticReport, ErrorReport};
use crate::schema::{Answer, Match};
use crate::source::{Source, Span};

/// The document.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct CheckReport {
    /// Of the output contract.
    pub version: u32,
    /// Each pattern.
    pub patterns: Vec<CheckedReport>,
    /// What could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// A pattern.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct CheckedReport {
    /// Of the output contract.
    pub version: u32,
    /// The rule or archive that has it; null where the pattern stands alone.
    pub name: Option<String>,
    /// The file.
    pub source: String,
    /// The line on which it begins.
    pub line: usize,
    /// The types of events it was checked against.
    pub types: Vec<String>,
    /// Whether some event can match; null where nothing is known of the events it is for.
    pub can_match: Option<bool>,
    /// What was found.
    pub diagnostics: Vec<DiagnosticReport>,
}

impl CheckReport {
    /// The document.
    #[must_use]
    pub const fn new(patterns: Vec<CheckedReport>, error: Option<ErrorReport>) -> Self {
        Self {
            version: 1,
            patterns,
            error,
        }
    }
}

impl CheckedReport {
    /// What was found out about a pattern.
    #[must_use]
    pub fn new(
        name: Option<String>,
        (file, span): (&Source, Span),
        answer: &Answer,
        findings: &[Finding],
    ) -> Self {
        Self {
            version: 1,
            name,
            source: file.name_at(span.start).to_owned(),
            line: file.position(span.start).line,
            types: answer.types.clone(),
            can_match: match answer.matches {
                Match::Possible => Some(true),
                Match::Never => Some(false),
                Match::Unknown => None,
            },
            diagnostics: findings.iter().map(DiagnosticReport::new).collect(),
        }
    }

    /// Whether nothing worse than a note was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.diagnostics.iter().all(|one| one.severity == "note")
    }
}

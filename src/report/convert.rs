//! What `evb convert` made of its inputs.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{DiagnosticReport, ErrorReport};
use crate::convert::Output;
use crate::source::Source;

/// The document.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ConvertReport {
    /// Of the output contract.
    pub version: u32,
    /// The results, in the order of the inputs.
    pub results: Vec<ConvertedReport>,
    /// What cannot be carried over.
    pub lost: Vec<DiagnosticReport>,
    /// What is worth knowing.
    pub notes: Vec<DiagnosticReport>,
    /// What could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

impl ConvertReport {
    /// What came of the inputs.
    #[must_use]
    pub fn new(
        results: Vec<ConvertedReport>,
        lost: Vec<DiagnosticReport>,
        notes: Vec<DiagnosticReport>,
        error: Option<ErrorReport>,
    ) -> Self {
        Self {
            version: 1,
            results,
            lost,
            notes,
            error,
        }
    }
}

/// One result.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ConvertedReport {
    /// The file, or what inline text is called.
    pub source: String,
    /// The line from which it comes, from 1.
    pub line: usize,
    /// What it is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it was made of, where that is a piece of text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The result: a text, or JSON.
    pub output: OutputReport,
    /// The time zone in which it is to be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// What the line of a crontab runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

/// A result by itself.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputReport {
    /// An expression.
    Text(String),
    /// A pattern, a filter, an event.
    Json(Box<RawValue>),
}

impl OutputReport {
    /// The result as it is printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Json(value) => value.get(),
        }
    }
}

impl Serialize for OutputReport {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Json(value) => value.serialize(serializer),
        }
    }
}

impl ConvertedReport {
    /// One result for a text of `source`.
    #[must_use]
    pub fn new(output: &Output, source: &Source) -> Self {
        let text = &output.text;
        let json = output
            .is_json
            .then(|| RawValue::from_string(text.clone()).ok())
            .flatten();
        Self {
            source: source.name_at(output.span.start).to_owned(),
            line: source.position(output.span.start).line,
            name: output.name.clone(),
            input: (!output.is_json).then(|| source.slice(output.span).to_owned()),
            output: json.map_or_else(|| OutputReport::Text(text.clone()), OutputReport::Json),
            timezone: output.timezone.clone(),
            command: output.command.clone(),
        }
    }
}

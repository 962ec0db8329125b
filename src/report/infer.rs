//! What `evb infer` found: a pattern, or two events that none tells apart.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{DiagnosticReport, ErrorReport};
use crate::infer::Found;

/// The document.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct InferReport {
    /// Of the output contract.
    pub version: u32,
    /// The pattern; `null` if there is none.
    pub pattern: Option<Box<RawValue>>,
    /// What each field of it is there for.
    pub fields: Vec<InferredFieldReport>,
    /// How many events it takes: all that are to match.
    pub matched: u64,
    /// How many it keeps out: all that are not to match.
    pub kept_out: u64,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alike: Option<AlikeReport>,
    /// What is worth knowing.
    pub notes: Vec<DiagnosticReport>,
    /// Records that could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
    /// The pattern over several lines, for people.
    #[serde(skip)]
    pub pretty: String,
}

/// A field of a pattern.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct InferredFieldReport {
    /// The names that lead to it, joined by dots.
    pub path: String,
    /// Its list.
    pub wanted: Option<Box<RawValue>>,
    /// How many events it keeps out.
    pub keeps_out: u64,
    /// How many of these no other field keeps out.
    pub alone: u64,
    /// Where the first of these stands.
    pub example: Option<String>,
}

/// Two events that no pattern tells apart, as far as patterns are looked for.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct AlikeReport {
    /// Where the event stands that is to match.
    pub matches: Option<String>,
    /// Where the event stands that is not to match.
    pub no_match: String,
    /// The fields in which they differ.
    pub differ_in: Vec<String>,
}

impl InferReport {
    /// A report of a pattern, or of none.
    #[must_use]
    pub fn new(found: Option<&Found>, (matched, kept_out): (u64, u64)) -> Self {
        let raw = |text: String| RawValue::from_string(text).ok();
        let fields = found.map(Found::fields).unwrap_or_default().iter();
        let fields = fields.map(|field| InferredFieldReport {
            path: field.path(),
            wanted: raw(field.wanted()),
            keeps_out: field.keeps_out,
            alone: field.alone,
            example: field.example.clone(),
        });
        Self {
            version: 1,
            pattern: found.and_then(|found| raw(found.text())),
            fields: fields.collect(),
            matched,
            kept_out,
            alike: None,
            notes: Vec::new(),
            error: None,
            pretty: found.map(Found::pretty).unwrap_or_default(),
        }
    }

    /// The same with what it is about: two events that are alike, what is worth knowing, what could not be read.
    #[must_use]
    pub fn with(
        mut self,
        alike: Option<AlikeReport>,
        notes: Vec<DiagnosticReport>,
        error: Option<ErrorReport>,
    ) -> Self {
        self.alike = alike;
        self.notes = notes;
        self.error = error;
        self
    }
}

impl AlikeReport {
    /// What is alike, and where it differs after all.
    #[must_use]
    pub fn new(no_match: String, nearest: Option<(&str, &[String])>) -> Self {
        let (matches, differ_in) = nearest.map_or((None, Vec::new()), |(place, names)| {
            (Some(place.to_owned()), names.to_vec())
        });
        Self {
            matches,
            no_match,
            differ_in,
        }
    }
}

//! What `evb infer` found: a pattern, or two events that none tells apart.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{DiagnosticReport, ErrorReport};
use crate::infer::{Found, Nearest};

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
    /// What each alternative of its `$or` is there for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<InferredAlternativeReport>,
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

/// An alternative of a pattern.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct InferredAlternativeReport {
    /// Its number, from 1.
    pub number: usize,
    /// How many events it takes.
    pub takes: u64,
    /// How many of these no other alternative takes.
    pub alone: u64,
    /// Where the first of these stands.
    pub example: Option<String>,
}

/// A field of a pattern, or several of the same element of an array.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct InferredFieldReport {
    /// The number of its alternative, if there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative: Option<usize>,
    /// The names that lead to it, joined by dots.
    pub path: String,
    /// Its list; for fields of the same element the object of their lists.
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
        let all = found.map(Found::alternatives).unwrap_or_default();
        let is_one = all.len() < 2;
        let mut fields = Vec::new();
        let mut alternatives = Vec::new();
        for (number, alternative) in (1..).zip(all) {
            alternatives.extend((!is_one).then(|| InferredAlternativeReport {
                number,
                takes: alternative.takes,
                alone: alternative.alone,
                example: alternative.example.clone(),
            }));
            let own = alternative.fields().iter();
            fields.extend(own.map(|field| InferredFieldReport {
                alternative: (!is_one).then_some(number),
                path: field.path(),
                wanted: raw(field.wanted()),
                keeps_out: field.keeps_out,
                alone: field.alone,
                example: field.example.clone(),
            }));
        }
        Self {
            version: 1,
            pattern: found.and_then(|found| raw(found.text())),
            fields,
            alternatives,
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
    pub fn new(no_match: String, nearest: Option<Nearest>) -> Self {
        let (matches, differ_in) = nearest.map_or((None, Vec::new()), |nearest| {
            (Some(nearest.place), nearest.differing)
        });
        Self {
            matches,
            no_match,
            differ_in,
        }
    }
}

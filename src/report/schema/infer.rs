//! Schemas that were inferred, and what was seen how often.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::report::{DiagnosticReport, ErrorReport};
use crate::schema::{InferredSchema, Kind, SeenField};

/// The document.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct InferReport {
    /// Of the output contract.
    pub version: u32,
    /// One for each source and detail-type, sorted by these.
    pub schemas: Vec<InferredReport>,
    /// What is worth knowing.
    pub diagnostics: Vec<DiagnosticReport>,
    /// What could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// A schema.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct InferredReport {
    /// Of the output contract.
    pub version: u32,
    /// The name that EventBridge gives it.
    pub name: String,
    /// The `source` of its events.
    pub source: String,
    /// The `detail-type` of its events.
    pub detail_type: String,
    /// `OpenApi3` or `JSONSchemaDraft4`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How many events were seen.
    pub events: u64,
    /// What was seen how often.
    pub fields: Vec<SeenReport>,
    /// The schema itself.
    pub schema: Box<RawValue>,
}

/// A field.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct SeenReport {
    /// From the event on; `[]` for the elements of an array, `{}` for names that are data.
    pub path: String,
    /// In how many objects it was.
    pub seen: u64,
    /// Of how many.
    pub of: u64,
    /// How often it was what.
    pub types: BTreeMap<&'static str, u64>,
    /// The form that all its texts have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<&'static str>,
    /// Its texts, if they were few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueReport>,
    /// Whether its texts are taken for all that there are.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub enumeration: bool,
}

/// A text of a field.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ValueReport {
    /// The text.
    pub value: String,
    /// How often it was seen.
    pub seen: u64,
}

impl InferredReport {
    /// A schema as data.
    #[must_use]
    pub fn new(schema: &InferredSchema<'_>, kind: Kind) -> Self {
        let document = RawValue::from_string(schema.document(kind).to_compact());
        Self {
            version: 1,
            name: schema.name(),
            source: schema.source.to_owned(),
            detail_type: schema.detail_type.to_owned(),
            kind: kind.as_str(),
            events: schema.events,
            fields: schema.fields().into_iter().map(SeenReport::new).collect(),
            schema: document.unwrap_or_default(),
        }
    }
}

impl SeenReport {
    fn new(field: SeenField) -> Self {
        let values = field.values.into_iter();
        let format = field.format;
        Self {
            path: field.path,
            seen: field.seen,
            of: field.of,
            types: field.types.into_iter().collect(),
            format,
            // Of a form that is told the texts say no more.
            values: match format {
                Some(_) => Vec::new(),
                None => values
                    .map(|(value, seen)| ValueReport { value, seen })
                    .collect(),
            },
            enumeration: field.is_enumeration && format.is_none(),
        }
    }
}

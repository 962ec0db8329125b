//! The formats that decide whether a filter looks at a payload at all: plain text or JSON.

use super::filter::{is_container, is_under};
use crate::json::Value;
use crate::pattern::ast::SubRule;
use crate::transform::{PayloadContent, Record};

/// What a pattern expects of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternFormat {
    /// Nothing: it does not speak of it.
    Any,
    /// Plain text: `{"body": ["text"]}`.
    Plain,
    /// JSON: `{"body": {"key": ["value"]}}`.
    Json,
}

/// What a payload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFormat {
    /// The record has none, or one that is no text.
    Absent,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Text that is not JSON.
    Plain,
    /// A JSON scalar; taken as plain text, which AWS does not document.
    Scalar,
    /// A JSON object or array.
    Json,
}

impl PatternFormat {
    /// Whether a pattern of this format can be asked about such a payload.
    #[must_use]
    pub const fn accepts(self, found: DataFormat) -> bool {
        matches!(
            (self, found),
            (Self::Any, _)
                | (_, DataFormat::Absent)
                | (Self::Plain, DataFormat::Plain | DataFormat::Scalar)
                | (Self::Json, DataFormat::Json)
        )
    }

    /// `plain text` or `JSON`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Plain => "plain text",
            Self::Json => "JSON",
        }
    }
}

impl DataFormat {
    /// What to call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::NotUtf8 => "not UTF-8",
            Self::Plain => "plain text",
            Self::Scalar => "a bare JSON scalar, taken as plain text",
            Self::Json => "JSON",
        }
    }
}

/// What a sub-rule expects of each data field. One that speaks of a field as text and as JSON can only be satisfied
/// by JSON, so that is what it expects.
pub(super) fn pattern_formats(sub_rule: &SubRule, fields: &[&str]) -> Vec<PatternFormat> {
    let format_of = |name: &&str| {
        let paths = sub_rule.fields.iter().map(|field| &field.path);
        paths
            .filter(|path| is_under(path, name.as_bytes()))
            .map(|path| {
                if path.as_wtf8().len() == name.len() {
                    PatternFormat::Plain
                } else {
                    PatternFormat::Json
                }
            })
            .reduce(|one, other| {
                if one == other {
                    one
                } else {
                    PatternFormat::Json
                }
            })
            .unwrap_or(PatternFormat::Any)
    };
    fields.iter().map(format_of).collect()
}

/// What the data field `name` of a record is.
pub(super) fn data_format(record: &Record<'_>, name: &str) -> DataFormat {
    let payload = record
        .payloads()
        .iter()
        .find(|payload| payload.field == name);
    match payload.map(|payload| &payload.content) {
        // DynamoDB: the payload is a member like the others.
        None => match record.value().get(name) {
            Some(value) if is_container(value) => DataFormat::Json,
            _ => DataFormat::Absent,
        },
        Some(PayloadContent::Absent | PayloadContent::NotBase64(_)) => DataFormat::Absent,
        Some(PayloadContent::NotUtf8) => DataFormat::NotUtf8,
        Some(PayloadContent::Text(_)) => DataFormat::Plain,
        Some(PayloadContent::Json { value, .. }) => json_format(value),
    }
}

fn json_format(value: &Value) -> DataFormat {
    if is_container(value) {
        DataFormat::Json
    } else {
        DataFormat::Scalar
    }
}

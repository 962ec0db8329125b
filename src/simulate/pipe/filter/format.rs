//! The formats that decide whether a filter looks at a payload at all: plain text or JSON.

use crate::json::{JsonString, Kind, Value};
use crate::pattern::ast::SubRule;
use crate::transform::{PayloadContent, Record};

/// What a pattern expects of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
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
    /// What the data field `name` of a record is.
    pub(super) fn of(record: &Record<'_>, name: &str) -> Self {
        let payload = record
            .payloads()
            .iter()
            .find(|payload| payload.field == name);
        match payload.map(|payload| &payload.content) {
            // DynamoDB: the payload is a member like the others.
            None => match record.value().get(name) {
                Some(value) if is_container(value) => Self::Json,
                _ => Self::Absent,
            },
            Some(PayloadContent::Absent | PayloadContent::NotBase64(_)) => Self::Absent,
            Some(PayloadContent::NotUtf8) => Self::NotUtf8,
            Some(PayloadContent::Text(_)) => Self::Plain,
            Some(PayloadContent::Json { value, .. }) if is_container(value) => Self::Json,
            Some(PayloadContent::Json { .. }) => Self::Scalar,
        }
    }

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

/// A payload whose format is not what a filter expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongFormat {
    /// The member of the record.
    pub field: &'static str,
    /// What the filter expects.
    pub expected: PatternFormat,
    /// What is there.
    pub found: DataFormat,
}

impl std::fmt::Display for WrongFormat {
    /// What follows on "the filter": "wants `body` to be JSON, and it is plain text".
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            field,
            expected,
            found,
        } = self;
        write!(
            out,
            "wants `{field}` to be {}, and it is {}",
            expected.name(),
            found.name()
        )
    }
}

/// What a sub-rule expects of each data field. One that speaks of a field as text and as JSON can only be satisfied
/// by JSON, so that is what it expects.
pub(in super::super) fn expected_formats(
    sub_rule: &SubRule,
    fields: &[&str],
) -> Vec<PatternFormat> {
    let format_of = |name: &&str| {
        let paths = sub_rule.fields.iter().map(|field| &field.path);
        let formats = paths
            .filter(|path| is_under(path, name.as_bytes()))
            .map(|path| match path.as_wtf8().len() == name.len() {
                true => PatternFormat::Plain,
                false => PatternFormat::Json,
            });
        formats
            .reduce(|one, other| match one == other {
                true => one,
                false => PatternFormat::Json,
            })
            .unwrap_or(PatternFormat::Any)
    };
    fields.iter().map(format_of).collect()
}

/// Whether a joined path is the name or goes on behind it.
pub(in super::super) fn is_under(path: &JsonString, name: &[u8]) -> bool {
    path.as_wtf8()
        .strip_prefix(name)
        .is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b'.'))
}

/// Whether a payload counts as JSON. Scalars are taken as text: AWS does not say.
pub(super) fn is_container(value: &Value) -> bool {
    matches!(value.kind, Kind::Object(_) | Kind::Array(_))
}

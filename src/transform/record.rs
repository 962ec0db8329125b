//! What a template or a path reads: an event, or a pipe's record with its payload decoded.
//!
//! Pipes look into a payload that is JSON: `<$.body.id>` works although the `body` of an SQS
//! message is a string, and `<$.data.id>` although the `data` of a Kinesis record is base64.
//! [`Record::from_source`] decodes the payload fields of a source once; a pipe's filter reads the
//! same [`Payload`]s.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::transform::{AtPath, Path, Record, RecordSource};
//!
//! let message = json::parse(r#"{"body":"{\"id\":7}","eventSource":"aws:sqs"}"#).unwrap();
//! let record = Record::from_source(&message, RecordSource::Sqs);
//! let path = Path::parse("$.body.id").unwrap();
//! let found = path.find(&record);
//! assert!(matches!(found, AtPath::One { .. }));
//! ```
//!
//! # What this module does not do
//!
//! It judges nothing: bytes that are not base64, not UTF-8 or not JSON are [`PayloadContent`]s that the
//! caller may complain about. The answer of an enrichment is not decoded: pass it to [`Record::new`].
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Amazon EventBridge Pipes input transformation", "Implicit body data
//! parsing"; "Event filtering in Amazon EventBridge Pipes", read 2026-11-20.

use std::borrow::Cow;

use super::base64;
use crate::json::{self, Value};

/// The kind of source that a pipe's record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordSource {
    /// Amazon SQS: `body` is text.
    Sqs,
    /// Kinesis Data Streams: `data` is base64.
    Kinesis,
    /// DynamoDB Streams: `dynamodb` is JSON already.
    DynamoDb,
    /// Amazon MSK and self-managed Kafka: `key` and `value` are base64.
    Kafka,
    /// ActiveMQ and RabbitMQ: `data` is base64.
    MessageBroker,
    /// Not a source's record: an event, or the answer of an enrichment. Nothing is decoded.
    Other,
}

/// How a payload field is written in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Text,
    Base64,
}

impl RecordSource {
    /// The names of the fields that carry the payload.
    pub fn payload_fields(self) -> impl Iterator<Item = &'static str> {
        self.fields().iter().map(|(name, _)| *name)
    }

    fn fields(self) -> &'static [(&'static str, Encoding)] {
        match self {
            Self::Sqs => &[("body", Encoding::Text)],
            Self::Kinesis | Self::MessageBroker => &[("data", Encoding::Base64)],
            Self::Kafka => &[("key", Encoding::Base64), ("value", Encoding::Base64)],
            Self::DynamoDb | Self::Other => &[],
        }
    }
}

/// A payload field of a record, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload<'a> {
    /// The name of the field.
    pub field: &'static str,
    /// What was in it.
    pub content: PayloadContent<'a>,
}

/// What a payload field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum PayloadContent<'a> {
    /// The record has no such field, or it is not a string.
    Absent,
    /// Not base64 although it should be: the offset of the first wrong character in the field's text.
    NotBase64(usize),
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Text that is not JSON.
    Text(Cow<'a, str>),
    /// JSON of any kind, a bare number or string included.
    Json {
        /// The decoded text.
        text: Cow<'a, str>,
        /// The value, with spans in `text`.
        value: Value,
    },
}

/// What a template or a path reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Record<'a> {
    value: &'a Value,
    source: RecordSource,
    payloads: Vec<Payload<'a>>,
}

impl<'a> Record<'a> {
    /// An event, or the answer of an enrichment: nothing is decoded.
    #[must_use]
    pub fn new(value: &'a Value) -> Self {
        Self::from_source(value, RecordSource::Other)
    }

    /// A source's record, its payload decoded.
    #[must_use]
    pub fn from_source(value: &'a Value, source: RecordSource) -> Self {
        let payloads = source.fields().iter().map(|&(field, encoding)| Payload {
            field,
            content: content(value.get(field), encoding),
        });
        Self {
            value,
            source,
            payloads: payloads.collect(),
        }
    }

    /// The event or record as it came.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> RecordSource {
        self.source
    }

    /// The same, for who borrows a decoded value for a while and puts it back.
    pub(crate) fn payloads_mut(&mut self) -> &mut [Payload<'a>] {
        &mut self.payloads
    }

    /// The payload fields of its source, decoded.
    #[must_use]
    pub fn payloads(&self) -> &[Payload<'a>] {
        &self.payloads
    }

    /// The JSON inside the payload field `name`, with the text it was read from.
    pub(super) fn decoded_json(&self, name: &str) -> Option<(&str, &Value)> {
        let payload = self.payloads.iter().find(|one| one.field == name)?;
        match &payload.content {
            PayloadContent::Json { text, value } => Some((text, value)),
            _ => None,
        }
    }
}

fn content(field: Option<&Value>, encoding: Encoding) -> PayloadContent<'_> {
    let Some(field) = field.and_then(Value::as_str) else {
        return PayloadContent::Absent;
    };
    let text = match encoding {
        Encoding::Text => Cow::Borrowed(field),
        Encoding::Base64 => match base64::decode(field.as_bytes()).map(String::from_utf8) {
            Ok(Ok(text)) => Cow::Owned(text),
            Ok(Err(_)) => return PayloadContent::NotUtf8,
            Err(at) => return PayloadContent::NotBase64(at),
        },
    };
    match json::parse(&text) {
        Ok(value) => PayloadContent::Json { text, value },
        Err(_) => PayloadContent::Text(text),
    }
}

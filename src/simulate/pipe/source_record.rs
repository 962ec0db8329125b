//! A record as it stands in an input, and what a pipe takes it for.
//!
//! Whoever declares a pipe or an event source mapping says where its records come from. Where nobody says it, the
//! record does: by its `eventSource`, or by members that no other source has.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::simulate::pipe::{SourceKind, SourceRecord};
//!
//! let event = json::parse(r#"{"kinesis":{"data":"eyJhIjoxfQ=="},"eventSource":"aws:kinesis"}"#)?;
//! let record = SourceRecord::recognised(&event);
//! assert_eq!(record.source(), Some(SourceKind::Kinesis));
//! assert!(record.value().get("data").is_some(), "as a pipe gets it");
//! # Ok::<(), evb::json::SyntaxError>(())
//! ```

use std::borrow::Cow;

use super::foreign::{ForeignForm, as_a_pipe_gets_it};
use super::source::SourceKind;
use crate::json::{Kind, Value};
use crate::transform::{PayloadContent, Record, RecordSource};

/// A record and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRecord<'v> {
    source: Option<SourceKind>,
    form: Option<ForeignForm>,
    value: Cow<'v, Value>,
}

impl<'v> SourceRecord<'v> {
    /// A record of this source; without one, what has none: the answer of an enrichment.
    #[must_use]
    pub fn new(value: &'v Value, source: Option<SourceKind>) -> Self {
        match source.and_then(|source| as_a_pipe_gets_it(value, source)) {
            Some((rewritten, form)) => Self {
                source,
                form: Some(form),
                value: Cow::Owned(rewritten),
            },
            None => Self {
                source,
                form: None,
                value: Cow::Borrowed(value),
            },
        }
    }

    /// A record of the source that it tells of itself, if it does.
    #[must_use]
    pub fn recognised(value: &'v Value) -> Self {
        let event_source = value.get("eventSource").and_then(Value::as_str);
        if let Some(source) = event_source.and_then(SourceKind::of_event_source) {
            return Self::new(value, Some(source));
        }
        let likely = Self::new(value, by_members(value));
        // What is written otherwise than this source writes it comes from somewhere else.
        let is_not_base64 = |content: &_| matches!(content, PayloadContent::NotBase64(_));
        let payloads = likely.record();
        match payloads
            .payloads()
            .iter()
            .any(|one| is_not_base64(&one.content))
        {
            true => Self::new(value, None),
            false => likely,
        }
    }

    /// Where it comes from; `None` where that is not known, or it comes from no source.
    #[must_use]
    pub fn source(&self) -> Option<SourceKind> {
        self.source
    }

    /// How it was written, if not as a pipe gets it.
    #[must_use]
    pub fn form(&self) -> Option<ForeignForm> {
        self.form
    }

    /// As a pipe gets it. Places are those of the value it was made of.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Whether it has a payload that is surely one: text where the source writes text, JSON where it writes base64.
    pub(super) fn has_payload(&self) -> bool {
        let is_text = self.source == Some(SourceKind::Sqs);
        self.record()
            .payloads()
            .iter()
            .any(|one| match &one.content {
                PayloadContent::Text(_) => is_text,
                PayloadContent::Json { value, .. } => {
                    is_text || matches!(value.kind, Kind::Object(_) | Kind::Array(_))
                }
                _ => false,
            })
    }

    /// With its payload decoded, for filters and templates.
    #[must_use]
    pub fn record(&self) -> Record<'_> {
        let source = self
            .source
            .map_or(RecordSource::Other, SourceKind::record_source);
        Record::from_source(&self.value, source)
    }
}

impl SourceKind {
    /// The kind whose records have this `eventSource`, in what a pipe or a function of Lambda gets.
    #[must_use]
    pub fn of_event_source(event_source: &str) -> Option<Self> {
        match event_source {
            // Lambda names only the service; the two engines are decoded alike.
            "aws:mq" => Some(Self::ActiveMq),
            _ => Self::ALL
                .into_iter()
                .find(|source| source.event_source() == event_source),
        }
    }

    /// Which of its members are decoded.
    #[must_use]
    pub const fn record_source(self) -> RecordSource {
        match self {
            Self::Sqs => RecordSource::Sqs,
            Self::Kinesis => RecordSource::Kinesis,
            Self::DynamoDb => RecordSource::DynamoDb,
            Self::Msk | Self::SelfManagedKafka => RecordSource::Kafka,
            Self::ActiveMq | Self::RabbitMq => RecordSource::MessageBroker,
        }
    }
}

/// The source whose records have these members, in the form of a pipe or of the source's own API.
fn by_members(record: &Value) -> Option<SourceKind> {
    let has = |name: &str| record.get(name).is_some();
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    let is_text = |name: &str| {
        record
            .get(name)
            .is_some_and(|value| value.as_str().is_some())
    };
    let is_object = |name: &str| {
        record
            .get(name)
            .is_some_and(|value| matches!(value.kind, Kind::Object(_)))
    };
    let is_sqs = is_text("body") && any(&["messageId", "receiptHandle"])
        || is_text("Body") && any(&["MessageId", "ReceiptHandle"]);
    let is_kinesis = is_text("Data") && has("PartitionKey")
        || is_text("data") && any(&["partitionKey", "sequenceNumber", "eventID"])
        || record
            .get("kinesis")
            .is_some_and(|inner| inner.get("data").is_some());
    let is_kafka = any(&["key", "value"]) && has("topic") && any(&["partition", "offset"]);
    if is_sqs {
        Some(SourceKind::Sqs)
    } else if is_kinesis {
        Some(SourceKind::Kinesis)
    } else if is_object("dynamodb") {
        Some(SourceKind::DynamoDb)
    } else if is_kafka {
        Some(SourceKind::Msk)
    } else if is_text("data") && is_object("basicProperties") {
        Some(SourceKind::RabbitMq)
    } else if is_text("data") && has("messageID") && any(&["messageType", "destination"]) {
        Some(SourceKind::ActiveMq)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn source(text: &str) -> Option<SourceKind> {
        SourceRecord::recognised(&parse(text).unwrap()).source()
    }

    #[test]
    fn the_event_source_tells_the_source() {
        for kind in SourceKind::ALL {
            let record = format!(r#"{{"eventSource":"{}"}}"#, kind.event_source());
            assert_eq!(source(&record), Some(kind));
        }
        assert_eq!(
            source(r#"{"eventSource":"aws:mq"}"#),
            Some(SourceKind::ActiveMq)
        );
        assert_eq!(source(r#"{"eventSource":"aws:s3","body":"x"}"#), None);
    }

    #[test]
    fn members_tell_it_where_nothing_else_does() {
        for (record, kind) in [
            (r#"{"messageId":"m","body":"b"}"#, Some(SourceKind::Sqs)),
            (r#"{"MessageId":"m","Body":"b"}"#, Some(SourceKind::Sqs)),
            (
                r#"{"partitionKey":"k","data":"e30="}"#,
                Some(SourceKind::Kinesis),
            ),
            (r#"{"kinesis":{"data":"e30="}}"#, Some(SourceKind::Kinesis)),
            (r#"{"dynamodb":{"Keys":{}}}"#, Some(SourceKind::DynamoDb)),
            (
                r#"{"topic":"t","offset":1,"value":"e30="}"#,
                Some(SourceKind::Msk),
            ),
            (
                r#"{"basicProperties":{},"data":"e30="}"#,
                Some(SourceKind::RabbitMq),
            ),
            (
                r#"{"messageID":"m","destination":{},"data":"e30="}"#,
                Some(SourceKind::ActiveMq),
            ),
            // Not base64, so no record of Kinesis.
            (r#"{"partitionKey":"k","data":"plain text"}"#, None),
            (r#"{"body":"b"}"#, None),
            (r#"{"messageId":"m","body":{"id":7}}"#, None),
            (r#"{"key":"k","value":"v"}"#, None),
            ("[1]", None),
        ] {
            assert_eq!(source(record), kind, "{record}");
        }
    }
}

//! Event source mappings of Lambda: pollers like those of a pipe, which hand their records to a function.
//!
//! A mapping filters and batches as a pipe does. It has no enrichment and no template, and the function gets an event of
//! Lambda's own form instead of an array.
//!
//! # Example
//!
//! ```
//! use evb::iac::{self, Content};
//! use evb::simulate::pipe::{Plan, PlanOptions};
//!
//! let text = r#"{"FunctionName": "f", "EventSourceArn": "arn:aws:sqs:us-east-1:123456789012:in", "BatchSize": 5}"#;
//! let Ok(Content::Declarations(inventory)) = iac::read(text) else { panic!("a mapping") };
//! let plan = Plan::of_mapping(&inventory.event_source_mappings[0], &PlanOptions::default()).unwrap();
//! assert_eq!(plan.batch_size, 5);
//! assert_eq!(plan.payload([r#"{"messageId":"m"}"#]), r#"{"Records":[{"messageId":"m"}]}"#);
//! ```
//!
//! # What this module does not do
//!
//! Whether the function reports failures of single records (`FunctionResponseTypes`) is not looked at: an answer that
//! names some is taken at its word.
//!
//! # Source
//!
//! AWS: Lambda Developer Guide, the pages on each event source, read 2026-11-20.

use std::collections::BTreeMap;

use super::arn::Arn;
use super::check::{Part, Remark, check_mapping};
use super::codes::ASSUMED;
use super::declaration::{arn_of, known};
use super::delivery::array;
use super::open_filters;
use super::parameters::DynamicParameters;
use super::plan::{EventParameters, Plan, PlanOptions, Stage, StreamFailures, Taker};
use super::source::SourceKind;
use super::target::TargetKind;
use super::wanted::Wanted;
use super::{CheckReport, window};
use crate::diagnostic::Diagnostic;
use crate::json::{self, Kind, Member, Value};
use crate::model::{Declared, EventSourceMapping};
use crate::pattern::Dialect;
use crate::quota::MAXIMUM_PIPE_PAYLOAD_BYTES;
use crate::transform::Variables;

/// The members of a Kinesis record that stand one level deeper in the event of a function.
const NESTED: [&str; 5] = [
    "kinesisSchemaVersion",
    "partitionKey",
    "sequenceNumber",
    "data",
    "approximateArrivalTimestamp",
];

impl Plan {
    /// Makes an event source mapping ready.
    ///
    /// # Errors
    ///
    /// What [`check_mapping`] finds, if CreateEventSourceMapping would refuse the mapping or a dry-run is not possible.
    pub fn of_mapping(
        mapping: &EventSourceMapping,
        options: &PlanOptions,
    ) -> Result<Self, CheckReport> {
        let report = check_mapping(mapping);
        let Some(source) = mapping.source_kind().filter(|_| report.refusals.is_empty()) else {
            return Err(report);
        };
        let (filters, open) =
            open_filters::filters(&mapping.filters, source, Dialect::Lambda, options.assumed);
        let limit = |declared| u32::try_from(known(declared)?.0).ok();
        let mut notes = report.notes;
        let mut note = |diagnostic| {
            notes.push(Remark {
                part: Part::Pipe,
                diagnostic,
            });
        };
        let batch_size = limit(mapping.batch_size.as_ref());
        let batch_size = batch_size.or(options.batch_size).unwrap_or_else(|| {
            let size = source.assumed_batch_size();
            note(Diagnostic::note(
                ASSUMED,
                format!("the mapping gives no `BatchSize`: its default {size} is taken"),
            ));
            size
        });
        let batch_size = batch_size.max(1) as usize;
        let seconds = known(mapping.maximum_batching_window_seconds.as_ref());
        let window_ms = window::length_ms(seconds.map(|(seconds, _)| seconds), batch_size);
        if let Some(length_ms) = window_ms {
            note(window::note(source, length_ms));
        }
        let on_failure = mapping.on_failure.as_ref();
        let queue = on_failure.and_then(|place| place.arn.as_ref());
        Ok(Self {
            taker: Taker::Mapping,
            name: mapping.called(),
            source,
            source_arn: arn_of(mapping.source.as_ref()),
            filters,
            open,
            wanted: Wanted::Everything,
            batch_size,
            batch_bytes: MAXIMUM_PIPE_PAYLOAD_BYTES,
            window_ms,
            enrichment: None,
            target: Stage {
                kind: TargetKind::Lambda,
                template: None,
                parameters: DynamicParameters::default(),
            },
            target_arn: function_arn(mapping),
            lacking: None,
            event: EventParameters::default(),
            stream: StreamFailures {
                bisects: mapping.bisects.as_ref().and_then(Declared::get) == Some(&true),
                maximum_retry_attempts: limit(mapping.maximum_retry_attempts.as_ref()),
                maximum_record_age_seconds: limit(mapping.maximum_record_age_seconds.as_ref()),
                dead_letter_queue: queue.map(Declared::to_display),
            },
            variables: Variables::new(),
            time: options.time.clone(),
            notes,
        })
    }

    /// What the target gets of a batch of records, each a JSON text: an array, or the event of a function.
    #[must_use]
    pub fn payload<'t>(&self, records: impl IntoIterator<Item = &'t str>) -> String {
        let records = records.into_iter();
        if self.taker == Taker::Pipe {
            return array(records);
        }
        let event = |name: &str, records: &str| {
            let source = match self.source {
                // Lambda names only the service.
                SourceKind::ActiveMq => "aws:mq",
                source => source.event_source(),
            };
            let mut event = String::from("{\"eventSource\":");
            json::write_quoted(source, &mut event);
            event.push_str(",\"eventSourceArn\":");
            json::write_quoted(self.source_arn.as_str(), &mut event);
            format!("{event},\"{name}\":{records}}}")
        };
        match self.source {
            SourceKind::Sqs | SourceKind::Kinesis | SourceKind::DynamoDb => {
                format!("{{\"Records\":{}}}", array(records))
            }
            SourceKind::ActiveMq => event("messages", &array(records)),
            SourceKind::Msk | SourceKind::SelfManagedKafka => {
                event("records", &grouped(records, partition))
            }
            SourceKind::RabbitMq => event("rmqMessagesByQueue", &grouped(records, queue)),
        }
    }

    /// Writes a record as the target gets it where no template makes it.
    pub(super) fn write_record(&self, record: &Value, raw: &mut String) {
        match (self.taker, self.source, record.as_object()) {
            (Taker::Mapping, SourceKind::Kinesis, Some(members)) => {
                nested(record, members).write_compact(raw);
            }
            _ => record.write_compact(raw),
        }
    }

    /// By what a partial failure of a batch names a record.
    ///
    /// AWS: Lambda Developer Guide, "Reporting batch item failures": the sequence number for streams. For pipes see
    /// [`SourceKind::failure_identifier`].
    pub(super) fn identifier<'v>(&self, record: &'v Value) -> Option<&'v str> {
        let (first, behind) = self.identifier_path().split_first()?;
        let mut path = behind.iter();
        let found = path.try_fold(record.get(first)?, |value, name| value.get(name))?;
        found.as_str()
    }

    /// The names of the members that lead to it; none where nothing identifies a record.
    pub(super) fn identifier_path(&self) -> &'static [&'static str] {
        match (self.taker, self.source) {
            (Taker::Mapping, SourceKind::Kinesis) => &["sequenceNumber"],
            (Taker::Mapping, SourceKind::DynamoDb) => &["dynamodb", "SequenceNumber"],
            _ => self.source.failure_identifier_path(),
        }
    }
}

/// The function's ARN, as far as it is known; an API may be given its bare name.
fn function_arn(mapping: &EventSourceMapping) -> Arn {
    arn_of(mapping.function.as_ref())
}

/// A Kinesis record as a function gets it.
fn nested(record: &Value, members: &[Member]) -> Value {
    let is_nested = |member: &&Member| NESTED.iter().any(|name| member.name == **name);
    let (inner, outer): (Vec<&Member>, Vec<&Member>) = members.iter().partition(is_nested);
    let object = |members: Vec<Member>| Value {
        span: record.span,
        kind: Kind::Object(members),
    };
    let kinesis = Member {
        name: "kinesis".into(),
        name_span: record.span,
        value: object(inner.into_iter().cloned().collect()),
    };
    object(
        std::iter::once(kinesis)
            .chain(outer.into_iter().cloned())
            .collect(),
    )
}

/// Records under what `group` makes of each, in an object.
fn grouped<'t>(
    records: impl Iterator<Item = &'t str>,
    group: impl Fn(&Value) -> Option<String>,
) -> String {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for record in records {
        let name = json::parse(record).ok().and_then(|record| group(&record));
        groups
            .entry(name.unwrap_or_default())
            .or_default()
            .push(record);
    }
    let mut object = String::from("{");
    for (number, (name, records)) in groups.into_iter().enumerate() {
        if number > 0 {
            object.push(',');
        }
        json::write_quoted(&name, &mut object);
        object.push(':');
        object.push_str(&array(records.into_iter()));
    }
    object.push('}');
    object
}

/// `topic-partition`, as Lambda groups records of Kafka.
fn partition(record: &Value) -> Option<String> {
    let partition = record.get("partition")?;
    let partition = match partition.as_str() {
        Some(text) => text.to_owned(),
        None => partition.to_compact(),
    };
    Some(format!("{}-{partition}", record.get("topic")?.as_str()?))
}

/// `queue::virtual host`, as Lambda groups messages of RabbitMQ.
fn queue(record: &Value) -> Option<String> {
    record.get("eventSourceKey")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn plan(source: &str) -> Plan {
        let mapping = EventSourceMapping {
            source: Some(Declared::known(source.to_owned(), Span::default())),
            ..EventSourceMapping::default()
        };
        Plan::of_mapping(&mapping, &PlanOptions::default()).unwrap()
    }

    #[test]
    fn a_function_gets_what_lambda_makes_of_the_records() {
        let arn = |service: &str| format!("arn:aws:{service}:us-east-1:123456789012:x");
        let kafka = plan(&arn("kafka"));
        assert_eq!(
            kafka.payload([
                r#"{"topic":"t","partition":1}"#,
                r#"{"topic":"t","partition":0}"#,
                r#"{"topic":"t","partition":1,"offset":2}"#,
            ]),
            r#"{"eventSource":"aws:kafka","eventSourceArn":"arn:aws:kafka:us-east-1:123456789012:x","records":{"t-0":[{"topic":"t","partition":0}],"t-1":[{"topic":"t","partition":1},{"topic":"t","partition":1,"offset":2}]}}"#
        );
        assert_eq!(
            plan(&arn("mq")).payload(["{}"]),
            r#"{"eventSource":"aws:mq","eventSourceArn":"arn:aws:mq:us-east-1:123456789012:x","messages":[{}]}"#
        );
        let mut raw = String::new();
        let record = r#"{"partitionKey":"k","data":"e30=","sequenceNumber":"7","eventID":"s:7"}"#;
        let record = json::parse(record).unwrap();
        let kinesis = plan(&arn("kinesis"));
        kinesis.write_record(&record, &mut raw);
        assert_eq!(
            raw,
            r#"{"kinesis":{"partitionKey":"k","data":"e30=","sequenceNumber":"7"},"eventID":"s:7"}"#
        );
        assert_eq!(kinesis.identifier(&record), Some("7"));
    }
}

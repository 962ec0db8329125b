//! Batching windows: a batch is closed when its window has ended, even if it is not full.
//!
//! A file of records does not tell when a poller saw them. Some sources write into a record when it came to them; a
//! window ends by these times. Where there are none, every batch is filled.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::simulate::pipe::{SourceKind, arrived_ms};
//!
//! let record = json::parse(r#"{"approximateArrivalTimestamp":1545084650.987}"#).unwrap();
//! assert_eq!(arrived_ms(SourceKind::Kinesis, &record), Some(1_545_084_650_987));
//! assert_eq!(arrived_ms(SourceKind::Sqs, &record), None);
//! ```
//!
//! # What this module does not do
//!
//! It knows nothing of pollers: how many there are, and that those of SQS may wait up to 20 seconds for messages.
//!
//! # Source
//!
//! AWS: EventBridge Pipes API Reference, `MaximumBatchingWindowInSeconds`: "The maximum length of a time to wait for
//! events"; the User Guide's pages on each source for the members of records. That a window begins with the first
//! record of its batch, and that a record which comes just as it ends still belongs to it, are choices.

use std::time::Duration;

use super::SourceKind;
use super::codes::ASSUMED;
use crate::diagnostic::Diagnostic;
use crate::json::{Kind, Value};

/// When a record came to its source, in milliseconds since 1970; `None` where the record does not tell.
#[must_use]
pub fn arrived_ms(source: SourceKind, record: &Value) -> Option<u64> {
    let mut value = record;
    for name in place(source)?.split('.') {
        value = value.get(name)?;
    }
    match (source, &value.kind) {
        (SourceKind::Sqs, Kind::String(_)) => value.as_str()?.parse().ok(),
        (SourceKind::Kinesis | SourceKind::DynamoDb, Kind::Number(seconds)) => {
            let since_1970 = Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?;
            // Six digits behind the point are more than a double keeps: the nearest millisecond is meant.
            let rounded = since_1970.checked_add(Duration::from_micros(500))?;
            u64::try_from(rounded.as_millis()).ok()
        }
        _ => None,
    }
}

/// Where a record tells when it came.
const fn place(source: SourceKind) -> Option<&'static str> {
    match source {
        SourceKind::Sqs => Some("attributes.SentTimestamp"),
        SourceKind::Kinesis => Some("approximateArrivalTimestamp"),
        SourceKind::DynamoDb => Some("dynamodb.ApproximateCreationDateTime"),
        SourceKind::Msk
        | SourceKind::SelfManagedKafka
        | SourceKind::ActiveMq
        | SourceKind::RabbitMq => None,
    }
}

impl SourceKind {
    /// Where a record tells when it came, as a path; `None` where it does not tell.
    #[must_use]
    pub const fn arrival(self) -> Option<&'static str> {
        place(self)
    }

    /// Whether records tell when they came.
    #[must_use]
    pub const fn tells_arrival(self) -> bool {
        place(self).is_some()
    }
}

/// The member of a record that tells when it came.
pub(super) fn member(source: SourceKind) -> Option<&'static str> {
    place(source)?.split('.').next()
}

/// The window of this many seconds where batches hold several records, in milliseconds; `None` without one.
pub(super) fn length_ms(seconds: Option<i64>, batch_size: usize) -> Option<u64> {
    let seconds = u64::try_from(seconds?).ok()?;
    (seconds > 0 && batch_size > 1).then(|| seconds.saturating_mul(1_000))
}

/// What the answers rest on if there is a window.
pub(super) fn note(source: SourceKind, window_ms: u64) -> Diagnostic {
    let seconds = window_ms / 1_000;
    match place(source) {
        Some(place) => Diagnostic::note(
            ASSUMED,
            format!("a batching window of {seconds} s ends by the times in `{place}`"),
        )
        .help("when the pipe's poller sees a record is not known here; a record without such a time joins the batch that is open"),
        None => Diagnostic::note(
            ASSUMED,
            format!("the batching window of {seconds} s never ends early: every batch is filled"),
        )
        .help(format!(
            "when a record of {} came to the pipe is not known here",
            source.name()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn each_source_tells_the_time_in_its_own_way() {
        let read = |source, text: &str| arrived_ms(source, &parse(text).unwrap());
        assert_eq!(
            read(
                SourceKind::Sqs,
                r#"{"attributes":{"SentTimestamp":"1763632800000"}}"#
            ),
            Some(1_763_632_800_000)
        );
        let seconds = r#"{"dynamodb":{"ApproximateCreationDateTime":1.7636328E9}}"#;
        assert_eq!(read(SourceKind::DynamoDb, seconds), Some(1_763_632_800_000));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for time in ["-1", "1e400", "\"1763632800\"", "null", "{}"] {
            let text = format!(r#"{{"approximateArrivalTimestamp":{time}}}"#);
            let record = parse(&text).unwrap();
            assert_eq!(arrived_ms(SourceKind::Kinesis, &record), None, "{time}");
        }
    }
}

//! The delay curve of a real bus, estimated from its logs.
//!
//! AWS does not publish the curve, but the logs of an event bus tell when each attempt was made. An [`AttemptLog`] takes
//! their records one by one, finds the attempts and turns them into waiting times; [`fit`] estimates the curve with
//! intervals, in the form of a [`Backoff`](super::Backoff) that simulations take.
//!
//! # Example
//!
//! ```
//! use evb::delivery::fit::{self, AttemptLog};
//!
//! let mut log = AttemptLog::default();
//! for line in [
//!     r#"{"invocation_id":"i","message_timestamp_ms":1000,"message_type":"INVOCATION_ATTEMPT_RETRYABLE_FAILURE","details":{"attempt_type":"FIRST","attempt_count":1,"target_duration_ms":0}}"#,
//!     r#"{"invocation_id":"i","message_timestamp_ms":3000,"message_type":"INVOCATION_ATTEMPT_RETRYABLE_FAILURE","details":{"attempt_type":"RETRY","attempt_count":2,"target_duration_ms":0}}"#,
//! ] {
//!     let record = evb::json::parse(line).map_err(|error| error.diagnostic(line))?;
//!     assert_eq!(log.take(&record), Ok(()));
//! }
//! let fitted = fit::fit(&log.delays(), 0)?;
//! assert_eq!(fitted.initial_ms.value, 2_000.0);
//! # Ok::<(), evb::diagnostic::Diagnostic>(())
//! ```
//!
//! # What this module does not do
//!
//! It cannot tell `equal` jitter from `symmetric:0.333` of a smaller delay: both draw from the same range.
//!
//! # Source
//!
//! EventBridge User Guide, "Amazon EventBridge event bus log schema",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-logs-schema.html>.

mod curve;
mod estimate;
mod records;
mod samples;

pub use estimate::{DelayStatistics, Estimate, Fit, fit};
pub use records::{AttemptRecord, AttemptStep, LOG_RECORD};
pub use samples::{AttemptLog, Delays, Sample};

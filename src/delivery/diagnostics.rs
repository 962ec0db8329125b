//! The codes of everything that this engine refuses.

use crate::diagnostic::Code;

/// A delay curve that makes no sense.
pub const BACKOFF: Code = Code::new("delivery/backoff");

/// A duration that cannot be read.
pub const DURATION: Code = Code::new("delivery/duration");

/// A failure rule that cannot be read.
pub const FAILURE: Code = Code::new("delivery/failure");

/// A window that ends before, or where, it begins.
pub const WINDOW: Code = Code::new("delivery/empty-window");

/// A number that is no probability.
pub const PROBABILITY: Code = Code::new("delivery/probability");

/// An error code that the service does not have.
pub const UNKNOWN_CODE: Code = Code::new("delivery/unknown-code");

/// Failures that contradict each other, or the service.
pub const CONTRADICTION: Code = Code::new("delivery/contradiction");

/// A delivery policy that SNS would refuse.
pub const DELIVERY_POLICY: Code = Code::new("delivery/delivery-policy");

/// A number of retries that the service refuses.
pub const RETRY_ATTEMPTS: Code = Code::new("delivery/maximum-retry-attempts");

/// An age that the service refuses.
pub const EVENT_AGE: Code = Code::new("delivery/maximum-event-age");

/// A setting that the service does not have.
pub const NOT_APPLICABLE: Code = Code::new("delivery/not-applicable");

/// A retrier that Step Functions would refuse.
pub const RETRIER: Code = Code::new("delivery/retrier");

/// A list of settings that cannot be read.
pub const SETTING: Code = Code::new("delivery/setting");

/// A dead-letter queue that the service refuses.
pub const DEAD_LETTER_QUEUE: Code = Code::new("delivery/dead-letter-queue");

/// A rate that cannot be read.
pub const RATE: Code = Code::new("delivery/rate");

/// A requirement that cannot be read.
pub const REQUIREMENT: Code = Code::new("delivery/requirement");

/// A fleet of events that cannot be simulated.
pub const FLEET: Code = Code::new("delivery/fleet");

/// Logs from which no delay can be read.
pub const NO_SAMPLES: Code = Code::new("delivery/no-samples");

//! Delivery: retries, delay curves, failures and dead letters, in virtual time.

mod attempts;
mod backoff;
mod codes;
mod dead_letter;
pub mod diagnostics;
mod distribution;
pub mod duration;
mod failure;
pub mod monte_carlo;
mod outcome;
mod pace;
mod phases;
mod preset;
mod profile;
mod random;
mod rate;
mod retrier;
mod settings;

pub use attempts::{AgeEnd, AgeFrom, Attempt, AttemptResult, EndedBy, Ending, Latency, Scenario};
pub use backoff::{Backoff, Curve, Jitter, Multiplier};
pub use codes::{CodeFamily, Retried};
pub use dead_letter::{Addresses, Attribute, DataType, DeadLetter, dead_letter, leaves_a_letter};
pub use distribution::{Distribution, Share};
pub use failure::{FailedAnswer, FailureModel, FailureRule, Outages};
pub use outcome::{DeadLetterQueue, Outcome, metrics};
pub use pace::{FailedAttempt, Memory, Next, Pace};
pub use phases::{BackoffFunction, Phases};
pub use preset::Preset;
pub use profile::{Profile, Range, RetryPolicy};
pub use random::{Chance, Draw, Draws, Stream, target_key};
pub use rate::Rate;
pub use retrier::Retrier;

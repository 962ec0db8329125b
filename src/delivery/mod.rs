//! Delivery: retries, delay curves, failures and dead letters, in virtual time.
//!
//! A [`Scenario`] says who delivers, under which limits ([`RetryPolicy`]), with which delays ([`Pace`],
//! [`Backoff`]) and what fails ([`FailureModel`]). [`Scenario::deliver`] plays one delivery, [`monte_carlo`]
//! plays many, [`fleet`] plays many that share a target, and [`fit`] goes the other way: from logs to delays.
//!
//! # Example
//!
//! ```
//! use evb::delivery::{FailureModel, FailureRule, Profile, RetryPolicy, Scenario};
//!
//! let policy = RetryPolicy::new(Profile::Rule, Some(10), Some(3_600))?;
//! let codes = Profile::Rule.codes();
//! let outage = FailureRule::parse("until=2m", codes, None)?;
//! let scenario = Scenario::new(Profile::Rule, policy, FailureModel::new(vec![outage], codes, None)?);
//! let ending = scenario.deliver(0, 0, |_| {});
//! assert!(ending.is_delivered());
//! assert_eq!((ending.attempts, ending.at_ms), (8, 127_000));
//! # Ok::<(), evb::diagnostic::Diagnostic>(())
//! ```
//!
//! # What this module does not do
//!
//! It reads no clock, waits for nothing and delivers nothing. It does not know AWS's delay curve, which is not
//! published: see [`Preset`] and [`fit`].
//!
//! # Source
//!
//! The pages of AWS that state a rule are named where the rule is enforced. [`REFERENCE`] says what is AWS's and
//! what is not.

mod attempts;
mod backoff;
mod codes;
mod dead_letter;
pub mod diagnostics;
mod distribution;
pub mod duration;
mod failure;
pub mod fit;
pub mod fleet;
mod meant;
pub mod monte_carlo;
mod notes;
mod outcome;
mod pace;
mod phases;
mod preset;
mod profile;
mod random;
mod rate;
mod requirement;
mod retrier;
mod settings;

pub use attempts::{AgeEnd, AgeFrom, Attempt, AttemptResult, EndedBy, Ending, Latency, Scenario};
pub use backoff::{Backoff, Curve, Jitter, Multiplier};
pub use codes::{CodeFamily, Retried};
pub use dead_letter::{
    Addresses, Attribute, DataType, DeadLetter, dead_letter, invocation_record, leaves_a_letter,
};
pub use distribution::{Distribution, Share};
pub use failure::{FailedAnswer, FailureModel, FailureRule, Outages};
pub use notes::{Assumptions, CurveOrigin, banner, notes};
pub use outcome::{DeadLetterQueue, Outcome, metrics};
pub use pace::{FailedAttempt, Memory, Next, Pace};
pub use phases::{BackoffFunction, Phases};
pub use preset::Preset;
pub use profile::{Profile, Range, RetryPolicy};
pub use random::{Chance, Draw, Draws, Stream, target_key};
pub use rate::Rate;
pub use requirement::Requirement;
pub use retrier::Retrier;

/// Retries and dead letters, explained for people: Markdown, whose examples are tested.
pub const REFERENCE: &str = include_str!("reference.md");

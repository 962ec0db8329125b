//! How long delivery is tried, and what happens then.

use super::known::Declared;
use crate::source::Span;

/// `RetryPolicy` of a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetryPolicy {
    /// `MaximumRetryAttempts`.
    pub maximum_retry_attempts: Option<Declared<i64>>,
    /// `MaximumEventAgeInSeconds`.
    pub maximum_event_age_seconds: Option<Declared<i64>>,
    /// The whole policy.
    pub span: Span,
}

/// `DeadLetterConfig` of a target or a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeadLetter {
    /// `Arn` of the queue.
    pub arn: Option<Declared<String>>,
    /// The whole configuration.
    pub span: Span,
}

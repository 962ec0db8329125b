//! One delivery: attempt after attempt, until the event is delivered or given up.
//!
//! Time is a whole number of milliseconds since the event arrived; nothing waits and no clock is read.
//!
//! ```text
//! the first attempt is made on dispatch
//! success                      -> delivered when the attempt ends
//! an error that is not retried -> given up at once
//! no retry left                -> given up: MaximumRetryAttempts
//! the next attempt too late    -> given up: MaximumEventAgeInSeconds
//! otherwise                    -> the next attempt, after the longer of the delay and Retry-After
//! ```
//!
//! A retry that falls exactly on the maximum age is made. If both limits are reached at once, attempts count first.
//! AWS publishes neither; evb had to choose.
//!
//! # Example
//!
//! ```
//! use evb::delivery::{FailureModel, FailureRule, Profile, RetryPolicy, Scenario};
//!
//! let policy = RetryPolicy::new(Profile::Rule, None, None)?;
//! let always = FailureModel::new(vec![FailureRule::Always], Profile::Rule.codes(), None)?;
//! let scenario = Scenario::new(Profile::Rule, policy, always);
//! let ended = scenario.deliver(0, 0, |_| {});
//! assert_eq!(ended.attempts, 186);
//! assert_eq!(ended.at_ms, 84_991_000);
//! # Ok::<(), evb::diagnostic::Diagnostic>(())
//! ```

use super::codes::Retried;
use super::failure::{FailedAnswer, FailureModel, Outages};
use super::pace::{FailedAttempt, Memory, Next, Pace};
use super::profile::{Profile, RetryPolicy};
use super::random::{Draws, Stream, target_key};

/// From when the age of an event counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AgeFrom {
    /// From its arrival at the bus; for a schedule, from the time that the schedule names.
    ///
    /// AWS: EventBridge User Guide, troubleshooting: 24 hours "since the arrival of event".
    Arrival,
    /// From the first attempt: for a schedule with a flexible time window, from the time chosen in it.
    Dispatch,
}

/// When an event is given up whose next attempt would be too late. AWS does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AgeEnd {
    /// When it reaches the maximum age.
    Deadline,
    /// As soon as the last attempt in time has failed.
    Lookahead,
    /// When the next attempt would have been made.
    Next,
}

/// How long the target takes to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Latency {
    /// Always the same.
    Fixed(u64),
    /// Evenly between two times, both included.
    Uniform {
        /// The shortest.
        least_ms: u64,
        /// The longest.
        most_ms: u64,
    },
    /// Exponentially distributed.
    Exponential {
        /// On average.
        mean_ms: u64,
    },
}

/// Everything that decides about a delivery.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Who delivers.
    pub profile: Profile,
    /// Its limits.
    pub policy: RetryPolicy,
    /// How it spaces its attempts.
    pub pace: Pace,
    /// What fails.
    pub failures: FailureModel,
    /// How long the target takes.
    pub latency: Latency,
    /// An attempt that takes longer fails, and yet may have had its effect.
    pub timeout_ms: Option<u64>,
    /// When the first attempt is made, since arrival.
    pub dispatch_delay_ms: u64,
    /// From when the age counts.
    pub age_from: AgeFrom,
    /// When an event that has become too old is given up.
    pub age_end: AgeEnd,
    /// The number under which this target's draws are made: [`target_key`] of its ARN.
    pub target: u64,
    timeout_answer: FailedAnswer,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttemptResult {
    /// Delivered.
    Success,
    /// An error that the service retries.
    Retryable,
    /// An error that the service does not retry.
    Permanent,
}

/// One attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt<'a> {
    /// Counted from 1.
    pub number: u64,
    /// When it begins, since arrival.
    pub at_ms: u64,
    /// When it ends, since arrival.
    pub ended_ms: u64,
    /// How long after the end of the attempt before.
    pub delay_ms: Option<u64>,
    /// What came of it.
    pub result: AttemptResult,
    /// The error, if it failed.
    pub answer: Option<&'a FailedAnswer>,
    /// How much of the maximum age is left when it begins.
    pub remaining_age_ms: Option<u64>,
}

/// Why a delivery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EndedBy {
    /// It succeeded.
    Delivered,
    /// No retry was left.
    MaximumRetryAttempts,
    /// The next attempt would have been too late.
    MaximumEventAge,
    /// An error that is not retried.
    Permanent,
}

/// How a delivery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending<'a> {
    /// Why.
    pub by: EndedBy,
    /// When, since arrival.
    pub at_ms: u64,
    /// How many attempts were made.
    pub attempts: u64,
    /// How many of them took longer than the timeout: the target may have acted on each.
    pub timed_out: u64,
    /// The error of the last attempt, if it failed.
    pub answer: Option<&'a FailedAnswer>,
}

impl Ending<'_> {
    /// How many attempts were retries.
    #[must_use]
    pub const fn retries(&self) -> u64 {
        self.attempts.saturating_sub(1)
    }

    /// Whether the event reached its target.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        self.by == EndedBy::Delivered
    }
}

impl Scenario {
    /// The usual delivery of a service: immediate answers, no timeout, age from arrival (from dispatch for
    /// Scheduler), given up at the deadline.
    #[must_use]
    pub fn new(profile: Profile, policy: RetryPolicy, failures: FailureModel) -> Self {
        Self {
            profile,
            policy,
            pace: profile.usual_pace(policy.maximum_retry_attempts),
            failures,
            latency: Latency::Fixed(0),
            timeout_ms: None,
            dispatch_delay_ms: 0,
            age_from: match profile {
                Profile::Scheduler => AgeFrom::Dispatch,
                _ => AgeFrom::Arrival,
            },
            age_end: AgeEnd::Deadline,
            target: target_key(""),
            timeout_answer: FailedAnswer {
                code: profile.codes().timeout().to_owned(),
                retried: Retried::Yes,
                retry_after_seconds: None,
            },
        }
    }

    /// Whether two deliveries may differ.
    #[must_use]
    pub fn is_random(&self) -> bool {
        self.failures.is_random()
            || self.pace.is_random()
            || !matches!(self.latency, Latency::Fixed(_))
    }

    /// Delivers the event at `event_index`, telling of each attempt.
    ///
    /// The result depends on the arguments and the scenario alone. At most one attempt more than the pace allows
    /// is made, so this ends.
    pub fn deliver(
        &self,
        seed: u64,
        event_index: u64,
        mut tell: impl FnMut(&Attempt<'_>),
    ) -> Ending<'_> {
        let draws = Draws::new(seed, event_index, self.target);
        let mut delivery = Delivery::new(0);
        let mut outages = Outages::new(draws);
        let mut at_ms = self.dispatch_delay_ms;
        loop {
            let attempt = self.attempt(at_ms, &mut delivery, &mut outages, &draws);
            tell(&attempt);
            match self.follow(&attempt, &mut delivery, &draws) {
                Follow::Attempt { at_ms: next_ms } => at_ms = next_ms,
                Follow::End { by, at_ms } => {
                    return Ending {
                        by,
                        at_ms,
                        attempts: delivery.attempts,
                        timed_out: delivery.timed_out,
                        answer: attempt.answer,
                    };
                }
            }
        }
    }

    /// Makes one attempt.
    pub(super) fn attempt(
        &self,
        at_ms: u64,
        delivery: &mut Delivery,
        outages: &mut Outages,
        draws: &Draws,
    ) -> Attempt<'_> {
        delivery.attempts += 1;
        let number = delivery.attempts;
        let mut answer = self.failures.answer(number, at_ms, draws, outages);
        let mut duration_ms = match self.latency {
            Latency::Fixed(duration) => duration,
            Latency::Uniform { least_ms, most_ms } => {
                least_ms
                    + draws
                        .at(number, Stream::LATENCY)
                        .up_to(most_ms.saturating_sub(least_ms))
            }
            Latency::Exponential { mean_ms } => {
                draws.at(number, Stream::LATENCY).exponential(mean_ms)
            }
        };
        if let Some(timeout_ms) = self.timeout_ms.filter(|timeout| duration_ms > *timeout) {
            duration_ms = timeout_ms;
            if answer.is_none() {
                delivery.timed_out += 1;
                answer = Some(&self.timeout_answer);
            }
        }
        self.record(at_ms, duration_ms, answer, delivery)
    }

    /// An attempt whose answer is known.
    pub(super) fn record<'a>(
        &self,
        at_ms: u64,
        duration_ms: u64,
        answer: Option<&'a FailedAnswer>,
        delivery: &mut Delivery,
    ) -> Attempt<'a> {
        let ended_ms = at_ms.saturating_add(duration_ms);
        let result = match answer {
            None => AttemptResult::Success,
            Some(answer) if answer.retried.assumed() && !forbids_retries(answer) => {
                AttemptResult::Retryable
            }
            Some(_) => AttemptResult::Permanent,
        };
        let delay_ms = delivery
            .previous_end_ms
            .map(|end| at_ms.saturating_sub(end));
        delivery.previous_end_ms = Some(ended_ms);
        Attempt {
            number: delivery.attempts,
            at_ms,
            ended_ms,
            delay_ms,
            result,
            answer,
            remaining_age_ms: self
                .deadline_ms(delivery.arrival_ms)
                .map(|deadline| deadline.saturating_sub(at_ms)),
        }
    }

    /// When an event that arrived at `arrival_ms` reaches its maximum age; an attempt at this very time is still made.
    #[must_use]
    pub fn deadline_ms(&self, arrival_ms: u64) -> Option<u64> {
        let start = match self.age_from {
            AgeFrom::Arrival => 0,
            AgeFrom::Dispatch => self.dispatch_delay_ms,
        };
        let age = self.policy.maximum_event_age_seconds?;
        let age_ms = age.saturating_mul(1_000);
        Some(arrival_ms.saturating_add(start).saturating_add(age_ms))
    }

    /// What follows an attempt.
    pub(super) fn follow(
        &self,
        attempt: &Attempt<'_>,
        delivery: &mut Delivery,
        draws: &Draws,
    ) -> Follow {
        let end = |by, at_ms| Follow::End { by, at_ms };
        let Some(answer) = attempt.answer else {
            return end(EndedBy::Delivered, attempt.ended_ms);
        };
        if attempt.result == AttemptResult::Permanent {
            return end(EndedBy::Permanent, attempt.ended_ms);
        }
        let failed = FailedAttempt {
            number: attempt.number,
            arrival_ms: delivery.arrival_ms,
            started_ms: attempt.at_ms,
            ended_ms: attempt.ended_ms,
            answer,
        };
        match self.pace.next(failed, &mut delivery.memory, draws) {
            Next::NotRetried => end(EndedBy::Permanent, attempt.ended_ms),
            Next::Exhausted { at_ms } => end(EndedBy::MaximumRetryAttempts, at_ms),
            Next::Expired { at_ms } => end(EndedBy::MaximumEventAge, at_ms),
            Next::AttemptAt(next_ms) => match self.deadline_ms(delivery.arrival_ms) {
                Some(deadline_ms) if next_ms > deadline_ms => end(
                    EndedBy::MaximumEventAge,
                    match self.age_end {
                        // A last attempt that outlasts the age ends the delivery when it fails.
                        AgeEnd::Deadline => deadline_ms.max(attempt.ended_ms),
                        AgeEnd::Lookahead => attempt.ended_ms,
                        AgeEnd::Next => next_ms,
                    },
                ),
                _ => Follow::Attempt { at_ms: next_ms },
            },
        }
    }
}

/// AWS: EventBridge User Guide, API destinations: a negative `Retry-After` stops the retries.
fn forbids_retries(answer: &FailedAnswer) -> bool {
    answer
        .retry_after_seconds
        .is_some_and(|seconds| seconds < 0)
}

/// What follows an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follow {
    /// Another one.
    Attempt {
        /// Since arrival.
        at_ms: u64,
    },
    /// Nothing.
    End {
        /// Why.
        by: EndedBy,
        /// Since arrival.
        at_ms: u64,
    },
}

/// A delivery under way.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    /// Made so far.
    pub(super) attempts: u64,
    /// Longer than the timeout.
    pub(super) timed_out: u64,
    /// When the event arrived.
    pub(super) arrival_ms: u64,
    memory: Memory,
    previous_end_ms: Option<u64>,
}

impl Delivery {
    /// Before the first attempt.
    pub(super) fn new(arrival_ms: u64) -> Self {
        Self {
            attempts: 0,
            timed_out: 0,
            arrival_ms,
            memory: Memory::default(),
            previous_end_ms: None,
        }
    }
}

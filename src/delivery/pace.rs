//! When the next attempt is made: one rule for each kind of service.

use super::backoff::Curve;
use super::failure::FailedAnswer;
use super::phases::Phases;
use super::random::{Draws, Stream};
use super::retrier::Retrier;

/// What follows a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another attempt, at this time since arrival, if the age allows.
    AttemptAt(u64),
    /// What is delivered is not kept longer than to this time since arrival.
    Expired {
        /// Since arrival.
        at_ms: u64,
    },
    /// No attempt is left; the service gives up at this time since arrival.
    Exhausted {
        /// Since arrival.
        at_ms: u64,
    },
    /// No rule retries this error.
    NotRetried,
}

/// How a service spaces its attempts, and how many it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pace {
    /// A delay curve and a number of retries: rules, schedules, subscribers.
    Curve {
        /// The delays.
        curve: Curve,
        /// `MaximumRetryAttempts`.
        retries: u64,
    },
    /// The four phases of an SNS delivery policy.
    Phases(Phases),
    /// Lambda's queue of asynchronous invocations.
    ///
    /// AWS: Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation": errors of
    /// the function are retried after one and after two minutes; throttles and errors of the service return to
    /// the queue, with delays from 1 second up to 5 minutes, as long as the age allows.
    LambdaAsync {
        /// `MaximumRetryAttempts` for errors of the function: 0 to 2.
        retries: u64,
        /// The delays after throttles.
        throttled: Curve,
    },
    /// An SQS queue: what is not deleted is received again when its visibility timeout ends.
    Receives {
        /// `VisibilityTimeout`, from the receive on.
        visibility_timeout_ms: u64,
        /// `maxReceiveCount` of the redrive policy; `None` without one.
        maximum_receive_count: Option<u64>,
        /// `MessageRetentionPeriod`: the queue deletes the message at this age, however often it was received.
        retention_ms: u64,
    },
    /// A batch of a stream, which is tried again while its shard waits.
    ///
    /// AWS: Lambda Developer Guide, "Processing Kinesis Data Streams records", error handling: function errors are retried up
    /// to the retry quota, what cannot be invoked only by age. The delays are not published.
    Stream {
        /// The delays.
        curve: Curve,
        /// `MaximumRetryAttempts`; `None` is infinite.
        retries: Option<u64>,
    },
    /// The retriers of a Step Functions state, in their order.
    Retriers(Vec<Retrier>),
}

/// The delays, in milliseconds, before the two retries of a function error.
///
/// AWS: Lambda Developer Guide: one minute before the first retry, two minutes before the second.
const FUNCTION_ERROR_DELAYS_MS: [u64; 2] = [60_000, 120_000];

/// What a service remembers between the attempts of one delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    previous_delay_ms: Option<u64>,
    function_errors: u64,
    throttles: u64,
    /// How often each retrier has retried. Empty for everything but Step Functions.
    used: Vec<u64>,
}

/// One failed attempt, as the pace sees it.
#[derive(Clone, Copy, Debug)]
pub struct FailedAttempt<'a> {
    /// Counted from 1.
    pub number: u64,
    /// When the event arrived, on the clock of the other times.
    pub arrival_ms: u64,
    /// When it began, since arrival.
    pub started_ms: u64,
    /// When it ended, since arrival.
    pub ended_ms: u64,
    /// What the target answered.
    pub answer: &'a FailedAnswer,
}

impl Pace {
    /// What follows a failed attempt whose error is retried.
    #[must_use]
    pub fn next(&self, failed: FailedAttempt<'_>, memory: &mut Memory, draws: &Draws) -> Next {
        let jitter = || draws.at(failed.number, Stream::JITTER);
        let exhausted = Next::Exhausted {
            at_ms: failed.ended_ms,
        };
        let delay_ms = match self {
            Self::Curve { curve, retries } => {
                if failed.number > *retries {
                    return exhausted;
                }
                let delay = curve.delay_ms(failed.number, memory.previous_delay_ms, jitter);
                memory.previous_delay_ms = Some(delay);
                delay
            }
            Self::Stream { curve, retries } => {
                memory.function_errors += u64::from(failed.answer.is_function_error());
                if retries.is_some_and(|most| memory.function_errors > most) {
                    return exhausted;
                }
                let delay = curve.delay_ms(failed.number, memory.previous_delay_ms, jitter);
                memory.previous_delay_ms = Some(delay);
                delay
            }
            Self::Phases(phases) => match phases.delay_ms(failed.number) {
                Some(delay) => delay,
                None => return exhausted,
            },
            Self::LambdaAsync { retries, throttled } => {
                if failed.answer.is_function_error() {
                    let used = memory.function_errors;
                    memory.function_errors += 1;
                    let index = usize::try_from(used).unwrap_or(usize::MAX);
                    match FUNCTION_ERROR_DELAYS_MS.get(index) {
                        Some(delay) if used < *retries => *delay,
                        _ => return exhausted,
                    }
                } else {
                    memory.throttles += 1;
                    throttled.delay_ms(memory.throttles, None, jitter)
                }
            }
            Self::Receives {
                visibility_timeout_ms,
                maximum_receive_count,
                retention_ms,
            } => {
                let visible_ms = failed.started_ms.saturating_add(*visibility_timeout_ms);
                let deleted_ms = failed.arrival_ms.saturating_add(*retention_ms);
                let is_last = maximum_receive_count.is_some_and(|count| failed.number >= count);
                return if is_last && visible_ms <= deleted_ms {
                    Next::Exhausted { at_ms: visible_ms }
                } else if visible_ms < deleted_ms {
                    Next::AttemptAt(visible_ms)
                } else {
                    Next::Expired {
                        at_ms: failed.started_ms.max(deleted_ms),
                    }
                };
            }
            Self::Retriers(retriers) => {
                memory.used.resize(retriers.len(), 0);
                let mut matching = retriers.iter().zip(&mut memory.used);
                let Some((retrier, used)) =
                    matching.find(|(retrier, _)| retrier.matches(&failed.answer.code))
                else {
                    return Next::NotRetried;
                };
                if *used >= retrier.maximum_attempts() {
                    return exhausted;
                }
                *used += 1;
                retrier.curve().delay_ms(*used, None, jitter)
            }
        };
        let delay_ms = delay_ms.max(retry_after_ms(failed.answer));
        Next::AttemptAt(failed.ended_ms.saturating_add(delay_ms))
    }

    /// When what is received comes back, of a queue.
    #[must_use]
    pub const fn visibility_timeout_ms(&self) -> Option<u64> {
        match self {
            Self::Receives {
                visibility_timeout_ms,
                ..
            } => Some(*visibility_timeout_ms),
            _ => None,
        }
    }

    /// How many retries the service makes at most, if its rule gives a number.
    #[must_use]
    pub fn most_retries(&self) -> Option<u64> {
        match self {
            Self::Curve { retries, .. } => Some(*retries),
            Self::Stream { retries, .. } => *retries,
            Self::Phases(phases) => Some(phases.retries()),
            Self::LambdaAsync { .. } => None,
            Self::Receives {
                maximum_receive_count,
                ..
            } => maximum_receive_count.map(|count| count.saturating_sub(1)),
            Self::Retriers(retriers) => Some(retriers.iter().fold(0, |sum, retrier| {
                sum.saturating_add(retrier.maximum_attempts())
            })),
        }
    }

    /// Whether luck plays a part.
    #[must_use]
    pub fn is_random(&self) -> bool {
        let jittered = |curve: &Curve| curve.backoff().jitter != super::backoff::Jitter::None;
        match self {
            Self::Curve { curve, .. } | Self::Stream { curve, .. } => jittered(curve),
            Self::Retriers(retriers) => retriers.iter().any(|retrier| jittered(retrier.curve())),
            _ => false,
        }
    }
}

/// AWS: EventBridge User Guide, API destinations: the longer of the policy's delay and the `Retry-After` header counts.
fn retry_after_ms(answer: &FailedAnswer) -> u64 {
    let seconds = answer.retry_after_seconds.unwrap_or(0);
    u64::try_from(seconds).unwrap_or(0).saturating_mul(1_000)
}

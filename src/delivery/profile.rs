//! The services that deliver, with their limits and defaults.

use super::backoff::{Backoff, Curve, Jitter, Multiplier};
use super::codes::CodeFamily;
use super::diagnostics::{EVENT_AGE, NOT_APPLICABLE, RETRY_ATTEMPTS};
use super::pace::Pace;
use super::phases::Phases;
use super::preset::Preset;
use super::retrier::Retrier;
use crate::diagnostic::{Code, Diagnostic};
use crate::quota;

/// Who delivers, and retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Profile {
    /// A rule's target, on a default bus or a Custom Event Bus - Classic.
    Rule,
    /// An EventBridge schedule's target.
    Scheduler,
    /// A subscriber of a Custom Event Bus.
    Subscriber,
    /// Lambda's own queue, after a rule or topic has handed an event over.
    LambdaAsync,
    /// An SNS subscription of a Lambda function, an SQS queue or a Firehose stream.
    SnsLambda,
    /// An SNS subscription of an HTTP or HTTPS endpoint.
    SnsHttp,
    /// A consumer of an SQS queue with a redrive policy.
    Sqs,
    /// A reader of a stream of Kinesis or DynamoDB: an event source mapping or a pipe.
    Stream,
    /// A state of a Step Functions state machine.
    StepFunctions,
    /// No service: any number of retries, any age.
    Custom,
}

/// The range of a setting, its default, and where AWS says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The smallest value allowed.
    pub least: u64,
    /// The largest value allowed.
    pub most: u64,
    /// What counts if nothing is set; `None` is no limit.
    pub default: Option<u64>,
    /// Where AWS says so.
    pub source: &'static str,
}

/// Where a bound stands that is no service's.
const OWN_BOUND: &str = "a bound of this program, not of a service";

impl Range {
    const fn new((least, most, default): (u32, u32, u32), source: &'static str) -> Self {
        Self {
            least: least as u64,
            most: most as u64,
            default: Some(default as u64),
            source,
        }
    }
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Rule,
        Self::Scheduler,
        Self::Subscriber,
        Self::LambdaAsync,
        Self::SnsLambda,
        Self::SnsHttp,
        Self::Sqs,
        Self::Stream,
        Self::StepFunctions,
        Self::Custom,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Scheduler => "scheduler",
            Self::Subscriber => "subscriber",
            Self::LambdaAsync => "lambda-async",
            Self::SnsLambda => "sns-lambda",
            Self::SnsHttp => "sns-http",
            Self::Sqs => "sqs",
            Self::Stream => "stream",
            Self::StepFunctions => "step-functions",
            Self::Custom => "custom",
        }
    }

    /// The profile of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// Its error codes.
    #[must_use]
    pub const fn codes(self) -> CodeFamily {
        match self {
            Self::Rule | Self::Custom => CodeFamily::Rule,
            Self::Scheduler => CodeFamily::Scheduler,
            Self::Subscriber => CodeFamily::Subscriber,
            Self::LambdaAsync | Self::Stream => CodeFamily::LambdaAsync,
            Self::SnsLambda | Self::SnsHttp => CodeFamily::Sns,
            Self::Sqs => CodeFamily::Sqs,
            Self::StepFunctions => CodeFamily::StepFunctions,
        }
    }

    /// The range of the number of retries, where it is one setting.
    #[must_use]
    pub const fn retry_attempts(self) -> Option<Range> {
        use quota::{DEFAULT_SUBSCRIBER_RETRY_ATTEMPTS as FEW, MAXIMUM_RETRY_ATTEMPTS as MOST};
        const FUNCTION: u32 = quota::MAXIMUM_FUNCTION_RETRY_ATTEMPTS;
        Some(match self {
            Self::Rule => Range::new(
                (0, MOST, MOST),
                "EventBridge API Reference, RetryPolicy: MaximumRetryAttempts is 0 to 185",
            ),
            Self::Scheduler => Range::new(
                (0, MOST, MOST),
                "EventBridge Scheduler API Reference, RetryPolicy: MaximumRetryAttempts is 0 to 185",
            ),
            Self::Subscriber => Range::new(
                (0, MOST, FEW),
                "EventBridge API Reference (eventsv2), RetryPolicy: MaxRetryAttempts is 0 to 185",
            ),
            Self::LambdaAsync => Range::new(
                (0, FUNCTION, FUNCTION),
                "Lambda API Reference, PutFunctionEventInvokeConfig: MaximumRetryAttempts is 0 to 2",
            ),
            Self::Stream => Range {
                least: 0,
                most: quota::MAXIMUM_STREAM_RETRY_ATTEMPTS as u64,
                default: None,
                source: "Lambda API Reference, CreateEventSourceMapping: MaximumRetryAttempts is -1 (infinite) to 10000",
            },
            Self::Custom => Range::new((0, 1_000_000, MOST), OWN_BOUND),
            Self::SnsLambda | Self::SnsHttp | Self::Sqs | Self::StepFunctions => return None,
        })
    }

    /// The range of the age in seconds, where it is a setting.
    #[must_use]
    pub const fn event_age_seconds(self) -> Option<Range> {
        use quota::{MAXIMUM_EVENT_AGE_SECONDS as MOST, MINIMUM_EVENT_AGE_SECONDS as LEAST};
        const FUNCTION: u32 = quota::MAXIMUM_FUNCTION_EVENT_AGE_SECONDS;
        Some(match self {
            Self::Rule => Range::new(
                (LEAST, MOST, MOST),
                "EventBridge API Reference, RetryPolicy: MaximumEventAgeInSeconds is 60 to 86400",
            ),
            Self::Scheduler => Range::new(
                (LEAST, MOST, MOST),
                "EventBridge Scheduler API Reference, RetryPolicy: MaximumEventAgeInSeconds is 60 to 86400",
            ),
            Self::Subscriber => Range::new(
                (LEAST, MOST, quota::DEFAULT_SUBSCRIBER_EVENT_AGE_SECONDS),
                "EventBridge API Reference (eventsv2), RetryPolicy: MaxEventAgeInSeconds is 60 to 86400",
            ),
            Self::LambdaAsync => Range::new(
                (LEAST, FUNCTION, FUNCTION),
                "Lambda API Reference, PutFunctionEventInvokeConfig: MaximumEventAgeInSeconds is 60 to 21600",
            ),
            // Without a limit the stream's own retention period ends it.
            Self::Stream => Range::new(
                (
                    LEAST,
                    quota::MAXIMUM_RECORD_AGE_SECONDS,
                    quota::DEFAULT_STREAM_RETENTION_SECONDS,
                ),
                "Lambda API Reference, CreateEventSourceMapping: MaximumRecordAgeInSeconds is -1 (infinite), or 60 to 604800",
            ),
            Self::Custom => Range::new((1, u32::MAX, MOST), OWN_BOUND),
            Self::SnsLambda | Self::SnsHttp | Self::Sqs | Self::StepFunctions => return None,
        })
    }

    /// Whether the caller chooses the delay curve.
    #[must_use]
    pub const fn has_curve(self) -> bool {
        matches!(
            self,
            Self::Rule | Self::Scheduler | Self::Subscriber | Self::Stream | Self::Custom
        )
    }

    /// How attempts are spaced, for the services whose curve the caller chooses; `None` for the others.
    #[must_use]
    pub fn curve_pace(self, backoff: &Backoff, retries: Option<u64>) -> Option<Pace> {
        self.has_curve().then(|| match self {
            Self::Stream => Pace::Stream {
                curve: Curve::new(backoff, LONGEST_RAMP),
                retries,
            },
            _ => {
                let retries = retries.unwrap_or(0);
                Pace::Curve {
                    curve: Curve::new(backoff, retries),
                    retries,
                }
            }
        })
    }

    /// How attempts are spaced, for the services that have a fixed rule or a default; rules, schedules and
    /// subscribers get the curve of [`Preset::Nominal`].
    #[must_use]
    pub fn usual_pace(self, maximum_retry_attempts: Option<u64>) -> Pace {
        let retries = maximum_retry_attempts.unwrap_or(0);
        match self {
            Self::Stream => Pace::Stream {
                curve: Curve::new(&Preset::Nominal.backoff(), LONGEST_RAMP),
                retries: maximum_retry_attempts,
            },
            Self::Rule | Self::Scheduler | Self::Subscriber | Self::Custom => Pace::Curve {
                curve: Curve::new(&Preset::Nominal.backoff(), retries),
                retries,
            },
            Self::LambdaAsync => Pace::LambdaAsync {
                retries,
                throttled: Curve::new(&LAMBDA_THROTTLE, LONGEST_RAMP),
            },
            Self::SnsLambda => Pace::Phases(Phases::MANAGED),
            Self::SnsHttp => Pace::Phases(Phases::HTTP),
            Self::Sqs => Pace::Receives {
                visibility_timeout_ms: quota::DEFAULT_VISIBILITY_TIMEOUT_SECONDS * 1_000,
                maximum_receive_count: Some(quota::DEFAULT_MAXIMUM_RECEIVE_COUNT),
                retention_ms: quota::DEFAULT_MESSAGE_RETENTION_SECONDS * 1_000,
            },
            Self::StepFunctions => Pace::Retriers(vec![Retrier::usual()]),
        }
    }
}

/// Until when a curve of which nobody says how often it is asked grows: what doubles is at every cap by then.
const LONGEST_RAMP: u64 = 64;

/// Lambda Developer Guide: after throttles the delay "increases exponentially from 1 second after the first attempt
/// to a maximum of 5 minutes". That it doubles is evb's assumption.
const LAMBDA_THROTTLE: Backoff = Backoff {
    initial_ms: 1_000,
    multiplier: Multiplier::TWO,
    cap_ms: 300_000,
    jitter: Jitter::None,
};

/// The two limits of a delivery: whichever is reached first ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Retries, not attempts: one attempt more is made. `None` where the service has no such setting.
    pub maximum_retry_attempts: Option<u64>,
    /// In seconds. `None` where the service has no such setting.
    pub maximum_event_age_seconds: Option<u64>,
}

impl RetryPolicy {
    /// Fills in the defaults of a service and checks its ranges.
    ///
    /// # Errors
    ///
    /// * `delivery/maximum-retry-attempts`, `delivery/maximum-event-age`: outside the service's range.
    /// * `delivery/not-applicable`: the service has no such setting.
    pub fn new(
        profile: Profile,
        maximum_retry_attempts: Option<u64>,
        maximum_event_age_seconds: Option<u64>,
    ) -> Result<Self, Diagnostic> {
        let check =
            |value: Option<u64>, range: Option<Range>, code: Code, what: &str, unit: &str| match (
                value, range,
            ) {
                (None, range) => Ok(range.and_then(|range| range.default)),
                (Some(value), Some(range)) if (range.least..=range.most).contains(&value) => {
                    Ok(Some(value))
                }
                (Some(value), Some(range)) => {
                    let Range {
                        least,
                        most,
                        source,
                        ..
                    } = range;
                    let message =
                        format!("a {what} of {value}{unit} is outside {least} to {most}{unit}");
                    Err(Diagnostic::error(code, message).help(source))
                }
                (Some(_), None) => {
                    let message = format!("the profile `{}` has no {what}", profile.name());
                    Err(Diagnostic::error(NOT_APPLICABLE, message).help(profile.settings()))
                }
            };
        Ok(Self {
            maximum_retry_attempts: check(
                maximum_retry_attempts,
                profile.retry_attempts(),
                RETRY_ATTEMPTS,
                "maximum number of retry attempts",
                "",
            )?,
            maximum_event_age_seconds: check(
                maximum_event_age_seconds,
                profile.event_age_seconds(),
                EVENT_AGE,
                "maximum event age",
                " s",
            )?,
        })
    }
}

impl Profile {
    /// Which settings bound its retries, for help texts.
    #[must_use]
    pub const fn settings(self) -> &'static str {
        match self {
            Self::Rule
            | Self::Scheduler
            | Self::Subscriber
            | Self::LambdaAsync
            | Self::Stream
            | Self::Custom => {
                "its retries are bounded by `--maximum-retry-attempts` and `--maximum-event-age`"
            }
            Self::SnsLambda => "SNS fixes the delivery policy: 100,015 retries over 23 days",
            Self::SnsHttp => "its retries are bounded by `--delivery-policy`",
            Self::Sqs => {
                "its retries are bounded by `--maximum-receive-count` and `--visibility-timeout`"
            }
            Self::StepFunctions => "its retries are bounded by `--retriers`",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_generations_of_buses_have_different_defaults() {
        let policy = |profile| RetryPolicy::new(profile, None, None).unwrap();
        let pair = |policy: RetryPolicy| {
            (
                policy.maximum_retry_attempts,
                policy.maximum_event_age_seconds,
            )
        };
        assert_eq!(pair(policy(Profile::Rule)), (Some(185), Some(86_400)));
        assert_eq!(pair(policy(Profile::Scheduler)), (Some(185), Some(86_400)));
        assert_eq!(pair(policy(Profile::Subscriber)), (Some(5), Some(300)));
        assert_eq!(pair(policy(Profile::LambdaAsync)), (Some(2), Some(21_600)));
        assert_eq!(pair(policy(Profile::Sqs)), (None, None));
        assert_eq!(pair(policy(Profile::Stream)), (None, Some(86_400)));
    }

    #[test]
    fn names_are_read_back() {
        for profile in Profile::ALL {
            assert_eq!(Profile::from_name(profile.name()), Some(profile));
        }
    }
}

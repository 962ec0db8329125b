//! Error codes: which exist, and which are retried.
//!
//! AWS lists the codes of rules and says of only some whether they are retried. Where it does not, a code is
//! [`Retried::Uncertain`] and reports say so. A code that is in no list is refused: a misspelt one would
//! otherwise be simulated as something that never happens.
//!
//! # Source
//!
//! * Rules: EventBridge User Guide, "Using dead-letter queues to process undelivered events"; API destinations:
//!   "API destinations", the section on error codes and retries.
//! * Subscribers: EventBridge User Guide, the pages on retries of the Custom Event Bus.
//! * Scheduler: Scheduler User Guide, "Configuring a dead-letter queue".
//! * Lambda: Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation".
//! * SNS: SNS Developer Guide, "Amazon SNS message delivery retries".
//! * Step Functions: Developer Guide, "Handling errors in Step Functions workflows".

use crate::suggest;

/// Whether a service tries again after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retried {
    /// It does.
    Yes,
    /// It gives up at once.
    No,
    /// AWS does not say; the flag is what the simulation assumes.
    Uncertain {
        /// Whether a retry is assumed.
        assumed: bool,
    },
}

impl Retried {
    /// What the simulation does.
    #[must_use]
    pub const fn assumed(self) -> bool {
        match self {
            Self::Yes => true,
            Self::No => false,
            Self::Uncertain { assumed } => assumed,
        }
    }
}

/// Whose error codes: services name and retry errors differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeFamily {
    /// Rules: the codes of the dead-letter queue, and HTTP status codes of API destinations.
    Rule,
    /// Subscribers of a Custom Event Bus: every failure is retried.
    Subscriber,
    /// EventBridge Scheduler: the target service's own code.
    Scheduler,
    /// Lambda's queue of asynchronous invocations.
    LambdaAsync,
    /// SNS: HTTP status codes, or `client` and `server` errors.
    Sns,
    /// SQS: a message that is not deleted.
    Sqs,
    /// Step Functions: any error name, matched by retriers.
    StepFunctions,
}

use Retried::{No, Uncertain, Yes};

/// Codes of rules. AWS documents NO_PERMISSIONS, NO_RESOURCE and unresolvable addresses as never retried, and
/// throttling and errors of the service's side as retried.
const RULE: &[(&str, Retried)] = &[
    ("CONNECTION_FAILURE", Yes),
    ("CROSS_ACCOUNT_INGESTION_FAILED", Yes),
    ("CROSS_REGION_INGESTION_FAILED", Uncertain { assumed: true }),
    ("ERROR_FROM_TARGET", Uncertain { assumed: true }),
    (
        "EVENTS_IN_BATCH_REQUEST_REJECTED",
        Uncertain { assumed: true },
    ),
    // Recorded on AWS: never retried for target roles of SQS, SNS, Lambda and ECS.
    ("FAILED_TO_ASSUME_ROLE", No),
    ("INTERNAL_ERROR", Yes),
    // Recorded on AWS: an input template that gives invalid JSON; the body is the attempted text.
    ("INVALID_JSON", No),
    // Recorded on AWS: an ECS override for an unknown container.
    ("INVALID_PARAMETER", No),
    ("NO_PERMISSIONS", No),
    ("NO_RESOURCE", No),
    ("RESOURCE_ALREADY_EXISTS", Uncertain { assumed: false }),
    ("RESOURCE_LIMIT_EXCEEDED", Uncertain { assumed: true }),
    (
        "RESOURCE_MODIFICATION_COLLISION",
        Uncertain { assumed: true },
    ),
    ("SDK_CLIENT_ERROR", Uncertain { assumed: true }),
    // Recorded on AWS: both count as FailedInvocations at once.
    ("THIRD_ACCOUNT_HOP_DETECTED", No),
    ("THIRD_REGION_HOP_DETECTED", No),
    ("THROTTLING", Yes),
    ("TIMEOUT", Yes),
    ("TRANSIENT_ASSUME_ROLE", Uncertain { assumed: true }),
    ("UNKNOWN", Uncertain { assumed: true }),
];

/// Codes of subscribers. AWS: no delivery failure skips the retry policy.
const SUBSCRIBER: &[(&str, Retried)] = &[
    ("ACCESS_DENIED", Yes),
    ("COMPUTE_EXECUTION_ERROR", Yes),
    ("CUSTOMER_VALIDATION", Yes),
    ("EXECUTION_TIMEOUT", Yes),
    ("INPUT_TRANSFORMATION_FAILURE", Yes),
    ("INTERNAL_SERVER_ERROR", Yes),
    ("INVOCATION_DEPENDENCY_INTERNAL", Yes),
    ("KMS_INVALID_STATE", Yes),
    ("LOOP_DETECTED", Yes),
    ("PARTIAL_BATCH_FAILURE", Yes),
    ("REQUEST_TOO_LARGE", Yes),
    ("RESOURCE_CONFLICT", Yes),
    ("RESOURCE_NOT_FOUND", Yes),
    ("SFN_TYPE_NOT_SUPPORTED", Yes),
    ("THROTTLING", Yes),
];

/// What Lambda calls the failures of an asynchronous invocation: the function's, then its own.
const LAMBDA: &[(&str, Retried)] = &[
    ("Unhandled", Yes),
    ("Handled", Yes),
    ("TooManyRequestsException", Yes),
    ("ServiceException", Yes),
];

/// AWS SNS: client-side errors are not retried.
const SNS: &[(&str, Retried)] = &[("client", No), ("server", Yes)];

/// A message that no consumer deleted becomes visible again.
const SQS: &[(&str, Retried)] = &[("not-deleted", Yes)];

impl CodeFamily {
    /// Whether an error is retried; `None` for a code that the service does not have.
    #[must_use]
    pub fn retried(self, code: &str) -> Option<Retried> {
        let listed = |list: &[(&str, Retried)]| {
            list.iter()
                .find(|(name, _)| *name == code)
                .map(|(_, retried)| *retried)
        };
        let status = http_status(code);
        match self {
            Self::Rule => listed(RULE).or_else(|| status.map(api_destination)),
            Self::Subscriber => listed(SUBSCRIBER),
            // The page shows `AWS.SimpleQueueService.NonExistentQueue` exhausted by age, so even a missing resource
            // is retried; of other codes of target services nothing is said.
            Self::Scheduler => {
                let name = code.strip_prefix("AWS.")?;
                let well_formed = name.split('.').all(|part| {
                    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
                });
                match name {
                    "Scheduler.InternalServerError" | "SimpleQueueService.NonExistentQueue" => {
                        Some(Yes)
                    }
                    _ => well_formed.then_some(Uncertain { assumed: true }),
                }
            }
            Self::LambdaAsync => listed(LAMBDA).or(match status {
                Some(429 | 500..=599) => Some(Yes),
                _ => None,
            }),
            Self::Sns => listed(SNS).or(status.map(|status| match status {
                500..=599 => Yes,
                429 => Uncertain { assumed: true },
                _ => No,
            })),
            // The consumer of a message may be a function: whatever it ends with, the message is not deleted.
            Self::Sqs => listed(SQS).or_else(|| Self::LambdaAsync.retried(code)),
            Self::StepFunctions => {
                let plain = |byte: u8| byte.is_ascii_graphic() && byte != b',';
                (!code.is_empty() && code.bytes().all(plain) && status.is_none()).then_some(Yes)
            }
        }
    }

    /// Whether the code is a success: an HTTP status from 200 to 299.
    #[must_use]
    pub fn is_success(self, code: &str) -> bool {
        code == "ok" || matches!(http_status(code), Some(200..=299))
    }

    /// The codes by name, for help texts.
    #[must_use]
    pub fn names(self) -> String {
        let list = |list: &[(&str, Retried)]| {
            list.iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self {
            Self::Rule => format!("{}, or an HTTP status from 100 to 599", list(RULE)),
            Self::Subscriber => list(SUBSCRIBER),
            Self::Scheduler => {
                "AWS.Scheduler.InternalServerError, or the target service's own code, as in \
                                AWS.SimpleQueueService.NonExistentQueue"
                    .to_owned()
            }
            Self::LambdaAsync => format!("{}, 429, or 500 to 599", list(LAMBDA)),
            Self::Sns => format!("{}, or an HTTP status", list(SNS)),
            Self::Sqs => format!(
                "{}, or what a function ends with: {}",
                list(SQS),
                Self::LambdaAsync.names()
            ),
            Self::StepFunctions => "any error name, as in States.TaskFailed".to_owned(),
        }
    }

    /// The code of its list that is nearest to another text.
    pub(super) fn nearest(self, written: &str) -> Option<&'static str> {
        let list = match self {
            Self::Rule => RULE,
            Self::Subscriber => SUBSCRIBER,
            Self::LambdaAsync => LAMBDA,
            Self::Sns => SNS,
            Self::Sqs => SQS,
            Self::Scheduler | Self::StepFunctions => return None,
        };
        let names: Vec<&'static str> = list.iter().map(|(name, _)| *name).collect();
        suggest::nearest(written, &names)
    }

    /// Where AWS lists the codes.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Rule => "EventBridge User Guide, dead-letter queues and API destinations",
            Self::Subscriber => "EventBridge User Guide, retries of the Custom Event Bus",
            Self::Scheduler => "EventBridge Scheduler User Guide, dead-letter queues",
            Self::LambdaAsync => "Lambda Developer Guide, asynchronous invocation",
            Self::Sns => "SNS Developer Guide, message delivery retries",
            Self::Sqs => "SQS Developer Guide, visibility timeout",
            Self::StepFunctions => "Step Functions Developer Guide, error handling",
        }
    }

    /// The code of a failure whose kind the caller leaves open: an error on the service's side.
    #[must_use]
    pub const fn usual(self) -> &'static str {
        match self {
            Self::Rule => "INTERNAL_ERROR",
            Self::Subscriber => "INTERNAL_SERVER_ERROR",
            Self::Scheduler => "AWS.Scheduler.InternalServerError",
            Self::LambdaAsync => "Unhandled",
            Self::Sns => "server",
            Self::Sqs => "not-deleted",
            Self::StepFunctions => "States.TaskFailed",
        }
    }

    /// The code of an attempt that takes longer than the timeout.
    #[must_use]
    pub const fn timeout(self) -> &'static str {
        match self {
            Self::Rule => "TIMEOUT",
            Self::Subscriber => "EXECUTION_TIMEOUT",
            Self::StepFunctions => "States.Timeout",
            other => other.usual(),
        }
    }

    /// The code of an attempt that the target refuses because it has too many.
    #[must_use]
    pub const fn throttling(self) -> &'static str {
        match self {
            Self::Rule | Self::Subscriber => "THROTTLING",
            Self::LambdaAsync => "TooManyRequestsException",
            other => other.usual(),
        }
    }
}

/// An HTTP status code: three digits from 100 to 599.
fn http_status(code: &str) -> Option<u16> {
    let status = code.parse::<u16>().ok()?;
    (code.len() == 3 && (100..=599).contains(&status)).then_some(status)
}

/// AWS: EventBridge retries 401, 407, 409, 429 and 5xx of an API destination; 1xx, 2xx, 3xx and other 4xx it does not.
const fn api_destination(status: u16) -> Retried {
    match status {
        401 | 407 | 409 | 429 | 500..=599 => Yes,
        _ => No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_retry_what_may_pass_and_nothing_else() {
        let family = CodeFamily::Rule;
        for code in [
            "THROTTLING",
            "TIMEOUT",
            "INTERNAL_ERROR",
            "401",
            "407",
            "409",
            "429",
            "500",
            "599",
        ] {
            assert_eq!(family.retried(code), Some(Yes), "{code}");
        }
        for code in [
            "NO_PERMISSIONS",
            "NO_RESOURCE",
            "INVALID_JSON",
            "404",
            "302",
            "100",
        ] {
            assert_eq!(family.retried(code), Some(No), "{code}");
        }
        for code in ["ERROR_FROM_TARGET", "UNKNOWN", "TRANSIENT_ASSUME_ROLE"] {
            assert!(
                matches!(family.retried(code), Some(Uncertain { .. })),
                "{code}"
            );
        }
        for code in ["", "throttling", "THROTTLED", "99", "600", "+50", "5xx"] {
            assert_eq!(family.retried(code), None, "{code}");
        }
    }

    #[test]
    fn subscribers_retry_everything() {
        assert!(SUBSCRIBER.iter().all(|(_, retried)| *retried == Yes));
        assert_eq!(CodeFamily::Subscriber.retried("NO_PERMISSIONS"), None);
    }

    #[test]
    fn scheduler_takes_the_codes_of_target_services() {
        let family = CodeFamily::Scheduler;
        assert_eq!(
            family.retried("AWS.SimpleQueueService.NonExistentQueue"),
            Some(Yes)
        );
        assert_eq!(
            family.retried("AWS.Lambda.X"),
            Some(Uncertain { assumed: true })
        );
        assert_eq!(family.retried("THROTTLING"), None);
        assert_eq!(family.retried("AWS."), None);
    }

    #[test]
    fn every_family_knows_its_own_usual_codes() {
        use CodeFamily::{LambdaAsync, Rule, Scheduler, Sns, Sqs, StepFunctions, Subscriber};
        for family in [
            Rule,
            Subscriber,
            Scheduler,
            LambdaAsync,
            Sns,
            Sqs,
            StepFunctions,
        ] {
            for code in [family.usual(), family.timeout(), family.throttling()] {
                assert_eq!(family.retried(code), Some(Yes), "{family:?} {code}");
            }
        }
    }
}

//! What becomes of an event: delivered, dead-lettered, dropped or lost.

use super::attempts::{EndedBy, Ending};
use super::diagnostics::DEAD_LETTER_QUEUE;
use super::profile::Profile;
use crate::diagnostic::Diagnostic;

/// Where events go that are given up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeadLetterQueue {
    /// To this queue.
    Arn(String),
    /// Nowhere: the target has no queue.
    None,
    /// To a queue that is missing, or that EventBridge may not write to.
    Denied,
}

impl DeadLetterQueue {
    /// Reads `none`, `denied` or an ARN.
    ///
    /// # Errors
    ///
    /// * `delivery/dead-letter-queue`: no ARN of a queue, or a FIFO queue where the service refuses one.
    pub fn parse(text: &str, profile: Profile) -> Result<Self, Diagnostic> {
        let refused = |message: String, help: &str| {
            Err(Diagnostic::error(DEAD_LETTER_QUEUE, message).help(help))
        };
        match text {
            "none" => return Ok(Self::None),
            "denied" => return Ok(Self::Denied),
            _ => {}
        }
        let parts: Vec<&str> = text.split(':').collect();
        let service = match parts.as_slice() {
            ["arn", partition, service, region, account, name]
                if partition.starts_with("aws")
                    && !region.is_empty()
                    && account.len() == 12
                    && account.bytes().all(|byte| byte.is_ascii_digit())
                    && !name.is_empty() =>
            {
                *service
            }
            _ => "",
        };
        let takes_topics = matches!(profile, Profile::LambdaAsync | Profile::Stream);
        if service != "sqs" && !(service == "sns" && takes_topics) {
            return refused(
                format!("`{text}` is not the ARN of an SQS queue"),
                "give `none`, `denied`, or an ARN as in `arn:aws:sqs:us-east-1:123456789012:orders-dead-letters`",
            );
        }
        // AWS: EventBridge User Guide, dead-letter queues: standard queues only; subscribers also take FIFO queues.
        let standard_only = matches!(profile, Profile::Rule | Profile::Scheduler);
        if standard_only && text.ends_with(".fifo") {
            return refused(
                format!("`{text}` is a FIFO queue"),
                "EventBridge User Guide, dead-letter queues: only standard queues can be dead-letter queues",
            );
        }
        Ok(Self::Arn(text.to_owned()))
    }
}

/// What becomes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Outcome {
    /// The target has it.
    Delivered,
    /// The dead-letter queue has it.
    DeadLettered,
    /// Nobody has it, and nobody was to.
    Dropped,
    /// Nobody has it: the dead-letter queue refused it.
    Lost,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Delivered,
        Self::DeadLettered,
        Self::Dropped,
        Self::Lost,
    ];

    /// What becomes of an event whose delivery ended so.
    #[must_use]
    pub fn of(by: EndedBy, queue: &DeadLetterQueue) -> Self {
        match (by, queue) {
            (EndedBy::Delivered, _) => Self::Delivered,
            (_, DeadLetterQueue::Arn(_)) => Self::DeadLettered,
            (_, DeadLetterQueue::None) => Self::Dropped,
            (_, DeadLetterQueue::Denied) => Self::Lost,
        }
    }

    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::DeadLettered => "dead-lettered",
            Self::Dropped => "dropped",
            Self::Lost => "lost",
        }
    }
}

impl EndedBy {
    /// What the service calls the limit that was reached, where it has a name for it.
    ///
    /// AWS: EventBridge User Guide, dead-letter queues: `MaximumRetryAttempts` and `MaximumEventAgeInSeconds`.
    /// Lambda Developer Guide, "Retain records": `RetriesExhausted` and `EventAgeExceeded`.
    #[must_use]
    pub const fn condition(self, profile: Profile) -> Option<&'static str> {
        let (attempts, age) = match profile {
            Profile::Rule | Profile::Scheduler | Profile::Subscriber | Profile::Custom => {
                ("MaximumRetryAttempts", "MaximumEventAgeInSeconds")
            }
            Profile::LambdaAsync => ("RetriesExhausted", "EventAgeExceeded"),
            // AWS: Lambda Developer Guide, "Retain discarded records", the `condition` of the record that is sent.
            Profile::Stream => ("RetryAttemptsExhausted", "RecordAgeExceeded"),
            Profile::SnsLambda | Profile::SnsHttp | Profile::Sqs | Profile::StepFunctions => {
                return None;
            }
        };
        match self {
            Self::Delivered | Self::Permanent => None,
            Self::MaximumRetryAttempts => Some(attempts),
            Self::MaximumEventAge => Some(age),
        }
    }

    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "success",
            Self::MaximumRetryAttempts => "retries",
            Self::MaximumEventAge => "age",
            Self::Permanent => "permanent-failure",
        }
    }
}

/// Changes of the metrics of `AWS/Events` by one delivery of a rule's target.
///
/// AWS: EventBridge User Guide, "Monitoring", `AWS/Events`; how they count failures is recorded on AWS.
#[must_use]
pub fn metrics(ending: &Ending<'_>, outcome: Outcome) -> Vec<(&'static str, u64)> {
    let delivered = u64::from(outcome == Outcome::Delivered);
    let all = [
        ("InvocationsCreated", 1),
        ("InvocationAttempts", ending.attempts),
        ("SuccessfulInvocationAttempts", delivered),
        ("RetryInvocationAttempts", ending.retries()),
        ("Invocations", 1),
        ("FailedInvocations", 1 - delivered),
        (
            "InvocationsSentToDlq",
            u64::from(outcome == Outcome::DeadLettered),
        ),
        (
            "InvocationsFailedToBeSentToDlq",
            u64::from(outcome == Outcome::Lost),
        ),
    ];
    all.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_takes_a_standard_queue_only() {
        let fifo = "arn:aws:sqs:us-east-1:123456789012:dead.fifo";
        let topic = "arn:aws:sns:us-east-1:123456789012:dead";
        let accepts = |text, profile| DeadLetterQueue::parse(text, profile).is_ok();
        assert!(accepts("none", Profile::Rule) && accepts("denied", Profile::Rule));
        assert!(accepts(
            "arn:aws:sqs:us-east-1:123456789012:dead",
            Profile::Rule
        ));
        assert!(!accepts(fifo, Profile::Rule) && accepts(fifo, Profile::Subscriber));
        assert!(!accepts(topic, Profile::Rule) && accepts(topic, Profile::LambdaAsync));
        assert!(!accepts("queue", Profile::Rule));
    }
}

//! One delivery as a timeline, with many others beside it if they were asked for.

use serde::Serialize;

use super::way::{HopReport, LiesInReport};
use crate::delivery::{
    Attempt, AttemptResult, DataType, DeadLetter, Ending, Outcome, Profile, Scenario,
};
use crate::report::deliveries::{
    BackoffReport, MonteCarloReport, NoteReport, PolicyReport, RequirementReport, seconds,
};

/// One delivery.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SimulateRetriesReport {
    /// Of the output contract.
    pub version: u32,
    /// Under which luck.
    pub seed: u64,
    /// The limits.
    pub policy: PolicyReport,
    /// The delay curve; null if the service has none, or its own.
    pub backoff: Option<BackoffReport>,
    /// `delivered`, `dead-lettered`, `dropped` or `lost`.
    pub outcome: &'static str,
    /// Attempts after the first.
    pub retries: u64,
    /// The limit that was reached, in the service's words.
    pub exhausted_retry_condition: Option<&'static str>,
    /// Since arrival.
    pub ended_at_seconds: f64,
    /// In their order. Of very many, the first and the last.
    pub attempts: Vec<AttemptReport>,
    /// The message in the dead-letter queue.
    pub dead_letter: Option<DeadLetterReport>,
    /// Many deliveries, if they were asked for.
    pub monte_carlo: Option<MonteCarloReport>,
    /// What is assumed, and what else matters.
    pub notes: Vec<NoteReport>,
    /// Who delivers.
    pub profile: &'static str,
    /// What fails, as it was written.
    pub fail: Vec<String>,
    /// `success`, `retries`, `age` or `permanent-failure`.
    pub ended_by: &'static str,
    /// How many attempts are left out of `attempts`.
    pub attempts_omitted: u64,
    /// Changes of CloudWatch metrics of the namespace `AWS/Events`; null but for rules.
    pub metrics: Option<serde_json::Map<String, serde_json::Value>>,
    /// The messages of a FIFO group behind this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupReport>,
    /// What was required.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<RequirementReport>,
    /// The hops of the whole way, of which everything above is the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub way: Vec<HopReport>,
    /// Where the event lies in the end; absent where its way is not followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lies_in: Option<LiesInReport>,
}

/// One attempt.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AttemptReport {
    /// Counted from 1.
    pub number: u64,
    /// When it begins, since arrival.
    pub at_seconds: f64,
    /// `success`, `retryable` or `permanent`.
    pub result: &'static str,
    /// The error; null for a success.
    pub code: Option<String>,
    /// Since the end of the attempt before; null for the first.
    pub delay_seconds: Option<f64>,
    /// How long the target took.
    pub duration_seconds: f64,
    /// How much of the maximum age is left when it begins; null without one.
    pub remaining_age_seconds: Option<f64>,
    /// The `Retry-After` header of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<i64>,
    /// What a log of the event bus calls it.
    pub message_type: &'static str,
}

impl AttemptReport {
    /// From an engine's attempt.
    #[must_use]
    pub fn new(attempt: &Attempt<'_>) -> Self {
        // AWS: EventBridge User Guide, "Amazon EventBridge event bus log schema", `message_type`.
        let (result, message_type) = match attempt.result {
            AttemptResult::Success => ("success", "INVOCATION_ATTEMPT_SUCCESS"),
            AttemptResult::Retryable => ("retryable", "INVOCATION_ATTEMPT_RETRYABLE_FAILURE"),
            AttemptResult::Permanent => ("permanent", "INVOCATION_ATTEMPT_PERMANENT_FAILURE"),
        };
        Self {
            number: attempt.number,
            at_seconds: seconds(attempt.at_ms),
            result,
            code: attempt.answer.map(|answer| answer.code.clone()),
            delay_seconds: attempt.delay_ms.map(seconds),
            duration_seconds: seconds(attempt.ended_ms.saturating_sub(attempt.at_ms)),
            remaining_age_seconds: attempt.remaining_age_ms.map(seconds),
            retry_after_seconds: attempt.answer.and_then(|answer| answer.retry_after_seconds),
            message_type,
        }
    }
}

/// Attempts as they come: all of them, unless there are very many.
#[derive(Clone, Debug, Default)]
pub struct Attempts {
    first: Vec<AttemptReport>,
    last: std::collections::VecDeque<AttemptReport>,
    omitted: u64,
}

impl Attempts {
    /// How many of the first are kept.
    const FIRST: usize = 2_000;
    /// How many of the last are kept.
    const LAST: usize = 50;

    /// Takes the next one.
    pub fn push(&mut self, attempt: &Attempt<'_>) {
        let report = AttemptReport::new(attempt);
        if self.first.len() < Self::FIRST {
            self.first.push(report);
            return;
        }
        self.last.push_back(report);
        if self.last.len() > Self::LAST {
            self.last.pop_front();
            self.omitted += 1;
        }
    }

    /// Those that are kept, and how many are not.
    #[must_use]
    pub fn finish(mut self) -> (Vec<AttemptReport>, u64) {
        self.first.extend(self.last);
        (self.first, self.omitted)
    }
}

/// The message in the dead-letter queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DeadLetterReport {
    /// Names and values of its attributes.
    pub attributes: serde_json::Map<String, serde_json::Value>,
    /// What the service writes as the body; null if it is what the target was to receive and that is not known.
    pub body: Option<String>,
    /// The queue.
    pub queue: String,
    /// The attributes with their types, as SQS has them.
    pub message_attributes: Vec<AttributeReport>,
    /// `dead-letter`, or `invocation-record`: what Lambda sends to the on-failure destination of a function.
    pub kind: &'static str,
}

/// A message attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AttributeReport {
    /// Its name.
    #[serde(rename = "Name")]
    pub name: &'static str,
    /// `String` or `Number`.
    #[serde(rename = "DataType")]
    pub data_type: &'static str,
    /// Its value.
    #[serde(rename = "StringValue")]
    pub string_value: String,
}

impl DeadLetterReport {
    /// From an engine's letter.
    #[must_use]
    pub fn new(letter: DeadLetter, queue: &str) -> Self {
        let attributes = letter.attributes.iter();
        Self {
            attributes: attributes
                .clone()
                .map(|attribute| (attribute.name.to_owned(), attribute.value.clone().into()))
                .collect(),
            body: letter.body,
            queue: queue.to_owned(),
            message_attributes: attributes
                .map(|attribute| AttributeReport {
                    name: attribute.name,
                    data_type: match attribute.data_type {
                        DataType::String => "String",
                        DataType::Number => "Number",
                    },
                    string_value: attribute.value.clone(),
                })
                .collect(),
            kind: if letter.is_record {
                "invocation-record"
            } else {
                "dead-letter"
            },
        }
    }
}

/// The messages of a FIFO group behind one that fails.
///
/// AWS: SQS Developer Guide, FIFO queues: while a message of a group is in flight, no other of that group is received.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GroupReport {
    /// How many wait.
    pub blocked_messages: u64,
    /// How long, since the first receive.
    pub blocked_seconds: f64,
}

/// `metrics` of a rule's target.
#[must_use]
pub(super) fn metrics(
    profile: Profile,
    ending: &Ending<'_>,
    outcome: Outcome,
) -> Option<serde_json::Map<String, serde_json::Value>> {
    (profile == Profile::Rule).then(|| {
        let metrics = crate::delivery::metrics(ending, outcome).into_iter();
        metrics
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect()
    })
}

impl SimulateRetriesReport {
    /// A delivery of `scenario` without a dead letter, notes and everything else that only some deliveries have.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        seed: u64,
        ending: &Ending<'_>,
        outcome: Outcome,
        attempts: Attempts,
    ) -> Self {
        let profile = scenario.profile;
        let (attempts, attempts_omitted) = attempts.finish();
        Self {
            version: 1,
            seed,
            policy: PolicyReport::new(scenario.policy),
            backoff: None,
            outcome: outcome.name(),
            retries: ending.retries(),
            exhausted_retry_condition: ending.by.condition(profile),
            ended_at_seconds: seconds(ending.at_ms),
            attempts,
            dead_letter: None,
            monte_carlo: None,
            notes: Vec::new(),
            profile: profile.name(),
            fail: Vec::new(),
            ended_by: ending.by.name(),
            attempts_omitted,
            metrics: metrics(profile, ending, outcome),
            group: None,
            requirements: Vec::new(),
            way: Vec::new(),
            lies_in: None,
        }
    }

    /// Whether the event was delivered, and came to the end of its way.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        match &self.lies_in {
            Some(lies) => lies.arrived,
            None => self.outcome == Outcome::Delivered.name(),
        }
    }

    /// Whether there is more than the first hop to show.
    #[must_use]
    pub fn has_way(&self) -> bool {
        let waits = |hop: &HopReport| hop.blocks.is_some() || hop.receives.is_some();
        self.way.len() > 1 || self.way.iter().any(waits)
    }
}

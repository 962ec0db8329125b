//! What else filters: event source mappings of Lambda, subscriptions of SNS topics.

use super::known::Declared;
use super::pattern::DeclaredPattern;
use super::request::Requested;
use super::retry::DeadLetter;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::source::Span;

/// An event source mapping: Lambda reads a queue or a stream for a function.
///
/// AWS: Lambda API Reference, `CreateEventSourceMapping`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventSourceMapping {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `UUID`, which only answers have.
    pub uuid: Option<Declared<String>>,
    /// `EventSourceArn`.
    pub source: Option<Declared<String>>,
    /// `FunctionName` or `FunctionArn`.
    pub function: Option<Declared<String>>,
    /// `FilterCriteria.Filters`: their patterns, in order.
    pub filters: Vec<DeclaredPattern>,
    /// `BatchSize`.
    pub batch_size: Option<Declared<i64>>,
    /// `MaximumBatchingWindowInSeconds`.
    pub maximum_batching_window_seconds: Option<Declared<i64>>,
    /// `MaximumRetryAttempts`.
    pub maximum_retry_attempts: Option<Declared<i64>>,
    /// `MaximumRecordAgeInSeconds`.
    pub maximum_record_age_seconds: Option<Declared<i64>>,
    /// `BisectBatchOnFunctionError`.
    pub bisects: Option<Declared<bool>>,
    /// `ParallelizationFactor`.
    pub parallelization_factor: Option<Declared<i64>>,
    /// `DestinationConfig.OnFailure.Destination`.
    pub on_failure: Option<DeadLetter>,
    /// `Enabled`.
    pub enabled: Option<Declared<bool>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A subscription of an SNS topic.
///
/// AWS: SNS API Reference, `Subscribe`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `TopicArn`.
    pub topic: Option<Declared<String>>,
    /// `TopicName` of the topic, if the same template declares that.
    pub topic_name: Option<Declared<String>>,
    /// `Protocol`.
    pub protocol: Option<Declared<String>>,
    /// `Endpoint`.
    pub endpoint: Option<Declared<String>>,
    /// `FilterPolicy`.
    pub filter_policy: Option<DeclaredPattern>,
    /// `FilterPolicyScope`: the attributes of messages if it is absent.
    pub scope: Option<Declared<String>>,
    /// `RedrivePolicy`: its `deadLetterTargetArn`.
    pub dead_letter: Option<DeadLetter>,
    /// `DeliveryPolicy`, decoded if it was JSON in a string: how HTTP and HTTPS endpoints are tried.
    pub delivery_policy: Option<Value>,
    /// `http` of the `DeliveryPolicy` of the topic, if the same template declares that.
    pub topic_delivery_policy: Option<Value>,
    /// `RawMessageDelivery`.
    pub raw_message_delivery: Option<Declared<bool>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

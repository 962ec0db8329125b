//! What stands around rules and pipes: what sends events, what takes them, who may, and where all that is deployed.

use super::known::Declared;
use super::request::Requested;
use super::retry::DeadLetter;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::source::Span;

/// A bucket of S3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `BucketName`.
    pub name: Option<Declared<String>>,
    /// Whether it sends its events to EventBridge, as far as the file says.
    pub eventbridge: Option<Declared<bool>>,
    /// `NotificationConfiguration`, by the names of its format.
    pub notifications: Option<Value>,
    /// The notifications that it sends itself, to functions, queues and topics.
    pub notified: Vec<BucketNotification>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A notification of a bucket: which events of which objects go where.
///
/// AWS: S3 API Reference, `NotificationConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BucketNotification {
    /// Its id, which templates of CloudFormation do not have.
    pub name: Option<Declared<String>>,
    /// The function, the queue or the topic.
    pub target: Option<Declared<String>>,
    /// The types of events: `s3:ObjectCreated:*`, say.
    pub events: Vec<Declared<String>>,
    /// With what the key has to begin, URL-encoded.
    pub prefix: Option<Declared<String>>,
    /// With what it has to end, URL-encoded.
    pub suffix: Option<Declared<String>>,
    /// The whole declaration.
    pub span: Span,
}

/// A queue of SQS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `QueueName`.
    pub name: Option<Declared<String>>,
    /// Its ARN: answers have it, and of a template it follows from the name.
    pub arn: Option<Declared<String>>,
    /// `RedrivePolicy`: its `deadLetterTargetArn`.
    pub dead_letter: Option<DeadLetter>,
    /// `RedrivePolicy`: its `maxReceiveCount`.
    pub maximum_receive_count: Option<Declared<i64>>,
    /// `VisibilityTimeout`.
    pub visibility_timeout_seconds: Option<Declared<i64>>,
    /// `MessageRetentionPeriod`.
    pub message_retention_seconds: Option<Declared<i64>>,
    /// `DelaySeconds`.
    pub delay_seconds: Option<Declared<i64>>,
    /// `FifoQueue`; a queue is a standard one if it is absent.
    pub fifo: Option<Declared<bool>>,
    /// `KmsMasterKeyId`.
    pub key: Option<Declared<String>>,
    /// Its policy, where that stands in it.
    pub policy: Option<Value>,
    /// `ContentBasedDeduplication` of a FIFO queue.
    pub deduplicates_by_content: Option<Declared<bool>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A stream of Kinesis.
///
/// AWS: Kinesis API Reference, `CreateStream`, `IncreaseStreamRetentionPeriod`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
    /// Its ARN, which follows from the name.
    pub arn: Option<Declared<String>>,
    /// `RetentionPeriodHours`.
    pub retention_hours: Option<Declared<i64>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A state machine of Step Functions.
///
/// AWS: Step Functions API Reference, `CreateStateMachine`, `type`: "The default is STANDARD".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateMachine {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `StateMachineType`; `STANDARD` if it is absent.
    pub kind: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// A permission to invoke a function.
///
/// AWS: Lambda API Reference, `AddPermission`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permission {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `FunctionName`.
    pub function: Option<Declared<String>>,
    /// `Action`.
    pub action: Option<Declared<String>>,
    /// `Principal`.
    pub principal: Option<Declared<String>>,
    /// `SourceArn`.
    pub source: Option<Declared<String>>,
    /// `SourceAccount`.
    pub source_account: Option<Declared<String>>,
    /// `Qualifier`: the alias or version of the function, which templates of CloudFormation have in its name.
    pub qualifier: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A policy of a bus or a queue: who may do what there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// The buses or queues on which it stands: names, ARNs, URLs of queues.
    pub on: Vec<Declared<String>>,
    /// The policy or its one statement, decoded if it was JSON in a string.
    pub document: Option<Value>,
    /// The request that puts it on a bus, by AWS's names, if it is a resource that does.
    pub request: Option<Requested>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// An API destination.
///
/// AWS: EventBridge API Reference, `CreateApiDestination`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiDestination {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
    /// Its ARN, which only answers have: it ends in letters that nobody knows before.
    pub arn: Option<Declared<String>>,
    /// `ConnectionArn`.
    pub connection: Option<Declared<String>>,
    /// `InvocationEndpoint`.
    pub endpoint: Option<Declared<String>>,
    /// `HttpMethod`.
    pub method: Option<Declared<String>>,
    /// `InvocationRateLimitPerSecond`.
    pub invocations_per_second: Option<Declared<i64>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A connection of API destinations.
///
/// AWS: EventBridge API Reference, `CreateConnection`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
    /// Its ARN, which only answers have: it ends in letters that nobody knows before.
    pub arn: Option<Declared<String>>,
    /// `AuthorizationType`.
    pub authorization: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A group of schedules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduleGroup {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
    /// Its ARN: answers have it, and of a template it follows from the name.
    pub arn: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where a template is deployed, as the assembly says that holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// Its name.
    pub name: String,
    /// Its account, if one is told.
    pub account: Option<String>,
    /// Its region, if one is told.
    pub region: Option<String>,
}

//! The steps of an execution, under the names that the logs of a pipe give them.
//!
//! AWS: EventBridge User Guide, "Logging Amazon EventBridge Pipes performance", "Pipe execution steps",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html>. Filtering has no step: a record
//! that is filtered out never starts an execution.

/// A step of an execution. [`name`](Self::name) is AWS's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is the name of the step in AWS's documentation"
)]
#[non_exhaustive]
pub enum ExecutionStep {
    ExecutionStarted,
    EnrichmentStageEntered,
    EnrichmentTransformationStarted,
    EnrichmentTransformationSucceeded,
    EnrichmentTransformationFailed,
    EnrichmentInvocationStarted,
    EnrichmentInvocationSucceeded,
    EnrichmentInvocationFailed,
    EnrichmentStageSucceeded,
    EnrichmentStageFailed,
    TargetStageEntered,
    TargetTransformationStarted,
    TargetTransformationSucceeded,
    TargetTransformationFailed,
    TargetInvocationStarted,
    TargetInvocationSucceeded,
    TargetInvocationFailed,
    TargetInvocationPartiallyFailed,
    TargetInvocationSkipped,
    TargetStageSucceeded,
    TargetStageFailed,
    TargetStagePartiallyFailed,
    TargetStageSkipped,
    ExecutionSucceeded,
    ExecutionFailed,
    ExecutionPartiallyFailed,
}

impl ExecutionStep {
    /// AWS's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExecutionStarted => "ExecutionStarted",
            Self::EnrichmentStageEntered => "EnrichmentStageEntered",
            Self::EnrichmentTransformationStarted => "EnrichmentTransformationStarted",
            Self::EnrichmentTransformationSucceeded => "EnrichmentTransformationSucceeded",
            Self::EnrichmentTransformationFailed => "EnrichmentTransformationFailed",
            Self::EnrichmentInvocationStarted => "EnrichmentInvocationStarted",
            Self::EnrichmentInvocationSucceeded => "EnrichmentInvocationSucceeded",
            Self::EnrichmentInvocationFailed => "EnrichmentInvocationFailed",
            Self::EnrichmentStageSucceeded => "EnrichmentStageSucceeded",
            Self::EnrichmentStageFailed => "EnrichmentStageFailed",
            Self::TargetStageEntered => "TargetStageEntered",
            Self::TargetTransformationStarted => "TargetTransformationStarted",
            Self::TargetTransformationSucceeded => "TargetTransformationSucceeded",
            Self::TargetTransformationFailed => "TargetTransformationFailed",
            Self::TargetInvocationStarted => "TargetInvocationStarted",
            Self::TargetInvocationSucceeded => "TargetInvocationSucceeded",
            Self::TargetInvocationFailed => "TargetInvocationFailed",
            Self::TargetInvocationPartiallyFailed => "TargetInvocationPartiallyFailed",
            Self::TargetInvocationSkipped => "TargetInvocationSkipped",
            Self::TargetStageSucceeded => "TargetStageSucceeded",
            Self::TargetStageFailed => "TargetStageFailed",
            Self::TargetStagePartiallyFailed => "TargetStagePartiallyFailed",
            Self::TargetStageSkipped => "TargetStageSkipped",
            Self::ExecutionSucceeded => "ExecutionSucceeded",
            Self::ExecutionFailed => "ExecutionFailed",
            Self::ExecutionPartiallyFailed => "ExecutionPartiallyFailed",
        }
    }
}

/// How a record ends. Every record of the input has exactly one fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fate {
    /// It could not be read, so nothing can be said about it.
    Unreadable,
    /// No filter let it through; it started no execution.
    Filtered,
    /// Whether a filter lets it through depends on what a template leaves open.
    Open,
    /// Its execution succeeded and the target got it, or what the enrichment made of its batch.
    Delivered,
    /// Its execution succeeded without the target: the enrichment answered with nothing.
    NotInvoked,
    /// The target refused it, or its batch, in a partial failure; the rest of the batch may have succeeded.
    Retried,
    /// Its execution failed.
    Failed,
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Unreadable,
        Self::Filtered,
        Self::Open,
        Self::Delivered,
        Self::NotInvoked,
        Self::Retried,
        Self::Failed,
    ];

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Filtered => "filtered",
            Self::Open => "open",
            Self::Delivered => "delivered",
            Self::NotInvoked => "not-invoked",
            Self::Retried => "retried",
            Self::Failed => "failed",
        }
    }
}

//! Targets: how many records they take at once, in what form, and how large.

use super::Arn;
use crate::quota::MAXIMUM_PIPE_PAYLOAD_BYTES;

/// What a pipe sends to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TargetKind {
    /// An API destination.
    ApiDestination,
    /// An API Gateway REST API.
    ApiGateway,
    /// A Batch job queue.
    Batch,
    /// A CloudWatch Logs log group.
    CloudWatchLogs,
    /// An ECS cluster.
    Ecs,
    /// An event bus.
    EventBus,
    /// A Firehose delivery stream.
    Firehose,
    /// An Inspector assessment template.
    Inspector,
    /// A Kinesis data stream.
    Kinesis,
    /// A Lambda function.
    Lambda,
    /// A Redshift cluster or workgroup, through its Data API.
    Redshift,
    /// A SageMaker pipeline.
    SageMaker,
    /// An SNS topic.
    Sns,
    /// An SQS queue.
    Sqs,
    /// A Step Functions state machine.
    StepFunctions,
    /// A Timestream table.
    Timestream,
}

/// In what form a target gets a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Delivery {
    /// One invocation with a JSON array of all records, also when there is only one.
    Array,
    /// One message for each record.
    Each,
    /// One PutEvents entry for each record; the payload is its `detail`.
    Entry,
    /// The payload is not used: the target takes parameters only.
    ParametersOnly,
}

impl TargetKind {
    /// The kind that an ARN names; `None` for services that are no target of a pipe.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes targets".
    #[must_use]
    pub fn of(target: &Arn) -> Option<Self> {
        let kind = match target.service() {
            "batch" => Self::Batch,
            "ecs" => Self::Ecs,
            "events" if target.resource().starts_with("api-destination/") => Self::ApiDestination,
            "events" => Self::EventBus,
            "execute-api" => Self::ApiGateway,
            "firehose" => Self::Firehose,
            "inspector" => Self::Inspector,
            "kinesis" => Self::Kinesis,
            "lambda" => Self::Lambda,
            "logs" => Self::CloudWatchLogs,
            "redshift" | "redshift-serverless" => Self::Redshift,
            "sagemaker" => Self::SageMaker,
            "sns" => Self::Sns,
            "sqs" => Self::Sqs,
            "states" => Self::StepFunctions,
            "timestream" => Self::Timestream,
            _ => return None,
        };
        Some(kind)
    }

    /// The name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ApiDestination => "API destination",
            Self::ApiGateway => "API Gateway",
            Self::Batch => "AWS Batch",
            Self::CloudWatchLogs => "CloudWatch Logs",
            Self::Ecs => "Amazon ECS",
            Self::EventBus => "event bus",
            Self::Firehose => "Firehose",
            Self::Inspector => "Inspector",
            Self::Kinesis => "Kinesis",
            Self::Lambda => "Lambda",
            Self::Redshift => "Redshift",
            Self::SageMaker => "SageMaker",
            Self::Sns => "Amazon SNS",
            Self::Sqs => "Amazon SQS",
            Self::StepFunctions => "Step Functions",
            Self::Timestream => "Timestream",
        }
    }

    /// The block of `TargetParameters` that belongs to it; `None` for targets that have none (Firehose, Inspector,
    /// SNS).
    ///
    /// AWS: CreatePipe, recorded: which block is accepted for which service.
    #[must_use]
    pub const fn parameter_block(self) -> Option<&'static str> {
        Some(match self {
            Self::ApiDestination | Self::ApiGateway => "HttpParameters",
            Self::Batch => "BatchJobParameters",
            Self::CloudWatchLogs => "CloudWatchLogsParameters",
            Self::Ecs => "EcsTaskParameters",
            Self::EventBus => "EventBridgeEventBusParameters",
            Self::Kinesis => "KinesisStreamParameters",
            Self::Lambda => "LambdaFunctionParameters",
            Self::Redshift => "RedshiftDataParameters",
            Self::SageMaker => "SageMakerPipelineParameters",
            Self::Sqs => "SqsQueueParameters",
            Self::StepFunctions => "StepFunctionStateMachineParameters",
            Self::Timestream => "TimestreamParameters",
            Self::Firehose | Self::Inspector | Self::Sns => return None,
        })
    }

    /// The most records that it takes at once; `None` where the customer decides.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes batching and concurrency", the table of batchable
    /// targets. A target that is not in it takes one record.
    #[must_use]
    pub const fn maximum_batch_size(self) -> Option<u32> {
        match self {
            Self::Lambda | Self::StepFunctions => None,
            Self::CloudWatchLogs => Some(10_000),
            Self::Firehose | Self::Kinesis => Some(500),
            Self::EventBus | Self::Sns | Self::Sqs => Some(10),
            _ => Some(1),
        }
    }

    /// The parameter without which the service refuses a record.
    ///
    /// AWS: Kinesis API Reference, `PutRecords`: `PartitionKey` is required, of at least one character. SQS API
    /// Reference, `SendMessage`: a FIFO queue needs `MessageGroupId`.
    #[must_use]
    pub fn required_parameter(self, target: &Arn) -> Option<&'static str> {
        match self {
            Self::Kinesis => Some("PartitionKey"),
            Self::Sqs if target.resource().ends_with(".fifo") => Some("MessageGroupId"),
            _ => None,
        }
    }

    /// In what form it gets a batch.
    #[must_use]
    pub const fn delivery(self) -> Delivery {
        match self {
            Self::Lambda | Self::StepFunctions => Delivery::Array,
            Self::EventBus => Delivery::Entry,
            Self::Batch
            | Self::Ecs
            | Self::Inspector
            | Self::Redshift
            | Self::SageMaker
            | Self::Timestream => Delivery::ParametersOnly,
            Self::ApiDestination
            | Self::ApiGateway
            | Self::CloudWatchLogs
            | Self::Firehose
            | Self::Kinesis
            | Self::Sns
            | Self::Sqs => Delivery::Each,
        }
    }

    /// The largest payload of one invocation, or of one message or record, in bytes.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes targets": 6 MB, or the limit of the target if that is
    /// smaller. Step Functions: 256 KB of input. Event bus: 1 MB for a whole PutEvents request. SNS Developer Guide,
    /// "Amazon SNS message publishing": 256 KB. SQS: 1 MiB, since 2025-08. Kinesis: 1 MiB with the partition key, unless
    /// the stream's `MaxRecordSize` was raised. Firehose API Reference, `PutRecord`: 1,000 KiB. The limits of other targets
    /// are not checked.
    #[must_use]
    pub const fn maximum_payload_bytes(self) -> usize {
        match self {
            Self::StepFunctions | Self::Sns => 262_144,
            Self::EventBus | Self::Sqs | Self::Kinesis => 1_048_576,
            Self::Firehose => 1_024_000,
            _ => MAXIMUM_PIPE_PAYLOAD_BYTES,
        }
    }

    /// Whether the payload of each record must be JSON.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes input transformation": what is not valid JSON fails for
    /// Lambda, Step Functions and event buses.
    #[must_use]
    pub const fn needs_json(self) -> bool {
        matches!(self, Self::Lambda | Self::StepFunctions | Self::EventBus)
    }

    /// Whether its answer may name single records that failed.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes batching and concurrency": Lambda and Step Functions. An
    /// older text also names API Gateway and API destinations.
    #[must_use]
    pub const fn reports_partial_failures(self) -> bool {
        matches!(self, Self::Lambda | Self::StepFunctions)
    }
}

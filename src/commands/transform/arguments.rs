//! The arguments that say what is done to the event, and what else is known about the target.

use std::ffi::OsString;

use crate::simulate::pipe::{PipeStage, SourceKind, StageEvents};

/// What is done to the event.
#[derive(Debug, clap::Args)]
#[group(id = "configuration", required = true, multiple = true)]
pub(super) struct ConfigurationArguments {
    /// A constant: the `Input` of a target. `file://…` reads a file. It needs no event, so none is read unless one is
    /// named.
    #[arg(long, value_name = "JSON", allow_hyphen_values = true)]
    pub input: Option<String>,
    /// A part of the event: the `InputPath` of a rule's target.
    #[arg(long, value_name = "PATH")]
    pub input_path: Option<String>,
    /// The input template of a rule's or a pipe's target. `file://…` reads a file.
    #[arg(long, value_name = "TEMPLATE", allow_hyphen_values = true)]
    pub input_template: Option<String>,
    /// The `InputPathsMap` of a rule's template: JSON, or a file.
    #[arg(long, value_name = "JSON", requires = "input_template")]
    pub input_paths_map: Option<OsString>,
    /// A file with the target: a template of any format that `evb list` reads, what `aws events put-targets` takes or
    /// `list-targets-by-rule` prints, a pipe (`create-pipe`, `describe-pipe`) or a schedule (`create-schedule`,
    /// `get-schedule`). `FILE#NAME` is one of several: `template.json#Orders/Queue`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["input", "input_path", "input_template"])]
    pub target: Option<OsString>,
}

/// What else is known about the target.
#[derive(Debug, clap::Args)]
pub(super) struct TargetArguments {
    /// Which language the template is written in; by default what `--target` holds, otherwise `rule`.
    #[arg(long = "for", value_name = "SERVICE", value_enum)]
    pub dialect: Option<DialectName>,
    /// The `Id` of the target: chooses one where `--target` holds several; stands in AWS's messages.
    #[arg(long, value_name = "ID")]
    pub target_id: Option<String>,
    /// The ARN of the target: some take only JSON, or only a certain form. For pipes also `aws.pipes.target-arn`.
    #[arg(long, value_name = "ARN")]
    pub target_arn: Option<String>,
    /// Pipes: whose template it is.
    #[arg(long, value_name = "STAGE", value_enum, default_value_t = Stage::Target)]
    pub stage: Stage,
    /// Pipes: what the records come from, and so which field is decoded; by default what the `Source` of the pipe
    /// in `--target` says, otherwise their `eventSource`.
    #[arg(long, value_name = "SOURCE", value_enum)]
    pub source: Option<SourceName>,
}

/// A name for [`Dialect`](crate::transform::Dialect).
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum DialectName {
    /// A rule's target.
    Rule,
    /// A pipe's enrichment or target.
    Pipe,
    /// A schedule's target.
    Scheduler,
}

/// A name for [`PipeStage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Stage {
    /// The enrichment, which takes JSON only.
    Enrichment,
    /// The target.
    Target,
}

/// A name for [`StageEvents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum SourceName {
    /// Amazon SQS.
    Sqs,
    /// Kinesis Data Streams.
    Kinesis,
    /// DynamoDB Streams.
    Dynamodb,
    /// Amazon MSK or self-managed Kafka.
    Kafka,
    /// ActiveMQ or RabbitMQ.
    Mq,
    /// The answer of an enrichment: nothing is decoded.
    None,
}

impl From<Stage> for PipeStage {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Enrichment => Self::Enrichment,
            Stage::Target => Self::Target,
        }
    }
}

impl SourceName {
    /// Which cluster and which broker it is makes no difference to what is decoded.
    pub(super) fn events(self) -> StageEvents {
        StageEvents::Records(match self {
            Self::Sqs => SourceKind::Sqs,
            Self::Kinesis => SourceKind::Kinesis,
            Self::Dynamodb => SourceKind::DynamoDb,
            Self::Kafka => SourceKind::Msk,
            Self::Mq => SourceKind::ActiveMq,
            Self::None => return StageEvents::Answers,
        })
    }
}

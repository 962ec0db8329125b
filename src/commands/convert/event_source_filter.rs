//! `evb convert event-source-filter`: filters of event source mappings and pipes to event patterns, and back.

use std::ffi::OsString;

use super::{Results, json_input};
use crate::commands::{Context, Exit, Failure, formats};
use crate::convert::event_source_filter::{RecordSource, Target, convert};
use crate::report::Format;

/// Filters of event source mappings and of pipes to event patterns, to each other, and patterns to filters.
///
/// What a producer wrote lies in `body` of SQS, `data` of Kinesis and MQ, `value` of Kafka, `dynamodb.NewImage` of DynamoDB;
/// a rule has it in `detail`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// `FilterCriteria`, one filter, or the pattern of a rule. A file, `-` for standard input, or JSON itself.
    #[arg(value_name = "FILE|JSON")]
    file: OsString,
    /// What to convert to.
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = TargetName::Pattern)]
    to: TargetName,
    /// What the records come from; by default what the members of the filter tell.
    #[arg(long, value_name = "SOURCE", value_enum)]
    source: Option<SourceName>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
}

/// A name for [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum TargetName {
    /// The pattern of a rule.
    Pattern,
    /// `FilterCriteria` of an event source mapping.
    Lambda,
    /// `FilterCriteria` of a pipe.
    Pipe,
}

/// A name for [`RecordSource`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum SourceName {
    /// A queue of SQS.
    Sqs,
    /// A stream of Kinesis.
    Kinesis,
    /// A stream of DynamoDB.
    Dynamodb,
    /// A topic of Kafka.
    Kafka,
    /// A broker of MQ.
    Mq,
}

/// Converts the filters.
///
/// # Errors
///
/// The file cannot be read.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (source, value) = json_input(&args.file, "<filter>", context)?;
    let records = args.source.map(|source| match source {
        SourceName::Sqs => RecordSource::Sqs,
        SourceName::Kinesis => RecordSource::Kinesis,
        SourceName::Dynamodb => RecordSource::DynamoDb,
        SourceName::Kafka => RecordSource::Kafka,
        SourceName::Mq => RecordSource::Mq,
    });
    let target = match args.to {
        TargetName::Pattern => Target::Pattern,
        TargetName::Lambda => Target::Lambda,
        TargetName::Pipe => Target::Pipe,
    };
    let mut results = Results::new(args.format);
    results.add(&convert(&value, records, target), &source, context)?;
    results.write(context)
}

//! `evb convert event-source-filter`: filters of event source mappings and pipes to event patterns, and back.

use std::ffi::OsString;

use super::Results;
use super::declared::Declarations;
use crate::commands::declarations::{Named, Read};
use crate::commands::{Context, Exit, Failure, StageArgument, TemplateArguments, formats};
use crate::convert::Conversion;
use crate::convert::event_source_filter::{RecordSource, Target, convert, convert_all};
use crate::diagnostic::Finding;
use crate::iac::Content;
use crate::model::{DeclaredPattern, Inventory};
use crate::report::Format;
use crate::simulate::pipe::SourceKind;
use crate::source::{Source, Span};

/// Filters of event source mappings and of pipes to event patterns, to each other, and patterns to filters.
///
/// What a producer wrote lies in `body` of SQS, `data` of Kinesis and MQ, `value` of Kafka, `dynamodb.NewImage` of DynamoDB;
/// a rule has it in `detail`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// `FilterCriteria`, one filter, the pattern of a rule, or a template with event source mappings and pipes; with `--to lambda`
    /// and `--to pipe` its rules are converted too. A file, `FILE#NAME` for one thing in it, `-` for standard input, or JSON itself.
    #[arg(value_name = "FILE|JSON")]
    file: OsString,
    /// What to convert to.
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = TargetName::Pattern)]
    to: TargetName,
    /// What the records come from; by default what the mapping or the pipe says, or the members of the filter tell.
    #[arg(long, value_name = "SOURCE", value_enum)]
    source: Option<SourceName>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
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
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let Read {
        source, content, ..
    } = Named::new(&args.file, context).read("<filter>", context)?;
    let mut results = Results::new(args.format);
    let conversion = match &content {
        Content::Declarations(inventory) => {
            results.told(inventory, &source, context)?;
            args.declared(inventory, &source)
        }
        Content::Value(value) => convert(value, args.source(), args.target()),
        Content::Broken(error) => {
            let told = error.diagnostic(source.text());
            return Err(Failure::refused(Finding::new(told, &source)));
        }
    };
    results.add(&conversion, &source, context)?;
    results.write(context)
}

impl Args {
    fn source(&self) -> Option<RecordSource> {
        self.source.map(|source| match source {
            SourceName::Sqs => RecordSource::Sqs,
            SourceName::Kinesis => RecordSource::Kinesis,
            SourceName::Dynamodb => RecordSource::DynamoDb,
            SourceName::Kafka => RecordSource::Kafka,
            SourceName::Mq => RecordSource::Mq,
        })
    }

    fn target(&self) -> Target {
        match self.to {
            TargetName::Pattern => Target::Pattern,
            TargetName::Lambda => Target::Lambda,
            TargetName::Pipe => Target::Pipe,
        }
    }

    /// The filters of all mappings and pipes; where filters are wanted also the patterns of rules.
    fn declared(&self, inventory: &Inventory, file: &Source) -> Conversion {
        let mut declared = Declarations::new(file);
        let mut put = |name, filters: &[DeclaredPattern], source, at: Span| {
            if !filters.is_empty() {
                declared.put(name, filters, |filters| {
                    convert_all(filters, source, self.target(), at)
                });
            }
        };
        let source =
            |kind: Option<SourceKind>| self.source().or_else(|| Some(record_source(kind?)));
        for one in &inventory.event_source_mappings {
            let at = Span::at(one.span.start);
            put(
                one.logical_id.clone(),
                &one.filters,
                source(one.source_kind()),
                at,
            );
        }
        for one in &inventory.pipes {
            let at = Span::at(one.span.start);
            put(one.label(), &one.filters, source(one.source_kind()), at);
        }
        if let Some(first) = inventory.filters.first() {
            put(
                None,
                &inventory.filters,
                self.source(),
                Span::at(first.span.start),
            );
        }
        if self.target() != Target::Pattern {
            for one in &inventory.rules {
                let at = Span::at(one.span.start);
                put(one.label(), one.pattern.as_slice(), self.source(), at);
            }
        }
        declared.finished(
            "filter of an event source mapping or a pipe",
            "give `FilterCriteria`, or a template with mappings or pipes; for the patterns of rules say `--to lambda` or `--to pipe`",
        )
    }
}

fn record_source(kind: SourceKind) -> RecordSource {
    match kind {
        SourceKind::Sqs => RecordSource::Sqs,
        SourceKind::Kinesis => RecordSource::Kinesis,
        SourceKind::DynamoDb => RecordSource::DynamoDb,
        SourceKind::Msk | SourceKind::SelfManagedKafka => RecordSource::Kafka,
        SourceKind::ActiveMq | SourceKind::RabbitMq => RecordSource::Mq,
    }
}

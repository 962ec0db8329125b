//! The arguments that say what is done to the event, and the files that AWS's commands print and take.

use std::ffi::{OsStr, OsString};

use super::shaper::{Accepted, Shaper, pipe_stage};
use super::target_file::{self, Declaration};
use super::usage;
use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Diagnostic, Finding};
use crate::json;
use crate::simulate::pipe::{PipeStage, SourceKind, StageEvents};
use crate::source::Source;
use crate::transform::{
    Dialect, InputPaths, Refused, RuleTarget, ScheduleInput, VALIDATION_EXCEPTION, Variables,
};

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
    /// A file with the target: a template of CloudFormation in JSON, what `aws events put-targets` takes or
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

/// A name for [`Dialect`].
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

/// What is done to events, accepted.
pub(super) struct Configuration {
    pub(super) dialect: Dialect,
    pub(super) shaper: Shaper,
    /// What is worth knowing before any event; places lie in `text`.
    pub(super) notes: Vec<Diagnostic>,
    /// What is worth knowing of the file.
    pub(super) of_file: Vec<Finding>,
    /// The text in which places lie.
    pub(super) text: Source,
    /// What the file told of reserved variables.
    pub(super) variables: Variables,
}

/// Reads the configuration and has the engine check it.
///
/// # Errors
///
/// * What AWS refuses, with its words.
/// * `usage`: an argument that the language does not have.
/// * `transform/target-file`: the file holds no target, or several and none is chosen.
/// * `json/…`, `input/…`: the file cannot be read.
pub(super) fn read(
    configuration: &ConfigurationArguments,
    target: &TargetArguments,
    context: &Context<'_>,
) -> Result<Configuration, Failure> {
    let declaration = match &configuration.target {
        Some(file) => target_file::read(file, target, context)?,
        None => inline(configuration, target, context)?,
    };
    accept(declaration, target)
}

/// The arguments as a declaration.
fn inline(
    arguments: &ConfigurationArguments,
    target: &TargetArguments,
    context: &Context<'_>,
) -> Result<Declaration, Failure> {
    let dialect = match target.dialect {
        Some(DialectName::Pipe) => Dialect::Pipe,
        Some(DialectName::Scheduler) => Dialect::Scheduler,
        Some(DialectName::Rule) | None => Dialect::Rule,
    };
    let has_not = |given: bool, name: &str| match given {
        true => Err(usage(format!(
            "{} have no `{name}`",
            super::language(dialect)
        ))),
        false => Ok(()),
    };
    has_not(
        dialect != Dialect::Rule && arguments.input_path.is_some(),
        "--input-path",
    )?;
    has_not(
        dialect == Dialect::Pipe && arguments.input.is_some(),
        "--input",
    )?;
    let template = arguments.input_template.is_some();
    has_not(
        dialect == Dialect::Scheduler && template,
        "--input-template",
    )?;
    let paths = arguments.input_paths_map.as_deref();
    has_not(
        dialect != Dialect::Rule && paths.is_some(),
        "--input-paths-map",
    )?;
    let paths = paths.map_or_else(|| Ok(InputPaths::default()), |map| paths_map(map, context))?;
    Ok(Declaration {
        id: target.target_id.clone().unwrap_or_else(|| "1".to_owned()),
        arn: target.target_arn.clone(),
        input: text(arguments.input.as_deref(), context)?,
        input_path: arguments.input_path.clone(),
        paths,
        template: text(arguments.input_template.as_deref(), context)?,
        ..Declaration::new(dialect)
    })
}

/// An argument that is a text itself, or names a file with `file://`.
fn text(argument: Option<&str>, context: &Context<'_>) -> Result<Option<String>, Failure> {
    match argument {
        Some(file) if file.starts_with("file://") => {
            let source = Input::new(file).read("", context)?;
            Ok(Some(source.text().to_owned()))
        }
        _ => Ok(argument.map(str::to_owned)),
    }
}

fn paths_map(argument: &OsStr, context: &Context<'_>) -> Result<InputPaths, Failure> {
    let source = Input::new(argument).read("--input-paths-map", context)?;
    let value =
        json::parse(source.text()).map_err(|error| at(error.diagnostic(source.text()), &source))?;
    target_file::paths(&value, &source)
}

pub(super) fn at(diagnostic: Diagnostic, source: &Source) -> Failure {
    Failure::refused(Finding::new(diagnostic, source))
}

/// Has the engine check a declaration.
fn accept(declaration: Declaration, arguments: &TargetArguments) -> Result<Configuration, Failure> {
    let dialect = declaration.dialect;
    let arn = arguments
        .target_arn
        .clone()
        .or_else(|| declaration.arn.clone());
    let named = |argument: &str, member: &str| match &declaration.file {
        Some(file) => format!("{file}: {member}"),
        None => argument.to_owned(),
    };
    let (name, text) = match (
        &declaration.template,
        &declaration.input,
        &declaration.input_path,
    ) {
        (Some(template), ..) => (named("--input-template", "InputTemplate"), template.clone()),
        (_, Some(input), _) => (named("--input", "Input"), input.clone()),
        (.., Some(path)) => (named("--input-path", "InputPath"), path.clone()),
        (None, None, None) => (String::new(), String::new()),
    };
    let text = Source::new(name, text);
    let accepted = match dialect {
        Dialect::Rule => rule(&declaration, arn),
        Dialect::Scheduler => ScheduleInput::check(arn.as_deref(), declaration.input.as_deref())
            .map(|input| (input.notes().to_vec(), Shaper::Schedule(input))),
        Dialect::Pipe => pipe_stage(&declaration, arn.as_deref(), arguments),
    };
    let (notes, shaper) = accepted.map_err(|refused| refusal(refused, &text))?;
    Ok(Configuration {
        dialect,
        shaper,
        notes,
        of_file: declaration.notes,
        text,
        variables: declaration.variables,
    })
}

fn rule(declaration: &Declaration, arn: Option<String>) -> Accepted {
    let template = declaration.template.clone();
    let target = RuleTarget {
        id: declaration.id.clone(),
        arn,
        input: declaration.input.clone(),
        input_path: declaration.input_path.clone(),
        input_transformer: template.map(|template| (declaration.paths.clone(), template)),
    };
    let input = target.check()?;
    let mut notes = target.notes();
    notes.extend(input.notes().iter().cloned());
    Ok((notes, Shaper::Rule(Box::new(input))))
}

/// AWS's refusal as a failure; places lie in `text`.
fn refusal(refused: Refused, text: &Source) -> Failure {
    let findings = refused
        .diagnostics
        .into_iter()
        .map(|diagnostic| match diagnostic.primary {
            Some(_) => Finding::new(diagnostic, text),
            None => Finding::without_source(diagnostic),
        })
        .collect();
    match refused.message {
        Some(message) => Failure::aws(VALIDATION_EXCEPTION, message, findings),
        None => Failure::all(findings),
    }
}

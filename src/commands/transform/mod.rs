//! `evb transform`: what does the target receive?

mod arguments;
mod configuration;
mod rendering;
mod shaper;
mod target_file;
mod variables;

use std::ffi::OsString;

use arguments::{ConfigurationArguments, TargetArguments};
use rendering::Run;
use variables::VariableArguments;

use super::templates::TemplateArguments;
use super::{Context, EventArguments, Exit, Failure, Input, formats, input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::report::Format;
use crate::source::Source;
use crate::transform::{Dialect, Reserved};

/// Show what a target receives: run input paths and input templates.
///
/// Prints exactly the delivered text, one line break behind each; on a terminal, characters that it would obey are shown
/// escaped (`\u001b`). An event that EventBridge would drop is
/// explained on standard error: where the rendered text stops being JSON, which placeholder did it, how to
/// write the template so that it works. `evb help transforms` describes the template languages.
///
/// Exit codes: 0 everything is delivered (and is as `--expect` says), 1 something is not, 2 AWS refuses the
/// configuration, or an input cannot be read.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
#[command(mut_arg("events", |events| events
    .help("Events: files, `-` for standard input, or JSON itself; without any, standard input is read, unless the result needs no event")
    .long_help(EVENTS_HELP)))]
pub struct Args {
    #[command(flatten)]
    configuration: ConfigurationArguments,
    #[command(flatten)]
    target: TargetArguments,
    /// Compare with what a file holds: JSON by its values, other text by its lines.
    #[arg(long, value_name = "FILE")]
    expect: Option<OsString>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
    #[command(flatten)]
    events: EventArguments,
    // Last: their headings would stand above what follows.
    #[command(flatten)]
    variables: VariableArguments,
    #[command(flatten)]
    templates: TemplateArguments,
    /// The stage of Serverless, the stack of Pulumi, the workspace of Terraform: `--stage` is that of a pipe.
    #[arg(long, value_name = "NAME", help_heading = "Templates")]
    template_stage: Option<String>,
}

const EVENTS_HELP: &str = "\
Events, or records of a pipe's source: a file, `-` for standard input, or JSON itself.

Without any, standard input is read; a constant (`--input`, and everything of a schedule) needs no event, and reads none. \
A file may hold delivered events (one, a JSON array, JSON Lines, concatenated), PutEvents entries, SQS messages, or what \
CloudWatch Logs prints; gzip is seen through. A glob names several files; a file of that very name comes first.";

const EXAMPLES: &str = r#"Examples:
  A rule's input transformer:
    evb transform event.json --input-paths-map '{"state": "$.detail.state"}' --input-template '{"now": <state>}'
  What list-targets-by-rule printed, compared with what is expected:
    evb transform event.json --target targets.json --target-id queue --expect expected.json
  A pipe's template, for records of a queue:
    evb transform messages.json --for pipe --input-template '{"order": <$.body.id>}'
  The input of a schedule:
    evb transform --for scheduler --input '{"at": "<aws.scheduler.scheduled-time>"}' --scheduled-time 2026-11-20T10:00:00Z"#;

/// A mistake in the arguments that only their combination shows.
const USAGE: Code = Code::new("usage");

fn at(diagnostic: Diagnostic, source: &Source) -> Failure {
    Failure::refused(Finding::new(diagnostic, source))
}

fn usage(message: String) -> Failure {
    Failure::refused(Finding::without_source(Diagnostic::error(USAGE, message)))
}

/// Whose language it is, in the plural.
fn language(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Rule => "rules",
        Dialect::Pipe => "pipes",
        Dialect::Scheduler => "schedules",
    }
}

/// Renders every event.
///
/// # Errors
///
/// * What AWS refuses, with its words.
/// * `usage`: an argument that the language does not have.
/// * `transform/target-file`: `--target` holds no target, or several and none is chosen.
/// * `transform/open`: the template that holds the target leaves open what it receives.
/// * `input/…`, `json/…`: a file cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates
        .read(args.template_stage.as_deref(), context)?;
    let named = [
        &args.configuration.target,
        &args.configuration.input_paths_map,
        &args.expect,
    ];
    let named: Vec<Input> = named.into_iter().flatten().map(Input::new).collect();
    let events = args.events.inputs();
    let is_named = !args.events.events.is_empty();
    one_standard_input(&named, if is_named { &events } else { &[] })?;
    let mut configuration = configuration::read(&args.configuration, &args.target, context)?;
    for finding in &std::mem::take(&mut configuration.of_file) {
        context.tell(finding)?;
    }
    let variables = &mut configuration.variables;
    args.variables
        .put(configuration.dialect, variables, context.host)?;
    if let (Dialect::Pipe, Some(arn)) = (configuration.dialect, &args.target.target_arn) {
        variables.set(Reserved::TargetArn, arn.clone());
    }
    let expected = match &args.expect {
        Some(file) => Some(Input::new(file).read("--expect", context)?),
        None => None,
    };
    let needs_no_event = configuration.shaper.is_constant() && !is_named;
    if configuration.dialect == Dialect::Scheduler && is_named {
        return Err(usage("schedules have no events".to_owned()));
    }
    if !needs_no_event {
        one_standard_input(&named, &events)?;
    }
    let mut run = Run::new(args.format, configuration, expected);
    run.begin(context)?;
    if needs_no_event {
        run.constant(context)?;
    } else {
        run.events(&args.events, context)?;
    }
    run.end(context)
}

fn one_standard_input(files: &[Input], events: &[Input]) -> Result<(), Failure> {
    input::one_standard_input(
        files.iter().chain(events),
        "give all but one of them as files or as JSON in the argument",
    )
}

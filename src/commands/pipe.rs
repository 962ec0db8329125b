//! `evb pipe`: what a pipe does with the records of its source.

mod answers;
mod batches;
mod declared;
mod document;
mod out;
mod run;

use std::ffi::{OsStr, OsString};

use chrono::SecondsFormat;

use self::answers::GivenAnswers;
use self::declared::Declaration;
use self::out::Out;
use self::run::Run;
use super::declarations::Named;
use super::instant::{Clock, Time, time};
use super::templates::{StageArgument, TemplateArguments};
use super::unknown::{Unknown, UnknownArguments};
use super::{Context, Exit, Failure, Input, ThreadArguments, formats};
use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::report::Format;
use crate::simulate::pipe::{Assumed, Plan, PlanOptions, is_unknown_member};

/// An answer was given that nobody asks for.
const ANSWER_NOT_ASKED: Code = Code::new("pipe/answer-not-asked");
/// More answers were given than batches asked for.
const ANSWER_UNUSED: Code = Code::new("pipe/answer-unused");

/// Show what a pipe does with the records of its source: filter, batch, enrichment, target.
///
/// Tells of every record how it ends, in the names of the steps that AWS logs, and of every batch what
/// the enrichment and the target get. Exit code 1: an execution failed; 2: the pipe is refused by
/// CreatePipe for something by which the run goes (a role that is missing is a warning here, and refused
/// with `--check`), a record could not be read, or what a template leaves open decides on one (`perhaps`).
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  evb pipe --pipe pipe.json --check
  evb pipe --pipe pipe.json --records messages.jsonl
  evb pipe --pipe pipe.json --records messages.jsonl --enrichment-command 'jq -c \"map(.body)\"'
  evb pipe --pipe pipe.json --records messages.jsonl --target-response answer.json --format json

A batch is closed when it is full, or when the times in the records say that the batching window has ended \
(SQS, Kinesis, DynamoDB; the other sources write none). Records of different Kinesis shards, and of different \
message groups of a FIFO queue, are never in one batch.")]
pub struct Args {
    /// The pipe: what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints, or an event
    /// source mapping of Lambda, whose target is the function. A template that has one of these is seen through;
    /// `FILE#NAME` names one of several.
    #[arg(long, value_name = "PIPE")]
    pub pipe: OsString,
    /// The records of the source as the pipe gets them: a JSON array, JSON Lines, or `{"Records":[…]}`; also what
    /// `aws sqs receive-message`, `aws kinesis get-records` and Lambda's events of Kinesis hold.
    #[arg(long, value_name = "RECORDS", required_unless_present = "check")]
    pub records: Option<OsString>,
    /// Only check the pipe as CreatePipe does.
    #[arg(long)]
    pub check: bool,
    /// What the enrichment answers: JSON, or one answer a line; the last one is repeated for further batches.
    #[arg(long, value_name = "FILE", conflicts_with = "enrichment_command")]
    pub enrichment_response: Option<OsString>,
    /// A shell command that enriches: it gets each batch on standard input and answers on standard output.
    #[arg(long, value_name = "COMMAND", value_parser = some_command)]
    pub enrichment_command: Option<String>,
    /// How long the command may take for one batch, in seconds; then it is killed. AWS allows an execution 300.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub enrichment_timeout: u64,
    /// What a Lambda or Step Functions target answers, `{"batchItemFailures":[…]}` say: JSON, or one answer a
    /// line; the last one is repeated. A line that is not JSON stands for an exception.
    #[arg(long, value_name = "FILE")]
    pub target_response: Option<OsString>,
    /// The batch size to assume if the pipe gives none. Without this it is 10 for SQS and 100 for other sources, or
    /// less where enrichment or target take less.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub batch_size: Option<u32>,
    /// The threads.
    #[command(flatten)]
    pub threads: ThreadArguments,
    /// The time at which records are received, for `<aws.pipes.event.ingestion-time>` and event buses; default now.
    ///
    /// `2026-11-20T10:00:00Z`, a date, `now`, `today`, `tomorrow`, or so long after or before now: `+2h`, `-3d`.
    /// Days begin at midnight in UTC.
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub time: Option<Time>,
    /// Explain at most this many of the records that no filter lets through; all are told.
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    pub explain: u64,
    /// How to write the result.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    pub format: Format,
    // Last: their heading would stand above what follows.
    /// What counts where a filter is open.
    #[command(flatten)]
    pub unknown: UnknownArguments,
    /// What templates leave open.
    #[command(flatten)]
    pub templates: TemplateArguments,
    /// The stage of templates.
    #[command(flatten)]
    pub stage: StageArgument,
}

/// Checks the pipe, or runs the records through it.
///
/// # Errors
///
/// * `pipe/…`: there is no such pipe, or CreatePipe refuses it.
/// * `input/…`: a file cannot be read, or standard input is asked for twice.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let named = Named::new(&args.pipe, context);
    let inputs = [
        args.records.as_ref(),
        args.enrichment_response.as_ref(),
        args.target_response.as_ref(),
    ];
    let inputs = inputs.into_iter().flatten().map(Input::new);
    let inputs: Vec<Input> = inputs.chain([named.input.clone()]).collect();
    super::input::one_standard_input(
        &inputs,
        "give the pipe, the records or the answers as files",
    )?;
    let declaration = Declaration::read(&named, context)?;
    match &args.records {
        Some(records) if !args.check => run_records(args, records, &declaration, context),
        _ => run_check(args, &declaration, context),
    }
}

/// `--check`.
fn run_check(
    args: &Args,
    declaration: &Declaration,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let report = declaration.check();
    if !report.refusals.is_empty() {
        return Err(declaration.refused(&report));
    }
    let mut out = Out::new(&declaration.called(), args.format, context);
    let notes = report
        .notes
        .iter()
        .map(|remark| declaration.finding(remark));
    for finding in declaration.left_out().chain(notes) {
        out.tell(None, &finding, context)?;
    }
    let mut notes = report.notes.iter();
    let is_sent = !notes.any(|remark| is_unknown_member(&remark.diagnostic));
    out.checked(declaration.creator(), is_sent, context)?;
    Ok(match is_sent {
        true => Exit::Success,
        false => Exit::Negative,
    })
}

/// Runs the records through the pipe.
fn run_records(
    args: &Args,
    records: &OsStr,
    declaration: &Declaration,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let options = PlanOptions {
        batch_size: args.batch_size,
        time: received_at(args, context),
        assumed: args.unknown.unknown.map(|unknown| match unknown {
            Unknown::Match => Assumed::Pass,
            Unknown::NoMatch => Assumed::Drop,
        }),
    };
    let plan = declaration.plan(&options)?;
    let answers = GivenAnswers::read(args, context)?;
    let mut out = Out::new(&plan.name, args.format, context);
    let notes = plan.notes.iter().map(|remark| declaration.finding(remark));
    let notes = declaration.left_out().chain(notes);
    // Whoever reads wants to know first what became of the records: on what that rests comes behind it.
    let is_remark = |finding: &Finding| {
        args.format == Format::Human && finding.diagnostic.severity == Severity::Note
    };
    let mut remarks = Vec::new();
    for finding in notes.chain(not_asked(args, &plan)) {
        match is_remark(&finding) {
            true => {
                context.heed([&finding.diagnostic]);
                remarks.push(finding);
            }
            false => out.tell(None, &finding, context)?,
        }
    }
    let threads = args.threads.threads(context);
    let run = Run::new(&plan, answers, (args.explain, args.format), out, &threads);
    let ended = run.all(records, context);
    context.stdout.flush()?;
    for remark in &remarks {
        context.tell_once(remark)?;
    }
    ended
}

/// Answers on the command line that this pipe has no use for.
fn not_asked(args: &Args, plan: &Plan) -> Vec<Finding> {
    let mut messages = Vec::new();
    if plan.enrichment.is_none()
        && (args.enrichment_response.is_some() || args.enrichment_command.is_some())
    {
        messages.push("the pipe has no enrichment: its answer is not asked for".to_owned());
    }
    if args.target_response.is_some() && !plan.target.kind.reports_partial_failures() {
        messages.push(format!(
            "AWS documents answers of Lambda and Step Functions targets: that of {} is not asked for",
            plan.target.kind.name()
        ));
    }
    let warnings = messages
        .into_iter()
        .map(|message| Diagnostic::warning(ANSWER_NOT_ASKED, message));
    warnings.map(Finding::without_source).collect()
}

/// A command that is not empty: the shell would do nothing for an empty one, and call that a success.
fn some_command(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("the command is empty".to_owned());
    }
    Ok(text.to_owned())
}

/// The time that `--time` gives, or the present, as envelopes have it.
fn received_at(args: &Args, context: &Context<'_>) -> String {
    let clock = Clock::new(context.host);
    let time = args
        .time
        .as_ref()
        .map_or_else(|| clock.now(), |time| time.in_utc(&clock));
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

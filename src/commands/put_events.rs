//! `evb put-events`: what does `PutEvents` answer, and what do targets see?

mod permission;

use std::ffi::{OsStr, OsString};

use serde_json::value::RawValue;

use super::declarations::with_texts;
use super::fail_on::foremost_first;
use super::instant::{Clock, Time, time};
use super::templates::{account, region};
use super::{Context, Exit, Failure, Input, Refusal, formats, input};
use crate::api::{self, Client, Constraint, Operation};
use crate::diagnostic::{Diagnostic, Finding};
use crate::event::put_events::codes::UNKNOWN_BUS;
use crate::event::put_events::{Answer, EntryAnswer, RequestRefused, Settings, put_events};
use crate::iac;
use crate::json::{self, JsonString, Kind, Member, Value};
use crate::render;
use crate::report::put_events::{EntryReport, PutEventsReport};
use crate::report::{DiagnosticReport, ErrorDocument, EventReport, Format};
use crate::source::Source;

/// Dry-run PutEvents: AWS's answer to each entry, sizes, and the events as targets see them.
///
/// Exit codes: 0 AWS takes every entry, 1 it does not take some, or loses some (`--bus`), 2 it refuses the request or clients would not send it.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// The entries: a file, `-` for standard input, JSON itself, or the command `aws events put-events …` behind `--`.
    ///
    /// What `aws events put-events --entries` takes (a list), or `--cli-input-json` (an object with `Entries`).
    #[arg(value_name = "ENTRIES")]
    entries: OsString,
    /// The account that puts the events: 12 digits.
    #[arg(long, value_name = "ACCOUNT", default_value = "123456789012", value_parser = account)]
    account: String,
    /// The Region in which they are put.
    #[arg(long, value_name = "REGION", default_value = "us-east-1", value_parser = region)]
    region: String,
    /// When they are put: the time of events whose entry has none; by default now.
    ///
    /// `2026-11-20T10:00:00Z`, a date, `now`, `today`, `tomorrow`, or so long after or before now: `+2h`, `-3d`.
    /// Days begin at midnight in UTC.
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    time: Option<Time>,
    /// What the ids of the events are made from: the same seed, the same ids.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// The name or ARN of a bus that exists, beside `default`; repeat it for each.
    ///
    /// AWS takes entries for buses that do not exist, answers with an id, and loses the events. With this option evb
    /// can tell: exit code 1. Without it nothing is known of buses, and a note says so. A bus of another account or
    /// Region is known by its ARN only.
    #[arg(long = "bus", value_name = "NAME|ARN", value_parser = some_bus)]
    buses: Vec<String>,
    /// Ask the policies of this file whether the principal may put each entry on its bus: a template, what `aws events
    /// describe-event-bus` prints, or a policy alone.
    ///
    /// One entry that is denied refuses the whole request: exit code 2. In the account of the bus the policies of the principal may
    /// allow what the bus does not say, and in another both must: they are not known here, so what depends on them stays open.
    #[arg(long, value_name = "FILE", requires = "principal")]
    policy: Option<OsString>,
    /// Who puts the entries: the ARN of a role, of a user or of a session of a role, or the number of an account.
    #[arg(long, value_name = "ARN", requires = "policy", value_parser = permission::principal)]
    principal: Option<permission::Asker>,
    /// The form of the output; `jsonl` prints the events, for other commands to read, and a line with an `error` for each
    /// entry of which targets see none.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
}

const EXAMPLES: &str = r#"Examples:
  evb put-events entries.json --time 2026-11-20T10:00:00Z
  evb put-events '[{"Source":"shop","DetailType":"Order","Detail":"{\"id\":7}"}]' --format jsonl
  evb put-events entries.json --bus orders --bus billing
  evb put-events entries.json --policy template.yaml --principal arn:aws:iam::111122223333:role/shop"#;

/// A variable of the command line without a value names no bus.
fn some_bus(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err("a bus has a name".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

/// Answers the request.
///
/// # Errors
///
/// * What AWS refuses, with its words; what clients refuse to send, as `put-events/…`.
/// * `input/…`, `json/…`: the entries cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (source, request) = request(&args.entries, context)?;
    let clock = Clock::new(context.host);
    let settings = Settings {
        account: args.account.clone(),
        region: args.region.clone(),
        time: args
            .time
            .as_ref()
            .map_or_else(|| clock.now(), |time| time.in_utc(&clock)),
        seed: args.seed,
        first_number: 0,
        buses: (!args.buses.is_empty()).then(|| args.buses.clone()),
    };
    let answer = put_events(&request, &settings).map_err(|refused| refusal(*refused, &source))?;
    check_texts(&request).map_err(|refused| refusal(refused, &source))?;
    let permissions = permissions(args, &request, &settings, context)?;
    context.heed(notes(&answer));
    if args.format != Format::Json {
        for note in foremost_first(notes(&answer)) {
            let finding = finding(note, &source);
            context.tell(&finding)?;
        }
    }
    let mut report = report(&answer, args.seed, &source);
    for (entry, one) in report.entries.iter_mut().zip(permissions) {
        entry.permission = Some(one.report);
    }
    if args.format == Format::Jsonl && !context.quiet {
        render::put_events::failures(&report, context.stderr)?;
    }
    if args.format == Format::Jsonl {
        write_lines(&answer, &source, context)?;
    } else {
        render::put_events::write(&report, args.format, context.stdout)?;
    }
    Ok(Exit::answer(
        answer.failed_entry_count() + answer.lost_entry_count() == 0,
    ))
}

/// Whether the principal may put the entries, if that is asked.
fn permissions(
    args: &Args,
    request: &Value,
    settings: &Settings,
    context: &mut Context<'_>,
) -> Result<Vec<permission::Judged>, Failure> {
    let (Some(file), Some(principal)) = (&args.policy, &args.principal) else {
        return Ok(Vec::new());
    };
    let inputs = [Input::new(&args.entries), Input::new(file)];
    input::one_standard_input(&inputs, "give the entries or the policy as a file")?;
    let known = &mut context.templates.settings;
    known.account = Some(args.account.clone());
    known.region = Some(args.region.clone());
    let policies = permission::Policies::read(file, context)?;
    let judged = permission::judge(request, principal, &policies, settings);
    permission::told(&judged, &policies, context)?;
    Ok(judged)
}

/// Whether the service takes the texts of a request that has the right form: lengths, and the names of buses.
fn check_texts(request: &Value) -> Result<(), RequestRefused> {
    let operation = Operation::PutEvents;
    let mut refusals = match request.get("Entries") {
        Some(_) => api::judge(operation, request),
        None => api::judge(operation, &whole(request)),
    };
    refusals.retain(|one| {
        matches!(
            one.constraint,
            Constraint::LeastCharacters(_) | Constraint::MostCharacters(_) | Constraint::Pattern(_)
        )
    });
    let Some(answer) = api::answer(operation, &refusals, Client::Other) else {
        return Ok(());
    };
    let told = refusals
        .iter()
        .map(|one| one.diagnostic(operation.as_str()));
    let mut diagnostics: Vec<Diagnostic> = told.collect();
    if !answer.is_recorded {
        diagnostics.push(api::words_not_recorded());
    }
    Err(RequestRefused {
        message: Some(answer.message),
        diagnostics,
    })
}

/// The request for a list of entries.
fn whole(entries: &Value) -> Value {
    let span = entries.span;
    let member = Member {
        name: JsonString::from("Entries"),
        name_span: span,
        value: entries.clone(),
    };
    let kind = Kind::Object(vec![member]);
    Value { span, kind }
}

/// The request: JSON, or that of a command `aws events put-events`. What is told of the command is told here.
fn request(entries: &OsStr, context: &mut Context<'_>) -> Result<(Source, Value), Failure> {
    let input = Input::new(entries);
    let source = input.read("<entries>", context)?;
    let (source, command) = with_texts(&input, source, context.reading(), iac::put_events);
    if let Some((request, told)) = command {
        for diagnostic in told {
            context.tell(&Finding::new(diagnostic, &source))?;
        }
        return Ok((source, request));
    }
    match json::parse(source.text()) {
        Ok(request) => Ok((source, request)),
        Err(error) => {
            let told = error.diagnostic_of_whole(source.text());
            Err(Failure::refused(Finding::new(told, &source)))
        }
    }
}

/// An event a line, and in the place of one that targets do not see why.
fn write_lines(answer: &Answer, source: &Source, context: &mut Context<'_>) -> Result<(), Failure> {
    for (index, entry) in answer.entries.iter().enumerate() {
        let aws = match &entry.outcome {
            Ok(envelope) if !entry.is_lost => {
                render::put_events::event(&envelope.to_json(), context.stdout)?;
                continue;
            }
            // AWS takes the entry, so the words are ours: those of the note on its bus.
            Ok(_) => None,
            Err(error) => Some((error.code.to_owned(), error.message.clone())),
        };
        let (mut notes, others): (Vec<_>, Vec<_>) = entry
            .notes
            .iter()
            .partition(|note| note.code == UNKNOWN_BUS);
        notes.extend(others);
        let findings = notes
            .into_iter()
            .map(|note| finding(note, source))
            .collect();
        let position = source.position(entry.span.start);
        let event = EventReport {
            source: source.name(),
            index,
            line: position.line,
            column: position.column,
            id: Some(&*entry.event_id).filter(|_| entry.is_lost),
        };
        let document = ErrorDocument {
            event: Some(event),
            ..Refusal { aws, findings }.document()
        };
        render::json::line(&document, context.stdout)?;
    }
    Ok(())
}

/// All notes, each once.
fn notes(answer: &Answer) -> Vec<&Diagnostic> {
    let mut notes: Vec<&Diagnostic> = Vec::new();
    let entries = answer.entries.iter().flat_map(|entry| &entry.notes);
    for note in answer.notes.iter().chain(entries) {
        // A bus that many entries name is worth one word.
        let is_new = |one: &&Diagnostic| one.code != note.code || one.message != note.message;
        if notes.iter().all(is_new) || note.is_error() {
            notes.push(note);
        }
    }
    notes
}

fn report(answer: &Answer, seed: u64, source: &Source) -> PutEventsReport {
    let about = |notes: &[Diagnostic]| {
        let findings = notes.iter().map(|note| finding(note, source));
        findings
            .map(|finding| DiagnosticReport::new(&finding))
            .collect()
    };
    let entry = |entry: &EntryAnswer| EntryReport {
        event_id: entry.outcome.is_ok().then(|| entry.event_id.clone()),
        error_code: entry.outcome.as_ref().err().map(|error| error.code),
        error_message: entry
            .outcome
            .as_ref()
            .err()
            .map(|error| error.message.clone()),
        size_bytes: entry.size_bytes,
        event_bus_name: entry.event_bus_name.clone(),
        lost: entry.is_lost,
        permission: None,
        notes: about(&entry.notes),
    };
    let envelopes = answer
        .entries
        .iter()
        .filter(|entry| !entry.is_lost)
        .filter_map(|entry| entry.outcome.as_ref().ok());
    PutEventsReport {
        version: 1,
        seed,
        failed_entry_count: answer.failed_entry_count(),
        entries: answer.entries.iter().map(entry).collect(),
        events: envelopes
            .filter_map(|envelope| RawValue::from_string(envelope.to_json()).ok())
            .collect(),
        size_bytes: answer.size_bytes,
        notes: about(&answer.notes),
    }
}

fn finding(note: &Diagnostic, source: &Source) -> Finding {
    match note.primary {
        Some(_) => Finding::new(note.clone(), source),
        None => Finding::without_source(note.clone()),
    }
}

fn refusal(refused: RequestRefused, source: &Source) -> Failure {
    let findings = refused
        .diagnostics
        .iter()
        .map(|diagnostic| finding(diagnostic, source))
        .collect();
    match refused.message {
        Some(message) => Failure::aws("ValidationException", message, findings),
        None => Failure::all(findings),
    }
}

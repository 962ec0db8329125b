//! `evb fit-retries`: the delay curve of a real bus, from its logs.

use std::ffi::OsString;

use super::deliveries::whole;
use super::events::{self, Takes};
use super::{BrokenRecord, Context, EventArguments, EventRecord, Exit, Failure, formats};
use crate::delivery::fit::{self, AttemptLog, Delays, Fit};
use crate::delivery::{Jitter, duration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Finding, Severity};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::json;
use crate::render;
use crate::report::Format;
use crate::report::deliveries::note;
use crate::report::fit_retries::{FitDocument, FitReport};

/// The delay curve that fits the retries in the logs of an event bus, with intervals, as a `--backoff` to paste.
///
/// AWS does not publish the curve, but the logs of an event bus tell when each attempt was made. What is needed are the
/// records `INVOCATION_ATTEMPT_…` of attempts that follow one another, as the log level ERROR writes them for failures:
/// JSON Lines, arrays, what `aws logs filter-log-events` and `aws logs tail` print, or what a subscription delivers.
#[derive(Clone, Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Logs: files, globs, or `-` for standard input; gzip is seen through.
    #[arg(value_name = "LOGS", required = true)]
    pub logs: Vec<OsString>,
    /// How the answer is written.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Csv, Format::Svg]))]
    pub format: Format,
    /// Decides about the resamplings that give the intervals.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub seed: u64,
}

const EXAMPLES: &str = "\
Exit codes:
  0 a curve fits; 2 no log shows a delay, or a file cannot be read.

Examples:
  evb fit-retries bus-logs.jsonl
  aws logs filter-log-events --log-group-name /aws/vendedlogs/events/event-bus/orders | evb fit-retries -
";

/// Reads the logs and writes the curve that fits them.
///
/// # Errors
///
/// * `delivery/no-samples`: no log shows a delay before a retry.
/// * `input/…`: a file that cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let delays = read(args, context)?.delays();
    let fitted = fit::fit(&delays, args.seed)
        .map_err(|one| Failure::refused(Finding::without_source(one)))?;
    let told = notes(&fitted, &delays);
    context.heed(&told);
    let report = FitDocument {
        version: 1,
        seed: args.seed,
        fit: FitReport::new(&fitted, &delays),
        notes: told.iter().map(note).collect(),
    };
    render::fit_retries::fit(&report, args.format, context.width, context.stdout)?;
    Ok(Exit::Success)
}

/// Reads all records. What cannot be read is told and counted; it never loses the rest.
fn read(args: &Args, context: &mut Context<'_>) -> Result<AttemptLog, Failure> {
    let arguments = EventArguments {
        events: args.logs.clone(),
        shape: None,
    };
    let mut logs = Logs::default();
    let wanted = arguments.wanted(Shape::Recognised, Settings::default());
    let end = events::in_order(wanted, &mut logs, context)?;
    logs.settle(None, context)?;
    if !logs.has_record {
        let none = events::nothing("record", "in files or on standard input", end);
        return Err(Failure::refused(none));
    }
    Ok(logs.log)
}

/// The records of the logs so far.
#[derive(Default)]
struct Logs {
    log: AttemptLog,
    has_record: bool,
    /// What could not be read last. Lines of `aws logs tail` begin with a time and a name: that is no record if one
    /// follows on the same line.
    held: Option<BrokenRecord>,
}

impl Logs {
    /// Tells what could not be read before, unless the next record stands on its line.
    fn settle(
        &mut self,
        next: Option<(&str, usize)>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Some(before) = self.held.take() else {
            return Ok(());
        };
        let line = before.index_and_line.map(|place| place.1);
        if next != line.map(|line| (&*before.source, line)) {
            self.tell(before.findings, context)?;
        }
        Ok(())
    }

    fn tell(&mut self, findings: Vec<Finding>, context: &mut Context<'_>) -> Result<(), Failure> {
        self.log.skip_unreadable();
        for mut finding in findings {
            // The others are read, so nothing fails.
            finding.diagnostic.severity = Severity::Warning;
            context.tell(&finding)?;
        }
        Ok(())
    }
}

impl Takes for Logs {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        self.has_record = true;
        self.settle(Some((record.place.source, record.place.line)), context)?;
        let taken = json::parse(&record.text)
            .map_err(|error| Diagnostics::from(error.diagnostic(&record.text)))
            .and_then(|value| self.log.take(&value));
        match taken {
            Ok(()) => Ok(()),
            Err(wrong) => self.tell(record.refused(wrong).findings, context),
        }
    }

    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        self.has_record = true;
        let Some((_, line)) = broken.index_and_line else {
            return Err(Failure::all(broken.findings));
        };
        self.settle(Some((&broken.source, line)), context)?;
        self.held = Some(broken);
        Ok(())
    }
}

/// What to know before relying on the fit.
fn notes(fitted: &Fit, delays: &Delays) -> Vec<Diagnostic> {
    let mut notes = vec![Diagnostic::note(
        Code::new("delivery/curve-not-published"),
        "AWS publishes the limits and the stop rules, but not the delay curve: this one is estimated from your logs, for your bus and its time",
    )];
    let mut add = |applies: bool, code: &'static str, text: String| {
        if applies {
            notes.push(Diagnostic::note(Code::new(code), text));
        }
    };
    let Delays {
        unreadable,
        throttled,
        negative,
        with_answer_time,
        without_first,
        ..
    } = delays;
    add(
        fitted.cap_ms.is_none(),
        "delivery/cap-not-reached",
        format!(
            "the logs do not reach the longest delay: `cap={}` is a calibration",
            duration::written(fitted.backoff.cap_ms)
        ),
    );
    add(
        fitted.multiplier.is_none() && fitted.jitter != Jitter::Decorrelated,
        "delivery/multiplier-not-shown",
        "the logs do not show how delays grow: `multiplier` is a calibration".to_owned(),
    );
    add(
        fitted.invocations < 30,
        "delivery/few-invocations",
        format!(
            "few invocations, so the intervals are rough: {}",
            fitted.invocations
        ),
    );
    add(
        *with_answer_time > 0,
        "delivery/answer-time-contained",
        format!(
            "delays that contain the answer time of the target, because the logs do not tell it (`target_duration_ms`): {with_answer_time}"
        ),
    );
    add(
        *throttled > 0,
        "delivery/throttled-invocations",
        format!(
            "throttled invocations, of which what follows the throttle is left out: {throttled}"
        ),
    );
    add(
        *negative > 0,
        "delivery/negative-delays",
        format!("delays left out because they are below zero: {negative}"),
    );
    add(
        *without_first > 0,
        "delivery/first-attempt-missing",
        format!(
            "invocations without their first attempt, whose attempts are taken to count from 1: {without_first}"
        ),
    );
    add(
        *unreadable > 0,
        "delivery/unreadable-records",
        format!("lines or records left out because they cannot be read: {unreadable}"),
    );
    notes
}

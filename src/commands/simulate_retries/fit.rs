//! The delay curve of a real bus, from its logs.

use super::arguments::Args;
use crate::commands::{Context, Exit, Failure, Input};
use crate::delivery::fit::{self, Delays, Fit, Log};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::report::simulate_retries::{FitDocument, FitReport, note};

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let mut log = Log::default();
    for argument in &args.fit {
        let source = Input::new(argument).read("--fit", context)?;
        let found = fit::read(source.text());
        log.records.extend(found.records);
        log.others += found.others;
        log.unreadable += found.unreadable;
    }
    let delays = fit::delays(log);
    let fitted = fit::fit(&delays, args.seed())
        .map_err(|one| Failure::refused(Finding::without_source(one)))?;
    let report = FitDocument {
        version: 1,
        seed: args.seed(),
        fit: FitReport::new(&fitted, &delays),
        notes: notes(&fitted, &delays).iter().map(note).collect(),
    };
    render::simulate_retries::fit(&report, args.format, context.stdout)?;
    Ok(Exit::Success)
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
            crate::delivery::duration::written(fitted.backoff.cap_ms)
        ),
    );
    add(
        fitted.multiplier.is_none() && fitted.jitter != crate::delivery::Jitter::Decorrelated,
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

//! Many events that share a target's capacity.

use super::arguments::{Args, Overload};
use super::flags::Flags;
use super::requirements;
use super::scenario::setup;
use super::single::judge;
use crate::commands::{Context, Exit, Failure};
use crate::delivery::diagnostics::CONTRADICTION;
use crate::delivery::fleet::{Traffic, queue, storm};
use crate::delivery::{AgeFrom, Rate, banner, notes};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::report::simulate_retries::{
    BackoffReport, FleetDocument, FleetReport, PolicyReport, note,
};

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let setup = setup(args, "never", context)?;
    let requirements = requirements(args)?;
    let traffic = traffic(args)?;
    if args.overload == Overload::Queue {
        retries_have_a_meaning(args)?;
    }
    let scenario = &setup.scenario;
    let refused = |diagnostic| Failure::refused(Finding::without_source(diagnostic));
    let windows = scenario.failures.outage_windows();
    let result = match args.overload {
        Overload::Retry => storm::run(scenario, args.seed(), &traffic).map_err(refused)?,
        Overload::Queue => {
            let plain = scenario.timeout_ms.is_none()
                && args.latency.is_none()
                && scenario.dispatch_delay_ms == 0;
            let Some(windows) = windows.as_deref().filter(|_| plain) else {
                return Err(refused(
                    Diagnostic::error(CONTRADICTION, "in a queue a target is either up or down")
                        .help("use `never`, `always`, `until` and `window` without latency; `--overload retry` takes every failure"),
                ));
            };
            let age_ms = scenario
                .policy
                .maximum_event_age_seconds
                .map(|age| age.saturating_mul(1_000));
            queue::run(&traffic, windows, age_ms).map_err(refused)?
        }
    };
    let fails = windows.as_ref().is_some_and(|windows| !windows.is_empty());
    let last_outage = windows.and_then(|windows| windows.last().map(|(_, end)| *end));
    let last_outage = last_outage.filter(|end| *end < u64::MAX);
    let fleet = FleetReport::new(
        &traffic,
        args.overload.name(),
        &result,
        &setup.queue,
        last_outage,
    );
    let mut all_notes = vec![banner(scenario, setup.origin), model_note(args.overload)];
    if args.overload == Overload::Queue && fails {
        all_notes.push(Diagnostic::note(
            Code::new("delivery/waits-unattempted"),
            "in this model events wait unattempted while the target is down: no attempt fails, no retry is used up, and only the age \
             ends them; AWS tries again by the retry policy instead, as `--overload retry` does",
        ));
    }
    all_notes.extend(notes(scenario, &setup.assumptions(), None));
    if scenario.age_from == AgeFrom::Dispatch && args.overload == Overload::Queue {
        all_notes.push(Diagnostic::note(
            Code::new("delivery/age-while-waiting"),
            "the age counts from the arrival in the queue",
        ));
    }
    let is_retried = args.overload == Overload::Retry;
    let report = FleetDocument {
        version: 1,
        seed: args.seed(),
        policy: PolicyReport::new(scenario.policy),
        backoff: BackoffReport::of(scenario, setup.origin).filter(|_| is_retried),
        requirements: judge(&requirements, &fleet.statistics),
        fleet,
        notes: all_notes.iter().map(note).collect(),
        profile: scenario.profile.name(),
        fail: setup.fail.clone(),
    };
    render::simulate_retries::fleet(&report, args.format, context.width, context.stdout)?;
    Ok(Exit::answer(report.requirements.iter().all(|one| one.met)))
}

/// A retry policy is not asked in a queue, so whoever gives one expects another model.
fn retries_have_a_meaning(args: &Args) -> Result<(), Failure> {
    let mut flags = Flags::default();
    let given = [
        (
            "--maximum-retry-attempts",
            args.maximum_retry_attempts.is_some(),
        ),
        ("--backoff", args.backoff.is_some()),
        ("--preset", args.preset.is_some()),
    ];
    for (flag, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
        let message = format!("`{flag}` has no meaning in a queue, where events wait unattempted");
        flags.refuse(
            Diagnostic::error(CONTRADICTION, message)
                .help("`--overload retry` applies the retry policy to many events"),
        );
    }
    flags.finish()
}

fn traffic(args: &Args) -> Result<Traffic, Failure> {
    let mut flags = Flags::default();
    let rate = flags.take_some("--rate", args.rate.as_deref(), Rate::parse);
    let capacity = flags.take_some(
        "--target-capacity",
        args.target_capacity.as_deref(),
        Rate::parse,
    );
    flags.finish()?;
    Ok(Traffic {
        events: args.events.unwrap_or(0),
        rate,
        capacity,
        burst: args.target_burst,
    })
}

/// What the model assumes.
fn model_note(overload: Overload) -> Diagnostic {
    let text = match overload {
        Overload::Queue => {
            "what exceeds the capacity waits in the order of arrival, which uses up age and no retries: so AWS describes the rate limit \
             of an API destination, and of no other target; the depth and the order of that queue are not published"
        }
        Overload::Retry => {
            "what exceeds the capacity is refused with throttling, and each refusal uses up a retry; how EventBridge itself slows down for a \
             target that throttles is not published"
        }
    };
    Diagnostic::note(Code::new("delivery/overload-model"), text)
}

//! The same question under every preset.

use serde_json::Value;

use super::arguments::Args;
use super::progress::Progress;
use super::scenario::{Setup, setup};
use super::single::{judge, report_of};
use super::{requirements, threads};
use crate::commands::{Context, Exit, Failure};
use crate::delivery::diagnostics::NOT_APPLICABLE;
use crate::delivery::{
    CurveOrigin, Outcome, Preset, Requirement, RetryPolicy, Scenario, banner, monte_carlo, notes,
};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render;
use crate::report::simulate_retries::{
    BackoffReport, ConclusionReport, PolicyReport, PresetReport, SensitivityReport, note, seconds,
};

/// How many events decide about each preset, if nothing is said and luck plays a part.
const RUNS: u64 = 10_000;

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let setup = setup(args, "always", context)?;
    let requirements = requirements(args)?;
    if !args.profile().has_curve() {
        let message = format!(
            "the profile `{}` has no delay curve to vary",
            args.profile().name()
        );
        let refused = Diagnostic::error(NOT_APPLICABLE, message)
            .help("`--sensitivity` is for rules, schedules and subscribers");
        return Err(Failure::refused(Finding::without_source(refused)));
    }
    let mut presets = Vec::new();
    for preset in Preset::ALL {
        presets.push(preset_report(preset, &setup, args, &requirements, context)?);
    }
    let conclusions = conclusions(&presets, &requirements);
    let mut all_notes = vec![banner(&setup.scenario, setup.origin)];
    all_notes.extend(notes(&setup.scenario, &setup.assumptions(), None));
    all_notes.push(Diagnostic::note(
        Code::new("delivery/presets-are-guesses"),
        "what holds under every preset does not depend on the delay curve, as far as these guesses reach; the rest may differ on AWS",
    ));
    let is_met = presets
        .iter()
        .all(|preset| preset.requirements_met.iter().all(|met| *met));
    let report = SensitivityReport {
        version: 1,
        seed: args.seed(),
        policy: PolicyReport::new(setup.scenario.policy),
        presets,
        conclusions,
        notes: all_notes.iter().map(note).collect(),
        profile: setup.scenario.profile.name(),
        fail: setup.fail.clone(),
    };
    render::simulate_retries::sensitivity(&report, args.format, context.width, context.stdout)?;
    Ok(Exit::answer(is_met))
}

fn preset_report(
    preset: Preset,
    setup: &Setup,
    args: &Args,
    requirements: &[Requirement],
    context: &mut Context<'_>,
) -> Result<PresetReport, Failure> {
    let profile = setup.scenario.profile;
    // A preset's own number of retries counts only where the caller, and the service, leave it at the most.
    let usual = RetryPolicy::new(profile, None, None)
        .map_err(|one| Failure::refused(Finding::without_source(one)))?;
    let mut policy = setup.scenario.policy;
    if args.maximum_retry_attempts.is_none() {
        let own = preset.retries().zip(usual.maximum_retry_attempts);
        policy.maximum_retry_attempts = own
            .map(|(own, usual)| own.min(usual))
            .or(policy.maximum_retry_attempts);
    }
    let backoff = preset.backoff();
    let mut scenario: Scenario = setup.scenario.clone();
    scenario.policy = policy;
    if let Some(pace) = profile.curve_pace(&backoff, policy.maximum_retry_attempts.unwrap_or(0)) {
        scenario.pace = pace;
    }
    let ending = scenario.deliver(args.seed(), 0, |_| {});
    let runs = args
        .runs
        .unwrap_or(if scenario.is_random() { RUNS } else { 1 });
    let threads = threads(args, context);
    let mut progress = Progress::new(context.host, context.stderr, runs);
    let tally = monte_carlo::sample(&scenario, args.seed(), runs, threads, &mut |done| {
        progress.done(done)
    });
    let monte_carlo = report_of(&tally, scenario.is_random(), &setup.queue);
    Ok(PresetReport {
        preset: preset.name(),
        backoff: BackoffReport::new(&backoff, CurveOrigin::Preset(preset)),
        policy: PolicyReport::new(policy),
        outcome: Outcome::of(ending.by, &setup.queue).name(),
        retries: ending.retries(),
        exhausted_retry_condition: ending.by.condition(profile),
        ended_at_seconds: seconds(ending.at_ms),
        requirements_met: judge(requirements, &monte_carlo)
            .iter()
            .map(|one| one.met)
            .collect(),
        monte_carlo,
    })
}

/// What is the same under all presets: over all events of each, not only the first.
fn conclusions(presets: &[PresetReport], requirements: &[Requirement]) -> Vec<ConclusionReport> {
    let text = |about: &str, of: &dyn Fn(&PresetReport) -> Option<&'static str>| {
        let mut values: Vec<Value> = presets
            .iter()
            .map(|preset| of(preset).map_or(Value::Null, Value::from))
            .collect();
        let first = values.first().cloned().unwrap_or(Value::Null);
        let other = values.drain(..).find(|value| *value != first);
        ConclusionReport {
            about: about.to_owned(),
            robust: other.is_none(),
            to: other.unwrap_or_else(|| first.clone()),
            from: first,
        }
    };
    let range = |about: &str, of: &dyn Fn(&PresetReport) -> Option<(f64, f64)>| {
        let ranges = || presets.iter().filter_map(of);
        let from = ranges().map(|(low, _)| low).min_by(f64::total_cmp);
        let to = ranges().map(|(_, high)| high).max_by(f64::total_cmp);
        ConclusionReport {
            about: about.to_owned(),
            robust: from == to,
            from: from.map_or(Value::Null, Value::from),
            to: to.map_or(Value::Null, Value::from),
        }
    };
    let mut all = vec![
        text("outcome", &|preset| only_outcome(preset)),
        text("ended-by", &|preset| only_end(preset)),
        range("ended-at-seconds", &|preset| {
            let ends = [
                preset.monte_carlo.delivery_time_seconds,
                preset.monte_carlo.given_up_after_seconds,
            ];
            let low = ends
                .iter()
                .flatten()
                .map(|one| one.min)
                .min_by(f64::total_cmp)?;
            let high = ends
                .iter()
                .flatten()
                .map(|one| one.max)
                .max_by(f64::total_cmp)?;
            Some((low, high))
        }),
        range("attempts", &|preset| {
            preset.monte_carlo.attempts.map(|one| (one.min, one.max))
        }),
        range("delivered", &|preset| {
            let share = preset.monte_carlo.delivered;
            Some((share.rate, share.rate))
        }),
    ];
    for (index, requirement) in requirements.iter().enumerate() {
        all.push(text(&requirement.text, &|preset| {
            preset
                .requirements_met
                .get(index)
                .map(|met| if *met { "met" } else { "not met" })
        }));
    }
    all
}

/// The outcome of all events under a preset, or `mixed`.
fn only_outcome(preset: &PresetReport) -> Option<&'static str> {
    let of = &preset.monte_carlo;
    let shares = [of.delivered, of.dead_lettered, of.dropped, of.lost];
    let mut outcomes = Outcome::ALL
        .into_iter()
        .zip(shares)
        .filter(|(_, share)| share.count > 0);
    let first = outcomes.next()?.0.name();
    Some(if outcomes.next().is_none() {
        first
    } else {
        "mixed"
    })
}

/// What ended all deliveries under a preset, or `mixed`.
fn only_end(preset: &PresetReport) -> Option<&'static str> {
    let of = &preset.monte_carlo;
    let ends = [
        ("success", of.delivered),
        ("retries", of.ended_by.retries),
        ("age", of.ended_by.age),
        ("permanent-failure", of.ended_by.permanent_failure),
    ];
    let mut seen = ends.into_iter().filter(|(_, share)| share.count > 0);
    let first = seen.next()?.0;
    Some(if seen.next().is_none() {
        first
    } else {
        "mixed"
    })
}

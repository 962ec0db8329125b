//! The same question under every preset.

use serde_json::Value;

use super::arguments::Args;
use super::threads;
use crate::commands::deliveries::{Setup, Usual, judge, requirements, setup};
use crate::commands::fail_on::foremost_first;
use crate::commands::progress::Progress;
use crate::commands::{Context, Exit, Failure};
use crate::delivery::diagnostics::NOT_APPLICABLE;
use crate::delivery::monte_carlo::{self, GivenUp, Outcomes};
use crate::delivery::{CurveOrigin, Outcome, Preset, Requirement, RetryPolicy, banner, notes};
use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::render;
use crate::report::deliveries::{
    BackoffReport, DistributionReport, MonteCarloReport, PolicyReport, ShareReport, note, seconds,
};
use crate::report::simulate_retries::{ConclusionReport, PresetReport, SensitivityReport};

/// How many events decide about each preset, if nothing is said and luck plays a part.
const RUNS: u64 = 10_000;

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let setup = setup(
        &args.delivery,
        &args.services,
        Usual::OneDelivery { at: &args.at },
        context,
    )?;
    let requirements = requirements(&args.delivery.require)?;
    let profile = setup.scenario.profile;
    if !profile.has_curve() {
        let message = format!(
            "the profile `{}` has no delay curve to vary",
            profile.name()
        );
        return Err(refused(
            Diagnostic::error(NOT_APPLICABLE, message)
                .help("`--sensitivity` is for rules, schedules and subscribers"),
        ));
    }
    let mut presets = Vec::new();
    for preset in Preset::ALL {
        presets.push(preset_report(preset, &setup, args, &requirements, context)?);
    }
    let mut all_notes = vec![banner(&setup.scenario, setup.origin)];
    all_notes.extend(notes(&setup.scenario, &setup.assumptions(), None));
    let of_way = setup.way.iter().flat_map(|way| &way.told);
    let warnings = of_way.filter(|told| told.severity > Severity::Note);
    all_notes.extend(warnings.cloned());
    all_notes.push(Diagnostic::note(
        Code::new("delivery/presets-are-guesses"),
        "what holds under every preset does not depend on the delay curve, as far as these guesses reach; the rest may differ on AWS",
    ));
    if setup.followed().is_some() {
        all_notes.push(Diagnostic::note(
            Code::new("delivery/first-hop"),
            "this is asked of the first hop alone: what follows on it has no delay curve to vary",
        ));
    }
    let mut met = presets.iter().flat_map(|preset| &preset.requirements_met);
    let is_met = met.all(|met| *met);
    context.heed(&all_notes);
    let report = SensitivityReport {
        version: 1,
        seed: args.delivery.seed,
        policy: PolicyReport::new(setup.scenario.policy),
        conclusions: conclusions(&presets, &requirements),
        presets,
        notes: foremost_first(&all_notes).into_iter().map(note).collect(),
        profile: profile.name(),
        fail: setup.fail.clone(),
    };
    render::simulate_retries::sensitivity(&report, args.format, context.width, context.stdout)?;
    Ok(Exit::answer(is_met))
}

fn refused(diagnostic: Diagnostic) -> Failure {
    Failure::refused(Finding::without_source(diagnostic))
}

fn preset_report(
    preset: Preset,
    setup: &Setup,
    args: &Args,
    requirements: &[Requirement],
    context: &mut Context<'_>,
) -> Result<PresetReport, Failure> {
    let seed = args.delivery.seed;
    let backoff = preset.backoff();
    let mut scenario = setup.scenario.clone();
    let profile = scenario.profile;
    // A preset's own number of retries counts only where the caller, and the service, leave it at the most.
    let usual = RetryPolicy::new(profile, None, None).map_err(refused)?;
    if setup.usual_retries
        && let Some((own, usual)) = preset.retries().zip(usual.maximum_retry_attempts)
    {
        scenario.policy.maximum_retry_attempts = Some(own.min(usual));
    }
    let retries = scenario.policy.maximum_retry_attempts;
    if let Some(pace) = profile.curve_pace(&backoff, retries) {
        scenario.pace = pace;
    }
    let ending = scenario.deliver(seed, 0, |_| {});
    let usual_runs = if scenario.is_random() { RUNS } else { 1 };
    let runs = args.runs.unwrap_or(usual_runs);
    let threads = threads(args, context);
    let mut progress = Progress::new(context.host, context.stderr, runs, ("run", "runs"));
    let tally = monte_carlo::sample(&scenario, seed, runs, threads, &mut |done| {
        progress.done(done)
    });
    let outcomes = Outcomes {
        tally: &tally,
        given_up: GivenUp::To(&setup.queue),
        is_estimate: scenario.is_random(),
    };
    let judged = judge(requirements, outcomes);
    Ok(PresetReport {
        preset: preset.name(),
        backoff: BackoffReport::new(&backoff, CurveOrigin::Preset(preset)),
        policy: PolicyReport::new(scenario.policy),
        outcome: Outcome::of(ending.by, &setup.queue).name(),
        retries: ending.retries(),
        exhausted_retry_condition: ending.by.condition(profile),
        ended_at_seconds: seconds(ending.at_ms),
        requirements_met: judged.iter().map(|one| one.met).collect(),
        monte_carlo: MonteCarloReport::new(outcomes),
    })
}

/// What is the same under all presets: over all events of each, not only the first.
fn conclusions(presets: &[PresetReport], requirements: &[Requirement]) -> Vec<ConclusionReport> {
    let all = || presets.iter().map(|preset| &preset.monte_carlo);
    let outcomes = all().map(|of| {
        only([
            (Outcome::Delivered.name(), of.delivered),
            (Outcome::DeadLettered.name(), of.dead_lettered),
            (Outcome::Dropped.name(), of.dropped),
            (Outcome::Lost.name(), of.lost),
        ])
    });
    let ends = all().map(|of| {
        only([
            ("success", of.delivered),
            ("retries", of.ended_by.retries),
            ("age", of.ended_by.age),
            ("permanent-failure", of.ended_by.permanent_failure),
        ])
    });
    let times = all().flat_map(|of| [of.delivery_time_seconds, of.given_up_after_seconds]);
    let range = |of: DistributionReport| (of.min, of.max);
    let attempts = all().filter_map(|of| of.attempts);
    let shares = all().map(|of| (of.delivered.rate, of.delivered.rate));
    let mut found = vec![
        agreed("outcome", outcomes),
        agreed("ended-by", ends),
        spanned("ended-at-seconds", times.flatten().map(range)),
        spanned("attempts", attempts.map(range)),
        spanned("delivered", shares),
    ];
    for (index, requirement) in requirements.iter().enumerate() {
        let met = presets.iter().map(|preset| {
            let met = preset.requirements_met.get(index)?;
            Some(if *met { "met" } else { "not met" })
        });
        found.push(agreed(&requirement.text, met));
    }
    found
}

/// The name of the only kind of which there are any, or `mixed`.
fn only(shares: [(&'static str, ShareReport); 4]) -> Option<&'static str> {
    let mut seen = shares.into_iter().filter(|(_, share)| share.count > 0);
    let (first, _) = seen.next()?;
    Some(seen.next().map_or(first, |_| "mixed"))
}

/// Whether all say the same word.
fn agreed(
    about: &str,
    words: impl Iterator<Item = Option<&'static str>> + Clone,
) -> ConclusionReport {
    let first = words.clone().next().flatten();
    let other = words.clone().find(|word| *word != first);
    ConclusionReport {
        about: about.to_owned(),
        robust: other.is_none(),
        from: Value::from(first),
        to: Value::from(other.unwrap_or(first)),
    }
}

/// Whether all numbers are the same.
fn spanned(about: &str, ranges: impl Iterator<Item = (f64, f64)> + Clone) -> ConclusionReport {
    let from = ranges.clone().map(|(low, _)| low).min_by(f64::total_cmp);
    let to = ranges.map(|(_, high)| high).max_by(f64::total_cmp);
    ConclusionReport {
        about: about.to_owned(),
        robust: from == to,
        from: Value::from(from),
        to: Value::from(to),
    }
}

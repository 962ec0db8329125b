//! Two policies under the same luck.

use super::arguments::Args;
use super::flags::Flags;
use super::progress::Progress;
use super::scenario::{Setup, fixed_curve, setup};
use super::single::{judge, of_one, report_of};
use super::{requirements, threads};
use crate::commands::{Context, Exit, Failure};
use crate::delivery::monte_carlo::{self, Tally};
use crate::delivery::{
    ComparedPolicy, CurveOrigin, Outcome, Pace, RetryPolicy, Scenario, banner, notes,
};
use crate::render;
use crate::report::simulate_retries::{
    BackoffReport, ComparisonReport, MonteCarloReport, PairedReport, PolicyReport, PolicyRunReport,
    note, seconds,
};

pub(super) fn run(args: &Args, policy: &str, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let setup = setup(args, "always", context)?;
    let requirements = requirements(args)?;
    let (other, other_origin) = other(policy, &setup)?;
    let scenarios = [&setup.scenario, &other];
    let paired = args.runs.map(|runs| {
        let threads = threads(args, context);
        let mut progress = Progress::new(context.host, context.stderr, runs);
        monte_carlo::sample_paired(scenarios, args.seed(), runs, threads, &mut |done| {
            progress.done(done)
        })
    });
    let tallies = paired
        .as_ref()
        .map(|paired| (&paired.first, &paired.second));
    let second = policy_run(
        &other,
        other_origin,
        tallies.map(|(_, second)| second),
        args.seed(),
        &setup,
    );
    let judged = match &second.monte_carlo {
        Some(many) => many.clone(),
        None => MonteCarloReport::of_all(
            &of_one(&other.deliver(args.seed(), 0, |_| {})),
            &setup.queue,
        ),
    };
    let mut all_notes = vec![banner(&setup.scenario, setup.origin)];
    if other_origin != setup.origin {
        all_notes.push(banner(&other, other_origin));
    }
    all_notes.extend(notes(&setup.scenario, &setup.assumptions(), None));
    let report = ComparisonReport {
        version: 1,
        seed: args.seed(),
        first: policy_run(
            &setup.scenario,
            setup.origin,
            tallies.map(|(first, _)| first),
            args.seed(),
            &setup,
        ),
        second,
        paired: paired.as_ref().map(PairedReport::new),
        notes: all_notes.iter().map(note).collect(),
        profile: setup.scenario.profile.name(),
        fail: setup.fail.clone(),
        requirements: judge(&requirements, &judged),
    };
    render::simulate_retries::comparison(&report, args.format, context.width, context.stdout)?;
    Ok(Exit::answer(report.requirements.iter().all(|one| one.met)))
}

/// The other scenario: what the policy leaves open is as in the first.
fn other(text: &str, setup: &Setup) -> Result<(Scenario, CurveOrigin), Failure> {
    let mut flags = Flags::default();
    let profile = setup.scenario.profile;
    let mut scenario = setup.scenario.clone();
    let mut origin = setup.origin;
    if let Some(compared) = flags.take("--compare", text, ComparedPolicy::parse(text)) {
        let own = setup.scenario.policy;
        let retries = compared
            .maximum_retry_attempts
            .or(own.maximum_retry_attempts);
        let age = compared
            .maximum_event_age_seconds
            .or(own.maximum_event_age_seconds);
        let backoff = match (compared.preset, &setup.scenario.pace) {
            (Some(preset), _) => {
                origin = CurveOrigin::Preset(preset);
                Some(preset.backoff())
            }
            (None, Pace::Curve { curve, .. }) => Some(*curve.backoff()),
            (None, _) => None,
        };
        if compared.preset.is_some() && !profile.has_curve() {
            flags.refuse(fixed_curve(profile));
        }
        if let Some(policy) = flags.take("--compare", text, RetryPolicy::new(profile, retries, age))
        {
            let retries = policy.maximum_retry_attempts.unwrap_or(0);
            scenario.policy = policy;
            scenario.pace = match backoff.and_then(|backoff| profile.curve_pace(&backoff, retries))
            {
                Some(pace) => pace,
                None => profile.usual_pace(retries),
            };
        }
    }
    flags.finish()?;
    Ok((scenario, origin))
}

fn policy_run(
    scenario: &Scenario,
    origin: CurveOrigin,
    tally: Option<&Tally>,
    seed: u64,
    setup: &Setup,
) -> PolicyRunReport {
    let ending = scenario.deliver(seed, 0, |_| {});
    PolicyRunReport {
        policy: PolicyReport::new(scenario.policy),
        backoff: BackoffReport::of(scenario, origin),
        outcome: Outcome::of(ending.by, &setup.queue).name(),
        retries: ending.retries(),
        exhausted_retry_condition: ending.by.condition(scenario.profile),
        ended_at_seconds: seconds(ending.at_ms),
        monte_carlo: tally.map(|tally| report_of(tally, scenario.is_random(), &setup.queue)),
    }
}

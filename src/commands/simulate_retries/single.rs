//! One event as a timeline, and many with different luck.

use super::arguments::Args;
use super::threads;
use crate::commands::deliveries::{Setup, Usual, judge, requirements, setup};
use crate::commands::fail_on::foremost_first;
use crate::commands::progress::Progress;
use crate::commands::{Context, Exit, Failure, Input};
use crate::delivery::monte_carlo::{self, Outcomes, Tally};
use crate::delivery::{Draws, Ending, Outcome, banner, dead_letter, leaves_a_letter, notes};
use crate::render;
use crate::report::deliveries::{BackoffReport, MonteCarloReport, note, seconds};
use crate::report::simulate_retries::{
    Attempts, DeadLetterReport, GroupReport, SimulateRetriesReport,
};

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let setup = asked(args, context)?;
    let requirements = requirements(&args.delivery.require)?;
    let seed = args.delivery.seed;
    let mut attempts = Attempts::default();
    let ending = setup
        .scenario
        .deliver(seed, 0, |attempt| attempts.push(attempt));
    let outcome = Outcome::of(ending.by, &setup.queue);
    let mut report = SimulateRetriesReport::new(&setup.scenario, seed, &ending, outcome, attempts);
    report.backoff = BackoffReport::of(&setup.scenario, setup.origin);
    report.fail.clone_from(&setup.fail);
    report.dead_letter = letter(&setup, &ending, seed);
    report.group = args
        .services
        .group_size
        .map(|blocked_messages| GroupReport {
            blocked_messages,
            blocked_seconds: seconds(ending.at_ms),
        });
    let mut told = vec![banner(&setup.scenario, setup.origin)];
    told.extend(notes(&setup.scenario, &setup.assumptions(), Some(&ending)));
    context.heed(&told);
    report.notes = foremost_first(&told).into_iter().map(note).collect();
    let tally = match args.runs {
        None => of_one(&ending),
        Some(runs) => many(&setup, args, runs, context),
    };
    let outcomes = Outcomes {
        tally: &tally,
        queue: &setup.queue,
        is_estimate: args.runs.is_some() && setup.scenario.is_random(),
    };
    report.monte_carlo = args.runs.map(|_| MonteCarloReport::new(outcomes));
    report.requirements = judge(&requirements, outcomes);
    render::simulate_retries::single(
        &report,
        args.format,
        context.color,
        context.width,
        context.stdout,
    )?;
    let asks_about_many = args.runs.is_some() && requirements.is_empty();
    Ok(if !requirements.is_empty() {
        Exit::answer(report.requirements.iter().all(|one| one.met))
    } else {
        Exit::answer(asks_about_many || report.is_delivered())
    })
}

/// What the flags ask, with what the target receives.
fn asked(args: &Args, context: &Context<'_>) -> Result<Setup, Failure> {
    let mut setup = setup(&args.delivery, &args.services, Usual::OneDelivery, context)?;
    setup.is_transformed |= args.transformed;
    if let Some(argument) = &args.payload {
        let payload = Input::new(argument).read("--payload", context)?;
        let text = payload.text().trim_end_matches(['\r', '\n']);
        setup.addresses.payload = Some(text.to_owned());
    }
    Ok(setup)
}

/// The message in the dead-letter queue, if there is one.
fn letter(setup: &Setup, ending: &Ending<'_>, seed: u64) -> Option<DeadLetterReport> {
    let profile = setup.scenario.profile;
    let arn = setup
        .queue_arn()
        .filter(|_| leaves_a_letter(profile, ending.by))?;
    let draws = Draws::new(seed, 0, setup.scenario.target);
    let letter = dead_letter(profile, ending, &setup.addresses, &draws);
    Some(DeadLetterReport::new(letter, arn))
}

/// One delivery as a tally.
fn of_one(ending: &Ending<'_>) -> Tally {
    let mut tally = Tally::default();
    tally.add(ending);
    tally
}

/// Many events, with progress.
fn many(setup: &Setup, args: &Args, runs: u64, context: &mut Context<'_>) -> Tally {
    let threads = threads(args, context);
    let mut progress = Progress::new(context.host, context.stderr, runs, ("run", "runs"));
    let seed = args.delivery.seed;
    monte_carlo::sample(&setup.scenario, seed, runs, threads, &mut |done| {
        progress.done(done)
    })
}

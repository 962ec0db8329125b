//! One event as a timeline, and many with different luck.

use super::arguments::Args;
use super::threads;
use crate::commands::deliveries::{Setup, Usual, judge, requirements, setup};
use crate::commands::fail_on::foremost_first;
use crate::commands::progress::Progress;
use crate::commands::{Context, Exit, Failure, Input};
use crate::delivery::monte_carlo::{self, GivenUp, Outcomes, Tally};
use crate::delivery::{
    CurveOrigin, Draws, Ending, Latency, Outcome, Preset, Scenario, banner, dead_letter,
    invocation_record, leaves_a_letter, notes,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::render;
use crate::report::deliveries::{BackoffReport, MonteCarloReport, note, seconds};
use crate::report::simulate_retries::{
    Attempts, DeadLetterReport, GroupReport, SimulateRetriesReport, way,
};
use crate::simulate::way::{Played, StationKind, Way, WayTally};

/// What a delivery to a function ends with.
const LAMBDA_ACCEPTS: Code = Code::new("delivery/lambda-accepts");
/// An attempt that falls exactly on the maximum age.
const AT_THE_LIMIT: Code = Code::new("delivery/at-the-limit");
/// A failure of a function that was given as one of a delivery to it.
const FUNCTION_FAILS: Code = Code::new("delivery/function-fails");

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let setup = asked(args, context)?;
    let requirements = requirements(&args.delivery.require)?;
    let seed = args.delivery.seed;
    let mut attempts = Attempts::default();
    let mut is_at_the_limit = false;
    let ending = setup.scenario.deliver(seed, 0, |attempt| {
        is_at_the_limit |= attempt.number > 1 && attempt.remaining_age_ms == Some(0);
        attempts.push(attempt);
    });
    let played = setup.way.as_ref().map(|way| way.play(seed, 0, |_, _| {}));
    let is_expired = played.as_ref().is_some_and(Played::expires_first);
    let outcome = match is_expired {
        true => Outcome::Dropped,
        false => Outcome::of(ending.by, &setup.queue),
    };
    let mut report = SimulateRetriesReport::new(&setup.scenario, seed, &ending, outcome, attempts);
    if is_expired {
        // What expires is handed to no place, which would be told of the limit.
        report.exhausted_retry_condition = None;
    }
    report.backoff = BackoffReport::of(&setup.scenario, setup.origin);
    report.fail.clone_from(&setup.fail);
    report.dead_letter = letter(&setup, &ending, seed).filter(|_| !is_expired);
    report.group = args
        .services
        .group_size
        .map(|blocked_messages| GroupReport {
            blocked_messages,
            blocked_seconds: seconds(ending.at_ms),
        });
    let mut told = told(&setup, &ending, played.as_ref());
    if is_at_the_limit && setup.way.is_none() {
        told.extend(at_the_limit(&setup.scenario, "the target"));
    }
    context.heed(&told);
    report.notes = foremost_first(&told).into_iter().map(note).collect();
    let many = args.runs.map(|runs| sampled(&setup, args, runs, context));
    let tally = match (&many, setup.followed(), &played) {
        (Some(many), ..) => Gathered::clone(many),
        (None, Some(_), Some(played)) => Gathered::Way(WayTally::of(played)),
        _ => Gathered::First(of_one(&ending)),
    };
    let outcomes = tally.outcomes(&setup, args.runs.is_some());
    report.monte_carlo = args.runs.map(|_| MonteCarloReport::new(outcomes));
    report.requirements = judge(&requirements, outcomes);
    if let Some((way, played)) = setup.way.as_ref().zip(played.as_ref()) {
        let of_runs = match &many {
            Some(Gathered::Way(many)) => Some(many),
            _ => None,
        };
        report.way = way::hops(way, played);
        report.lies_in = Some(way::lies_in(way, played, of_runs));
    }
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

/// That a retry falls exactly on the maximum age: whether it is made rests on how long those before it take.
fn at_the_limit(scenario: &Scenario, to: &str) -> Option<Diagnostic> {
    let age = scenario.policy.maximum_event_age_seconds?;
    let is_immediate = scenario.latency == Latency::Fixed(0);
    let message = format!(
        "the last attempt at {to} falls exactly on the maximum age of {age} s: it is made here, as attempts take no time and \
         the limit is taken as within; behind attempts that take any, it is too late and is not made"
    );
    is_immediate.then(|| Diagnostic::note(AT_THE_LIMIT, message))
}

/// What the flags ask, with what the target receives.
fn asked(args: &Args, context: &Context<'_>) -> Result<Setup, Failure> {
    let mut setup = setup(
        &args.delivery,
        &args.services,
        Usual::OneDelivery { at: &args.at },
        context,
    )?;
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
    let letter = match setup.leaves_a_record() {
        true => invocation_record(ending, &setup.addresses, &draws),
        false => dead_letter(profile, ending, &setup.addresses, &draws),
    };
    Some(DeadLetterReport::new(letter, arn))
}

/// One delivery as a tally.
fn of_one(ending: &Ending<'_>) -> Tally {
    let mut tally = Tally::default();
    tally.add(ending);
    tally
}

/// What came of many events: by their whole way where it goes on behind the first hop.
#[derive(Clone)]
enum Gathered {
    First(Tally),
    Way(WayTally),
}

impl Gathered {
    fn outcomes<'a>(&'a self, setup: &'a Setup, are_many: bool) -> Outcomes<'a> {
        match self {
            Self::First(tally) => Outcomes {
                tally,
                given_up: GivenUp::To(&setup.queue),
                is_estimate: are_many && setup.scenario.is_random(),
            },
            Self::Way(tally) => {
                let is_random = setup.followed().is_some_and(Way::is_random);
                tally.outcomes(are_many && is_random)
            }
        }
    }
}

/// Many events, with progress.
fn sampled(setup: &Setup, args: &Args, runs: u64, context: &mut Context<'_>) -> Gathered {
    let threads = threads(args, context);
    let mut progress = Progress::new(context.host, context.stderr, runs, ("run", "runs"));
    let seed = args.delivery.seed;
    let mut done = |done| progress.done(done);
    match setup.followed() {
        Some(way) => Gathered::Way(way.sample(seed, runs, threads, &mut done)),
        None => Gathered::First(monte_carlo::sample(
            &setup.scenario,
            seed,
            runs,
            threads,
            &mut done,
        )),
    }
}

/// What is told: of the first hop, of those behind it that were made, and of what is assumed of all.
fn told(setup: &Setup, ending: &Ending<'_>, played: Option<&Played>) -> Vec<Diagnostic> {
    let mut told = vec![banner(&setup.scenario, setup.origin)];
    for (given, means) in &setup.of_function {
        let message = format!(
            "`--fail {given}` is a failure of the function, which no delivery to it ever sees: here it is `--at {means}`"
        );
        told.push(Diagnostic::note(FUNCTION_FAILS, message));
    }
    told.extend(notes(&setup.scenario, &setup.assumptions(), Some(ending)));
    let Some((way, played)) = setup.way.as_ref().zip(played) else {
        return told;
    };
    let first = way.hops.first().filter(|_| setup.of_function.is_empty());
    if let Some(hop) =
        first.filter(|hop| hop.to.kind == StationKind::FunctionQueue && !ending.is_delivered())
    {
        let message = format!(
            "here Lambda does not take the event; a function that throws is another thing, and fails behind this delivery: \
             `--at {}:always`",
            hop.to.name
        );
        told.insert(0, Diagnostic::note(LAMBDA_ACCEPTS, message));
    }
    told.extend(way.told.iter().cloned());
    let reachable = way.reachable();
    for (at, hop) in way.hops.iter().enumerate() {
        if reachable.get(at) != Some(&true) {
            continue;
        }
        let made = played.hops.get(at).and_then(Option::as_ref);
        if at > 0 && made.is_some_and(|made| made.attempts > 1) {
            told.push(banner(&hop.scenario, CurveOrigin::Preset(Preset::Nominal)));
        }
        told.extend(hop.told.iter().cloned());
        if made.is_some_and(|made| made.is_at_the_limit) {
            told.extend(at_the_limit(&hop.scenario, &format!("`{}`", hop.to.name)));
        }
    }
    let mut seen = Vec::new();
    told.retain(|one| {
        let is_new = !seen.contains(&one.message);
        seen.push(one.message.clone());
        is_new
    });
    told
}

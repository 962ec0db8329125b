//! How fast deliveries are simulated.
//!
//! `cargo bench --bench delivery` prints a table, with `--json` one JSON object a line. `--test` makes fewer runs and
//! checks what comes out; the counts are those of fixed seeds, so a change of any draw shows here.

use std::time::{Duration, Instant};

use evb::delivery::fleet::{Traffic, queue, storm};
use evb::delivery::monte_carlo::sample;
use evb::delivery::{FailureModel, FailureRule, Preset, Profile, Rate, RetryPolicy, Scenario};

/// One line of the table.
struct Line {
    name: &'static str,
    /// Events simulated.
    events: u64,
    /// Attempts in all.
    attempts: u128,
    /// Delivered events.
    delivered: u64,
    took: Duration,
}

fn main() {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    let (test, json) = (has("--test"), has("--json"));
    let runs = if test { 20_000 } else { 1_000_000 };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let lines = [
        monte_carlo(
            "default policy, probability=0.9",
            &scenario("probability=0.9", Preset::Nominal),
            runs,
            threads,
        ),
        monte_carlo(
            "the same on one thread",
            &scenario("probability=0.9", Preset::Nominal),
            runs,
            1,
        ),
        monte_carlo(
            "full jitter, probability=0.9",
            &scenario("probability=0.9", Preset::Full),
            runs,
            threads,
        ),
        monte_carlo(
            "default policy, always",
            &scenario("always", Preset::Nominal),
            runs / 10,
            threads,
        ),
        monte_carlo(
            "markov=mtbf:1h,mttr:10m",
            &scenario("markov=mtbf:1h,mttr:10m", Preset::Full),
            runs / 10,
            threads,
        ),
        fleet("queue with an outage", runs),
        storm_of("storm after an outage", runs / 10),
    ];
    let slowest = lines.first().map_or(Duration::ZERO, |line| line.took);
    for line in &lines {
        print(line, json);
    }
    if test {
        check(&lines, runs);
    } else {
        assert!(
            slowest < Duration::from_secs(10),
            "a million runs of the default policy took {slowest:?}"
        );
    }
}

fn print(line: &Line, json: bool) {
    let Line {
        name,
        events,
        attempts,
        delivered,
        took,
    } = line;
    let seconds = took.as_secs_f64();
    if json {
        println!(
            r#"{{"name":"{name}","events":{events},"attempts":{attempts},"delivered":{delivered},"seconds":{seconds:.3}}}"#
        );
    } else {
        let rate = *attempts as f64 / seconds / 1e6;
        println!(
            "{name:32} {events:>9} events {attempts:>11} attempts {seconds:>8.3} s {rate:>8.1} M attempts/s"
        );
    }
}

/// What a change of the draws, or of the model, would change.
fn check(lines: &[Line], runs: u64) {
    let [two, one, full, always, markov, queue, storm] = lines else {
        panic!("seven lines");
    };
    assert_eq!((two.attempts, two.delivered), (one.attempts, one.delivered));
    assert_eq!(two.delivered, runs, "a chance of 3e-9 of failing");
    // Ten attempts on average; their standard deviation is 9.5.
    let mean = two.attempts as f64 / runs as f64;
    assert!(
        (mean - 10.0).abs() < 5.0 * 9.487 / (runs as f64).sqrt(),
        "{mean}"
    );
    assert_eq!(
        full.attempts, two.attempts,
        "jitter moves attempts, not their luck"
    );
    assert_eq!(always.attempts, u128::from(always.events) * 186);
    assert_eq!(markov.delivered, markov.events);
    assert_eq!(queue.delivered, runs);
    assert_eq!(storm.delivered, storm.events);
}

fn scenario(failure: &str, preset: Preset) -> Scenario {
    let profile = Profile::Rule;
    let policy = RetryPolicy::new(profile, None, None).expect("the defaults");
    let rule = FailureRule::parse(failure, profile.codes(), None).expect("a failure");
    let failures = FailureModel::new(vec![rule], profile.codes(), None).expect("one rule");
    let mut scenario = Scenario::new(profile, policy, failures);
    scenario.pace = profile
        .curve_pace(&preset.backoff(), Some(185))
        .expect("rules have a curve");
    scenario
}

fn monte_carlo(name: &'static str, scenario: &Scenario, runs: u64, threads: usize) -> Line {
    let start = Instant::now();
    let tally = sample(scenario, 0, runs, threads, &mut |_| {});
    Line {
        name,
        events: runs,
        attempts: tally.attempts.sum(),
        delivered: tally.delivered,
        took: start.elapsed(),
    }
}

fn traffic(events: u64) -> Traffic {
    let rate = |text| Some(Rate::parse(text).expect("a rate"));
    Traffic {
        events,
        rate: rate("200/s"),
        capacity: rate("300/s"),
        burst: 1,
    }
}

fn fleet(name: &'static str, events: u64) -> Line {
    let start = Instant::now();
    let fleet = queue::run(&traffic(events), &[(0, 3_600_000)], Some(86_400_000)).expect("a fleet");
    Line {
        name,
        events,
        attempts: fleet.tally.attempts.sum(),
        delivered: fleet.tally.delivered,
        took: start.elapsed(),
    }
}

fn storm_of(name: &'static str, events: u64) -> Line {
    let start = Instant::now();
    let fleet =
        storm::run(&scenario("until=10m", Preset::Full), 0, &traffic(events)).expect("a fleet");
    Line {
        name,
        events,
        attempts: fleet.tally.attempts.sum(),
        delivered: fleet.tally.delivered,
        took: start.elapsed(),
    }
}

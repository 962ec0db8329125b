//! Many events with different luck, and the same question under every curve.

use super::evb;
use crate::support::Pretend;

#[test]
fn many_events_have_intervals_and_requirements_decide() {
    insta::assert_snapshot!(evb(&["--fail", "probability=0.6", "--maximum-retry-attempts", "3", "--runs", "5000", "--require", "delivered>=0.999", "--require", "attempts.p99<=4", "--seed", "7"]), @r#"
    exit: Negative
    --- stdout
    87.5 % of 5,000 events delivered

    delivered       87.5 %  (95 %: 86.6 % to 88.4 %)
    dead-lettered   12.5 %  (95 %: 11.6 % to 13.4 %)
      by retries    12.5 %  (95 %: 11.6 % to 13.4 %)
    attempts        mean 2.178, half 2, 90 % 4, 99 % 4, 99.9 % 4, at most 4
    delivery time   mean 1.489 s, half 1 s, 90 % 3 s, 99 % 7 s, 99.9 % 7 s, at most 7 s
    given up after  mean 7 s, half 7 s, 90 % 7 s, 99 % 7 s, 99.9 % 7 s, at most 7 s

    the first event: dead-lettered after 4 attempts (3 retries), 7 s after its arrival: MaximumRetryAttempts

    required  delivered>=0.999: not met (it is 0.875)
    required  attempts.p99<=4: met (it is 4)

    profile   rule
    policy    at most 3 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     probability=0.6
    seed      7

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    note: the body of the dead letter is what the target was to receive, after its input transformer
          (`--payload` gives it)
    "#);
}

#[test]
fn what_depends_on_the_curve_is_told() {
    insta::assert_snapshot!(evb(&["--maximum-event-age", "300", "--sensitivity"]), @r#"
    exit: Success
    --- stdout
    preset        outcome        attempts  ended at  condition                 delivered
    nominal       dead-lettered  9         300 s     MaximumEventAgeInSeconds  0 %
    spread        dead-lettered  9         300 s     MaximumEventAgeInSeconds  0 %
    spread50      dead-lettered  8         300 s     MaximumEventAgeInSeconds  0 %
    equal         dead-lettered  9         300 s     MaximumEventAgeInSeconds  0 %
    full          dead-lettered  9         300 s     MaximumEventAgeInSeconds  0 %
    full960       dead-lettered  9         300 s     MaximumEventAgeInSeconds  0 %
    alibaba       dead-lettered  9         300 s     MaximumEventAgeInSeconds  0 %
    decorrelated  dead-lettered  9         300 s     MaximumEventAgeInSeconds  0 %
    (the first event of each; `delivered` is of all events)

    holds under every preset
      outcome: dead-lettered
      ended-by: age
      ended-at: 300 s
      delivered: 0 %

    depends on the delay curve
      attempts: from 6 to 60

    profile   rule
    policy    at most 185 retries, at most 300 s (5 min)
    fails     always
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: what holds under every preset does not depend on the delay curve, as far as these guesses
          reach; the rest may differ on AWS
    "#);
}

#[test]
fn presets_are_compared_with_luck_too() {
    insta::assert_snapshot!(evb(&["--fail", "until=12h", "--sensitivity", "--runs", "2000", "--require", "delivered>=0.99"]), @r#"
    exit: Negative
    --- stdout
    preset        outcome    attempts  ended at      delivered
    nominal       delivered  99        43,231 s      100 %
    spread        delivered  101       43,528.353 s  100 %
    spread50      delivered  102       43,491.058 s  100 %
    equal         delivered  108       43,448.67 s   100 %
    full          delivered  113       43,394.218 s  100 %
    full960       delivered  107       43,623.437 s  100 %
    alibaba       delivered  94        43,519 s      100 %
    decorrelated  delivered  141       43,219.628 s  90.3 %
    (the first event of each; `delivered` is of all events)

    depends on the delay curve
      outcome: delivered under some, mixed under others
      ended-by: success under some, mixed under others
      ended-at: from 19,102.115 s to 44,135.057 s
      attempts: from 64 to 186
      delivered: from 90.3 % to 100 %
      delivered>=0.99: met under some, not met under others

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    fails     until=12h
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: what holds under every preset does not depend on the delay curve, as far as these guesses
          reach; the rest may differ on AWS
    "#);
}

#[test]
fn statistics_are_a_table() {
    insta::assert_snapshot!(evb(&["--format", "csv", "--fail", "probability=0.5", "--runs", "1000"]), @r#"
    exit: Success
    --- stdout
    statistic,value,low,high
    delivered,1,0.996173241514445,1
    dead_lettered,0,0,0.0038267584855551234
    dropped,0,0,0.0038267584855551234
    lost,0,0,0.0038267584855551234
    attempts.mean,1.994,,
    attempts.p50,2,,
    attempts.p90,4,,
    attempts.p99,7,,
    attempts.p99.9,9,,
    attempts.max,9,,
    delivery_time_seconds.mean,3.934,,
    delivery_time_seconds.p50,1,,
    delivery_time_seconds.p90,7,,
    delivery_time_seconds.p99,63,,
    delivery_time_seconds.p99.9,255,,
    delivery_time_seconds.max,255,,
    "#);
}

#[test]
fn presets_are_a_table() {
    insta::assert_snapshot!(evb(&["--format", "csv", "--sensitivity", "--maximum-event-age", "60"]), @r#"
    exit: Success
    --- stdout
    preset,outcome,attempts,exhausted_retry_condition,ended_at_seconds,delivered
    nominal,dead-lettered,6,MaximumEventAgeInSeconds,60,0
    spread,dead-lettered,6,MaximumEventAgeInSeconds,60,0
    spread50,dead-lettered,6,MaximumEventAgeInSeconds,60,0
    equal,dead-lettered,7,MaximumEventAgeInSeconds,60,0
    full,dead-lettered,7,MaximumEventAgeInSeconds,60,0
    full960,dead-lettered,7,MaximumEventAgeInSeconds,60,0
    alibaba,dead-lettered,6,MaximumEventAgeInSeconds,60,0
    decorrelated,dead-lettered,7,MaximumEventAgeInSeconds,60,0
    "#);
}

#[test]
fn the_same_seed_gives_the_same_bytes_whatever_the_number_of_threads() {
    let run = |threads: &str, seed: &str| {
        let arguments = [
            "simulate-retries",
            "--format",
            "json",
            "--preset",
            "full",
            "--fail",
            "markov=mtbf:10m,mttr:20m",
            "--runs",
            "10000",
            "--threads",
            threads,
            "--seed",
            seed,
        ];
        Pretend::default().run(&arguments).stdout
    };
    assert_eq!(run("1", "5"), run("4", "5"));
    assert_ne!(run("1", "5"), run("1", "6"));
}

//! `evb simulate-retries`: whole runs.

use evb::commands::Exit;
use serde_json::Value;

use crate::support::Pretend;

/// Logs of three invocations whose delays triple from 2 s up to 60 s; the target took 30 ms each time.
const LOGS: &str = include_str!("../../fixtures/delivery/logs/three-invocations.jsonl");

fn evb(arguments: &[&str]) -> String {
    let all: Vec<&str> = std::iter::once("simulate-retries")
        .chain(arguments.iter().copied())
        .collect();
    Pretend::default().evb(&all)
}

fn json(arguments: &[&str]) -> Value {
    let all: Vec<&str> = ["simulate-retries", "--format", "json"]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    serde_json::from_str(&Pretend::default().run(&all).stdout).unwrap()
}

fn with_logs() -> Pretend {
    Pretend::default().file("logs.jsonl", LOGS)
}

#[test]
fn a_target_that_never_answers_uses_up_its_retries() {
    insta::assert_snapshot!(evb(&[]), @r#"
    exit: Negative
    --- stdout
    dead-lettered after 186 attempts (185 retries), 84,991 s (23 h 36 min) after its arrival: MaximumRetryAttempts

      attempt        at  delay  age left  result
            1       0 s         86,400 s  INTERNAL_ERROR
            2       1 s    1 s  86,399 s  INTERNAL_ERROR
            3       3 s    2 s  86,397 s  INTERNAL_ERROR
            4       7 s    4 s  86,393 s  INTERNAL_ERROR
            5      15 s    8 s  86,385 s  INTERNAL_ERROR
            6      31 s   16 s  86,369 s  INTERNAL_ERROR
            7      63 s   32 s  86,337 s  INTERNAL_ERROR
            8     127 s   64 s  86,273 s  INTERNAL_ERROR
            9     255 s  128 s  86,145 s  INTERNAL_ERROR
           10     511 s  256 s  85,889 s  INTERNAL_ERROR
           11     991 s  480 s  85,409 s  INTERNAL_ERROR
           12   1,471 s  480 s  84,929 s  INTERNAL_ERROR
           13   1,951 s  480 s  84,449 s  INTERNAL_ERROR
           14   2,431 s  480 s  83,969 s  INTERNAL_ERROR
      … 168 attempts more …
          183  83,551 s  480 s   2,849 s  INTERNAL_ERROR
          184  84,031 s  480 s   2,369 s  INTERNAL_ERROR
          185  84,511 s  480 s   1,889 s  INTERNAL_ERROR
          186  84,991 s  480 s   1,409 s  INTERNAL_ERROR

    attempts over time
    186 │                                                                       •
        │                                                                •••••••
        │                                                        ••••••••
        │                                                 •••••••
        │                                         ••••••••
        │                                  •••••••
        │                          ••••••••
        │                   •••••••
        │           ••••••••
        │•••••••••••
      0 └────────────────────────────────────────────────────────────────────────
         0                                                            23 h 36 min

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      ERROR_CODE                 INTERNAL_ERROR
      ERROR_MESSAGE              <the target's own message>
      EXHAUSTED_RETRY_CONDITION  MaximumRetryAttempts
      RETRY_ATTEMPTS             185
      RULE_ARN                   arn:aws:events:us-east-1:123456789012:rule/example
      TARGET_ARN                 arn:aws:lambda:us-east-1:123456789012:function:example
      (body)                     what the target was to receive

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    note: the body of the dead letter is what the target was to receive, after its input transformer
          (`--payload` gives it)
    "#);
}

#[test]
fn an_outage_is_outlived() {
    insta::assert_snapshot!(evb(&["--fail", "until=10m", "--dead-letter-queue", "none"]), @r#"
    exit: Success
    --- stdout
    delivered after 11 attempts (10 retries), 991 s (16 min 31 s) after its arrival

      attempt     at  delay  age left  result
            1    0 s         86,400 s  INTERNAL_ERROR
            2    1 s    1 s  86,399 s  INTERNAL_ERROR
            3    3 s    2 s  86,397 s  INTERNAL_ERROR
            4    7 s    4 s  86,393 s  INTERNAL_ERROR
            5   15 s    8 s  86,385 s  INTERNAL_ERROR
            6   31 s   16 s  86,369 s  INTERNAL_ERROR
            7   63 s   32 s  86,337 s  INTERNAL_ERROR
            8  127 s   64 s  86,273 s  INTERNAL_ERROR
            9  255 s  128 s  86,145 s  INTERNAL_ERROR
           10  511 s  256 s  85,889 s  INTERNAL_ERROR
           11  991 s  480 s  85,409 s  delivered

    attempts over time
    11 │                                                                       •
       │                                     ••••••••••••••••••••••••••••••••••
       │                  •••••••••••••••••••
       │         •••••••••
       │    •••••
       │  ••
       │ •
       │•
       │•
       │•
     0 └────────────────────────────────────────────────────────────────────────
        0                                                            16 min 31 s

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     until=10m
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    "#);
}

#[test]
fn answers_may_come_in_turn() {
    insta::assert_snapshot!(evb(&["--fail", "codes=503,429:retry-after=30,404"]), @r#"
    exit: Negative
    --- stdout
    dead-lettered after 3 attempts (2 retries), 31 s after its arrival: the error is not retried

      attempt    at  delay  age left  result
            1   0 s         86,400 s  503
            2   1 s    1 s  86,399 s  429, Retry-After: 30
            3  31 s   30 s  86,369 s  404, not retried

    attempts over time
    3 │                                                                       •
      │                                                                       •
      │                                                                       •
      │                                                                       •
      │  •••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••
      │  •
      │  •
      │••
      │•
      │•
    0 └────────────────────────────────────────────────────────────────────────
       0                                                                   31 s

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      ERROR_CODE     404
      ERROR_MESSAGE  <the target's own message>
      RULE_ARN       arn:aws:events:us-east-1:123456789012:rule/example
      TARGET_ARN     arn:aws:lambda:us-east-1:123456789012:function:example
      (body)         what the target was to receive

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     codes=503,429:retry-after=30,404
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    note: the body of the dead letter is what the target was to receive, after its input transformer
          (`--payload` gives it)
    note: AWS does not say which ERROR_CODE an HTTP status becomes; the status itself stands in its
          place
    note: an error that is not retried leaves neither RETRY_ATTEMPTS nor EXHAUSTED_RETRY_CONDITION in
          the dead letter
    "#);
}

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
fn two_policies_have_the_same_luck() {
    insta::assert_snapshot!(evb(&["--compare", "maximum-retry-attempts=5,maximum-event-age=300", "--fail", "probability=0.9", "--runs", "5000"]), @r#"
    exit: Success
    --- stdout
    first: at most 185 retries, at most 86,400 s (1 d)
      delays initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
      delivered after 4 attempts, 7 s

    delivered       100 %  (95 %: 99.923 % to 100 %)
    attempts        mean 10.139, half 7, 90 % 23, 99 % 45, 99.9 % 65, at most 87
    delivery time   mean 1,961.84 s, half 63 s, 90 % 6,751 s, 99 % 17,311 s, 99.9 % 26,911 s, at most 37,471 s

    second: at most 5 retries, at most 300 s (5 min)
      delays initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
      delivered after 4 attempts, 7 s

    delivered       46.6 %  (95 %: 45.3 % to 48.0 %)
    dead-lettered   53.4 %  (95 %: 52.0 % to 54.7 %)
      by retries    53.4 %  (95 %: 52.0 % to 54.7 %)
    attempts        mean 4.676, half 6, 90 % 6, 99 % 6, 99.9 % 6, at most 6
    delivery time   mean 7.669 s, half 3 s, 90 % 31 s, 99 % 31 s, 99.9 % 31 s, at most 31 s
    given up after  mean 31 s, half 31 s, 90 % 31 s, 99 % 31 s, 99.9 % 31 s, at most 31 s

    the same 5,000 events under both
    both deliver    46.6 %  (95 %: 45.3 % to 48.0 %)
    only the first  53.4 %  (95 %: 52.0 % to 54.7 %)
    only the second 0 %  (95 %: 0 % to 0.077 %)
    neither         0 %  (95 %: 0 % to 0.077 %)
    attempts        -5.463 per event under the second

    profile   rule
    fails     probability=0.9
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    "#);
}

#[test]
fn two_policies_are_compared_on_one_event() {
    insta::assert_snapshot!(evb(&["--compare", r#"{"MaximumRetryAttempts":3}"#, "--fail", "until=1m"]), @r#"
    exit: Success
    --- stdout
    first: at most 185 retries, at most 86,400 s (1 d)
      delays initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
      delivered after 7 attempts, 63 s

    second: at most 3 retries, at most 86,400 s (1 d)
      delays initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
      dead-lettered after 4 attempts, 7 s: MaximumRetryAttempts

    profile   rule
    fails     until=1m
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    "#);
}

#[test]
fn an_outage_leaves_a_backlog() {
    insta::assert_snapshot!(evb(&["--events", "30000", "--rate", "20/s", "--target-capacity", "30/s", "--fail", "until=10m"]), @r#"
    exit: Success
    --- stdout
    30,000 of 30,000 events delivered

    arrival         20/s
    capacity        30/s
    peak waiting    12,000 events at 600 s (10 min)
    backlog gone    at 1,600 s (26 min 40 s), 1,000 s (16 min 40 s) after the outage
    over            at 1,600 s (26 min 40 s)

    delivered       100 %
    attempts        mean 1, half 1, 90 % 1, 99 % 1, 99.9 % 1, at most 1
    delivery time   mean 349.992 s, half 350.079 s, 90 % 550.143 s, 99 % 595.199 s, 99.9 % 599.551 s, at most 599.984 s

    events waiting over time
    11,960 │                          •
           │                        •• •••••
           │                     •••        •••••
           │                   ••                ••••••
           │                •••                        ••••••
           │             •••                                 •••••
           │           ••                                         •••••
           │        •••                                                •••••
           │     •••                                                        ••••
           │•••••                                                               •••
         0 └────────────────────────────────────────────────────────────────────────
            0                                                            26 min 40 s

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    fails     until=10m
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: what exceeds the capacity waits in the order of arrival, which uses up age and no retries: so
          AWS describes the rate limit of an API destination, and of no other target; the depth and the
          order of that queue are not published
    note: in this model events wait unattempted while the target is down: no attempt fails, no retry is
          used up, and only the age ends them; AWS tries again by the retry policy instead, as
          `--overload retry` does
    "#);
}

#[test]
fn refusals_become_a_storm() {
    insta::assert_snapshot!(evb(&["--events", "2000", "--rate", "10/s", "--target-capacity", "5/s", "--overload", "retry", "--maximum-retry-attempts", "8"]), @r#"
    exit: Success
    --- stdout
    2,000 of 2,000 events delivered

    arrival         10/s
    capacity        5/s
    peak waiting    1,000 events at 200 s (3 min 20 s)
    backlog gone    at 455 s (7 min 35 s)
    throttled       7,725 attempts
    busiest second  45 attempts
    over            at 455 s (7 min 35 s)

    delivered       100 %
    attempts        mean 4.862, half 1, 90 % 9, 99 % 9, 99.9 % 9, at most 9
    delivery time   mean 109.9 s, half 0 s, 90 % 255 s, 99 % 255 s, 99.9 % 255 s, at most 255 s

    events waiting over time
    997 │                               •
        │                            ••• •••
        │                         •••       •••
        │                      •••             •••
        │                   •••                   •••
        │               ••••                         •••
        │            •••                                •••
        │         •••                                      ••••••••••••
        │      •••                                                     •••
        │••••••                                                           ••••••
      0 └────────────────────────────────────────────────────────────────────────
         0                                                             7 min 35 s

    profile   rule
    policy    at most 8 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     never
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: what exceeds the capacity is refused with throttling, and each refusal uses up a retry; how
          EventBridge itself slows down for a target that throttles is not published
    "#);
}

#[test]
fn attempts_are_a_table() {
    insta::assert_snapshot!(evb(&["--format", "csv", "--fail", "codes=503,200"]), @r#"
    exit: Success
    --- stdout
    number,at_seconds,delay_seconds,duration_seconds,result,code,remaining_age_seconds
    1,0,,0,retryable,503,86400
    2,1,1,0,success,,86399
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
fn the_course_of_a_fleet_is_a_table() {
    insta::assert_snapshot!(evb(&["--format", "csv", "--events", "5", "--target-capacity", "1000/s"]), @r#"
    exit: Success
    --- stdout
    at_seconds,arrived,delivered,given_up,waiting
    0,5,0,0,5
    0.001,5,1,0,4
    0.002,5,2,0,3
    0.003,5,3,0,2
    0.004,5,4,0,1
    0.005,5,5,0,0
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
fn attempts_are_lines() {
    insta::assert_snapshot!(evb(&["--format", "jsonl", "--fail", "until=2s"]), @r#"
    exit: Success
    --- stdout
    {"number":1,"at_seconds":0.0,"result":"retryable","code":"INTERNAL_ERROR","delay_seconds":null,"duration_seconds":0.0,"remaining_age_seconds":86400.0,"message_type":"INVOCATION_ATTEMPT_RETRYABLE_FAILURE"}
    {"number":2,"at_seconds":1.0,"result":"retryable","code":"INTERNAL_ERROR","delay_seconds":1.0,"duration_seconds":0.0,"remaining_age_seconds":86399.0,"message_type":"INVOCATION_ATTEMPT_RETRYABLE_FAILURE"}
    {"number":3,"at_seconds":3.0,"result":"success","code":null,"delay_seconds":2.0,"duration_seconds":0.0,"remaining_age_seconds":86397.0,"message_type":"INVOCATION_ATTEMPT_SUCCESS"}
    {"version":1,"seed":0,"policy":{"maximum_retry_attempts":185,"maximum_event_age_seconds":86400},"backoff":{"preset":"nominal","initial_seconds":1.0,"multiplier":2.0,"cap_seconds":480.0,"jitter":"none","setting":"initial=1s,multiplier=2,cap=480s,jitter=none"},"outcome":"delivered","retries":2,"exhausted_retry_condition":null,"ended_at_seconds":3.0,"attempts":[],"dead_letter":null,"monte_carlo":null,"notes":[{"code":"delivery/curve-not-published","message":"AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is a calibration under which 185 retries take about 24 hours, not AWS's schedule"}],"profile":"rule","fail":["until=2s"],"ended_by":"success","attempts_omitted":3,"metrics":{"InvocationsCreated":1,"InvocationAttempts":3,"SuccessfulInvocationAttempts":1,"RetryInvocationAttempts":2,"Invocations":1,"FailedInvocations":0,"InvocationsSentToDlq":0,"InvocationsFailedToBeSentToDlq":0}}
    "#);
}

#[test]
fn the_letter_of_a_schedule() {
    insta::assert_snapshot!(evb(&["--profile", "scheduler", "--maximum-retry-attempts", "0", "--arrival", "2026-11-20T10:00:00Z", "--payload", r#"{"MessageBody":"x"}"#]), @r#"
    exit: Negative
    --- stdout
    dead-lettered after 1 attempt, 0 s after its arrival: MaximumRetryAttempts

      attempt   at  delay  age left  result
            1  0 s         86,400 s  AWS.Scheduler.InternalServerError

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      ERROR_CODE                 AWS.Scheduler.InternalServerError
      ERROR_MESSAGE              <the target's own message>
      EXECUTION_ID               ngp1q4d7e2pwf2jj
      EXHAUSTED_RETRY_CONDITION  MaximumRetryAttempts
      IS_PAYLOAD_TRUNCATED       false
      RETRY_ATTEMPTS             0
      SCHEDULED_TIME             2026-11-20T10:00:00Z
      SCHEDULE_ARN               arn:aws:scheduler:us-east-1:123456789012:schedule/default/example
      TARGET_ARN                 arn:aws:lambda:us-east-1:123456789012:function:example
      (body)                     {"MessageBody":"x"}

    profile   scheduler
    policy    at most 0 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    "#);
}

#[test]
fn the_letter_of_a_subscriber() {
    insta::assert_snapshot!(evb(&["--profile", "subscriber", "--maximum-retry-attempts", "0"]), @r#"
    exit: Negative
    --- stdout
    dead-lettered after 1 attempt, 0 s after its arrival: MaximumRetryAttempts

      attempt   at  delay  age left  result
            1  0 s            300 s  INTERNAL_SERVER_ERROR

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      BUS_ARN                    arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234
      ERROR_CODE                 INTERNAL_SERVER_ERROR
      ERROR_MESSAGE              <the target's own message>
      EXHAUSTED_RETRY_CONDITION  MaximumRetryAttempts
      RETRY_ATTEMPTS             0
      SUBSCRIBER_ARN             arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234/subscriber/example
      TARGET_ARN                 arn:aws:lambda:us-east-1:123456789012:function:example
      (body)                     {"version":"1.0","busArn":"arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234","subscriberArn":"arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234/subscriber/example","targetArn":"arn:aws:lambda:us-east-1:123456789012:function:example","errorCode":"INTERNAL_SERVER_ERROR","errorMessage":"<the target's own message>","exhaustedRetryCondition":"MaximumRetryAttempts","retryAttempts":0,"failedMessages":[{"eventId":"beba80f7-aa97-4e94-bd0e-ba0bd19c8791"}]}

    profile   subscriber
    policy    at most 0 retries, at most 300 s (5 min)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    note: the dead letter of a subscriber is a record without the event: replay it from the bus
    "#);
}

#[test]
fn the_letter_of_a_function() {
    insta::assert_snapshot!(evb(&["--profile", "lambda-async", "--maximum-retry-attempts", "0"]), @r"
    exit: Negative
    --- stdout
    dead-lettered after 1 attempt, 0 s after its arrival: RetriesExhausted

      attempt   at  delay  age left  result
            1  0 s         21,600 s  Unhandled

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      ErrorCode     200
      ErrorMessage  <the target's own message>
      RequestID     b9a5d33b-4970-4a15-b67e-1f9484fe584e
      (body)        what the target was to receive

    profile   lambda-async
    policy    at most 0 retries, at most 21,600 s (6 h)
    fails     always
    seed      0

    note: AWS publishes the delays after function errors (1 and 2 minutes); of the delay curve after
          throttles it publishes the ends (1 second, 5 minutes), and doubling is assumed
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    note: the attributes of Lambda's dead letter are an inference: no text or recording of AWS that evb
          rests on shows one; look at a real message before you build on their names, types and values
    note: the retry policy and the dead-letter queue of a rule's target play no part any more: the
          function's own count
    ");
}

#[test]
fn a_poison_message_blocks_its_group() {
    insta::assert_snapshot!(evb(&["--profile", "sqs", "--maximum-receive-count", "3", "--group-size", "12", "--bisect", "100"]), @r#"
    exit: Negative
    --- stdout
    dead-lettered after 3 attempts (2 retries), 90 s after its arrival: no retry is left

      attempt    at  delay  age left  result
            1   0 s                   not-deleted
            2  30 s   30 s            not-deleted
            3  60 s   30 s            not-deleted

    attempts over time
    3 │                                               •••••••••••••••••••••••••
      │                                               •
      │                                               •
      │                                               •
      │                       ••••••••••••••••••••••••
      │                       •
      │                       •
      │•••••••••••••••••••••••
      │•
      │•
    0 └────────────────────────────────────────────────────────────────────────
       0                                                             1 min 30 s

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      (body)  the message as it was sent

    group     12 messages of the same FIFO group wait for 90 s

    bisect    at most 15 invocations isolate one poisonous record of 100

    profile   sqs
    policy    the service's own
    fails     always
    seed      0

    note: there is no delay curve: a message comes back when its visibility timeout ends; the consumer
          is assumed to be polling at that moment
    note: a redrive policy is assumed; without one (`--dead-letter-queue none`) the message comes back
          until the queue has kept it long enough
    "#);
}

#[test]
fn a_function_accepts_and_then_fails_alone() {
    insta::assert_snapshot!(evb(&["--fail", "never", "--target-arn", "arn:aws:lambda:us-east-1:123456789012:function:f"]), @r#"
    exit: Success
    --- stdout
    delivered after 1 attempt, 0 s after its arrival

      attempt   at  delay  age left  result
            1  0 s         86,400 s  delivered

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     never
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: a function is invoked asynchronously: once Lambda has accepted the event this delivery is
          over, and what the function then does is retried by Lambda (`--profile lambda-async`), with a
          queue or destination of its own
    "#);
}

#[test]
fn slow_answers_may_be_duplicates() {
    insta::assert_snapshot!(evb(&["--fail", "never", "--latency", "4s..7s", "--seed", "3"]), @r#"
    exit: Success
    --- stdout
    delivered after 4 attempts (3 retries), 26.427 s after its arrival

      attempt    at  delay  age left  result
            1   0 s         86,400 s  TIMEOUT
            2   6 s    1 s  86,394 s  TIMEOUT
            3  13 s    2 s  86,387 s  TIMEOUT
            4  22 s    4 s  86,378 s  delivered

    attempts over time
    4 │                                                           •••••••••••••
      │                                                           •
      │                                                           •
      │                                   ••••••••••••••••••••••••
      │                                   •
      │                •••••••••••••••••••
      │                •
      │                •
      │••••••••••••••••
      │•
    0 └────────────────────────────────────────────────────────────────────────
       0                                                                   26 s

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     never
    seed      3

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: 3 attempts took longer than the timeout: the target may have acted on each, so it must be
          idempotent
    "#);
}

#[test]
fn every_mistake_is_told_at_once() {
    insta::assert_snapshot!(evb(&["--maximum-retry-attempts", "200", "--maximum-event-age", "59", "--fail", "window=3h..10m", "--fail", "probability=1.5", "--dead-letter-queue", "dead"]), @r"
    exit: Failure
    --- stderr
    error[delivery/empty-window]: the window `3h..10m` ends before it begins
     --> --fail:1:8
      |
    1 | window=3h..10m
      |        ^^^^^^^ the end must be later than the start
      |
      = help: a window holds its start, not its end
    error[delivery/probability]: `1.5` is not a probability
     --> --fail:1:13
      |
    1 | probability=1.5
      |             ^^^ not a number from 0 to 1
      |
      = help: a probability is a number from 0 to 1: 0.3 fails 30 of 100 attempts
    error[delivery/maximum-retry-attempts]: a maximum number of retry attempts of 200 is outside 0 to 185
     --> --maximum-retry-attempts:1:1
      |
    1 | 200
      | ^^^
      |
      = help: EventBridge API Reference, RetryPolicy: MaximumRetryAttempts is 0 to 185
    error[delivery/maximum-event-age]: a maximum event age of 59 s is outside 60 to 86400 s
     --> --maximum-event-age:1:1
      |
    1 | 59
      | ^^
      |
      = help: EventBridge API Reference, RetryPolicy: MaximumEventAgeInSeconds is 60 to 86400
    error[delivery/dead-letter-queue]: `dead` is not the ARN of an SQS queue
     --> --dead-letter-queue:1:1
      |
    1 | dead
      | ^^^^
      |
      = help: give `none`, `denied`, or an ARN as in `arn:aws:sqs:us-east-1:123456789012:orders-dead-letters`
    ");
}

#[test]
fn a_refusal_names_flag_value_and_range() {
    let told = |arguments: &[&str]| {
        let ended = Pretend::default().run(&[&["simulate-retries"], arguments].concat());
        assert_eq!(ended.exit, Exit::Failure, "{arguments:?}");
        ended.stderr
    };
    insta::assert_snapshot!(told(&["--maximum-event-age", "-5s"]), @r"
    error[delivery/duration]: `-5s` is not a duration
     --> --maximum-event-age:1:1
      |
    1 | -5s
      | ^^^ negative
      |
      = help: write `90s`, `10m`, `2h`, `1h30m` or `250ms`; a number alone is seconds; the profile `rule` takes 60 to 86400 s
    ");
    insta::assert_snapshot!(told(&["--maximum-event-age", "5sec"]), @r"
    error[delivery/duration]: `5sec` is not a duration
     --> --maximum-event-age:1:1
      |
    1 | 5sec
      | ^^^^ unknown unit
      |
      = help: write `90s`, `10m`, `2h`, `1h30m` or `250ms`; a number alone is seconds; the profile `rule` takes 60 to 86400 s
    ");
    insta::assert_snapshot!(told(&["--profile", "lambda-async", "--maximum-event-age", "7h", "--timeout", "-1s"]), @r"
    error[delivery/maximum-event-age]: a maximum event age of 25200 s is outside 60 to 21600 s
     --> --maximum-event-age:1:1
      |
    1 | 7h
      | ^^
      |
      = help: Lambda API Reference, PutFunctionEventInvokeConfig: MaximumEventAgeInSeconds is 60 to 21600
    error[delivery/duration]: `-1s` is not a duration
     --> --timeout:1:1
      |
    1 | -1s
      | ^^^ negative
      |
      = help: write `90s`, `10m`, `2h`, `1h30m` or `250ms`; a number alone is seconds
    ");
    insta::assert_snapshot!(told(&["--compare", "maximum-retry-attempts=-1"]), @r#"
    error[delivery/setting]: `-1` is not a number of retries
     --> --compare:1:24
      |
    1 | maximum-retry-attempts=-1
      |                        ^^ not a whole number from 0 on
      |
      = help: give `maximum-retry-attempts=10`, `maximum-event-age=1h` and `preset=full`; or {"MaximumRetryAttempts":10,"MaximumEventAgeInSeconds":3600}
    "#);
    insta::assert_snapshot!(told(&["--compare", r#"{"MaximumRetryAttempts":-1}"#]), @r#"
    error[delivery/setting]: `MaximumRetryAttempts` is no whole number from 0 on
     --> --compare:1:25
      |
    1 | {"MaximumRetryAttempts":-1}
      |                         ^^ a number
      |
      = help: give `maximum-retry-attempts=10`, `maximum-event-age=1h` and `preset=full`; or {"MaximumRetryAttempts":10,"MaximumEventAgeInSeconds":3600}
    "#);
    insta::assert_snapshot!(told(&["--compare", r#"{"MaximumRetries":1}"#]), @r#"
    error[delivery/setting]: `MaximumRetries` is no member of a retry policy
     --> --compare:1:2
      |
    1 | {"MaximumRetries":1}
      |  ^^^^^^^^^^^^^^^^ unknown
      |
      = help: give `maximum-retry-attempts=10`, `maximum-event-age=1h` and `preset=full`; or {"MaximumRetryAttempts":10,"MaximumEventAgeInSeconds":3600}
    "#);
    insta::assert_snapshot!(told(&["--compare", "maximum-event-age=1s"]), @r"
    error[delivery/maximum-event-age]: a maximum event age of 1 s is outside 60 to 86400 s
     --> --compare:1:1
      |
    1 | maximum-event-age=1s
      | ^^^^^^^^^^^^^^^^^^^^
      |
      = help: EventBridge API Reference, RetryPolicy: MaximumEventAgeInSeconds is 60 to 86400
    ");
}

#[test]
fn a_refusal_speaks_no_rust_and_blames_the_right_flag() {
    let told: String = [
        &["--fail", "always", "--fail", "never"][..],
        &["--events", "10", "--rate", "-5/s"],
        &["--events", "10", "--preset", "full"],
        &["--require", "delivered>=99%"],
        &["--require", "delivery-time.p99<=-1s"],
        &["--compare", "{}"],
        &[
            "--profile",
            "step-functions",
            "--retriers",
            r#"[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1e30}]"#,
        ],
        &["--profile", "step-functions", "--retriers", "7"],
        &[
            "--profile",
            "sns-http",
            "--delivery-policy",
            r#"{"numRetries":-1}"#,
        ],
    ]
    .map(|arguments| {
        Pretend::default()
            .run(&[&["simulate-retries"], arguments].concat())
            .stderr
    })
    .concat();
    insta::assert_snapshot!(told, @r#"
    error[delivery/contradiction]: one of the failures already decides about every attempt
     --> --fail:1:1
      |
    1 | always + never
      | ^^^^^^^^^^^^^^
      |
      = help: `always`, `never`, `codes` and `permanent` stand alone; windows, `until` and chances combine
    error[delivery/rate]: `-5/s` is not a rate
     --> --rate:1:1
      |
    1 | -5/s
      | ^^^^ not a number
      |
      = help: write `200/s`, `0.5/s`, `300/m` or `12/h`: above 0, at most 1000000/s, at most three decimals
    error[delivery/contradiction]: `--preset` has no meaning in a queue, where events wait unattempted
     |
     = help: `--overload retry` applies the retry policy to many events
    error[delivery/requirement]: `99%` is not a number for this metric
     --> --require:1:12
      |
    1 | delivered>=99%
      |            ^^^ not a number from 0 to 1
      |
      = help: write `delivered>=0.999`; there are `delivered`, `dead-lettered`, `dropped`, `lost` (shares from 0 to 1; also `.low` and `.high` of their interval), and `attempts` and `delivery-time` (`.mean`, `.p50`, `.p90`, `.p99`, `.p99.9`, `.max`)
    error[delivery/requirement]: `-1s` is not a number for this metric
     --> --require:1:20
      |
    1 | delivery-time.p99<=-1s
      |                    ^^^ not a duration, as `90s` or `1h`
      |
      = help: write `delivered>=0.999`; there are `delivered`, `dead-lettered`, `dropped`, `lost` (shares from 0 to 1; also `.low` and `.high` of their interval), and `attempts` and `delivery-time` (`.mean`, `.p50`, `.p90`, `.p99`, `.p99.9`, `.max`)
    error[delivery/setting]: no policy to compare with
     --> --compare:1:1
      |
    1 | {}
      | ^^ says nothing
      |
      = help: give `maximum-retry-attempts=10`, `maximum-event-age=1h` and `preset=full`; or {"MaximumRetryAttempts":10,"MaximumEventAgeInSeconds":3600}
    error[delivery/retrier]: not a list of retriers: invalid type: number `1e+30`, expected a whole number from 0 on
     --> --retriers:1:1
      |
    1 | [{"ErrorEquals":["States.ALL"],"IntervalSeconds":1e30}]
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `[{"ErrorEquals":["States.TaskFailed"],"IntervalSeconds":1,"MaxAttempts":3,"BackoffRate":2}]`
    error[input/unreadable]: cannot read `7`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    error[delivery/delivery-policy]: not a delivery policy: invalid value: number `-1`, expected a whole number from 0 on
     --> --delivery-policy:1:1
      |
    1 | {"numRetries":-1}
      | ^^^^^^^^^^^^^^^^^
      |
      = help: SNS Developer Guide, message delivery retries: at most 100 retries, and at most 3600 s in all
    "#);
}

#[test]
fn a_scenario_can_be_asked_for_many_events() {
    let scenario = json(&["--fail", "until=10m"]).to_string();
    let queued = json(&["--scenario", &scenario, "--events", "10"]);
    assert_eq!(queued["fleet"]["overload"], "queue");
    let again = json(&[
        "--scenario",
        &queued.to_string(),
        "--events",
        "10",
        "--overload",
        "retry",
    ]);
    assert_eq!(again["policy"]["maximum_event_age_seconds"], 86_400);
}

#[test]
fn a_bus_as_a_target_has_no_retry_policy() {
    let told = evb(&[
        "--target-arn",
        "arn:aws:events:us-east-1:123456789012:event-bus/orders",
        "--fail",
        "never",
    ]);
    assert!(
        told.contains("AWS refuses a retry policy for an event bus"),
        "{told}"
    );
}

#[test]
fn an_event_that_is_gone_is_called_so() {
    let told = |profile: &str, queue: &str| {
        evb(&[
            "--profile",
            profile,
            "--fail",
            "always",
            "--dead-letter-queue",
            queue,
        ])
    };
    assert!(told("rule", "none").contains("the event is gone, and nothing holds what it was"));
    assert!(told("rule", "denied").contains("InvocationsFailedToBeSentToDlq"));
    assert!(
        told("scheduler", "denied").contains("the dead-letter queue does not let the message in")
    );
    assert!(
        evb(&["--profile", "step-functions"]).contains("a state machine has no dead-letter queue")
    );
}

#[test]
fn what_was_printed_can_be_asked_again() {
    for arguments in [
        &[
            "--fail",
            "until=2h",
            "--seed",
            "7",
            "--maximum-event-age",
            "1h",
        ][..],
        &[
            "--profile",
            "subscriber",
            "--backoff",
            "initial=1500ms,multiplier=1.5,cap=1m,jitter=symmetric:0.25",
        ],
        &[
            "--profile",
            "sqs",
            "--fail",
            "probability=0.5",
            "--fail",
            "until=10m",
        ],
        &[
            "--preset",
            "alibaba",
            "--runs",
            "100",
            "--fail",
            "probability=0.9",
        ],
    ] {
        let printed = Pretend::default()
            .run(&[&["simulate-retries", "--format", "json"], arguments].concat());
        let runs: &[&str] = if arguments.contains(&"--runs") {
            &["--runs", "100"]
        } else {
            &[]
        };
        let again = Pretend::default()
            .file("scenario.json", printed.stdout.clone())
            .run(
                &[
                    &[
                        "simulate-retries",
                        "--format",
                        "json",
                        "--scenario",
                        "scenario.json",
                    ],
                    runs,
                ]
                .concat(),
            );
        assert_eq!(again.stdout, printed.stdout, "{arguments:?}");
        assert_eq!(again.exit, printed.exit, "{arguments:?}");
    }
}

#[test]
fn flags_stand_above_a_scenario() {
    let scenario = r#"{"profile":"subscriber","seed":3,"policy":{"maximum_retry_attempts":2},"backoff":{"initial_seconds":4,"multiplier":1,"cap_seconds":4,"jitter":"none"},"fail":["always"]}"#;
    let answer = json(&["--scenario", scenario]);
    assert_eq!(
        (
            &answer["profile"],
            &answer["seed"],
            &answer["ended_at_seconds"]
        ),
        (&"subscriber".into(), &3.into(), &8.0.into())
    );
    assert_eq!(answer["policy"]["maximum_event_age_seconds"], 300);
    let answer = json(&[
        "--scenario",
        scenario,
        "--maximum-retry-attempts",
        "1",
        "--preset",
        "nominal",
        "--seed",
        "5",
        "--fail",
        "until=1s",
    ]);
    assert_eq!(
        (
            &answer["seed"],
            &answer["backoff"]["preset"],
            &answer["fail"][0]
        ),
        (&5.into(), &"nominal".into(), &"until=1s".into())
    );
    let answer = json(&["--scenario", scenario, "--profile", "rule"]);
    assert_eq!(answer["policy"]["maximum_event_age_seconds"], 86_400);
    let told = evb(&["--scenario", scenario, "--sensitivity"]);
    assert!(told.contains("decorrelated"), "{told}");
}

#[test]
fn a_scenario_that_cannot_be_is_refused() {
    let told: String = [
        r#"{"polcy":{}}"#,
        r#"{"version":2}"#,
        r#"{"profile":"queue"}"#,
        r#"{"policy":{"maximum_event_age_seconds":"1h"}}"#,
        r#"{"policy":{"maximum_event_age_seconds":5},"fail":["until=5x"]}"#,
        r#"{"fail":"always"}"#,
        r#"{"backoff":{"preset":"nominal","cap_seconds":5}}"#,
        r#"{"backoff":{"initial_seconds":-1}}"#,
        "[]",
    ]
    .map(|scenario| {
        Pretend::default()
            .run(&["simulate-retries", "--scenario", scenario])
            .stderr
    })
    .concat();
    insta::assert_snapshot!(told, @r#"
    error[delivery/scenario]: `polcy` is no member of a scenario
     --> --scenario:1:2
      |
    1 | {"polcy":{}}
      |  ^^^^^^^ unknown
      |
      = help: its members are `version`, `profile`, `policy`, `backoff`, `fail`, `seed`
    error[delivery/scenario]: this is no scenario of version 1
     --> --scenario:1:12
      |
    1 | {"version":2}
      |            ^ not 1
    error[delivery/scenario]: unknown profile `queue`
     --> --scenario:1:12
      |
    1 | {"profile":"queue"}
      |            ^^^^^^^
      |
      = help: one of `rule`, `scheduler`, `subscriber`, `lambda-async`, `sns-lambda`, `sns-http`, `sqs`, `step-functions`, `custom`
    error[delivery/scenario]: `maximum_event_age_seconds` is no whole number from 0 on
     --> --scenario:1:40
      |
    1 | {"policy":{"maximum_event_age_seconds":"1h"}}
      |                                        ^^^^ a string
    error[delivery/duration]: `5x` is not a duration
     --> --scenario: fail:1:7
      |
    1 | until=5x
      |       ^^ unknown unit
      |
      = help: write `90s`, `10m`, `2h`, `1h30m` or `250ms`; a number alone is seconds
    error[delivery/maximum-event-age]: a maximum event age of 5 s is outside 60 to 86400 s
     --> --scenario: policy.maximum_event_age_seconds:1:1
      |
    1 | 5
      | ^
      |
      = help: EventBridge API Reference, RetryPolicy: MaximumEventAgeInSeconds is 60 to 86400
    error[delivery/scenario]: `fail` is no list
     --> --scenario:1:9
      |
    1 | {"fail":"always"}
      |         ^^^^^^^^ a list of strings was expected
    error[delivery/scenario]: `backoff` says two things: `preset` and its parts are different curves
     --> --scenario:1:12
      |
    1 | {"backoff":{"preset":"nominal","cap_seconds":5}}
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not one delay curve
      |
      = help: leave one of `preset`, `setting` and the parts, and remove the others
    error[delivery/duration]: `-1s` is not a duration
     --> --scenario:1:12
      |
    1 | {"backoff":{"initial_seconds":-1}}
      |            ^^^^^^^^^^^^^^^^^^^^^^ negative
      |
      = help: write `90s`, `10m`, `2h`, `1h30m` or `250ms`; a number alone is seconds
    error[delivery/scenario]: a scenario is an object
     --> --scenario:1:1
      |
    1 | []
      | ^^ an array
    "#);
}

#[test]
fn an_unknown_code_is_refused() {
    insta::assert_snapshot!(evb(&["--profile", "subscriber", "--fail", "codes=NO_PERMISSIONS"]), @r#"
    exit: Failure
    --- stderr
    error[delivery/unknown-code]: unknown error code `NO_PERMISSIONS`
     --> --fail:1:7
      |
    1 | codes=NO_PERMISSIONS
      |       ^^^^^^^^^^^^^^ not a code of this service
      |
      = help: known (EventBridge User Guide, retries of the Custom Event Bus): ACCESS_DENIED, COMPUTE_EXECUTION_ERROR, CUSTOMER_VALIDATION, EXECUTION_TIMEOUT, INPUT_TRANSFORMATION_FAILURE, INTERNAL_SERVER_ERROR, INVOCATION_DEPENDENCY_INTERNAL, KMS_INVALID_STATE, LOOP_DETECTED, PARTIAL_BATCH_FAILURE, REQUEST_TOO_LARGE, RESOURCE_CONFLICT, RESOURCE_NOT_FOUND, SFN_TYPE_NOT_SUPPORTED, THROTTLING
    "#);
}

#[test]
fn a_mistake_is_also_json() {
    insta::assert_snapshot!(evb(&["--format", "json", "--fail", "probability=1.5"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"delivery/probability","message":"`1.5` is not a probability","diagnostics":[{"code":"delivery/probability","severity":"error","message":"`1.5` is not a probability","source":"--fail","span":{"line":1,"column":13,"end_line":1,"end_column":16},"label":"not a number from 0 to 1","help":"a probability is a number from 0 to 1: 0.3 fails 30 of 100 attempts"}]}}
    --- stderr
    error[delivery/probability]: `1.5` is not a probability
     --> --fail:1:13
      |
    1 | probability=1.5
      |             ^^^ not a number from 0 to 1
      |
      = help: a probability is a number from 0 to 1: 0.3 fails 30 of 100 attempts
    "#);
}

#[test]
fn logs_give_a_curve_to_paste() {
    insta::assert_snapshot!(with_logs().evb(&["simulate-retries", "--fit", "logs.jsonl"]), @r#"
    exit: Success
    --- stdout
    --backoff initial=2s,multiplier=3,cap=60s,jitter=none

    initial     2 s (95 %: 2 s to 2 s)
    multiplier  3 (95 %: 3 to 3)
    cap         60 s (95 %: 60 s to 60 s)
    jitter      none
    from        21 delays between the attempts of 3 invocations
    seed        0

    retry  delays  shortest  median  longest
    1      3       2 s       2 s     2 s
    2      3       6 s       6 s     6 s
    3      3       18 s      18 s    18 s
    4      3       54 s      54 s    54 s
    5      3       60 s      60 s    60 s
    6      3       60 s      60 s    60 s
    7      3       60 s      60 s    60 s

    note: AWS publishes the limits and the stop rules, but not the delay curve: this one is estimated
          from your logs, for your bus and its time
    note: few invocations, so the intervals are rough: 3
    note: lines or records left out because they cannot be read: 1
    "#);
}

#[test]
fn delays_of_logs_are_a_table() {
    insta::assert_snapshot!(with_logs().evb(&["simulate-retries", "--fit", "logs.jsonl", "--format", "csv"]), @r#"
    exit: Success
    --- stdout
    retry,samples,min_seconds,median_seconds,max_seconds
    1,3,2,2,2
    2,3,6,6,6
    3,3,18,18,18
    4,3,54,54,54
    5,3,60,60,60
    6,3,60,60,60
    7,3,60,60,60
    "#);
}

/// What else is refused, each with a remedy or the limit and its source.
#[test]
fn every_refusal_says_what_would_be_right() {
    let refused: [&[&str]; 13] = [
        &["--fail", "sometimes"],
        &["--fail", "until=soon"],
        &["--fail", "permanent=THROTTLING"],
        &["--backoff", "speed=1"],
        &["--backoff", "initial=10s,cap=1s"],
        &["--profile", "sqs", "--preset", "full"],
        &[
            "--profile",
            "sns-http",
            "--delivery-policy",
            r#"{"numRetries":200}"#,
        ],
        &[
            "--profile",
            "step-functions",
            "--retriers",
            r#"[{"ErrorEquals":[]}]"#,
        ],
        &[
            "--dead-letter-queue",
            "arn:aws:sqs:us-east-1:123456789012:dead.fifo",
        ],
        &["--events", "10", "--rate", "0/s"],
        &["--events", "2000000", "--overload", "retry"],
        &["--require", "speed>=1"],
        &["--fit", "empty.jsonl"],
    ];
    let told: String = refused
        .iter()
        .map(|arguments| {
            let all: Vec<&str> = std::iter::once("simulate-retries")
                .chain(arguments.iter().copied())
                .collect();
            let ended = Pretend::default().file("empty.jsonl", "{}\n").run(&all);
            assert_eq!(
                (ended.exit, ended.stdout.as_str()),
                (Exit::Failure, ""),
                "{arguments:?}"
            );
            ended.stderr
        })
        .collect();
    insta::assert_snapshot!(told, @r#"
    error[delivery/failure]: unknown failure `sometimes`
     --> --fail:1:1
      |
    1 | sometimes
      | ^^^^^^^^^ not a failure
      |
      = help: one of `always`, `never`, `until=2h`, `window=10m..3h`, `probability=0.3`, `codes=503,429:retry-after=30,200`, `permanent=CODE` or `markov=mtbf:1h,mttr:5m`
    error[delivery/duration]: `soon` is not a duration
     --> --fail:1:7
      |
    1 | until=soon
      |       ^^^^ unknown unit
      |
      = help: write `90s`, `10m`, `2h`, `1h30m` or `250ms`; a number alone is seconds
    error[delivery/contradiction]: `THROTTLING` is not permanent: it is retried
     --> --fail:1:11
      |
    1 | permanent=THROTTLING
      |           ^^^^^^^^^^ retried by this service
      |
      = help: write `codes=THROTTLING` (EventBridge User Guide, dead-letter queues and API destinations)
    error[delivery/setting]: unknown setting `speed`
     --> --backoff:1:1
      |
    1 | speed=1
      | ^^^^^ not a setting
      |
      = help: the settings are `initial=1s`, `multiplier=2`, `cap=480s` and `jitter=none|equal|full|decorrelated|symmetric:0.25`
    error[delivery/backoff]: the cap of 1s is below the initial delay of 10s
     --> --backoff:1:1
      |
    1 | initial=10s,cap=1s
      | ^^^^^^^^^^^^^^^^^^ no delay satisfies both
      |
      = help: give a `cap` that is not shorter than `initial`
    error[delivery/not-applicable]: the delay curve of the profile `sqs` is not yours to choose
     |
     = help: its retries are bounded by `--maximum-receive-count` and `--visibility-timeout`
    error[delivery/delivery-policy]: 200 retries, of which 0 have a fixed delay: SNS allows at most 100, and the phases are part of numRetries
     --> --delivery-policy:1:1
      |
    1 | {"numRetries":200}
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: SNS Developer Guide, message delivery retries: at most 100 retries, and at most 3600 s in all
    error[delivery/retrier]: `ErrorEquals` is empty
     --> --retriers:1:1
      |
    1 | [{"ErrorEquals":[]}]
      | ^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `[{"ErrorEquals":["States.TaskFailed"],"IntervalSeconds":1,"MaxAttempts":3,"BackoffRate":2}]`
    error[delivery/dead-letter-queue]: `arn:aws:sqs:us-east-1:123456789012:dead.fifo` is a FIFO queue
     --> --dead-letter-queue:1:1
      |
    1 | arn:aws:sqs:us-east-1:123456789012:dead.fifo
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: EventBridge User Guide, dead-letter queues: only standard queues can be dead-letter queues
    error[delivery/rate]: `0/s` is not a rate
     --> --rate:1:1
      |
    1 | 0/s
      | ^^^ out of range
      |
      = help: write `200/s`, `0.5/s`, `300/m` or `12/h`: above 0, at most 1000000/s, at most three decimals
    error[delivery/fleet]: 2000000 events are more than 1000000
     |
     = help: simulate a share of the events at the same share of the rates, or use `--overload queue`
    error[delivery/requirement]: unknown metric `speed`
     --> --require:1:1
      |
    1 | speed>=1
      | ^^^^^ not a metric
      |
      = help: write `delivered>=0.999`; there are `delivered`, `dead-lettered`, `dropped`, `lost` (shares from 0 to 1; also `.low` and `.high` of their interval), and `attempts` and `delivery-time` (`.mean`, `.p50`, `.p90`, `.p99`, `.p99.9`, `.max`)
    error[delivery/no-samples]: the logs show no delay before a retry
     |
     = help: 0 records of attempts were found, 0 others, 1 unreadable; what is needed are INVOCATION_ATTEMPT_… records of attempts that follow one another, as the log level ERROR writes them for failures
    "#);
}

/// Scripts read these keys: they are added to, not renamed, and their order stays.
#[test]
fn the_keys_of_the_document_are_a_contract() {
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let document = json(&[
        "--fail",
        "probability=0.5",
        "--runs",
        "100",
        "--require",
        "delivered>=0.5",
    ]);
    assert_eq!(
        keys(&document),
        "version seed policy backoff outcome retries exhausted_retry_condition ended_at_seconds attempts dead_letter \
         monte_carlo notes profile fail ended_by attempts_omitted metrics requirements"
    );
    assert_eq!(
        keys(&document["policy"]),
        "maximum_retry_attempts maximum_event_age_seconds"
    );
    assert_eq!(
        keys(&document["backoff"]),
        "preset initial_seconds multiplier cap_seconds jitter setting"
    );
    assert_eq!(
        keys(&document["attempts"][0]),
        "number at_seconds result code delay_seconds duration_seconds remaining_age_seconds message_type"
    );
    assert_eq!(
        keys(&document["monte_carlo"]),
        "runs delivered dead_lettered dropped lost ended_by attempts total_attempts delivery_time_seconds \
         given_up_after_seconds possible_duplicates"
    );
    assert_eq!(
        keys(&document["monte_carlo"]["delivered"]),
        "rate low high count"
    );
    let letter = &json(&[])["dead_letter"];
    assert_eq!(keys(letter), "attributes body queue message_attributes");
    let fleet = json(&["--events", "10", "--target-capacity", "1/s"]);
    assert_eq!(
        keys(&fleet),
        "version seed policy backoff fleet notes profile fail"
    );
    assert_eq!(
        keys(&fleet["fleet"]),
        "events events_per_second target_capacity_per_second burst overload delivered dead_lettered dropped lost \
         peak_queue_depth peak_at_seconds drained_at_seconds drain_seconds ended_at_seconds first_expired_event \
         first_expired_arrived_at_seconds throttled most_attempts_in_a_second statistics course"
    );
    let sensitivity = json(&["--sensitivity", "--maximum-event-age", "60"]);
    assert_eq!(
        keys(&sensitivity),
        "version seed policy presets conclusions notes profile fail"
    );
    let comparison = json(&["--compare", "maximum-retry-attempts=1", "--runs", "10"]);
    assert_eq!(
        keys(&comparison),
        "version seed first second paired notes profile fail"
    );
}

#[test]
fn every_report_says_that_the_delay_curve_is_not_published() {
    let profiles = [
        "rule",
        "scheduler",
        "subscriber",
        "lambda-async",
        "sns-lambda",
        "sns-http",
        "sqs",
        "step-functions",
        "custom",
    ];
    for profile in profiles {
        let document = json(&["--profile", profile]);
        let first = document["notes"][0]["message"].as_str().unwrap();
        assert!(first.contains("delay curve"), "{profile}: {first}");
    }
    for question in [
        &["--sensitivity", "--runs", "10"][..],
        &["--compare", "preset=full"],
        &["--events", "5"],
        &["--backoff", "cap=1h"],
    ] {
        let document = json(question);
        let first = document["notes"][0]["message"].as_str().unwrap();
        assert!(first.contains("delay curve"), "{question:?}: {first}");
    }
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

#[test]
fn exit_codes_answer_the_question() {
    let exit = |arguments: &[&str]| {
        let all: Vec<&str> = std::iter::once("simulate-retries")
            .chain(arguments.iter().copied())
            .collect();
        Pretend::default().run(&all).exit
    };
    assert_eq!(exit(&["--fail", "until=1h"]), Exit::Success);
    assert_eq!(exit(&["--fail", "always"]), Exit::Negative);
    // With many runs there is no one answer, unless something is required.
    assert_eq!(exit(&["--fail", "always", "--runs", "10"]), Exit::Success);
    assert_eq!(
        exit(&[
            "--fail",
            "always",
            "--runs",
            "10",
            "--require",
            "delivered>0.5"
        ]),
        Exit::Negative
    );
    assert_eq!(
        exit(&["--fail", "always", "--require", "dead-lettered>=1"]),
        Exit::Success
    );
    assert_eq!(
        exit(&["--fail", "until=1h", "--require", "delivery-time.max<=30m"]),
        Exit::Negative
    );
    assert_eq!(
        exit(&[
            "--events",
            "100",
            "--target-capacity",
            "1/s",
            "--maximum-event-age",
            "60",
            "--require",
            "delivered>=0.6"
        ]),
        Exit::Success
    );
    assert_eq!(
        exit(&[
            "--events",
            "101",
            "--target-capacity",
            "1/s",
            "--maximum-event-age",
            "60",
            "--require",
            "delivered>=0.6"
        ]),
        Exit::Negative
    );
    assert_eq!(exit(&["--runs", "0"]), Exit::Failure);
}

#[test]
fn pictures_are_well_formed() {
    let questions: [&[&str]; 6] = [
        &[],
        &["--fail", "never"],
        &[
            "--events",
            "1000",
            "--target-capacity",
            "10/s",
            "--maximum-event-age",
            "60",
        ],
        &["--sensitivity", "--runs", "50"],
        &[
            "--compare",
            "preset=full",
            "--fail",
            "probability=0.5",
            "--runs",
            "100",
        ],
        &["--compare", "maximum-retry-attempts=1"],
    ];
    for question in questions {
        let all: Vec<&str> = ["simulate-retries", "--format", "svg"]
            .into_iter()
            .chain(question.iter().copied())
            .collect();
        let picture = Pretend::default().run(&all).stdout;
        assert!(
            picture.starts_with("<svg ") && picture.ends_with("</svg>\n"),
            "{question:?}"
        );
        assert!(
            !picture.contains("NaN") && !picture.contains("inf\""),
            "{question:?}"
        );
        assert_eq!(
            picture.matches("<text").count(),
            picture.matches("</text>").count()
        );
    }
    let fitted = with_logs()
        .run(&["simulate-retries", "--fit", "logs.jsonl", "--format", "svg"])
        .stdout;
    assert!(fitted.starts_with("<svg "));
}

#[test]
fn a_fitted_curve_is_understood_by_simulations() {
    let fitted = with_logs()
        .run(&[
            "simulate-retries",
            "--fit",
            "logs.jsonl",
            "--format",
            "json",
        ])
        .stdout;
    let fitted: Value = serde_json::from_str(&fitted).unwrap();
    let setting = fitted["fit"]["setting"].as_str().unwrap();
    let simulated = json(&["--backoff", setting, "--maximum-retry-attempts", "5"]);
    assert_eq!(simulated["ended_at_seconds"], 140.0);
}

#[test]
fn very_many_attempts_are_not_all_listed() {
    let document = json(&["--profile", "sns-lambda"]);
    let attempts = document["attempts"].as_array().unwrap();
    assert_eq!(
        attempts.len() as u64 + document["attempts_omitted"].as_u64().unwrap(),
        100_016
    );
    assert_eq!(attempts.last().unwrap()["number"], 100_016);
}

/// The reference is what users copy from: each of its commands is run, and what it shows must be printed, line for
/// line and in that order.
#[test]
fn the_examples_of_the_reference_are_true() {
    let blocks = evb::delivery::REFERENCE.split("\n```").skip(1).step_by(2);
    let mut commands = 0;
    for block in blocks.filter_map(|block| block.strip_prefix("console\n$ ")) {
        for example in block.split("\n$ ") {
            let (command, shown) = example.split_once('\n').unwrap();
            let arguments: Vec<&str> = command
                .split_whitespace()
                .skip(1)
                .map(|word| word.trim_matches('\''))
                .collect();
            let printed = Pretend::default().evb(&arguments);
            let mut lines = printed.lines();
            for line in shown.lines() {
                assert!(
                    lines.any(|one| one == line),
                    "{command}\nshows {line}\nprints {printed}"
                );
            }
            commands += 1;
        }
    }
    assert!(commands >= 10, "{commands} commands");
}

#[test]
fn there_is_help_on_retries() {
    let ended = Pretend::default().run(&["help", "retries"]);
    assert_eq!(ended.exit, Exit::Success);
    assert_eq!(ended.stdout, evb::delivery::REFERENCE);
}

#[test]
fn negative_and_too_large_numbers_are_called_so() {
    let told = |arguments: &[&str]| {
        let all: Vec<&str> = std::iter::once("simulate-retries")
            .chain(arguments.iter().copied())
            .collect();
        let ended = Pretend::default().run(&all);
        assert_eq!(ended.exit, Exit::Failure, "{arguments:?}");
        ended.stderr
    };
    for (arguments, words) in [
        (&["--maximum-retry-attempts", "-1"][..], "negative"),
        (&["--seed", "-1"], "negative"),
        (&["--runs", "-1"], "-1 is not in 1..=10000000000"),
        (&["--runs", "0"], "0 is not in 1..=10000000000"),
        (&["--maximum-event-age", "-5"], "negative"),
        (
            &["--maximum-event-age", "99999999999999999999"],
            "longer than a hundred years",
        ),
        (&["--fail", "until=-5s"], "negative"),
        (
            &["--fail", "codes=503:retry-after=99999999999999999"],
            "too large",
        ),
    ] {
        let told = told(arguments);
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
}

#[test]
fn a_queue_says_that_events_wait_unattempted_while_the_target_is_down() {
    let notes = |arguments: &[&str]| json(arguments)["notes"].to_string();
    let waits = "delivery/waits-unattempted";
    assert!(notes(&["--events", "5", "--fail", "always"]).contains(waits));
    assert!(notes(&["--events", "5", "--fail", "until=1h"]).contains(waits));
    assert!(!notes(&["--events", "5"]).contains(waits));
    let retried = ["--events", "5", "--fail", "always", "--overload", "retry"];
    assert!(!notes(&retried).contains(waits));
}

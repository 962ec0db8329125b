//! One delivery: attempt after attempt.

use evb::commands::Exit;

use super::{evb, json};
use crate::support::Pretend;

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
    insta::assert_snapshot!(evb(&["--fail", "codes=503,429:retry-after=30,404"]), @"
    exit: Negative
    --- stdout
    dead-lettered after 3 attempts (2 retries), 31 s after its arrival: the error is not retried

      attempt    at  delay  age left  result
            1   0 s         86,400 s  503
            2   1 s    1 s  86,399 s  429, Retry-After: 30
            3  31 s   30 s  86,369 s  404, not retried

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
    ");
}

#[test]
fn slow_answers_may_be_duplicates() {
    insta::assert_snapshot!(evb(&["--fail", "never", "--latency", "4s..7s", "--seed", "3"]), @"
    exit: Success
    --- stdout
    delivered after 4 attempts (3 retries), 26.427 s after its arrival

      attempt    at  delay  age left  result
            1   0 s         86,400 s  TIMEOUT
            2   6 s    1 s  86,394 s  TIMEOUT
            3  13 s    2 s  86,387 s  TIMEOUT
            4  22 s    4 s  86,378 s  delivered

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     never
    seed      3

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: 3 attempts took longer than the timeout: the target may have acted on each, so it must be
          idempotent
    ");
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
fn very_many_attempts_are_not_all_listed() {
    let document = json(&["--profile", "sns-lambda"]);
    let attempts = document["attempts"].as_array().unwrap();
    assert_eq!(
        attempts.len() as u64 + document["attempts_omitted"].as_u64().unwrap(),
        100_016
    );
    assert_eq!(attempts.last().unwrap()["number"], 100_016);
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
    assert_eq!(exit(&["--runs", "0"]), Exit::Failure);
}

/// Whoever gives a latency asks what the latency does.
#[test]
fn a_latency_alone_decides_what_fails() {
    let document = json(&["--latency", "1s..8s", "--timeout", "5s", "--runs", "1000"]);
    assert_eq!(document["fail"], serde_json::json!(["never"]));
    let attempts = document["monte_carlo"]["total_attempts"].as_f64().unwrap();
    // Three of seven seconds are too long, so an attempt is in time with 4/7.
    assert!((attempts / 1_000.0 - 1.75).abs() < 0.2, "{attempts}");
    let told = evb(&["--latency", "6s", "--maximum-retry-attempts", "0"]);
    assert!(
        told.starts_with("exit: Negative\n--- stdout\ndead-lettered"),
        "{told}"
    );
    assert_eq!(
        json(&["--timeout", "5s"])["fail"],
        serde_json::json!(["always"])
    );
}

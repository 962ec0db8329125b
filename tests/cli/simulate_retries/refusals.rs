//! What is refused, and what is said about it.

use evb::commands::Exit;

use super::evb;
use crate::support::Pretend;

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
}

#[test]
fn a_refusal_speaks_no_rust_and_blames_the_right_flag() {
    let told: String = [
        &["--fail", "always", "--fail", "never"][..],
        &["--require", "delivered>=99%"],
        &["--require", "delivery-time.p99<=-1s"],
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
    error[delivery/retrier]: `IntervalSeconds` is a number, not a whole number
     --> --retriers:1:50
      |
    1 | [{"ErrorEquals":["States.ALL"],"IntervalSeconds":1e30}]
      |                                                  ^^^^ a whole number was expected
    error[input/unreadable]: cannot read `7`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    error[delivery/delivery-policy]: `numRetries` is -1, not 0 or more
     --> --delivery-policy:1:15
      |
    1 | {"numRetries":-1}
      |               ^^ out of range
      |
      = help: SNS Developer Guide, message delivery retries: at most 100 retries, and at most 3600 s in all
    "#);
}

#[test]
fn an_unknown_code_is_refused() {
    insta::assert_snapshot!(evb(&["--profile", "subscriber", "--fail", "codes=NO_PERMISSIONS"]), @r"
    exit: Failure
    --- stderr
    error[delivery/unknown-code]: unknown error code `NO_PERMISSIONS`
     --> --fail:1:7
      |
    1 | codes=NO_PERMISSIONS
      |       ^^^^^^^^^^^^^^ not a code of this service
      |
      = help: here it is `ACCESS_DENIED`; known (EventBridge User Guide, retries of the Custom Event Bus): ACCESS_DENIED, COMPUTE_EXECUTION_ERROR, CUSTOMER_VALIDATION, EXECUTION_TIMEOUT, INPUT_TRANSFORMATION_FAILURE, INTERNAL_SERVER_ERROR, INVOCATION_DEPENDENCY_INTERNAL, KMS_INVALID_STATE, LOOP_DETECTED, PARTIAL_BATCH_FAILURE, REQUEST_TOO_LARGE, RESOURCE_CONFLICT, RESOURCE_NOT_FOUND, SFN_TYPE_NOT_SUPPORTED, THROTTLING
    ");
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
fn every_refusal_says_what_would_be_right() {
    let refused: [&[&str]; 10] = [
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
        &["--require", "speed>=1"],
    ];
    let told: String = refused
        .iter()
        .map(|arguments| {
            let all: Vec<&str> = std::iter::once("simulate-retries")
                .chain(arguments.iter().copied())
                .collect();
            let ended = Pretend::default().run(&all);
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
      | ^ this policy
      |
      = help: SNS Developer Guide, message delivery retries: at most 100 retries, and at most 3600 s in all
    error[delivery/retrier]: a retrier has to name an error in `ErrorEquals`
     --> --retriers:1:17
      |
    1 | [{"ErrorEquals":[]}]
      |                 ^ no error is named
      |
      = help: `States.ALL` stands for every error
    error[delivery/dead-letter-queue]: `arn:aws:sqs:us-east-1:123456789012:dead.fifo` is a FIFO queue
     --> --dead-letter-queue:1:1
      |
    1 | arn:aws:sqs:us-east-1:123456789012:dead.fifo
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: EventBridge User Guide, dead-letter queues: only standard queues can be dead-letter queues
    error[delivery/requirement]: unknown metric `speed`
     --> --require:1:1
      |
    1 | speed>=1
      | ^^^^^ not a metric
      |
      = help: write `delivered>=0.999`; there are `delivered`, `dead-lettered`, `dropped`, `lost` (shares from 0 to 1; also `.low` and `.high` of their interval), and `attempts` and `delivery-time` (`.mean`, `.p50`, `.p90`, `.p99`, `.p99.9`, `.max`)
    "#);
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

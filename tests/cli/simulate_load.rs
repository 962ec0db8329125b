//! `evb simulate-load`.

use evb::commands::Exit;
use serde_json::Value;

use crate::support::Pretend;

fn evb(arguments: &[&str]) -> String {
    Pretend::default().evb(&[&["simulate-load"], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let all = [&["simulate-load", "--format", "json"], arguments].concat();
    serde_json::from_str(&Pretend::default().run(&all).stdout).unwrap()
}

#[test]
fn an_outage_leaves_a_backlog() {
    insta::assert_snapshot!(evb(&["--events", "30000", "--rate", "20/s", "--target-capacity", "30/s", "--fail", "until=10m"]), @r"
    exit: Success
    --- stdout
    30,000 of 30,000 events delivered

    arrival         20/s
    capacity        30/s
    peak waiting    12,000 events at 600 s (10 min)
    backlog gone    at 1,600 s (26 min 40 s), 1,000 s (16 min 40 s) after the outage
    busiest second  30
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
    ");
}

#[test]
fn refusals_become_a_storm() {
    insta::assert_snapshot!(evb(&["--events", "2000", "--rate", "10/s", "--target-capacity", "5/s", "--overload", "retry", "--maximum-retry-attempts", "8"]), @r"
    exit: Success
    --- stdout
    2,000 of 2,000 events delivered

    arrival         10/s
    capacity        5/s
    peak waiting    1,000 events at 200 s (3 min 20 s)
    backlog gone    at 455 s (7 min 35 s)
    throttled       7,725 attempts
    busiest second  45 (9 × the capacity)
    over            at 455 s (7 min 35 s)

    delivered       100 %
    attempts        mean 4.862, half 1, 90 % 9, 99 % 9, 99.9 % 9, at most 9
    delivery time   mean 109.9 s, half 0 s, 90 % 255 s, 99 % 255 s, 99.9 % 255 s, at most 255 s

    the same load on the same curve, randomised or not
                    no jitter                    full jitter
    delivered       2,000                        1,364
    dead-lettered   0                            636
    attempts        9,725                        9,950
    throttled       7,725                        8,586
    busiest second  45 (9 × the capacity)        62 (12.4 × the capacity)
    above capacity  until 327.68 s (5 min 28 s)  until 321.536 s (5 min 22 s)
    backlog gone    455 s (7 min 35 s)           399.014 s (6 min 39 s)

    attempts in the busiest seconds without jitter (logarithmic)
    45 │    ••••••••••••••••••••••••••••
       │••••••••••••••••••••••••••••••••••
       │••••••••••••••••••••••••••••••••••••••••••••••••••••
       │••••••••••••••••••••••••••••••••••••••••••••••••••••        ••••••••••••
       │••••••••••••••••••••••••••••••••••••••••••••••••••••        ••••••••••••
       │••••••••••••••••••••••••••••••••••••••••••••••••••••        ••••••••••••
     0 └────────────────────────────────────────────────────────────────────────
        0                                                             7 min 35 s

    attempts in the busiest seconds with full jitter (logarithmic)
    62 │     •••••••••••••••••••••••••••
       │•••••••••••••••••••••••••••••••••
       │••••••••••••••••••••••••••••••••••••••••
       │••••••••••••••••••••••••••••••••••••••••••• • •• ••
       │•••••••••••••••••••••••••••••••••••••••••••••••• ••••• •
       │••••••••••••••••••••••••••••••••••••••••••••••••••••••••••  • •
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
    ");
}

#[test]
fn the_course_of_a_fleet_is_a_table() {
    insta::assert_snapshot!(evb(&["--events", "5", "--target-capacity", "1000/s", "--format", "csv"]), @r"
    exit: Success
    --- stdout
    at_seconds,arrived,delivered,given_up,waiting,attempts,busiest_second
    0,5,0,0,5,0,5
    0.001,5,1,0,4,1,0
    0.002,5,2,0,3,2,0
    0.003,5,3,0,2,3,0
    0.004,5,4,0,1,4,0
    0.005,5,5,0,0,5,0
    ");
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

#[test]
fn jitter_disperses_a_thundering_herd() {
    insta::assert_snapshot!(evb(&["--events", "20000", "--target-capacity", "100/s", "--overload", "retry", "--maximum-retry-attempts", "12"]), @r"
    exit: Success
    --- stdout
    13 of 20,000 events delivered, 19,987 dead-lettered

    arrival         all at once
    capacity        100/s
    peak waiting    19,999 events at 0 s
    backlog gone    at 1,951 s (32 min 31 s)
    throttled       259,909 attempts
    busiest second  20,000 (200 × the capacity)
    over            at 1,951 s (32 min 31 s)

    delivered       0.065 %
    dead-lettered   99.935 %
      by retries    99.935 %
    attempts        mean 12.996, half 13, 90 % 13, 99 % 13, 99.9 % 13, at most 13
    delivery time   mean 417.385 s, half 63 s, 90 % 1,471 s, 99 % 1,951 s, 99.9 % 1,951 s, at most 1,951 s
    given up after  mean 1,951 s, half 1,951 s, 90 % 1,951 s, 99 % 1,951 s, 99.9 % 1,951 s, at most 1,951 s

    the same load on the same curve, randomised or not
                    no jitter                    full jitter
    delivered       13                           19,999
    dead-lettered   19,987                       1
    attempts        259,922                      173,320
    throttled       259,909                      153,321
    busiest second  20,000 (200 × the capacity)  45,550 (455.5 × the capacity)
    above capacity  until 1,951 s (32 min 31 s)  until 180.224 s (3 min)
    backlog gone    1,951 s (32 min 31 s)        1,148.302 s (19 min 8 s)

    attempts in the busiest seconds without jitter (logarithmic)
    20,000 │• • •    •        •                 •                 •                •
           │• • •    •        •                 •                 •                •
           │• • •    •        •                 •                 •                •
           │• • •    •        •                 •                 •                •
           │• • •    •        •                 •                 •                •
           │• • •    •        •                 •                 •                •
         0 └────────────────────────────────────────────────────────────────────────
            0                                                            32 min 31 s

    attempts in the busiest seconds with full jitter (logarithmic)
    45,550 │•
           │•
           │••
           │•••••••
           │•••••••••••••••••
           │•••••••••••••••••••••••••••••••••••••••  ••
         0 └────────────────────────────────────────────────────────────────────────
            0                                                            32 min 31 s

    profile   rule
    policy    at most 12 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     never
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: what exceeds the capacity is refused with throttling, and each refusal uses up a retry; how
          EventBridge itself slows down for a target that throttles is not published
    ");
}

#[test]
fn both_jitters_stand_beside_the_curve_that_is_asked_for() {
    let arguments = [
        "--events",
        "500",
        "--rate",
        "50/s",
        "--target-capacity",
        "10/s",
        "--overload",
        "retry",
    ];
    let document = json(&[&arguments[..], &["--preset", "equal"]].concat());
    let both = document["jitter"].as_array().unwrap();
    let settings: Vec<_> = both
        .iter()
        .map(|one| one["setting"].as_str().unwrap())
        .collect();
    assert_eq!(
        settings,
        [
            "initial=1s,multiplier=2,cap=600s,jitter=none",
            "initial=1s,multiplier=2,cap=600s,jitter=full",
        ]
    );
    let none = &json(&[&arguments[..], &["--backoff", settings[0]]].concat())["fleet"];
    for key in [
        "delivered",
        "throttled",
        "most_attempts_in_a_second",
        "drained_at_seconds",
        "course",
    ] {
        assert_eq!(both[0]["fleet"][key], none[key], "{key}");
    }
    assert_ne!(document["fleet"]["throttled"], none["throttled"]);
    // A queue asks no curve, and Lambda's is not the caller's.
    assert_eq!(json(&["--events", "5"]).get("jitter"), None);
    let lambda = json(&[&arguments[..], &["--profile", "lambda-async"]].concat());
    assert_eq!(lambda.get("jitter"), None);
}

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
        "--events",
        "10",
        "--target-capacity",
        "1/s",
        "--overload",
        "retry",
        "--require",
        "delivered>=0",
    ]);
    assert_eq!(
        keys(&document),
        "version seed policy backoff fleet notes profile fail requirements jitter"
    );
    assert_eq!(
        keys(&document["fleet"]),
        "events events_per_second target_capacity_per_second burst overload delivered dead_lettered dropped lost \
         peak_queue_depth peak_at_seconds drained_at_seconds drain_seconds ended_at_seconds first_expired_event \
         first_expired_arrived_at_seconds throttled most_attempts_in_a_second statistics above_capacity_until_seconds course"
    );
    assert_eq!(
        keys(&document["fleet"]["course"][0]),
        "at_seconds arrived delivered given_up waiting attempts busiest_second"
    );
    assert_eq!(keys(&document["jitter"][1]), "jitter setting fleet");
    let first = document["notes"][0]["message"].as_str().unwrap();
    assert!(first.contains("delay curve"), "{first}");
}

#[test]
fn the_course_is_also_lines_and_a_picture() {
    let run = |format: &str| {
        let all = [
            "simulate-load",
            "--events",
            "30",
            "--target-capacity",
            "5/s",
            "--overload",
            "retry",
            "--format",
            format,
        ];
        Pretend::default().run(&all).stdout
    };
    let lines = run("jsonl");
    let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(
        (
            last["fleet"]["course"].as_array(),
            last["jitter"][0]["fleet"]["course"].as_array()
        ),
        (Some(&vec![]), Some(&vec![]))
    );
    assert!(
        lines
            .lines()
            .next()
            .unwrap()
            .starts_with(r#"{"at_seconds":0.0,"arrived":30"#)
    );
    let picture = run("svg");
    assert!(
        picture.starts_with("<svg ") && picture.ends_with("</svg>\n") && !picture.contains("NaN")
    );
    assert!(
        picture.contains(">no jitter<")
            && picture.contains(">full jitter<")
            && picture.contains(">capacity<")
    );
}

#[test]
fn a_target_of_a_file_gives_the_policy() {
    let target = r#"{"RetryPolicy":{"MaximumRetryAttempts":1},"DeadLetterConfig":{"Arn":"arn:aws:sqs:us-east-1:123456789012:d"}}"#;
    let document = json(&[
        "--events",
        "50",
        "--target-capacity",
        "1/s",
        "--overload",
        "retry",
        "--target",
        target,
    ]);
    assert_eq!(document["policy"]["maximum_retry_attempts"], 1);
    assert_eq!(document["fleet"]["dead_lettered"], 48);
}

#[test]
fn requirements_decide() {
    let exit = |events: &str| {
        let arguments = [
            "simulate-load",
            "--events",
            events,
            "--target-capacity",
            "1/s",
            "--maximum-event-age",
            "60",
            "--require",
            "delivered>=0.6",
        ];
        Pretend::default().run(&arguments).exit
    };
    assert_eq!(exit("100"), Exit::Success);
    assert_eq!(exit("101"), Exit::Negative);
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let told: String = [
        &["--events", "10", "--rate", "-5/s"][..],
        &["--events", "10", "--target-capacity", "0/s"],
        &["--events", "10", "--preset", "full"],
        &["--events", "10", "--fail", "probability=0.5"],
        &["--events", "2000000", "--overload", "retry"],
        &["--rate", "10/s"],
    ]
    .map(|arguments| {
        Pretend::default()
            .run(&[&["simulate-load"], arguments].concat())
            .stderr
    })
    .concat();
    insta::assert_snapshot!(told, @r"
    error[delivery/rate]: `-5/s` is not a rate
     --> --rate:1:1
      |
    1 | -5/s
      | ^^^^ not a number
      |
      = help: write `200/s`, `0.5/s`, `300/m` or `12/h`: above 0, at most 1000000/s, at most three decimals
    error[delivery/rate]: `0/s` is not a rate
     --> --target-capacity:1:1
      |
    1 | 0/s
      | ^^^ out of range
      |
      = help: write `200/s`, `0.5/s`, `300/m` or `12/h`: above 0, at most 1000000/s, at most three decimals
    error[delivery/contradiction]: `--preset` has no meaning in a queue, where events wait unattempted
     |
     = help: `--overload retry` applies the retry policy to many events
    error[delivery/contradiction]: in a queue a target is either up or down
     |
     = help: use `never`, `always`, `until` and `window` without latency; `--overload retry` takes every failure
    error[delivery/fleet]: 2000000 events are more than 1000000
     |
     = help: simulate a share of the events at the same share of the rates, or use `--overload queue`
    error[usage]: the following required arguments were not provided: --events <NUMBER>
     |
     = help: Usage: evb simulate-load --events <NUMBER> --rate <RATE>
             For more information, try '--help'.
    ");
}

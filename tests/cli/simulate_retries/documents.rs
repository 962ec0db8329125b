//! What the answers are written as, and what is promised of them.

use evb::commands::Exit;
use serde_json::Value;

use super::json;
use crate::support::Pretend;

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
    assert_eq!(
        keys(letter),
        "attributes body queue message_attributes kind"
    );
    let sensitivity = json(&["--sensitivity", "--maximum-event-age", "60"]);
    assert_eq!(
        keys(&sensitivity),
        "version seed policy presets conclusions notes profile fail"
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
        &["--backoff", "cap=1h"],
    ] {
        let document = json(question);
        let first = document["notes"][0]["message"].as_str().unwrap();
        assert!(first.contains("delay curve"), "{question:?}: {first}");
    }
}

#[test]
fn pictures_are_well_formed() {
    let questions: [&[&str]; 3] = [
        &[],
        &["--fail", "never"],
        &["--sensitivity", "--runs", "50"],
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
}

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
            let way = include_str!("../../../fixtures/delivery/way.yaml");
            let machine = Pretend::default().file("fixtures/delivery/way.yaml", way);
            let printed = machine.evb(&arguments);
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

//! `--fail-on`: what is told beside the answer and makes the exit code 1.

use crate::support::Pretend;

/// The exit codes without the flag, with `warning`, with `unsettled`.
fn exits(command: &[&str], host: &Pretend) -> [u8; 3] {
    let with = |more: &[&str]| host.run(&[command, more].concat()).exit.code();
    [
        with(&[]),
        with(&["--fail-on", "warning"]),
        with(&["--fail-on", "unsettled"]),
    ]
}

#[test]
fn warnings_and_what_is_unsettled_count_only_where_it_is_asked_for() {
    let entries = |detail_type: &str, detail: &str| {
        format!(
            r#"{{"Entries":[{{"Source":"s","DetailType":"{detail_type}","Detail":"{detail}"}}]}}"#
        )
    };
    let host = Pretend::default()
        .file(
            "entry.json",
            entries("t", r#"{\"a\":99999999999999999999}"#),
        )
        .file("long.json", entries(&"y".repeat(129), "{}"))
        .file(
            "sqs.json",
            include_bytes!("../../fixtures/pipes/sqs.pipe.json"),
        )
        .file("event.json", r#"{"source":"s","detail":{"a":[1,2]}}"#);
    let record = r#"{"a":300.0}"#;
    let cases: &[(&[&str], [u8; 3])] = &[
        // A warning: the time is past.
        (&["next-fires", "at(2020-01-01T00:00:00)"], [0, 1, 0]),
        (
            &["next-fires", "at(2020-01-01T00:00:00)", "--format", "json"],
            [0, 1, 0],
        ),
        // A warning that stands on an unsettled point as well.
        (&["next-fires", "cron( 0 12 * * ? *)"], [0, 1, 1]),
        // A note on an unsettled point.
        (&["next-fires", "cron(0 12 LW * ? *)"], [0, 0, 1]),
        (
            &["next-fires", "cron(0 12 LW * ? *)", "--format", "json"],
            [0, 0, 1],
        ),
        (&["next-fires", "cron(0 12 * * ? *)"], [0, 0, 0]),
        (
            &[
                "test-pattern",
                "--pattern",
                r#"{"source":["s"]}"#,
                "event.json",
            ],
            [0, 0, 0],
        ),
        (
            &[
                "test-pattern",
                "--for",
                "lambda",
                "--pattern",
                r#"{"a":[300]}"#,
                record,
            ],
            [0, 0, 1],
        ),
        (
            &[
                "test-pattern",
                "--for",
                "lambda",
                "--format",
                "jsonl",
                "--pattern",
                r#"{"a":[300]}"#,
                record,
            ],
            [0, 0, 1],
        ),
        (
            &[
                "transform",
                "--for",
                "pipe",
                "--input-template",
                "<$.detail.a[*]>",
                "event.json",
            ],
            [0, 0, 1],
        ),
        (
            &[
                "transform",
                "--for",
                "pipe",
                "--format",
                "jsonl",
                "--input-template",
                "<$.detail.a[*]>",
                "event.json",
            ],
            [0, 0, 1],
        ),
        (&["put-events", "long.json"], [0, 1, 0]),
        (&["put-events", "entry.json"], [0, 0, 1]),
        (&["put-events", "entry.json", "--format", "json"], [0, 0, 1]),
        (
            &[
                "simulate-retries",
                "--fail",
                "codes=CROSS_REGION_INGESTION_FAILED",
                "--require",
                "delivered>=0",
            ],
            [0, 0, 1],
        ),
        (&["pipe", "--check", "--pipe", "sqs.json"], [0, 0, 1]),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(command, expected)| {
            let found = exits(command, &host);
            (found != *expected).then(|| format!("{command:?}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn several_are_asked_for_with_commas_and_a_worse_exit_code_stays() {
    let host = Pretend::default();
    let exit = |arguments: &[&str]| host.run(arguments).exit.code();
    assert_eq!(
        exit(&[
            "next-fires",
            "cron(0 12 LW * ? *)",
            "--fail-on",
            "warning,unsettled"
        ]),
        1
    );
    assert_eq!(
        exit(&["next-fires", "cron(0 25 * * ? *)", "--fail-on", "warning"]),
        2
    );
    assert_eq!(
        exit(&["next-fires", "cron(0 12 * * ? *)", "--fail-on", "nothing"]),
        2
    );
}

#[test]
fn who_is_quiet_reads_it_from_the_exit_code() {
    let ended = Pretend::default().run(&[
        "next-fires",
        "-q",
        "--fail-on",
        "warning",
        "at(2020-01-01T00:00:00)",
    ]);
    assert_eq!((ended.exit.code(), ended.stderr.as_str()), (1, ""));
}

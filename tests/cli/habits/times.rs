//! Times as people write them. The pretend machine's clock stands at 2026-11-20T10:00:00Z.

use evb::commands::Exit;

use crate::support::Pretend;

/// From when and until when fires are listed.
fn asked(arguments: &[&str]) -> String {
    let all = [
        &["next-fires", "rate(1 hour)", "--format", "json"],
        arguments,
    ]
    .concat();
    let ended = Pretend::default().run(&all);
    if ended.exit == Exit::Failure {
        return ended.stderr;
    }
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    format!(
        "{} {}",
        document["after"].as_str().unwrap(),
        document["until"].as_str().unwrap_or("-")
    )
}

#[test]
fn relative_times_count_from_now_and_days_begin_in_utc() {
    for (arguments, times) in [
        (&["--after", "now"][..], "2026-11-20T10:00:00Z -"),
        (
            &["--after", "tomorrow", "--until", "+3d"],
            "2026-11-21T00:00:00Z 2026-11-23T10:00:00Z",
        ),
        (
            &["--after", "-2h", "--until", "2026-11-21"],
            "2026-11-20T08:00:00Z 2026-11-21T00:00:00Z",
        ),
        (
            &["--after", "2026-11-19", "--until", "today"],
            "2026-11-19T00:00:00Z 2026-11-20T00:00:00Z",
        ),
    ] {
        assert_eq!(asked(arguments), times, "{arguments:?}");
    }
}

#[test]
fn with_a_time_zone_days_and_local_times_are_those_of_its_clock() {
    let zoned = |arguments: &[&str]| asked(&[arguments, &["--timezone", "Asia/Tokyo"]].concat());
    assert_eq!(
        zoned(&["--after", "today", "--until", "2026-11-20 21:30:00"]),
        "2026-11-19T15:00:00Z 2026-11-20T12:30:00Z"
    );
    insta::assert_snapshot!(asked(&["--after", "2026-03-29T02:30", "--timezone", "Europe/Berlin"]), @r"
    error[usage]: invalid value '2026-03-29T02:30' for '--after <TIME>': the clock of Europe/Berlin never shows it, because it is put forward over it
     |
     = help: choose a time before or after it
    ");
    insta::assert_snapshot!(asked(&["--after", "2026-10-25T02:30", "--timezone", "Europe/Berlin"]), @r"
    error[usage]: invalid value '2026-10-25T02:30' for '--after <TIME>': the clock of Europe/Berlin shows it twice, because it is put back
     |
     = help: the first is `2026-10-25T00:30:00Z`, the second `2026-10-25T01:30:00Z`
    ");
    insta::assert_snapshot!(asked(&["--after", "tomorrow", "--timezone", "Europe/Berlim"]), @r"
    error[schedule/unknown-timezone]: `Europe/Berlim` is no time zone of the IANA database, release 2026f
     |
     = help: did you mean `Europe/Berlin`?
    ");
}

#[test]
fn the_dates_of_a_schedule_take_the_same_words() {
    let fires = |arguments: &[&str]| {
        let all = [
            &[
                "next-fires",
                "rate(1 day)",
                "--format",
                "csv",
                "--until",
                "+10d",
            ],
            arguments,
        ]
        .concat();
        let ended = Pretend::default().run(&all);
        let mut lines = ended
            .stdout
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(1).unwrap().to_owned());
        (lines.next().unwrap_or(ended.stderr), lines.count() + 1)
    };
    let counted = fires(&["--start-date", "tomorrow", "--end-date", "2026-11-24"]);
    assert_eq!(counted, ("2026-11-21T00:00:00Z".to_owned(), 4));
    let counted = fires(&["--created", "-90m"]);
    assert_eq!(counted, ("2026-11-21T08:30:00Z".to_owned(), 10));
}

#[test]
fn every_command_takes_the_same_words() {
    let entry = r#"[{"Source":"a","DetailType":"b","Detail":"{}"}]"#;
    let schedule = r#"{"at":"<aws.scheduler.scheduled-time>"}"#;
    for (arguments, told) in [
        (
            &["put-events", entry, "--time", "tomorrow"][..],
            r#""time":"2026-11-21T00:00:00Z""#,
        ),
        (
            &["put-events", entry, "--time", "-3d"],
            r#""time":"2026-11-17T10:00:00Z""#,
        ),
        (
            &[
                "transform",
                "--for",
                "scheduler",
                "--input",
                schedule,
                "--scheduled-time",
                "+2h",
            ],
            r#"{"at":"2026-11-20T12:00:00Z"}"#,
        ),
        (
            &[
                "transform",
                "--for",
                "scheduler",
                "--input",
                schedule,
                "--scheduled-time",
                "2026-11-20T12:00:00.5+02:00",
            ],
            r#"{"at":"2026-11-20T12:00:00.5+02:00"}"#,
        ),
        (
            &[
                "transform",
                "{}",
                "--input-template",
                "<aws.events.event.ingestion-time>",
                "--ingestion-time",
                "today",
            ],
            "2026-11-20T00:00:00Z",
        ),
        (
            &[
                "simulate-retries",
                "--profile",
                "scheduler",
                "--maximum-retry-attempts",
                "0",
                "--arrival",
                "2026-11-20",
            ],
            "2026-11-20T00:00:00Z",
        ),
    ] {
        let ended = Pretend::default().run(arguments);
        assert!(
            ended.stdout.contains(told),
            "{arguments:?}: {}{}",
            ended.stdout,
            ended.stderr
        );
    }
}

#[test]
fn what_is_no_time_is_told_what_is_one() {
    insta::assert_snapshot!(Pretend::default().evb(&["put-events", "[]", "--time", "soon"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value 'soon' for '--time <TIME>': write it like `2026-11-20T10:00:00Z`, `2026-11-20`, `now`, `today`, `tomorrow`, `+2h` or `-3d`
     |
     = help: For more information, try '--help'.
    ");
    insta::assert_snapshot!(Pretend::default().evb(&["put-events", "[]", "--time", "+2 h"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value '+2 h' for '--time <TIME>': a distance from now is a number and a unit, `s`, `m`, `h`, `d` or `w`: `+90s`, `+2h`, `-3d`, `+1h30m`
     |
     = help: For more information, try '--help'.
    ");
    insta::assert_snapshot!(Pretend::default().evb(&["put-events", "[]", "--time", "2026-11-20 10:00"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value '2026-11-20 10:00' for '--time <TIME>': the offset from UTC is missing: write `2026-11-20T10:00:00Z`, or `2026-11-20T10:00:00+02:00`
     |
     = help: For more information, try '--help'.
    ");
}

//! Schedules that fire at the same time.

use evb::commands::Exit;

use super::{evb, machine};
use crate::support::Pretend;

#[test]
fn collisions_are_listed_and_the_week_is_drawn() {
    insta::assert_snapshot!(evb(&[
        "cron(0 9 ? * MON-FRI *)", "cron(0/30 9 * * ? *)", "stop.json", "--collisions",
        "--until", "2026-11-23T12:00:00Z",
    ]), @r"
    exit: Negative
    --- stdout
    1 minute with more than 1 invocation expected, after 2026-11-20T10:00:00Z and until 2026-11-23T12:00:00Z

    from                  minutes  expected  schedules
    2026-11-23T09:00:00Z  1        2         cron(0 9 ? * MON-FRI *), cron(0/30 9 * * ? *)

    expected invocations by weekday and hour, UTC
         00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23
    Sun  ·· ·· ·· ·· ▒▒ ·· ·· ·· ·· ▓▓ ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  3
    Mon  ·· ·· ·· ·· ▒▒ ·· ·· ·· ·· ██ ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  4
    Tue  ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  0
    Wed  ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  0
    Thu  ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  0
    Fri  ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  0
    Sat  ·· ·· ·· ·· ▒▒ ·· ·· ·· ·· ▓▓ ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ·· ··  3
    · none, ░▒▓█ quarters of the fullest hour, 3

    time zone database 2026f
    ");
}

#[test]
fn no_collision_is_success() {
    let ended = machine().run(&[
        "next-fires",
        "start.json",
        "stop.json",
        "--collisions=1",
        "--format",
        "json",
    ]);
    assert_eq!(ended.exit, Exit::Success);
    assert!(
        ended
            .stdout
            .contains(r#""collisions":[],"heat_map":{"timezone":"UTC","#),
        "{}",
        ended.stdout
    );
}

#[test]
fn names_of_collisions_are_told_apart_in_csv() {
    let named =
        |name: &str| format!(r#"{{"Name": "{name}", "ScheduleExpression": "cron(0 12 * * ? *)"}}"#);
    insta::assert_snapshot!(Pretend::default().evb(&[
        "next-fires", &named("a b"), &named("c,d"), "--collisions", "--until", "2026-11-20T12:00:00Z", "--format", "csv",
    ]), @r#"
    exit: Negative
    --- stdout
    at,minutes,expected,schedules
    2026-11-20T12:00:00Z,1,2,"[""a b"",""c,d""]"
    "#);
}

#[test]
fn a_disabled_schedule_collides_with_nothing() {
    let ended = Pretend::default()
        .file(
            "off.json",
            r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}"#,
        )
        .run(&[
            "next-fires",
            "off.json",
            "cron(0 12 * * ? *)",
            "--collisions",
        ]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stdout);
    assert!(
        ended.stderr.contains("left out of the collisions"),
        "{}",
        ended.stderr
    );
}

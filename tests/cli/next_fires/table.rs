//! The table of fires, and what stands around it.

use super::{evb, machine};
use crate::support::Pretend;

#[test]
fn the_next_fires_of_an_expression_stand_in_a_table() {
    insta::assert_snapshot!(evb(&["cron(0/5 8-17 ? * MON-FRI *)", "--timezone", "Europe/Helsinki", "-n", "3"]), @r"
    exit: Success
    --- stdout
    cron(0/5 8-17 ? * MON-FRI *) (Europe/Helsinki): every 5 minutes from 08:00 to 17:55 on Monday to Friday

    day  local                    UTC                in
    Fri  2026-11-20 12:05 +02:00  2026-11-20 10:05Z  5 min
    Fri  2026-11-20 12:10 +02:00  2026-11-20 10:10Z  10 min
    Fri  2026-11-20 12:15 +02:00  2026-11-20 10:15Z  15 min

    after 2026-11-20T10:00:00Z, time zone database 2026f
    ");
}

#[test]
fn a_one_time_schedule_is_read_from_a_file_in_its_zone() {
    insta::assert_snapshot!(evb(&["once.json", "--after", "2022-10-01T00:00:00Z"]), @r"
    exit: Success
    --- stdout
    release-note: at(2022-11-01T11:00:00) (Europe/Helsinki): once, on 2022-11-01 at 11:00

    day  local                    UTC                in
    Tue  2022-11-01 11:00 +02:00  2022-11-01 09:00Z  31 d 9 h

    after 2022-10-01T00:00:00Z, time zone database 2026f
    ");
}

#[test]
fn start_and_stop_are_merged_into_one_timeline() {
    insta::assert_snapshot!(evb(&["start.json", "stop.json", "-n", "2"]), @r"
    exit: Success
    --- stdout
    office-start: cron(0 23 * * ? *) (Europe/Helsinki): at 23:00 every day
    office-stop: cron(0 6 * * ? *) (Europe/Helsinki): at 06:00 every day

    schedule      day  local                    UTC                in        window end
    office-start  Fri  2026-11-20 23:00 +02:00  2026-11-20 21:00Z  11 h
    office-stop   Sat  2026-11-21 06:00 +02:00  2026-11-21 04:00Z  18 h      2026-11-21 04:15Z
    office-start  Sat  2026-11-21 23:00 +02:00  2026-11-21 21:00Z  1 d 11 h
    office-stop   Sun  2026-11-22 06:00 +02:00  2026-11-22 04:00Z  1 d 18 h  2026-11-22 04:15Z

    more fires of every schedule follow: `--count` shows them

    after 2026-11-20T10:00:00Z, time zone database 2026f
    ");
}

#[test]
fn nothing_fires_is_an_answer() {
    insta::assert_snapshot!(evb(&["cron(0 0 30 2 ? *)"]), @r"
    exit: Success
    --- stdout
    cron(0 0 30 2 ? *) (UTC): at 00:00 on day 30 of February, where there is one; nothing fires

    after 2026-11-20T10:00:00Z, time zone database 2026f
    --- stderr
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 0 30 2 ? *)
      | ^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn a_list_that_ends_before_the_time_asked_for_says_so() {
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "-n", "1", "--until", "2026-11-20T12:00:00Z"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour

    day  local                    UTC                in
    Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h

    more fires follow until 2026-11-20T12:00:00Z: `--count` shows them

    after 2026-11-20T10:00:00Z until 2026-11-20T12:00:00Z, time zone database 2026f
    ");
}

#[test]
fn a_window_that_reaches_the_next_fire_is_told() {
    insta::assert_snapshot!(evb(&["cron(0/15 * * * ? *)", "--window", "20", "-n", "2"]), @r"
    exit: Success
    --- stdout
    cron(0/15 * * * ? *) (UTC): every 15 minutes

    day  local                    UTC                in      window end
    Fri  2026-11-20 10:15 +00:00  2026-11-20 10:15Z  15 min  2026-11-20 10:35Z
    Fri  2026-11-20 10:30 +00:00  2026-11-20 10:30Z  30 min  2026-11-20 10:50Z

    after 2026-11-20T10:00:00Z, time zone database 2026f
    --- stderr
    warning[schedule/window-reaches-next]: a window of 20 minutes is still open when the next fire comes; what AWS does then is not documented
     --> <expression>:1:1
      |
    1 | cron(0/15 * * * ? *)
      | ^^^^^^^^^^^^^^^^^^^^
      |
      = help: choose a window that is not wider than the time between two fires
    ");
}

#[test]
fn the_help_topic_is_the_reference() {
    let ended = Pretend::default().run(&["help", "schedules"]);
    assert!(
        ended.stdout.contains("# Schedule expressions"),
        "{}",
        ended.stdout
    );
}

#[test]
fn a_merged_list_says_whose_fires_the_count_cut() {
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "cron(0 12 20 11 ? 2026)", "-n", "1"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour
    cron(0 12 20 11 ? 2026) (UTC): at 12:00 on day 20 of November, in 2026

    schedule                 day  local                    UTC                in
    cron(0 * * * ? *)        Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h
    cron(0 12 20 11 ? 2026)  Fri  2026-11-20 12:00 +00:00  2026-11-20 12:00Z  2 h

    more fires of 1 of the 2 schedules follow: `--count` shows them

    after 2026-11-20T10:00:00Z, time zone database 2026f
    ");
    insta::assert_snapshot!(evb(&["cron(0 * * * ? *)", "cron(0 12 20 11 ? 2026)", "-n", "1", "--until", "2026-11-20T12:00:00Z"]), @r"
    exit: Success
    --- stdout
    cron(0 * * * ? *) (UTC): at minute 0 of every hour
    cron(0 12 20 11 ? 2026) (UTC): at 12:00 on day 20 of November, in 2026

    schedule                 day  local                    UTC                in
    cron(0 * * * ? *)        Fri  2026-11-20 11:00 +00:00  2026-11-20 11:00Z  1 h
    cron(0 12 20 11 ? 2026)  Fri  2026-11-20 12:00 +00:00  2026-11-20 12:00Z  2 h

    more fires of 1 of the 2 schedules follow until 2026-11-20T12:00:00Z: `--count` shows them

    after 2026-11-20T10:00:00Z until 2026-11-20T12:00:00Z, time zone database 2026f
    ");
}

#[test]
fn a_start_date_is_past_by_the_clock_only() {
    let schedule =
        r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "StartDate": "2026-12-01T00:00:00Z"}"#;
    let rehearsal = machine().run(&["next-fires", schedule, "--after", "2027-03-01T00:00:00Z"]);
    assert_eq!(rehearsal.stderr, "");
}

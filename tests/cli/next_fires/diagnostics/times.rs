//! Zones, dates and windows.

use super::{Cases, drawn};

pub const CASES: &[Cases] = &[ZONES, DATES, WINDOWS];

const ZONES: Cases = &[
    &[
        "rate(1 hour)",
        "--created",
        "2026-11-20T10:00:00Z",
        "--timezone",
        "Europe/Helsink",
    ],
    &[
        "rate(1 hour)",
        "--created",
        "2026-11-20T10:00:00Z",
        "--timezone",
        "Broken/Zone",
        "--tzdata",
        "zones",
    ],
    &["cron(0 12 * * ? *)", "--timezone", "+02:00"],
    &["cron(0 12 * * ? *)", "--timezone", "BST"],
    &["cron(0 12 * * ? *)", "--timezone", "EST", "-n", "1"],
    &["cron(0 12 * * ? *)", "--timezone", "GMT-3"],
    &["cron(0 12 * * ? *)", "--timezone", "+05:30"],
    &[
        "cron(0 12 * * ? *)",
        "--service",
        "rules",
        "--timezone",
        "Europe/Helsinki",
    ],
    &["cron(0 12 * * ? *)", "--tzdata", "nowhere"],
];

const DATES: Cases = &[
    &[
        "cron(0 12 * * ? *)",
        "--start-date",
        "2026-12-02T00:00:00Z",
        "--end-date",
        "2026-12-01T00:00:00Z",
    ],
    &["cron(0 0 30 2 ? *)"],
    &["cron(0 12 * * ? *)", "--end-date", "2026-11-20T09:00:00Z"],
    &["at(2026-11-20T09:00:00)"],
    &[
        "cron(0 12 * * ? *)",
        "--start-date",
        "2026-12-02T00:00:00Z",
        "--until",
        "2026-12-01T00:00:00Z",
    ],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "StartDate": "2026-11-01T00:00:00Z"}"#],
];

const WINDOWS: Cases = &[
    &[
        r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 0}}"#,
    ],
    &["cron(0 12 * * ? *)", "--window", "-5"],
    &[
        "cron(0 12 * * ? *)",
        "--window",
        "1440",
        "--start-date",
        "2026-11-20T10:00:00Z",
        "-n",
        "1",
    ],
    &["cron(0/30 12 * * ? *)", "--window", "60", "-n", "1"],
    &[
        r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}"#,
    ],
    &[
        "cron(0 12 * * ? *)",
        "--window",
        "60",
        "--end-date",
        "2026-11-21T12:30:00Z",
    ],
];

#[test]
fn zones() {
    insta::assert_snapshot!(drawn(ZONES), @"
    $ rate(1 hour) --created 2026-11-20T10:00:00Z --timezone Europe/Helsink
    error[schedule/unknown-timezone]: `Europe/Helsink` is no time zone of the IANA database, release 2026f
     |
     = help: did you mean `Europe/Helsinki`?

    $ rate(1 hour) --created 2026-11-20T10:00:00Z --timezone Broken/Zone --tzdata zones
    error[schedule/zone-file]: the zone file of `Broken/Zone` cannot be read: invalid 32-bit TZif header: too short

    $ cron(0 12 * * ? *) --timezone +02:00
    error[schedule/unknown-timezone]: `+02:00` is no time zone of the IANA database, release 2026f
     |
     = help: an offset is no zone: `Europe/Helsinki` has it in winter, `Europe/Berlin` in summer, where clocks change; `Etc/GMT-2`, whose sign is the other way round, has it all year

    $ cron(0 12 * * ? *) --timezone BST
    error[schedule/unknown-timezone]: `BST` is no time zone of the IANA database, release 2026f
     |
     = help: did you mean `Europe/London` or `Asia/Dhaka`? `BST` is short for British Summer Time, or Bangladesh Standard Time

    $ cron(0 12 * * ? *) --timezone EST -n 1
    warning[schedule/without-summer-time]: the time zone `EST` has no summer time: its clock is the same all year
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `America/New_York`, whose clock changes?

    $ cron(0 12 * * ? *) --timezone GMT-3
    error[schedule/unknown-timezone]: `GMT-3` is no time zone of the IANA database, release 2026f
     |
     = help: an offset is no zone: `America/Halifax` has it in summer, where clocks change; `Etc/GMT+3`, whose sign is the other way round, has it all year

    $ cron(0 12 * * ? *) --timezone +05:30
    error[schedule/unknown-timezone]: `+05:30` is no time zone of the IANA database, release 2026f
     |
     = help: an offset is no zone: `Asia/Kolkata` has it all year

    $ cron(0 12 * * ? *) --service rules --timezone Europe/Helsinki
    error[schedule/only-on-scheduler]: rules have no time zone
     |
     = help: use EventBridge Scheduler: `--service scheduler`

    $ cron(0 12 * * ? *) --tzdata nowhere
    error[input/no-directory]: `nowhere` is no directory
     |
     = help: give a directory of TZif files, such as `/usr/share/zoneinfo`
    ");
}

#[test]
fn dates_and_schedules_that_never_fire() {
    insta::assert_snapshot!(drawn(DATES), @r#"
    $ cron(0 12 * * ? *) --start-date 2026-12-02T00:00:00Z --end-date 2026-12-01T00:00:00Z
    warning[schedule/end-before-start]: the end date is before the start date, so nothing fires
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^

    $ cron(0 0 30 2 ? *)
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 0 30 2 ? *)
      | ^^^^^^^^^^^^^^^^^^

    $ cron(0 12 * * ? *) --end-date 2026-11-20T09:00:00Z
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: its end date is 2026-11-20T09:00:00Z

    $ at(2026-11-20T09:00:00)
    note[schedule/services-differ]: EventBridge rules refuse this: rules have no one-time schedules
     --> <expression>:1:1
      |
    1 | at(2026-11-20T09:00:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--service rules` asks for it alone
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | at(2026-11-20T09:00:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: its only time is 2026-11-20T09:00:00Z

    $ cron(0 12 * * ? *) --start-date 2026-12-02T00:00:00Z --until 2026-12-01T00:00:00Z
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z and until 2026-12-01T00:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: its start date is 2026-12-02T00:00:00Z

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "StartDate": "2026-11-01T00:00:00Z"}
    warning[schedule/start-in-the-past]: the start date is past: AWS would refuse to create this schedule now
     --> schedule:1:25
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "StartDate": "2026-11-01T00:00:00Z"}
      |                         ^^^^^^^^^^^^^^^^^^
      |
      = help: AWS's words: The StartDate you specify cannot be earlier than 5 minutes ago. `--created` tells of a schedule that exists
    "#);
}

#[test]
fn windows() {
    insta::assert_snapshot!(drawn(WINDOWS), @r#"
    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 0}}
    error[schedule/window-size]: a flexible time window of 0 minutes is not possible
     --> schedule:1:115
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 0}}
      |                                                                                                                   ^
      |
      = help: choose from 1 to 1440 minutes, or turn the window off

    $ cron(0 12 * * ? *) --window -5
    error[usage]: invalid value '-5' for '--window <MINUTES>': choose 1 to 1440 minutes, a number without a unit; without the option there is no window
     |
     = help: For more information, try '--help'.

    $ cron(0 12 * * ? *) --window 1440 --start-date 2026-11-20T10:00:00Z -n 1

    $ cron(0/30 12 * * ? *) --window 60 -n 1
    warning[schedule/window-reaches-next]: a window of 60 minutes is still open when the next fire comes; what AWS does then is not documented
     --> <expression>:1:1
      |
    1 | cron(0/30 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: choose a window that is not wider than the time between two fires

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}
    error[schedule/window-mode]: a flexible time window needs its width
     --> schedule:1:68
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}
      |                                                                    ^^^^^^^^^^^^^^^^^^^^ no `MaximumWindowInMinutes`

    $ cron(0 12 * * ? *) --window 60 --end-date 2026-11-21T12:30:00Z
    note[schedule/unsettled-window-at-end]: AWS does not say whether the end date cuts a window that is open; evb shows the whole window
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
    "#);
}

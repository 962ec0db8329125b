//! What AWS does not say.

use super::{Cases, drawn};

pub const CASES: &[Cases] = &[LISTS, FORMS, RATES, CLOCK_CHANGES];

const LISTS: Cases = &[
    &["cron(0/5, 9-18, ?, *, MON-FRI, *)"],
    &["cron( 0 12 * * ? * )"],
    &["cron(0/70 12 * * ? *)"],
    &["cron(0 12 1 MAR/4 ? *)"],
    &["cron(0 12 ? * 2/2 *)"],
    &["cron(50-10/15 12 * * ? *)"],
];

const FORMS: Cases = &[
    &["cron(0 12 L-3 * ? *)"],
    &["cron(0 12 LW * ? *)"],
    &["cron(0 12 31W * ? *)"],
    &["cron(0 12 ? * 6l *)"],
];

const RATES: Cases = &[
    &["rate(1 hour)"],
    &["rate(5 minute)", "--created", "2026-11-20T10:00:00Z"],
    &[
        "rate(5 minutes)",
        "--created",
        "2026-11-20T10:00:00Z",
        "--service",
        "rules",
    ],
];

const CLOCK_CHANGES: Cases = &[
    &[
        "cron(0 0/1 * * ? *)",
        "--timezone",
        "America/New_York",
        "--after",
        "2026-11-01T04:30:00Z",
    ],
    &[
        "cron(30 1 * * ? *)",
        "--timezone",
        "America/New_York",
        "--after",
        "2026-10-31T12:00:00Z",
        "--start-date",
        "2026-11-01T06:30:00Z",
        "-n",
        "1",
    ],
    &[
        "cron(0/20 * * * ? *)",
        "--timezone",
        "America/New_York",
        "--after",
        "2027-03-14T06:50:00Z",
        "-n",
        "1",
        "--format",
        "csv",
    ],
];

#[test]
fn lists_blanks_and_steps() {
    insta::assert_snapshot!(drawn(LISTS), @"
    $ cron(0/5, 9-18, ?, *, MON-FRI, *)
    warning[schedule/unsettled-empty-item]: rules ignore an empty list item; whether Scheduler does is not known
     --> <expression>:1:6
      |
    1 | cron(0/5, 9-18, ?, *, MON-FRI, *)
      |      ^^^^
      |
      = help: leave the comma out

    $ cron( 0 12 * * ? * )
    warning[schedule/unsettled-outer-blank]: AWS does not say whether the fields may have blanks around them; `rate` may not
     --> <expression>:1:6
      |
    1 | cron( 0 12 * * ? * )
      |      ^^^^^^^^^^^^^^
      |
      = help: leave the blanks out

    $ cron(0/70 12 * * ? *)
    warning[schedule/unsettled-large-step]: AWS does not say whether a step may leave the field; evb takes the first value only
     --> <expression>:1:6
      |
    1 | cron(0/70 12 * * ? *)
      |      ^^^^
      |
      = help: a step counts within its field: if every 70 minutes are meant, write `rate(70 minutes)`, else the value without a step

    $ cron(0 12 1 MAR/4 ? *)
    warning[schedule/unsettled-named-step]: readers differ on a step after a name; evb counts from the named value
     --> <expression>:1:13
      |
    1 | cron(0 12 1 MAR/4 ? *)
      |             ^^^^^
      |
      = help: write the number in place of the name

    $ cron(0 12 ? * 2/2 *)
    warning[schedule/unsettled-weekday-step]: AWS lists no steps for the day-of-week field; evb follows Quartz, which has them
     --> <expression>:1:15
      |
    1 | cron(0 12 ? * 2/2 *)
      |               ^^^
      |
      = help: list the days: `MON,WED,FRI`

    $ cron(50-10/15 12 * * ? *)
    warning[schedule/unsettled-wrapped-step]: AWS does not say how a step goes through the end of its field; evb counts on, as Quartz does
     --> <expression>:1:6
      |
    1 | cron(50-10/15 12 * * ? *)
      |      ^^^^^^^^
      |
      = help: write two ranges
    ");
}

#[test]
fn special_forms() {
    insta::assert_snapshot!(drawn(FORMS), @r"
    $ cron(0 12 L-3 * ? *)
    warning[schedule/unsettled-before-last]: AWS does not document days counted back from the last; evb follows Quartz, and skips a month that is too short
     --> <expression>:1:11
      |
    1 | cron(0 12 L-3 * ? *)
      |           ^^^

    $ cron(0 12 LW * ? *)
    note[schedule/unsettled-last-weekday]: AWS accepts `LW` but does not document it; evb takes the last day from Monday to Friday
     --> <expression>:1:11
      |
    1 | cron(0 12 LW * ? *)
      |           ^^

    $ cron(0 12 31W * ? *)
    note[schedule/unsettled-short-month-weekday]: AWS does not say what the nearest weekday is in a month without that day; evb skips the month
     --> <expression>:1:11
      |
    1 | cron(0 12 31W * ? *)
      |           ^^^
      |
      = help: `LW` is the last weekday of every month

    $ cron(0 12 ? * 6l *)
    warning[schedule/unsettled-lower-case]: AWS takes names in any case; whether it takes `L` and `W` in lower case is not known
     --> <expression>:1:15
      |
    1 | cron(0 12 ? * 6l *)
      |               ^^
      |
      = help: write `L` and `W` in upper case
    note[schedule/sunday-is-one]: `6l` is FRIL: AWS counts the days of the week from Sunday, 1
     --> <expression>:1:15
      |
    1 | cron(0 12 ? * 6l *)
      |               ^^ 1 is Sunday
      |
      = help: write `FRIL`: names cannot be counted wrongly
    ");
}

#[test]
fn rates() {
    insta::assert_snapshot!(drawn(RATES), @"
    $ rate(1 hour)
    note[schedule/rate-anchor]: a rate is counted from its start date or creation, and neither is given: only the spacing is sure
     --> <expression>:1:1
      |
    1 | rate(1 hour)
      | ^^^^^^^^^^^^
      |
      = help: `--start-date` or `--created` gives it for all of the run

    $ rate(5 minute) --created 2026-11-20T10:00:00Z
    note[schedule/unsettled-rate-plural]: Scheduler is not recorded with this unit and value; its documentation ties neither to the other
     --> <expression>:1:8
      |
    1 | rate(5 minute)
      |        ^^^^^^
      |
      = help: let the unit agree with the value, which both services accept
    note[schedule/services-differ]: EventBridge rules refuse this: rules want the unit of a rate to agree with its value
     --> <expression>:1:1
      |
    1 | rate(5 minute)
      | ^^^^^^^^^^^^^^
      |
      = help: `--service rules` asks for it alone

    $ rate(5 minutes) --created 2026-11-20T10:00:00Z --service rules
    note[schedule/unsettled-rate-on-rules]: AWS does not say whether a rule's rate first fires at creation or an interval later; evb takes creation
     --> <expression>:1:1
      |
    1 | rate(5 minutes)
      | ^^^^^^^^^^^^^^^
    ");
}

#[test]
fn clock_changes() {
    insta::assert_snapshot!(drawn(CLOCK_CHANGES), @"
    $ cron(0 0/1 * * ? *) --timezone America/New_York --after 2026-11-01T04:30:00Z
    note[schedule/unsettled-overlap]: AWS states the rule of the repeated hour for daily schedules; evb applies it to every wall-clock time
     --> <expression>:1:1
      |
    1 | cron(0 0/1 * * ? *)
      | ^^^^^^^^^^^^^^^^^^^

    $ cron(30 1 * * ? *) --timezone America/New_York --after 2026-10-31T12:00:00Z --start-date 2026-11-01T06:30:00Z -n 1
    note[schedule/unsettled-overlap-start]: AWS does not say whether a time that comes twice fires the second time if the start date lies between the two; evb lets it not fire
     --> <expression>:1:1
      |
    1 | cron(30 1 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: let the start date be outside the hour that comes twice

    $ cron(0/20 * * * ? *) --timezone America/New_York --after 2027-03-14T06:50:00Z -n 1 --format csv
    note[schedule/skipped-by-clock-change]: a clock change lets nothing fire at 2027-03-14T02:00:00, and at 2 more times: 02:00 does not exist, because the clock is put forward from 02:00 to 03:00
     --> <expression>:1:1
      |
    1 | cron(0/20 * * * ? *)
      | ^^^^^^^^^^^^^^^^^^^^
    ");
}

//! One-time schedules.

use super::{Cases, drawn};

pub const CASES: &[Cases] = &[FORMS, HOURS, CLOCK_CHANGES];

const FORMS: Cases = &[
    &["at(2026-11-20)"],
    &["at(2026-02-30T00:00:00)"],
    &["at(2026-13-30T24:60:60)"],
];

const HOURS: Cases = &[
    &["at(2026-12-31T24:00:00)"],
    &["at(2026-11-20T13:00:00)", "--service", "rules"],
    &["at(2026-12-01T00:00:30)"],
];

const CLOCK_CHANGES: Cases = &[
    &["at(2027-03-14T02:30:00)", "--timezone", "America/New_York"],
    &[
        "at(2027-11-07T01:30:00)",
        "--timezone",
        "America/New_York",
        "--end-date",
        "2027-01-01T00:00:00Z",
    ],
];

#[test]
fn forms_and_dates() {
    insta::assert_snapshot!(drawn(FORMS), @"
    $ at(2026-11-20)
    error[schedule/at-form]: `2026-11-20` is no time of a one-time schedule
     --> <expression>:1:4
      |
    1 | at(2026-11-20)
      |    ^^^^^^^^^^ not of the form yyyy-mm-ddThh:mm:ss
      |
      = help: write `at(2026-11-20T00:00:00)`
    AWS answers: ValidationException: Invalid Schedule Expression at(2026-11-20).

    $ at(2026-02-30T00:00:00)
    error[schedule/at-date]: there is no day 30 in February 2026
     --> <expression>:1:12
      |
    1 | at(2026-02-30T00:00:00)
      |            ^^ allowed are 01-28
    note[schedule/unsettled-at-date]: what AWS makes of a day that its month does not have, or of hour 24, is not known; evb refuses it
     --> <expression>:1:4
      |
    1 | at(2026-02-30T00:00:00)
      |    ^^^^^^^^^^^^^^^^^^^
    AWS answers, if it refuses this: ValidationException: Invalid Schedule Expression at(2026-02-30T00:00:00).

    $ at(2026-13-30T24:60:60)
    error[schedule/at-date]: there is no month 13
     --> <expression>:1:9
      |
    1 | at(2026-13-30T24:60:60)
      |         ^^ allowed are 01-12
    error[schedule/at-date]: there is no hour 24
     --> <expression>:1:15
      |
    1 | at(2026-13-30T24:60:60)
      |               ^^ allowed are 00-23
    error[schedule/at-date]: there is no minute 60
     --> <expression>:1:18
      |
    1 | at(2026-13-30T24:60:60)
      |                  ^^ allowed are 00-59
    error[schedule/at-date]: there is no second 60
     --> <expression>:1:21
      |
    1 | at(2026-13-30T24:60:60)
      |                     ^^ allowed are 00-59
    AWS answers: ValidationException: Invalid Schedule Expression at(2026-13-30T24:60:60).
    ");
}

#[test]
fn hours_seconds_and_services() {
    insta::assert_snapshot!(drawn(HOURS), @r"
    $ at(2026-12-31T24:00:00)
    error[schedule/at-date]: there is no hour 24
     --> <expression>:1:15
      |
    1 | at(2026-12-31T24:00:00)
      |               ^^ allowed are 00-23
      |
      = help: write `at(2027-01-01T00:00:00)`
    note[schedule/unsettled-at-date]: what AWS makes of a day that its month does not have, or of hour 24, is not known; evb refuses it
     --> <expression>:1:4
      |
    1 | at(2026-12-31T24:00:00)
      |    ^^^^^^^^^^^^^^^^^^^
    AWS answers, if it refuses this: ValidationException: Invalid Schedule Expression at(2026-12-31T24:00:00).

    $ at(2026-11-20T13:00:00) --service rules
    error[schedule/at-on-rules]: rules have no one-time schedules
     --> <expression>:1:4
      |
    1 | at(2026-11-20T13:00:00)
      |    ^^^^^^^^^^^^^^^^^^^ `at` is for EventBridge Scheduler
      |
      = help: write `cron(0 13 20 11 ? 2026)`
    AWS answers: ValidationException: Parameter ScheduleExpression is not valid.

    $ at(2026-12-01T00:00:30)
    note[schedule/unsettled-at-seconds]: Scheduler works to the minute; what it makes of seconds is not documented
     --> <expression>:1:4
      |
    1 | at(2026-12-01T00:00:30)
      |    ^^^^^^^^^^^^^^^^^^^
      |
      = help: let the seconds be 00
    note[schedule/services-differ]: EventBridge rules refuse this: rules have no one-time schedules
     --> <expression>:1:1
      |
    1 | at(2026-12-01T00:00:30)
      | ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--service rules` asks for it alone
    ");
}

#[test]
fn clock_changes() {
    insta::assert_snapshot!(drawn(CLOCK_CHANGES), @r"
    $ at(2027-03-14T02:30:00) --timezone America/New_York
    note[schedule/services-differ]: EventBridge rules refuse this: rules have no one-time schedules
     --> <expression>:1:1
      |
    1 | at(2027-03-14T02:30:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--service rules` asks for it alone
    warning[schedule/at-in-gap]: 2027-03-14 02:30:00 does not exist in America/New_York: the clock is put forward over it, so nothing fires
     --> <expression>:1:1
      |
    1 | at(2027-03-14T02:30:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
    note[schedule/unsettled-at-clock-change]: AWS does not say what a one-time schedule does in an hour that is left out or repeated
     --> <expression>:1:1
      |
    1 | at(2027-03-14T02:30:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: choose a time outside the clock change, or a zone without one
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | at(2027-03-14T02:30:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^

    $ at(2027-11-07T01:30:00) --timezone America/New_York --end-date 2027-01-01T00:00:00Z
    note[schedule/services-differ]: EventBridge rules refuse this: rules have no one-time schedules
     --> <expression>:1:1
      |
    1 | at(2027-11-07T01:30:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--service rules` asks for it alone
    note[schedule/at-ignores-dates]: a one-time schedule ignores its start and end dates
     --> <expression>:1:1
      |
    1 | at(2027-11-07T01:30:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
    warning[schedule/at-in-overlap]: 2027-11-07 01:30:00 comes twice in America/New_York, because the clock is put back: this is the first
     --> <expression>:1:1
      |
    1 | at(2027-11-07T01:30:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
    note[schedule/unsettled-at-clock-change]: AWS does not say what a one-time schedule does in an hour that is left out or repeated
     --> <expression>:1:1
      |
    1 | at(2027-11-07T01:30:00)
      | ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: choose a time outside the clock change, or a zone without one
    ");
}

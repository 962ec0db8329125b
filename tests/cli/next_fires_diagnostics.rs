//! Every diagnostic about schedules, as it is drawn.

use std::collections::BTreeSet;

use evb::schedule::{choice, codes};

use crate::support::Pretend;

/// A command line for each diagnostic; those of a file are given inline.
const CASES: &[&[&str]] = &[
    &[""],
    &[
        "cron(0 12 * * ? 2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026)",
    ],
    &["0 12 * * 1-5"],
    &["CRON(0 12 * * ? *)"],
    &[" rate(5 minutes)"],
    &["cron(0 12 * * ? *"],
    &["cron(0 12 * * MON)"],
    &["cron(0 12 1 * MON *)"],
    &["cron(0 , * * ? *)"],
    &["cron(0 noon * * ? *)"],
    &["cron(60 12 * * ? *)"],
    &["cron(0 12 ? * 0-6 *)"],
    &["cron(0 12 ? * MONDAY-FRIDAY *)"],
    &["cron(0 -1 * * ? *)"],
    &["cron(0 12 * * ? 2030-2026)"],
    &["cron(0/x 12 * * ? *)"],
    &["cron(*/60 * * * ? *)"],
    &["cron(0 12 3L * ? *)"],
    &["cron(0 12 ? * 2#1,4#3 *)"],
    &["cron(0 12 ? * 2#6 *)"],
    &["rate(5minutes)"],
    &["rate(0 minutes)"],
    &["rate(10 seconds)"],
    &["rate(1 minutes)", "--service", "rules"],
    &["rate(10)"],
    &["at(2026-11-20)"],
    &["at(2026-02-30T00:00:00)"],
    &["at(2026-13-30T24:60:60)"],
    &["at(2026-12-31T24:00:00)"],
    &["at(2026-11-20T13:00:00)", "--service", "rules"],
    &["at(2027-03-14T02:30:00)", "--timezone", "America/New_York"],
    &[
        "at(2027-11-07T01:30:00)",
        "--timezone",
        "America/New_York",
        "--end-date",
        "2027-01-01T00:00:00Z",
    ],
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
    &[
        "cron(0 12 * * ? *)",
        "--service",
        "rules",
        "--timezone",
        "Europe/Helsinki",
    ],
    &[
        "cron(0 12 * * ? *)",
        "--start-date",
        "2026-12-02T00:00:00Z",
        "--end-date",
        "2026-12-01T00:00:00Z",
    ],
    &[
        r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 0}}"#,
    ],
    &["cron(0 12 * * ? *)", "--window", "-5"],
    &["cron(0 12 * * ? *)", "--count", "-1"],
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
    &["rate(1 hour)"],
    &["cron(0 0 30 2 ? *)"],
    &["[1]"],
    &[r#"{"ScheduleExpression": 5}"#],
    &[r#"{"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}"#],
    &[
        r#"{"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}"#,
    ],
    &[
        r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}"#,
    ],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}"#],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "State": "disabled"}"#],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "State": false}"#],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "EventBusName": "orders"}"#],
    &[r#"{"ScheduleExpression": "cron(0 12 * * ? *)", "StartDate": "2026-11-01T00:00:00Z"}"#],
    &[
        r#"{"Name": "r", "EventPattern": "{}"}"#,
        "cron(0 12 * * ? *)",
    ],
    &[
        r#"[{"Name": "r", "EventPattern": "{}"}, {"Name": "s", "EventPattern": "{}"}, {"Name": "t", "EventPattern": "{}"}]"#,
    ],
    &["cron(0/5, 9-18, ?, *, MON-FRI, *)"],
    &["cron( 0 12 * * ? * )"],
    &["cron(0/70 12 * * ? *)"],
    &["cron(0 12 1 MAR/4 ? *)"],
    &["cron(0 12 ? * 2/2 *)"],
    &["cron(50-10/15 12 * * ? *)"],
    &["cron(0 12 L-3 * ? *)"],
    &["cron(0 12 LW * ? *)"],
    &["cron(0 12 31W * ? *)"],
    &["cron(0 12 ? * 6l *)"],
    &["rate(5 minute)", "--created", "2026-11-20T10:00:00Z"],
    &[
        "rate(5 minutes)",
        "--created",
        "2026-11-20T10:00:00Z",
        "--service",
        "rules",
    ],
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
    &["cron(0 12 * * ? *)", "--end-date", "2026-11-20T09:00:00Z"],
    &["at(2026-11-20T09:00:00)"],
    &[
        "cron(0 12 * * ? *)",
        "--start-date",
        "2026-12-02T00:00:00Z",
        "--until",
        "2026-12-01T00:00:00Z",
    ],
    &[
        "cron(0 * * * ? *)",
        "cron(0 12 * * ? 2026)",
        "-n",
        "2",
        "--until",
        "2026-11-21T10:00:00Z",
        "--format",
        "jsonl",
    ],
    &["at(2026-12-01T00:00:30)"],
    &[
        "cron(0 12 * * ? *)",
        "--window",
        "60",
        "--end-date",
        "2026-11-21T12:30:00Z",
    ],
    &["cron(0 12 * * ? *)", "--tzdata", "nowhere"],
    &["cron(0 12 * * ? *)", "--collisions", "--format", "ics"],
    &["cron(0 12 * * ? *)", "--collisions", "5"],
    &["cron(0 12 * * ? *)", "--collisions=5m"],
    &["cron(0 12 * * ? *)", "--until", "2026-11-20T09:00:00Z"],
    &[
        "cron(0 12 * * ? *)",
        "--after",
        "2026-11-21T09:00:00Z",
        "--until",
        "2026-11-20T09:00:00Z",
    ],
    &["-", "-"],
    &["rate", "5", "minutes"],
    &["template.yaml"],
    &[r#"{"Resources": {"Poll": {"Type": "AWS::Scheduler::Schedule"}}}"#],
    &["cron(0 12 * * ? *)", "--timezone", "+02:00"],
    &["cron(0 12 * * ? *)", "--timezone", "GMT-3"],
    &["cron(0 12 * * ? *)", "--timezone", "+05:30"],
    &["zones"],
    &[
        "rate(1 minute)",
        "--created",
        "2026-11-20T10:00:00Z",
        "-n",
        "1000001",
        "--format",
        "json",
    ],
];

#[test]
fn every_diagnostic_is_drawn_as_it_should_be() {
    let mut drawn = String::new();
    let mut seen = BTreeSet::new();
    for case in CASES {
        let arguments: Vec<&str> = ["next-fires"].iter().chain(*case).copied().collect();
        let machine = Pretend::default()
            .file("zones/Broken/Zone", "no zone")
            .file(
                "template.yaml",
                "Resources:\n  Poll:\n    Type: AWS::Scheduler::Schedule\n",
            );
        let stderr = machine.run(&arguments).stderr;
        let codes = stderr
            .split('[')
            .skip(1)
            .filter_map(|rest| rest.split_once("]: "));
        seen.extend(
            codes
                .map(|(code, _)| code.to_owned())
                .filter(|code| code.starts_with("schedule/")),
        );
        drawn.push_str(&format!("$ {}\n{stderr}\n", case.join(" ")));
    }
    insta::assert_snapshot!(drawn, @r#"
    $ 
    error[schedule/empty]: the schedule expression is empty
     |
     = help: write `cron(…)`, `rate(…)` or `at(…)`

    $ cron(0 12 * * ? 2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026)
    error[schedule/too-long]: the schedule expression has 271 characters
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? 2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026)
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ at most 256

    $ 0 12 * * 1-5
    error[schedule/unknown-kind]: this is no schedule expression
     --> <expression>:1:1
      |
    1 | 0 12 * * 1-5
      | ^^^^^^^^^^^^ not `cron(…)`, `rate(…)` or `at(…)`
      |
      = help: write `cron(0 12 ? * MON-FRI *)`
    AWS answers: ValidationException: Invalid Schedule Expression 0 12 * * 1-5.

    $ CRON(0 12 * * ? *)
    error[schedule/kind-case]: `cron` is written in lower case
     --> <expression>:1:1
      |
    1 | CRON(0 12 * * ? *)
      | ^^^^ not lower case
      |
      = help: write `cron(0 12 * * ? *)`
    AWS answers: ValidationException: Invalid Schedule Expression CRON(0 12 * * ? *).

    $  rate(5 minutes)
    error[schedule/surrounded]: white-space stands around the schedule expression
     --> <expression>:1:1
      |
    1 |  rate(5 minutes)
      | ^ nothing may stand here
      |
      = help: write `rate(5 minutes)`
    AWS answers: ValidationException: Invalid Schedule Expression  rate(5 minutes).

    $ cron(0 12 * * ? *
    error[schedule/parenthesis]: the closing parenthesis is missing
     --> <expression>:1:18
      |
    1 | cron(0 12 * * ? *
      |                  ^ a `)` belongs here
      |
      = help: write `cron(0 12 * * ? *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 * * ? *.

    $ cron(0 12 * * MON)
    error[schedule/field-count]: a cron expression has six fields, and here are 5
     --> <expression>:1:6
      |
    1 | cron(0 12 * * MON)
      |      ^^^^^^^^^^^^ read in order, no year
      |
      = help: write `cron(0 12 ? * MON *)`
    note[schedule/unsettled-year]: Scheduler's user guide calls the year optional, its API reference wants six fields; evb wants six
     --> <expression>:1:1
      |
    1 | cron(0 12 * * MON)
      | ^^^^^^^^^^^^^^^^^^
    AWS answers, if it refuses this: ValidationException: Invalid Schedule Expression cron(0 12 * * MON).

    $ cron(0 12 1 * MON *)
    error[schedule/question-mark]: one of day-of-month and day-of-week must be `?`
     --> <expression>:1:15
      |
    1 | cron(0 12 1 * MON *)
      |           -   ^^^ this field names days of the week
      |           |
      |           and this one days of the month
      |
      = help: make a schedule of each: `cron(0 12 1 * ? *)`, `cron(0 12 ? * MON *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 1 * MON *).

    $ cron(0 , * * ? *)
    error[schedule/empty-list]: the hours field lists nothing
     --> <expression>:1:8
      |
    1 | cron(0 , * * ? *)
      |        ^ allowed are 0-23
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 , * * ? *).

    $ cron(0 noon * * ? *)
    error[schedule/not-a-value]: `noon` is no value of the hours field
     --> <expression>:1:8
      |
    1 | cron(0 noon * * ? *)
      |        ^^^^ allowed are 0-23
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 noon * * ? *).

    $ cron(60 12 * * ? *)
    error[schedule/out-of-range]: `60` is outside the minutes field
     --> <expression>:1:6
      |
    1 | cron(60 12 * * ? *)
      |      ^^ allowed are 0-59
    AWS answers: ValidationException: Invalid Schedule Expression cron(60 12 * * ? *).

    $ cron(0 12 ? * 0-6 *)
    error[schedule/day-zero]: there is no day 0 in the day-of-week field
     --> <expression>:1:15
      |
    1 | cron(0 12 ? * 0-6 *)
      |               ^ Sunday is 1, Saturday is 7
      |
      = help: write `cron(0 12 ? * SUN-SAT *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 ? * 0-6 *).

    $ cron(0 12 ? * MONDAY-FRIDAY *)
    error[schedule/full-name]: names in the day-of-week field have three letters
     --> <expression>:1:15
      |
    1 | cron(0 12 ? * MONDAY-FRIDAY *)
      |               ^^^^^^ not a name that AWS lists
      |
      = help: write `cron(0 12 ? * MON-FRI *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 ? * MONDAY-FRIDAY *).

    $ cron(0 -1 * * ? *)
    error[schedule/range]: `-1` is no range in the hours field
     --> <expression>:1:8
      |
    1 | cron(0 -1 * * ? *)
      |        ^^ values are never negative, and a range needs a start
      |
      = help: write a range as two values with a `-` between: `8-17`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 -1 * * ? *).

    $ cron(0 12 * * ? 2030-2026)
    error[schedule/year-range]: the range in the year field ends before it begins
     --> <expression>:1:17
      |
    1 | cron(0 12 * * ? 2030-2026)
      |                 ^^^^^^^^^ years do not begin again after 2199
      |
      = help: write `cron(0 12 * * ? 2026-2030)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 * * ? 2030-2026).

    $ cron(0/x 12 * * ? *)
    error[schedule/step]: `x` is no step in the minutes field
     --> <expression>:1:8
      |
    1 | cron(0/x 12 * * ? *)
      |        ^ not a number
      |
      = help: a step is a whole number from 1 to 59
    AWS answers: ValidationException: Invalid Schedule Expression cron(0/x 12 * * ? *).

    $ cron(*/60 * * * ? *)
    error[schedule/step-too-large]: the step in the minutes field is larger than the field
     --> <expression>:1:8
      |
    1 | cron(*/60 * * * ? *)
      |        ^^ at most 59
      |
      = help: write `cron(0 * * * ? *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(*/60 * * * ? *).

    $ cron(0 12 3L * ? *)
    error[schedule/special-form]: `3L` has no meaning in the day-of-month field
     --> <expression>:1:11
      |
    1 | cron(0 12 3L * ? *)
      |           ^^ `L` stands alone, or as `LW` or `L-3`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 3L * ? *).

    $ cron(0 12 ? * 2#1,4#3 *)
    error[schedule/special-in-list]: `L`, `W` and `#` stand alone in the day-of-week field
     --> <expression>:1:15
      |
    1 | cron(0 12 ? * 2#1,4#3 *)
      |               ^^^^^^^ not in a list
      |
      = help: make a schedule of each: `cron(0 12 ? * 2#1 *)`, `cron(0 12 ? * 4#3 *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 ? * 2#1,4#3 *).

    $ cron(0 12 ? * 2#6 *)
    error[schedule/nth]: a month has at most five of each day of the week
     --> <expression>:1:17
      |
    1 | cron(0 12 ? * 2#6 *)
      |                 ^ behind `#` stands 1 to 5
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 ? * 2#6 *).

    $ rate(5minutes)
    error[schedule/rate-space]: a space is missing in the rate expression
     --> <expression>:1:6
      |
    1 | rate(5minutes)
      |      ^^^^^^^^ no space before the unit
      |
      = help: write `rate(5 minutes)`
    AWS answers: ValidationException: Invalid Schedule Expression rate(5minutes).

    $ rate(0 minutes)
    error[schedule/rate-value]: `0` is no value of a rate
     --> <expression>:1:6
      |
    1 | rate(0 minutes)
      |      ^ at least 1
    AWS answers: ValidationException: Invalid Schedule Expression rate(0 minutes).

    $ rate(10 seconds)
    error[schedule/rate-unit]: `seconds` is no unit of a rate
     --> <expression>:1:9
      |
    1 | rate(10 seconds)
      |         ^^^^^^^ allowed are minutes, hours and days, in lower case
      |
      = help: the shortest rate is `rate(1 minute)`; weeks are days, and months and years need `cron(…)`
    AWS answers: ValidationException: Invalid Schedule Expression rate(10 seconds).

    $ rate(1 minutes) --service rules
    error[schedule/rate-plural]: rules want the unit of a rate to agree with its value
     --> <expression>:1:8
      |
    1 | rate(1 minutes)
      |        ^^^^^^^ plural
      |
      = help: write `rate(1 minute)`
    AWS answers: ValidationException: Parameter ScheduleExpression is not valid.

    $ rate(10)
    error[schedule/rate-form]: a rate is a value and a unit
     --> <expression>:1:6
      |
    1 | rate(10)
      |      ^^ not a value, a space and a unit
      |
      = help: write it like `rate(5 minutes)`
    AWS answers: ValidationException: Invalid Schedule Expression rate(10).

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

    $ at(2026-12-31T24:00:00)
    error[schedule/at-date]: there is no hour 24
     --> <expression>:1:15
      |
    1 | at(2026-12-31T24:00:00)
      |               ^^ allowed are 00-23
      |
      = help: midnight at the end of a day is 00:00:00 of the next: `at(2027-01-01T00:00:00)`
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

    $ at(2027-03-14T02:30:00) --timezone America/New_York
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

    $ rate(1 hour) --created 2026-11-20T10:00:00Z --timezone Europe/Helsink
    error[schedule/unknown-timezone]: `Europe/Helsink` is no time zone of the IANA database, release 2026e
     |
     = help: did you mean `Europe/Helsinki`?

    $ rate(1 hour) --created 2026-11-20T10:00:00Z --timezone Broken/Zone --tzdata zones
    error[schedule/zone-file]: the zone file of `Broken/Zone` cannot be read: invalid 32-bit TZif header: too short

    $ cron(0 12 * * ? *) --service rules --timezone Europe/Helsinki
    error[schedule/only-on-scheduler]: rules have no time zone
     |
     = help: use EventBridge Scheduler: `--service scheduler`

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

    $ cron(0 12 * * ? *) --count -1
    error[usage]: invalid value '-1' for '--count <N>': choose a whole number of fires, 1 or more
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

    $ rate(1 hour)
    note[schedule/rate-anchor]: a rate is counted from its start date or creation, and neither is given: only the spacing is sure
     --> <expression>:1:1
      |
    1 | rate(1 hour)
      | ^^^^^^^^^^^^
      |
      = help: give the start date or the time of creation

    $ cron(0 0 30 2 ? *)
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 0 30 2 ? *)
      | ^^^^^^^^^^^^^^^^^^

    $ [1]
    error[schedule/declaration]: this is no schedule and no rule
     --> schedule:1:2
      |
    1 | [1]
      |  ^ a number without `ScheduleExpression`
      |
      = help: give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`

    $ {"ScheduleExpression": 5}
    error[schedule/property]: `ScheduleExpression` has a value of the wrong kind
     --> schedule:1:24
      |
    1 | {"ScheduleExpression": 5}
      |                        ^ expected a string

    $ {"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}
    warning[schedule/duplicate-property]: `ScheduleExpression` is given more than once: the last one counts, as for the AWS CLI
     --> schedule:1:39
      |
    1 | {"ScheduleExpression": "rate(1 day)", "ScheduleExpression": "cron(0 12 * * ? *)"}
      |  --------------------                 ^^^^^^^^^^^^^^^^^^^^ this one counts
      |  |
      |  this one does not

    $ {"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}
    error[schedule/declaration]: this is no schedule and no rule
     --> schedule:1:16
      |
    1 | {"Schedules": [{"Name": "a", "Arn": "arn:aws:scheduler:eu-north-1:111122223333:schedule/default/a"}]}
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an object without `ScheduleExpression`
      |
      = help: `aws scheduler list-schedules` leaves the expression out: ask `get-schedule` for each

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}
    error[schedule/window-mode]: a flexible time window needs its width
     --> schedule:1:68
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}
      |                                                                    ^^^^^^^^^^^^^^^^^^^^ no `MaximumWindowInMinutes`

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}
    warning[schedule/disabled]: this schedule is disabled: as it is, it does not fire
     --> schedule:1:55
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "DISABLED"}
      |                                                       ^^^^^^^^^^ what follows holds once it is enabled

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "disabled"}
    error[schedule/property]: there is no state `disabled`
     --> schedule:1:55
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "disabled"}
      |                                                       ^^^^^^^^^^ expected `ENABLED` or `DISABLED`

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "State": false}
    error[schedule/property]: `State` has a value of the wrong kind
     --> schedule:1:55
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "State": false}
      |                                                       ^^^^^ expected `ENABLED` or `DISABLED`

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "EventBusName": "orders"}
    error[schedule/other-bus]: only rules on the default event bus have a schedule
     --> schedule:1:62
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "EventBusName": "orders"}
      |                                                              ^^^^^^^^ another event bus
      |
      = help: move the rule to the default event bus, or make it a schedule of EventBridge Scheduler
    AWS answers: ValidationException: ScheduleExpression is supported only on the default event bus.

    $ {"ScheduleExpression": "cron(0 12 * * ? *)", "StartDate": "2026-11-01T00:00:00Z"}
    note[schedule/start-in-the-past]: the start date is past: AWS would refuse to create this schedule now
     --> schedule:1:25
      |
    1 | {"ScheduleExpression": "cron(0 12 * * ? *)", "StartDate": "2026-11-01T00:00:00Z"}
      |                         ^^^^^^^^^^^^^^^^^^
      |
      = help: AWS's words: The StartDate you specify cannot be earlier than 5 minutes ago.

    $ {"Name": "r", "EventPattern": "{}"} cron(0 12 * * ? *)
    note[schedule/no-schedule]: this rule has an event pattern and no schedule
     --> schedule:1:1
      |
    1 | {"Name": "r", "EventPattern": "{}"}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    $ [{"Name": "r", "EventPattern": "{}"}, {"Name": "s", "EventPattern": "{}"}, {"Name": "t", "EventPattern": "{}"}]
    note[schedule/no-schedule]: this rule has an event pattern and no schedule
     --> schedule:1:2
      |
    1 | [{"Name": "r", "EventPattern": "{}"}, {"Name": "s", "EventPattern": "{}"}, {"Name": "t", "EventPattern": "{}"}]
      |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    note[schedule/no-schedule]: 2 more rules have an event pattern and no schedule

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
      = help: write the value without a step

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

    $ rate(5 minute) --created 2026-11-20T10:00:00Z
    note[schedule/unsettled-rate-plural]: Scheduler is not recorded with this unit and value; its documentation ties neither to the other
     --> <expression>:1:8
      |
    1 | rate(5 minute)
      |        ^^^^^^
      |
      = help: let the unit agree with the value, which both services accept

    $ rate(5 minutes) --created 2026-11-20T10:00:00Z --service rules
    note[schedule/unsettled-rate-on-rules]: AWS does not say whether a rule's rate first fires at creation or an interval later; evb takes creation
     --> <expression>:1:1
      |
    1 | rate(5 minutes)
      | ^^^^^^^^^^^^^^^

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

    $ cron(0 12 * * ? *) --end-date 2026-11-20T09:00:00Z
    warning[schedule/never-fires]: nothing fires after 2026-11-20T10:00:00Z
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: its end date is 2026-11-20T09:00:00Z

    $ at(2026-11-20T09:00:00)
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

    $ cron(0 * * * ? *) cron(0 12 * * ? 2026) -n 2 --until 2026-11-21T10:00:00Z --format jsonl
    note[schedule/more-fires]: the list is cut: 1 of 2 schedules fire more often until 2026-11-21T10:00:00Z than `--count` allows, 2
     |
     = help: give a larger `--count`

    $ at(2026-12-01T00:00:30)
    note[schedule/unsettled-at-seconds]: Scheduler works to the minute; what it makes of seconds is not documented
     --> <expression>:1:4
      |
    1 | at(2026-12-01T00:00:30)
      |    ^^^^^^^^^^^^^^^^^^^
      |
      = help: let the seconds be 00

    $ cron(0 12 * * ? *) --window 60 --end-date 2026-11-21T12:30:00Z
    note[schedule/unsettled-window-at-end]: AWS does not say whether the end date cuts a window that is open; evb shows the whole window
     --> <expression>:1:1
      |
    1 | cron(0 12 * * ? *)
      | ^^^^^^^^^^^^^^^^^^

    $ cron(0 12 * * ? *) --tzdata nowhere
    error[input/no-directory]: `nowhere` is no directory
     |
     = help: give a directory of TZif files, such as `/usr/share/zoneinfo`

    $ cron(0 12 * * ? *) --collisions --format ics
    error[usage]: collisions cannot be written as ics
     |
     = help: choose `--format human`, `json`, `jsonl` or `csv`

    $ cron(0 12 * * ? *) --collisions 5
    error[usage]: `5` is no schedule and no file
     |
     = help: the number of schedules follows `=`: `--collisions=5`

    $ cron(0 12 * * ? *) --collisions=5m
    error[usage]: invalid value '5m' for '--collisions[=<K>]': choose a whole number of schedules, 0 or more, without a unit
     |
     = help: For more information, try '--help'.

    $ cron(0 12 * * ? *) --until 2026-11-20T09:00:00Z
    error[usage]: `--until`, 2026-11-20T09:00:00Z, is before now, 2026-11-20T10:00:00Z
     |
     = help: give `--after` a time before it

    $ cron(0 12 * * ? *) --after 2026-11-21T09:00:00Z --until 2026-11-20T09:00:00Z
    error[usage]: `--until`, 2026-11-20T09:00:00Z, is before `--after`, 2026-11-21T09:00:00Z
     |
     = help: give `--after` a time before it

    $ - -
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: give `-` once: it may hold several schedules

    $ rate 5 minutes
    error[usage]: `rate` alone is no schedule and no file
     |
     = help: put the whole expression in quotes: `'cron(0 8 ? * MON *)'`

    $ template.yaml
    error[schedule/declaration]: this is neither JSON nor a list of schedule expressions
     --> template.yaml:1:1
      |
    1 | Resources:
      | ^^^^^^^^^^ begins like neither
      |
      = help: give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`, or one expression a line; templates are not read

    $ {"Resources": {"Poll": {"Type": "AWS::Scheduler::Schedule"}}}
    error[schedule/declaration]: this is no schedule and no rule
     --> schedule:1:1
      |
    1 | {"Resources": {"Poll": {"Type": "AWS::Scheduler::Schedule"}}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an object without `ScheduleExpression`
      |
      = help: templates are not read: give the expression itself, or the JSON of `get-schedule` or `describe-rule`

    $ cron(0 12 * * ? *) --timezone +02:00
    error[schedule/unknown-timezone]: `+02:00` is no time zone of the IANA database, release 2026e
     |
     = help: an offset is no zone; the zone `Etc/GMT-2`, in which the sign is the other way round, has it all year

    $ cron(0 12 * * ? *) --timezone GMT-3
    error[schedule/unknown-timezone]: `GMT-3` is no time zone of the IANA database, release 2026e
     |
     = help: an offset is no zone; the zone `Etc/GMT+3`, in which the sign is the other way round, has it all year

    $ cron(0 12 * * ? *) --timezone +05:30
    error[schedule/unknown-timezone]: `+05:30` is no time zone of the IANA database, release 2026e
     |
     = help: name a zone by region and city, such as `America/Los_Angeles`, or `UTC`

    $ zones
    error[input/unreadable]: cannot read `zones`: it is a directory
     |
     = help: name its files: `zones/*.json`

    $ rate(1 minute) --created 2026-11-20T10:00:00Z -n 1000001 --format json
    error[input/too-many-fires]: there are more than 1,000,000 fires to be held for `--format json`
     |
     = help: ask for fewer with `--count` or `--until`, or for `--format jsonl`, `csv` or `ics`, which have no bound
    "#);
    let known = codes::ALL
        .iter()
        .copied()
        .chain(choice::ALL.iter().map(|choice| choice.code));
    let unseen: Vec<&str> = known
        .map(|code| code.as_str())
        .filter(|code| !seen.contains(*code))
        .collect();
    assert_eq!(unseen, Vec::<&str>::new(), "codes without a case");
}

//! Expressions that are refused: kinds, cron fields, rates.

use super::{Cases, drawn};

pub const CASES: &[Cases] = &[WHOLE, FIELDS, VALUES, STEPS, RATES];

const WHOLE: Cases = &[
    &[""],
    &[
        "cron(0 12 * * ? 2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026,2026)",
    ],
    &["0 12 * * 1-5"],
    &["CRON(0 12 * * ? *)"],
    &[" rate(5 minutes)"],
    &["cron(0 12 * * ? *"],
];

const FIELDS: Cases = &[
    &["cron(0 12 * * MON)"],
    &["cron(0 12 1 * MON *)"],
    &["cron(0 , * * ? *)"],
    &["cron(0 noon * * ? *)"],
    &["cron(60 12 * * ? *)"],
];

const VALUES: Cases = &[
    &["cron(0 12 ? * 0-6 *)"],
    &["cron(0 12 ? * MONDAY-FRIDAY *)"],
    &["cron(0 12 ? * 1-5 *)"],
    &["cron(0 12 * * 1-5 *)"],
    &["cron(0 22 28-31 * ? *)"],
    &["cron(0 -1 * * ? *)"],
    &["cron(0 12 * * ? 2030-2026)"],
];

const STEPS: Cases = &[
    &["cron(0/x 12 * * ? *)"],
    &["cron(*/60 * * * ? *)"],
    &["cron(0 12 3L * ? *)"],
    &["cron(0 12 ? * 2#1,4#3 *)"],
    &["cron(0 12 ? * 2#6 *)"],
];

const RATES: Cases = &[
    &["rate(5minutes)"],
    &["rate(0 minutes)"],
    &["rate(10 seconds)"],
    &["rate(1 minutes)", "--service", "rules"],
    &["rate(10)"],
];

#[test]
fn expressions_as_a_whole() {
    insta::assert_snapshot!(drawn(WHOLE), @"
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
    ");
}

#[test]
fn fields_and_what_stands_in_them() {
    insta::assert_snapshot!(drawn(FIELDS), @r"
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
      |
      = help: write `cron(0 * * * ? *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 , * * ? *).

    $ cron(0 noon * * ? *)
    error[schedule/not-a-value]: `noon` is no value of the hours field
     --> <expression>:1:8
      |
    1 | cron(0 noon * * ? *)
      |        ^^^^ allowed are 0-23
      |
      = help: write `cron(0 12 * * ? *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 noon * * ? *).

    $ cron(60 12 * * ? *)
    error[schedule/out-of-range]: `60` is outside the minutes field
     --> <expression>:1:6
      |
    1 | cron(60 12 * * ? *)
      |      ^^ allowed are 0-59
      |
      = help: write `cron(0 13 * * ? *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(60 12 * * ? *).
    ");
}

#[test]
fn days_names_and_ranges() {
    insta::assert_snapshot!(drawn(VALUES), @"
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

    $ cron(0 12 ? * 1-5 *)
    warning[schedule/sunday-is-one]: `1-5` is Sunday to Thursday: AWS counts the days of the week from Sunday, 1
     --> <expression>:1:15
      |
    1 | cron(0 12 ? * 1-5 *)
      |               ^^^ 1 is Sunday
      |
      = help: write `MON-FRI` if those are meant, else `SUN-THU`: names cannot be counted wrongly

    $ cron(0 12 * * 1-5 *)
    error[schedule/question-mark]: one of day-of-month and day-of-week must be `?`
     --> <expression>:1:15
      |
    1 | cron(0 12 * * 1-5 *)
      |           -   ^^^ this field names days of the week
      |           |
      |           and this one days of the month
      |
      = help: write `cron(0 12 ? * MON-FRI *)`
    warning[schedule/sunday-is-one]: `1-5` is Sunday to Thursday: AWS counts the days of the week from Sunday, 1
     --> <expression>:1:15
      |
    1 | cron(0 12 * * 1-5 *)
      |               ^^^ 1 is Sunday
      |
      = help: write `MON-FRI` if those are meant, else `SUN-THU`: names cannot be counted wrongly
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 * * 1-5 *).

    $ cron(0 22 28-31 * ? *)
    note[schedule/last-days]: `28-31` is each of these days: it fires up to four times a month
     --> <expression>:1:11
      |
    1 | cron(0 22 28-31 * ? *)
      |           ^^^^^ not only the last day
      |
      = help: if the last day of the month is meant, write `cron(0 22 L * ? *)`

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
    ");
}

#[test]
fn steps_and_special_forms() {
    insta::assert_snapshot!(drawn(STEPS), @r"
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
      = help: make a schedule of each: `cron(0 12 ? * MON#1 *)`, `cron(0 12 ? * WED#3 *)`
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 ? * 2#1,4#3 *).

    $ cron(0 12 ? * 2#6 *)
    error[schedule/nth]: a month has at most five of each day of the week
     --> <expression>:1:17
      |
    1 | cron(0 12 ? * 2#6 *)
      |                 ^ behind `#` stands 1 to 5
    AWS answers: ValidationException: Invalid Schedule Expression cron(0 12 ? * 2#6 *).
    ");
}

#[test]
fn rates() {
    insta::assert_snapshot!(drawn(RATES), @r"
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
      = help: did you mean `rate(1 minute)` (the shortest rate is a minute, and all are whole minutes)?
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
      = help: a value, one space and a unit stand in the parentheses: minutes, hours or days
    AWS answers: ValidationException: Invalid Schedule Expression rate(10).
    ");
}

//! `schedules`: when they fire.

use super::host;

const SCHEDULES: &str = "\
Parameters:
  Zone: {Type: String}
Resources:
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 23 * * ? *)
      ScheduleExpressionTimezone: Europe/Berlin
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a', RoleArn: 'arn:aws:iam::123456789012:role/r'}
  Early:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(30 2 * * ? *)
      ScheduleExpressionTimezone: Europe/Berlin
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a', RoleArn: 'arn:aws:iam::123456789012:role/r'}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(6 hours)
  Retired:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 minute)
      State: DISABLED
  Anywhere:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 12 * * ? *)
      ScheduleExpressionTimezone: !Ref Zone
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a', RoleArn: 'arn:aws:iam::123456789012:role/r'}
";

fn run(cases: &str) -> String {
    let host = host(&format!("template: schedules.yaml\nschedules:\n{cases}"));
    host.file("schedules.yaml", SCHEDULES).evb(&["test"])
}

#[test]
fn fires_across_a_clock_change() {
    insta::assert_snapshot!(run(r#"
  - schedule: Nightly
    after: 2027-03-27T00:00:00Z
    fires: ["2027-03-27T23:00:00+01:00", "2027-03-28T23:00:00+02:00"]
  - {name: on the clock of the zone, schedule: Nightly, after: 2027-03-27, fires: ["2027-03-27T23:00", "2027-03-28T23:00"]}
  - {schedule: Early, after: 2027-03-28, until: 2027-03-29, never: true}
  - {schedule: Early, after: 2027-03-28, until: 2027-03-30, count: 1}
  - {schedule: Retired, after: 2027-01-01, never: true}
"#), @r"
    exit: Success
    --- stdout
    5 passed: 5 cases in 1 suite
    ");
}

#[test]
fn other_times_are_compared() {
    insta::assert_snapshot!(run(r#"
  - {name: first ones, schedule: Nightly, after: 2027-03-27, fires: ["2027-03-27T22:00", "2027-03-28T22:00"]}
  - {name: all of them, schedule: Nightly, after: 2027-03-27, until: 2027-03-30, fires: ["2027-03-27T23:00"]}
  - {name: in another zone, schedule: Nightly, timezone: America/New_York, after: 2027-03-27, fires: ["2027-03-27T23:00"]}
  - {name: too few, schedule: Nightly, after: 2027-03-01, until: 2027-04-01, count: 30}
  - {name: not never, schedule: Early, after: 2027-03-28, never: true}
  - {name: disabled, schedule: Retired, after: 2027-01-01, fires: ["2027-01-01T00:01"]}
"#), @r#"
    exit: Negative
    --- stdout
    failed first ones (shop.evb.yaml:4)
      shop.evb.yaml:4:62: fires: `Nightly` fires at other times: at 23:00 every day, on the clock of Europe/Berlin
        - 2027-03-27T22:00:00+01:00
        - 2027-03-28T22:00:00+02:00
        + 2027-03-27T23:00:00+01:00
        + 2027-03-28T23:00:00+02:00
        declared schedules.yaml:7:27
        change the suite: `fires: ["2027-03-27T23:00:00+01:00", "2027-03-28T23:00:00+02:00"]`
    failed all of them (shop.evb.yaml:5)
      shop.evb.yaml:5:82: fires: `Nightly` fires at other times: at 23:00 every day, on the clock of Europe/Berlin
          2027-03-27T23:00:00+01:00
        + 2027-03-28T23:00:00+02:00
        + 2027-03-29T23:00:00+02:00
        declared schedules.yaml:7:27
        change the suite: `fires: ["2027-03-27T23:00:00+01:00", "2027-03-28T23:00:00+02:00", "2027-03-29T23:00:00+02:00"]`
    failed in another zone (shop.evb.yaml:6)
      shop.evb.yaml:6:95: fires: `Nightly` fires at other times: at 23:00 every day, on the clock of Europe/Berlin
        - 2027-03-27T23:00:00-04:00
        + 2027-03-27T18:00:00-04:00
        declared schedules.yaml:7:27
        change the suite: `fires: ["2027-03-27T18:00:00-04:00"]`
    failed too few (shop.evb.yaml:7)
      shop.evb.yaml:7:78: count: the fires of `Nightly` are 31, not 30: at 23:00 every day, on the clock of Europe/Berlin
        declared schedules.yaml:7:27
        change the suite: `count: 31`
    failed not never (shop.evb.yaml:8)
      shop.evb.yaml:8:59: never: `Early` fires at 2027-03-29T02:30:00+02:00: at 02:30 every day, on the clock of Europe/Berlin
        declared schedules.yaml:14:27
        change the suite: `fires: ["2027-03-29T02:30:00+02:00"]`, say
    failed disabled (shop.evb.yaml:9)
      shop.evb.yaml:9:60: fires: `Retired` fires at other times: it is disabled
        - 2027-01-01T00:01:00Z
        declared schedules.yaml:25:27
        change the suite: `never: true`
    6 failed, 0 passed: 6 cases in 1 suite
    "#);
}

#[test]
fn cases_that_cannot_be_answered() {
    insta::assert_snapshot!(run(r#"
  - {schedule: Nigthly, after: 2027-03-27, never: true}
  - {schedule: Nightly, never: true}
  - {schedule: Nightly, after: 2027-03-27, count: 3}
  - {schedule: Nightly, after: 2027-03-27, fires: ["2027-03-28T02:30", "2027-10-31T02:30", yesterday]}
  - {schedule: Anywhere, after: 2027-03-27, fires: []}
  - {schedule: Nightly, timezone: Europe/Belin, after: 2027-03-27, never: false}
"#), @r#"
    exit: Failure
    --- stdout
    error schedule Nigthly (shop.evb.yaml:4)
      no schedule is called `Nigthly`
    error schedule Nightly (shop.evb.yaml:5)
      the case has no `after`
    error schedule Nightly [2] (shop.evb.yaml:6)
      the case has no `until`
    error schedule Nightly [3] (shop.evb.yaml:7)
      the clock of `Europe/Berlin` never shows 2027-03-28 02:30:00: it is put forward then
      the clock of `Europe/Berlin` shows 2027-10-31 02:30:00 twice
      `yesterday` is no time
    error schedule Anywhere (shop.evb.yaml:8)
      no fire is expected, of none
      the time zone depends on `Zone`
      it is not known when the schedule `Anywhere` fires
    error schedule Nightly [4] (shop.evb.yaml:9)
      `never` is `false`, and can only say `true`
      `Europe/Belin` is no time zone of the IANA database, release 2026f
    6 could not be answered, 0 passed: 6 cases in 1 suite
    --- stderr
    error[suite/unknown-name]: no schedule is called `Nigthly`
     --> shop.evb.yaml:4:16
      |
    4 |   - {schedule: Nigthly, after: 2027-03-27, never: true}
      |                ^^^^^^^ not declared in what is tested
      |
      = help: did you mean `Nightly`?
    error[suite/case]: the case has no `after`
     --> shop.evb.yaml:5:5
      |
    5 |   - {schedule: Nightly, never: true}
      |     ^ `after` says from when on: evb asks no clock here
    error[suite/case]: the case has no `until`
     --> shop.evb.yaml:6:5
      |
    6 |   - {schedule: Nightly, after: 2027-03-27, count: 3}
      |     ^ `until` says until when `count` counts
    error[suite/time]: the clock of `Europe/Berlin` never shows 2027-03-28 02:30:00: it is put forward then
     --> shop.evb.yaml:7:52
      |
    7 |   - {schedule: Nightly, after: 2027-03-27, fires: ["2027-03-28T02:30", "2027-10-31T02:30", yesterday]}
      |                                                    ^^^^^^^^^^^^^^^^^^ this time
      |
      = help: write the instant with its offset
    error[suite/time]: the clock of `Europe/Berlin` shows 2027-10-31 02:30:00 twice
     --> shop.evb.yaml:7:72
      |
    7 |   - {schedule: Nightly, after: 2027-03-27, fires: ["2027-03-28T02:30", "2027-10-31T02:30", yesterday]}
      |                                                                        ^^^^^^^^^^^^^^^^^^ this time
      |
      = help: write which of the two with its offset
    error[suite/time]: `yesterday` is no time
     --> shop.evb.yaml:7:92
      |
    7 |   - {schedule: Nightly, after: 2027-03-27, fires: ["2027-03-28T02:30", "2027-10-31T02:30", yesterday]}
      |                                                                                            ^^^^^^^^^ this time
      |
      = help: write it like `2027-03-27T23:00:00Z`, `2027-03-27T23:00` or `2027-03-27`
    error[suite/case]: no fire is expected, of none
     --> shop.evb.yaml:8:45
      |
    8 |   - {schedule: Anywhere, after: 2027-03-27, fires: []}
      |                                             ^^^^^ the first fires, and so many
      |
      = help: say until when, or that it does not fire at all: `never: true`
    error[suite/open]: the time zone depends on `Zone`
      --> schedules.yaml:31:35
       |
    31 |       ScheduleExpressionTimezone: !Ref Zone
       |                                   ^^^^^^^^^ not known here
       |
       = help: give it under `parameters`
    error[suite/open]: it is not known when the schedule `Anywhere` fires
     --> shop.evb.yaml:8:16
      |
    8 |   - {schedule: Anywhere, after: 2027-03-27, fires: []}
      |                ^^^^^^^^ this schedule
    error[suite/member]: `never` is `false`, and can only say `true`
     --> shop.evb.yaml:9:75
      |
    9 |   - {schedule: Nightly, timezone: Europe/Belin, after: 2027-03-27, never: false}
      |                                                                           ^^^^^ then it fires, but when?
      |
      = help: say when, `fires: […]`, or how often, `count: …`
    error[schedule/unknown-timezone]: `Europe/Belin` is no time zone of the IANA database, release 2026f
     --> shop.evb.yaml:9:35
      |
    9 |   - {schedule: Nightly, timezone: Europe/Belin, after: 2027-03-27, never: false}
      |                                   ^^^^^^^^^^^^ this zone
      |
      = help: did you mean `Europe/Berlin`?
    "#);
}

#[test]
fn too_few_times_are_counted() {
    insta::assert_snapshot!(run(r#"
  - {name: a month, schedule: Nightly, after: 2027-03-01, until: 2027-04-01, fires: [2027-03-01T23:00]}
  - {name: for ever, schedule: Rule, after: 2027-03-01T00:00:00Z, until: 2099-04-01T00:00:00Z, fires: []}
"#), @r"
    exit: Negative
    --- stdout
    failed a month (shop.evb.yaml:4)
      shop.evb.yaml:4:78: fires: `Nightly` fires at other times: at 23:00 every day, on the clock of Europe/Berlin
          2027-03-01T23:00:00+01:00
        + 2027-03-02T23:00:00+01:00
        + 2027-03-03T23:00:00+01:00
        + 2027-03-04T23:00:00+01:00
        + 2027-03-05T23:00:00+01:00
        + 2027-03-06T23:00:00+01:00
        + and 25 more times
        declared schedules.yaml:7:27
        change the suite: `count: 31`
    failed for ever (shop.evb.yaml:5)
      shop.evb.yaml:5:96: fires: `Rule` fires at other times: every 6 hours
        + 2027-03-01T06:00:00Z
        + 2027-03-01T12:00:00Z
        + 2027-03-01T18:00:00Z
        + 2027-03-02T00:00:00Z
        + 2027-03-02T06:00:00Z
        + and 105311 more times
        declared schedules.yaml:21:27
        change the suite: `count: 105316`
    2 failed, 0 passed: 2 cases in 1 suite
    ");
}

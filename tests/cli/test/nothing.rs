//! Cases that could not fail: they are told, and do not pass.

use super::{cases, host, suite};

#[test]
fn cases_of_nothing_do_not_pass() {
    insta::assert_snapshot!(cases("\
  - {name: no events, events: [], matches: []}
  - {name: no files, events: 'none/*.json', matches: []}
  - {name: no row, each: [], event: shipped.json, matches: []}
  - {name: rows, event: shipped.json, excludes: [Retired], each: [{}, 2]}
  - {name: a map, event: shipped.json, excludes: [Retired], each: {total: 2}}
  - {name: includes, event: shipped.json, includes: []}
  - {name: because, event: shipped.json, because: {}, excludes: []}
"), @r"
    exit: Failure
    --- stdout
    error no events (shop.evb.yaml:3)
      the case has no event
    error no files (shop.evb.yaml:4)
      cannot read `none/*.json`: no file has such a name
    error no row (shop.evb.yaml:5)
      the table has no row, and so there is no case
    error rows [2] (shop.evb.yaml:6)
      a row of `each` is a number, not a map
    error a map (shop.evb.yaml:7)
      `each` is an object, not a list of rows, which are maps
    error includes (shop.evb.yaml:8)
      the case expects nothing
    error because (shop.evb.yaml:9)
      the case expects nothing
    7 could not be answered, 1 passed: 8 cases in 1 suite
    --- stderr
    error[suite/case]: the case has no event
     --> shop.evb.yaml:3:31
      |
    3 |   - {name: no events, events: [], matches: []}
      |                               ^ there is none in it
      |
      = help: name one, `event: shipped`, or write it down: `event: {source: shop, …}`
    error[input/unreadable]: cannot read `none/*.json`: no file has such a name
     --> shop.evb.yaml:4:30
      |
    4 |   - {name: no files, events: 'none/*.json', matches: []}
      |                              ^^^^^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[suite/table]: the table has no row, and so there is no case
     --> shop.evb.yaml:5:26
      |
    5 |   - {name: no row, each: [], event: shipped.json, matches: []}
      |                          ^ a row makes a case
      |
      = help: write one: `each: [{total: 99}]`
    error[suite/member]: a row of `each` is a number, not a map
     --> shop.evb.yaml:6:71
      |
    6 |   - {name: rows, event: shipped.json, excludes: [Retired], each: [{}, 2]}
      |                                                                       ^ a map was expected
    error[suite/member]: `each` is an object, not a list of rows, which are maps
     --> shop.evb.yaml:7:67
      |
    7 |   - {name: a map, event: shipped.json, excludes: [Retired], each: {total: 2}}
      |                                                                   ^ a list of rows, which are maps was expected
    error[suite/case]: the case expects nothing
     --> shop.evb.yaml:8:12
      |
    8 |   - {name: includes, event: shipped.json, includes: []}
      |            ^^^^^^^^ none of what may be expected
      |
      = help: there are `matches`, `includes`, `excludes`, `because`, `delivers`, `undelivered` and `unknown`; `evb test --write` fills in what there is
    error[suite/case]: the case expects nothing
     --> shop.evb.yaml:9:12
      |
    9 |   - {name: because, event: shipped.json, because: {}, excludes: []}
      |            ^^^^^^^ none of what may be expected
      |
      = help: there are `matches`, `includes`, `excludes`, `because`, `delivers`, `undelivered` and `unknown`; `evb test --write` fills in what there is
    ");
}

#[test]
fn broken_cases_are_listed_and_told() {
    let suite = "\
template: template.yaml
x-any: &any {source: shop}
check: [text]
cases:
  - text
  - {event: *any, each: [1], matches: []}
";
    insta::assert_snapshot!(host(suite).evb(&["test", "--list"]), @r"
    exit: Failure
    --- stdout
    shop.evb.yaml:5: entry 1 of cases
    shop.evb.yaml:6: entry 2 of cases
    shop.evb.yaml:3: entry 1 of check
    --- stderr
    error[suite/member]: a case of `cases` is a string, not a map
     --> shop.evb.yaml:5:5
      |
    5 |   - text
      |     ^^^^ a map was expected
    error[suite/member]: a row of `each` is a number, not a map
     --> shop.evb.yaml:6:26
      |
    6 |   - {event: *any, each: [1], matches: []}
      |                          ^ a map was expected
    error[suite/member]: a case of `check` is a string, not a map
     --> shop.evb.yaml:3:9
      |
    3 | check: [text]
      |         ^^^^ a map was expected
    ");
    insta::assert_snapshot!(host(suite).evb(&["test", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"suites":[{"suite":"shop.evb.yaml","cases":[{"name":"entry 1 of cases","line":5,"outcome":"error","errors":[{"code":"suite/member","severity":"error","message":"a case of `cases` is a string, not a map","source":"shop.evb.yaml","span":{"line":5,"column":5,"end_line":5,"end_column":9},"label":"a map was expected"}]},{"name":"entry 2 of cases","line":6,"outcome":"error","errors":[{"code":"suite/member","severity":"error","message":"a row of `each` is a number, not a map","source":"shop.evb.yaml","span":{"line":6,"column":26,"end_line":6,"end_column":27},"label":"a map was expected"}]},{"name":"entry 1 of check","line":3,"outcome":"error","errors":[{"code":"suite/member","severity":"error","message":"a case of `check` is a string, not a map","source":"shop.evb.yaml","span":{"line":3,"column":9,"end_line":3,"end_column":13},"label":"a map was expected"}]}]}],"summary":{"suites":1,"cases":3,"passed":0,"failed":0,"errors":3}}
    --- stderr
    error[suite/member]: a case of `cases` is a string, not a map
     --> shop.evb.yaml:5:5
      |
    5 |   - text
      |     ^^^^ a map was expected
    error[suite/member]: a row of `each` is a number, not a map
     --> shop.evb.yaml:6:26
      |
    6 |   - {event: *any, each: [1], matches: []}
      |                          ^ a map was expected
    error[suite/member]: a case of `check` is a string, not a map
     --> shop.evb.yaml:3:9
      |
    3 | check: [text]
      |         ^^^^ a map was expected
    "#);
}

#[test]
fn a_suite_without_cases() {
    insta::assert_snapshot!(suite("template: template.yaml"), @r"
    exit: Success
    --- stdout
    0 passed: 0 cases in 1 suite
    --- stderr
    warning[suite/case]: the suite has no case
     --> shop.evb.yaml:1:1
      |
    1 | template: template.yaml
      | ^ nothing is tested
      |
      = help: add one under `cases`: `{event: …, matches: […]}`
    ");
}

#[test]
fn an_answer_beside_that_there_is_none() {
    insta::assert_snapshot!(suite("\
rules: {Default: {source: [shop]}}
cases:
  - {name: excluded, event: shipped.json, excludes: [Default], unknown: [Default]}
  - {name: matched, event: shipped.json, unknown: {Default: Stage}, matches: [Default]}
"), @r"
    exit: Failure
    --- stdout
    error excluded (shop.evb.yaml:3)
      `Default` stands under `unknown`, which says that there is no answer, and under `excludes`
    error matched (shop.evb.yaml:4)
      `Default` stands under `unknown`, which says that there is no answer, and under `matches`
    2 could not be answered, 0 passed: 2 cases in 1 suite
    --- stderr
    error[suite/case]: `Default` stands under `unknown`, which says that there is no answer, and under `excludes`
     --> shop.evb.yaml:3:74
      |
    3 |   - {name: excluded, event: shipped.json, excludes: [Default], unknown: [Default]}
      |                                                      -------             ^^^^^^^ both cannot hold
      |                                                      |
      |                                                      named here, too
      |
      = help: leave it out of one of them
    error[suite/case]: `Default` stands under `unknown`, which says that there is no answer, and under `matches`
     --> shop.evb.yaml:4:79
      |
    4 |   - {name: matched, event: shipped.json, unknown: {Default: Stage}, matches: [Default]}
      |                                                    ------- named here, too    ^^^^^^^ both cannot hold
      |
      = help: leave it out of one of them
    ");
}

#[test]
fn a_bus_on_which_nothing_is_tested() {
    insta::assert_snapshot!(suite("\
template: template.yaml
events:
  elsewhere: {event: {source: shop}, bus: nowhere}
cases:
  - {name: misspelt, event: shipped.json, bus: partner, matches: []}
  - {name: of the event, event: elsewhere, excludes: [Partners]}
  - {name: told anyhow, event: elsewhere, includes: [Partners]}
"), @r"
    exit: Failure
    --- stdout
    error misspelt (shop.evb.yaml:5)
      no rule that is tested is on the bus `partner`: nothing there could match
    error of the event (shop.evb.yaml:6)
      no rule that is tested is on the bus `nowhere`: nothing there could match
    failed told anyhow (shop.evb.yaml:7)
      shop.evb.yaml:7:43: includes: the event does not match `Partners`
        Partners: it is on the bus `partners`, and the event on `nowhere`
        change the suite: `excludes: [Partners]` instead of `includes`
    1 failed, 2 could not be answered, 0 passed: 3 cases in 1 suite
    --- stderr
    error[suite/case]: no rule that is tested is on the bus `partner`: nothing there could match
     --> shop.evb.yaml:5:48
      |
    5 |   - {name: misspelt, event: shipped.json, bus: partner, matches: []}
      |                                                ^^^^^^^ nothing is tested by this
      |
      = help: did you mean `partners`?
    error[suite/case]: no rule that is tested is on the bus `nowhere`: nothing there could match
     --> shop.evb.yaml:6:44
      |
    6 |   - {name: of the event, event: elsewhere, excludes: [Partners]}
      |                                            ^^^^^^^^ nothing is tested by this
      |
      = help: its rules are on `default`, `partners`: say so, `bus: …`
    ");
    insta::assert_snapshot!(suite("\
rules: {A: {bus: orders, pattern: {source: [shop]}}}
cases:
  - {name: forgotten, event: shipped.json, excludes: [A]}
"), @r"
    exit: Failure
    --- stdout
    error forgotten (shop.evb.yaml:3)
      no rule that is tested is on the bus `default`: nothing there could match
    1 could not be answered, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/case]: no rule that is tested is on the bus `default`: nothing there could match
     --> shop.evb.yaml:3:44
      |
    3 |   - {name: forgotten, event: shipped.json, excludes: [A]}
      |                                            ^^^^^^^^ nothing is tested by this
      |
      = help: its rules are on `orders`: say so, `bus: …`
    ");
}

#[test]
fn cases_of_a_template_that_cannot_be_read_do_not_pass() {
    insta::assert_snapshot!(suite("\
template: [template.yaml, gone.yaml]
cases:
  - {name: a, event: shipped.json, excludes: [Retired]}
put_events:
  - {entries: [{Source: shop, DetailType: Order, Detail: '{}'}], failed: 0}
"), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:3)
      what the case tests could not be read
    1 could not be answered, 1 error beside the cases, 1 passed: 2 cases in 1 suite
    --- stderr
    error[input/unreadable]: cannot read `gone.yaml`: no such file
     --> shop.evb.yaml:1:27
      |
    1 | template: [template.yaml, gone.yaml]
      |                           ^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[suite/case]: what the case tests could not be read
     --> shop.evb.yaml:3:12
      |
    1 | template: [template.yaml, gone.yaml]
      |                           --------- this
    2 | cases:
    3 |   - {name: a, event: shipped.json, excludes: [Retired]}
      |            ^ this case
    ");
}

#[test]
fn schedules_that_cannot_fail() {
    insta::assert_snapshot!(host("\
template: nightly.yaml
schedules:
  - {name: endless, schedule: Nightly, after: 2027-03-27, fires: []}
  - {name: backwards, schedule: Nightly, after: 2027-03-27, until: 2027-03-26, never: true}
  - {name: nothing between, schedule: Nightly, after: 2027-03-27, until: 2027-03-27, count: 0}
").file("nightly.yaml", "\
Resources:
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 1 * * ? *)
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:sqs:eu-central-1:123456789012:a', RoleArn: 'arn:aws:iam::123456789012:role/a'}
").evb(&["test"]), @r"
    exit: Failure
    --- stdout
    error endless (shop.evb.yaml:3)
      no fire is expected, of none
    error backwards (shop.evb.yaml:4)
      no time lies between `after` and `until`
    error nothing between (shop.evb.yaml:5)
      no time lies between `after` and `until`
    3 could not be answered, 0 passed: 3 cases in 1 suite
    --- stderr
    error[suite/case]: no fire is expected, of none
     --> shop.evb.yaml:3:59
      |
    3 |   - {name: endless, schedule: Nightly, after: 2027-03-27, fires: []}
      |                                                           ^^^^^ the first fires, and so many
      |
      = help: say until when, or that it does not fire at all: `never: true`
    error[suite/time]: no time lies between `after` and `until`
     --> shop.evb.yaml:4:68
      |
    4 |   - {name: backwards, schedule: Nightly, after: 2027-03-27, until: 2027-03-26, never: true}
      |                                                 ----------         ^^^^^^^^^^ not behind `after`
      |                                                 |
      |                                                 from here on, itself outside
    error[suite/time]: no time lies between `after` and `until`
     --> shop.evb.yaml:5:74
      |
    5 |   - {name: nothing between, schedule: Nightly, after: 2027-03-27, until: 2027-03-27, count: 0}
      |                                                       ----------         ^^^^^^^^^^ not behind `after`
      |                                                       |
      |                                                       from here on, itself outside
    ");
}

const DEAF: &str = "\
Resources:
  Off:
    Type: AWS::Events::Rule
    Properties: {State: DISABLED, EventPattern: {source: [shop]}}
  Clock:
    Type: AWS::Events::Rule
    Properties: {ScheduleExpression: rate(1 hour)}
  Announce:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: arn:aws:sqs:us-east-1:123456789012:in
      Target: arn:aws:sqs:us-east-1:123456789012:out
";

#[test]
fn what_no_event_and_no_record_can_do_is_not_expected() {
    let suite = "\
template: deaf.yaml
cases:
  - {name: it is off, event: shipped.json, excludes: [Off]}
  - {name: another source, event: {source: bank, detail: {}}, excludes: [Off]}
  - {name: clock, event: shipped.json, excludes: [Clock]}
  - {name: any reason, event: shipped.json, undelivered: {Off: ''}}
pipes:
  - {name: no record, pipe: Announce, records: [], passes: []}
  - {name: twice, pipe: Announce, records: [{body: a}], passes: [0, 0]}
  - {name: too far, pipe: Announce, records: [{body: a}], passes: [0], batches: [[0, 5]]}
  - {name: no end, pipe: Announce, records: [{body: a}], ends: [deliverd]}
put_events:
  - {name: any message, entries: [], refused: ''}
";
    let host = host(suite).file("deaf.yaml", DEAF);
    insta::assert_snapshot!(host.evb(&["test"]), @r#"
    exit: Failure
    --- stdout
    error another source (shop.evb.yaml:4)
      `Off` is disabled, and would not match if it were enabled
    error clock (shop.evb.yaml:5)
      no event can match `Clock`: it fires by the clock, not on events
    error any reason (shop.evb.yaml:6)
      the text of `undelivered` is empty
      no target is called `Off`
    error no record (shop.evb.yaml:8)
      the case has no record
    error twice (shop.evb.yaml:9)
      `passes` has record 0 twice
    error too far (shop.evb.yaml:10)
      there is no record 5
    error no end (shop.evb.yaml:11)
      no record ends `deliverd`
    error any message (shop.evb.yaml:13)
      the text of `refused` is empty
    8 could not be answered, 1 passed: 9 cases in 1 suite
    --- stderr
    warning[yaml/boolean-word]: `Off` without quotes is a boolean of YAML 1.1
     --> deaf.yaml:2:3
      |
    2 |   Off:
      |   ^^^ may be read as `false`
      |
      = help: write `"Off"` for the text, `false` for the boolean
    error[suite/case]: `Off` is disabled, and would not match if it were enabled
     --> shop.evb.yaml:4:74
      |
    4 |   - {name: another source, event: {source: bank, detail: {}}, excludes: [Off]}
      |                                                                          ^^^ this could not fail
      |
      = help: leave it out, or take an event that it would match: that tells that it is disabled
    error[suite/case]: no event can match `Clock`: it fires by the clock, not on events
     --> shop.evb.yaml:5:51
      |
    5 |   - {name: clock, event: shipped.json, excludes: [Clock]}
      |                                                   ^^^^^ this could not fail
      |
      = help: leave it out; `schedules` are about what fires by the clock
    error[suite/case]: the text of `undelivered` is empty
     --> shop.evb.yaml:6:64
      |
    6 |   - {name: any reason, event: shipped.json, undelivered: {Off: ''}}
      |                                                                ^^ every text holds it: this could not fail
      |
      = help: write a part of the reason that is expected
    error[suite/unknown-name]: no target is called `Off`
     --> shop.evb.yaml:6:59
      |
    6 |   - {name: any reason, event: shipped.json, undelivered: {Off: ''}}
      |                                                           ^^^ not declared in what is tested
      |
      = help: there is no target in it
    error[suite/case]: the case has no record
     --> shop.evb.yaml:8:48
      |
    8 |   - {name: no record, pipe: Announce, records: [], passes: []}
      |                                                ^ nothing comes from the source
      |
      = help: write one down, as the source sends it: this could not fail
    error[suite/member]: `passes` has record 0 twice
     --> shop.evb.yaml:9:69
      |
    9 |   - {name: twice, pipe: Announce, records: [{body: a}], passes: [0, 0]}
      |                                                                     ^ the second time
      |
      = help: leave one out, or give the number that was meant
    error[suite/case]: there is no record 5
      --> shop.evb.yaml:10:72
       |
    10 |   - {name: too far, pipe: Announce, records: [{body: a}], passes: [0], batches: [[0, 5]]}
       |                                                                        ^^^^^^^ not among the records
       |
       = help: there is record 0 alone
    error[suite/case]: no record ends `deliverd`
      --> shop.evb.yaml:11:65
       |
    11 |   - {name: no end, pipe: Announce, records: [{body: a}], ends: [deliverd]}
       |                                                                 ^^^^^^^^ not one of the ends
       |
       = help: did you mean `delivered`?
    error[suite/case]: the text of `refused` is empty
      --> shop.evb.yaml:13:47
       |
    13 |   - {name: any message, entries: [], refused: ''}
       |                                               ^^ every text holds it: this could not fail
       |
       = help: write a part of the reason that is expected
    "#);
}

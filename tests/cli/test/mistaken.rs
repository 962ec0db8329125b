//! What is nearly right: told where it stands, with the word that was meant.

use super::{SHIPPED, TEMPLATE, cases, host, suite};
use crate::support::Pretend;

#[test]
fn events_in_other_clothes() {
    insta::assert_snapshot!(cases("\
  - {name: a name and a bus, event: {event: shipped.json, bus: partners}, matches: [Partners]}
  - {name: built and a bus, event: {event: {like: shipped.json, set: {detail.total: 1}}, bus: partners}, matches: [Partners]}
  - {name: two buses, event: {event: {like: shipped.json, bus: partners}, bus: default}, matches: [Partners]}
  - {name: a request, event: {Entries: [{Source: shop}]}, excludes: [Billing]}
  - {name: records, event: {Records: []}, excludes: [Billing]}
  - {name: one of both, event: shipped.json, events: [shipped.json], matches: []}
"), @r"
    exit: Failure
    --- stdout
    error two buses (shop.evb.yaml:5)
      the bus of the event is given twice
    error a request (shop.evb.yaml:6)
      a list of several events, `Entries`, is no event
    error records (shop.evb.yaml:7)
      a list of several events, `Records`, is no event
    error one of both (shop.evb.yaml:8)
      the case has `event` and `events`
    4 could not be answered, 2 passed: 6 cases in 1 suite
    --- stderr
    error[suite/event]: the bus of the event is given twice
     --> shop.evb.yaml:5:80
      |
    5 |   - {name: two buses, event: {event: {like: shipped.json, bus: partners}, bus: default}, matches: [Partners]}
      |                                                                --------        ^^^^^^^ here
      |                                                                |
      |                                                                and here
      |
      = help: leave one of them out
    error[suite/event]: a list of several events, `Entries`, is no event
     --> shop.evb.yaml:6:30
      |
    6 |   - {name: a request, event: {Entries: [{Source: shop}]}, excludes: [Billing]}
      |                              ^ one event was expected
      |
      = help: write each entry as an event of its own: `events: [{Source: …}]`; what `PutEvents` answers is asked under `put_events`
    error[suite/event]: a list of several events, `Records`, is no event
     --> shop.evb.yaml:7:28
      |
    7 |   - {name: records, event: {Records: []}, excludes: [Billing]}
      |                            ^ one event was expected
      |
      = help: put it into a file, and name that: `events: records.json`
    error[suite/case]: the case has `event` and `events`
     --> shop.evb.yaml:8:54
      |
    8 |   - {name: one of both, event: shipped.json, events: [shipped.json], matches: []}
      |                                ------------          ^ several events
      |                                |
      |                                one event
      |
      = help: write all of them under `events`
    ");
}

#[test]
fn names_at_the_top_of_an_event() {
    insta::assert_snapshot!(cases("\
  - {name: a capital, event: {like: shipped.json, set: {Detail.total: 1}}, excludes: [Billing]}
  - {name: a dollar, event: {like: shipped.json, set: {$.detail.total: 1}}, excludes: [Billing]}
  - {name: a letter less, event: {source: shop, detail-typ: Order}, excludes: [Billing]}
  - {name: an entry, event: {Source: shop, DetailType: Order, Detail: '{}'}, excludes: [Billing]}
  - {name: something else, event: {source: shop, whatever: 1}, excludes: [Billing]}
"), @r"
    exit: Failure
    --- stdout
    error a capital (shop.evb.yaml:3)
      no event has `Detail` at its top
    error a dollar (shop.evb.yaml:4)
      `$.detail.total` is no path in an event
    error a letter less (shop.evb.yaml:5)
      no event has `detail-typ` at its top
    3 could not be answered, 2 passed: 5 cases in 1 suite
    --- stderr
    error[suite/event]: no event has `Detail` at its top
     --> shop.evb.yaml:3:57
      |
    3 |   - {name: a capital, event: {like: shipped.json, set: {Detail.total: 1}}, excludes: [Billing]}
      |                                                         ^^^^^^^^^^^^ EventBridge sets what stands there
      |
      = help: did you mean `detail`?
    error[suite/path]: `$.detail.total` is no path in an event
     --> shop.evb.yaml:4:56
      |
    4 |   - {name: a dollar, event: {like: shipped.json, set: {$.detail.total: 1}}, excludes: [Billing]}
      |                                                        ^^^^^^^^^^^^^^ a path begins in the event, without `$`
      |
      = help: write `detail.total`
    error[suite/event]: no event has `detail-typ` at its top
     --> shop.evb.yaml:5:49
      |
    5 |   - {name: a letter less, event: {source: shop, detail-typ: Order}, excludes: [Billing]}
      |                                                 ^^^^^^^^^^ EventBridge sets what stands there
      |
      = help: did you mean `detail-type`?
    ");
}

#[test]
fn an_event_that_is_none_is_told_once() {
    insta::assert_snapshot!(suite("\
template: template.yaml
events:
  wrong: 7
  misspelt: {like: shipped.json, sett: {detail.total: 1}}
  built: {like: misspelt}
cases:
  - {name: a, event: wrong, matches: []}
  - {name: b, event: misspelt, matches: []}
  - {name: c, event: built, matches: []}
  - {name: d, event: events, matches: []}
"), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:7)
      the event `wrong` could not be read
    error b (shop.evb.yaml:8)
      the event `misspelt` could not be read
    error c (shop.evb.yaml:9)
      the event `misspelt` could not be read
    error d (shop.evb.yaml:10)
      no event is called `events`
    4 could not be answered, 2 errors beside the cases, 0 passed: 4 cases in 1 suite
    --- stderr
    error[suite/member]: `wrong` is a number, not an event: a name, a file or a map
     --> shop.evb.yaml:3:10
      |
    3 |   wrong: 7
      |          ^ an event: a name, a file or a map was expected
    error[suite/member]: an event that is `like` another has no member `sett`
     --> shop.evb.yaml:4:34
      |
    4 |   misspelt: {like: shipped.json, sett: {detail.total: 1}}
      |                                  ^^^^ a suite has no such key here
      |
      = help: did you mean `set`?
    error[suite/event]: the event `wrong` could not be read
     --> shop.evb.yaml:7:22
      |
    3 |   wrong: 7
      |   ----- what is wrong is told there
    ...
    7 |   - {name: a, event: wrong, matches: []}
      |                      ^^^^^ this one
    error[suite/event]: the event `misspelt` could not be read
     --> shop.evb.yaml:8:22
      |
    4 |   misspelt: {like: shipped.json, sett: {detail.total: 1}}
      |   -------- what is wrong is told there
    ...
    8 |   - {name: b, event: misspelt, matches: []}
      |                      ^^^^^^^^ this one
    error[suite/event]: the event `misspelt` could not be read
     --> shop.evb.yaml:4:3
      |
    4 |   misspelt: {like: shipped.json, sett: {detail.total: 1}}
      |   ^^^^^^^^ this one
    error[suite/unknown-name]: no event is called `events`
      --> shop.evb.yaml:10:22
       |
    10 |   - {name: d, event: events, matches: []}
       |                      ^^^^^^ neither a name under `events` nor a path
       |
       = help: there are `built`, `misspelt`, `wrong`; a directory is written `events/`
    ");
}

#[test]
fn paths_of_because_are_written_in_two_ways() {
    insta::assert_snapshot!(cases(r#"
  - name: brackets
    event: {like: shipped.json, set: {detail.total: 1}}
    because: {Billing: 'detail["total"]'}
"#), @r"
    exit: Success
    --- stdout
    1 passed: 1 case in 1 suite
    ");
}

#[test]
fn what_is_tested_is_told_where_it_is_declared() {
    insta::assert_snapshot!(suite("\
template: [template.yaml, ./template.yaml]
account: 12
rules:
  Billing: {source: [shop]}
  Own: {patern: {source: [shop]}, bus: default}
  Bus: {bus: default}
cases:
  - {name: a, event: shipped.json, includes: [Billing]}
"), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:8)
      what the case tests could not be read
    1 could not be answered, 5 errors beside the cases, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/member]: the template `./template.yaml` is listed twice
     --> shop.evb.yaml:1:27
      |
    1 | template: [template.yaml, ./template.yaml]
      |            -------------  ^^^^^^^^^^^^^^^ the second time
      |            |
      |            the first time
      |
      = help: leave one out: there would be two of everything in it
    error[suite/member]: `12` is no account
     --> shop.evb.yaml:2:10
      |
    2 | account: 12
      |          ^^ an account has 12 digits
    error[suite/member]: a rule has no member `patern`
     --> shop.evb.yaml:5:9
      |
    5 |   Own: {patern: {source: [shop]}, bus: default}
      |         ^^^^^^ a suite has no such key here
      |
      = help: did you mean `pattern`?
    error[suite/member]: the rule `Bus` has no `pattern`
     --> shop.evb.yaml:6:3
      |
    6 |   Bus: {bus: default}
      |   ^^^ only a `bus`
      |
      = help: write it as `{pattern: {source: [shop]}, bus: orders}`
    error[suite/several-of-one-name]: a template declares a rule `Billing`, too
     --> shop.evb.yaml:4:3
      |
    4 |   Billing: {source: [shop]}
      |   ^^^^^^^ the suite's own
      |
      = help: call it otherwise: nobody could tell which one a case means
    error[suite/case]: what the case tests could not be read
     --> shop.evb.yaml:8:12
      |
    5 |   Own: {patern: {source: [shop]}, bus: default}
      |   --- this
    ...
    8 |   - {name: a, event: shipped.json, includes: [Billing]}
      |            ^ this case
    ");
    insta::assert_snapshot!(suite("\
template: template.yaml
rules: {Billing: {source: [shop]}}
cases:
  - {name: a, event: shipped.json, excludes: [Billing]}
"), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:4)
      what the case tests could not be read
    1 could not be answered, 1 error beside the cases, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/several-of-one-name]: a template declares a rule `Billing`, too
     --> shop.evb.yaml:2:9
      |
    2 | rules: {Billing: {source: [shop]}}
      |         ^^^^^^^ the suite's own
      |
      = help: call it otherwise: nobody could tell which one a case means
    error[suite/case]: what the case tests could not be read
     --> shop.evb.yaml:4:12
      |
    2 | rules: {Billing: {source: [shop]}}
      |         ------- this
    3 | cases:
    4 |   - {name: a, event: shipped.json, excludes: [Billing]}
      |            ^ this case
    ");
}

#[test]
fn parameters_of_which_no_template_speaks() {
    insta::assert_snapshot!(suite("\
template: template.yaml
parameters: {Stag: prod, Stage: prod, Billing.Arn: arn, Elsewhere.Arn: arn}
cases:
  - {name: a, event: shipped.json, includes: [Billing]}
"), @r"
    exit: Success
    --- stdout
    1 passed: 1 case in 1 suite
    --- stderr
    warning[suite/unknown-name]: no template speaks of the parameter `Billing.Arn`
     --> shop.evb.yaml:2:39
      |
    2 | parameters: {Stag: prod, Stage: prod, Billing.Arn: arn, Elsewhere.Arn: arn}
      |                                       ^^^^^^^^^^^ given to nothing
      |
      = help: leave it out
    warning[suite/unknown-name]: no template speaks of the parameter `Elsewhere.Arn`
     --> shop.evb.yaml:2:57
      |
    2 | parameters: {Stag: prod, Stage: prod, Billing.Arn: arn, Elsewhere.Arn: arn}
      |                                                         ^^^^^^^^^^^^^ given to nothing
      |
      = help: leave it out
    warning[suite/unknown-name]: no template speaks of the parameter `Stag`
     --> shop.evb.yaml:2:14
      |
    2 | parameters: {Stag: prod, Stage: prod, Billing.Arn: arn, Elsewhere.Arn: arn}
      |              ^^^^ given to nothing
      |
      = help: did you mean `Stage`?
    ");
}

#[test]
fn a_suite_that_is_named_twice_runs_once() {
    let host = host(
        "template: template.yaml\ncases: [{name: a, event: shipped.json, includes: [Billing]}]\n",
    );
    insta::assert_snapshot!(host.evb(&["test", "shop.evb.yaml", "shop/../shop.evb.yaml"]), @r"
    exit: Success
    --- stdout
    1 passed: 1 case in 1 suite
    ");
}

#[test]
fn an_event_in_yaml() {
    let host = host(
        "template: template.yaml\ncases: [{name: a, event: shipped.yaml, includes: [Billing]}]\n",
    )
    .file("shipped.yaml", "source: shop\ndetail:\n  total: 1\n");
    insta::assert_snapshot!(host.evb(&["test"]), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:2)
      `shipped.yaml` is no JSON, as events in files are
    1 could not be answered, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/event]: `shipped.yaml` is no JSON, as events in files are
     --> shop.evb.yaml:2:26
      |
    2 | cases: [{name: a, event: shipped.yaml, includes: [Billing]}]
      |                          ^^^^^^^^^^^^ named here
      |
      = help: write the event into the suite: `event: {source: shop, …}`
    ");
}

#[test]
fn words_and_names() {
    insta::assert_snapshot!(cases("\
  - {name: match, event: shipped.json, match: [Audit]}
  - {name: twice, event: shipped.json, matches: [Audit, Billing, Audit]}
  - {name: '', event: shipped.json, includes: [Audit]}
"), @r"
    exit: Failure
    --- stdout
    error match (shop.evb.yaml:3)
      a case has no member `match`
    error twice (shop.evb.yaml:4)
      `matches` has `Audit` twice
    error case 3 (shop.evb.yaml:5)
      the name of the case is empty
    3 could not be answered, 0 passed: 3 cases in 1 suite
    --- stderr
    error[suite/member]: a case has no member `match`
     --> shop.evb.yaml:3:40
      |
    3 |   - {name: match, event: shipped.json, match: [Audit]}
      |                                        ^^^^^ a suite has no such key here
      |
      = help: did you mean `matches`?
    error[suite/member]: `matches` has `Audit` twice
     --> shop.evb.yaml:4:66
      |
    4 |   - {name: twice, event: shipped.json, matches: [Audit, Billing, Audit]}
      |                                                  -----           ^^^^^ the second one
      |                                                  |
      |                                                  the first one
      |
      = help: leave one out, or name what was meant
    error[suite/case]: the name of the case is empty
     --> shop.evb.yaml:5:12
      |
    5 |   - {name: '', event: shipped.json, includes: [Audit]}
      |            ^^ nobody could tell which case it is
      |
      = help: say what is expected, or leave `name` out
    ");
}

#[test]
fn one_event_of_several_needs_a_case_of_its_own() {
    insta::assert_snapshot!(cases("\
  - name: several
    events: [shipped.json, {source: shop}, {like: shipped.json, set: {detail.total: 1}}]
    matches: [Audit, Billing]
"), @r#"
    exit: Negative
    --- stdout
    failed several (shop.evb.yaml:3)
      shop.evb.yaml:5:5: matches: the event `events[1]` does not match `Billing`
        - Billing
          Audit
        Billing: `detail.state`: the pattern wants ["shipped"]: the event has no `detail`
          pattern template.yaml:7:47
        Billing: `detail.total`: the pattern wants [{"numeric":[">",100]}]: the event has no `detail`
          pattern template.yaml:7:65
        change the suite: `matches: [Audit]`, in a case of its own for this event
      shop.evb.yaml:5:5: matches: the event `events[2]` does not match `Billing`
        - Billing
          Audit
        Billing: `detail.total` is 1, the pattern wants {"numeric":[">",100]}: `1` is not a number > 100
          pattern template.yaml:7:73
        change the suite: `matches: [Audit]`, in a case of its own for this event
        change the template: `Billing`: let `detail.total` take `1`
    1 failed, 0 passed: 1 case in 1 suite
    "#);
}

#[test]
fn numbers_and_words_of_schedules() {
    insta::assert_snapshot!(host("\
template: nightly.yaml
schedules:
  - {name: never, schedule: Nightly, after: 2027-03-27, never: false}
  - {name: count, schedule: Nightly, after: 2027-03-27, until: 2027-03-28, count: 1.5}
  - {name: a list, schedule: Nightly, after: 2027-03-27, until: 2027-03-28, count: [1]}
  - {name: without seconds, schedule: Nightly, after: 2027-03-27T00:00Z, fires: ['2027-03-27T02:00+01:00']}
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
    error never (shop.evb.yaml:3)
      `never` is `false`, and can only say `true`
    error count (shop.evb.yaml:4)
      `count` is 1.5, not a whole number from 0
    error a list (shop.evb.yaml:5)
      `count` is an array, not a whole number from 0
    3 could not be answered, 1 passed: 4 cases in 1 suite
    --- stderr
    error[suite/member]: `never` is `false`, and can only say `true`
     --> shop.evb.yaml:3:64
      |
    3 |   - {name: never, schedule: Nightly, after: 2027-03-27, never: false}
      |                                                                ^^^^^ then it fires, but when?
      |
      = help: say when, `fires: […]`, or how often, `count: …`
    error[suite/member]: `count` is 1.5, not a whole number from 0
     --> shop.evb.yaml:4:83
      |
    4 |   - {name: count, schedule: Nightly, after: 2027-03-27, until: 2027-03-28, count: 1.5}
      |                                                                                   ^^^ so many of a thing
    error[suite/member]: `count` is an array, not a whole number from 0
     --> shop.evb.yaml:5:84
      |
    5 |   - {name: a list, schedule: Nightly, after: 2027-03-27, until: 2027-03-28, count: [1]}
      |                                                                                    ^ a whole number from 0 was expected
    ");
}

#[test]
fn what_lies_outside_is_not_read() {
    let shop = "\
template: ../template.yaml
cases:
  - {name: beside, event: shipped.json, includes: [Audit]}
  - {name: above, event: ../shipped.json, includes: [Audit]}
  - {name: outside, event: /secret.json, includes: [Audit]}
put_events:
  - {name: entries, entries: /secret.json, failed: 0}
";
    let host = host("template: template.yaml\ncases: [{event: shipped.json, includes: [Audit]}]\n")
        .file("shop/shop.evb.yaml", shop)
        .file("shop/shipped.json", SHIPPED)
        .file("/secret.json", SHIPPED);
    insta::assert_snapshot!(host.evb(&["test", "shop"]), @r#"
    exit: Negative
    --- stdout
    failed entries (shop/shop.evb.yaml:7)
      shop/shop.evb.yaml:7:44: failed: the whole request is refused: this is a delivered event, and no entry
        change the suite: `refused: "this is a delivered event, and no entry"`
    1 failed, 3 passed: 4 cases in 1 suite
    "#);
    insta::assert_snapshot!(host.evb(&["test", "shop", "--allow-outside", "--run", "outside"]), @r"
    exit: Success
    --- stdout
    1 passed: 1 case in 1 suite
    ");
}

#[test]
fn a_rule_that_is_declared_and_not_made() {
    let template = "Conditions: {Never: !Equals [a, b]}\nResources:\n  N:\n    Type: AWS::Events::Rule\n    Condition: Never\n    Properties: {EventPattern: {source: [shop]}, Targets: [{Id: q, Arn: arn:aws:sqs:us-east-1:123456789012:q}]}\n  A:\n    Type: AWS::Events::Rule\n    Properties: {EventPattern: {source: [shop]}}\n";
    let host = Pretend::default().file("t.yaml", template).file(
        "s.evb.yaml",
        "template: t.yaml\ncases:\n  - {name: a, event: {source: shop}, excludes: [N]}\n  - {name: b, event: {source: shop}, delivers: {N/q: {}}}\n  - {name: c, event: {source: shop}, excludes: [NN]}\n",
    );
    insta::assert_snapshot!(host.evb(&["test", "s.evb.yaml"]), @r"
    exit: Failure
    --- stdout
    error a (s.evb.yaml:3)
      the rule `N` is declared, but not made
    error b (s.evb.yaml:4)
      the target `N/q` is declared, but not made
    error c (s.evb.yaml:5)
      no rule is called `NN`
    3 could not be answered, 0 passed: 3 cases in 1 suite
    --- stderr
    error[suite/unknown-name]: the rule `N` is declared, but not made
     --> s.evb.yaml:3:49
      |
    3 |   - {name: a, event: {source: shop}, excludes: [N]}
      |                                                 ^ its condition `Never` is false with these parameters
      |
      = help: give parameters with which it is made, or leave it out
    error[suite/unknown-name]: the target `N/q` is declared, but not made
     --> s.evb.yaml:4:49
      |
    4 |   - {name: b, event: {source: shop}, delivers: {N/q: {}}}
      |                                                 ^^^ its condition `Never` is false with these parameters
      |
      = help: give parameters with which it is made, or leave it out
    error[suite/unknown-name]: no rule is called `NN`
     --> s.evb.yaml:5:49
      |
    5 |   - {name: c, event: {source: shop}, excludes: [NN]}
      |                                                 ^^ not declared in what is tested
      |
      = help: there are `A`
    ");
}

#[test]
fn events_that_there_cannot_be() {
    let host = Pretend::default()
        .file("template.yaml", TEMPLATE)
        .file("text.json", r#"{"source": "shop", "detail": "{}"}"#)
        .file("whole.json", SHIPPED)
        .file(
            "s.evb.yaml",
            r"template: template.yaml
events:
  whole: whole.json
cases:
  - {name: text, event: {source: shop, detail: '{}'}, includes: [Audit]}
  - {name: number, event: {source: shop, account: 123456789012}, includes: [Audit]}
  - {name: list, event: {source: shop, resources: arn}, includes: [Audit]}
  - {name: set, event: {like: whole, set: {detail: 1}}, includes: [Audit]}
  - {name: other, event: {state: shipped}, matches: []}
  - {name: file, event: text.json, includes: [Audit]}
  - {name: sound, event: {like: whole, set: {detail: {a: 1}}}, includes: [Audit]}
",
        );
    insta::assert_snapshot!(host.evb(&["test", "s.evb.yaml"]), @r#"
    exit: Failure
    --- stdout
    error text (s.evb.yaml:5)
      `detail` of an event is an object, not a string
    error number (s.evb.yaml:6)
      `account` of an event is a text, not a number
    error list (s.evb.yaml:7)
      `resources` of an event is a list of texts, not a string
    error set (s.evb.yaml:8)
      `detail` of an event is an object, not a number
    error other (s.evb.yaml:9)
      nothing in this event is of an event
    error file (s.evb.yaml:10)
      `detail` of an event is an object, not a string
    6 could not be answered, 1 passed: 7 cases in 1 suite
    --- stderr
    error[suite/event]: `detail` of an event is an object, not a string
     --> s.evb.yaml:5:48
      |
    5 |   - {name: text, event: {source: shop, detail: '{}'}, includes: [Audit]}
      |                                                ^^^^ no event has this
      |
      = help: write the object itself: it is a text in entries of `PutEvents` alone
    error[suite/event]: `account` of an event is a text, not a number
     --> s.evb.yaml:6:51
      |
    6 |   - {name: number, event: {source: shop, account: 123456789012}, includes: [Audit]}
      |                                                   ^^^^^^^^^^^^ no event has this
      |
      = help: write it in quotes
    error[suite/event]: `resources` of an event is a list of texts, not a string
     --> s.evb.yaml:7:51
      |
    7 |   - {name: list, event: {source: shop, resources: arn}, includes: [Audit]}
      |                                                   ^^^ no event has this
    error[suite/event]: `detail` of an event is an object, not a number
     --> s.evb.yaml:8:52
      |
    8 |   - {name: set, event: {like: whole, set: {detail: 1}}, includes: [Audit]}
      |                                                    ^ no event has this
    error[suite/event]: nothing in this event is of an event
     --> s.evb.yaml:9:26
      |
    9 |   - {name: other, event: {state: shipped}, matches: []}
      |                          ^ neither `source` nor `detail-type` nor `detail`
      |
      = help: write what stands in it as `detail`: `{source: shop, detail-type: Order, detail: {…}}`
    error[suite/event]: `detail` of an event is an object, not a string
     --> text.json:1:30
      |
    1 | {"source": "shop", "detail": "{}"}
      |                              ^^^^ no event has this
      |
      = help: write the object itself: it is a text in entries of `PutEvents` alone
    "#);
}

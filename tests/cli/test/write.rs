//! `--write`: what is absent is filled in, and nothing else changes.

use super::{TEMPLATE, host};

/// The run, and the file afterwards where it was written.
fn written(suite: &str) -> String {
    let host = host(suite);
    let told = host.evb(&["test", "--write"]);
    match host.written("shop.evb.yaml") {
        Some(after) => format!("{told}--- shop.evb.yaml\n{after}"),
        None => told,
    }
}

#[test]
fn a_case_that_expects_nothing_gets_what_there_is() {
    insta::assert_snapshot!(written("\
# Orders.
template: template.yaml
parameters: {Stage: prod}
cases:
  - name: shipped # on time
    event: shipped.json
    # Who else?

  - {name: small, event: {like: shipped.json, set: {detail.total: 1}} }
  - name: nobody's
    event: {source: mine, detail-type: T, detail: {}}
    matches:   # none?
  - name: partners
    bus: partners
    events: [shipped.json, shipped.json]
    because: {Billing: detail.state}
"), @r#"
    exit: Negative
    --- stdout
    written shipped (shop.evb.yaml:5)
      shop.evb.yaml:7: matches: ["Billing","Audit"]
    written small (shop.evb.yaml:10)
      shop.evb.yaml:10: matches: ["Audit"]
    written nobody's (shop.evb.yaml:11)
      shop.evb.yaml:13: matches: []
    failed partners (shop.evb.yaml:14)
      shop.evb.yaml:17:5: because: no field decides that the event does not match `Billing`: it is on the bus `default`, and the event on `partners`
      shop.evb.yaml:17:5: because: no field decides that the event does not match `Billing`: it is on the bus `default`, and the event on `partners`
    1 failed, 3 passed: 4 cases in 1 suite
    --- shop.evb.yaml
    # Orders.
    template: template.yaml
    parameters: {Stage: prod}
    cases:
      - name: shipped # on time
        event: shipped.json
        matches: [Billing, Audit]
        # Who else?

      - {name: small, event: {like: shipped.json, set: {detail.total: 1}}, matches: [Audit] }
      - name: nobody's
        event: {source: mine, detail-type: T, detail: {}}
        matches: []   # none?
      - name: partners
        bus: partners
        events: [shipped.json, shipped.json]
        because: {Billing: detail.state}
    "#);
}

#[test]
fn schedules_and_entries_are_filled_in_too() {
    let suite = "\
template: template.yaml
parameters: {Stage: prod}
rules:
  Mine: {source: [shop]}
cases:
  - name: what is received
    event: shipped.json
    delivers:
schedules:
  - {schedule: Nightly, after: 2027-03-27}
  - schedule: Nightly
    name: two nights
    after: 2027-03-27
    until: 2027-03-29
    count:
put_events:
  - entries: [{Source: shop, DetailType: Order, Detail: 'no'}]
  - entries: []
";
    let template = TEMPLATE.replace(
        "  Retired:",
        "  Nightly:\n    Type: AWS::Events::Rule\n    Properties: {ScheduleExpression: rate(6 hours), Targets: [{Id: F, Arn: 'arn:aws:lambda:eu-central-1:123456789012:function:f'}]}\n  Sent:\n    Type: AWS::Events::Rule\n    Properties: {EventPattern: {source: [shop]}, Targets: [{Id: F, Arn: 'arn:aws:lambda:eu-central-1:123456789012:function:f', InputPath: $.detail}]}\n  Retired:",
    );
    let host = host(suite).file("template.yaml", template);
    let told = host.evb(&["test", "--write"]);
    insta::assert_snapshot!(told, @r#"
    exit: Success
    --- stdout
    written what is received (shop.evb.yaml:6)
      shop.evb.yaml:8: delivers: {"Sent/F":{"id":4711,"state":"shipped","total":250,"items":[{"sku":"a"}]}}
    written schedule Nightly (shop.evb.yaml:10)
      shop.evb.yaml:10: fires: ["2027-03-27T06:00:00Z","2027-03-27T12:00:00Z","2027-03-27T18:00:00Z"]
    written two nights (shop.evb.yaml:12)
      shop.evb.yaml:15: count: 8
    written put_events 1 (shop.evb.yaml:17)
      shop.evb.yaml:18: answers: ["MalformedDetail"]
    written put_events 2 (shop.evb.yaml:19)
      shop.evb.yaml:20: refused: "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1"
    5 passed: 5 cases in 1 suite
    "#);
    insta::assert_snapshot!(host.written("shop.evb.yaml").unwrap_or_default(), @r#"
    template: template.yaml
    parameters: {Stage: prod}
    rules:
      Mine: {source: [shop]}
    cases:
      - name: what is received
        event: shipped.json
        delivers: {Sent/F: {id: 4711, state: shipped, total: 250, items: [{sku: a}]}}
    schedules:
      - {schedule: Nightly, after: 2027-03-27, fires: ["2027-03-27T06:00:00Z", "2027-03-27T12:00:00Z", "2027-03-27T18:00:00Z"]}
      - schedule: Nightly
        name: two nights
        after: 2027-03-27
        until: 2027-03-29
        count: 8
    put_events:
      - entries: [{Source: shop, DetailType: Order, Detail: 'no'}]
        answers: [MalformedDetail]
      - entries: []
        refused: "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1"
    "#);
}

#[test]
fn json_tells_what_was_written() {
    let suite =
        r#"{"template": "template.yaml", "cases": [{"name": "a", "event": "shipped.json"}]}"#;
    let host = host("").file("shop.evb.json", suite);
    insta::assert_snapshot!(host.evb(&["test", "shop.evb.json", "--write", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"suite":"shop.evb.json","name":"a","line":1,"outcome":"passed","written":[{"expectation":"matches","line":1,"value":["Billing","Audit"]}]}
    "#);
    insta::assert_snapshot!(host.written("shop.evb.json").unwrap_or_default(), @r#"{"template": "template.yaml", "cases": [{"name": "a", "event": "shipped.json", "matches": ["Billing", "Audit"]}]}"#);
}

#[test]
fn without_write_it_is_said_how() {
    let host = host(
        "template: template.yaml\ncases:\n  - {name: a, event: shipped.json, matches: }\n  - {name: b, event: shipped.json}\n",
    );
    insta::assert_snapshot!(host.evb(&["test"]), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:3)
      `matches` says nothing
    error b (shop.evb.yaml:4)
      the case expects nothing
    2 could not be answered, 0 passed: 2 cases in 1 suite
    --- stderr
    error[suite/case]: `matches` says nothing
     --> shop.evb.yaml:3:36
      |
    3 |   - {name: a, event: shipped.json, matches: }
      |                                    ^^^^^^^ what is expected?
      |
      = help: `evb test --write` fills in what there is; `[]` is nothing
    error[suite/case]: the case expects nothing
     --> shop.evb.yaml:4:12
      |
    4 |   - {name: b, event: shipped.json}
      |            ^ none of what may be expected
      |
      = help: there are `matches`, `includes`, `excludes`, `because`, `delivers`, `undelivered` and `unknown`; `evb test --write` fills in what there is
    ");
    assert_eq!(host.written("shop.evb.yaml"), None);
}

#[test]
fn what_cannot_be_written_at_one_place_is_told_and_left() {
    insta::assert_snapshot!(written("\
template: template.yaml
cases:
  - name: rows that differ {total}
    each: [{total: 1}, {total: 250}]
    event: {like: shipped.json, set: {detail.total: '{total}'}}
  - name: rows that agree {total}
    each: [{total: 1}, {total: 2}]
    event: {like: shipped.json, set: {detail.total: '{total}'}}
  - &twice
    name: at two places
    event: shipped.json
  - {<<: *twice, name: again}
  - name: events that differ
    events: [shipped.json, {like: shipped.json, remove: [source]}]
"), @r#"
    exit: Failure
    --- stdout
    error rows that differ 1 (shop.evb.yaml:3)
      the case expects nothing
    error rows that differ 250 (shop.evb.yaml:3)
      the case expects nothing
    written rows that agree 1 (shop.evb.yaml:6)
      shop.evb.yaml:9: matches: ["Audit"]
    written rows that agree 2 (shop.evb.yaml:6)
      shop.evb.yaml:9: matches: ["Audit"]
    error at two places (shop.evb.yaml:11)
      the case expects nothing
    written again (shop.evb.yaml:13)
      shop.evb.yaml:13: matches: ["Billing","Audit"]
    error events that differ (shop.evb.yaml:14)
      the case expects nothing
    4 could not be answered, 3 passed: 7 cases in 1 suite
    --- stderr
    error[suite/not-written]: the rows of a table are answered differently
     --> shop.evb.yaml:3:11
      |
    3 |   - name: rows that differ {total}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^ one expectation would not hold for all
      |
      = help: give `each` a column for it: `matches: "{rules}"`
    error[suite/case]: no `matches` holds for all events of the case: the event `events[1]` does not match `Billing` and `Audit`
      --> shop.evb.yaml:13:11
       |
    13 |   - name: events that differ
       |           ^^^^^^^^^^^^^^^^^^ this case
       |
       = help: split the case
    error[suite/not-written]: nothing can be written here: an alias repeats what stands here
      --> shop.evb.yaml:10:5
       |
    10 | /     name: at two places
    11 | |     event: shipped.json
       | |_______________________^ stands for several places
       |
       = help: write it by hand, at each of them
    error[suite/case]: the case expects nothing
     --> shop.evb.yaml:3:11
      |
    3 |   - name: rows that differ {total}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^ none of what may be expected
      |
      = help: there are `matches`, `includes`, `excludes`, `because`, `delivers`, `undelivered` and `unknown`; `evb test --write` fills in what there is
    error[suite/case]: the case expects nothing
     --> shop.evb.yaml:3:11
      |
    3 |   - name: rows that differ {total}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^ none of what may be expected
      |
      = help: there are `matches`, `includes`, `excludes`, `because`, `delivers`, `undelivered` and `unknown`; `evb test --write` fills in what there is
    error[suite/case]: the case expects nothing
      --> shop.evb.yaml:11:11
       |
    11 |     name: at two places
       |           ^^^^^^^^^^^^^ none of what may be expected
       |
       = help: there are `matches`, `includes`, `excludes`, `because`, `delivers`, `undelivered` and `unknown`; `evb test --write` fills in what there is
    error[suite/case]: the case expects nothing
      --> shop.evb.yaml:14:11
       |
    14 |   - name: events that differ
       |           ^^^^^^^^^^^^^^^^^^ none of what may be expected
       |
       = help: there are `matches`, `includes`, `excludes`, `because`, `delivers`, `undelivered` and `unknown`; `evb test --write` fills in what there is
    --- shop.evb.yaml
    template: template.yaml
    cases:
      - name: rows that differ {total}
        each: [{total: 1}, {total: 250}]
        event: {like: shipped.json, set: {detail.total: '{total}'}}
      - name: rows that agree {total}
        each: [{total: 1}, {total: 2}]
        event: {like: shipped.json, set: {detail.total: '{total}'}}
        matches: [Audit]
      - &twice
        name: at two places
        event: shipped.json
      - {<<: *twice, name: again, matches: [Billing, Audit]}
      - name: events that differ
        events: [shipped.json, {like: shipped.json, remove: [source]}]
    "#);
}

#[test]
fn what_fails_still_fails_and_is_not_touched() {
    insta::assert_snapshot!(written("template: template.yaml\ncases:\n  - {name: a, event: shipped.json, matches: [Audit]}\n"), @r"
    exit: Negative
    --- stdout
    failed a (shop.evb.yaml:3)
      shop.evb.yaml:3:36: matches: the event matches `Billing`
        + Billing
          Audit
        change the suite: `matches: [Billing, Audit]`
    1 failed, 0 passed: 1 case in 1 suite
    ");
}

#[test]
fn a_suite_that_is_compressed_is_not_written() {
    let text = "template: template.yaml\ncases:\n  - {name: a, event: shipped.json}\n";
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut zipped, text.as_bytes()).unwrap();
    let host = host("").file("shop.evb.yaml", zipped.finish().unwrap());
    insta::assert_snapshot!(host.evb(&["test", "--write"]), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:3)
      the case expects nothing
    1 could not be answered, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/not-written]: `shop.evb.yaml` cannot be written: its bytes are not those that were read
     |
     = help: it is compressed, or was changed in between: run it again
    error[suite/case]: the case expects nothing
     --> shop.evb.yaml:3:12
      |
    3 |   - {name: a, event: shipped.json}
      |            ^ none of what may be expected
      |
      = help: there are `matches`, `includes`, `excludes`, `because`, `delivers`, `undelivered` and `unknown`; `evb test --write` fills in what there is
    ");
    assert_eq!(host.written("shop.evb.yaml"), None);
}

#[test]
fn what_is_wrong_with_a_case_is_told_once() {
    let host = host(
        "template: template.yaml\ncases:\n  - {name: a, event: shipped.json}\n  - {name: b, event: shiped}\n",
    );
    insta::assert_snapshot!(host.evb(&["test", "--write", "--parameter", "Stage=prod"]), @r#"
    exit: Failure
    --- stdout
    written a (shop.evb.yaml:3)
      shop.evb.yaml:3: matches: ["Billing","Audit"]
    error b (shop.evb.yaml:4)
      no event is called `shiped`
    1 could not be answered, 1 passed: 2 cases in 1 suite
    --- stderr
    error[suite/unknown-name]: no event is called `shiped`
     --> shop.evb.yaml:4:22
      |
    4 |   - {name: b, event: shiped}
      |                      ^^^^^^ neither a name under `events` nor a path
      |
      = help: name a file, or put the event under `events`; a directory is written `shiped/`
    "#);
}

//! `put_events`: what the API answers.

use super::{host, suite};

#[test]
fn answers_entry_by_entry() {
    insta::assert_snapshot!(suite(r#"
rules: {Shop: {source: [shop]}}
put_events:
  - name: one of two
    entries:
      - {Source: shop, DetailType: Order, Detail: '{}'}
      - {Source: shop, DetailType: Order, Detail: 'no JSON'}
    failed: 1
    answers: [ok, MalformedDetail]
  - {entries: [], refused: must have length}
  - name: otherwise
    entries: [{Source: aws.ec2, DetailType: Order, Detail: '{}'}]
    failed: 0
    answers: [ok]
    refused: everything
  - {entries: [], failed: 0}
"#), @r#"
    exit: Negative
    --- stdout
    failed otherwise (shop.evb.yaml:11)
      shop.evb.yaml:13:5: failed: 1 of 1 entries fail, not 0
        + NotAuthorizedForSourceException
        change the suite: `failed: 1`
      shop.evb.yaml:14:5: answers: the entries are answered otherwise
        - ok
        + NotAuthorizedForSourceException
        change the suite: `answers: [NotAuthorizedForSourceException]`
      shop.evb.yaml:15:5: refused: the request is not refused
        change the suite: `answers: [NotAuthorizedForSourceException]`
    failed put_events 4 (shop.evb.yaml:16)
      shop.evb.yaml:16:19: failed: the whole request is refused: 1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1
        change the suite: `refused: "1 validation error detected: Value '[]' at 'entries' failed"`
    2 failed, 2 passed: 4 cases in 1 suite
    "#);
}

#[test]
fn entries_out_of_a_file() {
    let host = host("rules: {Shop: {source: [shop]}}\nput_events:\n  - {entries: entries.json, answers: [ok]}\n  - {entries: gone.json, failed: 0}\n")
        .file("entries.json", r#"{"Entries": [{"Source": "shop", "DetailType": "Order", "Detail": "{}"}]}"#);
    insta::assert_snapshot!(host.evb(&["test"]), @r"
    exit: Failure
    --- stdout
    error put_events 2 (shop.evb.yaml:4)
      cannot read `gone.json`: no such file
    1 could not be answered, 1 passed: 2 cases in 1 suite
    --- stderr
    error[input/unreadable]: cannot read `gone.json`: no such file
     --> shop.evb.yaml:4:15
      |
    4 |   - {entries: gone.json, failed: 0}
      |               ^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    ");
}

#[test]
fn a_request_that_is_refused_is_for_buses_that_are_there_too() {
    let host = host("template: bus.yaml\nput_events:\n  - name: too many\n    entries: many.json\n    refused: less than or equal to 10\n")
        .file("bus.yaml", "Resources:\n  Orders: {Type: AWS::Events::EventBus, Properties: {Name: orders}}\n")
        .file("many.json", format!("[{}]", [r#"{"EventBusName":"orders","Source":"a","DetailType":"b","Detail":"{}"}"#; 11].join(",")));
    insta::assert_snapshot!(host.evb(&["test", "--mutants"]), @r"
    exit: Success
    --- stdout
    1 of 1 mutant killed (100.0 %)
    1 passed: 1 case in 1 suite
    ");
}

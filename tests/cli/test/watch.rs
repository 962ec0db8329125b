//! `--watch`: what is touched is run again.

use super::{SHIPPED, host};

const SUITE: &str = "template: template.yaml\nparameters: {Stage: prod}\ncases:\n  - {name: a, event: shipped.json, matches: [Audit, Billing]}\n";

#[test]
fn a_change_of_what_was_read_runs_again() {
    let host = host(SUITE)
        .file("other.evb.yaml", "rules: {Any: {source: [shop]}}\ncases:\n  - {name: b, event: {source: shop}, matches: [Any]}\n")
        .later("shipped.json", Some(&SHIPPED.replace("250", "1")))
        .later("README.md", Some("nothing that is read"))
        .later("other.evb.yaml", Some("no suite"))
        .later("shipped.json", Some(SHIPPED));
    insta::assert_snapshot!(host.evb(&["test", "--watch"]), @r#"
    exit: Success
    --- stdout
    2 passed: 2 cases in 2 suites
    failed a (shop.evb.yaml:4)
      shop.evb.yaml:4:36: matches: the event does not match `Billing`
        - Billing
          Audit
        Billing: `detail.total` is 1, the pattern wants {"numeric":[">",100]}: `1` is not a number > 100
          pattern template.yaml:7:73, event shipped.json:1:95
        change the suite: `matches: [Audit]`
        change the template: `Billing`: let `detail.total` take `1`
    1 failed, 0 passed: 1 case in 1 suite
    1 error beside the cases, 0 passed: 0 cases in 0 suites
    1 passed: 1 case in 1 suite
    --- stderr
    --- changed: shipped.json
    --- changed: other.evb.yaml
    --- changed: shipped.json
    error[suite/member]: a suite is a map, not a string
     --> other.evb.yaml:1:1
      |
    1 | no suite
      | ^^^^^^^^ a suite was expected
      |
      = help: begin with `template: template.yaml` and `cases:`; `evb help suites` shows more
    "#);
}

#[test]
fn files_that_come_and_go_are_seen() {
    let suite = "template: template.yaml\nparameters: {Stage: prod}\ncases:\n  - {name: a, events: events/*.json, matches: [Audit, Billing]}\n";
    let host = host(suite)
        .file("events/1.json", SHIPPED)
        .later("events/2.json", Some(&SHIPPED.replace("250", "1")))
        .later("events/2.json", None)
        .later("more.evb.yaml", Some(SUITE))
        .later("template.yaml", None)
        .later("shop.evb.yaml", None);
    insta::assert_snapshot!(host.evb(&["test", "--watch"]), @r#"
    exit: Failure
    --- stdout
    1 passed: 1 case in 1 suite
    failed a (shop.evb.yaml:4)
      shop.evb.yaml:4:38: matches: the event `events/2.json:1` does not match `Billing`
        - Billing
          Audit
        Billing: `detail.total` is 1, the pattern wants {"numeric":[">",100]}: `1` is not a number > 100
          pattern template.yaml:7:73, event events/2.json:1:95
        change the suite: `matches: [Audit]`, in a case of its own for this event
        change the template: `Billing`: let `detail.total` take `1`
    1 failed, 0 passed: 1 case in 1 suite
    1 passed: 1 case in 1 suite
    1 passed: 1 case in 1 suite
    error a (more.evb.yaml:4)
      what the case tests could not be read
    error a (shop.evb.yaml:4)
      what the case tests could not be read
    2 could not be answered, 2 errors beside the cases, 0 passed: 2 cases in 2 suites
    --- stderr
    --- changed: events/2.json
    --- changed: events/2.json
    --- changed: more.evb.yaml
    --- changed: template.yaml
    error[input/unreadable]: cannot read `template.yaml`: no such file
     --> more.evb.yaml:1:11
      |
    1 | template: template.yaml
      |           ^^^^^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[suite/case]: what the case tests could not be read
     --> more.evb.yaml:4:12
      |
    1 | template: template.yaml
      |           ------------- this
    ...
    4 |   - {name: a, event: shipped.json, matches: [Audit, Billing]}
      |            ^ this case
    error[input/unreadable]: cannot read `template.yaml`: no such file
     --> shop.evb.yaml:1:11
      |
    1 | template: template.yaml
      |           ^^^^^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[suite/case]: what the case tests could not be read
     --> shop.evb.yaml:4:12
      |
    1 | template: template.yaml
      |           ------------- this
    ...
    4 |   - {name: a, events: events/*.json, matches: [Audit, Billing]}
      |            ^ this case
    "#);
}

#[test]
fn where_only_events_change_their_cases_run_again() {
    let suite = "\
template: template.yaml
events:
  large: large.json
  larger: {like: large, set: {detail.total: 400}}
cases:
  - {name: shipped, event: shipped.json, includes: [Billing]}
  - {name: large, event: large, includes: [Billing]}
  - {name: larger, event: larger, includes: [Billing]}
  - {name: all, events: ['*.json', {source: shop}], includes: [Audit]}
put_events:
  - {name: entries, entries: entries.json, failed: 0}
";
    let host = host(suite)
        .file("large.json", SHIPPED.replace("250", "300"))
        .file(
            "entries.json",
            r#"[{"Source":"shop","DetailType":"O","Detail":"{}"}]"#,
        )
        .later("large.json", Some(&SHIPPED.replace("250", "1")))
        .later("entries.json", Some("[]"))
        .later("template.yaml", Some(&super::TEMPLATE.replace("100", "0")));
    insta::assert_snapshot!(host.evb(&["test", "--watch"]), @r#"
    exit: Negative
    --- stdout
    5 passed: 5 cases in 1 suite
    failed large (shop.evb.yaml:7)
      shop.evb.yaml:7:33: includes: the event does not match `Billing`
        Billing: `detail.total` is 1, the pattern wants {"numeric":[">",100]}: `1` is not a number > 100
          pattern template.yaml:7:73, event large.json:1:95
        change the suite: `excludes: [Billing]` instead of `includes`
        change the template: `Billing`: let `detail.total` take `1`
    1 failed, 2 passed: 3 cases in 1 suite
    failed entries (shop.evb.yaml:11)
      shop.evb.yaml:11:44: failed: the whole request is refused: 1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1
        change the suite: `refused: "1 validation error detected: Value '[]' at 'entries' failed"`
    1 failed, 1 passed: 2 cases in 1 suite
    failed entries (shop.evb.yaml:11)
      shop.evb.yaml:11:44: failed: the whole request is refused: 1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1
        change the suite: `refused: "1 validation error detected: Value '[]' at 'entries' failed"`
    1 failed, 4 passed: 5 cases in 1 suite
    --- stderr
    --- changed: large.json
    --- changed: entries.json
    --- changed: template.yaml
    "#);
}

//! Directories of cases.

use super::{SHIPPED, TEMPLATE};
use crate::support::Pretend;

fn shop() -> Pretend {
    Pretend::default()
        .file("shop/template.yaml", TEMPLATE)
        .file("shop/events/Billing/match/shipped.json", SHIPPED)
        .file(
            "shop/events/Billing/no-match/small.json",
            r#"{"source": "shop", "detail": {"state": "shipped", "total": 1}}"#,
        )
        .file(
            "shop/events/Audit/no-match/shop.jsonl",
            "{\"source\": \"bank\"}\n{\"source\": \"shop\"}\n",
        )
}

#[test]
fn events_lie_under_the_names_of_rules() {
    insta::assert_snapshot!(shop().evb(&["test", "shop"]), @r"
    exit: Negative
    --- stdout
    failed events/Audit/no-match/shop.jsonl (shop/events:3)
      shop/events:3:100: excludes: the event `shop/events/Audit/no-match/shop.jsonl:2` matches `Audit`
        change the suite: `includes: [Audit]` instead of `excludes`, in a case of its own for this event
    1 failed, 2 passed: 3 cases in 1 suite
    ");
    insta::assert_snapshot!(shop().evb(&["test", "shop", "--list"]), @r"
    exit: Success
    --- stdout
    shop/events:3: events/Audit/no-match/shop.jsonl
    shop/events:4: events/Billing/match/shipped.json
    shop/events:5: events/Billing/no-match/small.json
    ");
}

#[test]
fn another_template_may_be_named() {
    let host = shop().file("other.yaml", TEMPLATE.replace("Billing:", "Bills:"));
    insta::assert_snapshot!(host.evb(&["test", "shop", "--template", "other.yaml", "--run", "small"]), @r#"
    exit: Failure
    --- stdout
    error events/Billing/no-match/small.json (shop/events:5)
      no rule is called `Billing`
    1 could not be answered, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/unknown-name]: no rule is called `Billing`
     --> shop/events:5:115
      |
    5 |   - {name: "events/Billing/no-match/small.json", events: {file: "events/Billing/no-match/small.json"}, excludes: ["Billing"]}
      |                                                                                                                   ^^^^^^^^^ not declared in what is tested
      |
      = help: there are `Bills`, `Audit`, `Retired`, `Partners`
    "#);
}

#[test]
fn which_template_has_to_be_clear() {
    let host = Pretend::default()
        .file("shop/one.yaml", TEMPLATE)
        .file("shop/two.yaml", TEMPLATE)
        .file("shop/events/Billing/match/shipped.json", SHIPPED);
    insta::assert_snapshot!(host.evb(&["test", "shop"]), @r"
    exit: Failure
    --- stderr
    error[suite/none]: nothing says which template the cases in `shop` test
     |
     = help: name it, `--template template.yaml`, or put it beside `events`
    ");
}

#[test]
fn nothing_is_added_to_a_directory() {
    let template = "Resources:\n  Shop:\n    Type: AWS::Events::Rule\n    Properties: {EventPattern: {source: [a]}}\n";
    let host = Pretend::default()
        .file("shop/t.yaml", template)
        .file("shop/events/Shop/match/a.json", r#"{"source":"a"}"#);
    insta::assert_snapshot!(host.evb(&["test", "shop", "--mutants", "--write-survivors"]), @r#"
    exit: Negative
    --- stdout
    survived 1 mutant of Shop
      shop/t.yaml:4:42: `"a"` becomes `{"equals-ignore-case":"a"}`
      missing case:
        - name: 'Shop does not match: source is "A" (case-turned)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: A
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {}
          excludes: [Shop]

    survived 1 mutant of Shop
      shop/t.yaml:4:42: `"a"` becomes `{"prefix":"a"}`
      missing case:
        - name: 'Shop does not match: source is "ax" (alternative-widened)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: ax
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {}
          excludes: [Shop]

    survived 1 mutant of Shop
      shop/t.yaml:4:42: `"a"` becomes `{"suffix":"a"}`
      missing case:
        - name: 'Shop does not match: source is "xa" (alternative-widened)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: xa
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {}
          excludes: [Shop]

    2 of 5 mutants killed (40.0 %), 3 survived
    1 passed: 1 case in 1 suite
    --- stderr
    warning[suite/not-added]: no cases are added to `shop/events`, which is a directory
     |
     = help: put the missing cases that are told into a suite beside it
    "#);
}

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
    failed events/Audit/no-match/shop.jsonl (shop/events/Audit/no-match/shop.jsonl:1)
      shop/events/Audit/no-match/shop.jsonl:1:14: excludes: the event `shop/events/Audit/no-match/shop.jsonl:2` matches `Audit`
        change the suite: `includes: [Audit]` instead of `excludes`, in a case of its own for this event
    1 failed, 2 passed: 3 cases in 1 suite
    ");
    insta::assert_snapshot!(shop().evb(&["test", "shop", "--list"]), @r"
    exit: Success
    --- stdout
    shop/events/Audit/no-match/shop.jsonl:1: events/Audit/no-match/shop.jsonl
    shop/events/Billing/match/shipped.json:1: events/Billing/match/shipped.json
    shop/events/Billing/no-match/small.json:1: events/Billing/no-match/small.json
    ");
}

#[test]
fn another_template_may_be_named() {
    let host = shop().file("other.yaml", TEMPLATE.replace("Billing:", "Bills:"));
    insta::assert_snapshot!(host.evb(&["test", "shop", "--template", "other.yaml", "--run", "small"]), @r"
    exit: Failure
    --- stdout
    error events/Billing/no-match/small.json (shop/events/Billing/no-match/small.json:1)
      no rule is called `Billing`
    1 could not be answered, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/unknown-name]: no rule is called `Billing`
     --> shop/events/Billing/no-match/small.json:1:8
      |
    1 | events/Billing/no-match/small.json
      |        ^^^^^^^ not declared in what is tested
      |
      = help: there are `Bills`, `Audit`, `Retired`, `Partners`
    ");
}

#[test]
fn which_template_has_to_be_clear() {
    let host = Pretend::default()
        .file("shop/one.yaml", TEMPLATE)
        .file("shop/two.yaml", TEMPLATE)
        .file("shop/events/Billing/match/shipped.json", SHIPPED);
    insta::assert_snapshot!(host.evb(&["test", "shop"]), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 0 suites
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

#[test]
fn what_lies_where_cases_lie_and_is_none_is_told() {
    let event = r#"{"source": "shop"}"#;
    let host = shop()
        .file("shop/events/Billing/matches/a.json", event)
        .file("shop/events/Billing/base.json", event)
        .file("shop/events/Billing/match/a.json5", event)
        .file("shop/events/Audit/read.json", event)
        .file(
            "shop/shop.evb.yaml",
            "template: template.yaml\ncases: [{event: events/Audit/read.json, includes: [Audit]}]\n",
        );
    insta::assert_snapshot!(host.evb(&["test", "shop", "--run", "small"]), @r"
    exit: Failure
    --- stdout
    3 errors beside the cases, 1 passed: 1 case in 2 suites
    --- stderr
    error[suite/stray]: nothing in `events/Billing/matches` is a case
     --> shop/events/Billing/matches/a.json:1:16
      |
    1 | events/Billing/matches/a.json
      |                ^^^^^^^ neither `match` nor `no-match`
      |
      = help: did you mean `match`?
    error[suite/stray]: `events/Billing/base.json` is no case
     --> shop/events/Billing/base.json:1:16
      |
    1 | events/Billing/base.json
      |                ^^^^^^^^^ neither in `match` nor in `no-match`
      |
      = help: put it into one of these
    error[suite/stray]: `events/Billing/match/a.json5` is no case
     --> shop/events/Billing/match/a.json5:1:22
      |
    1 | events/Billing/match/a.json5
      |                      ^^^^^^^ neither `.json` nor `.jsonl`
      |
      = help: call it so if it holds events: other files are not read
    ");
    insta::assert_snapshot!(host.evb(&["test", "shop", "--run", "small", "--format", "github"]), @r"
    exit: Failure
    --- stdout
    ::error file=shop/events/Billing/matches/a.json,line=1,col=16,endColumn=23,title=evb%3A suite/stray::nothing in `events/Billing/matches` is a case%0A  did you mean `match`?
    ::error file=shop/events/Billing/base.json,line=1,col=16,endColumn=25,title=evb%3A suite/stray::`events/Billing/base.json` is no case%0A  put it into one of these
    ::error file=shop/events/Billing/match/a.json5,line=1,col=22,endColumn=29,title=evb%3A suite/stray::`events/Billing/match/a.json5` is no case%0A  call it so if it holds events: other files are not read
    3 errors beside the cases, 1 passed: 1 case in 2 suites
    --- stderr
    error[suite/stray]: nothing in `events/Billing/matches` is a case
     --> shop/events/Billing/matches/a.json:1:16
      |
    1 | events/Billing/matches/a.json
      |                ^^^^^^^ neither `match` nor `no-match`
      |
      = help: did you mean `match`?
    error[suite/stray]: `events/Billing/base.json` is no case
     --> shop/events/Billing/base.json:1:16
      |
    1 | events/Billing/base.json
      |                ^^^^^^^^^ neither in `match` nor in `no-match`
      |
      = help: put it into one of these
    error[suite/stray]: `events/Billing/match/a.json5` is no case
     --> shop/events/Billing/match/a.json5:1:22
      |
    1 | events/Billing/match/a.json5
      |                      ^^^^^^^ neither `.json` nor `.jsonl`
      |
      = help: call it so if it holds events: other files are not read
    ");
    // Where all are misspelt there is no case.
    let host = Pretend::default()
        .file("template.yaml", TEMPLATE)
        .file("events/Billing/no_match/a.json", event);
    insta::assert_snapshot!(host.evb(&["test"]), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 0 suites
    --- stderr
    error[suite/stray]: nothing in `events/Billing/no_match` is a case
     --> events/Billing/no_match/a.json:1:16
      |
    1 | events/Billing/no_match/a.json
      |                ^^^^^^^^ neither `match` nor `no-match`
      |
      = help: did you mean `no-match`?
    ");
}

#[test]
fn other_forms_name_the_file_of_a_case_too() {
    let args = ["test", "shop", "--run", "shop.jsonl"];
    insta::assert_snapshot!(shop().evb(&[&args[..], &["--format", "json"]].concat()), @r#"
    exit: Negative
    --- stdout
    {"version":1,"suites":[{"suite":"shop/events","cases":[{"name":"events/Audit/no-match/shop.jsonl","file":"shop/events/Audit/no-match/shop.jsonl","line":1,"outcome":"failed","failures":[{"expectation":"excludes","event":"shop/events/Audit/no-match/shop.jsonl:2","message":"the event `shop/events/Audit/no-match/shop.jsonl:2` matches `Audit`","span":{"line":1,"column":14,"end_line":1,"end_column":22},"explanation":[{"rule":"Audit","match":true}],"remedies":[{"change":"suite","how":"`includes: [Audit]` instead of `excludes`, in a case of its own for this event"}]}]}]}],"summary":{"suites":1,"cases":1,"passed":0,"failed":1,"errors":0}}
    "#);
    insta::assert_snapshot!(shop().evb(&[&args[..], &["--format", "github"]].concat()), @r"
    exit: Negative
    --- stdout
    ::error file=shop/events/Audit/no-match/shop.jsonl,line=1,col=14,endColumn=22,title=evb%3A events/Audit/no-match/shop.jsonl::excludes: the event `shop/events/Audit/no-match/shop.jsonl:2` matches `Audit`%0A  change the suite: `includes: [Audit]` instead of `excludes`, in a case of its own for this event
    1 failed, 0 passed: 1 case in 1 suite
    ");
}

//! `--mutants`: which changes of the rules no case notices.

use super::{SHIPPED, host};
use crate::support::Pretend;

/// One small rule and a suite with these cases.
fn small(cases: &str) -> Pretend {
    let cases = cases.trim_start_matches(['\n', ' ']);
    Pretend::default()
        .file("rules.yaml", RULES)
        .file("shipped.json", SHIPPED)
        .file(
            "shop.evb.yaml",
            format!("template: rules.yaml\ncases:\n  {cases}"),
        )
}

const RULES: &str = "\
Resources:
  Billing:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        detail:
          total: [{numeric: ['>', 100]}]
";

const ALL: &str = "
  - {name: no total, event: {detail: {}}, matches: []}
  - {name: too small, event: {detail: {total: 100}}, matches: []}
  - {name: just enough, event: {detail: {total: 100.5}}, matches: [Billing]}
";

#[test]
fn what_survives_comes_with_the_case_that_is_missing() {
    let cases = "- {name: large, event: shipped.json, matches: [Billing]}\n";
    insta::assert_snapshot!(small(cases).evb(&["test", "--mutants"]), @r#"
    exit: Negative
    --- stdout
    survived 2 mutants of Billing
      rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">=",100]}`
      rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">",99]}`
      missing case:
        - name: "Billing does not match: detail.total is 100 (bound-moved, bound-turned)"
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {total: 100}
          excludes: [Billing]

    survived 1 mutant of Billing
      rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">",101]}`
      missing case:
        - name: "Billing matches: detail.total is 101 (bound-moved)"
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {total: 101}
          includes: [Billing]

    2 of 5 mutants killed (40.0 %), 3 survived
    1 passed: 1 case in 1 suite
    "#);
}

#[test]
fn all_can_be_killed() {
    insta::assert_snapshot!(small(ALL).evb(&["test", "--mutants"]), @r"
    exit: Success
    --- stdout
    5 of 5 mutants killed (100.0 %)
    3 passed: 3 cases in 1 suite
    ");
}

#[test]
fn what_is_proved_to_make_no_difference_does_not_count() {
    let rules = RULES.replace("[{numeric: ['>', 100]}]", "[{prefix: x}, xy]");
    let host = small("- {name: one, event: {detail: {total: xy}}, matches: [Billing]}\n")
        .file("rules.yaml", rules);
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--verbose"]), @r#"
    exit: Negative
    --- stdout
    passed one (shop.evb.yaml:3)
    survived 5 mutants of Billing
      rules.yaml:7:19: `{"prefix":"x"}` becomes `{"prefix":""}`
      rules.yaml:7:19: `{"prefix":"x"}` becomes `{"prefix":{"equals-ignore-case":"x"}}`
      rules.yaml:7:19: `{"prefix":"x"}` becomes `{"anything-but":{"prefix":"x"}}`
      rules.yaml:7:32: `"xy"` becomes `{"equals-ignore-case":"xy"}`
      rules.yaml:7:32: `"xy"` becomes `{"anything-but":"xy"}`
      missing case:
        - name: 'Billing does not match: detail.total is "Xy" (alternative-widened, case-turned, negation-turned)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {total: Xy}
          excludes: [Billing]

    survived 1 mutant of Billing
      rules.yaml:7:19: alternative `{"prefix":"x"}` is dropped
      missing case:
        - name: 'Billing matches: detail.total is "x" (alternative-dropped)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {total: x}
          includes: [Billing]

    survived 2 mutants of Billing
      rules.yaml:7:19: `{"prefix":"x"}` becomes `{"wildcard":"*x*"}`
      rules.yaml:7:19: `{"prefix":"x"}` becomes `{"suffix":"x"}`
      missing case:
        - name: 'Billing does not match: detail.total is "zx" (alternative-widened, end-turned)'
          event:
            version: "0"
            id: "17793124-05d4-b198-2fde-7ededc63b103"
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T10:00:00Z"
            region: eu-central-1
            resources: []
            detail: {total: zx}
          excludes: [Billing]

    survived 1 mutant of Billing
      rules.yaml:7:19: `{"prefix":"x"}` becomes `"x"`
      missing case:
        - name: 'Billing matches: detail.total is "xz" (alternative-narrowed)'
          event:
            version: "0"
            id: "17793124-05d4-b198-2fde-7ededc63b103"
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T10:00:00Z"
            region: eu-central-1
            resources: []
            detail: {total: xz}
          includes: [Billing]

    survived 1 mutant of Billing
      rules.yaml:7:32: `"xy"` becomes `{"suffix":"xy"}`
      missing case:
        - name: 'Billing does not match: detail.total is "zxy" (alternative-widened)'
          event:
            version: "0"
            id: "17793124-05d4-b198-2fde-7ededc63b103"
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T10:00:00Z"
            region: eu-central-1
            resources: []
            detail: {total: zxy}
          excludes: [Billing]

    equivalent rules.yaml:7:32: alternative `"xy"` is dropped
    equivalent rules.yaml:7:32: `"xy"` becomes `{"prefix":"xy"}`
    1 of 11 mutants killed (9.0 %), 10 survived; 2 equivalent
    1 passed: 1 case in 1 suite in 0.0 ms
    "#);
}

#[test]
fn the_reason_that_a_case_wants_kills_too() {
    let rules = "\
Resources:
  Billing:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop], detail: {total: [{exists: true}]}}
";
    let suite = |because: &str| {
        let case = format!(
            "- {{name: bank, event: {{source: bank, detail: {{}}}}, excludes: [Billing]{because}}}\n"
        );
        let host = small(&case).file("rules.yaml", rules);
        let stdout = host.run(&["test", "--mutants"]).stdout;
        stdout.lines().rev().nth(1).unwrap().to_owned()
    };
    insta::assert_snapshot!(suite(""), @r"0 of 10 mutants killed (0.0 %), 10 survived");
    insta::assert_snapshot!(suite(", because: {Billing: [source, detail.total]}"), @r"5 of 10 mutants killed (50.0 %), 5 survived");
}

#[test]
fn a_case_that_fails_kills_nothing() {
    let cases = ALL.replace(
        "total: 100}}, matches: []",
        "total: 100}}, matches: [Billing]",
    );
    insta::assert_snapshot!(small(&cases).evb(&["test", "--mutants"]), @r#"
    exit: Negative
    --- stdout
    failed too small (shop.evb.yaml:4)
      shop.evb.yaml:4:54: matches: the event does not match `Billing`
        - Billing
        Billing: `detail.total` is 100, the pattern wants {"numeric":[">",100]}: `100` is not a number > 100: it is the bound itself
          pattern rules.yaml:7:19, event shop.evb.yaml:4:47
        change the suite: `matches: []`
        change the template: `Billing`, `detail.total`: if it is to be inside, write `{"numeric": [">=", 100]}`
    survived 2 mutants of Billing
      rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">=",100]}`
      rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">",99]}`
      missing case:
        - name: "Billing does not match: detail.total is 100 (bound-moved, bound-turned)"
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {total: 100}
          excludes: [Billing]

    3 of 5 mutants killed (60.0 %), 2 survived
    1 failed, 2 passed: 3 cases in 1 suite
    "#);
}

#[test]
fn a_rule_that_no_case_asks_about_is_told_in_one_line() {
    let all = "template: template.yaml\ncases:\n  - {name: one, event: shipped.json, includes: [Audit]}\n";
    let stdout = host(all).run(&["test", "--mutants"]).stdout;
    let told: Vec<&str> = stdout
        .lines()
        .filter(|line| line.contains("no case"))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    not asked Billing: no case asks about it, so 18 mutants survived
    not asked Partners: no case asks about it, so 5 mutants survived
    not asked Retired: no case asks about it, so 1 mutant survived
    ");
}

#[test]
fn only_what_a_change_touches() {
    let host = host(
        "template: template.yaml\ncases:\n  - {name: one, event: shipped.json, includes: [Audit]}\n",
    );
    let diff = "--- a/template.yaml\n+++ b/template.yaml\n@@ -11 +11 @@\n-      EventPattern: {source: [Shop]}\n+      EventPattern: {source: [shop]}\n";
    let host = host.stdin(diff);
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--in-diff", "-"]), @r#"
    exit: Negative
    --- stdout
    survived 1 mutant of Audit
      template.yaml:11:31: `"shop"` becomes `{"equals-ignore-case":"shop"}`
      missing case:
        - name: 'Audit does not match: source is "Shop" (case-turned)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: Shop
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {}
          excludes: [Audit]

    survived 1 mutant of Audit
      template.yaml:11:31: `"shop"` becomes `{"prefix":"shop"}`
      missing case:
        - name: 'Audit does not match: source is "shopx" (alternative-widened)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: shopx
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {}
          excludes: [Audit]

    survived 1 mutant of Audit
      template.yaml:11:31: `"shop"` becomes `{"suffix":"shop"}`
      missing case:
        - name: 'Audit does not match: source is "xshop" (alternative-widened)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: xshop
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {}
          excludes: [Audit]

    2 of 5 mutants killed (40.0 %), 3 survived
    1 passed: 1 case in 1 suite
    "#);
    let host = host.file("rules.diff", "Resources: {}\n");
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--in-diff", "rules.diff"]), @r"
    exit: Failure
    --- stderr
    error[suite/no-diff]: `rules.diff` is no unified diff
     |
     = help: `git diff -U0 REVISION | evb test --mutants --in-diff -`
    ");
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--in-diff", "origin/main"]), @r"
    exit: Failure
    --- stderr
    error[suite/no-diff]: there is no file `origin/main`
     |
     = help: if it is a revision, let git make the diff: `git diff -U0 origin/main | evb test --mutants --in-diff -`
    ");
}

const THREE_RULES: &str = "\
Resources:
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [shop]
        detail-type: [placed]
  Audit:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source:
          - shop
          - bank
";

#[test]
fn where_lines_are_gone_the_thing_around_them_has_changed() {
    let listed = |hunk: &str| {
        let suite =
            "template: rules.yaml\ncases: [{name: one, event: shipped.json, matches: []}]\n";
        let host = host(suite)
            .file("rules.yaml", THREE_RULES)
            .stdin(format!("--- a/rules.yaml\n+++ b/rules.yaml\n{hunk}"));
        let arguments = ["test", "--mutants", "--list", "--in-diff", "-"];
        let listed = host.run(&arguments).stdout;
        let rules = ["Orders", "Audit"];
        rules.map(|rule| listed.matches(&format!("({rule}, ")).count())
    };
    for (what, hunk, expected) in [
        (
            "the first field",
            "@@ -6 +5,0 @@\n-        source: [bank]\n",
            [13, 0],
        ),
        (
            "a field between",
            "@@ -7 +6,0 @@\n-        account: ['1']\n",
            [13, 0],
        ),
        (
            "the last field",
            "@@ -8 +7,0 @@\n-        account: ['1']\n",
            [13, 0],
        ),
        (
            "the last alternative",
            "@@ -15 +14,0 @@\n-          - till\n",
            [0, 10],
        ),
        (
            "a line of another",
            "@@ -10 +9,0 @@\n-    Condition: No\n",
            [0, 0],
        ),
    ] {
        assert_eq!(listed(hunk), expected, "{what}");
    }
}

#[test]
fn the_paths_of_a_diff_begin_at_the_root_of_the_repository_or_here() {
    let listed = |path: &str, more: &[&str]| {
        let suite = "template: ../rules.yaml\ncases: [{name: one, event: {}, matches: []}]\n";
        let diff = format!("--- a/{path}\n+++ b/{path}\n@@ -7 +7 @@\n-\n+\n");
        let mut host = Pretend::default()
            .file("tests/shop.evb.yaml", suite)
            .file("rules.yaml", RULES)
            .file("tests/rules.yaml", RULES)
            .stdin(diff);
        for file in more {
            host = host.file(*file, "");
        }
        let arguments = [
            "test",
            "--mutants",
            "--list",
            "--in-diff",
            "-",
            "tests/shop.evb.yaml",
        ];
        host.run(&arguments).stdout.lines().count()
    };
    assert_eq!(listed("rules.yaml", &[]), 5);
    assert_eq!(listed("rules.yaml", &[".git/HEAD"]), 5);
    // What lies elsewhere, or at the root of the repository, is not what lies here, but a diff may be of what lies here.
    assert_eq!(listed("tests/rules.yaml", &[]), 0);
    assert_eq!(listed("rules.yaml", &["../.git", "../rules.yaml"]), 0);
    assert_eq!(listed("rules.yaml", &["../.git"]), 5);
}

#[test]
fn a_change_of_nothing_that_is_here_is_told() {
    let told = |path: &str, line: usize| {
        let diff = format!("--- a/{path}\n+++ b/{path}\n@@ -{line} +{line} @@\n-\n+\n");
        let host = small(ALL).file("README.md", "").stdin(diff);
        let ended = host.run(&["test", "--mutants", "--in-diff", "-"]);
        format!("{:?}\n{}", ended.exit, ended.stderr)
    };
    insta::assert_snapshot!(told("infra/gone.yaml", 7), @r"
    Failure
    error[suite/no-diff]: there is no file `infra/gone.yaml`
     |
     = help: run evb in the repository of the diff: paths begin at its root, or where evb runs
    ");
    insta::assert_snapshot!(told("README.md", 7), @r"
    Success
    warning[suite/no-diff]: `<stdin>` changes no file in which something is declared that is tested
    ");
    insta::assert_snapshot!(told("rules.yaml", 8), @r"
    Failure
    error[suite/no-diff]: `<stdin>` changes line 8 of `rules.yaml`, which has 7
     |
     = help: make the diff of the version that is tested
    ");
    // Of a path that is none here the end counts.
    let diff = "--- a/rules.yaml\n+++ b/rules.yaml\n@@ -7 +7 @@\n-\n+\n";
    let host = Pretend::default()
        .file("infra/rules.yaml", RULES)
        .file(
            "infra/shop.evb.yaml",
            format!("template: rules.yaml\ncases: {ALL}"),
        )
        .stdin(diff);
    let asks = [
        "test",
        "infra/shop.evb.yaml",
        "--mutants",
        "--list",
        "--in-diff",
        "-",
    ];
    assert_eq!(host.run(&asks).stdout.lines().count(), 5);
}

#[test]
fn every_literal_needs_an_event_that_matches_by_it() {
    let rules = "\
Parameters:
  Stage: {Type: String, Default: prod}
Resources:
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [!Sub 'shpo.${Stage}'], detail-type: [Order]}
";
    let suite = "\
template: rules.yaml
cases:
  - name: not these
    events:
      - {source: shpo.prod, detail-type: Orders, detail: {}}
      - {source: shpo.prod, detail-type: My Order, detail: {}}
      - {source: shpo.prod, detail-type: order, detail: {}}
      - {source: shpo.production, detail-type: Order, detail: {}}
      - {source: my.shpo.prod, detail-type: Order, detail: {}}
      - {source: Shpo.prod, detail-type: Order, detail: {}}
    excludes: [Orders]
";
    let host = host(suite).file("rules.yaml", rules);
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--write-survivors"]), @r#"
    exit: Negative
    --- stdout
    survived 3 mutants of Orders
      rules.yaml:7:22: the lists of `source` and `detail-type` change places
      rules.yaml:7:36: `"shpo.prod"` becomes `"(nothing)"`
      rules.yaml:7:68: `"Order"` becomes `"(nothing)"`
      missing case:
        - name: 'Orders matches: detail-type is "Order" (alternative-replaced, path-moved)'
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Order
            source: shpo.prod
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {}
          includes: [Orders]

    1 case was added to the suites
    10 of 13 mutants killed (76.9 %), 3 survived
    1 passed: 1 case in 1 suite
    "#);
    let written = host.written("shop.evb.yaml").unwrap();
    let again = host.file("shop.evb.yaml", written);
    insta::assert_snapshot!(again.evb(&["test", "--mutants"]), @r"
    exit: Success
    --- stdout
    13 of 13 mutants killed (100.0 %)
    2 passed: 2 cases in 1 suite
    ");
}

#[test]
fn what_all_cases_are_worth_is_not_asked_of_the_first() {
    let host = small(ALL);
    let asks = ["test", "--fail-fast", "--mutants"];
    insta::assert_snapshot!(host.evb(&asks), @r"
    exit: Failure
    --- stderr
    error[usage]: the argument '--fail-fast' cannot be used with: --mutants[=<FILE>] --coverage[=<FILE>]
     |
     = help: Usage: evb test --fail-fast [SUITE|DIR]...
             For more information, try '--help'.
    ");
}

#[test]
fn so_many_of_a_hundred_mutants_can_be_demanded() {
    let host = small("- {name: large, event: shipped.json, matches: [Billing]}\n");
    let with = |percent: &str| {
        let ended = host.run(&["test", "--mutants", "--fail-under", percent]);
        (ended.exit, ended.stderr)
    };
    insta::assert_debug_snapshot!(with("40"), @r#"
    (
        Success,
        "",
    )
    "#);
    insta::assert_debug_snapshot!(with("41"), @r#"
    (
        Negative,
        "warning[suite/score]: 40.0 % of the mutants are killed, and 41 % are demanded\n",
    )
    "#);
    insta::assert_snapshot!(host.evb(&["test", "--fail-under", "26"]), @r"
    exit: Failure
    --- stderr
    error[usage]: the following required arguments were not provided: <--mutants[=<FILE>]|--coverage[=<FILE>]>
     |
     = help: Usage: evb test --fail-under <PERCENT> <--mutants[=<FILE>]|--coverage[=<FILE>]> [SUITE|DIR]...
             For more information, try '--help'.
    ");
    let both = ["test", "--mutants", "--coverage", "--fail-under", "25"];
    insta::assert_snapshot!(host.run(&both).stderr, @"");
}

#[test]
fn mutants_are_listed_without_a_run() {
    insta::assert_snapshot!(small(ALL).evb(&["test", "--mutants", "--list"]), @r#"
    exit: Success
    --- stdout
    rules.yaml:7:11: field `detail.total` moves a level up (Billing, path-moved)
    rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">=",100]}` (Billing, bound-turned)
    rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">",101]}` (Billing, bound-moved)
    rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">",99]}` (Billing, bound-moved)
    rules.yaml:7:19: `{"numeric":[">",100]}` becomes `"(nothing)"` (Billing, alternative-replaced)
    "#);
    insta::assert_snapshot!(small(ALL).evb(&["test", "--mutants", "--list", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"mutants":{"mutants":[{"of":{"kind":"rule","name":"Billing"},"mutator":"path-moved","description":"field `detail.total` moves a level up","file":"rules.yaml","span":{"line":7,"column":11,"end_line":7,"end_column":41},"status":"not-judged"},{"of":{"kind":"rule","name":"Billing"},"mutator":"bound-turned","description":"`{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">=\",100]}`","file":"rules.yaml","span":{"line":7,"column":19,"end_line":7,"end_column":40},"status":"not-judged"},{"of":{"kind":"rule","name":"Billing"},"mutator":"bound-moved","description":"`{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">\",101]}`","file":"rules.yaml","span":{"line":7,"column":19,"end_line":7,"end_column":40},"status":"not-judged"},{"of":{"kind":"rule","name":"Billing"},"mutator":"bound-moved","description":"`{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">\",99]}`","file":"rules.yaml","span":{"line":7,"column":19,"end_line":7,"end_column":40},"status":"not-judged"},{"of":{"kind":"rule","name":"Billing"},"mutator":"alternative-replaced","description":"`{\"numeric\":[\">\",100]}` becomes `\"(nothing)\"`","file":"rules.yaml","span":{"line":7,"column":19,"end_line":7,"end_column":40},"status":"not-judged"}],"missing_cases":[],"summary":{"mutants":5,"killed":0,"survived":0,"not_asked":0,"equivalent":0,"undecided":0,"score":null}}}
    "#);
}

#[test]
fn the_document_has_every_mutant() {
    let cases = "- {name: large, event: shipped.json, matches: [Billing]}\n";
    insta::assert_snapshot!(small(cases).evb(&["test", "--mutants", "--format", "json"]), @r#"
    exit: Negative
    --- stdout
    {"version":1,"suites":[{"suite":"shop.evb.yaml","cases":[{"name":"large","line":3,"outcome":"passed"}]}],"summary":{"suites":1,"cases":1,"passed":1,"failed":0,"errors":0},"mutants":{"mutants":[{"of":{"kind":"rule","name":"Billing"},"mutator":"path-moved","description":"field `detail.total` moves a level up","file":"rules.yaml","span":{"line":7,"column":11,"end_line":7,"end_column":41},"status":"killed","killed_by":[{"suite":"shop.evb.yaml","name":"large"}]},{"of":{"kind":"rule","name":"Billing"},"mutator":"bound-turned","description":"`{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">=\",100]}`","file":"rules.yaml","span":{"line":7,"column":19,"end_line":7,"end_column":40},"status":"survived","missing_case":0},{"of":{"kind":"rule","name":"Billing"},"mutator":"bound-moved","description":"`{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">\",101]}`","file":"rules.yaml","span":{"line":7,"column":19,"end_line":7,"end_column":40},"status":"survived","missing_case":1},{"of":{"kind":"rule","name":"Billing"},"mutator":"bound-moved","description":"`{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">\",99]}`","file":"rules.yaml","span":{"line":7,"column":19,"end_line":7,"end_column":40},"status":"survived","missing_case":0},{"of":{"kind":"rule","name":"Billing"},"mutator":"alternative-replaced","description":"`{\"numeric\":[\">\",100]}` becomes `\"(nothing)\"`","file":"rules.yaml","span":{"line":7,"column":19,"end_line":7,"end_column":40},"status":"killed","killed_by":[{"suite":"shop.evb.yaml","name":"large"}]}],"missing_cases":[{"suite":"shop.evb.yaml","of":{"kind":"rule","name":"Billing"},"case":{"name":"Billing does not match: detail.total is 100 (bound-moved, bound-turned)","event":{"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"total":100}},"excludes":["Billing"]},"notices":2},{"suite":"shop.evb.yaml","of":{"kind":"rule","name":"Billing"},"case":{"name":"Billing matches: detail.total is 101 (bound-moved)","event":{"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"total":101}},"includes":["Billing"]},"notices":1}],"summary":{"mutants":5,"killed":2,"survived":3,"not_asked":0,"equivalent":0,"undecided":0,"score":40.0}}}
    "#);
}

#[test]
fn missing_cases_are_added_to_the_suite_and_kill() {
    let host =
        small("- name: large  # one\n    event: shipped.json\n    matches: [Billing]\n# end\n");
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--write-survivors"]), @r#"
    exit: Negative
    --- stdout
    survived 2 mutants of Billing
      rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">=",100]}`
      rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">",99]}`
      missing case:
        - name: "Billing does not match: detail.total is 100 (bound-moved, bound-turned)"
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {total: 100}
          excludes: [Billing]

    survived 1 mutant of Billing
      rules.yaml:7:19: `{"numeric":[">",100]}` becomes `{"numeric":[">",101]}`
      missing case:
        - name: "Billing matches: detail.total is 101 (bound-moved)"
          event:
            version: "0"
            id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
            detail-type: Example
            source: com.example
            account: "123456789012"
            time: "2026-11-20T11:37:19Z"
            region: us-east-1
            resources: []
            detail: {total: 101}
          includes: [Billing]

    2 cases were added to the suites
    2 of 5 mutants killed (40.0 %), 3 survived
    1 passed: 1 case in 1 suite
    "#);
    let written = host.written("shop.evb.yaml").unwrap();
    insta::assert_snapshot!(written, @r#"
    template: rules.yaml
    cases:
      - name: large  # one
        event: shipped.json
        matches: [Billing]
      - name: "Billing does not match: detail.total is 100 (bound-moved, bound-turned)"
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: com.example
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {total: 100}
        excludes: [Billing]
      - name: "Billing matches: detail.total is 101 (bound-moved)"
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: com.example
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {total: 101}
        includes: [Billing]
    # end
    "#);
    let host = host.file("shop.evb.yaml", written);
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--write-survivors"]), @r"
    exit: Success
    --- stdout
    5 of 5 mutants killed (100.0 %)
    3 passed: 3 cases in 1 suite
    ");
}

#[test]
fn several_suites_notice_together() {
    let host = small(ALL)
        .file("a.evb.yaml", "template: rules.yaml\ncases:\n  - {name: too small, event: {detail: {total: 100}}, matches: []}\n")
        .file("b.evb.yaml", "template: rules.yaml\ncases:\n  - {name: just enough, event: {detail: {total: 100.5}}, matches: [Billing]}\n");
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "a.evb.yaml", "b.evb.yaml"]), @r"
    exit: Success
    --- stdout
    5 of 5 mutants killed (100.0 %)
    2 passed: 2 cases in 2 suites
    ");
}

#[test]
fn what_is_open_has_no_mutants() {
    let rules = RULES.replace("100]", "!Ref Least]");
    let host = small("- {name: one, event: {detail: {}}, matches: []}\n").file(
        "rules.yaml",
        format!("Parameters:\n  Least: {{Type: Number}}\n{rules}"),
    );
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--coverage"]), @r"
    exit: Failure
    --- stdout
    error one (shop.evb.yaml:3)
      whether the event matches `Billing` depends on `Least`
    Billing is not looked at: its template leaves something of its pattern open
    0 of 0 units covered
    Billing has no mutants, which counts against the score: its template leaves something of it open
    0 of 1 mutant killed (0.0 %); 1 open
    1 could not be answered, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/open]: whether the event matches `Billing` depends on `Least`
     --> shop.evb.yaml:3:38
      |
    3 |   - {name: one, event: {detail: {}}, matches: []}
      |                                      ^^^^^^^ this needs an answer
      |
      = help: give it, `parameters: {Least: …}`, or say that it is open: `unknown: [Billing]`
    ");
}

#[test]
fn the_report_is_that_of_other_mutation_testing() {
    let host = small("- {name: large, event: shipped.json, matches: [Billing]}\n");
    let _ = host.run(&["test", "--mutants=mutants.json"]);
    insta::assert_snapshot!(host.written("mutants.json").unwrap(), @r#"
    {
      "schemaVersion": "2.0",
      "thresholds": {
        "high": 100,
        "low": 80
      },
      "framework": {
        "name": "evb",
        "version": "0.1.0"
      },
      "files": {
        "rules.yaml": {
          "language": "yaml",
          "source": "Resources:\n  Billing:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern:\n        detail:\n          total: [{numeric: ['>', 100]}]\n",
          "mutants": [
            {
              "id": "1",
              "mutatorName": "path-moved",
              "description": "Billing: field `detail.total` moves a level up",
              "location": {
                "start": {
                  "line": 6,
                  "column": 9
                },
                "end": {
                  "line": 7,
                  "column": 41
                }
              },
              "status": "Killed",
              "killedBy": [
                "shop.evb.yaml#large"
              ]
            },
            {
              "id": "2",
              "mutatorName": "bound-turned",
              "description": "Billing: `{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">=\",100]}`",
              "location": {
                "start": {
                  "line": 7,
                  "column": 30
                },
                "end": {
                  "line": 7,
                  "column": 33
                }
              },
              "replacement": "\">=\"",
              "status": "Survived"
            },
            {
              "id": "3",
              "mutatorName": "bound-moved",
              "description": "Billing: `{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">\",101]}`",
              "location": {
                "start": {
                  "line": 7,
                  "column": 35
                },
                "end": {
                  "line": 7,
                  "column": 38
                }
              },
              "replacement": "101",
              "status": "Survived"
            },
            {
              "id": "4",
              "mutatorName": "bound-moved",
              "description": "Billing: `{\"numeric\":[\">\",100]}` becomes `{\"numeric\":[\">\",99]}`",
              "location": {
                "start": {
                  "line": 7,
                  "column": 35
                },
                "end": {
                  "line": 7,
                  "column": 38
                }
              },
              "replacement": "99",
              "status": "Survived"
            },
            {
              "id": "5",
              "mutatorName": "alternative-replaced",
              "description": "Billing: `{\"numeric\":[\">\",100]}` becomes `\"(nothing)\"`",
              "location": {
                "start": {
                  "line": 7,
                  "column": 19
                },
                "end": {
                  "line": 7,
                  "column": 40
                }
              },
              "replacement": "\"(nothing)\"",
              "status": "Killed",
              "killedBy": [
                "shop.evb.yaml#large"
              ]
            }
          ]
        }
      },
      "testFiles": {
        "shop.evb.yaml": {
          "source": "template: rules.yaml\ncases:\n  - {name: large, event: shipped.json, matches: [Billing]}\n",
          "tests": [
            {
              "id": "shop.evb.yaml#large",
              "name": "large",
              "location": {
                "start": {
                  "line": 3,
                  "column": 12
                }
              }
            }
          ]
        }
      }
    }
    "#);
}

const CLOCK_AND_TARGET: &str = "\
Resources:
  Billing:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {detail: {id: [{exists: true}]}}
      Targets:
        - Id: queue
          Arn: 'arn:aws:sqs:eu-west-1:123456789012:q'
          InputTransformer: {InputPathsMap: {id: $.detail.id}, InputTemplate: '{\"order\": <id>}'}
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 23 ? * MON-FRI *)
      ScheduleExpressionTimezone: Europe/Berlin
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a', RoleArn: 'arn:aws:iam::123456789012:role/r'}
";

#[test]
fn what_targets_receive_and_when_schedules_fire_has_mutants() {
    let suite = "\
template: clock.yaml
cases:
  - {name: with, event: {detail: {id: 1}}, includes: [Billing]}
  - {name: without, event: {detail: {}}, excludes: [Billing]}
schedules:
  - schedule: Nightly
    after: 2027-03-01
    fires: [2027-03-01T23:00]
";
    let host = host(suite).file("clock.yaml", CLOCK_AND_TARGET);
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--write-survivors"]), @r#"
    exit: Negative
    --- stdout
    survived 2 mutants of Nightly
      clock.yaml:13:27: `cron(0 23 ? * MON-FRI *)` becomes `cron(0 23 ? * SUN-FRI *)`
      clock.yaml:13:27: `cron(0 23 ? * MON-FRI *)` becomes `cron(0 23 ? * MON-SAT *)`
      missing case:
        - name: "Nightly does not fire at 2027-03-06T22:00:00Z"
          schedule: Nightly
          after: "2027-03-06T21:59:59Z"
          fires: ["2027-03-08T22:00:00Z"]

    survived 1 mutant of Nightly
      clock.yaml:13:27: `cron(0 23 ? * MON-FRI *)` becomes `cron(0 23 ? * MON-THU *)`
      missing case:
        - name: "Nightly fires at 2027-03-05T22:00:00Z"
          schedule: Nightly
          after: "2027-03-05T21:59:59Z"
          fires: ["2027-03-05T22:00:00Z"]

    not asked Billing/queue: no case asks about it, so 2 mutants survived
    3 cases were added to the suites
    7 of 12 mutants killed (58.3 %), 5 survived
    3 passed: 3 cases in 1 suite
    "#);
    let written = host.written("shop.evb.yaml").unwrap();
    insta::assert_snapshot!(written, @r#"
    template: clock.yaml
    cases:
      - {name: with, event: {detail: {id: 1}}, includes: [Billing]}
      - {name: without, event: {detail: {}}, excludes: [Billing]}
      - name: what Billing/queue receives
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: com.example
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {id: other}
        delivers: {Billing/queue: {order: other}}
    schedules:
      - schedule: Nightly
        after: 2027-03-01
        fires: [2027-03-01T23:00]
      - name: "Nightly does not fire at 2027-03-06T22:00:00Z"
        schedule: Nightly
        after: "2027-03-06T21:59:59Z"
        fires: ["2027-03-08T22:00:00Z"]
      - name: "Nightly fires at 2027-03-05T22:00:00Z"
        schedule: Nightly
        after: "2027-03-05T21:59:59Z"
        fires: ["2027-03-05T22:00:00Z"]
    "#);
    let host = host.file("shop.evb.yaml", written);
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--coverage"]), @r"
    exit: Success
    --- stdout
    4 of 4 units covered (100.0 %)
    12 of 12 mutants killed (100.0 %)
    6 passed: 6 cases in 1 suite
    ");
}

#[test]
fn targets_and_schedules_are_units() {
    let suite = "template: clock.yaml\ncases:\n  - {name: with, event: {detail: {id: 1}}, includes: [Billing]}\n";
    let host = host(suite).file("clock.yaml", CLOCK_AND_TARGET);
    insta::assert_snapshot!(host.evb(&["test", "--coverage"]), @r"
    exit: Success
    --- stdout
    not covered clock.yaml:5:31: `detail.id` never decides alone that Billing does not match
    not covered clock.yaml:7:11: no case says what Billing/queue receives
    not covered clock.yaml:13:27: no case says when Nightly fires
    1 of 4 units covered (25.0 %)
    1 passed: 1 case in 1 suite
    ");
}

//! Flags and formats.

use super::host;

const CASES: &str = "\
template: template.yaml
cases:
  - {name: good, event: shipped.json, includes: [Audit]}
  - {name: bad, event: shipped.json, matches: [Audit]}
  - {name: worse, event: gone.json, matches: [Audit]}
  - {name: good again, event: shipped.json, includes: [Audit]}
";

#[test]
fn names_are_listed() {
    insta::assert_snapshot!(host(CASES).evb(&["test", "--list", "--run", "good"]), @r"
    exit: Success
    --- stdout
    shop.evb.yaml:3: good
    shop.evb.yaml:6: good again
    ");
    insta::assert_snapshot!(host(CASES).evb(&["test", "--list", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"suite":"shop.evb.yaml","name":"good","line":3}
    {"suite":"shop.evb.yaml","name":"bad","line":4}
    {"suite":"shop.evb.yaml","name":"worse","line":5}
    {"suite":"shop.evb.yaml","name":"good again","line":6}
    "#);
}

#[test]
fn some_cases_are_run() {
    insta::assert_snapshot!(host(CASES).evb(&["test", "shop.evb.yaml", "--run", "^good"]), @r"
    exit: Success
    --- stdout
    2 passed: 2 cases in 1 suite
    ");
    insta::assert_snapshot!(host(CASES).evb(&["test", "--run", "bettr"]), @r"
    exit: Failure
    --- stdout
    0 passed: 0 cases in 1 suite
    --- stderr
    error[suite/no-case]: no case has a name that `bettr` matches
     |
     = help: `--list` tells the names
    ");
    insta::assert_snapshot!(host(CASES).evb(&["test", "--run", "(a"]), @r"
    exit: Failure
    --- stderr
    error[suite/expression]: `--run (a` is no regular expression
     |
     = help: error: unclosed group
    ");
}

#[test]
fn the_first_that_does_not_pass_may_end_the_run() {
    let one = host(CASES).evb(&["test", "--fail-fast", "--jobs", "1"]);
    assert_eq!(
        one,
        host(CASES).evb(&["test", "--fail-fast", "--jobs", "8"])
    );
    insta::assert_snapshot!(one, @r"
    exit: Negative
    --- stdout
    failed bad (shop.evb.yaml:4)
      shop.evb.yaml:4:38: matches: the event matches `Billing`
        + Billing
          Audit
        change the suite: `matches: [Billing, Audit]`
    1 failed, 1 passed, 2 not run: 2 cases in 1 suite
    ");
}

#[test]
fn cases_that_pass_are_told_to_who_asks() {
    insta::assert_snapshot!(host(CASES).evb(&["test", "-v", "--run", "good"]), @r"
    exit: Success
    --- stdout
    passed good (shop.evb.yaml:3)
    passed good again (shop.evb.yaml:6)
    2 passed: 2 cases in 1 suite in 0.0 ms
    ");
}

#[test]
fn a_document() {
    let ended = host(CASES).run(&["test", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap(), @r#"
    {
      "version": 1,
      "suites": [
        {
          "suite": "shop.evb.yaml",
          "cases": [
            {
              "name": "good",
              "line": 3,
              "outcome": "passed"
            },
            {
              "name": "bad",
              "line": 4,
              "outcome": "failed",
              "failures": [
                {
                  "expectation": "matches",
                  "message": "the event matches `Billing`",
                  "span": {
                    "line": 4,
                    "column": 38,
                    "end_line": 4,
                    "end_column": 45
                  },
                  "expected": "Audit\n",
                  "got": "Billing\nAudit\n",
                  "difference": "+ Billing\n  Audit\n",
                  "explanation": [
                    {
                      "rule": "Billing",
                      "match": true
                    }
                  ],
                  "remedies": [
                    {
                      "change": "suite",
                      "how": "`matches: [Billing, Audit]`"
                    }
                  ]
                }
              ]
            },
            {
              "name": "worse",
              "line": 5,
              "outcome": "error",
              "errors": [
                {
                  "code": "input/unreadable",
                  "severity": "error",
                  "message": "cannot read `gone.json`: no such file",
                  "source": "shop.evb.yaml",
                  "span": {
                    "line": 5,
                    "column": 26,
                    "end_line": 5,
                    "end_column": 35
                  },
                  "label": "named here",
                  "help": "paths are seen from the directory of the suite"
                }
              ]
            },
            {
              "name": "good again",
              "line": 6,
              "outcome": "passed"
            }
          ]
        }
      ],
      "summary": {
        "suites": 1,
        "cases": 4,
        "passed": 2,
        "failed": 1,
        "errors": 1
      }
    }
    "#);
}

#[test]
fn a_line_for_each_case() {
    insta::assert_snapshot!(host(CASES).evb(&["test", "--format", "jsonl", "--run", "good|worse"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"suite":"shop.evb.yaml","name":"good","line":3,"outcome":"passed"}
    {"version":1,"suite":"shop.evb.yaml","name":"worse","line":5,"outcome":"error","errors":[{"code":"input/unreadable","severity":"error","message":"cannot read `gone.json`: no such file","source":"shop.evb.yaml","span":{"line":5,"column":26,"end_line":5,"end_column":35},"label":"named here","help":"paths are seen from the directory of the suite"}]}
    {"version":1,"suite":"shop.evb.yaml","name":"good again","line":6,"outcome":"passed"}
    --- stderr
    error[input/unreadable]: cannot read `gone.json`: no such file
     --> shop.evb.yaml:5:26
      |
    5 |   - {name: worse, event: gone.json, matches: [Audit]}
      |                          ^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    "#);
}

#[test]
fn suites_are_found_by_their_names() {
    let text =
        "template: ../template.yaml\ncases: [{name: a, event: ../shipped.json, includes: [Audit]}]";
    let host = host(CASES)
        .file("tests/a.evb.yml", text)
        .file("tests/evb.yaml", text)
        .file("tests/c.evb.json", r#"{"template": "../template.yaml", "cases": [{"name": "a", "event": "../shipped.json", "includes": ["Audit"]}]}"#)
        .file("tests/other.yaml", "{}")
        .file("node_modules/x/d.evb.yaml", "{}");
    insta::assert_snapshot!(host.evb(&["test", "--list", "--run", "^a$"]), @r"
    exit: Success
    --- stdout
    tests/a.evb.yml:2: a
    tests/c.evb.json:1: a
    tests/evb.yaml:2: a
    ");
    insta::assert_snapshot!(host.evb(&["test", "tests"]), @r"
    exit: Success
    --- stdout
    3 passed: 3 cases in 3 suites
    ");
}

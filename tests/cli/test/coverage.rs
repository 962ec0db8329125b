//! `--coverage`: what of the rules no case covers.

use super::host;

const ONE: &str = "template: template.yaml\ncases:\n  - {name: one, event: shipped.json, matches: [Billing, Audit]}\n";

#[test]
fn what_is_not_covered_is_told_with_its_place() {
    insta::assert_snapshot!(host(ONE).evb(&["test", "--coverage"]), @r#"
    exit: Success
    --- stdout
    not covered template.yaml:7:22: `source` never decides alone that Billing does not match
    not covered template.yaml:7:47: `detail.state` never decides alone that Billing does not match
    not covered template.yaml:7:65: `detail.total` never decides alone that Billing does not match
    not covered template.yaml:11:22: `source` never decides alone that Audit does not match
    not covered template.yaml:21:22: `source` never decides alone that Partners does not match: no case asks about the rule
    not covered template.yaml:21:31: Partners never matches by `"shop"` of `source`: no case asks about the rule
    4 of 10 units covered (40.0 %)
    1 passed: 1 case in 1 suite
    "#);
}

#[test]
fn so_much_can_be_demanded() {
    insta::assert_snapshot!(host(ONE).evb(&["test", "--coverage", "--fail-under", "90"]), @r#"
    exit: Negative
    --- stdout
    not covered template.yaml:7:22: `source` never decides alone that Billing does not match
    not covered template.yaml:7:47: `detail.state` never decides alone that Billing does not match
    not covered template.yaml:7:65: `detail.total` never decides alone that Billing does not match
    not covered template.yaml:11:22: `source` never decides alone that Audit does not match
    not covered template.yaml:21:22: `source` never decides alone that Partners does not match: no case asks about the rule
    not covered template.yaml:21:31: Partners never matches by `"shop"` of `source`: no case asks about the rule
    4 of 10 units covered (40.0 %)
    1 passed: 1 case in 1 suite
    --- stderr
    warning[suite/coverage]: 40.0 % are covered, and 90 % are demanded
    "#);
    let ended = host(ONE).run(&["test", "--coverage", "--fail-under", "30"]);
    assert_eq!(ended.exit, evb::commands::Exit::Success);
}

#[test]
fn more_than_all_cannot_be_demanded() {
    insta::assert_snapshot!(host(ONE).evb(&["test", "--coverage", "--fail-under", "101"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value '101' for '--fail-under <PERCENT>': it is not between 0 and 100
     |
     = help: For more information, try '--help'.
    ");
}

#[test]
fn all_can_be_covered() {
    let suite = format!(
        "{ONE}  - {{name: bank, event: {{like: shipped.json, set: {{source: bank}}}}, matches: []}}
  - {{name: open, event: {{like: shipped.json, set: {{detail.state: open}}}}, matches: [Audit]}}
  - {{name: cheap, event: {{like: shipped.json, set: {{detail.total: 1}}}}, matches: [Audit]}}
  - {{name: partners, event: shipped.json, bus: partners, matches: [Partners]}}
  - {{name: bank of partners, event: {{like: shipped.json, set: {{source: bank}}}}, bus: partners, matches: []}}
"
    );
    insta::assert_snapshot!(host(&suite).evb(&["test", "--coverage", "--fail-under", "100"]), @r"
    exit: Success
    --- stdout
    10 of 10 units covered (100.0 %)
    6 passed: 6 cases in 1 suite
    ");
}

#[test]
fn it_is_written_as_json_where_a_file_is_named() {
    let host = host(ONE);
    let _ = host.run(&["test", "--coverage=coverage.json"]);
    insta::assert_snapshot!(host.written("coverage.json").unwrap(), @r#"
    {
      "version": 1,
      "coverage": {
        "uncovered": [
          {
            "of": {
              "kind": "rule",
              "name": "Billing"
            },
            "unit": "field",
            "path": "source",
            "text": "\"source\"",
            "file": "template.yaml",
            "span": {
              "line": 7,
              "column": 22,
              "end_line": 7,
              "end_column": 28
            },
            "status": "missed"
          },
          {
            "of": {
              "kind": "rule",
              "name": "Billing"
            },
            "unit": "field",
            "path": "detail.state",
            "text": "\"state\"",
            "file": "template.yaml",
            "span": {
              "line": 7,
              "column": 47,
              "end_line": 7,
              "end_column": 52
            },
            "status": "missed"
          },
          {
            "of": {
              "kind": "rule",
              "name": "Billing"
            },
            "unit": "field",
            "path": "detail.total",
            "text": "\"total\"",
            "file": "template.yaml",
            "span": {
              "line": 7,
              "column": 65,
              "end_line": 7,
              "end_column": 70
            },
            "status": "missed"
          },
          {
            "of": {
              "kind": "rule",
              "name": "Audit"
            },
            "unit": "field",
            "path": "source",
            "text": "\"source\"",
            "file": "template.yaml",
            "span": {
              "line": 11,
              "column": 22,
              "end_line": 11,
              "end_column": 28
            },
            "status": "missed"
          },
          {
            "of": {
              "kind": "rule",
              "name": "Partners"
            },
            "unit": "field",
            "path": "source",
            "text": "\"source\"",
            "file": "template.yaml",
            "span": {
              "line": 21,
              "column": 22,
              "end_line": 21,
              "end_column": 28
            },
            "status": "not-asked"
          },
          {
            "of": {
              "kind": "rule",
              "name": "Partners"
            },
            "unit": "alternative",
            "path": "source",
            "text": "\"shop\"",
            "file": "template.yaml",
            "span": {
              "line": 21,
              "column": 31,
              "end_line": 21,
              "end_column": 35
            },
            "status": "not-asked"
          }
        ],
        "summary": {
          "units": 10,
          "covered": 4,
          "percent": 40.0
        }
      }
    }
    "#);
    let lines = host
        .run(&["test", "--coverage", "--format", "jsonl"])
        .stdout;
    insta::assert_snapshot!(lines.lines().last().unwrap(), @r#"{"version":1,"coverage":{"units":10,"covered":4,"percent":40.0}}"#);
}

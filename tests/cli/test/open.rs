//! What a template leaves open.

use super::host;

const OPEN: &str = "\
Parameters:
  Stage: {Type: String}
  Bus: {Type: String}
Resources:
  Staged:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [!Ref Stage]}
  Elsewhere:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      EventPattern: {source: [shop]}
";

fn run(suite: &str, more: &[&str]) -> String {
    let host = host(&format!("template: open.yaml\n{suite}")).file("open.yaml", OPEN);
    let arguments: Vec<&str> = ["test"].iter().chain(more).copied().collect();
    host.evb(&arguments)
}

#[test]
fn what_is_open_is_an_error_that_names_what_it_depends_on() {
    insta::assert_snapshot!(run("cases:\n  - {name: a, event: {source: shop}, matches: [Staged]}\n  - {name: b, event: {source: shop}, excludes: [Staged]}\n", &[]), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:3)
      whether the event matches `Staged` depends on `Stage`
      whether the event matches `Elsewhere` depends on `Bus`
    error b (shop.evb.yaml:4)
      whether the event matches `Staged` depends on `Stage`
    2 could not be answered, 0 passed: 2 cases in 1 suite
    --- stderr
    error[suite/open]: whether the event matches `Staged` depends on `Stage`
     --> shop.evb.yaml:3:38
      |
    3 |   - {name: a, event: {source: shop}, matches: [Staged]}
      |                                      ^^^^^^^ this needs an answer
      |
      = help: give it, `parameters: {Stage: …}`, or say that it is open: `unknown: [Staged]`
    error[suite/open]: whether the event matches `Elsewhere` depends on `Bus`
     --> shop.evb.yaml:3:38
      |
    3 |   - {name: a, event: {source: shop}, matches: [Staged]}
      |                                      ^^^^^^^ this needs an answer
      |
      = help: give it, `parameters: {Bus: …}`, or say that it is open: `unknown: [Elsewhere]`
    error[suite/open]: whether the event matches `Staged` depends on `Stage`
     --> shop.evb.yaml:4:38
      |
    4 |   - {name: b, event: {source: shop}, excludes: [Staged]}
      |                                      ^^^^^^^^ this needs an answer
      |
      = help: give it, `parameters: {Stage: …}`, or say that it is open: `unknown: [Staged]`
    ");
}

#[test]
fn parameters_close_it() {
    let suite = "parameters: {Stage: shop, Bus: default}\ncases:\n  - {name: a, event: {source: shop}, matches: [Staged, Elsewhere]}\n";
    insta::assert_snapshot!(run(suite, &[]), @r"
    exit: Success
    --- stdout
    1 passed: 1 case in 1 suite
    ");
    insta::assert_snapshot!(run(suite, &["--parameter", "Stage=bank"]), @r#"
    exit: Negative
    --- stdout
    failed a (shop.evb.yaml:4)
      shop.evb.yaml:4:38: matches: the event does not match `Staged`
        - Staged
          Elsewhere
        Staged: `source` is "shop", the pattern wants "bank": `"shop"` is not `"bank"`
          pattern open.yaml:8:31, event shop.evb.yaml:4:31
        change the suite: `matches: [Elsewhere]`
        change the template: `Staged`: let `source` take `"shop"`
    1 failed, 0 passed: 1 case in 1 suite
    "#);
}

#[test]
fn a_case_may_say_that_it_is_open() {
    insta::assert_snapshot!(run("\
cases:
  - {name: a, event: {source: shop}, matches: [], unknown: {Staged: Stage, Elsewhere: Bus}}
  - {name: b, event: {source: shop}, unknown: [Staged]}
  - {name: c, event: {source: shop}, unknown: {Staged: Bus}}
  - {name: d, event: {detail: {}}, unknown: [Staged]}
", &[]), @r"
    exit: Negative
    --- stdout
    failed c (shop.evb.yaml:5)
      shop.evb.yaml:5:38: unknown: `Staged` does not depend on `Bus`, but on `Stage`
        change the suite: `unknown: {Staged: Stage}`
    failed d (shop.evb.yaml:6)
      shop.evb.yaml:6:36: unknown: nothing is open: the event does not match `Staged`
        change the suite: `excludes: [Staged]` instead of `unknown`
    2 failed, 2 passed: 4 cases in 1 suite
    ");
}

#[test]
fn variables_of_terraform_have_two_names() {
    let suite = "\
template: main.tf
cases:
  - {name: a, event: {source: shop}, unknown: {aws_cloudwatch_event_rule.r: stage}}
  - {name: b, event: {source: shop}, unknown: {aws_cloudwatch_event_rule.r: var.stage}}
  - {name: c, event: {source: shop}, unknown: {aws_cloudwatch_event_rule.r: stag}}
";
    let template = "variable \"stage\" {}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  event_pattern = jsonencode({ source = [var.stage] })\n}\n";
    insta::assert_snapshot!(host(suite).file("main.tf", template).evb(&["test"]), @r"
    exit: Negative
    --- stdout
    failed c (shop.evb.yaml:5)
      shop.evb.yaml:5:38: unknown: `aws_cloudwatch_event_rule.r` does not depend on `stag`, but on `var.stage`
        change the suite: `unknown: {aws_cloudwatch_event_rule.r: var.stage}`
    1 failed, 2 passed: 3 cases in 1 suite
    ");
}

#[test]
fn which_fields_decide_may_depend_on_what_is_open() {
    let rule = "EventPattern: {source: [!Ref Stage], detail: {n: [{numeric: [\">\", 10]}]}}";
    let template = OPEN.replace("EventPattern: {source: [!Ref Stage]}", rule);
    let suite = "template: open.yaml\ncases:
  - {name: a, event: {source: shop, detail: {n: 10}}, because: {Staged: detail.n}}
  - {name: b, event: {source: shop, detail: {n: 10}}, because: {Staged: [source, detail.n]}}
  - {name: c, event: {detail: {n: 10}}, because: {Staged: [source, detail.n]}}
";
    let host = || host(suite).file("open.yaml", template.as_str());
    insta::assert_snapshot!(host().evb(&["test"]), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:3)
      which fields decide that the event does not match `Staged` depends on `Stage`
    error b (shop.evb.yaml:4)
      which fields decide that the event does not match `Staged` depends on `Stage`
    error c (shop.evb.yaml:5)
      which fields decide that the event does not match `Staged` depends on `Stage`
    3 could not be answered, 0 passed: 3 cases in 1 suite
    --- stderr
    error[suite/open]: which fields decide that the event does not match `Staged` depends on `Stage`
     --> shop.evb.yaml:3:55
      |
    3 |   - {name: a, event: {source: shop, detail: {n: 10}}, because: {Staged: detail.n}}
      |                                                       ^^^^^^^ this needs an answer
      |
      = help: give it, `parameters: {Stage: …}`
    error[suite/open]: which fields decide that the event does not match `Staged` depends on `Stage`
     --> shop.evb.yaml:4:55
      |
    4 |   - {name: b, event: {source: shop, detail: {n: 10}}, because: {Staged: [source, detail.n]}}
      |                                                       ^^^^^^^ this needs an answer
      |
      = help: give it, `parameters: {Stage: …}`
    error[suite/open]: which fields decide that the event does not match `Staged` depends on `Stage`
     --> shop.evb.yaml:5:41
      |
    5 |   - {name: c, event: {detail: {n: 10}}, because: {Staged: [source, detail.n]}}
      |                                         ^^^^^^^ this needs an answer
      |
      = help: give it, `parameters: {Stage: …}`
    ");
    insta::assert_snapshot!(host().evb(&["test", "--parameter", "Stage=shop"]), @r#"
    exit: Negative
    --- stdout
    failed b (shop.evb.yaml:4)
      shop.evb.yaml:4:55: because: other fields decide that the event does not match `Staged`
          detail.n
        - source
        Staged: `detail.n` is 10, the pattern wants {"numeric":[">",10]}: `10` is not a number > 10: it is the bound itself
          pattern open.yaml:8:57, event shop.evb.yaml:4:49
        change the suite: `because: {Staged: detail.n}`
    1 failed, 2 passed: 3 cases in 1 suite
    "#);
}

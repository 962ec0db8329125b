//! Suites that are no suites, in part or as a whole.

use super::{cases, host, suite};
use crate::support::Pretend;

#[test]
fn all_mistakes_are_told_at_once() {
    insta::assert_snapshot!(suite("\
template: template.yaml
parameter: {Stage: prod}
events: [shipped.json]
cases:
  - {name: a, event: shipped.json, matchs: [Audit]}
  - {name: b, event: shipped.json, matches: [Audti, Billing], because: [Billing]}
  - {name: c}
  - 7
"), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:5)
      a case has no member `matchs`
    error b (shop.evb.yaml:6)
      `because` is an array, not a map of rules and fields
      no rule is called `Audti`
    error c (shop.evb.yaml:7)
      the case has no event
    error entry 4 of cases (shop.evb.yaml:8)
      a case of `cases` is a number, not a map
    4 could not be answered, 2 errors beside the cases, 0 passed: 4 cases in 1 suite
    --- stderr
    error[suite/member]: a suite has no member `parameter`
     --> shop.evb.yaml:2:1
      |
    2 | parameter: {Stage: prod}
      | ^^^^^^^^^ a suite has no such key here
      |
      = help: did you mean `parameters`?
    error[suite/member]: `events` is an array, not a map
     --> shop.evb.yaml:3:9
      |
    3 | events: [shipped.json]
      |         ^ a map was expected
    error[suite/member]: a case has no member `matchs`
     --> shop.evb.yaml:5:36
      |
    5 |   - {name: a, event: shipped.json, matchs: [Audit]}
      |                                    ^^^^^^ a suite has no such key here
      |
      = help: did you mean `matches`?
    error[suite/member]: `because` is an array, not a map of rules and fields
     --> shop.evb.yaml:6:72
      |
    6 |   - {name: b, event: shipped.json, matches: [Audti, Billing], because: [Billing]}
      |                                                                        ^ a map of rules and fields was expected
    error[suite/unknown-name]: no rule is called `Audti`
     --> shop.evb.yaml:6:46
      |
    6 |   - {name: b, event: shipped.json, matches: [Audti, Billing], because: [Billing]}
      |                                              ^^^^^ not declared in what is tested
      |
      = help: did you mean `Audit`?
    error[suite/case]: the case has no event
     --> shop.evb.yaml:7:12
      |
    7 |   - {name: c}
      |            ^ neither `event` nor `events`
      |
      = help: name one, `event: shipped`, or write it down: `event: {source: shop, …}`
    error[suite/member]: a case of `cases` is a number, not a map
     --> shop.evb.yaml:8:5
      |
    8 |   - 7
      |     ^ a map was expected
    ");
}

#[test]
fn names_that_nothing_has() {
    insta::assert_snapshot!(cases("\
  - {name: a, event: shipped.json, matches: [Biling]}
  - {name: b, event: shipped.json, excludes: [Orders]}
"), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:3)
      no rule is called `Biling`
    error b (shop.evb.yaml:4)
      no rule is called `Orders`
    2 could not be answered, 0 passed: 2 cases in 1 suite
    --- stderr
    error[suite/unknown-name]: no rule is called `Biling`
     --> shop.evb.yaml:3:46
      |
    3 |   - {name: a, event: shipped.json, matches: [Biling]}
      |                                              ^^^^^^ not declared in what is tested
      |
      = help: did you mean `Billing`?
    error[suite/unknown-name]: no rule is called `Orders`
     --> shop.evb.yaml:4:47
      |
    4 |   - {name: b, event: shipped.json, excludes: [Orders]}
      |                                               ^^^^^^ not declared in what is tested
      |
      = help: there are `Billing`, `Audit`, `Retired`, `Partners`
    ");
}

#[test]
fn two_cases_of_one_name() {
    insta::assert_snapshot!(cases("\
  - {name: a, event: shipped.json, includes: [Audit]}
  - {name: a, event: shipped.json, includes: [Billing]}
"), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:4)
      two cases are called `a`
    1 could not be answered, 1 passed: 2 cases in 1 suite
    --- stderr
    error[suite/same-name]: two cases are called `a`
     --> shop.evb.yaml:4:12
      |
    3 |   - {name: a, event: shipped.json, includes: [Audit]}
      |            - the first one
    4 |   - {name: a, event: shipped.json, includes: [Billing]}
      |            ^ the second one
      |
      = help: give each a name of its own: answers are told by their names
    ");
}

#[test]
fn what_is_no_suite() {
    insta::assert_snapshot!(suite("[1, 2]"), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 0 suites
    --- stderr
    error[suite/member]: a suite is a map, not an array
     --> shop.evb.yaml:1:1
      |
    1 | [1, 2]
      | ^ a suite was expected
      |
      = help: begin with `template: template.yaml` and `cases:`; `evb help suites` shows more
    ");
    insta::assert_snapshot!(suite("cases: [{name: a"), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 0 suites
    --- stderr
    error[yaml/syntax]: a bracket is not closed
     --> shop.evb.yaml:1:9
      |
    1 | cases: [{name: a
      |         ^ this one, or one before it
    ");
    insta::assert_snapshot!(suite("cases: []"), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 1 suite
    --- stderr
    error[suite/no-template]: the suite does not say what it tests
     --> shop.evb.yaml:1:1
      |
    1 | cases: []
      | ^ neither `template` nor `rules`
      |
      = help: name what is tested: `template: template.yaml`
    ");
}

#[test]
fn templates_that_are_none() {
    insta::assert_snapshot!(suite("template: [gone.yaml, shipped.json]\ncases: []"), @r"
    exit: Failure
    --- stdout
    2 errors beside the cases, 0 passed: 0 cases in 1 suite
    --- stderr
    warning[suite/case]: the suite has no case
     --> shop.evb.yaml:1:1
      |
    1 | template: [gone.yaml, shipped.json]
      | ^ nothing is tested
      |
      = help: add one under `cases`: `{event: …, matches: […]}`
    error[input/unreadable]: cannot read `gone.yaml`: no such file
     --> shop.evb.yaml:1:12
      |
    1 | template: [gone.yaml, shipped.json]
      |            ^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[suite/nothing-declared]: `shipped.json` declares nothing
     --> shop.evb.yaml:1:23
      |
    1 | template: [gone.yaml, shipped.json]
      |                       ^^^^^^^^^^^^ named here
    ");
}

#[test]
fn no_suite_at_all() {
    insta::assert_snapshot!(Pretend::default().file("t.yaml", "").evb(&["test"]), @r"
    exit: Failure
    --- stderr
    error[suite/none]: there is no suite
     |
     = help: suites are called `*.evb.yaml`, `*.evb.yml`, `*.evb.json` or `evb.yaml`; `evb help suites` describes them
    ");
    insta::assert_snapshot!(Pretend::default().evb(&["test", "gone.evb.yaml"]), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 0 suites
    --- stderr
    error[input/unreadable]: cannot read `gone.evb.yaml`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
    insta::assert_snapshot!(Pretend::default().evb(&["test", "-"]), @r"
    exit: Failure
    --- stderr
    error[suite/none]: `-` is no file
     |
     = help: a suite is a file: what it names lies beside it
    ");
}

#[test]
fn a_rule_that_aws_refuses_is_told_and_the_others_are_asked() {
    let host = host("template: t.yaml\ncases:\n  - {name: a, event: shipped.json, matches: [Good]}\n").file(
        "t.yaml",
        "Resources:\n  Good:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {source: [shop]}\n  Bad:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {source: shop}\n",
    );
    insta::assert_snapshot!(host.evb(&["test"]), @r#"
    exit: Failure
    --- stdout
    1 error beside the cases, 1 passed: 1 case in 1 suite
    --- stderr
    error[pattern/bare-value]: the field `source` has a string where a list of values must stand
     --> t.yaml:9:30
      |
    9 |       EventPattern: {source: shop}
      |                              ^^^^ not in an array
      |
      = help: write `["shop"]`: a field has a list of the values that match
    "#);
}

#[test]
fn a_bomb_ends() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9 {
        let before = format!("*a{}", level - 1);
        bomb += &format!(
            "a{level}: &a{level} [{}]\n",
            [before.as_str(); 10].join(", ")
        );
    }
    insta::assert_snapshot!(suite(&bomb), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 0 suites
    --- stderr
    error[yaml/too-many-values]: the aliases stand for more than 1000000 values, all together
     --> shop.evb.yaml:6:40
      |
    6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
      |                                        ^^^ the one that is too much
    ");
    let deep = format!("cases: {}{}", "[".repeat(5_000), "]".repeat(5_000));
    insta::assert_snapshot!(suite(&deep), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 0 suites
    --- stderr
    error[yaml/too-deep]: maps and lists stand in each other more than 128 deep
     --> shop.evb.yaml:1:136
      |
    1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
      |                                                             ^ one level too many
    ");
}

#[test]
fn many_rules_that_aws_refuses_are_told_of_some() {
    let rule = |number| {
        format!(
            "  R{number}:\n    Type: AWS::Events::Rule\n    Properties: {{EventPattern: {{source: [{{prefx: a}}]}}}}\n"
        )
    };
    let rules: String = (0..300).map(rule).collect();
    let host =
        host("template: many.yaml\ncases:\n  - {name: a, event: {source: a}, matches: []}\n")
            .file("many.yaml", format!("Resources:\n{rules}"));
    let run = host.evb(&["test"]);
    assert_eq!(run.matches("prefx").count(), 20, "{run}");
    let end = run.rfind("error[").unwrap();
    insta::assert_snapshot!(&run[end..], @r"
    error[pattern/unknown-operator]: 290 more errors of this kind are in `many.yaml`
     |
     = help: `evb check many.yaml` tells all of them
    ");
}

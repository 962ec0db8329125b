//! `check`: findings that must not be there.

use super::host;

const BAD: &str = "\
Resources:
  Good:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets: [{Id: a, Arn: 'arn:aws:sqs:us-east-1:123456789012:q', Input: 'no JSON'}]
";

fn run(cases: &str) -> String {
    let host = host(&format!("template: bad.yaml\ncheck:\n{cases}"));
    host.file("bad.yaml", BAD).evb(&["test"])
}

#[test]
fn findings_that_may_be_there_and_others() {
    insta::assert_snapshot!(run("
  - {never: [pattern-scalar]}
  - {only: [input-not-json]}
  - {name: nothing at all, only: []}
  - {name: just this, never: [input-not-json, pattern-scalar]}
  - {name: misspelt, never: [pattern-scaler]}
"), @r"
    exit: Failure
    --- stdout
    failed nothing at all (shop.evb.yaml:6)
      shop.evb.yaml:6:28: only: there are findings of `input-not-json`
        + input-not-json: bad.yaml:6:78: unknown word `no`
        change the suite: `only: [input-not-json]`
        change the template: write `false`
    failed just this (shop.evb.yaml:7)
      shop.evb.yaml:7:23: never: there are findings of `input-not-json`
        + input-not-json: bad.yaml:6:78: unknown word `no`
        change the suite: `never: [pattern-scalar]`
        change the template: write `false`
    error misspelt (shop.evb.yaml:8)
      no finding is called `pattern-scaler`
    2 failed, 1 could not be answered, 2 passed: 5 cases in 1 suite
    --- stderr
    error[suite/unknown-name]: no finding is called `pattern-scaler`
     --> shop.evb.yaml:8:30
      |
    8 |   - {name: misspelt, never: [pattern-scaler]}
      |                              ^^^^^^^^^^^^^^ not among those of `evb check`
      |
      = help: did you mean `pattern-scalar`?
    ");
}

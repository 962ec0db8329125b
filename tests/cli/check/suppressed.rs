//! What is found and not told: comments, metadata, and what they say in vain.

use crate::support::Pretend;

const COMMENTS: &str = r#"Resources:
  # evb: ignore[pattern-scalar] shown in a lesson
  # of those who begin
  Whole:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: shop}

  Next:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: shop # evb: ignore[pattern-scalar, pattern-operator]
        detail:
          state: [{prefx: pai}]
  Told:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: "shop # evb: ignored"
  # evb: ignore[pattern-scaler]
  Misspelt:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
"#;

#[test]
fn a_comment_holds_for_its_line_or_for_what_stands_beneath() {
    let host = Pretend::default().file("shop.yaml", COMMENTS);
    insta::assert_snapshot!(host.evb(&["check", "shop.yaml"]), @r#"
    exit: Negative
    --- stdout
    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> shop.yaml:5:5
      |
    5 |     Type: AWS::Events::Rule
      |     ^

    info[rule-without-target]: the rule has no target: what it matches goes nowhere
      --> shop.yaml:10:5
       |
    10 |     Type: AWS::Events::Rule
       |     ^

    warning[suppression-unused]: `pattern-operator` is to be ignored here, and is not found
      --> shop.yaml:13:52
       |
    13 |         source: shop # evb: ignore[pattern-scalar, pattern-operator]
       |                                                    ^^^^^^^^^^^^^^^^ suppresses nothing
       |
       = help: leave it out, so that what comes up later is told

    error[pattern-operator]: unknown operator `prefx`
      --> shop.yaml:15:20
       |
    15 |           state: [{prefx: pai}]
       |                    ^^^^^ not an operator
       |
       = help: did you mean `prefix`?
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array

    info[rule-without-target]: the rule has no target: what it matches goes nowhere
      --> shop.yaml:17:5
       |
    17 |     Type: AWS::Events::Rule
       |     ^

    error[pattern-scalar]: the field `source` has a string where a list of values must stand
      --> shop.yaml:20:17
       |
    20 |         source: "shop # evb: ignored"
       |                 ^^^^^^^^^^^^^^^^^^^^^ not in an array
       |
       = help: write `["shop # evb: ignored"]`: a field has a list of the values that match
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array

    warning[suppression-unused]: no finding is called `pattern-scaler`
      --> shop.yaml:21:17
       |
    21 |   # evb: ignore[pattern-scaler]
       |                 ^^^^^^^^^^^^^^ suppresses nothing
       |
       = help: did you mean `pattern-scalar`?

    info[rule-without-target]: the rule has no target: what it matches goes nowhere
      --> shop.yaml:23:5
       |
    23 |     Type: AWS::Events::Rule
       |     ^

    2 errors, 2 warnings, 4 infos in 4 rules of 1 file
    not told: 2 findings that the files say are to be ignored
    "#);
}

#[test]
fn comments_of_terraform_hold_for_a_block() {
    let text = r#"# evb: ignore[pattern-scalar]
resource "aws_cloudwatch_event_rule" "a" {
  event_pattern = jsonencode({
    source = "shop"
  })
}
resource "aws_cloudwatch_event_rule" "b" {
  event_pattern = jsonencode({
    source = "shop" // evb: ignore[pattern-scalar] and here
  })
}
resource "aws_cloudwatch_event_rule" "c" {
  event_pattern = jsonencode({
    source = "shop"
  })
}
"#;
    let host = Pretend::default().file("main.tf", text);
    insta::assert_snapshot!(host.evb(&["check", "main.tf", "--format", "concise"]), @r"
    exit: Negative
    --- stdout
    main.tf:2:1: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    main.tf:7:1: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    main.tf:12:1: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    main.tf:14:14: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    ");
}

#[test]
fn metadata_holds_for_a_resource_or_for_all() {
    let rule = |metadata: &str| {
        format!(
            r#"{{"Type": "AWS::Events::Rule", {metadata}"Properties": {{"EventPattern": {{"source": "shop"}}}}}}"#
        )
    };
    let ignored = r#""Metadata": {"evb": {"ignore": ["pattern-scalar"]}}"#;
    let one = format!(
        r#"{{"Resources": {{"A": {}, "B": {}}}}}"#,
        rule(&format!("{ignored}, ")),
        rule("")
    );
    let all = format!(
        r#"{{{ignored}, "Resources": {{"A": {}, "B": {}}}}}"#,
        rule(""),
        rule("")
    );
    let host = Pretend::default()
        .file("one.json", one)
        .file("all.json", all);
    insta::assert_snapshot!(host.evb(&["check", "one.json", "--format", "concise"]), @r"
    exit: Negative
    --- stdout
    one.json:1:21: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    one.json:1:162: info[rule-without-target]: the rule has no target: what it matches goes nowhere
    one.json:1:234: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    ");
    insta::assert_snapshot!(host.evb(&["check", "all.json"]), @r#"
    exit: Success
    --- stdout
    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> all.json:1:74
      |
    1 | {"Metadata": {"evb": {"ignore": ["pattern-scalar"]}}, "Resources": {"A": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": 
      |                                                                          ^

    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> all.json:1:162
      |
    1 | , "Properties": {"EventPattern": {"source": "shop"}}}, "B": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": {"source": "...
      |                                                             ^

    evb finds nothing that AWS refuses in 2 rules of 1 file
    2 infos
    not told: 2 findings that the files say are to be ignored
    "#);
}

#[test]
fn what_is_ignored_in_vain_is_a_finding_that_can_be_ignored_too() {
    let host = Pretend::default().file("shop.yaml", COMMENTS);
    let arguments = [
        "check",
        "shop.yaml",
        "--ignore",
        "suppression-unused,pattern-scalar",
    ];
    insta::assert_snapshot!(host.evb(&arguments), @r#"
    exit: Negative
    --- stdout
    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> shop.yaml:5:5
      |
    5 |     Type: AWS::Events::Rule
      |     ^

    info[rule-without-target]: the rule has no target: what it matches goes nowhere
      --> shop.yaml:10:5
       |
    10 |     Type: AWS::Events::Rule
       |     ^

    error[pattern-operator]: unknown operator `prefx`
      --> shop.yaml:15:20
       |
    15 |           state: [{prefx: pai}]
       |                    ^^^^^ not an operator
       |
       = help: did you mean `prefix`?
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array

    info[rule-without-target]: the rule has no target: what it matches goes nowhere
      --> shop.yaml:17:5
       |
    17 |     Type: AWS::Events::Rule
       |     ^

    info[rule-without-target]: the rule has no target: what it matches goes nowhere
      --> shop.yaml:23:5
       |
    23 |     Type: AWS::Events::Rule
       |     ^

    1 error, 4 infos in 4 rules of 1 file
    not told: 2 findings that the files say are to be ignored
    "#);
}

//! What nobody has a name for: it is told where it stands, and nothing else is blamed for it.

use crate::support::Pretend;

/// Rules of which each has one word wrong.
const MISSPELT: &str = "Transform: AWS::Serverless-2016-10-31
Resources:
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Ordered:
          Type: EventBridgRule
          Properties: {Pattern: {source: [shop]}}
        Paid:
          Type: EventBridgeRule
          Properties: {EventPattern: {source: [shop]}}
  Plain:
    Type: AWS::Event::Rule
    Properties: {EventPattern: {source: [shop]}}
  Members:
    Type: AWS::Events::Rule
    Properties:
      EventPatern: {source: [shop]}
      Tragets: []
";

/// A rule whose pattern is under a name that is wrong.
const WITHOUT_PATTERN: &str = "Resources:
  Paid:
    Type: AWS::Events::Rule
    Properties:
      EventPatern: {source: [shop]}
";

fn without_pattern(arguments: &[&str]) -> String {
    Pretend::default()
        .file("paid.yaml", WITHOUT_PATTERN)
        .file("event.json", r#"{"source": "shop"}"#)
        .evb(arguments)
}

#[test]
fn what_is_misspelt_is_told_where_it_stands() {
    let template = Pretend::default().file("template.yaml", MISSPELT);
    insta::assert_snapshot!(template.evb(&["list", "template.yaml"]), @r"
    exit: Success
    --- stdout
    template.yaml (SAM): 2 rules, 1 permission

    rules
      ShipPaid  template.yaml:12
        name    ${generated}
        bus     default
        target  ShipPaidLambdaTarget → Ship
      Members  template.yaml:17
        name     ${generated}
        bus      default
        targets  none

    permissions
      ShipPaidPermission  template.yaml:12
        function   Ship
        action     lambda:InvokeFunction
        principal  events.amazonaws.com
        source     ShipPaid
    --- stderr
    warning[template/unknown-event]: the event `Ordered` of the function `Ship` is refused: a function has none of type `EventBridgRule`
     --> template.yaml:8:17
      |
    8 |           Type: EventBridgRule
      |                 ^^^^^^^^^^^^^^ SAM refuses this
      |
      = help: did you mean `EventBridgeRule`?
    warning[template/unknown-member]: `EventPattern` is refused: an event of type `EventBridgeRule` has no such member
      --> template.yaml:12:24
       |
    12 |           Properties: {EventPattern: {source: [shop]}}
       |                        ^^^^^^^^^^^^ SAM refuses this
       |
       = help: did you mean `Pattern`?
    warning[template/left-out]: `AWS::Event::Rule` is left out, and the `EventPattern` that it has: this type is not read
      --> template.yaml:14:11
       |
    14 |     Type: AWS::Event::Rule
       |           ^^^^^^^^^^^^^^^^ it may hold rules, schedules or pipes
       |
       = help: did you mean `AWS::Events::Rule`?
    warning[template/unknown-member]: `EventPatern` is refused: `AWS::Events::Rule` has no such member
      --> template.yaml:19:7
       |
    19 |       EventPatern: {source: [shop]}
       |       ^^^^^^^^^^^ CloudFormation refuses this
       |
       = help: did you mean `EventPattern`?
    warning[template/unknown-member]: `Tragets` is refused: `AWS::Events::Rule` has no such member
      --> template.yaml:20:7
       |
    20 |       Tragets: []
       |       ^^^^^^^ CloudFormation refuses this
       |
       = help: did you mean `Targets`?
    ");
}

#[test]
fn no_rule_is_nothing_to_give_rules_for_where_one_was_left_out() {
    insta::assert_snapshot!(without_pattern(&["route", "--rules", "paid.yaml", "event.json"]), @r"
    exit: Failure
    --- stderr
    warning[template/unknown-member]: `EventPatern` is refused: `AWS::Events::Rule` has no such member
     --> paid.yaml:5:7
      |
    5 |       EventPatern: {source: [shop]}
      |       ^^^^^^^^^^^ CloudFormation refuses this
      |
      = help: did you mean `EventPattern`?
    warning[template/left-out]: the rule `Paid` has neither an event pattern nor a schedule
     --> paid.yaml:3:5
      |
    3 |     Type: AWS::Events::Rule
      |     ^ AWS refuses this
    error[route/no-rules]: there is no rule to match events with
    ");
}

#[test]
fn a_pattern_that_is_not_there_may_have_a_wrong_name() {
    insta::assert_snapshot!(without_pattern(&["test-pattern", "-p", "paid.yaml", "event.json"]), @"
    exit: Failure
    --- stderr
    warning[template/unknown-member]: `EventPatern` is refused: `AWS::Events::Rule` has no such member
     --> paid.yaml:5:7
      |
    5 |       EventPatern: {source: [shop]}
      |       ^^^^^^^^^^^ CloudFormation refuses this
      |
      = help: did you mean `EventPattern`?
    error[input/no-pattern]: the rule has no event pattern
     --> paid.yaml:3:5
      |
    3 |     Type: AWS::Events::Rule
      |     ^ the rule that begins here
    ");
}

#[test]
fn a_rule_without_schedule_and_pattern_is_one_that_never_fires() {
    insta::assert_snapshot!(without_pattern(&["next-fires", "paid.yaml", "--after", "2026-11-20"]), @r"
    exit: Success
    --- stdout

    after 2026-11-20T00:00:00Z, time zone database 2026f
    --- stderr
    warning[template/unknown-member]: `EventPatern` is refused: `AWS::Events::Rule` has no such member
     --> paid.yaml:5:7
      |
    5 |       EventPatern: {source: [shop]}
      |       ^^^^^^^^^^^ CloudFormation refuses this
      |
      = help: did you mean `EventPattern`?
    note[schedule/no-schedule]: this rule has neither a schedule nor an event pattern
     --> paid.yaml:3:5
      |
    3 |     Type: AWS::Events::Rule
      |     ^
    ");
}

#[test]
fn an_error_in_what_was_read_is_a_failure_in_every_form() {
    let template = Pretend::default().file(
        "template.yaml",
        "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties: {Name: r, EventPattern: {source: [shop]}, Targets: x}\n",
    );
    insta::assert_snapshot!(template.evb(&["list", "template.yaml"]), @r#"
    exit: Failure
    --- stdout
    template.yaml (CloudFormation): 1 rule

    rules
      R  template.yaml:3
        name     r
        bus      default
        pattern  {"source":["shop"]}
        targets  none
    --- stderr
    error[declaration/wrong-type]: `Targets` is a string, not an array
     --> template.yaml:4:68
      |
    4 |     Properties: {Name: r, EventPattern: {source: [shop]}, Targets: x}
      |                                                                    ^ an array was expected
    "#);
    insta::assert_snapshot!(template.evb(&["list", "template.yaml", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"inventories":[{"source":"template.yaml","kind":"cloudformation","rules":[{"logical_id":"R","name":"r","bus":"default","pattern":{"source":["shop"]},"targets":[],"place":{"source":"template.yaml","line":3,"column":5}}],"schedules":[],"pipes":[],"diagnostics":[{"code":"declaration/wrong-type","severity":"error","message":"`Targets` is a string, not an array","source":"template.yaml","span":{"line":4,"column":68,"end_line":4,"end_column":69},"label":"an array was expected"}]}],"error":{"code":"declaration/wrong-type","message":"`Targets` is a string, not an array","diagnostics":[{"code":"declaration/wrong-type","severity":"error","message":"`Targets` is a string, not an array","source":"template.yaml","span":{"line":4,"column":68,"end_line":4,"end_column":69},"label":"an array was expected"}]}}
    --- stderr
    error[declaration/wrong-type]: `Targets` is a string, not an array
     --> template.yaml:4:68
      |
    4 |     Properties: {Name: r, EventPattern: {source: [shop]}, Targets: x}
      |                                                                    ^ an array was expected
    "#);
    insta::assert_snapshot!(template.evb(&["list", "template.yaml", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"declaration/wrong-type","message":"`Targets` is a string, not an array","diagnostics":[{"code":"declaration/wrong-type","severity":"error","message":"`Targets` is a string, not an array","source":"template.yaml","span":{"line":4,"column":68,"end_line":4,"end_column":69},"label":"an array was expected"}]}}
    {"source":"template.yaml","kind":"cloudformation","rule":{"logical_id":"R","name":"r","bus":"default","pattern":{"source":["shop"]},"targets":[],"place":{"source":"template.yaml","line":3,"column":5}}}
    {"source":"template.yaml","kind":"cloudformation","diagnostic":{"code":"declaration/wrong-type","severity":"error","message":"`Targets` is a string, not an array","source":"template.yaml","span":{"line":4,"column":68,"end_line":4,"end_column":69},"label":"an array was expected"}}
    --- stderr
    error[declaration/wrong-type]: `Targets` is a string, not an array
     --> template.yaml:4:68
      |
    4 |     Properties: {Name: r, EventPattern: {source: [shop]}, Targets: x}
      |                                                                    ^ an array was expected
    "#);
}

#[test]
fn a_letter_that_may_be_a_boolean_is_told_in_a_pattern() {
    let template = Pretend::default().file(
        "template.yaml",
        "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties: {Name: r, EventPattern: {detail: {paid: [y]}}}\n",
    );
    insta::assert_snapshot!(template.evb(&["list", "template.yaml"]), @r#"
    exit: Success
    --- stdout
    template.yaml (CloudFormation): 1 rule

    rules
      R  template.yaml:3
        name     r
        bus      default
        pattern  {"detail":{"paid":[true]}}
        targets  none
    --- stderr
    warning[yaml/boolean-word]: `y` without quotes is a boolean to CloudFormation
     --> template.yaml:4:58
      |
    4 |     Properties: {Name: r, EventPattern: {detail: {paid: [y]}}}
      |                                                          ^ read as `true`, as CloudFormation does
      |
      = help: write `"y"` for the text, `true` for the boolean
    "#);
}

#[test]
fn loops_in_loops_that_make_too_much_are_refused() {
    let letters: Vec<String> = ('a'..='z').map(|letter| letter.to_string()).collect();
    let list = letters
        .join(", ")
        .replace("n,", "'n',")
        .replace("y,", "'y',");
    let template = format!(
        "Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::A:
    - A
    - [{list}]
    - Fn::ForEach::B:
        - B
        - [{list}]
        - Fn::ForEach::C:
            - C
            - [{list}]
            - R${{A}}${{B}}${{C}}: {{Type: AWS::Events::Rule, Properties: {{EventPattern: {{source: [!Ref A]}}}}}}
"
    );
    let template = Pretend::default().file("template.yaml", template);
    insta::assert_snapshot!(template.evb(&["list", "template.yaml"]), @r"
    exit: Failure
    --- stderr
    error[template/too-large]: the loops of this template make more than can be held: `Fn::ForEach::C` is one too many
     --> template.yaml:9:11
      |
    9 |         - Fn::ForEach::C:
      |           ^^^^^^^^^^^^^^ it ends here
      |
      = help: shorten the lists of the loops: loops in loops make the product of their lists, and CloudFormation takes 500 resources in a template
    ");
    insta::assert_snapshot!(template.evb(&["next-fires", "template.yaml"]), @r"
    exit: Failure
    --- stderr
    error[template/too-large]: the loops of this template make more than can be held: `Fn::ForEach::C` is one too many
     --> template.yaml:9:11
      |
    9 |         - Fn::ForEach::C:
      |           ^^^^^^^^^^^^^^ it ends here
      |
      = help: shorten the lists of the loops: loops in loops make the product of their lists, and CloudFormation takes 500 resources in a template
    ");
}

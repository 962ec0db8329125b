//! What is recognisably something else is named in one line, and never judged as a pattern.

use crate::support::Pretend;

/// What each command says of a file.
fn said(name: &str, content: &str) -> String {
    let host = Pretend::default().file(name, content).file(
        "event.json",
        r#"{"source":"shop","detail-type":"order","detail":{}}"#,
    );
    let commands: [&[&str]; 3] = [
        &["test-pattern", "--pattern", name, "event.json"],
        &["route", "--rules", name, "event.json"],
        &["next-fires", name],
    ];
    let said = commands.iter().map(|command| {
        let ended = host.run(command);
        let first = ended.stderr.lines().next().unwrap_or_default().to_owned();
        assert!(!ended.stderr.contains("AWS answers"), "{}", ended.stderr);
        format!("{:?} {first}\n", ended.exit)
    });
    said.collect()
}

#[test]
fn other_formats_are_named() {
    let yaml = "Resources:\n  Orders:\n    Type: AWS::Events::Rule\n";
    insta::assert_snapshot!(said("template.yaml", yaml), @r"
    Failure error[input/no-pattern]: the rule has no event pattern
    Failure warning[template/left-out]: the rule `Orders` has neither an event pattern nor a schedule
    Success note[schedule/no-schedule]: this rule has neither a schedule nor an event pattern
    ");
    insta::assert_snapshot!(said("rules.yaml", "---\nsource:\n  - shop\n"), @r"
    Failure error[input/other-format]: this is YAML, which is not read
    Failure error[input/other-format]: this is YAML, which is not read
    Failure error[input/other-format]: this is YAML, which is not read
    ");
    let terraform = "resource \"aws_cloudwatch_event_rule\" \"orders\" {\n  name = \"orders\"\n}\n";
    insta::assert_snapshot!(said("main.tf", terraform), @r"
    Failure error[input/no-pattern]: the rule has no event pattern
    Failure warning[template/left-out]: the rule `aws_cloudwatch_event_rule.orders` has neither an event pattern nor a schedule
    Success note[schedule/no-schedule]: this rule has neither a schedule nor an event pattern
    ");
    let plan = r#"{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{"root_module":{}}}"#;
    insta::assert_snapshot!(said("plan.json", plan), @r"
    Failure error[input/no-pattern]: there is no event pattern in here
    Failure error[route/no-rules]: there is no rule to match events with
    Failure error[schedule/declaration]: nothing in here has a schedule
    ");
    insta::assert_snapshot!(said("twice.json", r#""{\"source\":[\"shop\"]}""#), @r"
    Failure error[input/other-format]: this is JSON that is encoded twice: a text in which JSON stands, which is not read
    Failure error[input/other-format]: this is JSON that is encoded twice: a text in which JSON stands, which is not read
    Failure error[input/other-format]: this is JSON that is encoded twice: a text in which JSON stands, which is not read
    ");
    insta::assert_snapshot!(said("package.json", r#"{"name":"shop","version":"1.0.0","scripts":{}}"#), @r"
    Failure error[input/other-format]: this is a `package.json`, which is not read
    Failure error[input/other-format]: this is a `package.json`, which is not read
    Failure error[input/other-format]: this is a `package.json`, which is not read
    ");
    insta::assert_snapshot!(said("deploy.txt", "aws events put-rule --name orders\n"), @r"
    Failure error[input/no-pattern]: the rule has no event pattern
    Failure warning[template/left-out]: the rule `orders` has neither an event pattern nor a schedule
    Success note[schedule/no-schedule]: this rule has neither a schedule nor an event pattern
    ");
}

#[test]
fn a_template_with_a_mistake_of_json_has_that_mistake_alone() {
    let template = r#"{"Resources": {"Orders": {"Type": "AWS::Events::Rule",
  "Properties": {"EventPattern": {"source": ["shop"]}},}}}"#;
    let host = Pretend::default()
        .file("t.json", template)
        .file("event.json", "{}");
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", "t.json", "event.json"]), @r#"
    exit: Failure
    --- stderr
    error[json/trailing-comma]: a comma stands before the closing bracket
     --> t.json:2:55
      |
    2 |   "Properties": {"EventPattern": {"source": ["shop"]}},}}}
      |                                                       ^ nothing follows this comma
      |
      = help: remove the trailing comma
    "#);
}

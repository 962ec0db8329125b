//! Templates as people have them, and what is easily taken for something else in them.

use crate::support::Pretend;

#[test]
fn a_key_that_is_open_is_not_taken_for_the_only_one_where_there_is_a_default() {
    let template = "Parameters: {Env: {Type: String}}\nMappings: {Mp: {prod: {k: [m1]}}}\nTransform: AWS::LanguageExtensions\nResources:\n  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: !FindInMap [Mp, !Ref Env, k, {DefaultValue: [dv]}]}}}\n";
    let host = Pretend::default().file("t.yaml", template);
    insta::assert_snapshot!(host.evb(&["route", "-r", "t.yaml", r#"{"source":"dv"}"#, r#"{"source":"m1"}"#]), @r"
    exit: Failure
    --- stdout
    <event 1>:1: perhaps R (depends on `Env`)
    <event 2>:1: perhaps R (depends on `Env`)
    2 events: 0 match a rule, 0 match none, 2 depend on what is open
    ");
}

#[test]
fn a_page_is_read_for_its_commands_whatever_else_it_shows() {
    let page = "# Rules\n\n```sh\naws events put-rule --name m --event-pattern '{\"source\": [\"x\"]}'\n```\n\n```yaml\nResources:\n  R: {Type: AWS::Events::Rule}\n```\n";
    let host = Pretend::default().file("README.md", page);
    insta::assert_snapshot!(host.evb(&["route", "-r", "README.md", r#"{"source":"x"}"#]), @r"
    exit: Success
    --- stdout
    <event>:1: m
    1 event: 1 matches a rule, 0 match none
    ");
}

#[test]
fn an_empty_text_in_a_state_is_no_value_and_what_was_replaced_is_gone() {
    let state = r#"{"version":4,"terraform_version":"1.5.0","lineage":"x","resources":[{"mode":"managed","type":"aws_cloudwatch_event_rule","name":"cron","instances":[
      {"attributes":{"name":"c","event_pattern":"","schedule_expression":"rate(1 day)","event_bus_name":"default"}},
      {"deposed":"abcd","attributes":{"name":"old","schedule_expression":"rate(1 day)"}}]}]}"#;
    let host = Pretend::default().file("terraform.tfstate", state);
    insta::assert_snapshot!(host.evb(&["list", "terraform.tfstate"]), @r"
    exit: Success
    --- stdout
    terraform.tfstate (state of Terraform): 1 rule

    rules
      aws_cloudwatch_event_rule.cron  terraform.tfstate:2
        name      c
        bus       default
        schedule  rate(1 day)
        targets   none
    ");
}

#[test]
fn configurations_in_json_are_read_with_those_beside_them() {
    let host = Pretend::default()
        .file("tf/a.tf", "resource \"aws_cloudwatch_event_rule\" \"h\" {\n  event_pattern = jsonencode({ source = [\"h\"] })\n}\n")
        .file("tf/cdk.tf.json", r#"{"resource": {"aws_cloudwatch_event_rule": {"made": {"event_pattern": "{\"source\": [\"h\", 5]}",
  "schedule_expression": "rate(1 days)"}}}}"#);
    insta::assert_snapshot!(host.evb(&["route", "-r", "tf", r#"{"source":"h"}"#]), @r"
    exit: Success
    --- stdout
    <event>:1: aws_cloudwatch_event_rule.h, aws_cloudwatch_event_rule.made
    1 event: 1 matches a rule, 0 match none
    ");
    insta::assert_snapshot!(host.evb(&["next-fires", "tf/cdk.tf.json", "-n", "1", "--after", "2027-01-01T00:00:00Z"]), @r#"
    exit: Failure
    --- stderr
    error[schedule/rate-plural]: rules want the unit of a rate to agree with its value
     --> tf/cdk.tf.json:2:34
      |
    2 |   "schedule_expression": "rate(1 days)"}}}}
      |                                  ^^^^ plural
      |
      = help: write `rate(1 day)`
    AWS answers: ValidationException: Parameter ScheduleExpression is not valid.
    "#);
    let broken = Pretend::default().file("main.tf.json", "{\"locals\": {\"a\": \"${1 +}\"}}");
    insta::assert_snapshot!(broken.evb(&["list", "main.tf.json"]), @r#"
    exit: Failure
    --- stderr
    error[template/unreadable]: this is no HCL
     --> main.tf.json:1:24
      |
    1 | {"locals": {"a": "${1 +}"}}
      |                        ^ invalid expression; expected `"`, `[`, `{`, `-`, `!`, `(`, `_`, `<`, letter or digit
      |
      = help: `terraform validate` tells more
    "#);
}

#[test]
fn a_directory_with_nothing_but_a_state_is_found_and_beside_a_configuration_its_state_is_not_read_again()
 {
    let state = r#"{"version":4,"terraform_version":"1.5.0","lineage":"x","resources":[{"mode":"managed","type":"aws_cloudwatch_event_rule","name":"cron","instances":[
      {"attributes":{"name":"c","schedule_expression":"rate(1 day)","event_bus_name":"default"}}]}]}"#;
    let rule = "resource \"aws_cloudwatch_event_rule\" \"cron\" {\n  name = \"c\"\n  schedule_expression = \"rate(1 day)\"\n}\n";
    let plan = r#"{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"address":"aws_cloudwatch_event_rule.planned","mode":"managed","type":"aws_cloudwatch_event_rule","values":{"name":"planned","schedule_expression":"rate(2 days)"}}]}}}"#;
    let host = Pretend::default()
        .file("only/terraform.tfstate", state)
        .file("both/main.tf", rule)
        .file("both/terraform.tfstate", state)
        .file("both/plan.json", plan);
    insta::assert_snapshot!(host.evb(&["next-fires", "only", "-n", "1", "--after", "2027-01-01T00:00:00Z"]), @r#"
    exit: Success
    --- stdout
    aws_cloudwatch_event_rule.cron: rate(1 day) (UTC): every 24 hours

    day  local                    UTC                in
    Sat  2027-01-02 00:00 +00:00  2027-01-02 00:00Z  1 d

    after 2027-01-01T00:00:00Z, time zone database 2026f
    --- stderr
    note[schedule/unsettled-rate-on-rules]: AWS does not say whether a rule's rate first fires at creation or an interval later; evb takes creation
     --> only/terraform.tfstate:2:56
      |
    2 |       {"attributes":{"name":"c","schedule_expression":"rate(1 day)","event_bus_name":"default"}}]}]}
      |                                                        ^^^^^^^^^^^
    note[schedule/rate-anchor]: a rate is counted from its start date or creation, and neither is given: only the spacing is sure
     --> only/terraform.tfstate:2:56
      |
    2 |       {"attributes":{"name":"c","schedule_expression":"rate(1 day)","event_bus_name":"default"}}]}]}
      |                                                        ^^^^^^^^^^^
      |
      = help: `--start-date` or `--created` gives it for all of the run
    "#);
    insta::assert_snapshot!(host.evb(&["list", "only", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"source":"only/terraform.tfstate","kind":"terraform-state","rule":{"address":"aws_cloudwatch_event_rule.cron","name":"c","bus":"default","schedule":"rate(1 day)","targets":[],"place":{"source":"only/terraform.tfstate","line":2,"column":7}}}
    "#);
    insta::assert_snapshot!(host.evb(&["list", "both", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"source":"both/main.tf","kind":"terraform","rule":{"address":"aws_cloudwatch_event_rule.cron","name":"c","bus":"default","schedule":"rate(1 day)","targets":[],"place":{"source":"both/main.tf","line":1,"column":1}}}
    "#);
}

#[test]
fn the_id_of_a_rule_is_no_name() {
    let host = Pretend::default().file(
        "main.tf",
        "resource \"aws_cloudwatch_event_rule\" \"r\" {
  name           = \"r\"
  event_bus_name = \"orders\"
  event_pattern  = jsonencode({ source = [\"a\"] })
}
resource \"aws_cloudwatch_event_target\" \"t\" {
  rule           = aws_cloudwatch_event_rule.r.id
  event_bus_name = \"orders\"
  arn            = \"arn:aws:sqs:eu-west-1:123456789012:q\"
}
",
    );
    insta::assert_snapshot!(host.evb(&["list", "main.tf"]), @r#"
    exit: Success
    --- stdout
    main.tf (Terraform): 1 rule, 1 unattached target

    rules
      aws_cloudwatch_event_rule.r  main.tf:1
        name     r
        bus      orders
        pattern  {"source":["a"]}
        targets  none

    unattached targets
      aws_cloudwatch_event_target.t  main.tf:6
        id    ${generated}
        arn   arn:aws:sqs:eu-west-1:123456789012:q
        rule  orders/r
        bus   orders
    --- stderr
    warning[template/rule-by-id]: the id of `aws_cloudwatch_event_rule.r` is no name: it has the bus before it
     --> main.tf:7:20
      |
    7 |   rule           = aws_cloudwatch_event_rule.r.id
      |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AWS refuses a target of this rule
      |
      = help: write `rule = aws_cloudwatch_event_rule.r.name`
    "#);
}

#[test]
fn a_directory_that_is_one_template_is_read_for_its_schedules() {
    let host = Pretend::default().file("tf/main.tf", "resource \"aws_cloudwatch_event_rule\" \"tick\" {\n  name                = \"tick\"\n  schedule_expression = \"cron(0 9 * * ? *)\"\n}\n");
    insta::assert_snapshot!(host.evb(&["next-fires", "tf", "-n", "1", "--after", "2027-01-01T00:00:00Z"]), @r"
    exit: Success
    --- stdout
    aws_cloudwatch_event_rule.tick: cron(0 9 * * ? *) (UTC): at 09:00 every day

    day  local                    UTC                in
    Fri  2027-01-01 09:00 +00:00  2027-01-01 09:00Z  9 h

    after 2027-01-01T00:00:00Z, time zone database 2026f
    ");
}

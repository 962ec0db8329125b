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
fn configurations_in_json_beside_others_are_told() {
    let host = Pretend::default()
        .file("tf/a.tf", "resource \"aws_cloudwatch_event_rule\" \"h\" {\n  event_pattern = jsonencode({ source = [\"h\"] })\n}\n")
        .file("tf/cdk.tf.json", "{}");
    insta::assert_snapshot!(host.evb(&["route", "-r", "tf", r#"{"source":"h"}"#]), @r#"
    exit: Success
    --- stdout
    <event>:1: aws_cloudwatch_event_rule.h
    1 event: 1 matches a rule, 0 match none
    --- stderr
    warning[template/left-out]: `cdk.tf.json` is left out: configurations in JSON are not read
     --> tf/a.tf:1:1
      |
    1 | resource "aws_cloudwatch_event_rule" "h" {
      | ^ beside this, and may hold rules, schedules or pipes
      |
      = help: give a plan: `terraform show -json plan.out`
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

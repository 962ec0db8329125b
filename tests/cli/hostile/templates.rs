//! Templates that would take more than they are worth: each ends with a word.

use crate::support::Pretend;

/// What `evb list` says of a file, in one line: the exit, and the first finding.
fn said(name: &str, text: String) -> String {
    let answer = Pretend::default().file(name, text).evb(&["list", name]);
    let exit = answer.lines().next().unwrap_or_default().to_owned();
    let finding = answer
        .lines()
        .find(|line| line.starts_with("error[") || line.starts_with("warning["));
    format!("{exit}: {}", finding.unwrap_or("nothing is told"))
}

const RULE: &str = "{Type: AWS::Events::Rule, Properties: {EventPattern: {source: [a]}}}";

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = format!("Resources:\n  R: {RULE}\na0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..12 {
        let before = vec![format!("*a{}", level - 1); 9].join(",");
        text.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    insta::assert_snapshot!(said("template.yaml", text), @r"exit: Failure: error[yaml/too-many-values]: the aliases stand for more than 1000000 values, all together");
}

#[test]
fn what_stands_ten_thousand_deep_is_refused() {
    let yaml = format!(
        "Resources:\n  R: {}x{}\n",
        "{a: ".repeat(10_000),
        "}".repeat(10_000)
    );
    insta::assert_snapshot!(said("template.yaml", yaml), @r"exit: Failure: error[yaml/too-deep]: maps and lists stand in each other more than 128 deep");
    let json = format!(
        "{{\"Resources\":{{\"R\":{}1{}}}}}",
        "{\"a\":".repeat(10_000),
        "}".repeat(10_000)
    );
    insta::assert_snapshot!(said("template.json", json), @r"exit: Failure: error[json/too-deep]: the JSON is nested more than 1000 deep");
    let hcl = format!(
        "locals {{\n  a = {}1{}\n}}\n",
        "(".repeat(10_000),
        ")".repeat(10_000)
    );
    insta::assert_snapshot!(said("main.tf", hcl), @r"exit: Failure: error[template/unreadable]: this is no HCL");
}

#[test]
fn loops_in_loops_end() {
    let elements: Vec<String> = (0..100).map(|number| format!("a{number}")).collect();
    let mut body = format!("\"R${{I0}}${{I1}}${{I2}}\": {RULE}");
    for level in 0..3 {
        body = format!(
            "Fn::ForEach::L{level}: [I{level}, [{}], {{{body}}}]",
            elements.join(", ")
        );
    }
    insta::assert_snapshot!(said("template.yaml", format!("Transform: AWS::LanguageExtensions\nResources: {{{body}}}\n")), @r"exit: Failure: error[template/too-large]: the loops of this template make more than can be held: `Fn::ForEach::L0` is one too many");
    let counted = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  count = 1000000000\n  schedule_expression = \"rate(1 day)\"\n}\n";
    insta::assert_snapshot!(said("main.tf", counted.to_owned()), @r"exit: Failure: error[template/too-large]: this configuration comes to more than can be evaluated");
    let listed = "locals {\n  a = [for i in range(1000000000) : i]\n}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = local.a[0]\n  schedule_expression = \"rate(1 day)\"\n}\n";
    insta::assert_snapshot!(said("main.tf", listed.to_owned()), @r"exit: Failure: error[template/evaluation]: `range` does not take this: more than 1024 numbers");
}

#[test]
fn circles_are_told() {
    let template = format!(
        "Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\nResources:\n  R:\n    Condition: A\n    {}\n",
        &RULE[1..RULE.len() - 1].replace(", Properties", "\n    Properties")
    );
    insta::assert_snapshot!(said("template.yaml", template), @r"exit: Success: warning[template/function]: the condition `A` depends on itself");
    let configuration = "locals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = local.a\n  schedule_expression = \"rate(1 day)\"\n}\n";
    insta::assert_snapshot!(said("main.tf", configuration.to_owned()), @r"exit: Failure: error[template/evaluation]: this depends on itself");
    let service = "service: s\nprovider: {name: aws}\ncustom: {a: \"${self:custom.b}\", b: \"${self:custom.a}\"}\nfunctions:\n  f: {handler: h, events: [{eventBridge: {pattern: {source: [\"${self:custom.a}\"]}}}]}\n";
    insta::assert_snapshot!(said("serverless.yml", service.to_owned()), @r"exit: Failure: error[serverless/variable]: a variable depends on itself");
}

//! Where values of templates stand: every format, every way of writing a text.

use evb::iac::{self, Content, FileError, Files, NoFiles, Settings, Texts};
use evb::model::{Inventory, Rule, Schedule};
use evb::source::{Source, Span};
use proptest::prelude::*;

/// Templates in which `@p` stands for a value of a pattern, `@n` for a name, `@e` for what is left of an expression, and
/// `@i` for what is left of an input.
const TEMPLATES: [(&str, &str); 17] = [
    (
        "template.json",
        r#"{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"Name": "@n", "ScheduleExpression": "rate(@e minutes)",
  "EventPattern": {"source": ["a", "@p"]}, "Targets": [{"Id": "t", "Arn": "arn:aws:sqs:r:1:q", "Input": "{\"i\":\"@i\"}"}]}}}}"#,
    ),
    (
        "template.json",
        r#"{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"Name": "@n", "ScheduleExpression": "rate(@e minutes)",
  "EventPattern": "{\"source\": [\"\\u0061\",\n \"@p\"]}", "Targets": [{"Id": "t", "Arn": "arn:aws:sqs:r:1:q", "Input": "{\"i\":\"@i\"}"}]}}}}"#,
    ),
    (
        "template.yaml",
        "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      Name: @n\n      ScheduleExpression: rate(@e minutes)\n      EventPattern:\n        source:\n          - 'it''s'\n          - @p\n      Targets:\n        - Id: t\n          Arn: arn:aws:sqs:r:1:q\n          Input: '{\"i\":\"@i\"}'\n",
    ),
    (
        "template.yaml",
        "# c\nResources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      Name: \"@n\"\n      ScheduleExpression: 'rate(@e minutes)'\n      EventPattern: |\n        {\n          \"source\": [\n            \"ä\", \"@p\"\n          ]\n        }\n      Targets:\n        - {Id: t, Arn: 'arn:aws:sqs:r:1:q', Input: \"{\\\"i\\\":\\\"@i\\\"}\"}\n",
    ),
    (
        "template.yaml",
        "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        E:\n          Type: EventBridgeRule\n          Properties:\n            RuleName: >-\n              @n\n            Pattern: {source: [a, \"@p\"]}\n            Input: '{\"i\":\"@i\"}'\n        S:\n          Type: Schedule\n          Properties: {Schedule: rate(@e minutes)}\n",
    ),
    (
        "template.yaml",
        "Parameters: {A: {Type: String, Default: a}}\nResources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      Name: !Sub ${A}-@n\n      ScheduleExpression: !Sub 'rate(@e minutes)'\n      EventPattern: !Sub |\n        {\n          \"source\": [\n            \"${A}\", \"@p\"\n          ]\n        }\n      Targets:\n        - Id: t\n          Arn: arn:aws:sqs:r:1:q\n          Input: !Sub '{\"a\":\"${A}\",\"i\":\"@i\"}'\n",
    ),
    (
        "template.json",
        r#"{"Parameters": {"A": {"Type": "String", "Default": "a"}}, "Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"Name": "@n", "ScheduleExpression": "rate(@e minutes)",
  "EventPattern": {"Fn::Sub": ["{\"source\": [\"${A}${B}\",\n \"@p\"]}", {"B": "b"}]}, "Targets": [{"Id": "t", "Arn": "arn:aws:sqs:r:1:q", "Input": "{\"i\":\"@i\"}"}]}}}}"#,
    ),
    (
        "cdk.out",
        r#"{"Resources": {"R1A2B": {"Type": "AWS::Events::Rule", "Properties": {"Name": "@n", "ScheduleExpression": "rate(@e minutes)",
  "EventPattern": {"source": ["a", "@p"], "account": [{"Ref": "AWS::AccountId"}]}, "Targets": [{"Id": "Target0", "Arn": "arn:aws:sqs:r:1:q", "Input": "{\"i\":\"@i\"}"}]},
  "Metadata": {"aws:cdk:path": "A/R/Resource"}}}}"#,
    ),
    (
        "main.tf",
        "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = \"@n\"\n  schedule_expression = \"rate(@e minutes)\"\n  event_pattern = jsonencode({\n    source = [\"a\", \"@p\"]\n  })\n}\nresource \"aws_cloudwatch_event_target\" \"t\" {\n  rule = aws_cloudwatch_event_rule.r.name\n  arn = \"arn:aws:sqs:r:1:q\"\n  input = \"{\\\"i\\\":\\\"@i\\\"}\"\n}\n",
    ),
    (
        "main.tf",
        "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  name                = \"@n\"\n  schedule_expression = \"rate(@e minutes)\"\n  event_pattern = <<-EOT\n    {\"source\": [\"a\",\n      \"@p\"]}\n  EOT\n}\nresource \"aws_cloudwatch_event_target\" \"t\" {\n  rule = aws_cloudwatch_event_rule.r.name\n  arn = \"arn:aws:sqs:r:1:q\"\n  input = <<EOT\n{\"i\":\"@i\"}\nEOT\n}\n",
    ),
    (
        "main.tf",
        "locals {\n  own = \"here\"\n}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  name                = \"@n\"\n  schedule_expression = \"rate(@e minutes)\"\n  event_pattern = <<-EOT\n    {\"source\": [\"${local.own}-ä\",\n      ${jsonencode(local.own)}, \"@p\"]}\n  EOT\n}\nresource \"aws_cloudwatch_event_target\" \"t\" {\n  rule = aws_cloudwatch_event_rule.r.name\n  arn = \"arn:aws:sqs:r:1:q\"\n  input = \"{\\\"i\\\":\\\"@i\\\"}\"\n}\n",
    ),
    (
        "main.tf.json",
        r#"{"resource": {"aws_cloudwatch_event_rule": {"r": {"name": "@n", "schedule_expression": "rate(@e minutes)",
  "event_pattern": "${jsonencode({source = [\"a\", \"@p\"]})}"}}, "aws_cloudwatch_event_target": {"t": [{
  "rule": "${aws_cloudwatch_event_rule.r.name}", "arn": "arn:aws:sqs:r:1:q", "input": "{\"i\":\"@i\"}"}]}}}"#,
    ),
    (
        "plan.json",
        r#"{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{"root_module":{"resources":[
  {"address":"aws_cloudwatch_event_rule.r","mode":"managed","type":"aws_cloudwatch_event_rule","name":"r","values":{"name":"@n","schedule_expression":"rate(@e minutes)","event_pattern":"{\"source\":[\"\u0061\",\"@p\"]}"}},
  {"address":"aws_cloudwatch_event_target.t","mode":"managed","type":"aws_cloudwatch_event_target","name":"t","values":{"rule":"@n","arn":"arn:aws:sqs:r:1:q","input":"{\"i\":\"@i\"}"}}]}}}"#,
    ),
    (
        "terraform.tfstate",
        r#"{"version":4,"terraform_version":"1.9.0","lineage":"x","resources":[
  {"mode":"managed","type":"aws_cloudwatch_event_rule","name":"r","instances":[{"attributes":{"name":"@n","schedule_expression":"rate(@e minutes)","event_pattern":"{\"source\":[\"\u003c\",\"@p\"]}"}}]},
  {"mode":"managed","type":"aws_cloudwatch_event_target","name":"t","instances":[{"attributes":{"rule":"@n","arn":"arn:aws:sqs:r:1:q","input":"{\"i\":\"@i\"}"}}]}]}"#,
    ),
    (
        "Pulumi.yaml",
        "name: p\nruntime: yaml\nresources:\n  r:\n    type: aws:cloudwatch:EventRule\n    properties:\n      name: @n\n      scheduleExpression: rate(@e minutes)\n      eventPattern:\n        fn::toJSON:\n          source: [a, @p]\n  t:\n    type: aws:cloudwatch:EventTarget\n    properties:\n      rule: ${r.name}\n      arn: arn:aws:sqs:r:1:q\n      input: '{\"i\":\"@i\"}'\n",
    ),
    (
        "serverless.yml",
        "service: s\nprovider: {name: aws, runtime: nodejs18.x}\ncustom: {own: here}\nfunctions:\n  f:\n    handler: h.f\n    events:\n      - eventBridge:\n          name: @n\n          pattern: {source: [\"${self:custom.own}\", @p]}\n          input: {i: @i}\n      - schedule: rate(@e minutes)\n",
    ),
    (
        "deploy.sh",
        "#!/bin/sh\naws events put-rule --name @n \\\n  --schedule-expression \"rate(@e minutes)\" \\\n  --event-pattern '{\"source\": [\"a\", \"@p\"]}'\naws events put-targets --rule @n --targets '[{\"Id\": \"t\", \"Arn\": \"arn:aws:sqs:r:1:q\", \"Input\": \"{\\\"i\\\":\\\"@i\\\"}\"}]'\n",
    ),
];

/// The manifest of an assembly whose one stack is the template beside it.
const MANIFEST: &str = r#"{"version": "55.0.0", "artifacts": {"A": {"type": "aws:cloudformation:stack",
  "environment": "aws://123456789012/eu-west-1", "properties": {"templateFile": "A.template.json"}}}}"#;

/// The template beside a manifest.
struct Assembly(String);

impl Files for Assembly {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "A.template.json" => Ok(self.0.clone()),
            _ => Err(FileError::Missing),
        }
    }

    fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
        Err(FileError::Missing)
    }
}

/// Everything that the template declares, and its texts.
fn read(name: &str, text: &str) -> (Inventory, Source) {
    let assembly = Assembly(text.to_owned());
    let mut texts = match name {
        "cdk.out" => Texts::new("manifest.json", MANIFEST, &assembly),
        _ => Texts::new(name, text, &NoFiles),
    };
    let content = iac::read_with(&mut texts, &Settings::default());
    match content {
        Ok(Content::Declarations(inventory)) => (*inventory, texts.source()),
        other => panic!("{name}: {other:?}\n{text}"),
    }
}

/// What the file has at the place from which a part of a made text comes.
fn found(made: &Source, part: &str) -> String {
    let at = made
        .text()
        .find(part)
        .unwrap_or_else(|| panic!("{part} in {}", made.text()));
    let (file, span) = made.origin(Span::new(at, at + part.len())).unwrap();
    file.slice(span).to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_value_of_a_template_is_found_where_it_stands(
        (name, template) in prop::sample::select(TEMPLATES.to_vec()),
        pattern in "p[b-m]{3,9}",
        rule_name in "n[b-m]{3,9}",
        number in 1000_u32..9000,
        input in "i[b-m]{3,9}",
    ) {
        let number = number.to_string();
        let text = template
            .replace("@p", &pattern)
            .replace("@n", &rule_name)
            .replace("@e", &number)
            .replace("@i", &input);
        let (inventory, file) = read(name, &text);
        let rule: &Rule = inventory.rules.iter().find(|rule| rule.pattern.is_some()).unwrap();
        let source = rule.pattern.as_ref().unwrap().source(&file).unwrap();
        prop_assert_eq!(found(&source, &pattern), pattern.as_str());

        let declared = rule.name.as_ref().unwrap();
        prop_assert!(file.slice(declared.span).contains(&rule_name), "{}", file.slice(declared.span));

        let scheduled = inventory.rules.iter().find(|rule| rule.schedule.is_some()).unwrap();
        let expression = Schedule::from(scheduled).expression.unwrap();
        prop_assert!(file.slice(expression.span).contains(&number), "{}", file.slice(expression.span));

        let targets = inventory.rules.iter().flat_map(|rule| &rule.targets);
        let given = targets.filter_map(|target| target.input.as_ref()).next().unwrap();
        prop_assert!(file.slice(given.span).contains(&input), "{}", file.slice(given.span));
    }
}

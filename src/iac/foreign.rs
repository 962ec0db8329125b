//! What is recognisably something else: named in one line, with the way out.
//!
//! Nothing here judges: a text that could be a pattern, however broken, is not foreign.

use super::FOREIGN;
use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, present, text};
use crate::json::{self, Value};
use crate::source::Span;

/// The way out where something is deployed.
const AS_DEPLOYED: &str = "give what is deployed: `aws events describe-rule`, `aws scheduler get-schedule` and `aws pipes describe-pipe` print it as JSON";

/// What a JSON value is that neither declares anything nor can be a pattern, an event or a list of them.
#[must_use]
pub fn foreign_value(value: &Value) -> Option<Diagnostic> {
    if let Some(inside) = value.as_str() {
        let inside = json::parse(inside).ok()?;
        inside.as_object()?;
        return Some(named(
            "JSON that is encoded twice: a text in which JSON stands",
            "decode it once: `jq -r .` or `jq fromjson` does",
            value,
        ));
    }
    let has = |name: &str| present(value, name).is_some();
    let is_text = |name: &str| text(value, name).is_some();
    let (what, help) =
        if is_text("format_version") && (has("planned_values") || has("resource_changes")) {
            ("a plan of Terraform", AS_DEPLOYED)
        } else if is_text("format_version") && has("values")
            || is_text("terraform_version") && has("lineage")
        {
            ("a state of Terraform", AS_DEPLOYED)
        } else if is_text("service") && has("provider") && (has("functions") || has("resources")) {
            (
                "a file of the Serverless Framework",
                "give the template that `serverless package` writes to `.serverless/`",
            )
        } else if has("artifacts") && is_text("version") {
            (
                "a manifest of the AWS CDK",
                "give the template beside it: `cdk.out/….template.json`",
            )
        } else if is_text("name")
            && is_text("version")
            && (has("dependencies") || has("scripts") || has("devDependencies"))
        {
            (
                "a `package.json`",
                "name the file of the pattern, the rule, the schedule or the pipe",
            )
        } else {
            return None;
        };
    Some(named(what, help, value))
}

fn named(what: &str, help: &str, value: &Value) -> Diagnostic {
    Diagnostic::error(FOREIGN, format!("this is {what}, which is not read"))
        .at(beginning(value), "")
        .help(help)
}

/// A file in the language of Terraform.
const TERRAFORM: &str = "a file of Terraform (HCL)";

/// Whether a text is in the language of Terraform, by the block with which it begins.
#[cfg(feature = "terraform")]
pub(super) fn is_terraform(text: &str) -> bool {
    let rest = text.trim_start_matches('\u{FEFF}').trim_start();
    kind_of(rest).is_some_and(|(what, _)| what == TERRAFORM)
}

/// What a text is that is no JSON.
#[must_use]
pub fn foreign_text(text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').trim_start().len();
    let rest = text.get(start..)?;
    // A pattern that is broken begins with a bracket; only what comes before every bracket tells another format.
    if rest.starts_with(['{', '[', '"']) {
        return None;
    }
    let (what, help) = kind_of(rest)?;
    let line = rest.lines().next().unwrap_or("").trim_end();
    Some(
        Diagnostic::error(FOREIGN, format!("this is {what}, which is not read"))
            .at(Span::new(start, start + line.len()), "")
            .help(help),
    )
}

fn kind_of(rest: &str) -> Option<(&'static str, &'static str)> {
    let mut lines = rest.lines().map(str::trim_end);
    let told = lines.find(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#') && !line.starts_with("//") && line != "---"
    });
    let told = told?.trim_start();
    if let Some(source) = source_code(told, rest) {
        return Some(source);
    }
    let mut lines = rest.lines().map(str::trim_start);
    if lines.any(|line| line.starts_with("```")) {
        return Some((
            "a page without a command of the AWS CLI that declares something",
            AS_DEPLOYED,
        ));
    }
    if rest.starts_with("#!") {
        return Some((
            "a script without a command of the AWS CLI that declares something",
            AS_DEPLOYED,
        ));
    }
    let first_word: String = told
        .chars()
        .take_while(|character| character.is_alphanumeric() || "-_".contains(*character))
        .collect();
    let behind = told.get(first_word.len()..).unwrap_or("");
    match first_word.as_str() {
        "aws" if behind.starts_with(' ') => Some((
            "a command of the AWS CLI that declares nothing",
            "`aws events put-rule`, `aws scheduler create-schedule`, `aws pipes create-pipe` and their kin declare something; of others give what they print",
        )),
        "include" | "inputs" | "dependency" | "dependencies" | "remote_state"
            if behind.contains('{') =>
        {
            Some((
                "a configuration of Terragrunt",
                "give what `terragrunt show -json` prints of a plan",
            ))
        }
        "resource" | "module" | "variable" | "locals" | "data" | "provider" | "terraform"
        | "output"
            if told.contains('{') || behind.trim_start().starts_with('"') =>
        {
            Some((TERRAFORM, AS_DEPLOYED))
        }
        _ if rest.starts_with("---") || !first_word.is_empty() && is_key(behind) => {
            Some(yaml(rest))
        }
        _ if told.starts_with("- ") => Some(yaml(rest)),
        "" if told.starts_with('<') => Some(("XML or HTML", AS_DEPLOYED)),
        _ => None,
    }
}

/// The source of a program that makes templates. Its first line of code imports something; what, tells for which tool it is.
fn source_code(first: &str, text: &str) -> Option<(&'static str, &'static str)> {
    const IMPORTS: [&str; 6] = [
        "import ",
        "from ",
        "const ",
        "using ",
        "package ",
        "\"use strict\"",
    ];
    const LINES: usize = 60;
    if !IMPORTS.iter().any(|import| first.starts_with(import)) {
        return None;
    }
    let has = |words: &[&str]| {
        let mut lines = text.lines().take(LINES);
        lines.any(|line| words.iter().any(|word| line.contains(word)))
    };
    if has(&[
        "aws-cdk-lib",
        "@aws-cdk/",
        "aws_cdk",
        "Amazon.CDK",
        "awscdk",
    ]) {
        return Some((
            "the source of an app of the AWS CDK",
            "give the directory to which `cdk synth` writes: `cdk.out`",
        ));
    }
    if has(&[
        "@pulumi/",
        "import pulumi",
        "from pulumi",
        "pulumi/sdk",
        "com.pulumi",
    ]) {
        return Some((
            "the source of a program of Pulumi",
            "give what `pulumi preview --json` or `pulumi stack export` prints",
        ));
    }
    has(&["@serverless/typescript"]).then_some((
        "a service of the Serverless Framework in TypeScript",
        "give what `serverless print` prints, or the template that `serverless package` writes to `.serverless/`",
    ))
}

/// Whether a colon stands behind a word, as behind a key of YAML.
fn is_key(behind: &str) -> bool {
    match behind.strip_prefix(':') {
        Some(after) => after.is_empty() || after.starts_with([' ', '\t']),
        None => false,
    }
}

/// Which YAML it is, by the keys that only one has.
fn yaml(text: &str) -> (&'static str, &'static str) {
    let has = |key: &str| {
        let mut lines = text.lines();
        lines.any(|line| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(':'))
        })
    };
    if has("AWSTemplateFormatVersion") || has("Transform") || has("Resources") {
        (
            "a template of CloudFormation in YAML",
            "give it in JSON: `aws cloudformation get-template --template-stage Processed` prints a deployed one, `sam validate` or `cfn-flip` converts a file",
        )
    } else if has("service") || has("functions") {
        (
            "a file of the Serverless Framework",
            "give the template that `serverless package` writes to `.serverless/`",
        )
    } else {
        ("YAML", "give it as JSON: `yq -o=json` converts it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(text: &str) -> Option<String> {
        let told = match json::parse(text) {
            Ok(value) => foreign_value(&value),
            Err(_) => foreign_text(text),
        };
        told.map(|told| told.message)
    }

    #[test]
    fn what_is_something_else_is_named() {
        for (text, expected) in [
            ("source:\n  - aws.ec2\n", "YAML"),
            ("---\nsource: [aws.ec2]\n", "YAML"),
            (
                "# rules\nResources:\n  A:\n",
                "a template of CloudFormation in YAML",
            ),
            ("service: shop\n", "a file of the Serverless Framework"),
            (
                "resource \"aws_cloudwatch_event_rule\" \"a\" {\n}\n",
                "a file of Terraform (HCL)",
            ),
            ("locals {\n}\n", "a file of Terraform (HCL)"),
            (
                "aws events list-rules\n",
                "a command of the AWS CLI that declares nothing",
            ),
            (
                "#!/bin/sh\naws events\n",
                "a script without a command of the AWS CLI that declares something",
            ),
            (
                "#!/usr/bin/env node\nimport * as cdk from 'aws-cdk-lib';\n",
                "the source of an app of the AWS CDK",
            ),
            (
                "# Shop\n\n```json\n{}\n```\n",
                "a page without a command of the AWS CLI that declares something",
            ),
            (
                "import aws_cdk as cdk\n",
                "the source of an app of the AWS CDK",
            ),
            (
                "import pulumi\nimport pulumi_aws as aws\n",
                "the source of a program of Pulumi",
            ),
            (
                "import type { AWS } from '@serverless/typescript';\n",
                "a service of the Serverless Framework in TypeScript",
            ),
            (
                "include \"root\" {\n  path = find_in_parent_folders()\n}\n",
                "a configuration of Terragrunt",
            ),
            ("<html>", "XML or HTML"),
            (
                r#""{\"source\":[\"a\"]}""#,
                "JSON that is encoded twice: a text in which JSON stands",
            ),
            (
                r#"{"format_version":"1.2","planned_values":{}}"#,
                "a plan of Terraform",
            ),
            (
                r#"{"name":"x","version":"1","scripts":{}}"#,
                "a `package.json`",
            ),
        ] {
            let expected = format!("this is {expected}, which is not read");
            assert_eq!(what(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_may_be_a_broken_pattern_is_not() {
        for text in [
            r#"{"source": ["a"]"#,
            r#"{source: ["a"]}"#,
            r#"{"source": ["a"]}"#,
            "rate(5 minutes)",
            "cron(0 8 ? * MON *)",
            "",
            "-5",
            "nonsense",
        ] {
            assert_eq!(what(text), None, "{text}");
        }
    }
}

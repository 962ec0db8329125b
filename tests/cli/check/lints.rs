//! Each lint of what declarations do finds its bad files, and nothing else in them; in good ones there is nothing to find.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::Pretend;

/// The findings of a file: their lints, and whether they are more than advice.
fn found(file: &Path) -> Vec<(String, bool)> {
    let ending = file.extension().unwrap().to_str().unwrap();
    let name = format!("main.{ending}");
    let text = fs::read_to_string(file).unwrap();
    let host = Pretend::default().file(&name, text);
    // Samples of events are no declarations.
    let is_sample = ending == "jsonl";
    let arguments: &[&str] = if is_sample {
        &["check", "--events"]
    } else {
        &["check"]
    };
    let ended = host.run(&[arguments, &[&name, "--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|one| {
            let is_more = one["severity"] != "info";
            (one["name"].as_str().unwrap().to_owned(), is_more)
        })
        .collect()
}

#[test]
fn every_bad_file_has_its_lint_and_no_good_one_has_any() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lint");
    let mut wrong = Vec::new();
    for directory in fs::read_dir(root).unwrap() {
        let directory = directory.unwrap().path();
        let lint = directory.file_name().unwrap().to_str().unwrap();
        let mut names = BTreeSet::new();
        for file in fs::read_dir(&directory).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            let found = found(&file);
            let is_right = match name.starts_with("bad.") {
                true => {
                    let own = found.iter().filter(|(name, _)| name == lint).count();
                    let others = found.iter().filter(|(name, _)| name != lint);
                    own > 0 && others.clone().all(|(_, is_more)| !is_more)
                }
                false => found.iter().all(|(name, is_more)| !is_more && name != lint),
            };
            if !is_right {
                wrong.push(format!("{lint}/{name}: {found:?}"));
            }
            names.insert(name);
        }
        let wanted: &[&str] = match names.contains("bad.jsonl") {
            true => &["bad.jsonl", "good.jsonl"],
            false => &["bad.tf", "bad.yaml", "good.tf", "good.yaml"],
        };
        for name in wanted {
            if !names.contains(*name) {
                wrong.push(format!("{lint}/{name} is missing"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is told of a pattern: `severity[lint]` each.
fn told(pattern: &str) -> Vec<String> {
    let ended = Pretend::default().run(&["check", pattern, "--format", "concise"]);
    let lines = ended.stdout.lines();
    lines
        .filter_map(|line| Some(line.split_once(": ")?.1.split_once(": ")?.0.to_owned()))
        .collect()
}

#[test]
fn what_may_be_meant_is_not_told() {
    for pattern in [
        // Sources of others: nothing of the catalogue holds for them.
        r#"{"source": ["ec2"], "detail-type": ["Started"]}"#,
        r#"{"source": ["lambda"], "detail-type": ["Lambda Function Invocation Result - Success"]}"#,
        r#"{"source": ["aws.partner/auth0.com/shop-1/auth0.logs"], "detail-type": ["Auth0 log"]}"#,
        r#"{"source": ["shop", "aws.ec2"], "detail-type": ["Order Paid"]}"#,
        // Services that are newer than the catalogue, or of which it knows no events.
        r#"{"source": ["aws.xyz"], "detail-type": ["Anything"]}"#,
        r#"{"source": ["aws.secretsmanager"], "detail-type": ["Anything"]}"#,
        r#"{"source": ["aws.signin"], "detail-type": ["AWS Console Sign In via CloudTrail"]}"#,
        // One pair is enough.
        r#"{"source": ["aws.s3", "aws.ec2"], "detail-type": ["Object Created"], "detail": {"bucket": {"name": ["b"]}}}"#,
        // A filter of a pipe.
        r#"{"body": {"state": ["paid"]}}"#,
        r#"{"account": ["123456789012"], "region": ["eu-west-1"], "resources": [{"exists": false}]}"#,
        r#"{"source": ["a"], "$or": [{"detail.state": ["x"]}, {"replay-name": [{"exists": false}]}]}"#,
        // Calls that change something beside those that read, and events of the data that are read.
        r#"{"source": ["aws.s3"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["s3.amazonaws.com"], "eventName": ["GetObject"]}}"#,
    ] {
        assert_eq!(told(pattern), [""; 0], "{pattern}");
    }
}

#[test]
fn an_alternative_that_is_dead_is_no_error() {
    for (pattern, expected) in [
        (
            r#"{"source": ["a"], "details": ["x"]}"#,
            "error[envelope-key]",
        ),
        (
            r#"{"source": ["a"], "state": ["x"]}"#,
            "warning[envelope-key]",
        ),
        (
            r#"{"$or": [{"source": ["a"]}, {"Source": ["b"]}]}"#,
            "warning[envelope-key]",
        ),
        (
            r#"{"source": ["a"], "DetailType": [{"exists": false}]}"#,
            "warning[envelope-key]",
        ),
        (
            r#"{"source": ["a"], "account": [1]}"#,
            "error[envelope-value]",
        ),
        (
            r#"{"source": ["a"], "account": [1, "123456789012"]}"#,
            "warning[envelope-value]",
        ),
        (r#"{"source": ["shop.*"]}"#, "warning[envelope-value]"),
        (
            r#"{"source": ["a"], "version": ["1"]}"#,
            "error[pattern-never-matches]",
        ),
        (
            r#"{"$or": [{"source": ["a"]}, {"version": ["1"]}]}"#,
            "warning[pattern-never-matches]",
        ),
        (
            r#"{"source": ["aws.ecs"], "detail-type": ["ECS Service Action", "ecs task state change"]}"#,
            "warning[event-type-of-source]",
        ),
        (
            r#"{"source": ["aws.ecs"], "detail-type": ["Something of which nothing is known"]}"#,
            "info[event-type-of-source]",
        ),
        (
            r#"{"source": ["aws.signin"], "detail-type": ["AWS Console Signin via CloudTrail"]}"#,
            "info[console-sign-in]",
        ),
    ] {
        assert_eq!(told(pattern), [expected], "{pattern}");
    }
}

#[test]
fn what_a_template_leaves_open_is_not_guessed() {
    let template = r#"Parameters:
  Source: {Type: String}
  Type: {Type: String}
  Account: {Type: String}
  Field: {Type: String}
Resources:
  Open:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [!Ref Source]
        account: [!Ref Account]
        detail-type: [Object Created]
        detail: {bucket: {name: [!Sub "${Source}-photos"]}}
      Targets: [{Id: t, Arn: "arn:aws:sns:eu-west-1:123456789012:told"}]
  Same:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.s3], detail-type: [!Ref Type], detail: !Ref Field}
      Targets: [{Id: t, Arn: "arn:aws:sns:eu-west-1:123456789012:told"}]
  Everything:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [!Ref Source]}
      Targets: [{Id: t, Arn: "arn:aws:sns:eu-west-1:123456789012:told"}]
  Again:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [!Ref Source]}
      Targets: [{Id: t, Arn: "arn:aws:sns:eu-west-1:123456789012:told"}]
"#;
    let host = Pretend::default().file("open.yaml", template);
    let ended = host.run(&[
        "check",
        "open.yaml",
        "--format",
        "concise",
        "--fail-on",
        "info",
        "--ignore",
        "no-dead-letter-queue,no-retry-policy",
    ]);
    assert_eq!((ended.exit.code(), &*ended.stdout), (0, ""));
}

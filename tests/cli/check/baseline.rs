//! Findings that are known, and are not told again.

use super::{TEMPLATE, shop};
use crate::support::Pretend;

/// A template that declares nothing of what was found.
const OTHER: &str = "Resources:\n  Queue: {Type: AWS::SQS::Queue}\n";

/// What `--write-baseline` writes of a run with these arguments.
fn written(host: &Pretend, arguments: &[&str]) -> String {
    let write = ["--write-baseline", "known.json"];
    let exit = host.run(&[arguments, &write].concat()).exit;
    assert_eq!(exit.code(), 0);
    host.written("known.json").unwrap()
}

#[test]
fn what_is_found_is_written_a_line_for_each() {
    let host = shop();
    insta::assert_snapshot!(host.evb(&["check", "shop.yaml", "--write-baseline", "known.json"]), @r"
    exit: Success
    --- stdout
    evb finds nothing new in 1 rule, 1 schedule and 1 target of 1 file
    not told: 8 findings that the baseline has
    ");
    let known = host.written("known.json").unwrap();
    let lines: Vec<&str> = known.lines().take(4).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    {"version":1,"findings":[
    {"fingerprint":"d703c116cfbc6504d8a93a679bd16b56:1","name":"pattern-scalar","source":"shop.yaml","resource":{"kind":"rule","address":"Paid"},"field":"EventPattern"},
    {"fingerprint":"b0a227d336fab8eb51503d7f964ed633:1","name":"pattern-operator","source":"shop.yaml","resource":{"kind":"rule","address":"Paid"},"field":"EventPattern"},
    {"fingerprint":"ff94f3529a87357dd3fdfda570e7521d:1","name":"input-placeholder","source":"shop.yaml","resource":{"kind":"rule","address":"Paid"},"field":"Targets[queue].InputTransformer.InputTemplate"},
    "#);
    assert_eq!(
        written(
            &shop(),
            &["check", "good.yaml", "--select", "pattern-scalar"]
        ),
        "{\"version\":1,\"findings\":[\n]}\n"
    );
}

#[test]
fn what_is_known_is_not_told_wherever_its_lines_move() {
    let known = written(&shop(), &["check", "shop.yaml"]);
    let more =
        "  More:\n    Type: AWS::Events::Rule\n    Properties: {EventPattern: {source: shop}}\n";
    let moved =
        format!("# moved\n{TEMPLATE}{more}").replace("cron(0 3 * * * *)", "cron(0 3 * * ? *)");
    let host = Pretend::default()
        .file("shop.yaml", moved)
        .file("known.json", known.clone());
    insta::assert_snapshot!(host.evb(&["check", "shop.yaml", "--baseline", "known.json"]), @r#"
    exit: Negative
    --- stdout
    info[rule-without-target]: the rule has no target: what it matches goes nowhere
      --> shop.yaml:29:5
       |
    29 |     Type: AWS::Events::Rule
       |     ^

    error[pattern-scalar]: the field `source` has a string where a list of values must stand
      --> shop.yaml:30:41
       |
    30 |     Properties: {EventPattern: {source: shop}}
       |                                         ^^^^ not in an array
       |
       = help: write `["shop"]`: a field has a list of the values that match
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array

    1 error, 1 info in 2 rules, 1 schedule and 1 target of 1 file
    not told: 7 findings that the baseline has
    no longer found: 1 finding of the baseline; `--write-baseline` writes it without
    "#);
    let host = shop().file("known.json", known);
    insta::assert_snapshot!(host.evb(&["check", "shop.yaml", "--baseline", "known.json", "--fail-on", "info"]), @r"
    exit: Success
    --- stdout
    evb finds nothing new in 1 rule, 1 schedule and 1 target of 1 file
    not told: 8 findings that the baseline has
    ");
}

#[test]
fn only_what_was_asked_for_is_found_no_more() {
    let known = written(&shop(), &["check", "shop.yaml"]);
    let gone = |text: &str, arguments: &[&str]| {
        let host = shop()
            .file("shop.yaml", text)
            .file("known.json", known.clone());
        gone(&host, arguments)
    };
    assert_eq!(gone(TEMPLATE, &["shop.yaml"]), 0);
    assert_eq!(gone(OTHER, &["shop.yaml"]), 8);
    assert_eq!(
        gone(
            OTHER,
            &["shop.yaml", "--select", "pattern-scalar,retry-policy"]
        ),
        2
    );
    assert_eq!(gone(OTHER, &["shop.yaml", "--ignore", "pattern-scalar"]), 7);
    assert_eq!(gone(OTHER, &["good.yaml"]), 0);
    assert_eq!(gone(TEMPLATE, &["shop.yaml#Nightly"]), 0);
    assert_eq!(gone("Resources: [", &["shop.yaml"]), 0);
}

/// How many findings of a baseline are told as found no more.
fn gone(host: &Pretend, arguments: &[&str]) -> u64 {
    let last = ["--baseline", "known.json", "--format", "jsonl"];
    let ended = host.run(&[&["check"], arguments, &last].concat());
    let line = ended.stdout.lines().last().unwrap().to_owned();
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    line["summary"]["gone_from_baseline"]
        .as_u64()
        .unwrap_or_default()
}

#[test]
fn what_is_merely_not_judged_is_not_gone() {
    let template = "Parameters: {Rate: {Type: String}}\nResources:\n  Nightly:\n    Type: AWS::Scheduler::Schedule\n    Properties:\n      ScheduleExpression: !Ref Rate\n      FlexibleTimeWindow: {Mode: \"OFF\"}\n      Target: {Arn: !Ref Function, RoleArn: arn:aws:iam::123456789012:role/s}\n";
    let host = Pretend::default().file("a.yaml", template);
    let rate = |rate: &'static str| ["a.yaml", "--parameter", rate];
    let known = written(
        &host,
        &[&["check"][..], &rate("Rate=rate(0 days)")].concat(),
    );
    let host = host.file("known.json", known);
    assert_eq!(gone(&host, &rate("Rate=rate(0 days)")), 0);
    assert_eq!(gone(&host, &rate("Rate=rate(2 days)")), 1);
    assert_eq!(gone(&host, &["a.yaml"]), 0);
}

#[test]
fn what_stood_in_files_that_are_deleted_is_gone() {
    let known = written(&shop().file("infra/shop.yaml", TEMPLATE), &["check"]);
    assert_eq!(known.lines().count(), 2 + 8 + 2 + 8);
    let host = Pretend::default()
        .file("good.yaml", OTHER)
        .file("infra/other.yaml", OTHER)
        .file("known.json", known.clone());
    // The files of here, and what is deleted here and there.
    assert_eq!(gone(&host, &[]), 18);
    assert_eq!(gone(&host, &["infra"]), 8);
    assert_eq!(gone(&host, &["infra/"]), 8);
    assert_eq!(gone(&host, &["infra", "--select", "retry-policy"]), 1);
    assert_eq!(gone(&host, &["infra/other.yaml"]), 0);
    // What is there and was not read is not gone.
    let host = shop()
        .file("infra/shop.yaml", "Resources: [")
        .file("known.json", known);
    assert_eq!(gone(&host, &["infra"]), 0);
}

#[test]
fn what_was_not_asked_for_is_kept_when_a_baseline_is_written_again() {
    let known = written(&shop(), &["check"]);
    let lines = |text: &str| {
        let mut lines: Vec<String> = text
            .lines()
            .map(|line| line.trim_end_matches(',').to_owned())
            .collect();
        lines.sort();
        lines
    };
    let again = |host: Pretend, arguments: &[&str]| {
        written(&host.file("known.json", known.clone()), arguments)
    };
    assert_eq!(again(shop(), &["check"]), known);
    assert_eq!(
        lines(&again(shop(), &["check", "--select", "retry-policy"])),
        lines(&known)
    );
    assert_eq!(
        lines(&again(shop(), &["check", "good.yaml"])),
        lines(&known)
    );
    // What is gone of that which was asked for is left out.
    let mended = TEMPLATE.replace(
        "MaximumEventAgeInSeconds: 30",
        "MaximumEventAgeInSeconds: 300",
    );
    let host = shop().file("shop.yaml", mended);
    let written = lines(&again(
        host,
        &["check", "--select", "retry-policy,schedule-cron"],
    ));
    let is_other = |line: &String| !line.contains("\"retry-policy\"");
    assert_eq!(
        written,
        lines(&known)
            .into_iter()
            .filter(is_other)
            .collect::<Vec<_>>()
    );
    let host = shop().file("known.json", "{}");
    insta::assert_snapshot!(host.evb(&["check", "good.yaml", "--write-baseline", "known.json"]), @"
    exit: Failure
    --- stderr
    error[check/baseline]: `known.json` is no baseline
     |
     = help: remove it, or name another file
    ");
    assert_eq!(host.written("known.json"), None);
}

#[test]
fn of_findings_that_are_alike_as_many_are_known_as_there_were() {
    let rule = |tail: &str| {
        format!(
            "Resources:\n  A:\n    Type: AWS::Events::Rule\n    Properties: {{EventPattern: {{source: shop{tail}}}}}\n"
        )
    };
    let host = Pretend::default().file("a.yaml", rule(""));
    let known = written(&host, &["check", "a.yaml"]);
    let host = Pretend::default()
        .file("a.yaml", rule(", account: \"1\""))
        .file("known.json", known);
    insta::assert_snapshot!(host.evb(&["check", "a.yaml", "--baseline", "known.json", "--format", "concise"]), @r"
    exit: Negative
    --- stdout
    a.yaml:4:56: error[pattern-scalar]: the field `account` has a string where a list of values must stand
    ");
}

#[test]
fn a_baseline_is_what_is_written_as_one() {
    for text in [
        "{}",
        "[]",
        "{",
        r#"{"version":2,"findings":[]}"#,
        r#"{"version":1,"findings":[{"name":"pattern-scalar"}]}"#,
    ] {
        let host = shop().file("other.json", text);
        let ended = host.run(&["check", "shop.yaml", "--baseline", "other.json"]);
        assert_eq!((ended.exit.code(), &*ended.stdout), (2, ""), "{text}");
    }
    let host = shop().file("other.json", "{}");
    insta::assert_snapshot!(host.evb(&["check", "shop.yaml", "--baseline", "other.json"]), @r"
    exit: Failure
    --- stderr
    error[check/baseline]: `other.json` is no baseline
     |
     = help: `evb check --write-baseline FILE` writes one
    ");
    insta::assert_snapshot!(host.evb(&["check", "shop.yaml", "--baseline", "missing.json"]), @r"
    exit: Failure
    --- stderr
    error[input/unreadable]: cannot read `missing.json`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
    insta::assert_snapshot!(host.evb(&["check", "shop.yaml", "--write-baseline", "-"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value '-' for '--write-baseline <FILE>': standard output has the results already: name a file
     |
     = help: For more information, try '--help'.
    ");
}

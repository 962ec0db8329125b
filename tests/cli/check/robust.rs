//! Inputs that are made to do harm.

use std::time::{Duration, Instant};

use crate::support::Pretend;

/// Exit code and first line of what is told of a file.
fn told(name: &str, text: impl Into<Vec<u8>>) -> (u8, String) {
    let host = Pretend::default().file(name, text);
    let begun = Instant::now();
    let ended = host.run(&["check", name, "--format", "concise"]);
    assert!(begun.elapsed() < Duration::from_secs(60), "{name}");
    let told = ended.stdout.lines().chain(ended.stderr.lines()).next();
    let told = told.unwrap_or_default().chars().take(90).collect();
    (ended.exit.code(), told)
}

#[test]
fn deep_wide_and_hidden_inputs_are_rows() {
    let deep = format!(
        "{{\"source\": {}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let deep_yaml = format!(
        "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties: {{EventPattern: {}1{}}}\n",
        "{a: ".repeat(5_000),
        "}".repeat(5_000)
    );
    let wide: Vec<String> = (0..20_000)
        .map(|index| format!("\"f{index}\": \"x\""))
        .collect();
    let wide = format!(
        "{{\"source\": [\"a\"], \"detail\": {{{}}}}}",
        wide.join(",")
    );
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\nResources:\n  R: {Type: AWS::Events::Rule, Properties: {EventPattern: *g}}\n";
    let escapes = "{\"source\": [\"a\"], \"detail\": {\"\u{202e}\u{9b}2J\": \"x\"}}";
    insta::assert_debug_snapshot!([
        told("deep.json", deep),
        told("deep.yaml", deep_yaml),
        told("wide.json", wide),
        told("bomb.yaml", bomb),
        told("escapes.json", escapes),
        told("bytes.json", vec![0xff, 0xfe, 0x00]),
        told("empty.json", ""),
        told("empty.yaml", ""),
        told("null.json", "null"),
        told("mark.pattern.json", "\u{feff}{\"source\": \"a\"}"),
    ], @r#"
    [
        (
            2,
            "error[json/too-deep]: the JSON is nested more than 1000 deep",
        ),
        (
            2,
            "error[yaml/too-deep]: maps and lists stand in each other more than 128 deep",
        ),
        (
            1,
            "wide.json:1:36: error[pattern-scalar]: the field `f0` has a string where a list of values ",
        ),
        (
            2,
            "error[yaml/too-many-values]: the aliases stand for more than 1000000 values, all together",
        ),
        (
            1,
            "escapes.json:1:38: error[pattern-scalar]: the field `\\u202e\\u009b2J` has a string where a ",
        ),
        (
            2,
            "error[input/not-utf8]: `bytes.json` is UTF-16 text (little-endian), and JSON is read as UT",
        ),
        (
            0,
            "",
        ),
        (
            0,
            "",
        ),
        (
            0,
            "",
        ),
        (
            1,
            "mark.pattern.json:1:13: error[pattern-scalar]: the field `source` has a string where a lis",
        ),
    ]
    "#);
}

#[test]
fn many_findings_are_counted_and_not_all_drawn() {
    let rules: Vec<String> = (0..300)
        .map(|index| format!("{{\"Name\": \"r{index}\", \"EventPattern\": \"{{\\\"a\\\": 1}}\"}}"))
        .collect();
    let host = Pretend::default().file("rules.jsonl", rules.join("\n"));
    let ended = host.run(&["check", "rules.jsonl"]);
    let end: Vec<&str> = ended.stdout.lines().rev().take(3).collect();
    insta::assert_debug_snapshot!(end, @r#"
    [
        "300 errors in 300 rules of 1 file",
        "",
        "… and 200 more findings: `--format concise` tells all",
    ]
    "#);
    let concise = host.run(&["check", "rules.jsonl", "--format", "concise"]);
    assert_eq!(concise.stdout.lines().count(), 300);
}

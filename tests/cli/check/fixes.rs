//! `--fix` and `--diff`: what is certain is undone, and nothing else is touched.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use evb::check::{LINTS, Lint};
use evb::iac::{self, Content};
use evb::pattern::decide::{Limits, Relation, compare};
use evb::pattern::{Dialect, Pattern, parse};

use crate::support::Pretend;

/// How many kinds of findings have a fix. It is never fewer.
const KINDS: usize = 24;

/// How many bad files are fixed. It is never fewer.
const FILES: usize = 68;

/// A bad file of a lint, or a bad example of its page.
struct Bad {
    lint: String,
    path: PathBuf,
    /// What the file is called where it is checked.
    name: String,
    text: String,
    good: String,
}

/// Every bad file.
fn all() -> Vec<Bad> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lint");
    let mut all = Vec::new();
    for directory in fs::read_dir(root).unwrap() {
        let directory = directory.unwrap().path();
        for file in fs::read_dir(&directory).unwrap() {
            let path = file.unwrap().path();
            let file = path.file_name().unwrap().to_str().unwrap();
            // Samples of events are no declarations.
            let rest = file.strip_prefix("bad.").filter(|rest| *rest != "jsonl");
            let Some(rest) = rest else { continue };
            let good = |rest: &str| fs::read_to_string(directory.join(format!("good.{rest}")));
            let end = rest.rsplit('.').next().unwrap();
            all.push(Bad {
                lint: directory.file_name().unwrap().to_str().unwrap().to_owned(),
                name: format!("main.{end}"),
                text: fs::read_to_string(&path).unwrap(),
                good: good(rest).or_else(|_| good(end)).unwrap(),
                path,
            });
        }
    }
    all.extend(LINTS.iter().flat_map(of_page));
    all.sort_by(|one, other| one.path.cmp(&other.path));
    all
}

/// The bad examples of a page, with the good ones.
fn of_page(lint: &'static Lint) -> impl Iterator<Item = Bad> {
    let blocks: Vec<(&str, &str)> = lint
        .page
        .split("```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.split_once('\n'))
        .collect();
    let of = move |kind: &str| {
        let wanted = format!(" {kind}");
        let blocks = blocks.clone().into_iter();
        blocks.filter(move |(language, _)| language.ends_with(&wanted))
    };
    let goods: Vec<&str> = of("good").map(|(_, text)| text).collect();
    of("bad")
        .enumerate()
        .filter_map(move |(index, (language, text))| {
            let name = match language.split(' ').next()? {
                "json" => "pattern.json",
                "yaml" => "template.yaml",
                "hcl" => "main.tf",
                "serverless" => "serverless.yml",
                "sh" => "example.sh",
                _ => return None,
            };
            Some(Bad {
                lint: lint.name.to_owned(),
                path: PathBuf::from(format!("{} (page, {index})", lint.name)),
                name: name.to_owned(),
                text: text.to_owned(),
                good: (*goods.get(index).or(goods.first())?).to_owned(),
            })
        })
}

/// What is found of a text above advice.
fn found(name: &str, text: &str) -> Vec<String> {
    let host = Pretend::default().file(name, text);
    let ended = host.run(&["check", name, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .filter(|one| one["severity"] != "info")
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect()
}

/// The patterns of a file that AWS takes.
fn patterns(text: &str) -> Vec<Pattern> {
    let Ok(Content::Declarations(inventory)) = iac::read(text) else {
        return Vec::new();
    };
    let declared = inventory
        .rules
        .iter()
        .filter_map(|rule| rule.pattern.as_ref());
    declared
        .filter_map(|one| parse(one.json(text)?, Dialect::Bus).ok())
        .collect()
}

/// Whether two files have the same patterns.
fn mean_the_same(one: &str, other: &str) -> bool {
    let (one, other) = (patterns(one), patterns(other));
    let is_same = |(one, other): (&Pattern, &Pattern)| {
        compare(one, other, &Limits::default()).relation == Relation::Equal
    };
    one.len() == other.len() && !one.is_empty() && one.iter().zip(&other).all(is_same)
}

/// The numbers of the lines of a text that another has not, in order.
fn lines_changed(before: &str, after: &str) -> usize {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split('\n').collect(), after.split('\n').collect());
    let begin = before
        .iter()
        .zip(&after)
        .take_while(|(one, other)| one == other)
        .count();
    let rest = before.len().min(after.len()) - begin;
    let ends = before.iter().rev().zip(after.iter().rev());
    let end = ends
        .take(rest)
        .take_while(|(one, other)| one == other)
        .count();
    before.len() - begin - end
}

#[test]
fn a_bad_file_that_has_a_fix_becomes_its_good_twin_or_means_the_same() {
    let (mut kinds, mut twins, mut alike, mut clean) = (BTreeSet::new(), 0, 0, 0);
    let mut wrong = Vec::new();
    for bad in all() {
        let Bad {
            lint,
            path,
            name,
            text,
            good,
        } = &bad;
        let host = Pretend::default().file(name, text.as_str());
        let ended = host.run(&["check", name, "--fix", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        let fixed = report["fixed"].as_array().cloned().unwrap_or_default();
        let Some(after) = host.written(name) else {
            assert!(fixed.is_empty(), "{path:?}");
            continue;
        };
        if fixed.iter().any(|one| one["name"] == lint.as_str()) {
            kinds.insert(lint.clone());
        }
        // An edit leaves all lines but those on which it stands.
        let lines = |one: &serde_json::Value| {
            let span = &one["fix"]["span"];
            span["end_line"].as_u64().unwrap() - span["line"].as_u64().unwrap() + 1
        };
        let first = fixed
            .iter()
            .map(|one| one["fix"]["span"]["line"].as_u64().unwrap())
            .min();
        let last = fixed
            .iter()
            .map(|one| one["fix"]["span"]["end_line"].as_u64().unwrap())
            .max();
        let within = first.zip(last).map_or(0, |(first, last)| last - first + 1);
        let within = within.max(fixed.iter().map(lines).max().unwrap_or(0)) as usize;
        let is_local = lines_changed(text, &after) <= within;
        if after == *good {
            twins += 1;
        } else if mean_the_same(&after, good) {
            alike += 1;
        } else if found(name, &after).is_empty() {
            clean += 1;
        } else {
            wrong.push(format!("{path:?}: {:?}\n{after}", found(name, &after)));
        }
        if !is_local {
            wrong.push(format!("{path:?} is changed elsewhere:\n{after}"));
        }
    }
    let files = twins + alike + clean;
    println!(
        "{files} bad files of {} kinds are fixed: {twins} are their good twin, {alike} have its patterns, {clean} have no finding",
        kinds.len()
    );
    println!("{kinds:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        kinds.len() >= KINDS && files >= FILES,
        "{} {files}",
        kinds.len()
    );
    // What the pages say.
    let said = LINTS
        .iter()
        .filter(|lint| lint.has_fix())
        .map(|lint| lint.name.to_owned());
    assert_eq!(said.collect::<BTreeSet<String>>(), kinds);
}

/// A pattern that is refused for its state.
const STATE: &str = r#"{"source": "shop.orders", "detail": {"state": "paid"}}"#;

#[test]
fn what_is_fixed_is_written_and_what_remains_is_told() {
    let text = "Resources:\r\n  Paid:\r\n    Type: AWS::Events::Rule\r\n    Properties:\r\n      EventPattern: # of the shop\r\n        source: shop\r\n        detailType: [Order Paid]\r\n      Targets: [{Id: t, Arn: \"arn:aws:sns:eu-west-1:123456789012:told\"}]\r\n  Off:\r\n    Type: AWS::Events::Rule\r\n    Properties:\r\n      EventPattern: {source: [shop], detail-type: []}\r\n";
    let host = Pretend::default().file("shop.yaml", format!("\u{feff}{text}"));
    let only = [
        "--ignore",
        "no-dead-letter-queue,no-retry-policy,rule-without-target",
    ];
    insta::assert_snapshot!(host.evb(&[&["check", "shop.yaml", "--fix"][..], &only].concat()), @"
    exit: Negative
    --- stdout
    error[pattern-empty]: the field `detail-type` has an empty list of values
      --> shop.yaml:12:51
       |
    12 |       EventPattern: {source: [shop], detail-type: []}
       |                                                   ^^ no value can match
       |
       = help: leave the field out if its value does not matter, or list the values that match
      AWS answers (PutRule): InvalidEventPatternException: Event pattern is not valid. Reason: Empty arrays are not allowed

    fixed[pattern-scalar] shop.yaml:6:17: the field `source` has a string where a list of values must stand
    fixed[envelope-key] shop.yaml:7:9: no event has `detailType` at its top

    2 findings fixed, 1 remains
    1 error in 2 rules and 1 target of 1 file
    ");
    let wanted = text
        .replace("source: shop\r", "source: [shop]\r")
        .replace("detailType", "detail-type");
    assert_eq!(
        host.written("shop.yaml").unwrap(),
        format!("\u{feff}{wanted}")
    );
}

#[test]
fn a_diff_shows_what_would_be_written() {
    let host = Pretend::default()
        .file("pattern.json", STATE)
        .file("good.json", "{\"source\": [\"shop\"]}");
    insta::assert_snapshot!(host.evb(&["check", "pattern.json", "good.json", "--diff"]), @r#"
    exit: Negative
    --- stdout
    --- pattern.json
    +++ pattern.json
    @@ -1 +1 @@
    -{"source": "shop.orders", "detail": {"state": "paid"}}
    \ No newline at end of file
    +{"source": ["shop.orders"], "detail": {"state": ["paid"]}}
    \ No newline at end of file
    --- stderr
    2 findings would be fixed, 0 would remain
    "#);
    assert!(host.written("pattern.json").is_none());
    insta::assert_snapshot!(host.evb(&["check", "good.json", "--diff"]), @"
    exit: Success
    --- stderr
    nothing would be fixed, 0 would remain
    ");
}

#[test]
fn a_text_that_is_no_file_comes_out_fixed() {
    let host = Pretend::default().stdin(STATE);
    insta::assert_snapshot!(host.evb(&["check", "-", "--fix"]), @r#"
    exit: Success
    --- stdout
    {"source": ["shop.orders"], "detail": {"state": ["paid"]}}--- stderr
    fixed[pattern-scalar] <stdin>:1:12: the field `source` has a string where a list of values must stand
    fixed[pattern-scalar] <stdin>:1:47: the field `state` has a string where a list of values must stand

    2 findings fixed, 0 remain
    evb finds nothing that AWS refuses in 1 rule of 1 file
    "#);
    insta::assert_snapshot!(host.evb(&["check", "-", "--diff"]), @r#"
    exit: Negative
    --- stdout
    --- <stdin>
    +++ <stdin>
    @@ -1 +1 @@
    -{"source": "shop.orders", "detail": {"state": "paid"}}
    \ No newline at end of file
    +{"source": ["shop.orders"], "detail": {"state": ["paid"]}}
    \ No newline at end of file
    --- stderr
    2 findings would be fixed, 0 would remain
    "#);
}

#[test]
fn documents_tell_what_was_fixed() {
    let host = Pretend::default().file("pattern.json", r#"{"source": "shop", "detail": {}}"#);
    insta::assert_snapshot!(host.evb(&["check", "pattern.json", "--fix", "--format", "jsonl"]), @r#"
    exit: Negative
    --- stdout
    {"finding":{"name":"pattern-empty","severity":"error","confidence":"high","message":"an object of fields is empty","aws":{"by":"service","operation":"PutRule","code":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: Empty objects are not allowed\n at [Source: (String)\"{\"source\": [\"shop\"], \"detail\": {}}\"; line: 1, column: 34]","recorded":true},"source":"pattern.json","span":{"line":1,"column":32,"end_line":1,"end_column":34},"label":"no field in here","help":"name at least one field, or leave the object out","resource":{"kind":"rule","address":"pattern"},"field":"EventPattern","code":"pattern/empty-object","fingerprint":"a3c22f0b13814852199995db9d46a77b:1"}}
    {"fixed":{"name":"pattern-scalar","severity":"error","message":"the field `source` has a string where a list of values must stand","source":"pattern.json","span":{"line":1,"column":12,"end_line":1,"end_column":18},"fix":{"span":{"line":1,"column":12,"end_line":1,"end_column":18},"replacement":"[\"shop\"]"},"resource":{"kind":"rule","address":"pattern"},"field":"EventPattern"}}
    {"summary":{"files":1,"passed_over":0,"unreadable":0,"declarations":{"rule":1},"errors":1,"warnings":0,"infos":0,"fixed":1,"not_judged":0}}
    "#);
}

#[test]
fn what_is_not_told_is_not_fixed() {
    let host = Pretend::default()
        .file("a.json", STATE)
        .file("b.yaml", "Resources:\n  A:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern:\n        source: shop # evb: ignore[pattern-scalar]\n");
    assert_eq!(
        host.run(&["check", "a.json", "--fix", "--ignore", "pattern-scalar"])
            .exit
            .code(),
        0
    );
    assert_eq!(host.run(&["check", "b.yaml", "--fix"]).exit.code(), 0);
    let known = Pretend::default().file("a.json", STATE);
    known.run(&["check", "a.json", "--write-baseline", "known.json"]);
    let known = known.written("known.json").unwrap();
    let host = host.file("known.json", known);
    assert_eq!(
        host.run(&["check", "a.json", "--fix", "--baseline", "known.json"])
            .exit
            .code(),
        0
    );
    assert!(host.written("a.json").is_none() && host.written("b.yaml").is_none());
}

#[test]
fn a_pattern_that_is_no_json_is_mended_where_it_shows_what_was_meant() {
    let broken = r#"{"source": ["shop"], "detail": {"state": "paid"},}"#;
    let host = Pretend::default().file("pattern.json", broken);
    let ended = host.run(&["check", "pattern.json", "--fix"]);
    assert_eq!(ended.exit.code(), 0, "{}{}", ended.stdout, ended.stderr);
    let wanted = r#"{"source": ["shop"], "detail": {"state": ["paid"]}}"#;
    assert_eq!(host.written("pattern.json").as_deref(), Some(wanted));
}

/// Files of a directory of Terraform are read together, and hooks name those that changed.
#[test]
fn only_files_that_are_named_are_edited() {
    let bad = "resource \"aws_cloudwatch_event_rule\" \"NAME\" {\n  event_pattern = jsonencode({ source = \"shop\" })\n}\n";
    let host = || {
        Pretend::default()
            .file("infra/a.tf", bad.replace("NAME", "a"))
            .file("infra/b.tf", bad.replace("NAME", "b"))
            .file("infra/sub/c.tf", bad.replace("NAME", "c"))
    };
    for (arguments, edited) in [
        (&["infra/b.tf"][..], &["infra/b.tf"][..]),
        (&["infra/a.tf", "infra/b.tf"], &["infra/a.tf", "infra/b.tf"]),
        (&["infra"], &["infra/a.tf", "infra/b.tf", "infra/sub/c.tf"]),
        (&["infra/sub"], &["infra/sub/c.tf"]),
        (&[], &["infra/a.tf", "infra/b.tf", "infra/sub/c.tf"]),
    ] {
        let host = host();
        host.run(&[&["check", "--fix"], arguments].concat());
        let files = ["infra/a.tf", "infra/b.tf", "infra/sub/c.tf"];
        let written = |file: &&str| host.written(file).is_some();
        let written: Vec<&str> = files.into_iter().filter(written).collect();
        assert_eq!(written, edited, "{arguments:?}");
    }
}

/// In a list it would be a field that no event has, and the one loud error would be gone.
#[test]
fn an_operator_outside_a_list_is_never_fixed_into_a_field() {
    for (text, fixed) in [
        (
            r#"{"source": ["a"], "detail": {"key": {"prefx": "in/"}}}"#,
            Some(r#"{"source": ["a"], "detail": {"key": [{"prefix": "in/"}]}}"#),
        ),
        (
            r#"{"source": ["a"], "detail": {"name": {"prefix": "a", "suffix": "b"}}}"#,
            Some(r#"{"source": ["a"], "detail": {"name": [{"wildcard": "a*b"}]}}"#),
        ),
        (
            r#"{"source": ["a"], "detail": {"name": {"prefix": "a", "exists": true}}}"#,
            None,
        ),
        (
            r#"{"source": ["a"], "detail": {"st": {"anything-but": {"prefx": "x"}}}}"#,
            None,
        ),
        (
            r#"{"source": ["a"], "detail": {"id": {"regex": "^a"}}}"#,
            Some(r#"{"source": ["a"], "detail": {"id": [{"prefix": "a"}]}}"#),
        ),
        (
            r#"{"source": ["a"], "detail": {"id": {"regex": "^(a|b)"}}}"#,
            Some(r#"{"source": ["a"], "detail": {"id": [{"prefix": "a"}, {"prefix": "b"}]}}"#),
        ),
        (
            r#"{"source": ["a"], "detail": {"id": {"regex": "^[ab]+"}}}"#,
            None,
        ),
        (
            r#"{"source": ["a"], "detail": {"st": {"anything-but": ["x"]}}}"#,
            Some(r#"{"source": ["a"], "detail": {"st": [{"anything-but": ["x"]}]}}"#),
        ),
    ] {
        let host = Pretend::default().file("pattern.json", text);
        let ended = host.run(&["check", "pattern.json", "--fix"]);
        assert_eq!(host.written("pattern.json").as_deref(), fixed, "{text}");
        assert_eq!(
            ended.exit.code(),
            u8::from(fixed.is_none()),
            "{text}: {}",
            ended.stdout
        );
    }
}

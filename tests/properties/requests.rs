//! Properties of the requests that deploy what is declared.

use std::collections::BTreeSet;
use std::fs;

use evb::api;
use evb::iac::{self, Content, NoFiles, Settings, Texts};

/// Files whose requests AWS refuses, and why they are there.
const REFUSED: [&str; 6] = [
    // `Mode: OFF` without quotes is `false`.
    "cfn-28-mode-off",
    "trap-02-mode-off-without-quotes",
    // A rule that is there for having nothing.
    "flow.template.yaml",
    // ARNs that are one letter.
    "trap-09-more-than-rules-are-read",
    "trap-16-the-pattern-of-an-archive-as-a-text",
    "trap-19-placeholders-of-a-skeleton",
];

/// The name that a row's kind of file has.
fn file_name(kind: &str, text: &str) -> &'static str {
    match kind {
        "terraform" => "main.tf",
        "serverless" => "serverless.yml",
        "pulumi" => "Pulumi.yaml",
        _ if text.trim_start().starts_with('{') => "template.json",
        _ => "template.yaml",
    }
}

/// Whether AWS refuses a request of what a text declares.
fn is_refused(file: &str, text: &str) -> bool {
    let mut texts = Texts::new(file, text, &NoFiles);
    let content = iac::read_with(&mut texts, &Settings::default());
    let Ok(Content::Declarations(inventory)) = content else {
        return false;
    };
    let requests = api::requests(&inventory);
    requests.iter().any(|one| !one.refusals().is_empty())
}

#[test]
fn what_the_fixtures_declare_is_refused_only_where_something_is_wrong_with_it() {
    let mut refused = BTreeSet::new();
    for name in ["corpus.jsonl", "traps.jsonl"] {
        let Ok(rows) = fs::read_to_string(format!("fixtures/templates/{name}")) else {
            continue;
        };
        for row in rows.lines() {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            let (id, text) = (row["id"].as_str().unwrap(), row["file"].as_str());
            let kind = row["kind"].as_str().unwrap_or_default();
            if text.is_some_and(|text| is_refused(file_name(kind, text), text)) {
                refused.insert(id.to_owned());
            }
        }
    }
    for directory in ["fixtures/templates", "fixtures/pipes"] {
        for file in fs::read_dir(directory).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if !name.ends_with("jsonl") && is_refused(&name, &fs::read_to_string(&path).unwrap()) {
                refused.insert(name);
            }
        }
    }
    assert_eq!(
        refused,
        REFUSED.iter().map(|one| (*one).to_owned()).collect()
    );
}

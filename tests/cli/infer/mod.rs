//! `evb infer`.

mod alike;
mod patterns;
mod streams;

use crate::support::Pretend;

/// The pattern that takes some events and none of others, on one line; what else is said is another matter.
fn pattern(matching: &[&str], others: &[&str], options: &[&str]) -> String {
    let host = Pretend::default()
        .file("match.jsonl", matching.join("\n"))
        .file("others.jsonl", others.join("\n"));
    let mut arguments = vec!["infer", "--match", "match.jsonl", "--shape", "event"];
    if !others.is_empty() {
        arguments.extend(["--no-match", "others.jsonl"]);
    }
    let arguments = [&arguments[..], options, &["--format", "json"]].concat();
    let ended = host.run(&arguments);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    document["pattern"].to_string()
}

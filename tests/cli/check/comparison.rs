//! The mistakes that are planted for the comparison with other linters, `docs/comparison.md`: evb finds each, and nothing in
//! its good twin. That page is written by `docs/comparison/run.py`, which runs the others as well.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::Pretend;

/// How many mistakes are planted.
const PLANTED: usize = 60;

/// What is found of a template that is more than advice: the lint, the resource, the field.
fn found(file: &Path) -> Vec<[String; 3]> {
    let text = fs::read_to_string(file).unwrap();
    let host = Pretend::default().file("t.yaml", text);
    let ended = host.run(&["check", "t.yaml", "--format", "json"]);
    let report: Value = serde_json::from_str(&ended.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    findings
        .filter(|one| one["severity"] != "info")
        .map(|one| {
            [
                text(&one["name"]),
                text(&one["resource"]["address"]),
                text(&one["field"]),
            ]
        })
        .collect()
}

#[test]
fn each_planted_mistake_is_found_and_nothing_in_its_good_twin() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/comparison");
    let page = fs::read_to_string(root.join("../comparison.md")).unwrap();
    let list = fs::read_to_string(root.join("mistakes.tsv")).unwrap();
    let mut planted = 0;
    let mut wrong = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        planted += 1;
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, _, resources, _] = cells[..] else {
            panic!("{line}")
        };
        let directory = root.join("mistakes").join(name);
        let good = found(&directory.join("good.yaml"));
        if !good.is_empty() {
            wrong.push(format!("{name}/good.yaml: {good:?}"));
        }
        let bad = found(&directory.join("bad.yaml"));
        let is_of_it = |one: &&[String; 3]| {
            one[1].is_empty() || resources.split(',').any(|resource| resource == one[1])
        };
        let own: Vec<_> = bad.iter().filter(is_of_it).collect();
        if own.is_empty() {
            wrong.push(format!("{name}/bad.yaml: {bad:?}"));
        }
        // The page is that of these files.
        let row = page.lines().find(|row| row.contains(&format!("[{name}]")));
        let row = row.unwrap_or_default();
        if !own.iter().all(|one| row.contains(&format!("`{}`", one[0]))) {
            wrong.push(format!("{name}: the page has {row}, and not {own:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(planted, PLANTED);
}

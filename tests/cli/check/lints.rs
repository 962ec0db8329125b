//! Each lint of what patterns do finds its bad files, and nothing else in them; in good ones there is nothing to find.

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
    let ended = host.run(&["check", &name, "--format", "json"]);
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
                false => found.iter().all(|(_, is_more)| !is_more),
            };
            if !is_right {
                wrong.push(format!("{lint}/{name}: {found:?}"));
            }
            names.insert(name);
        }
        for name in ["bad.tf", "bad.yaml", "good.tf", "good.yaml"] {
            if !names.contains(name) {
                wrong.push(format!("{lint}/{name} is missing"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

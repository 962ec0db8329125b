//! `schemas/suite.schema.json` describes what the reader of suites takes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use evb::iac::yaml::{self, Dialect};
use evb::source::Source;
use evb::suite;
use serde_json::Value;

/// Where the schema describes each kind of map that a suite has.
const PLACES: &[(&str, &str)] = &[
    ("a suite", ""),
    ("a rule", "/definitions/rule_with_bus"),
    (
        "an event that is `like` another",
        "/definitions/built_event",
    ),
    ("an event out of a file", "/definitions/event_of_file"),
    ("an event", "/definitions/wrapped_event"),
    ("a case", "/definitions/case"),
    ("a case of a schedule", "/definitions/schedule"),
    ("a case of a pipe", "/definitions/pipe"),
    ("a case of retries", "/definitions/retries"),
    ("a case of `put_events`", "/definitions/put_events"),
    ("a case of `check`", "/definitions/check"),
];

#[test]
fn the_schema_knows_the_keys_that_the_reader_knows() {
    let schema = schema();
    for keys in suite::KEYS {
        let place = PLACES.iter().find(|(of, _)| *of == keys.of);
        let (of, place) = place.unwrap_or_else(|| panic!("{} has no place in the schema", keys.of));
        let described = schema.pointer(&format!("{place}/properties")).unwrap();
        let described: BTreeSet<&str> = described
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(described, keys.all().collect(), "{of}");
        let allowed = schema.pointer(&format!("{place}/additionalProperties"));
        assert_eq!(allowed, Some(&Value::Bool(false)), "{of}");
    }
}

#[test]
fn every_key_is_described() {
    let schema = schema();
    let mut bare = Vec::new();
    for (of, place) in PLACES {
        let described = schema.pointer(&format!("{place}/properties")).unwrap();
        for (key, value) in described.as_object().unwrap() {
            let shared = value["$ref"]
                .as_str()
                .map(|name| &schema.pointer(&name[1..]).unwrap()["description"]);
            if !value["description"].is_string() && !shared.is_some_and(Value::is_string) {
                bare.push(format!("`{key}` of {of}"));
            }
        }
    }
    assert!(
        bare.is_empty(),
        "without a description: {}",
        bare.join(", ")
    );
}

#[test]
fn reader_and_schema_take_the_same_suites() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (directory, expected) in [("good", true), ("bad", false)] {
        for file in files(directory) {
            let text = fs::read_to_string(&file).unwrap();
            let source = Source::new(file.to_string_lossy().as_ref(), text.as_str());
            let read = reads(&source);
            let is_valid = validator.is_valid(&value(&source));
            if (read, is_valid) != (expected, expected) {
                wrong.push(format!("{}: read {read}, valid {is_valid}", file.display()));
            }
            count += 1;
        }
    }
    assert!(count > 80, "only {count} files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_suites_of_the_reference_are_valid() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let blocks = suite::REFERENCE.split("```yaml\n").skip(1);
    let mut count = 0;
    for block in blocks.map(|block| block.split("```").next().unwrap()) {
        let text = match block.contains("template:") {
            true => block.to_owned(),
            false => format!("template: template.yaml\n{block}"),
        };
        let source = Source::new("reference.evb.yaml", text.as_str());
        let value = value(&source);
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|one| one.to_string())
            .collect();
        assert!(errors.is_empty(), "{block}\n{}", errors.join("\n"));
        count += 1;
    }
    assert!(count > 2, "only {count} examples");
}

/// Whether the reader finds nothing wrong with a suite.
fn reads(source: &Source) -> bool {
    let Ok((suite, told)) = suite::read(source) else {
        return false;
    };
    let mut all = suite
        .cases
        .iter()
        .flat_map(|case| &case.mistakes)
        .chain(&told);
    let is_complete = suite.cases.iter().all(|case| case.blanks.is_empty());
    is_complete && !all.any(|told| told.is_error())
}

/// A text as a value of JSON.
fn value(source: &Source) -> Value {
    let (value, _) = yaml::parse(source.text(), Dialect::Json).unwrap();
    serde_json::from_str(&value.to_compact()).unwrap()
}

fn schema() -> Value {
    let text = fs::read_to_string(root().join("schemas/suite.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn files(directory: &str) -> Vec<PathBuf> {
    let directory = root().join("fixtures/suites/schema").join(directory);
    let files = fs::read_dir(directory).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

//! `schemas/evb-toml.schema.json` describes what the reader of `evb.toml` takes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use evb::cli;
use evb::commands::CONFIGURATION_KEYS;
use serde_json::Value;
use toml_edit::Document;

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/evb-toml.schema.json");
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The files in one of the two directories.
fn files(directory: &str) -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/configuration");
    let entries = fs::read_dir(all.join(directory)).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Whether evb takes a file.
fn reads(file: &Path) -> bool {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let file = file.to_str().unwrap();
    let arguments = ["evb", "list", "--config", file, r#"{"source": ["shop"]}"#];
    let arguments = arguments.iter().map(Into::into).collect();
    let exit = cli::run(arguments, &cli::System, false, &mut stdout, &mut stderr);
    exit.code() != 2
}

/// What TOML says, as JSON.
fn json(item: &toml_edit::Item) -> Value {
    if let Some(table) = item.as_table_like() {
        let members = table
            .iter()
            .map(|(name, item)| (name.to_owned(), json(item)));
        return Value::Object(members.collect());
    }
    if let Some(tables) = item.as_array_of_tables() {
        let all = tables
            .iter()
            .map(|one| json(&toml_edit::Item::Table(one.clone())));
        return Value::Array(all.collect());
    }
    match item.as_value().unwrap() {
        toml_edit::Value::String(text) => text.value().as_str().into(),
        toml_edit::Value::Integer(number) => (*number.value()).into(),
        toml_edit::Value::Float(number) => (*number.value()).into(),
        toml_edit::Value::Boolean(is) => (*is.value()).into(),
        toml_edit::Value::Datetime(time) => time.value().to_string().into(),
        toml_edit::Value::Array(all) => {
            let all = all
                .iter()
                .map(|one| json(&toml_edit::Item::Value(one.clone())));
            Value::Array(all.collect())
        }
        toml_edit::Value::InlineTable(_) => unreachable!("a table, see above"),
    }
}

#[test]
fn the_schema_of_configurations_knows_the_keys_that_the_reader_knows() {
    let schema = schema();
    for (of, keys) in CONFIGURATION_KEYS {
        let place = match *of {
            "" => String::new(),
            of => format!("/properties/{of}"),
        };
        let described = schema.pointer(&format!("{place}/properties")).unwrap();
        let described = described.as_object().unwrap();
        let names: BTreeSet<&str> = described.keys().map(String::as_str).collect();
        assert_eq!(names, keys.iter().copied().collect(), "{of}");
        let bare = described
            .iter()
            .filter(|(_, one)| !one["description"].is_string());
        assert_eq!(bare.count(), 0, "each has a description");
        let allowed = schema.pointer(&format!("{place}/additionalProperties"));
        assert_eq!(allowed, Some(&Value::Bool(false)), "{of}");
    }
}

#[test]
fn reader_and_schema_take_the_same_configurations() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for (directory, expected) in [("good", true), ("bad", false)] {
        let files = files(directory);
        assert!(files.len() >= 4);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let value = json(Document::parse(text).unwrap().as_item());
            assert_eq!(validator.is_valid(&value), expected, "schema: {file:?}");
            assert_eq!(reads(&file), expected, "reader: {file:?}");
        }
    }
}

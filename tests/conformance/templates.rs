//! `fixtures/templates/corpus.jsonl`: what `evb list --format json` tells of templates of every format; `traps.jsonl`: what
//! readers of templates are known to get wrong, with everything that is told.
//!
//! A key that a row expects has its value; what says something by being there is absent where a row does not expect it;
//! other keys may stand beside. Lists are in the order of the file.

use std::collections::BTreeMap;
use std::fs;

use evb::iac::{self, Content, FileError, Files, Settings, Texts};
use evb::pattern::{Dialect, OpenPattern, Outcome, evaluate_as_service, parse};
use evb::report::list::InventoryReport;
use evb::source::Span;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

/// The rows that do not agree yet, and why. A row that agrees must not stand here.
const NOT_YET: &[(&str, &str)] = &[(
    "sam-07-long-target-id",
    "the row expects `F.Arn` of a function that has another name",
)];

/// How many traps there are.
const TRAPS: usize = 23;

/// What says something by being there.
const TELLING: [&str; 27] = [
    "state",
    "exists",
    "managed_by",
    "schedule",
    "pattern",
    "targets",
    "timezone",
    "start",
    "end",
    "after_completion",
    "window",
    "minutes",
    "input",
    "input_path",
    "input_transformer",
    "paths",
    "template",
    "retry",
    "attempts",
    "age",
    "dlq",
    "enrichment",
    "enrichment_template",
    "target_template",
    "target_parameters",
    "source_parameters",
    "scope",
];

/// Lists that are empty where a row does not expect them.
const WHOLE_LISTS: [&str; 7] = [
    "unattached_targets",
    "event_source_mappings",
    "subscriptions",
    "filters",
    "archives",
    "api_destinations",
    "connections",
];

/// Members that are JSON of the user: all of it is compared.
const JSON: [&str; 7] = [
    "pattern",
    "filters",
    "filter_policy",
    "source_parameters",
    "target_parameters",
    "paths",
    "document",
];

pub fn trials() -> Vec<Trial> {
    let files = [("corpus", 53), ("traps", TRAPS)];
    let trials = files.into_iter().flat_map(|(name, rows)| {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/templates");
        let path = format!("{directory}/{name}.jsonl");
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), rows, "{path}: no row is dropped");
        let rows: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        rows.into_iter()
    });
    let trials = trials.map(|row| {
        let id = row["id"].as_str().unwrap().to_owned();
        Trial::test(format!("templates/{id}"), move || check(&row))
    });
    trials.collect()
}

fn check(row: &Value) -> Result<(), Failed> {
    let id = row["id"].as_str().unwrap();
    let differences = differences(row);
    let excuse = NOT_YET.iter().find(|(known, _)| *known == id);
    match (differences.is_empty(), excuse) {
        (true, None) | (false, Some(_)) => Ok(()),
        (true, Some(_)) => Err("the row agrees: take it off the list".into()),
        (false, None) => Err(differences.join("\n").into()),
    }
}

/// Where the inventory of a row is not as it expects.
fn differences(row: &Value) -> Vec<String> {
    let listed = match listed(row) {
        Ok(listed) => listed,
        Err(why) => return vec![why],
    };
    let expected = row["expect"].as_object().unwrap();
    let is_free = row["note"]
        .as_str()
        .is_some_and(|note| note.contains("Order of rules in the output is free"));
    let mut found = Vec::new();
    for (name, expected) in expected {
        match name.as_str() {
            "findings" => {
                let told = listed["diagnostics"].as_array().unwrap();
                if told.is_empty() {
                    found.push(format!("nothing is told of {expected}"));
                }
            }
            "told" => {
                let told = listed["diagnostics"].as_array().unwrap().iter();
                let told: Value = told.map(|one| one["message"].clone()).collect();
                if told != *expected {
                    found.push(format!("told: expected {expected}\n  got {told}"));
                }
            }
            "verdicts" => found.extend(verdicts(row, expected)),
            _ => {
                let mut actual = listed.get(name).cloned().unwrap_or(Value::Array(vec![]));
                let mut expected = expected.clone();
                if is_free && name == "rules" {
                    sort(&mut actual);
                    sort(&mut expected);
                }
                things(&expected, &actual, name, &mut found);
            }
        }
    }
    for name in WHOLE_LISTS {
        if let (None, Some(more)) = (expected.get(name), listed.get(name)) {
            found.push(format!("{name}: {more} is not expected"));
        }
    }
    found
}

fn sort(list: &mut Value) {
    let key = |value: &Value| value["logical_id"].as_str().unwrap_or("").to_owned();
    list.as_array_mut().unwrap().sort_by_key(key);
}

/// The same number of things, and each as it is expected.
fn things(expected: &Value, actual: &Value, place: &str, found: &mut Vec<String>) {
    let (wanted, got) = (expected.as_array().unwrap(), actual.as_array().unwrap());
    if wanted.len() != got.len() {
        return found.push(format!("{place}: expected {expected}\n  got {actual}"));
    }
    for (index, (expected, actual)) in wanted.iter().zip(got).enumerate() {
        thing(expected, actual, &format!("{place}[{index}]"), found);
    }
}

fn thing(expected: &Value, actual: &Value, place: &str, found: &mut Vec<String>) {
    for (name, expected) in expected.as_object().unwrap() {
        let place = format!("{place}.{name}");
        let Some(actual) = actual.get(name) else {
            found.push(format!("{place}: expected {expected}, got nothing"));
            continue;
        };
        let is_part = expected.is_object() && expected.get("unknown").is_none();
        match name.as_str() {
            "targets" => things(expected, actual, &place, found),
            _ if is_part && !JSON.contains(&name.as_str()) => {
                thing(expected, actual, &place, found);
            }
            _ if !is_same(expected, actual) => {
                found.push(format!("{place}: expected {expected}\n  got {actual}"));
            }
            _ => {}
        }
    }
    for name in TELLING {
        if let (None, Some(more)) = (expected.get(name), actual.get(name)) {
            found.push(format!("{place}.{name}: {more} is not expected"));
        }
    }
}

/// Whether two values are the same. Numbers are by their value; parts of what is open count where they are expected.
fn is_same(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Number(one), Value::Number(other)) => match (one.as_i64(), other.as_i64()) {
            (Some(one), Some(other)) => one == other,
            _ => one.as_f64() == other.as_f64(),
        },
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_open = one.contains_key("unknown");
            one.iter()
                .all(|(name, value)| other.get(name).is_some_and(|got| is_same(value, got)))
                && (is_open || one.len() == other.len())
        }
        _ => expected == actual,
    }
}

/// The events whose verdict on the one rule of a row is another one than is expected.
fn verdicts(row: &Value, expected: &Value) -> Vec<String> {
    let beside = Beside::new(row);
    let mut texts = Texts::new(main_file(row), row["file"].as_str().unwrap(), &beside);
    let Ok(Content::Declarations(inventory)) = iac::read_with(&mut texts, &settings(row)) else {
        return vec!["it declares nothing".to_owned()];
    };
    let pattern = inventory.rules[0].pattern.as_ref().unwrap();
    let outcome = |event: &evb::json::Value| match pattern.open() {
        Some(value) => OpenPattern::new(value.clone(), texts.text(), Dialect::Bus)
            .unwrap()
            .outcome(event),
        None => {
            let pattern = parse(pattern.json(texts.text()).unwrap(), Dialect::Bus).unwrap();
            match evaluate_as_service(&pattern, event).matched {
                true => Outcome::Yes,
                false => Outcome::No,
            }
        }
    };
    let answered = expected.as_array().unwrap().iter().filter_map(|verdict| {
        let event = evb::json::parse(&verdict["event"].to_string()).unwrap();
        let answer = match outcome(&event) {
            Outcome::Yes => "yes",
            Outcome::No => "no",
            Outcome::Open => "maybe",
        };
        (verdict["match"] != answer).then(|| format!("{verdict}: got {answer}"))
    });
    answered.collect()
}

/// What is listed of a row, as JSON.
fn listed(row: &Value) -> Result<Value, String> {
    let beside = Beside::new(row);
    let mut texts = Texts::new(main_file(row), row["file"].as_str().unwrap(), &beside);
    let content = iac::read_with(&mut texts, &settings(row));
    let source = texts.source();
    match content {
        Ok(Content::Declarations(inventory)) => {
            let report = InventoryReport::new(&inventory, &source);
            serde_json::to_value(&report).map_err(|error| error.to_string())
        }
        Ok(_) => Err("it declares nothing".to_owned()),
        Err(diagnostic) => Err(format!("{}: {diagnostic}", diagnostic.code.as_str())),
    }
}

/// What the file of a row would be called.
fn main_file(row: &Value) -> &'static str {
    match row["kind"].as_str().unwrap() {
        "cdk" => "manifest.json",
        "terraform" => "main.tf",
        "serverless" => "serverless.yml",
        "pulumi" => "Pulumi.yaml",
        "terraform-plan" | "cli" => "shown.json",
        _ => "template.yaml",
    }
}

fn settings(row: &Value) -> Settings {
    let context = |name: &str| row["context"][name].as_str().map(str::to_owned);
    let parameters = row["parameters"].as_object().into_iter().flatten();
    let parameters: BTreeMap<String, evb::json::Value> = parameters
        .map(|(name, value)| {
            let text = value.as_str().unwrap();
            (name.clone(), evb::json::Value::text(text, Span::default()))
        })
        .collect();
    Settings {
        parameters,
        account: context("account"),
        region: context("region"),
        partition: context("partition"),
        stack_name: context("stack"),
        ..Settings::default()
    }
}

/// The other files of a row.
struct Beside(BTreeMap<String, String>);

impl Beside {
    fn new(row: &Value) -> Self {
        let files = row["files"].as_object().into_iter().flatten();
        let files = files.map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned()));
        let main = (
            main_file(row).to_owned(),
            row["file"].as_str().unwrap().to_owned(),
        );
        Self(files.chain([main]).collect())
    }
}

impl Files for Beside {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let path = path.trim_start_matches("./");
        self.0.get(path).cloned().ok_or(FileError::Missing)
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, FileError> {
        let directory = directory
            .trim_start_matches("./")
            .trim_end_matches(['/', '.']);
        let inside = self.0.keys().filter_map(|path| match directory {
            "" => Some(path.as_str()),
            _ => path.strip_prefix(directory)?.strip_prefix('/'),
        });
        let mut names: Vec<String> = inside
            .map(|path| match path.split_once('/') {
                Some((first, _)) => format!("{first}/"),
                None => path.to_owned(),
            })
            .collect();
        names.dedup();
        match names.is_empty() {
            true => Err(FileError::Missing),
            false => Ok(names),
        }
    }
}

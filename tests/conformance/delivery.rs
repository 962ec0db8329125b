//! `fixtures/delivery/*.jsonl`: simulations with what is known to come out of them.
//!
//! A row has the `arguments` of `evb simulate-retries`, or of `evb simulate-load` where it has `--events` (the format is
//! added), the `exit` code, and what the JSON
//! document must hold: `expect` (JSON pointers and exact values), `absent` (pointers to nothing), `notes` (codes),
//! `attributes` (the names in the dead letter, all of them), `schedule` (when which retry is made, in seconds), `help`
//! (what the first diagnostic's help contains). Of random results: `share` and `mean` (with its standard deviation)
//! must lie within five standard errors of the number of runs, and `deviation` within as many of its own; `slack` is
//! how much is not known of the number itself.

use std::fs;
use std::path::Path;

use evb::cli::System;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

/// How many standard errors are still chance: one row in a million fails without cause, and seeds are fixed.
const ERRORS: f64 = 5.0;

pub fn trials() -> Vec<Trial> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/delivery");
    let mut files: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut trials = Vec::new();
    for file in files.iter().filter(|file| {
        file.extension()
            .is_some_and(|extension| extension == "jsonl")
    }) {
        let area = file.file_stem().unwrap().to_string_lossy().into_owned();
        for line in fs::read_to_string(file).unwrap().lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            let name = row["name"].as_str().unwrap().to_owned();
            trials.push(Trial::test(format!("delivery/{area}/{name}"), move || {
                check(&row)
            }));
        }
    }
    trials
}

fn check(row: &Value) -> Result<(), Failed> {
    let arguments: Vec<&str> = row["arguments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    if let ["--bisect", batch] = arguments.as_slice() {
        return halved(row, batch.parse().unwrap());
    }
    let command = match arguments.contains(&"--events") {
        true => "simulate-load",
        false => "simulate-retries",
    };
    let arguments = arguments.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let all = ["evb", command, "--format", "json"]
        .map(str::to_owned)
        .into_iter()
        .chain(policy_in_a_target(arguments));
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let exit = evb::cli::run(
        all.map(Into::into).collect(),
        &System,
        false,
        &mut stdout,
        &mut stderr,
    );
    let document: Value = serde_json::from_slice(&stdout)
        .map_err(|error| Failed::from(format!("{error}: {}", String::from_utf8_lossy(&stderr))))?;
    let mut wrong = Vec::new();
    if row.get("exit").is_some_and(|wanted| *wanted != exit.code()) {
        wrong.push(format!("exit {}", exit.code()));
    }
    exact(row, &document, &mut wrong);
    random(row, &document, &mut wrong);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

/// A policy that a row gives to compare with is read from a target.
fn policy_in_a_target(arguments: Vec<String>) -> Vec<String> {
    match arguments.as_slice() {
        [flag, policy] if flag == "--compare" => {
            let attempts = policy.strip_prefix("maximum-retry-attempts=").unwrap();
            let policy = format!(r#"{{"MaximumRetryAttempts":{attempts}}}"#);
            vec!["--target".to_owned(), policy]
        }
        _ => arguments,
    }
}

/// The most invocations that it takes to isolate one record of a batch by halving: pipes do it.
fn halved(row: &Value, batch: usize) -> Result<(), Failed> {
    let invocations = (0..batch).map(|at| evb::simulate::pipe::bisect(batch, &[at]).len());
    let most = invocations.max().unwrap();
    match row["expect"]["/bisect/most_invocations"].as_u64() {
        Some(wanted) if wanted == most as u64 => Ok(()),
        wanted => Err(format!("{most} invocations, not {wanted:?}").into()),
    }
}

/// The members of an object in a row.
fn members<'a>(row: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    row.get(name)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

fn strings<'a>(row: &'a Value, name: &str) -> Vec<&'a str> {
    let list = row
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    list.filter_map(Value::as_str).collect()
}

fn exact(row: &Value, document: &Value, wrong: &mut Vec<String>) {
    for (pointer, wanted) in members(row, "expect") {
        let actual = document.pointer(pointer);
        if actual != Some(wanted) {
            wrong.push(format!("{pointer} is {actual:?}, not {wanted}"));
        }
    }
    for pointer in strings(row, "absent") {
        if let Some(actual) = document.pointer(pointer) {
            wrong.push(format!("{pointer} is {actual}"));
        }
    }
    for code in strings(row, "notes") {
        let notes = document["notes"].as_array().into_iter().flatten();
        if !notes.into_iter().any(|note| note["code"] == code) {
            wrong.push(format!("no note {code}"));
        }
    }
    if row.get("attributes").is_some() {
        let names = document["dead_letter"]["attributes"].as_object().unwrap();
        let names: Vec<&str> = names.keys().map(String::as_str).collect();
        if names != strings(row, "attributes") {
            wrong.push(format!("attributes {names:?}"));
        }
    }
    for (retry, seconds) in members(row, "schedule") {
        let at = &document["attempts"][retry.parse::<usize>().unwrap()]["at_seconds"];
        if at.as_f64() != seconds.as_f64() {
            wrong.push(format!("retry {retry} at {at}, not {seconds}"));
        }
    }
    if let Some(wanted) = row.get("help").and_then(Value::as_str) {
        let help = &document["error"]["diagnostics"][0]["help"];
        if !help.as_str().is_some_and(|help| help.contains(wanted)) {
            wrong.push(format!("help {help}"));
        }
    }
}

fn random(row: &Value, document: &Value, wrong: &mut Vec<String>) {
    let runs = document["monte_carlo"]["runs"].as_f64().unwrap_or(1.0);
    let slack = row.get("slack").and_then(Value::as_f64).unwrap_or(0.0);
    let mut near = |pointer: &str, wanted: f64, error: f64| {
        let actual = document
            .pointer(pointer)
            .and_then(Value::as_f64)
            .unwrap_or(f64::NAN);
        let tolerance = ERRORS * error + slack;
        // What is not there is not near anything.
        if actual.is_nan() || (actual - wanted).abs() > tolerance {
            wrong.push(format!("{pointer} is {actual}, not {wanted} ± {tolerance}"));
        }
    };
    for (pointer, wanted) in members(row, "share") {
        let share = wanted.as_f64().unwrap();
        near(pointer, share, (share * (1.0 - share) / runs).sqrt());
    }
    for (pointer, wanted) in members(row, "mean") {
        near(
            pointer,
            wanted[0].as_f64().unwrap(),
            wanted[1].as_f64().unwrap() / runs.sqrt(),
        );
    }
    for (pointer, wanted) in members(row, "deviation") {
        // Of nearly normal sums.
        let deviation = wanted.as_f64().unwrap();
        near(pointer, deviation, deviation / (2.0 * runs).sqrt());
    }
}

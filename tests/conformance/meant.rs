//! `fixtures/schedules/meant/*.jsonl`: refused expressions, and what was evidently meant.
//!
//! A row: `text`, `service` (Scheduler's if absent), `zone` (UTC if absent), `means`: the expression that the help has to
//! propose, several where one schedule cannot say it, none where nothing is evident. With `asks` the help has to be a
//! question that offers it. Expressions are the same if they fire at the same instants.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use evb::schedule::{Schedule, Service, Zone, ZoneDatabase, parse, parse_in};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

/// How many fires are compared.
const FIRES: usize = 20;

pub fn trials() -> Vec<Trial> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schedules/meant/expressions.jsonl");
    let rows: Vec<Value> = fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    rows.into_iter()
        .map(|row| {
            let name = format!("schedules/meant/{}", row["text"].as_str().unwrap());
            Trial::test(name, move || check(&row).map_err(Failed::from))
        })
        .collect()
}

fn check(row: &Value) -> Result<(), String> {
    let service = match row["service"].as_str() {
        Some("rules") => Service::Rules,
        _ => Service::Scheduler,
    };
    let zone = ZoneDatabase::bundled()
        .zone(row["zone"].as_str().unwrap_or("UTC"))
        .unwrap();
    let text = row["text"].as_str().unwrap();
    let Err(refused) = parse_in(text, service, &zone) else {
        return Err("accepted".to_owned());
    };
    let help = refused.0[0].help.clone().unwrap_or_default();
    let offered: Vec<&str> = help
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|text| text.ends_with(')') && parse(text, service).is_ok())
        .collect();
    let asks = help.starts_with("did you mean");
    let means: Vec<&str> = row["means"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    let zone = Arc::new(zone);
    let same = |one: &str, other: &str| fires(one, service, &zone) == fires(other, service, &zone);
    let is_right = match row["asks"].as_bool().unwrap_or(false) {
        true => asks && offered.iter().any(|offered| same(offered, means[0])),
        false => {
            !asks
                && offered.len() == means.len()
                && offered
                    .iter()
                    .zip(&means)
                    .all(|(offered, means)| same(offered, means))
        }
    };
    match is_right {
        true => Ok(()),
        false => Err(format!("{help:?}")),
    }
}

fn fires(text: &str, service: Service, zone: &Arc<Zone>) -> Vec<i64> {
    let Ok(parsed) = parse(text, service) else {
        panic!("`{text}` is refused");
    };
    let after: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    let schedule = Schedule::new(parsed.expression)
        .in_zone(zone.clone())
        .created(Some(after));
    schedule
        .occurrences(after)
        .take(FIRES)
        .map(|one| one.seconds())
        .collect()
}

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
    let checked = rows("expressions").into_iter().map(|row| {
        let name = format!("schedules/meant/{}", row["text"].as_str().unwrap());
        Trial::test(name, move || check(&row).map_err(Failed::from))
    });
    let later = Trial::test("schedules/meant/later", || {
        helped(&rows("later")).map_err(Failed::from)
    });
    checked.chain([later]).collect()
}

fn rows(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schedules/meant");
    let text = fs::read_to_string(path.join(format!("{name}.jsonl"))).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str(line).unwrap());
    rows.collect()
}

/// How many of a hundred rows of `later.jsonl` are helped at least to what they mean.
const HELPED_OF_HUNDRED: usize = 95;

/// `later.jsonl`: expressions that were thought of once the helps were there, each with one evident meaning. Nearly all are
/// helped to it, also by a question that offers it first, and none to another.
fn helped(rows: &[Value]) -> Result<(), String> {
    let (mut helped, mut wrong, mut without) = (0, Vec::new(), Vec::new());
    for row in rows {
        let (text, means) = (
            row["text"].as_str().unwrap(),
            row["means"][0].as_str().unwrap(),
        );
        let zone = zone_of(row);
        let Err(refused) = parse_in(text, service_of(row), &zone) else {
            wrong.push(format!("{text}: accepted"));
            continue;
        };
        let help = refused.0[0].help.clone().unwrap_or_default();
        let offered = offered(&help, service_of(row));
        let zone = Arc::new(zone);
        let is_meant = |one: &str| {
            let [one, other] = [one, means].map(|text| fires(text, service_of(row), &zone));
            one == other
        };
        match offered.first() {
            Some(first) if is_meant(first) => helped += 1,
            // A question may offer it behind another.
            Some(_)
                if help.starts_with("did you mean") && offered.iter().any(|one| is_meant(one)) =>
            {
                without.push(format!("{text}: {help}"));
            }
            Some(_) => wrong.push(format!("{text}: {help}")),
            None => without.push(format!("{text}: {help}")),
        }
    }
    let all = rows.len();
    println!(
        "{all} broken expressions: {helped} are helped to what they mean, {} to another",
        wrong.len()
    );
    match wrong.is_empty() && 100 * helped >= HELPED_OF_HUNDRED * all {
        true => Ok(()),
        false => Err(format!(
            "{helped} of {all}\nto another:\n{}\nnot:\n{}",
            wrong.join("\n"),
            without.join("\n")
        )),
    }
}

fn service_of(row: &Value) -> Service {
    match row["service"].as_str() {
        Some("rules") => Service::Rules,
        _ => Service::Scheduler,
    }
}

fn zone_of(row: &Value) -> Zone {
    let name = row["zone"].as_str().unwrap_or("UTC");
    ZoneDatabase::bundled().zone(name).unwrap()
}

/// The expressions that a help proposes.
fn offered(help: &str, service: Service) -> Vec<&str> {
    let quoted = help.split('`').skip(1).step_by(2);
    let is_one = |text: &&str| text.ends_with(')') && parse(text, service).is_ok();
    quoted.filter(is_one).collect()
}

fn check(row: &Value) -> Result<(), String> {
    let (service, zone) = (service_of(row), zone_of(row));
    let text = row["text"].as_str().unwrap();
    let Err(refused) = parse_in(text, service, &zone) else {
        return Err("accepted".to_owned());
    };
    let help = refused.0[0].help.clone().unwrap_or_default();
    let offered = offered(&help, service);
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

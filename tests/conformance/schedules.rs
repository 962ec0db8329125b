//! `fixtures/schedules/*.jsonl`: expressions with their fire times or refusals.
//!
//! A row: `expr`, `service` (`rules`, `scheduler` or `both`), `tz`; then either `error` with AWS's `message`
//! where it is known, or `expect`: the fires after `from` (exclusive), at most `n`, not after `to`
//! (inclusive). `start`, `end` and `created` are the schedule's dates. `contested` says why nobody can be
//! sure of the row; the choice that evb makes there is in the documentation of `evb::schedule`.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use evb::schedule::{Expression, Occurrence, Schedule, Service, ZoneDatabase, aws_message, parse};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

pub fn trials() -> Vec<Trial> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schedules");
    let mut files: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| {
            let area = file.file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(file).unwrap();
            let rows: Vec<Value> = text
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            rows.into_iter().map(move |row| {
                let id = row["id"].as_str().unwrap().to_owned();
                Trial::test(format!("schedules/{area}/{id}"), move || check(&row))
            })
        })
        .collect()
}

fn check(row: &Value) -> Result<(), Failed> {
    let services = match row["service"].as_str().unwrap() {
        "both" => vec![Service::Rules, Service::Scheduler],
        "rules" => vec![Service::Rules],
        _ => vec![Service::Scheduler],
    };
    for service in services {
        let outcome = if row.get("error").is_some() {
            refused(row, service)
        } else {
            fires(row, service)
        };
        outcome.map_err(|message| Failed::from(format!("{service:?}: {message}")))?;
    }
    Ok(())
}

fn refused(row: &Value, service: Service) -> Result<(), String> {
    let expression = row["expr"].as_str().unwrap();
    let Err(refused) = parse(expression, service) else {
        return Err("accepted, but AWS refuses it".to_owned());
    };
    let known = row["message"]
        .as_str()
        .filter(|message| !message.is_empty());
    let got = aws_message(expression, service, &refused);
    match known {
        Some(known) if got.as_deref() != Some(known) => {
            Err(format!("{got:?} instead of {known:?}"))
        }
        _ => Ok(()),
    }
}

fn fires(row: &Value, service: Service) -> Result<(), String> {
    let parsed = parse(row["expr"].as_str().unwrap(), service)
        .map_err(|refused| format!("refused: {refused}"))?;
    let time = |name: &str| -> Option<DateTime<Utc>> {
        row[name].as_str().map(|text| text.parse().unwrap())
    };
    let zone = ZoneDatabase::bundled()
        .zone(row["tz"].as_str().unwrap())
        .unwrap();
    let schedule = Schedule::new(parsed.expression)
        .in_zone(Arc::new(zone))
        .between(time("start"), time("end"))
        .created(time("created"));
    let until = time("to");
    if let Expression::Cron(cron) = schedule.expression() {
        let wrong = |fire: &Occurrence| !cron.contains(fire.local());
        if let Some(fire) = schedule
            .occurrences(time("from").unwrap())
            .take(50)
            .find(wrong)
        {
            return Err(format!("{} does not satisfy the fields", fire.at()));
        }
    }
    let got: Vec<String> = schedule
        .occurrences(time("from").unwrap())
        .take_while(|one| until.is_none_or(|until| one.at() <= until))
        .take(row["n"].as_u64().unwrap() as usize)
        .map(|one| one.at().to_rfc3339_opts(SecondsFormat::Secs, true))
        .collect();
    let expected: Vec<&str> = row["expect"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    if got == expected {
        Ok(())
    } else {
        Err(format!("{got:?} instead of {expected:?}"))
    }
}

//! `evb sample`.

mod matches;
mod near_misses;
mod records;
mod schemas;
mod templates;

use crate::support::Pretend;

fn evb(arguments: &[&str]) -> String {
    let arguments: Vec<&str> = std::iter::once("sample")
        .chain(arguments.iter().copied())
        .collect();
    Pretend::default().evb(&arguments)
}

/// The headings of events, without the events.
fn headings(told: &str) -> String {
    let lines = told.lines().filter(|line| !line.starts_with("  {"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The `detail` of each event of JSON Lines.
fn details(told: &str) -> Vec<String> {
    let events = told.lines().filter(|line| line.starts_with('{'));
    events
        .map(|line| {
            let event = evb::json::parse(line).unwrap();
            event.get("detail").unwrap().to_compact()
        })
        .collect()
}

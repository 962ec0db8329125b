//! What `evb test-pattern` says of misses that people find hard to see.

mod absence;
mod akin;
mod elements;
mod long_values;
mod names;
mod records;
mod spelling;
mod values;

use crate::support::Pretend;

/// The output for one event, without the note on mandatory fields.
fn explained(pattern: &str, event: &str, more: &[&str]) -> String {
    let arguments = [&["test-pattern", "--pattern", pattern, event], more].concat();
    let output = Pretend::default().evb(&arguments);
    let lines = output
        .lines()
        .filter(|line| !line.contains("AWS refuses an event without"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The reasons and hints alone, a line each.
fn told(pattern: &str, event: &str) -> String {
    let shown = explained(pattern, event, &[]);
    let result = shown.split("--- stderr").next().unwrap();
    let lines = result.lines().skip(3).filter(|line| {
        let line = line.trim_start();
        !["wants ", "has  ", "see  ", "^"]
            .iter()
            .any(|start| line.starts_with(start))
    });
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
}

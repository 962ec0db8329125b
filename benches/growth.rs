//! How the cost of `evb route` grows: `cargo bench --bench growth [-- --test]`.
//!
//! Each row walks one size up by factors of ten and prints how long it took at each step, and the exponent between the last
//! two: 1 is in proportion to the size, 2 its square. Sizes whose cost is that of starting the program tell nothing.

#[expect(
    dead_code,
    unused_imports,
    reason = "the data sets of other benchmarks stand beside those of this one"
)]
mod data;
#[expect(dead_code, reason = "other benchmarks compare what takes turns")]
mod measure;

use std::path::Path;
use std::time::Duration;

use measure::{Directory, evb, process};

fn main() {
    let is_test = std::env::args().any(|argument| argument == "--test");
    let steps = |all: &[usize]| {
        let kept = if is_test { 2 } else { all.len() };
        all[..kept].to_vec()
    };
    let directory = Directory::new();
    let rounds = if is_test { 1 } else { 5 };
    let events = directory.file(
        "events.jsonl",
        data::events(if is_test { 100 } else { 20_000 }),
    );
    walk(
        "rules, by their number",
        &steps(&[1, 10, 100, 1_000, 10_000, 100_000]),
        rounds,
        |count| {
            let rules = directory.file("rules.jsonl", measure::rules(&data::event_rules(count)));
            move |events: &Path| route(&rules, events)
        },
        &events,
    );
    let rules = directory.file("one.jsonl", measure::rules(&[RULE.to_owned()]));
    walk(
        "an event, by its bytes",
        &steps(&[1_000, 10_000, 100_000, 1_000_000, 10_000_000]),
        rounds,
        |bytes| {
            let event = directory.file(
                "event.json",
                event(&format!(r#"{{"text":"{}","n":1}}"#, "x".repeat(bytes))),
            );
            let rules = rules.clone();
            move |_: &Path| route(&rules, &event)
        },
        &events,
    );
    walk(
        "an event, by its fields",
        &steps(&[100, 1_000, 10_000, 100_000]),
        rounds,
        |count| {
            let fields: Vec<String> = (0..count)
                .map(|at| format!(r#""field-{at}":{at}"#))
                .collect();
            let event = directory.file(
                "event.json",
                event(&format!(r#"{{{},"n":1}}"#, fields.join(","))),
            );
            let rules = rules.clone();
            move |_: &Path| route(&rules, &event)
        },
        &events,
    );
    walk(
        "an array of objects, by its elements",
        &steps(&[100, 1_000, 10_000, 100_000]),
        rounds,
        |count| {
            let elements: Vec<String> = (0..count)
                .map(|at| format!(r#"{{"id":{at},"kind":"k-{}"}}"#, at % 7))
                .collect();
            let event = directory.file(
                "event.json",
                event(&format!(r#"{{"items":[{}],"n":1}}"#, elements.join(","))),
            );
            let rules = directory.file("array.jsonl", measure::rules(&[ARRAY_RULE.to_owned()]));
            move |_: &Path| route(&rules, &event)
        },
        &events,
    );
}

const RULE: &str = r#"{"source":["orders"],"detail":{"n":[1]}}"#;

/// No element satisfies both conditions.
const ARRAY_RULE: &str = r#"{"detail":{"items":{"id":[3],"kind":["k-4"]}}}"#;

fn event(detail: &str) -> String {
    format!(
        r#"{{"version":"0","id":"7","detail-type":"Order","source":"orders","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{detail}}}"#
    )
}

fn route(rules: &Path, events: &Path) -> Duration {
    let rules = rules.to_str().expect("a name that is text");
    process(&mut evb(
        &["route", "--threads", "1", "--count", "--rules", rules],
        events,
    ))
}

/// Runs every size and prints how the cost grew.
fn walk<R: Fn(&Path) -> Duration>(
    name: &str,
    sizes: &[usize],
    rounds: usize,
    prepare: impl Fn(usize) -> R,
    events: &Path,
) {
    let mut taken = Vec::new();
    for size in sizes {
        let run = prepare(*size);
        let took = (0..rounds).map(|_| run(events)).min();
        taken.push(took.unwrap_or_default());
    }
    println!("{name}");
    for (size, took) in sizes.iter().zip(&taken) {
        println!("  {size:>10} {:9.2} ms", took.as_secs_f64() * 1e3);
    }
    if let ([.., low, high], [.., shorter, longer]) = (sizes, taken.as_slice()) {
        let grown = longer.as_secs_f64() / shorter.as_secs_f64();
        let exponent = grown.ln() / (*high as f64 / *low as f64).ln();
        println!("  exponent between the last two: {exponent:.2}");
    }
}

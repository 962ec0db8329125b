//! One question under every preset.

use std::io::{self, Write};

use serde_json::Value;

use crate::render::deliveries::{Line, chart, conditions, decimal, notes, percent, seconds};
use crate::render::table::Table;
use crate::render::{csv, json};
use crate::report::Format;
use crate::report::simulate_retries::{ConclusionReport, PresetReport, SensitivityReport};

/// Writes what the presets give.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn sensitivity(
    report: &SensitivityReport,
    format: Format,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            for preset in &report.presets {
                json::line(preset, out)?;
            }
            let rest = SensitivityReport {
                presets: Vec::new(),
                ..report.clone()
            };
            json::line(&rest, out)
        }
        Format::Csv => comma_separated(report, out),
        Format::Svg => out.write_all(picture(report).as_bytes()),
        _ => human(report, width, out),
    }
}

/// The cells of a preset, in the order of [`HEADING`].
fn cells(preset: &PresetReport) -> [String; 6] {
    let many = &preset.monte_carlo;
    [
        preset.preset.to_owned(),
        preset.outcome.to_owned(),
        (preset.retries + 1).to_string(),
        preset.exhausted_retry_condition.unwrap_or("").to_owned(),
        preset.ended_at_seconds.to_string(),
        many.delivered.rate.to_string(),
    ]
}

const HEADING: [&str; 6] = [
    "preset",
    "outcome",
    "attempts",
    "exhausted_retry_condition",
    "ended_at_seconds",
    "delivered",
];

fn comma_separated(report: &SensitivityReport, out: &mut dyn Write) -> io::Result<()> {
    csv::record(&HEADING, out)?;
    for preset in &report.presets {
        csv::record(&cells(preset).each_ref().map(String::as_str), out)?;
    }
    Ok(())
}

/// The share delivered under each preset, as bars of a chart whose axis is the list of presets.
fn picture(report: &SensitivityReport) -> String {
    let points = (0..).zip(&report.presets).flat_map(|(index, preset)| {
        let at = f64::from(index);
        let share = preset.monte_carlo.delivered.rate * 100.0;
        [(at, 0.0), (at, share), (at + 0.8, share), (at + 0.8, 0.0)]
    });
    let line = Line {
        name: "% delivered",
        color: "#2ca02c",
        points: points.collect(),
        is_stepped: false,
    };
    let names: Vec<&str> = report.presets.iter().map(|preset| preset.preset).collect();
    let end = f64::from(u32::try_from(names.len()).unwrap_or(1));
    chart(
        &format!("delivered under: {}", names.join(", ")),
        "from left to right, one bar for each preset",
        &[line],
        end,
    )
}

fn human(report: &SensitivityReport, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let is_random = report
        .presets
        .iter()
        .any(|preset| preset.monte_carlo.runs > 1);
    let mut table = Table::new([
        "preset",
        "outcome",
        "attempts",
        "ended at",
        "condition",
        if is_random { "delivered" } else { "" },
    ]);
    for preset in &report.presets {
        let share = percent(preset.monte_carlo.delivered.rate);
        table.row(vec![
            preset.preset.to_owned(),
            preset.outcome.to_owned(),
            (preset.retries + 1).to_string(),
            seconds(preset.ended_at_seconds),
            preset.exhausted_retry_condition.unwrap_or("").to_owned(),
            if is_random { share } else { String::new() },
        ]);
    }
    table.write(out)?;
    if is_random {
        writeln!(
            out,
            "(the first event of each; `delivered` is of all events)"
        )?;
    }
    for (robust, heading) in [
        (true, "holds under every preset"),
        (false, "depends on the delay curve"),
    ] {
        let mut of_kind = report
            .conclusions
            .iter()
            .filter(|one| one.robust == robust)
            .peekable();
        if of_kind.peek().is_some() {
            writeln!(out, "\n{heading}")?;
        }
        for conclusion in of_kind {
            writeln!(out, "  {}", worded(conclusion))?;
        }
    }
    writeln!(out)?;
    conditions(
        report.profile,
        &report.policy,
        None,
        &report.fail,
        report.seed,
        out,
    )?;
    notes(&report.notes, width, out)
}

fn worded(conclusion: &ConclusionReport) -> String {
    let value = |value: &Value| match (value, conclusion.about.as_str()) {
        (Value::String(text), _) => text.clone(),
        (Value::Number(number), "delivered") => percent(number.as_f64().unwrap_or(0.0)),
        (Value::Number(number), "ended-at-seconds") => seconds(number.as_f64().unwrap_or(0.0)),
        (Value::Number(number), _) => decimal(number.as_f64().unwrap_or(0.0), 3),
        _ => "none".to_owned(),
    };
    let about = conclusion.about.trim_end_matches("-seconds");
    let (from, to) = (value(&conclusion.from), value(&conclusion.to));
    match (conclusion.robust, &conclusion.from) {
        (true, _) => format!("{about}: {from}"),
        (false, Value::Number(_)) => format!("{about}: from {from} to {to}"),
        (false, _) => format!("{about}: {from} under some, {to} under others"),
    }
}

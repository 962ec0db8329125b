//! Two policies under the same luck.

use std::io::{self, Write};

use super::parts::{backoff, long_seconds, monte_carlo, notes, policy, requirements, share};
use super::picture::{Line, chart};
use crate::render::{csv, json, words};
use crate::report::Format;
use crate::report::simulate_retries::{ComparisonReport, PolicyRunReport};

/// Writes a comparison.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn comparison(
    report: &ComparisonReport,
    format: Format,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json | Format::Jsonl => json::line(report, out),
        Format::Csv => table(report, out),
        Format::Svg => out.write_all(picture(report).as_bytes()),
        Format::Human | Format::Ics => human(report, width, out),
    }
}

fn table(report: &ComparisonReport, out: &mut dyn Write) -> io::Result<()> {
    csv::record(
        &[
            "policy",
            "outcome",
            "retries",
            "exhausted_retry_condition",
            "ended_at_seconds",
            "delivered",
        ],
        out,
    )?;
    for (name, one) in [("first", &report.first), ("second", &report.second)] {
        let delivered = one
            .monte_carlo
            .as_ref()
            .map_or_else(String::new, |many| many.delivered.rate.to_string());
        let condition = one.exhausted_retry_condition.unwrap_or("");
        let (retries, ended) = (one.retries.to_string(), one.ended_at_seconds.to_string());
        csv::record(
            &[name, one.outcome, &retries, condition, &ended, &delivered],
            out,
        )?;
    }
    Ok(())
}

/// The quantiles of the delivery time under both: how late which share of the delivered events was.
fn picture(report: &ComparisonReport) -> String {
    let line = |name, color, one: &PolicyRunReport| {
        let points = one.monte_carlo.as_ref().and_then(|many| {
            let (times, delivered) = (many.delivery_time_seconds?, many.delivered.rate * 100.0);
            let shares = [
                (times.min, 0.0),
                (times.p50, 0.5),
                (times.p90, 0.9),
                (times.p99, 0.99),
                (times.p99_9, 0.999),
                (times.max, 1.0),
            ];
            Some(shares.map(|(at, share)| (at, share * delivered)).to_vec())
        });
        Line {
            name,
            color,
            points: points.unwrap_or_else(|| {
                vec![
                    (0.0, 0.0),
                    (
                        one.ended_at_seconds,
                        if one.outcome == "delivered" {
                            100.0
                        } else {
                            0.0
                        },
                    ),
                ]
            }),
            is_stepped: false,
        }
    };
    let lines = [
        line("first", "#1f77b4", &report.first),
        line("second", "#ff7f0e", &report.second),
    ];
    let end = lines
        .iter()
        .flat_map(|line| line.points.iter())
        .map(|(at, _)| *at)
        .fold(0.0, f64::max);
    let remark = report
        .notes
        .first()
        .map_or("", |note| note.message.as_str());
    chart("% delivered over time", remark, &lines, end)
}

fn human(report: &ComparisonReport, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (name, one) in [("first", &report.first), ("second", &report.second)] {
        writeln!(out, "{name}: {}", policy(&one.policy))?;
        if let Some(curve) = &one.backoff {
            writeln!(out, "  delays {}", backoff(curve))?;
        }
        let attempts = words::counted(one.retries + 1, "attempt", "attempts");
        let condition = one
            .exhausted_retry_condition
            .map_or_else(String::new, |condition| format!(": {condition}"));
        writeln!(
            out,
            "  {} after {attempts}, {}{condition}",
            one.outcome,
            long_seconds(one.ended_at_seconds)
        )?;
        if let Some(many) = &one.monte_carlo {
            writeln!(out)?;
            monte_carlo(many, out)?;
        }
        writeln!(out)?;
    }
    if let Some(paired) = &report.paired {
        writeln!(
            out,
            "the same {} under both",
            words::counted(paired.runs, "event", "events")
        )?;
        let shares = [
            ("both deliver", &paired.both),
            ("only the first", &paired.only_first),
            ("only the second", &paired.only_second),
            ("neither", &paired.neither),
        ];
        for (name, one) in shares {
            writeln!(out, "{name:<15} {}", share(one))?;
        }
        writeln!(
            out,
            "attempts        {:+.3} per event under the second",
            paired.attempts_difference
        )?;
        writeln!(out)?;
    }
    writeln!(out, "profile   {}", report.profile)?;
    writeln!(out, "fails     {}", report.fail.join(", "))?;
    writeln!(out, "seed      {}", report.seed)?;
    requirements(&report.requirements, out)?;
    notes(&report.notes, width, out)
}

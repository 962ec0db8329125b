//! A delay curve estimated from logs.

use std::io::{self, Write};

use super::deliveries::{Line, chart, decimal, notes, seconds};
use super::table::Table;
use super::{csv, json, words};
use crate::report::Format;
use crate::report::fit_retries::{DelayReport, EstimateReport, FitDocument};

/// How many retries are shown, of many.
const SHOWN: usize = 20;

/// Writes a fit.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn fit(
    report: &FitDocument,
    format: Format,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            for delay in &report.fit.delays {
                json::line(delay, out)?;
            }
            let mut rest = report.clone();
            rest.fit.delays.clear();
            json::line(&rest, out)
        }
        Format::Csv => {
            csv::record(
                &[
                    "retry",
                    "samples",
                    "min_seconds",
                    "median_seconds",
                    "max_seconds",
                ],
                out,
            )?;
            report.fit.delays.iter().try_for_each(|delay| {
                let cells = [
                    delay.retry.to_string(),
                    delay.samples.to_string(),
                    delay.min_seconds.to_string(),
                    delay.median_seconds.to_string(),
                    delay.max_seconds.to_string(),
                ];
                csv::record(&cells.each_ref().map(String::as_str), out)
            })
        }
        Format::Svg => out.write_all(picture(report).as_bytes()),
        _ => human(report, width, out),
    }
}

fn picture(report: &FitDocument) -> String {
    let retry = |delay: &DelayReport| f64::from(u32::try_from(delay.retry).unwrap_or(u32::MAX));
    let line = |name, color, of: fn(&DelayReport) -> f64| Line {
        name,
        color,
        points: report
            .fit
            .delays
            .iter()
            .map(|delay| (retry(delay), of(delay)))
            .collect(),
        is_stepped: false,
    };
    let lines = [
        line("shortest", "#7f7f7f", |delay| delay.min_seconds),
        line("median", "#1f77b4", |delay| delay.median_seconds),
        line("longest", "#d62728", |delay| delay.max_seconds),
    ];
    let end = report.fit.delays.last().map_or(1.0, retry);
    chart(
        "seconds before each retry",
        "the axis counts retries, not seconds",
        &lines,
        end,
    )
}

fn human(report: &FitDocument, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let fit = &report.fit;
    writeln!(out, "--backoff {}\n", fit.setting)?;
    let estimate = |of: &EstimateReport, unit: &str| {
        format!(
            "{}{unit} (95 %: {}{unit} to {}{unit})",
            decimal(of.value, 4),
            decimal(of.low, 4),
            decimal(of.high, 4)
        )
    };
    writeln!(out, "initial     {}", estimate(&fit.initial_seconds, " s"))?;
    let or_not = |of: Option<&EstimateReport>, unit| {
        of.map_or_else(
            || "not shown by the logs".to_owned(),
            |of| estimate(of, unit),
        )
    };
    writeln!(out, "multiplier  {}", or_not(fit.multiplier.as_ref(), ""))?;
    writeln!(
        out,
        "cap         {}",
        or_not(fit.cap_seconds.as_ref(), " s")
    )?;
    writeln!(out, "jitter      {}", fit.jitter)?;
    writeln!(
        out,
        "from        {} between the attempts of {}",
        words::counted(fit.samples, "delay", "delays"),
        words::counted(fit.invocations, "invocation", "invocations")
    )?;
    writeln!(out, "seed        {}\n", report.seed)?;
    let mut table = Table::new(["retry", "delays", "shortest", "median", "longest"]);
    for delay in fit.delays.iter().take(SHOWN) {
        table.row(vec![
            delay.retry.to_string(),
            delay.samples.to_string(),
            seconds(delay.min_seconds),
            seconds(delay.median_seconds),
            seconds(delay.max_seconds),
        ]);
    }
    table.write(out)?;
    let more = fit.delays.len().saturating_sub(SHOWN) as u64;
    if more > 0 {
        writeln!(
            out,
            "… and {}",
            words::counted(more, "retry more", "retries more")
        )?;
    }
    notes(&report.notes, width, out)
}

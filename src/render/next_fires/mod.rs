//! `evb next-fires`: a table, JSON, CSV, a calendar, a picture.

mod human;
mod ics;
mod picture;

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::style::Style;
use super::{csv, json};
use crate::report::ErrorDocument;
use crate::report::Format;
use crate::report::next_fires::{FireLine, NextFires};

/// Writes the report. `after` is the instant from which the time until a fire is counted.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &NextFires,
    after: DateTime<Utc>,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            for (schedule, fire) in report.timeline() {
                json::line(&FireLine::new(schedule, fire), out)?;
            }
            match &report.error {
                Some(error) => json::line(
                    &ErrorDocument {
                        version: 1,
                        error: error.clone(),
                    },
                    out,
                ),
                None => Ok(()),
            }
        }
        Format::Csv => {
            csv::record(
                &[
                    "name",
                    "at",
                    "local",
                    "weekday",
                    "timezone",
                    "window_end",
                    "clock_change",
                    "expression",
                ],
                out,
            )?;
            for (schedule, fire) in report.timeline() {
                csv::record(
                    &[
                        &schedule.name,
                        &fire.at,
                        &fire.local,
                        &fire.weekday,
                        &schedule.timezone,
                        fire.window_end.as_deref().unwrap_or_default(),
                        fire.clock_change
                            .as_ref()
                            .map_or("", |change| change.effect),
                        &schedule.expression,
                    ],
                    out,
                )?;
            }
            Ok(())
        }
        Format::Ics => ics::write(report, out),
        Format::Svg => picture::write(report, out),
        Format::Human => human::write(report, after, Style::new(color), out),
    }
}

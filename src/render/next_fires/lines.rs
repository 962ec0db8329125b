//! Formats in which each fire is written as soon as it is known: JSON Lines, CSV and a calendar.

use std::io::{self, Write};

use super::ics::{self, Calendar};
use crate::render::{csv, json};
use crate::report::Format;
use crate::report::next_fires::{Fire, FireLine, NextFires, RefusedDocument, ScheduleFires};

/// Writes the fires of a report one by one. The report itself has none: it tells what the schedules are.
pub struct Lines<'a> {
    report: &'a NextFires,
    form: Form,
}

enum Form {
    Jsonl,
    Csv,
    Ics(Calendar),
}

impl<'a> Lines<'a> {
    /// What writes `report` in `format`; `None` for a format that needs all fires at once.
    #[must_use]
    pub fn new(report: &'a NextFires, format: Format) -> Option<Self> {
        let form = match format {
            Format::Jsonl => Form::Jsonl,
            Format::Csv => Form::Csv,
            Format::Ics => Form::Ics(Calendar::new(report)),
            _ => return None,
        };
        Some(Self { report, form })
    }

    /// Writes what stands before the fires.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.form {
            Form::Jsonl => Ok(()),
            Form::Csv => csv::record(
                &[
                    "name",
                    "at",
                    "local",
                    "weekday",
                    "timezone",
                    "window_end",
                    "clock_change",
                    "expression",
                    "note",
                ],
                out,
            ),
            Form::Ics(_) => ics::begin(out),
        }
    }

    /// Writes a fire of the schedule at `index`.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn fire(&self, index: usize, fire: &Fire, out: &mut dyn Write) -> io::Result<()> {
        let Some(schedule) = self.report.schedules.get(index) else {
            return Ok(());
        };
        match &self.form {
            Form::Jsonl => json::line(&FireLine::new(schedule, fire), out),
            Form::Csv => record(schedule, fire, out),
            Form::Ics(calendar) => calendar.event(index, schedule, fire, out),
        }
    }

    /// Writes what stands behind the fires.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        match (&self.form, &self.report.error) {
            (Form::Jsonl, Some(error)) => json::line(
                &RefusedDocument {
                    version: 1,
                    error: error.clone(),
                    refused: self.report.refused.clone(),
                },
                out,
            ),
            (Form::Jsonl, None) | (Form::Csv, _) => Ok(()),
            (Form::Ics(_), _) => ics::end(out),
        }
    }
}

fn record(schedule: &ScheduleFires, fire: &Fire, out: &mut dyn Write) -> io::Result<()> {
    csv::record(
        &[
            &schedule.name,
            &fire.at,
            &fire.local,
            fire.weekday,
            &schedule.timezone,
            fire.window_end.as_deref().unwrap_or_default(),
            fire.clock_change
                .as_ref()
                .map_or("", |change| change.effect),
            &schedule.expression,
            &fire.notes().join("; "),
        ],
        out,
    )
}

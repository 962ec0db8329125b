//! Formats in which each fire stands for itself, in the order of time: JSON Lines, CSV and a calendar.

use std::io::{self, Write};

use super::block::Block;
use super::fields::{CsvRecord, JsonLine, push_plain_csv, push_plain_json};
use super::ics::{self, Calendar};
use super::moments::Moments;
use crate::render::{csv, json};
use crate::report::Format;
use crate::report::next_fires::{Fire, FireLine, NextFires, RefusedDocument};

/// Writes the fires of a report while they are found.
pub struct Lines<'a> {
    report: &'a NextFires,
    form: Form,
    moments: Moments,
    block: Block,
}

/// The format, and what it has prepared of each schedule.
enum Form {
    Jsonl(Vec<JsonLine>),
    Csv(Vec<CsvRecord>),
    Ics(Calendar),
}

impl<'a> Lines<'a> {
    /// What writes `report` in `format`; `None` for another format.
    #[must_use]
    pub fn new(report: &'a NextFires, format: Format) -> Option<Self> {
        let schedules = report.schedules.iter();
        let form = match format {
            Format::Jsonl => Form::Jsonl(schedules.map(JsonLine::new).collect()),
            Format::Csv => Form::Csv(schedules.map(CsvRecord::new).collect()),
            Format::Ics => Form::Ics(Calendar::new(report)),
            _ => return None,
        };
        Some(Self {
            report,
            form,
            moments: Moments::new(),
            block: Block::new(),
        })
    }

    /// Writes what stands before the fires.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn begin(&mut self) -> io::Result<()> {
        let out = &mut self.block.bytes;
        match &self.form {
            Form::Jsonl(_) => Ok(()),
            Form::Csv(_) => csv::record(
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
    #[inline]
    pub fn fire(&mut self, index: usize, fire: &Fire, out: &mut dyn Write) -> io::Result<()> {
        if !fire.is_calm() || !Moments::has(fire) {
            return self.plain(index, fire, out);
        }
        let (moments, bytes) = (&mut self.moments, &mut self.block.bytes);
        match &self.form {
            Form::Jsonl(lines) => {
                if let Some(line) = lines.get(index) {
                    line.push(fire, moments, bytes);
                    bytes.push(b'\n');
                }
            }
            Form::Csv(records) => {
                if let Some(record) = records.get(index) {
                    record.push(fire, moments, bytes);
                }
            }
            Form::Ics(calendar) => calendar.push(index, fire, moments, bytes),
        }
        self.block.settle(out)
    }

    /// The same in the plain way: every text that is in it is made for it.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    #[cold]
    pub fn plain(&mut self, index: usize, fire: &Fire, out: &mut dyn Write) -> io::Result<()> {
        let Some(schedule) = self.report.schedules.get(index) else {
            return Ok(());
        };
        let bytes = &mut self.block.bytes;
        match &self.form {
            Form::Jsonl(_) => {
                push_plain_json(&FireLine::new(&schedule.name, fire), bytes)?;
                bytes.push(b'\n');
            }
            Form::Csv(_) => push_plain_csv(schedule, fire, bytes)?,
            Form::Ics(calendar) => calendar.push_plain(index, schedule, fire, bytes)?,
        }
        self.block.settle(out)
    }

    /// Writes what stands behind the fires.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        let bytes = &mut self.block.bytes;
        match (&self.form, &self.report.unread.error) {
            (Form::Jsonl(_), Some(error)) => json::line(
                &RefusedDocument {
                    version: 1,
                    error: error.clone(),
                    refused: self.report.unread.refused.clone(),
                },
                bytes,
            )?,
            (Form::Jsonl(_), None) | (Form::Csv(_), _) => {}
            (Form::Ics(_), _) => ics::end(bytes)?,
        }
        self.block.finish(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::next_fires::{ScheduleFires, Unread};
    use crate::schedule::{FlexibleTimeWindow, Schedule, Service, ZoneDatabase, parse};

    fn report(expression: &str, timezone: &str) -> NextFires {
        NextFires {
            version: 1,
            tzdata: String::new(),
            after: Some("2026-11-20T10:00:00Z".to_owned()),
            before: None,
            until: None,
            schedules: vec![ScheduleFires {
                name: format!("é, \"{expression}"),
                expression: expression.to_owned(),
                service: "scheduler",
                timezone: timezone.to_owned(),
                description: Some("every so often; or not".to_owned()),
            }],
            unread: Unread::default(),
        }
    }

    fn written(report: &NextFires, format: Format, fires: &[Fire], is_plain: bool) -> String {
        let (mut lines, mut out) = (Lines::new(report, format).unwrap(), Vec::new());
        for fire in fires {
            match is_plain {
                true => lines.plain(0, fire, &mut out).unwrap(),
                false => lines.fire(0, fire, &mut out).unwrap(),
            }
        }
        lines.end(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_fire_in_digits_is_what_it_is_in_the_plain_way() {
        let zones = ["UTC", "America/St_Johns", "Africa/Monrovia", "Pacific/Apia"];
        let starts = ["0001-01-01", "1969-12-31", "2026-10-30", "9999-12-01"];
        for (zone, start) in zones
            .into_iter()
            .flat_map(|zone| starts.map(|start| (zone, start)))
        {
            let parsed = parse("rate(397 minutes)", Service::Scheduler).unwrap();
            let schedule = Schedule::new(parsed.expression)
                .in_zone(ZoneDatabase::bundled().zone(zone).unwrap().into());
            for minutes in [0, 1_440] {
                let window = FlexibleTimeWindow::flexible(minutes).unwrap_or_default();
                let schedule = schedule.clone().with_window(window);
                let after = format!("{start}T00:00:07Z").parse().unwrap();
                let fires = schedule.occurrences(after).take(150);
                let fires: Vec<Fire> = fires.map(|fire| Fire::calm(&schedule, fire)).collect();
                let report = report("rate(397 minutes)", zone);
                for format in [Format::Jsonl, Format::Csv, Format::Ics] {
                    let digits = written(&report, format, &fires, false);
                    assert_eq!(
                        digits,
                        written(&report, format, &fires, true),
                        "{zone} {start}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_calendar_folds_a_local_time_wherever_the_line_is_full() {
        let parsed = parse("rate(1 minute)", Service::Scheduler).unwrap();
        let schedule = Schedule::new(parsed.expression);
        let fire = schedule
            .occurrences("2026-11-20T10:00:00Z".parse().unwrap())
            .next();
        let fires = [Fire::calm(&schedule, fire.unwrap())];
        for length in 0..160 {
            let report = report(&"x".repeat(length), "UTC");
            let digits = written(&report, Format::Ics, &fires, false);
            assert_eq!(
                digits,
                written(&report, Format::Ics, &fires, true),
                "{length}"
            );
        }
    }
}

//! The table of fires.
//!
//! Its rows are made twice, of fires that are found twice: first to see how wide the columns are, then to write them. So
//! none is held, but for the few that tell what clock changes leave out.

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::block::Block;
use super::cells::CellMaker;
use super::moments::Moments;
use super::skipped::{Kept, Row};
use crate::render::printable::printable;
use crate::render::style::Style;
use crate::render::table::Columns;
use crate::report::next_fires::{Fire, NextFires, ScheduleFires, SkippedFire};

/// What a table must know of its rows before they are written.
pub struct Table<'a> {
    report: &'a NextFires,
    several: bool,
    columns: Columns,
    cells: CellMaker,
    /// Of each schedule, whether it fires.
    fires: Vec<bool>,
    /// How many schedules fire more often than is shown.
    cut: usize,
    kept: BTreeMap<usize, Kept>,
}

impl<'a> Table<'a> {
    /// A table of which no fire is known yet. `after` is the instant from which the time until a fire is counted.
    #[must_use]
    pub fn new(report: &'a NextFires, after: DateTime<Utc>) -> Self {
        let several = readable(report).count() > 1;
        let mut columns = Columns::default();
        columns.see(&heading(report, several));
        Self {
            report,
            several,
            columns,
            cells: CellMaker::new(after.timestamp()),
            fires: vec![false; report.schedules.len()],
            cut: 0,
            kept: BTreeMap::new(),
        }
    }

    /// Looks at a fire of the schedule at `index`.
    pub fn see(&mut self, index: usize, fire: Fire) {
        let was_seen = self
            .fires
            .get_mut(index)
            .is_some_and(|fires| std::mem::replace(fires, true));
        if was_seen && fire.is_calm() && Moments::has(&fire) {
            // The others are as wide as those of the fire before.
            let until = self.cells.until(&fire);
            return self.columns.see(&["", "", "", "", until, "", ""]);
        }
        let name = name(self.report, self.several, index);
        self.columns.see(&self.cells.fire(&fire).behind(name));
        self.keep(index, fire.skipped);
    }

    /// Looks at what stands behind the fires of the schedule at `index`: what is skipped there, and whether more fires
    /// follow.
    pub fn see_behind(&mut self, index: usize, skipped: Vec<SkippedFire>, more: bool) {
        self.keep(index, skipped);
        self.cut += usize::from(more);
        if let Some(fires) = self.fires.get_mut(index) {
            *fires |= more;
        }
    }

    fn keep(&mut self, index: usize, skipped: Vec<SkippedFire>) {
        if skipped.is_empty() {
            return;
        }
        let kept = self.kept.entry(index).or_default();
        skipped.into_iter().for_each(|skipped| kept.add(skipped));
    }

    /// Writes what stands before the rows. Everything has been seen.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn begin(mut self, has_color: bool, out: &mut dyn Write) -> io::Result<Rows<'a>> {
        let style = Style::new(has_color);
        for (schedule, fires) in self.report.schedules.iter().zip(&self.fires) {
            if schedule.description.is_some() {
                about(schedule, *fires, style, out)?;
            }
        }
        let mut skipped = Vec::new();
        for (index, kept) in std::mem::take(&mut self.kept) {
            for row in kept.into_rows() {
                let name = name(self.report, self.several, index);
                self.columns.see(&self.cells.skipped(&row).behind(name));
                skipped.push((row.skipped.seconds, index, row));
            }
        }
        skipped.sort_by_key(|(seconds, index, _)| (*seconds, *index));
        let mut rows = Rows {
            skipped: skipped.into_iter().peekable(),
            table: self,
            style,
            line: String::new(),
            block: Block::new(),
        };
        if rows.table.columns.has_rows() {
            writeln!(out)?;
            let heading = heading(rows.table.report, rows.table.several);
            push(
                &rows.table.columns,
                &heading,
                &mut rows.line,
                &mut rows.block,
            );
        }
        Ok(rows)
    }
}

/// The rows of a table, as they are written.
pub struct Rows<'a> {
    table: Table<'a>,
    /// What is skipped and not written yet, in the order of time and of the schedules.
    skipped: std::iter::Peekable<std::vec::IntoIter<(i64, usize, Row)>>,
    style: Style,
    line: String,
    block: Block,
}

impl Rows<'_> {
    /// Writes a fire that was seen, in the order of time.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn fire(&mut self, index: usize, fire: &Fire, out: &mut dyn Write) -> io::Result<()> {
        // At the same instant, what the clock leaves out stands before what it shows then.
        self.skipped_until((fire.occurrence.seconds(), index), out)?;
        let name = name(self.table.report, self.table.several, index);
        let cells = self.table.cells.fire(fire).behind(name);
        push(&self.table.columns, &cells, &mut self.line, &mut self.block);
        self.block.settle(out)
    }

    fn skipped_until(&mut self, until: (i64, usize), out: &mut dyn Write) -> io::Result<()> {
        let is_due = |(seconds, index, _): &(i64, usize, Row)| (*seconds, *index) <= until;
        while let Some((_, index, row)) = self.skipped.next_if(is_due) {
            let name = name(self.table.report, self.table.several, index);
            let cells = self.table.cells.skipped(&row).behind(name);
            push(&self.table.columns, &cells, &mut self.line, &mut self.block);
            self.block.settle(out)?;
        }
        Ok(())
    }

    /// Writes what stands behind the last fire.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        self.skipped_until((i64::MAX, usize::MAX), out)?;
        self.block.finish(out)?;
        let report = self.table.report;
        if let Some(more) = self.table.more() {
            writeln!(out, "\n{more}")?;
        }
        let until = report
            .until
            .as_deref()
            .map_or_else(String::new, |until| format!(" until {until}"));
        let asked = asked(report);
        let trailer = format!("{asked}{until}, time zone database {}", report.tzdata);
        writeln!(out, "\n{}", self.style.faint(&trailer))
    }
}

fn push(columns: &Columns, cells: &[&str], line: &mut String, block: &mut Block) {
    line.clear();
    columns.push(cells, line);
    block.bytes.extend_from_slice(line.as_bytes());
}

impl Table<'_> {
    /// Whose lists `--count` ended: one alone shows that by itself, unless an end was asked for that it does not reach.
    fn more(&self) -> Option<String> {
        let until = self.report.until.as_deref();
        let (cut, all) = (self.cut, readable(self.report).count());
        if cut == 0 || (all == 1 && until.is_none()) {
            return None;
        }
        let whose = if all == 1 {
            String::new()
        } else if cut == all {
            " of every schedule".to_owned()
        } else {
            format!(" of {cut} of the {all} schedules")
        };
        let until = until.map_or_else(String::new, |until| format!(" until {until}"));
        let lie = if self.report.before.is_some() {
            "lie before"
        } else {
            "follow"
        };
        Some(format!(
            "more fires{whose} {lie}{until}: `--count` shows them"
        ))
    }
}

fn readable(report: &NextFires) -> impl Iterator<Item = &ScheduleFires> {
    let schedules = report.schedules.iter();
    schedules.filter(|schedule| schedule.description.is_some())
}

/// Which fires were asked for.
pub(super) fn asked(report: &NextFires) -> String {
    match (&report.before, &report.after) {
        (Some(before), Some(after)) => format!("before {before} and after {after}"),
        (Some(before), None) => format!("before {before}"),
        (None, after) => format!("after {}", after.as_deref().unwrap_or_default()),
    }
}

fn heading(report: &NextFires, several: bool) -> [&'static str; 7] {
    [
        if several { "schedule" } else { "" },
        "day",
        "local",
        "UTC",
        if report.before.is_some() { "ago" } else { "in" },
        "window end",
        "clock change",
    ]
}

/// One schedule needs no name: its column stays empty and is left out.
fn name(report: &NextFires, several: bool, index: usize) -> &str {
    let schedule = report.schedules.get(index).filter(|_| several);
    schedule.map_or("", |schedule| &schedule.name)
}

/// What the schedule says, and what its list leaves out.
fn about(
    schedule: &ScheduleFires,
    fires: bool,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = if schedule.name == schedule.expression {
        String::new()
    } else {
        format!("{}: ", schedule.name)
    };
    let title = style.name(&format!("{name}{}", schedule.expression));
    let description = schedule.description.as_deref().unwrap_or_default();
    let none = if fires { "" } else { "; nothing fires" };
    let timezone = printable(&schedule.timezone);
    writeln!(out, "{title} ({timezone}): {description}{none}")
}

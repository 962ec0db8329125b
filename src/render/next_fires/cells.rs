//! The cells of a row of the table, made in texts that are used again for the next row.

use super::fields::{push_instant, push_local};
use super::moments::Moments;
use super::skipped::Row;
use crate::render::words;
use crate::report::next_fires::Fire;

/// The cells of a row behind the name of its schedule.
pub(super) struct Cells<'r> {
    pub(super) day: &'static str,
    pub(super) local: &'r str,
    pub(super) utc: &'r str,
    pub(super) until: &'r str,
    pub(super) window_end: &'r str,
    pub(super) note: &'r str,
}

impl<'r> Cells<'r> {
    /// All of the row.
    pub(super) fn behind(&self, name: &'r str) -> [&'r str; 7] {
        [
            name,
            self.day,
            self.local,
            self.utc,
            self.until,
            self.window_end,
            self.note,
        ]
    }
}

/// Makes the cells of one row after the other.
pub(super) struct CellMaker {
    /// The instant from which the time until a fire is counted, in seconds since 1970.
    after: i64,
    moments: Moments,
    bytes: Vec<u8>,
    local: String,
    utc: String,
    until: String,
    window_end: String,
}

impl CellMaker {
    pub(super) fn new(after: i64) -> Self {
        Self {
            after,
            moments: Moments::new(),
            bytes: Vec::new(),
            local: String::new(),
            utc: String::new(),
            until: String::new(),
            window_end: String::new(),
        }
    }

    /// Of a fire.
    pub(super) fn fire<'r>(&'r mut self, fire: &'r Fire) -> Cells<'r> {
        let texts = [&mut self.local, &mut self.utc, &mut self.window_end];
        texts.into_iter().for_each(String::clear);
        let weekday = if Moments::has(fire) {
            self.usual(fire)
        } else {
            push_shortened(&fire.local(), &mut self.local);
            push_shortened(&fire.at(), &mut self.utc);
            push_shortened(&fire.window_end().unwrap_or_default(), &mut self.window_end);
            fire.weekday()
        };
        self.until(fire);
        Cells {
            day: weekday.get(..3).unwrap_or(weekday),
            local: &self.local,
            utc: &self.utc,
            until: &self.until,
            window_end: &self.window_end,
            note: fire.clock_change.as_ref().map_or("", |change| &change.note),
        }
    }

    /// The time until a fire alone.
    pub(super) fn until(&mut self, fire: &Fire) -> &str {
        let until = (fire.occurrence.seconds() - self.after).unsigned_abs();
        self.until.clear();
        words::push_duration(until, &mut self.until);
        &self.until
    }

    /// Makes the texts of a fire whose times have the usual number of digits, and returns the day of the week.
    fn usual(&mut self, fire: &Fire) -> &'static str {
        let Self { moments, bytes, .. } = self;
        bytes.clear();
        let local = moments.local(fire);
        push_local(&local, bytes);
        let weekday = local.weekday;
        push_shortened(text(bytes), &mut self.local);
        bytes.clear();
        push_instant(&moments.at(fire), bytes);
        push_shortened(text(bytes), &mut self.utc);
        if let Some(end) = moments.window_end(fire) {
            bytes.clear();
            push_instant(&end, bytes);
            push_shortened(text(bytes), &mut self.window_end);
        }
        weekday
    }

    /// Of a time that is no fire.
    pub(super) fn skipped<'r>(&'r mut self, row: &'r Row) -> Cells<'r> {
        let local = row.skipped.local.replace('T', " ");
        self.local.clear();
        self.local
            .push_str(local.strip_suffix(":00").unwrap_or(&local));
        Cells {
            day: "",
            local: &self.local,
            utc: "-",
            until: "",
            window_end: "",
            note: &row.note,
        }
    }
}

/// Digits and signs are text.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// `2026-11-20 10:00 +02:00` for `2026-11-20T10:00:00+02:00`; seconds are kept where there are some.
fn push_shortened(time: &str, out: &mut String) {
    let (Some(date), Some(clock), Some(offset)) =
        (time.get(..10), time.get(11..19), time.get(19..))
    else {
        out.push_str(time);
        return;
    };
    out.push_str(date);
    out.push(' ');
    out.push_str(clock.strip_suffix(":00").unwrap_or(clock));
    if offset != "Z" {
        out.push(' ');
    }
    out.push_str(offset);
}

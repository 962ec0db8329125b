//! A calendar that calendar programs import: iCalendar, RFC 5545.
//!
//! An event is the time in which the invocation may come: a minute, or the flexible time window. Nothing in
//! it depends on the clock, so the same question gives the same file.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::render::printable::printable_text;
use crate::report::next_fires::{Fire, NextFires, ScheduleFires};

/// The most octets of a line, its break left out.
///
/// RFC 5545, 3.1: lines should not be longer than 75 octets.
const LONGEST_LINE: usize = 75;

/// What must be known of the schedules before their events are written.
pub(super) struct Calendar {
    /// The instant from which fires are listed.
    stamp: String,
    /// For each schedule, what tells its events apart from those of the others.
    identities: Vec<String>,
}

impl Calendar {
    pub(super) fn new(report: &NextFires) -> Self {
        let mut given: BTreeMap<u64, u32> = BTreeMap::new();
        let identities = report.schedules.iter().map(|schedule| {
            let hash = hash(schedule);
            let times = given.entry(hash).or_default();
            *times += 1;
            // The same schedule may be given several times.
            match times {
                1 => format!("{hash:016x}"),
                nth => format!("{hash:016x}-{nth}"),
            }
        });
        Self {
            identities: identities.collect(),
            stamp: compact(&report.after),
        }
    }

    /// Writes one fire of the schedule at `index`.
    pub(super) fn event(
        &self,
        index: usize,
        schedule: &ScheduleFires,
        fire: &Fire,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let start = compact(&fire.at);
        let description = schedule.description.as_deref().unwrap_or_default();
        let mut about = format!(
            "{}\n{description}\n{} in {}",
            schedule.expression, fire.local, schedule.timezone
        );
        for note in fire.notes() {
            about.push('\n');
            about.push_str(&note);
        }
        let identity = self.identities.get(index).map_or("", String::as_str);
        line("BEGIN:VEVENT", out)?;
        // RFC 5545, 3.8.4.7: a UID is that of one event only.
        line(&format!("UID:{start}-{identity}@evb"), out)?;
        line(&format!("DTSTAMP:{}", self.stamp), out)?;
        line(&format!("DTSTART:{start}"), out)?;
        match &fire.window_end {
            Some(end) => line(&format!("DTEND:{}", compact(end)), out)?,
            None => line("DURATION:PT1M", out)?,
        }
        line(&format!("SUMMARY:{}", escaped(&schedule.name)), out)?;
        line(&format!("DESCRIPTION:{}", escaped(&about)), out)?;
        line("TRANSP:TRANSPARENT", out)?;
        line("END:VEVENT", out)
    }
}

/// Writes what stands before the events.
pub(super) fn begin(out: &mut dyn Write) -> io::Result<()> {
    line("BEGIN:VCALENDAR", out)?;
    line("VERSION:2.0", out)?;
    line(
        concat!("PRODID:-//evb//evb ", env!("CARGO_PKG_VERSION"), "//EN"),
        out,
    )?;
    line("CALSCALE:GREGORIAN", out)?;
    line("X-WR-CALNAME:EventBridge schedules", out)
}

/// Writes what stands behind them.
pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    line("END:VCALENDAR", out)
}

/// `20261120T080000Z` for `2026-11-20T08:00:00Z`.
fn compact(time: &str) -> String {
    time.chars()
        .filter(|character| !matches!(character, '-' | ':'))
        .collect()
}

/// RFC 5545, 3.3.11: text, in its printable form but for line breaks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in printable_text(text).chars() {
        match character {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            // Its printable form, with a backslash more.
            '\t' => out.push_str("\\\\t"),
            _ => out.push(character),
        }
    }
    out
}

/// Writes one line, folded where it is too long: a break and a blank, between characters.
fn line(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut folded = String::with_capacity(text.len() + 8);
    let mut used = 0;
    for character in text.chars() {
        if used + character.len_utf8() > LONGEST_LINE {
            folded.push_str("\r\n ");
            used = 1;
        }
        folded.push(character);
        used += character.len_utf8();
    }
    write!(out, "{folded}\r\n")
}

/// A number that tells schedules apart and is the same everywhere: FNV-1a of name, expression and zone.
fn hash(schedule: &ScheduleFires) -> u64 {
    let parts = [&schedule.name, &schedule.expression, &schedule.timezone];
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

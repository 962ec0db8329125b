//! A calendar that calendar programs import: iCalendar, RFC 5545.
//!
//! An event is the time in which the invocation may come: a minute, or the flexible time window. Nothing in
//! it depends on the clock, so the same question gives the same file.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::report::next_fires::{Fire, NextFires, ScheduleFires};

/// The most octets of a line, its break left out.
///
/// RFC 5545, 3.1: lines should not be longer than 75 octets.
const LONGEST_LINE: usize = 75;

pub(super) fn write(report: &NextFires, out: &mut dyn Write) -> io::Result<()> {
    line("BEGIN:VCALENDAR", out)?;
    line("VERSION:2.0", out)?;
    line(
        concat!("PRODID:-//evb//evb ", env!("CARGO_PKG_VERSION"), "//EN"),
        out,
    )?;
    line("CALSCALE:GREGORIAN", out)?;
    line("X-WR-CALNAME:EventBridge schedules", out)?;
    let stamp = compact(&report.after);
    let mut given = BTreeMap::new();
    for (schedule, fire) in report.timeline() {
        let times: &mut u32 = given.entry((fire.seconds, hash(schedule))).or_default();
        *times += 1;
        event(schedule, fire, *times, &stamp, out)?;
    }
    line("END:VCALENDAR", out)
}

/// `nth` counts the same fire of the same schedule, which may be given several times.
fn event(
    schedule: &ScheduleFires,
    fire: &Fire,
    nth: u32,
    stamp: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let start = compact(&fire.at);
    let description = schedule.description.as_deref().unwrap_or_default();
    let change = fire
        .clock_change
        .as_ref()
        .map_or_else(String::new, |change| format!("\n{}", change.note));
    let about = format!(
        "{}\n{description}\n{} in {}{change}",
        schedule.expression, fire.local, schedule.timezone
    );
    line("BEGIN:VEVENT", out)?;
    // RFC 5545, 3.8.4.7: a UID is that of one event only.
    let again = if nth > 1 {
        format!("-{nth}")
    } else {
        String::new()
    };
    let uid = format!("{start}-{:016x}{again}@evb", hash(schedule));
    line(&format!("UID:{uid}"), out)?;
    line(&format!("DTSTAMP:{stamp}"), out)?;
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

/// `20261120T080000Z` for `2026-11-20T08:00:00Z`.
fn compact(time: &str) -> String {
    time.chars()
        .filter(|character| !matches!(character, '-' | ':'))
        .collect()
}

/// RFC 5545, 3.3.11: text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            _ if character.is_control() => {}
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

//! A calendar that calendar programs import: iCalendar, RFC 5545.
//!
//! An event is the time in which the invocation may come: a minute, or the flexible time window. Nothing in
//! it depends on the clock, so the same question gives the same file.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::fields::push_local;
use super::moments::{Instant, Moments};
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
    events: Vec<Event>,
}

/// The events of one schedule: what is the same in all of them, in the lines that it stands in.
struct Event {
    /// What tells them apart from those of the others.
    identity: String,
    /// Between the instant in the first line behind `BEGIN` and that in the third.
    identified: Vec<u8>,
    /// From the summary to the local time in the description.
    described: Vec<u8>,
    /// How much of the local time stands before the line is folded.
    local_before_fold: usize,
    /// The rest.
    tail: Vec<u8>,
}

/// `2026-11-20T10:00:00+02:00`
const LOCAL_BYTES: usize = 25;

impl Calendar {
    pub(super) fn new(report: &NextFires) -> Self {
        let mut given: BTreeMap<u64, u32> = BTreeMap::new();
        let asked = report.before.as_ref().or(report.after.as_ref());
        let stamp = compact(asked.map_or("", String::as_str));
        let events = report.schedules.iter().map(|schedule| {
            let hash = hash(schedule);
            let times = given.entry(hash).or_default();
            *times += 1;
            // The same schedule may be given several times.
            let identity = match times {
                1 => format!("{hash:016x}"),
                nth => format!("{hash:016x}-{nth}"),
            };
            Event::new(schedule, identity, &stamp)
        });
        Self {
            events: events.collect(),
            stamp,
        }
    }

    /// Writes a fire of the schedule at `index` to which no clock change does anything, in digits.
    pub(super) fn push(&self, index: usize, fire: &Fire, moments: &mut Moments, out: &mut Vec<u8>) {
        let Some(event) = self.events.get(index) else {
            return;
        };
        out.extend_from_slice(b"BEGIN:VEVENT\r\nUID:");
        push_compact(&moments.at(fire), out);
        out.extend_from_slice(&event.identified);
        push_compact(&moments.at(fire), out);
        match moments.window_end(fire) {
            Some(end) => {
                out.extend_from_slice(b"\r\nDTEND:");
                push_compact(&end, out);
                out.extend_from_slice(b"\r\n");
            }
            None => out.extend_from_slice(b"\r\nDURATION:PT1M\r\n"),
        }
        out.extend_from_slice(&event.described);
        let begun = out.len();
        push_local(&moments.local(fire), out);
        if event.local_before_fold < LOCAL_BYTES {
            let fold = begun + event.local_before_fold;
            drop(out.splice(fold..fold, *b"\r\n "));
        }
        out.extend_from_slice(&event.tail);
    }

    /// Writes any fire of the schedule at `index`, in the plain way.
    pub(super) fn push_plain(
        &self,
        index: usize,
        schedule: &ScheduleFires,
        fire: &Fire,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let start = compact(&fire.at());
        let mut about = format!(
            "{}{} in {}",
            before_local(schedule),
            fire.local(),
            schedule.timezone
        );
        for note in fire.notes() {
            about.push('\n');
            about.push_str(&note);
        }
        let identity = self.events.get(index).map_or("", |event| &event.identity);
        line("BEGIN:VEVENT", out)?;
        // RFC 5545, 3.8.4.7: a UID is that of one event only.
        line(&format!("UID:{start}-{identity}@evb"), out)?;
        line(&format!("DTSTAMP:{}", self.stamp), out)?;
        line(&format!("DTSTART:{start}"), out)?;
        match fire.window_end() {
            Some(end) => line(&format!("DTEND:{}", compact(&end)), out)?,
            None => line("DURATION:PT1M", out)?,
        }
        line(&format!("SUMMARY:{}", escaped(&schedule.name)), out)?;
        line(&format!("DESCRIPTION:{}", escaped(&about)), out)?;
        line("TRANSP:TRANSPARENT", out)?;
        line("END:VEVENT", out)
    }
}

impl Event {
    fn new(schedule: &ScheduleFires, identity: String, stamp: &str) -> Self {
        let mut described = Folded::default();
        described.push(&format!("SUMMARY:{}", escaped(&schedule.name)));
        described.end();
        described.push(&format!("DESCRIPTION:{}", escaped(&before_local(schedule))));
        let local_before_fold = LONGEST_LINE.saturating_sub(described.used);
        let mut tail = Folded {
            used: described.used,
            ..Folded::default()
        };
        // Of the digits only their number counts.
        tail.push(&"0".repeat(LOCAL_BYTES));
        tail.text.clear();
        tail.push(&escaped(&format!(" in {}", schedule.timezone)));
        tail.end();
        tail.push("TRANSP:TRANSPARENT");
        tail.end();
        tail.push("END:VEVENT");
        tail.end();
        Self {
            identified: format!("-{identity}@evb\r\nDTSTAMP:{stamp}\r\nDTSTART:").into_bytes(),
            identity,
            described: described.text.into_bytes(),
            local_before_fold,
            tail: tail.text.into_bytes(),
        }
    }
}

/// What the description says before the local time.
fn before_local(schedule: &ScheduleFires) -> String {
    let description = schedule.description.as_deref().unwrap_or_default();
    format!("{}\n{description}\n", schedule.expression)
}

/// `20261120T080000Z`
fn push_compact(instant: &Instant<'_>, out: &mut Vec<u8>) {
    let [c, e, y, r, _, m, n, _, d, a, t] = *instant.date;
    let [h, o, _, k, i, _, s, f] = instant.clock;
    out.extend_from_slice(&[c, e, y, r, m, n, d, a, t, h, o, k, i, s, f, b'Z']);
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

/// Writes one line, folded where it is too long.
fn line(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut folded = Folded::default();
    folded.push(text);
    folded.end();
    out.write_all(folded.text.as_bytes())
}

/// Lines, folded where they are too long: a break and a blank, between characters.
#[derive(Default)]
struct Folded {
    text: String,
    /// How many bytes the last line has.
    used: usize,
}

impl Folded {
    fn push(&mut self, text: &str) {
        for character in text.chars() {
            if self.used + character.len_utf8() > LONGEST_LINE {
                self.text.push_str("\r\n ");
                self.used = 1;
            }
            self.text.push(character);
            self.used += character.len_utf8();
        }
    }

    fn end(&mut self) {
        self.text.push_str("\r\n");
        self.used = 0;
    }
}

/// A number that tells schedules apart and is the same everywhere: FNV-1a of name, expression and zone.
fn hash(schedule: &ScheduleFires) -> u64 {
    let parts = [&schedule.name, &schedule.expression, &schedule.timezone];
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

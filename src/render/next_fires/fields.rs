//! A fire as the text of a format, written in digits: what is constant about its schedule is prepared once.
//!
//! The plain way is to make a report of the fire and to write that, with every text that is in it. So are the few fires
//! written of which a clock change gives something to say, and those in years that have not four digits. The others are put
//! together here, byte for byte the same.

use std::io;

use super::moments::{Instant, Local, Moments};
use crate::render::csv;
use crate::report::next_fires::{Fire, FireLine, ScheduleFires};

/// What stands before the instant of a fire in a line of JSON.
pub(super) struct JsonLine {
    head: Vec<u8>,
}

impl JsonLine {
    /// A line of JSON Lines.
    pub(super) fn new(schedule: &ScheduleFires) -> Self {
        let mut head = b"{\"name\":".to_vec();
        // A text can always be written.
        head.extend(serde_json::to_vec(&schedule.name).unwrap_or_default());
        head.extend(b",\"at\":\"");
        Self { head }
    }

    /// A fire below its schedule.
    pub(super) fn below() -> Self {
        Self {
            head: b"{\"at\":\"".to_vec(),
        }
    }

    #[inline]
    pub(super) fn push(&self, fire: &Fire, moments: &mut Moments, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.head);
        push_instant(&moments.at(fire), out);
        out.extend_from_slice(b"\",\"local\":\"");
        let local = moments.local(fire);
        push_local(&local, out);
        out.extend_from_slice(b"\",\"weekday\":\"");
        out.extend_from_slice(local.weekday.as_bytes());
        match moments.window_end(fire) {
            None => out.extend_from_slice(b"\",\"window_end\":null}"),
            Some(end) => {
                out.extend_from_slice(b"\",\"window_end\":\"");
                push_instant(&end, out);
                out.extend_from_slice(b"\"}");
            }
        }
    }
}

/// A line of JSON of any fire, in the plain way.
pub(super) fn push_plain_json(line: &FireLine<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    serde_json::to_writer(out, line).map_err(io::Error::from)
}

/// What stands around the times of a fire in a record of CSV.
pub(super) struct CsvRecord {
    head: Vec<u8>,
    /// Between the day of the week and the end of the window.
    middle: Vec<u8>,
    tail: Vec<u8>,
}

impl CsvRecord {
    pub(super) fn new(schedule: &ScheduleFires) -> Self {
        let [name, timezone, expression] =
            [&schedule.name, &schedule.timezone, &schedule.expression]
                .map(|field| csv::cell(field));
        Self {
            head: format!("{name},").into_bytes(),
            middle: format!(",{timezone},").into_bytes(),
            tail: format!(",,{expression},\n").into_bytes(),
        }
    }

    #[inline]
    pub(super) fn push(&self, fire: &Fire, moments: &mut Moments, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.head);
        push_instant(&moments.at(fire), out);
        out.push(b',');
        let local = moments.local(fire);
        push_local(&local, out);
        out.push(b',');
        out.extend_from_slice(local.weekday.as_bytes());
        out.extend_from_slice(&self.middle);
        if let Some(end) = moments.window_end(fire) {
            push_instant(&end, out);
        }
        out.extend_from_slice(&self.tail);
    }
}

/// A record of any fire, in the plain way.
pub(super) fn push_plain_csv(
    schedule: &ScheduleFires,
    fire: &Fire,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    csv::record(
        &[
            &schedule.name,
            &fire.at(),
            &fire.local(),
            fire.weekday(),
            &schedule.timezone,
            &fire.window_end().unwrap_or_default(),
            fire.clock_change
                .as_ref()
                .map_or("", |change| change.effect),
            &schedule.expression,
            &fire.notes().join("; "),
        ],
        out,
    )
}

/// `2026-11-20T08:00:00Z`
#[inline]
pub(super) fn push_instant(instant: &Instant<'_>, out: &mut Vec<u8>) {
    let [a, b, c, d, e, f, g, h] = instant.clock;
    out.extend_from_slice(instant.date);
    out.extend_from_slice(&[a, b, c, d, e, f, g, h, b'Z']);
}

/// `2026-11-20T10:00:00+02:00`
#[inline]
pub(super) fn push_local(local: &Local<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(local.date);
    out.extend_from_slice(&local.clock);
    out.extend_from_slice(local.offset);
}

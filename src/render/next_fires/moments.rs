//! The times of fires in digits, without a text of their own.
//!
//! What the day and the offset give to write is kept until there is another: most fires are on the day of the one
//! before. How times are written is said by [`Fire::at`] and [`Fire::local`]; this writes the same.

use chrono::{DateTime, Datelike as _};

use crate::report::next_fires::{Fire, weekday};

const SECONDS_PER_DAY: i64 = 86_400;

/// 0001-01-03T00:00:00Z: the first day whose neighbours, and with them all times of a fire, have years of four digits.
const FIRST: i64 = -62_135_596_800 + 2 * SECONDS_PER_DAY;

/// 9999-12-29T00:00:00Z: behind the last such day; a window may reach the next one.
const BEHIND_LAST: i64 = 253_402_300_800 - 3 * SECONDS_PER_DAY;

/// `2026-11-20T`
pub(super) type Date = [u8; 11];

/// `10:00:00`
pub(super) type Clock = [u8; 8];

/// `+02:00`
pub(super) type Offset = [u8; 6];

/// The texts of a day, and its number from 1970-01-01.
struct Day {
    number: i64,
    date: Date,
    weekday: &'static str,
}

/// The texts of the day and of the offset at which it is.
pub(super) struct Moments {
    utc: Day,
    local: Day,
    window_end: Day,
    offset_seconds: Option<i64>,
    offset: Offset,
}

/// A time in UTC.
pub(super) struct Instant<'t> {
    pub(super) date: &'t Date,
    pub(super) clock: Clock,
    weekday: &'static str,
}

/// A time on the clock of a zone.
pub(super) struct Local<'t> {
    pub(super) date: &'t Date,
    pub(super) clock: Clock,
    pub(super) offset: &'t Offset,
    pub(super) weekday: &'static str,
}

impl Moments {
    pub(super) fn new() -> Self {
        Self {
            utc: Day::new(0),
            local: Day::new(0),
            window_end: Day::new(0),
            offset_seconds: None,
            offset: *b"+00:00",
        }
    }

    /// Whether all times of the fire have the usual number of digits.
    #[inline]
    pub(super) fn has(fire: &Fire) -> bool {
        (FIRST..BEHIND_LAST).contains(&fire.occurrence.seconds())
    }

    #[inline]
    pub(super) fn at(&mut self, fire: &Fire) -> Instant<'_> {
        self.utc.instant(fire.occurrence.seconds())
    }

    #[inline]
    pub(super) fn window_end(&mut self, fire: &Fire) -> Option<Instant<'_>> {
        Some(self.window_end.instant(fire.window_end_seconds?))
    }

    #[inline]
    pub(super) fn local(&mut self, fire: &Fire) -> Local<'_> {
        let offset_seconds = fire.occurrence.offset_seconds();
        if self.offset_seconds != Some(offset_seconds) {
            self.offset_seconds = Some(offset_seconds);
            let written = fire.local();
            if let Some(offset) = written.as_bytes().last_chunk() {
                self.offset = *offset;
            }
        }
        let local = self.local.instant(fire.occurrence.local_seconds());
        Local {
            date: local.date,
            clock: local.clock,
            offset: &self.offset,
            weekday: local.weekday,
        }
    }
}

impl Day {
    fn new(number: i64) -> Self {
        let date = DateTime::from_timestamp(number * SECONDS_PER_DAY, 0).unwrap_or_default();
        let [century, year] = [date.year() / 100, date.year() % 100].map(|two| two.unsigned_abs());
        let ([c, e], [y, r]) = (digits(century), digits(year));
        let ([m, n], [d, a]) = (digits(date.month()), digits(date.day()));
        Self {
            number,
            date: [c, e, y, r, b'-', m, n, b'-', d, a, b'T'],
            weekday: weekday(date.weekday()),
        }
    }

    /// The time that lies so many seconds behind 1970-01-01T00:00:00, which is on this day from now on.
    #[inline]
    fn instant(&mut self, seconds: i64) -> Instant<'_> {
        let number = seconds.div_euclid(SECONDS_PER_DAY);
        if number != self.number {
            *self = Self::new(number);
        }
        Instant {
            date: &self.date,
            clock: clock((seconds - number * SECONDS_PER_DAY) as u32),
            weekday: self.weekday,
        }
    }
}

/// The clock so many seconds behind midnight.
#[inline]
fn clock(second: u32) -> Clock {
    let minute = second / 60;
    let [h, o] = digits(minute / 60);
    let [m, i] = digits(minute % 60);
    let [s, e] = digits(second % 60);
    [h, o, b':', m, i, b':', s, e]
}

/// A number below 100 in two digits.
#[inline]
fn digits(number: u32) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

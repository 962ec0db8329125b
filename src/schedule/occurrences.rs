//! The times at which a schedule fires.
//!
//! A cron expression is searched on the local clock and each time found is put into UTC by the offset of
//! its period. A time that a clock change leaves out is passed over; one that comes twice is taken the first
//! time only.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler User Guide, "Schedule types", daylight saving time: an invocation that falls on a
//! time that does not exist is skipped; one that would come twice runs once.
//!
//! # What this module does not do
//!
//! It knows no windows: they do not move a fire, only the invocation behind it.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::cron::MinuteSearch;
use super::definition::Schedule;
use super::expression::Expression;
use super::zone::{Period, Resolved};
use crate::sure::Sure as _;

/// 9999-12-31T23:59:59Z, in seconds: the last time that RFC 3339 can write.
const LAST_SECOND: i64 = 253_402_300_799;

/// One time at which a schedule invokes its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    seconds: i64,
    offset_seconds: i64,
}

impl Occurrence {
    /// The instant.
    #[must_use]
    pub fn at(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.seconds, 0).sure()
    }

    /// The instant in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// What the clock of the schedule's zone shows.
    #[must_use]
    pub fn local(self) -> NaiveDateTime {
        DateTime::from_timestamp(self.local_seconds(), 0)
            .sure()
            .naive_utc()
    }

    /// The same in seconds since 1970-01-01 00:00:00 on that clock.
    #[must_use]
    pub fn local_seconds(self) -> i64 {
        self.seconds + self.offset_seconds
    }

    /// What the zone adds to UTC at that instant, in seconds.
    #[must_use]
    pub fn offset_seconds(self) -> i64 {
        self.offset_seconds
    }
}

impl Schedule {
    /// The fires after `after`, which is outside, in ascending order, each once.
    ///
    /// A rate of which nobody knows the beginning is counted from `after`. Cron ends with the year 2199,
    /// rates with the year 9999.
    ///
    /// # Example
    ///
    /// ```
    /// use evb::schedule::{Schedule, Service, parse};
    ///
    /// let schedule = Schedule::new(parse("cron(0 0 29 2 ? *)", Service::Scheduler)?.expression);
    /// let after = "2026-11-20T10:00:00Z".parse().expect("a time");
    /// let next = schedule.occurrences(after).next().expect("a leap day");
    /// assert_eq!(next.at().to_rfc3339(), "2028-02-29T00:00:00+00:00");
    /// # Ok::<(), evb::diagnostic::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn occurrences(&self, after: DateTime<Utc>) -> Occurrences<'_> {
        Occurrences::new(self, after)
    }
}

/// Fires in ascending order, each once; made by [`Schedule::occurrences`].
///
/// Never looks further than the year 2199 for a cron expression.
#[derive(Clone, Debug)]
pub struct Occurrences<'a> {
    schedule: &'a Schedule,
    origin: Origin<'a>,
    /// Nothing fires behind.
    last: i64,
}

/// What the fires come from, and how far it has been read.
#[derive(Clone, Debug)]
enum Origin<'a> {
    Cron {
        search: MinuteSearch<'a>,
        /// The period in which the search is, and those to come.
        period: Period,
        rest: std::slice::Iter<'a, Period>,
    },
    Rate {
        next: i64,
        interval_seconds: i64,
        /// What is added to UTC up to `offset_until`.
        offset: i64,
        offset_until: i64,
    },
    Once(i64),
    Nothing,
}

impl<'a> Occurrences<'a> {
    fn new(schedule: &'a Schedule, after: DateTime<Utc>) -> Self {
        let behind_after = after.timestamp() + 1;
        let is_once = matches!(schedule.expression(), Expression::At(_));
        let start = schedule
            .start
            .filter(|_| !is_once)
            .map_or(i64::MIN, whole_second_from);
        let end = schedule
            .end
            .filter(|_| !is_once)
            .map_or(LAST_SECOND, |end| end.timestamp());
        let first = behind_after.max(start);
        Self {
            schedule,
            origin: Origin::new(schedule, first, after),
            last: end.min(LAST_SECOND),
        }
    }
}

impl<'a> Origin<'a> {
    fn new(schedule: &'a Schedule, first: i64, after: DateTime<Utc>) -> Self {
        match schedule.expression() {
            Expression::Cron(_) => {
                let mut rest = schedule.zone.periods().iter();
                let period = rest.nth(schedule.zone.period_at(first));
                match (&schedule.calendar, period) {
                    (Some(calendar), Some(period)) => Self::Cron {
                        search: calendar.search(first + period.offset),
                        period: *period,
                        rest,
                    },
                    _ => Self::Nothing,
                }
            }
            Expression::Rate(rate) => {
                // A start date inside a second is the first fire all the same.
                let anchor = schedule
                    .anchor()
                    .map_or(after.timestamp(), whole_second_from);
                let interval_seconds = rate.interval_seconds();
                let passed = (first - anchor).max(0);
                let intervals =
                    passed / interval_seconds + i64::from(passed % interval_seconds > 0);
                Self::Rate {
                    next: anchor.saturating_add(intervals.saturating_mul(interval_seconds)),
                    interval_seconds,
                    offset: 0,
                    offset_until: i64::MIN,
                }
            }
            Expression::At(at) => match schedule.zone.resolve(at.local) {
                Resolved::Once(seconds) | Resolved::Twice(seconds, _) if seconds >= first => {
                    Self::Once(seconds)
                }
                _ => Self::Nothing,
            },
        }
    }
}

impl Iterator for Occurrences<'_> {
    type Item = Occurrence;

    #[inline]
    fn next(&mut self) -> Option<Occurrence> {
        let found = match &mut self.origin {
            Origin::Cron {
                search,
                period,
                rest,
            } => {
                let local = loop {
                    let local = search.next()?;
                    while local >= period.local_until {
                        *period = *rest.next()?;
                    }
                    // Between two periods the clock shows no time; before the first it has been shown already.
                    if local >= period.local_from {
                        break local;
                    }
                };
                Occurrence {
                    seconds: local - period.offset,
                    offset_seconds: period.offset,
                }
            }
            Origin::Rate {
                next,
                interval_seconds,
                offset,
                offset_until,
            } => {
                let seconds = *next;
                *next = next.saturating_add(*interval_seconds);
                // The next one may lie behind everything that the zone knows.
                if seconds >= *offset_until && seconds <= self.last {
                    (*offset, *offset_until) = self.schedule.zone.offset_from(seconds);
                }
                Occurrence {
                    seconds,
                    offset_seconds: *offset,
                }
            }
            Origin::Once(seconds) => {
                let seconds = *seconds;
                self.origin = Origin::Nothing;
                Occurrence {
                    seconds,
                    offset_seconds: self.schedule.zone.offset_seconds_at(seconds),
                }
            }
            Origin::Nothing => return None,
        };
        if found.seconds > self.last {
            self.origin = Origin::Nothing;
            return None;
        }
        Some(found)
    }
}

impl std::iter::FusedIterator for Occurrences<'_> {}

/// The first whole second that is not before an instant.
pub(super) fn whole_second_from(instant: DateTime<Utc>) -> i64 {
    instant.timestamp() + i64::from(instant.timestamp_subsec_nanos() > 0)
}

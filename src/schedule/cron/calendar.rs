//! The fast form of a cron expression: every field a set of bits.
//!
//! A month's days are worked out from its first weekday and its length, at most once a month of
//! the search. [`Cron::contains`](super::Cron::contains) is the definition that this form must agree with.

use super::{Cron, DayOfMonth, DayOfWeek, Days, FIRST_YEAR, LAST_YEAR, Values};

/// Sets of bits that a [search](super::MinuteSearch) walks through. All times are on the local clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub(super) minutes: u64,
    pub(super) hours: u32,
    pub(super) months: u32,
    /// Bit 0 is the first year.
    years: [u64; 4],
    days: DayRule,
}

/// How the days of a month are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayRule {
    /// Bit 0 is the first day of any month.
    Days(u32),
    /// Bit 0 is Sunday.
    Weekdays(u8),
    Last,
    LastWeekday,
    BeforeLast(u32),
    NearestWeekday(u32),
    /// Counted from Sunday, 0.
    LastOf(u32),
    /// Counted from Sunday, 0; from the first, 1.
    NthOf(u32, u32),
}

/// A month for which the days are asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Month {
    /// 28 to 31.
    pub(super) length: u32,
    /// The weekday of its first day, counted from Sunday, 0.
    pub(super) first_weekday: u32,
}

impl Calendar {
    pub(super) fn new(cron: &Cron) -> Self {
        let mut years = [0; 4];
        for year in cron.years.iter() {
            let index = usize::from(year - FIRST_YEAR);
            if let Some(word) = years.get_mut(index / 64) {
                *word |= 1 << (index % 64);
            }
        }
        Self {
            minutes: bits(&cron.minutes, 0),
            hours: bits(&cron.hours, 0) as u32,
            months: bits(&cron.months, 1) as u32,
            years,
            days: DayRule::new(&cron.days),
        }
    }

    /// The first named year that is not before `year`, and not behind the last.
    pub(super) fn year_from(&self, year: u16) -> Option<u16> {
        let first = usize::from(year.checked_sub(FIRST_YEAR)?);
        let mut index = first;
        while let Some(word) = self.years.get(index / 64) {
            let rest = word >> (index % 64);
            if rest != 0 {
                return Some(FIRST_YEAR + (index + rest.trailing_zeros() as usize) as u16)
                    .filter(|year| *year <= LAST_YEAR);
            }
            index = (index / 64 + 1) * 64;
        }
        None
    }

    /// The named days of a month: bit 0 is its first day.
    pub(super) fn days_of(&self, month: Month) -> u32 {
        let Month {
            length,
            first_weekday,
        } = month;
        let inside = (1_u32 << (length - 1)) | ((1 << (length - 1)) - 1);
        let weekday_of = |day: u32| (first_weekday + day - 1) % 7;
        match self.days {
            DayRule::Days(days) => days & inside,
            DayRule::Weekdays(weekdays) => every_week(weekdays, first_weekday) & inside,
            DayRule::Last => 1 << (length - 1),
            DayRule::LastWeekday => 1 << (nearest_weekday(length, length, weekday_of(length)) - 1),
            DayRule::BeforeLast(before) if before < length => 1 << (length - 1 - before),
            DayRule::NearestWeekday(target) if target <= length => {
                1 << (nearest_weekday(target, length, weekday_of(target)) - 1)
            }
            DayRule::BeforeLast(_) | DayRule::NearestWeekday(_) => 0,
            DayRule::LastOf(weekday) => 1 << (length - 1 - (weekday_of(length) + 7 - weekday) % 7),
            DayRule::NthOf(weekday, nth) => {
                let day = 1 + (weekday + 7 - first_weekday) % 7 + 7 * (nth - 1);
                ((1_u64 << (day - 1)) as u32) & inside
            }
        }
    }
}

impl DayRule {
    fn new(days: &Days) -> Self {
        match days {
            Days::OfMonth(DayOfMonth::Each(values)) => Self::Days(bits(values, 1) as u32),
            Days::OfMonth(DayOfMonth::Last) => Self::Last,
            Days::OfMonth(DayOfMonth::LastWeekday) => Self::LastWeekday,
            Days::OfMonth(DayOfMonth::BeforeLast(before)) => Self::BeforeLast(u32::from(*before)),
            Days::OfMonth(DayOfMonth::NearestWeekday(day)) => Self::NearestWeekday(u32::from(*day)),
            Days::OfWeek(DayOfWeek::Each(values)) => Self::Weekdays(bits(values, 1) as u8),
            Days::OfWeek(DayOfWeek::Last(weekday)) => Self::LastOf(u32::from(*weekday) - 1),
            Days::OfWeek(DayOfWeek::Nth { weekday, nth }) => {
                Self::NthOf(u32::from(*weekday) - 1, u32::from(*nth))
            }
        }
    }
}

/// The values as bits; bit 0 is `first`. Only for fields of at most 64 values.
fn bits(values: &Values, first: u16) -> u64 {
    values
        .iter()
        .fold(0, |bits, value| bits | 1 << (value - first))
}

/// The days of a month that fall on `weekdays` (bit 0 is Sunday), if it begins on `first_weekday`.
fn every_week(weekdays: u8, first_weekday: u32) -> u32 {
    const WEEKS: u64 = 1 | 1 << 7 | 1 << 14 | 1 << 21 | 1 << 28 | 1 << 35;
    ((u64::from(weekdays) * WEEKS) >> first_weekday) as u32
}

/// The day from Monday to Friday nearest to `target`, inside the month; `weekday` is the target's.
fn nearest_weekday(target: u32, length: u32, weekday: u32) -> u32 {
    match weekday {
        6 if target == 1 => 3,
        6 => target - 1,
        0 if target == length => target - 2,
        0 => target + 1,
        _ => target,
    }
}

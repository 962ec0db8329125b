//! Which days: the day-of-month and day-of-week fields, of which exactly one speaks.

use chrono::{Datelike as _, NaiveDate};

use super::{Field, FieldItem, Values};

/// The days of a cron expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    /// The day-of-week field is `?`.
    OfMonth(DayOfMonth),
    /// The day-of-month field is `?`.
    OfWeek(DayOfWeek),
}

/// What the day-of-month field says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DayOfMonth {
    /// `1`, `1-7`, `1/10`, `*`. A month without the day is skipped.
    Each(Values),
    /// `L`: the last day.
    Last,
    /// `LW`: the last day from Monday to Friday.
    LastWeekday,
    /// `L-3`: so many days before the last. A month too short for it is skipped.
    BeforeLast(u8),
    /// `15W`: the day from Monday to Friday that is nearest, inside the month. A month without the
    /// day is skipped.
    NearestWeekday(u8),
}

/// What the day-of-week field says. 1 is Sunday.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DayOfWeek {
    /// `2`, `MON-FRI`, `*`, and `L`, which is `SAT`.
    Each(Values),
    /// `6L`: the last such day of the month.
    Last(u8),
    /// `3#2`: the n-th such day of the month. A month without it is skipped.
    Nth {
        /// From 1, Sunday, to 7.
        weekday: u8,
        /// From 1 to 5.
        nth: u8,
    },
}

impl Days {
    /// Every day of the month, as `*` in the day-of-month field says.
    #[must_use]
    pub fn every_day() -> Option<Self> {
        Values::new(Field::DayOfMonth, vec![FieldItem::All])
            .map(|values| Self::OfMonth(DayOfMonth::Each(values)))
    }

    /// Whether `date` is meant, whatever its month and year.
    #[must_use]
    pub fn contains(&self, date: NaiveDate) -> bool {
        let day = date.day();
        let length = u32::from(date.num_days_in_month());
        match self {
            Self::OfMonth(DayOfMonth::Each(values)) => values.contains(day as u16),
            Self::OfMonth(DayOfMonth::Last) => day == length,
            Self::OfMonth(DayOfMonth::LastWeekday) => nearest_weekday(date, length) == Some(day),
            Self::OfMonth(DayOfMonth::BeforeLast(before)) => day + u32::from(*before) == length,
            Self::OfMonth(DayOfMonth::NearestWeekday(target)) => {
                let target = u32::from(*target);
                target <= length && nearest_weekday(date, target) == Some(day)
            }
            Self::OfWeek(DayOfWeek::Each(values)) => values.contains(weekday(date).into()),
            Self::OfWeek(DayOfWeek::Last(wanted)) => weekday(date) == *wanted && day + 7 > length,
            Self::OfWeek(DayOfWeek::Nth {
                weekday: wanted,
                nth,
            }) => weekday(date) == *wanted && day.div_ceil(7) == u32::from(*nth),
        }
    }
}

/// AWS's number of the weekday: 1 is Sunday.
fn weekday(date: NaiveDate) -> u8 {
    date.weekday().number_from_sunday() as u8
}

/// The day from Monday to Friday nearest to `target`, in the month of `date`.
///
/// Saturday goes back to Friday and Sunday on to Monday, unless that leaves the month: then it is the
/// Monday after the first, or the Friday before the last.
///
/// AWS: EventBridge User Guide, "Setting a schedule pattern": `3W` means the weekday closest to the third
/// day of the month. That it stays inside the month is how Quartz and every AWS-specific reader take it.
fn nearest_weekday(date: NaiveDate, target: u32) -> Option<u32> {
    let at = date.with_day(target)?;
    let length = u32::from(date.num_days_in_month());
    Some(match weekday(at) {
        7 if target == 1 => 3,
        7 => target - 1,
        1 if target == length => target.saturating_sub(2),
        1 => target + 1,
        _ => target,
    })
}

//! The search for the next minute: bits of minutes, hours, days, months and years, taken lowest first.

use super::calendar::{Calendar, Month};

const SECONDS_PER_MINUTE: i64 = 60;
const SECONDS_PER_HOUR: i64 = 3_600;
const SECONDS_PER_DAY: i64 = 86_400;

impl Calendar {
    /// The minutes that are named, from the first one at or after `local_seconds` to the end of 2199,
    /// in ascending order.
    ///
    /// `local_seconds` counts from 1970-01-01 00:00:00 on the local clock.
    #[must_use]
    pub fn search(&self, local_seconds: i64) -> MinuteSearch<'_> {
        MinuteSearch::new(self, local_seconds)
    }
}

/// The named minutes, in seconds since 1970-01-01 00:00:00 on the local clock, strictly ascending.
///
/// Ends with the year 2199. Finding the next one looks at no more than the months up to there.
#[derive(Clone, Debug)]
pub struct MinuteSearch<'a> {
    calendar: &'a Calendar,
    /// The year that is being searched; `None` behind the last.
    year: Option<u16>,
    months: u32,
    days: u32,
    hours: u32,
    minutes: u64,
    month_start: i64,
    day_start: i64,
    hour_start: i64,
}

impl<'a> MinuteSearch<'a> {
    fn new(calendar: &'a Calendar, local_seconds: i64) -> Self {
        let mut search = Self {
            calendar,
            year: None,
            months: 0,
            days: 0,
            hours: 0,
            minutes: 0,
            month_start: 0,
            day_start: 0,
            hour_start: 0,
        };
        search.seek(local_seconds.max(0));
        search
    }

    /// Puts what is left of the minute, hour, day, month and year at which the search begins.
    fn seek(&mut self, local_seconds: i64) {
        let minute = local_seconds.div_euclid(SECONDS_PER_MINUTE)
            + i64::from(local_seconds.rem_euclid(SECONDS_PER_MINUTE) > 0);
        let days_since_epoch = minute.div_euclid(1_440);
        let minute_of_day = minute.rem_euclid(1_440) as u32;
        let Some(Date { year, month, day }) = Date::from_days(days_since_epoch) else {
            return;
        };
        self.year = self.calendar.year_from(year);
        if self.year != Some(year) {
            self.months = self.calendar.months;
            return;
        }
        let month_bit = 1_u32 << (month - 1);
        self.months = self.calendar.months & above(month_bit);
        if self.calendar.months & month_bit == 0 {
            return;
        }
        self.open_month(year, month);
        let day_bit = 1_u32 << (day - 1);
        let today = self.days & day_bit != 0;
        self.days &= above(day_bit);
        if !today {
            return;
        }
        self.day_start = days_since_epoch * SECONDS_PER_DAY;
        let (hour, minute) = (minute_of_day / 60, minute_of_day % 60);
        let hour_bit = 1_u32 << hour;
        self.hours = self.calendar.hours & above(hour_bit);
        if self.calendar.hours & hour_bit != 0 {
            self.hour_start = self.day_start + i64::from(hour) * SECONDS_PER_HOUR;
            self.minutes = self.calendar.minutes & (u64::MAX << minute);
        }
    }

    /// Lays out the days of a month.
    fn open_month(&mut self, year: u16, month: u32) {
        let days_since_epoch = Date {
            year,
            month,
            day: 1,
        }
        .to_days();
        self.month_start = days_since_epoch * SECONDS_PER_DAY;
        self.days = self.calendar.days_of(Month {
            length: month_length(year, month),
            // 1970-01-01 was a Thursday.
            first_weekday: (days_since_epoch + 4).rem_euclid(7) as u32,
        });
    }

    /// Opens the next hour that has minutes; `None` at the end of 2199.
    #[cold]
    #[inline(never)]
    fn next_day(&mut self) -> Option<()> {
        while self.days == 0 {
            let year = self.year?;
            if self.months == 0 {
                self.year = self.calendar.year_from(year + 1);
                self.months = self.calendar.months;
            } else {
                let month = self.months.trailing_zeros() + 1;
                self.months &= self.months - 1;
                self.open_month(year, month);
            }
        }
        let day = i64::from(self.days.trailing_zeros());
        self.days &= self.days - 1;
        self.day_start = self.month_start + day * SECONDS_PER_DAY;
        self.hours = self.calendar.hours;
        Some(())
    }
}

impl Iterator for MinuteSearch<'_> {
    type Item = i64;

    #[inline]
    fn next(&mut self) -> Option<i64> {
        while self.minutes == 0 {
            while self.hours == 0 {
                self.next_day()?;
            }
            let hour = i64::from(self.hours.trailing_zeros());
            self.hours &= self.hours - 1;
            self.hour_start = self.day_start + hour * SECONDS_PER_HOUR;
            self.minutes = self.calendar.minutes;
        }
        let minute = i64::from(self.minutes.trailing_zeros());
        self.minutes &= self.minutes - 1;
        Some(self.hour_start + minute * SECONDS_PER_MINUTE)
    }
}

/// The bits above a single bit.
const fn above(bit: u32) -> u32 {
    !(bit | (bit - 1))
}

/// A day of the Gregorian calendar from 1970 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    year: u16,
    /// From 1.
    month: u32,
    /// From 1.
    day: u32,
}

/// Days in four years, in a hundred and in four hundred.
const DAYS_PER_4_YEARS: i64 = 1_461;
const DAYS_PER_100_YEARS: i64 = 36_524;
const DAYS_PER_400_YEARS: i64 = 146_097;
/// From 0000-03-01, where the years of this calculation begin, to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

impl Date {
    /// Days since 1970-01-01. Years are counted from March, so that a leap day ends its year.
    fn to_days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = i64::from((self.month + 9) % 12);
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        365 * year + year / 4 - year / 100 + year / 400 + day_of_year - DAYS_TO_EPOCH
    }

    /// The day so many days after 1970-01-01; `None` if its year does not fit.
    fn from_days(days_since_epoch: i64) -> Option<Self> {
        let days = days_since_epoch + DAYS_TO_EPOCH;
        let century_day = days.rem_euclid(DAYS_PER_400_YEARS);
        let leaps = century_day / (DAYS_PER_4_YEARS - 1);
        let year_of_era = (century_day - leaps + century_day / DAYS_PER_100_YEARS
            - century_day / (DAYS_PER_400_YEARS - 1))
            / 365;
        let day_of_year = century_day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = 400 * days.div_euclid(DAYS_PER_400_YEARS) + year_of_era + i64::from(month <= 2);
        Some(Self {
            year: u16::try_from(year).ok()?,
            month: u32::try_from(month).ok()?,
            day: u32::try_from(day).ok()?,
        })
    }
}

/// How many days a month has.
const fn month_length(year: u16, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike as _, NaiveDate};

    use super::super::FIRST_YEAR;
    use super::*;

    #[test]
    fn dates_and_day_numbers_agree_with_chrono_in_every_year() {
        let mut date = NaiveDate::from_ymd_opt(i32::from(FIRST_YEAR), 1, 1).unwrap();
        for days in 0..84_006 {
            let own = Date {
                year: date.year() as u16,
                month: date.month(),
                day: date.day(),
            };
            assert_eq!(Date::from_days(days), Some(own));
            assert_eq!(own.to_days(), days);
            assert_eq!(
                month_length(own.year, own.month),
                u32::from(date.num_days_in_month())
            );
            date = date.succ_opt().unwrap();
        }
        assert_eq!(date.year(), 2200);
    }
}

//! Whether two sides name the same minutes.

use chrono::{Datelike as _, NaiveDate};

use super::UnixCron;
use crate::schedule::cron::{Cron, Values};

/// Years after which weekdays and leap years have come in every combination.
const YEARS: i32 = 28;

/// The first year of a span that holds no century.
const FIRST: i32 = 2001;

/// Hours and the minutes in them, as bits.
type Times = (u64, u64);

/// Whether expressions of AWS name, together, just the minutes that lines of Unix cron name together.
///
/// Days are asked in a year of each length for each weekday on which it can begin, so that it holds in all years.
pub(super) fn same(aws: &[Cron], unix: &[UnixCron]) -> bool {
    let bits = |values: &Values| values.iter().fold(0, |bits, value| bits | 1_u64 << value);
    let times = aws
        .iter()
        .map(|cron| (bits(&cron.hours), bits(&cron.minutes)));
    let aws_times: Vec<Times> = times.collect();
    let is_on = |cron: &Cron, date: NaiveDate| {
        cron.months.contains(date.month() as u16) && cron.days.contains(date)
    };
    let of_aws = |date: NaiveDate| {
        let all = aws.iter().zip(&aws_times);
        joined(
            all.filter(|(cron, _)| is_on(cron, date))
                .map(|(_, times)| *times),
        )
    };
    let of_unix = |date: NaiveDate| {
        let on = unix.iter().filter(|cron| cron.is_on(date));
        joined(on.map(|cron| (cron.hours(), cron.minutes())))
    };
    let mut days = years().flat_map(|first| {
        first
            .iter_days()
            .take_while(move |date| date.year() == first.year())
    });
    aws.iter().all(|cron| cron.years.is_all()) && days.all(|date| of_aws(date) == of_unix(date))
}

/// The first days of years, one for each length and weekday.
fn years() -> impl Iterator<Item = NaiveDate> {
    let mut seen = Vec::new();
    let all = (FIRST..FIRST + YEARS).filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    all.filter(move |first| {
        let kind = (first.leap_year(), first.weekday());
        let is_new = !seen.contains(&kind);
        seen.push(kind);
        is_new
    })
}

/// What stands in several is named once.
fn joined(times: impl Iterator<Item = Times>) -> Vec<Times> {
    let mut joined: Vec<Times> = Vec::new();
    for (hours, minutes) in times {
        match joined.iter_mut().find(|(_, known)| *known == minutes) {
            Some((known, _)) => *known |= hours,
            None => joined.push((hours, minutes)),
        }
    }
    joined.sort_unstable();
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_fourteen_kinds_of_years() {
        assert_eq!(years().count(), 14);
    }
}

//! Whether two sides name the same minutes.

use chrono::{Datelike as _, NaiveDate};

use super::UnixCron;
use crate::schedule::cron::{Cron, Values};

/// Years after which weekdays, lengths of months and leap years have come in every combination.
const YEARS: i32 = 28;

/// The first year of a span that holds no century.
const FIRST: i32 = 2001;

/// Whether expressions of AWS name, together, just the minutes that lines of Unix cron name together.
///
/// Days are asked until months of every length have begun on every weekday, so that it holds in all years.
pub(super) fn same(aws: &[Cron], unix: &[UnixCron]) -> bool {
    let first = NaiveDate::from_ymd_opt(FIRST, 1, 1);
    let days = first.into_iter().flat_map(|first| first.iter_days());
    let mut days = days.take_while(|date| date.year() < FIRST + YEARS);
    aws.iter().all(|cron| cron.years.is_all())
        && days.all(|date| of_aws(aws, date) == of_unix(unix, date))
}

/// The times of a day: hours and the minutes in them, each once.
type Times = Vec<(u64, u64)>;

fn of_aws(all: &[Cron], date: NaiveDate) -> Times {
    let is_on =
        |cron: &&Cron| cron.days.contains(date) && cron.months.contains(date.month() as u16);
    let bits = |values: &Values| values.iter().fold(0, |bits, value| bits | 1_u64 << value);
    let on = all.iter().filter(is_on);
    joined(on.map(|cron| (bits(&cron.hours), bits(&cron.minutes))))
}

fn of_unix(all: &[UnixCron], date: NaiveDate) -> Times {
    let on = all.iter().filter(|cron| cron.is_on(date));
    joined(on.map(|cron| (cron.hours(), cron.minutes())))
}

/// What stands in several is named once.
fn joined(times: impl Iterator<Item = (u64, u64)>) -> Times {
    let mut joined = Times::new();
    for (hours, minutes) in times {
        match joined.iter_mut().find(|(_, known)| *known == minutes) {
            Some((known, _)) => *known |= hours,
            None => joined.push((hours, minutes)),
        }
    }
    joined.sort_unstable();
    joined
}

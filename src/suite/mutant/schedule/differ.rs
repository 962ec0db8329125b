//! Whether two schedules fire at the same times.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use crate::schedule::cron::{Cron, FIRST_YEAR, LAST_YEAR};
use crate::schedule::{Expression, Schedule};

/// How many fires are compared before the expressions are.
pub const MOST_COMPARED: usize = 10_000;

/// Where two schedules part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FirstDifference {
    /// At this time one of them fires and the other does not.
    At {
        /// The time.
        instant: DateTime<Utc>,
        /// Whether it is the first one that fires.
        fires: bool,
    },
    /// Nowhere: they fire at the same times, for ever.
    Never,
    /// Not before so many fires; behind them it is not known.
    NotBefore(usize),
}

/// The first time after `after` at which only one of two schedules fires.
#[must_use]
pub fn first_difference(one: &Schedule, other: &Schedule, after: DateTime<Utc>) -> FirstDifference {
    let mut own = one.occurrences(after);
    let mut others = other.occurrences(after);
    for _ in 0..MOST_COMPARED {
        let pair = (own.next(), others.next());
        let (instant, fires) = match pair {
            (None, None) => return FirstDifference::Never,
            (Some(own), Some(other)) if own.seconds() == other.seconds() => continue,
            (Some(own), Some(other)) if own.seconds() > other.seconds() => (other.at(), false),
            (Some(own), _) => (own.at(), true),
            (None, Some(other)) => (other.at(), false),
        };
        return FirstDifference::At { instant, fires };
    }
    match is_the_same(one, other) {
        true => FirstDifference::Never,
        false => FirstDifference::NotBefore(MOST_COMPARED),
    }
}

/// Whether two schedules with the same dates say the same, field by field.
fn is_the_same(one: &Schedule, other: &Schedule) -> bool {
    match (one.expression(), other.expression()) {
        (Expression::Cron(own), Expression::Cron(others)) => {
            one.zone().name() == other.zone().name() && says_the_same(own, others)
        }
        (own, others) => own == others,
    }
}

fn says_the_same(one: &Cron, other: &Cron) -> bool {
    one.minutes.iter().eq(other.minutes.iter())
        && one.hours.iter().eq(other.hours.iter())
        && one.months.iter().eq(other.months.iter())
        && one.years.iter().eq(other.years.iter())
        && dates(one).all(|date| one.days.contains(date) == other.days.contains(date))
}

/// The days of the years and months that an expression names.
fn dates(cron: &Cron) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_yo_opt(i32::from(FIRST_YEAR), 1);
    let dates = first
        .into_iter()
        .flat_map(|date: NaiveDate| date.iter_days());
    dates
        .take_while(|date| date.year() <= i32::from(LAST_YEAR))
        .filter(|date| {
            let month = u16::try_from(date.month()).unwrap_or_default();
            let year = u16::try_from(date.year()).unwrap_or_default();
            cron.months.contains(month) && cron.years.contains(year)
        })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::schedule::{Service, ZoneDatabase, parse};
    use crate::suite::mutant::schedule::schedule_mutants;

    fn schedule(text: &str) -> Schedule {
        Schedule::new(parse(text, Service::Scheduler).unwrap().expression)
    }

    fn after() -> DateTime<Utc> {
        "2026-11-20T10:00:00Z".parse().unwrap()
    }

    fn of(one: &str, other: &str) -> String {
        match first_difference(&schedule(one), &schedule(other), after()) {
            FirstDifference::At { instant, fires } => {
                format!("{} {fires}", instant.format("%Y-%m-%dT%H:%M"))
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn schedules_part_at_a_time_or_never() {
        for (one, other, expected) in [
            (
                "cron(0 8 ? * MON *)",
                "cron(0 9 ? * MON *)",
                "2026-11-23T08:00 true",
            ),
            (
                "cron(0 8 ? * MON *)",
                "cron(0 7 ? * MON *)",
                "2026-11-23T07:00 false",
            ),
            ("cron(0 8 * * ? *)", "cron(0 8 ? * * *)", "Never"),
            ("cron(* * * * ? *)", "cron(* * ? * SUN-SAT *)", "Never"),
            (
                "cron(* 0-11 ? * 1-6 *)",
                "cron(* 0-11 ? * SUN-FRI *)",
                "Never",
            ),
            (
                "cron(0 8 1 1 ? 2027)",
                "cron(0 8 1 1 ? 2027-2028)",
                "2028-01-01T08:00 false",
            ),
            (
                "rate(5 minutes)",
                "rate(6 minutes)",
                "2026-11-20T10:05 true",
            ),
            (
                "at(2027-01-01T00:00:00)",
                "at(2027-01-01T00:01:00)",
                "2027-01-01T00:00 true",
            ),
        ] {
            assert_eq!(of(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn an_expression_has_mutants_in_every_field() {
        let texts = |text: &str| -> Vec<String> {
            let mutants = schedule_mutants(text, &schedule(text), Service::Scheduler);
            mutants.iter().map(|one| one.edit.apply(text)).collect()
        };
        assert_eq!(
            texts("cron(0 23 ? * MON-SAT *)"),
            [
                "cron(1 23 ? * MON-SAT *)",
                "cron(0 22 ? * MON-SAT *)",
                "cron(0 23 ? * TUE-SAT *)",
                "cron(0 23 ? * SUN-SAT *)",
                "cron(0 23 ? * MON-FRI *)",
            ]
        );
        assert_eq!(
            texts("cron(*/15 8 2 * ? *)").last().unwrap(),
            "cron(*/15 8 ? * 2 *)"
        );
        assert_eq!(
            texts("rate(1 hour)"),
            ["rate(2 hour)", "rate(1 minute)", "rate(1 day)"]
        );
        assert_eq!(texts("at(2027-01-01T00:00:00)").len(), 7);
    }

    #[test]
    fn a_zone_becomes_utc() {
        let zone = ZoneDatabase::bundled().zone("Europe/Helsinki").unwrap();
        let text = "cron(0 8 * * ? *)";
        let schedule = schedule(text).in_zone(Arc::new(zone));
        let mutants = schedule_mutants(text, &schedule, Service::Scheduler);
        let last = mutants.last().unwrap();
        assert_eq!(
            last.description,
            "time zone `Europe/Helsinki` becomes `UTC`"
        );
        assert_eq!(
            first_difference(&schedule, &last.schedule, after()),
            FirstDifference::At {
                instant: "2026-11-21T06:00:00Z".parse().unwrap(),
                fires: true
            }
        );
    }
}

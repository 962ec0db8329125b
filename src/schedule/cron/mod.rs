//! Cron expressions: six fields, evaluated minute by minute.
//!
//! AWS's cron is Quartz's without seconds: Sunday is 1, exactly one of the two day fields is `?`, and
//! the days know `L`, `W` and `#`. Three forms stand behind each other: the text with its places
//! ([`parse`]), the checked tree ([`Cron`]), and the fast form ([`Calendar`]) that is searched. The tree
//! answers [`Cron::contains`] plainly and is what the fast form is tested against.
//!
//! # Example
//!
//! ```
//! use evb::schedule::{Expression, Service, parse};
//!
//! let parsed = parse("cron(15 10 LW * ? *)", Service::Scheduler)?;
//! let Expression::Cron(cron) = &parsed.expression else { panic!("it is a cron expression") };
//! let last_friday_of_may = "2026-05-29T10:15:00".parse().expect("a time");
//! assert!(cron.contains(last_friday_of_may));
//! # Ok::<(), evb::diagnostic::Diagnostics>(())
//! ```
//!
//! # What this module does not do
//!
//! It knows no time zones: everything here is on the local clock. It does not know the present time.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler User Guide, "Schedule types",
//! <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>, and EventBridge User Guide,
//! "Setting a schedule pattern for scheduled rules (legacy)",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html>, read 2026-11-20.

mod calendar;
mod days;
mod describe;
mod field;
mod item;
pub(super) mod parse;
mod search;
mod seconds;

use chrono::{Datelike as _, NaiveDateTime, Timelike as _};

pub use calendar::Calendar;
pub use days::{DayOfMonth, DayOfWeek, Days};
pub use field::{FIRST_YEAR, Field, FieldItem, LAST_YEAR, Values};
pub use search::MinuteSearch;
pub(super) use seconds::told as told_seconds;

/// A checked cron expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    /// Which minutes of an hour.
    pub minutes: Values,
    /// Which hours of a day.
    pub hours: Values,
    /// Which days: of the month or of the week, whichever of the two is not `?`.
    pub days: Days,
    /// Which months.
    pub months: Values,
    /// Which years.
    pub years: Values,
}

impl Cron {
    /// Whether the expression names the minute in which `local` lies, asked field by field.
    #[must_use]
    pub fn contains(&self, local: NaiveDateTime) -> bool {
        let date = local.date();
        let year = u16::try_from(date.year()).unwrap_or_default();
        self.years.contains(year)
            && self.months.contains(date.month() as u16)
            && self.days.contains(date)
            && self.hours.contains(local.hour() as u16)
            && self.minutes.contains(local.minute() as u16)
    }

    /// The form in which times are searched.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        Calendar::new(self)
    }

    /// What it says, in plain English: `at 10:15 on the last weekday of every month`.
    #[must_use]
    pub fn describe(&self) -> String {
        describe::describe(self)
    }
}

//! Unix cron to the cron of AWS, and back.
//!
//! A text is taken line by line, as a crontab: comments and settings, five fields or `@daily`, a command behind them. A line
//! that is an expression of AWS goes the other way.
//!
//! Both sides are sets of minutes: [`UnixCron`] says which minutes a line means, [`Cron`](crate::schedule::cron::Cron) which an
//! expression means. No result is given that does not mean the very same ([`same`]).
//!
//! # The rule of the two day fields
//!
//! crontab(5): if both the day of the month and the day of the week are restricted (do not begin with `*`), the command runs
//! when *either* matches; else when both do. AWS lets only one of the two speak, so that the first becomes two expressions,
//! and the second mostly cannot be said.
//!
//! # More than five fields
//!
//! A sixth field that can only be a year is the year of AWS; of any other it is not known whether it is seconds or a year, and
//! the line is refused.
//!
//! # What this module does not do
//!
//! It does not know in which zone the clock of a crontab runs, unless the text or the caller says so.
//!
//! # Source
//!
//! crontab(5) of cronie 1.7 and of ISC cron 4.1; AWS's side is [`crate::schedule`].

mod crontab;
mod more_fields;
mod same;
mod to_aws;
mod to_unix;
mod unix;

pub use crontab::convert;
pub use unix::UnixCron;

/// What is known beside the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The zone of the clock that the text is about; a line of the text that names one goes before it.
    pub timezone: Option<String>,
    /// Whether lines have a user before the command: `/etc/crontab` and files in `/etc/cron.d`. Without it a table is
    /// recognised that says so in a comment, or whose every line names `root`.
    pub has_user_column: bool,
}

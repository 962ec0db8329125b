//! `evb next-fires --collisions`: minutes in which too many schedules fire, and how the week is filled.

use serde::Serialize;

use super::next_fires::{self, RefusedSchedule};
use super::{DiagnosticReport, ErrorReport};
use crate::schedule::{Collision, Load};

/// The days of the week as the report has them, from Sunday.
pub const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The whole answer.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Collisions<'a> {
    /// Of the output contract.
    pub version: u32,
    /// The release of the time zone database.
    pub tzdata: String,
    /// Fires after this instant are counted.
    pub after: String,
    /// Fires up to this instant were asked for, itself inside; see [`Collisions::cut_at`].
    pub until: String,
    /// A minute with more than this many is a collision.
    pub threshold: u32,
    /// Ascending.
    pub collisions: Vec<CollisionReport<'a>>,
    /// How the week is filled.
    pub heat_map: HeatMap,
    /// What was counted.
    pub schedules: Vec<CountedSchedule>,
    /// The first minute of which nothing is known, because there were too many fires; `null` if all were counted.
    pub cut_at: Option<String>,
    /// What is wrong with schedules that could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
    /// The answer to each of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedSchedule>,
}

/// Neighbouring minutes with the same schedules.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CollisionReport<'a> {
    /// The first minute.
    pub at: String,
    /// How many minutes.
    pub minutes: i64,
    /// Invocations to be expected in each of these minutes; windows are spread evenly.
    pub expected: f64,
    /// The names of the schedules.
    pub schedules: Vec<&'a str>,
}

/// Expected invocations by hour and weekday.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct HeatMap {
    /// On whose clock.
    pub timezone: String,
    /// The names of the rows.
    pub weekdays: [&'static str; 7],
    /// A row for each weekday, 24 hours in each.
    pub invocations: Vec<Vec<f64>>,
}

/// A schedule that was counted.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CountedSchedule {
    /// The name in the file; for an argument, the expression.
    pub name: String,
    /// As it was given.
    pub expression: String,
    /// In plain English; `null` if the expression is refused.
    pub description: Option<String>,
    /// How often it fires in the time looked at.
    pub fires: u64,
    /// Errors, warnings and notes.
    pub diagnostics: Vec<DiagnosticReport>,
}

impl<'a> CollisionReport<'a> {
    /// A collision; `names` are those of the schedules that were added up.
    #[must_use]
    pub fn new(collision: &Collision, names: &[&'a str]) -> Self {
        let names = collision
            .schedules
            .iter()
            .filter_map(|index| names.get(*index));
        Self {
            at: next_fires::utc(collision.from),
            minutes: collision.minutes,
            expected: rounded(collision.expected),
            schedules: names.copied().collect(),
        }
    }
}

impl HeatMap {
    /// The week of a load.
    #[must_use]
    pub fn new(load: &Load, timezone: &str) -> Self {
        let rows = load
            .week
            .iter()
            .map(|day| day.iter().map(|cell| rounded(*cell)).collect());
        Self {
            timezone: timezone.to_owned(),
            weekdays: WEEKDAYS,
            invocations: rows.collect(),
        }
    }
}

/// To the thousandth: what is beyond comes from adding up fractions.
fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

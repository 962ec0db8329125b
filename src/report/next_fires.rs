//! `evb next-fires`: when schedules fire.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use serde::Serialize;

use super::{DiagnosticReport, ErrorReport};
use crate::schedule::{ClockChange, ClockEffect, Occurrence, Schedule, Skipped};

/// The whole answer: what `--format json` prints.
#[derive(Clone, Debug, Serialize)]
pub struct NextFires {
    /// Of the output contract.
    pub version: u32,
    /// The release of the time zone database.
    pub tzdata: String,
    /// The instant after which fires are listed; itself outside.
    pub after: String,
    /// The instant up to which fires are listed, itself inside; `null` if only their number ends the list.
    pub until: Option<String>,
    /// In the order in which they were given.
    pub schedules: Vec<ScheduleFires>,
    /// What is wrong with those that could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// One schedule and its fires.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleFires {
    /// The name in the file; for an argument, the expression.
    pub name: String,
    /// As it was given.
    pub expression: String,
    /// Which service reads it: `scheduler` or `rules`.
    pub service: &'static str,
    /// The zone on whose clock it is read.
    pub timezone: String,
    /// In plain English; `null` if the expression is refused.
    pub description: Option<String>,
    /// Ascending.
    pub fires: Vec<Fire>,
    /// Whether more fires follow.
    pub more: bool,
    /// Local times that the expression names and that the clock leaves out, between the fires listed.
    pub skipped: Vec<SkippedFire>,
    /// Errors, warnings and notes.
    pub diagnostics: Vec<DiagnosticReport>,
}

/// One fire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fire {
    /// The instant, in UTC.
    pub at: String,
    /// The same on the clock of the zone, with its offset.
    pub local: String,
    /// The day of the week on that clock.
    pub weekday: String,
    /// Until when the invocation may come; `null` without a flexible time window.
    pub window_end: Option<String>,
    /// What a clock change did to it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_change: Option<ClockChangeReport>,
    /// The instant in seconds since 1970.
    #[serde(skip)]
    pub seconds: i64,
}

/// What a clock change did to a fire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClockChangeReport {
    /// `held-to-one` or `moved`.
    pub effect: &'static str,
    /// In words.
    pub note: String,
}

/// A time that is no fire, because the clock leaves it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SkippedFire {
    /// What the clock would have shown.
    pub local: String,
    /// When the clock is put forward, in UTC.
    pub clock_change_at: String,
    /// In words.
    pub note: String,
    /// The instant of the change in seconds since 1970.
    #[serde(skip)]
    pub seconds: i64,
}

/// A line of `--format jsonl`.
#[derive(Clone, Debug, Serialize)]
pub struct FireLine<'a> {
    /// The schedule's name.
    pub name: &'a str,
    /// See [`Fire::at`].
    pub at: &'a str,
    /// See [`Fire::local`].
    pub local: &'a str,
    /// See [`Fire::weekday`].
    pub weekday: &'a str,
    /// See [`Fire::window_end`].
    pub window_end: Option<&'a str>,
    /// See [`Fire::clock_change`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_change: Option<&'a ClockChangeReport>,
}

impl NextFires {
    /// All fires of all schedules in the order of time, each with its schedule.
    #[must_use]
    pub fn timeline(&self) -> Vec<(&ScheduleFires, &Fire)> {
        let mut all: Vec<_> = self
            .schedules
            .iter()
            .flat_map(|schedule| schedule.fires.iter().map(move |fire| (schedule, fire)))
            .collect();
        all.sort_by_key(|(_, fire)| fire.seconds);
        all
    }
}

impl<'a> FireLine<'a> {
    /// The line of one fire.
    #[must_use]
    pub fn new(schedule: &'a ScheduleFires, fire: &'a Fire) -> Self {
        Self {
            name: &schedule.name,
            at: &fire.at,
            local: &fire.local,
            weekday: &fire.weekday,
            window_end: fire.window_end.as_deref(),
            clock_change: fire.clock_change.as_ref(),
        }
    }
}

impl Fire {
    /// One fire of `schedule`; `before` is the one before it.
    #[must_use]
    pub fn new(schedule: &Schedule, before: Option<Occurrence>, fire: Occurrence) -> Self {
        let window = schedule.window();
        let end =
            (!window.is_off()).then(|| fire.at() + chrono::TimeDelta::seconds(window.seconds()));
        let clock_change = schedule
            .clock_effect(before, fire)
            .map(|effect| ClockChangeReport::new(effect, fire));
        Self {
            at: utc(fire.at()),
            local: local(fire),
            weekday: fire.local().format("%A").to_string(),
            window_end: end.map(utc),
            clock_change,
            seconds: fire.seconds(),
        }
    }
}

impl ClockChangeReport {
    fn new(effect: ClockEffect, fire: Occurrence) -> Self {
        match effect {
            ClockEffect::HeldToOne(change) => Self {
                effect: "held-to-one",
                note: format!(
                    "{} comes twice, because the clock is put back by {}; it fires the first time only",
                    fire.local().format("%H:%M"),
                    amount(change.before_seconds - change.after_seconds),
                ),
            },
            ClockEffect::Moved { by_seconds } => Self {
                effect: "moved",
                note: if by_seconds > 0 {
                    format!(
                        "the clock was put forward by {} since the fire before",
                        amount(by_seconds)
                    )
                } else {
                    format!(
                        "the clock was put back by {} since the fire before",
                        amount(-by_seconds)
                    )
                },
            },
        }
    }
}

impl SkippedFire {
    /// A time that is left out.
    #[must_use]
    pub fn new(skipped: Skipped) -> Self {
        let ClockChange {
            at_seconds,
            before_seconds,
            after_seconds,
        } = skipped.change;
        let clock = |offset: i64| {
            DateTime::from_timestamp(at_seconds + offset, 0)
                .unwrap_or_default()
                .naive_utc()
        };
        let (before, behind) = (clock(before_seconds), clock(after_seconds));
        // Without dates, a gap that spans days would read as none.
        let form = if before.date() == behind.date() {
            "%H:%M"
        } else {
            "%Y-%m-%d %H:%M"
        };
        Self {
            local: skipped.local.format("%Y-%m-%dT%H:%M:%S").to_string(),
            clock_change_at: DateTime::from_timestamp(at_seconds, 0)
                .map(utc)
                .unwrap_or_default(),
            note: format!(
                "skipped: {} does not exist, because the clock is put forward from {} to {}",
                skipped.local.format(form),
                before.format(form),
                behind.format(form),
            ),
            seconds: at_seconds,
        }
    }
}

/// `1 hour`, `30 minutes`, `24 hours`.
fn amount(seconds: i64) -> String {
    match (seconds / 3_600, seconds % 3_600 / 60) {
        (1, 0) => "1 hour".to_owned(),
        (hours, 0) if hours > 0 => format!("{hours} hours"),
        (0, minutes) => format!("{minutes} minutes"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `2026-11-20T08:00:00Z`
#[must_use]
pub fn utc(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `2026-11-20T10:00:00+02:00`
fn local(fire: Occurrence) -> String {
    let offset = i32::try_from(fire.offset_seconds())
        .ok()
        .and_then(FixedOffset::east_opt);
    offset.map_or_else(
        || utc(fire.at()),
        |offset| {
            fire.at()
                .with_timezone(&offset)
                .to_rfc3339_opts(SecondsFormat::Secs, false)
        },
    )
}

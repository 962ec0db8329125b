//! `evb next-fires`: when schedules fire.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDateTime, SecondsFormat, Utc, Weekday};
use serde::Serialize;

use super::{DiagnosticReport, ErrorReport};
use crate::schedule::{ClockChange, ClockEffect, Expression, Occurrence, Schedule, Skipped};

/// How many times that were left out before a fire are told one by one in its notes.
const MOST_TOLD: usize = 3;

/// What is known before any fire. `--format json` prints the members that are no list, then the schedules one after the
/// other, each with its fires and with what is [known behind them](ScheduleEnding), and in the end what was
/// [not read](Unread).
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct NextFires {
    /// Of the output contract.
    pub version: u32,
    /// The release of the time zone database.
    pub tzdata: String,
    /// The instant after which fires are listed; itself outside. `null` if only their number ends a list of earlier ones.
    pub after: Option<String>,
    /// The instant before which fires are listed, the newest first; itself outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The instant up to which fires are listed, itself inside; `null` if only their number ends the list.
    pub until: Option<String>,
    /// In the order in which they were given.
    #[serde(skip)]
    pub schedules: Vec<ScheduleFires>,
    /// What is wrong with others.
    #[serde(skip)]
    pub unread: Unread,
}

/// What is wrong with those schedules that could not be read.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Unread {
    /// In one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
    /// The answer to each of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedSchedule>,
}

/// Why there is no answer for some schedules, or for all: what follows the lines of `--format jsonl`, and the whole
/// document where nothing could be read.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct RefusedDocument {
    /// Of the output contract.
    pub version: u32,
    /// What is wrong.
    pub error: ErrorReport,
    /// The answer to each.
    pub refused: Vec<RefusedSchedule>,
}

/// What AWS answers to one schedule; our own words where AWS's are not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RefusedSchedule {
    /// See [`ScheduleFires::name`].
    pub name: String,
    /// As it was given; empty if it could not be read.
    pub expression: String,
    /// AWS's exception, or the code of our first error.
    pub code: String,
    /// AWS's message, or that of our first error.
    pub message: String,
}

/// One schedule, as far as it is known without its fires.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
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
}

/// What is known of a schedule behind its fires.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct ScheduleEnding {
    /// Whether more fires follow.
    pub more: bool,
    /// Local times that the expression names and at which nothing fires, because a clock change leaves them out or
    /// shows them a second time, between the fires listed.
    pub skipped: Vec<SkippedFire>,
    /// Errors, warnings and notes.
    pub diagnostics: Vec<DiagnosticReport>,
}

/// One fire. There may be millions: what is to be read of it is made when it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fire {
    /// When, and on which clock.
    pub occurrence: Occurrence,
    /// Until when the invocation may come, in seconds since 1970; `None` without a flexible time window.
    pub window_end_seconds: Option<i64>,
    /// What a clock change did to it, if one did.
    pub clock_change: Option<ClockChangeReport>,
    /// What was left out since the fire before. The document has it beside the fires.
    pub skipped: Vec<SkippedFire>,
}

/// What a clock change did to a fire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClockChangeReport {
    /// `held-to-one` or `moved`.
    pub effect: &'static str,
    /// In words.
    pub note: String,
}

/// A time that is no fire, because the clock leaves it out or shows it for the second time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SkippedFire {
    /// What the clock would have shown.
    pub local: String,
    /// When the clock is put forward or back, in UTC.
    pub clock_change_at: String,
    /// In words, beginning with `skipped: `.
    pub note: String,
    /// Where it stands in the order of time, in seconds since 1970.
    #[serde(skip)]
    pub seconds: i64,
}

/// A line of `--format jsonl`, or a fire of the document: there it stands below its schedule, beside what was skipped.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct FireLine<'a> {
    /// The schedule's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    /// The instant, in UTC.
    pub at: String,
    /// The same on the clock of the zone, with its offset.
    pub local: String,
    /// The day of the week on that clock.
    pub weekday: &'static str,
    /// Until when the invocation may come; `null` without a flexible time window.
    pub window_end: Option<String>,
    /// What a clock change did to it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_change: Option<&'a ClockChangeReport>,
    /// What was left out since the line before of the same schedule.
    #[serde(skip_serializing_if = "<[SkippedFire]>::is_empty")]
    pub skipped: &'a [SkippedFire],
}

impl<'a> FireLine<'a> {
    /// The line of one fire of the schedule of that name.
    #[must_use]
    pub fn new(name: &'a str, fire: &'a Fire) -> Self {
        Self {
            name: Some(name),
            skipped: &fire.skipped,
            ..Self::below(fire)
        }
    }

    /// A fire below its schedule.
    #[must_use]
    pub fn below(fire: &'a Fire) -> Self {
        Self {
            name: None,
            at: fire.at(),
            local: fire.local(),
            weekday: fire.weekday(),
            window_end: fire.window_end(),
            clock_change: fire.clock_change.as_ref(),
            skipped: &[],
        }
    }
}

impl Fire {
    /// One fire of `schedule`, compared with what stands `before` it; `skipped` was left out since.
    #[must_use]
    pub fn new(
        schedule: &Schedule,
        before: Before,
        fire: Occurrence,
        skipped: Vec<SkippedFire>,
    ) -> Self {
        let clock_change = schedule
            .clock_effect(before.offset_seconds(), fire)
            .map(|effect| ClockChangeReport::new(effect, schedule, before, fire));
        Self {
            clock_change,
            skipped,
            ..Self::calm(schedule, fire)
        }
    }

    /// One fire of `schedule` to which no clock change does anything.
    #[inline]
    #[must_use]
    pub fn calm(schedule: &Schedule, fire: Occurrence) -> Self {
        let window = schedule.window();
        Self {
            occurrence: fire,
            window_end_seconds: (!window.is_off()).then(|| fire.seconds() + window.seconds()),
            clock_change: None,
            skipped: Vec::new(),
        }
    }

    /// Whether a clock change gives something to say.
    #[inline]
    #[must_use]
    pub fn is_calm(&self) -> bool {
        self.clock_change.is_none() && self.skipped.is_empty()
    }

    /// The instant, in UTC: `2026-11-20T08:00:00Z`.
    #[must_use]
    pub fn at(&self) -> String {
        utc(self.occurrence.at())
    }

    /// The same on the clock of the zone, with its offset: `2026-11-20T10:00:00+02:00`.
    #[must_use]
    pub fn local(&self) -> String {
        local(self.occurrence)
    }

    /// The day of the week on that clock.
    #[must_use]
    pub fn weekday(&self) -> &'static str {
        weekday(self.occurrence.local().weekday())
    }

    /// Until when the invocation may come; `None` without a flexible time window.
    #[must_use]
    pub fn window_end(&self) -> Option<String> {
        // Beside the fire, not by itself: the end of time is not far.
        let width = self.window_end_seconds? - self.occurrence.seconds();
        Some(utc(self.occurrence.at() + chrono::TimeDelta::seconds(width)))
    }

    /// Everything that clock changes give to say: what they left out before, and what they did to it.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let told = self.skipped.iter().take(MOST_TOLD);
        let mut notes: Vec<String> = told.map(|skipped| skipped.note.clone()).collect();
        let rest = self.skipped.len().saturating_sub(MOST_TOLD);
        if rest > 0 {
            notes.push(format!("and {rest} more"));
        }
        notes.extend(self.clock_change.iter().map(|change| change.note.clone()));
        notes
    }
}

/// With what a fire is compared, to see whether a clock change moved it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Before {
    /// The fire before.
    Fire(Occurrence),
    /// The first fire of a cron expression: the time after which fires are listed, and what the zone adds to UTC then.
    Start {
        /// In seconds.
        offset_seconds: i64,
    },
    /// The first fire of anything else: there is nothing from which it could be moved.
    Nothing,
}

impl Before {
    fn offset_seconds(self) -> Option<i64> {
        match self {
            Self::Fire(fire) => Some(fire.offset_seconds()),
            Self::Start { offset_seconds } => Some(offset_seconds),
            Self::Nothing => None,
        }
    }
}

impl ClockChangeReport {
    fn new(effect: ClockEffect, schedule: &Schedule, before: Before, fire: Occurrence) -> Self {
        match effect {
            ClockEffect::HeldToOne(change) => Self {
                effect: "held-to-one",
                note: format!(
                    "{} comes twice, because the clock is put back by {}; it fires the first time only",
                    fire.local().format("%H:%M"),
                    amount(change.before_seconds - change.after_seconds),
                ),
            },
            ClockEffect::Moved { by_seconds } => {
                let forward = by_seconds > 0;
                let since = match before {
                    Before::Start { .. } => "the time asked from",
                    Before::Fire(_) | Before::Nothing => "the fire before",
                };
                let amount = amount(by_seconds.abs());
                // A rate keeps its distance in UTC and moves on the clock; a cron expression the other way round.
                let so = match schedule.expression() {
                    Expression::Rate(_) => ", and a rate does not follow".to_owned(),
                    _ => {
                        let way = if forward { "earlier" } else { "later" };
                        format!(": local times are {amount} {way} in UTC from here on")
                    }
                };
                let way = if forward { "forward" } else { "back" };
                Self {
                    effect: "moved",
                    note: format!("the clock was put {way} by {amount} since {since}{so}"),
                }
            }
        }
    }
}

impl SkippedFire {
    /// Why nothing fires then.
    #[must_use]
    pub fn reason(&self) -> &str {
        self.note.strip_prefix("skipped: ").unwrap_or(&self.note)
    }

    /// A time that is left out.
    #[must_use]
    pub fn new(skipped: Skipped) -> Self {
        let change = skipped.change;
        let note = match skipped.first_shown_seconds() {
            Some(first) => format!(
                "skipped: {} comes twice, because the clock is put back by {}; it fires the first time only, at {}",
                skipped.local.format("%H:%M"),
                amount(change.before_seconds - change.after_seconds),
                DateTime::from_timestamp(first, 0)
                    .map(utc)
                    .unwrap_or_default(),
            ),
            None => missing(skipped.local, change),
        };
        Self {
            local: skipped.local.format("%Y-%m-%dT%H:%M:%S").to_string(),
            clock_change_at: DateTime::from_timestamp(change.at_seconds, 0)
                .map(utc)
                .unwrap_or_default(),
            note,
            seconds: skipped.at_seconds,
        }
    }
}

/// Why the clock does not show a time.
fn missing(local: NaiveDateTime, change: ClockChange) -> String {
    let clock = |offset: i64| {
        DateTime::from_timestamp(change.at_seconds + offset, 0)
            .unwrap_or_default()
            .naive_utc()
    };
    let (before, behind) = (clock(change.before_seconds), clock(change.after_seconds));
    // Without dates, a gap that spans days would read as none.
    let form = if before.date() == behind.date() {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    };
    format!(
        "skipped: {} does not exist, because the clock is put forward from {} to {}",
        local.format(form),
        before.format(form),
        behind.format(form),
    )
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

/// `Monday`
pub(crate) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
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

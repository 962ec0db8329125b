//! What clock changes do to fires: which are left out, held to one, or moved.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler User Guide, "Schedule types", daylight saving time.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::at::At;
use super::definition::Schedule;
use super::expression::Expression;
use super::occurrences::{Occurrence, whole_second_from};
use super::zone::{ClockChange, Resolved, Zone};
use super::{choice, codes};
use crate::diagnostic::Diagnostic;

/// The most times that are listed one by one for one clock change: a day of minutes.
const MOST_SKIPPED: usize = 1_440;

/// A clock is never put forward or back by more than a day.
const LONGEST_SHIFT_SECONDS: i64 = 86_400;

/// A time that the expression names and at which nothing fires, because of a clock change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// What the clock would have shown (put forward), or shows for the second time (put back).
    pub local: NaiveDateTime,
    /// Where it stands in the order of time, in seconds since 1970-01-01T00:00:00Z: the change that leaves it
    /// out, or the second time that it is shown.
    pub at_seconds: i64,
    /// The clock change.
    pub change: ClockChange,
}

impl Skipped {
    /// When the clock showed it first, in seconds since 1970-01-01T00:00:00Z; `None` if it never does.
    #[must_use]
    pub fn first_shown_seconds(self) -> Option<i64> {
        let shown = self.local.and_utc().timestamp() - self.change.before_seconds;
        (!self.change.is_forward()).then_some(shown)
    }
}

/// What a clock change does to a fire that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClockEffect {
    /// The clock shows this time twice, and this is the first.
    HeldToOne(ClockChange),
    /// Since the instant before, the clock has been put forward (positive) or back, by so many seconds.
    Moved {
        /// By how much the clock is later than before.
        by_seconds: i64,
    },
}

impl Schedule {
    /// The local times that the expression names and that a clock change leaves out: those of changes after
    /// `after`, which is outside, and up to `until`, which is inside. A one-time schedule can have one.
    #[must_use]
    pub fn skipped(&self, after: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Skipped> {
        skipped(self, after, until)
    }

    /// The times that the clock shows for the second time after `after`, and not after `until`, where the first
    /// time, at which the schedule fires, is not after `after` or lies before the start date.
    ///
    /// Whoever asks from the middle of a repeated hour would otherwise not see why nothing fires in it.
    #[must_use]
    pub fn held_back(&self, after: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Skipped> {
        held_back(self, after, until)
    }

    /// What a clock change does to `occurrence`, if `before_offset_seconds` was added to UTC at the fire before it,
    /// or at another instant with which it is compared.
    #[must_use]
    pub fn clock_effect(
        &self,
        before_offset_seconds: Option<i64>,
        occurrence: Occurrence,
    ) -> Option<ClockEffect> {
        effect(self, before_offset_seconds, occurrence)
    }

    /// The instant, itself outside, up to which clock changes do nothing from `since_seconds` on, which is outside too:
    /// until then nothing is [skipped](Self::skipped), and a fire to whose instant is added what was added at the
    /// fire before has no [effect](Self::clock_effect).
    #[must_use]
    pub fn calm_until(&self, since_seconds: i64) -> i64 {
        let mut changes = self.zone.changes(since_seconds + 1, i64::MAX);
        // A time that comes twice is held to one up to so long before.
        changes
            .next()
            .map_or(i64::MAX, |change| change.at_seconds - LONGEST_SHIFT_SECONDS)
    }
}

/// See [`Schedule::skipped`].
fn skipped(schedule: &Schedule, after: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Skipped> {
    let Some((from, until)) = bounds(schedule, after, until) else {
        return Vec::new();
    };
    let zone = schedule.zone();
    let gaps = zone
        .changes(from, until)
        .filter(|change| change.is_forward());
    match (schedule.expression(), &schedule.calendar) {
        (_, Some(calendar)) => gaps
            .flat_map(|change| {
                let (first, behind) = change.local_seconds();
                calendar
                    .search(first)
                    .take_while(move |local| *local < behind)
                    .take(MOST_SKIPPED)
                    .filter_map(move |local| left_out(local, change.at_seconds, change))
            })
            .collect(),
        (Expression::At(at), _) => {
            let local = at.local.and_utc().timestamp();
            let mut gaps = gaps.filter(|change| {
                let (first, behind) = change.local_seconds();
                (first..behind).contains(&local)
            });
            let gap = gaps.next();
            gap.and_then(|change| left_out(local, change.at_seconds, change))
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// See [`Schedule::held_back`].
fn held_back(schedule: &Schedule, after: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Skipped> {
    let (Some(calendar), Some((from, until))) =
        (&schedule.calendar, bounds(schedule, after, until))
    else {
        return Vec::new();
    };
    let zone = schedule.zone();
    let near = zone
        .changes(from - LONGEST_SHIFT_SECONDS, from + LONGEST_SHIFT_SECONDS)
        .filter(|change| !change.is_forward());
    near.flat_map(|change| {
        let (first, behind) = change.local_seconds();
        // Shown first before `from`, and again from there on.
        let first = first.max(from.saturating_add(change.after_seconds));
        let behind = behind.min(from.saturating_add(change.before_seconds));
        let until = until.saturating_add(change.after_seconds);
        calendar
            .search(first)
            .take_while(move |local| *local < behind && *local <= until)
            .take(MOST_SKIPPED)
            .filter_map(move |local| left_out(local, local - change.after_seconds, change))
    })
    .collect()
}

fn left_out(local: i64, at_seconds: i64, change: ClockChange) -> Option<Skipped> {
    Some(Skipped {
        local: DateTime::from_timestamp(local, 0)?.naive_utc(),
        at_seconds,
        change,
    })
}

/// The first and the last second in which the schedule may fire, both inside; `None` if there is none.
///
/// One-time schedules do not look at their dates.
fn bounds(schedule: &Schedule, after: DateTime<Utc>, until: DateTime<Utc>) -> Option<(i64, i64)> {
    let dated = !matches!(schedule.expression(), Expression::At(_));
    let start = schedule.start.filter(|_| dated).map(whole_second_from);
    let end = schedule.end.filter(|_| dated).map(|end| end.timestamp());
    let behind_after = after.timestamp() + 1;
    let from = start.map_or(behind_after, |start| start.max(behind_after));
    let until = end.map_or(until.timestamp(), |end| end.min(until.timestamp()));
    (from <= until).then_some((from, until))
}

/// See [`Schedule::clock_effect`].
fn effect(
    schedule: &Schedule,
    before_offset_seconds: Option<i64>,
    occurrence: Occurrence,
) -> Option<ClockEffect> {
    let moved = || {
        let by_seconds = occurrence.offset_seconds() - before_offset_seconds?;
        (by_seconds != 0).then_some(ClockEffect::Moved { by_seconds })
    };
    // Rates do not look at the clock, so nothing holds them to one.
    if let Expression::Rate(_) = schedule.expression() {
        return moved();
    }
    let (zone, local) = (schedule.zone(), occurrence.local_seconds());
    let seconds = occurrence.seconds();
    let mut changes = zone.changes(seconds, seconds + LONGEST_SHIFT_SECONDS);
    let repeated = changes.find(|change| {
        let (first, behind) = change.local_seconds();
        !change.is_forward() && (first..behind).contains(&local)
    });
    repeated.map(ClockEffect::HeldToOne).or_else(moved)
}

/// What is to be said of a one-time schedule in a clock change.
///
/// AWS documents nothing for this case: evb takes the rules of cron.
pub(super) fn one_time(at: At, zone: &Zone) -> Vec<Diagnostic> {
    let time = at.local.format("%Y-%m-%d %H:%M:%S");
    let told = match zone.resolve(at.local) {
        Resolved::Once(_) => return Vec::new(),
        Resolved::Never => Diagnostic::warning(
            codes::AT_IN_GAP,
            format!(
                "{time} does not exist in {}: the clock is put forward over it, so nothing fires",
                zone.name()
            ),
        ),
        Resolved::Twice(..) => Diagnostic::warning(
            codes::AT_IN_OVERLAP,
            format!(
                "{time} comes twice in {}, because the clock is put back: this is the first",
                zone.name()
            ),
        ),
    };
    vec![told, choice::AT_CLOCK_CHANGE.diagnostic()]
}

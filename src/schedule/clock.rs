//! What clock changes do to fires: which are left out, held to one, or moved.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler User Guide, "Schedule types", daylight saving time.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::at::At;
use super::zone::{ClockChange, Resolved, Zone};
use super::{Expression, Occurrence, Schedule, choice, codes};
use crate::diagnostic::Diagnostic;

/// The most times that are listed one by one for one clock change: a day of minutes.
const MOST_SKIPPED: usize = 1_440;

/// A local time that the expression names and the clock never shows: no fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// What the clock would have shown.
    pub local: NaiveDateTime,
    /// The change that leaves it out.
    pub change: ClockChange,
}

/// What a clock change does to a fire that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockEffect {
    /// The clock shows this time twice, and this is the first.
    HeldToOne(ClockChange),
    /// Since the fire before, the clock has been put forward (positive) or back, by so many seconds.
    Moved {
        /// By how much the clock is later than before.
        by_seconds: i64,
    },
}

/// See [`Schedule::skipped`].
pub(super) fn skipped(
    schedule: &Schedule,
    after: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Vec<Skipped> {
    let Some(calendar) = &schedule.calendar else {
        return Vec::new();
    };
    let from = schedule.start.map_or(after, |start| start.max(after));
    let until = schedule.end.map_or(until, |end| end.min(until));
    let zone = schedule.zone();
    let gaps = zone
        .changes(from.timestamp(), until.timestamp())
        .filter(|change| change.is_forward());
    gaps.flat_map(|change| {
        let (first, behind) = change.local_seconds();
        calendar
            .search(first)
            .take_while(move |local| *local < behind)
            .take(MOST_SKIPPED)
            .filter_map(move |local| {
                Some(Skipped {
                    local: DateTime::from_timestamp(local, 0)?.naive_utc(),
                    change,
                })
            })
    })
    .collect()
}

/// See [`Schedule::clock_effect`].
pub(super) fn effect(
    schedule: &Schedule,
    before: Option<Occurrence>,
    occurrence: Occurrence,
) -> Option<ClockEffect> {
    let moved = || {
        let by_seconds = occurrence.offset_seconds() - before?.offset_seconds();
        (by_seconds != 0).then_some(ClockEffect::Moved { by_seconds })
    };
    // Rates do not look at the clock, so nothing holds them to one.
    if let Expression::Rate(_) = schedule.expression() {
        return moved();
    }
    let (zone, local) = (schedule.zone(), occurrence.local_seconds());
    // A clock is never put back by more than a day.
    let mut changes = zone.changes(occurrence.seconds(), occurrence.seconds() + 86_400);
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
            format!("{time} comes twice in {}: this is the first", zone.name()),
        ),
    };
    vec![told, choice::AT_CLOCK_CHANGE.diagnostic()]
}

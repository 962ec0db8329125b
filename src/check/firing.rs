//! When schedules fire: never, not on the day of a clock change, or again before they are done.

use chrono::{DateTime, Utc};

use super::finding::Resource;
use super::judge::Judge;
use super::lints::{CLOCK_CHANGE, NEVER_FIRES, PILES_UP};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{self, Declared, Extent};
use crate::schedule::{Expression, Schedule};

const SECONDS_PER_DAY: i64 = 86_400;

/// How far clock changes are looked at: the next of each kind lies within a year.
const LOOKED_AT: i64 = 400 * SECONDS_PER_DAY;

/// From when on clock changes count where the present is not known: 2026-01-01.
const PRESENT: i64 = 1_767_225_600;

/// How often a schedule may fire on a day for one that is left out to be missed.
const SELDOM: usize = 2;

/// How many spaces between fires are looked at.
const SPACES: usize = 100;

impl Judge<'_> {
    /// What a schedule does that is right as it is written.
    pub(super) fn firing(
        &mut self,
        resource: &Resource,
        declared: &model::Schedule,
        schedule: &Schedule,
    ) {
        let Some(expression) = &declared.expression else {
            return;
        };
        let is_early = schedule.start().zip(schedule.end());
        if is_early.is_some_and(|(start, end)| end < start) {
            return;
        }
        let about = self.about(Some(resource), "ScheduleExpression");
        if let Some(told) = self.never(declared, schedule) {
            self.tell(&about, told.at(expression.span, ""), None);
            return;
        }
        if let Some(told) = left_out(schedule, self.world.now) {
            self.tell(&about, told.at(expression.span, ""), None);
        }
        for told in self.piling(declared, schedule) {
            self.tell(&about, told, None);
        }
    }

    /// A schedule that never fires, or not any more. Of what an answer of AWS says that has fired nothing is wrong.
    fn never(&self, declared: &model::Schedule, schedule: &Schedule) -> Option<Diagnostic> {
        let ever = schedule.occurrences(DateTime::UNIX_EPOCH).next();
        let Some(ever) = ever else {
            let told = match (schedule.expression(), schedule.start().or(schedule.end())) {
                (Expression::At(_), _) => return None,
                (_, None) => Diagnostic::error(NEVER_FIRES, "the schedule never fires")
                    .help("no day of the calendar is like that: `evb next-fires` tells when a schedule fires"),
                (_, Some(_)) => Diagnostic::error(
                    NEVER_FIRES,
                    "the schedule never fires between its start date and its end date",
                ),
            };
            return Some(told);
        };
        let extent = declared.request.as_ref().map(|request| request.extent);
        let is_to_come = schedule.occurrences(self.world.now).next().is_some();
        if is_to_come || extent == Some(Extent::Answer) || declared.created.is_some() {
            return None;
        }
        let told = Diagnostic::warning(
            NEVER_FIRES,
            match schedule.expression() {
                Expression::At(_) => "the time of the schedule is past: it does not fire",
                _ => "the schedule does not fire any more: all its times are past",
            },
        );
        Some(told.help(format!("its first time was {}", shown(ever.at()))))
    }

    /// A schedule that fires again before what it started has been given up, or before its window is over.
    fn piling(&self, declared: &model::Schedule, schedule: &Schedule) -> Vec<Diagnostic> {
        let Some(period) = shortest_period(schedule, self.world.now) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        let window = declared.window.as_ref();
        let minutes = window.and_then(|one| one.maximum_window_minutes.as_ref());
        if let Some(minutes) = minutes.filter(|_| schedule.window().seconds() > period) {
            let message = format!(
                "the window of {} minutes is longer than the {} between two fires",
                schedule.window().minutes(),
                spelled(period)
            );
            let told = Diagnostic::warning(PILES_UP, message)
                .at(minutes.span, "")
                .help("several invocations may come together, and in any order: take a shorter window");
            all.push(told);
        }
        let policy = declared
            .target
            .as_ref()
            .and_then(|one| one.retry_policy.as_ref());
        let age = policy.and_then(|one| one.maximum_event_age_seconds.as_ref());
        let retries = policy.and_then(|one| one.maximum_retry_attempts.as_ref());
        let retries = retries.and_then(Declared::get) != Some(&0);
        if let Some((age, seconds)) = age.and_then(|age| Some((age, self.certain(age)?)))
            && retries
            && seconds > period
        {
            let message = format!(
                "an invocation is tried for up to {}, and the next is due after {}",
                spelled(seconds),
                spelled(period)
            );
            let told = Diagnostic::note(PILES_UP, message)
                .at(age.span, "")
                .help("after an outage they come together: give up before the next is due, if that does the same");
            all.push(told);
        }
        all
    }
}

/// The shortest time between two fires, in seconds.
fn shortest_period(schedule: &Schedule, now: DateTime<Utc>) -> Option<i64> {
    if matches!(schedule.expression(), Expression::At(_)) {
        return None;
    }
    let mut fires = schedule
        .occurrences(now)
        .take(SPACES)
        .map(|one| one.seconds());
    let mut before = fires.next()?;
    let mut shortest = None;
    for fire in fires {
        let space = fire - before;
        shortest = Some(shortest.map_or(space, |shortest: i64| shortest.min(space)));
        before = fire;
    }
    shortest
}

/// A schedule that fires once or twice a day, of which a clock change leaves out one.
///
/// AWS: EventBridge Scheduler User Guide, "Schedule types", "Daylight savings time": "if a cron expression falls on a non-existent date and time, your
/// schedule invocation is skipped".
fn left_out(schedule: &Schedule, now: DateTime<Utc>) -> Option<Diagnostic> {
    if !matches!(schedule.expression(), Expression::Cron(_)) {
        return None;
    }
    let from = now.timestamp().max(PRESENT);
    let zone = schedule.zone();
    // The same on a clock that never changes.
    let plain = Schedule::new(schedule.expression().clone());
    let ends = |at: i64| schedule.end().is_some_and(|end| end.timestamp() < at);
    let starts = |at: i64| schedule.start().is_some_and(|start| start.timestamp() > at);
    for change in zone.changes(from, from + LOOKED_AT) {
        if !change.is_forward() || ends(change.at_seconds) || starts(change.at_seconds) {
            continue;
        }
        let (first, behind) = change.local_seconds();
        let fires = |from: i64, until: i64| {
            let after = DateTime::from_timestamp(from - 1, 0).unwrap_or_default();
            let all = plain.occurrences(after).map(|one| one.seconds());
            all.take_while(|at| *at < until)
                .take(SELDOM + 1)
                .collect::<Vec<_>>()
        };
        let Some(missed) = fires(first, behind).first().copied() else {
            continue;
        };
        let day = first - first.rem_euclid(SECONDS_PER_DAY);
        if fires(day, day + SECONDS_PER_DAY).len() > SELDOM {
            return None;
        }
        let missed = DateTime::from_timestamp(missed, 0).unwrap_or_default();
        let message = format!(
            "the schedule does not fire on {}: there is no {} on that day in {}",
            missed.format("%Y-%m-%d"),
            missed.format("%H:%M"),
            zone.name()
        );
        let told = Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::warning(CLOCK_CHANGE, message)
        };
        return Some(told.help("take an hour that every day has, or UTC"));
    }
    None
}

fn shown(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// A time in its largest whole unit.
pub(super) fn spelled(seconds: i64) -> String {
    const UNITS: [(i64, &str); 3] = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let unit = UNITS
        .iter()
        .find(|(length, _)| seconds >= *length && seconds % length == 0);
    let (count, unit) = unit.map_or((seconds, "second"), |(length, unit)| {
        (seconds / length, *unit)
    });
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

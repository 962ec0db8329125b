//! A schedule: an expression with everything that decides when it fires.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::cron::Calendar;
use super::window::FlexibleTimeWindow;
use super::{ClockEffect, Expression, Occurrence, Occurrences, Skipped, Zone, clock, codes};
use crate::diagnostic::Diagnostic;

/// An expression, its zone, its dates and its window.
#[derive(Clone, Debug)]
pub struct Schedule {
    expression: Expression,
    /// The fast form, for a cron expression.
    pub(super) calendar: Option<Calendar>,
    pub(super) zone: Arc<Zone>,
    pub(super) start: Option<DateTime<Utc>>,
    pub(super) end: Option<DateTime<Utc>>,
    pub(super) created: Option<DateTime<Utc>>,
    window: FlexibleTimeWindow,
}

impl Schedule {
    /// The expression in UTC, without dates and without a window.
    #[must_use]
    pub fn new(expression: Expression) -> Self {
        let calendar = match &expression {
            Expression::Cron(cron) => Some(cron.calendar()),
            Expression::Rate(_) | Expression::At(_) => None,
        };
        Self {
            expression,
            calendar,
            zone: Arc::new(Zone::utc()),
            start: None,
            end: None,
            created: None,
            window: FlexibleTimeWindow::OFF,
        }
    }

    /// The same, on the clock of `zone`. Rates do not look at it.
    ///
    /// AWS: EventBridge Scheduler User Guide, "Schedule types": zones are for cron and one-time schedules.
    #[must_use]
    pub fn in_zone(mut self, zone: Arc<Zone>) -> Self {
        self.zone = zone;
        self
    }

    /// The same, not before `start` and not after `end`, both inside. One-time schedules ignore them.
    ///
    /// AWS: EventBridge Scheduler API Reference, `CreateSchedule`: invocations occur on, or after, `StartDate`
    /// and on, or before, `EndDate`; both are ignored for one-time schedules.
    #[must_use]
    pub fn between(mut self, start: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>) -> Self {
        self.start = start;
        self.end = end;
        self
    }

    /// The same, created at an instant: what a rate is counted from if there is no start date.
    #[must_use]
    pub fn created(mut self, created: Option<DateTime<Utc>>) -> Self {
        self.created = created;
        self
    }

    /// The same, with a window.
    #[must_use]
    pub fn with_window(mut self, window: FlexibleTimeWindow) -> Self {
        self.window = window;
        self
    }

    /// The expression.
    #[must_use]
    pub fn expression(&self) -> &Expression {
        &self.expression
    }

    /// The zone on whose clock the expression is read.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The window.
    #[must_use]
    pub fn window(&self) -> FlexibleTimeWindow {
        self.window
    }

    /// The instant before which nothing fires; itself inside.
    #[must_use]
    pub fn start(&self) -> Option<DateTime<Utc>> {
        self.start
    }

    /// The instant behind which nothing fires; itself inside.
    #[must_use]
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.end
    }

    /// What a rate is counted from: the start date, else the creation.
    ///
    /// AWS: EventBridge Scheduler User Guide, "Schedule types", rate-based schedules: `StartDate` is the first
    /// occurrence; without one the schedule starts invoking its target immediately.
    #[must_use]
    pub fn anchor(&self) -> Option<DateTime<Utc>> {
        self.start.or(self.created)
    }

    /// The fires after `after`, which is outside, in ascending order, each once.
    ///
    /// A rate of which nobody knows the beginning is counted from `after`. Cron ends with the year 2199,
    /// rates with the year 9999.
    ///
    /// # Example
    ///
    /// ```
    /// use evb::schedule::{Schedule, Service, parse};
    ///
    /// let schedule = Schedule::new(parse("cron(0 0 29 2 ? *)", Service::Scheduler)?.expression);
    /// let after = "2026-11-20T10:00:00Z".parse().expect("a time");
    /// let next = schedule.occurrences(after).next().expect("a leap day");
    /// assert_eq!(next.at().to_rfc3339(), "2028-02-29T00:00:00+00:00");
    /// # Ok::<(), evb::diagnostic::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn occurrences(&self, after: DateTime<Utc>) -> Occurrences<'_> {
        Occurrences::new(self, after)
    }

    /// The local times that the expression names and that a clock change leaves out: those of changes after
    /// `after`, which is outside, and up to `until`, which is inside. A one-time schedule can have one.
    #[must_use]
    pub fn skipped(&self, after: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Skipped> {
        clock::skipped(self, after, until)
    }

    /// The times that the clock shows for the second time after `after`, and not after `until`, where the first
    /// time, at which the schedule fires, is not after `after` or lies before the start date.
    ///
    /// Whoever asks from the middle of a repeated hour would otherwise not see why nothing fires in it.
    #[must_use]
    pub fn held_back(&self, after: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Skipped> {
        clock::held_back(self, after, until)
    }

    /// What a clock change does to `occurrence`, if `before_offset_seconds` was added to UTC at the fire before it,
    /// or at another instant with which it is compared.
    #[must_use]
    pub fn clock_effect(
        &self,
        before_offset_seconds: Option<i64>,
        occurrence: Occurrence,
    ) -> Option<ClockEffect> {
        clock::effect(self, before_offset_seconds, occurrence)
    }

    /// Whether it fires at more than one time of a day on which it fires at all.
    ///
    /// A rate and a one-time schedule do not look at the hours of a day, so they do not.
    #[must_use]
    pub fn fires_several_times_a_day(&self) -> bool {
        match &self.expression {
            Expression::Cron(cron) => {
                cron.hours.iter().nth(1).is_some() || cron.minutes.iter().nth(1).is_some()
            }
            Expression::Rate(_) | Expression::At(_) => false,
        }
    }

    /// What is to be said of the schedule as a whole.
    #[must_use]
    pub fn notes(&self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        if let (Some(start), Some(end)) = (self.start, self.end)
            && end < start
        {
            notes.push(Diagnostic::warning(
                codes::END_BEFORE_START,
                "the end date is before the start date, so nothing fires",
            ));
        }
        match &self.expression {
            Expression::Rate(_) if self.anchor().is_none() => notes.push(
                Diagnostic::note(
                    codes::RATE_ANCHOR,
                    "a rate is counted from its start date or creation, and neither is given: only the spacing is sure",
                )
                .help("give the start date or the time of creation"),
            ),
            Expression::At(at) => {
                if self.start.is_some() || self.end.is_some() {
                    notes.push(Diagnostic::note(
                        codes::AT_IGNORES_DATES,
                        "a one-time schedule ignores its start and end dates",
                    ));
                }
                notes.extend(clock::one_time(*at, &self.zone));
            }
            Expression::Cron(_) | Expression::Rate(_) => {}
        }
        notes
    }
}

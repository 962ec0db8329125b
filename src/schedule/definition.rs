//! A schedule: an expression with everything that decides when it fires.
//!
//! What can be asked of one stands in the files above this one: its occurrences, what clock changes do to them, and
//! what is to be said of it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::cron::Calendar;
use super::expression::Expression;
use super::window::FlexibleTimeWindow;
use super::zone::Zone;

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

    /// The same with another expression.
    #[must_use]
    pub fn with_expression(&self, expression: Expression) -> Self {
        Self {
            calendar: Self::new(expression.clone()).calendar,
            expression,
            ..self.clone()
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
}

//! The fires of several schedules in the order of time, found one by one.
//!
//! Of each schedule only the fire to come and the one before it are held, so that memory does not grow with the
//! number of fires.
//!
//! # Example
//!
//! ```
//! use evb::schedule::{Schedule, Service, Timeline, parse};
//!
//! let hourly = Schedule::new(parse("cron(0 * * * ? *)", Service::Scheduler)?.expression);
//! let daily = Schedule::new(parse("cron(30 10 * * ? *)", Service::Scheduler)?.expression);
//! let after = "2026-11-20T09:30:00Z".parse().expect("a time");
//! let timeline = Timeline::new(&[&hourly, &daily], after, None, u64::MAX);
//! let order: Vec<usize> = timeline.map(|step| step.index).take(3).collect();
//! assert_eq!(order, [0, 1, 0]);
//! # Ok::<(), evb::diagnostic::Diagnostics>(())
//! ```
//!
//! # What this module does not do
//!
//! It words nothing: what a clock change did to a fire is told by [`Schedule::clock_effect`].

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use chrono::{DateTime, Utc};

use super::{Occurrence, Occurrences, Schedule};

/// A fire of one of the schedules, and what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineOccurrence {
    /// Which schedule, as an index into what was given.
    pub index: usize,
    /// The fire before it of the same schedule; `None` if this is the first one asked for.
    pub before: Option<Occurrence>,
    /// The fire.
    pub fire: Occurrence,
    /// The next one of the same schedule, also if it is more than was asked for; `None` behind the last.
    pub next: Option<Occurrence>,
}

/// Fires of several schedules, ascending; of those at the same second, in the order of the schedules.
#[derive(Clone, Debug)]
pub struct Timeline<'a> {
    lanes: Vec<Lane<'a>>,
    next: BinaryHeap<Reverse<(i64, usize)>>,
    until: i64,
}

/// One schedule on its way.
#[derive(Clone, Debug)]
struct Lane<'a> {
    fires: Occurrences<'a>,
    before: Option<Occurrence>,
    next: Option<Occurrence>,
    /// How many fires are still asked for.
    left: u64,
}

impl<'a> Timeline<'a> {
    /// The fires after `after`, which is outside, and up to `until`, which is inside; at most `most` of each
    /// schedule.
    #[must_use]
    pub fn new(
        schedules: &[&'a Schedule],
        after: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
        most: u64,
    ) -> Self {
        Self::of_shares(schedules, after, until, &vec![most; schedules.len()])
    }

    /// The same, at most as many of each schedule as its share.
    #[must_use]
    pub fn of_shares(
        schedules: &[&'a Schedule],
        after: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
        shares: &[u64],
    ) -> Self {
        let lanes = schedules
            .iter()
            .zip(shares)
            .map(|(schedule, share)| Lane {
                fires: schedule.occurrences(after),
                before: None,
                next: None,
                left: *share,
            })
            .collect();
        let mut timeline = Self {
            lanes,
            next: BinaryHeap::new(),
            until: until.map_or(i64::MAX, |until| until.timestamp()),
        };
        let until = timeline.until;
        for (index, lane) in timeline.lanes.iter_mut().enumerate() {
            if let Some(next) = lane.advance(until) {
                timeline.next.push(Reverse((next, index)));
            }
        }
        timeline
    }

    /// The second of the next fire and the index of its schedule, without going there.
    #[must_use]
    pub fn peek(&self) -> Option<(i64, usize)> {
        self.next.peek().map(|Reverse(next)| *next)
    }
}

impl Lane<'_> {
    /// Finds the next fire, and returns its second if it is asked for.
    fn advance(&mut self, until: i64) -> Option<i64> {
        self.next = self.fires.next().filter(|fire| fire.seconds() <= until);
        let next = self.next.filter(|_| self.left > 0)?;
        Some(next.seconds())
    }
}

impl Iterator for Timeline<'_> {
    type Item = TimelineOccurrence;

    fn next(&mut self) -> Option<TimelineOccurrence> {
        // The schedule keeps its place at the head while it fires before the others.
        let mut head = self.next.peek_mut()?;
        let Reverse((_, index)) = *head;
        let lane = self.lanes.get_mut(index)?;
        let fire = lane.next?;
        let before = lane.before.replace(fire);
        lane.left = lane.left.saturating_sub(1);
        match lane.advance(self.until) {
            Some(next) => *head = Reverse((next, index)),
            None => {
                PeekMut::pop(head);
            }
        }
        Some(TimelineOccurrence {
            index,
            before,
            fire,
            next: lane.next,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{Service, parse};

    fn schedule(expression: &str) -> Schedule {
        Schedule::new(parse(expression, Service::Scheduler).unwrap().expression)
    }

    fn steps(most: u64, until: Option<&str>) -> Vec<(usize, String, bool)> {
        let all = [
            schedule("cron(0 * * * ? *)"),
            schedule("cron(0 9,11 * * ? *)"),
        ];
        let all: Vec<&Schedule> = all.iter().collect();
        let after = "2026-11-20T08:00:00Z".parse().unwrap();
        let until = until.map(|until| until.parse().unwrap());
        let timeline = Timeline::new(&all, after, until, most);
        timeline
            .take(9)
            .map(|step| {
                let hour = step.fire.at().format("%d %H").to_string();
                (step.index, hour, step.next.is_some())
            })
            .collect()
    }

    #[test]
    fn equal_times_keep_the_order_of_the_schedules() {
        let until = Some("2026-11-20T11:00:00Z");
        let steps = steps(u64::MAX, until);
        let order: Vec<(usize, &str)> = steps
            .iter()
            .map(|(index, hour, _)| (*index, hour.as_str()))
            .collect();
        assert_eq!(
            order,
            [
                (0, "20 09"),
                (1, "20 09"),
                (0, "20 10"),
                (0, "20 11"),
                (1, "20 11")
            ]
        );
        assert_eq!(
            steps.iter().map(|(.., more)| *more).collect::<Vec<_>>(),
            [true, true, true, false, false]
        );
    }

    #[test]
    fn the_limit_is_that_of_each_schedule_and_the_last_step_knows_of_more() {
        assert_eq!(
            steps(1, None),
            [(0, "20 09".to_owned(), true), (1, "20 09".to_owned(), true)]
        );
    }
}

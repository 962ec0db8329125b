//! Many schedules together: minutes in which too many fire, and how the week is filled.
//!
//! A schedule without a window puts one invocation into its minute. With a window of N minutes each of them
//! gets 1/N: AWS spreads invocations over the window and does not say how, so an even spread is what can be
//! expected.
//!
//! # What this module does not do
//!
//! It does not decide what is too much: callers give the threshold.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::{DateTime, Utc};

use super::{Schedule, Timeline, Zone};

/// The most fires that are looked at: a thousand schedules every other minute for a week, in less than a second.
pub const MOST_FIRES: usize = 5_000_000;

const SECONDS_PER_MINUTE: i64 = 60;
const SECONDS_PER_HOUR: i64 = 3_600;
/// Guards the comparison with the threshold against the rounding of fractions.
const ROUNDING: f64 = 1e-9;

/// Neighbouring minutes in which the same schedules fire, more than the threshold.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Collision {
    /// The first minute.
    pub from: DateTime<Utc>,
    /// How many minutes.
    pub minutes: i64,
    /// How many invocations are to be expected in each of them.
    pub expected: f64,
    /// Which schedules, as indices into what was given, ascending.
    pub schedules: Vec<usize>,
}

/// What many schedules do together.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Load {
    /// Ascending.
    pub collisions: Vec<Collision>,
    /// Expected invocations by weekday, from Sunday, and hour of the zone's clock.
    pub week: [[f64; 24]; 7],
    /// How often each schedule fires.
    pub fires: Vec<u64>,
    /// The first minute of which nothing is known, because there were more than [`MOST_FIRES`]; `None` if all were
    /// counted.
    pub cut_at: Option<DateTime<Utc>>,
}

/// Adds up the fires after `after`, which is outside, and not after `until`.
///
/// A minute in which more than `threshold` invocations are expected is a collision. The week is that of
/// `zone`'s clock.
#[must_use]
pub fn load(
    schedules: &[&Schedule],
    after: DateTime<Utc>,
    until: DateTime<Utc>,
    threshold: u32,
    zone: &Zone,
) -> Load {
    bounded(schedules, (after, until), threshold, zone, MOST_FIRES)
}

/// [`load`], looking at no more than `most` fires.
fn bounded(
    schedules: &[&Schedule],
    (after, until): (DateTime<Utc>, DateTime<Utc>),
    threshold: u32,
    zone: &Zone,
    most: usize,
) -> Load {
    let mut load = Load {
        collisions: Vec::new(),
        week: [[0.0; 24]; 7],
        fires: vec![0; schedules.len()],
        cut_at: None,
    };
    let mut open = OpenWindows::default();
    let mut at = 0;
    let mut timeline = Timeline::new(schedules, after, Some(until), u64::MAX);
    let mut seen = 0;
    loop {
        let peeked = timeline.peek();
        let cut = peeked.filter(|_| seen >= most);
        let fire = peeked.filter(|_| cut.is_none());
        let minute = |(seconds, _): (i64, usize)| seconds.div_euclid(SECONDS_PER_MINUTE);
        let (fire_minute, cut_minute) = (fire.map(minute), cut.map(minute));
        let bounds = fire_minute.into_iter().chain(cut_minute);
        let Some(next) = bounds.chain(open.next_end()).min() else {
            break;
        };
        if next > at {
            load.add(&open, at, next, threshold, zone);
            at = next;
        }
        // What is open there may be joined by fires that nobody counts: the minutes from here on are not known.
        if cut_minute == Some(next) {
            load.cut_at = DateTime::from_timestamp(next * SECONDS_PER_MINUTE, 0);
            break;
        }
        open.close(next);
        if let Some((_, index)) = fire.filter(|_| fire_minute == Some(next)) {
            timeline.next();
            seen += 1;
            if let Some(fires) = load.fires.get_mut(index) {
                *fires += 1;
            }
            let width = schedules.get(index).map_or(0, |one| one.window().minutes());
            open.open(next, index, width.max(1));
        }
    }
    load
}

impl Load {
    /// Counts the minutes from `from` to, not including, `until`, in which nothing opens or closes.
    fn add(&mut self, open: &OpenWindows, from: i64, until: i64, threshold: u32, zone: &Zone) {
        let expected = open.expected();
        if expected == 0.0 {
            return;
        }
        self.fill_week(expected, from, until, zone);
        if expected <= f64::from(threshold) + ROUNDING {
            return;
        }
        let schedules: Vec<usize> = open.schedules.keys().copied().collect();
        if let Some(last) = self.collisions.last_mut() {
            let goes_on = last.from.timestamp() + last.minutes * SECONDS_PER_MINUTE
                == from * SECONDS_PER_MINUTE;
            if goes_on && last.schedules == schedules && (last.expected - expected).abs() < ROUNDING
            {
                last.minutes += until - from;
                return;
            }
        }
        if let Some(from_time) = DateTime::from_timestamp(from * SECONDS_PER_MINUTE, 0) {
            self.collisions.push(Collision {
                from: from_time,
                minutes: until - from,
                expected,
                schedules,
            });
        }
    }

    fn fill_week(&mut self, expected: f64, from: i64, until: i64, zone: &Zone) {
        let (mut at, until) = (from * SECONDS_PER_MINUTE, until * SECONDS_PER_MINUTE);
        while at < until {
            let local = at + zone.offset_seconds_at(at);
            let rest_of_hour = SECONDS_PER_HOUR - local.rem_euclid(SECONDS_PER_HOUR);
            let seconds = rest_of_hour.min(until - at);
            let hour = local.div_euclid(SECONDS_PER_HOUR).rem_euclid(24) as usize;
            // 1970-01-01 was a Thursday.
            let weekday = (local.div_euclid(24 * SECONDS_PER_HOUR) + 4).rem_euclid(7) as usize;
            if let Some(cell) = self.week.get_mut(weekday).and_then(|day| day.get_mut(hour)) {
                *cell += expected * seconds as f64 / SECONDS_PER_MINUTE as f64;
            }
            at += seconds;
        }
    }
}

/// The windows that are open; a schedule without one has a window of a minute.
#[derive(Default)]
struct OpenWindows {
    /// How many windows of each schedule.
    schedules: BTreeMap<usize, u32>,
    /// How many windows of each width, in minutes.
    widths: BTreeMap<u32, u32>,
    ends: BinaryHeap<Reverse<(i64, usize, u32)>>,
}

impl OpenWindows {
    fn open(&mut self, minute: i64, index: usize, width: u32) {
        *self.schedules.entry(index).or_default() += 1;
        *self.widths.entry(width).or_default() += 1;
        self.ends
            .push(Reverse((minute + i64::from(width), index, width)));
    }

    fn next_end(&self) -> Option<i64> {
        self.ends.peek().map(|Reverse((end, ..))| *end)
    }

    /// Closes the windows that end at `minute` or before.
    fn close(&mut self, minute: i64) {
        while let Some(Reverse((end, index, width))) = self.ends.peek().copied()
            && end <= minute
        {
            self.ends.pop();
            take_one(&mut self.schedules, index);
            take_one(&mut self.widths, width);
        }
    }

    fn expected(&self) -> f64 {
        self.widths
            .iter()
            .map(|(width, count)| f64::from(*count) / f64::from(*width))
            .sum()
    }
}

fn take_one<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K) {
    if let Some(count) = counts.get_mut(&key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{FlexibleTimeWindow, Service, parse};

    fn schedule(expression: &str, window: i64) -> Schedule {
        let schedule = Schedule::new(parse(expression, Service::Scheduler).unwrap().expression);
        match window {
            0 => schedule,
            minutes => schedule.with_window(FlexibleTimeWindow::flexible(minutes).unwrap()),
        }
    }

    fn day(schedules: &[Schedule], threshold: u32) -> Load {
        let after = "2026-11-20T00:00:00Z".parse().unwrap();
        let until = "2026-11-21T00:00:00Z".parse().unwrap();
        let all: Vec<&Schedule> = schedules.iter().collect();
        load(&all, after, until, threshold, &Zone::utc())
    }

    #[test]
    fn two_in_one_minute_are_more_than_one() {
        let both = [
            schedule("cron(0 9 * * ? *)", 0),
            schedule("cron(0/30 9 * * ? *)", 0),
        ];
        let load = day(&both, 1);
        assert_eq!(load.collisions.len(), 1);
        assert_eq!(
            load.collisions[0].from.to_rfc3339(),
            "2026-11-20T09:00:00+00:00"
        );
        assert_eq!(
            (load.collisions[0].minutes, load.collisions[0].expected),
            (1, 2.0)
        );
        assert_eq!(load.collisions[0].schedules, [0, 1]);
        assert_eq!(load.fires, [1, 2]);
        assert_eq!(load.week[5][9], 3.0);
        assert!(day(&both, 2).collisions.is_empty());
    }

    #[test]
    fn a_window_spreads_an_invocation_over_its_width() {
        let both = [
            schedule("cron(0 9 * * ? *)", 10),
            schedule("cron(0 9 * * ? *)", 10),
        ];
        let load = day(&both, 0);
        assert_eq!(load.collisions.len(), 1);
        assert_eq!(load.collisions[0].minutes, 10);
        assert!((load.collisions[0].expected - 0.2).abs() < 1e-12);
        assert!(day(&both, 1).collisions.is_empty());
        assert!((load.week[5][9] - 2.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_told_of_the_minutes_behind_the_cut() {
        let both = [
            schedule("cron(* * * * ? *)", 60),
            schedule("cron(* * * * ? *)", 0),
        ];
        let after = "2026-11-20T00:00:00Z".parse().unwrap();
        let until = "2026-11-21T00:00:00Z".parse().unwrap();
        let all: Vec<&Schedule> = both.iter().collect();
        let load = bounded(&all, (after, until), 1, &Zone::utc(), 1_000);
        let last = load.collisions.last().unwrap();
        let end = last.from + chrono::TimeDelta::minutes(last.minutes);
        assert_eq!(load.fires, [500, 500]);
        assert_eq!(load.cut_at, Some(end));
        assert_eq!(end - after, chrono::TimeDelta::minutes(501));
    }
}

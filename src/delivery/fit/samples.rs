//! From records of attempts to delays before retries.
//!
//! What is kept grows with the attempts of invocations that were tried again, which is what a fit needs, and not with the
//! logs: records about something else, and events that were delivered at once, leave nothing behind.

use std::collections::BTreeMap;

use super::records::{AttemptRecord, AttemptStep, each};
use crate::diagnostic::Diagnostics;
use crate::json::Value;

/// A delay between two attempts of one invocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Before which retry, counted from 1.
    pub retry: u64,
    /// From the end of the attempt before to the start of the retry.
    pub delay_ms: u64,
}

/// All delays that logs tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delays {
    /// By invocation, in the order of the retries; invocations without a delay are left out.
    pub invocations: Vec<Vec<Sample>>,
    /// Records of attempts.
    pub records: u64,
    /// Records about something else.
    pub others: u64,
    /// Lines or records that could not be read.
    pub unreadable: u64,
    /// Invocations that were throttled: what follows a throttle is left out.
    pub throttled: u64,
    /// Delays below zero, by clocks that disagree; left out.
    pub negative: u64,
    /// Delays in which the answer time of the target is contained, because the logs do not tell it.
    pub with_answer_time: u64,
    /// Invocations of which the first attempt is not told; attempts are taken to count from 1.
    pub without_first: u64,
}

/// What is known of one attempt.
#[derive(Clone, Copy, Debug, Default)]
struct AttemptTimes {
    count: u64,
    start_ms: Option<i64>,
    end_ms: Option<i64>,
    duration_ms: Option<u64>,
    is_throttled: bool,
    is_first: bool,
}

impl AttemptTimes {
    /// When it began, and whether that is exact.
    fn start(&self) -> Option<(i64, bool)> {
        let duration = self
            .duration_ms
            .and_then(|duration| i64::try_from(duration).ok());
        match (self.start_ms, self.end_ms, duration) {
            (Some(start), ..) => Some((start, true)),
            (None, Some(end), Some(duration)) => Some((end.saturating_sub(duration), true)),
            (None, Some(end), None) => Some((end, false)),
            _ => None,
        }
    }

    /// When it ended; its start, if nothing else is known.
    fn end(&self) -> Option<i64> {
        self.end_ms.or_else(|| {
            let duration = i64::try_from(self.duration_ms.unwrap_or(0)).unwrap_or(0);
            Some(self.start_ms?.saturating_add(duration))
        })
    }
}

/// Gathers attempts out of the records of logs.
#[derive(Clone, Debug, Default)]
pub struct AttemptLog {
    /// The attempts of each invocation, by their count. Invocations are independent of each other; their order is that of
    /// their identifiers.
    invocations: BTreeMap<Box<str>, Vec<AttemptTimes>>,
    found: Delays,
}

impl AttemptLog {
    /// Takes a record of a log, or what it wraps: lists, and the messages of CloudWatch Logs.
    ///
    /// # Errors
    ///
    /// * `delivery/log-record`, `json/…`: what is wrong in it, each at its place in the text of the value; everything else
    ///   in it is taken. Whoever goes on says so with [`skip_unreadable`](Self::skip_unreadable).
    pub fn take(&mut self, value: &Value) -> Result<(), Diagnostics> {
        each(value, &mut |record| match record {
            Some(record) => self.add(&record),
            None => self.found.others += 1,
        })
    }

    /// Counts a line or record that could not be read.
    pub fn skip_unreadable(&mut self) {
        self.found.unreadable += 1;
    }

    fn add(&mut self, record: &AttemptRecord<'_>) {
        self.found.records += 1;
        let is_delivered_at_once = record.step == AttemptStep::Success && record.is_first;
        if is_delivered_at_once {
            // No retry follows, and nothing is lost if the start of this attempt comes later.
            self.invocations.remove(record.invocation_id);
            return;
        }
        let attempts = match self.invocations.get_mut(record.invocation_id) {
            Some(attempts) => attempts,
            None => self
                .invocations
                .entry(record.invocation_id.into())
                .or_default(),
        };
        let count = record.attempt_count;
        let at = attempts.partition_point(|one| one.count < count);
        if attempts.get(at).is_none_or(|one| one.count != count) {
            let new = AttemptTimes {
                count,
                ..AttemptTimes::default()
            };
            attempts.insert(at, new);
        }
        let Some(times) = attempts.get_mut(at) else {
            return;
        };
        times.is_first |= record.is_first;
        times.duration_ms = times.duration_ms.or(record.target_duration_ms);
        match record.step {
            AttemptStep::Start => times.start_ms = Some(record.at_ms),
            AttemptStep::Success | AttemptStep::Failure => times.end_ms = Some(record.at_ms),
            AttemptStep::Throttle => times.is_throttled = true,
        }
    }

    /// The delays between the attempts.
    #[must_use]
    pub fn delays(self) -> Delays {
        let mut found = self.found;
        for attempts in self.invocations.into_values() {
            let samples = of_invocation(&attempts, &mut found);
            if !samples.is_empty() {
                found.invocations.push(samples);
            }
        }
        found
    }
}

fn of_invocation(attempts: &[AttemptTimes], found: &mut Delays) -> Vec<Sample> {
    let first = attempts.iter().find(|times| times.is_first);
    found.without_first += u64::from(first.is_none());
    let base = first.map_or(1, |first| first.count);
    let mut samples = Vec::new();
    for (times, next) in attempts.iter().zip(attempts.iter().skip(1)) {
        if times.is_throttled || next.is_throttled {
            found.throttled += 1;
            break;
        }
        if next.count != times.count.saturating_add(1) || times.count < base {
            continue;
        }
        let (Some(end), Some((start, is_exact))) = (times.end(), next.start()) else {
            continue;
        };
        match u64::try_from(start.saturating_sub(end)) {
            Ok(delay_ms) => {
                found.with_answer_time += u64::from(!is_exact);
                samples.push(Sample {
                    retry: times.count - base + 1,
                    delay_ms,
                });
            }
            Err(_) => found.negative += 1,
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(
        attempt_count: u64,
        at_ms: i64,
        step: AttemptStep,
        target_duration_ms: Option<u64>,
    ) -> AttemptRecord<'static> {
        AttemptRecord {
            invocation_id: "i",
            at_ms,
            step,
            attempt_count,
            is_first: attempt_count == 1,
            target_duration_ms,
        }
    }

    fn of(records: &[AttemptRecord<'_>]) -> (Vec<(u64, u64)>, Delays) {
        let mut log = AttemptLog::default();
        records.iter().for_each(|record| log.add(record));
        let found = log.delays();
        let samples = found.invocations.iter().flatten();
        (
            samples
                .map(|sample| (sample.retry, sample.delay_ms))
                .collect(),
            found,
        )
    }

    #[test]
    fn delays_run_from_the_end_of_one_attempt_to_the_start_of_the_next() {
        let (samples, _) = of(&[
            record(2, 2_200, AttemptStep::Start, None),
            record(1, 1_000, AttemptStep::Start, None),
            record(1, 1_200, AttemptStep::Failure, Some(200)),
            record(2, 2_500, AttemptStep::Failure, Some(300)),
            record(3, 4_600, AttemptStep::Success, Some(100)),
        ]);
        assert_eq!(samples, [(1, 1_000), (2, 2_000)]);
    }

    #[test]
    fn throttles_gaps_and_disagreeing_clocks_are_left_out() {
        let (samples, found) = of(&[
            record(1, 1_000, AttemptStep::Failure, None),
            record(2, 2_000, AttemptStep::Failure, None),
            record(4, 9_000, AttemptStep::Failure, None),
            record(5, 8_000, AttemptStep::Failure, None),
            record(6, 9_000, AttemptStep::Throttle, None),
        ]);
        assert_eq!(samples, [(1, 1_000)]);
        assert_eq!(
            (found.negative, found.throttled, found.with_answer_time),
            (1, 1, 1)
        );
    }

    #[test]
    fn what_is_delivered_at_once_leaves_nothing_behind() {
        let mut log = AttemptLog::default();
        log.add(&record(1, 1_000, AttemptStep::Start, None));
        assert_eq!(log.invocations.len(), 1);
        log.add(&record(1, 1_100, AttemptStep::Success, Some(100)));
        assert!(log.invocations.is_empty());
        assert_eq!(log.delays().records, 2);
    }
}

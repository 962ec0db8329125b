//! From records of attempts to delays before retries.

use std::collections::BTreeMap;

use super::records::{AttemptRecord, Log, Step};

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
struct Times {
    start_ms: Option<i64>,
    end_ms: Option<i64>,
    duration_ms: Option<u64>,
    is_throttled: bool,
    is_first: bool,
}

impl Times {
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

/// Turns records into delays.
///
/// Invocations are independent of each other; their order is that of their identifiers.
#[must_use]
pub fn delays(log: Log) -> Delays {
    let mut found = Delays {
        records: log.records.len() as u64,
        others: log.others,
        unreadable: log.unreadable,
        ..Delays::default()
    };
    let mut invocations: BTreeMap<String, BTreeMap<u64, Times>> = BTreeMap::new();
    for record in log.records {
        let AttemptRecord {
            invocation_id,
            at_ms,
            step,
            attempt_count,
            is_first,
            target_duration_ms,
        } = record;
        let attempts = invocations.entry(invocation_id).or_default();
        let times = attempts.entry(attempt_count).or_default();
        times.is_first |= is_first;
        times.duration_ms = times.duration_ms.or(target_duration_ms);
        match step {
            Step::Start => times.start_ms = Some(at_ms),
            Step::End => times.end_ms = Some(at_ms),
            Step::Throttle => times.is_throttled = true,
        }
    }
    for attempts in invocations.values() {
        let samples = of_invocation(attempts, &mut found);
        if !samples.is_empty() {
            found.invocations.push(samples);
        }
    }
    found
}

fn of_invocation(attempts: &BTreeMap<u64, Times>, found: &mut Delays) -> Vec<Sample> {
    let first = attempts
        .iter()
        .find(|(_, times)| times.is_first)
        .map(|(count, _)| *count);
    found.without_first += u64::from(first.is_none());
    let base = first.unwrap_or(1);
    let mut samples = Vec::new();
    for ((count, times), (next_count, next)) in attempts.iter().zip(attempts.iter().skip(1)) {
        if times.is_throttled || next.is_throttled {
            found.throttled += 1;
            break;
        }
        if *next_count != count.saturating_add(1) || *count < base {
            continue;
        }
        let (Some(end), Some((start, is_exact))) = (times.end(), next.start()) else {
            continue;
        };
        match u64::try_from(start.saturating_sub(end)) {
            Ok(delay_ms) => {
                found.with_answer_time += u64::from(!is_exact);
                samples.push(Sample {
                    retry: count - base + 1,
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
        step: Step,
        target_duration_ms: Option<u64>,
    ) -> AttemptRecord {
        AttemptRecord {
            invocation_id: "i".to_owned(),
            at_ms,
            step,
            attempt_count,
            is_first: attempt_count == 1,
            target_duration_ms,
        }
    }

    fn of(records: Vec<AttemptRecord>) -> (Vec<(u64, u64)>, Delays) {
        let found = delays(Log {
            records,
            ..Log::default()
        });
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
        let (samples, _) = of(vec![
            record(1, 1_000, Step::Start, None),
            record(1, 1_200, Step::End, Some(200)),
            record(2, 2_200, Step::Start, None),
            record(2, 2_500, Step::End, Some(300)),
            record(3, 4_600, Step::End, Some(100)),
        ]);
        assert_eq!(samples, [(1, 1_000), (2, 2_000)]);
    }

    #[test]
    fn throttles_gaps_and_disagreeing_clocks_are_left_out() {
        let (samples, found) = of(vec![
            record(1, 1_000, Step::End, None),
            record(2, 2_000, Step::End, None),
            record(4, 9_000, Step::End, None),
            record(5, 8_000, Step::End, None),
            record(6, 9_000, Step::Throttle, None),
        ]);
        assert_eq!(samples, [(1, 1_000)]);
        assert_eq!(
            (found.negative, found.throttled, found.with_answer_time),
            (1, 1, 1)
        );
    }
}

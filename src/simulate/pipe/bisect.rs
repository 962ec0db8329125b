//! `AUTOMATIC_BISECT`: a failed batch of a stream is halved until the records that fail stand alone.

use std::ops::Range;

/// One attempt while halving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BisectAttempt {
    /// Which records of the batch were tried, as positions in it.
    pub positions: Range<usize>,
    /// Whether the target took them.
    pub succeeded: bool,
}

/// Every attempt at a batch of `size` records of which those at `failing` (ascending positions) fail whenever they
/// are tried, in the order in which they are made: the whole, then the first half with everything in it, then the second.
///
/// A half with an odd number of records has the smaller part first. The last attempt at each failing record is one
/// of a range of one.
///
/// AWS: EventBridge Pipes API Reference, `OnPartialBatchItemFailure`: `AUTOMATIC_BISECT` halves each batch and retries
/// each half until all records are processed or one failed message is left. Order and rounding are not documented.
#[must_use]
pub fn bisect(size: usize, failing: &[usize]) -> Vec<BisectAttempt> {
    let mut attempts = Vec::new();
    let mut waiting: Vec<Range<usize>> = std::iter::once(0..size).collect();
    while let Some(positions) = waiting.pop() {
        let first = failing.partition_point(|position| *position < positions.start);
        let succeeded = failing
            .get(first)
            .is_none_or(|position| *position >= positions.end);
        if !succeeded && positions.len() > 1 {
            let middle = positions.start + positions.len() / 2;
            waiting.push(middle..positions.end);
            waiting.push(positions.start..middle);
        }
        attempts.push(BisectAttempt {
            positions,
            succeeded,
        });
    }
    attempts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_failing_record_ends_alone() {
        let attempts: Vec<_> = bisect(4, &[2])
            .into_iter()
            .map(|attempt| (attempt.positions, attempt.succeeded))
            .collect();
        assert_eq!(
            attempts,
            [
                (0..4, false),
                (0..2, true),
                (2..4, false),
                (2..3, false),
                (3..4, true)
            ]
        );
    }

    #[test]
    fn a_batch_without_failures_is_tried_once() {
        assert_eq!(bisect(9, &[]).len(), 1);
    }
}

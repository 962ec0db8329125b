//! Streams: batches that are retried while their shard waits.
//!
//! # Source
//!
//! AWS: Lambda Developer Guide, "Processing Kinesis Data Streams records", error handling: function errors are retried until
//! the records expire, exceed the maximum age, or reach the retry quota; what cannot be invoked is retried until they expire
//! or exceed the maximum age. "Splitting a batch does not count towards the retry quota."

use crate::simulate::pipe::bisect;

/// How many records a batch has at most, where nothing else is declared.
///
/// AWS: Lambda API Reference, `CreateEventSourceMapping`, `BatchSize`; Pipes API Reference, `BatchSize`: 100 for Kinesis and
/// DynamoDB streams.
pub(super) const BATCH_SIZE: u64 = 100;

/// The most records of a batch of a stream.
///
/// AWS: Lambda API Reference, `CreateEventSourceMapping`, `BatchSize`: at most 10,000.
pub(super) const MAXIMUM_BATCH_SIZE: u64 = 10_000;

/// How a stream is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamReads {
    /// `BatchSize`.
    pub batch_size: u64,
    /// `BisectBatchOnFunctionError`, `OnPartialBatchItemFailure: AUTOMATIC_BISECT`.
    pub bisects: bool,
    /// `ParallelizationFactor`: more than 1 blocks only records of the same partition keys.
    pub parallelization_factor: u64,
    /// Whether a maximum age of its own ends it; else records are tried until the stream drops them.
    pub has_maximum_age: bool,
}

impl StreamReads {
    /// How many invocations isolate a record that always fails, the one with which that record is alone included: 1 without
    /// bisecting. It is the last of its batch, where that takes the most: at most 2⌈log₂ B⌉ + 1 of a batch of B.
    #[must_use]
    pub fn invocations_until_alone(&self) -> u64 {
        if !self.bisects {
            return 1;
        }
        let size = usize::try_from(self.batch_size.clamp(1, MAXIMUM_BATCH_SIZE)).unwrap_or(1);
        bisect(size, &[size.saturating_sub(1)]).len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bisecting_takes_two_invocations_for_each_halving_and_one_more() {
        for (batch_size, expected) in [
            (1, 1),
            (2, 3),
            (3, 5),
            (8, 7),
            (100, 15),
            (1_000, 21),
            (10_000, 29),
        ] {
            let reads = StreamReads {
                batch_size,
                bisects: true,
                parallelization_factor: 1,
                has_maximum_age: false,
            };
            let bound = 2 * u64::from(batch_size.next_power_of_two().trailing_zeros()) + 1;
            assert_eq!(reads.invocations_until_alone(), expected, "{batch_size}");
            assert_eq!(bound, expected, "{batch_size}");
        }
    }
}

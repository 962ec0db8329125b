//! How a batch with one poisonous record is halved until that record stands alone.

/// How many invocations it takes to isolate the record at `poison` (from 0) in a batch of `batch`.
///
/// A batch that fails is halved, and each half is tried again; a batch of one that fails is given up. A batch of
/// nothing, or a record outside it, takes no more than one invocation.
///
/// AWS: EventBridge API Reference, `OnPartialBatchItemFailure`: `AUTOMATIC_BISECT` halves each batch and retries each
/// half until all records succeed or one failed is left. Which half is larger is not published; here it is the first.
#[must_use]
pub fn bisect_invocations(batch: u64, poison: u64) -> u64 {
    let (mut size, mut at) = (batch, poison);
    let mut invocations = 1;
    while size > 1 && at < size {
        // Both halves are invoked; only the one with the record goes on.
        invocations += 2;
        let first = size.div_ceil(2);
        if at < first {
            size = first;
        } else {
            at -= first;
            size -= first;
        }
    }
    invocations
}

/// The most invocations that any place of the record can take: `2 ceil(log2 batch) + 1`.
#[must_use]
pub fn most_bisect_invocations(batch: u64) -> u64 {
    let halvings = batch.max(1).next_power_of_two().trailing_zeros();
    2 * u64::from(halvings) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_takes_more_than_the_bound_and_one_takes_as_many() {
        for batch in (1..=130).chain([1_000, 10_000]) {
            let most = (0..batch)
                .map(|poison| bisect_invocations(batch, poison))
                .max();
            assert_eq!(most, Some(most_bisect_invocations(batch)), "{batch}");
        }
    }
}

//! Batches: which records go through an execution together.
//!
//! A dry-run has no arrival times, so windows never end early: every batch is filled to its size before the next
//! begins, and the last ones are closed when the records end. Records of different shards (Kinesis) or message
//! groups (FIFO queues) are never in one batch.

use std::collections::BTreeMap;

/// How many groups are kept open at once, so that memory stays bounded however many groups there are. When one more
/// begins, the batch that was opened first is closed as it is.
pub const MAXIMUM_OPEN_GROUPS: usize = 1_000;

/// Collects records into batches. Records of one group keep their order, and none is lost.
///
/// # Example
///
/// ```
/// use evb::simulate::pipe::Batcher;
///
/// let mut batcher = Batcher::new(2, 1_000);
/// assert!(batcher.push("", 10, 'a').is_empty());
/// assert_eq!(batcher.push("", 10, 'b'), [vec!['a', 'b']]);
/// batcher.push("", 10, 'c');
/// assert_eq!(batcher.finish(), [vec!['c']]);
/// ```
#[derive(Debug)]
pub struct Batcher<T> {
    maximum_size: usize,
    maximum_bytes: usize,
    groups: BTreeMap<Box<str>, Open<T>>,
    opened: u64,
}

/// A batch that is not full.
#[derive(Debug)]
struct Open<T> {
    /// The how-manieth it was to be opened.
    number: u64,
    bytes: usize,
    items: Vec<T>,
}

impl<T> Batcher<T> {
    /// Batches of at most `maximum_size` records (at least 1) and `maximum_bytes` bytes. A record that is larger than
    /// that makes a batch of its own.
    #[must_use]
    pub fn new(maximum_size: usize, maximum_bytes: usize) -> Self {
        Self {
            maximum_size: maximum_size.max(1),
            maximum_bytes,
            groups: BTreeMap::new(),
            opened: 0,
        }
    }

    /// Adds a record of `bytes` bytes; `group` is its shard or message group, empty where there are none.
    ///
    /// Returns the batches that are closed by it, in order: none, one or two.
    pub fn push(&mut self, group: &str, bytes: usize, item: T) -> Vec<Vec<T>> {
        let mut closed = Vec::new();
        if !self.groups.contains_key(group) {
            if self.groups.len() >= MAXIMUM_OPEN_GROUPS {
                closed.extend(self.close_oldest());
            }
            self.opened += 1;
            let open = Open {
                number: self.opened,
                bytes: 0,
                items: Vec::new(),
            };
            self.groups.insert(group.into(), open);
        }
        let Some(open) = self.groups.get_mut(group) else {
            return closed;
        };
        if !open.items.is_empty() && open.bytes + bytes > self.maximum_bytes {
            closed.push(std::mem::take(&mut open.items));
            open.bytes = 0;
        }
        open.bytes += bytes;
        open.items.push(item);
        if open.items.len() >= self.maximum_size {
            closed.extend(self.groups.remove(group).map(|open| open.items));
        }
        closed
    }

    /// Closes the batches that are still open, the one that was opened first in front.
    #[must_use]
    pub fn finish(self) -> Vec<Vec<T>> {
        let mut open: Vec<_> = self.groups.into_values().collect();
        open.sort_by_key(|open| open.number);
        open.into_iter().map(|open| open.items).collect()
    }

    fn close_oldest(&mut self) -> Option<Vec<T>> {
        let (group, _) = self.groups.iter().min_by_key(|(_, open)| open.number)?;
        let group = group.clone();
        self.groups.remove(&group).map(|open| open.items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_closes_before_it_grows_too_large() {
        let mut batcher = Batcher::new(10, 100);
        assert!(batcher.push("", 60, 1).is_empty());
        assert_eq!(batcher.push("", 60, 2), [vec![1]]);
        assert_eq!(batcher.push("", 500, 3), [vec![2]]);
        assert_eq!(batcher.finish(), [vec![3]]);
    }

    #[test]
    fn groups_are_batched_apart() {
        let mut batcher = Batcher::new(2, 100);
        batcher.push("a", 1, 1);
        batcher.push("b", 1, 2);
        assert_eq!(batcher.push("a", 1, 3), [vec![1, 3]]);
        assert_eq!(batcher.finish(), [vec![2]]);
    }

    #[test]
    fn the_oldest_group_makes_room() {
        let mut batcher = Batcher::new(2, 100);
        for group in 0..MAXIMUM_OPEN_GROUPS {
            assert!(batcher.push(&group.to_string(), 1, group).is_empty());
        }
        assert_eq!(batcher.push("new", 1, 7_777), [vec![0]]);
    }
}

//! Batches: which records go through an execution together.
//!
//! A batch is closed when it is full, when its window has ended, and when the records end. Records of different shards
//! (Kinesis) or message groups (FIFO queues) are never in one batch.

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
    window_ms: Option<u64>,
    groups: BTreeMap<Box<str>, Open<T>>,
    opened: u64,
}

/// A batch that is not full.
#[derive(Debug)]
struct Open<T> {
    /// The how-manieth it was to be opened.
    number: u64,
    bytes: usize,
    /// When its first record came, if that is known.
    began_ms: Option<u64>,
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
            window_ms: None,
            groups: BTreeMap::new(),
            opened: 0,
        }
    }

    /// The same, closing a batch of which the first record came more than `window_ms` milliseconds before the next one
    /// of its group; `None` closes only full ones.
    #[must_use]
    pub fn with_window(mut self, window_ms: Option<u64>) -> Self {
        self.window_ms = window_ms;
        self
    }

    /// Adds a record of `bytes` bytes; `group` is its shard or message group, empty where there are none.
    ///
    /// Returns the batches that are closed by it, in order: none, one or two.
    pub fn push(&mut self, group: &str, bytes: usize, item: T) -> Vec<Vec<T>> {
        self.push_at(group, bytes, None, item)
    }

    /// The same for a record that came at `arrived_ms`; one of which that is not known joins what is open.
    pub fn push_at(
        &mut self,
        group: &str,
        bytes: usize,
        arrived_ms: Option<u64>,
        item: T,
    ) -> Vec<Vec<T>> {
        let mut closed = Vec::new();
        if self.has_ended(group, arrived_ms) {
            closed.extend(self.groups.remove(group).map(|open| open.items));
        }
        if !self.groups.contains_key(group) {
            if self.groups.len() >= MAXIMUM_OPEN_GROUPS {
                closed.extend(self.close_oldest());
            }
            self.opened += 1;
            let open = Open {
                number: self.opened,
                bytes: 0,
                began_ms: None,
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
            open.began_ms = None;
        }
        open.bytes += bytes;
        open.began_ms = open.began_ms.or(arrived_ms);
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

    /// Whether the window of a group's open batch is over when a record comes.
    fn has_ended(&self, group: &str, arrived_ms: Option<u64>) -> bool {
        let began_ms = self.groups.get(group).and_then(|open| open.began_ms);
        match (self.window_ms, began_ms, arrived_ms) {
            (Some(window_ms), Some(began_ms), Some(arrived_ms)) => {
                arrived_ms.saturating_sub(began_ms) > window_ms
            }
            _ => false,
        }
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
    fn a_window_ends_a_batch_that_is_not_full() {
        let mut batcher = Batcher::new(10, 100).with_window(Some(5_000));
        assert!(batcher.push_at("", 1, Some(1_000), 'a').is_empty());
        assert!(batcher.push_at("", 1, Some(6_000), 'b').is_empty());
        assert!(batcher.push_at("", 1, None, 'c').is_empty());
        assert!(batcher.push_at("other", 1, Some(60_000), 'o').is_empty());
        assert_eq!(
            batcher.push_at("", 1, Some(6_001), 'd'),
            [vec!['a', 'b', 'c']]
        );
        // A record that came earlier than one before it ends nothing.
        assert!(batcher.push_at("", 1, Some(0), 'e').is_empty());
        assert_eq!(batcher.finish(), [vec!['o'], vec!['d', 'e']]);
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

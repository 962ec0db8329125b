//! Some records of a stream, with the memory in which they stand.

use std::ops::Range;

use super::{Current, KEPT_AROUND_BYTES, Splitter};
use crate::event::{Breakage, Piece};

/// Records that were cut out of a stream, to be looked at while the stream goes on.
///
/// # Example
///
/// ```
/// use evb::event::{Pieces, Shape, Splitter};
///
/// let mut splitter = Splitter::new(Shape::Recognised);
/// let bytes = b"[{\"a\":1}, {\"a\":2}, {\"a\"";
/// splitter.feed(bytes);
/// let mut pieces = Pieces::default();
/// while splitter.advance() {
///     pieces.push(&splitter);
/// }
/// pieces.keep(&mut splitter, bytes.len());
/// splitter.feed(b":3}]");
/// assert_eq!(pieces.len(), 2);
/// assert_eq!(pieces.get(1).ok_or("no piece")?.bytes, br#"{"a":2}"#);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Default)]
pub struct Pieces {
    buffer: Vec<u8>,
    found: Vec<Found>,
    /// How many bytes came in last.
    fed: usize,
    /// The stream before the first record that was taken on trust.
    before: Option<Box<Splitter>>,
}

/// A record, and what the stream would no longer know of it.
#[derive(Debug)]
struct Found {
    current: Current,
    /// How the list begins that is not closed.
    unclosed: Vec<u8>,
}

impl Pieces {
    /// Adds the record to which the splitter [went](Splitter::advance). No bytes may be fed before they are
    /// [kept](Self::keep).
    pub fn push(&mut self, splitter: &Splitter) {
        let is_unclosed = splitter.current.breakage == Some(Breakage::Unclosed);
        self.found.push(Found {
            current: splitter.current.clone(),
            unclosed: match is_unclosed {
                true => splitter.opening.text.clone(),
                false => Vec::new(),
            },
        });
    }

    /// Keeps the bytes of the records that were added, and those that were fed last: so many.
    pub fn keep(&mut self, splitter: &mut Splitter, fed: usize) {
        let fed_from = splitter.filled.saturating_sub(fed);
        let starts = self.found.iter().map(|found| found.current.start);
        let from = starts.min().map_or(fed_from, |start| {
            fed_from.min(start.saturating_sub(KEPT_AROUND_BYTES))
        });
        let passed = self.passed(splitter, fed_from);
        let bytes = |range: Range<usize>| splitter.buffer.get(range).unwrap_or_default();
        self.buffer.extend_from_slice(bytes(from..passed.start));
        self.buffer
            .extend_from_slice(bytes(passed.end..splitter.filled));
        self.fed = fed;
        for found in &mut self.found {
            let start = &mut found.current.start;
            *start -= from + if *start < passed.end { 0 } else { passed.len() };
        }
        self.before = splitter.before.take();
        if let Some(before) = &mut self.before {
            before.start -= from;
            before.current.start = before.current.start.saturating_sub(from);
        }
    }

    /// What no record has of the bytes that came in before those that were fed last: all that is passed of a record that is too
    /// long, which may be more than all records together.
    fn passed(&self, splitter: &Splitter, fed_from: usize) -> Range<usize> {
        let currents = self.found.iter().map(|found| &found.current);
        let before = currents.filter(|current| current.start < fed_from);
        let end = before.map(|current| current.start + current.length + KEPT_AROUND_BYTES);
        match end.max() {
            Some(end) if end < fed_from && splitter.before.is_none() => end..fed_from,
            _ => fed_from..fed_from,
        }
    }

    /// Forgets all records.
    pub fn clear(&mut self) {
        self.buffer.clear();
        self.found.clear();
        self.before = None;
        self.fed = 0;
    }

    /// The bytes that were fed last.
    #[must_use]
    pub fn fed(&self) -> &[u8] {
        let from = self.buffer.len().saturating_sub(self.fed);
        self.buffer.get(from..).unwrap_or_default()
    }

    /// Whether a record was taken for sound without looking at every byte.
    #[must_use]
    pub fn is_trusted(&self, number: usize) -> bool {
        let found = self.found.get(number);
        found.is_some_and(|found| found.current.is_trusted)
    }

    /// The stream from the first such record on, to be cut again without trust, and how many records came before it. It
    /// holds the bytes that came in so far.
    #[must_use]
    pub fn before_trusted(&mut self) -> Option<(Splitter, usize)> {
        let mut before = *self.before.take()?;
        before.buffer = std::mem::take(&mut self.buffer);
        before.filled = before.buffer.len();
        let number = self.found.iter().position(|found| found.current.is_trusted);
        Some((before, number?))
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How much memory they take, in bytes.
    #[must_use]
    pub fn held_bytes(&self) -> usize {
        self.buffer.len()
    }

    /// A record.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Piece<'_>> {
        let found = self.found.get(number)?;
        Some(found.current.piece(&self.buffer))
    }

    /// What stands on its lines before and behind it: see [`Splitter::around`].
    #[must_use]
    pub fn around(&self, number: usize) -> (&[u8], &[u8]) {
        match self.found.get(number) {
            None => (&[], &[]),
            Some(one) if one.current.breakage == Some(Breakage::Unclosed) => (&[], &one.unclosed),
            Some(one) => one.current.around(&self.buffer),
        }
    }

    /// The memory in which they stand, and where in it a record begins and ends: whoever looks for the end of a record may
    /// look beyond it.
    #[must_use]
    pub fn in_memory(&self, number: usize) -> Option<(&[u8], (usize, usize))> {
        let start = self.found.get(number)?.current.start;
        let end = start + self.get(number)?.bytes.len();
        Some((&self.buffer, (start, end)))
    }
}

//! Many patterns at once: which of them does an event match?

mod affix;
mod compile;
mod decide;
mod glance;
mod hash;
mod index;
mod interval;
mod learn;
mod paths;
mod shape;
mod text;
mod walk;

use std::sync::atomic::{AtomicU64, Ordering};

use super::ast::Pattern;
use compile::Tables;
use shape::Shapes;
use walk::Run;

/// How many bytes behind an event the reader would like to look at.
const LOOKAHEAD_BYTES: usize = 64;

/// How the parts of an event are read that no pattern names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reading {
    /// Every byte is checked.
    #[default]
    Validated,
    /// Brackets and strings are balanced; reading stops as soon as the answer is known.
    Trusted,
}

/// Many patterns, compiled into one matcher.
#[derive(Debug)]
pub struct PatternSet {
    tables: Tables,
    id: u64,
}

/// What a thread needs to ask a [`PatternSet`]; keep it from one event to the next.
#[derive(Clone, Debug)]
pub struct Scratch {
    set: u64,
    run: Run,
    validated: Shapes,
    trusted: Shapes,
    padded: Vec<u8>,
}

/// The event is no JSON object, or its JSON is broken. [`json::parse_prefix`](crate::json::parse_prefix) tells why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event is no JSON object")]
pub struct Malformed;

/// What an event was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched<'s> {
    /// The patterns that it matches, by their number in the set, ascending.
    pub rules: &'s [u32],
    /// Where the event ends in the text; `None` if reading stopped before.
    pub end: Option<usize>,
}

impl PatternSet {
    /// Compiles patterns. They are numbered in their order, from 0.
    #[must_use]
    pub fn new<'p>(patterns: impl IntoIterator<Item = &'p Pattern>) -> Self {
        static SETS: AtomicU64 = AtomicU64::new(0);
        Self {
            tables: compile::compile(patterns),
            id: SETS.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// How many patterns it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.rule_count as usize
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a thread needs to ask this set.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch {
            set: self.id,
            run: Run::new(&self.tables),
            validated: Shapes::default(),
            trusted: Shapes::default(),
            padded: Vec::new(),
        }
    }

    /// Which patterns an event matches.
    ///
    /// # Errors
    ///
    /// [`Malformed`], if the text does not begin with a JSON object.
    pub fn matches<'s>(
        &self,
        event: &[u8],
        reading: Reading,
        scratch: &'s mut Scratch,
    ) -> Result<&'s [u32], Malformed> {
        self.matches_at(event, 0, event.len(), reading, scratch)
            .map(|matched| matched.rules)
    }

    /// Which patterns the event matches that stands in `text` from `start` up to at most `end`.
    ///
    /// # Errors
    ///
    /// [`Malformed`], if no JSON object begins there or if it is not closed before `end`.
    pub fn matches_at<'s>(
        &self,
        text: &[u8],
        start: usize,
        end: usize,
        reading: Reading,
        scratch: &'s mut Scratch,
    ) -> Result<Matched<'s>, Malformed> {
        if scratch.set != self.id {
            *scratch = self.scratch();
        }
        let Scratch {
            run,
            validated,
            trusted,
            padded,
            ..
        } = scratch;
        let event = text.get(start..end).ok_or(Malformed)?;
        let has_room = text.len() - end >= LOOKAHEAD_BYTES;
        let (input, from, limit) = if has_room {
            (text, start, end)
        } else {
            padded.clear();
            padded.extend_from_slice(event);
            padded.resize(event.len() + LOOKAHEAD_BYTES, 0);
            (&padded[..], 0, event.len())
        };
        let ended = match reading {
            Reading::Validated => run.read::<false>(&self.tables, validated, input, from),
            Reading::Trusted => run.read::<true>(&self.tables, trusted, input, from),
        };
        match ended {
            Some(ended) if ended.at <= limit => Ok(Matched {
                rules: run.matched(),
                end: ended.is_closed.then_some(ended.at - from + start),
            }),
            _ => Err(Malformed),
        }
    }
}

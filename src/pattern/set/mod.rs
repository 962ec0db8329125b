//! Many patterns at once: which of them does an event match?
//!
//! [`evaluate`](super::evaluate()) asks one pattern after the other, of an event that has been read into a tree. A
//! [`PatternSet`] reads the text of the event once, looks only at the fields that some pattern names, and hardly
//! takes longer for a thousand patterns than for one. The answers are the same.
//!
//! # Example
//!
//! ```
//! use evb::pattern::set::Reading;
//! use evb::pattern::{Dialect, PatternSet, parse};
//!
//! let running = parse(r#"{"detail": {"state": ["running"]}}"#, Dialect::Bus).unwrap();
//! let ec2 = parse(r#"{"source": [{"prefix": "aws.ec2"}]}"#, Dialect::Bus).unwrap();
//! let set = PatternSet::new([&running, &ec2]);
//! let mut scratch = set.scratch();
//! let event = br#"{"source": "aws.ec2", "detail": {"state": "stopped"}}"#;
//! assert_eq!(set.matches(event, Reading::Validated, &mut scratch), Ok(&[1][..]));
//! ```
//!
//! # The idea
//!
//! A rule is a conjunction of fields, so an event that fails one of them cannot match. Each rule therefore hangs on one of
//! its fields alone, the one that is probably satisfied least often (its *access slot*). While the event is read, every
//! value at a path that such a field names is looked up in an index of that path; only the rules that hang on what is
//! found there are looked at any further. Most rules are never looked at, and cost nothing.
//!
//! The rest of the time goes into reading JSON. Events of one source have the same shape, so the bytes *between* the
//! values are the same again and again: they are parsed once and afterwards compared as bytes.
//!
//! # How it works
//!
//! | module | what it does |
//! |---|---|
//! | [`compile`] | equal value lists of a field become one *slot*, sub-rules with equal slots one *class*; each class is looked at only when the slot that is rarest is satisfied |
//! | [`paths`] | the tree of field paths; knows where two fields of a sub-rule can meet in one array |
//! | [`shape`], [`learn`] | what stands between one value and the next is parsed once, and then compared as bytes |
//! | [`walk`], [`run`] | one pass over the event: values that nobody asks for are only checked; what was met is kept in a *run* |
//! | [`index`] | the slots that a value satisfies: exact texts by hash, prefixes and suffixes ([`affix`]) by one binary search, wildcards by their longest piece, numbers and IPv4 blocks by their ends ([`interval`]) |
//! | [`glance`] | the value of a number, and whether it is comparable, without printing doubles |
//! | [`decide`] | what remains for the end of the event: several fields, absent fields, consistent array elements |
//!
//! Where array elements have to be consistent, the search is that of the plain evaluator, on the few values that
//! were kept; it is bounded as there.
//!
//! # Invariants
//!
//! * A slot is marked as satisfied only for the event at hand, and only by a value that passes its list.
//! * To follow learnt bytes, to remember what was found for a string, to pass a class over: none of it changes an answer.
//!   Each stands for work that would come to the same result.
//! * A class that its access slot does not decide alone is decided at the end of the event, from values that were kept;
//!   every field of such a class keeps its values.
//! * All that grows with what events hold is bounded: learnt shapes, remembered strings, steps of the search.
//!
//! # Validated and trusted reading
//!
//! *Validated*, the default: every byte is checked, and what is refused is exactly what the
//! [reader](crate::json::parse_prefix) refuses. So a malformed event is never silently a miss.
//!
//! *Trusted*: containers that no pattern names are skipped by counting brackets, and an object is left as soon as every
//! name that leads on, and behind which no path goes on, has been seen. That gives the same answers for events that are
//! valid JSON, in which no name comes twice in one object. Nothing is promised for others (but nothing panics).
//!
//! # What was tried
//!
//! Instructions per event (callgrind), and the speed of validated reading in multiples of that of `serde_json`
//! skipping the event (`IgnoredAny`), processor time, one thread, `cargo bench --bench matching`:
//!
//! | step | lots, five coordinates | lots, 71 rules | AWS events, 10,000 rules |
//! |---|---|---|---|
//! | blocks of 32 bytes (SSE2), an index per field, everything between values parsed each time | 53,100 | 78,600 | 28,500 |
//! | learnt shapes | 24,200 · 0.55 | 46,200 · 0.27 | 7,970 · 0.48 |
//! | a number is converted once a value, not once a rule; what was found for a string is remembered | 21,400 · 0.63 | 37,400 · 0.26 | 7,990 · |
//! | slots and classes in flat lists (24 bytes where there were 72): fewer cache misses | | | 7,990 · 0.83 |
//! | long numbers are judged with integers, not by printing the nearest double | 17,300 · 0.83 | 29,600 · 0.38 | |
//!
//! (The steps were measured without link-time optimisation. With the release profile, which makes `serde_json` faster
//! as well, the last state gives 0.67, 0.35 and 0.95; five rules on properties give 1.2 to 1.7, trusted 1.8 to 3.0.)
//!
//! Not kept: comparisons of bytes that the compiler should vectorise (it makes forty scalar instructions of
//! one `pmovmskb`); the intrinsics of `std::arch` (calling them from plain functions is `unsafe` even where SSE2 is
//! always there; the crate `wide` wraps them); automata for wildcards (an anchor and a search for the pieces
//! need no states, and no bound on them).
//!
//! # What this module does not do
//!
//! It explains nothing, and it gives the logical answer: where the service's engine is known to answer something else, see
//! [`service`](super::service).
//!
//! # Source
//!
//! The semantics are those of [`evaluate`](mod@super::evaluate), with which every row of the corpus and generated
//! patterns and events are compared. The idea to look at a rule only by its most selective condition is known from
//! publish/subscribe systems ("access predicates").

mod affix;
mod compile;
mod decide;
mod glance;
mod hash;
mod index;
mod interval;
mod learn;
mod paths;
mod run;
mod shape;
mod text;
mod walk;

use std::sync::atomic::{AtomicU64, Ordering};

use super::ast::Pattern;
use compile::Tables;
pub(super) use hash::BuildFolding;
use run::Run;
use shape::Shapes;

/// How many bytes behind an event the reader would like to look at.
pub(crate) const LOOKAHEAD_BYTES: usize = 64;

/// How the parts of an event are read that no pattern names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
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
#[non_exhaustive]
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

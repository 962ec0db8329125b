//! What two event patterns have to do with each other, decided exactly: is one wider than the other, which event shows it?
//!
//! # The problem
//!
//! A pattern stands for a set of events. Two patterns can be compared as sets: are they equal, does one contain the other,
//! have they anything in common? Trying events cannot answer that. A decision can, and gives an event for each "no".
//!
//! # The idea
//!
//! | step | module | what it does |
//! |---|---|---|
//! | 1 | `collect`, with `automaton`, `spelled`, `double`, `hex`, `written` | all that patterns can tell of a value is which of their lists it satisfies: for each path the values fall into a few *atoms*, each with a readable example |
//! | 2 | `space` | a sub-rule is a box, some atoms for each of its paths; a pattern is a union of boxes |
//! | 3 | `cover` | a box lies in a union if nothing is left of it when it is cut along the boxes of the union |
//! | 4 | `elements`, `overlap` | events with arrays, where those without do not tell |
//! | 5 | `judge` | the evaluators confirm every event before it is told |
//!
//! # Why one value for each path is enough
//!
//! Without `exists: false`, more values never make an event match less. So take an event that one pattern matches and
//! another does not: of its values only those that the first pattern chose, one for each path, make an event that the first one
//! still matches, and the other still does not. **Containment needs no arrays at all**, if nothing is negated.
//! (A path and one below it, `a` and `a.b`, both hold a value only in an array: `{"a": ["x", {"b": "y"}]}`.)
//!
//! A field that the first pattern negates does no harm, as it is no less absent from what was chosen. One that the *second*
//! pattern negates may: the event may hold what keeps the second pattern from matching. So a value of every such path that the
//! event has is taken too, and the same holds, where the path shares no array of objects with another path of the
//! patterns. Where it does share one, `exists: false` looks only at elements that paths before it have chosen, and a
//! value in another element can make the difference; such events are tried, and an answer that rests on not having
//! found one is [bounded](Bound).
//!
//! None of this is about events that repeat a name, or that have dots in names: there a path can lie at several depths.
//!
//! Disjointness is another matter: `["x", "y"]` satisfies two patterns that want `x` and `y`. So patterns are hardly ever
//! disjoint but in the envelope, whose fields hold one string each; [`Comparison::disjoint_unless_arrays`] tells where it
//! takes an array.
//!
//! # Example
//!
//! ```
//! use evb::pattern::decide::{Limits, Relation, compare};
//! use evb::pattern::{Dialect, parse};
//!
//! let old = parse(r#"{"detail": {"state": ["running"]}}"#, Dialect::Bus).unwrap();
//! let new = parse(r#"{"detail": {"state": [{"prefix": "r"}]}}"#, Dialect::Bus).unwrap();
//! let comparison = compare(&old, &new, &Limits::default());
//! assert_eq!(comparison.relation, Relation::Wider);
//! let event = comparison.only_new.unwrap().event;
//! assert_eq!(event.get("detail").unwrap().to_compact(), r#"{"state":"r"}"#);
//! ```
//!
//! # What this module does not do
//!
//! It does not know which events there are, but for the [envelope](Envelope): a [`Domain`] tells it. Where the work would be too
//! much, the answer is [`Relation::Unknown`].
//!
//! # Source
//!
//! The order in which fields are looked at, on which the rule for `exists: false` rests, is that of event-ruler 2.0.1: see
//! [`evaluate`](crate::pattern::evaluate()). The answers are those of Zelkova: J. Backes and others, "Semantic-based
//! Automated Reasoning for AWS Access Policies using SMT", FMCAD 2018; the way here is another, as no solver is needed.

mod alternatives;
mod answer;
mod atom;
mod atoms;
mod automaton;
mod bits;
mod budget;
mod collect;
mod column;
mod cover;
mod domain;
mod double;
mod draft;
mod elements;
mod hex;
mod judge;
mod literal;
mod near;
mod overlap;
mod question;
mod space;
mod spelled;
mod text;
mod units;
mod written;

pub use alternatives::{Alternative, alternatives};
pub use answer::{Bound, Comparison, Containment, Overlap, Relation, Witness};
pub use atoms::{PathAtoms, ValueAtom, atoms};
pub use budget::{Limits, Reason};
pub use domain::{Anything, Arrays, Domain, Envelope, Place};
pub use draft::Draft;
pub use judge::Engine;
pub use near::{Change, Edge, NearMiss, outside};
pub use question::Question;

use super::ast::Pattern;

/// How a new pattern relates to an old one on a bus, as the service answers. [`Question`] asks about other events too.
///
/// The work is bounded by `limits`; an answer that would be more is [`Relation::Unknown`].
#[must_use]
pub fn compare(old: &Pattern, new: &Pattern, limits: &Limits) -> Comparison {
    Question::new(old, new).limited_to(*limits).compare()
}

/// Whether two patterns match some event both, on a bus, as the service answers.
#[must_use]
pub fn overlap(one: &Pattern, other: &Pattern, limits: &Limits) -> Overlap {
    Question::new(one, other).limited_to(*limits).overlap()
}

#[cfg(test)]
mod traps;

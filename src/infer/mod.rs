//! From events to the pattern that takes them: what do these have in common that those have not?
//!
//! [`Sketches`] look at the events that are to match, one after the other, and keep for each field only what bounds allow:
//! its values while they are few, what all its texts begin and end with, its least and greatest number. Out of that come
//! [`Candidates`]: tests that every one of these events passes. Each event that is not to match then says which of them keep it
//! out, and [`Candidates::solve`] takes the fewest fields that keep all out, the plainest tests first.
//!
//! | | an event that matches has |
//! |---|---|
//! | exact | one of some values; the field at all; the field not at all |
//! | prefix | a text that begins, ends, or begins and ends so |
//! | numeric | a number in a range |
//!
//! Every candidate is a test of the pattern language and is asked as the matcher asks it. What is found is still to be
//! verified: [`Found::pattern`] is what the matcher takes.
//!
//! Of the elements of an array of objects two fields are asked together: what has a value that an element has in every event,
//! and what that element has beside it.
//!
//! Where no such tests take all and keep the others out, [`Specimens`] keeps a bounded number of events of both sides, each of
//! another kind, and looks for groups of them that one list for each field takes: they are the alternatives of an `$or`. All
//! events are then dealt out to these ([`Groups`]), so that the tests of each are made of all its events, and events that
//! were not foreseen are learnt for the next try.
//!
//! # Example
//!
//! ```
//! use evb::infer::{Candidates, Generalize, Sketches};
//! use evb::json;
//!
//! let mut sketches = Sketches::default();
//! sketches.add(&json::parse(r#"{"source": "shop", "detail": {"state": "paid", "total": 7}}"#)?);
//! sketches.add(&json::parse(r#"{"source": "shop", "detail": {"state": "paid", "total": 9}}"#)?);
//! let mut candidates = Candidates::new(sketches, Generalize::Numeric);
//! let other = json::parse(r#"{"source": "shop", "detail": {"state": "open", "total": 8}}"#)?;
//! candidates.keep_out(&other, "others.json:1");
//! let found = candidates.solve().expect("they differ");
//! assert_eq!(found.text(), r#"{"detail":{"state":["paid"]}}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What this module does not do
//!
//! It reads no files, so that reading events again, to verify what was found, is the caller's. That there are no fewer
//! alternatives is not proved.

mod candidate;
mod candidates;
mod cover;
mod fields;
mod found;
mod likeness;
mod made;
mod propose;
mod sketch;
mod specimens;
mod written;

pub use candidates::{Candidates, Inseparable};
pub use found::{Found, FoundAlternative, FoundField};
pub use likeness::{Likeness, Nearest, Why};
pub use propose::Generalize;
pub use sketch::Sketches;
pub use specimens::{Groups, Pair, Specimens};

/// How many fields are looked at: those that come first.
pub const MOST_FIELDS: usize = 4_096;

/// How many tests are looked at: the plainest.
pub const MOST_CANDIDATES: usize = 512;

/// How many alternatives a pattern may have.
pub const MOST_ALTERNATIVES: usize = 16;

/// How many events of each side are kept to look for alternatives.
pub const MOST_SPECIMENS: usize = 512;

/// How many values a list of a pattern may have.
pub const MOST_VALUES: usize = 16;

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
//! It makes no `$or`: one list of values for each field is all that it knows. It reads no files, so that reading events again,
//! to verify what was found, is the caller's.

mod candidate;
mod candidates;
mod cover;
mod fields;
mod found;
mod likeness;
mod made;
mod propose;
mod sketch;

pub use candidates::{Candidates, Inseparable};
pub use found::{Found, FoundField};
pub use likeness::Likeness;
pub use propose::Generalize;
pub use sketch::Sketches;

/// How many fields are looked at: those that come first.
pub const MOST_FIELDS: usize = 4_096;

/// How many tests are looked at: the plainest.
pub const MOST_CANDIDATES: usize = 512;

/// How many values a list of a pattern may have.
pub const MOST_VALUES: usize = 16;

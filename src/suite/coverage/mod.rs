//! Coverage in units of the pattern language: what of a pattern the cases of a suite put to use.
//!
//! # The problem
//!
//! Lines say nothing about a pattern: how it is broken into lines changes no answer, and one line may hold ten
//! alternatives. What can be put to use, or forgotten, are these:
//!
//! | unit | covered when for the event of some case |
//! |---|---|
//! | an alternative of a list | the pattern matches, and would if this were the only alternative of its list |
//! | a field | the pattern does not match, and would if this field were not asked for: it *decides*, alone |
//! | an alternative of a `$or` | the pattern matches, and would if the `$or` had no other |
//!
//! So every unit is a question to a pattern that differs in one place, and all of them are asked at once.
//!
//! # Example
//!
//! ```
//! use evb::pattern::{Dialect, parse};
//! use evb::suite::coverage::{PatternTrial, of_pattern};
//!
//! let pattern = parse(r#"{"state": ["running", "stopped"]}"#, Dialect::Bus).unwrap();
//! let text = r#"{"state": "running"}"#;
//! let event = evb::json::parse(text).unwrap();
//! let trial = PatternTrial { case: 0, event: &event, text, expected: true };
//! let coverage = of_pattern(&pattern, &[trial]);
//! let covered: Vec<bool> = coverage.units.iter().map(|unit| unit.is_covered).collect();
//! assert_eq!(covered, [false, true, false]);
//! ```
//!
//! # What this module does not do
//!
//! It does not ask whether the cases pass: an event covers what it covers, whatever is expected of it.

mod pattern;

pub use super::trial::PatternTrial;
pub use pattern::{MAXIMUM_UNITS, PatternCoverage, Unit, UnitKind, of_pattern};

//! Mutants: small changes of what is declared, and whether the cases of a suite would notice them.
//!
//! # The problem
//!
//! A suite that passes says that the declaration answers as its cases want. It does not say that the cases want enough: a
//! field that no case makes decide could be left out, and all would still pass. So the declaration is changed in one small
//! way after the other, and each change that no case notices, a *survivor*, shows what the cases do not ask.
//!
//! Elsewhere a survivor may also be a change that makes no difference at all, and nobody can tell: so no tool can demand
//! that none survives. Here it can be told. [`decide`](crate::pattern::decide) either proves that a mutant answers as the
//! pattern does, or gives an event for which it does not, and that event is the case that is missing.
//!
//! # The idea
//!
//! | step | module | what it does |
//! |---|---|---|
//! | 1 | `make`, with `operators` | proposes changes of the text; what the parser takes and asks something else is a mutant |
//! | 2 | `judge` | asks the pattern and all its mutants at once about every event of the cases |
//! | 3 | `settle` | finds for each survivor an event that would notice it, or that there is none |
//!
//! # Example
//!
//! ```
//! use evb::pattern::{Dialect, parse};
//! use evb::suite::mutant::mutants;
//!
//! let pattern = parse(r#"{"detail": {"total": [{"numeric": [">", 5]}]}}"#, Dialect::Bus).unwrap();
//! let made = mutants(&pattern, Dialect::Bus);
//! assert_eq!(made.all[1].description, r#"`{"numeric": [">", 5]}` becomes `{"numeric": [">=", 5]}`"#);
//! ```
//!
//! # What this module does not do
//!
//! It reads no suites and runs no cases: who has them says which event which case asks about, and what it expects.

mod constant;
pub mod diff;
mod edit;
mod judge;
pub mod limits;
mod make;
mod mutator;
mod operators;
pub mod pipe;
mod removal;
mod rounded;
pub mod schedule;
mod settle;
pub mod target;

pub use super::trial::PatternTrial;
pub use edit::Edit;
pub use judge::{MAXIMUM_KILLERS, Noticed, noticed};
pub use make::{MAXIMUM_MUTANTS, Mutant, Mutants, mutants};
pub use mutator::Mutator;
pub use settle::{Fate, Settled, Witness, settle, settle_within};

#[cfg(test)]
mod rows;

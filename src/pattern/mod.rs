//! Event patterns: the language, and whether an event matches.
//!
//! Text goes in through [`parse()`]; what comes out is a checked [`Pattern`]:
//! sub-rules (one for every combination of `$or` alternatives), each a map from
//! field paths to lists of [`Comparison`](ast::Comparison)s. [`evaluate()`] asks one
//! whether an event matches. The language itself is described
//! in [`REFERENCE`], which stands below.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::pattern::{Dialect, evaluate, parse};
//!
//! let pattern = parse(r#"{"detail": {"state": [{"anything-but": "running"}]}}"#, Dialect::Bus).unwrap();
//! let event = json::parse(r#"{"detail": {"state": "stopped"}}"#).unwrap();
//! assert!(evaluate(&pattern, &event));
//! ```
//!
//! # Source
//!
//! The language is the one that event-ruler 2.0.1 reads, the engine that EventBridge
//! runs: AWS, "Amazon EventBridge event patterns",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html>,
//! and recordings of `TestEventPattern`.
//!
#![doc = include_str!("reference.md")]

#[cfg(test)]
#[macro_use]
mod rows;

pub mod always;
mod asked;
pub mod ast;
pub mod check;
pub mod comparison;
pub mod complexity;
pub mod condition;
pub mod decide;
pub mod dialect;
pub mod evaluate;
pub mod explain;
pub mod filter_policy;
mod flatten;
mod machine;
mod open;
pub mod operator;
pub mod parse;
mod reading;
mod regular;
mod search;
pub mod service;
pub mod set;
pub(crate) mod taped_leaves;

pub use ast::Pattern;
pub use dialect::Dialect;
pub use evaluate::{Answer, Evaluator, evaluate};
pub use explain::{Explainer, Explanation};
pub use open::{OpenPattern, OpenPlace, Outcome};
pub use parse::{ParseError, check_length, parse};
pub use service::{ServiceEvaluator, Verdict, evaluate_as_service};
pub use set::PatternSet;

/// The language of event patterns, described for the people who write them: Markdown, whose examples are tested.
pub const REFERENCE: &str = include_str!("reference.md");

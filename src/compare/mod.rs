//! Two versions of what lets events through, held against each other: which rule became which, and whether it lets more
//! through now.
//!
//! A [`Gate`] is anything with event patterns: a rule, an archive, the filters of a pipe or of an event source mapping, the
//! filter policy of a subscription. [`pairs()`] finds for each gate of the old version what it has become in the new one, and
//! [`relate()`] says what a pair lets through: the relation is that of the new to the old.
//!
//! A template can leave things open. A gate then lies between what it lets through for certain and what it may let
//! through, and a relation is told only where it holds whatever the open values are.
//!
//! # What this module does not do
//!
//! It decides nothing about patterns: [`pattern::decide`](crate::pattern::decide) does.

mod gate;
mod pairs;
mod relate;

pub use gate::{Bounds, Gate, GateKind, Refused};
pub use pairs::{Pair, PairedBy, pairs};
pub use relate::{Because, Decide, Related, relate, together};

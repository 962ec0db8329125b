//! The values of one path, sorted by which lists they satisfy.
//!
//! All that a pattern can tell of a value is which of its lists the value satisfies. So the values of a path fall into
//! *atoms*: those that satisfy the same lists. An atom that occurs has an example, and what holds for the example holds
//! for all of it. Everything above works with atoms, of which there are few, and not with values.

use super::bits::Bits;
use crate::json::Value;
use crate::pattern::ast::{Comparison, Test, ValueList};
use crate::pattern::comparison::Candidate;

/// A list of alternatives, or a part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListTest<'p> {
    pub(super) comparisons: &'p [Comparison],
    /// Whether the whole list compares numbers.
    pub(super) compares_numbers: bool,
}

impl<'p> ListTest<'p> {
    pub(super) fn new(list: &'p ValueList) -> Self {
        Self {
            comparisons: &list.comparisons,
            compares_numbers: list.compares_numbers(),
        }
    }

    /// One comparison of a list.
    pub(super) fn only(list: &'p ValueList, comparison: &'p Comparison) -> Self {
        Self {
            comparisons: std::slice::from_ref(comparison),
            compares_numbers: list.compares_numbers(),
        }
    }

    pub(super) fn admits(&self, candidate: &Candidate<'_>) -> bool {
        self.comparisons
            .iter()
            .any(|one| !one.test.is_absence() && one.test.admits(candidate, self.compares_numbers))
    }

    pub(super) fn accepts_absence(&self) -> bool {
        self.comparisons.iter().any(|one| one.test.is_absence())
    }

    /// Whether every alternative is one of another list too, and means no less there: next to comparisons of numbers, an
    /// address is not asked for in numbers.
    pub(super) fn is_among(&self, other: &Self) -> bool {
        let has_address = |test: &Test| matches!(test, Test::Address(_));
        let own = || self.comparisons.iter().map(|one| &one.test);
        let means_less = other.compares_numbers && !self.compares_numbers && own().any(has_address);
        !means_less && own().all(|test| other.comparisons.iter().any(|one| one.test == *test))
    }

    /// Whether both ask for the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.compares_numbers == other.compares_numbers
            && self.comparisons.len() == other.comparisons.len()
            && (self.comparisons.iter().zip(other.comparisons))
                .all(|(one, other)| one.test == other.test)
    }
}

/// Values that satisfy the same lists.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// One of each kind that occurs, the most readable first; none if it is the absence of the field.
    pub(super) values: Vec<Value>,
    /// The lists that it satisfies.
    pub(super) lists: Bits,
}

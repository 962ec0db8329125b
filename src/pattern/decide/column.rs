//! One path: the values that it can hold, sorted by which lists they satisfy.
//!
//! All that a pattern can tell of a value is which of its lists the value satisfies. So the values of a path fall into
//! *atoms*: those that satisfy the same lists. An atom that occurs has an example, and what holds for the example holds
//! for all of it. Everything above works with atoms, of which there are few, and not with values.

use super::bits::Bits;
use super::budget::{Budget, Exhausted, Reason};
use super::collect::Collector;
use super::domain::Place;
use crate::json::Value;
use crate::pattern::ast::{Comparison, ValueList};
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

/// A path with its atoms.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) atoms: Vec<Atom>,
    /// For each list the atoms that satisfy it.
    pub(super) cells: Vec<Bits>,
    /// All atoms.
    pub(super) all: Bits,
    /// The absence of the field, if the field can be absent.
    pub(super) absent: Option<usize>,
    /// Why there may be more atoms; `None` if these are all.
    pub(super) incomplete: Option<Reason>,
}

impl Column {
    /// Finds the atoms of a path. Where the budget is used up, they they may [not be all](Self::incomplete).
    pub(super) fn new(lists: &[ListTest<'_>], place: &Place, budget: &mut Budget) -> Self {
        let mut collector = Collector::new(lists, place, budget);
        let incomplete = match collector.collect() {
            Ok(true) => None,
            Ok(false) => Some(Reason::Addresses),
            Err(Exhausted) => Some(Reason::Work),
        };
        let mut atoms = collector.into_atoms();
        let absent = place.absent.then(|| {
            let mut accepting = Bits::none(lists.len());
            let numbered = lists.iter().enumerate();
            (numbered.filter(|(_, list)| list.accepts_absence()))
                .for_each(|(number, _)| accepting.insert(number));
            atoms.push(Atom {
                values: Vec::new(),
                lists: accepting,
            });
            atoms.len() - 1
        });
        let cells = (0..lists.len())
            .map(|list| {
                let mut cell = Bits::none(atoms.len());
                let satisfying = atoms.iter().enumerate();
                (satisfying.filter(|(_, atom)| atom.lists.has(list)))
                    .for_each(|(number, _)| cell.insert(number));
                cell
            })
            .collect();
        Self {
            all: Bits::all(atoms.len()),
            atoms,
            cells,
            absent,
            incomplete,
        }
    }

    /// The example of an atom; `None` for absence.
    pub(super) fn value(&self, atom: usize) -> Option<&Value> {
        self.atoms.get(atom)?.values.first()
    }
}

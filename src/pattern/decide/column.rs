//! One path: all atoms of the values that it can hold.

use super::atom::{Atom, ListTest};
use super::bits::Bits;
use super::budget::{Budget, Exhausted, Reason};
use super::collect::Collector;
use super::domain::Place;
use crate::json::Value;

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
            Ok(()) => None,
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

    /// Whether some atoms are no more than the absence of the field.
    pub(super) fn is_absence(&self, cell: &Bits) -> bool {
        cell.iter().all(|atom| Some(atom) == self.absent)
    }

    /// The example of an atom; `None` for absence.
    pub(super) fn value(&self, atom: usize) -> Option<&Value> {
        self.atoms.get(atom)?.values.first()
    }
}

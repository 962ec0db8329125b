//! The array element that satisfies the most fields, where no element satisfies all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::json::Value;
use crate::pattern::asked::{Asked, FieldTest, NumberedField};
use crate::pattern::flatten::{ArrayId, ElementId, Flat};

use super::Reason;
use super::difference::{self, Difference};

/// How many values of a field are looked at for the nearest one.
pub(super) const MAXIMUM_VALUES: usize = 32;

/// How many values of the event are looked at, each counted once for every array around it as well. Where there are
/// more, no element is singled out.
const MAXIMUM_LOOKED_AT: usize = 4096;

/// How many elements are compared, those first in which the most fields are satisfied.
const MAXIMUM_ELEMENTS: usize = 8;

/// For how many fields it is worth finding out which of several elements comes nearest.
const MAXIMUM_LACKING: usize = 4;

/// An element of an array with those around it, the outermost first.
pub(super) type Chain = Vec<(ArrayId, ElementId)>;

/// A value of the event at the path of a field.
pub(super) struct Placed<'e> {
    pub(super) value: &'e Value,
    /// The array elements in which it lies.
    pub(super) chain: Chain,
    /// Whether it satisfies the field.
    pub(super) passes: bool,
}

/// A field and the values at its path.
pub(super) struct FieldValues<'p, 'e> {
    field: FieldTest<'p>,
    pub(super) placed: Vec<Placed<'e>>,
}

/// An element in which some fields are satisfied and others are not. Fields are given by their places in the list.
pub(super) struct Nearest<'p, 'e> {
    pub(super) chain: Chain,
    /// Fields that nothing in the element or outside its arrays satisfies. Never empty.
    pub(super) lacking: Vec<usize>,
    /// Fields that a value inside the element satisfies.
    pub(super) satisfied: Vec<usize>,
    /// All fields.
    pub(super) fields: Vec<FieldValues<'p, 'e>>,
}

/// Finds the element in which the fewest fields are not satisfied, and among those the one that comes nearest. The
/// elements are those of the outermost array around a value that satisfies the field at `last`, and of the arrays
/// inside it. `None` if there is no such array, or if each element satisfies every field, though not together.
pub(super) fn find<'p, 'e>(
    asked: &mut Asked<'_, 'p, 'e>,
    fields: &[NumberedField<'p>],
    last: usize,
    pattern_text: &str,
) -> Option<Nearest<'p, 'e>> {
    let fields = values(asked, fields)?;
    let mut wanted = fields.get(last)?.placed.iter();
    let (array, _) = *wanted.find(|one| one.passes)?.chain.first()?;
    let candidates = candidates(&fields, array);
    let mut found: Vec<_> = candidates
        .into_iter()
        .map(|chain| {
            let (lacking, satisfied) = inside(&fields, &chain);
            (chain, lacking, satisfied)
        })
        .filter(|(_, lacking, _)| !lacking.is_empty())
        .collect();
    let fewest = found.iter().map(|(_, lacking, _)| lacking.len()).min()?;
    found.retain(|(_, lacking, _)| lacking.len() == fewest);
    if found.len() > 1 && fewest <= MAXIMUM_LACKING {
        found.sort_by_cached_key(|(chain, lacking, _)| {
            let fields = lacking.iter().filter_map(|at| fields.get(*at));
            let differences = fields.map(|field| {
                let difference = field.nearest_in(chain, pattern_text);
                difference.map_or((Reason::Missing, 0), |(one, _)| one.nearness())
            });
            let mut differences: Vec<_> = differences.collect();
            differences.sort_unstable();
            differences
        });
    }
    let (chain, lacking, satisfied) = found.into_iter().next()?;
    Some(Nearest {
        chain,
        lacking,
        satisfied,
        fields,
    })
}

/// The values of all fields; `None` if there are too many.
fn values<'p, 'e>(
    asked: &mut Asked<'_, 'p, 'e>,
    fields: &[NumberedField<'p>],
) -> Option<Vec<FieldValues<'p, 'e>>> {
    let mut left = MAXIMUM_LOOKED_AT;
    let mut all = Vec::with_capacity(fields.len());
    for (index, field) in fields {
        let count = asked.flat.leaves(field.path).len();
        let mut placed = Vec::new();
        for at in 0..count {
            let passes = asked.passes(*index, *field, at);
            let leaf = asked.flat.leaves(field.path).get(at)?;
            let chain = chain(&asked.flat, leaf.element, left)?;
            left = left.checked_sub(1 + chain.len())?;
            placed.push(Placed {
                value: leaf.value,
                chain,
                passes,
            });
        }
        let field = *field;
        all.push(FieldValues { field, placed });
    }
    Some(all)
}

/// `None` if it is longer than `longest`.
fn chain(flat: &Flat<'_>, element: Option<ElementId>, longest: usize) -> Option<Chain> {
    let around = flat.chain(element).take(longest + 1);
    let mut chain: Chain = around.map(|(id, element)| (element.array, id)).collect();
    chain.reverse();
    (chain.len() <= longest).then_some(chain)
}

/// The elements of an array, and of those inside it, in which something satisfies a field but not all of them, those
/// with the most such fields first.
fn candidates(fields: &[FieldValues<'_, '_>], array: ArrayId) -> Vec<Chain> {
    let is_inside = |one: &&Placed<'_>| one.chain.first().is_some_and(|(own, _)| *own == array);
    let mut counts: BTreeMap<&[(ArrayId, ElementId)], usize> = BTreeMap::new();
    let mut fields_inside = 0;
    for field in fields {
        let mut elements = BTreeSet::new();
        let mut has_any = false;
        for one in field.placed.iter().filter(is_inside) {
            has_any = true;
            let ends = (1..=one.chain.len()).filter(|_| one.passes);
            elements.extend(ends.filter_map(|end| one.chain.get(..end)));
        }
        fields_inside += usize::from(has_any);
        for element in elements {
            *counts.entry(element).or_default() += 1;
        }
    }
    let mut chains: Vec<_> = counts
        .into_iter()
        .filter(|(_, count)| *count < fields_inside)
        .map(|(chain, count)| (Reverse(count), chain))
        .collect();
    chains.sort_by_key(|(count, _)| *count);
    let chains = chains.into_iter().take(MAXIMUM_ELEMENTS);
    chains.map(|(_, chain)| chain.to_vec()).collect()
}

/// Which fields are not satisfied in an element, and which are satisfied by a value inside it.
fn inside(fields: &[FieldValues<'_, '_>], chain: &Chain) -> (Vec<usize>, Vec<usize>) {
    let (mut lacking, mut satisfied) = (Vec::new(), Vec::new());
    for (at, field) in fields.iter().enumerate() {
        if field.is_satisfied_with(chain) {
            let mut placed = field.placed.iter();
            if placed.any(|one| one.passes && one.chain.starts_with(chain)) {
                satisfied.push(at);
            }
        } else {
            lacking.push(at);
        }
    }
    (lacking, satisfied)
}

impl<'e> FieldValues<'_, 'e> {
    /// Whether something satisfies the field that goes together with an element.
    pub(super) fn is_satisfied_with(&self, chain: &Chain) -> bool {
        let mut consistent = self.consistent_with(chain).peekable();
        let is_absent = consistent.peek().is_none();
        (is_absent && self.field.accepts_absence) || consistent.any(|one| one.passes)
    }

    fn consistent_with(&self, chain: &Chain) -> impl Iterator<Item = &Placed<'e>> {
        self.placed
            .iter()
            .filter(|one| are_consistent(&one.chain, chain))
    }

    /// The value in an element, or outside its arrays, that comes nearest to the field.
    pub(super) fn nearest_in(
        &self,
        chain: &Chain,
        pattern_text: &str,
    ) -> Option<(Difference, &'e Value)> {
        self.consistent_with(chain)
            .take(MAXIMUM_VALUES)
            .map(|one| {
                let difference = difference::of(self.field, one.value, pattern_text);
                (difference, one.value)
            })
            .min_by_key(|(difference, _)| difference.nearness())
    }
}

/// Whether two places lie in the same element wherever they lie in the same array: where their ways part, they do so
/// in different arrays.
fn are_consistent(one: &Chain, other: &Chain) -> bool {
    let mut steps = one.iter().zip(other);
    let parting = steps.find(|(one, other)| one != other);
    parting.is_none_or(|((one, _), (other, _))| one != other)
}

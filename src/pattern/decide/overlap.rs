//! Whether two patterns can match one event.
//!
//! With one value for each path that is a matter of meeting boxes. With arrays it is nearly always possible: `["x", "y"]`
//! satisfies both a list that wants `x` and one that wants `y`. So where no single values do, an event with arrays is put
//! together: what one pattern wants beside what the other wants, either as elements of the same array of values or in
//! two elements of an array of objects. Where no field is negated, more values never do harm, so that such an event exists
//! wherever arrays can stand.

use std::collections::BTreeSet;

use super::bits::Bits;
use super::budget::{Budget, Exhausted};
use super::domain::Arrays;
use super::space::{Axis, Occurrence, Region, Rule, Space};
use crate::json::JsonString;

/// How many pairs of sub-rules are tried with arrays.
const MOST_PAIRS: usize = 256;

/// What is known of the events that both of two patterns match.
#[derive(Debug)]
pub(super) enum Common {
    /// There is one. If `unless` names paths, there is none as long as none of these holds an array.
    Event { unless: BTreeSet<Box<[u8]>> },
    /// There is none; or, if it is not `sure`, none was found.
    None { sure: bool },
}

/// A sub-rule of each pattern, and the columns in which they have nothing in common.
struct Pair<'s> {
    regions: [Region; 2],
    rules: [&'s Rule; 2],
    conflicts: Vec<usize>,
}

/// Looks for an event that both patterns of a space match and that `confirms` holds for.
///
/// # Errors
///
/// When the budget is used up.
pub(super) fn common(
    space: &Space,
    budget: &mut Budget,
    confirms: &mut dyn FnMut(&[Occurrence]) -> bool,
) -> Result<Common, Exhausted> {
    let mut pairs = Vec::new();
    let mut unless = BTreeSet::new();
    for first in space.rules(0) {
        let region = space.region(first, false);
        if region.iter().any(Bits::is_empty) {
            continue;
        }
        for second in space.rules(1) {
            budget.spend(second.fields.len() + 1)?;
            let Some(conflicts) = conflicts(space, &region, second) else {
                continue;
            };
            if conflicts.is_empty() {
                if let Some(occurrences) = single_values(space, &region, second)
                    && confirms(&occurrences)
                {
                    let unless = BTreeSet::new();
                    return Ok(Common::Event { unless });
                }
                continue;
            }
            let places = conflicts.iter().map(|number| {
                let own = second.fields.iter().find(|field| field.0 == *number);
                let sides = [region.get(*number), own.and_then(|own| space.cell(*own))];
                array_places(space, *number, sides, [first, second])
            });
            let fewest = places.min_by_key(Vec::len).unwrap_or_default();
            if fewest.is_empty() {
                continue;
            }
            unless.extend(fewest);
            if pairs.len() < MOST_PAIRS {
                budget.spend(region.len())?;
                pairs.push(Pair {
                    regions: [region.clone(), space.region(second, false)],
                    rules: [first, second],
                    conflicts,
                });
            }
        }
    }
    for pair in &pairs {
        for innermost in [false, true] {
            if let Some(occurrences) = pair.with_arrays(space, innermost)
                && confirms(&occurrences)
            {
                return Ok(Common::Event { unless });
            }
        }
    }
    Ok(Common::None {
        sure: pairs.is_empty(),
    })
}

/// The columns in which a sub-rule has nothing in common with a region; `None` if it matches nothing at all.
fn conflicts(space: &Space, region: &Region, rule: &Rule) -> Option<Vec<usize>> {
    let mut conflicts = Vec::new();
    for field in &rule.fields {
        let (cell, side) = (space.cell(*field)?, region.get(field.0)?);
        if cell.is_empty() {
            return None;
        }
        if !cell.meets(side) {
            conflicts.push(field.0);
        }
    }
    Some(conflicts)
}

fn single_values(space: &Space, region: &Region, rule: &Rule) -> Option<Vec<Occurrence>> {
    let mut common = region.clone();
    for field in &rule.fields {
        if let (Some(cell), Some(side)) = (space.cell(*field), common.get_mut(field.0)) {
            *side = side.and(cell);
        }
    }
    Some(space.occurrences(&space.choose(&common)?))
}

/// The paths at which an array would let a path hold what both of two sub-rules ask for: itself, and those that lead to it.
fn array_places(
    space: &Space,
    number: usize,
    sides: [Option<&Bits>; 2],
    rules: [&Rule; 2],
) -> Vec<Box<[u8]>> {
    let Some(axis) = space.axes.get(number) else {
        return Vec::new();
    };
    let is_absence = sides.map(|side| side.is_none_or(|side| axis.column.is_absence(side)));
    let can_be_list = axis.place.arrays != Arrays::Never && is_absence == [false; 2];
    let own = can_be_list.then(|| axis.path.as_wtf8().into());
    let parents = object_places(space, axis, number, is_absence, rules);
    let parents = parents.into_iter().map(|parent| parent.as_wtf8().into());
    parents.chain(own).collect()
}

/// The same without itself. What is absent where one sub-rule has chosen its elements can be present in others; where it has
/// chosen none, it is absent.
fn object_places<'s>(
    space: &'s Space,
    axis: &'s Axis,
    number: usize,
    is_absence: [bool; 2],
    rules: [&Rule; 2],
) -> Vec<&'s JsonString> {
    let absent = is_absence
        .iter()
        .zip(rules)
        .find(|(is_absence, _)| **is_absence);
    if let Some((_, rule)) = absent {
        return space.elements_before(rule, number);
    }
    let parents = axis
        .parents
        .iter()
        .filter(|(_, can_be_array)| *can_be_array);
    parents.map(|(parent, _)| parent).collect()
}

impl Pair<'_> {
    /// An event with what the first sub-rule wants, and what the second wants beside it.
    fn with_arrays(&self, space: &Space, innermost: bool) -> Option<Vec<Occurrence>> {
        let [first, second] = &self
            .regions
            .each_ref()
            .map(|region| self.with_values(space, region));
        let arrays = self.object_arrays(space, innermost)?;
        let levels = |axis: usize| -> Vec<usize> {
            let parents = space.axes.get(axis).map(|axis| axis.parents.as_slice());
            let numbered = parents.unwrap_or_default().iter().enumerate();
            let inside = numbered.filter(|(_, (parent, _))| arrays.contains(&parent));
            inside.map(|(level, _)| level).collect()
        };
        let numbered = first.iter().zip(second).enumerate();
        let base: Region = numbered
            .map(|(axis, (one, other))| match one.and(other) {
                common if !common.is_empty() && levels(axis).is_empty() => common,
                _ => one.clone(),
            })
            .collect();
        let mut occurrences = space.occurrences(&space.choose(&base)?);
        let beside = space.occurrences(&space.choose(second)?);
        let [_, second_rule] = self.rules;
        let asked = |axis: usize| second_rule.fields.iter().any(|(own, _)| *own == axis);
        for mut one in beside.into_iter().filter(|one| asked(one.axis)) {
            let levels = levels(one.axis);
            if levels.is_empty() && !self.conflicts.contains(&one.axis) {
                continue;
            }
            if let Some(last) = levels.last() {
                one.elements = (0..=*last)
                    .map(|level| usize::from(levels.contains(&level)))
                    .collect();
            }
            occurrences.push(one);
        }
        Some(occurrences)
    }

    /// A region without the absence of what both ask for, wherever there are values: what is absent cannot stand beside
    /// another value.
    fn with_values(&self, space: &Space, region: &Region) -> Region {
        let mut region = region.clone();
        for number in &self.conflicts {
            let absent = space.axes.get(*number).and_then(|axis| axis.column.absent);
            if let (Some(absent), Some(side)) = (absent, region.get_mut(*number)) {
                let mut values = side.clone();
                values.remove(absent);
                if !values.is_empty() {
                    *side = values;
                }
            }
        }
        region
    }

    /// The paths of arrays of objects in which the two stand in different elements; `None` if there would have to be one
    /// where none can be.
    fn object_arrays<'s>(&self, space: &'s Space, innermost: bool) -> Option<Vec<&'s JsonString>> {
        let mut arrays = Vec::new();
        for number in &self.conflicts {
            let axis = space.axes.get(*number)?;
            let is_absence = self.regions.each_ref().map(|region| {
                let cell = region.get(*number);
                cell.is_some_and(|cell| axis.column.is_absence(cell))
            });
            if axis.place.arrays != Arrays::Never && is_absence == [false; 2] {
                continue;
            }
            let mut possible =
                object_places(space, axis, *number, is_absence, self.rules).into_iter();
            let parent = match innermost {
                true => possible.next_back(),
                false => possible.next(),
            }?;
            arrays.push(parent);
        }
        Some(arrays)
    }
}

//! Events with several elements in an array, where one value for each path does not tell.
//!
//! `exists: false` asks only about the array elements that were chosen before it. So a value in *another* element can keep
//! one pattern from matching and leave the other alone:
//!
//! ```text
//! {"i": {"n": ["x"], "z": [{"exists": false}]}}   matches      {"i": [{"n": "x"}, {"z": 1}]}
//! {"i": {"z": [{"exists": false}]}}               does not
//! ```
//!
//! Such an event is looked for by trying: to an event with one value for each path, values of paths that the second pattern
//! negates are added, each in a second element of one of the arrays that can be around it. Enumerating all small events has shown no case in which
//! more than two elements of an array are needed, but that is no proof: what is not found is called bounded.

use super::space::{Axis, Occurrence, Region, Rule, Space};

/// A negated path, and the arrays around it that it shares with other paths.
#[derive(Debug)]
struct Negated {
    axis: usize,
    /// The names on its way that can hold such an array, by their place.
    levels: Vec<usize>,
}

/// The paths that a pattern negates and for which arrays make a difference.
fn negated(space: &Space, pattern: usize) -> Vec<Negated> {
    let shares = |own: usize, level: usize, axis: &Axis| {
        let parent = axis.parents.get(level);
        space.axes.iter().enumerate().any(|(number, other)| {
            number != own
                && other.parents.get(level).is_some()
                && other.parents.get(level) == parent
        })
    };
    let numbers = space.negated(pattern).into_iter();
    numbers
        .filter_map(|number| Some((number, space.axes.get(number)?)))
        .map(|(number, axis)| Negated {
            axis: number,
            levels: (axis.parents.iter().enumerate())
                .filter(|(_, (_, can_be_array))| *can_be_array)
                .map(|(level, _)| level)
                .filter(|level| shares(number, *level, axis))
                .collect(),
        })
        .filter(|one| !one.levels.is_empty())
        .collect()
}

/// Whether arrays can keep the second of two patterns from matching in a way that events with one value for each path do not
/// show.
///
/// They cannot where the second pattern asks for no value at a path that it negates, and the first pattern, if it negates the
/// path too, does so before it has chosen an element. For take an event that shows something, what the first pattern chose in it,
/// and a value of each path that the second one negates and the event has. Put together without further elements they make an
/// event that the first pattern matches, as what it negates was nowhere. If the second one did, it would by values that the
/// first one chose, which go together in the other event too, and by the absence of paths that are not in it either.
pub(super) fn matter(space: &Space, [inner, outer]: [usize; 2]) -> bool {
    negated(space, outer).iter().any(|one| {
        let asks_for_values = |field: &(usize, usize)| {
            let column = space.axes.get(field.0).map(|axis| &axis.column);
            let cell = space.cell(*field);
            field.0 == one.axis
                && !matches!((column, cell), (Some(column), Some(cell)) if column.is_absence(cell))
        };
        let mut fields = space.rules(outer).iter().flat_map(|rule| &rule.fields);
        let mut rules = space.rules(inner).iter();
        fields.any(asks_for_values)
            || rules.any(|rule| !space.elements_before(rule, one.axis).is_empty())
    })
}

/// The sub-rules of a pattern that no value in another element keeps from matching.
pub(super) fn unharmed(space: &Space, pattern: usize) -> Vec<Rule> {
    let negated = negated(space, pattern);
    let is_harmed = |rule: &Rule| {
        let mut fields = rule.fields.iter();
        fields.any(|field| negated.iter().any(|one| one.axis == field.0))
    };
    let rules = space.rules(pattern).iter();
    rules.filter(|rule| !is_harmed(rule)).cloned().collect()
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchEnd {
    /// `tell` has seen enough.
    Found,
    /// All events were tried.
    Done,
    /// There are more.
    GaveUp,
}

/// Tries events of a region with values of paths that a pattern negates added in second elements, until `tell` has seen
/// enough or `most` have been tried.
pub(super) fn search(
    space: &Space,
    pattern: usize,
    region: &Region,
    most: usize,
    tell: &mut dyn FnMut(&[Occurrence]) -> bool,
) -> SearchEnd {
    let negated = negated(space, pattern);
    let Some(first) = space.choose(region) else {
        return SearchEnd::Done;
    };
    // Columns in an array with a negated one matter the most.
    let mut order = related(space, &negated);
    order.extend(
        (0..region.len())
            .filter(|axis| !order.contains(axis))
            .collect::<Vec<_>>(),
    );
    let mut choices = Choices::new(bases(region, &first, &order));
    let mut tried = 0;
    while let Some(ordered) = choices.next() {
        let mut base = first.clone();
        for (axis, atom) in order.iter().zip(ordered) {
            if let Some(place) = base.get_mut(*axis) {
                *place = atom;
            }
        }
        if !space.is_possible(&base) {
            continue;
        }
        let occurrences = space.occurrences(&base);
        let mut additions = Choices::new(additions(space, &negated));
        // The first combination adds nothing.
        additions.next();
        while let Some(added) = additions.next() {
            if tried == most {
                return SearchEnd::GaveUp;
            }
            tried += 1;
            let mut all = occurrences.clone();
            all.extend(added.into_iter().flatten());
            if tell(&all) {
                return SearchEnd::Found;
            }
        }
    }
    SearchEnd::Done
}

/// The columns that lie in an array with a negated one.
fn related(space: &Space, negated: &[Negated]) -> Vec<usize> {
    let is_related = |axis: &Axis| {
        negated.iter().any(|one| {
            let other = space.axes.get(one.axis);
            one.levels.iter().any(|level| {
                let parent = axis.parents.get(*level);
                parent.is_some() && other.and_then(|other| other.parents.get(*level)) == parent
            })
        })
    };
    let numbered = space.axes.iter().enumerate();
    numbered
        .filter(|(_, axis)| is_related(axis))
        .map(|(number, _)| number)
        .collect()
}

/// For each column, in an order, the atoms of a region, the one of `first` first.
fn bases(region: &Region, first: &[usize], order: &[usize]) -> Vec<Vec<usize>> {
    let sides = order
        .iter()
        .filter_map(|axis| Some((region.get(*axis)?, *first.get(*axis)?)));
    sides
        .map(|(cell, first)| {
            let others = cell.iter().filter(|atom| *atom != first);
            std::iter::once(first).chain(others).collect()
        })
        .collect()
}

/// For each negated path: nothing, or one of its values in a second element of an array around it.
fn additions(space: &Space, negated: &[Negated]) -> Vec<Vec<Option<Occurrence>>> {
    negated
        .iter()
        .map(|one| {
            let mut options = vec![None];
            let Some(axis) = space.axes.get(one.axis) else {
                return options;
            };
            let atoms =
                (0..axis.column.atoms.len()).filter(|atom| axis.column.absent != Some(*atom));
            for atom in atoms {
                options.extend(one.levels.iter().map(|level| {
                    let mut elements = vec![0; *level];
                    elements.push(1);
                    Some(Occurrence {
                        axis: one.axis,
                        elements,
                        atom,
                    })
                }));
            }
            options
        })
        .collect()
}

/// All combinations of one option each, the first options first.
struct Choices<T> {
    options: Vec<Vec<T>>,
    at: Option<Vec<usize>>,
}

impl<T: Clone> Choices<T> {
    fn new(options: Vec<Vec<T>>) -> Self {
        let some = options.iter().all(|one| !one.is_empty());
        let at = some.then(|| vec![0; options.len()]);
        Self { options, at }
    }

    fn next(&mut self) -> Option<Vec<T>> {
        let at = self.at.as_mut()?;
        let chosen = (self.options.iter().zip(&*at))
            .filter_map(|(options, at)| options.get(*at).cloned())
            .collect();
        let mut is_last = true;
        for (place, options) in at.iter_mut().zip(&self.options) {
            *place += 1;
            if *place < options.len() {
                is_last = false;
                break;
            }
            *place = 0;
        }
        if is_last {
            self.at = None;
        }
        Some(chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_comes_once() {
        let mut choices = Choices::new(vec![vec!['a', 'b'], vec!['c'], vec!['d', 'e']]);
        let all: Vec<String> = std::iter::from_fn(|| choices.next())
            .map(|one| one.into_iter().collect())
            .collect();
        assert_eq!(all, ["acd", "bcd", "ace", "bce"]);
        assert_eq!(Choices::<u8>::new(vec![vec![]]).next(), None);
    }
}

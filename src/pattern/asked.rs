//! An event that a pattern asks about: which of its leaves satisfy which field.
//!
//! Whether a leaf satisfies a field is found out when it is first asked and then remembered: the search comes back to
//! the same leaf with other array elements chosen, and several sub-rules share a field.

use super::ast::{Test, ValueList};
use super::comparison::Candidate;
use super::flatten::{Flat, Leaf, Paths};
use super::reading::ListReading;
use crate::json::Value;

/// A field of a pattern: its path and what may stand there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldTest<'p> {
    /// The number of the path.
    pub(crate) path: usize,
    /// What satisfies it.
    pub(crate) values: &'p ValueList,
    compares_numbers: bool,
    pub(crate) accepts_absence: bool,
}

/// A field with its number among the fields of the pattern.
pub(crate) type NumberedField<'p> = (usize, FieldTest<'p>);

impl<'p> FieldTest<'p> {
    pub(crate) fn new(path: usize, values: &'p ValueList) -> Self {
        Self {
            path,
            values,
            compares_numbers: values.compares_numbers(),
            accepts_absence: values.accepts_absence(),
        }
    }

    /// Whether `exists: true` is among the comparisons.
    pub(crate) fn wants_presence(&self) -> bool {
        let comparisons = &self.values.comparisons;
        comparisons.iter().any(|one| one.test == Test::Exists(true))
    }

    /// Whether a value that satisfies the field is likely to be the one that is meant: nothing but a few values does.
    pub(crate) fn is_telling(&self) -> bool {
        let is_vague = |test: &Test| matches!(test, Test::Exists(_) | Test::AnythingBut(_));
        let comparisons = &self.values.comparisons;
        !comparisons.iter().any(|one| is_vague(&one.test))
    }

    /// Whether a value, or one of the elements of an array, satisfies the field.
    pub(crate) fn is_satisfied_inside(&self, value: &Value) -> bool {
        match value.as_array() {
            Some(elements) => elements
                .iter()
                .any(|element| self.comparison_for(element).is_some()),
            None => self.comparison_for(value).is_some(),
        }
    }

    /// The first comparison that a value satisfies.
    pub(crate) fn comparison_for(&self, value: &Value) -> Option<usize> {
        let candidate = Candidate::new(value)?;
        self.values.comparisons.iter().position(|comparison| {
            !comparison.test.is_absence()
                && comparison.test.admits(&candidate, self.compares_numbers)
        })
    }
}

/// An event that is being asked about.
pub(crate) struct Asked<'a, 'p, 'e> {
    /// The different (path, value list) pairs of the pattern.
    fields: &'a [FieldTest<'p>],
    /// For each sub-rule its fields in order, as indexes into `fields`.
    sub_rules: &'a [Vec<usize>],
    /// For each field how its list is read, where that is not as usual.
    readings: &'a [Option<ListReading>],
    pub(crate) flat: Flat<'e>,
    /// For each field and each leaf of its path: whether it satisfies the field, once that is known.
    passed: Vec<Vec<Option<bool>>>,
    /// How many candidates and remembered choices all searches have looked at: see [`MAXIMUM_STEPS`](super::search::MAXIMUM_STEPS).
    pub(crate) steps: usize,
}

impl<'a, 'p, 'e> Asked<'a, 'p, 'e> {
    /// Prepares an event. `readings` has an entry for each of the `fields`.
    pub(crate) fn new(
        event: &'e Value,
        paths: &Paths,
        fields: &'a [FieldTest<'p>],
        sub_rules: &'a [Vec<usize>],
        readings: &'a [Option<ListReading>],
    ) -> Self {
        let flat = Flat::new(event, paths);
        let passed = fields
            .iter()
            .map(|field| vec![None; flat.leaves(field.path).len()])
            .collect();
        Self {
            fields,
            sub_rules,
            readings,
            flat,
            passed,
            steps: 0,
        }
    }

    /// How many sub-rules the pattern has.
    pub(crate) fn sub_rule_count(&self) -> usize {
        self.sub_rules.len()
    }

    /// The fields of a sub-rule with their numbers, in the order of their paths.
    pub(crate) fn fields_of(&self, sub_rule: usize) -> Vec<NumberedField<'p>> {
        let numbers = self.sub_rules.get(sub_rule).into_iter().flatten();
        numbers
            .filter_map(|number| Some((*number, *self.fields.get(*number)?)))
            .collect()
    }

    /// Whether nothing in the event satisfies a field, whatever the other fields choose.
    pub(crate) fn is_hopeless(&mut self, index: usize, field: FieldTest<'p>) -> bool {
        let count = self.flat.leaves(field.path).len();
        let absence = field.accepts_absence && (count == 0 || self.flat.has_elements());
        !absence && !(0..count).any(|at| self.passes(index, field, at))
    }

    /// Whether a leaf satisfies a field (by anything but its absence).
    pub(crate) fn passes(&mut self, index: usize, field: FieldTest<'p>, at: usize) -> bool {
        let known = self.passed.get_mut(index).and_then(|list| list.get_mut(at));
        if let Some(Some(known)) = known {
            return *known;
        }
        let leaves = self.flat.leaves(field.path);
        let reading = self.readings.get(index).and_then(Option::as_ref);
        let satisfied = |leaf: &Leaf<'_>| match reading {
            None => field.comparison_for(leaf.value).is_some(),
            Some(reading) => reading.is_satisfied(field.values, field.compares_numbers, leaf.value),
        };
        if reading.is_some_and(|reading| reading.every_value) {
            let all = leaves.iter().all(satisfied);
            if let Some(slots) = self.passed.get_mut(index) {
                slots.fill(Some(all));
            }
            return all;
        }
        let passes = leaves.get(at).is_some_and(satisfied);
        if let Some(slot) = self.passed.get_mut(index).and_then(|list| list.get_mut(at)) {
            *slot = Some(passes);
        }
        passes
    }
}

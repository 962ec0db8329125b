//! Whether an event matches: the plain evaluator, which defines what is right.
//!
//! A pattern matches if one of its sub-rules does. A sub-rule matches if every field is satisfied by some
//! occurrence, all of them from consistent array elements: where two lie in the same array, they lie in the same
//! element. The search takes the fields in the order of their paths (UTF-16 order) and keeps the elements chosen
//! so far. `exists: false` looks only at what is consistent with the elements chosen *before* it, which is why its
//! answer can depend on how a field is called.
//!
//! # Example
//!
//! ```ignore
//! let pattern = evb::pattern::parse(r#"{"state": ["running"]}"#, Dialect::Bus)?;
//! let event = evb::json::parse(r#"{"state": "running"}"#)?;
//! assert!(evb::pattern::evaluate(&pattern, &event));
//! ```
//!
//! # Bounds
//!
//! The search remembers what failed and why, so that its work grows with the size of the event times the number of
//! fields. Only an event that repeats a key of objects full of arrays can still ask for more; after
//! [`MAXIMUM_STEPS`] the answer is [`Answer::Undecided`], which counts as no match.
//!
//! # What this module does not do
//!
//! It gives the logical answer. Where the service's engine is known to answer something else, see
//! [`service`](super::service). Many patterns at once are the business of the pattern set.
//!
//! # Source
//!
//! event-ruler 2.0.1, `ACFinder` and `ArrayMembership.checkArrayConsistency`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::ast::{Pattern, Test, ValueList};
use super::comparison::Candidate;
use super::flatten::{ArrayId, ElementId, Flat, Occurrence, Paths};
use super::service::reading::{ListReading, Readings};
use crate::json::Value;

/// Whether an event matches a pattern.
///
/// To ask about many events, make an [`Evaluator`] once.
#[must_use]
pub fn evaluate(pattern: &Pattern, event: &Value) -> bool {
    Evaluator::new(pattern).matches(event)
}

/// How many candidates and remembered choices the search for one sub-rule looks at before it gives up.
pub const MAXIMUM_STEPS: usize = 20_000_000;

/// What the search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A sub-rule is satisfied.
    Match,
    /// None is.
    NoMatch,
    /// The search was given up.
    Undecided,
}

/// A pattern, ready to be asked about many events.
#[derive(Clone, Debug)]
pub struct Evaluator<'p> {
    paths: Paths,
    /// The different (path, value list) pairs.
    fields: Vec<FieldTest<'p>>,
    /// For each sub-rule its fields in order, as indexes into `fields`.
    sub_rules: Vec<Vec<usize>>,
    /// For each field how its list is read, where that is not as usual.
    readings: Vec<Option<ListReading>>,
}

/// A field of a pattern: its path and what may stand there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldTest<'p> {
    /// The number of the path.
    pub(crate) path: usize,
    /// What satisfies it.
    pub(crate) values: &'p ValueList,
    compares_numbers: bool,
    accepts_absence: bool,
}

impl<'p> Evaluator<'p> {
    /// Prepares a pattern.
    #[must_use]
    pub fn new(pattern: &'p Pattern) -> Self {
        let mut paths = Paths::default();
        let mut fields = Vec::new();
        let mut known = HashMap::new();
        let sub_rules = pattern
            .sub_rules
            .iter()
            .map(|sub_rule| {
                sub_rule
                    .fields
                    .iter()
                    .map(|field| {
                        let path = paths.add(&field.path);
                        *known
                            .entry((path, Arc::as_ptr(&field.values)))
                            .or_insert_with(|| {
                                fields.push(FieldTest::new(path, &field.values));
                                fields.len() - 1
                            })
                    })
                    .collect()
            })
            .collect();
        Self {
            paths,
            readings: vec![None; fields.len()],
            fields,
            sub_rules,
        }
    }

    /// The same, with some lists read differently.
    pub(crate) fn with_readings(mut self, readings: &Readings) -> Self {
        for (reading, field) in self.readings.iter_mut().zip(&self.fields) {
            *reading = readings.get(&std::ptr::from_ref(field.values)).cloned();
        }
        self
    }

    /// The same, without some sub-rules.
    pub(crate) fn without(mut self, left_out: &[usize]) -> Self {
        let mut number = 0;
        self.sub_rules.retain(|_| {
            number += 1;
            !left_out.contains(&(number - 1))
        });
        self
    }

    /// The same, with the fields that may be absent looked at last.
    pub(crate) fn with_absence_last(mut self) -> Self {
        let fields = &self.fields;
        for sub_rule in &mut self.sub_rules {
            sub_rule.sort_by_key(|index| {
                fields
                    .get(*index)
                    .is_some_and(|field| field.accepts_absence)
            });
        }
        self
    }

    /// Whether an event matches.
    #[must_use]
    pub fn matches(&self, event: &Value) -> bool {
        self.answer(event) == Answer::Match
    }

    /// Whether an event matches, and whether that could be found out at all.
    #[must_use]
    pub fn answer(&self, event: &Value) -> Answer {
        let mut asked = self.ask(event);
        let mut answer = Answer::NoMatch;
        for sub_rule in 0..self.sub_rules.len() {
            match asked.search(sub_rule) {
                Found::Match(_) => return Answer::Match,
                Found::NoMatch { .. } => {}
                Found::Undecided => answer = Answer::Undecided,
            }
        }
        answer
    }

    /// Prepares an event for searches.
    pub(crate) fn ask<'a, 'e>(&'a self, event: &'e Value) -> Asked<'a, 'p, 'e> {
        let flat = Flat::new(event, &self.paths);
        let passed = self
            .fields
            .iter()
            .map(|field| vec![None; flat.occurrences(field.path).len()])
            .collect();
        Asked {
            evaluator: self,
            flat,
            passed,
        }
    }

    /// The fields of a sub-rule, in the order of their paths.
    pub(crate) fn fields_of(
        &self,
        sub_rule: usize,
    ) -> impl Iterator<Item = (usize, FieldTest<'p>)> {
        self.sub_rules
            .get(sub_rule)
            .into_iter()
            .flatten()
            .filter_map(|index| Some((*index, *self.fields.get(*index)?)))
    }
}

impl<'p> FieldTest<'p> {
    fn new(path: usize, values: &'p ValueList) -> Self {
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

    /// Whether a value, or one of the first elements of an array, satisfies the field.
    pub(crate) fn is_satisfied_inside(&self, value: &Value) -> bool {
        const FIRST_ELEMENTS: usize = 32;
        match value.as_array() {
            Some(elements) => elements
                .iter()
                .take(FIRST_ELEMENTS)
                .any(|element| self.comparison_for(element).is_some()),
            None => self.comparison_for(value).is_some(),
        }
    }

    /// The first comparison that a value satisfies.
    pub(crate) fn comparison_for(&self, value: &Value) -> Option<usize> {
        let candidate = Candidate::new(value)?;
        self.values.comparisons.iter().position(|comparison| {
            !comparison.test.is_absence()
                && candidate.passes(&comparison.test, self.compares_numbers)
        })
    }
}

/// An event that is being asked about.
pub(crate) struct Asked<'a, 'p, 'e> {
    evaluator: &'a Evaluator<'p>,
    pub(crate) flat: Flat<'e>,
    /// For each field and each occurrence of its path: whether it satisfies the field, once that is known.
    passed: Vec<Vec<Option<bool>>>,
}

/// What the search for one sub-rule found.
#[derive(Debug)]
pub(crate) enum Found {
    /// For each field in order: the occurrence that satisfies it (an index), or `None` where absence does.
    Match(Vec<Option<usize>>),
    /// The fields before `last` can be satisfied together, those up to and with it cannot.
    NoMatch { last: usize },
    /// The search was given up.
    Undecided,
}

impl<'p, 'e> Asked<'_, 'p, 'e> {
    /// Searches for a way to satisfy a sub-rule.
    pub(crate) fn search(&mut self, sub_rule: usize) -> Found {
        let fields: Vec<_> = self.evaluator.fields_of(sub_rule).collect();
        self.search_fields(&fields)
    }

    /// Searches for a way to satisfy some fields, given with their numbers, in the order of their paths.
    pub(crate) fn search_fields(&mut self, fields: &[(usize, FieldTest<'p>)]) -> Found {
        if let Some(found) = self.without_arrays(fields) {
            return found;
        }
        let uses = Uses::new(&self.flat, fields);
        let mut search = Search {
            asked: self,
            fields,
            uses,
            chosen: BTreeMap::new(),
            picks: Vec::new(),
            failures: vec![BTreeMap::new(); fields.len() + 1],
            steps: 0,
        };
        match search.go(0) {
            Step::Satisfied => Found::Match(search.picks),
            Step::Failed { last } => Found::NoMatch { last },
            Step::GivenUp => Found::Undecided,
        }
    }

    /// The answer where no search is needed: a field that nothing satisfies, or no arrays to be consistent about.
    fn without_arrays(&mut self, fields: &[(usize, FieldTest<'p>)]) -> Option<Found> {
        let mut picks = Vec::with_capacity(fields.len());
        for (last, (index, field)) in fields.iter().enumerate() {
            if self.is_hopeless(*index, *field) {
                return Some(Found::NoMatch { last });
            }
            let count = self.flat.occurrences(field.path).len();
            picks.push((0..count).find(|at| self.passes(*index, *field, *at)));
        }
        (!self.flat.has_elements()).then_some(Found::Match(picks))
    }

    /// Whether nothing in the event satisfies a field, whatever the other fields choose.
    pub(crate) fn is_hopeless(&mut self, index: usize, field: FieldTest<'p>) -> bool {
        let count = self.flat.occurrences(field.path).len();
        let absence = field.accepts_absence && (count == 0 || self.flat.has_elements());
        !absence && !(0..count).any(|at| self.passes(index, field, at))
    }

    /// Whether an occurrence satisfies a field (by anything but its absence).
    pub(crate) fn passes(&mut self, index: usize, field: FieldTest<'p>, at: usize) -> bool {
        let known = self.passed.get_mut(index).and_then(|list| list.get_mut(at));
        if let Some(Some(known)) = known {
            return *known;
        }
        let occurrences = self.flat.occurrences(field.path);
        let reading = self.evaluator.readings.get(index).and_then(Option::as_ref);
        let satisfied = |occurrence: &Occurrence<'_>| match reading {
            None => field.comparison_for(occurrence.value).is_some(),
            Some(reading) => {
                reading.is_satisfied(field.values, field.compares_numbers, occurrence.value)
            }
        };
        if reading.is_some_and(|reading| reading.every_value) {
            let all = occurrences.iter().all(satisfied);
            if let Some(slots) = self.passed.get_mut(index) {
                slots.fill(Some(all));
            }
            return all;
        }
        let passes = occurrences.get(at).is_some_and(satisfied);
        if let Some(slot) = self.passed.get_mut(index).and_then(|list| list.get_mut(at)) {
            *slot = Some(passes);
        }
        passes
    }
}

/// Which fields (by their place in the order) have an occurrence in which array.
struct Uses(Vec<Vec<usize>>);

impl Uses {
    fn new(flat: &Flat<'_>, fields: &[(usize, FieldTest<'_>)]) -> Self {
        let mut uses = vec![Vec::new(); flat.array_count()];
        for (level, (_, field)) in fields.iter().enumerate() {
            for occurrence in flat.occurrences(field.path) {
                for (_, element) in flat.chain(occurrence.element) {
                    match uses.get_mut(element.array as usize) {
                        // The arrays around it have been noted with it.
                        Some(levels) if levels.last() == Some(&level) => break,
                        Some(levels) => levels.push(level),
                        None => {}
                    }
                }
            }
        }
        Self(uses)
    }

    /// The next field from `first` on that has an occurrence in an array.
    fn next(&self, array: ArrayId, first: usize) -> Option<usize> {
        let levels = self.0.get(array as usize)?;
        let at = levels.partition_point(|level| *level < first);
        levels.get(at).copied()
    }

    /// Whether a field from `first` to `last` has an occurrence in an array.
    fn between(&self, array: ArrayId, first: usize, last: usize) -> bool {
        self.next(array, first).is_some_and(|level| level <= last)
    }
}

/// The search of one sub-rule.
struct Search<'s, 'a, 'p, 'e> {
    asked: &'s mut Asked<'a, 'p, 'e>,
    fields: &'s [(usize, FieldTest<'p>)],
    uses: Uses,
    /// For each array in which an occurrence was chosen, the element. With an element, those around it are chosen.
    chosen: BTreeMap<ArrayId, ElementId>,
    picks: Vec<Option<usize>>,
    /// What failed: for each field, and the last field that was looked at before it failed, the elements chosen in
    /// arrays that matter to any field from the one to the other.
    failures: Vec<BTreeMap<usize, HashSet<Vec<ElementId>>>>,
    steps: usize,
}

/// How a step of the search ended.
#[derive(Clone, Copy)]
enum Step {
    Satisfied,
    /// No field behind `last` had a say.
    Failed {
        last: usize,
    },
    GivenUp,
}

impl<'e> Search<'_, '_, '_, 'e> {
    /// Satisfies the fields from `level` on, given the elements chosen so far.
    fn go(&mut self, level: usize) -> Step {
        let Some(&(index, field)) = self.fields.get(level) else {
            return Step::Satisfied;
        };
        if let Some(last) = self.known_failure(level) {
            return Step::Failed { last };
        }
        let mut last = level;
        if field.accepts_absence && self.next_consistent(level, 0).is_none() {
            match self.pick(level, None) {
                Step::Failed { last: deeper } => last = last.max(deeper),
                end => return end,
            }
        }
        let range = self.candidates(level);
        let mut at = range.start;
        // What was chosen, as far as it mattered, when a choice failed: another one that does not differ fails too.
        let mut failed: Option<(usize, Vec<ElementId>)> = None;
        while let Some(candidate) = self.next_consistent(level, at).filter(|at| *at < range.end) {
            at = candidate + 1;
            self.steps += 1;
            if self.steps > MAXIMUM_STEPS {
                return Step::GivenUp;
            }
            if !self.asked.passes(index, field, candidate) {
                continue;
            }
            let added = self.choose(level, candidate);
            let step = match &failed {
                Some((last, before)) if *before == self.key(level + 1, *last) => {
                    Step::Failed { last: *last }
                }
                _ => self.pick(level, Some(candidate)),
            };
            if let Step::Failed { last: deeper } = step {
                last = last.max(deeper);
                failed = Some((deeper, self.key(level + 1, deeper)));
            }
            for array in added {
                self.chosen.remove(&array);
            }
            if !matches!(step, Step::Failed { .. }) {
                return step;
            }
        }
        let key = self.key(level, last);
        if let Some(failures) = self.failures.get_mut(level) {
            failures.entry(last).or_default().insert(key);
        }
        Step::Failed { last }
    }

    /// Goes on with a field settled.
    fn pick(&mut self, level: usize, pick: Option<usize>) -> Step {
        self.picks.push(pick);
        let step = self.go(level + 1);
        if !matches!(step, Step::Satisfied) {
            self.picks.pop();
        }
        step
    }

    /// Adds the elements around an occurrence to those chosen; returns the arrays that are new.
    fn choose(&mut self, level: usize, at: usize) -> Vec<ArrayId> {
        let innermost = self.occurrences(level).get(at).and_then(|one| one.element);
        let mut added = Vec::new();
        for (id, element) in self.asked.flat.chain(innermost) {
            if self.chosen.contains_key(&element.array) {
                break;
            }
            self.chosen.insert(element.array, id);
            added.push(element.array);
        }
        added
    }

    /// The occurrences that may satisfy a field, by their indexes. Once any occurrence of the path lies in an array
    /// in which an element is chosen, the engine looks only at those in that element; it asks the first such array.
    fn candidates(&self, level: usize) -> std::ops::Range<usize> {
        let occurrences = self.occurrences(level);
        let element = self
            .chosen
            .iter()
            .find(|(array, _)| self.uses.between(**array, level, level))
            .and_then(|(_, id)| self.asked.flat.element(*id));
        match element {
            None => 0..occurrences.len(),
            Some(element) => {
                let before = |order| occurrences.partition_point(|one| one.order < order);
                before(element.start)..before(element.end)
            }
        }
    }

    /// The first occurrence of a field from `at` on that lies in no other element of an array than the chosen one.
    fn next_consistent(&self, level: usize, mut at: usize) -> Option<usize> {
        let occurrences = self.occurrences(level);
        loop {
            let occurrence = occurrences.get(at)?;
            // Everything up to the chosen element of that array, or from there to the end of the array, is
            // inconsistent too.
            match self.conflict(occurrence) {
                None => return Some(at),
                Some(order) => {
                    at += occurrences
                        .get(at..)?
                        .partition_point(|one| one.order < order)
                        .max(1)
                }
            }
        }
    }

    /// If an occurrence lies in another element of an array than the chosen one: where to look next.
    fn conflict(&self, occurrence: &Occurrence<'e>) -> Option<u32> {
        let flat = &self.asked.flat;
        let (id, element, chosen) = flat.chain(occurrence.element).find_map(|(id, element)| {
            let chosen = self.chosen.get(&element.array)?;
            Some((id, element, *chosen))
        })?;
        if id == chosen {
            return None;
        }
        let start = flat.element(chosen).map_or(0, |chosen| chosen.start);
        Some(if occurrence.order < start {
            start
        } else {
            flat.array_end(element.array)
        })
    }

    fn occurrences(&self, level: usize) -> &[Occurrence<'e>] {
        self.fields
            .get(level)
            .map_or(&[], |(_, field)| self.asked.flat.occurrences(field.path))
    }

    /// The elements chosen in arrays that matter to any field from `first` to `last`.
    fn key(&self, first: usize, last: usize) -> Vec<ElementId> {
        self.chosen
            .iter()
            .filter(|(array, _)| self.uses.between(**array, first, last))
            .map(|(_, element)| *element)
            .collect()
    }

    /// Whether the same has failed before; and the last field that had a say then.
    fn known_failure(&mut self, level: usize) -> Option<usize> {
        let failures = self
            .failures
            .get(level)
            .filter(|failures| !failures.is_empty())?;
        // For each chosen element the next field to which its array matters.
        let relevant: Vec<(usize, ElementId)> = self
            .chosen
            .iter()
            .filter_map(|(array, element)| Some((self.uses.next(*array, level)?, *element)))
            .collect();
        self.steps += relevant.len() * failures.len();
        failures
            .iter()
            .find(|(last, failures)| {
                let key: Vec<ElementId> = relevant
                    .iter()
                    .filter(|(next, _)| next <= last)
                    .map(|(_, element)| *element)
                    .collect();
                failures.contains(&key)
            })
            .map(|(last, _)| *last)
    }
}

//! The search for consistent array elements: the heart of the evaluator.
//!
//! # The idea
//!
//! The fields are taken in order. For each, the search tries the leaves that satisfy it and are consistent with
//! the elements chosen so far, goes on to the next field with the elements around that leaf chosen too, and comes back
//! for another leaf if that fails. Choosing a leaf chooses an element in *every* array around it.
//!
//! # Why it does not explode
//!
//! Tried that way alone, k fields in an array of n elements could cost nᵏ. Two things keep it near n · k:
//!
//! * **A failure has a reason.** It is noticed at some field, and no field behind that one had a say: it is told as
//!   [`StepEnd::Failed`] with the `last` field that had. So it depends only on the elements chosen in arrays in which
//!   the fields from the present one to `last` have leaves. Another candidate whose choice does not differ in these
//!   arrays fails in the same way, and is passed over without being tried.
//! * **Failures are remembered** by just these elements ([`FieldSearch::failures`]). The range of fields is part of
//!   what is remembered; its length is rounded up to a power of two, which only makes the elements more than need be (so
//!   that what is remembered holds less often, but never wrongly), and leaves few ranges to look up.
//!
//! What is inconsistent is not even looked at: leaves are numbered in the order of the text, in which those in an
//! element, and those in an array, stand side by side. So the candidates in an element are a range, and the next one
//! outside an array is found by halving.
//!
//! # Invariants
//!
//! * `chosen` holds, for each array in which a leaf was chosen, exactly one element; with an element, those around it.
//! * `picks` has one entry for each field before the present one.
//! * Both are as they were when a step began, whenever it ends with a failure.

use std::collections::{BTreeMap, HashMap};

use super::asked::{Asked, NumberedField};
use super::flatten::{ArrayId, ElementId, Flat, Leaf};

/// How many candidates and remembered choices the searches in one event look at before they give up.
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

/// What the search for one sub-rule found.
#[derive(Debug)]
pub(crate) enum SubRuleAnswer {
    /// For each field in order: the leaf that satisfies it (an index), or `None` where absence does.
    Match(Vec<Option<usize>>),
    /// The fields before `last` can be satisfied together, those up to and with it cannot.
    NoMatch { last: usize },
    /// The search was given up.
    Undecided,
}

impl<'p> Asked<'_, 'p, '_> {
    /// Whether the event matches.
    pub(crate) fn answer(&mut self) -> Answer {
        let mut answer = Answer::NoMatch;
        for sub_rule in 0..self.sub_rule_count() {
            match self.search(sub_rule) {
                SubRuleAnswer::Match(_) => return Answer::Match,
                SubRuleAnswer::NoMatch { .. } => {}
                SubRuleAnswer::Undecided => answer = Answer::Undecided,
            }
        }
        answer
    }

    /// Searches for a way to satisfy a sub-rule.
    pub(crate) fn search(&mut self, sub_rule: usize) -> SubRuleAnswer {
        let fields = self.fields_of(sub_rule);
        self.search_fields(&fields)
    }

    /// Searches for a way to satisfy some fields, given with their numbers, in the order of their paths.
    pub(crate) fn search_fields(&mut self, fields: &[NumberedField<'p>]) -> SubRuleAnswer {
        if let Some(found) = self.without_arrays(fields) {
            return found;
        }
        search(self, fields)
    }

    /// The answer where no search is needed: a field that nothing satisfies, or no arrays to be consistent about.
    fn without_arrays(&mut self, fields: &[NumberedField<'p>]) -> Option<SubRuleAnswer> {
        let mut picks = Vec::with_capacity(fields.len());
        for (last, (index, field)) in fields.iter().enumerate() {
            if self.is_hopeless(*index, *field) {
                return Some(SubRuleAnswer::NoMatch { last });
            }
            let count = self.flat.leaves(field.path).len();
            picks.push((0..count).find(|at| self.passes(*index, *field, *at)));
        }
        (!self.flat.has_elements()).then_some(SubRuleAnswer::Match(picks))
    }
}

fn search<'p>(asked: &mut Asked<'_, 'p, '_>, fields: &[NumberedField<'p>]) -> SubRuleAnswer {
    let uses = Uses::new(&asked.flat, fields);
    let mut search = FieldSearch {
        asked,
        fields,
        uses,
        chosen: BTreeMap::new(),
        picks: Vec::new(),
        failures: vec![BTreeMap::new(); fields.len() + 1],
    };
    match search.go(0) {
        StepEnd::Satisfied => SubRuleAnswer::Match(search.picks),
        StepEnd::Failed { last } => SubRuleAnswer::NoMatch { last },
        StepEnd::GivenUp => SubRuleAnswer::Undecided,
    }
}

/// Which fields (by their place in the order) have a leaf in which array.
struct Uses(Vec<Vec<usize>>);

impl Uses {
    fn new(flat: &Flat<'_>, fields: &[NumberedField<'_>]) -> Self {
        let mut uses = vec![Vec::new(); flat.array_count()];
        for (level, (_, field)) in fields.iter().enumerate() {
            for leaf in flat.leaves(field.path) {
                for (_, element) in flat.chain(leaf.element) {
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

    /// The next field from `first` on that has a leaf in an array.
    fn next(&self, array: ArrayId, first: usize) -> Option<usize> {
        let levels = self.0.get(array as usize)?;
        let at = levels.partition_point(|level| *level < first);
        levels.get(at).copied()
    }

    /// Whether a field from `first` to `last` has a leaf in an array.
    fn between(&self, array: ArrayId, first: usize, last: usize) -> bool {
        self.next(array, first).is_some_and(|level| level <= last)
    }
}

/// The search of one sub-rule.
struct FieldSearch<'s, 'a, 'p, 'e> {
    asked: &'s mut Asked<'a, 'p, 'e>,
    fields: &'s [NumberedField<'p>],
    uses: Uses,
    /// For each array in which a leaf was chosen, the element. With an element, those around it are chosen.
    chosen: BTreeMap<ArrayId, ElementId>,
    picks: Vec<Option<usize>>,
    /// What failed: for each field, and the end of a range of fields from it on, the elements chosen in arrays that
    /// matter to any field in the range; with the last field that had a say. The ends are [rounded up](range_end), so
    /// that there are few to look up.
    failures: Vec<BTreeMap<usize, HashMap<Key, usize>>>,
}

/// How a step of the search ended.
#[derive(Clone, Copy)]
enum StepEnd {
    Satisfied,
    /// No field behind `last` had a say.
    Failed {
        last: usize,
    },
    GivenUp,
}

impl<'e> FieldSearch<'_, '_, '_, 'e> {
    /// Satisfies the fields from `level` on, given the elements chosen so far.
    fn go(&mut self, level: usize) -> StepEnd {
        let Some(&(index, field)) = self.fields.get(level) else {
            return StepEnd::Satisfied;
        };
        if let Some(last) = self.known_failure(level) {
            return StepEnd::Failed { last };
        }
        let mut last = level;
        // Absence chooses no element, so it leaves the most open to the fields behind: it is tried first.
        if field.accepts_absence && self.next_consistent(level, 0).is_none() {
            match self.pick(level, None) {
                StepEnd::Failed { last: deeper } => last = last.max(deeper),
                end => return end,
            }
        }
        let range = self.candidates(level);
        let mut at = range.start;
        // What was chosen, as far as it mattered, when a choice failed: another one that does not differ fails too.
        // (Think of a thousand elements that all satisfy this field, and a later field in another array that nothing
        // satisfies: the first failure speaks for all.)
        let mut failed: Option<(usize, Key)> = None;
        while let Some(candidate) = self.next_consistent(level, at).filter(|at| *at < range.end) {
            at = candidate + 1;
            self.asked.steps += 1;
            if self.asked.steps > MAXIMUM_STEPS {
                return StepEnd::GivenUp;
            }
            if !self.asked.passes(index, field, candidate) {
                continue;
            }
            let added = self.choose(level, candidate);
            let step = match &failed {
                Some((last, before)) if *before == self.key(level + 1, *last) => {
                    StepEnd::Failed { last: *last }
                }
                _ => self.pick(level, Some(candidate)),
            };
            if let StepEnd::Failed { last: deeper } = step {
                last = last.max(deeper);
                failed = Some((deeper, self.key(level + 1, deeper)));
            }
            for array in added {
                self.chosen.remove(&array);
            }
            if !matches!(step, StepEnd::Failed { .. }) {
                return step;
            }
        }
        // Every candidate failed, and `last` is the furthest field that any of these failures looked at.
        let end = range_end(level, last);
        let key = self.key(level, end);
        if let Some(failures) = self.failures.get_mut(level) {
            failures.entry(end).or_default().insert(key, last);
        }
        StepEnd::Failed { last }
    }

    /// Goes on with a field settled.
    fn pick(&mut self, level: usize, pick: Option<usize>) -> StepEnd {
        self.picks.push(pick);
        let step = self.go(level + 1);
        if !matches!(step, StepEnd::Satisfied) {
            self.picks.pop();
        }
        step
    }

    /// Adds the elements around a leaf to those chosen; returns the arrays that are new.
    fn choose(&mut self, level: usize, at: usize) -> Vec<ArrayId> {
        let innermost = self.leaves(level).get(at).and_then(|one| one.element);
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

    /// The leaves that may satisfy a field, by their indexes. Once any leaf of the path lies in an array
    /// in which an element is chosen, the engine looks only at those in that element; it asks the first such array.
    fn candidates(&self, level: usize) -> std::ops::Range<usize> {
        let leaves = self.leaves(level);
        let element = self
            .chosen
            .iter()
            .find(|(array, _)| self.uses.between(**array, level, level))
            .and_then(|(_, id)| self.asked.flat.element(*id));
        match element {
            None => 0..leaves.len(),
            Some(element) => {
                let before = |order| leaves.partition_point(|one| one.order < order);
                before(element.start)..before(element.end)
            }
        }
    }

    /// The first leaf of a field from `at` on that lies in no other element of an array than the chosen one.
    fn next_consistent(&self, level: usize, mut at: usize) -> Option<usize> {
        let leaves = self.leaves(level);
        loop {
            let leaf = leaves.get(at)?;
            // Everything up to the chosen element of that array, or from there to the end of the array, is
            // inconsistent too.
            match self.conflict(leaf) {
                None => return Some(at),
                Some(order) => {
                    at += leaves
                        .get(at..)?
                        .partition_point(|one| one.order < order)
                        .max(1)
                }
            }
        }
    }

    /// If a leaf lies in another element of an array than the chosen one: where to look next.
    fn conflict(&self, leaf: &Leaf<'e>) -> Option<u32> {
        let flat = &self.asked.flat;
        let (id, element, chosen) = flat.chain(leaf.element).find_map(|(id, element)| {
            let chosen = self.chosen.get(&element.array)?;
            Some((id, element, *chosen))
        })?;
        if id == chosen {
            return None;
        }
        let start = flat.element(chosen).map_or(0, |chosen| chosen.start);
        Some(if leaf.order < start {
            start
        } else {
            flat.array_end(element.array)
        })
    }

    fn leaves(&self, level: usize) -> &[Leaf<'e>] {
        self.fields
            .get(level)
            .map_or(&[], |(_, field)| self.asked.flat.leaves(field.path))
    }

    /// The elements chosen in arrays that matter to any field from `first` to `last`.
    fn key(&self, first: usize, last: usize) -> Key {
        let relevant = self
            .chosen
            .iter()
            .filter(|(array, _)| self.uses.between(**array, first, last));
        let mut key = Key::default();
        for (_, element) in relevant {
            key.push(*element);
        }
        key
    }

    /// Whether the same has failed before; and the last field that had a say then.
    fn known_failure(&mut self, level: usize) -> Option<usize> {
        let failures = self
            .failures
            .get(level)
            .filter(|failures| !failures.is_empty())?;
        self.asked.steps += self.chosen.len() * failures.len();
        failures
            .iter()
            .find_map(|(end, failures)| failures.get(&self.key(level, *end)).copied())
    }
}

/// Some elements. There are hardly ever more than a few, which need no memory of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Key {
    few: [Option<ElementId>; 3],
    more: Vec<ElementId>,
}

impl Key {
    fn push(&mut self, element: ElementId) {
        match self.few.iter_mut().find(|place| place.is_none()) {
            Some(place) => *place = Some(element),
            None => self.more.push(element),
        }
    }
}

/// The end of a range of fields from `level` on that holds `last`: the range's length is a power of two.
fn range_end(level: usize, last: usize) -> usize {
    level + (last - level + 1).next_power_of_two() - 1
}

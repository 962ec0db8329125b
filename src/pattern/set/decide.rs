//! Whether a sub-rule matches, once the event is read.
//!
//! A class comes here if its access slot was satisfied but does not decide alone. First every field is asked on its own,
//! which is cheap and mostly ends it. Only where two fields can lie in one array, and the event has array elements, they
//! have to be satisfied by consistent elements: this is the search of the [plain
//! evaluator](mod@crate::pattern::evaluate), on the few values that were kept.
//!
//! It is written a second time and not shared, because the two work on different data: there a tree of values, here spans
//! of bytes with numbers. Every row of the corpus and generated patterns and events hold them to the same answers. It
//! remembers failures more simply, by all elements that matter to any field behind; so that it can take more steps than
//! the plain search, and is bounded by the same number.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::compile::{Class, Tables};
use super::index::{Slot, SlotId};
use super::run::{KeptElement, KeptValue, Run};
use super::shape::NONE;
use crate::pattern::evaluate::MAXIMUM_STEPS;

/// Whether the sub-rules of a class match.
pub(super) fn matches(run: &mut Run, tables: &Tables, input: &[u8], class: &Class) -> bool {
    let in_arrays = class.is_shared && !run.elements.is_empty();
    let ids = class.slots.of(&tables.lists);
    for id in ids {
        let Some(slot) = tables.slots.get(*id as usize) else {
            return false;
        };
        let may_be_absent = in_arrays && slot.accepts_absence;
        if !may_be_absent && !is_satisfied(run, input, *id, slot) {
            return false;
        }
    }
    if !in_arrays {
        return true;
    }
    let slots = ids.iter().filter_map(|id| tables.slots.get(*id as usize));
    let slots: Vec<&Slot> = slots.collect();
    ElementSearch::new(run, input, &slots).go(0)
}

/// Whether a field is satisfied on its own. The answer is remembered: many classes share a slot.
fn is_satisfied(run: &mut Run, input: &[u8], id: SlotId, slot: &Slot) -> bool {
    if run.is_satisfied(id) {
        return true;
    }
    let epoch = run.epoch();
    if let Some((at, answer)) = run.asked.get(id as usize)
        && *at == epoch
    {
        return *answer;
    }
    let answer = {
        let mut visible = visible(run, slot).peekable();
        slot.accepts_absence && visible.peek().is_none()
            || visible.any(|one| slot.passes(&run.scalar(input, one)))
    };
    if let Some(asked) = run.asked.get_mut(id as usize) {
        *asked = (epoch, answer);
    }
    answer
}

fn visible<'r>(run: &'r Run, slot: &'r Slot) -> impl Iterator<Item = &'r KeptValue> {
    let kept = run.kept(slot.field).iter();
    kept.filter(|one| slot.sees_hidden || !one.is_hidden)
}

/// The search over array elements: section by section as the plain evaluator has it.
struct ElementSearch<'a> {
    run: &'a Run,
    input: &'a [u8],
    slots: &'a [&'a Slot],
    /// For each field its values.
    values: Vec<Vec<KeptValue>>,
    /// For each field the arrays in which it has a value.
    arrays: Vec<BTreeSet<u32>>,
    /// For each field the arrays in which it or one behind it has a value.
    later: Vec<BTreeSet<u32>>,
    /// For each field and value whether it passes, once that is known.
    passes: Vec<Vec<Option<bool>>>,
    /// For each array in which a value was chosen, the element.
    chosen: BTreeMap<u32, u32>,
    /// For each field the elements with which it and those behind it cannot be satisfied.
    failures: Vec<HashSet<Vec<u32>>>,
    steps: usize,
}

impl<'a> ElementSearch<'a> {
    fn new(run: &'a Run, input: &'a [u8], slots: &'a [&'a Slot]) -> Self {
        let values: Vec<Vec<KeptValue>> = slots
            .iter()
            .map(|slot| visible(run, slot).copied().collect())
            .collect();
        let arrays: Vec<BTreeSet<u32>> = values
            .iter()
            .map(|list| {
                let mut last = NONE;
                let mut arrays = BTreeSet::new();
                for one in list.iter().filter(|one| one.element != NONE) {
                    if one.element != last {
                        arrays.extend(chain(run, one.element).map(|(_, element)| element.array));
                        last = one.element;
                    }
                }
                arrays
            })
            .collect();
        let mut later = arrays.clone();
        let mut behind = BTreeSet::new();
        for arrays in later.iter_mut().rev() {
            arrays.append(&mut behind);
            behind.clone_from(arrays);
        }
        Self {
            run,
            input,
            slots,
            passes: values.iter().map(|list| vec![None; list.len()]).collect(),
            failures: vec![HashSet::new(); slots.len()],
            values,
            arrays,
            later,
            chosen: BTreeMap::new(),
            steps: 0,
        }
    }

    /// Satisfies the fields from `level` on, given the elements chosen so far. The depth is the number of fields.
    fn go(&mut self, level: usize) -> bool {
        let Some(slot) = self.slots.get(level).copied() else {
            return true;
        };
        let key = self.key(level);
        let failed = |search: &Self| {
            search
                .failures
                .get(level)
                .is_some_and(|set| set.contains(&key))
        };
        if failed(self) {
            return false;
        }
        if slot.accepts_absence && self.next_consistent(level, 0).is_none() && self.go(level + 1) {
            return true;
        }
        let (mut at, end) = self.candidates(level);
        let mut last_failed = None;
        while let Some(candidate) = self.next_consistent(level, at).filter(|at| *at < end) {
            at = candidate + 1;
            self.steps += 1;
            if self.steps > MAXIMUM_STEPS {
                return false;
            }
            let element = self.value(level, candidate).map(|one| one.element);
            if element == last_failed || !self.passes(level, candidate) {
                continue;
            }
            let added = self.choose(element.unwrap_or(NONE));
            if self.go(level + 1) {
                return true;
            }
            for array in added {
                self.chosen.remove(&array);
            }
            last_failed = element;
        }
        if let Some(failures) = self.failures.get_mut(level) {
            failures.insert(key);
        }
        false
    }

    fn value(&self, level: usize, at: usize) -> Option<&KeptValue> {
        self.values.get(level)?.get(at)
    }

    fn passes(&mut self, level: usize, at: usize) -> bool {
        let known = self.passes.get(level).and_then(|list| list.get(at));
        if let Some(Some(known)) = known {
            return *known;
        }
        let answer = match (self.slots.get(level), self.value(level, at)) {
            (Some(slot), Some(one)) => slot.passes(&self.run.scalar(self.input, one)),
            _ => false,
        };
        if let Some(known) = self.passes.get_mut(level).and_then(|list| list.get_mut(at)) {
            *known = Some(answer);
        }
        answer
    }

    /// Once any value of the field lies in an array in which an element is chosen, only those in that
    /// element count; the first such array decides.
    fn candidates(&self, level: usize) -> (usize, usize) {
        let list = self.values.get(level).map_or(&[][..], Vec::as_slice);
        let element = self
            .chosen
            .iter()
            .find(|(array, _)| {
                self.arrays
                    .get(level)
                    .is_some_and(|set| set.contains(array))
            })
            .and_then(|(_, id)| self.run.elements.get(*id as usize));
        let before = |order| list.partition_point(|one| one.order < order);
        element.map_or((0, list.len()), |element| {
            (before(element.start), before(element.end))
        })
    }

    /// The first value of a field from `at` on that lies in no other element of an array than the chosen one.
    fn next_consistent(&self, level: usize, mut at: usize) -> Option<usize> {
        let list = self.values.get(level)?;
        loop {
            let one = list.get(at)?;
            let Some((_, element, chosen)) = chain(self.run, one.element)
                .find_map(|(id, element)| Some((id, element, *self.chosen.get(&element.array)?)))
                .filter(|(id, _, chosen)| id != chosen)
            else {
                return Some(at);
            };
            // Everything up to the chosen element, or from there to the end of the array, is inconsistent too.
            let start = self.run.elements.get(chosen as usize)?.start;
            let next = if one.order < start {
                start
            } else {
                *self.run.array_ends.get(element.array as usize)?
            };
            let skipped = list.get(at..)?.partition_point(|one| one.order < next);
            at += skipped.max(1);
        }
    }

    /// Adds the elements around a value to those chosen; returns the arrays that are new.
    fn choose(&mut self, element: u32) -> Vec<u32> {
        let mut added = Vec::new();
        for (id, element) in chain(self.run, element) {
            if self.chosen.contains_key(&element.array) {
                break;
            }
            self.chosen.insert(element.array, id);
            added.push(element.array);
        }
        added
    }

    /// The elements chosen in arrays that matter from `level` on.
    fn key(&self, level: usize) -> Vec<u32> {
        let later = self.later.get(level);
        self.chosen
            .iter()
            .filter(|(array, _)| later.is_some_and(|later| later.contains(array)))
            .map(|(_, element)| *element)
            .collect()
    }
}

/// An element, the element around it, and so on outwards.
fn chain(run: &Run, innermost: u32) -> impl Iterator<Item = (u32, KeptElement)> {
    let with_id = |id| Some((id, *run.elements.get(id as usize)?));
    std::iter::successors(with_id(innermost), move |(_, element)| {
        with_id(element.outer)
    })
}

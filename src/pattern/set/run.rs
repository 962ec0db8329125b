//! What is known of the event that is being read.
//!
//! A [`Run`] is filled by one pass over the event ([`walk`](super::walk)) and asked at its end ([`decide`](super::decide)).
//! It is reused for the next event, so that nothing is allocated once its lists are long enough.
//!
//! Forgetting an event must not cost what the set is large: *satisfied*, *reached* and *asked* have an entry for every
//! slot and every rule, of which an event touches a few. So they are not cleared. They hold the number of the event (its
//! *epoch*) for which they were set last; an entry with an earlier number counts as empty.

use std::hash::Hasher as _;

use super::compile::{ClassId, Tables};
use super::hash::Folding;
use super::index::{FieldIndex, Scalar, ScalarKind, SlotId};
use super::paths::FieldId;
use super::shape::{Effect, NONE};
use super::text::decode;
use crate::sure::Sure as _;

/// A value at a path that patterns name.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeptValue {
    start: usize,
    end: usize,
    /// Its number among those kept, in the order of the text.
    pub(super) order: u32,
    /// The innermost element around it of the arrays in which elements are told apart; [`NONE`] outside.
    pub(super) element: u32,
    kind: ScalarKind,
    is_decoded: bool,
    pub(super) is_hidden: bool,
}

/// An array element that is an object or an array.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeptElement {
    pub(super) array: u32,
    /// The element around the array.
    pub(super) outer: u32,
    /// The first kept value in it, and the first behind it.
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What was found for a string at a field.
#[derive(Clone, Debug, Default)]
struct Memory {
    form: Vec<u8>,
    field: FieldId,
    slots: Vec<SlotId>,
}

/// For how many strings that is kept. (A later one takes the place of an earlier one.)
const REMEMBERED: usize = 1 << 11;

/// What is known of the event that is being read. Reused for the next one.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    epoch: u32,
    /// For each slot the event in which it was last satisfied.
    satisfied: Vec<u32>,
    /// For each rule the event that it last matched.
    reached: Vec<u32>,
    /// For each slot the event in which it was last asked about the kept values, and the answer.
    pub(super) asked: Vec<(u32, bool)>,
    hits: Vec<SlotId>,
    remembered: Vec<Memory>,
    pub(super) candidates: Vec<ClassId>,
    matched: Vec<u32>,
    kept: Vec<Vec<KeptValue>>,
    touched: Vec<FieldId>,
    order: u32,
    decoded: Vec<u8>,
    pub(super) elements: Vec<KeptElement>,
    element: u32,
    open_arrays: Vec<u32>,
    /// For each array the first kept value behind it.
    pub(super) array_ends: Vec<u32>,
}

impl Run {
    pub(super) fn new(tables: &Tables) -> Self {
        Self {
            satisfied: vec![0; tables.slots.len()],
            reached: vec![0; tables.rule_count as usize],
            asked: vec![(0, false); tables.slots.len()],
            kept: vec![Vec::new(); tables.fields.len()],
            ..Self::default()
        }
    }

    /// Forgets the event before.
    pub(super) fn begin(&mut self) {
        self.epoch = self.epoch.wrapping_add(1);
        if self.epoch == 0 {
            self.satisfied.fill(0);
            self.reached.fill(0);
            self.asked.fill((0, false));
            self.epoch = 1;
        }
        for field in self.touched.drain(..) {
            if let Some(kept) = self.kept.get_mut(field as usize) {
                kept.clear();
            }
        }
        self.candidates.clear();
        self.matched.clear();
        self.decoded.clear();
        self.elements.clear();
        self.open_arrays.clear();
        self.array_ends.clear();
        self.element = NONE;
        self.order = 0;
    }

    /// Whether a slot is known to be satisfied by the event.
    pub(super) fn is_satisfied(&self, slot: SlotId) -> bool {
        self.satisfied.get(slot as usize) == Some(&self.epoch)
    }

    /// The number of the event; never 0.
    pub(super) fn epoch(&self) -> u32 {
        self.epoch
    }

    /// The rules matched so far, sorted once the event is finished.
    pub(super) fn matched(&self) -> &[u32] {
        &self.matched
    }

    /// Puts the rules matched into ascending order.
    pub(super) fn sort_matched(&mut self) {
        self.matched.sort_unstable();
    }

    /// The kept values of a field, in the order of the text.
    pub(super) fn kept(&self, field: FieldId) -> &[KeptValue] {
        self.kept.get(field as usize).map_or(&[], Vec::as_slice)
    }

    /// A kept value.
    pub(super) fn scalar<'a>(&'a self, input: &'a [u8], value: &KeptValue) -> Scalar<'a> {
        let text = if value.is_decoded {
            &self.decoded
        } else {
            input
        };
        let form = text.get(value.start..value.end);
        Scalar::new(form.sure(), value.kind)
    }

    /// Takes in a string that stands from `start` to `end`, both quotes inside, as [`meet`](Self::meet) does. One with
    /// escapes has another form than its text: it is decoded, and kept decoded until the next event.
    #[inline]
    pub(super) fn meet_string(
        &mut self,
        tables: &Tables,
        input: &[u8],
        (start, end): (usize, usize),
        is_plain: bool,
        place: (FieldId, bool),
    ) {
        if is_plain {
            self.meet(tables, input, (start, end), ScalarKind::String, place);
            return;
        }
        let mut text = std::mem::take(&mut self.decoded);
        let from = text.len();
        decode(input.get(start..end).sure(), &mut text);
        self.look_up(
            tables,
            place,
            Scalar::new(text.get(from..).sure(), ScalarKind::String),
        );
        let to = text.len();
        self.decoded = text;
        self.keep(tables, (from, to), (ScalarKind::String, true), place);
    }

    /// Takes in a value at a field, whose text is its form: the lists that it satisfies are told, and it is kept where
    /// the end of the event may have to ask for it again.
    #[inline]
    pub(super) fn meet(
        &mut self,
        tables: &Tables,
        input: &[u8],
        (start, end): (usize, usize),
        kind: ScalarKind,
        place: (FieldId, bool),
    ) {
        let form = input.get(start..end).sure();
        self.look_up(tables, place, Scalar::new(form, kind));
        self.keep(tables, (start, end), (kind, false), place);
    }

    /// Asks the index of the field.
    #[inline]
    fn look_up(
        &mut self,
        tables: &Tables,
        (field, is_hidden): (FieldId, bool),
        scalar: Scalar<'_>,
    ) {
        let plan = tables.fields.get(field as usize);
        let Some(index) = plan.and_then(|plan| plan.index.as_ref()) else {
            return;
        };
        if index.is_laborious() && scalar.kind == ScalarKind::String {
            self.remember(tables, index, field, &scalar);
        } else {
            let (satisfied, epoch) = (&self.satisfied, self.epoch);
            let open = |slot: SlotId| satisfied.get(slot as usize) != Some(&epoch);
            index.look_up(&tables.slots, &scalar, open, &mut self.hits);
        }
        while let Some(hit) = self.hits.pop() {
            self.hit(tables, hit, is_hidden);
        }
    }

    /// Finds what was found for the same string before, or looks it up and remembers it: regions, states and names of
    /// services come again and again. Each string has one place, which a later one takes from it, so that there is
    /// nothing to tidy up.
    fn remember(
        &mut self,
        tables: &Tables,
        index: &FieldIndex,
        field: FieldId,
        scalar: &Scalar<'_>,
    ) {
        if self.remembered.is_empty() {
            self.remembered.resize(REMEMBERED, Memory::default());
        }
        let mut hasher = Folding::default();
        hasher.write_u64(u64::from(field));
        hasher.write(scalar.form);
        #[expect(clippy::cast_possible_truncation, reason = "only the low bits count")]
        let place = hasher.finish() as usize % REMEMBERED;
        let Some(memory) = self.remembered.get_mut(place) else {
            return;
        };
        if memory.field != field || *memory.form != *scalar.form {
            memory.slots.clear();
            // All that it satisfies, also what this event has satisfied already: it is remembered for others.
            index.look_up(&tables.slots, scalar, |_| true, &mut memory.slots);
            memory.field = field;
            memory.form.clear();
            memory.form.extend_from_slice(scalar.form);
        }
        self.hits.extend_from_slice(&memory.slots);
    }

    fn hit(&mut self, tables: &Tables, slot: SlotId, is_hidden: bool) {
        let (Some(mark), Some(known)) = (
            self.satisfied.get_mut(slot as usize),
            tables.slots.get(slot as usize),
        ) else {
            return;
        };
        if *mark == self.epoch || is_hidden && !known.sees_hidden {
            return;
        }
        *mark = self.epoch;
        for id in known.classes.of(&tables.lists) {
            match tables.classes.get(*id as usize) {
                Some(class) if class.is_single => {
                    self.reach(tables, class.rules.of(&tables.lists));
                }
                _ => self.candidates.push(*id),
            }
        }
    }

    /// Notes that rules match.
    pub(super) fn reach(&mut self, tables: &Tables, rules: &[u32]) {
        if !tables.has_alternatives {
            self.matched.extend_from_slice(rules);
            return;
        }
        for rule in rules {
            match self.reached.get_mut(*rule as usize) {
                Some(mark) if *mark != self.epoch => {
                    *mark = self.epoch;
                    self.matched.push(*rule);
                }
                _ => {}
            }
        }
    }

    #[inline]
    fn keep(
        &mut self,
        tables: &Tables,
        (start, end): (usize, usize),
        (kind, is_decoded): (ScalarKind, bool),
        (field, is_hidden): (FieldId, bool),
    ) {
        let keeps = tables
            .fields
            .get(field as usize)
            .is_some_and(|plan| plan.keeps);
        let Some(kept) = self.kept.get_mut(field as usize).filter(|_| keeps) else {
            return;
        };
        if kept.is_empty() {
            self.touched.push(field);
        }
        kept.push(KeptValue {
            start,
            end,
            order: self.order,
            element: self.element,
            kind,
            is_decoded,
            is_hidden,
        });
        self.order = self.order.saturating_add(1);
    }

    pub(super) fn apply(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::EnterArray => {
                    self.open_arrays.push(self.array_ends.len() as u32);
                    self.array_ends.push(0);
                }
                Effect::LeaveArray => {
                    let array = self.open_arrays.pop();
                    if let Some(end) = array.and_then(|id| self.array_ends.get_mut(id as usize)) {
                        *end = self.order;
                    }
                }
                Effect::EnterElement => {
                    let Some(array) = self.open_arrays.last() else {
                        continue;
                    };
                    let element = KeptElement {
                        array: *array,
                        outer: self.element,
                        start: self.order,
                        end: self.order,
                    };
                    self.element = self.elements.len() as u32;
                    self.elements.push(element);
                }
                Effect::LeaveElement => {
                    if let Some(element) = self.elements.get_mut(self.element as usize) {
                        element.end = self.order;
                        self.element = element.outer;
                    }
                }
            }
        }
    }
}

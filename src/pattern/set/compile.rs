//! From patterns to tables.
//!
//! Equal value lists of one field become one *slot*; sub-rules with the same slots become one *class*, which
//! knows the rules that it answers for. A class is looked at only when its *access slot* is satisfied: the one that is
//! probably satisfied least often. Only access slots stand in the index of their field.
//!
//! ```text
//! rule 0  {"source": ["aws.ec2"], "detail": {"state": ["running"]}}    slots 0, 1   class 0
//! rule 1  {"source": ["aws.ec2"], "detail": {"state": ["stopped"]}}    slots 0, 2   class 1
//! rule 2  the same as rule 1                                           slots 0, 2   class 1
//! ```
//!
//! Slot 0 is used by two classes, slots 1 and 2 by one each; so 1 and 2 are the access slots, and of ten thousand rules on
//! one source only those are looked at whose state comes.
//!
//! # Why slots are compared by their tests
//!
//! Lists come from different patterns, so that where they are in memory says nothing. They are found by a fingerprint of
//! their tests and then compared; a collision of fingerprints costs a comparison, never an answer. Whether values behind
//! empty names count is part of a slot, because it depends on the *other* fields of the pattern.
//!
//! # Cost
//!
//! Time and memory grow with the number of different slots and classes. Slots and classes hold their lists as parts of one
//! long list ([`Slice`]): small, and near their neighbours in memory.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::hash::{Hash as _, Hasher as _};

use super::hash::Folding;
use super::index::{FieldIndex, Slice, Slot, SlotId};
use super::paths::PathTree;
use crate::pattern::ast::{Field, Pattern, SubRule, Test, ValueList};
use crate::pattern::flatten::pieces;

/// The number of a class.
pub(super) type ClassId = u32;

/// Sub-rules with the same fields and value lists.
#[derive(Debug)]
pub(super) struct Class {
    /// In the order of the paths.
    pub(super) slots: Slice,
    /// The rules that match if this does.
    pub(super) rules: Slice,
    /// Whether its access slot decides.
    pub(super) is_single: bool,
    /// Whether two of its fields can lie in one array.
    pub(super) is_shared: bool,
}

/// A field that some pattern names.
#[derive(Debug)]
pub(super) struct FieldPlan {
    /// The lists that are looked up as soon as a value is read.
    pub(super) index: Option<FieldIndex>,
    /// Whether values are kept for the end of the event.
    pub(super) keeps: bool,
}

/// Everything that is known of the patterns.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) paths: PathTree,
    pub(super) fields: Vec<FieldPlan>,
    pub(super) slots: Vec<Slot>,
    pub(super) classes: Vec<Class>,
    /// What the parts of slots and classes are parts of.
    pub(super) lists: Vec<u32>,
    /// Classes without an access slot: those that only ask for absence, and the like.
    pub(super) always: Vec<ClassId>,
    /// How many rules there are, and whether one can be reached through several classes.
    pub(super) rule_count: u32,
    pub(super) has_alternatives: bool,
}

/// Compiles patterns; the rules are numbered in their order.
pub(super) fn compile<'p>(patterns: impl IntoIterator<Item = &'p Pattern>) -> Tables {
    let mut compiler = SetCompiler {
        tables: Tables {
            paths: PathTree::new(),
            fields: Vec::new(),
            slots: Vec::new(),
            classes: Vec::new(),
            lists: Vec::new(),
            always: Vec::new(),
            rule_count: 0,
            has_alternatives: false,
        },
        known_slots: HashMap::new(),
        known_classes: HashMap::new(),
        rules: Vec::new(),
    };
    for pattern in patterns {
        compiler.add(pattern);
    }
    compiler.finish()
}

struct SetCompiler {
    tables: Tables,
    /// By fingerprint.
    known_slots: HashMap<u64, Vec<SlotId>>,
    known_classes: HashMap<Box<[SlotId]>, ClassId>,
    /// The rules of each class.
    rules: Vec<Vec<u32>>,
}

impl SetCompiler {
    fn add(&mut self, pattern: &Pattern) {
        let rule = self.tables.rule_count;
        self.tables.rule_count += 1;
        self.tables.has_alternatives |= pattern.sub_rules.len() > 1;
        let sees_hidden = pattern
            .sub_rules
            .iter()
            .flat_map(|sub_rule| &sub_rule.fields)
            .any(|field| has_empty_piece(field.path.as_wtf8()));
        for sub_rule in &pattern.sub_rules {
            self.add_sub_rule(sub_rule, sees_hidden, rule);
        }
    }

    fn add_sub_rule(&mut self, sub_rule: &SubRule, sees_hidden: bool, rule: u32) {
        let fields = &sub_rule.fields;
        let slots: Box<[SlotId]> = fields
            .iter()
            .map(|field| self.slot(field, sees_hidden))
            .collect();
        let paths = &mut self.tables.paths;
        paths.note_together(fields.iter().map(|field| field.path.as_wtf8()));
        let new = self.tables.classes.len() as ClassId;
        let class = *self.known_classes.entry(slots.clone()).or_insert(new);
        if class == new {
            // Fields can lie in one array only if their paths begin with the same name. Where no two do, no search over
            // array elements is ever needed.
            let first = |field: &Field| {
                let path = field.path.as_wtf8();
                let end = path.iter().position(|byte| *byte == b'.');
                path.get(..end.unwrap_or(path.len())).map(<[u8]>::to_vec)
            };
            let mut heads: Vec<_> = fields.iter().map(first).collect();
            heads.sort_unstable();
            self.tables.classes.push(Class {
                slots: Slice::add(&mut self.tables.lists, &slots),
                rules: Slice::default(),
                is_single: false,
                is_shared: heads.windows(2).any(|pair| pair.first() == pair.last()),
            });
            self.rules.push(Vec::new());
        }
        if let Some(rules) = self.rules.get_mut(class as usize)
            && rules.last() != Some(&rule)
        {
            rules.push(rule);
        }
    }

    fn slot(&mut self, field: &Field, sees_hidden: bool) -> SlotId {
        let path = self.tables.paths.add(field.path.as_wtf8());
        let mut fingerprint = Fingerprint(Folding::default());
        // Writing to a hasher cannot fail.
        let _ = write!(fingerprint, "{path}{sees_hidden}");
        for comparison in &field.values.comparisons {
            match &comparison.test {
                Test::Exact(form) | Test::Literal(form) => form.hash(&mut fingerprint.0),
                test => {
                    let _ = write!(fingerprint, "{test:?}");
                }
            }
        }
        let same = |slot: &Slot| {
            slot.field == path
                && slot.sees_hidden == sees_hidden
                && same_tests(&slot.values, &field.values)
        };
        let slots = &mut self.tables.slots;
        let known = self.known_slots.entry(fingerprint.0.finish()).or_default();
        let found = known
            .iter()
            .find(|id| slots.get(**id as usize).is_some_and(same));
        if let Some(id) = found {
            return *id;
        }
        let id = slots.len() as SlotId;
        slots.push(Slot {
            field: path,
            values: field.values.clone(),
            compares_numbers: field.values.compares_numbers(),
            accepts_absence: field.values.accepts_absence(),
            sees_hidden,
            classes: Slice::default(),
        });
        known.push(id);
        id
    }

    fn finish(self) -> Tables {
        let mut tables = self.tables;
        for (class, rules) in tables.classes.iter_mut().zip(&self.rules) {
            class.rules = Slice::add(&mut tables.lists, rules);
        }
        tables.choose_access();
        let mut chosen = vec![Vec::new(); tables.paths.field_count()];
        let mut kept = vec![false; tables.paths.field_count()];
        for (id, slot) in tables.slots.iter().enumerate() {
            if let Some(chosen) = chosen.get_mut(slot.field as usize)
                && !slot.classes.is_empty()
            {
                chosen.push(id as SlotId);
            }
        }
        for class in tables.classes.iter().filter(|class| !class.is_single) {
            let slots = class.slots.of(&tables.lists).iter();
            for slot in slots.filter_map(|id| tables.slots.get(*id as usize)) {
                if let Some(kept) = kept.get_mut(slot.field as usize) {
                    *kept = true;
                }
            }
        }
        tables.fields = chosen
            .into_iter()
            .zip(kept)
            .map(|(chosen, keeps)| FieldPlan {
                index: (!chosen.is_empty()).then(|| FieldIndex::new(&tables.slots, &chosen)),
                keeps,
            })
            .collect();
        tables
    }
}

impl Tables {
    /// Chooses for each class the slot on which it hangs. A list that many classes have, `"source": ["aws.ec2"]` say, is a
    /// bad choice even if it is exact: each time that it is satisfied all of them would have to be looked at. So the
    /// estimate of how often a list is satisfied is multiplied by how many classes have it.
    ///
    /// A list that absence satisfies is no choice at all: no value announces it.
    fn choose_access(&mut self) {
        let mut uses = vec![0_u64; self.slots.len()];
        let slots = self.classes.iter().map(|class| class.slots);
        for slot in slots.flat_map(|slots| slots.of(&self.lists)) {
            if let Some(uses) = uses.get_mut(*slot as usize) {
                *uses += 1;
            }
        }
        let mut classes = vec![Vec::new(); self.slots.len()];
        for (id, class) in self.classes.iter_mut().enumerate() {
            let slots = class.slots.of(&self.lists);
            let access = slots
                .iter()
                .filter_map(|id| Some((*id, self.slots.get(*id as usize)?)))
                .filter(|(_, slot)| !slot.accepts_absence)
                .min_by_key(|(id, slot)| {
                    weight(&slot.values) * uses.get(*id as usize).copied().unwrap_or(1)
                })
                .map(|(id, _)| id);
            match access.and_then(|id| classes.get_mut(id as usize)) {
                Some(classes) => {
                    class.is_single = class.slots.len() == 1;
                    classes.push(id as ClassId);
                }
                None => self.always.push(id as ClassId),
            }
        }
        for (slot, classes) in self.slots.iter_mut().zip(&classes) {
            slot.classes = Slice::add(&mut self.lists, classes);
        }
    }
}

/// How often a list is satisfied, roughly and relative to others. Wrong guesses cost time, never an answer.
fn weight(values: &ValueList) -> u64 {
    let weight = |test: &Test| match test {
        Test::Exact(_) | Test::Literal(_) | Test::Number(_) | Test::EqualsIgnoreCase(_) => 1,
        Test::Address(_) => 4,
        Test::Prefix(_) | Test::Suffix(_) | Test::PrefixFolded(_) | Test::SuffixFolded(_) => 16,
        Test::Wildcard(_) => 16,
        Test::Numeric(range) if range.low == range.high => 1,
        Test::Numeric(_) => 64,
        Test::Exists(_) | Test::AnythingBut(_) => 4_096,
    };
    values
        .comparisons
        .iter()
        .map(|comparison| weight(&comparison.test))
        .sum()
}

fn same_tests(left: &ValueList, right: &ValueList) -> bool {
    let tests = |values: &'_ ValueList| values.comparisons.len();
    tests(left) == tests(right)
        && left
            .comparisons
            .iter()
            .zip(&right.comparisons)
            .all(|(left, right)| left.test == right.test)
}

/// Whether a path has an empty name, not at its end: patterns of such paths see values behind empty names.
///
/// event-ruler 2.0.1 enters a name of an event only if it is a piece of a path of the pattern, where Java's
/// `split` drops empty pieces at the end (but not the only one).
fn has_empty_piece(path: &[u8]) -> bool {
    pieces(path).any(<[u8]>::is_empty)
}

/// Hashes what is written to it.
struct Fingerprint(Folding);

impl fmt::Write for Fingerprint {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

//! Patterns as combinations of atoms.
//!
//! All patterns of a question share one space: a [`Column`] for each path that any of them names. A sub-rule is a box in
//! it, one set of atoms for each of its paths; a pattern is a union of boxes.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::atom::ListTest;
use super::bits::Bits;
use super::budget::{Budget, Reason};
use super::column::Column;
use super::domain::{Arrays, Domain, Place};
use super::draft::{Draft, parents, usual};
use crate::json::{JsonString, Value};
use crate::pattern::ast::{Pattern, SubRule, ValueList};
use crate::pattern::comparison::Candidate;

/// For each column of a space some of its atoms: a set of events with one value at most for each path.
pub(super) type Region = Vec<Bits>;

/// A sub-rule: for some columns a list each, by their numbers.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) fields: Vec<(usize, usize)>,
}

/// A path of a space.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) path: Arc<JsonString>,
    /// Its different lists, each where it was first seen.
    pub(super) lists: Vec<Arc<ValueList>>,
    pub(super) column: Column,
    pub(super) place: Place,
    /// The atom of the value that events usually have here, and that value.
    usual: Option<(usize, Value)>,
    /// The paths that lead here, each with whether it can hold an array.
    pub(super) parents: Vec<(JsonString, bool)>,
    /// Columns below this one, which cannot hold a value if this one does, because it holds no arrays.
    shadowed: Vec<usize>,
}

/// The space of some patterns.
#[derive(Clone, Debug)]
pub(super) struct Space {
    /// Sorted by path, in UTF-16 order.
    pub(super) axes: Vec<Axis>,
    /// For each pattern its sub-rules.
    pub(super) patterns: Vec<Vec<Rule>>,
    has_envelope: bool,
}

/// A value that stands in an event: the column, for each name on its way the element in which it stands, the value.
#[derive(Clone, Debug)]
pub(super) struct Occurrence {
    pub(super) axis: usize,
    pub(super) elements: Vec<usize>,
    pub(super) atom: usize,
}

impl Space {
    /// Puts patterns into a space, each without some of its sub-rules.
    pub(super) fn new(
        patterns: &[(&Pattern, &[usize])],
        domain: &dyn Domain,
        budget: &mut Budget,
    ) -> Self {
        let mut paths = Paths::default();
        let patterns: Vec<Vec<Rule>> = patterns
            .iter()
            .map(|(pattern, left_out)| {
                let numbered = pattern.sub_rules.iter().enumerate();
                let kept = numbered.filter(|(number, _)| !left_out.contains(number));
                kept.map(|(_, sub_rule)| paths.rule(sub_rule)).collect()
            })
            .collect();
        let order = paths.order();
        let mut space = Self {
            axes: Vec::new(),
            patterns,
            has_envelope: domain.has_envelope(),
        };
        for rule in space.patterns.iter_mut().flatten() {
            for (axis, _) in &mut rule.fields {
                *axis = order.get(*axis).copied().unwrap_or(*axis);
            }
            rule.fields.sort_unstable();
        }
        let mut drafts: Vec<_> = order.into_iter().zip(paths.drafts).collect();
        drafts.sort_by_key(|(order, _)| *order);
        let count = drafts.len();
        for (done, (_, draft)) in drafts.into_iter().enumerate() {
            let given = budget.part(if count - done > 1 { 2 } else { 1 });
            let mut rest = given.clone();
            space.axes.push(axis(draft, domain, &mut rest));
            budget.settle(&given, &rest);
        }
        space.shadow();
        space
    }

    fn shadow(&mut self) {
        let below: Vec<Vec<usize>> = self
            .axes
            .iter()
            .map(|axis| {
                if axis.place.arrays != Arrays::Never {
                    return Vec::new();
                }
                let numbered = self.axes.iter().enumerate();
                let inside = numbered.filter(|(_, other)| {
                    other
                        .parents
                        .iter()
                        .any(|(parent, _)| *parent == *axis.path)
                });
                inside.map(|(number, _)| number).collect()
            })
            .collect();
        for (axis, shadowed) in self.axes.iter_mut().zip(below) {
            axis.shadowed = shadowed;
        }
    }

    /// Why some values of a path may have been overlooked, if they may.
    pub(super) fn incomplete(&self) -> Option<Reason> {
        self.axes.iter().find_map(|axis| axis.column.incomplete)
    }

    /// The sub-rules of a pattern.
    pub(super) fn rules(&self, pattern: usize) -> &[Rule] {
        self.patterns.get(pattern).map_or(&[], Vec::as_slice)
    }

    /// The atoms that satisfy a list.
    pub(super) fn cell(&self, (axis, list): (usize, usize)) -> Option<&Bits> {
        self.axes.get(axis)?.column.cells.get(list)
    }

    /// The columns in which a pattern is also satisfied by the absence of the field.
    pub(super) fn negated(&self, pattern: usize) -> BTreeSet<usize> {
        let fields = self.rules(pattern).iter().flat_map(|rule| &rule.fields);
        fields
            .filter(|field| self.accepts_absence(**field))
            .map(|(axis, _)| *axis)
            .collect()
    }

    /// The paths of arrays of which a sub-rule has chosen an element when it asks for the absence of a path: it asks about that
    /// element only. None if it does not ask for it.
    pub(super) fn elements_before(&self, rule: &Rule, axis: usize) -> Vec<&JsonString> {
        let asks = |field: &&(usize, usize)| field.0 == axis && self.accepts_absence(**field);
        let (Some(own), Some(_)) = (self.axes.get(axis), rule.fields.iter().find(asks)) else {
            return Vec::new();
        };
        let before = rule.fields.iter().filter(|field| field.0 < axis);
        let before: Vec<&Axis> = before.filter_map(|field| self.axes.get(field.0)).collect();
        let numbered = own.parents.iter().enumerate();
        numbered
            .filter(|(level, (parent, can_be_array))| {
                let is_shared = |other: &&Axis| {
                    other
                        .parents
                        .get(*level)
                        .is_some_and(|(other, _)| other == parent)
                };
                *can_be_array && before.iter().any(is_shared)
            })
            .map(|(_, (parent, _))| parent)
            .collect()
    }

    fn accepts_absence(&self, (axis, list): (usize, usize)) -> bool {
        let list = self.axes.get(axis).and_then(|axis| axis.lists.get(list));
        list.is_some_and(|list| list.accepts_absence())
    }

    /// Whether one of some sub-rules matches whatever a sub-rule matches, arrays and all, with the same choices: it asks for
    /// the same paths, and for no less at any of them. It may ask for fewer paths if it negates none.
    pub(super) fn is_inside_one(&self, rule: &Rule, rules: &[Rule]) -> bool {
        let asks_no_less = |field: &(usize, usize), may_negate: bool| {
            let own = rule.fields.binary_search_by_key(&field.0, |own| own.0);
            let own = own.ok().and_then(|at| rule.fields.get(at));
            own.is_some_and(|own| self.is_within(*own, field.1))
                && (may_negate || !self.accepts_absence(*field))
        };
        rules.iter().any(|other| {
            let is_same = rule.fields.len() == other.fields.len();
            rule.fields.len() >= other.fields.len()
                && other
                    .fields
                    .iter()
                    .all(|field| asks_no_less(field, is_same))
        })
    }

    /// Whether all that satisfies a list satisfies another one of the same column.
    fn is_within(&self, (axis, list): (usize, usize), other: usize) -> bool {
        let Some(axis) = self.axes.get(axis) else {
            return false;
        };
        if list == other {
            return true;
        }
        if axis.column.incomplete.is_some() {
            let lists = (axis.lists.get(list), axis.lists.get(other));
            return matches!(lists, (Some(own), Some(other)) if ListTest::new(own).is_among(&ListTest::new(other)));
        }
        let cells = (axis.column.cells.get(list), axis.column.cells.get(other));
        matches!(cells, (Some(own), Some(other)) if own.is_subset(other))
    }

    /// The events that a sub-rule matches. With `sparse`, only those with nothing that it does not ask for.
    pub(super) fn region(&self, rule: &Rule, sparse: bool) -> Region {
        let mut region: Region = self
            .axes
            .iter()
            .map(|axis| match axis.column.absent {
                Some(absent) if sparse => Bits::one(axis.column.atoms.len(), absent),
                _ => axis.column.all.clone(),
            })
            .collect();
        for field in &rule.fields {
            if let (Some(cell), Some(place)) = (self.cell(*field), region.get_mut(field.0)) {
                *place = cell.clone();
            }
        }
        region
    }

    /// Chooses an event of a region, an atom for each column: the absence of fields that may be absent, and likely values
    /// for the others. `None` if there is none, because one path cannot hold a value and lead on to another.
    pub(super) fn choose(&self, region: &Region) -> Option<Vec<usize>> {
        let mut chosen = Vec::with_capacity(region.len());
        for (axis, cell) in self.axes.iter().zip(region) {
            let absent = axis.column.absent.filter(|absent| cell.has(*absent));
            let usual = axis.usual.as_ref().map(|(atom, _)| *atom);
            let usual = usual.filter(|atom| cell.has(*atom));
            chosen.push(absent.or(usual).or_else(|| cell.iter().next())?);
        }
        self.is_possible(&chosen).then_some(chosen)
    }

    /// Whether there is an event with an atom for each column: no path that holds no arrays holds a value and leads on to
    /// another one.
    pub(super) fn is_possible(&self, chosen: &[usize]) -> bool {
        let holds = |axis: usize| {
            let column = self.axes.get(axis).map(|axis| &axis.column);
            column.is_some_and(|column| column.absent.as_ref() != chosen.get(axis))
        };
        let mut numbered = self.axes.iter().enumerate();
        numbered
            .all(|(number, axis)| !holds(number) || !axis.shadowed.iter().any(|one| holds(*one)))
    }

    /// The values of an event that has one at most for each path.
    pub(super) fn occurrences(&self, chosen: &[usize]) -> Vec<Occurrence> {
        let numbered = chosen.iter().enumerate();
        numbered
            .filter(|(axis, atom)| {
                let axis = self.axes.get(*axis);
                axis.is_some_and(|axis| axis.column.absent != Some(**atom))
            })
            .map(|(axis, atom)| Occurrence {
                axis,
                elements: Vec::new(),
                atom: *atom,
            })
            .collect()
    }

    /// The event with some values.
    pub(super) fn event(&self, occurrences: &[Occurrence]) -> Value {
        let mut draft = Draft::new();
        for one in occurrences {
            let Some(axis) = self.axes.get(one.axis) else {
                continue;
            };
            let value = match &axis.usual {
                Some((atom, value)) if *atom == one.atom => Some(value),
                _ => axis.column.value(one.atom),
            };
            let Some(value) = value else {
                continue;
            };
            draft.put(&axis.path, &one.elements, value.clone());
            if axis.place.arrays == Arrays::Always {
                draft.make_list(&axis.path);
            }
        }
        if self.has_envelope {
            draft.put_envelope();
        }
        draft.to_event()
    }
}

/// The paths of patterns while they are collected.
#[derive(Default)]
struct Paths {
    known: HashMap<Arc<JsonString>, usize>,
    drafts: Vec<DraftAxis>,
}

#[derive(Default)]
struct DraftAxis {
    path: Arc<JsonString>,
    lists: Vec<Arc<ValueList>>,
    /// Sub-rules share lists: by where they are in memory.
    by_place: HashMap<*const ValueList, usize>,
}

impl Paths {
    fn rule(&mut self, sub_rule: &SubRule) -> Rule {
        let fields = sub_rule.fields.iter().map(|field| {
            let known = self.known.get(&field.path).copied();
            let number = known.unwrap_or_else(|| {
                self.known
                    .insert(Arc::clone(&field.path), self.drafts.len());
                self.drafts.push(DraftAxis {
                    path: Arc::clone(&field.path),
                    ..DraftAxis::default()
                });
                self.drafts.len() - 1
            });
            let draft = self.drafts.get_mut(number);
            (number, draft.map_or(0, |draft| draft.list(&field.values)))
        });
        Rule {
            fields: fields.collect(),
        }
    }

    /// For each path the place where it comes in UTF-16 order.
    fn order(&self) -> Vec<usize> {
        let mut sorted: Vec<usize> = (0..self.drafts.len()).collect();
        sorted.sort_by(
            |one, other| match (self.drafts.get(*one), self.drafts.get(*other)) {
                (Some(one), Some(other)) => one.path.cmp_utf16(&other.path),
                _ => one.cmp(other),
            },
        );
        let mut order = vec![0; sorted.len()];
        for (place, number) in sorted.into_iter().enumerate() {
            if let Some(one) = order.get_mut(number) {
                *one = place;
            }
        }
        order
    }
}

impl DraftAxis {
    /// The number of a list; lists that ask for the same have one.
    fn list(&mut self, list: &Arc<ValueList>) -> usize {
        if let Some(number) = self.by_place.get(&Arc::as_ptr(list)) {
            return *number;
        }
        let own = ListTest::new(list);
        let known = self
            .lists
            .iter()
            .position(|one| ListTest::new(one).is_same(&own));
        let number = known.unwrap_or_else(|| {
            self.lists.push(Arc::clone(list));
            self.lists.len() - 1
        });
        self.by_place.insert(Arc::as_ptr(list), number);
        number
    }
}

fn axis(draft: DraftAxis, domain: &dyn Domain, budget: &mut Budget) -> Axis {
    let place = domain.place(&draft.path);
    let tests: Vec<ListTest<'_>> = draft.lists.iter().map(|list| ListTest::new(list)).collect();
    let column = Column::new(&tests, &place, budget);
    let usual = draft
        .path
        .as_str()
        .filter(|_| domain.has_envelope())
        .and_then(usual);
    let usual = usual.and_then(|value| {
        let candidate = Candidate::new(&value)?;
        let mut lists = Bits::none(tests.len());
        let numbered = tests.iter().enumerate();
        (numbered.filter(|(_, list)| list.admits(&candidate)))
            .for_each(|(number, _)| lists.insert(number));
        let atom = column.atoms.iter().position(|atom| {
            atom.lists == lists && atom.values.iter().any(|one| one.as_str().is_some())
        })?;
        Some((atom, value))
    });
    let parents = parents(&draft.path).into_iter().map(|parent| {
        let can_be_array = domain.place(&parent).arrays != Arrays::Never;
        (parent, can_be_array)
    });
    Axis {
        parents: parents.collect(),
        path: draft.path,
        lists: draft.lists,
        column,
        place,
        usual,
        shadowed: Vec::new(),
    }
}

//! The lists of a pattern, each once, with what satisfies their alternatives.

use std::collections::BTreeMap;

use super::Obstacle;
use super::frame::{Frame, Wanted, admits};
use crate::json::{JsonString, Value};
use crate::pattern::Pattern;
use crate::pattern::ast::ValueList;
use crate::pattern::decide::{Alternative, Limits, Place, alternatives};
use crate::source::Span;

/// One list of the text of a pattern.
#[derive(Debug)]
pub(super) struct List<'p> {
    pub(super) path: &'p JsonString,
    pub(super) values: &'p ValueList,
    /// What its path can hold.
    pub(super) place: Place,
    /// What satisfies each of its comparisons.
    pub(super) alternatives: Vec<Alternative>,
    /// The sub-rules that have it.
    pub(super) rules: Vec<usize>,
}

/// The lists of a pattern in the order of its text, and for each sub-rule those that it has.
#[derive(Debug)]
pub(super) struct Lists<'p> {
    pub(super) lists: Vec<List<'p>>,
    pub(super) rules: Vec<Rule>,
    /// How much work each list may be.
    pub(super) limits: Limits,
    by_path: BTreeMap<String, Vec<usize>>,
}

/// A sub-rule.
#[derive(Debug)]
pub(super) struct Rule {
    /// Its lists, in the order of their paths.
    pub(super) lists: Vec<usize>,
    /// The alternatives of the `$or`s that lead to it.
    pub(super) branches: Vec<(usize, usize)>,
}

impl<'p> Lists<'p> {
    pub(super) fn new(pattern: &'p Pattern, frame: &dyn Frame) -> Self {
        let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let key = |span: Span| (span.start, span.end);
        let fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
        for field in fields.clone() {
            places.insert(key(field.values.span), 0);
        }
        let count = places.len();
        (places.values_mut().enumerate()).for_each(|(number, place)| *place = number);
        let mut limits = Limits::default();
        limits.work /= count.max(1);
        let mut found: BTreeMap<usize, List<'p>> = BTreeMap::new();
        let mut rules = Vec::with_capacity(pattern.sub_rules.len());
        for (rule, sub_rule) in pattern.sub_rules.iter().enumerate() {
            let mut lists = Vec::with_capacity(sub_rule.fields.len());
            for field in &sub_rule.fields {
                let number = places
                    .get(&key(field.values.span))
                    .copied()
                    .unwrap_or_default();
                let list = found.entry(number).or_insert_with(|| {
                    let place = frame.place(&field.path);
                    List {
                        path: &field.path,
                        values: &field.values,
                        alternatives: alternatives(&field.values, &place, &limits),
                        place,
                        rules: Vec::new(),
                    }
                });
                list.rules.push(rule);
                lists.push(number);
            }
            rules.push(Rule {
                lists,
                branches: sub_rule.branches.clone(),
            });
        }
        let lists: Vec<List<'p>> = found.into_values().collect();
        let mut by_path: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, list) in lists.iter().enumerate() {
            let path = list.path.to_display().into_owned();
            by_path.entry(path).or_default().push(number);
        }
        Self {
            lists,
            rules,
            limits,
            by_path,
        }
    }

    pub(super) fn get(&self, list: usize) -> Option<&List<'p>> {
        self.lists.get(list)
    }

    pub(super) fn wanted(&self, list: usize, comparison: usize) -> Option<Wanted<'p>> {
        let list = self.get(list)?;
        Some(Wanted {
            path: list.path,
            list: list.values,
            comparison,
        })
    }

    /// Whether a value at a path would satisfy a list of the pattern.
    pub(super) fn satisfies_any(&self, path: &str, value: &Value) -> bool {
        let lists = self.by_path.get(path).into_iter().flatten();
        (lists.filter_map(|list| self.get(*list))).any(|list| admits(list.values, value))
    }

    /// Whether the pattern has a list at a path.
    pub(super) fn names(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// How many comparisons all sub-rules have together.
    pub(super) fn size(&self) -> usize {
        let lists = self.rules.iter().flat_map(|rule| &rule.lists);
        lists
            .filter_map(|list| self.get(*list))
            .map(|list| list.alternatives.len())
            .sum()
    }

    /// Why there is no event for a sub-rule, where one of its fields can be nothing that is wanted.
    pub(super) fn obstacle(&self, rule: usize) -> Option<Obstacle> {
        let lists = self.rules.get(rule)?.lists.iter();
        let mut lists = lists.filter_map(|list| self.get(*list));
        let nothing = |one: &Alternative| matches!(one, Alternative::Nothing { is_certain: true });
        let found = lists.find(|list| list.alternatives.iter().all(nothing))?;
        Some(Obstacle::Field(found.path.to_display().into_owned()))
    }
}

impl List<'_> {
    /// The comparisons that something satisfies.
    pub(super) fn usable(&self) -> impl Iterator<Item = usize> + '_ {
        let numbered = self.alternatives.iter().enumerate();
        let usable = numbered.filter(|(_, one)| !matches!(one, Alternative::Nothing { .. }));
        usable.map(|(number, _)| number)
    }

    /// The comparison that is chosen where another list matters: one that stands alone if there is one.
    pub(super) fn usual(&self) -> Option<usize> {
        let alone = |number: &usize| {
            let found = self.alternatives.get(*number);
            matches!(found, Some(Alternative::Alone(_) | Alternative::Absence))
        };
        self.usable().find(alone).or_else(|| self.usable().next())
    }

    /// The place of a comparison in the text.
    pub(super) fn span(&self, comparison: usize) -> Span {
        let found = self.values.comparisons.get(comparison);
        found.map_or(self.values.span, |one| one.span)
    }
}

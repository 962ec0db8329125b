//! Events that just fail: each by one field.
//!
//! Each is an event that matches in which one field is changed as little as can be. It stands for a mistake in the pattern
//! or in a producer: a bound that is one off, a text in place of a number, a letter in another case. Who feeds them to a rule
//! sees whether the rule would notice.

use std::collections::BTreeMap;

use super::lists::List;
use super::maker::{Base, Changed, Chosen, Filling, Maker};
use super::{MAXIMUM_EVENTS, Obstacle};
use crate::json::{JsonString, Value};
use crate::pattern::Explanation;
use crate::pattern::decide::{Arrays, Change, outside};
use crate::pattern::explain::FieldExplanation;
use crate::source::Span;

/// In how many sub-rules a change is tried.
const TRIED_RULES: usize = 8;

/// Events that just fail.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NearMisses {
    /// The events, in the order of the fields in the pattern.
    pub events: Vec<NearMissEvent>,
    /// How many fields there are.
    pub fields: usize,
    /// By how many of them an event fails.
    pub missed: usize,
    /// Fields by which none fails.
    pub without: Vec<Unmissed>,
    /// How many changes were not made into events: there were enough.
    pub left_out: usize,
}

/// An event that fails by one field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NearMissEvent {
    /// The event as it is sent.
    pub event: Value,
    /// The field.
    pub path: String,
    /// In what its value differs from one that would do.
    pub change: FieldChange,
    /// The comparison that the value nearly satisfies, in the pattern.
    pub span: Span,
    /// The list of the field in the pattern.
    pub list_span: Span,
    /// What the explanation of the miss says of the field.
    pub explanation: FieldExplanation,
}

/// In what a field differs from one that would do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldChange {
    /// In its value.
    Value(Change),
    /// It stands in another element of this array than the fields beside it.
    Element(String),
}

/// A field by which no event was found to fail alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmissed {
    /// The path.
    pub path: String,
    /// Its list in the pattern.
    pub span: Span,
    /// Why.
    pub obstacle: Obstacle,
}

impl FieldChange {
    /// A stable name: `step`, `case`, `element`, …
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Value(change) => change.as_str(),
            Self::Element(_) => "element",
        }
    }
}

impl std::fmt::Display for FieldChange {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(change) => change.fmt(out),
            Self::Element(array) => write!(out, "in another element of the array `{array}`"),
        }
    }
}

/// A change that may make a near miss.
struct Candidate {
    list: usize,
    comparison: usize,
    changed: Changed,
    change: FieldChange,
}

/// The search for near misses.
struct Search<'s, 'p> {
    maker: &'s Maker<'s, 'p>,
    /// Bases that match, by sub-rule, list and comparison; `None` where there is none.
    bases: BTreeMap<(usize, usize, usize), Option<Base>>,
    attempts: usize,
}

/// Events that just fail: one for every change, or so many.
pub(super) fn near_misses(maker: &Maker<'_, '_>, count: Option<usize>) -> NearMisses {
    let lists = maker.lists;
    let candidates = in_order(candidates(maker), count.is_some());
    let most = count.unwrap_or(MAXIMUM_EVENTS).min(MAXIMUM_EVENTS);
    let mut search = Search {
        maker,
        bases: BTreeMap::new(),
        attempts: super::attempts(lists, 4_000_000),
    };
    let mut found: Vec<(usize, usize, NearMissEvent)> = Vec::new();
    let mut obstacles: BTreeMap<usize, Obstacle> = BTreeMap::new();
    let mut left_out = 0;
    for (order, one) in candidates.iter().enumerate() {
        if found.len() >= most || search.attempts == 0 {
            left_out += 1;
            continue;
        }
        let is_there = |found: &(usize, usize, NearMissEvent)| found.0 == one.list;
        let adds_nothing =
            one.change == FieldChange::Value(Change::Presence) && found.iter().any(is_there);
        if adds_nothing {
            continue;
        }
        match search.event(one) {
            Ok(event) => found.push((one.list, order, event)),
            // That it cannot stand apart is no reason.
            Err(_) if matches!(one.changed, Changed::Element(..)) => {}
            Err(obstacle) => {
                obstacles.insert(one.list, obstacle);
            }
        }
    }
    let is_missed = |list: usize| found.iter().any(|(own, ..)| *own == list);
    let without = lists.lists.iter().enumerate().filter_map(|(number, list)| {
        let is_tried = left_out == 0 || obstacles.contains_key(&number);
        let nothing = match list.usable().next() {
            Some(_) => Obstacle::Everything,
            None => Obstacle::Place,
        };
        (is_tried && !is_missed(number)).then(|| Unmissed {
            path: list.path.to_display().into_owned(),
            span: list.values.span,
            obstacle: obstacles.remove(&number).unwrap_or(nothing),
        })
    });
    let without = without.collect();
    let missed = (0..lists.lists.len())
        .filter(|list| is_missed(*list))
        .count();
    found.sort_by_key(|(list, order, _)| (*list, *order));
    NearMisses {
        events: found.into_iter().map(|(.., event)| event).collect(),
        fields: lists.lists.len(),
        missed,
        without,
        left_out,
    }
}

/// The changes of all lists, list by list.
fn candidates(maker: &Maker<'_, '_>) -> Vec<Vec<Candidate>> {
    let lists = maker.lists;
    let numbered = lists.lists.iter().enumerate();
    numbered
        .map(|(number, list)| {
            let mut found: Vec<Candidate> = Vec::new();
            let mut values: Vec<Option<Value>> = Vec::new();
            for comparison in list.usable() {
                for near in outside(list.values, comparison, &list.place) {
                    if values.contains(&near.value) {
                        continue;
                    }
                    values.push(near.value.clone());
                    found.push(Candidate {
                        list: number,
                        comparison,
                        changed: Changed::Value(number, near.value),
                        change: FieldChange::Value(near.change),
                    });
                }
            }
            let apart = list.usual().filter(|_| can_stand_apart(maker, list));
            found.extend(apart.map(|comparison| Candidate {
                list: number,
                comparison,
                // The level is that of the array that the base has.
                changed: Changed::Element(number, 0),
                change: FieldChange::Element(String::new()),
            }));
            found
        })
        .collect()
}

/// Whether an array of objects may hold a field and others of the pattern.
fn can_stand_apart(maker: &Maker<'_, '_>, list: &List<'_>) -> bool {
    let names = names(list.path).unwrap_or_default();
    (1..names.len()).any(|count| {
        let parent = names.get(..count).unwrap_or_default().join(".");
        let is_inside = |other: &List<'_>| {
            let rest = other
                .path
                .as_str()
                .and_then(|path| path.strip_prefix(&*parent));
            rest.is_some_and(|rest| rest.starts_with('.')) && other.path != list.path
        };
        let place = maker.frame.place(&parent.as_str().into());
        place.arrays != Arrays::Never && maker.lists.lists.iter().any(is_inside)
    })
}

/// The changes one after the other: of each list its first, then of each its second, if not all may be made.
fn in_order(lists: Vec<Vec<Candidate>>, by_turns: bool) -> Vec<Candidate> {
    if !by_turns {
        return lists.into_iter().flatten().collect();
    }
    let mut numbered: Vec<(usize, Candidate)> = lists
        .into_iter()
        .flat_map(|list| list.into_iter().enumerate())
        .collect();
    numbered.sort_by_key(|(turn, one)| (*turn, one.list));
    numbered.into_iter().map(|(_, one)| one).collect()
}

impl<'p> Search<'_, 'p> {
    /// The event of a change, if it fails by the field alone for both evaluators and the explanation says so.
    fn event(&mut self, one: &Candidate) -> Result<NearMissEvent, Obstacle> {
        let lists = self.maker.lists;
        let list = lists.get(one.list).ok_or(Obstacle::Combination)?;
        let mut obstacle = Obstacle::Combination;
        for rule in list.rules.iter().take(TRIED_RULES) {
            let Some(base) = self.base(*rule, one) else {
                obstacle = lists.obstacle(*rule).unwrap_or(obstacle);
                continue;
            };
            let (changed, change) = match &one.changed {
                Changed::Value(..) => (one.changed.clone(), one.change.clone()),
                Changed::Element(..) => match self.array(&base, list) {
                    Some((level, array)) => (
                        Changed::Element(one.list, level),
                        FieldChange::Element(array),
                    ),
                    None => continue,
                },
            };
            for filling in Filling::BOTH {
                if self.attempts == 0 {
                    return Err(Obstacle::Work);
                }
                self.attempts -= 1;
                match self.confirmed(&base, list, &changed, filling) {
                    Ok((event, explanation)) => {
                        return Ok(NearMissEvent {
                            event,
                            path: explanation.path.clone(),
                            change,
                            span: list.span(one.comparison),
                            list_span: list.values.span,
                            explanation,
                        });
                    }
                    // The fuller event tells more.
                    Err(_) if matches!(obstacle, Obstacle::Schema(_)) => {}
                    Err(found) => obstacle = found,
                }
            }
        }
        Err(obstacle)
    }

    fn confirmed(
        &self,
        base: &Base,
        list: &List<'p>,
        changed: &Changed,
        filling: Filling,
    ) -> Result<(Value, FieldExplanation), Obstacle> {
        let frame = self.maker.frame;
        let event = self.maker.event(base, Some(changed), filling);
        let answers = frame.answers(&event);
        if answers.logical {
            return Err(Obstacle::OtherBranch);
        }
        if answers.service {
            return Err(Obstacle::Engine(None));
        }
        if let Some(objection) = answers.objection {
            return Err(Obstacle::Schema(objection));
        }
        let explanation = frame.explain(&event).ok_or(Obstacle::Combination)?;
        let found = deciding(&explanation, &list.path.to_display());
        let found = found.ok_or(Obstacle::OtherField)?;
        Ok((event, found))
    }

    /// An event that matches by the comparison of a change, in a sub-rule.
    fn base(&mut self, rule: usize, one: &Candidate) -> Option<Base> {
        let key = (rule, one.list, one.comparison);
        if let Some(known) = self.bases.get(&key) {
            return known.clone();
        }
        // Changes come list by list and comparison by comparison: older bases are not asked for again.
        if self.bases.len() > TRIED_RULES * 4 {
            self.bases.clear();
        }
        let base = self.new_base(rule, one);
        self.bases.insert(key, base.clone());
        base
    }

    fn new_base(&mut self, rule: usize, one: &Candidate) -> Option<Base> {
        let lists = self.maker.lists;
        let chosen = lists.rules.get(rule)?.lists.iter().map(|list| {
            let comparison = match *list == one.list {
                true => Some(one.comparison),
                false => lists.get(*list)?.usual(),
            };
            Some((*list, comparison?))
        });
        let chosen: Vec<(usize, usize)> = chosen.collect::<Option<_>>()?;
        let base = self.maker.base(rule, &chosen, (0, false));
        for filling in Filling::BOTH {
            self.attempts = self.attempts.saturating_sub(1);
            let event = self.maker.event(&base, None, filling);
            let answers = self.maker.frame.answers(&event);
            if answers.logical && answers.service && answers.objection.is_none() {
                return Some(base);
            }
        }
        None
    }

    /// The array of objects in which a field can stand apart from another field of the base: the level of its name, and its
    /// path.
    fn array(&self, base: &Base, list: &List<'p>) -> Option<(usize, String)> {
        let own = names(list.path)?;
        let own = own.as_slice();
        let is_there = |field: &&Chosen| field.value.is_some();
        let present = base.fields.iter().filter(is_there);
        let present: Vec<&JsonString> = present
            .filter_map(|field| self.maker.lists.get(field.list))
            .map(|list| list.path)
            .collect();
        if !present.contains(&list.path) {
            return None;
        }
        let others = present.into_iter().filter(|path| *path != list.path);
        let shared = others.filter_map(|other| {
            let pairs = own.iter().zip(names(other)?);
            let count = pairs.take_while(|(one, other)| **one == *other).count();
            // The last name of a path is a field, not an array of objects.
            Some(count.min(own.len() - 1))
        });
        (1..=shared.max()?).rev().find_map(|count| {
            let path = own.get(..count)?.join(".");
            let place = self.maker.frame.place(&path.as_str().into());
            let is_array = place.arrays != Arrays::Never && base.may_be_array(&path);
            is_array.then_some((count - 1, path))
        })
    }
}

/// The names of a path that leads through objects by names without dots.
fn names(path: &JsonString) -> Option<Vec<&str>> {
    let names: Vec<&str> = path.as_str()?.split('.').collect();
    names.iter().all(|name| !name.is_empty()).then_some(names)
}

/// The field that alone decided a miss.
fn deciding(explanation: &Explanation, path: &str) -> Option<FieldExplanation> {
    let attempts = explanation.attempts.iter();
    let mut alone = attempts.filter_map(|attempt| match attempt.fields.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    alone.find(|field| field.path == path).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_without_dots_lead_through_arrays() {
        assert_eq!(names(&"a.b".into()), Some(vec!["a", "b"]));
        assert_eq!(names(&"a..b".into()), None);
        assert_eq!(names(&"".into()), None);
    }
}

//! Events that match: as few as exercise every alternative.
//!
//! An event exercises one comparison of each list of a sub-rule. So each next event is made for the sub-rule with the most
//! comparisons that none has exercised yet, and takes one of these in each of its lists. Where no branch of an `$or`
//! replaces a list of another place, that makes the fewest events that there can be.

use std::collections::{BTreeMap, BTreeSet};

use super::lists::Lists;
use super::maker::{Base, Filling, Maker};
use super::{MAXIMUM_EVENTS, Obstacle};
use crate::delivery::{Draws, Stream, target_key};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::pattern::ast::OrGroup;
use crate::pattern::decide::{Alternative, Place, alternatives};
use crate::pattern::service::ENGINE_DEFECT;
use crate::source::Span;

/// Events that match.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Matches {
    /// The events; those that exercise something first.
    pub events: Vec<Match>,
    /// How many comparisons and alternatives of `$or` there are.
    pub alternatives: usize,
    /// How many of them the events exercise.
    pub exercised: usize,
    /// How many more events would exercise.
    pub left_out: usize,
    /// Those that no event exercises.
    pub not_exercised: Vec<NotExercised>,
    /// Comparisons that no event exercises alone.
    pub shadowed: Vec<Shadowed>,
}

/// An event that matches.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Match {
    /// The event as it is sent.
    pub event: Value,
    /// What it satisfies, field by field.
    pub fields: Vec<Exercised>,
    /// The alternatives of `$or`s that it takes: the number of the `$or` and that of its alternative.
    pub branches: Vec<(usize, usize)>,
}

/// A comparison that an event satisfies.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exercised {
    /// The path.
    pub path: String,
    /// The comparison in the pattern.
    pub span: Span,
    /// Whether no event before this one does.
    pub is_first: bool,
}

/// What no event exercises.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotExercised {
    /// The path; that of the object around it for an alternative of `$or`.
    pub path: String,
    /// The comparison, or the alternative, in the pattern.
    pub span: Span,
    /// Why.
    pub obstacle: Obstacle,
}

/// A comparison that others of its list always come with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shadowed {
    /// The path.
    pub path: String,
    /// The comparison in the pattern.
    pub span: Span,
    /// The others.
    pub by: Vec<Span>,
}

/// What is to be exercised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Element {
    /// A comparison of a list.
    Comparison(usize, usize),
    /// An alternative of an `$or`.
    Branch(usize, usize),
}

/// The search for events.
struct Search<'s, 'p> {
    maker: &'s Maker<'s, 'p>,
    left: BTreeSet<Element>,
    /// What could not be exercised by a sub-rule, and why.
    failed: BTreeMap<(usize, Element), Obstacle>,
    /// For each sub-rule the choice with which it matched last.
    good: BTreeMap<usize, Vec<(usize, usize)>>,
    events: Vec<Match>,
    attempts: usize,
    /// Whether values of all kinds are wanted.
    is_varied: bool,
}

/// Events that match: all that it takes to exercise every alternative, or so many.
pub(super) fn matches(
    maker: &Maker<'_, '_>,
    or_groups: &[OrGroup],
    (count, seed): (Option<usize>, u64),
) -> Matches {
    let mut search = Search::new(maker);
    let mut not_exercised = search.take_out_nothing();
    let alternatives = search.left.len() + not_exercised.len();
    let most = count.unwrap_or(MAXIMUM_EVENTS).min(MAXIMUM_EVENTS);
    search.cover(most);
    if let Some(count) = count {
        search.add_others(count.min(MAXIMUM_EVENTS), seed);
    }
    let is_cut = search.events.len() >= most;
    let mut left_out = 0;
    for element in &search.left {
        let mut reasons = search.failed.iter();
        let reason = reasons.find(|((_, failed), _)| failed == element);
        let obstacle = match reason {
            Some((_, obstacle)) => obstacle.clone(),
            None if is_cut => {
                left_out += 1;
                continue;
            }
            None => Obstacle::Work,
        };
        not_exercised.push(described(maker.lists, or_groups, *element, obstacle));
    }
    not_exercised.sort_by_key(|one| one.span.start);
    Matches {
        exercised: alternatives - not_exercised.len() - left_out,
        alternatives,
        left_out,
        shadowed: shadowed(maker.lists),
        events: search.events,
        not_exercised,
    }
}

impl<'s, 'p> Search<'s, 'p> {
    fn new(maker: &'s Maker<'s, 'p>) -> Self {
        let mut left = BTreeSet::new();
        for (number, list) in maker.lists.lists.iter().enumerate() {
            let all = 0..list.alternatives.len();
            left.extend(all.map(|comparison| Element::Comparison(number, comparison)));
        }
        for rule in &maker.lists.rules {
            let branches = rule.branches.iter();
            left.extend(branches.map(|(group, branch)| Element::Branch(*group, *branch)));
        }
        Self {
            maker,
            left,
            failed: BTreeMap::new(),
            good: BTreeMap::new(),
            events: Vec::new(),
            attempts: super::attempts(maker.lists, 20_000_000),
            is_varied: false,
        }
    }

    /// Takes out what nothing satisfies.
    fn take_out_nothing(&mut self) -> Vec<NotExercised> {
        let mut found = Vec::new();
        for (number, list) in self.maker.lists.lists.iter().enumerate() {
            let mut elsewhere = None;
            for (comparison, one) in list.alternatives.iter().enumerate() {
                let Alternative::Nothing { is_certain } = one else {
                    continue;
                };
                let elsewhere = elsewhere.get_or_insert_with(|| {
                    alternatives(list.values, &Place::ANY, &self.maker.lists.limits)
                });
                let is_elsewhere = elsewhere
                    .get(comparison)
                    .is_some_and(|one| !matches!(one, Alternative::Nothing { .. }));
                let obstacle = match (is_elsewhere, is_certain) {
                    (true, _) => Obstacle::Place,
                    (false, true) => Obstacle::Nothing,
                    (false, false) => Obstacle::Work,
                };
                self.left.remove(&Element::Comparison(number, comparison));
                found.push(NotExercised {
                    path: list.path.to_display().into_owned(),
                    span: list.span(comparison),
                    obstacle,
                });
            }
        }
        found
    }

    /// Makes events until nothing is left to exercise, or there are so many.
    fn cover(&mut self, most: usize) {
        while self.events.len() < most && self.attempts > 0 {
            let rules = 0..self.maker.lists.rules.len();
            let gain = |rule: &usize| (self.gain(*rule), std::cmp::Reverse(*rule));
            let Some(rule) = rules.max_by_key(gain).filter(|rule| self.gain(*rule) > 0) else {
                return;
            };
            self.exercise(rule);
        }
    }

    /// How much a next event of a sub-rule would exercise that none has.
    fn gain(&self, rule: usize) -> usize {
        let Some(found) = self.maker.lists.rules.get(rule) else {
            return 0;
        };
        let branches = found.branches.iter();
        let mut gain = branches
            .filter(|(group, branch)| self.is_left(rule, Element::Branch(*group, *branch)))
            .count();
        for list in &found.lists {
            gain += usize::from(self.next(rule, *list).is_some());
        }
        gain
    }

    fn is_left(&self, rule: usize, element: Element) -> bool {
        self.left.contains(&element) && !self.failed.contains_key(&(rule, element))
    }

    /// The next comparison of a list that is left.
    fn next(&self, rule: usize, list: usize) -> Option<usize> {
        let from = Element::Comparison(list, 0);
        let mut left = self
            .left
            .range(from..=Element::Comparison(list, usize::MAX));
        let found = left.find(|one| !self.failed.contains_key(&(rule, **one)))?;
        match found {
            Element::Comparison(_, comparison) => Some(*comparison),
            Element::Branch(..) => None,
        }
    }

    /// Makes an event that exercises as much as it can; where there is none, one for each comparison that is left.
    fn exercise(&mut self, rule: usize) {
        let Some(found) = self.maker.lists.rules.get(rule) else {
            return;
        };
        let good = self.good.get(&rule);
        let mut usual = Vec::with_capacity(found.lists.len());
        let mut together = Vec::with_capacity(found.lists.len());
        let mut new = Vec::new();
        for (place, list) in found.lists.iter().enumerate() {
            let known = good
                .and_then(|good| good.get(place))
                .map(|(_, comparison)| *comparison);
            let known = known.or_else(|| self.maker.lists.get(*list)?.usual());
            let next = self.next(rule, *list);
            new.extend(next.map(|comparison| (place, *list, comparison)));
            usual.push((*list, known));
            together.push((*list, next.or(known)));
        }
        let branches = found.branches.iter();
        let branches: Vec<Element> = branches
            .map(|(group, branch)| Element::Branch(*group, *branch))
            .collect();
        let Some(chosen) = all_chosen(&together) else {
            let obstacle = self.maker.lists.obstacle(rule);
            let obstacle = obstacle.unwrap_or(Obstacle::Combination);
            self.fail(rule, &new, &branches, &obstacle);
            return;
        };
        match self.attempt(rule, &chosen) {
            Ok(()) => return,
            Err(obstacle) if new.len() <= 1 => {
                self.fail(rule, &new, &branches, &obstacle);
                return;
            }
            Err(_) => {}
        }
        for one in new {
            let (place, list, comparison) = one;
            let mut single = usual.clone();
            if let Some(field) = single.get_mut(place) {
                *field = (list, Some(comparison));
            }
            let made = match all_chosen(&single) {
                Some(chosen) => self.attempt(rule, &chosen),
                None => Err(Obstacle::Combination),
            };
            if let Err(obstacle) = made {
                self.fail(rule, &[one], &branches, &obstacle);
            }
        }
    }

    fn fail(
        &mut self,
        rule: usize,
        new: &[(usize, usize, usize)],
        branches: &[Element],
        obstacle: &Obstacle,
    ) {
        let comparisons = new.iter();
        let comparisons = comparisons.map(|(_, list, one)| Element::Comparison(*list, *one));
        let is_bare = new.is_empty() || !self.good.contains_key(&rule);
        let branches = branches.iter().copied().filter(|_| is_bare);
        for element in comparisons.chain(branches) {
            self.failed.insert((rule, element), obstacle.clone());
        }
    }

    /// Makes the event of a choice, if both evaluators confirm it.
    fn attempt(&mut self, rule: usize, chosen: &[(usize, usize)]) -> Result<(), Obstacle> {
        let number = u64::try_from(self.events.len()).unwrap_or(u64::MAX);
        let base = self.maker.base(rule, chosen, (number, self.is_varied));
        let mut obstacle = Obstacle::Combination;
        for filling in Filling::BOTH {
            if self.attempts == 0 {
                return Err(Obstacle::Work);
            }
            self.attempts -= 1;
            let event = self.maker.event(&base, None, filling);
            let answers = self.maker.frame.answers(&event);
            let matches = answers.logical && answers.service;
            if matches && answers.objection.is_none() {
                self.take(&base, event);
                self.good.insert(rule, chosen.to_vec());
                return Ok(());
            }
            // The fuller event tells more.
            if obstacle != Obstacle::Combination {
                continue;
            }
            if let (true, Some(objection)) = (matches, answers.objection) {
                obstacle = Obstacle::Schema(objection);
            } else if answers.logical {
                obstacle = Obstacle::Engine(defect(&answers.notes));
            }
        }
        Err(obstacle)
    }

    fn take(&mut self, base: &Base, event: Value) {
        let lists = self.maker.lists;
        let branches = lists.rules.get(base.rule).map(|rule| rule.branches.clone());
        let branches = branches.unwrap_or_default();
        for (group, branch) in &branches {
            self.left.remove(&Element::Branch(*group, *branch));
        }
        let mut fields = Vec::with_capacity(base.fields.len());
        for field in &base.fields {
            let element = Element::Comparison(field.list, field.comparison);
            let is_first = self.left.remove(&element);
            fields.extend(lists.get(field.list).map(|list| Exercised {
                path: list.path.to_display().into_owned(),
                span: list.span(field.comparison),
                is_first,
            }));
        }
        self.events.push(Match {
            event,
            fields,
            branches,
        });
    }

    /// More events, of any sub-rule and with any of its comparisons.
    fn add_others(&mut self, count: usize, seed: u64) {
        let rules: Vec<usize> = self.good.keys().copied().collect();
        let lists = self.maker.lists;
        let mut tries = 0_u64;
        self.is_varied = true;
        let most = u64::try_from(count).unwrap_or(u64::MAX).saturating_mul(4);
        while self.events.len() < count && tries < most && self.attempts > 0 {
            let draws = Draws::new(seed, tries, target_key("others"));
            tries += 1;
            let pick = |place: usize, of: usize| {
                let place = u64::try_from(place).unwrap_or_default();
                let draw = draws.at(place, Stream::IDENTIFIER).bits();
                let at = draw.checked_rem(u64::try_from(of).unwrap_or(1));
                at.and_then(|at| usize::try_from(at).ok())
                    .unwrap_or_default()
            };
            let Some(rule) = rules.get(pick(0, rules.len())).copied() else {
                return;
            };
            let found = lists.rules.get(rule).map_or(&[][..], |rule| &rule.lists);
            let chosen = found.iter().enumerate().map(|(place, list)| {
                let usable: Vec<usize> = lists.get(*list)?.usable().collect();
                let comparison = usable.get(pick(place + 1, usable.len()))?;
                Some((*list, *comparison))
            });
            if let Some(chosen) = chosen.collect::<Option<Vec<_>>>() {
                // What does not match is made up for by another one.
                let _ = self.attempt(rule, &chosen);
            }
        }
    }
}

/// The choice, if every list has one.
fn all_chosen(chosen: &[(usize, Option<usize>)]) -> Option<Vec<(usize, usize)>> {
    let all = chosen.iter().map(|(list, one)| Some((*list, (*one)?)));
    all.collect()
}

/// What is to be said of a defect of the engine.
fn defect(notes: &[Diagnostic]) -> Option<String> {
    let found = notes.iter().find(|note| note.code == ENGINE_DEFECT);
    found.map(|note| note.message.clone())
}

fn described(
    lists: &Lists<'_>,
    or_groups: &[OrGroup],
    element: Element,
    obstacle: Obstacle,
) -> NotExercised {
    let (path, span) = match element {
        Element::Comparison(list, comparison) => lists.get(list).map_or_else(
            || (String::new(), Span::default()),
            |list| (list.path.to_display().into_owned(), list.span(comparison)),
        ),
        Element::Branch(group, branch) => or_groups.get(group).map_or_else(
            || (String::new(), Span::default()),
            |group| {
                let span = group.alternatives.get(branch).copied();
                let parent = group.parent.to_display();
                let path = match parent.is_empty() {
                    true => "$or".to_owned(),
                    false => format!("{parent}.$or"),
                };
                (path, span.unwrap_or(group.name_span))
            },
        ),
    };
    NotExercised {
        path,
        span,
        obstacle,
    }
}

fn shadowed(lists: &Lists<'_>) -> Vec<Shadowed> {
    let mut found = Vec::new();
    for list in &lists.lists {
        for (number, one) in list.alternatives.iter().enumerate() {
            let Alternative::Shadowed {
                by,
                is_certain: true,
                ..
            } = one
            else {
                continue;
            };
            found.push(Shadowed {
                path: list.path.to_display().into_owned(),
                span: list.span(number),
                by: by.iter().map(|one| list.span(*one)).collect(),
            });
        }
    }
    found
}

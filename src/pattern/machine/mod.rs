//! The machine that the service's engine builds from a pattern, as far as its answers depend on it.
//!
//! The engine puts the sub-rules of a pattern into one machine, one after the other. In a state, each field path
//! leads by each of its alternatives to a next state; alternatives that the machine knows already are reused. So
//! two sub-rules share states as long as their fields have an alternative in common. Two things follow from that
//! sharing, and for them this module exists:
//!
//! * which value lists are compiled together, and so count together for the
//!   [complexity](super::complexity) of a pattern;
//! * which sub-rules the engine takes for ones that it already has and drops
//!   ([`Machine::outcomes`]).
//!
//! # What this module does not do
//!
//! It matches no events.
//!
//! # Source
//!
//! event-ruler 2.0.1, `GenericMachine.addStep` and `NameState`.

use std::collections::{BTreeMap, HashMap};

use super::ast::{Pattern, SubRule, ValueList};
use identity::identities;
pub(crate) use identity::{has_two_cases, wildcard_identity};

mod identity;

/// How many steps the building may take before it stops. A pattern without nested `$or`s needs a few per field.
const MAXIMUM_STEPS: usize = 500_000;

/// The machine of a pattern.
#[derive(Debug, Default)]
pub(crate) struct Machine<'p> {
    states: Vec<State<'p>>,
    known: HashMap<Vec<u8>, usize>,
    outcomes: Vec<Outcome>,
    steps: usize,
}

/// What becomes of a sub-rule when it is put into the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is added.
    Kept,
    /// The engine takes it for an earlier one and leaves it out.
    Dropped,
    /// The engine does the one or the other, from run to run.
    Random,
    /// The pattern has so many combinations that this was not followed up.
    Unknown,
}

/// A state: for each path, the transitions.
#[derive(Debug, Default)]
struct State<'p> {
    paths: BTreeMap<&'p [u8], Transitions<'p>>,
}

/// What the machine tests at one path in one state.
#[derive(Debug, Default)]
pub(crate) struct Transitions<'p> {
    /// By the number of the alternative.
    by_alternative: HashMap<usize, Transition>,
    /// The lists that were added, in order.
    pub(crate) lists: Vec<AddedList<'p>>,
}

/// A value list in the machine.
#[derive(Debug)]
pub(crate) struct AddedList<'p> {
    pub(crate) list: &'p ValueList,
    /// For each comparison of the list where it leads.
    pub(crate) targets: Vec<Target>,
}

/// Where a comparison leads.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Target {
    pub(crate) state: usize,
    /// How many members of a set of wildcards lead elsewhere, the first ones. The engine adds the members one by one and
    /// goes to a new state, until it comes to one that it has already; from there on it goes where that one leads.
    pub(crate) strays: usize,
    /// Where those lead; `None` for a state of their own.
    pub(crate) stray_state: Option<usize>,
}

/// Where an alternative leads.
#[derive(Debug)]
struct Transition {
    state: usize,
    /// Whether the alternative is the absence of the field.
    absence: bool,
    /// The sub-rules that go on here, and those that end here.
    passing: Vec<usize>,
    ending: Vec<usize>,
}

/// Sub-rules that the engine could take for the one that it is adding. Where the lists of a sub-rule lead to several
/// states that disagree, the engine believes whichever it asks last.
#[derive(Debug)]
struct Doubles {
    /// Whatever it asks last.
    surely: Vec<usize>,
    /// Depending on what it asks last.
    possibly: Vec<usize>,
}

impl<'p> Machine<'p> {
    /// Puts all sub-rules of a pattern into a machine.
    pub(crate) fn new(pattern: &'p Pattern) -> Self {
        let mut machine = Self {
            states: vec![State::default()],
            ..Self::default()
        };
        for (number, sub_rule) in pattern.sub_rules.iter().enumerate() {
            let outcome = machine.add(number, sub_rule);
            machine.outcomes.push(outcome);
        }
        machine
    }

    /// For each sub-rule of the pattern what becomes of it.
    pub(crate) fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// All transitions.
    pub(crate) fn all_transitions(&self) -> impl Iterator<Item = &Transitions<'p>> {
        self.states.iter().flat_map(|state| state.paths.values())
    }

    /// All transitions that the machine reaches without the absence of a field.
    pub(crate) fn transitions(&self) -> Vec<&Transitions<'p>> {
        let mut seen = vec![false; self.states.len()];
        let mut open = vec![0];
        let mut found = Vec::new();
        while let Some(number) = open.pop() {
            match seen.get_mut(number) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            for transitions in self
                .states
                .get(number)
                .into_iter()
                .flat_map(|state| state.paths.values())
            {
                found.push(transitions);
                let present = transitions
                    .by_alternative
                    .values()
                    .filter(|one| !one.absence);
                open.extend(present.map(|one| one.state));
            }
        }
        found
    }

    fn add(&mut self, number: usize, sub_rule: &'p SubRule) -> Outcome {
        let mut landed = Vec::new();
        let doubles = self.follow(0, sub_rule, 0, &mut landed);
        if self.steps > MAXIMUM_STEPS {
            return Outcome::Unknown;
        }
        let outcome = match doubles {
            Doubles { surely, .. } if !surely.is_empty() => return Outcome::Dropped,
            Doubles { possibly, .. } if possibly.is_empty() => Outcome::Kept,
            Doubles { .. } => Outcome::Random,
        };
        for (state, level, alternative) in landed {
            let path = sub_rule.fields.get(level).map(|field| field.path.as_wtf8());
            let transition = self
                .states
                .get_mut(state)
                .and_then(|state| state.paths.get_mut(path?))
                .and_then(|transitions| transitions.by_alternative.get_mut(&alternative));
            let Some(transition) = transition else {
                continue;
            };
            let list = if level + 1 == sub_rule.fields.len() {
                &mut transition.ending
            } else {
                &mut transition.passing
            };
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
        outcome
    }

    /// Follows the fields of a sub-rule from `level` on, makes the states that are missing, and notes in `landed`
    /// every (state, level, alternative) on the way.
    fn follow(
        &mut self,
        state: usize,
        sub_rule: &'p SubRule,
        level: usize,
        landed: &mut Vec<(usize, usize, usize)>,
    ) -> Doubles {
        let Some(field) = sub_rule.fields.get(level) else {
            return Doubles {
                surely: Vec::new(),
                possibly: Vec::new(),
            };
        };
        let path = field.path.as_wtf8();
        let ends = level + 1 == sub_rule.fields.len();
        let mut agreed: Option<Doubles> = None;
        for (next, alternatives) in self.transit(state, path, &field.values) {
            self.steps += alternatives.len() + 1;
            if self.steps > MAXIMUM_STEPS {
                break;
            }
            landed.extend(
                alternatives
                    .iter()
                    .map(|alternative| (state, level, *alternative)),
            );
            let doubles = if ends {
                let all = self.registered(state, path, &alternatives, |one| &one.ending);
                Doubles {
                    surely: all.clone(),
                    possibly: all,
                }
            } else {
                let mut doubles = self.follow(next, sub_rule, level + 1, landed);
                if !doubles.possibly.is_empty() {
                    let passing = self.registered(state, path, &alternatives, |one| &one.passing);
                    doubles
                        .surely
                        .retain(|one| passing.binary_search(one).is_ok());
                    doubles
                        .possibly
                        .retain(|one| passing.binary_search(one).is_ok());
                }
                doubles
            };
            agreed = Some(match agreed {
                None => doubles,
                Some(before) => before.and(doubles),
            });
        }
        agreed.unwrap_or(Doubles {
            surely: Vec::new(),
            possibly: Vec::new(),
        })
    }

    /// The states to which a list leads, each with the list's alternatives that lead there. An alternative that is
    /// new goes where the one before it in the list goes.
    fn transit(
        &mut self,
        state: usize,
        path: &'p [u8],
        list: &'p ValueList,
    ) -> Vec<(usize, Vec<usize>)> {
        let mut next: Vec<(usize, Vec<usize>)> = Vec::new();
        let fresh = self.states.len();
        let mut previous = None;
        let mut targets = vec![Target::default(); list.comparisons.len()];
        let identities = (list.comparisons.iter().enumerate())
            .flat_map(|(place, one)| identities(&one.test).into_iter().map(move |id| (place, id)));
        for (place, mut identity) in identities {
            let numbers = self.known.len();
            if !identity.reusable {
                identity.bytes.extend_from_slice(&numbers.to_be_bytes());
            }
            let alternative = *self.known.entry(identity.bytes).or_insert(numbers);
            let Some(transitions) = self
                .states
                .get_mut(state)
                .map(|state| state.paths.entry(path).or_default())
            else {
                break;
            };
            let known = transitions.by_alternative.contains_key(&alternative);
            let target = transitions
                .by_alternative
                .entry(alternative)
                .or_insert_with(|| Transition {
                    state: previous.unwrap_or(fresh),
                    absence: identity.absence,
                    passing: Vec::new(),
                    ending: Vec::new(),
                })
                .state;
            if let Some(slot) = targets.get_mut(place) {
                *slot = Target {
                    state: target,
                    strays: if known { identity.strays } else { 0 },
                    stray_state: previous,
                };
            }
            previous = Some(target);
            match next.iter_mut().find(|(known, _)| *known == target) {
                Some((_, alternatives)) => alternatives.push(alternative),
                None => next.push((target, vec![alternative])),
            }
        }
        if next.iter().any(|(target, _)| *target == fresh) {
            self.states.push(State::default());
        }
        if let Some(transitions) = self
            .states
            .get_mut(state)
            .and_then(|state| state.paths.get_mut(path))
        {
            transitions.lists.push(AddedList { list, targets });
        }
        next
    }

    /// The sub-rules that are registered under any of the alternatives, sorted.
    fn registered(
        &self,
        state: usize,
        path: &[u8],
        alternatives: &[usize],
        which: impl Fn(&Transition) -> &Vec<usize>,
    ) -> Vec<usize> {
        let transitions = self
            .states
            .get(state)
            .and_then(|state| state.paths.get(path));
        let mut all: Vec<usize> = alternatives
            .iter()
            .filter_map(|alternative| transitions?.by_alternative.get(alternative))
            .flat_map(|one| which(one).iter().copied())
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Doubles {
    /// What is left if the engine may believe either.
    fn and(mut self, other: Self) -> Self {
        self.surely.retain(|one| other.surely.contains(one));
        self.possibly.extend(other.possibly);
        self.possibly.sort_unstable();
        self.possibly.dedup();
        self
    }
}

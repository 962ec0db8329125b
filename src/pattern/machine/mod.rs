//! The machine that the service's engine builds from a pattern, as far as its answers depend on it.
//!
//! The engine puts the sub-rules of a pattern into one machine, one after the other. In a state, each field path
//! leads by each of its alternatives to a next state; alternatives that the machine knows already are reused. So two
//! sub-rules share states as long as their fields have an alternative in common. Which texts it knows already is
//! decided byte by byte, in a [byte machine](bytes) for each field. Two things follow from that
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

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ast::{Pattern, SubRule, ValueList};
use bytes::{ByteMachine, Match};
use identity::identities;

pub(crate) mod bytes;
mod identity;
mod symbols;

/// How much the building may cost before it stops: one for each alternative and each byte of its texts, as often as an
/// `$or` repeats it.
const MAXIMUM_STEPS: usize = 5_000_000;

/// The machine of a pattern.
#[derive(Debug, Default)]
pub(crate) struct Machine<'p> {
    states: Vec<NameState<'p>>,
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

/// A state.
#[derive(Debug, Default)]
struct NameState<'p> {
    /// For each path, the transitions.
    paths: BTreeMap<&'p [u8], Transitions<'p>>,
    /// The sub-rules that go on here, by each alternative of the lists that lead here, and those that end here.
    passing: HashMap<usize, Vec<usize>>,
    ending: HashMap<usize, Vec<usize>>,
}

/// What the machine tests at one path in one state.
#[derive(Debug, Default)]
pub(crate) struct Transitions<'p> {
    /// The texts, and where they lead.
    pub(crate) bytes: ByteMachine,
    /// Where the other alternatives lead, by their number.
    by_alternative: HashMap<usize, usize>,
    /// Where all alternatives lead but the absence of the field.
    onward: BTreeSet<usize>,
    /// The lists that were added, in order.
    pub(crate) lists: Vec<&'p ValueList>,
}

/// What a list of a sub-rule is to the machine: its alternatives and the states to which they lead.
#[derive(Debug, Default)]
struct Landing {
    alternatives: Vec<usize>,
    states: BTreeSet<usize>,
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
            states: vec![NameState::default()],
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
                open.extend(&transitions.onward);
            }
        }
        found
    }

    fn add(&mut self, number: usize, sub_rule: &'p SubRule) -> Outcome {
        let mut landed: Vec<Landing> = Vec::new();
        landed.resize_with(sub_rule.fields.len(), Landing::default);
        let doubles = self.follow(0, sub_rule, 0, &mut landed);
        if self.steps > MAXIMUM_STEPS {
            return Outcome::Unknown;
        }
        let outcome = match doubles {
            Doubles { surely, .. } if !surely.is_empty() => return Outcome::Dropped,
            Doubles { possibly, .. } if possibly.is_empty() => Outcome::Kept,
            Doubles { .. } => Outcome::Random,
        };
        for (level, landing) in landed.into_iter().enumerate() {
            for state in landing.states {
                let Some(state) = self.states.get_mut(state) else {
                    continue;
                };
                let registers = if level + 1 == sub_rule.fields.len() {
                    &mut state.ending
                } else {
                    &mut state.passing
                };
                for alternative in &landing.alternatives {
                    registers.entry(*alternative).or_default().push(number);
                }
            }
        }
        outcome
    }

    /// Follows the fields of a sub-rule from `level` on, makes the states that are missing, and notes for every level
    /// where its list has led.
    fn follow(
        &mut self,
        state: usize,
        sub_rule: &'p SubRule,
        level: usize,
        landed: &mut [Landing],
    ) -> Doubles {
        let nothing = Doubles {
            surely: Vec::new(),
            possibly: Vec::new(),
        };
        let (Some(field), true) = (sub_rule.fields.get(level), self.steps <= MAXIMUM_STEPS) else {
            return nothing;
        };
        let ends = level + 1 == sub_rule.fields.len();
        let (nexts, alternatives) = self.transit(state, field.path.as_wtf8(), &field.values);
        if let Some(landing) = landed.get_mut(level) {
            landing.states.extend(&nexts);
            landing.alternatives.clone_from(&alternatives);
        }
        let mut agreed: Option<Doubles> = None;
        for next in nexts {
            let doubles = if ends {
                let all = self.registered(next, &alternatives, |one| &one.ending);
                Doubles {
                    surely: all.clone(),
                    possibly: all,
                }
            } else {
                let mut doubles = self.follow(next, sub_rule, level + 1, landed);
                if !doubles.possibly.is_empty() {
                    let passing = self.registered(next, &alternatives, |one| &one.passing);
                    let is_passing = |one: &usize| passing.binary_search(one).is_ok();
                    doubles.surely.retain(is_passing);
                    doubles.possibly.retain(is_passing);
                }
                doubles
            };
            agreed = Some(match agreed {
                None => doubles,
                Some(before) => before.and(doubles),
            });
        }
        agreed.unwrap_or(nothing)
    }

    /// The states to which a list leads, and its alternatives. An alternative that is new goes where the one before it
    /// in the list goes.
    fn transit(
        &mut self,
        state: usize,
        path: &'p [u8],
        list: &'p ValueList,
    ) -> (Vec<usize>, Vec<usize>) {
        let mut target = self.states.len();
        self.states.push(NameState::default());
        let Some(from) = self.states.get_mut(state) else {
            return (Vec::new(), Vec::new());
        };
        let transitions = from.paths.entry(path).or_default();
        transitions.lists.push(list);
        let (mut nexts, mut alternatives) = (Vec::new(), Vec::new());
        let mut cost = 0;
        let identities = (list.comparisons.iter()).flat_map(|one| identities(&one.test));
        for identity in identities {
            let numbers = self.known.len();
            let alternative = *self.known.entry(identity.bytes).or_insert(numbers);
            cost += 1 + identity.texts.iter().map(Vec::len).sum::<usize>();
            if identity.texts.is_empty() {
                let known = transitions.by_alternative.entry(alternative);
                target = *known.or_insert(target);
            }
            for text in &identity.texts {
                let end = Match {
                    alternative,
                    target,
                    is_wildcard: identity.is_wildcard,
                };
                target = transitions.bytes.add(text, end);
            }
            if !identity.absence {
                transitions.onward.insert(target);
            }
            alternatives.push(alternative);
            if !nexts.contains(&target) {
                nexts.push(target);
            }
        }
        self.steps += cost;
        (nexts, alternatives)
    }

    /// The sub-rules that are registered in a state under any of the alternatives, sorted.
    fn registered(
        &self,
        state: usize,
        alternatives: &[usize],
        which: impl for<'s> Fn(&'s NameState<'p>) -> &'s HashMap<usize, Vec<usize>>,
    ) -> Vec<usize> {
        let registers = self.states.get(state).map(which);
        let mut all: Vec<usize> = (alternatives.iter())
            .filter_map(|alternative| registers?.get(alternative))
            .flatten()
            .copied()
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

//! The byte machine: how the engine compares the value of one field with all texts that it may have, byte by byte.
//!
//! Each text is a path through states. Where a text begins like an earlier one the path goes through the states of that
//! one, as far as the engine dares: a state that can be reached by different texts (behind a star, or behind a character
//! in either case) is *indeterminate*, and there it goes on only if it is sure to stay on one path. So a text that is
//! added once more may find its old path or get one of its own, and then it leads to a state of the
//! [machine](super) of its own too.
//!
//! # What this module does not do
//!
//! It matches no values: [`evaluate`](crate::pattern::evaluate()) does that. It shows how much work the engine
//! would have ([complexity](crate::pattern::complexity)) and which states it takes for the same. Where the engine's
//! choice between several states differs from run to run, it takes the oldest.
//!
//! # Source
//!
//! event-ruler, `ByteMachine`: how it adds patterns.

use std::collections::BTreeMap;

use super::symbols::{Symbol, stars};
use crate::pattern::comparison::Wildcard;
use crate::sure::Sure as _;

/// How many states a machine may have. Texts beyond are left out; the service takes no pattern that is so long.
const MAXIMUM_STATES: usize = 1_000_000;

/// How many steps may be looked at while texts are added. Texts beyond are left out too.
const MAXIMUM_WORK: usize = 20_000_000;

/// The machine of one field.
#[derive(Debug)]
pub(crate) struct ByteMachine {
    states: Vec<ByteState>,
    work: usize,
}

/// A state; each step of it but those to itself leads to one that was made later.
#[derive(Debug, Default)]
pub(crate) struct ByteState {
    /// Different texts lead here.
    indeterminate: bool,
    /// The steps by each byte, without those by any byte.
    pub(crate) by_byte: BTreeMap<u8, Vec<ByteStep>>,
    /// The steps that every byte leads to: a star.
    pub(crate) by_any: Vec<ByteStep>,
}

/// A step: to a state, to a match, or to both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ByteStep {
    pub(crate) state: Option<usize>,
    pub(crate) matched: Option<Match>,
}

/// The end of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Match {
    /// The alternative to which the text belongs.
    pub(crate) alternative: usize,
    /// The state of the [machine](super::Machine) to which it leads.
    pub(crate) target: usize,
    /// The alternative counts for the complexity.
    pub(crate) is_wildcard: bool,
}

/// The state in which every value begins.
pub(crate) const START: usize = 0;

impl Default for ByteMachine {
    fn default() -> Self {
        Self {
            states: vec![ByteState::default()],
            work: 0,
        }
    }
}

impl ByteMachine {
    /// The machine of one wildcard on its own.
    pub(crate) fn of(wildcard: &Wildcard) -> Self {
        let mut machine = Self::default();
        let end = Match {
            alternative: 0,
            target: 0,
            is_wildcard: true,
        };
        machine.add(&stars(wildcard), end);
        machine
    }

    pub(crate) fn states(&self) -> &[ByteState] {
        &self.states
    }

    /// Adds a text and says to which state of the machine it leads: to the target of its end, unless the text is found
    /// and leads elsewhere.
    pub(crate) fn add(&mut self, text: &[Symbol], end: Match) -> usize {
        let Some((last, way)) = text.split_last() else {
            return end.target;
        };
        if self.states.len() + text.len() > MAXIMUM_STATES || self.work > MAXIMUM_WORK {
            return end.target;
        }
        let (mut state, mut before, mut at) = self.go_again(text);
        while let Some(symbol) = way.get(at) {
            let behind_star = at.checked_sub(1).is_some_and(|at| is_star(text, at));
            let next = self.make(state, before.filter(|_| behind_star), symbol);
            before = Some(state);
            state = next;
            at += 1;
        }
        let is_same = |one: &Match| one.alternative == end.alternative;
        let mut steps = self.steps(state, last).into_iter();
        if let Some(known) = steps.find_map(|step| step.matched.filter(is_same)) {
            return known.target;
        }
        let step = ByteStep {
            state: None,
            matched: Some(end),
        };
        self.connect(state, last, step);
        if let Some(before) = before.filter(|_| at > 0 && is_star(text, at - 1)) {
            self.connect(before, last, step);
        }
        end.target
    }

    /// Goes through states that stand, as far as possible, the last symbol left out: the state there, the one before
    /// it, and the number of symbols on the way.
    fn go_again(&mut self, text: &[Symbol]) -> (usize, Option<usize>, usize) {
        let way = text.split_last().map_or(text, |(_, way)| way);
        let (mut state, mut before, mut at) = (START, None, 0);
        while let Some(symbol) = way.get(at) {
            let steps = self.steps(state, symbol);
            self.work += steps.len();
            let mut states = steps.into_iter().filter_map(|step| step.state);
            let next = states.find(|next| self.can_use(state, *next, text, at));
            let Some(next) = next else { break };
            (state, before, at) = (next, Some(state), at + 1);
        }
        // From here on only states without another way to them.
        while let Some(symbol) = way.get(at) {
            let steps = self.steps(state, symbol);
            let mut next = steps.iter().filter_map(|step| step.state);
            let next = match steps.first() {
                None => break,
                Some(step) if next.clone().next().is_none() => self.lengthen(state, symbol, *step),
                Some(_) => match next.find(|next| !self.is_indeterminate(*next)) {
                    Some(next) => next,
                    None => break,
                },
            };
            (state, before, at) = (next, Some(state), at + 1);
        }
        (state, before, at)
    }

    /// Whether the engine goes on to a state by the symbol at `at`. It does not if the state is indeterminate and the
    /// symbol begins a character by which there may be another way: past a star, or in another case.
    fn can_use(&self, state: usize, next: usize, text: &[Symbol], at: usize) -> bool {
        if next == state || !self.is_indeterminate(next) {
            return next != state;
        }
        let Some(Symbol::Byte(first)) = text.get(at) else {
            return true;
        };
        let is_continuation = first & 0xC0 == 0x80;
        let has_star = |one: &ByteState| one.by_any.iter().any(|step| step.state != Some(state));
        is_continuation
            || !(self.states.get(state).is_some_and(has_star) || begins_with_two_cases(text, at))
    }

    /// The steps by a symbol, the oldest first.
    fn steps(&self, state: usize, symbol: &Symbol) -> Vec<ByteStep> {
        match symbol {
            Symbol::Byte(byte) => self.by_byte(state, *byte),
            Symbol::Star => {
                (self.states.get(state)).map_or_else(Vec::new, |one| one.by_any.clone())
            }
            Symbol::Cases(encodings) => {
                let mut ends = encodings.iter().map(|bytes| self.by_bytes(state, bytes));
                let first = ends.next().sure();
                ends.fold(first, |mut common, steps| {
                    common.retain(|step| steps.contains(step));
                    common
                })
            }
        }
    }

    fn by_byte(&self, state: usize, byte: u8) -> Vec<ByteStep> {
        let Some(state) = self.states.get(state) else {
            return Vec::new();
        };
        let by_byte = state.by_byte.get(&byte).into_iter().flatten();
        let mut steps: Vec<ByteStep> = by_byte.chain(&state.by_any).copied().collect();
        steps.sort_unstable();
        steps
    }

    fn by_bytes(&self, state: usize, bytes: &[u8]) -> Vec<ByteStep> {
        let Some((last, way)) = bytes.split_last() else {
            return Vec::new();
        };
        let mut states = vec![state];
        for byte in way {
            let steps = states.iter().flat_map(|state| self.by_byte(*state, *byte));
            states = steps.filter_map(|step| step.state).collect();
            states.sort_unstable();
            states.dedup();
        }
        let mut steps: Vec<ByteStep> = (states.iter())
            .flat_map(|state| self.by_byte(*state, *last))
            .collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    /// Makes a state behind a symbol; behind a star also from the state before the star, which may be empty.
    fn make(&mut self, state: usize, before_star: Option<usize>, symbol: &Symbol) -> usize {
        let origins = [Some(state), before_star];
        // States in the middle of a character come first, so that all steps lead to later states.
        let chains: Vec<_> = match symbol {
            Symbol::Cases(encodings) => (origins.into_iter().flatten())
                .flat_map(|origin| encodings.iter().map(move |bytes| (origin, bytes)))
                .filter_map(|(origin, bytes)| self.make_chain(origin, bytes))
                .collect(),
            Symbol::Byte(byte) => (origins.into_iter().flatten())
                .map(|origin| (origin, *byte))
                .collect(),
            Symbol::Star => Vec::new(),
        };
        let indeterminate = !matches!(symbol, Symbol::Byte(_)) || self.is_indeterminate(state);
        let new = self.new_state(indeterminate);
        let step = ByteStep {
            state: Some(new),
            matched: None,
        };
        for (origin, byte) in chains {
            self.connect(origin, &Symbol::Byte(byte), step);
        }
        if *symbol == Symbol::Star {
            self.connect(state, symbol, step);
            self.connect(new, symbol, step);
        }
        new
    }

    /// Makes the states for all bytes of an encoding but the last, and returns the last of them with the last byte.
    fn make_chain(&mut self, origin: usize, bytes: &[u8]) -> Option<(usize, u8)> {
        let (last, way) = bytes.split_last()?;
        let mut state = origin;
        for byte in way {
            let next = self.new_state(true);
            let step = ByteStep {
                state: Some(next),
                matched: None,
            };
            self.connect(state, &Symbol::Byte(*byte), step);
            state = next;
        }
        Some((state, *last))
    }

    /// Lets a step that only ends a text lead on to a new state.
    fn lengthen(&mut self, state: usize, symbol: &Symbol, step: ByteStep) -> usize {
        let new = self.new_state(self.is_indeterminate(state));
        let longer = ByteStep {
            state: Some(new),
            ..step
        };
        self.replace(state, symbol, step, longer);
        new
    }

    fn replace(&mut self, state: usize, symbol: &Symbol, old: ByteStep, new: ByteStep) {
        let places: Vec<(usize, u8)> = match symbol {
            Symbol::Byte(byte) => vec![(state, *byte)],
            Symbol::Cases(encodings) => (encodings.iter())
                .filter_map(|bytes| {
                    let (last, way) = bytes.split_last()?;
                    let origins = match way {
                        [] => vec![state],
                        way => (self.by_bytes(state, way).into_iter())
                            .filter_map(|step| step.state)
                            .collect(),
                    };
                    Some(origins.into_iter().map(|origin| (origin, *last)))
                })
                .flatten()
                .collect(),
            Symbol::Star => Vec::new(),
        };
        for (origin, byte) in places {
            let steps = (self.states.get_mut(origin)).and_then(|one| one.by_byte.get_mut(&byte));
            for step in steps.into_iter().flatten().filter(|step| **step == old) {
                *step = new;
            }
        }
    }

    fn connect(&mut self, state: usize, symbol: &Symbol, step: ByteStep) {
        let places = match symbol {
            Symbol::Cases(encodings) => encodings
                .iter()
                .filter_map(|bytes| self.make_chain(state, bytes))
                .collect(),
            Symbol::Byte(byte) => vec![(state, *byte)],
            Symbol::Star => Vec::new(),
        };
        for (origin, byte) in places {
            if let Some(one) = self.states.get_mut(origin) {
                one.by_byte.entry(byte).or_default().push(step);
            }
        }
        if let (Symbol::Star, Some(one)) = (symbol, self.states.get_mut(state)) {
            one.by_any.push(step);
        }
    }

    fn new_state(&mut self, indeterminate: bool) -> usize {
        self.states.push(ByteState {
            indeterminate,
            ..ByteState::default()
        });
        self.states.len() - 1
    }

    fn is_indeterminate(&self, state: usize) -> bool {
        self.states.get(state).is_some_and(|one| one.indeterminate)
    }
}

fn is_star(text: &[Symbol], at: usize) -> bool {
    text.get(at) == Some(&Symbol::Star)
}

/// Whether the engine knows two cases of the character that begins here. It reads one byte, or two, or else three, and
/// so knows none of a character of four bytes.
fn begins_with_two_cases(text: &[Symbol], at: usize) -> bool {
    let byte = |at| match text.get(at) {
        Some(Symbol::Byte(byte)) => Some(*byte),
        _ => None,
    };
    let length = match byte(at) {
        Some(0..=0x7F) => 1,
        Some(0xC2..=0xDF) => 2,
        _ => 3,
    };
    let bytes: Vec<u8> = (at..at + length).map_while(byte).collect();
    let character = String::from_utf8_lossy(&bytes).chars().next();
    character.is_some_and(|one| !one.to_lowercase().eq(one.to_uppercase()))
}

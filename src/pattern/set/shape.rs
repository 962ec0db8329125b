//! What the reader has learnt of the shape of events.
//!
//! # The idea
//!
//! Events that a program wrote look alike: between one value and the next stand, again and again, the same
//! brackets, names, commas and spaces. The first time such a run of bytes is met it is parsed and checked
//! ([`learn`](super::learn)); it is kept as an *edge*. When the same bytes come again in the same
//! *state*, they need no parsing: being the same bytes, they are as valid as before, and lead to the same place.
//!
//! ```text
//! {"id": "i-1", "state": "running"}
//! ├─────┘      ├────────┘         ├─  the labels of three edges; the values between them are read each time
//! ```
//!
//! # States
//!
//! A state is a stack of open containers (a [`Config`], which knows its parent) and the name last read. The stack is what
//! makes an edge valid: the same bytes mean something else in an array. The name only keeps edges apart that would
//! otherwise hang on one state: behind `"id"` there comes one thing, mostly, and behind `"state"` another. So most states
//! have one edge, and the first comparison hits.
//!
//! Objects that are used as maps have ever new names. From [`MAXIMUM_NAMES`] on they are not told apart, or states would
//! grow with the data.
//!
//! # Invariants
//!
//! * An edge's label was parsed in the very state on which it hangs, from its first byte to its last.
//! * Edges of a state are tried longest first. A label that ends before a number can be the beginning of a longer one
//!   (`,"n":` before `,"n":"`), and must not be taken for it.
//! * What is kept is bounded; what is not kept is parsed each time. Once the tables are full and too much comes that is
//!   not in them, all is forgotten ([`Shapes::prepare`]).

use std::collections::HashMap;

use super::paths::{FieldId, NodeId};
use crate::json::scan::{BLOCK, block, starts_with};
use crate::sure::Sure as _;

/// No field, no node, no edge.
pub(super) const NONE: u32 = u32::MAX;

/// The number of a state.
pub(super) type StateId = u32;

/// The number of a stack of open containers.
pub(super) type ConfigId = u32;

/// Before the event.
pub(super) const START: StateId = 0;

/// Nothing is open.
pub(super) const OUTSIDE: ConfigId = 0;

/// More edges are not kept for one state, more names not told apart in one container.
const MAXIMUM_EDGES: u32 = 8;
const MAXIMUM_NAMES: u32 = 64;

/// Beyond this nothing is learnt any more.
const MAXIMUM_STATES: usize = 1 << 13;

/// So many stacks that differ from others in ticked names alone, and no more names are ticked off.
const MAXIMUM_TICKED_STACKS: u32 = 256;

/// So many misses after that everything is forgotten: the stream has changed.
const MISSES_TO_FORGET: u32 = 1 << 17;

/// A longer label is not kept.
const MAXIMUM_LABEL: usize = 256;

/// What follows the bytes between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A string, behind its opening quote.
    String,
    /// A number.
    Number,
    /// `true`, `false` or `null`, of so many bytes, already read.
    Literal(u8),
    /// Nothing: the event is closed.
    End,
    /// A container that nobody asks for, behind its opening bracket. (Trusted reading only.)
    Container,
    /// The rest of so many containers in which nothing more is asked for. (Trusted reading only.)
    Rest(u16),
    /// Nothing more is asked for. (Trusted reading only.)
    Stop,
}

/// From one value to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stride {
    /// How many bytes lie between.
    pub(super) length: u32,
    /// The state behind the value.
    pub(super) target: StateId,
    /// What the value is to the patterns.
    pub(super) field: FieldId,
    /// Where in the list of effects those of this step begin, and how many there are.
    pub(super) effects: (u32, u16),
    /// Whether the path to the value has an empty name in it.
    pub(super) is_hidden: bool,
    /// What kind of value it is.
    pub(super) next: Next,
}

/// What happens to the arrays in which elements have to be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    EnterArray,
    LeaveArray,
    EnterElement,
    LeaveElement,
}

/// A stack of open containers: the innermost one, and what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Config {
    pub(super) parent: ConfigId,
    /// The name under which it was opened, hashed; 0 for none in particular.
    pub(super) name: u64,
    pub(super) is_object: bool,
    /// The place in the tree of paths, [`NONE`] if no path leads here.
    pub(super) node: NodeId,
    pub(super) is_hidden: bool,
    /// Whether it is an array whose elements have to be told apart.
    pub(super) is_tracked: bool,
    /// Which of the names that lead on are still to come (trusted reading only).
    pub(super) remaining: u64,
    pub(super) depth: u16,
}

#[derive(Clone, Copy, Debug)]
struct ShapeState {
    config: ConfigId,
    name: u64,
    first: u32,
    edges: u32,
    misses: u32,
}

#[derive(Clone, Debug)]
struct Edge {
    label: [u8; BLOCK],
    mask: u32,
    /// Where in `longer` the rest of a label beyond one block is kept.
    more: u32,
    other: u32,
    step: Stride,
}

/// States and edges.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    states: Vec<ShapeState>,
    edges: Vec<Edge>,
    longer: Vec<Box<[u8]>>,
    configs: Vec<Config>,
    names: Vec<u32>,
    effects: Vec<Effect>,
    known_states: HashMap<(ConfigId, u64), StateId>,
    known_configs: HashMap<Config, ConfigId>,
    misses: u32,
    /// How many stacks differ from others only in the names that are still to come.
    ticked: u32,
    /// Whether names are not ticked off any more.
    is_free: bool,
}

impl Shapes {
    /// Whether names are ticked off in trusted reading. Where they come in any order, or not in every event, each set of
    /// them is a stack of its own: `2^n` for `n` names. From [`MAXIMUM_TICKED_STACKS`] on it is left alone.
    pub(super) fn ticks(&self) -> bool {
        !self.is_free
    }

    /// To be called before each event: forgets everything if it is of no use any more.
    pub(super) fn prepare(&mut self) {
        let outgrown = self.configs.len() > 4 * MAXIMUM_STATES
            || self.states.len() > 4 * MAXIMUM_STATES
            || self.edges.len() > 16 * MAXIMUM_STATES
            || self.effects.len() > 64 * MAXIMUM_STATES;
        let multiplies = self.ticked > MAXIMUM_TICKED_STACKS;
        if self.states.is_empty() || outgrown || multiplies || self.misses > MISSES_TO_FORGET {
            self.forget();
        }
    }

    fn forget(&mut self) {
        *self = Self {
            is_free: self.is_free || self.ticked > MAXIMUM_TICKED_STACKS,
            ..Self::default()
        };
        self.configs.push(Config {
            parent: OUTSIDE,
            name: 0,
            is_object: false,
            node: NONE,
            is_hidden: false,
            is_tracked: false,
            remaining: 0,
            depth: 0,
        });
        self.names.push(0);
        self.state(OUTSIDE, 0);
    }

    /// The step that the bytes at `at` make, if they are known.
    #[inline(always)]
    pub(super) fn follow(&self, input: &[u8], at: usize, state: StateId) -> Option<Stride> {
        let block = block(input, at)?;
        let mut edge = self
            .edges
            .get(self.states.get(state as usize)?.first as usize)?;
        loop {
            if starts_with(block, &edge.label, edge.mask)
                && (edge.more == NONE || self.goes_on(edge.more, input, at + BLOCK))
            {
                return Some(edge.step);
            }
            edge = self.edges.get(edge.other as usize)?;
        }
    }

    #[inline]
    fn goes_on(&self, more: u32, input: &[u8], at: usize) -> bool {
        let rest = input.get(at..).sure();
        self.longer
            .get(more as usize)
            .is_some_and(|label| rest.starts_with(label))
    }

    /// What happens to arrays on a step.
    #[inline]
    pub(super) fn effects(&self, (start, count): (u32, u16)) -> &[Effect] {
        let start = start as usize;
        self.effects.get(start..start + usize::from(count)).sure()
    }

    /// Notes a miss; whether a new edge may be kept.
    pub(super) fn may_learn(&mut self, state: StateId) -> bool {
        let full = self.states.len() >= MAXIMUM_STATES;
        self.misses += u32::from(full);
        let Some(state) = self.states.get_mut(state as usize) else {
            return false;
        };
        state.misses = state.misses.wrapping_add(1);
        // Where all edges are taken and the bytes still differ, they probably always will. To learn costs more than to
        // parse, so that a new start is made only now and then.
        !full && (state.edges < MAXIMUM_EDGES || state.misses.is_multiple_of(64))
    }

    /// The stack of a state and the name last read.
    pub(super) fn place(&self, state: StateId) -> (ConfigId, u64) {
        self.states
            .get(state as usize)
            .map_or((OUTSIDE, 0), |state| (state.config, state.name))
    }

    /// A stack.
    pub(super) fn config(&self, id: ConfigId) -> Option<Config> {
        self.configs.get(id as usize).copied()
    }

    /// The number of a stack.
    pub(super) fn intern(&mut self, config: Config) -> ConfigId {
        let new = self.configs.len() as ConfigId;
        let id = *self.known_configs.entry(config).or_insert(new);
        if id == new {
            self.configs.push(config);
            self.names.push(0);
        }
        id
    }

    /// The number of the same stack with a name ticked off.
    pub(super) fn ticked(&mut self, config: Config) -> ConfigId {
        let known = self.configs.len();
        let id = self.intern(config);
        self.ticked += u32::from(self.configs.len() > known);
        id
    }

    /// The state in a stack behind a name. Where too many names are known, they are not told apart.
    pub(super) fn state(&mut self, config: ConfigId, name: u64) -> StateId {
        let known = self.names.get(config as usize).copied().unwrap_or(0);
        if let Some(known) = self.known_states.get(&(config, name)) {
            return *known;
        }
        if name != 0 && (known >= MAXIMUM_NAMES || self.states.len() >= MAXIMUM_STATES) {
            return self.state(config, 0);
        }
        if let Some(names) = self.names.get_mut(config as usize) {
            *names += 1;
        }
        let id = self.states.len() as StateId;
        self.known_states.insert((config, name), id);
        self.states.push(ShapeState {
            config,
            name,
            first: NONE,
            edges: 0,
            misses: 0,
        });
        id
    }

    /// Keeps effects; where they are kept.
    pub(super) fn keep_effects(&mut self, effects: &[Effect]) -> (u32, u16) {
        let start = self.effects.len() as u32;
        self.effects.extend_from_slice(effects);
        (start, u16::try_from(effects.len()).unwrap_or(u16::MAX))
    }

    /// Keeps an edge.
    pub(super) fn keep(&mut self, state: StateId, label: &[u8], step: Stride) {
        if label.len() > MAXIMUM_LABEL {
            return;
        }
        // The mask has a bit for each byte of the label in its first block. Bits behind it are not compared: the bytes
        // there belong to the value.
        let mut edge = Edge {
            label: [0; BLOCK],
            mask: !u32::MAX.unbounded_shl(label.len() as u32),
            more: NONE,
            other: NONE,
            step,
        };
        for (to, from) in edge.label.iter_mut().zip(label) {
            *to = *from;
        }
        if let Some(more) = label.get(BLOCK..).filter(|more| !more.is_empty()) {
            edge.more = self.longer.len() as u32;
            self.longer.push(more.into());
        }
        let new = self.edges.len() as u32;
        let Some(state) = self.states.get_mut(state as usize) else {
            return;
        };
        if state.edges >= MAXIMUM_EDGES {
            // Those that are known were not those that come.
            state.first = NONE;
            state.edges = 0;
        }
        state.edges += 1;
        // The longest first: a label that ends before a number can be the beginning of another label.
        let mut before = NONE;
        let mut behind = state.first;
        while let Some(edge) = self.edges.get(behind as usize) {
            if edge.step.length <= step.length {
                break;
            }
            before = behind;
            behind = edge.other;
        }
        edge.other = behind;
        match self.edges.get_mut(before as usize) {
            Some(longer) => longer.other = new,
            None => state.first = new,
        }
        self.edges.push(edge);
    }
}

//! What questions about patterns are answered with.

use std::fmt;

use super::budget::Reason;
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Value};

/// How the new of two patterns relates to the old one, by the events that they match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// They match the same events.
    Equal,
    /// The new one matches all that the old one does, and more.
    Wider,
    /// The new one matches less, and nothing else.
    Narrower,
    /// Each matches events that the other does not, and they have some in common.
    Overlapping,
    /// They have no event in common.
    Disjoint,
    /// It is not known: see [`Comparison::reason`].
    Unknown,
}

impl Relation {
    /// `equal`, `wider`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Wider => "wider",
            Self::Narrower => "narrower",
            Self::Overlapping => "overlapping",
            Self::Disjoint => "disjoint",
            Self::Unknown => "unknown",
        }
    }

    /// What the old pattern is to the new one, given what the new one is to the old.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Wider => Self::Narrower,
            Self::Narrower => Self::Wider,
            same => same,
        }
    }
}

/// How far an answer was looked into, where it is not proved for all events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// Events with up to so many elements in an array.
    Elements(usize),
}

impl fmt::Display for Bound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elements(count) => write!(formatter, "elements:{count}"),
        }
    }
}

/// An event that shows something. The evaluator whose answers count confirms it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Witness {
    /// The event, complete with its envelope where events have one.
    pub event: Value,
    /// Where the service's engine and the meaning of a pattern part for it. Spans lie in one of the patterns.
    pub notes: Vec<Diagnostic>,
}

/// How two patterns relate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// What the new pattern is to the old one.
    pub relation: Relation,
    /// An event that only the old pattern matches.
    pub only_old: Option<Witness>,
    /// An event that only the new pattern matches.
    pub only_new: Option<Witness>,
    /// An event that both match.
    pub both: Option<Witness>,
    /// If not empty: the patterns are disjoint as long as none of these paths holds an array.
    pub disjoint_unless_arrays: Vec<JsonString>,
    /// If the relation is not proved for all events: for which it is.
    pub bounded_by: Option<Bound>,
    /// Why the relation is [`Unknown`](Relation::Unknown).
    pub reason: Option<Reason>,
    /// The known defects of the service's engine that the old pattern runs into. Those that leave out sub-rules every time
    /// are taken into account where the [service](super::Engine::Service) answers; others only in the examples.
    pub old_defects: Vec<Diagnostic>,
    /// The same of the new pattern.
    pub new_defects: Vec<Diagnostic>,
}

/// Whether one pattern matches all that another matches.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Containment {
    /// It does; if it is not proved for all events, for those within the bound.
    Holds {
        /// How far it was looked into.
        bounded_by: Option<Bound>,
    },
    /// It does not, as an event shows.
    Fails(Box<Witness>),
    /// It is not known.
    Unknown(Reason),
}

/// Whether two patterns match some event both.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overlap {
    /// They do.
    Event {
        /// An event that both match.
        witness: Witness,
        /// If not empty: they do only if one of these paths holds an array.
        unless_arrays: Vec<JsonString>,
    },
    /// They do not; if it is not proved for all events, for those within the bound.
    Disjoint {
        /// How far it was looked into.
        bounded_by: Option<Bound>,
    },
    /// It is not known.
    Unknown(Reason),
}

//! Events for a pattern: such that match, as few as exercise all of it, and such that just fail.
//!
//! # The problem
//!
//! A pattern is tried out with events, and events are hard to come by. Made by hand they show that the pattern matches what its
//! author thought of. What is needed are events for each of its alternatives, and events that fail by just one field, which
//! tell the pattern from the one that was meant; and both have to look like what the service sends.
//!
//! # The idea
//!
//! [`decide`](crate::pattern::decide) knows for every comparison a value that it alone admits, and values just outside of it.
//! [`Sampler::matches`] puts the first together, [`Sampler::near_misses`] changes one of them into one of the second. What stands
//! around, a [`Frame`] tells: for a [`Bus`] the envelope, and the fields that the catalogue of AWS's events has for the source and
//! type; [`OfSchema`] has what a schema says instead. No event is told that both evaluators do not confirm, and no near miss whose explanation does not name the field alone.
//!
//! # Example
//!
//! ```
//! use evb::pattern::{Dialect, parse};
//! use evb::sample::{Bus, Sampler};
//!
//! let pattern = parse(r#"{"detail": {"total": [{"numeric": [">=", 100]}, null]}}"#, Dialect::Bus).unwrap();
//! let bus = Bus::new(&pattern, Dialect::Bus, 0);
//! let sampler = Sampler::new(&pattern, &bus, 0);
//! let matches = sampler.matches(None);
//! let details: Vec<String> = matches.events.iter().map(|one| one.event.get("detail").unwrap().to_compact()).collect();
//! assert_eq!(details, [r#"{"total":100}"#, r#"{"total":null}"#]);
//! let near = sampler.near_misses(Some(1));
//! assert_eq!(near.events[0].event.get("detail").unwrap().to_compact(), r#"{"total":99.99999999999999}"#);
//! assert_eq!(near.events[0].change.to_string(), "one step below 100");
//! ```
//!
//! # Bounds
//!
//! At most [`MAXIMUM_EVENTS`] events are made, and the larger a pattern, the fewer are tried: what was not tried is told.
//!
//! # What this module does not do
//!
//! It does not know what the values of AWS's events mean: a `status` is a likely word, not one that the service knows.

mod bus;
mod frame;
mod lists;
mod maker;
mod matching;
mod merge;
mod near_misses;
mod of_schema;
mod plausible;
mod together;

pub use bus::Bus;
pub use frame::{Answers, Frame, Wanted};
pub use matching::{Exercised, Match, Matches, NotExercised, Shadowed};
pub use near_misses::{FieldChange, NearMissEvent, NearMisses, Unmissed};
pub use of_schema::OfSchema;

use std::fmt;

use crate::json::Value;
use crate::pattern::Pattern;
use lists::Lists;
use maker::Maker;

/// The most events that are made for one pattern.
pub const MAXIMUM_EVENTS: usize = 10_000;

/// Why there is no event of some kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// No value satisfies the comparison.
    Nothing,
    /// No event has such a value there: the field of the envelope holds one string, or is always there.
    Place,
    /// The field of this path, which is asked for too, can never be what is wanted.
    Field(String),
    /// No event with it and what else is asked for was found.
    Combination,
    /// The engine of the service does not answer what the pattern means; and the note on that.
    Engine(Option<String>),
    /// The event is matched by another alternative of an `$or`.
    OtherBranch,
    /// The schema that the events are held to refuses what was tried; and why.
    Schema(String),
    /// The explanation of the miss names another field.
    OtherField,
    /// Every value, and the absence of the field, satisfies the list.
    Everything,
    /// It would be too much work to find one.
    Work,
}

impl Obstacle {
    /// A stable name: `nothing`, `place`, …
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Place => "place",
            Self::Field(_) => "field",
            Self::Combination => "combination",
            Self::Engine(_) => "engine",
            Self::OtherBranch => "other-branch",
            Self::Schema(_) => "schema",
            Self::OtherField => "other-field",
            Self::Everything => "everything",
            Self::Work => "work",
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Field(path) => {
                return write!(
                    out,
                    "`{path}`, which is asked for too, is never what is wanted"
                );
            }
            Self::Schema(objection) => {
                return write!(out, "such an event is not valid by the schema: {objection}");
            }
            Self::Nothing => "no value satisfies it",
            Self::Place => "no event has such a value there",
            Self::Combination => "no event has it together with the rest of the pattern",
            Self::Engine(Some(note)) => note,
            Self::Engine(None) => {
                "the engine of EventBridge does not answer what the pattern means"
            }
            Self::OtherBranch => "another alternative of an `$or` matches then",
            Self::OtherField => "other fields decide then too",
            Self::Everything => "it is satisfied whatever the field is",
            Self::Work => "it would be too much work to find one",
        })
    }
}

/// Makes events for one pattern.
pub struct Sampler<'s, 'p> {
    pattern: &'p Pattern,
    frame: &'s dyn Frame,
    lists: Lists<'p>,
    seed: u64,
}

impl<'s, 'p> Sampler<'s, 'p> {
    /// Looks at the pattern. `seed` decides which events are made where any would do.
    #[must_use]
    pub fn new(pattern: &'p Pattern, frame: &'s dyn Frame, seed: u64) -> Self {
        Self {
            pattern,
            frame,
            lists: Lists::new(pattern, frame),
            seed,
        }
    }

    /// Events that match: those that exercise every alternative, or `count` of which the first do.
    #[must_use]
    pub fn matches(&self, count: Option<usize>) -> Matches {
        matching::matches(&self.maker(), &self.pattern.or_groups, (count, self.seed))
    }

    /// Events that fail by one field: one for every change, or `count` of which the first are of different fields.
    #[must_use]
    pub fn near_misses(&self, count: Option<usize>) -> NearMisses {
        near_misses::near_misses(&self.maker(), count)
    }

    fn maker(&self) -> Maker<'_, 'p> {
        Maker {
            lists: &self.lists,
            frame: self.frame,
        }
    }
}

/// An event with what a `likely` one has beside it, but for the fields of which `may_have` says no of their paths.
#[must_use]
pub fn surrounded(event: &Value, likely: &Value, may_have: &dyn Fn(&str) -> bool) -> Value {
    merge::filled(event, likely, &|path, _| may_have(path))
}

/// How many events of a pattern may be tried: each is asked of every comparison, and one that fails is explained.
fn attempts(lists: &Lists<'_>, work: usize) -> usize {
    (work / lists.size().max(1)).clamp(400, 20_000)
}

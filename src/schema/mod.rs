//! Schemas of events: from events, against events, against each other, against patterns.
//!
//! An [`Inference`] takes events in and gives one schema for each source and detail-type. [`read`] finds the schemas of a file;
//! a `Validator` (feature `schema`) holds events to one, [`compare()`] tells what another version breaks, and [`ask()`] what of a
//! pattern no event can match; [`ask_known`] does so for AWS's own events, as far as they are known. All but the validator look at
//! a schema as a [`Node`].
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "EventBridge schemas",
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema.html>: schemas are OpenAPI 3 or JSON Schema draft 4.
//! How EventBridge discovers schemas is not documented where events of one type differ; the rules here are evb's own.

mod ask;
mod bounds;
mod compare;
mod document;
mod domain;
mod inference;
mod known;
mod node;
mod reach;
mod seen;
mod shape;
mod text_format;
#[cfg(feature = "schema")]
mod validate;
mod values;
mod write;

pub use ask::{
    Answer, EventType, Match, NEVER_MATCHES, NO_FIELD, NO_VALUE, NOT_IN_SCHEMA, NOTHING_KNOWN,
    UNKNOWN_DETAIL_TYPE, UNKNOWN_SOURCE, ask, ask_known, known_types,
};
pub use compare::{Change, Difference, compare, partly_compared};
pub use document::{Document, ENDLESS, NO_EVENT, NOT_A_SCHEMA, UNUSABLE, read, span_at};
pub use domain::Events;
pub use inference::{Inference, InferredSchema, NO_TYPE};
pub use known::{any_event, known_event};
pub use node::{Field, Node, Others, Types};
pub use seen::SeenField;
pub use shape::{MAXIMUM_ENUMERATED, MAXIMUM_NAMES, MINIMUM_SEEN};
#[cfg(feature = "schema")]
pub use validate::{MAXIMUM_VIOLATIONS, Validator, Violation, place_of};
pub use write::Kind;

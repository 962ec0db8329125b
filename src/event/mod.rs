//! Events: the envelope, and the shapes in which people keep them.
//!
//! A stream of bytes goes into a [`Splitter`]; records come out, one by one. [`recognise`] finds the
//! event in a record: a delivered event, what a queue or a log holds, or the [`Envelope`]
//! that EventBridge would make of an entry of [`put_events`]. What AWS's own services send is in the [`catalogue`].
//!
//! # What this module does not do
//!
//! It reads no files, and it does not match: an event leaves it as text.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Events structure",
//! <https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html>; the wrappers are what the
//! AWS CLI prints for `sqs receive-message` and `logs filter-log-events`.

pub mod catalogue;
pub mod cloudtrail;
mod envelope;
mod header;
mod opening;
mod own;
mod piece;
mod plain;
pub mod put_events;
mod recover;
mod scan;
mod shape;
mod splitter;
mod wrapper;

pub use envelope::{ENVELOPE_FIELDS, Envelope, MANDATORY_FIELDS, missing_fields};
pub use header::{Extent, Header};
pub use own::OWN_OUTPUT;
pub use piece::{Breakage, Enclosure, MAXIMUM_RECORD_BYTES, Piece};
pub use plain::{Plain, is_plain_record, message, plain};
pub use shape::{
    ENTRY_REFUSED, Event, MESSAGE_NOT_JSON, MISSING_COMMA, NOT_UTF8, NOT_WRAPPED, Origin,
    TAKEN_FOR_ENTRY, TOO_LONG, UNCLOSED, recognise, too_long,
};
pub use splitter::{Pieces, Splitter, is_one_record};
pub use wrapper::{Shape, Wrapper};

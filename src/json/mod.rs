//! One strict JSON reader: values that know where they stand in the text.
//!
//! Everything that evb matches, renders or judges is read here: event patterns,
//! events, records, templates. Compared with `serde_json` it keeps what
//! EventBridge's answers depend on: duplicate keys and their order, the text of
//! numbers, lone surrogates, and the bytes at which each value stands.
//!
//! # What this module does not do
//!
//! API-shaped JSON that needs none of this (the envelope of a `describe-pipe`
//! answer, say) is read with `serde_json`.

mod string;
mod value;

pub use string::JsonString;
pub use value::{Kind, Member, Value};

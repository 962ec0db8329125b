//! One strict JSON reader: values that know where they stand in the text.
//!
//! Everything that evb matches, renders or judges is read here: event patterns,
//! events, records, templates. Compared with `serde_json` it keeps what
//! EventBridge's answers depend on: duplicate keys and their order, the text of
//! numbers, lone surrogates, and the bytes at which each value stands.
//!
//! [`parse`] reads a whole text into a [`Value`], [`parse_prefix`] the first value of
//! one; [`Reader`] gives single tokens, as lazily as AWS's own reader. What is wrong
//! with a text is a [`SyntaxError`], which can be told in our words or in AWS's.
//!
//! # Example
//!
//! ```
//! let value = evb::json::parse(r#"{"n": 1.10, "n": "\ud800"}"#).unwrap();
//! assert_eq!(value.as_object().unwrap().len(), 2);
//! assert_eq!(value.to_compact(), r#"{"n":1.10,"n":"\ud800"}"#);
//! ```
//!
//! # What this module does not do
//!
//! It knows no member of any object: [`fields`] takes objects apart for those who do.
//!
//! # Source
//!
//! RFC 8259, and the limits of Jackson's `StreamReadConstraints`, which AWS reads with.

mod around;
mod document;
mod error;
pub mod explain;
pub mod fields;
mod jackson;
mod java_identifier;
mod members;
mod mend;
mod number;
mod open;
mod reader;
pub(crate) mod scan;
mod string;
mod tape;
mod text;
mod value;
mod write;
mod written;

pub use around::json_around;
pub(crate) use document::parse_partial;
pub use document::{parse, parse_at, parse_prefix};
pub use error::{Container, Fault, JacksonPlace, Opener, SyntaxError};
pub use fields::{FieldCodes, Fields};
pub(crate) use jackson::source_reference;
pub use members::parse_members;
pub(crate) use members::sound_member;
pub use mend::mended;
pub use open::{Hole, Open, Shape, TextPart};
pub use reader::{Reader, Token};
pub use string::JsonString;
pub use tape::{Tape, Taped};
pub(crate) use text::unescape;
pub use value::{Kind, Member, Value};
pub use write::write_quoted;
pub use written::Written;

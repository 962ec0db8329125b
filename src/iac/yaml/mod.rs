//! YAML: text in, [`Value`]s with their places out.
//!
//! [`parse`] reads the first document of a text. What a scalar without quotes is depends on who reads it later: a
//! [`Dialect`] decides. The short forms of CloudFormation's functions are written out (`!Sub x` is `{"Fn::Sub": "x"}`,
//! `!GetAtt A.B` keeps its text), aliases and merge keys are expanded.
//!
//! # Places
//!
//! A scalar stands from its first to its last byte, quotes included, its tag and its anchor not. A scalar under `|` or `>`
//! begins behind the line that says so. What an alias stands for has its place where its anchor is. A boolean that was
//! written as a word (`OFF`) is read as such where a text is wanted: [`text_of_boolean`] takes the word from its place.
//!
//! # Example
//!
//! ```
//! use evb::iac::yaml::{self, Dialect};
//!
//! let (value, told) = yaml::parse("Mode: OFF\nBus: !Ref Bus\n", Dialect::CloudFormation).unwrap();
//! assert_eq!(value.to_compact(), r#"{"Mode":false,"Bus":{"Ref":"Bus"}}"#);
//! assert_eq!(told[0].message, "`OFF` without quotes is a boolean of YAML 1.1");
//! let (value, _) = yaml::parse("Mode: OFF", Dialect::Serverless).unwrap();
//! assert_eq!(value.to_compact(), r#"{"Mode":"OFF"}"#);
//! ```
//!
//! [`layout()`] says of the same text what stands where, for those who change a part of it.
//!
//! # Bounds
//!
//! Maps and lists 128 deep, and a million values that come from aliases: a bomb ends there.
//!
//! # The parser
//!
//! granit-parser gives events, so that tags, the raw text of scalars and their style are seen, which serde's data model
//! hides. Its offsets are bytes (those of saphyr-parser, from which it comes, are characters), it bounds the depth of
//! blocks as well as of brackets, and brings one small crate along.

mod composer;
mod dialect;
mod layout;
mod members;
mod node;
mod number;
mod plain;
#[cfg(test)]
mod rows;
mod spelling;
mod syntax;
mod tag;
mod timestamp;
mod told;

use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::source::Span;

pub use composer::{CYCLE, NAME, TOO_MANY_VALUES};
pub use dialect::Dialect;
pub use layout::{Form, LaidMember, Layout, layout};
pub use number::javascript_number;
pub use plain::text_of_boolean;
pub use syntax::{SYNTAX, TOO_DEEP};
pub use told::{
    ALIAS, BASE_SIXTY, BOOLEAN_WORD, DUPLICATE_NAME, ESCAPE, LEADING_ZERO, MERGE, NULL,
    PLAIN_IN_BRACKETS, ROUNDED, SEVERAL_DOCUMENTS, UNKNOWN_TAG, UNSETTLED,
};

/// Reads the first document of a text, and what should be told of it. A text without one is null.
///
/// # Errors
///
/// * `yaml/syntax`: the text is no YAML.
/// * `yaml/too-deep`, `yaml/too-many-values`, `yaml/cycle`: it is a bomb, or made like one.
/// * `yaml/name`: the name of a member is a map or a list.
pub fn parse(text: &str, dialect: Dialect) -> Result<(Value, Vec<Diagnostic>), Diagnostic> {
    parse_part(text, Span::new(0, text.len()), dialect)
}

/// The same of a part of a text. Spans lie in the whole text.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_part(
    text: &str,
    part: Span,
    dialect: Dialect,
) -> Result<(Value, Vec<Diagnostic>), Diagnostic> {
    composer::Composer::new(text, part, dialect).document()
}

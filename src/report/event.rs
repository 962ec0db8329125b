//! Which event something was found of.

use serde::Serialize;

/// Where an event or a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventReport<'a> {
    /// The file, or `<stdin>`.
    pub source: &'a str,
    /// How many records came before it in that file.
    pub index: usize,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The character of that line at which it begins, from 1.
    #[serde(skip)]
    pub column: usize,
    /// The event's `id`, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
}

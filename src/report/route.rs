//! What `evb route` found.

use serde::Serialize;

use super::{DiagnosticReport, ErrorReport, EventReport};

/// The rules that one event matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RoutedReport<'a> {
    /// Which event.
    pub event: EventReport<'a>,
    /// The names of the rules, in the order in which they were given.
    pub rules: Vec<&'a str>,
}

/// How many events one rule matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CountReport<'a> {
    /// The name of the rule.
    pub rule: &'a str,
    /// How many events match it.
    pub matches: u64,
}

/// How many there were of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Events that were answered.
    pub events: u64,
    /// Events that match a rule.
    pub matched: u64,
    /// Events that match none.
    pub unmatched: u64,
    /// Records that hold no event.
    pub broken: u64,
    /// Inputs that could not be read (to their end).
    pub unreadable: u64,
    /// What was read, in bytes.
    #[serde(skip)]
    pub bytes: u64,
}

/// The last members of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ending {
    /// The sums.
    pub summary: Summary,
    /// What is to be known about the rules, if anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<DiagnosticReport>,
    /// What could not be answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

//! What `evb route` found.

use serde::Serialize;

use super::{DiagnosticReport, ErrorReport};

/// Where an event comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleReport {
    /// What the rule is called.
    pub name: String,
    /// The file, or `<stdin>`.
    pub source: String,
    /// The line on which the rule begins, from 1.
    pub line: usize,
}

/// A rule that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedRuleReport {
    /// Which rule.
    pub rule: RuleReport,
    /// AWS's exception name where AWS has one, otherwise our code.
    pub code: String,
    /// AWS's own text where AWS has one.
    pub message: String,
}

/// The rules that one event matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoutedReport<'a> {
    /// Which event.
    pub event: EventReport<'a>,
    /// The names of the rules, in the order in which they were given.
    pub rules: Vec<&'a str>,
}

/// How many events one rule matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CountReport<'a> {
    /// The name of the rule.
    pub rule: &'a str,
    /// How many events match it.
    pub matches: u64,
}

/// How many there were of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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

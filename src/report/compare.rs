//! What `evb compare` found: the relation of new patterns to old ones, with the events that show it.

use serde::Serialize;
use serde_json::value::RawValue;

use super::ErrorReport;

/// Two patterns against each other.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PatternsReport {
    /// Of the output contract.
    pub version: u32,
    /// What was found.
    #[serde(flatten)]
    pub found: RelationReport,
    /// What real events gain and lose, if any were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<EventsReport>,
    /// What could not be read, if there is anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// Two templates against each other.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct TemplatesReport {
    /// Of the output contract.
    pub version: u32,
    /// Rules, in the order of the new template, with those that are gone behind.
    pub rules: Vec<GateReport>,
    /// The same of archives, pipes, event source mappings and subscriptions.
    pub filters: Vec<GateReport>,
    /// How many there are of each relation and kind of change.
    pub summary: SummaryReport,
    /// What could not be read or compared, if there is anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// The relation of the new to the old, and the events that show it.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct RelationReport {
    /// `equal`, `wider`, `narrower`, `overlapping`, `disjoint`, `unknown`.
    pub relation: &'static str,
    /// An event that only the old one lets through.
    pub only_old: Option<Box<RawValue>>,
    /// An event that only the new one lets through.
    pub only_new: Option<Box<RawValue>>,
    /// An event that both let through.
    pub both: Option<Box<RawValue>>,
    /// How far was searched, where no proof is known for all events: `elements:2`.
    pub bounded_by: Option<String>,
    /// What is to be known of the answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What the templates leave open and the relation depends on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
}

/// Something that lets events through, in the old and the new version.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct GateReport {
    /// `rule`, `archive`, `pipe`, `event source mapping`, `subscription`.
    pub kind: &'static str,
    /// What the new version calls it; the old one, if it is gone.
    pub name: String,
    /// `kept`, `renamed`, `added`, `removed`.
    pub change: &'static str,
    /// What the old version calls it, if that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Its bus, as far as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bus: Option<String>,
    /// What was found.
    #[serde(flatten)]
    pub found: RelationReport,
    /// Targets that only the new one has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets_added: Vec<String>,
    /// Targets that only the old one has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets_removed: Vec<String>,
    /// What real events gain and lose, if any were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<EventsReport>,
    /// Whether `--allow` takes it.
    pub allowed: bool,
}

/// What becomes of real events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventsReport {
    /// How many the old one lets through.
    pub old: u64,
    /// How many the new one lets through.
    pub new: u64,
    /// How many only the new one lets through.
    pub gained: u64,
    /// Where the first of these stands.
    pub first_gained: Option<String>,
    /// How many only the old one lets through.
    pub lost: u64,
    /// Where the first of these stands.
    pub first_lost: Option<String>,
    /// How many depend on what a template leaves open.
    pub open: u64,
}

/// How many there are of each relation, and how many come and go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SummaryReport {
    /// Rules and filters that are `equal`.
    pub equal: u64,
    /// `wider`, those that are added among them.
    pub wider: u64,
    /// `narrower`, those that are removed among them.
    pub narrower: u64,
    /// `overlapping`
    pub overlapping: u64,
    /// `disjoint`
    pub disjoint: u64,
    /// `unknown`
    pub unknown: u64,
    /// That only the new version has.
    pub added: u64,
    /// That only the old version has.
    pub removed: u64,
    /// That are called otherwise.
    pub renamed: u64,
    /// Events that were read, if any were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<u64>,
}

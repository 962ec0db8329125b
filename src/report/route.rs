//! What `evb route` found.

use serde::Serialize;

use super::{DiagnosticReport, ErrorReport, EventReport};
use crate::simulate::route::{Received, Receives};

pub use crate::simulate::route::Match;

/// The rules that one event matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RoutedReport<'a> {
    /// Which event.
    pub event: EventReport<'a>,
    /// The names of the rules, in the order in which they were given.
    pub rules: Vec<&'a str>,
    /// Those that it may match, as far as templates tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<OpenRuleReport<'a>>,
    /// What the targets of these rules receive, if that is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliveries: Option<Vec<DeliveredRuleReport<'a>>>,
}

/// What the targets of a rule receive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DeliveredRuleReport<'a> {
    /// The name of the rule.
    pub rule: &'a str,
    /// Its targets, in their order.
    pub targets: &'a [DeliveryReport],
}

impl<'a> DeliveredRuleReport<'a> {
    /// What the targets of a rule receive.
    #[must_use]
    pub const fn new(rule: &'a str, targets: &'a [DeliveryReport]) -> Self {
        Self { rule, targets }
    }
}

/// What a target receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DeliveryReport {
    /// Its id.
    pub target: String,
    /// Its ARN, as far as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// Whether it receives anything; `None` while that is open.
    pub delivered: Option<bool>,
    /// Exactly what it receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// Why it receives nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// On what it depends what it receives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
    /// Where an event goes that it does not take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead_letter_queue: Option<String>,
}

impl DeliveryReport {
    /// What came to a target.
    #[must_use]
    pub fn new(received: Received<'_>) -> Self {
        let mut report = Self {
            target: received.target.to_owned(),
            arn: received.arn.map(str::to_owned),
            delivered: Some(true),
            raw: None,
            reason: None,
            depends_on: Vec::new(),
            dead_letter_queue: received.dead_letter.map(str::to_owned),
        };
        match received.what {
            Receives::Text(raw) | Receives::Assumed { raw, .. } => report.raw = Some(raw),
            Receives::Nothing(why) | Receives::Refused(why) => {
                report.delivered = Some(false);
                report.reason = Some(why);
            }
            Receives::Open(from) => {
                report.delivered = None;
                report.depends_on = vec![from];
            }
        }
        report
    }
}

/// A rule that an event may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OpenRuleReport<'a> {
    /// Its name.
    pub rule: &'a str,
    /// On what that depends.
    pub depends_on: &'a [String],
}

impl<'a> OpenRuleReport<'a> {
    /// A rule, and on what it depends whether it is matched.
    #[must_use]
    pub const fn new(rule: &'a str, depends_on: &'a [String]) -> Self {
        Self { rule, depends_on }
    }
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
    /// Events that match none for certain, and may match some.
    #[serde(skip_serializing_if = "is_zero")]
    pub open: u64,
    /// Records that hold no event.
    pub broken: u64,
    /// Inputs that could not be read (to their end).
    pub unreadable: u64,
    /// What was read, in bytes.
    #[serde(skip)]
    pub bytes: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
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

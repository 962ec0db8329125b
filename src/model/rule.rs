//! A rule of an event bus.

use super::known::Declared;
use super::pattern::DeclaredPattern;
use super::request::Requested;
use super::target::Target;
use crate::diagnostic::Diagnostic;
use crate::json::TextPart;
use crate::source::Span;

/// Whether a rule works.
///
/// AWS: EventBridge API Reference, `PutRule`, `State`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleState {
    /// `ENABLED`: it matches everything but read-only management events that CloudTrail delivers.
    Enabled,
    /// `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`
    EnabledWithAllCloudTrailManagementEvents,
    /// `DISABLED`
    Disabled,
    /// A word that AWS does not know.
    Other(String),
}

impl RuleState {
    /// The words of AWS, for those who look for the nearest.
    pub const NAMES: [&'static str; 3] = [
        "ENABLED",
        "DISABLED",
        "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    ];

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Enabled => "ENABLED",
            Self::EnabledWithAllCloudTrailManagementEvents => {
                "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
            }
            Self::Disabled => "DISABLED",
            Self::Other(word) => word,
        }
    }

    /// The state that a word names.
    #[must_use]
    pub fn named(word: &str) -> Self {
        match word {
            "ENABLED" => Self::Enabled,
            "DISABLED" => Self::Disabled,
            "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" => {
                Self::EnabledWithAllCloudTrailManagementEvents
            }
            other => Self::Other(other.to_owned()),
        }
    }
}

/// A rule, with what it matches and whom it invokes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
    /// `EventBusName`, a name or an ARN; the default bus if it is absent.
    pub bus: Option<Declared<String>>,
    /// Its ARN: answers have it, and of a template it follows from the names.
    pub arn: Option<Declared<String>>,
    /// `RoleArn`.
    pub role_arn: Option<Declared<String>>,
    /// `ManagedBy`, which only answers have: the service of AWS that made it.
    pub managed_by: Option<Declared<String>>,
    /// `State`; enabled if it is absent.
    pub state: Option<Declared<RuleState>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// `EventPattern`.
    pub pattern: Option<DeclaredPattern>,
    /// `ScheduleExpression`.
    pub schedule: Option<Declared<String>>,
    /// Whom it invokes, as far as the same file says.
    pub targets: Vec<Target>,
    /// Whether the file says nothing of its targets, so that none does not mean that it has none: what the API takes and
    /// answers of rules.
    pub has_targets_elsewhere: bool,
    /// Whether it is no more than a pattern with a name: it belongs to no bus, and has no state.
    pub is_bare: bool,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Rule {
    /// The name of the default event bus.
    pub const DEFAULT_BUS: &'static str = "default";

    /// What to call it: as its template does, else by its name.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        let name = || self.name.as_ref().map(Declared::to_display);
        match &self.logical_id {
            Some(id) => Some(id.clone()),
            None => name(),
        }
    }

    /// The name of its bus, out of an ARN if one is given; `None` while it is open.
    ///
    /// AWS: EventBridge API Reference, `PutRule`, `EventBusName`: "The name or ARN of the event bus". Names of partner
    /// buses hold slashes, so everything behind `event-bus/` counts.
    #[must_use]
    pub fn bus_name(&self) -> Option<&str> {
        match &self.bus {
            None => Some(Self::DEFAULT_BUS),
            Some(bus) => known_bus_name(bus),
        }
    }

    /// Whether it is disabled for certain.
    #[must_use]
    pub fn is_disabled(&self) -> bool {
        let state = self.state.as_ref().and_then(Declared::get);
        state == Some(&RuleState::Disabled)
    }
}

/// The same of a bus that is declared: of an ARN the name may be known while its account is open.
fn known_bus_name(bus: &Declared<String>) -> Option<&str> {
    match bus.as_open() {
        None => bus.get().map(|bus| bus_name(bus)),
        Some(open) => match open.parts.last()? {
            TextPart::Literal(text) => Some(text.split_once(":event-bus/")?.1),
            TextPart::Hole(_) => None,
        },
    }
}

/// The name of a bus, out of an ARN if one is given; empty is the default bus.
#[must_use]
pub fn bus_name(name_or_arn: &str) -> &str {
    match name_or_arn.split_once(":event-bus/") {
        Some((_, name)) => name,
        None if name_or_arn.is_empty() => Rule::DEFAULT_BUS,
        None => name_or_arn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bus_is_named_by_itself_or_by_its_arn() {
        for (given, expected) in [
            ("orders", "orders"),
            ("arn:aws:events:eu-west-1:1:event-bus/orders", "orders"),
            (
                "arn:aws:events:eu-west-1::event-bus/aws.partner/a.com/1/b",
                "aws.partner/a.com/1/b",
            ),
            ("", "default"),
        ] {
            assert_eq!(bus_name(given), expected, "{given}");
        }
    }
}

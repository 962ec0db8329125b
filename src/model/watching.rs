//! What looks at events beside rules: discoverers of schemas, trails, and logs of buses.

use super::known::Declared;
use crate::source::Span;

/// Everything of a file that looks at events and is no rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watching {
    /// Discoverers of schemas.
    pub discoverers: Vec<Discoverer>,
    /// Trails of CloudTrail.
    pub trails: Vec<Trail>,
    /// What delivers logs: of what they are.
    pub log_sources: Vec<LogEnd>,
    /// What delivers logs: where they go.
    pub log_destinations: Vec<LogEnd>,
    /// What delivers logs: which of the two belong together.
    pub log_deliveries: Vec<LogDelivery>,
}

impl Watching {
    /// Takes those of another part of the same text.
    pub(super) fn append(&mut self, other: Self) {
        self.discoverers.extend(other.discoverers);
        self.trails.extend(other.trails);
        self.log_sources.extend(other.log_sources);
        self.log_destinations.extend(other.log_destinations);
        self.log_deliveries.extend(other.log_deliveries);
    }
}

/// A discoverer of schemas.
///
/// AWS: EventBridge Schemas API Reference, `CreateDiscoverer`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discoverer {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `SourceArn`: the bus whose events it looks at.
    pub source: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// A trail of CloudTrail: that there is one is all that is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// Of what logs are, or where they go.
///
/// AWS: CloudWatch Logs API Reference, `PutDeliverySource`, `PutDeliveryDestination`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogEnd {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `Name`, by which a source is named.
    pub name: Option<Declared<String>>,
    /// `ResourceArn`, `DestinationResourceArn`: the bus, the bucket.
    pub resource: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

/// That logs of a source go to a destination.
///
/// AWS: CloudWatch Logs API Reference, `CreateDelivery`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogDelivery {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// `DeliverySourceName`.
    pub source: Option<Declared<String>>,
    /// `DeliveryDestinationArn`.
    pub destination: Option<Declared<String>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// The whole declaration.
    pub span: Span,
}

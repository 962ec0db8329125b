//! The envelope: the fields that EventBridge puts around what happened.

use crate::json::Value;

/// The fields without which AWS refuses an event in `TestEventPattern`.
///
/// Recorded on AWS: without one of these the answer is `Parameter Event is not valid.`; `resources`,
/// `version` and `detail` may be absent.
pub const MANDATORY_FIELDS: [&str; 6] =
    ["id", "account", "source", "time", "region", "detail-type"];

/// What a delivered event may have at its top, in the order in which AWS writes it; only replayed ones have `replay-name`.
///
/// AWS: EventBridge User Guide, "AWS service event metadata"; "Replaying archived events in Amazon EventBridge".
pub const ENVELOPE_FIELDS: [&str; 10] = [
    "version",
    "id",
    "detail-type",
    "source",
    "account",
    "time",
    "region",
    "resources",
    "detail",
    "replay-name",
];

/// Which of [`MANDATORY_FIELDS`] an event lacks, in that order. All of them if it is not an object.
#[must_use]
pub fn missing_fields(event: &Value) -> Vec<&'static str> {
    MANDATORY_FIELDS
        .into_iter()
        .filter(|field| event.get(field).is_none())
        .collect()
}

/// A delivered event as text: every part is JSON text, so that nothing changes on the way.
///
/// # Example
///
/// ```
/// use evb::event::Envelope;
///
/// let envelope = Envelope {
///     id: r#""17793124-05d4-b198-2fde-7ededc63b103""#.into(),
///     detail_type: r#""OrderPlaced""#.into(),
///     source: r#""com.acme.orders""#.into(),
///     account: r#""123456789012""#.into(),
///     time: r#""2026-11-20T10:00:00Z""#.into(),
///     region: r#""eu-central-1""#.into(),
///     resources: "[]".into(),
///     detail: r#"{"total":1.10}"#.into(),
/// };
/// assert!(envelope.to_json().starts_with(r#"{"version":"0","id":"17793124-"#));
/// assert!(envelope.to_json().ends_with(r#""detail":{"total":1.10}}"#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// A JSON string.
    pub id: String,
    /// A JSON string.
    pub detail_type: String,
    /// A JSON string.
    pub source: String,
    /// A JSON string of twelve digits.
    pub account: String,
    /// A JSON string: `YYYY-MM-DDTHH:MM:SSZ`.
    pub time: String,
    /// A JSON string.
    pub region: String,
    /// A JSON array of strings.
    pub resources: String,
    /// A JSON object.
    pub detail: String,
}

impl Envelope {
    /// The event as it is delivered.
    ///
    /// AWS delivers the members in this order, with `version` always `"0"` (observed in an SNS message).
    #[must_use]
    pub fn to_json(&self) -> String {
        let Self {
            id,
            detail_type,
            source,
            account,
            time,
            region,
            resources,
            detail,
        } = self;
        format!(
            r#"{{"version":"0","id":{id},"detail-type":{detail_type},"source":{source},"account":{account},"time":{time},"region":{region},"resources":{resources},"detail":{detail}}}"#
        )
    }
}

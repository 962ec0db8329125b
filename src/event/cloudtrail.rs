//! Management events that CloudTrail delivers, and which rules do not get them.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Receiving read-only management events from AWS services": rules in the state `ENABLED` get no
//! read-only management events by way of CloudTrail; those in the state
//! `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS` do.

use crate::json::{Kind, Value, fields};

/// The `detail-type` of calls that CloudTrail delivers. Sign-ins and service events have others, and are not concerned.
pub const API_CALL: &str = "AWS API Call via CloudTrail";

/// How the names of the calls begin that are read-only for certain.
///
/// AWS: the guide names `List`, `Get` and `Describe`; of read-only calls with other names nothing is known.
const READ_ONLY: [&str; 3] = ["Describe", "Get", "List"];

/// Whether an event is a read-only management event by way of CloudTrail, which a rule gets only if its state says so.
///
/// What the record says itself counts: where it says that it is no management event, or that it is not read-only, it is
/// delivered, whatever the call is called.
///
/// # Example
///
/// ```
/// use evb::event::cloudtrail;
///
/// let event = |name: &str| evb::json::parse(&format!(
///     r#"{{"detail-type": "AWS API Call via CloudTrail", "detail": {{"eventName": "{name}", "readOnly": true}}}}"#
/// )).unwrap();
/// assert!(cloudtrail::is_read_only_management(&event("DescribeInstances")));
/// assert!(!cloudtrail::is_read_only_management(&event("RunInstances")));
/// ```
#[must_use]
pub fn is_read_only_management(event: &Value) -> bool {
    if fields::text(event, "detail-type") != Some(API_CALL) {
        return false;
    }
    let Some(detail) = event.get("detail") else {
        return false;
    };
    let says_no = |name: &str| detail.get(name).map(|one| &one.kind) == Some(&Kind::Bool(false));
    let name = fields::text(detail, "eventName").unwrap_or_default();
    is_read_only_call(name) && !says_no("readOnly") && !says_no("managementEvent")
}

/// Whether a call of this name only reads, for certain.
#[must_use]
pub fn is_read_only_call(name: &str) -> bool {
    READ_ONLY.iter().any(|begin| name.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn what_the_record_says_itself_counts() {
        for (detail_type, detail, expected) in [
            (API_CALL, r#""eventName":"ListBuckets""#, true),
            (
                API_CALL,
                r#""eventName":"GetObject","managementEvent":false"#,
                false,
            ),
            (
                API_CALL,
                r#""eventName":"GetToken","readOnly":false"#,
                false,
            ),
            (
                API_CALL,
                r#""eventName":"PutObject","readOnly":true"#,
                false,
            ),
            (API_CALL, r#""readOnly":true"#, false),
            (
                "AWS Console Sign In via CloudTrail",
                r#""eventName":"GetSigninToken""#,
                false,
            ),
        ] {
            let text = format!(r#"{{"detail-type":"{detail_type}","detail":{{{detail}}}}}"#);
            let event = json::parse(&text).unwrap();
            assert_eq!(is_read_only_management(&event), expected, "{text}");
        }
    }
}

//! Subscribe.

use super::{Rules, Words, may_have, path, place};
use crate::json::Value;
use crate::json::fields::{present, text};

/// AWS: SNS API Reference, Subscribe, `SubscriptionRoleArn`: "Specifying a valid ARN for this attribute is required for Firehose
/// delivery stream subscriptions."
pub(super) fn check(request: &Value, found: &mut Rules) {
    const ROLE: &str = "SubscriptionRoleArn";
    let attributes = present(request, "Attributes");
    let has_role = attributes.map_or_else(
        || may_have(request, "Attributes"),
        |attributes| may_have(attributes, ROLE),
    );
    if text(request, "Protocol") == Some("firehose") && !has_role {
        found.broken(
            path(&["Attributes", ROLE]),
            place(request, "Protocol"),
            Words::Unknown,
            "the subscription has no `SubscriptionRoleArn`, and Firehose needs one",
        );
        found.help("name the role that SNS takes on to write to the delivery stream");
    }
}

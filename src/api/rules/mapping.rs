//! CreateEventSourceMapping.

use super::arn::Arn;
use super::{Rules, Words, may_have, path, place};
use crate::json::Value;
use crate::json::fields::present;

/// AWS: Lambda API Reference, CreateEventSourceMapping, `StartingPosition`: "Required for Amazon Kinesis and Amazon DynamoDB
/// Stream event sources."
pub(super) fn check(request: &Value, found: &mut Rules) {
    let source = Arn::of(present(request, "EventSourceArn"));
    let is_stream = |arn: &Arn| matches!(arn.service(), "kinesis" | "dynamodb");
    if source.as_ref().is_some_and(is_stream) && !may_have(request, "StartingPosition") {
        found.broken(
            path(&["StartingPosition"]),
            place(request, "EventSourceArn"),
            Words::Unknown,
            "the mapping reads from a stream and has no `StartingPosition`",
        );
        found.help("write `TRIM_HORIZON` or `LATEST`");
    }
}

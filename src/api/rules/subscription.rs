//! Subscribe.

use super::arn::Arn;
use super::{Rules, Words, may_have, path, place};
use crate::json::Value;
use crate::json::fields::{present, text};

/// Protocols whose endpoints are ARNs of a service of the same name.
///
/// AWS: SNS API Reference, Subscribe, `Endpoint`: "For the sqs protocol, the endpoint is the ARN of an Amazon SQS queue", and so on.
const BY_ARN: [&str; 3] = ["firehose", "lambda", "sqs"];

pub(super) fn check(request: &Value, found: &mut Rules) {
    endpoint(request, found);
    role(request, found);
}

fn endpoint(request: &Value, found: &mut Rules) {
    const NAME: &str = "Endpoint";
    let protocol = text(request, "Protocol").filter(|one| BY_ARN.contains(one));
    let (Some(protocol), Some(endpoint)) = (protocol, present(request, NAME)) else {
        return;
    };
    let arn = Arn::of(Some(endpoint));
    let service = arn.as_ref().map(Arn::service).unwrap_or_default();
    let ours = if Arn::none(endpoint).is_some() {
        format!("the protocol is `{protocol}`, and the endpoint is no ARN")
    } else if !service.is_empty() && service != protocol {
        format!("the protocol is `{protocol}`, and the endpoint is of `{service}`")
    } else {
        return;
    };
    let words = match protocol {
        "sqs" => Words::Modelled("Invalid parameter: SQS endpoint ARN".to_owned()),
        _ => Words::Unknown,
    };
    found.broken(path(&[NAME]), place(request, NAME), words, ours);
}

/// AWS: SNS API Reference, Subscribe, `SubscriptionRoleArn`: "Specifying a valid ARN for this attribute is required for Firehose
/// delivery stream subscriptions."
fn role(request: &Value, found: &mut Rules) {
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

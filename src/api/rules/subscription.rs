//! Subscribe.

use super::arn::Arn;
use super::{Rules, Words, may_have, path, place};
use crate::json::fields::{integer, present, text};
use crate::json::{self, TextPart, Value};
use crate::pattern::filter_policy::FilterPolicyScope;
use crate::suggest;

/// Protocols whose endpoints are ARNs of a service of the same name.
///
/// AWS: SNS API Reference, Subscribe, `Endpoint`: "For the sqs protocol, the endpoint is the ARN of an Amazon SQS queue", and so on.
const BY_ARN: [&str; 3] = ["firehose", "lambda", "sqs"];

/// AWS: SNS API Reference, Subscribe, `Protocol`.
const PROTOCOLS: [&str; 9] = [
    "application",
    "email",
    "email-json",
    "firehose",
    "http",
    "https",
    "lambda",
    "sms",
    "sqs",
];

/// Protocols whose messages may come as they were published.
///
/// AWS: SNS Developer Guide, "Amazon SNS raw message delivery".
const RAW: [&str; 4] = ["firehose", "http", "https", "sqs"];

/// What stands before what SNS finds wrong with an attribute of Subscribe.
///
/// Recorded: of filter policies, and of raw messages by email.
const REASON: &str = "Invalid parameter: Attributes Reason: ";

pub(super) fn check(request: &Value, found: &mut Rules) {
    if protocol(request, found) {
        endpoint(request, found);
        url(request, found);
        role(request, found);
    }
    if let Some(attributes) = present(request, "Attributes") {
        scope(attributes, found);
        raw(request, attributes, found);
        redrive(attributes, found);
        retries(attributes, found);
    }
}

/// Whether it is one of the protocols, or may be one. That another one is refused is not recorded, nor in which words.
fn protocol(request: &Value, found: &mut Rules) -> bool {
    const NAME: &str = "Protocol";
    let unknown = text(request, NAME).filter(|one| !PROTOCOLS.contains(one));
    let Some(unknown) = unknown else {
        return true;
    };
    let words =
        format!("Invalid parameter: Amazon SNS does not support this protocol string: {unknown}");
    found.broken(
        path(&[NAME]),
        place(request, NAME),
        Words::Modelled(words),
        format!("SNS has no protocol `{unknown}`"),
    );
    let small = unknown.trim().to_ascii_lowercase();
    let meant = PROTOCOLS.iter().find(|one| **one == small).copied();
    found.help(
        match meant.or_else(|| suggest::nearest(&small, &PROTOCOLS)) {
            Some(meant) => format!("write `{meant}`"),
            None => format!("it has {}", PROTOCOLS.join(", ")),
        },
    );
    false
}

/// AWS: SNS API Reference, Subscribe, `Endpoint`: "For the https protocol, the (public) endpoint is a URL beginning with
/// https://." argoproj/argo-events, issue 414: the message is recorded.
fn url(request: &Value, found: &mut Rules) {
    const NAME: &str = "Endpoint";
    let protocol = text(request, "Protocol").filter(|one| one.starts_with("http"));
    let (Some(protocol), Some(endpoint)) = (protocol, present(request, NAME)) else {
        return;
    };
    let (start, is_whole) = match endpoint.as_open().map(|open| open.parts.first()) {
        None => (endpoint.as_str().unwrap_or_default(), true),
        Some(Some(TextPart::Literal(start))) => (start.as_str(), false),
        Some(_) => return,
    };
    let scheme = format!("{protocol}://");
    let start = start.to_ascii_lowercase();
    if start.starts_with(&scheme) || !is_whole && scheme.starts_with(&start) {
        return;
    }
    found.broken(
        path(&[NAME]),
        place(request, NAME),
        Words::Recorded("Invalid parameter: Endpoint must match the specified protocol".to_owned()),
        format!("the protocol is `{protocol}`, and the endpoint does not begin with `{scheme}`"),
    );
    let other = if protocol == "https" { "http" } else { "https" };
    if start.starts_with(&format!("{other}://")) {
        found.help(format!(
            "write `Protocol: {other}`, or an endpoint that begins with `{scheme}`"
        ));
    }
}

/// aws/aws-cdk, pull request 23108: the words are recorded, of `null`.
fn scope(attributes: &Value, found: &mut Rules) {
    const NAME: &str = "FilterPolicyScope";
    let scope = text(attributes, NAME);
    let unknown = scope.filter(|name| FilterPolicyScope::from_name(name).is_none());
    if let Some(unknown) = unknown {
        let words = format!(
            "{REASON}FilterPolicyScope: Invalid value [{unknown}]. Please use either MessageBody or MessageAttributes"
        );
        found.broken(
            path(&["Attributes", NAME]),
            place(attributes, NAME),
            Words::Recorded(words),
            format!("a filter policy has no scope `{unknown}`"),
        );
        found.help("write `MessageBody` or `MessageAttributes`");
    }
}

/// aws-controllers-k8s/community, issue 2192: the words are recorded, of a function.
fn raw(request: &Value, attributes: &Value, found: &mut Rules) {
    const NAME: &str = "RawMessageDelivery";
    let is_on = text(attributes, NAME).is_some_and(|word| word.eq_ignore_ascii_case("true"));
    let protocol = text(request, "Protocol").filter(|one| PROTOCOLS.contains(one));
    if let Some(protocol) = protocol.filter(|one| is_on && !RAW.contains(one)) {
        let words = format!(
            "{REASON}Delivery protocol [{protocol}] does not support raw message delivery."
        );
        found.broken(
            path(&["Attributes", NAME]),
            place(attributes, NAME),
            Words::Recorded(words),
            format!("`{protocol}` does not deliver raw messages"),
        );
        found.help("leave `RawMessageDelivery` out");
    }
}

/// ministryofjustice/cloud-platform-environments, pull request 11520: the message is recorded.
fn redrive(attributes: &Value, found: &mut Rules) {
    const NAME: &str = "RedrivePolicy";
    const COUNT: &str = "maxReceiveCount";
    let policy = text(attributes, NAME).and_then(|text| json::parse(text).ok());
    if policy.is_some_and(|policy| policy.get(COUNT).is_some()) {
        let words = format!(
            "Invalid parameter: RedrivePolicy: invalid JSON. Attribute {COUNT} is unknown."
        );
        found.broken(
            path(&["Attributes", NAME]),
            place(attributes, NAME),
            Words::Recorded(words),
            format!("the redrive policy of a subscription has no `{COUNT}`"),
        );
        found.help("leave it out: how often SNS tries is its own, or in a `DeliveryPolicy`");
    }
}

/// AWS: SNS Developer Guide, "Message delivery retries": `numRetries` is at most 100, delays are at most 3,600 seconds. Recorded of
/// a topic: `Invalid parameter: DeliveryPolicy: http.defaultHealthyRetryPolicy.numRetries must be less than or equal to 100`.
fn retries(attributes: &Value, found: &mut Rules) {
    const NAME: &str = "DeliveryPolicy";
    const POLICY: &str = "healthyRetryPolicy";
    const MOST: [(&str, i64); 3] = [
        ("numRetries", 100),
        ("minDelayTarget", 3_600),
        ("maxDelayTarget", 3_600),
    ];
    let policy = text(attributes, NAME).and_then(|text| json::parse(text).ok());
    let Some(retries) = policy.as_ref().and_then(|policy| present(policy, POLICY)) else {
        return;
    };
    for (name, most) in MOST {
        let number = present(retries, name).and_then(integer);
        if let Some(number) = number.filter(|number| *number > most) {
            let words = format!(
                "Invalid parameter: DeliveryPolicy: {POLICY}.{name} must be less than or equal to {most}"
            );
            found.broken(
                path(&["Attributes", NAME]),
                place(attributes, NAME),
                Words::Modelled(words),
                format!("`{name}` of the delivery policy is {number}, and {most} is the most"),
            );
        }
    }
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

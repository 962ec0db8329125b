//! `sns`: topics and their subscriptions.
//!
//! # Source
//!
//! serverless 3.40, `lib/plugins/aws/package/compile/events/sns.js`.

use super::function::{Function, arn, permission};
use super::make::{Made, attribute, call, list, object};
use super::names;
use crate::json::Value;
use crate::json::fields::{present, text};

/// The subscription of a function. One without a filter stands in the topic, if that is made here.
pub(super) fn subscription(made: &mut Made, function: &Function, event: &Value) {
    let span = event.span;
    let short = event.as_str();
    let given = present(event, "arn")
        .or_else(|| short.filter(|text| text.starts_with("arn:")).map(|_| event));
    let of_arn = given
        .and_then(Value::as_str)
        .and_then(|arn| arn.rsplit(':').next());
    let Some(name) = text(event, "topicName").or(of_arn).or(short) else {
        return;
    };
    let id = names::alphanumeric(name);
    let topic = format!("SNSTopic{id}");
    let endpoint = ("Endpoint", Some(function.target.placed(span)));
    let protocol = ("Protocol", Some(Value::text("lambda", span)));
    let has_filter =
        present(event, "filterPolicy").is_some() || present(event, "redrivePolicy").is_some();
    if given.is_none() {
        let inline = list(
            span,
            vec![object(span, vec![endpoint.clone(), protocol.clone()])],
        );
        let properties = vec![
            ("TopicName", Some(Value::text(name, span))),
            ("Subscription", (!has_filter).then_some(inline)),
        ];
        made.push(&topic, "AWS::SNS::Topic", object(span, properties));
    }
    if given.is_some() || has_filter {
        let made_topic = || call("Ref", Value::text(&topic, span));
        let properties = vec![
            ("TopicArn", Some(given.cloned().unwrap_or_else(made_topic))),
            protocol,
            endpoint,
            ("FilterPolicy", present(event, "filterPolicy").cloned()),
            (
                "FilterPolicyScope",
                present(event, "filterPolicyScope").cloned(),
            ),
            (
                "RedrivePolicy",
                present(event, "redrivePolicy").map(redrive_policy),
            ),
        ];
        let id = format!("{}SnsSubscription{id}", function.id);
        made.push(&id, "AWS::SNS::Subscription", object(span, properties));
    }
    let named = || arn("sns", vec![Value::text(name, span)], span);
    let source = given.map_or_else(named, |arn| arn.placed(span));
    let id = format!("{}LambdaPermission{id}SNS", function.id);
    permission(made, &id, function, "sns.amazonaws.com", source);
}

fn redrive_policy(policy: &Value) -> Value {
    let reference = text(policy, "deadLetterTargetRef").map(|id| attribute(id, "Arn", policy.span));
    let import =
        present(policy, "deadLetterTargetImport").and_then(|import| present(import, "arn"));
    let import = import.map(|name| call("Fn::ImportValue", name.clone()));
    let arn = present(policy, "deadLetterTargetArn").cloned();
    object(
        policy.span,
        vec![("deadLetterTargetArn", arn.or(reference).or(import))],
    )
}

//! Events of functions, each to the file that makes its resources.

use super::function::{Function, left_out};
use super::make::Made;
use super::resolver::Resolver;
use super::{buckets, event_bridge, mappings, schedules, topics};
use crate::diagnostic::Diagnostic;
use crate::iac::UNKNOWN_MEMBER;
use crate::json::{Kind, Value};
use crate::suggest;

/// The members of events, by their kinds: what is nearly one of them is misspelt.
///
/// Serverless Framework documentation, "Schedule", "EventBridge", "SQS", "Kinesis & DynamoDB", "SNS"; serverless 3.40, the
/// schemas of `lib/plugins/aws/package/compile/events`.
const MEMBERS: [(&str, &[&str]); 5] = [
    (
        "eventBridge",
        &[
            "deadLetterQueueArn",
            "description",
            "enabled",
            "eventBus",
            "input",
            "inputPath",
            "inputTransformer",
            "name",
            "pattern",
            "retryPolicy",
            "schedule",
        ],
    ),
    (
        "schedule",
        &[
            "description",
            "enabled",
            "input",
            "inputPath",
            "inputTransformer",
            "method",
            "name",
            "rate",
            "timezone",
        ],
    ),
    (
        "sns",
        &[
            "arn",
            "displayName",
            "filterPolicy",
            "filterPolicyScope",
            "kmsMasterKeyId",
            "redrivePolicy",
            "topicName",
        ],
    ),
    (
        "sqs",
        &[
            "arn",
            "batchSize",
            "enabled",
            "filterPatterns",
            "functionResponseType",
            "maximumBatchingWindow",
            "maximumConcurrency",
        ],
    ),
    (
        "stream",
        &[
            "arn",
            "batchSize",
            "batchWindow",
            "bisectBatchOnFunctionError",
            "consumer",
            "consumerName",
            "destinations",
            "enabled",
            "filterPatterns",
            "functionResponseType",
            "maximumRecordAgeInSeconds",
            "maximumRetryAttempts",
            "parallelizationFactor",
            "startingPosition",
            "startingPositionTimestamp",
            "tumblingWindowInSeconds",
            "type",
        ],
    ),
];

/// Tells of members whose names are nearly right.
fn misspelt(resolver: &mut Resolver<'_, '_>, kind: &str, event: &Value) {
    let known = MEMBERS.iter().find(|(name, _)| *name == kind);
    let Some((_, known)) = known else { return };
    for member in event.as_object().unwrap_or_default() {
        let name = member.name.to_display();
        let meant = suggest::nearest(&name, known).filter(|meant| *meant != name);
        if let Some(meant) = meant {
            let message = format!("`{name}` is left out: events of `{kind}` have no such member");
            let told = Diagnostic::warning(UNKNOWN_MEMBER, message)
                .at(member.name_span, "Serverless warns of this, or refuses it")
                .help(format!("did you mean `{meant}`?"));
            resolver.tell(told);
        }
    }
}

/// Makes the resources of one event, the `number`th of its function.
pub(super) fn event(
    resolver: &mut Resolver<'_, '_>,
    made: &mut Made,
    function: &Function,
    event: &Value,
    number: usize,
) {
    if event.as_open().is_some() {
        let what = format!(
            "event {number} of the function `{}` is left out",
            function.key
        );
        return left_out(resolver, event, &what);
    }
    for member in event.as_object().unwrap_or_default() {
        let kind = member.name.to_display();
        let body = &member.value;
        let is_read = matches!(
            &*kind,
            "eventBridge" | "schedule" | "cloudwatchEvent" | "sns" | "s3"
        ) || mappings::is_source(&kind);
        let is_open = body.as_open().is_some_and(|_| &*kind != "schedule");
        if !is_read || body.kind == Kind::Null {
            continue;
        }
        if is_open {
            let what = format!(
                "the `{kind}` of the function `{}` is left out",
                function.key
            );
            left_out(resolver, body, &what);
            continue;
        }
        misspelt(resolver, &kind, body);
        match &*kind {
            "eventBridge" => event_bridge::rule(resolver, made, function, body, number),
            "cloudwatchEvent" => event_bridge::cloud_watch(resolver, made, function, body),
            "schedule" => schedules::schedule(resolver, made, function, body),
            "sns" => topics::subscription(made, function, body),
            "s3" => buckets::notification(made, function, body),
            kind => mappings::mapping(made, function, kind, body, number),
        }
    }
}

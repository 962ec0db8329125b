//! What stands around rules and pipes, out of the object that holds its members.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, the types by their names; S3 API Reference, `EventBridgeConfiguration`: an empty
//! one means on.

use super::access::document;
use super::parts::{json_member, on_failure, on_success, place, redrive_policy};
use super::reader::Reader;
use crate::api::Operation;
use crate::json::fields::{present, text};
use crate::json::{JsonString, Kind, Member, Shape, Value};
use crate::model::{
    ApiDestination, AsynchronousInvocation, Bucket, BucketNotification, Connection, Declared,
    Function, FunctionAlias, Permission, Policy, Queue, Requested, ScheduleGroup, StateMachine,
    Stream,
};

/// A bucket.
pub(super) fn bucket(mut reader: Reader<'_>, value: &Value) -> Bucket {
    let name = reader.first_text(value, &["BucketName", "Bucket"]);
    let configuration = reader.object(value, "NotificationConfiguration");
    let (eventbridge, notifications) = match configuration {
        Some(configuration) => (
            eventbridge(&mut reader, configuration),
            notifications(&mut reader, configuration),
        ),
        None => (None, Vec::new()),
    };
    Bucket {
        name,
        eventbridge,
        notifications: configuration.cloned(),
        notified: notifications,
        span: value.span,
        diagnostics: reader.found(),
        ..Bucket::default()
    }
}

/// Whether a notification configuration sends everything to EventBridge.
fn eventbridge(reader: &mut Reader<'_>, configuration: &Value) -> Option<Declared<bool>> {
    let given = reader.object(configuration, "EventBridgeConfiguration")?;
    let enabled = reader.boolean(given, "EventBridgeEnabled");
    Some(enabled.unwrap_or_else(|| Declared::known(true, given.span)))
}

/// The lists of notifications, as CloudFormation and as the API call them.
const NOTIFICATIONS: [&str; 4] = [
    "LambdaConfigurations",
    "LambdaFunctionConfigurations",
    "QueueConfigurations",
    "TopicConfigurations",
];

/// What a notification configuration sends to functions, queues and topics.
pub(super) fn notifications(
    reader: &mut Reader<'_>,
    configuration: &Value,
) -> Vec<BucketNotification> {
    let mut all = Vec::new();
    for list in NOTIFICATIONS {
        for one in reader.array(configuration, list) {
            all.push(notification(reader, one));
        }
    }
    all
}

/// CloudFormation: `Event`, one; `Filter.S3Key.Rules`. S3 API Reference: `Events`; `Filter.Key.FilterRules`.
fn notification(reader: &mut Reader<'_>, one: &Value) -> BucketNotification {
    const TARGETS: [&str; 6] = [
        "Function",
        "LambdaFunctionArn",
        "Queue",
        "QueueArn",
        "Topic",
        "TopicArn",
    ];
    let single = reader.text(one, "Event");
    let several = match present(one, "Events") {
        Some(text) if text.as_array().is_none() => std::slice::from_ref(text),
        _ => reader.array(one, "Events"),
    };
    let several: Vec<_> = several
        .iter()
        .filter_map(|one| reader.string(one))
        .collect();
    let rules = reader.object(one, "Filter").and_then(|filter| {
        let of_template = reader.object(filter, "S3Key");
        of_template.or_else(|| reader.object(filter, "Key"))
    });
    let mut made = BucketNotification {
        name: reader.text(one, "Id"),
        target: reader.first_text(one, &TARGETS),
        events: single.into_iter().chain(several).collect(),
        span: one.span,
        ..BucketNotification::default()
    };
    let rules = rules.map_or(&[][..], |rules| match present(rules, "Rules") {
        Some(_) => reader.array(rules, "Rules"),
        None => reader.array(rules, "FilterRules"),
    });
    for rule in rules {
        let value = reader.text(rule, "Value");
        let name = text(rule, "Name").unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "prefix" => made.prefix = value,
            "suffix" => made.suffix = value,
            _ => {}
        }
    }
    made
}

/// A queue.
pub(super) fn queue(mut reader: Reader<'_>, value: &Value) -> Queue {
    Queue {
        name: reader.text(value, "QueueName"),
        arn: reader.text(value, "Arn"),
        dead_letter: redrive_policy(&mut reader, value),
        maximum_receive_count: json_member(value, "RedrivePolicy")
            .and_then(|policy| reader.integer(&policy, "maxReceiveCount")),
        visibility_timeout_seconds: reader.integer(value, "VisibilityTimeout"),
        message_retention_seconds: reader.integer(value, "MessageRetentionPeriod"),
        delay_seconds: reader.integer(value, "DelaySeconds"),
        fifo: reader.boolean(value, "FifoQueue"),
        key: reader.text(value, "KmsMasterKeyId"),
        policy: document(value, &["Policy"]),
        deduplicates_by_content: reader.boolean(value, "ContentBasedDeduplication"),
        span: value.span,
        diagnostics: reader.found(),
        ..Queue::default()
    }
}

/// A function.
///
/// AWS SAM Developer Guide, `AWS::Serverless::Function`: `DeadLetterQueue` is `DeadLetterConfig` by another name, and
/// `EventInvokeConfig` the configuration of asynchronous invocations of what its events invoke. AWS SAM translator: that is
/// the alias of `AutoPublishAlias`, else `$LATEST`, and nothing else.
pub(super) fn function(mut reader: Reader<'_>, value: &Value) -> Function {
    let of_sam = reader.object(value, "EventInvokeConfig");
    let invocations = of_sam.map(|config| {
        let alias = reader.text(value, "AutoPublishAlias");
        let latest = || Declared::known("$LATEST".to_owned(), config.span);
        let request = asked_by_sam(&mut reader, value, config);
        AsynchronousInvocation {
            qualifier: Some(alias.unwrap_or_else(latest)),
            request: Some(request),
            ..invocation(&mut reader, config)
        }
    });
    let dead_letter = place(&mut reader, value, "DeadLetterConfig", "TargetArn");
    Function {
        name: reader.text(value, "FunctionName"),
        arn: reader.first_text(value, &["Arn", "FunctionArn"]),
        timeout_seconds: reader.integer(value, "Timeout"),
        reserved_concurrency: reader.integer(value, "ReservedConcurrentExecutions"),
        dead_letter: dead_letter
            .or_else(|| place(&mut reader, value, "DeadLetterQueue", "TargetArn")),
        invocations: invocations.into_iter().collect(),
        span: value.span,
        diagnostics: reader.found(),
        ..Function::default()
    }
}

/// The request that the translator makes of a configuration, of the function that has it.
fn asked_by_sam(reader: &mut Reader<'_>, function: &Value, config: &Value) -> Requested {
    let mut asked = config.clone();
    if let Kind::Object(members) = &mut asked.kind {
        let name = present(function, "FunctionName").cloned();
        let span = config.span;
        members.push(Member {
            name: JsonString::from("FunctionName"),
            name_span: span,
            value: name.unwrap_or_else(|| Value::open(Shape::Text, "generated", span)),
        });
    }
    reader.request(Operation::PutFunctionEventInvokeConfig, &asked)
}

/// What configures asynchronous invocations of a function that stands elsewhere.
pub(super) fn event_invoke_config(mut reader: Reader<'_>, value: &Value) -> Function {
    let request = reader.request(Operation::PutFunctionEventInvokeConfig, value);
    Function {
        name: reader.first_text(value, &["FunctionName", "FunctionArn"]),
        invocations: vec![AsynchronousInvocation {
            request: Some(request),
            ..invocation(&mut reader, value)
        }],
        span: value.span,
        diagnostics: reader.found(),
        ..Function::default()
    }
}

fn invocation(reader: &mut Reader<'_>, value: &Value) -> AsynchronousInvocation {
    AsynchronousInvocation {
        qualifier: reader.text(value, "Qualifier"),
        maximum_retry_attempts: reader.integer(value, "MaximumRetryAttempts"),
        maximum_event_age_seconds: reader.integer(value, "MaximumEventAgeInSeconds"),
        on_failure: on_failure(reader, value),
        on_success: on_success(reader, value),
        span: value.span,
        ..AsynchronousInvocation::default()
    }
}

/// A version of a function that stands elsewhere: it is invoked by an ARN of its own, as an alias is.
pub(super) fn version(reader: Reader<'_>, value: &Value) -> Function {
    alias(reader, value)
}

/// An alias of a function that stands elsewhere.
pub(super) fn alias(mut reader: Reader<'_>, value: &Value) -> Function {
    let alias = FunctionAlias {
        logical_id: None,
        name: reader.text(value, "Name"),
    };
    Function {
        name: reader.text(value, "FunctionName"),
        aliases: vec![alias],
        span: value.span,
        diagnostics: reader.found(),
        ..Function::default()
    }
}

/// A stream.
pub(super) fn stream(mut reader: Reader<'_>, value: &Value) -> Stream {
    Stream {
        name: reader.text(value, "Name"),
        arn: reader.text(value, "Arn"),
        retention_hours: reader.integer(value, "RetentionPeriodHours"),
        span: value.span,
        diagnostics: reader.found(),
        ..Stream::default()
    }
}

/// A state machine.
pub(super) fn state_machine(mut reader: Reader<'_>, value: &Value) -> StateMachine {
    StateMachine {
        kind: reader.first_text(value, &["StateMachineType", "Type"]),
        span: value.span,
        ..StateMachine::default()
    }
}

/// A permission to invoke a function.
pub(super) fn permission(mut reader: Reader<'_>, value: &Value) -> Permission {
    Permission {
        function: reader.text(value, "FunctionName"),
        action: reader.text(value, "Action"),
        principal: reader.text(value, "Principal"),
        source: reader.text(value, "SourceArn"),
        source_account: reader.text(value, "SourceAccount"),
        qualifier: reader.text(value, "Qualifier"),
        span: value.span,
        diagnostics: reader.found(),
        ..Permission::default()
    }
}

/// A policy of a bus or of queues. The old form of a bus's policy has the members of its one statement.
pub(super) fn policy(mut reader: Reader<'_>, value: &Value) -> Policy {
    let one = reader.first_text(value, &["EventBusName", "Queue"]);
    let queues = reader.array(value, "Queues").iter();
    let queues: Vec<_> = queues.filter_map(|queue| reader.string(queue)).collect();
    let written = ["PolicyDocument", "Statement", "Policy"];
    let document = written.iter().find_map(|name| json_member(value, name));
    let is_old = present(value, "Principal").is_some();
    Policy {
        on: one.into_iter().chain(queues).collect(),
        document: document.or_else(|| is_old.then(|| value.clone())),
        span: value.span,
        diagnostics: reader.found(),
        ..Policy::default()
    }
}

/// An API destination.
pub(super) fn api_destination(mut reader: Reader<'_>, value: &Value) -> ApiDestination {
    ApiDestination {
        name: reader.text(value, "Name"),
        arn: reader.first_text(value, &["Arn", "ApiDestinationArn"]),
        connection: reader.text(value, "ConnectionArn"),
        endpoint: reader.text(value, "InvocationEndpoint"),
        method: reader.text(value, "HttpMethod"),
        invocations_per_second: reader.integer(value, "InvocationRateLimitPerSecond"),
        request: Some(reader.request(Operation::CreateApiDestination, value)),
        span: value.span,
        diagnostics: reader.found(),
        ..ApiDestination::default()
    }
}

/// A connection.
pub(super) fn connection(mut reader: Reader<'_>, value: &Value) -> Connection {
    Connection {
        name: reader.text(value, "Name"),
        arn: reader.first_text(value, &["Arn", "ConnectionArn"]),
        authorization: reader.text(value, "AuthorizationType"),
        request: Some(reader.request(Operation::CreateConnection, value)),
        span: value.span,
        diagnostics: reader.found(),
        ..Connection::default()
    }
}

/// A group of schedules.
pub(super) fn schedule_group(mut reader: Reader<'_>, value: &Value) -> ScheduleGroup {
    ScheduleGroup {
        name: reader.text(value, "Name"),
        arn: reader.text(value, "Arn"),
        request: Some(reader.request(Operation::CreateScheduleGroup, value)),
        span: value.span,
        diagnostics: reader.found(),
        ..ScheduleGroup::default()
    }
}

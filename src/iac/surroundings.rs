//! What stands around rules and pipes, out of the object that holds its members.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, the types by their names; S3 API Reference, `EventBridgeConfiguration`: an empty
//! one means on.

use super::parts::{json_member, redrive_policy};
use super::reader::Reader;
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{
    ApiDestination, Bucket, Connection, Declared, Permission, Policy, Queue, ScheduleGroup,
};

/// A bucket.
pub(super) fn bucket(mut reader: Reader<'_>, value: &Value) -> Bucket {
    let name = reader.first_text(value, &["BucketName", "Bucket"]);
    let configuration = reader.object(value, "NotificationConfiguration");
    let eventbridge = match configuration {
        Some(configuration) => eventbridge(&mut reader, configuration),
        None => None,
    };
    Bucket {
        name,
        eventbridge,
        notifications: configuration.cloned(),
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

/// A queue.
pub(super) fn queue(mut reader: Reader<'_>, value: &Value) -> Queue {
    Queue {
        name: reader.text(value, "QueueName"),
        arn: reader.text(value, "Arn"),
        dead_letter: redrive_policy(&mut reader, value),
        span: value.span,
        diagnostics: reader.found(),
        ..Queue::default()
    }
}

/// A permission to invoke a function.
pub(super) fn permission(mut reader: Reader<'_>, value: &Value) -> Permission {
    Permission {
        function: reader.text(value, "FunctionName"),
        action: reader.text(value, "Action"),
        principal: reader.text(value, "Principal"),
        source: reader.text(value, "SourceArn"),
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
        span: value.span,
        diagnostics: reader.found(),
        ..ScheduleGroup::default()
    }
}

//! Answers of AWS that say less than they seem to, or say it in a shape of their own.
//!
//! # Source
//!
//! AWS: the response syntax of ListRules, ListSchedules, ListPipes, ListArchives, ListEventSourceMappings (their paging, and
//! what their summaries hold), GetBucketNotificationConfiguration of S3, GetSubscriptionAttributes of SNS, GetQueueAttributes of
//! SQS.

use super::LEFT_OUT;
use super::reader::{Reader, is_text};
use super::{parts, surroundings};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::fields::{beginning, integer, present, text};
use crate::json::{self, Member, Value};
use crate::model::{Bucket, DeadLetter, Declared, Inventory, Policy, Queue, Subscription};

/// A list of which a part is missing.
const INCOMPLETE: Code = Code::new("declaration/incomplete-list");

/// What the members are called by which a list goes on.
const PAGING: [&str; 3] = ["NextToken", "NextMarker", "nextToken"];

/// Tells that a list goes on where this answer ends.
pub(super) fn incomplete(answer: &Value) -> Option<Diagnostic> {
    let is_paging = |member: &&Member| {
        let is_name = PAGING.iter().any(|name| member.name == **name);
        is_name && member.value.as_str().is_some_and(|token| !token.is_empty())
    };
    let member = answer.as_object()?.iter().find(is_paging)?;
    let name = member.name.to_display();
    Some(
        Diagnostic::warning(INCOMPLETE, format!("`{name}`: the list is not complete"))
            .at(member.name_span, "it goes on behind what stands here")
            .help("get the whole list: without `--max-items`, `--limit` and `--no-paginate` the AWS CLI asks until its end"),
    )
}

/// Tells what the summaries of a list leave out; `list` is its name in small letters.
pub(super) fn summaries(list: &str, elements: &Value) -> Option<Diagnostic> {
    let all = elements.as_array()?;
    let first = all.first()?;
    let (what, help) = match list {
        "schedules" if all.iter().all(|one| is_summary(one, "ScheduleExpression")) => (
            "expressions of its schedules",
            "`aws scheduler get-schedule --name NAME --group-name GROUP` prints one as a whole",
        ),
        "pipes" if all.iter().all(|one| is_summary(one, "RoleArn")) => (
            "filters and templates of its pipes",
            "`aws pipes describe-pipe --name NAME` prints one as a whole",
        ),
        "archives" if all.iter().all(|one| is_summary(one, "EventPattern")) => (
            "event patterns of its archives",
            "`aws events describe-archive --archive-name NAME` prints one as a whole",
        ),
        _ => return None,
    };
    let message = format!("this list does not have the {what}");
    Some(
        Diagnostic::note(LEFT_OUT, message)
            .at(beginning(first), "this is a summary")
            .help(help),
    )
}

/// Whether an element has what only answers have, and lacks a member.
fn is_summary(element: &Value, member: &str) -> bool {
    let answered = [
        "Arn",
        "CreationDate",
        "CreationTime",
        "LastModifiedTime",
        "EventCount",
    ];
    let is_answer = answered.iter().any(|name| present(element, name).is_some());
    is_answer && present(element, member).is_none()
}

/// Tells that the filters of a mapping could not be read.
pub(super) fn filter_error(mapping: &Value) -> Option<Diagnostic> {
    let error = present(mapping, "FilterCriteriaError")?;
    let code = text(error, "ErrorCode").unwrap_or("FilterCriteriaError");
    let message = format!("the filters of this mapping are not in the answer: `{code}`");
    Some(
        Diagnostic::warning(LEFT_OUT, message)
            .at(beginning(error), "Lambda could not read them")
            .help("ask again with a role that may decrypt with the key of the mapping"),
    )
}

/// What has a shape of its own.
pub(super) fn other(value: &Value, text: &str) -> Option<Inventory> {
    let mut inventory = Inventory::default();
    if let Some(bucket) = bucket(value, text) {
        inventory.buckets.push(bucket);
        return Some(inventory);
    }
    let attributes = value.get("Attributes")?;
    if is_text(attributes, "TopicArn") && is_text(attributes, "Protocol") {
        inventory.subscriptions.push(Subscription {
            // What GetSubscriptionAttributes answers has the members of no request.
            request: None,
            ..parts::subscription(Reader::api(text), &parts::without_texts(attributes))
        });
    } else if is_text(attributes, "QueueArn") {
        let queue = queue(attributes, text);
        if present(attributes, "Policy").is_some() {
            inventory.policies.push(Policy {
                on: queue.arn.iter().cloned().collect(),
                ..surroundings::policy(Reader::api(text), attributes)
            });
        }
        inventory.queues.push(queue);
    } else {
        return None;
    }
    Some(inventory)
}

/// S3 API Reference, `GetBucketNotificationConfiguration`: the empty object `EventBridgeConfiguration` means that events go to
/// EventBridge.
fn bucket(value: &Value, file: &str) -> Option<Bucket> {
    const CONFIGURATIONS: [&str; 3] = [
        "QueueConfigurations",
        "TopicConfigurations",
        "LambdaFunctionConfigurations",
    ];
    let bridge = value.get("EventBridgeConfiguration");
    let bridge = bridge.filter(|one| one.as_object().is_some());
    let is_list = |name: &&str| {
        let list = value.get(name).and_then(Value::as_array);
        list.is_some_and(|list| list.iter().any(|one| one.get("Events").is_some()))
    };
    if bridge.is_none() && !CONFIGURATIONS.iter().any(is_list) {
        return None;
    }
    let span = bridge.map_or(value.span, |one| one.span);
    let mut reader = Reader::api(file);
    Some(Bucket {
        eventbridge: Some(Declared::known(bridge.is_some(), span)),
        notifications: Some(value.clone()),
        notified: surroundings::notifications(&mut reader, value),
        diagnostics: reader.found(),
        span: value.span,
        ..Bucket::default()
    })
}

/// SQS API Reference, `GetQueueAttributes`: `RedrivePolicy` is JSON in a text, whose `deadLetterTargetArn` is a queue.
fn queue(attributes: &Value, text: &str) -> Queue {
    let mut reader = Reader::api(text);
    let arn = reader.text(attributes, "QueueArn");
    let policy = present(attributes, "RedrivePolicy");
    let inside = policy.and_then(|policy| json::parse(policy.as_str()?).ok());
    let dead_letter = policy.zip(inside.as_ref()).and_then(|(policy, inside)| {
        let arn = inside.get("deadLetterTargetArn")?.as_str()?.to_owned();
        Some(DeadLetter {
            arn: Some(Declared::known(arn, policy.span)),
            span: policy.span,
        })
    });
    // AWS: every attribute of an answer is a text.
    let number = |name: &str| {
        let value = present(attributes, name)?;
        Some(Declared::known(value.as_str()?.parse().ok()?, value.span))
    };
    let maximum_receive_count = policy.zip(inside.as_ref()).and_then(|(policy, inside)| {
        let count = inside.get("maxReceiveCount")?;
        let count = integer(count).or_else(|| count.as_str()?.parse().ok())?;
        Some(Declared::known(count, policy.span))
    });
    let name = arn.as_ref().and_then(|arn| {
        let (_, name) = arn.get()?.rsplit_once(':')?;
        Some(Declared::known(name.to_owned(), arn.span))
    });
    let flag = |name: &str| {
        let given = present(attributes, name)?;
        Some(Declared::known(given.as_str()? == "true", given.span))
    };
    Queue {
        name,
        arn,
        dead_letter,
        maximum_receive_count,
        visibility_timeout_seconds: number("VisibilityTimeout"),
        message_retention_seconds: number("MessageRetentionPeriod"),
        fifo: flag("FifoQueue"),
        deduplicates_by_content: flag("ContentBasedDeduplication"),
        span: attributes.span,
        diagnostics: reader.found(),
        ..Queue::default()
    }
}

//! CreateEventSourceMapping.
//!
//! AWS: Lambda API Reference, CreateEventSourceMapping, the members by their names; Lambda Developer Guide, "Using Lambda with
//! Amazon SQS": "Batch window": "This applies only to standard queues."

use super::arn::Arn;
use super::{Rules, Words, may_have, path, place};
use crate::json::Value;
use crate::json::fields::{integer, present, text};

/// The largest batch of a FIFO queue.
const MAXIMUM_FIFO_BATCH: i64 = 10;

pub(super) fn check(request: &Value, found: &mut Rules) {
    if let Some(source) = Arn::of(present(request, "EventSourceArn")) {
        stream(request, &source, found);
        match source.service() {
            "kinesis" | "dynamodb" => position(request, &source, found),
            "sqs" if source.is_fifo() => fifo(request, found),
            _ => {}
        }
    }
    age(request, found);
}

/// AWS: Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB": what is read is the stream of a table.
fn stream(request: &Value, source: &Arn, found: &mut Rules) {
    const NAME: &str = "EventSourceArn";
    if source.is_table() {
        found.broken(
            path(&[NAME]),
            place(request, NAME),
            Words::Unknown,
            "the mapping reads from a table of DynamoDB, and not from its stream",
        );
        found.help("write the ARN of the stream: `…:table/NAME/stream/…`");
    }
}

/// `StartingPosition`: "Required for Amazon Kinesis and Amazon DynamoDB Stream event sources", and `AT_TIMESTAMP` is none of a
/// stream of DynamoDB.
fn position(request: &Value, source: &Arn, found: &mut Rules) {
    const NAME: &str = "StartingPosition";
    if !may_have(request, NAME) {
        found.broken(
            path(&[NAME]),
            place(request, "EventSourceArn"),
            Words::Unknown,
            "the mapping reads from a stream and has no `StartingPosition`",
        );
        found.help("write `TRIM_HORIZON` or `LATEST`");
    } else if source.service() == "dynamodb" && text(request, NAME) == Some("AT_TIMESTAMP") {
        found.broken(
            path(&[NAME]),
            place(request, NAME),
            Words::Unknown,
            "`StartingPosition` is `AT_TIMESTAMP`, from which a stream of DynamoDB cannot be read",
        );
        found.help("write `TRIM_HORIZON` or `LATEST`");
    }
}

/// `BatchSize`: "For FIFO queues, the max is 10"; a FIFO queue has no batching window.
fn fifo(request: &Value, found: &mut Rules) {
    const SIZE: &str = "BatchSize";
    const WINDOW: &str = "MaximumBatchingWindowInSeconds";
    let number = |name: &str| present(request, name).and_then(integer);
    if let Some(size) = number(SIZE).filter(|size| *size > MAXIMUM_FIFO_BATCH) {
        found.broken(
            path(&[SIZE]),
            place(request, SIZE),
            Words::Unknown,
            format!(
                "`BatchSize` is {size}, and a FIFO queue gives at most {MAXIMUM_FIFO_BATCH} messages at a time"
            ),
        );
    }
    if let Some(window) = number(WINDOW).filter(|window| *window > 0) {
        found.broken(
            path(&[WINDOW]),
            place(request, WINDOW),
            Words::Unknown,
            format!("a batching window of {window} seconds, and a FIFO queue has none"),
        );
        found.help("leave it out: batching windows are for standard queues only");
    }
}

/// AWS: CloudFormation Template Reference, `AWS::Lambda::EventSourceMapping`, `MaximumRecordAgeInSeconds`: "The minimum valid
/// value for maximum record age is 60s. Although values less than 60 and greater than -1 fall within the parameter's absolute
/// range, they are not allowed."
fn age(request: &Value, found: &mut Rules) {
    const NAME: &str = "MaximumRecordAgeInSeconds";
    let age = present(request, NAME).and_then(integer);
    if let Some(age) = age.filter(|age| (0..60).contains(age)) {
        found.broken(
            path(&[NAME]),
            place(request, NAME),
            Words::Unknown,
            format!("`MaximumRecordAgeInSeconds` is {age}: -1, or 60 and more"),
        );
    }
}

//! CreateEventSourceMapping.
//!
//! AWS: Lambda API Reference, CreateEventSourceMapping, the members by their names; Lambda Developer Guide, "Using Lambda with
//! Amazon SQS": "Batch window": "This applies only to standard queues."

use super::arn::Arn;
use super::{Rules, Words, destinations, may_have, path, place};
use crate::json::fields::{integer, present, text};
use crate::json::{Kind, Value};

/// The largest batch of a FIFO queue.
const MAXIMUM_FIFO_BATCH: i64 = 10;

/// Services from which Lambda reads: DocumentDB has the ARNs of RDS.
///
/// AWS: Lambda API Reference, CreateEventSourceMapping, `EventSourceArn`.
const SOURCES: [&str; 6] = ["dynamodb", "kafka", "kinesis", "mq", "rds", "sqs"];

/// Sources whose records stand in shards.
const STREAMS: &[&str] = &["dynamodb", "kinesis"];
/// Sources that keep a record until it is read or too old.
const LOGS: &[&str] = &["dynamodb", "kafka", "kinesis"];
/// Sources that learn which records of a batch failed.
const REPORTED: &[&str] = &["dynamodb", "kafka", "kinesis", "sqs"];

/// Members that not every source takes, and which do.
///
/// AWS: Lambda API Reference, CreateEventSourceMapping: `(Kinesis and DynamoDB Streams only)`, `(Amazon SQS only)`, `(MQ)`, and
/// so on before each of them.
const OF_SOURCES: [(&str, &[&str]); 12] = [
    ("AmazonManagedKafkaEventSourceConfig", &["kafka"]),
    ("BisectBatchOnFunctionError", LOGS),
    ("DestinationConfig", LOGS),
    ("DocumentDBEventSourceConfig", &["rds"]),
    ("FunctionResponseTypes", REPORTED),
    ("MaximumRecordAgeInSeconds", LOGS),
    ("MaximumRetryAttempts", LOGS),
    ("ParallelizationFactor", STREAMS),
    ("Queues", &["mq"]),
    ("ScalingConfig", &["sqs"]),
    ("Topics", &["kafka"]),
    ("TumblingWindowInSeconds", STREAMS),
];

pub(super) fn check(request: &Value, found: &mut Rules) {
    if let Some(source) = Arn::of(present(request, "EventSourceArn")) {
        stream(request, &source, found);
        match source.service() {
            "" => {}
            service if !SOURCES.contains(&service) => no_source(request, service, found),
            service => of_source(request, service, found),
        }
        match source.service() {
            "kinesis" | "dynamodb" => position(request, &source, found),
            "sqs" => queue(request, &source, found),
            _ => {}
        }
    }
    on_success(request, found);
    destinations::check(request, found);
    age(request, found);
}

/// Of what is no source it is only recorded that a mapping without one is refused: `Unrecognized event source.`
fn no_source(request: &Value, service: &str, found: &mut Rules) {
    const NAME: &str = "EventSourceArn";
    found.broken(
        path(&[NAME]),
        place(request, NAME),
        Words::Unknown,
        format!("the mapping reads from `{service}`, which is no source of events for one"),
    );
    found.help(match service {
        "sns" => "a topic invokes a function by a subscription, and a permission for `sns.amazonaws.com`",
        "events" => "a rule invokes a function as its target, and by a permission for `events.amazonaws.com`",
        "s3" => "a bucket invokes a function by its notifications, and a permission for `s3.amazonaws.com`",
        _ => "sources are SQS, Kinesis, streams of DynamoDB, Amazon MSK, Amazon MQ and DocumentDB",
    });
}

/// Recorded of a batching window: `Unsupported 'maximumBatchingWindowInSeconds' parameter for given event source mapping type.`
fn of_source(request: &Value, service: &str, found: &mut Rules) {
    for (name, sources) in OF_SOURCES {
        let given = present(request, name).filter(|given| says_something(given));
        if let Some(given) = given.filter(|_| !sources.contains(&service)) {
            found.broken(
                path(&[name]),
                given.span,
                unsupported(name),
                format!(
                    "`{name}` is for {}, and the mapping reads from {}",
                    joined(sources),
                    called(service)
                ),
            );
            found.help("leave it out");
        }
    }
}

fn unsupported(name: &str) -> Words {
    let mut letters = name.chars();
    let first = letters.next().map(|one| one.to_ascii_lowercase());
    let name: String = first.into_iter().chain(letters).collect();
    Words::Modelled(format!(
        "Unsupported '{name}' parameter for given event source mapping type."
    ))
}

/// Whether a value is more than what stands for its absence. Of what is open nothing is known.
fn says_something(value: &Value) -> bool {
    let is_empty = |value: &Value| match &value.kind {
        Kind::Object(members) => members.is_empty(),
        Kind::Null => true,
        _ => false,
    };
    !value.has_open()
        && match &value.kind {
            Kind::Null | Kind::Bool(false) => false,
            Kind::Number(number) => !["0", "-1"].contains(&&**number),
            Kind::Array(elements) => !elements.is_empty(),
            Kind::Object(members) => members.iter().any(|one| !is_empty(&one.value)),
            _ => true,
        }
}

/// A service as people call it.
fn called(service: &str) -> &str {
    match service {
        "dynamodb" => "DynamoDB",
        "kafka" => "Kafka",
        "kinesis" => "Kinesis",
        "mq" => "Amazon MQ",
        "rds" => "DocumentDB",
        "sqs" => "SQS",
        other => other,
    }
}

fn joined(services: &[&str]) -> String {
    let names: Vec<&str> = services.iter().map(|service| called(service)).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

/// AWS: Lambda API Reference, `DestinationConfig`, `OnSuccess`: "Not supported in CreateEventSourceMapping or
/// UpdateEventSourceMapping." LocalStack's tests against AWS have the words of a stream.
fn on_success(request: &Value, found: &mut Rules) {
    const CONFIG: &str = "DestinationConfig";
    const NAME: &str = "OnSuccess";
    let config = present(request, CONFIG);
    let given = config.and_then(|config| present(config, NAME));
    if let Some(given) = given.filter(|given| says_something(given)) {
        let words = "Unsupported DestinationConfig parameter for given event source mapping type.";
        found.broken(
            path(&[CONFIG, NAME]),
            given.span,
            Words::Modelled(words.to_owned()),
            "an event source mapping has no destination for what succeeds",
        );
        found.help("leave `OnSuccess` out: only asynchronous invocations have such a destination");
    }
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
/// stream of DynamoDB. LocalStack's tests against AWS have the words of both; recorded is what a position without its time is
/// told.
fn position(request: &Value, source: &Arn, found: &mut Rules) {
    const NAME: &str = "StartingPosition";
    const TIME: &str = "StartingPositionTimestamp";
    let is_timestamp = text(request, NAME) == Some("AT_TIMESTAMP");
    if !may_have(request, NAME) {
        let words = "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.";
        found.broken(
            path(&[NAME]),
            place(request, "EventSourceArn"),
            Words::Modelled(words.to_owned()),
            "the mapping reads from a stream and has no `StartingPosition`",
        );
        found.help("write `TRIM_HORIZON` or `LATEST`");
    } else if source.service() == "dynamodb" && is_timestamp {
        let arn = present(request, "EventSourceArn").and_then(Value::as_str);
        let words = arn.map(|arn| format!("Unsupported starting position for arn type: {arn}"));
        found.broken(
            path(&[NAME]),
            place(request, NAME),
            words.map_or(Words::Unknown, Words::Modelled),
            "`StartingPosition` is `AT_TIMESTAMP`, from which a stream of DynamoDB cannot be read",
        );
        found.help("write `TRIM_HORIZON` or `LATEST`");
    } else if is_timestamp && !may_have(request, TIME) {
        found.broken(
            path(&[TIME]),
            place(request, NAME),
            Words::Recorded("Need to specify a timestamp".to_owned()),
            "`StartingPosition` is `AT_TIMESTAMP`, and there is no `StartingPositionTimestamp`",
        );
        found.help("give the time to begin at, or write `TRIM_HORIZON` or `LATEST`");
    }
}

/// boto/boto3, issue 1613: the message is recorded.
fn queue(request: &Value, source: &Arn, found: &mut Rules) {
    const NAME: &str = "StartingPosition";
    if present(request, NAME).is_some_and(|given| given.as_open().is_none()) {
        found.broken(
            path(&[NAME]),
            place(request, NAME),
            Words::Recorded("StartingPosition is not valid for SQS event sources.".to_owned()),
            "the mapping reads from a queue, and has a `StartingPosition`",
        );
        found.help("leave it out: a queue is read from what lies in it");
    }
    if source.is_fifo() {
        fifo(request, found);
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

//! The message that a service writes to the dead-letter queue.
//!
//! # Source
//!
//! * Rules: EventBridge User Guide, "Using dead-letter queues to process undelivered events". What the page does
//!   not say was recorded on AWS: an error that is not retried leaves four attributes, without `RETRY_ATTEMPTS`
//!   and `EXHAUSTED_RETRY_CONDITION`; the body is what was on its way to the target.
//! * Scheduler: EventBridge Scheduler User Guide, "Configuring a dead-letter queue for EventBridge Scheduler".
//! * Subscribers: EventBridge User Guide, retries of the Custom Event Bus: a record without the event.
//! * Lambda: an inference, and a note of every report says so; nothing that was read or recorded shows such a letter.

use crate::json;

use super::attempts::{EndedBy, Ending};
use super::profile::Profile;
use super::random::{Draws, Stream};

/// The type of an attribute's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DataType {
    /// `String`
    String,
    /// `Number`
    Number,
}

/// An attribute of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub data_type: DataType,
    /// Its value.
    pub value: String,
}

/// A message in the dead-letter queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// Sorted by name. Services do not promise an order.
    pub attributes: Vec<Attribute>,
    /// The text; `None` if it is what the target was to receive and the caller did not give that.
    pub body: Option<String>,
    /// Whether it is what Lambda sends to an on-failure destination, and no dead letter.
    pub is_record: bool,
}

/// What stands in a dead letter beside the error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The rule's ARN.
    pub rule_arn: String,
    /// The target's ARN.
    pub target_arn: String,
    /// The schedule's ARN.
    pub schedule_arn: String,
    /// When the schedule was to invoke: RFC 3339.
    pub scheduled_time: String,
    /// The subscriber's ARN.
    pub subscriber_arn: String,
    /// The Custom Event Bus's ARN.
    pub bus_arn: String,
    /// The target's own message.
    pub error_message: String,
    /// What the target was to receive.
    pub payload: Option<String>,
}

impl Default for Addresses {
    fn default() -> Self {
        Self {
            rule_arn: "arn:aws:events:us-east-1:123456789012:rule/example".to_owned(),
            target_arn: "arn:aws:lambda:us-east-1:123456789012:function:example".to_owned(),
            schedule_arn: "arn:aws:scheduler:us-east-1:123456789012:schedule/default/example".to_owned(),
            scheduled_time: "2026-01-01T00:00:00Z".to_owned(),
            subscriber_arn: "arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234/subscriber/example"
                .to_owned(),
            bus_arn: "arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234".to_owned(),
            error_message: "<the target's own message>".to_owned(),
            payload: None,
        }
    }
}

/// The message about a delivery that failed.
///
/// Identifiers that a service makes up are drawn with `draws`.
#[must_use]
pub fn dead_letter(
    profile: Profile,
    ending: &Ending<'_>,
    addresses: &Addresses,
    draws: &Draws,
) -> DeadLetter {
    let code = ending.answer.map_or("", |answer| answer.code.as_str());
    let attributes = match profile {
        Profile::Rule | Profile::Custom | Profile::Scheduler | Profile::Subscriber => {
            of_event_bridge(profile, code, ending, addresses, draws)
        }
        Profile::LambdaAsync => of_function(code, addresses, draws),
        // SNS and SQS hand the message on as it is; of records of a stream no more than their place is told.
        Profile::SnsLambda
        | Profile::SnsHttp
        | Profile::Sqs
        | Profile::Stream
        | Profile::StepFunctions => Vec::new(),
    };
    let body = match profile {
        Profile::Subscriber => Some(subscriber_record(code, ending, addresses, draws)),
        Profile::Stream => None,
        _ => addresses.payload.clone(),
    };
    DeadLetter {
        attributes,
        body,
        is_record: false,
    }
}

/// What Lambda sends to the on-failure destination of a function: a record of the invocation.
///
/// AWS: Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
#[must_use]
pub fn invocation_record(ending: &Ending<'_>, addresses: &Addresses, draws: &Draws) -> DeadLetter {
    let code = ending.answer.map_or("", |answer| answer.code.as_str());
    let condition = ending.by.condition(Profile::LambdaAsync);
    let context = object(&[
        ("requestId", quoted(&identifier(draws, 0))),
        (
            "functionArn",
            quoted(&format!("{}:$LATEST", addresses.target_arn)),
        ),
        ("condition", quoted(condition.unwrap_or_default())),
        ("approximateInvokeCount", ending.attempts.to_string()),
    ]);
    let payload = addresses.payload.as_deref();
    let payload = payload.map(|text| match json::parse(text) {
        Ok(_) => text.to_owned(),
        Err(_) => quoted(text),
    });
    let mut members = vec![
        ("version", quoted("1.0")),
        ("timestamp", quoted("<when the record is written>")),
        ("requestContext", context),
        (
            "requestPayload",
            payload.unwrap_or_else(|| quoted("<the event>")),
        ),
    ];
    // What was never invoked has answered nothing.
    if matches!(code, "Unhandled" | "Handled") {
        let response = [
            ("statusCode", lambda_status(code).to_owned()),
            ("executedVersion", quoted("$LATEST")),
            ("functionError", quoted(code)),
        ];
        let answer = [("errorMessage", quoted(&addresses.error_message))];
        members.push(("responseContext", object(&response)));
        members.push(("responsePayload", object(&answer)));
    }
    DeadLetter {
        attributes: Vec::new(),
        body: Some(object(&members)),
        is_record: true,
    }
}

fn quoted(string: &str) -> String {
    let mut text = String::new();
    json::write_quoted(string, &mut text);
    text
}

/// An object of members that are JSON.
fn object(members: &[(&str, String)]) -> String {
    let members = members.iter();
    let members = members.map(|(name, value)| format!(r#""{name}":{value}"#));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn text(name: &'static str, value: impl Into<String>) -> Attribute {
    Attribute {
        name,
        data_type: DataType::String,
        value: value.into(),
    }
}

/// What the three ways of EventBridge to deliver write: most of it is the same.
///
/// AWS: Scheduler and subscribers leave out the condition if the error was one that is not retried; rules leave out the
/// number of retries, too.
fn of_event_bridge(
    profile: Profile,
    code: &str,
    ending: &Ending<'_>,
    addresses: &Addresses,
    draws: &Draws,
) -> Vec<Attribute> {
    let condition = ending.by.condition(profile);
    let (is_schedule, is_subscriber) = (
        profile == Profile::Scheduler,
        profile == Profile::Subscriber,
    );
    let is_rule = !is_schedule && !is_subscriber;
    let has_retries = condition.is_some() || !is_rule;
    let all = [
        ("BUS_ARN", is_subscriber.then(|| addresses.bus_arn.clone())),
        ("ERROR_CODE", Some(code.to_owned())),
        ("ERROR_MESSAGE", Some(addresses.error_message.clone())),
        (
            "EXECUTION_ID",
            is_schedule.then(|| execution_identifier(draws)),
        ),
        ("EXHAUSTED_RETRY_CONDITION", condition.map(str::to_owned)),
        (
            "IS_PAYLOAD_TRUNCATED",
            is_schedule.then(|| "false".to_owned()),
        ),
        (
            "RETRY_ATTEMPTS",
            has_retries.then(|| ending.retries().to_string()),
        ),
        ("RULE_ARN", is_rule.then(|| addresses.rule_arn.clone())),
        (
            "SCHEDULED_TIME",
            is_schedule.then(|| addresses.scheduled_time.clone()),
        ),
        (
            "SCHEDULE_ARN",
            is_schedule.then(|| addresses.schedule_arn.clone()),
        ),
        (
            "SUBSCRIBER_ARN",
            is_subscriber.then(|| addresses.subscriber_arn.clone()),
        ),
        ("TARGET_ARN", Some(addresses.target_arn.clone())),
    ];
    let given = |(name, value): (_, Option<_>)| Some(text(name, value?));
    all.into_iter().filter_map(given).collect()
}

/// An inference: see the [module](self).
fn of_function(code: &str, addresses: &Addresses, draws: &Draws) -> Vec<Attribute> {
    let status = Attribute {
        name: "ErrorCode",
        data_type: DataType::Number,
        value: lambda_status(code).to_owned(),
    };
    vec![
        status,
        text("ErrorMessage", &addresses.error_message),
        text("RequestID", identifier(draws, 0)),
    ]
}

/// The record that stands in the queue of a subscriber's failures. It does not hold the event.
fn subscriber_record(
    code: &str,
    ending: &Ending<'_>,
    addresses: &Addresses,
    draws: &Draws,
) -> String {
    let condition = ending.by.condition(Profile::Subscriber);
    let members = [
        ("version", quoted("1.0")),
        ("busArn", quoted(&addresses.bus_arn)),
        ("subscriberArn", quoted(&addresses.subscriber_arn)),
        ("targetArn", quoted(&addresses.target_arn)),
        ("errorCode", quoted(code)),
        ("errorMessage", quoted(&addresses.error_message)),
        (
            "exhaustedRetryCondition",
            condition.map_or_else(|| "null".to_owned(), quoted),
        ),
        ("retryAttempts", ending.retries().to_string()),
        (
            "failedMessages",
            format!(r#"[{{"eventId":"{}"}}]"#, identifier(draws, 1)),
        ),
    ];
    object(&members)
}

/// The HTTP status with which Lambda answers: an error of the function is still a 200.
fn lambda_status(code: &str) -> &str {
    match code {
        "Unhandled" | "Handled" => "200",
        "TooManyRequestsException" => "429",
        "ServiceException" => "500",
        status => status,
    }
}

/// An identifier of an execution, in the form of the one that the Scheduler User Guide shows: `d32c5kddcf5bb8c3`.
fn execution_identifier(draws: &Draws) -> String {
    const LETTERS: [char; 32] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h',
        'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'v', 'w', 'x', 'y', 'z',
    ];
    let half = |part: u64| draws.at(part, Stream::IDENTIFIER).bits();
    let letters = [half(0), half(1)].into_iter().flat_map(|bits| {
        let places = (0..8).map(move |place| (bits >> (place * 5)) % 32);
        places.filter_map(|index| LETTERS.get(usize::try_from(index).ok()?))
    });
    letters.collect()
}

/// An identifier in the form of a random UUID.
fn identifier(draws: &Draws, which: u64) -> String {
    let half = |part: u64| draws.at(which * 2 + part, Stream::IDENTIFIER).bits();
    let (high, low) = (half(0), half(1));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | ((low >> 48) & 0x3fff),
        low & 0xffff_ffff_ffff
    )
}

/// Whether there is anything in the queue to look at: a delivery that was given up.
#[must_use]
pub fn leaves_a_letter(profile: Profile, by: EndedBy) -> bool {
    by != EndedBy::Delivered && profile != Profile::StepFunctions
}

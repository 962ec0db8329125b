//! `sqs`, `stream`, `kafka`, `msk`, `activemq`, `rabbitmq`: event source mappings.
//!
//! # Source
//!
//! serverless 3.40, `lib/plugins/aws/package/compile/events/sqs.js` and the files beside it.

use super::function::Function;
use super::make::{Made, json_text, list, object};
use super::names;
use crate::json::fields::{present, text};
use crate::json::{Kind, Value};

/// The events that are event source mappings.
const SOURCES: [&str; 6] = ["sqs", "stream", "kafka", "msk", "activemq", "rabbitmq"];

/// Whether an event of this name is an event source mapping.
pub(super) fn is_source(name: &str) -> bool {
    SOURCES.contains(&name)
}

/// The mapping of the `number`th event of a function.
pub(super) fn mapping(
    made: &mut Made,
    function: &Function,
    kind: &str,
    event: &Value,
    number: usize,
) {
    let span = event.span;
    let arn = match event.kind {
        Kind::Object(_) => present(event, "arn"),
        _ => Some(event),
    };
    let member = |name: &str| present(event, name).cloned();
    // `batchSize: 0` counts as none; queues and streams have a default of Serverless's own.
    let has_defaults = matches!(kind, "sqs" | "stream");
    let number_or = |value: &str| Value {
        span,
        kind: Kind::Number(value.into()),
    };
    let batch_size = member("batchSize").or_else(|| has_defaults.then(|| number_or("10")));
    let enabled = || {
        has_defaults.then_some(Value {
            span,
            kind: Kind::Bool(true),
        })
    };
    let window = member("batchWindow").or_else(|| member("maximumBatchingWindow"));
    let position = member("startingPosition");
    let default_position = matches!(kind, "stream" | "kafka" | "msk");
    let position = position.or_else(|| default_position.then(|| Value::text("TRIM_HORIZON", span)));
    let consumer = present(event, "consumer").filter(|consumer| consumer.kind != Kind::Bool(true));
    let properties = object(
        span,
        vec![
            ("EventSourceArn", consumer.or(arn).cloned()),
            ("FunctionName", Some(function.target.placed(span))),
            ("BatchSize", batch_size),
            ("MaximumBatchingWindowInSeconds", window),
            ("MaximumRetryAttempts", member("maximumRetryAttempts")),
            (
                "MaximumRecordAgeInSeconds",
                member("maximumRecordAgeInSeconds"),
            ),
            ("StartingPosition", position),
            ("Enabled", member("enabled").or_else(enabled)),
            ("DestinationConfig", destination(event)),
            (
                "FilterCriteria",
                present(event, "filterPatterns").map(filters),
            ),
        ],
    );
    let id = logical_id(function, kind, event, arn).unwrap_or_else(|| number.to_string());
    let id = format!("{}EventSourceMapping{id}", function.id);
    made.push(&id, "AWS::Lambda::EventSourceMapping", properties);
}

/// What the logical id ends in; `None` if that depends on something that is open.
fn logical_id(
    function: &Function,
    kind: &str,
    event: &Value,
    arn: Option<&Value>,
) -> Option<String> {
    let short = |name: &str, most: usize| -> String {
        names::alphanumeric(name).chars().take(most).collect()
    };
    Some(match kind {
        "sqs" => format!("SQS{}", names::alphanumeric(&queue(arn?)?)),
        "stream" => {
            let of_arn = arn?.as_str().and_then(|arn| arn.split(':').nth(2));
            let source = text(event, "type").or(of_arn)?;
            let name = names::alphanumeric(&stream(arn?)?);
            format!("{}{name}", names::upper_first(source))
        }
        "msk" => {
            let cluster = short(&stream(arn?)?, 79);
            format!("MSK{cluster}{}", short(text(event, "topic")?, 79))
        }
        "kafka" => format!("Kafka{}", short(text(event, "topic")?, 158)),
        "activemq" => format!("ActiveMQ{}", short(text(event, "queue")?, 150)),
        "rabbitmq" => format!("RabbitMQ{}", short(text(event, "queue")?, 150)),
        _ => function.key.clone(),
    })
}

/// The name of a queue in its ARN, or the resource that a function names.
fn queue(arn: &Value) -> Option<String> {
    match arn.as_str() {
        Some(arn) => arn.rsplit(':').next().map(str::to_owned),
        None => named(arn),
    }
}

/// The same of a stream or a cluster.
fn stream(arn: &Value) -> Option<String> {
    match arn.as_str() {
        Some(arn) => arn.split('/').nth(1).map(str::to_owned),
        None => named(arn).and_then(|name| name.rsplit('/').next().map(str::to_owned)),
    }
}

/// What a function of CloudFormation names.
fn named(call: &Value) -> Option<String> {
    let [member] = call.as_object()? else {
        return None;
    };
    let argument = &member.value;
    let of_list = |elements: &[Value], last: bool| {
        let element = if last {
            elements.last()
        } else {
            elements.first()
        };
        element.and_then(Value::as_str).map(str::to_owned)
    };
    match (&*member.name.to_display(), argument.as_str()) {
        ("Fn::GetAtt", Some(text)) => text.split('.').next().map(str::to_owned),
        ("Fn::GetAtt", None) => of_list(argument.as_array()?, false),
        ("Fn::Join", None) => of_list(argument.as_array()?.get(1)?.as_array()?, true),
        ("Fn::ImportValue" | "Ref", Some(text)) => Some(text.to_owned()),
        _ => None,
    }
}

/// Patterns, which Serverless writes as JSON.
fn filters(patterns: &Value) -> Value {
    let Some(all) = patterns.as_array() else {
        return patterns.clone();
    };
    let filter =
        |pattern: &Value| object(pattern.span, vec![("Pattern", Some(json_text(pattern)))]);
    let filters = list(patterns.span, all.iter().map(filter).collect());
    object(patterns.span, vec![("Filters", Some(filters))])
}

/// Where a record goes that cannot be processed.
fn destination(event: &Value) -> Option<Value> {
    let failure = present(present(event, "destinations")?, "onFailure")?;
    let arn = present(failure, "arn").unwrap_or(failure).clone();
    let span = failure.span;
    let place = object(span, vec![("Destination", Some(arn))]);
    Some(object(span, vec![("OnFailure", Some(place))]))
}

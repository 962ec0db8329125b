//! `eventBridge` and `cloudwatchEvent`: rules with a pattern, or with a schedule.
//!
//! # Source
//!
//! serverless 3.40, `lib/plugins/aws/package/compile/events/event-bridge/index.js` and `cloud-watch-event.js`.

use super::function::{Function, REFUSED, arn, permission, state, text_parts};
use super::make::{Made, attribute, json_text, list, object};
use super::names;
use super::resolver::{Resolver, scalar};
use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, present};
use crate::json::{JsonString, Kind, Member, TextPart, Value};
use crate::source::Span;

/// The rule of an `eventBridge` event, and the bus that it names.
pub(super) fn rule(
    resolver: &mut Resolver<'_, '_>,
    made: &mut Made,
    function: &Function,
    event: &Value,
    number: usize,
) {
    let span = event.span;
    if present(event, "pattern").is_none() && present(event, "schedule").is_none() {
        let message = "an `eventBridge` event has a `pattern` or a `schedule`";
        let told =
            Diagnostic::warning(REFUSED, message).at(beginning(event), "Serverless refuses this");
        resolver.tell(told);
    }
    let unbounded = scalar(&function.name);
    let name = match present(event, "name") {
        Some(name) => name.clone(),
        None => suffixed(&function.name, &format!("-rule-{number}"), span, |name| {
            names::rule(name, number)
        }),
    };
    let bus = bus(made, present(event, "eventBus"));
    let target = vec![
        ("Arn", Some(function.target.placed(span))),
        ("Id", Some(suffixed(&name, "-target", span, names::target))),
        (
            "RetryPolicy",
            present(event, "retryPolicy").map(retry_policy),
        ),
        ("DeadLetterConfig", dead_letter(event)),
    ];
    let properties = object(
        span,
        vec![
            ("EventBusName", bus.clone()),
            ("EventPattern", present(event, "pattern").cloned()),
            ("Name", Some(name.clone())),
            ("ScheduleExpression", present(event, "schedule").cloned()),
            ("State", Some(state(event, span))),
            (
                "Targets",
                Some(list(span, vec![with_input(resolver, event, target)])),
            ),
        ],
    );
    let id = match unbounded {
        Some(unbounded) => names::alphanumeric(&names::unbounded_rule(&unbounded, number)),
        None => names::alphanumeric(&format!("{}rule{number}", function.key)),
    };
    made.push(
        &format!("{id}EventBridgeRule"),
        "AWS::Events::Rule",
        properties,
    );
    let slash = || Value::text("/", span);
    let mut behind = vec![Value::text("rule/", span)];
    behind.extend(bus.into_iter().flat_map(|bus| [bus.placed(span), slash()]));
    behind.push(name.placed(span));
    let id = format!("{}EventBridgeLambdaPermission{number}", function.id);
    permission(
        made,
        &id,
        function,
        "events.amazonaws.com",
        arn("events", behind, span),
    );
}

/// A text with a suffix: by a function if it is known, else in parts.
fn suffixed(value: &Value, suffix: &str, span: Span, known: impl Fn(&str) -> String) -> Value {
    match value.as_str() {
        Some(text) => Value::text(&known(text), span),
        None => {
            let mut parts = text_parts(value);
            parts.push(TextPart::Literal(suffix.to_owned()));
            Value::parts(parts, "name", span)
        }
    }
}

/// The name of the bus of a rule: a bus is made for one that is named by a text.
fn bus(made: &mut Made, bus: Option<&Value>) -> Option<Value> {
    let bus = bus?;
    let Some(name) = bus.as_str() else {
        return Some(bus.clone());
    };
    if name == "default" || name.is_empty() {
        return None;
    }
    if name.starts_with("arn") {
        let name = name.split_once('/').map_or(name, |(_, name)| name);
        return Some(Value::text(name, bus.span));
    }
    let properties = object(bus.span, vec![("Name", Some(bus.clone()))]);
    let id = format!("{}EventBridgeEventBus", names::normalized(name));
    made.push(&id, "AWS::Events::EventBus", properties);
    Some(bus.clone())
}

fn retry_policy(policy: &Value) -> Value {
    object(
        policy.span,
        vec![
            (
                "MaximumEventAgeInSeconds",
                present(policy, "maximumEventAge").cloned(),
            ),
            (
                "MaximumRetryAttempts",
                present(policy, "maximumRetryAttempts").cloned(),
            ),
        ],
    )
}

fn dead_letter(event: &Value) -> Option<Value> {
    let queue = present(event, "deadLetterQueueArn")?;
    Some(object(queue.span, vec![("Arn", Some(queue.clone()))]))
}

/// A target with what it gets in place of the event.
pub(super) fn with_input(
    resolver: &mut Resolver<'_, '_>,
    event: &Value,
    mut target: Vec<(&str, Option<Value>)>,
) -> Value {
    let input = present(event, "input");
    let path = present(event, "inputPath");
    let transformer = present(event, "inputTransformer");
    if [input, path, transformer].into_iter().flatten().count() > 1 {
        let message = "`input`, `inputPath` and `inputTransformer` stand in one event";
        let told = Diagnostic::warning(REFUSED, message)
            .at(beginning(event), "Serverless takes one of them");
        resolver.tell(told);
    }
    target.push(("Input", input.map(input_text)));
    target.push(("InputPath", path.cloned()));
    target.push(("InputTransformer", transformer.map(input_transformer)));
    object(event.span, target)
}

/// An input: an object is written as JSON.
pub(super) fn input_text(input: &Value) -> Value {
    match input.kind {
        Kind::Object(_) | Kind::Array(_) => json_text(input),
        _ => input.clone(),
    }
}

/// The members with their first letter large.
fn input_transformer(transformer: &Value) -> Value {
    let Kind::Object(members) = &transformer.kind else {
        return transformer.clone();
    };
    let member = |member: &Member| Member {
        name: JsonString::from(&*names::upper_first(&member.name.to_display())),
        ..member.clone()
    };
    let kind = Kind::Object(members.iter().map(member).collect());
    Value {
        kind,
        ..*transformer
    }
}

/// The rule of a `cloudwatchEvent`.
pub(super) fn cloud_watch(
    resolver: &mut Resolver<'_, '_>,
    made: &mut Made,
    function: &Function,
    event: &Value,
) {
    let span = event.span;
    let number = made.next(&format!("{}EventsRuleCloudWatchEvent", function.id));
    let id = format!("{}EventsRuleCloudWatchEvent{number}", function.id);
    let target = vec![
        ("Arn", Some(function.target.placed(span))),
        (
            "Id",
            Some(Value::text(
                &format!("{}CloudWatchEvent", function.key),
                span,
            )),
        ),
    ];
    let properties = object(
        span,
        vec![
            ("EventPattern", present(event, "event").cloned()),
            ("State", Some(state(event, span))),
            ("Name", present(event, "name").cloned()),
            (
                "Targets",
                Some(list(span, vec![with_input(resolver, event, target)])),
            ),
        ],
    );
    made.push(&id, "AWS::Events::Rule", properties);
    let permission_id = format!(
        "{}LambdaPermissionEventsRuleCloudWatchEvent{number}",
        function.id
    );
    permission(
        made,
        &permission_id,
        function,
        "events.amazonaws.com",
        attribute(&id, "Arn", span),
    );
}

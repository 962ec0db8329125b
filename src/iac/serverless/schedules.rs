//! `schedule`: rules, or schedules of EventBridge Scheduler.
//!
//! # Source
//!
//! serverless 3.40, `lib/plugins/aws/package/compile/events/schedule.js`.

use super::event_bridge::{input_text, with_input};
use super::function::{Function, REFUSED, permission, state};
use super::make::{Made, attribute, list, object};
use super::resolver::Resolver;
use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, present, text};
use crate::json::{self, Kind, Value};
use crate::source::Span;

/// What one `schedule` event becomes: a resource for each of its rates.
pub(super) fn schedule(
    resolver: &mut Resolver<'_, '_>,
    made: &mut Made,
    function: &Function,
    event: &Value,
) {
    let rates: &[Value] = match (&event.kind, event.get("rate")) {
        (
            Kind::Object(_),
            Some(Value {
                kind: Kind::Array(rates),
                ..
            }),
        ) => rates,
        (Kind::Object(_), Some(rate)) => std::slice::from_ref(rate),
        (Kind::Object(_), None) => &[],
        _ => std::slice::from_ref(event),
    };
    let is_scheduler = text(event, "method") == Some("scheduler");
    check(resolver, event, rates, is_scheduler);
    let event = parsed_body(event);
    for rate in rates {
        let number = made.next(&format!("{}Schedule", function.id));
        match is_scheduler {
            true => scheduled(made, function, &event, rate, number),
            false => rule(resolver, made, function, &event, rate, number),
        }
    }
}

/// What Serverless refuses.
fn check(resolver: &mut Resolver<'_, '_>, event: &Value, rates: &[Value], is_scheduler: bool) {
    let mut refuse = |message: &str, at: Span| {
        resolver.tell(Diagnostic::warning(REFUSED, message).at(at, "Serverless refuses this"));
    };
    if rates.is_empty() {
        refuse("a `schedule` has no `rate`", beginning(event));
    }
    for rate in rates {
        if rate.as_str().is_some_and(|rate| !is_taken(rate)) {
            refuse(
                "a `schedule` takes `rate(…)` and `cron(…)` with six fields",
                rate.span,
            );
        }
    }
    if let Some(name) = present(event, "name").filter(|_| rates.len() > 1) {
        refuse("several rates cannot share one name", name.span);
    }
    let others: &[&str] = match is_scheduler {
        true => &["inputPath", "inputTransformer"],
        false => &["timezone"],
    };
    for name in others {
        if let Some(value) = present(event, name) {
            let message = match is_scheduler {
                true => format!("`{name}` does not go with `method: scheduler`"),
                false => format!("`{name}` goes with `method: scheduler` alone"),
            };
            refuse(&message, beginning(value));
        }
    }
}

/// Whether Serverless takes an expression: `rate(1 minute)`, `rate(5 minutes)`, `cron(` and six fields `)`.
fn is_taken(expression: &str) -> bool {
    let inside = |name: &str| {
        expression
            .strip_prefix(name)?
            .strip_prefix('(')?
            .strip_suffix(')')
    };
    if let Some(fields) = inside("cron") {
        let fields: Vec<&str> = fields.split(' ').collect();
        return fields.len() == 6 && fields.iter().all(|field| !field.is_empty());
    }
    let Some((count, unit)) = inside("rate").and_then(|rate| rate.split_once(' ')) else {
        return false;
    };
    let is_count = count.starts_with(|first: char| ('1'..='9').contains(&first))
        && count.bytes().all(|byte| byte.is_ascii_digit());
    let units = match count {
        "1" => ["minute", "hour", "day"],
        _ => ["minutes", "hours", "days"],
    };
    is_count && units.contains(&unit)
}

/// The event with the `body` of its input read, which is JSON in a text.
fn parsed_body(event: &Value) -> Value {
    let mut event = event.clone();
    if let Kind::Object(members) = &mut event.kind
        && let Some(input) = members.iter_mut().find(|member| member.name == *"input")
        && let Kind::Object(members) = &mut input.value.kind
        && let Some(body) = members.iter_mut().find(|member| member.name == *"body")
        && let Some(parsed) = body.value.as_str().and_then(|text| json::parse(text).ok())
    {
        body.value = parsed.placed(body.value.span);
    }
    event
}

fn rule(
    resolver: &mut Resolver<'_, '_>,
    made: &mut Made,
    function: &Function,
    event: &Value,
    rate: &Value,
    number: usize,
) {
    let span = event.span;
    let id = format!("{}EventsRuleSchedule{number}", function.id);
    let target = vec![
        ("Arn", Some(function.target.placed(span))),
        (
            "Id",
            Some(Value::text(&format!("{}Schedule", function.key), span)),
        ),
    ];
    let properties = object(
        span,
        vec![
            ("ScheduleExpression", Some(rate.clone())),
            ("State", Some(state(event, span))),
            ("Name", present(event, "name").cloned()),
            (
                "Targets",
                Some(list(span, vec![with_input(resolver, event, target)])),
            ),
        ],
    );
    made.push(&id, "AWS::Events::Rule", properties);
    let permission_id = format!("{}LambdaPermissionEventsRuleSchedule{number}", function.id);
    permission(
        made,
        &permission_id,
        function,
        "events.amazonaws.com",
        attribute(&id, "Arn", span),
    );
}

fn scheduled(made: &mut Made, function: &Function, event: &Value, rate: &Value, number: usize) {
    let span = event.span;
    let target = object(
        span,
        vec![
            ("Arn", Some(function.target.placed(span))),
            ("RoleArn", Some(function.role.placed(span))),
            ("Input", present(event, "input").map(input_text)),
        ],
    );
    let window = object(span, vec![("Mode", Some(Value::text("OFF", span)))]);
    let properties = object(
        span,
        vec![
            ("ScheduleExpression", Some(rate.clone())),
            ("State", Some(state(event, span))),
            ("Target", Some(target)),
            ("FlexibleTimeWindow", Some(window)),
            ("Name", present(event, "name").cloned()),
            (
                "ScheduleExpressionTimezone",
                present(event, "timezone").cloned(),
            ),
        ],
    );
    let id = format!("{}SchedulerSchedule{number}", function.id);
    made.push(&id, "AWS::Scheduler::Schedule", properties);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expressions_that_serverless_takes() {
        for (expression, expected) in [
            ("rate(1 minute)", true),
            ("rate(5 minutes)", true),
            ("rate(1 minutes)", false),
            ("rate(0 minutes)", false),
            ("cron(0 9 * * ? *)", true),
            ("cron(0 9 * * ?)", false),
            ("at(2026-01-01T00:00:00)", false),
        ] {
            assert_eq!(is_taken(expression), expected, "{expression}");
        }
    }
}

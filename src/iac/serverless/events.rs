//! Events of functions, each to the file that makes its resources.

use super::function::{Function, left_out};
use super::make::Made;
use super::resolver::Resolver;
use super::{buckets, event_bridge, mappings, schedules, topics};
use crate::json::{Kind, Value};

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

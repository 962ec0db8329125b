//! PutRule, and what rules need: API destinations.

use super::{Rules, Words, may_have, path, place};
use crate::json::Value;
use crate::json::fields::{present, text};
use crate::model::bus_name;

/// What a rule needs beside its name.
pub(super) fn check(request: &Value, found: &mut Rules) {
    let has_pattern = may_have(request, "EventPattern");
    let has_schedule = may_have(request, "ScheduleExpression");
    if request.as_object().is_some() && !has_pattern && !has_schedule {
        // AWS: EventBridge API Reference, PutRule: "A rule must contain at least an EventPattern or ScheduleExpression."
        found.broken(
            path(&["EventPattern"]),
            place(request, "EventPattern"),
            Words::Modelled(
                "Parameter(s) EventPattern or ScheduleExpression must be specified.".to_owned(),
            ),
            "the rule has neither `EventPattern` nor `ScheduleExpression`",
        );
    }
    // Recorded: PutRule refuses a schedule on another bus than the default one; in which words was not kept.
    let bus = text(request, "EventBusName").map(bus_name);
    if present(request, "ScheduleExpression").is_some() && bus.is_some_and(|bus| bus != "default") {
        found.broken(
            path(&["ScheduleExpression"]),
            place(request, "ScheduleExpression"),
            Words::Modelled(
                "ScheduleExpression is supported only on the default event bus.".to_owned(),
            ),
            "a rule with a schedule stands on another bus than the default one",
        );
        found.help("leave `EventBusName` out, or make it a schedule of EventBridge Scheduler");
    }
}

/// AWS: EventBridge User Guide, "API destinations": the endpoint is HTTPS. Recorded: `http://` is refused.
pub(super) fn check_endpoint(request: &Value, found: &mut Rules) {
    let name = "InvocationEndpoint";
    let is_plain = |endpoint: &str| {
        endpoint
            .get(..7)
            .is_some_and(|start| start.eq_ignore_ascii_case("http://"))
    };
    if text(request, name).is_some_and(is_plain) {
        found.broken(
            path(&[name]),
            place(request, name),
            Words::Unknown,
            "the endpoint of an API destination is not HTTPS",
        );
        found.help("write `https://…`");
    }
}

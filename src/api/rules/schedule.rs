//! CreateSchedule and UpdateSchedule.

use super::arn::Arn;
use super::override_of_task;
use super::replay::time;
use super::{Rules, Words, may_have, path, place};
use crate::json::Value;
use crate::json::fields::{present, text};
use crate::transform::ScheduleInput;

/// Services whose targets need a block of parameters. An event bus takes events, which have a source and a detail-type.
///
/// AWS: EventBridge Scheduler API Reference, `Target`: "The templated target type for …".
const WITH_BLOCK: [(&str, &str); 3] = [
    ("ecs", "EcsParameters"),
    ("events", "EventBridgeParameters"),
    ("kinesis", "KinesisParameters"),
];

pub(super) fn check(request: &Value, found: &mut Rules) {
    window(request, found);
    let dates = (time(request, "StartDate"), time(request, "EndDate"));
    if let (Some(start), Some(end)) = dates
        && start >= end
    {
        found.broken(
            path(&["EndDate"]),
            place(request, "EndDate"),
            Words::Unknown,
            "`EndDate` does not lie behind `StartDate`",
        );
    }
    if let Some(target) = present(request, "Target") {
        check_target(target, found);
    }
}

/// AWS: EventBridge Scheduler API Reference, `FlexibleTimeWindow`. Recorded: both are refused.
fn window(request: &Value, found: &mut Rules) {
    let name = "FlexibleTimeWindow";
    let Some(window) = present(request, name) else {
        return;
    };
    let minutes = "MaximumWindowInMinutes";
    match text(window, "Mode") {
        Some("FLEXIBLE") if !may_have(window, minutes) => {
            found.broken(
                path(&[name, minutes]),
                place(window, "Mode"),
                Words::Unknown,
                "a flexible time window has no `MaximumWindowInMinutes`",
            );
            found.help("from 1 to 1440 minutes are allowed");
        }
        Some("OFF") if present(window, minutes).is_some_and(|one| one.as_open().is_none()) => {
            found.broken(
                path(&[name, minutes]),
                place(window, minutes),
                Words::Unknown,
                "`MaximumWindowInMinutes` is given, and the flexible time window is off",
            );
            found.help("write `\"Mode\": \"FLEXIBLE\"`, or leave the minutes out");
        }
        _ => {}
    }
}

fn check_target(target: &Value, found: &mut Rules) {
    let given = present(target, "Arn");
    let arn = Arn::of(given);
    if let Some(value) = given.filter(|value| Arn::none(value).is_some()) {
        found.broken(
            path(&["Target", "Arn"]),
            value.span,
            Words::Unknown,
            "the `Arn` of the target is no ARN",
        );
        found.by(value);
    }
    if let Some(arn) = &arn {
        let needed = WITH_BLOCK
            .iter()
            .find(|(service, _)| *service == arn.service());
        let is_bus = arn.service() != "events" || arn.resource().starts_with("event-bus/");
        if let Some((_, block)) = needed.filter(|(_, block)| is_bus && !may_have(target, block)) {
            found.broken(
                path(&["Target", block]),
                place(target, "Arn"),
                Words::Unknown,
                format!("the target has no `{block}`"),
            );
        }
        // AWS: EventBridge Scheduler API Reference, `SqsParameters`: the group "is used by FIFO queues", which take no
        // message without one.
        let given = present(target, "SqsParameters");
        let has_group = given.map_or_else(
            || may_have(target, "SqsParameters"),
            // What is no object is told as that.
            |given| given.as_object().is_none() || may_have(given, "MessageGroupId"),
        );
        if arn.service() == "sqs" && arn.is_fifo() && !has_group {
            found.broken(
                path(&["Target", "SqsParameters", "MessageGroupId"]),
                place(target, "Arn"),
                Words::Unknown,
                "the target is a FIFO queue, and has no `MessageGroupId`",
            );
            found.help("write `\"SqsParameters\": {\"MessageGroupId\": \"…\"}`");
        }
    }
    let input = present(target, "Input");
    if input.is_some_and(Value::has_open) || present(target, "Arn").is_some_and(Value::has_open) {
        return;
    }
    let input_text = input.and_then(Value::as_str);
    let place = place(target, "Input");
    if let (Some(arn), Some(input)) = (&arn, input_text)
        && arn.service() == "ecs"
    {
        override_of_task::check(input, place, found);
        return;
    }
    if let Err(refused) = ScheduleInput::check(text(target, "Arn"), input_text) {
        found.refused(path(&["Target", "Input"]), place, refused);
    }
}

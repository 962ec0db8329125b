//! StartReplay.

use chrono::{DateTime, FixedOffset};

use super::arn::Arn;
use super::{Rules, Words, path, place};
use crate::json::Value;
use crate::json::fields::{present, text};

/// AWS: EventBridge API Reference, `StartReplay`: `EventStartTime` lies before `EventEndTime`.
pub(super) fn check(request: &Value, found: &mut Rules) {
    destination(request, found);
    let start = time(request, "EventStartTime");
    let end = time(request, "EventEndTime");
    if let (Some(start), Some(end)) = (start, end)
        && start >= end
    {
        found.broken(
            path(&["EventEndTime"]),
            place(request, "EventEndTime"),
            Words::Modelled("EventEndTime must be greater than EventStartTime.".to_owned()),
            "the replay ends before it starts",
        );
    }
}

/// AWS: EventBridge API Reference, `ReplayDestination`: "You can replay events only to the source event bus that was
/// specified for the archive." Recorded of another bus: the words. That an archive is in another account or Region than the
/// bus shows that it is another one.
fn destination(request: &Value, found: &mut Rules) {
    let destination = present(request, "Destination");
    let bus = destination.and_then(|destination| Arn::of(present(destination, "Arn")));
    let archive = Arn::of(present(request, "EventSourceArn"));
    let (Some(bus), Some(archive)) = (bus, archive) else {
        return;
    };
    let differ = |one: Option<&str>, other: Option<&str>| {
        one.zip(other).is_some_and(|(one, other)| one != other)
    };
    if differ(bus.region(), archive.region()) || differ(bus.account(), archive.account()) {
        found.broken(
            path(&["Destination", "Arn"]),
            place(destination.unwrap_or(request), "Arn"),
            Words::Modelled("Cross event bus replay is not permitted.".to_owned()),
            "the replay goes to a bus in another account or Region than its archive",
        );
        found.help("events are replayed to the bus from which they were archived");
    }
}

/// A time that a member tells for certain: with its zone.
pub(super) fn time(request: &Value, name: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text(request, name)?).ok()
}

//! StartReplay.

use chrono::{DateTime, FixedOffset};

use super::{Rules, Words, path, place};
use crate::json::Value;
use crate::json::fields::text;

/// AWS: EventBridge API Reference, `StartReplay`: `EventStartTime` lies before `EventEndTime`.
pub(super) fn check(request: &Value, found: &mut Rules) {
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

/// A time that a member tells for certain: with its zone.
pub(super) fn time(request: &Value, name: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text(request, name)?).ok()
}

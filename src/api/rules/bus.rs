//! CreateEventBus.

use super::{Rules, Words, may_have, path, place};
use crate::json::Value;
use crate::json::fields::text;

/// AWS: EventBridge API Reference, CreateEventBus, `Name`: "You can't use the name default for a custom event bus, as this
/// name is already used for your account's default event bus." and "Custom event bus names can't contain the / character".
/// A bus of a partner has the name of its event source.
pub(super) fn check(request: &Value, found: &mut Rules) {
    let name = text(request, "Name").unwrap_or_default();
    let (ours, help) = if name == "default" {
        (
            "a custom event bus cannot be called `default`",
            "every account has its default event bus already: leave this one out, or give it another name",
        )
    } else if name.contains('/') && !may_have(request, "EventSourceName") {
        (
            "the name of a custom event bus has a `/`",
            "only buses of partners have one, and name their `EventSourceName`",
        )
    } else {
        return;
    };
    found.broken(
        path(&["Name"]),
        place(request, "Name"),
        Words::Unknown,
        ours,
    );
    found.help(help);
}

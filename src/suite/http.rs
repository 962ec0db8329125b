//! Which targets answer with HTTP: they may ask for time.

use crate::model::{Inventory, Target};

/// Whether a target may be an API destination: EventBridge reads `Retry-After` of these alone. Of what is open nothing is known.
///
/// AWS: EventBridge User Guide, "API destinations as targets": "EventBridge reads the HTTP `Retry-After` header".
pub(in crate::suite) fn may_answer_http(target: &Target, inventory: &Inventory) -> bool {
    let Some(arn) = &target.arn else {
        return true;
    };
    if let Some(text) = arn.get() {
        return text.contains(":api-destination/");
    }
    let Some(resource) = &arn.resource else {
        return true;
    };
    let mut destinations = inventory.api_destinations.iter();
    destinations.any(|one| one.logical_id.as_ref() == Some(resource))
}

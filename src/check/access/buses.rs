//! Policies of buses.

use crate::check::finding::Resource;
use crate::check::judge::Judge;
use crate::check::lints::OPEN_BUS_POLICY;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::present;
use crate::model::Inventory;
use crate::policy::{Effect, Policy};

impl Judge<'_> {
    /// Policies that let everybody put events on a bus.
    ///
    /// AWS: EventBridge User Guide, "Permissions for event buses": grant to an organization with the condition `aws:PrincipalOrgID`.
    pub(super) fn open_buses(&mut self, inventory: &Inventory) {
        for policy in &inventory.policies {
            let Some(document) = &policy.document else {
                continue;
            };
            let resource = Resource::new("policy", policy.logical_id.clone(), policy.span);
            for statement in Policy::read(document).statements {
                let value = statement.value();
                let is_limited = present(value, "Condition").is_some();
                let allows = statement.effect() == Effect::Allow && !is_limited;
                if !(allows && statement.is_for_everybody() && is_of_bus(value)) {
                    continue;
                }
                let place = present(value, "Principal").map_or(value.span, |one| one.span);
                let told = Diagnostic::warning(
                    OPEN_BUS_POLICY,
                    "every account of AWS may put events on the bus",
                )
                .at(place, "everybody, without a condition")
                .help("name accounts, or add a condition on `aws:PrincipalOrgID`");
                let about = self.about(Some(&resource), "");
                self.tell(&about, told, None);
            }
        }
    }
}

/// Whether a statement is one of a bus: all its actions are those of EventBridge.
fn is_of_bus(statement: &Value) -> bool {
    let Some(actions) = present(statement, "Action") else {
        return false;
    };
    let all = actions.as_array().unwrap_or(std::slice::from_ref(actions));
    let is_of_events = |one: &Value| {
        one.as_str()
            .is_some_and(|text| text.to_ascii_lowercase().starts_with("events:"))
    };
    !all.is_empty() && all.iter().all(is_of_events)
}

//! Targets that do not find their rule: on another bus, or by its id.
//!
//! # Source
//!
//! Terraform: `aws_cloudwatch_event_target`, `event_bus_name`: "If you omit this, the `default` event bus is used."; `rule`:
//! "The name of the rule". hashicorp/terraform-provider-aws, `internal/service/events/rule.go`: the id of a rule on a bus of
//! its own is `bus/name`.

use std::collections::BTreeMap;

use super::super::resource::Resource;
use super::{OTHER_BUS, RULE_BY_ID};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::text as text_of;

/// What is told of targets that look for their rule in the wrong place.
pub(super) fn lost_targets(resources: &[Resource]) -> Vec<Diagnostic> {
    let rules = resources
        .iter()
        .filter(|one| one.kind == "AWS::Events::Rule");
    let rules = Rules::new(rules);
    let targets = resources
        .iter()
        .filter(|one| one.kind == "AWS::Events::Target");
    let told = targets.filter_map(|target| {
        let given = target.properties.get("Rule")?;
        let by_id = rules.by_id(given);
        by_id.or_else(|| rules.on_other_bus(target, given))
    });
    told.collect()
}

/// The rules of a configuration.
#[derive(Default)]
struct Rules<'r> {
    /// The buses of rules, by their names; the default one is none.
    buses: BTreeMap<&'r str, Vec<Option<&'r str>>>,
    /// Rules that are not on the default bus, by their ids as the provider makes them.
    ids: BTreeMap<String, &'r str>,
    /// The same by the addresses of their ids.
    addresses: BTreeMap<String, &'r str>,
}

impl<'r> Rules<'r> {
    fn new(all: impl Iterator<Item = &'r Resource>) -> Self {
        let mut rules = Self::default();
        for rule in all {
            let bus = rule.properties.get("EventBusName");
            let known = bus.and_then(Value::as_str);
            if let Some(name) = text_of(&rule.properties, "Name")
                && bus.is_some() == known.is_some()
            {
                rules.buses.entry(name).or_default().push(known);
            }
            if bus.is_some() && !known.is_some_and(is_default) {
                let address = format!("{}.id", rule.id);
                rules.addresses.insert(address, &rule.id);
                if let Some((bus, name)) = known.zip(text_of(&rule.properties, "Name")) {
                    let bus = bus.split_once("event-bus/").map_or(bus, |(_, bus)| bus);
                    rules.ids.insert(format!("{bus}/{name}"), &rule.id);
                }
            }
        }
        rules
    }

    fn by_id(&self, given: &Value) -> Option<Diagnostic> {
        let id = match given.as_open() {
            Some(open) => self.addresses.get(&open.hole.from),
            None => self.ids.get(given.as_str()?),
        };
        let id = id?;
        let what = format!("the id of `{id}` is no name: it has the bus before it");
        Some(
            Diagnostic::warning(RULE_BY_ID, what)
                .at(given.span, "AWS refuses a target of this rule")
                .help(format!("write `rule = {id}.name`")),
        )
    }

    fn on_other_bus(&self, target: &Resource, given: &Value) -> Option<Diagnostic> {
        let rule = given.as_str()?;
        let has_bus = target.properties.get("EventBusName").is_some();
        let [Some(bus)] = self.buses.get(rule)?.as_slice() else {
            return None;
        };
        if has_bus || is_default(bus) {
            return None;
        }
        let id = &target.id;
        let what = format!("`{id}` is on the default bus, and its rule `{rule}` is on `{bus}`");
        Some(
            Diagnostic::warning(OTHER_BUS, what)
                .at(given.span, "there is no such rule on the default bus")
                .help(format!(
                    "write `event_bus_name = \"{bus}\"`: a target does not take the bus of its rule"
                )),
        )
    }
}

fn is_default(bus: &str) -> bool {
    bus == "default" || bus.ends_with(":event-bus/default")
}

//! Quotas that a file alone exceeds.

use std::collections::BTreeMap;

use super::finding::Resource;
use super::judge::Judge;
use super::lints::WILDCARD_RULES;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Inventory, Rule};
use crate::pattern::Pattern;
use crate::pattern::ast::Test;
use crate::quota::MAXIMUM_WILDCARD_RULES_PER_BUS;

impl Judge<'_> {
    /// Buses with more rules with wildcards than AWS allows.
    pub(super) fn wildcard_rules(&mut self, inventory: &Inventory) {
        if !inventory.kind.is_template() || inventory.rules.len() <= MAXIMUM_WILDCARD_RULES_PER_BUS
        {
            return;
        }
        let mut of_buses: BTreeMap<String, Vec<&Rule>> = BTreeMap::new();
        for rule in &inventory.rules {
            let is_there = rule.condition.is_none() && !rule.is_bare;
            let has = |pattern: Pattern| has_wildcard(&pattern);
            if is_there && self.closed_pattern(rule).is_some_and(has) {
                let bus = rule.bus.as_ref().map(Declared::to_display);
                let bus = bus.unwrap_or_else(|| Rule::DEFAULT_BUS.to_owned());
                of_buses.entry(bus).or_default().push(rule);
            }
        }
        for (bus, rules) in of_buses {
            let count = rules.len();
            let Some(rule) = rules.get(MAXIMUM_WILDCARD_RULES_PER_BUS) else {
                continue;
            };
            let Some(pattern) = &rule.pattern else {
                continue;
            };
            let resource = Resource::new("rule", rule.label(), rule.span);
            let told = Diagnostic::warning(
                WILDCARD_RULES,
                format!(
                    "the bus `{bus}` has {count} rules with wildcards, and AWS allows {MAXIMUM_WILDCARD_RULES_PER_BUS}"
                ),
            )
            .at(pattern.span, "the first that is too many")
            .help("write `prefix` or `suffix` where they do, or put rules on another bus");
            let about = self.about(Some(&resource), pattern.member);
            self.tell(&about, told, None);
        }
    }
}

fn has_wildcard(pattern: &Pattern) -> bool {
    let fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
    let mut tests = fields.flat_map(|field| &field.values.comparisons);
    tests.any(|one| matches!(one.test, Test::Wildcard(_)))
}

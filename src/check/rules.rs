//! Rules: what PutRule refuses, and what it needs beside its pattern.

use super::finding::Resource;
use super::judge::Judge;
use crate::api::Operation;
use crate::model::{Rule, Schedule};
use crate::pattern::Dialect;

impl Judge<'_> {
    /// A rule and its targets.
    pub(super) fn rule(&mut self, rule: &Rule) {
        let resource = Resource::new("rule", rule.label(), rule.span);
        self.reading(Some(&resource), &rule.diagnostics);
        if let Some(pattern) = &rule.pattern {
            let accepted = self.pattern(&resource, pattern, (Dialect::Bus, Operation::PutRule));
            match accepted {
                Some(accepted) => self.meaning(&resource, pattern.member, &accepted, Some(rule)),
                None => self.meaning_of_refused(&resource, pattern),
            }
        }
        if rule.schedule.is_some() {
            let schedule = Schedule {
                // Of the rule it is told once.
                diagnostics: Vec::new(),
                state: None,
                condition: None,
                ..Schedule::from(rule)
            };
            self.expression(&resource, &schedule);
            self.in_utc(rule);
        }
        // Of what could not be read it has been said.
        if rule.diagnostics.iter().all(|one| !one.is_error()) {
            self.declared(&resource, Operation::PutRule, &rule.request);
        }
        for target in &rule.targets {
            self.target(&resource, target);
        }
        self.elsewhere(rule);
        self.inputs(&resource, rule);
        self.targets_together(&resource, rule.bus.as_ref(), &rule.targets);
    }
}

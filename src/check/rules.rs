//! Rules: what PutRule refuses, and what it needs beside its pattern.

use super::finding::{Answer, Resource};
use super::judge::Judge;
use super::lints;
use crate::api::Operation;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, InventoryKind, Rule, RuleState, Schedule};
use crate::pattern::Dialect;

impl Judge<'_> {
    /// A rule and its targets.
    pub(super) fn rule(&mut self, rule: &Rule) {
        let resource = Resource::new("rule", rule.label(), rule.span);
        self.reading(Some(&resource), &rule.diagnostics);
        if let Some(pattern) = &rule.pattern {
            self.pattern(&resource, pattern, Dialect::Bus);
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
        }
        self.state(&resource, rule);
        self.trigger(&resource, rule);
        self.ids(&resource, rule);
        self.declared(&resource, Operation::PutRule, &rule.properties);
        for target in &rule.targets {
            self.target(&resource, target);
        }
        self.targets_together(&resource, &rule.targets);
    }

    /// AWS: EventBridge API Reference, `PutRule`, `State`.
    fn state(&mut self, resource: &Resource, rule: &Rule) {
        let Some(state) = &rule.state else { return };
        if let Some(RuleState::Other(word)) = state.get() {
            let told = Diagnostic::error(lints::RULE_STATE, format!("there is no state `{word}`"))
                .at(state.span, "not a state")
                .help(format!("write {}", one_of(&RuleState::NAMES)));
            let about = self.about(Some(resource), "State");
            self.tell(&about, told, None);
        }
    }

    /// Recorded on AWS: a rule has a pattern or a schedule. What lists rules or targets may leave both out.
    fn trigger(&mut self, resource: &Resource, rule: &Rule) {
        let is_request = matches!(
            self.kind,
            InventoryKind::CloudFormation
                | InventoryKind::Sam
                | InventoryKind::Cdk
                | InventoryKind::Terraform
                | InventoryKind::Serverless
        );
        let has_neither = rule.pattern.is_none() && rule.schedule.is_none();
        // Of what could not be read it has been said.
        if !is_request || !has_neither || !rule.diagnostics.is_empty() {
            return;
        }
        let answer = Answer {
            operation: "PutRule",
            code: "ValidationException".to_owned(),
            message: "Parameter(s) EventPattern or ScheduleExpression must be specified."
                .to_owned(),
            is_recorded: true,
        };
        let told = Diagnostic::error(
            lints::RULE_WITHOUT_TRIGGER,
            "the rule has neither an event pattern nor a schedule",
        )
        .help("write an `EventPattern` or a `ScheduleExpression`");
        let about = self.about(Some(resource), "");
        self.tell(&about, told, Some(&answer));
    }

    /// AWS: EventBridge API Reference, `Target`, `Id`: unique in its rule.
    fn ids(&mut self, resource: &Resource, rule: &Rule) {
        let ids = rule.targets.iter().filter_map(|target| target.id.as_ref());
        let mut seen: Vec<&Declared<String>> = Vec::new();
        for id in ids.filter(|id| id.get().is_some()) {
            match seen.iter().find(|before| before.get() == id.get()) {
                Some(before) if before.span != id.span => {
                    let message = format!("the rule has two targets `{}`", id.as_str());
                    let told = Diagnostic::error(lints::TARGET_ID_TWICE, message)
                        .at(id.span, "the same id again")
                        .related(before.span, "first here")
                        .help("give each target of a rule an id of its own");
                    let about = self.about(Some(resource), &format!("Targets[{}].Id", id.as_str()));
                    self.tell(&about, told, None);
                }
                _ => seen.push(id),
            }
        }
    }
}

/// `` `a`, `b` or `c` ``
pub(super) fn one_of(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

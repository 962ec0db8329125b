//! The requests that declarations make, held against AWS's own models of them.
//!
//! What an engine has a rule for is told by it; here is what only the model knows: lengths, ranges, words and forms of the
//! other members. Where both tell of a place, the engine's words stay and the answer of AWS comes from the model.

use super::finding::{Answer, Resource};
use super::judge::Judge;
use super::lints;
use crate::api::{self, Client, Constraint, Operation, Refusal, Step};
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Member, Value};
use crate::model::InventoryKind;

/// Members whose text is a language of its own: its engine judges it.
const LANGUAGES: [&str; 8] = [
    "EventPattern",
    "FilterPolicy",
    "Input",
    "InputPath",
    "InputTemplate",
    "InputTransformer",
    "Pattern",
    "ScheduleExpression",
];

impl Judge<'_> {
    /// What AWS refuses of a request by its model. `named` gives what a member is called where that is not as in the
    /// request.
    pub(super) fn request(
        &mut self,
        resource: &Resource,
        operation: Operation,
        request: &Value,
        named: impl Fn(String) -> String,
    ) {
        let mut refusals = api::judge(operation, request);
        // What rules need beyond the model is judged where they are; pipes have their own check.
        if matches!(operation, Operation::PutTargets | Operation::CreateSchedule) {
            refusals.extend(api::check(operation, request));
        }
        let refusals = refusals.into_iter().filter(|one| self.counts(one));
        let refusals: Vec<Refusal> = refusals.collect();
        let answer = api::answer(operation, &refusals, Client::Other).map(|answer| Answer {
            operation: operation.as_str(),
            code: "ValidationException".to_owned(),
            message: answer.message,
            is_recorded: answer.is_recorded,
        });
        for refusal in &refusals {
            if self.is_told(resource, refusal.span, answer.as_ref()) {
                continue;
            }
            let field = named(refusal.member.to_string());
            let about = self.about(Some(resource), &field);
            let told = refusal.diagnostic(operation.as_str());
            let code = match &refusal.constraint {
                Constraint::Service(_) => told.code,
                _ => lints::REQUEST_CONSTRAINT,
            };
            self.tell(&about, Diagnostic { code, ..told }, answer.as_ref());
        }
    }

    /// The same of what is declared member by member as the request has it.
    pub(super) fn declared(
        &mut self,
        resource: &Resource,
        operation: Operation,
        properties: &Option<Value>,
    ) {
        if let Some(properties) = properties {
            self.request(resource, operation, properties, |member| member);
        }
    }

    /// A target as PutTargets takes it; `field` is what it is called in its rule.
    pub(super) fn target_request(&mut self, resource: &Resource, field: &str, target: &Value) {
        let span = target.span;
        let targets = Value {
            span,
            kind: Kind::Array(vec![target.clone()]),
        };
        let request = Value {
            span,
            kind: Kind::Object(vec![Member {
                name: JsonString::from("Targets"),
                name_span: span,
                value: targets,
            }]),
        };
        self.request(resource, Operation::PutTargets, &request, |member| {
            let inside = member.strip_prefix("Targets[0]").unwrap_or(&member);
            match field {
                "" => inside.trim_start_matches('.').to_owned(),
                field => format!("{field}{inside}"),
            }
        });
    }

    fn is_word_of_yaml(&self, refusal: &Refusal) -> bool {
        let written = self.source.slice(refusal.span).to_ascii_lowercase();
        ["on", "off", "yes", "no"].contains(&written.as_str())
    }

    /// Whether a refusal is one of what is declared. Tools give a name and other members to a request themselves, and change
    /// the types of values; answers have members that requests have not.
    fn counts(&self, refusal: &Refusal) -> bool {
        let is_template = self.kind.is_template() || self.kind == InventoryKind::CommandLine;
        let is_told_empty = matches!(
            self.kind,
            InventoryKind::Api | InventoryKind::ConfigurationItem | InventoryKind::TerraformState
        );
        match &refusal.constraint {
            Constraint::Unknown(_) | Constraint::Type(_) => false,
            // Answers and states have empty texts and lists for what is not there.
            Constraint::LeastCharacters(_) | Constraint::LeastElements(_) if is_told_empty => false,
            // Tools spell members of ECS in their own way, which the API begins in lower case.
            Constraint::Required => {
                let is_lower = refusal.member.last().starts_with(char::is_lowercase);
                is_template && refusal.member.0.len() > 2 && !is_lower
            }
            // How many elements there are is for the function to say that makes the list.
            Constraint::MostElements(_) if is_template => false,
            // A word that YAML may take for a boolean is told by whoever reads it.
            Constraint::OneOf(_) if self.is_word_of_yaml(refusal) => false,
            _ => !refusal.member.0.iter().any(is_language),
        }
    }
}

fn is_language(step: &Step) -> bool {
    matches!(step, Step::Member(name) if LANGUAGES.contains(&name.as_str()))
}

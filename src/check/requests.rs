//! The requests that declarations make, held against AWS's own models of them.
//!
//! What an engine has a rule for is told by it; here is what only the model knows: lengths, ranges, words and forms of the
//! other members. Where both tell of a place, the engine's words stay and the answer of AWS comes from the model.

use super::finding::{Answer, Resource};
use super::judge::Judge;
use super::lints;
use crate::api::{self, Client, Constraint, Operation, Refusal, Step};
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Member, Shape, Value};
use crate::model::InventoryKind;
use crate::source::Span;

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
        let is_elsewhere = matches!(operation, Operation::PutRule | Operation::CreatePipe);
        if !is_elsewhere && !api::is_answer(self.kind, request) {
            let beyond = api::check(operation, request);
            let is_new = |one: &Refusal| refusals.iter().all(|other| other.member != one.member);
            let beyond: Vec<Refusal> = beyond.into_iter().filter(is_new).collect();
            refusals.extend(beyond);
        }
        let is_whole = self.is_whole(resource, operation);
        let refusals = refusals
            .into_iter()
            .filter(|one| self.counts(is_whole, one));
        let refusals: Vec<Refusal> = refusals.collect();
        let answer = api::answer(operation, &refusals, Client::Other).map(|answer| Answer {
            operation: operation.as_str(),
            code: "ValidationException".to_owned(),
            message: answer.message,
            is_recorded: answer.is_recorded,
        });
        // Several members may be missed at one place.
        let is_told: Vec<bool> = refusals
            .iter()
            .map(|one| self.is_told(resource, one.span, answer.as_ref()))
            .collect();
        let untold = refusals.iter().zip(is_told).filter(|(_, is_told)| !is_told);
        for (refusal, _) in untold {
            let member = refusal.member.to_string();
            let field = named(member.clone());
            let about = self.about(Some(resource), &field);
            let mut told = refusal.diagnostic(operation.as_str());
            if !field.is_empty() {
                told.message = told.message.replace(&member, &field);
            }
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

    /// Targets as PutTargets takes them together; `fields` is what each is called in its rule.
    pub(super) fn targets_request(
        &mut self,
        resource: &Resource,
        fields: &[String],
        targets: Vec<Value>,
    ) {
        let Some(span) = targets.first().map(|first| first.span) else {
            return;
        };
        let targets = Value {
            span,
            kind: Kind::Array(targets),
        };
        // What the targets belong to is told of the rule.
        let rule = Value::open(Shape::Text, "the rule", span);
        let members = [("Rule", rule), ("Targets", targets)];
        let members = members.map(|(name, value)| Member {
            name: JsonString::from(name),
            name_span: span,
            value,
        });
        let request = Value {
            span,
            kind: Kind::Object(members.into()),
        };
        self.request(resource, Operation::PutTargets, &request, |member| {
            let of = fields.iter().enumerate().find_map(|(index, field)| {
                let inside = member.strip_prefix(&format!("Targets[{index}]"))?;
                Some((field, inside))
            });
            match of {
                None => member,
                Some((field, inside)) if field.is_empty() => {
                    inside.trim_start_matches('.').to_owned()
                }
                Some((field, inside)) => format!("{field}{inside}"),
            }
        });
    }

    /// Whether a declaration has all of a request. Plans, states and what is exported may leave out what is not known or not
    /// kept; commands that update leave out what stays.
    fn is_whole(&self, resource: &Resource, operation: Operation) -> bool {
        match self.kind {
            InventoryKind::CloudFormation
            | InventoryKind::Sam
            | InventoryKind::Cdk
            | InventoryKind::Terraform
            | InventoryKind::Serverless => true,
            InventoryKind::CommandLine => {
                matches!(
                    operation,
                    Operation::PutRule | Operation::PutTargets | Operation::CreateSchedule
                ) && !self.has_more_elsewhere(resource)
            }
            _ => false,
        }
    }

    /// Whether a command has members in a file, or in arguments that are not known.
    pub(super) fn has_more_elsewhere(&self, resource: &Resource) -> bool {
        let written = self.source.slice(resource.span);
        let elsewhere = ["--cli-input-", "file://", "$@", "$*", "[@]", "[*]"];
        self.kind == InventoryKind::CommandLine
            && elsewhere.iter().any(|word| written.contains(word))
    }

    /// Whether what stands at a place is the value of a parameter: that may be another when the template is deployed, and
    /// its default no more than a mark that it is to be given.
    pub(super) fn is_of_parameter(&self, place: Span) -> bool {
        let written = self.source.slice(place).trim_start_matches(['"', '{', ' ']);
        self.kind.is_template()
            && ["!Ref", "Ref", "!Sub", "Fn::", "var.", "${"]
                .iter()
                .any(|word| written.starts_with(word))
    }

    fn is_word_of_yaml(&self, refusal: &Refusal) -> bool {
        let written = self.source.slice(refusal.span).to_ascii_lowercase();
        ["on", "off", "yes", "no"].contains(&written.as_str())
    }

    /// Whether a refusal is one of what is declared. Tools give a name and other members to a request themselves, and change
    /// the types of values; answers have members that requests have not.
    fn counts(&self, is_whole: bool, refusal: &Refusal) -> bool {
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
                is_template
                    && (is_whole || refusal.member.0.len() > 2)
                    && !is_lower
                    && !refusal.member.0.iter().any(is_language)
            }
            // How many elements there are is for the function to say that makes the list.
            Constraint::MostElements(_) if is_template => false,
            // A word that YAML may take for a boolean is told by whoever reads it.
            Constraint::OneOf(_) if self.is_word_of_yaml(refusal) => false,
            Constraint::Pattern(_) if self.is_of_parameter(refusal.span) => false,
            _ => !refusal.member.0.iter().any(is_language),
        }
    }
}

fn is_language(step: &Step) -> bool {
    matches!(step, Step::Member(name) if LANGUAGES.contains(&name.as_str()))
}

//! Targets of rules and schedules: their inputs, retries and dead-letter queues.

use super::finding::{Answer, Answering, Resource};
use super::judge::{About, Judge, beginning};
use super::lints;
use crate::api::Operation;
use crate::diagnostic::Diagnostic;
use crate::iac;
use crate::model::{Declared, Target};
use crate::simulate::taking::Sender;
use crate::source::Span;
use crate::transform::{
    CONSTRAINT, InputPath, MESSAGE_NOT_RECORDED, Refused, RuleTarget, ScheduleInput, TargetInput,
    Template, UNUSED_PATH, VALIDATION_EXCEPTION, are_turned_round,
};

impl Judge<'_> {
    /// A target that stands without its rule.
    pub(super) fn lone_target(&mut self, target: &Target) {
        let called = target.rule.as_ref().map(Declared::to_display);
        let address = target.logical_id.clone().or(called);
        let resource = Resource::new("target", address, target.span);
        self.target(&resource, target);
        self.targets_together(&resource, target.bus.as_ref(), std::slice::from_ref(target));
    }

    /// What PutTargets says of the targets of a rule.
    pub(super) fn targets_together(
        &mut self,
        resource: &Resource,
        bus: Option<&Declared<String>>,
        targets: &[Target],
    ) {
        self.targets_request(resource, (bus, targets), |target| field(resource, target));
    }

    /// A target of a rule.
    pub(super) fn target(&mut self, resource: &Resource, target: &Target) {
        let field = field(resource, target);
        self.reading_of(resource, &field, target);
        if let Some(arn) = &target.arn {
            self.takes_nothing(resource, &member(&field, "Arn"), (Sender::Rule, arn));
        }
        match RuleTarget::declared(target) {
            Ok(declared) => {
                let input = declared.check();
                let notes = declared.notes();
                let notes: Vec<Diagnostic> = match &input {
                    Ok(input) => notes
                        .into_iter()
                        .chain(input.notes().iter().cloned())
                        .collect(),
                    Err(_) => notes,
                };
                let transformer = member(&field, "InputTransformer");
                // What is said of the map has its place there.
                let (of_map, notes): (Vec<_>, Vec<_>) =
                    notes.into_iter().partition(|one| one.code == UNUSED_PATH);
                if let Ok(TargetInput::Transformed(template)) = &input {
                    self.unused(resource, &transformer, (target, template), of_map);
                }
                self.input(resource, (&field, target), notes, input.err(), "PutTargets");
                self.paths(resource, &transformer, target);
            }
            Err(hole) => {
                let message = format!("what the target receives depends on `{}`", hole.from);
                let told = Diagnostic::note(lints::OPEN, message).at(hole.span, "");
                let about = self.about(Some(resource), &member(&field, "Input"));
                self.tell(&about, told, None);
            }
        }
    }

    /// Names of an input paths map that stand nowhere in the template, told at the first of them.
    fn unused(
        &mut self,
        resource: &Resource,
        field: &str,
        (target, template): (&Target, &Template),
        notes: Vec<Diagnostic>,
    ) {
        let paths = target.input_transformer.iter().flat_map(|one| &one.paths);
        let is_used = |name: &str| template.placeholders().any(|one| one.name == name);
        let Some((name, path)) = paths.into_iter().find(|(name, _)| !is_used(name)) else {
            return;
        };
        let about = self.about(Some(resource), &format!("{field}.InputPathsMap.{name}"));
        for told in notes {
            self.tell(&about, told.at(path.span, "not used"), None);
        }
    }

    /// Paths of an input transformer that AWS takes and does not document.
    fn paths(&mut self, resource: &Resource, field: &str, target: &Target) {
        let transformer = target.input_transformer.as_ref();
        let paths = transformer.map_or(&[][..], |one| one.paths.as_slice());
        let known = paths
            .iter()
            .filter_map(|(name, path)| Some((&**name, &**path.get()?)));
        // What stands where the paths belong is told as a whole.
        if are_turned_round(known) {
            return;
        }
        for (name, path) in paths {
            let Some(text) = path.get() else { continue };
            let about = self.about(Some(resource), &format!("{field}.InputPathsMap.{name}"));
            for told in InputPath::new(text).notes() {
                self.tell(&about, told.clone().at(path.span, ""), None);
            }
        }
    }

    /// The target of a schedule.
    pub(super) fn schedule_target(
        &mut self,
        resource: &Resource,
        target: &Target,
        operation: Operation,
    ) {
        let field = "Target";
        self.reading_of(resource, field, target);
        if let Some(arn) = &target.arn {
            self.takes_nothing(resource, &member(field, "Arn"), (Sender::Schedule, arn));
        }
        let is_open =
            |text: &Option<Declared<String>>| text.as_ref().and_then(Declared::hole).is_some();
        let known =
            |text: &Option<Declared<String>>| text.as_ref().and_then(Declared::get).cloned();
        // An input that is open may be anything; without the service it is open what it must be.
        let arn = target.arn.as_ref().map(Declared::known_arn);
        // An input of another type is told as that, and is not missing.
        let is_mistyped = target
            .diagnostics
            .iter()
            .any(|one| one.code == iac::WRONG_TYPE && one.message.starts_with("`Input` "));
        let is_judged = !is_mistyped && !is_open(&target.input);
        if is_judged && arn.as_ref().is_some_and(|arn| !arn.is_empty()) {
            let input = known(&target.input);
            let checked = ScheduleInput::check(arn.as_deref(), input.as_deref());
            let notes = checked.as_ref().map(|one| one.notes().to_vec());
            let notes = notes.unwrap_or_default();
            self.input(
                resource,
                (field, target),
                notes,
                checked.err(),
                operation.as_str(),
            );
        }
    }

    fn reading_of(&mut self, resource: &Resource, field: &str, target: &Target) {
        for told in &target.diagnostics {
            let about = self.about(Some(resource), field);
            self.tell(&about, told.clone(), None);
        }
    }

    /// What is said of the input: its places lie in the text of the template, of the constant, or of the path.
    fn input(
        &mut self,
        resource: &Resource,
        (field, target): (&str, &Target),
        notes: Vec<Diagnostic>,
        refused: Option<Refused>,
        operation: &'static str,
    ) {
        let (name, text) = text_of_input(target);
        let source = match text {
            Some(text) => self.text_of(text),
            None => self.source.clone(),
        };
        let about = About {
            source: &source,
            place: match text {
                Some(_) => beginning(Span::new(0, source.text().len()), &source),
                None => beginning(target.span, &source),
            },
            ..self.about(Some(resource), &member(field, name))
        };
        let answer = refused
            .as_ref()
            .and_then(|refused| answer(refused, operation));
        let refused = refused
            .map(|refused| refused.diagnostics)
            .unwrap_or_default();
        // What AWS's model says is told where it stands.
        let is_of_model = |told: &Diagnostic| told.code == CONSTRAINT && target.request.is_some();
        let refused = refused.into_iter().filter(|told| !is_of_model(told));
        for told in refused.chain(notes) {
            self.tell(&about, told, answer.as_ref());
        }
    }
}

/// What a target is called in its rule; empty where it stands without one.
fn field(resource: &Resource, target: &Target) -> String {
    let id = target
        .id
        .as_ref()
        .map_or_else(String::new, Declared::to_display);
    match resource.kind {
        "target" => String::new(),
        _ => format!("Targets[{id}]"),
    }
}

/// The text in which places of what is said of an input lie, and the member that it is.
fn text_of_input(target: &Target) -> (&'static str, Option<&Declared<String>>) {
    let template = target.input_transformer.as_ref();
    match (template, &target.input, &target.input_path) {
        (Some(transformer), ..) => (
            "InputTransformer.InputTemplate",
            transformer.template.as_ref(),
        ),
        (_, Some(input), _) => ("Input", Some(input)),
        (.., Some(path)) => ("InputPath", Some(path)),
        _ => ("Input", None),
    }
}

/// What AWS answers, and whether all of it is recorded.
fn answer(refused: &Refused, operation: &'static str) -> Option<Answer> {
    let in_part = |one: &Diagnostic| one.code == MESSAGE_NOT_RECORDED;
    Some(Answer {
        by: Answering::Service,
        operation,
        code: VALIDATION_EXCEPTION.to_owned(),
        message: refused.message.clone()?,
        is_recorded: !refused.diagnostics.iter().any(in_part),
    })
}

/// A member of a member.
pub(super) fn member(of: &str, name: &str) -> String {
    match of {
        "" => name.to_owned(),
        of => format!("{of}.{name}"),
    }
}

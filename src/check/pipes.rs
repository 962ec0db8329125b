//! Pipes and event source mappings: what their creation says.

use super::finding::{Answer, Answering, Resource};
use super::judge::{About, Judge, beginning};
use super::lints;
use super::requests::asked;
use crate::api::{self, Client, Constraint, Operation, Refusal};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::fields::{present, text};
use crate::model::{
    Declared, DeclaredPattern, EventSourceMapping, Extent, Pipe, Requested, StateMachine,
};
use crate::pattern::Dialect;
use crate::simulate::pipe::{
    CheckReport, ConfigurationRefusal, Part, Remark, SourceKind, TargetKind, check, check_mapping,
    codes,
};
use crate::simulate::taking::Sender;
use crate::source::{Source, Span};

/// What is created, and by which operation.
struct Created<'d> {
    operation: Operation,
    request: Option<&'d Requested>,
    exception: &'static str,
    filters: &'d [DeclaredPattern],
    dialect: Dialect,
    enrichment_template: Option<&'d Declared<String>>,
    target_template: Option<&'d Declared<String>>,
    filters_field: &'static str,
    source_kind: Option<SourceKind>,
}

impl Judge<'_> {
    /// A pipe.
    pub(super) fn pipe(&mut self, pipe: &Pipe) {
        let resource = Resource::new("pipe", pipe.label(), pipe.span);
        let created = Created {
            operation: Operation::CreatePipe,
            request: pipe.request.as_ref(),
            exception: "ValidationException",
            filters: &pipe.filters,
            dialect: Dialect::Pipe,
            enrichment_template: pipe.enrichment_template.as_ref(),
            target_template: pipe.target_template.as_ref(),
            filters_field: "SourceParameters.FilterCriteria.Filters",
            source_kind: pipe.source_kind(),
        };
        let mut report = check(pipe);
        // That a target which AWS's table of batches does not have takes one record is inferred.
        let most = pipe.target_kind().and_then(TargetKind::maximum_batch_size);
        report.refusals.retain(|one| {
            let is_inferred = one.aws.is_some() && most == Some(1);
            !(is_inferred && one.remark.diagnostic.code == codes::BATCH_TOO_LARGE)
        });
        self.creation(&resource, &created, report);
        if let Some(target) = pipe
            .target
            .as_ref()
            .filter(|_| !pipe.gives_deduplication_id())
        {
            self.takes_nothing(&resource, "Target", (Sender::Pipe, target));
        }
        self.waits(&resource, pipe);
    }

    /// Whether a pipe waits for what a Standard state machine answers, which nobody can.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes enrichment" and "Amazon EventBridge Pipes targets": Standard workflows are started, and not waited for.
    fn waits(&mut self, resource: &Resource, pipe: &Pipe) {
        let parameters = pipe.target_parameters.as_ref();
        let invocation = parameters
            .and_then(|one| present(one, "StepFunctionStateMachineParameters"))
            .and_then(|one| text(one, "InvocationType"));
        let waits = invocation == Some("REQUEST_RESPONSE");
        let target = pipe.target.as_ref().filter(|_| waits);
        let places = [("Enrichment", pipe.enrichment.as_ref()), ("Target", target)];
        for (field, arn) in places {
            let Some(arn) = arn else { continue };
            let mut machines = self.inventory.state_machines.iter();
            let is_it =
                |one: &&StateMachine| one.logical_id.is_some() && one.logical_id == arn.resource;
            let Some(machine) = machines.find(is_it).filter(|one| one.condition.is_none()) else {
                continue;
            };
            let is_standard = match &machine.kind {
                None => true,
                Some(kind) => {
                    kind.get().is_some_and(|kind| kind == "STANDARD")
                        && !self.defaults.meet(kind.span)
                }
            };
            if !is_standard {
                continue;
            }
            let told = Diagnostic::error(
                lints::PIPE_SERVICE,
                "the state machine is a Standard one, for whose answer a pipe does not wait",
            )
            .at(arn.span, "")
            .related(beginning(machine.span, self.source), "this state machine")
            .help("make it an Express one: `StateMachineType: EXPRESS`");
            let about = self.about(Some(resource), field);
            self.tell(&about, told, None);
        }
    }

    /// An event source mapping of Lambda.
    pub(super) fn mapping(&mut self, mapping: &EventSourceMapping) {
        let address = Some(mapping.called());
        let resource = Resource::new("event_source_mapping", address, mapping.span);
        let created = Created {
            operation: Operation::CreateEventSourceMapping,
            request: mapping.request.as_ref(),
            exception: "InvalidParameterValueException",
            filters: &mapping.filters,
            dialect: Dialect::Lambda,
            enrichment_template: None,
            target_template: None,
            filters_field: "FilterCriteria.Filters",
            source_kind: mapping.source_kind(),
        };
        let mut report = check_mapping(mapping);
        // What is refused as a source is not one of which nothing is known.
        let place = |one: &ConfigurationRefusal| {
            let label = one.remark.diagnostic.primary.as_ref();
            label.map(|label| label.span)
        };
        let source = report.refusals.iter().find(|one| {
            let broken = one.broken.as_ref();
            broken.is_some_and(|broken| broken.member.last() == "EventSourceArn")
        });
        if let Some(source) = source.and_then(place) {
            report
                .refusals
                .retain(|one| one.broken.is_some() || place(one) != Some(source));
        }
        // Lambda reads from more sources than those of which evb knows the records.
        for refusal in &mut report.refusals {
            let diagnostic = &mut refusal.remark.diagnostic;
            let is_ours =
                [codes::MAPPING_MISSING, codes::UNSUPPORTED_SERVICE].contains(&diagnostic.code);
            if is_ours && refusal.broken.is_none() {
                diagnostic.code = lints::OPEN;
                diagnostic.severity = Severity::Note;
            }
        }
        self.creation(&resource, &created, report);
        self.unknown_members(&resource, &created);
        self.visibility(&resource, mapping);
    }

    /// Members that AWS does not know, where nobody tells of them who reads the file.
    fn unknown_members(&mut self, resource: &Resource, created: &Created<'_>) {
        let is_whole = |one: &&Requested| one.extent == Extent::Whole;
        let is_read = !self.kind.is_template();
        let Some(request) = created.request.filter(is_whole).filter(|_| is_read) else {
            return;
        };
        let operation = asked(created.operation, request.extent);
        let refusals = api::refusals(operation, request).into_iter();
        let unknown = refusals.filter(|one| matches!(one.constraint, Constraint::Unknown(_)));
        let unknown: Vec<Refusal> = unknown
            .filter(|one| self.counts(request.extent, one))
            .collect();
        for refusal in &unknown {
            let about = self.about(Some(resource), &refusal.member.to_string());
            let mut told = refusal.diagnostic(operation.as_str());
            told.help = self.home_of(operation, refusal).or(told.help);
            let answer = self.answer_of_cli(operation, refusal);
            self.tell(&about, told, answer.as_ref());
        }
    }

    /// Filters are judged as patterns, so that their places are those of the file; the rest is as the engine has it.
    fn creation(&mut self, resource: &Resource, created: &Created<'_>, report: CheckReport) {
        let extent = created.request.map_or(Extent::Part, |one| one.extent);
        let operation = asked(created.operation, extent);
        let mut all = Vec::new();
        for (index, filter) in created.filters.iter().enumerate() {
            let field = format!("{}[{index}].Pattern", created.filters_field);
            let asked = (created.dialect, operation);
            let accepted = self.pattern_in(resource, &field, filter, asked);
            if let Some((accepted, source)) = accepted.as_ref().zip(created.source_kind) {
                self.outside_record(resource, &field, accepted, (source, created.dialect));
            }
            all.extend(accepted.map(|accepted| (field, accepted)));
        }
        if all.len() == created.filters.len() {
            self.taken_for_conditions(resource, &all, created.dialect);
        }
        let refusals = report.refusals.into_iter();
        let refusals = refusals.map(|refusal| {
            let message = refusal.aws.map(|words| (words, !refusal.is_modelled));
            (refusal.remark, message, refusal.broken)
        });
        let notes = report.notes.into_iter().map(|remark| {
            let broken = unknown(created, &remark);
            (remark, None, broken)
        });
        for (mut remark, message, broken) in refusals.chain(notes) {
            let mut answer = message.map(|(message, is_recorded)| Answer {
                by: Answering::Service,
                operation: operation.as_str(),
                code: created.exception.to_owned(),
                is_recorded,
                message,
            });
            let (mut field, source) = self.part(created, remark.part);
            if let Some(refusal) = &broken {
                if !self.counts(extent, refusal) {
                    continue;
                }
                field = refusal.member.to_string();
                // What the service finds itself each has its own words for.
                if matches!(refusal.constraint, Constraint::Service(_)) {
                    let own = api::answer(operation, std::slice::from_ref(refusal), Client::Other);
                    answer = own.map(|own| Answer {
                        by: Answering::Service,
                        operation: operation.as_str(),
                        code: created.exception.to_owned(),
                        is_recorded: own.is_recorded,
                        message: own.message,
                    });
                }
                answer = self.answer_of_cli(operation, refusal).or(answer);
                // Whoever read it has told the type.
                let is_type = matches!(refusal.constraint, Constraint::Type(_));
                if is_type && self.is_told(resource, refusal.span, answer.as_ref()) {
                    continue;
                }
            }
            if is_of_filter(&remark.diagnostic, created.filters) {
                continue;
            }
            let about = About {
                source: source.as_ref().unwrap_or(self.source),
                ..self.about(Some(resource), &field)
            };
            let about = match source {
                Some(_) => About {
                    place: Span::new(0, 0),
                    ..about
                },
                None => about,
            };
            // Of the filter alone it is advice; the run tells whether it is one.
            let told = &mut remark.diagnostic;
            if told.code == codes::FIELD_NOT_FILTERABLE && told.severity == Severity::Note {
                told.code = lints::PIPE_FILTER;
            }
            if remark.part == Part::Pipe {
                self.call_as_the_file(created.operation, &mut remark.diagnostic);
            }
            self.tell(&about, remark.diagnostic, answer.as_ref());
        }
        if let Some(request) = created.request {
            self.references(resource, request, |member| member);
        }
    }

    /// The member in which a remark has its place, and the text of it.
    fn part(&self, created: &Created<'_>, part: Part) -> (String, Option<Source>) {
        let text = |declared: Option<&Declared<String>>| declared.map(|one| self.text_of(one));
        match part {
            Part::Pipe => (String::new(), None),
            Part::Filter(index) => (
                format!("{}[{index}].Pattern", created.filters_field),
                created
                    .filters
                    .get(index)
                    .and_then(|filter| filter.source(self.source)),
            ),
            Part::EnrichmentTemplate => (
                "EnrichmentParameters.InputTemplate".to_owned(),
                text(created.enrichment_template),
            ),
            Part::TargetTemplate => (
                "TargetParameters.InputTemplate".to_owned(),
                text(created.target_template),
            ),
        }
    }
}

/// The member of which a remark says that AWS does not know it.
fn unknown(created: &Created<'_>, remark: &Remark) -> Option<Refusal> {
    let place = remark.diagnostic.primary.as_ref().map(|label| label.span);
    if remark.diagnostic.code != codes::UNKNOWN_MEMBER {
        return None;
    }
    let all = api::judge(created.operation, &created.request?.value);
    let mut unknown = all
        .into_iter()
        .filter(|one| matches!(one.constraint, Constraint::Unknown(_)));
    unknown.find(|one| Some(one.span) == place)
}

/// Whether it is said of a filter as of any pattern, or that it is open: then it is told of the pattern.
fn is_of_filter(told: &Diagnostic, filters: &[DeclaredPattern]) -> bool {
    let code = told.code.as_str();
    let place = told.primary.as_ref().map(|label| label.span);
    let is_open = |filter: &DeclaredPattern| filter.open().is_some() && Some(filter.span) == place;
    code.starts_with("pattern/") || code.starts_with("json/") || filters.iter().any(is_open)
}

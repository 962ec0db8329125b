//! Pipes and event source mappings: what their creation says.

use super::finding::{Answer, Resource};
use super::judge::{About, Judge};
use super::lints;
use crate::api::Operation;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Declared, DeclaredPattern, EventSourceMapping, Pipe};
use crate::pattern::Dialect;
use crate::simulate::pipe::{CheckReport, Part, TargetKind, check, check_mapping, codes};
use crate::source::{Source, Span};

/// What is created, and by which operation.
struct Created<'d> {
    operation: &'static str,
    exception: &'static str,
    filters: &'d [DeclaredPattern],
    dialect: Dialect,
    enrichment_template: Option<&'d Declared<String>>,
    target_template: Option<&'d Declared<String>>,
    filters_field: &'static str,
}

impl Judge<'_> {
    /// A pipe.
    pub(super) fn pipe(&mut self, pipe: &Pipe) {
        let resource = Resource::new("pipe", pipe.label(), pipe.span);
        let created = Created {
            operation: "CreatePipe",
            exception: "ValidationException",
            filters: &pipe.filters,
            dialect: Dialect::Pipe,
            enrichment_template: pipe.enrichment_template.as_ref(),
            target_template: pipe.target_template.as_ref(),
            filters_field: "SourceParameters.FilterCriteria.Filters",
        };
        let mut report = check(pipe);
        // That a target which AWS's table of batches does not have takes one record is inferred.
        let most = pipe.target_kind().and_then(TargetKind::maximum_batch_size);
        report.refusals.retain(|one| {
            let is_inferred = one.aws.is_some() && most == Some(1);
            !(is_inferred && one.remark.diagnostic.code == codes::BATCH_TOO_LARGE)
        });
        self.creation(&resource, &created, report);
        self.declared(&resource, Operation::CreatePipe, &pipe.properties);
    }

    /// An event source mapping of Lambda.
    pub(super) fn mapping(&mut self, mapping: &EventSourceMapping) {
        let address = Some(mapping.called());
        let resource = Resource::new("event_source_mapping", address, mapping.span);
        let created = Created {
            operation: "CreateEventSourceMapping",
            exception: "InvalidParameterValueException",
            filters: &mapping.filters,
            dialect: Dialect::Lambda,
            enrichment_template: None,
            target_template: None,
            filters_field: "FilterCriteria.Filters",
        };
        let mut report = check_mapping(mapping);
        // Lambda reads from more sources than those of which evb knows the records.
        for refusal in &mut report.refusals {
            let diagnostic = &mut refusal.remark.diagnostic;
            if [codes::MISSING, codes::UNSUPPORTED_SERVICE].contains(&diagnostic.code) {
                diagnostic.code = lints::OPEN;
                diagnostic.severity = Severity::Note;
            }
        }
        self.creation(&resource, &created, report);
        let operation = Operation::CreateEventSourceMapping;
        self.declared(&resource, operation, &mapping.properties);
    }

    /// Filters are judged as patterns, so that their places are those of the file; the rest is as the engine has it.
    fn creation(&mut self, resource: &Resource, created: &Created<'_>, report: CheckReport) {
        for (index, filter) in created.filters.iter().enumerate() {
            let field = format!("{}[{index}].Pattern", created.filters_field);
            self.pattern_in(resource, &field, filter, created.dialect);
        }
        let refusals = report.refusals.into_iter();
        let refusals = refusals.map(|refusal| {
            let message = refusal.aws.map(|words| (words, !refusal.is_modelled));
            (refusal.remark, message)
        });
        let notes = report.notes.into_iter().map(|remark| (remark, None));
        for (remark, message) in refusals.chain(notes) {
            let answer = message.map(|(message, is_recorded)| Answer {
                operation: created.operation,
                code: created.exception.to_owned(),
                is_recorded,
                message,
            });
            let (field, source) = self.part(created, remark.part);
            let label = remark.diagnostic.primary.as_ref();
            let is_form = label.is_some_and(|label| label.text.starts_with("must match"));
            let is_default = is_form && label.is_some_and(|one| self.is_of_parameter(one.span));
            if is_default || is_of_filter(&remark.diagnostic, created.filters) {
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
            self.tell(&about, remark.diagnostic, answer.as_ref());
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

/// Whether it is said of a filter as of any pattern, or that it is open: then it is told of the pattern.
fn is_of_filter(told: &Diagnostic, filters: &[DeclaredPattern]) -> bool {
    let code = told.code.as_str();
    let place = told.primary.as_ref().map(|label| label.span);
    let is_open = |filter: &DeclaredPattern| filter.open().is_some() && Some(filter.span) == place;
    code.starts_with("pattern/") || code.starts_with("json/") || filters.iter().any(is_open)
}

//! What CreatePipe says about input templates and dynamic path parameters.

use super::{CheckReport, Part};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::model::Pipe;
use crate::simulate::pipe::codes::INVALID_TEMPLATE;
use crate::simulate::pipe::parameters::DynamicParameters;
use crate::transform::{PATH_OR_PLACEHOLDER, Template};

/// Both templates, and the parameters that are paths.
pub(super) fn check(pipe: &Pipe, report: &mut CheckReport) {
    let stages = [
        (
            pipe.enrichment_template(),
            Part::EnrichmentTemplate,
            pipe.enrichment.is_some(),
        ),
        (
            pipe.target_template(),
            Part::TargetTemplate,
            pipe.target_kind().is_some_and(|target| target.needs_json()),
        ),
    ];
    for (template, part, must_be_json) in stages {
        if let Some(template) = template {
            check_template(template.as_str(), part, must_be_json, report);
        }
    }
    check_parameters(pipe.enrichment_parameters.as_ref(), report);
    check_parameters(pipe.target_block(), report);
}

fn check_template(template: &str, part: Part, must_be_json: bool, report: &mut CheckReport) {
    match Template::pipe(template) {
        Ok(read) => {
            let read = if must_be_json {
                read.must_be_json()
            } else {
                read
            };
            for note in read.notes() {
                report.note_part(part, note.clone());
            }
        }
        Err(refused) => {
            for diagnostic in refused.diagnostics {
                report.tell_part(part, refused.message.clone(), diagnostic);
            }
        }
    }
}

fn check_parameters(block: Option<&Value>, report: &mut CheckReport) {
    for wrong in DynamicParameters::of(block).1 {
        if wrong.code == PATH_OR_PLACEHOLDER {
            report.note(wrong);
            continue;
        }
        report.note(
            Diagnostic::warning(INVALID_TEMPLATE, wrong.message)
                .at(
                    wrong.primary.map(|label| label.span).unwrap_or_default(),
                    "begins like a path and is none",
                )
                .help("it is taken as it is written; what AWS does with it is not documented"),
        );
    }
}

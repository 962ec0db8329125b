//! What a template leaves open, and a dry-run needs.

use super::CheckReport;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{Declared, Hole, Pipe};
use crate::simulate::pipe::EnrichmentKind;
use crate::simulate::pipe::codes::{ASSUMED, OPEN};

/// Refuses a pipe whose source, target, filters or templates are open; of anything else that is, a note tells.
pub(super) fn check(pipe: &Pipe, report: &mut CheckReport) {
    let kinds = [
        ("Source", &pipe.source, pipe.source_kind().is_some()),
        ("Target", &pipe.target, pipe.target_kind().is_some()),
        (
            "Enrichment",
            &pipe.enrichment,
            EnrichmentKind::of(&pipe.enrichment_arn()).is_some(),
        ),
    ];
    for (name, declared, is_known) in kinds {
        let hole = declared.as_ref().and_then(Declared::hole);
        if let (Some(hole), false) = (hole, is_known) {
            report.refuse_in_our_words(depends(name, hole));
        }
    }
    for filter in &pipe.filters {
        if let Some(hole) = filter.hole() {
            report.refuse_in_our_words(depends("Pattern", hole));
        }
    }
    let stages = [&pipe.enrichment_parameters, &pipe.target_parameters];
    for parameters in stages.into_iter().flatten() {
        let template = present(parameters, "InputTemplate").and_then(Value::as_open);
        if let Some(open) = template {
            report.refuse_in_our_words(depends("InputTemplate", open.first_hole()));
        }
    }
    let block = pipe.source_block().and_then(Value::as_object);
    for member in block.unwrap_or_default() {
        if let Some(open) = member.value.as_open() {
            let hole = open.first_hole();
            report.note(
                Diagnostic::note(
                    ASSUMED,
                    format!(
                        "`{}` depends on `{}`, and is taken as absent",
                        member.name, hole.from
                    ),
                )
                .at(hole.span, "what comes of this is not known here"),
            );
        }
    }
}

/// Something that a dry-run needs is open.
pub(super) fn depends(name: &str, hole: &Hole) -> Diagnostic {
    Diagnostic::error(OPEN, format!("`{name}` depends on `{}`", hole.from))
        .at(hole.span, "what comes of this is not known here")
        .help("give it as it is deployed: `aws pipes describe-pipe` and `aws lambda get-event-source-mapping` print it")
}

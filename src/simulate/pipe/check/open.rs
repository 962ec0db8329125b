//! What a template leaves open, and a dry-run needs.

use super::CheckReport;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{Declared, DeclaredPattern, Hole, Pipe, given_by};
use crate::pattern::{Dialect, OpenPattern};
use crate::simulate::pipe::EnrichmentKind;
use crate::simulate::pipe::codes::{ASSUMED, OPEN};
use crate::source::Span;

/// What tells what no flag gives.
const AS_DEPLOYED: &str = "give the pipe as it is deployed: `aws pipes describe-pipe` and `aws lambda get-event-source-mapping` print it; `--account` and `--region` tell the ARNs of resources that have a name";

/// Refuses a pipe of which it is open what its source or target is, or whose templates are open; of anything else that is, a note
/// tells.
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
        let place = declared.as_ref().map(|declared| declared.span);
        if let (Some(hole), Some(place), false) = (hole, place, is_known) {
            report.refuse_in_our_words(depends(name, hole, place));
        }
    }
    filters(&pipe.filters, Dialect::Pipe, report);
    let stages = [&pipe.enrichment_parameters, &pipe.target_parameters];
    for parameters in stages.into_iter().flatten() {
        let template = present(parameters, "InputTemplate").and_then(Value::as_open);
        if let Some(open) = template {
            let hole = open.first_hole();
            report.refuse_in_our_words(depends("InputTemplate", hole, hole.span));
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

/// Refuses filters that are wrong whatever is open of them.
pub(super) fn filters(filters: &[DeclaredPattern], dialect: Dialect, report: &mut CheckReport) {
    for filter in filters {
        let Some(value) = filter.open() else { continue };
        let error = match OpenPattern::new(value.clone(), "", dialect) {
            Ok(open) => {
                let holes = open.holes();
                let named: Vec<String> = holes.iter().map(|hole| format!("`{hole}`")).collect();
                let message = format!("this filter depends on {}", named.join(", "));
                let told = Diagnostic::note(OPEN, message).at(filter.span, "");
                let help = holes.first().and_then(|hole| given_by(hole));
                report.note(Diagnostic { help, ..told });
                continue;
            }
            Err(error) => error,
        };
        for mut diagnostic in error.diagnostics {
            diagnostic.primary = None;
            diagnostic.related.clear();
            diagnostic.fix = None;
            report.tell(diagnostic.at(filter.span, "in this filter"));
        }
    }
}

/// Something that a dry-run needs is open.
pub(super) fn depends(name: &str, hole: &Hole, place: Span) -> Diagnostic {
    Diagnostic::error(OPEN, format!("`{name}` depends on `{}`", hole.from))
        .at(place, "what comes of this is not known here")
        .help(given_by(&hole.from).unwrap_or_else(|| AS_DEPLOYED.to_owned()))
}

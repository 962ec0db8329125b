//! What AWS's own model of CreatePipe allows, and what hangs together in a source's parameters: [`api`] judges it.

use super::CheckReport;
use crate::api::{self, Client, Constraint, MemberPath, Operation, Refusal, Step};
use crate::diagnostic::Diagnostic;
use crate::model::Pipe;
use crate::simulate::pipe::SourceKind;
use crate::simulate::pipe::codes::{MANY_FILTERS, MISSING, OUTSIDE_MODEL};

/// The most filters that evb runs: the quota that AWS raises to on request for Lambda.
const MAXIMUM_FILTERS: usize = 10;

/// The member that holds the filters.
const FILTERS: &str = "SourceParameters.FilterCriteria.Filters";

/// Members by which a dry-run goes: where one of these is wrong, there is none.
const READ: [&str; 15] = [
    "AdditionalBootstrapServers",
    "BatchSize",
    "ConsumerGroupID",
    "Enrichment",
    "Filters",
    "InputTemplate",
    "MaximumBatchingWindowInSeconds",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "OnPartialBatchItemFailure",
    "ParallelizationFactor",
    "Pattern",
    "Source",
    "Target",
    "TopicName",
];

/// Everything that the model says, and what hangs together.
pub(super) fn check(pipe: &Pipe, report: &mut CheckReport) {
    let Some(request) = &pipe.request else {
        return;
    };
    let mut refusals = api::refusals(Operation::CreatePipe, request);
    // What is not known is told as a warning: DescribePipe answers members that CreatePipe does not take, and tags that
    // are empty.
    refusals.retain(|one| match &one.constraint {
        Constraint::Unknown(_) => false,
        Constraint::LeastElements(_) => one.member.last() != "Tags",
        _ => true,
    });
    refusals
        .retain(|one| one.constraint != Constraint::Required || !is_in_foreign_block(pipe, one));
    if pipe.filters.len() <= MAXIMUM_FILTERS {
        refusals.retain(|one| !is_number_of_filters(one));
        note_filters(pipe, report);
    }
    let answer = api::answer(Operation::CreatePipe, &refusals, Client::Other);
    for refusal in &refusals {
        let is_possible = is_dry_run_possible(refusal);
        report.refuse_together(answer.as_ref(), refusal, diagnostic(refusal), is_possible);
    }
}

/// Whether something is missing in parameters that do not belong to the source: the parameters themselves are refused.
fn is_in_foreign_block(pipe: &Pipe, refusal: &Refusal) -> bool {
    let own = pipe.source_kind().map(SourceKind::parameter_block);
    match (refusal.member.0.as_slice(), own) {
        ([Step::Member(parameters), Step::Member(block), _, ..], Some(own)) => {
            parameters == "SourceParameters" && block != own && block != "FilterCriteria"
        }
        _ => false,
    }
}

fn is_number_of_filters(refusal: &Refusal) -> bool {
    matches!(refusal.constraint, Constraint::MostElements(_)) && is_at(&refusal.member, FILTERS)
}

fn is_at(member: &MemberPath, path: &str) -> bool {
    member.to_string() == path
}

/// AWS's model allows five filters. Lambda's event source mappings may have ten after a quota increase; whether pipes
/// can have that too is not documented, so up to ten are run and named.
fn note_filters(pipe: &Pipe, report: &mut CheckReport) {
    if let Some(sixth) = pipe.filters.get(5) {
        let count = pipe.filters.len();
        let message = format!("there are {count} filters, and the documented quota is 5");
        report.note(
            Diagnostic::warning(MANY_FILTERS, message)
                .at(sixth.span, "the sixth filter")
                .help(
                    "AWS raises this quota for Lambda on request; for pipes that is not documented",
                ),
        );
    }
}

/// What is wrong, under the codes of pipes.
fn diagnostic(refusal: &Refusal) -> Diagnostic {
    let is_missing = match &refusal.constraint {
        Constraint::Required => true,
        Constraint::Service(_) => refusal.member.last().ends_with("Parameters"),
        _ => false,
    };
    let told = refusal.diagnostic("CreatePipe");
    Diagnostic {
        code: if is_missing { MISSING } else { OUTSIDE_MODEL },
        ..told
    }
}

/// Whether nothing in a dry-run depends on it.
fn is_dry_run_possible(refusal: &Refusal) -> bool {
    let name = refusal.member.last();
    let is_end = matches!(name, "Source" | "Target");
    match &refusal.constraint {
        Constraint::Required => !is_end,
        Constraint::Type(_) => !READ.contains(&name) && !name.ends_with("Parameters"),
        _ => !READ.contains(&name),
    }
}

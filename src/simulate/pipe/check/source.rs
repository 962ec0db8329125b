//! What CreatePipe says about the source and its parameters.

use super::{CheckReport, given, service_or_text};
use crate::diagnostic::Diagnostic;
use crate::json::fields::present;
use crate::model::Pipe;
use crate::simulate::pipe::SourceKind;
use crate::simulate::pipe::check::members::is_parameter;
use crate::simulate::pipe::codes::{MISSING, UNSETTLED, UNSUPPORTED_SERVICE, WRONG_PARAMETERS};

/// The source's service, its block of parameters, and what in it hangs together.
pub(super) fn check(pipe: &Pipe, report: &mut CheckReport) {
    let Some((place, is_open)) = given(pipe.source.as_ref()) else {
        return;
    };
    let Some(kind) = pipe.source_kind() else {
        let arn = pipe.source_arn();
        // Of what is no ARN the model has told.
        if (is_open || report.tells_of("Source")) && arn.service().is_empty() {
            return;
        }
        report.refuse_in_our_words(
            Diagnostic::error(
                UNSUPPORTED_SERVICE,
                format!("`{}` cannot be the source of a pipe", service_or_text(&arn)),
            )
            .at(place, "not a source")
            .help("sources are SQS, Kinesis, DynamoDB streams, Amazon MSK, self-managed Kafka (`smk://…`) and Amazon MQ"),
        );
        return;
    };
    check_block(pipe, kind, report);
    check_batch(pipe, kind, report);
    // A stream of DynamoDB has no such position: of that the model tells.
    if kind != SourceKind::DynamoDb
        && pipe
            .source_text("StartingPosition")
            .is_some_and(|position| position.as_str() == "AT_TIMESTAMP")
        && pipe
            .source_block()
            .and_then(|block| present(block, "StartingPositionTimestamp"))
            .is_none()
    {
        report.refuse_in_our_words(Diagnostic::error(
            MISSING,
            "`StartingPosition` is `AT_TIMESTAMP` and `StartingPositionTimestamp` is missing",
        ));
    }
}

/// AWS: recorded. A block of another service is refused.
fn check_block(pipe: &Pipe, kind: SourceKind, report: &mut CheckReport) {
    let own = kind.parameter_block();
    let members = pipe
        .source_parameters
        .as_ref()
        .and_then(|parameters| parameters.as_object())
        .unwrap_or_default();
    for member in members {
        let name = member.name.to_display();
        // A name that AWS does not know at all is misspelt; that is told already.
        if name != own && name != "FilterCriteria" && is_parameter("SourceParameters", &name) {
            report.refuse(
                "Invalid source parameter provided for source",
                Diagnostic::error(
                    WRONG_PARAMETERS,
                    format!("`{name}` are not the parameters of {}", kind.name()),
                )
                .at(member.name_span, format!("`{own}` was expected")),
            );
        }
    }
}

/// A rule of Lambda's event source mappings that is not known to hold for pipes.
fn check_batch(pipe: &Pipe, kind: SourceKind, report: &mut CheckReport) {
    let size = pipe.source_integer("BatchSize");
    let window = pipe.source_integer("MaximumBatchingWindowInSeconds");
    if let Some((size, span)) = size
        && kind == SourceKind::Sqs
        && size > 10
        && window.is_none_or(|(window, _)| window == 0)
    {
        report.note(
            Diagnostic::warning(
                UNSETTLED,
                format!("a batch of {size} messages without a batching window"),
            )
            .at(span, "more than 10")
            .help("Lambda refuses this without `MaximumBatchingWindowInSeconds`; whether pipes do is not known"),
        );
    }
}

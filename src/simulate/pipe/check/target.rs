//! What CreatePipe says about the enrichment and the target.

use super::{CheckReport, given, service_or_text};
use crate::diagnostic::Diagnostic;
use crate::json::fields::present;
use crate::model::Pipe;
use crate::simulate::pipe::check::members::is_parameter;
use crate::simulate::pipe::codes::{
    BATCH_TOO_LARGE, CROSS_REGION, INVALID_TEMPLATE, MISSING, UNSETTLED, UNSUPPORTED_SERVICE,
    WRONG_PARAMETERS,
};
use crate::simulate::pipe::{Arn, EnrichmentKind, SourceKind, TargetKind};
use crate::source::Span;

/// AWS: recorded: an enrichment is a Lambda function, a state machine, an API of API Gateway or an API destination.
pub(super) fn check_enrichment(pipe: &Pipe, report: &mut CheckReport) {
    let Some((place, is_open)) = given(pipe.enrichment.as_ref()) else {
        return;
    };
    let arn = pipe.enrichment_arn();
    let Some(kind) = EnrichmentKind::of(&arn) else {
        if (is_open || report.tells_of("Enrichment")) && arn.service().is_empty() {
            return;
        }
        report.refuse(
            "Invalid pipe enrichment.",
            Diagnostic::error(
                UNSUPPORTED_SERVICE,
                format!("`{}` cannot enrich the records of a pipe", service_or_text(&arn)),
            )
            .at(place, "not an enrichment")
            .help("enrichments are Lambda, Step Functions (express), API Gateway and API destinations"),
        );
        return;
    };
    if kind == EnrichmentKind::StepFunctions {
        report.note(
            Diagnostic::note(
                UNSETTLED,
                "whether the state machine that enriches is an express workflow is not checked",
            )
            .at(place, "its ARN does not tell")
            .help("a standard workflow cannot enrich the records of a pipe"),
        );
    }
    let size = pipe.source_integer("BatchSize");
    if let Some((size, span)) = size
        && size > 1
        && !kind.takes_batches()
    {
        report.refuse_in_our_words(
            Diagnostic::error(
                BATCH_TOO_LARGE,
                format!("{} takes one record at a time", kind.name()),
            )
            .at(span, "must be 1")
            .help("AWS documents that the batch size must be 1 with such an enrichment; its message is not recorded"),
        );
    }
}

/// The target's service, its parameters, its region and its batch size.
pub(super) fn check(pipe: &Pipe, report: &mut CheckReport) {
    let Some((place, is_open)) = given(pipe.target.as_ref()) else {
        return;
    };
    let arn = pipe.target_arn();
    check_region(pipe, (&arn, place), report);
    let Some(kind) = pipe.target_kind() else {
        if (is_open || report.tells_of("Target")) && arn.service().is_empty() {
            return;
        }
        report.refuse_in_our_words(
            Diagnostic::error(
                UNSUPPORTED_SERVICE,
                format!("`{}` cannot be the target of a pipe", service_or_text(&arn)),
            )
            .at(place, "not a target"),
        );
        return;
    };
    if kind == TargetKind::Sns && arn.resource().ends_with(".fifo") {
        report.refuse(
            "SNS FIFO topics are not supported as a pipe target.",
            Diagnostic::error(UNSUPPORTED_SERVICE, "a pipe cannot send to a FIFO topic")
                .at(place, "a FIFO topic"),
        );
    }
    check_block(pipe, kind, report);
    check_batch(pipe, (kind, place), report);
    tell_unchecked(pipe, (kind, place), report);
    check_expectations(pipe, (kind, place), report);
}

/// AWS: recorded: `Creating cross-region pipe is not permitted.`
fn check_region(pipe: &Pipe, (target, place): (&Arn, Span), report: &mut CheckReport) {
    let source = pipe.source_arn();
    let source_place = pipe.source.as_ref().map(|source| source.span);
    let regions = [source.region(), target.region()];
    if regions.iter().all(|region| !region.is_empty()) && source.region() != target.region() {
        report.refuse(
            "Creating cross-region pipe is not permitted.",
            Diagnostic::error(CROSS_REGION, "source and target are in different regions")
                .at(place, format!("in `{}`", target.region()))
                .related(
                    source_place.unwrap_or_default(),
                    format!("in `{}`", source.region()),
                ),
        );
    }
}

/// AWS: recorded: parameters of another service are refused.
fn check_block(pipe: &Pipe, kind: TargetKind, report: &mut CheckReport) {
    let own = kind.parameter_block();
    let members = pipe
        .target_parameters
        .as_ref()
        .and_then(|parameters| parameters.as_object())
        .unwrap_or_default();
    for member in members {
        let name = member.name.to_display();
        // A name that AWS does not know at all is misspelt; that is told already.
        if Some(&*name) != own && name != "InputTemplate" && is_parameter("TargetParameters", &name)
        {
            report.refuse(
                "Invalid target parameter provided for target",
                Diagnostic::error(
                    WRONG_PARAMETERS,
                    format!("`{name}` are not the parameters of {}", kind.name()),
                )
                .at(
                    member.name_span,
                    own.map_or_else(
                        || "this target has none".to_owned(),
                        |own| format!("`{own}` was expected"),
                    ),
                ),
            );
        }
    }
}

/// Targets whose parameters say what they are to do. Whether CreatePipe requires them was not recorded, so that a pipe
/// in which nothing is found may still lack them.
fn tell_unchecked(pipe: &Pipe, (kind, place): (TargetKind, Span), report: &mut CheckReport) {
    let says_what_to_do = matches!(
        kind,
        TargetKind::Batch
            | TargetKind::Ecs
            | TargetKind::Redshift
            | TargetKind::SageMaker
            | TargetKind::Timestream
    );
    let (true, None, Some(block)) = (says_what_to_do, pipe.target_block(), kind.parameter_block())
    else {
        return;
    };
    let name = kind.name();
    let message = format!(
        "there is no `TargetParameters.{block}`: whether CreatePipe requires it for {name} is not recorded"
    );
    report.note(
        Diagnostic::note(UNSETTLED, message)
            .at(place, "the target")
            .help("what must stand in it is checked once it is there"),
    );
}

/// AWS: recorded for SQS, SNS and event buses; the sizes of the others are those of the user guide.
fn check_batch(pipe: &Pipe, (kind, place): (TargetKind, Span), report: &mut CheckReport) {
    let (Some((size, span)), Some(most)) =
        (pipe.source_integer("BatchSize"), kind.maximum_batch_size())
    else {
        return;
    };
    if size <= i64::from(most) {
        return;
    }
    let diagnostic = Diagnostic::error(
        BATCH_TOO_LARGE,
        format!("the batch size is larger than {} takes", kind.name()),
    )
    .at(span, format!("at most {most}"))
    .related(place, "the target");
    let message = format!("The configured batch size {size} is greater than the max supported");
    report.refuse(message, diagnostic);
    report.note(Diagnostic::note(
        UNSETTLED,
        "only the beginning of AWS's message on batch sizes is recorded",
    ));
}

/// What AWS documents as needed and may not check.
fn check_expectations(pipe: &Pipe, (kind, place): (TargetKind, Span), report: &mut CheckReport) {
    if matches!(kind, TargetKind::ApiGateway | TargetKind::ApiDestination)
        && pipe.target_template().is_none()
    {
        report.note(
            Diagnostic::warning(
                INVALID_TEMPLATE,
                format!("{} needs an input template", kind.name()),
            )
            .at(place, "gets its body from `InputTemplate` only")
            .help("write `TargetParameters.InputTemplate`"),
        );
    }
    let arn = pipe.target_arn();
    // The model has what a block of Kinesis needs.
    let is_judged = kind == TargetKind::Kinesis && pipe.target_block().is_some();
    if let Some(name) = kind.required_parameter(&arn).filter(|_| !is_judged)
        && pipe
            .target_block()
            .and_then(|block| present(block, name))
            .is_none()
    {
        report.note(
            Diagnostic::warning(
                MISSING,
                format!("`{name}` is missing: {} refuses what has none", kind.name()),
            )
            .at(place, format!("needs `{name}`"))
            .help(format!(
                "write `TargetParameters.{}.{name}`; whether CreatePipe refuses this is not recorded",
                kind.parameter_block().unwrap_or_default()
            )),
        );
    }
    let is_stream = pipe.source_kind().is_some_and(SourceKind::is_stream);
    if kind == TargetKind::Timestream
        && is_stream
        && pipe.source_integer("MaximumRetryAttempts").is_none()
    {
        report.note(
            Diagnostic::warning(
                UNSETTLED,
                "`MaximumRetryAttempts` is missing for a stream that goes to Timestream",
            )
            .at(place, "AWS documents it as required here"),
        );
    }
}

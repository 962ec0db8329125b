//! What CreateEventSourceMapping of Lambda says.
//!
//! AWS: the model of CreateEventSourceMapping, by [`api`], for ranges and patterns; recordings for messages.

use super::{CheckReport, filters, given, open, service_or_text};
use crate::api::{self, Client, Constraint, Operation, Step};
use crate::diagnostic::Diagnostic;
use crate::json::fields::present;
use crate::model::{Declared, EventSourceMapping};
use crate::pattern::Dialect;
use crate::simulate::pipe::SourceKind;
use crate::simulate::pipe::codes::{
    MAPPING_FILTERS, MAPPING_LIMIT, MAPPING_MISSING, UNSUPPORTED_SERVICE,
};
use crate::simulate::pipe::declaration::{arn_of, known};

/// The most filters without and with a raised quota.
///
/// AWS: Lambda Developer Guide, "Control which events Lambda sends to your function": five, ten on request.
const FILTERS: (usize, usize) = (5, 10);
/// The largest batch of a queue without a window.
const MAXIMUM_QUEUE_BATCH: i64 = 10;
/// The largest batch of any source: beyond it the model tells.
///
/// AWS: Lambda API Reference, CreateEventSourceMapping, `BatchSize`: "Maximum value of 10000."
const MAXIMUM_BATCH: i64 = 10_000;

/// Checks an event source mapping as CreateEventSourceMapping does.
#[must_use]
pub fn check_mapping(mapping: &EventSourceMapping) -> CheckReport {
    let mut report = CheckReport::default();
    for diagnostic in &mapping.diagnostics {
        report.tell(diagnostic.clone());
    }
    check_source(mapping, &mut report);
    check_model(mapping, &mut report);
    check_batch(mapping, &mut report);
    check_filters(mapping, &mut report);
    check_destination(mapping, &mut report);
    report
}

/// AWS: Lambda API Reference, `OnFailure`, `Destination`: of a source of records a topic of SNS, a queue of SQS or a bucket of S3; a
/// function and an event bus only of asynchronous invocations.
fn check_destination(mapping: &EventSourceMapping, report: &mut CheckReport) {
    let declared = mapping.on_failure.as_ref().and_then(|one| one.arn.as_ref());
    let Some((place, _)) = given(declared) else {
        return;
    };
    let service = match arn_of(declared).service() {
        "lambda" => "a function",
        "events" => "an event bus",
        _ => return,
    };
    let message =
        format!("what an event source mapping does not get through cannot go to {service}");
    report.refuse_in_our_words(
        Diagnostic::error(MAPPING_LIMIT, message)
            .at(place, "not a destination of an event source mapping")
            .help("destinations are queues of SQS, topics of SNS and buckets of S3"),
    );
}

fn check_source(mapping: &EventSourceMapping, report: &mut CheckReport) {
    if mapping.source_kind().is_some() {
        return;
    }
    let hole = mapping.source.as_ref().and_then(Declared::hole);
    let diagnostic = match (hole, given(mapping.source.as_ref())) {
        (Some(hole), Some((place, _))) => open::depends("EventSourceArn", hole, place),
        (_, None) => Diagnostic::error(MAPPING_MISSING, "`EventSourceArn` is missing")
            .help("what the records come from decides how they are filtered"),
        (None, Some((place, _))) => Diagnostic::error(
            UNSUPPORTED_SERVICE,
            format!(
                "records of `{}` are not known here",
                service_or_text(&arn_of(mapping.source.as_ref()))
            ),
        )
        .at(place, "not a source")
        .help("sources are SQS, Kinesis, DynamoDB streams, Amazon MSK and Amazon MQ"),
    };
    report.refuse_in_our_words(diagnostic);
}

/// What the model of CreateEventSourceMapping says, and what hangs together. Members that are not known are told by whoever
/// reads them.
fn check_model(mapping: &EventSourceMapping, report: &mut CheckReport) {
    let Some(request) = &mapping.request else {
        return;
    };
    let operation = Operation::CreateEventSourceMapping;
    let mut refusals = api::refusals(operation, request);
    refusals.retain(|one| !matches!(one.constraint, Constraint::Unknown(_)));
    let answer = api::answer(operation, &refusals, Client::Other);
    for refusal in &refusals {
        let told = refusal.diagnostic(operation.as_str());
        let is_there = || {
            let [Step::Member(name)] = refusal.member.0.as_slice() else {
                return true;
            };
            present(&request.value, name).is_some()
        };
        let is_missing = refusal.constraint == Constraint::Required
            || matches!(refusal.constraint, Constraint::Service(_)) && !is_there();
        let told = Diagnostic {
            code: match is_missing {
                true => MAPPING_MISSING,
                false => MAPPING_LIMIT,
            },
            ..told
        };
        // Which function is invoked changes nothing about what it is invoked with, nor where it begins.
        report.refuse_together(answer.as_ref(), refusal, told, is_missing);
    }
}

fn check_batch(mapping: &EventSourceMapping, report: &mut CheckReport) {
    let is_fifo = arn_of(mapping.source.as_ref())
        .resource()
        .ends_with(".fifo");
    let window = known(mapping.maximum_batching_window_seconds.as_ref());
    if let Some((size, span)) = known(mapping.batch_size.as_ref())
        && mapping.source_kind() == Some(SourceKind::Sqs)
        && size > MAXIMUM_QUEUE_BATCH
    {
        // Of a FIFO queue the request tells.
        if !is_fifo && size <= MAXIMUM_BATCH && window.is_none_or(|(window, _)| window == 0) {
            report.refuse(
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
                Diagnostic::error(
                    MAPPING_LIMIT,
                    format!("a batch of {size} messages without a batching window"),
                )
                .at(span, "more than 10")
                .help("write `MaximumBatchingWindowInSeconds`"),
            );
        }
    }
}

fn check_filters(mapping: &EventSourceMapping, report: &mut CheckReport) {
    let (usual, most) = FILTERS;
    if let Some(sixth) = mapping.filters.get(usual) {
        let count = mapping.filters.len();
        let message = format!("there are {count} filters, and the quota is {usual}");
        let diagnostic = match count > most {
            true => Diagnostic::error(MAPPING_FILTERS, message),
            false => Diagnostic::warning(MAPPING_FILTERS, message)
                .help("AWS raises this quota to 10 on request"),
        };
        report.tell(diagnostic.at(sixth.span, "the sixth filter"));
    }
    open::filters(&mapping.filters, Dialect::Lambda, report);
    if let Some(source) = mapping.source_kind() {
        filters::check(mapping.known_filters(), source, Dialect::Lambda, report);
    }
}

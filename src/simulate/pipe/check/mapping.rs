//! What CreateEventSourceMapping of Lambda says.
//!
//! AWS: Lambda API Reference, `CreateEventSourceMapping`, for ranges; recordings for messages.

use super::{CheckReport, filters, given, open, service_or_text};
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, EventSourceMapping};
use crate::pattern::Dialect;
use crate::simulate::pipe::SourceKind;
use crate::simulate::pipe::codes::{MANY_FILTERS, MISSING, OUTSIDE_MODEL, UNSUPPORTED_SERVICE};
use crate::simulate::pipe::declaration::{arn_of, known};

/// The most filters without and with a raised quota.
///
/// AWS: Lambda Developer Guide, "Control which events Lambda sends to your function": five, ten on request.
const FILTERS: (usize, usize) = (5, 10);
/// The largest batch of a standard queue without a window, and the largest of a FIFO queue.
const MAXIMUM_QUEUE_BATCH: i64 = 10;

/// Checks an event source mapping as CreateEventSourceMapping does.
#[must_use]
pub fn check_mapping(mapping: &EventSourceMapping) -> CheckReport {
    let mut report = CheckReport::default();
    for diagnostic in &mapping.diagnostics {
        report.tell(diagnostic.clone());
    }
    check_source(mapping, &mut report);
    check_batch(mapping, &mut report);
    check_filters(mapping, &mut report);
    report
}

fn check_source(mapping: &EventSourceMapping, report: &mut CheckReport) {
    if mapping.source_kind().is_some() {
        return;
    }
    let hole = mapping.source.as_ref().and_then(Declared::hole);
    let diagnostic = match (hole, given(mapping.source.as_ref())) {
        (Some(hole), Some((place, _))) => open::depends("EventSourceArn", hole, place),
        (_, None) => Diagnostic::error(MISSING, "`EventSourceArn` is missing")
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

fn check_batch(mapping: &EventSourceMapping, report: &mut CheckReport) {
    let ranges = [
        (&mapping.batch_size, "BatchSize", 1, 10_000),
        (
            &mapping.maximum_batching_window_seconds,
            "MaximumBatchingWindowInSeconds",
            0,
            300,
        ),
        (
            &mapping.maximum_retry_attempts,
            "MaximumRetryAttempts",
            -1,
            10_000,
        ),
        (
            &mapping.maximum_record_age_seconds,
            "MaximumRecordAgeInSeconds",
            -1,
            604_800,
        ),
    ];
    for (declared, name, least, most) in ranges {
        if let Some((number, span)) = known(declared.as_ref())
            && !(least..=most).contains(&number)
        {
            report.refuse_in_our_words(
                Diagnostic::error(OUTSIDE_MODEL, format!("`{name}` is {number}"))
                    .at(span, format!("it must lie from {least} to {most}")),
            );
        }
    }
    let is_fifo = arn_of(mapping.source.as_ref())
        .resource()
        .ends_with(".fifo");
    let window = known(mapping.maximum_batching_window_seconds.as_ref());
    if let Some((size, span)) = known(mapping.batch_size.as_ref())
        && mapping.source_kind() == Some(SourceKind::Sqs)
        && size > MAXIMUM_QUEUE_BATCH
    {
        if is_fifo {
            report.refuse_in_our_words(
                Diagnostic::error(OUTSIDE_MODEL, format!("`BatchSize` is {size}"))
                    .at(span, "at most 10 for a FIFO queue"),
            );
        } else if window.is_none_or(|(window, _)| window == 0) {
            report.refuse(
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
                Diagnostic::error(
                    OUTSIDE_MODEL,
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
            true => Diagnostic::error(MANY_FILTERS, message),
            false => Diagnostic::warning(MANY_FILTERS, message)
                .help("AWS raises this quota to 10 on request"),
        };
        report.tell(diagnostic.at(sixth.span, "the sixth filter"));
    }
    open::filters(&mapping.filters, Dialect::Lambda, report);
    if let Some(source) = mapping.source_kind() {
        filters::check(mapping.known_filters(), source, Dialect::Lambda, report);
    }
}

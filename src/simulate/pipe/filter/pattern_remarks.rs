//! Filters that cannot do what they look like, whatever the record.

use std::collections::BTreeSet;

use super::format::is_under;
use crate::diagnostic::Diagnostic;
use crate::pattern::ast::{Comparison, Field, Test};
use crate::pattern::{Dialect, Pattern};
use crate::simulate::pipe::codes::{FIELD_NOT_FILTERABLE, INVALID_FILTER, UNSETTLED};
use crate::simulate::pipe::source::SourceKind;

/// What a pattern cannot do, or does on grounds that are not settled, as a filter of a source; errors are what AWS
/// refuses. Places lie in the pattern.
pub(in super::super) fn on_pattern(
    pattern: &Pattern,
    source: SourceKind,
    dialect: Dialect,
) -> Vec<Diagnostic> {
    let mut seen: BTreeSet<&[u8]> = BTreeSet::new();
    let fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
    let fields = fields.filter(|field| seen.insert(field.path.as_wtf8()));
    fields
        .flat_map(|field| on_field(field, source, dialect))
        .collect()
}

fn on_field(field: &Field, source: SourceKind, dialect: Dialect) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let path = field.path.to_display();
    let top = path.split('.').next().unwrap_or_default();
    let span = field.values.name_span;
    if source.is_added_after_filtering(top) {
        let effect = if field.values.accepts_absence() {
            "every record satisfies this part"
        } else {
            "no record satisfies this part"
        };
        notes.push(
            Diagnostic::warning(
                FIELD_NOT_FILTERABLE,
                format!("`{top}` is not there yet when filters run: {effect}"),
            )
            .at(span, "added to the record after filtering")
            .help("AWS: fields that the polling operation adds cannot be used in event patterns"),
        );
    }
    if source.is_documented_as_not_filterable(top) {
        notes.push(
            Diagnostic::note(
                UNSETTLED,
                format!("`{top}` is documented as not filterable"),
            )
            .at(span, "taken as present")
            .help("a filter on the `eventName` of a DynamoDB stream was seen to work on AWS; `eventID` and `eventVersion` come from the same place"),
        );
    }
    notes.extend(outside_the_payload(field, top, source, dialect));
    let is_payload = source.data_fields().contains(&&*path);
    if is_payload {
        notes.extend(on_plain_text(field, source, dialect));
    }
    if source == SourceKind::DynamoDb {
        notes.extend(on_image(field));
    }
    notes
}

/// A field beside the payload where Lambda filters the payload only.
///
/// AWS: Lambda Developer Guide, "Filtering events from Apache Kafka event sources" and "Filter events from an Amazon MQ
/// event source": `value` and `data` are the keys that can be filtered on.
fn outside_the_payload(
    field: &Field,
    top: &str,
    source: SourceKind,
    dialect: Dialect,
) -> Option<Diagnostic> {
    let filterable = match source {
        SourceKind::Msk | SourceKind::SelfManagedKafka => "value",
        SourceKind::ActiveMq | SourceKind::RabbitMq => "data",
        SourceKind::Sqs | SourceKind::Kinesis | SourceKind::DynamoDb => return None,
    };
    (dialect == Dialect::Lambda && top != filterable).then(|| {
        Diagnostic::note(
            UNSETTLED,
            format!(
                "of a record of {}, Lambda documents only `{filterable}` as filterable",
                source.name()
            ),
        )
        .at(field.values.name_span, "taken as filterable too")
        .help(
            "pipes, which share the filters of event source mappings, can filter the other members",
        )
    })
}

/// A pattern that wants the payload to be plain text.
fn on_plain_text(field: &Field, source: SourceKind, dialect: Dialect) -> Option<Diagnostic> {
    let path = field.path.to_display();
    let span = field.values.span;
    if source.refuses_plain_patterns() {
        let what = match dialect {
            Dialect::Lambda => "event source mapping",
            _ => "pipe",
        };
        return Some(
            Diagnostic::error(
                INVALID_FILTER,
                format!("the pattern for `{path}` is not JSON"),
            )
            .at(span, "an array here stands for plain text")
            .help(format!(
                "AWS documents an exception when the {what} is created; {} payloads are filtered as JSON only: write `{{\"{path}\": {{…}}}}`",
                source.name()
            )),
        );
    }
    let is_equality = |one: &Comparison| matches!(one.test, Test::Exact(_) | Test::Address(_));
    (!field.values.comparisons.iter().all(is_equality)).then(|| {
        Diagnostic::note(
            UNSETTLED,
            format!("`{path}` is compared as plain text by an operator"),
        )
        .at(span, "applied to the whole text")
        .help("AWS documents plain text filters with strings only")
    })
}

/// Values of a DynamoDB stream keep their type descriptors, and numbers are strings there.
///
/// AWS: recorded: `numeric` never matches an `N`.
fn on_image(field: &Field) -> Vec<Diagnostic> {
    let images: [&[u8]; 3] = [b"dynamodb.NewImage", b"dynamodb.OldImage", b"dynamodb.Keys"];
    let is_in_image = images.iter().any(|image| is_under(&field.path, image));
    if !(is_in_image && field.path.as_wtf8().ends_with(b".N")) {
        return Vec::new();
    }
    let comparisons = field.values.comparisons.iter();
    let numbers = comparisons.filter(|comparison| comparison.test.compares_numbers());
    numbers
        .map(|comparison| {
            Diagnostic::warning(
                FIELD_NOT_FILTERABLE,
                "an `N` of DynamoDB is a string: a number never matches it",
            )
            .at(comparison.span, "compares numbers")
            .help("compare with strings: `{\"N\": [\"42\"]}`")
        })
        .collect()
}

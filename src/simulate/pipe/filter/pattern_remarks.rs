//! Filters that cannot do what they look like, whatever the record.

use std::collections::BTreeSet;

use super::format::is_under;
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::JsonString;
use crate::pattern::ast::{Comparison, Field, Test};
use crate::pattern::{Dialect, Pattern};
use crate::simulate::pipe::codes::{FIELD_NOT_FILTERABLE, INVALID_FILTER, UNSETTLED};
use crate::simulate::pipe::source::SourceKind;
use crate::source::Span;
use crate::suggest;

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
    let told: Vec<Diagnostic> = fields
        .flat_map(|field| on_field(field, source, dialect))
        .collect();
    // What is worth knowing stands behind what does not work.
    let (notes, warnings): (Vec<_>, Vec<_>) = told
        .into_iter()
        .partition(|one| one.severity == Severity::Note);
    warnings.into_iter().chain(notes).collect()
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
    notes.extend(in_envelope_of_topic(&path, span, source));
    notes.extend(outside_the_payload(field, top, source, dialect));
    let is_payload = source.data_fields().contains(&&*path);
    if is_payload {
        notes.extend(on_plain_text(field, source, dialect));
    }
    if source == SourceKind::DynamoDb {
        notes.extend(on_image(field));
        notes.extend(on_event_name(field));
    }
    notes
}

/// A field inside the text that a topic puts around what was published.
///
/// AWS: SNS Developer Guide, "Amazon SNS raw message delivery": without it a queue gets a JSON object whose `Message` is a
/// text. A queue may hold objects of its own whose `Message` is none.
fn in_envelope_of_topic(path: &str, span: Span, source: SourceKind) -> Option<Diagnostic> {
    let inside = path.strip_prefix(MESSAGE_OF_TOPIC)?;
    (source == SourceKind::Sqs).then(|| {
        Diagnostic::note(
            FIELD_NOT_FILTERABLE,
            "what SNS puts into a queue has its `Message` as a text, into which no filter looks",
        )
        .at(
            span,
            format!("`{inside}` is inside a text if the message comes from SNS"),
        )
        .help(format!(
            "turn on raw message delivery for the subscription, and ask for `{}`",
            nested(&format!("body.{inside}"))
        ))
    })
}

/// What stands in the text of a message that a topic put into a queue.
pub(super) const MESSAGE_OF_TOPIC: &str = "body.Message.";

/// The pattern that asks a field: `{"body": {"status": […]}}`.
pub(super) fn nested(path: &str) -> String {
    let steps = path.split('.').rev();
    steps.fold("[…]".to_owned(), |inside, step| {
        format!("{{\"{step}\": {inside}}}")
    })
}

/// What a record of a stream of DynamoDB tells of, in the only words that there are for it.
///
/// AWS: DynamoDB Streams API Reference, `Record`, `eventName`: "Valid Values: INSERT | MODIFY | REMOVE".
fn on_event_name(field: &Field) -> Vec<Diagnostic> {
    const WORDS: [&str; 3] = ["INSERT", "MODIFY", "REMOVE"];
    // As other interfaces call the same.
    const ELSEWHERE: [(&str, &str); 6] = [
        ("CREATE", "INSERT"),
        ("DELETE", "REMOVE"),
        ("MODIFIED", "MODIFY"),
        ("PUT", "INSERT"),
        ("UPDATE", "MODIFY"),
        ("UPSERT", "MODIFY"),
    ];
    if field.path.as_wtf8() != b"eventName" {
        return Vec::new();
    }
    let comparisons = field.values.comparisons.iter();
    let others = comparisons.filter_map(|one| {
        let text = one.exact_text()?;
        (!WORDS.contains(&text)).then(|| (text.to_uppercase(), text, one.span))
    });
    let told = others.map(|(upper, text, span)| {
        let elsewhere = ELSEWHERE.iter().find(|(name, _)| {
            let ending = upper.strip_prefix(name);
            ending.is_some_and(|ending| ["", "D", "ED", "ITEM"].contains(&ending))
        });
        let meant = elsewhere.map(|(_, word)| *word);
        let meant = meant.or_else(|| suggest::nearest(&upper, &WORDS));
        let told = Diagnostic::warning(
            FIELD_NOT_FILTERABLE,
            format!("the `eventName` of a DynamoDB stream is never `{text}`"),
        )
        .at(span, "one of `INSERT`, `MODIFY`, `REMOVE` was expected");
        match meant {
            Some(meant) => told
                .help(format!("did you mean `\"{meant}\"`?"))
                .fix(span, format!("\"{meant}\"")),
            None => told,
        }
    });
    told.collect()
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

/// What to do where numbers of a DynamoDB stream are to be compared.
pub(super) const NUMBERS_OF_DYNAMODB: &str = "a pipe cannot compare numbers of DynamoDB: leave the field out here and compare in the target or an enrichment, or write what was compared into the item as a text or boolean of its own; one number alone is equal to its text: `{\"N\": [\"42\"]}`";

/// Whether it is a number in an item of a DynamoDB stream.
pub(super) fn is_number_of_image(path: &JsonString) -> bool {
    let images: [&[u8]; 3] = [b"dynamodb.NewImage", b"dynamodb.OldImage", b"dynamodb.Keys"];
    images.iter().any(|image| is_under(path, image)) && path.as_wtf8().ends_with(b".N")
}

/// Values of a DynamoDB stream keep their type descriptors, and numbers are strings there.
///
/// AWS: recorded: `numeric` never matches an `N`.
fn on_image(field: &Field) -> Vec<Diagnostic> {
    if !is_number_of_image(&field.path) {
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
            .help(NUMBERS_OF_DYNAMODB)
        })
        .collect()
}

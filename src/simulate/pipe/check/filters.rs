//! What CreatePipe says about filters, and which filters cannot do what they look like.

use super::{CheckReport, FIELD_NOT_FILTERABLE, INVALID_FILTER, Part, UNSETTLED};
use crate::diagnostic::Diagnostic;
use crate::json::JsonString;
use crate::pattern::ast::{Field, Test};
use crate::pattern::parse::Wording;
use crate::pattern::{self, Dialect, Pattern};
use crate::simulate::pipe::filter::is_under;
use crate::simulate::pipe::format::{PatternFormat, pattern_formats};
use crate::simulate::pipe::{Pipe, SourceKind};

/// Every filter by itself, then what they are together.
pub(super) fn check(pipe: &Pipe, report: &mut CheckReport) {
    let Some(source) = pipe.source_kind() else {
        return;
    };
    let mut formats = Vec::new();
    for (index, filter) in pipe.filters.iter().enumerate() {
        let part = Part::Filter(index);
        match pattern::parse(&filter.text, Dialect::Pipe) {
            Ok(pattern) => {
                for note in &pattern.notes {
                    report.note_part(part, note.clone());
                }
                check_pattern(&pattern, source, part, report);
                formats.extend(expected_formats(&pattern, source));
            }
            Err(error) => {
                let aws = match error.refusal.wording {
                    Wording::Aws => Some(error.service_answer().1),
                    Wording::Own => None,
                };
                for diagnostic in error.diagnostics {
                    if diagnostic.is_error() {
                        report.refuse_part(part, aws.clone(), diagnostic);
                    } else {
                        report.note_part(part, diagnostic);
                    }
                }
            }
        }
    }
    check_mixture(&formats, report);
}

/// The formats of payloads that a pattern expects, each once.
fn expected_formats(pattern: &Pattern, source: SourceKind) -> Vec<PatternFormat> {
    let mut formats: Vec<PatternFormat> = pattern
        .sub_rules
        .iter()
        .flat_map(|sub_rule| pattern_formats(sub_rule, source.data_fields()))
        .filter(|format| *format != PatternFormat::Any)
        .collect();
    formats.dedup();
    formats
}

fn check_mixture(formats: &[PatternFormat], report: &mut CheckReport) {
    if formats.contains(&PatternFormat::Plain) && formats.contains(&PatternFormat::Json) {
        report.note(
            Diagnostic::note(
                UNSETTLED,
                "the filters expect payloads in different formats",
            )
            .help("AWS does not say whether formats are compared for each filter or for all; here for each filter"),
        );
    }
}

fn check_pattern(pattern: &Pattern, source: SourceKind, part: Part, report: &mut CheckReport) {
    let mut seen: Vec<&JsonString> = Vec::new();
    for field in pattern
        .sub_rules
        .iter()
        .flat_map(|sub_rule| &sub_rule.fields)
    {
        if seen.contains(&&*field.path) {
            continue;
        }
        seen.push(&field.path);
        check_field(field, source, part, report);
    }
}

fn check_field(field: &Field, source: SourceKind, part: Part, report: &mut CheckReport) {
    let path = field.path.to_display();
    let top = path.split('.').next().unwrap_or_default();
    let span = field.values.name_span;
    if source.is_added_after_filtering(top) {
        let effect = if field.values.accepts_absence() {
            "every record satisfies this part"
        } else {
            "no record satisfies this part"
        };
        report.note_part(
            part,
            Diagnostic::warning(
                FIELD_NOT_FILTERABLE,
                format!("`{top}` is not there yet when filters run: {effect}"),
            )
            .at(span, "added to the record after filtering")
            .help("AWS: fields that the polling operation adds cannot be used in event patterns"),
        );
    }
    if source.is_documented_as_not_filterable(top) {
        report.note_part(
            part,
            Diagnostic::note(
                UNSETTLED,
                format!("`{top}` is documented as not filterable"),
            )
            .at(span, "taken as present")
            .help("a filter on the `eventName` of a DynamoDB stream was seen to work on AWS; `eventID` and `eventVersion` come from the same place"),
        );
    }
    let is_plain = source
        .data_fields()
        .iter()
        .any(|name| field.path.as_wtf8() == name.as_bytes());
    if is_plain {
        check_plain(field, source, part, report);
    }
    if source == SourceKind::DynamoDb {
        check_dynamodb(field, part, report);
    }
}

/// A pattern that wants the payload to be plain text.
fn check_plain(field: &Field, source: SourceKind, part: Part, report: &mut CheckReport) {
    let path = field.path.to_display();
    let span = field.values.span;
    if source.refuses_plain_patterns() {
        report.refuse_part(
            part,
            None,
            Diagnostic::error(
                INVALID_FILTER,
                format!("the pattern for `{path}` is not JSON"),
            )
            .at(span, "an array here stands for plain text")
            .help(format!(
                "AWS documents an exception when the pipe is created; {} payloads are filtered as JSON only: write `{{\"{path}\": {{…}}}}`",
                source.name()
            )),
        );
        return;
    }
    let plain_equality = field
        .values
        .comparisons
        .iter()
        .all(|comparison| matches!(comparison.test, Test::Exact(_) | Test::Address(_)));
    if !plain_equality {
        report.note_part(
            part,
            Diagnostic::note(
                UNSETTLED,
                format!("`{path}` is compared as plain text by an operator"),
            )
            .at(span, "applied to the whole text")
            .help("AWS documents plain text filters with strings only"),
        );
    }
}

/// Values of a DynamoDB stream keep their type descriptors, and numbers are strings there.
///
/// AWS: recorded: `numeric` never matches an `N`.
fn check_dynamodb(field: &Field, part: Part, report: &mut CheckReport) {
    let in_image = is_under(&field.path, b"dynamodb.NewImage")
        || is_under(&field.path, b"dynamodb.OldImage")
        || is_under(&field.path, b"dynamodb.Keys");
    if in_image && field.path.as_wtf8().ends_with(b".N") {
        for comparison in &field.values.comparisons {
            if comparison.test.compares_numbers() {
                report.note_part(
                    part,
                    Diagnostic::warning(
                        FIELD_NOT_FILTERABLE,
                        "an `N` of DynamoDB is a string: a number never matches it",
                    )
                    .at(comparison.span, "compares numbers")
                    .help("compare with strings: `{\"N\": [\"42\"]}`"),
                );
            }
        }
    }
}

//! What is said about filters when they are created, and which filters cannot do what they look like.

use super::{CheckReport, Part};
use crate::diagnostic::Diagnostic;
use crate::pattern::parse::Wording;
use crate::pattern::{self, Dialect, Pattern};
use crate::simulate::pipe::SourceKind;
use crate::simulate::pipe::codes::UNSETTLED;
use crate::simulate::pipe::filter::{PatternFormat, expected_formats, on_pattern};
use crate::source::Span;

/// Every filter by itself, then what they are together. Filters are those of a pipe or of an event source mapping, as
/// `dialect` says.
pub(super) fn check<'f>(
    filters: impl Iterator<Item = (usize, &'f str, Span)>,
    source: SourceKind,
    dialect: Dialect,
    report: &mut CheckReport,
) {
    let mut formats = Vec::new();
    let mut unsettled: Vec<(Part, Diagnostic)> = Vec::new();
    for (index, filter, _) in filters {
        let part = Part::Filter(index);
        match pattern::parse(filter, dialect) {
            Ok(pattern) => {
                let remarks = on_pattern(&pattern, source, dialect);
                for remark in pattern.notes.iter().cloned().chain(remarks) {
                    if remark.code != UNSETTLED {
                        report.tell_part(part, None, remark);
                    // What is not settled of a field is so in every filter.
                    } else if !unsettled
                        .iter()
                        .any(|(_, one)| one.message == remark.message)
                    {
                        unsettled.push((part, remark));
                    }
                }
                formats.extend(formats_of(&pattern, source));
            }
            Err(error) => {
                let aws = match error.refusal.wording {
                    Wording::Aws => Some(error.service_answer().1),
                    Wording::Own => None,
                };
                for diagnostic in error.diagnostics {
                    report.tell_part(part, aws.clone(), diagnostic);
                }
            }
        }
    }
    check_mixture(&formats, report);
    for (part, remark) in unsettled {
        report.note_part(part, remark);
    }
}

/// The formats of payloads that a pattern expects, each once.
fn formats_of(pattern: &Pattern, source: SourceKind) -> Vec<PatternFormat> {
    let mut formats: Vec<PatternFormat> = pattern
        .sub_rules
        .iter()
        .flat_map(|sub_rule| expected_formats(sub_rule, source.data_fields()))
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

//! What is to be said about what filters decided: choices where AWS is silent, and filters that were ignored.

use super::Alternative;
use super::format::{DataFormat, PatternFormat, WrongFormat};
use crate::diagnostic::Diagnostic;
use crate::simulate::pipe::codes::{FILTER_IGNORED, UNSETTLED};

/// On payloads that an alternative of a filter speaks of, whose formats are `found`: bare JSON scalars, and those for
/// which the bits of `left_out` say that the filter's part was ignored.
pub(super) fn on_formats(
    filter: usize,
    alternative: &Alternative,
    found: &[DataFormat],
    fields: &'static [&'static str],
    left_out: usize,
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let formats = fields.iter().zip(&alternative.formats).zip(found);
    for (index, ((field, expected), found)) in formats.enumerate() {
        if left_out >> index & 1 == 1 {
            notes.push(ignored(
                filter,
                WrongFormat {
                    field,
                    expected: *expected,
                    found: *found,
                },
            ));
        }
        if *found == DataFormat::Scalar && *expected != PatternFormat::Any {
            notes.push(
                Diagnostic::note(
                    UNSETTLED,
                    format!("`{field}` is a bare JSON scalar, taken as plain text"),
                )
                .help("AWS does not say whether such a payload counts as JSON when filters run"),
            );
        }
    }
    notes
}

fn ignored(filter: usize, wrong: WrongFormat) -> Diagnostic {
    Diagnostic::warning(
        FILTER_IGNORED,
        format!(
            "filter {filter} wants `{}` to be {}, but it is {}: that part of the filter is ignored",
            wrong.field,
            wrong.expected.name(),
            wrong.found.name()
        ),
    )
    .help("AWS documents this for Kafka and Amazon MQ: only the metadata is filtered then")
}

//! What is to be said about what filters decided: choices where AWS is silent, and filters that were ignored.

use super::check::UNSETTLED;
use super::filter::{FilterRunner, WrongFormat};
use super::format::{DataFormat, PatternFormat};
use super::source::FormatMismatch;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Value};
use crate::pattern::ast::Test;
use crate::pattern::comparison::Number;
use crate::transform::Record;

/// A part of a filter was ignored because the payload has another format.
pub const FILTER_IGNORED: Code = Code::new("pipe/filter-ignored");

/// On a record that a filter lets through.
pub(super) fn on_pass(
    filters: &FilterRunner<'_>,
    record: &Record<'_>,
    filter: usize,
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    if filters.filters().source().format_mismatch() == FormatMismatch::IsIgnored {
        let wrong = filters.formats(record, filter);
        for wrong in wrong.filter(|wrong| !wrong.expected.accepts(wrong.found)) {
            add(&mut notes, ignored(filter, wrong));
        }
    }
    notes.extend(on_scalars(filters, record, filter));
    if filters.filters().has_numbers(filter) {
        notes.extend(number_text(filters, record, filter));
    }
    notes
}

/// On payloads that are bare JSON scalars and that the filter asks about.
pub(super) fn on_scalars(
    filters: &FilterRunner<'_>,
    record: &Record<'_>,
    filter: usize,
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for WrongFormat {
        field,
        expected,
        found,
    } in filters.formats(record, filter)
    {
        if found == DataFormat::Scalar && expected != PatternFormat::Any {
            let note = Diagnostic::note(
                UNSETTLED,
                format!("`{field}` is a bare JSON scalar, taken as plain text"),
            )
            .help("AWS does not say whether such a payload counts as JSON when filters run");
            add(&mut notes, note);
        }
    }
    notes
}

fn add(notes: &mut Vec<Diagnostic>, note: Diagnostic) {
    if !notes.contains(&note) {
        notes.push(note);
    }
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

/// On a number that equals that of the filter and is written in another way.
///
/// AWS: Lambda's guide says that numbers are compared as they are written; EventBridge's engine compares their values.
fn number_text(
    filters: &FilterRunner<'_>,
    record: &Record<'_>,
    filter: usize,
) -> Option<Diagnostic> {
    let pattern = filters.filters().pattern(filter)?;
    let document = filters.filters().document(record);
    let fields = pattern.sub_rules.iter().flat_map(|rule| &rule.fields);
    for field in fields {
        let path = field.path.to_display();
        let Some(Kind::Number(found)) = value_at(&document, &path).map(|value| &value.kind) else {
            continue;
        };
        let written: Vec<&Number> = field
            .values
            .comparisons
            .iter()
            .filter_map(|comparison| match &comparison.test {
                Test::Number(number) => Some(number),
                _ => None,
            })
            .collect();
        let number = Number::new(found);
        let same_value = written
            .iter()
            .find(|one| one.comparable.is_some() && one.comparable == number.comparable);
        if let Some(same_value) = same_value
            && written.iter().all(|one| one.text != *found)
        {
            return Some(
                Diagnostic::note(
                    UNSETTLED,
                    format!(
                        "`{path}`: `{found}` equals `{}` by value, not as it is written",
                        same_value.text
                    ),
                )
                .help("EventBridge compares numbers by value; Lambda's guide says that its filters compare the text"),
            );
        }
    }
    None
}

/// What stands at a joined path, arrays left aside.
fn value_at<'v>(document: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.')
        .try_fold(document, |value, name| value.get(name))
}

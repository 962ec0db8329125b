//! What rendering one event brings to light besides the result.

use super::path::Path;
use super::record::Record;
use super::template::{Placeholder, Template, Variable};
use super::variables::Dialect;
use super::whereabouts;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The result rests on something that AWS neither documents nor was seen to do; evb made a choice.
pub const NOT_SETTLED: Code = Code::unsettled("transform/not-settled");

/// A path where a placeholder stands, or the reverse.
pub const PATH_OR_PLACEHOLDER: Code = Code::new("transform/path-or-placeholder");

/// A path that no document of AWS has.
pub const UNDOCUMENTED_PATH: Code = Code::unsettled("transform/undocumented-path");

/// A path leads to nothing in this event.
pub const MISSING_PATH: Code = Code::new("transform/missing-path");

/// A reserved variable has a made-up value.
pub const DEFAULT_VARIABLE: Code = Code::new("transform/default-variable");

/// A value with a quote or a backslash was put into a string as it is.
pub const VALUE_NOT_ESCAPED: Code = Code::new("transform/value-not-escaped");

/// A list is all that a list of the template holds.
pub const LIST_IN_LIST: Code = Code::new("transform/list-in-list");

/// A remark on one rendering. It is small, so that a million of them cost little;
/// [`Template::explain`] puts it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is to be remarked.
    pub kind: NoteKind,
    /// The number of the placeholder it is about, in the order of [`Template::placeholders`].
    pub placeholder: usize,
}

/// What there is to remark on a rendering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// The path leads to nothing.
    Missing,
    /// The reserved variable was not given.
    DefaultValue,
    /// A string in a value's place was escaped, which AWS was not seen to do.
    Escaped,
    /// A string inside a string was not escaped, and the result is JSON nevertheless.
    NotEscaped,
    /// A payload that is a bare number, string, boolean or null counts as JSON.
    ScalarPayload,
    /// White space inside a decoded payload was kept.
    PayloadSpacing,
    /// The record's payload is not JSON and stays as it came.
    PayloadKept,
    /// The path could not be read, so it leads nowhere.
    Unreadable,
    /// The value is a list, and stands alone in a list of the template.
    ListInList,
}

impl Template {
    /// Puts a note of a rendering of this template into words; `record` is what was rendered. Its place lies in the template's
    /// text.
    #[must_use]
    pub fn explain(&self, note: Note, record: &Record<'_>) -> Diagnostic {
        match self.placeholders().nth(note.placeholder) {
            Some(placeholder) => explain(self, note.kind, placeholder, record),
            // Notes come from this template, so there is one; a note of another template says the least.
            None => Diagnostic::note(NOT_SETTLED, "a placeholder of another template"),
        }
    }
}

fn explain(
    template: &Template,
    kind: NoteKind,
    placeholder: &Placeholder,
    record: &Record<'_>,
) -> Diagnostic {
    let name = &placeholder.name;
    let path = match &placeholder.variable {
        Variable::Path(path) => path.as_str(),
        Variable::Unreadable(path) => path,
        Variable::Reserved(reserved) => reserved.name(),
    };
    let (diagnostic, label) = match kind {
        NoteKind::Missing => {
            let found = match &placeholder.variable {
                Variable::Path(path) => whereabouts::told(path, record),
                _ => None,
            };
            (missing(template.dialect, path, found), "nothing there")
        }
        NoteKind::Unreadable => (
            outside_grammar(path),
            "stands for a path that cannot be read",
        ),
        NoteKind::DefaultValue => (
            Diagnostic::note(
                DEFAULT_VARIABLE,
                format!("`<{name}>` was not given a value"),
            )
            .help("the value shown stands for it on every run"),
            "made up",
        ),
        NoteKind::Escaped => (
            Diagnostic::note(
                NOT_SETTLED,
                format!("the value of `<{name}>` was escaped as JSON"),
            )
            .help("AWS's guide says that values are not escaped, but does not say it of this place; unescaped the event would be lost"),
            "a string with characters that JSON escapes",
        ),
        NoteKind::NotEscaped => (
            Diagnostic::warning(
                VALUE_NOT_ESCAPED,
                format!("the value of `<{name}>` holds a quote or a backslash, and EventBridge does not escape it"),
            )
            .help(format!("the value changes the JSON around it: write `<{name}>` without quotes")),
            "put into the string as it is",
        ),
        NoteKind::ScalarPayload => (
            Diagnostic::note(
                NOT_SETTLED,
                format!("the payload behind `<{name}>` is a bare JSON value"),
            )
            .help("whether AWS takes it for JSON is not documented: evb does"),
            "a number, string, boolean or null",
        ),
        NoteKind::PayloadSpacing => (
            Diagnostic::note(
                NOT_SETTLED,
                format!("white space of the payload behind `<{name}>` is kept"),
            )
            .help("AWS's guide shows it so; other results have no white space"),
            "an object or array in a text",
        ),
        NoteKind::ListInList => return list_in_list(template.text(), placeholder),
        NoteKind::PayloadKept => (
            Diagnostic::note(
                NOT_SETTLED,
                format!("the payload is not JSON, and `<{name}>` shows it as it came"),
            )
            .help("AWS's guide defines the variable for payloads that are JSON only"),
            "not decoded",
        ),
    };
    diagnostic.at(placeholder.span, label)
}

/// A list alone in a list of the template: the brackets are one pair too many, mostly.
fn list_in_list(template: &str, placeholder: &Placeholder) -> Diagnostic {
    let name = &placeholder.name;
    let told = Diagnostic::note(
        LIST_IN_LIST,
        format!("the value of `<{name}>` is a list, and is delivered in another list"),
    );
    let told = told.at(placeholder.span, "a list in a list");
    let place = placeholder.span;
    let before = template.get(..place.start).unwrap_or_default().trim_end();
    let behind = template.get(place.end..).unwrap_or_default();
    let spaces = behind.len() - behind.trim_start().len();
    if !before.ends_with('[') || !behind.trim_start().starts_with(']') {
        return told;
    }
    let whole = Span::new(before.len() - 1, place.end + spaces + 1);
    let alone = format!("<{name}>");
    told.help(format!("for one list write `{alone}` without the brackets"))
        .fix(whole, alone)
}

/// A path of a rule's target that AWS takes and does not document.
pub(super) fn outside_grammar(path: &str) -> Diagnostic {
    const TAKEN: &str =
        "AWS does not validate it and its result is not recorded: evb takes it as leading nowhere";
    let warning = Diagnostic::warning(
        UNDOCUMENTED_PATH,
        format!("`{path}` is outside the documented path language"),
    );
    warning.help(match Path::meant_by(path) {
        Some(meant) => format!("write `{meant}`; {TAKEN}"),
        None => TAKEN.to_owned(),
    })
}

/// A path that leads to nothing: recorded for rules, inferred for pipes. `found` says where the event has it.
fn missing(dialect: Dialect, path: &str, found: Option<String>) -> Diagnostic {
    let message = format!("`{path}` leads to nothing in this event");
    let (told, consequence) = match dialect {
        Dialect::Pipe => (
            Diagnostic::warning(NOT_SETTLED, message),
            "an empty string stands for it, as recorded for rules; for pipes AWS's guide only says that the variable is not created",
        ),
        Dialect::Rule | Dialect::Scheduler => (
            Diagnostic::warning(MISSING_PATH, message),
            "an empty string stands for it",
        ),
    };
    told.help(match found {
        Some(found) => format!("{found}; {consequence}"),
        None => consequence.to_owned(),
    })
}

//! What does not pass, or is found, without colours and in few parts: for forms that have places of their own for them.

use super::printable::{MAXIMUM_COLUMNS, cut};
use crate::report::{DiagnosticReport, SpanReport};

/// A failure, or an error.
pub(super) struct Told<'r> {
    /// The word of the expectation, or the code of the error.
    pub(super) kind: &'r str,
    /// The file.
    pub(super) file: Option<&'r str>,
    /// The place in it.
    pub(super) span: Option<SpanReport>,
    /// What it is.
    pub(super) headline: String,
    /// Why, and what would help: lines that are indented by two.
    pub(super) details: String,
}

impl<'r> Told<'r> {
    /// An error, or something else to be said.
    pub(super) fn of(told: &'r DiagnosticReport) -> Self {
        let help = told.help.iter().flat_map(|help| help.lines());
        let help = help.map(|line| format!("  {}\n", cut(line, MAXIMUM_COLUMNS)));
        Self {
            kind: told.code,
            file: told.source.as_deref(),
            span: told.span,
            headline: cut(&told.message, MAXIMUM_COLUMNS).into_owned(),
            details: help.collect(),
        }
    }

    /// All of it, behind its place.
    pub(super) fn text(&self) -> String {
        let file = self.file.map(|file| cut(file, MAXIMUM_COLUMNS));
        let place = match (file, self.span) {
            (Some(file), Some(span)) => format!("{file}:{}:{}: ", span.line, span.column),
            (Some(file), None) => format!("{file}: "),
            (None, _) => String::new(),
        };
        format!("{place}{}\n{}", self.headline, self.details)
    }
}

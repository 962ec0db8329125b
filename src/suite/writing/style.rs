//! What is put in, and how the text is written around it.

use crate::iac::yaml::{Form, Layout};
use crate::json::Value;

/// A member, or an element where it has no name, to be put somewhere.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) name: Option<String>,
    pub(super) value: Value,
    /// The additions that it is.
    pub(super) numbers: Vec<usize>,
}

/// How the whole text is written.
#[derive(Debug)]
pub(super) struct Styles {
    pub(super) is_json: bool,
    /// What ends a line.
    pub(super) line: &'static str,
    /// By what a level of JSON is indented.
    pub(super) unit: String,
}

impl Styles {
    /// The styles of a text.
    pub(super) fn seen(text: &str, root: &Layout, is_json: bool) -> Self {
        let first = match &root.form {
            Form::Map { members, .. } => members.first().map(|one| one.name_span.start),
            _ => None,
        };
        let unit = first.and_then(|at| line_indent(text, at)).unwrap_or("");
        Self {
            is_json,
            line: if text.contains("\r\n") { "\r\n" } else { "\n" },
            unit: if unit.is_empty() { "  " } else { unit }.to_owned(),
        }
    }
}

/// The blanks at the beginning of the line of a place, if there is nothing else before it.
pub(super) fn line_indent(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let line = before.rsplit(['\n', '\r']).next()?;
    let is_alone = line.len() < before.len() && line.trim_matches([' ', '\t']).is_empty();
    is_alone.then_some(line)
}

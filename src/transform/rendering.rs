//! What becomes of an event: a text that the target receives, or the reason why it receives none.

use super::notes::Note;
use crate::diagnostic::Diagnostic;

/// What became of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Rendered {
    /// The target receives it.
    Delivered {
        /// Exactly what the target receives.
        raw: String,
        /// What is worth knowing about it; places lie in the template.
        notes: Vec<Diagnostic>,
    },
    /// EventBridge drops the event without a trace.
    Undelivered(Box<Undelivered>),
}

/// A buffer to render into, event after event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rendering {
    /// Exactly what the target receives.
    pub raw: String,
    /// What is worth knowing; [`Template::explain`](super::Template::explain) puts it into words.
    pub notes: Vec<Note>,
}

/// Why the target receives nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", diagnostic.message)]
#[non_exhaustive]
pub struct Undelivered {
    /// What happened and how to write the template so that it works. Places lie in the template.
    pub diagnostic: Diagnostic,
    /// What was rendered, white space included; empty if it grew too long.
    pub rendered: String,
    /// Where the rendered text stops being JSON. Places lie in `rendered`.
    pub fault: Option<Fault>,
    /// The number of the placeholder that did it, in the order of [`Template::placeholders`](super::Template::placeholders).
    pub placeholder: Option<usize>,
    /// What is not sure about it. Places lie in the template.
    pub notes: Vec<Diagnostic>,
}

/// Where a rendered text stops being JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// The text around the place.
    pub excerpt: String,
    /// What is wrong there. Places lie in the rendered text.
    pub diagnostic: Diagnostic,
}

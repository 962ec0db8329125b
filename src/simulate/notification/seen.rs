//! What is asked in place of a record.

use crate::diagnostic::Diagnostic;
use crate::json::Value;

/// What a filter sees of a record.
pub(super) struct Seen {
    /// What is asked. Places lie in the text of the record.
    pub(super) document: Value,
    /// What is to be known of it.
    pub(super) notes: Vec<Diagnostic>,
    /// Why nothing is let through, whatever the filter asks for.
    pub(super) obstacle: Option<String>,
}

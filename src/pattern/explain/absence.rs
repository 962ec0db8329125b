//! What is known about a field that has no values.

use crate::source::Span;

use super::Reason;
use super::hint::Hint;
use super::quote::Quote;

/// What is known about a field that has no values.
pub(super) struct Absence {
    pub(super) kind: Reason,
    pub(super) reason: String,
    pub(super) hint: Option<Hint>,
    pub(super) actual: Option<Quote>,
    pub(super) event_span: Option<Span>,
}

//! An event pattern where it is declared.

use super::known::Declared;
use crate::source::Span;

/// How the text of a pattern stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternText {
    /// As a JSON object: the text is what the file has at its span.
    InPlace,
    /// As JSON in a string, decoded.
    Encoded(String),
}

/// An event pattern of a rule, a filter, an archive or a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredPattern {
    /// The member in which it stands: `EventPattern`, say.
    pub member: &'static str,
    /// Its text; open if a function of the template stands anywhere in it.
    pub text: Declared<PatternText>,
}

impl DeclaredPattern {
    /// Where the value stands, quotes and brackets included.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.text.span
    }

    /// The text in which the places of the pattern lie, out of the `file` that was read; `None` while it is open.
    #[must_use]
    pub fn json<'t>(&'t self, file: &'t str) -> Option<&'t str> {
        match self.text.get()? {
            PatternText::InPlace => file.get(self.text.span.start..self.text.span.end),
            PatternText::Encoded(text) => Some(text),
        }
    }
}

//! An event pattern where it is declared.

use crate::json::{Hole, Kind, Value, Written};
use crate::source::{self, Piece, Source, Span};

/// How the text of a pattern stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternText {
    /// As a JSON object: the text is what the file has at its span.
    InPlace,
    /// As JSON in a string, decoded.
    Encoded(String),
    /// As a value that is no JSON in the file, or that functions of a template put together: written as JSON anew.
    Made(Written),
    /// As a value in which something is open.
    Open(Value),
}

/// An event pattern of a rule, a filter, an archive or a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredPattern {
    /// The member in which it stands: `EventPattern`, say.
    pub member: &'static str,
    /// Where the value stands, quotes and brackets included.
    pub span: Span,
    /// Its text.
    pub text: PatternText,
}

impl DeclaredPattern {
    /// The text of the pattern, out of the `file` that was read; `None` while something of it is open.
    #[must_use]
    pub fn json<'t>(&'t self, file: &'t str) -> Option<&'t str> {
        match &self.text {
            PatternText::InPlace => file.get(self.span.start..self.span.end),
            PatternText::Encoded(text) => Some(text),
            PatternText::Made(written) => Some(&written.text),
            PatternText::Open(_) => None,
        }
    }

    /// The text of the pattern, whose places are told and drawn where the file has them; `None` while something of it is
    /// open.
    #[must_use]
    pub fn source(&self, file: &Source) -> Option<Source> {
        let text = self.json(file.text())?;
        let whole = |is_verbatim| {
            vec![Piece {
                at: 0,
                span: self.span,
                is_verbatim,
            }]
        };
        let pieces = match &self.text {
            PatternText::Made(written) => written.pieces.clone(),
            PatternText::Encoded(_) => {
                let raw = file.slice(self.span);
                source::aligned(raw, self.span.start, text)
                    .or_else(|| source::aligned_around(raw, self.span.start, text))
                    .unwrap_or_else(|| whole(false))
            }
            PatternText::InPlace | PatternText::Open(_) => whole(true),
        };
        Some(Source::made(text, pieces, file))
    }

    /// Whether the file has it as a JSON object, so that its places are places of the file.
    #[must_use]
    pub const fn is_in_place(&self) -> bool {
        matches!(self.text, PatternText::InPlace)
    }

    /// The value, if something of it is open.
    #[must_use]
    pub const fn open(&self) -> Option<&Value> {
        match &self.text {
            PatternText::Open(value) => Some(value),
            _ => None,
        }
    }

    /// The first thing on which it depends, if something of it is open.
    #[must_use]
    pub fn hole(&self) -> Option<&Hole> {
        let mut due = vec![self.open()?];
        while let Some(value) = due.pop() {
            match &value.kind {
                Kind::Open(open) => return Some(open.first_hole()),
                Kind::Array(elements) => due.extend(elements.iter().rev()),
                Kind::Object(members) => {
                    due.extend(members.iter().rev().map(|member| &member.value));
                }
                _ => {}
            }
        }
        None
    }
}

//! What a value may be where a template leaves it open.

use crate::source::Span;

/// What a template leaves open: the outcome of a function, of a parameter, of something that only AWS knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// Where it comes from, in the template's words: `Stage`, `Queue.Arn`, `var.source`.
    pub from: String,
    /// Where that stands.
    pub span: Span,
}

/// A part of a text that is not known as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// Letters that are known.
    Literal(String),
    /// Letters that are not.
    Hole(Hole),
}

/// What is known of a value whose letters are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It is a text.
    Text,
    /// It is a number.
    Number,
    /// Nothing: it may be a text, a list, an object, or absent.
    Structure,
}

/// A value that its template leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// What is known of it.
    pub shape: Shape,
    /// What it depends on: of a text with several holes, the function that puts it together.
    pub hole: Hole,
    /// The parts of a text of which some are known; empty if none is. Neighbouring literals are one, none is empty.
    pub parts: Vec<TextPart>,
}

impl Open {
    /// The first thing that it depends on.
    #[must_use]
    pub fn first_hole(&self) -> &Hole {
        let inside = self.parts.iter().find_map(|part| match part {
            TextPart::Hole(hole) => Some(hole),
            TextPart::Literal(_) => None,
        });
        inside.unwrap_or(&self.hole)
    }

    /// The text for people: what is open stands as `${…}`.
    #[must_use]
    pub fn to_display(&self) -> String {
        if self.parts.is_empty() {
            return format!("${{{}}}", self.hole.from);
        }
        let parts = self.parts.iter().map(|part| match part {
            TextPart::Literal(text) => text.clone(),
            TextPart::Hole(hole) => format!("${{{}}}", hole.from),
        });
        parts.collect()
    }
}

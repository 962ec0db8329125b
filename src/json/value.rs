//! A JSON text as a tree.

use super::JsonString;
use super::open::{Hole, Open, Shape, TextPart};
use crate::source::Span;

/// A JSON value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// From its first byte to behind its last.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a JSON value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, in the text it was written in: `1.10` stays `1.10`.
    Number(Box<str>),
    /// A string, decoded.
    String(JsonString),
    /// An array.
    Array(Vec<Value>),
    /// An object: members in their order, duplicate names kept.
    Object(Vec<Member>),
    /// What a template leaves open. No JSON text has it: it comes of reading templates alone.
    Open(Box<Open>),
}

/// A name and a value in an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name, decoded.
    pub name: JsonString,
    /// Where the name stands, quotes included.
    pub name_span: Span,
    /// The value.
    pub value: Value,
}

impl Value {
    /// A text that stands at `span`.
    #[must_use]
    pub fn text(text: &str, span: Span) -> Self {
        let kind = Kind::String(JsonString::from(text));
        Self { span, kind }
    }

    /// A value at `span` of which no more than its shape is known, and what it depends on.
    #[must_use]
    pub fn open(shape: Shape, from: &str, span: Span) -> Self {
        let from = from.to_owned();
        let open = Open {
            shape,
            hole: Hole { from, span },
            parts: Vec::new(),
        };
        let kind = Kind::Open(Box::new(open));
        Self { span, kind }
    }

    /// A text at `span` that `from` puts together: known if all parts are, else open as far as they are. Without a
    /// literal part it is open by its hole alone.
    #[must_use]
    pub fn parts(parts: Vec<TextPart>, from: &str, span: Span) -> Self {
        let mut joined: Vec<TextPart> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (_, TextPart::Literal(text)) if text.is_empty() => {}
                (Some(TextPart::Literal(before)), TextPart::Literal(text)) => {
                    before.push_str(&text);
                }
                (_, part) => joined.push(part),
            }
        }
        match joined.as_slice() {
            [] => Self::text("", span),
            [TextPart::Literal(text)] => Self::text(text, span),
            [TextPart::Hole(hole)] => Self::open(Shape::Text, &hole.from, span),
            _ => {
                let from = from.to_owned();
                let open = Open {
                    shape: Shape::Text,
                    hole: Hole { from, span },
                    parts: joined,
                };
                let kind = Kind::Open(Box::new(open));
                Self { span, kind }
            }
        }
    }

    /// Whether anything in it is open.
    #[must_use]
    pub fn has_open(&self) -> bool {
        let mut due = vec![self];
        while let Some(value) = due.pop() {
            match &value.kind {
                Kind::Open(_) => return true,
                Kind::Array(elements) => due.extend(elements),
                Kind::Object(members) => due.extend(members.iter().map(|member| &member.value)),
                _ => {}
            }
        }
        false
    }

    /// The same value at another place: everything in it stands there.
    #[must_use]
    pub fn placed(&self, span: Span) -> Self {
        let kind = match &self.kind {
            Kind::Array(elements) => {
                let elements = elements.iter().map(|element| element.placed(span));
                Kind::Array(elements.collect())
            }
            Kind::Object(members) => {
                let members = members.iter().map(|member| Member {
                    name: member.name.clone(),
                    name_span: span,
                    value: member.value.placed(span),
                });
                Kind::Object(members.collect())
            }
            Kind::Open(open) => {
                let mut open = open.clone();
                open.hole.span = span;
                Kind::Open(open)
            }
            other => other.clone(),
        };
        Self { span, kind }
    }

    /// What is open of it, if it is.
    #[must_use]
    pub fn as_open(&self) -> Option<&Open> {
        match &self.kind {
            Kind::Open(open) => Some(open),
            _ => None,
        }
    }

    /// The member called `name`; the last one, if there are several.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?
            .iter()
            .rev()
            .find(|member| member.name == *name)
            .map(|member| &member.value)
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The text, if it is a string without a lone surrogate.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => text.as_str(),
            _ => None,
        }
    }

    /// `an object`, `a string`, … for messages.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
            Kind::Open(_) => "open",
        }
    }
}

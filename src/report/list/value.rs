//! Values of declarations as data: what is known, or what is open and where that comes from.

use serde::ser::{Error as _, Serialize, SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use crate::json::{Hole, Open, Shape, TextPart, Value};
use crate::model::{Declared, Known};

/// A value of a declaration.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ValueReport {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// JSON, in which something may be open.
    Json(Value),
    /// Open, and what is known of its shape: `string`, `number`, `boolean`, `structure`.
    Open(&'static str, Open),
}

impl ValueReport {
    /// A text.
    #[must_use]
    pub fn text(declared: &Declared<String>) -> Self {
        match &declared.value {
            Known::Known(text) => Self::Text(text.clone()),
            Known::Open(open) => Self::Open(shape(open.shape), (**open).clone()),
        }
    }

    /// What has a word.
    #[must_use]
    pub fn word<T>(declared: &Declared<T>, word: impl Fn(&T) -> String) -> Self {
        match &declared.value {
            Known::Known(value) => Self::Text(word(value)),
            Known::Open(open) => Self::Open(shape(open.shape), (**open).clone()),
        }
    }

    /// A whole number.
    #[must_use]
    pub fn integer(declared: &Declared<i64>) -> Self {
        match &declared.value {
            Known::Known(number) => Self::Integer(*number),
            Known::Open(open) => Self::Open("number", (**open).clone()),
        }
    }

    /// `true` or `false`.
    #[must_use]
    pub fn boolean(declared: &Declared<bool>) -> Self {
        match &declared.value {
            Known::Known(yes) => Self::Boolean(*yes),
            Known::Open(open) => Self::Open("boolean", (**open).clone()),
        }
    }

    /// JSON.
    #[must_use]
    pub fn json(value: &Value) -> Self {
        match value.as_open() {
            Some(open) => Self::Open(shape(open.shape), open.clone()),
            None => Self::Json(value.clone()),
        }
    }

    /// The value in a line, for people: what is open stands as `${…}`.
    #[must_use]
    pub fn to_display(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Boolean(yes) => yes.to_string(),
            Self::Json(value) => value.to_compact(),
            Self::Open(_, open) => open.to_display(),
        }
    }

    /// What is open of it, in the template's words.
    pub fn holes(&self, found: &mut Vec<String>) {
        match self {
            Self::Text(_) | Self::Integer(_) | Self::Boolean(_) => {}
            Self::Open(_, open) => found.extend(of_open(open)),
            Self::Json(value) => {
                let mut due = vec![value];
                while let Some(value) = due.pop() {
                    found.extend(value.as_open().into_iter().flat_map(of_open));
                    let members = value.as_object().unwrap_or_default().iter();
                    due.extend(members.rev().map(|member| &member.value));
                    due.extend(value.as_array().unwrap_or_default().iter().rev());
                }
            }
        }
    }
}

/// The holes of what is open.
fn of_open(open: &Open) -> Vec<String> {
    let inside = open.parts.iter().filter_map(|part| match part {
        TextPart::Hole(hole) => Some(hole.from.clone()),
        TextPart::Literal(_) => None,
    });
    let inside: Vec<String> = inside.collect();
    match inside.is_empty() {
        true => vec![open.hole.from.clone()],
        false => inside,
    }
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "string",
        Shape::Number => "number",
        Shape::Structure => "structure",
    }
}

impl Serialize for ValueReport {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Integer(number) => to.serialize_i64(*number),
            Self::Boolean(yes) => to.serialize_bool(*yes),
            Self::Json(value) => json(value).map_err(S::Error::custom)?.serialize(to),
            Self::Open(shape, open) => OpenReport(shape, open).serialize(to),
        }
    }
}

/// JSON with holes, its numbers as they are written. By a text, because values may be deeper than the stack is.
fn json(value: &Value) -> serde_json::Result<Box<RawValue>> {
    let mut text = String::new();
    value.write_compact_with(&mut text, &|open, text| {
        let report = OpenReport(shape(open.shape), open);
        // Texts and lists of texts can always be written.
        text.push_str(&serde_json::to_string(&report).unwrap_or_default());
    });
    RawValue::from_string(text)
}

/// `{"unknown": …, "from": …, "parts": […]}`
struct OpenReport<'o>(&'static str, &'o Open);

impl Serialize for OpenReport<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(shape, open) = self;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("unknown", shape)?;
        map.serialize_entry("from", &open.hole.from)?;
        if !open.parts.is_empty() {
            let parts: Vec<Part<'_>> = open.parts.iter().map(Part::new).collect();
            map.serialize_entry("parts", &parts)?;
        }
        map.end()
    }
}

/// A literal is a text, a hole an object.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Part<'o> {
    Literal(&'o str),
    Hole { hole: &'o str },
}

impl<'o> Part<'o> {
    fn new(part: &'o TextPart) -> Self {
        match part {
            TextPart::Literal(text) => Self::Literal(text),
            TextPart::Hole(Hole { from, .. }) => Self::Hole { hole: from },
        }
    }
}

//! Texts that are open in part, and what one thing is called.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::json::{Kind, Shape, TextPart, Value};

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Letters that are known.
    Letters(String),
    /// Letters that are not, by what they depend on: what is called the same is the same.
    Hole(String),
}

/// A text of which parts may be open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its parts.
    pub parts: Vec<Part>,
    /// What it is as a whole, in the words of its file, where that is open: `Queue.Arn`.
    pub from: Option<String>,
}

impl Text {
    /// A text that is known.
    #[must_use]
    pub fn known(text: &str) -> Self {
        Self {
            parts: vec![Part::Letters(text.to_owned())],
            from: None,
        }
    }

    /// A text of which nothing is known but what it depends on.
    #[must_use]
    pub fn open(from: &str) -> Self {
        Self {
            parts: vec![Part::Hole(from.to_owned())],
            from: Some(from.to_owned()),
        }
    }

    /// The text of a value; `None` if it is none, or may be none. In policies `${…}` is a variable, which is open here.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        match &value.kind {
            Kind::Open(open) if open.shape == Shape::Text => {
                let parts = open.parts.iter().flat_map(|part| match part {
                    TextPart::Literal(text) => with_variables(text),
                    TextPart::Hole(hole) => vec![Part::Hole(hole.from.clone())],
                });
                let parts: Vec<Part> = parts.collect();
                Some(Self {
                    parts: match parts.is_empty() {
                        true => vec![Part::Hole(open.hole.from.clone())],
                        false => parts,
                    },
                    from: Some(open.hole.from.clone()),
                })
            }
            Kind::Bool(yes) => Some(Self::known(if *yes { "true" } else { "false" })),
            Kind::Number(number) => Some(Self::known(number)),
            _ => Some(Self {
                parts: with_variables(value.as_str()?),
                from: None,
            }),
        }
    }

    /// The letters, if all are known.
    #[must_use]
    pub fn letters(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Letters(text)] => Some(text),
            _ => None,
        }
    }
}

/// AWS: IAM User Guide, "Policy variables and tags": `${aws:username}`.
fn with_variables(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("${") {
        let Some((variable, after)) = behind.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(Part::Letters(before.to_owned()));
        }
        parts.push(Part::Hole(format!("${{{variable}}}")));
        rest = after;
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(Part::Letters(rest.to_owned()));
    }
    parts
}

/// What one thing is called: its ARN or another value of it, as far as each is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The same value in several forms; nothing is known of it if there is none.
    pub texts: Vec<Text>,
    /// By which words of the file it is known for certain: `Queue.Arn`.
    pub own: BTreeSet<String>,
    /// By which words of the file something else is called for certain.
    pub others: Arc<BTreeSet<String>>,
}

/// What the ARN of a resource is called in its file.
pub fn arns(id: &str) -> impl Iterator<Item = String> {
    let forms = ["Arn", "arn"].into_iter();
    forms.map(move |one| format!("{id}.{one}"))
}

impl Name {
    /// A value that is known.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::of(vec![Text::known(text)])
    }

    /// A value in several forms.
    #[must_use]
    pub fn of(texts: Vec<Text>) -> Self {
        Self {
            texts,
            ..Self::default()
        }
    }

    /// Its letters, if they are known.
    #[must_use]
    pub fn letters(&self) -> Option<&str> {
        self.texts.iter().find_map(Text::letters)
    }
}

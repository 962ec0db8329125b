//! `${…}` in texts of Pulumi's YAML: names, and the properties behind them.
//!
//! # Source
//!
//! Pulumi YAML: "Interpolation expressions"; `$$` is a `$` (`pulumi-yaml`, `ast/interpolation.go`).

use crate::source::Span;
use crate::sure::Sure as _;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Letters.
    Literal(String),
    /// `${…}`.
    Access(Access),
}

/// What stands between the braces of `${…}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Access {
    /// As it is written.
    pub(super) text: String,
    /// The name in front.
    pub(super) name: String,
    /// The properties behind it.
    pub(super) path: Vec<Step>,
    /// Where it stands in the text, `${` and `}` included.
    pub(super) at: Span,
}

/// One property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// `.name` or `["name"]`
    Name(String),
    /// `[0]`
    Index(usize),
}

/// The parts of a text. A `${` that is not closed means nothing.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('$')) {
        literal.push_str(text.get(at..at + found).sure());
        at += found;
        let rest = text.get(at..).sure();
        if rest.starts_with("$$") {
            literal.push('$');
            at += 2;
            continue;
        }
        let inside = rest
            .strip_prefix("${")
            .and_then(|behind| behind.split_once('}'));
        let Some((inside, _)) = inside else {
            literal.push('$');
            at += 1;
            continue;
        };
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        let end = at + inside.len() + 3;
        parts.push(Part::Access(access(inside, Span::new(at, end))));
        at = end;
    }
    literal.push_str(text.get(at..).sure());
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    parts
}

fn access(inside: &str, at: Span) -> Access {
    let text = inside.trim();
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut path = Vec::new();
    while !rest.is_empty() {
        let (step, behind) = match rest.strip_prefix('[') {
            Some(bracket) => {
                let (step, behind) = bracket.split_once(']').unwrap_or((bracket, ""));
                let step = step.trim();
                let step = match step.parse() {
                    Ok(index) => Step::Index(index),
                    Err(_) => Step::Name(step.trim_matches('"').to_owned()),
                };
                (step, behind)
            }
            None => {
                let rest = rest.strip_prefix('.').unwrap_or(rest);
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (step, behind) = rest.split_at(end);
                (Step::Name(step.to_owned()), behind)
            }
        };
        path.push(step);
        rest = behind;
    }
    Access {
        text: text.to_owned(),
        name: name.to_owned(),
        path,
        at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart() {
        let shown = |text: &str| {
            let parts = parts(text).into_iter().map(|part| match part {
                Part::Literal(text) => format!("[{text}]"),
                Part::Access(access) => format!("<{} {:?}>", access.name, access.path),
            });
            parts.collect::<String>()
        };
        for (text, expected) in [
            ("a${b}c", "[a]<b []>[c]"),
            (
                "${a.b[0][\"c\"]}",
                "<a [Name(\"b\"), Index(0), Name(\"c\")]>",
            ),
            ("$${a} $$ $", "[${a} $ $]"),
            ("${a", "[${a]"),
            ("${ns:key}", "<ns:key []>"),
            ("${a[", "[${a[]"),
            ("${a[}", "<a [Name(\"\")]>"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}

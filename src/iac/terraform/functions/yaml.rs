//! `yamlencode`.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "yamlencode"; zclconf/go-cty-yaml: texts are quoted, or blocks where they end their lines;
//! lists in maps are not indented.

use super::{Answer, Arguments};
use crate::iac::terraform::evaluate::NoText;
use crate::iac::terraform::value::{Piece, Val, What, Written};
use crate::json::{Hole, TextPart, write_quoted};

/// The text of a value in YAML, with holes where something is not known.
pub(super) fn encode(given: &Arguments<'_>) -> Answer {
    let mut parts = Parts::default();
    parts.block(given.get(0)?, 0, true)?;
    parts.push("\n");
    let pieces = parts.0.into_iter().map(|part| Piece {
        part,
        span: given.span,
        written: Written::Elsewhere,
    });
    Ok(Val::pieces(pieces.collect(), given.span))
}

/// What was written.
#[derive(Default)]
struct Parts(Vec<TextPart>);

impl Parts {
    fn push(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(TextPart::Literal(before)) => before.push_str(text),
            _ => self.0.push(TextPart::Literal(text.to_owned())),
        }
    }

    fn line(&mut self, indent: usize) {
        self.push("\n");
        self.push(&" ".repeat(indent));
    }

    /// A value behind a name, behind a dash, or alone: a map or a list begins on its own line where `is_alone` is not.
    fn block(&mut self, value: &Val, indent: usize, is_alone: bool) -> Result<(), NoText> {
        match &value.kind {
            What::List(all, _) if !all.is_empty() => {
                for (number, one) in all.iter().enumerate() {
                    if number > 0 || !is_alone {
                        self.line(indent);
                    }
                    self.push("- ");
                    self.block(one, indent + 2, true)?;
                }
            }
            What::Map(all, _) if !all.is_empty() => {
                for (number, (name, entry)) in all.iter().enumerate() {
                    if number > 0 || !is_alone {
                        self.line(indent);
                    }
                    self.push(&quoted(name));
                    self.push(":");
                    let is_list =
                        matches!(&entry.value.kind, What::List(all, _) if !all.is_empty());
                    let is_map = matches!(&entry.value.kind, What::Map(all, _) if !all.is_empty());
                    if !is_list && !is_map {
                        self.push(" ");
                    }
                    let indent = if is_map { indent + 2 } else { indent };
                    self.block(&entry.value, indent, false)?;
                }
            }
            _ => self.scalar(value, indent),
        }
        Ok(())
    }

    fn scalar(&mut self, value: &Val, indent: usize) {
        match &value.kind {
            What::Null => self.push("null"),
            What::Bool(yes) => self.push(if *yes { "true" } else { "false" }),
            What::Number(number) => self.push(number.as_str()),
            What::List(..) => self.push("[]"),
            What::Map(..) => self.push("{}"),
            What::Instance(one) => {
                let (from, span) = (one.address(), value.span);
                self.0.push(TextPart::Hole(Hole { from, span }));
            }
            What::Open(_, hole) => self.0.push(TextPart::Hole(Hole::clone(hole))),
            What::Text(text) => match text.known() {
                Some(text)
                    if text.trim_end_matches('\n').contains('\n')
                        && !text.starts_with([' ', '\n']) =>
                {
                    self.lines(&text, indent);
                }
                Some(text) => self.push(&quoted(&text)),
                None => {
                    self.push("\"");
                    for part in text.parts() {
                        match &part {
                            TextPart::Literal(text) => {
                                let text = quoted(text);
                                let inside = text.strip_prefix('"').unwrap_or(&text);
                                self.push(inside.strip_suffix('"').unwrap_or(inside));
                            }
                            TextPart::Hole(_) => self.0.push(part),
                        }
                    }
                    self.push("\"");
                }
            },
        }
    }

    /// A text of several lines: a block.
    fn lines(&mut self, text: &str, indent: usize) {
        let ends = text.len() - text.trim_end_matches('\n').len();
        self.push(match ends {
            0 => "|-",
            1 => "|",
            _ => "|+",
        });
        for line in text.trim_end_matches('\n').split('\n') {
            match line {
                "" => self.push("\n"),
                line => {
                    self.line(indent + 2);
                    self.push(line);
                }
            }
        }
        self.push(&"\n".repeat(ends.saturating_sub(1)));
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
}

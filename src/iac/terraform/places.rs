//! Places in files that were made: told where the file has them from which they were made.

use super::super::resource::Resource;
use crate::diagnostic::Diagnostic;
use crate::json::{Kind, TextPart, Value};
use crate::source::{Piece, Span, in_file};

/// The texts that were made, by where they lie among all texts.
#[derive(Default)]
pub(super) struct Places(Vec<(Span, Vec<Piece>)>);

impl Places {
    /// A text that lies at `span` was made of pieces.
    pub(super) fn add(&mut self, span: Span, pieces: Vec<Piece>) {
        self.0.push((span, pieces));
    }

    /// Where what stands at a place is told.
    pub(super) fn span(&self, span: Span) -> Span {
        let made = self.0.iter();
        let mut made = made.filter(|(text, _)| (text.start..=text.end).contains(&span.start));
        match made.next() {
            Some((text, pieces)) => {
                let of = |at: usize| at.saturating_sub(text.start).min(text.len());
                in_file(pieces, Span::new(of(span.start), of(span.end)))
            }
            None => span,
        }
    }

    pub(super) fn resources(&self, all: &mut [Resource]) {
        if self.0.is_empty() {
            return;
        }
        for one in all {
            one.span = self.span(one.span);
            self.value(&mut one.properties);
            if let Some(hole) = &mut one.condition {
                hole.span = self.span(hole.span);
            }
        }
    }

    pub(super) fn diagnostics(&self, all: &mut [Diagnostic]) {
        for one in all {
            *one = one.clone().placed(|span| self.span(span));
        }
    }

    /// Values lie in each other as deep as the readers of texts let them.
    fn value(&self, value: &mut Value) {
        value.span = self.span(value.span);
        match &mut value.kind {
            Kind::Array(all) => all.iter_mut().for_each(|one| self.value(one)),
            Kind::Object(members) => {
                for member in members {
                    member.name_span = self.span(member.name_span);
                    self.value(&mut member.value);
                }
            }
            Kind::Open(open) => {
                open.hole.span = self.span(open.hole.span);
                for part in &mut open.parts {
                    if let TextPart::Hole(hole) = part {
                        hole.span = self.span(hole.span);
                    }
                }
            }
            _ => {}
        }
    }
}

//! Where scripts come from that are written in another way: quoted in YAML, as an argument, in the words of another shell.
//!
//! Such a script is read as a text of its own. Its letters have places behind those of all files, until the reading is done:
//! then every place is told as one in the files.

use super::spelled::Spelled;
use crate::diagnostic::Diagnostic;
use crate::json::{Hole, Kind, Member, TextPart, Value};
use crate::source::Span;

/// Behind all files: no text has so many bytes.
const ELSEWHERE: usize = usize::MAX / 2;

/// The scripts, and where each stands.
#[derive(Default)]
pub(super) struct Places {
    scripts: Vec<(Span, Spelled)>,
}

impl Places {
    /// Gives a script of so many bytes its place.
    pub(super) fn add(&mut self, script: Spelled, length: usize) -> Span {
        let last = self.scripts.last();
        let start = last.map_or(ELSEWHERE, |(last, _)| last.end + 1);
        let span = Span::new(start, start + length);
        self.scripts.push((span, script));
        span
    }

    /// The place in the files.
    pub(super) fn real(&self, mut span: Span) -> Span {
        // What a script comes from stands before it.
        while span.start >= ELSEWHERE {
            let index = self.scripts.partition_point(|(at, _)| at.end < span.start);
            let Some((at, script)) = self.scripts.get(index) else {
                return Span::default();
            };
            let end = span.end.clamp(span.start, at.end);
            span = script.source_of_filled(Span::new(span.start - at.start, end - at.start));
        }
        span
    }

    /// A value with its places in the files.
    pub(super) fn value(&self, mut value: Value) -> Value {
        if self.scripts.is_empty() {
            return value;
        }
        value.span = self.real(value.span);
        value.kind = match value.kind {
            Kind::Array(elements) => {
                let elements = elements.into_iter().map(|one| self.value(one));
                Kind::Array(elements.collect())
            }
            Kind::Object(members) => {
                let members = members.into_iter().map(|member| Member {
                    name: member.name,
                    name_span: self.real(member.name_span),
                    value: self.value(member.value),
                });
                Kind::Object(members.collect())
            }
            Kind::Open(mut open) => {
                self.hole(&mut open.hole);
                for part in &mut open.parts {
                    if let TextPart::Hole(hole) = part {
                        self.hole(hole);
                    }
                }
                Kind::Open(open)
            }
            kind => kind,
        };
        value
    }

    fn hole(&self, hole: &mut Hole) {
        hole.span = self.real(hole.span);
    }

    /// A diagnostic with its places in the files.
    pub(super) fn told(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.placed(|span| self.real(span))
    }
}

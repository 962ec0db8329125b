//! A value written as JSON anew, where every letter still knows where its file has it.

use super::{JsonString, Kind, Open, Value};
use crate::source::{Piece, Span, aligned};

/// A JSON text, and the places of a file that it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The text, compact.
    pub text: String,
    /// For [`crate::source::Source::made`].
    pub pieces: Vec<Piece>,
    /// Where in the text something stands that is open, in order.
    pub open: Vec<(Span, Open)>,
}

/// What is still to be written.
enum Due<'v> {
    Mark(&'static str),
    /// A bracket that closes what stands at the span.
    Close(&'static str, Span),
    Name(&'v JsonString, Span),
    Value(&'v Value),
}

impl Written {
    /// Writes a value whose spans lie in `file`. What is open is written as people read it.
    #[must_use]
    pub fn new(value: &Value, file: &str) -> Self {
        let mut written = Self::default();
        let mut due = vec![Due::Value(value)];
        // A list in place of recursion: values may be a thousand deep.
        while let Some(next) = due.pop() {
            match next {
                Due::Mark(mark) => written.text.push_str(mark),
                Due::Close(bracket, span) => {
                    let last = Span::new(span.end.saturating_sub(1).max(span.start), span.end);
                    written.piece(last, false);
                    written.text.push_str(bracket);
                }
                Due::Name(name, span) => written.string(name, span, file),
                Due::Value(value) => written.value(value, file, &mut due),
            }
        }
        written
    }

    fn value<'v>(&mut self, value: &'v Value, file: &str, due: &mut Vec<Due<'v>>) {
        let token = match &value.kind {
            Kind::Null => "null",
            Kind::Bool(true) => "true",
            Kind::Bool(false) => "false",
            Kind::Number(number) => number,
            Kind::String(text) => return self.string(text, value.span, file),
            Kind::Open(open) => {
                let text = JsonString::from(open.to_display().as_str());
                let at = self.text.len();
                self.string(&text, value.span, file);
                let span = Span::new(at, self.text.len());
                return self.open.push((span, (**open).clone()));
            }
            Kind::Array(elements) => {
                self.bracket("[", value.span);
                due.push(Due::Close("]", value.span));
                for (index, element) in elements.iter().enumerate().rev() {
                    due.push(Due::Value(element));
                    due.extend((index > 0).then_some(Due::Mark(",")));
                }
                return;
            }
            Kind::Object(members) => {
                self.bracket("{", value.span);
                due.push(Due::Close("}", value.span));
                for (index, member) in members.iter().enumerate().rev() {
                    due.push(Due::Value(&member.value));
                    due.push(Due::Mark(":"));
                    due.push(Due::Name(&member.name, member.name_span));
                    due.extend((index > 0).then_some(Due::Mark(",")));
                }
                return;
            }
        };
        let is_verbatim = file.get(value.span.start..value.span.end) == Some(token);
        self.piece(value.span, is_verbatim);
        self.text.push_str(token);
    }

    fn bracket(&mut self, bracket: &str, span: Span) {
        self.piece(Span::new(span.start, (span.start + 1).min(span.end)), false);
        self.text.push_str(bracket);
    }

    /// A string: its letters are paired with those of the file where it needs no escapes in JSON.
    fn string(&mut self, string: &JsonString, span: Span, file: &str) {
        let at = self.text.len();
        let mut quoted = String::new();
        string.write_quoted(&mut quoted);
        let raw = file.get(span.start..span.end).unwrap_or("");
        let inner = string
            .as_str()
            .filter(|text| text.len() + 2 == quoted.len());
        let pieces = inner.and_then(|text| aligned(raw, span.start, text));
        match pieces {
            Some(pieces) if !pieces.is_empty() => {
                let begin = pieces.first().map_or(span.start, |piece| piece.span.start);
                self.piece(
                    Span::new(span.start.min(begin), begin.max(span.start + 1)),
                    false,
                );
                self.pieces.extend(pieces.into_iter().map(|piece| Piece {
                    at: piece.at + at + 1,
                    ..piece
                }));
                self.text.push_str(&quoted);
                let end = self.text.len() - 1;
                self.pieces.push(Piece {
                    at: end,
                    span: Span::new(span.end.saturating_sub(1).max(span.start), span.end),
                    is_verbatim: false,
                });
            }
            _ => {
                self.piece(span, false);
                self.text.push_str(&quoted);
            }
        }
    }

    /// What follows comes from `span`.
    fn piece(&mut self, span: Span, is_verbatim: bool) {
        self.pieces.push(Piece {
            at: self.text.len(),
            span,
            is_verbatim,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn every_letter_of_what_is_written_knows_its_place() {
        let file = r#"{ "a" : [ 1.50, "\u00e4b" ], "c":{"d": true} }"#;
        let value = super::super::parse(file).unwrap();
        let written = Written::new(&value, file);
        assert_eq!(written.text, r#"{"a":[1.50,"äb"],"c":{"d":true}}"#);
        let source = Source::new("f", file);
        let made = Source::made(written.text.as_str(), written.pieces, &source);
        for (part, expected) in [
            (r#""a""#, r#""a""#),
            ("1.50", "1.50"),
            (r#""äb""#, r#""\u00e4b""#),
            ("b", "b"),
            (r#"{"d":true}"#, r#"{"d": true}"#),
            (r#"[1.50,"äb"]"#, r#"[ 1.50, "\u00e4b" ]"#),
        ] {
            let at = made.text().find(part).unwrap();
            let (file, span) = made.origin(Span::new(at, at + part.len())).unwrap();
            assert_eq!(file.slice(span), expected);
        }
    }
}

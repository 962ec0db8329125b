//! A whole text as a tree.

use super::error::{Fault, JacksonPlace, SyntaxError};
use super::reader::{Reader, Token};
use super::text::character_span;
use super::{JsonString, Kind, Member, Value};
use crate::source::Span;
use crate::sure::Sure as _;

/// Reads a text that is one JSON value.
///
/// Nesting is bounded by [`MAXIMUM_JSON_DEPTH`](crate::quota::MAXIMUM_JSON_DEPTH); reading takes no more stack for
/// deep texts than for flat ones.
///
/// # Errors
///
/// The first mistake; [`SyntaxError::diagnostic`] tells it with a code `json/…`. White space may follow the value,
/// anything else is `json/trailing-text`.
///
/// # Example
///
/// ```
/// let value = evb::json::parse(r#"{"state": "running"}"#).unwrap();
/// assert_eq!(value.get("state").unwrap().as_str(), Some("running"));
///
/// let error = evb::json::parse("[1,]").unwrap_err();
/// assert_eq!(error.diagnostic("[1,]").code.as_str(), "json/trailing-comma");
/// ```
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    let (value, end) = parse_prefix(text)?;
    nothing_behind(text, end)?;
    Ok(value)
}

/// Whether only white space stands behind byte `end`.
pub(super) fn nothing_behind(text: &str, end: usize) -> Result<(), SyntaxError> {
    let rest = text.get(end..).sure();
    let is_space = |character: char| matches!(character, ' ' | '\t' | '\r' | '\n');
    match rest.find(|character| !is_space(character)) {
        None => Ok(()),
        Some(offset) => Err(outside(
            Fault::TrailingText,
            character_span(text, end + offset),
        )),
    }
}

/// Reads the first JSON value of a text, and how many bytes it and the white space before it take.
///
/// What follows is not looked at: EventBridge ignores any text behind the closing brace of a pattern or an event.
///
/// # Errors
///
/// The first mistake up to the end of the value. A number at the top level must be followed by white space.
pub fn parse_prefix(text: &str) -> Result<(Value, usize), SyntaxError> {
    parse_at(text, 0)
}

/// Reads as [`parse_prefix`] does, from byte `at` of a text on: spans and the end count from the start of the text.
///
/// # Errors
///
/// As [`parse_prefix`]; [`SyntaxError::diagnostic`] takes the whole text.
pub fn parse_at(text: &str, at: usize) -> Result<(Value, usize), SyntaxError> {
    Builder::default().read(Reader::starting_at(text, at))
}

/// Reads as [`parse_prefix`] does; after a mistake also returns what had been read until then: the values that were
/// complete, in containers that are closed at the mistake.
pub(crate) fn parse_partial(text: &str) -> Result<Value, (Option<Value>, SyntaxError)> {
    let mut builder = Builder::default();
    match builder.read(Reader::new(text)) {
        Ok((value, _)) => Ok(value),
        Err(error) => Err((builder.closed_at(error.span.start), error)),
    }
}

/// The value whose first token was just read.
pub(super) fn build(reader: &mut Reader<'_>, first: Token) -> Result<Value, SyntaxError> {
    Builder::default().build(reader, first)
}

/// A text without any value.
pub(super) fn empty(text: &str) -> SyntaxError {
    outside(Fault::Empty, Span::at(text.len()))
}

/// The containers that are being read, the innermost last.
#[derive(Default)]
struct Builder {
    open: Vec<OpenContainer>,
}

impl Builder {
    fn read(&mut self, mut reader: Reader<'_>) -> Result<(Value, usize), SyntaxError> {
        let first = reader.next()?.ok_or_else(|| empty(reader.text()))?;
        let value = self.build(&mut reader, first)?;
        let end = value.span.end;
        Ok((value, end))
    }

    #[inline]
    fn build(&mut self, reader: &mut Reader<'_>, first: Token) -> Result<Value, SyntaxError> {
        let mut token = first;
        loop {
            let span = reader.span();
            let whole = match token {
                Token::Name => {
                    if let Some(OpenContainer { name, .. }) = self.open.last_mut() {
                        *name = Some((reader.name(), span));
                    }
                    None
                }
                Token::ObjectStart | Token::ArrayStart => {
                    self.open.push(OpenContainer::new(token, span.start));
                    None
                }
                Token::ObjectEnd | Token::ArrayEnd => self
                    .open
                    .pop()
                    .map(|OpenContainer { start, kind, .. }| (kind, Span::new(start, span.end))),
                Token::String => Some((Kind::String(reader.string()?), reader.span())),
                Token::Number => Some((Kind::Number(reader.token_text().into()), span)),
                Token::True => Some((Kind::Bool(true), span)),
                Token::False => Some((Kind::Bool(false), span)),
                Token::Null => Some((Kind::Null, span)),
            };
            if let Some((kind, span)) = whole {
                let value = Value { span, kind };
                match self.open.last_mut() {
                    Some(container) => container.push(value),
                    None => return Ok(value),
                }
            }
            // Inside a container the reader ends with an error, not with `None`.
            token = reader.next()?.ok_or_else(|| empty(reader.text()))?;
        }
    }

    /// Closes everything that is open.
    fn closed_at(mut self, end: usize) -> Option<Value> {
        let mut inner: Option<Value> = None;
        while let Some(mut container) = self.open.pop() {
            if let Some(value) = inner {
                container.push(value);
            }
            let OpenContainer { start, kind, .. } = container;
            inner = Some(Value {
                span: Span::new(start, end.max(start)),
                kind,
            });
        }
        inner
    }
}

/// An object or an array that is being read.
struct OpenContainer {
    start: usize,
    kind: Kind,
    name: Option<(JsonString, Span)>,
}

impl OpenContainer {
    fn new(token: Token, start: usize) -> Self {
        let kind = match token {
            Token::ObjectStart => Kind::Object(Vec::new()),
            _ => Kind::Array(Vec::new()),
        };
        Self {
            start,
            kind,
            name: None,
        }
    }

    #[inline]
    fn push(&mut self, value: Value) {
        match (&mut self.kind, self.name.take()) {
            (Kind::Object(members), Some((name, name_span))) => members.push(Member {
                name,
                name_span,
                value,
            }),
            (Kind::Array(elements), _) => elements.push(value),
            _ => {}
        }
    }
}

fn outside(fault: Fault, span: Span) -> SyntaxError {
    SyntaxError {
        fault,
        span,
        opener: None,
        place: Some(JacksonPlace::before(span.start)),
        cursor: JacksonPlace::before(span.start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicate_names_and_their_order_are_kept() {
        let value = parse(r#" {"b":1, "a":{"x":[]}, "b":2.50} "#).unwrap();
        let members = value.as_object().unwrap();
        let names: Vec<_> = members
            .iter()
            .map(|member| member.name.to_string())
            .collect();
        assert_eq!(names, ["b", "a", "b"]);
        assert_eq!(value.get("b").unwrap().kind, Kind::Number("2.50".into()));
        assert_eq!(value.span, Span::new(1, 32));
    }

    #[test]
    fn a_prefix_ends_with_the_closing_brace() {
        let (value, end) = parse_prefix(r#"{"a":1}{"a":2} garbage"#).unwrap();
        assert_eq!((value.span.end, end), (7, 7));
        assert_eq!(parse("").unwrap_err().fault, Fault::Empty);
        assert_eq!(parse("1 2").unwrap_err().fault, Fault::TrailingText);
        assert_eq!(parse(" [1] \n").unwrap().span, Span::new(1, 4));
    }
}

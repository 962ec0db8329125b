//! Some members of an object, for those who read many large objects and need little of each.

use super::document::{build, empty, nothing_behind, parse_at};
use super::error::SyntaxError;
use super::reader::{Reader, Token};
use super::scan::{self, Nesting};
use super::{JsonString, Kind, Member, Value};
use crate::source::Span;

/// Reads a text as [`parse`](super::parse) does, but keeps only those members of the outermost object that
/// `is_wanted`.
///
/// Guarantees: the same texts are refused with the same errors, and what is kept is what `parse` gives, in the same
/// order. A value that is no object is kept whole. A name with a lone surrogate is never wanted.
///
/// # Errors
///
/// As [`parse`](super::parse).
///
/// # Example
///
/// ```
/// let text = r#"{"id": 7, "large": [1, 2, 3], "id": 8}"#;
/// let value = evb::json::parse_members(text, |name| name == "id").unwrap();
/// assert_eq!(value.to_compact(), r#"{"id":7,"id":8}"#);
/// assert!(evb::json::parse_members(r#"{"large": [1,}"#, |_| false).is_err());
/// ```
pub fn parse_members(text: &str, is_wanted: impl Fn(&str) -> bool) -> Result<Value, SyntaxError> {
    if let Some(value) = sound_members(text, &is_wanted) {
        return Ok(value);
    }
    let mut reader = Reader::new(text);
    let value = match reader.next()? {
        None => return Err(empty(text)),
        Some(Token::ObjectStart) => members(&mut reader, is_wanted)?,
        Some(token) => build(&mut reader, token)?,
    };
    nothing_behind(text, value.span.end)?;
    Ok(value)
}

/// The same of an object in which nothing is wrong and no name is escaped. What is not wanted is only checked, which is
/// several times as fast as to read it.
fn sound_members(text: &str, is_wanted: &impl Fn(&str) -> bool) -> Option<Value> {
    let bytes = text.as_bytes();
    let begins = scan::spaces(bytes, 0);
    (bytes.get(begins) == Some(&b'{')).then_some(())?;
    let mut nesting = Nesting::default();
    nesting.open(true)?;
    let mut members = Vec::new();
    let mut at = scan::spaces(bytes, begins + 1);
    loop {
        let (written, behind) = scan::name(bytes, at)?;
        let name = text
            .get(at + 1..written.end - 1)
            .filter(|_| written.plain)?;
        let start = scan::spaces(bytes, behind);
        let end = scan::value(bytes, start, &mut nesting)?;
        if is_wanted(name) {
            let name = Span::new(at, at + name.len() + 2);
            members.push(sound_member(text, name, Span::new(start, end))?);
        }
        at = scan::spaces(bytes, end);
        match bytes.get(at)? {
            b',' => at = scan::spaces(bytes, at + 1),
            b'}' if scan::spaces(bytes, at + 1) == bytes.len() => break,
            _ => return None,
        }
    }
    Some(Value {
        span: Span::new(begins, at + 1),
        kind: Kind::Object(members),
    })
}

/// The member at these places in a text, whose name has no escape and in whose value nothing is wrong.
pub(crate) fn sound_member(text: &str, name: Span, value: Span) -> Option<Member> {
    let written = text.get(name.start + 1..name.end - 1)?;
    Some(Member {
        name: JsonString::from(written),
        name_span: name,
        value: match text.as_bytes().get(value.start)? {
            // Alone it would have to be followed by white space.
            b'-' | b'0'..=b'9' => Value {
                span: value,
                kind: Kind::Number(text.get(value.start..value.end)?.into()),
            },
            _ => parse_at(text, value.start).ok()?.0,
        },
    })
}

/// The object whose bracket was just read.
fn members(
    reader: &mut Reader<'_>,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Value, SyntaxError> {
    let start = reader.span().start;
    let mut members = Vec::new();
    while let Some(Token::Name) = reader.next()? {
        let name_span = reader.name_span();
        let name = written(reader.token_text())
            .map_or_else(|| is_wanted_decoded(reader, &is_wanted), &is_wanted)
            .then(|| reader.name());
        let Some(first) = reader.next()? else {
            break;
        };
        match name {
            Some(name) => members.push(Member {
                name,
                name_span,
                value: build(reader, first)?,
            }),
            None => skip(reader, first)?,
        }
    }
    Ok(Value {
        span: Span::new(start, reader.span().end),
        kind: Kind::Object(members),
    })
}

/// A name without escapes, as it is written between its quotes.
fn written(token: &str) -> Option<&str> {
    let inside = token.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains('\\')).then_some(inside)
}

fn is_wanted_decoded(reader: &Reader<'_>, is_wanted: &impl Fn(&str) -> bool) -> bool {
    reader.name().as_str().is_some_and(is_wanted)
}

/// Reads over the value whose first token was just read.
fn skip(reader: &mut Reader<'_>, first: Token) -> Result<(), SyntaxError> {
    let mut depth = 0_usize;
    let mut token = first;
    loop {
        match token {
            Token::ObjectStart | Token::ArrayStart => depth += 1,
            Token::ObjectEnd | Token::ArrayEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Ok(());
        }
        token = match reader.next()? {
            Some(token) => token,
            None => return Ok(()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn what_is_kept_is_what_parse_gives() {
        for (text, kept) in [
            (
                r#" {"a":{"b":[1,{"c":"x"}]},"\u0062":"\n","d":null} "#,
                1..2,
            ),
            (r#"{ "a" : [1, {}] ,"b":-1.50e3,"c":"\n"}"#, 1..2),
            ("{\"b\":{\"d\":{}},\t\"b\":true}\n", 0..2),
        ] {
            let whole = parse(text).unwrap();
            assert_eq!(parse_members(text, |_| true), Ok(whole.clone()));
            let one = parse_members(text, |name| name == "b").unwrap();
            assert_eq!(one.span, whole.span);
            assert_eq!(one.as_object().unwrap(), &whole.as_object().unwrap()[kept]);
        }
    }

    #[test]
    fn the_same_texts_are_refused() {
        for text in [
            "",
            "{",
            r#"{"a":"\x"}"#,
            "{}x",
            "[1,]",
            r#"{"a":[}"#,
            r#"{"a":1"#,
            "{\"a\":\"\n\"}",
            "{}",
            " {\"a\" : 01}",
            "\u{feff}{}",
            r#"{"a":1,}"#,
        ] {
            assert_eq!(parse_members(text, |_| false), parse(text), "{text}");
        }
        assert_eq!(parse_members("[1]", |_| false), parse("[1]"));
    }
}

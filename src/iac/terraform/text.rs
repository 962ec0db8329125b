//! Texts that are JSON: encoded, and read again with their places.
//!
//! # Source
//!
//! HashiCorp: Terraform language, `jsonencode`, `jsondecode`.

use super::value::{Text, Val, What, Written};
use crate::json::{self, Kind, TextPart, Value};
use crate::source::{Piece, Span, aligned, in_file};

/// The JSON object or array that a text is, with holes where it has them; `None` if it is neither.
///
/// What `jsonencode` made stands where its argument stands; what is written as a text stands where its letters do.
pub(super) fn document(text: &Text, span: Span, file: &str) -> Option<Value> {
    let value = match &text.encoded {
        Some(encoded) => encoded.to_json(),
        None => read(text, span, file)?,
    };
    matches!(value.kind, Kind::Object(_) | Kind::Array(_)).then_some(value)
}

/// The value that a text is in JSON.
pub(super) fn read(text: &Text, span: Span, file: &str) -> Option<Value> {
    let parts = text.parts();
    let places: Vec<Option<Vec<Piece>>> =
        text.pieces.iter().map(|one| written(one, file)).collect();
    let pieces = |starts: &[usize]| -> Vec<Piece> {
        let all = text.pieces.iter().zip(&places).zip(starts);
        let all = all.flat_map(|((piece, places), start)| match places {
            Some(places) => places
                .iter()
                .map(|one| Piece {
                    at: one.at + start,
                    ..*one
                })
                .collect(),
            None => vec![Piece {
                at: *start,
                span: piece.span,
                is_verbatim: false,
            }],
        });
        all.collect()
    };
    let made = std::cell::OnceCell::new();
    json::json_around(&parts, "template", |inside, starts| {
        let pieces = made.get_or_init(|| pieces(starts));
        if pieces.is_empty() {
            span
        } else {
            in_file(pieces, inside)
        }
    })
}

/// Where the letters of a piece stand, if the file has them.
fn written(piece: &super::value::Piece, file: &str) -> Option<Vec<Piece>> {
    let TextPart::Literal(text) = &piece.part else {
        return None;
    };
    let at = piece.span.start;
    let raw = file.get(at..piece.span.end)?;
    let found = match piece.written {
        // A quote with which it happens to begin opens nothing.
        Written::Plain if raw.starts_with(['"', '\'']) => {
            aligned(&format!(" {raw}"), at.checked_sub(1)?, text)
        }
        Written::Plain => aligned(raw, at, text),
        Written::Quoted if raw.starts_with('"') && raw.len() > 1 => aligned(raw, at, text),
        // A part of a string stands without its quotes.
        Written::Quoted => aligned(&format!("\"{raw}\""), at.saturating_sub(1), text),
        Written::Elsewhere => None,
    };
    found.filter(|pieces| !pieces.is_empty())
}

/// A value as `jsonencode` writes it: the parts of the text.
///
/// Go: `encoding/json`: `<`, `>`, `&`, U+2028 and U+2029 are escaped, as control characters are.
pub(super) fn encoded(value: &Val) -> Vec<TextPart> {
    let mut parts = Vec::new();
    write(value, &mut parts);
    parts
}

fn write(value: &Val, parts: &mut Vec<TextPart>) {
    match &value.kind {
        What::Null => push(parts, "null"),
        What::Bool(yes) => push(parts, if *yes { "true" } else { "false" }),
        What::Number(number) => push(parts, number.as_str()),
        What::Text(text) => {
            push(parts, "\"");
            for piece in &text.pieces {
                match &piece.part {
                    TextPart::Literal(text) => push(parts, &escaped(text)),
                    hole => parts.push(hole.clone()),
                }
            }
            push(parts, "\"");
        }
        What::List(all, _) => {
            push(parts, "[");
            for (number, one) in all.iter().enumerate() {
                push(parts, if number > 0 { "," } else { "" });
                write(one, parts);
            }
            push(parts, "]");
        }
        What::Map(all, _) => {
            push(parts, "{");
            for (number, (name, entry)) in all.iter().enumerate() {
                push(parts, if number > 0 { ",\"" } else { "\"" });
                push(parts, &escaped(name));
                push(parts, "\":");
                write(&entry.value, parts);
            }
            push(parts, "}");
        }
        What::Instance(one) => {
            let from = one.address();
            let span = value.span;
            parts.push(TextPart::Hole(json::Hole { from, span }));
        }
        What::Open(json::Shape::Text, hole) => {
            push(parts, "\"");
            parts.push(TextPart::Hole(json::Hole::clone(hole)));
            push(parts, "\"");
        }
        What::Open(_, hole) => parts.push(TextPart::Hole(json::Hole::clone(hole))),
    }
}

fn push(parts: &mut Vec<TextPart>, text: &str) {
    match parts.last_mut() {
        Some(TextPart::Literal(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => parts.push(TextPart::Literal(text.to_owned())),
    }
}

/// The letters inside quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out
}

/// The same, if all of it is known.
pub(super) fn encoded_text(value: &Val) -> Result<String, super::evaluate::NoText> {
    let mut text = String::new();
    for part in encoded(value) {
        match part {
            TextPart::Literal(part) => text.push_str(&part),
            TextPart::Hole(hole) => {
                return Err(super::evaluate::NoText::Open(std::rc::Rc::new(hole)));
            }
        }
    }
    Ok(text)
}

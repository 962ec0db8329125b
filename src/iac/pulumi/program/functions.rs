//! The functions of Pulumi's YAML that can be worked out without running anything.
//!
//! # Source
//!
//! Pulumi YAML language reference, "Built-in functions"; `fn::toJSON` writes as Go's `encoding/json` does: names in order, `<`, `>`
//! and `&` escaped.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::{Program, text_parts};
use crate::json::{Kind, Open, Shape, TextPart, Value, write_quoted};
use crate::source::Span;
use crate::sure::Sure as _;

/// What a function comes to; `name` is in small letters, behind `fn::`.
pub(super) fn call(
    program: &mut Program<'_, '_, '_>,
    name: &str,
    argument: &Value,
    span: Span,
    depth: usize,
) -> Value {
    let from = format!("fn::{name}");
    let open = || Value::open(Shape::Structure, &from, span);
    if let "stringasset" | "fileasset" | "remoteasset" | "filearchive" = name {
        return open();
    }
    let argument = program.value(argument, depth);
    let known = match name {
        "tojson" => {
            let mut parts = Vec::new();
            write(&argument, &mut parts);
            Some(Value::parts(parts, &from, span))
        }
        "secret" | "unsecret" => Some(argument.clone()),
        "join" => join(&argument, &from, span),
        "split" => split(&argument, span),
        "select" => select(&argument),
        "readfile" => argument.as_str().and_then(|path| {
            let path = path.strip_prefix("./").unwrap_or(path);
            let file = program.texts.read(path).ok()?;
            Some(Value::text(program.texts.slice(file), span))
        }),
        "tobase64" => argument
            .as_str()
            .map(|text| Value::text(&BASE64_STANDARD.encode(text), span)),
        "frombase64" => argument.as_str().and_then(|text| {
            let bytes = BASE64_STANDARD.decode(text).ok()?;
            Some(Value::text(&String::from_utf8(bytes).ok()?, span))
        }),
        "length" => argument.as_array().map(|all| {
            let kind = Kind::Number(all.len().to_string().into());
            Value { span, kind }
        }),
        _ => None,
    };
    match known {
        Some(value) => Value { span, ..value },
        None if matches!(name, "join" | "readfile" | "tobase64" | "frombase64") => {
            Value::open(Shape::Text, &from, span)
        }
        None => open(),
    }
}

/// `fn::join`: `[separator, [texts]]`.
fn join(argument: &Value, from: &str, span: Span) -> Option<Value> {
    let [separator, texts] = argument.as_array()? else {
        return None;
    };
    let separator = separator.as_str()?;
    let mut parts = Vec::new();
    for (number, text) in texts.as_array()?.iter().enumerate() {
        if number > 0 {
            parts.push(TextPart::Literal(separator.to_owned()));
        }
        parts.extend(text_parts(text, from, span));
    }
    Some(Value::parts(parts, from, span))
}

/// `fn::split`: `[separator, text]`.
fn split(argument: &Value, span: Span) -> Option<Value> {
    let [separator, text] = argument.as_array()? else {
        return None;
    };
    let separator = separator.as_str().filter(|one| !one.is_empty())?;
    let pieces = text.as_str()?.split(separator);
    let pieces = pieces.map(|piece| Value::text(piece, span));
    let kind = Kind::Array(pieces.collect());
    Some(Value { span, kind })
}

/// `fn::select`: `[index, list]`.
fn select(argument: &Value) -> Option<Value> {
    let [index, list] = argument.as_array()? else {
        return None;
    };
    let index = match &index.kind {
        Kind::Number(number) => number.parse::<usize>().ok()?,
        _ => index.as_str()?.parse().ok()?,
    };
    list.as_array()?.get(index).cloned()
}

/// A value as JSON, with holes where it is open.
fn write(value: &Value, parts: &mut Vec<TextPart>) {
    match &value.kind {
        Kind::Array(elements) => {
            push(parts, "[");
            for (number, element) in elements.iter().enumerate() {
                if number > 0 {
                    push(parts, ",");
                }
                write(element, parts);
            }
            push(parts, "]");
        }
        Kind::Object(members) => {
            push(parts, "{");
            let sorted = members.iter().map(|one| (one.name.as_wtf8(), one));
            let sorted: BTreeMap<_, _> = sorted.collect();
            for (number, member) in sorted.into_values().enumerate() {
                if number > 0 {
                    push(parts, ",");
                }
                push(parts, &quoted(&member.name.to_display()));
                push(parts, ":");
                write(&member.value, parts);
            }
            push(parts, "}");
        }
        Kind::Open(open) => write_open(open, parts),
        Kind::String(text) => push(parts, &quoted(&text.to_display())),
        _ => push(parts, &value.to_compact()),
    }
}

fn write_open(open: &Open, parts: &mut Vec<TextPart>) {
    if open.shape != Shape::Text {
        return parts.push(TextPart::Hole(open.hole.clone()));
    }
    push(parts, "\"");
    if open.parts.is_empty() {
        parts.push(TextPart::Hole(open.hole.clone()));
    }
    for part in &open.parts {
        match part {
            TextPart::Literal(text) => {
                let quoted = quoted(text);
                let inside = quoted.get(1..quoted.len() - 1).sure();
                push(parts, inside);
            }
            TextPart::Hole(hole) => parts.push(TextPart::Hole(hole.clone())),
        }
    }
    push(parts, "\"");
}

fn push(parts: &mut Vec<TextPart>, text: &str) {
    parts.push(TextPart::Literal(text.to_owned()));
}

/// A string of JSON as Go writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

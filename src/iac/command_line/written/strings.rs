//! Scripts that are texts in YAML or JSON.

use super::quoted;
use crate::iac::command_line::spelled::Spelled;
use crate::iac::yaml::{self, Dialect};
use crate::json::{self, Kind, Value};
use crate::source::{Span, aligned};
use crate::sure::Sure as _;

/// The scripts in all documents of a part that is YAML; `None` if it is none.
pub(super) fn of_yaml(text: &str, part: Span) -> Option<Vec<Spelled>> {
    let mut scripts = Vec::new();
    let mut start = part.start;
    let ends = super::lines(text, part).filter(|(_, line)| line.starts_with("---"));
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([part.end]).collect();
    for end in ends {
        let document = Span::new(start, end);
        if text.get(start..end)?.contains("aws") {
            let (value, _) = yaml::parse_part(text, document, Dialect::Serverless).ok()?;
            collect(&value, text, &mut scripts);
        }
        start = end;
    }
    Some(scripts)
}

/// The words of a list in JSON that stands alone in a part; `None` if it is none.
pub(super) fn words(text: &str, part: Span) -> Option<Spelled> {
    let (list, _) = json::parse_at(text.get(..part.end)?, part.start).ok()?;
    let words = list.as_array()?.iter().map(|one| spelled(one, text));
    let words: Option<Vec<Spelled>> = words.collect();
    Some(quoted(words?.iter()))
}

/// The scripts in a part that is JSON; `None` if it is none.
pub(super) fn of_json(text: &str, part: Span) -> Option<Vec<Spelled>> {
    let (value, _) = json::parse_at(text.get(..part.end)?, part.start).ok()?;
    let mut scripts = Vec::new();
    collect(&value, text, &mut scripts);
    Some(scripts)
}

/// Puts the scripts of a value behind the others.
fn collect(value: &Value, text: &str, scripts: &mut Vec<Spelled>) {
    match &value.kind {
        Kind::String(_) => {
            let script = spelled(value, text);
            scripts.extend(script.filter(|one| one.letters().contains("aws ")));
        }
        Kind::Array(elements) => {
            let words = elements.iter().map(|one| spelled(one, text));
            let words: Option<Vec<Spelled>> = words.collect();
            match words {
                Some(words) if words.first().is_some_and(|one| one.letters() == "aws") => {
                    scripts.push(quoted(words.iter()));
                }
                // Commands that are run one behind the other: what one sets, the next one has.
                Some(lines) if lines.iter().any(|one| one.letters().contains("aws ")) => {
                    scripts.extend(lines);
                }
                _ => elements.iter().for_each(|one| collect(one, text, scripts)),
            }
        }
        Kind::Object(members) => {
            members
                .iter()
                .for_each(|member| collect(&member.value, text, scripts));
        }
        _ => {}
    }
}

/// A text with the places of its letters; what a workflow of GitHub fills in is not known.
fn spelled(value: &Value, text: &str) -> Option<Spelled> {
    let decoded = value.as_str()?;
    let raw = text.get(value.span.start..value.span.end)?;
    let mut whole = Spelled::new(value.span);
    match aligned(raw, value.span.start, decoded) {
        Some(pieces) => {
            let ends = pieces.iter().skip(1).map(|piece| piece.at);
            let ends = ends.chain([decoded.len()]);
            for (piece, end) in pieces.iter().zip(ends) {
                whole.push(decoded.get(piece.at..end).sure(), piece.span);
            }
        }
        None => whole.push(decoded, value.span),
    }
    if !decoded.contains("${{") {
        return Some(whole);
    }
    let mut filled = Spelled::new(value.span);
    let mut start = 0;
    while let Some(at) = decoded.get(start..)?.find("${{") {
        let begin = start + at;
        let rest = decoded.get(begin..)?;
        let end = begin + rest.find("}}").map_or(rest.len(), |end| end + 2);
        let inside = decoded.get(begin..end)?;
        let name = inside.trim_start_matches("${{").trim_end_matches("}}");
        filled.push_spelled(&whole.slice(start, begin));
        filled.push_hole(name.trim(), whole.source(Span::new(begin, end)));
        start = end;
    }
    filled.push_spelled(&whole.slice(start, decoded.len()));
    Some(filled)
}

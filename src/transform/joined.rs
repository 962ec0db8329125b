//! Texts and placeholders with `+` between them, as other languages join them.

use super::template::Template;
use crate::source::Span;

/// Texts and placeholders that a `+` at a byte joins with others, as one text.
pub(super) fn joined(template: &Template, at: usize) -> Option<(Span, String)> {
    let text = template.text();
    let (mut start, mut end) = (at, at);
    let mut parts: Vec<&str> = Vec::new();
    // Back over operands and the signs before them.
    loop {
        let operand = operand_before(template, text.get(..start)?.trim_end())?;
        parts.insert(0, operand.1);
        start = operand.0;
        let before = text.get(..start)?.trim_end();
        match before.strip_suffix(['+', '&']) {
            Some(rest) => start = rest.len(),
            None => break,
        }
    }
    while let Some(rest) = text.get(end..)?.trim_start().strip_prefix(['+', '&']) {
        let from = text.len() - rest.trim_start().len();
        let (to, part) = operand_behind(template, from)?;
        parts.push(part);
        end = to;
    }
    let one = format!("\"{}\"", parts.concat());
    Some((Span::new(start, end), one))
}

/// The string or placeholder with which a text ends: where it begins, and what of it stands in a string.
fn operand_before<'t>(template: &'t Template, before: &str) -> Option<(usize, &'t str)> {
    let text = template.text();
    if let Some(one) = template
        .placeholders()
        .find(|one| one.span.end == before.len())
    {
        return Some((one.span.start, text.get(one.span.start..one.span.end)?));
    }
    let inside = before.strip_suffix('"')?;
    let start = inside.rfind('"')?;
    let is_escaped = text.get(..start)?.ends_with('\\') || inside.ends_with('\\');
    (!is_escaped).then_some((start, text.get(start + 1..inside.len())?))
}

/// The string or placeholder that begins at a byte: where it ends, and what of it stands in a string.
fn operand_behind(template: &Template, from: usize) -> Option<(usize, &str)> {
    let text = template.text();
    if let Some(one) = template.placeholders().find(|one| one.span.start == from) {
        return Some((one.span.end, text.get(from..one.span.end)?));
    }
    let inside = text.get(from..)?.strip_prefix('"')?;
    let length = inside.find(['"', '\\'])?;
    inside
        .get(length..)?
        .starts_with('"')
        .then(|| (from + length + 2, inside.get(..length).unwrap_or_default()))
}

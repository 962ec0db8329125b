//! Reports as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::{ErrorDocument, ErrorReport, EventReport, Format};

/// Writes one document, or one line of JSON Lines: compact, ended by a newline.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    // At once, because the stream looks at everything that is written for what a terminal would obey.
    let mut line = serde_json::to_vec(value).map_err(io::Error::from)?;
    line.push(b'\n');
    out.write_all(&line)
}

/// Appends a value to other JSON.
///
/// # Errors
///
/// When it cannot be written as JSON.
pub fn append(value: &impl Serialize, others: &mut Vec<u8>) -> io::Result<()> {
    Ok(serde_json::to_writer(others, value)?)
}

/// Appends a text as a string to other JSON.
///
/// # Errors
///
/// When it cannot be written as JSON.
pub fn append_text(text: &str, others: &mut Vec<u8>) -> io::Result<()> {
    let is_escaped = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    // All bytes are looked at, many at a time: next to none are escaped.
    if text.bytes().fold(false, |any, byte| any | is_escaped(byte)) {
        return append(&text, others);
    }
    others.reserve(text.len() + 2);
    others.push(b'"');
    others.extend_from_slice(text.as_bytes());
    others.push(b'"');
    Ok(())
}

/// Appends the place of an event to other JSON.
///
/// # Errors
///
/// When it cannot be written as JSON.
pub fn append_event(event: &EventReport<'_>, others: &mut Vec<u8>) -> io::Result<()> {
    let EventReport {
        source,
        index,
        line,
        id,
        ..
    } = event;
    others.extend_from_slice(br#"{"source":"#);
    append_text(source, others)?;
    others.extend_from_slice(br#","index":"#);
    append(index, others)?;
    others.extend_from_slice(br#","line":"#);
    append(line, others)?;
    if let Some(id) = id {
        others.extend_from_slice(br#","id":"#);
        append_text(id, others)?;
    }
    others.push(b'}');
    Ok(())
}

/// Writes lines of JSON Lines.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn lines(values: &[impl Serialize], out: &mut dyn Write) -> io::Result<()> {
    values.iter().try_for_each(|value| line(value, out))
}

/// Writes a failure as the whole document.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn error(error: ErrorReport, out: &mut dyn Write) -> io::Result<()> {
    let document = ErrorDocument {
        version: 1,
        event: None,
        error,
    };
    line(&document, out)
}

/// Begins a document whose results are written as soon as they are known.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn begin_results(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"version\":1,\"results\":[")
}

/// Writes one result: an element of the document that [`begin_results`] began, or a line of JSON Lines.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn result(
    value: &impl Serialize,
    format: Format,
    is_first: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format == Format::Jsonl {
        return line(value, out);
    }
    element(value, is_first, out)
}

/// Begins a document about the thing of this name, whose list of this name is written element by element.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn begin_list(kind: &str, name: &str, list: &str, out: &mut dyn Write) -> io::Result<()> {
    let name = serde_json::to_string(name).map_err(io::Error::from)?;
    write!(out, "{{\"version\":1,\"{kind}\":{name},\"{list}\":[")
}

/// Ends a list and begins the next of the document.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn next_list(list: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "],\"{list}\":[")
}

/// Writes an element of a list.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn element(value: &impl Serialize, is_first: bool, out: &mut dyn Write) -> io::Result<()> {
    if !is_first {
        out.write_all(b",")?;
    }
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)
}

/// Ends the last list and the document: the members of `ending` follow.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn end_results(ending: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    close_list(ending, out)?;
    writeln!(out)
}

/// Begins an object that has a list of this name behind the members of `head`.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn open_list(head: &impl Serialize, list: &str, out: &mut dyn Write) -> io::Result<()> {
    let head = serde_json::to_string(head).map_err(io::Error::from)?;
    let members = head.strip_suffix('}').unwrap_or("{");
    write!(out, "{members},\"{list}\":[")
}

/// Ends the list and its object: the members of `ending` follow, if it has some.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn close_list(ending: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let ending = serde_json::to_string(ending).map_err(io::Error::from)?;
    match ending.strip_prefix('{') {
        None | Some("}") => write!(out, "]}}"),
        Some(members) => write!(out, "],{members}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_by_hand_is_what_serde_writes() {
        let texts = [
            "",
            "a b",
            "say \"so\"",
            "back\\slash",
            "\n",
            "\u{1f}\u{7f}",
            "é😀",
            "x/y",
        ];
        for source in texts {
            for id in texts.map(Some).into_iter().chain([None]) {
                let event = EventReport {
                    source,
                    index: 120,
                    line: 7,
                    column: 3,
                    id,
                };
                let (mut own, mut others) = (Vec::new(), Vec::new());
                append_event(&event, &mut own).unwrap();
                append(&event, &mut others).unwrap();
                assert_eq!(String::from_utf8(own), String::from_utf8(others));
            }
        }
    }
}

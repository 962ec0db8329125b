//! What a text of rules looks like: one pattern, a list of values, something broken.

use std::borrow::Cow;
use std::ops::Range;

use crate::event::Header;
use crate::iac;
use crate::json::{self, Value};

/// How much of a text one thread reads at once.
const SECTION_BYTES: usize = 64 << 10;

/// Parts of a text from a place on, each of which begins with a line; a short text is one.
pub(super) fn sections(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut sections = Vec::new();
    let mut at = start;
    while at < text.len() {
        let bytes = text.as_bytes().get(at..).unwrap_or_default();
        let line_end = bytes
            .get(SECTION_BYTES..)
            .and_then(|rest| memchr::memchr(b'\n', rest));
        let end = match line_end {
            Some(line_end) => skip_blanks(text, at + SECTION_BYTES + line_end),
            None => text.len(),
        };
        sections.push(at..end);
        at = end;
    }
    sections
}

/// Whether an object may be a pattern: nothing in it looks like the name of a rule.
pub(super) fn is_nameless_object(value: &Value) -> bool {
    let has_name = |key: &&str| json::fields::text(value, key).is_some();
    value.as_object().is_some() && !["name", "Name", "id"].iter().any(has_name)
}

/// Whether a text that is no JSON is more like a pattern than like a list of rules.
pub(super) fn is_broken_pattern(text: &str) -> bool {
    let read = json::parse_partial(text).err().and_then(|(read, _)| read);
    let is_declaration =
        |read: &Value| read.as_array().is_some() || iac::declared(read, text).is_some();
    next_value(text).is_none() && !read.as_ref().is_some_and(is_declaration)
}

/// Where the next line begins that may hold a value of its own: it begins with a bracket.
pub(super) fn next_value(text: &str) -> Option<usize> {
    let starts = |at: &usize| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'['));
    memchr::memchr_iter(b'\n', text.as_bytes()).find(starts)
}

/// Whether JSON follows, so that the file is a list of values and not a pattern with text behind it.
pub(super) fn holds_value(text: &str, at: usize) -> bool {
    let rest = text.get(skip_blanks(text, at)..).unwrap_or_default();
    rest.starts_with(['{', '[']) && json::parse_prefix(rest).is_ok()
}

/// The name of a file without directories and without `.json`.
pub(super) fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".json").unwrap_or(file).to_owned()
}

pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len())
}

/// The `id` of an event.
pub(super) fn id(text: &str) -> Option<Cow<'_, str>> {
    let header = Header::read(text.as_bytes());
    if header.id.is_some() || header.lacks_id {
        return header.id.map(Cow::Borrowed);
    }
    let event = json::parse(text).ok()?;
    event
        .get("id")?
        .as_str()
        .map(|id| Cow::Owned(id.to_owned()))
}

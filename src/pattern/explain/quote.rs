//! Values and parts of the pattern in compact JSON, shortened where they are too long to be read.
//!
//! What is shortened keeps its quotes and brackets, and of a string the part around the character that matters. What
//! cannot be seen in a text (a zero-width space, say) is written as an escape, which is the same JSON.

use crate::json::{self, JsonString, Kind, Value};
use crate::source::Span;
use crate::sure::Sure as _;

use super::code_points::is_hidden;

/// The longest value or list that an explanation quotes, in characters. What is longer is shortened to about that.
pub const MAXIMUM_TEXT: usize = 200;

/// The same for values inside a sentence.
pub(super) const MAXIMUM_IN_SENTENCE: usize = 80;

/// The longest part of a pattern that is read again to be quoted, in bytes; a longer one is cut as it stands.
const MAXIMUM_PART: usize = 1 << 16;

/// How deep a value that is shortened is shown.
const MAXIMUM_DEPTH: usize = 8;

/// The least that is shown of a string, in characters.
const MINIMUM_STRING: usize = 20;

/// A value, or a part of the pattern, as an explanation shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quote {
    /// Compact JSON; with `…` for what is left out if it is shortened, and then not always JSON.
    pub text: String,
    /// Whether nothing is left out, so that the text is JSON for the very value.
    pub is_whole: bool,
}

impl Quote {
    /// A value. Of strings that are too long the characters around `focus` are shown, counted from 0.
    pub(super) fn value(value: &Value, focus: Option<usize>) -> Self {
        Self::within(value, MAXIMUM_TEXT, focus)
    }

    /// A part of the pattern.
    pub(super) fn part(pattern_text: &str, span: Span, focus: Option<usize>) -> Self {
        Self::part_within(pattern_text, span, MAXIMUM_TEXT, focus)
    }

    fn part_within(
        pattern_text: &str,
        span: Span,
        characters: usize,
        focus: Option<usize>,
    ) -> Self {
        let part = pattern_text.get(span.start..span.end).sure();
        let read = (part.len() <= MAXIMUM_PART).then(|| json::parse_prefix(part).ok());
        match read.flatten() {
            Some((value, _)) => Self::within(&value, characters, focus),
            None => Self::cut(part, characters),
        }
    }

    fn within(value: &Value, characters: usize, focus: Option<usize>) -> Self {
        let mut whole = String::new();
        if write_whole(value, &mut whole, characters) {
            return Self {
                text: whole,
                is_whole: true,
            };
        }
        let mut text = String::new();
        write_shortened(value, &mut text, characters, focus, 0);
        Self {
            text,
            is_whole: false,
        }
    }

    fn cut(text: &str, characters: usize) -> Self {
        match text.char_indices().nth(characters) {
            None => Self {
                text: text.to_owned(),
                is_whole: true,
            },
            Some((end, _)) => Self {
                text: format!("{}…", text.get(..end).sure()),
                is_whole: false,
            },
        }
    }
}

/// A value inside a sentence.
pub(super) fn value(value: &Value, focus: Option<usize>) -> String {
    Quote::within(value, MAXIMUM_IN_SENTENCE, focus).text
}

/// A string inside a sentence.
pub(super) fn text(text: &str, focus: Option<usize>) -> String {
    let string = Value {
        span: Span::default(),
        kind: Kind::String(text.into()),
    };
    value(&string, focus)
}

/// A part of the pattern inside a sentence.
pub(super) fn part(pattern_text: &str, span: Span, focus: Option<usize>) -> String {
    Quote::part_within(pattern_text, span, MAXIMUM_IN_SENTENCE, focus).text
}

/// JSON of any length inside a sentence.
pub(super) fn shortened(json: &str) -> String {
    match has_room(json, MAXIMUM_IN_SENTENCE) {
        true => json.to_owned(),
        false => Quote::part_within(json, Span::new(0, json.len()), MAXIMUM_IN_SENTENCE, None).text,
    }
}

/// A string as JSON of any length.
pub(super) fn json_string(text: &str) -> String {
    let mut json = String::new();
    push_string(&text.into(), &mut json);
    json
}

/// The same with everything but ASCII escaped.
pub(super) fn ascii_string(text: &str) -> String {
    let escaped = |character: char| match character.is_ascii() {
        true => character.to_string(),
        false => character
            .encode_utf16(&mut [0; 2])
            .iter()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect(),
    };
    json_string(text).chars().map(escaped).collect()
}

fn has_room(text: &str, characters: usize) -> bool {
    text.len() <= characters || text.chars().nth(characters).is_none()
}

/// Writes a value in at most so many characters; `false` if it takes more. Every level takes a character, so that it
/// cannot go deep.
fn write_whole(value: &Value, text: &mut String, characters: usize) -> bool {
    let written = match &value.kind {
        // A character takes at most six in JSON, and at least one for every four bytes.
        Kind::String(string) => {
            string.as_wtf8().len() <= 4 * characters && {
                push_string(string, text);
                true
            }
        }
        Kind::Array(elements) => {
            text.push('[');
            let all = elements.iter().enumerate().all(|(at, element)| {
                text.push_str(if at > 0 { "," } else { "" });
                write_whole(element, text, characters)
            });
            text.push(']');
            all
        }
        Kind::Object(members) => {
            text.push('{');
            let all = members.iter().enumerate().all(|(at, member)| {
                text.push_str(if at > 0 { "," } else { "" });
                let is_short = member.name.as_wtf8().len() <= 4 * characters;
                if is_short {
                    push_string(&member.name, text);
                    text.push(':');
                }
                is_short && write_whole(&member.value, text, characters)
            });
            text.push('}');
            all
        }
        Kind::Number(token) => {
            text.push_str(token);
            true
        }
        Kind::Bool(true) => push(text, "true"),
        Kind::Bool(false) => push(text, "false"),
        Kind::Null => push(text, "null"),
        Kind::Open(open) => push(text, &open.to_display()),
    };
    written && has_room(text, characters)
}

fn push(text: &mut String, word: &str) -> bool {
    text.push_str(word);
    true
}

/// Writes the beginning of a value, with all its closing brackets and quotes.
fn write_shortened(
    value: &Value,
    text: &mut String,
    characters: usize,
    focus: Option<usize>,
    depth: usize,
) {
    let left = |text: &str| characters.saturating_sub(text.chars().count());
    let is_full = |text: &str| left(text) < MINIMUM_STRING / 2 || depth > MAXIMUM_DEPTH;
    match &value.kind {
        Kind::String(string) => push_excerpt(string, text, left(text).max(MINIMUM_STRING), focus),
        Kind::Number(token) => text.push_str(&Quote::cut(token, left(text).max(1)).text),
        Kind::Array(elements) => {
            text.push('[');
            for (at, element) in elements.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                if is_full(text) {
                    text.push('…');
                    break;
                }
                write_shortened(element, text, characters, focus, depth + 1);
            }
            text.push(']');
        }
        Kind::Object(members) => {
            text.push('{');
            for (at, member) in members.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                if is_full(text) {
                    text.push('…');
                    break;
                }
                push_excerpt(&member.name, text, left(text).max(MINIMUM_STRING), None);
                text.push(':');
                write_shortened(&member.value, text, characters, focus, depth + 1);
            }
            text.push('}');
        }
        Kind::Bool(_) | Kind::Null | Kind::Open(_) => {
            write_whole(value, text, usize::MAX);
        }
    }
}

fn push_string(string: &JsonString, text: &mut String) {
    push_excerpt(string, text, usize::MAX, None);
}

/// Writes a string in its quotes. If it has more than so many characters: its beginning, and around the focus, if
/// that lies behind, as much again.
fn push_excerpt(string: &JsonString, text: &mut String, characters: usize, focus: Option<usize>) {
    let quarter = characters / 4;
    let (head, window) = match focus {
        Some(focus) if focus >= characters.saturating_sub(quarter) => {
            (quarter, focus.saturating_sub(quarter)..focus + quarter)
        }
        _ => (characters, 0..0),
    };
    // A short rest needs no excerpt.
    let is_whole = string.as_wtf8().len() <= characters;
    let plain = string.as_str().filter(|_| is_whole);
    if let Some(plain) = plain.filter(|plain| plain.bytes().all(is_written_as_it_is)) {
        text.reserve(plain.len() + 2);
        text.push('"');
        text.push_str(plain);
        return text.push('"');
    }
    text.push('"');
    let mut is_gap = false;
    for (at, unit) in char::decode_utf16(string.utf16_units()).enumerate() {
        if is_whole || at < head || window.contains(&at) {
            push_character(unit.map_err(|lone| lone.unpaired_surrogate()), text);
            is_gap = false;
        } else if !is_gap {
            text.push('…');
            is_gap = true;
        }
        if is_gap && at >= window.end {
            break;
        }
    }
    text.push('"');
}

/// Whether a character of ASCII needs no escape.
fn is_written_as_it_is(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\'
}

fn push_character(unit: Result<char, u16>, text: &mut String) {
    match unit {
        Ok(character @ ('"' | '\\')) => text.extend(['\\', character]),
        Ok('\n') => text.push_str("\\n"),
        Ok('\r') => text.push_str("\\r"),
        Ok('\t') => text.push_str("\\t"),
        Ok(character) if character < ' ' || is_hidden(character) => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
        Ok(character) => text.push(character),
        Err(lone) => text.push_str(&format!("\\u{lone:04x}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Quote {
        Quote::value(&json::parse(text).unwrap(), None)
    }

    fn around(focus: usize, text: &str) -> String {
        Quote::value(&json::parse(text).unwrap(), Some(focus)).text
    }

    #[test]
    fn short_values_are_quoted_whole() {
        let quote = of(r#"{ "a": [1.50, "x\u00e9", {}], "b": null, "c": 1e400 }"#);
        assert_eq!(quote.text, r#"{"a":[1.50,"xé",{}],"b":null,"c":1e400}"#);
        assert!(quote.is_whole);
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let text = r#""\u200b\ufeff\u00a0\u202e\u0085\ud800é""#;
        assert_eq!(of(text).text, text);
    }

    #[test]
    fn what_has_just_room_is_whole() {
        let text = format!("\"{}\"", "x".repeat(MAXIMUM_TEXT - 2));
        assert!(of(&text).is_whole);
        assert!(!of(&text.replace("xx", "xxx")).is_whole);
    }

    #[test]
    fn long_values_are_shortened_and_keep_their_quotes_and_brackets() {
        for long in [
            "😀".repeat(100_000),
            "x".repeat(100_000),
            "\\ud800".repeat(1000),
        ] {
            let cut = of(&format!("\"{long}\""));
            assert!(!cut.is_whole);
            assert!(cut.text.ends_with("…\""), "{}", cut.text);
            assert!(json::parse(&cut.text).is_ok());
        }
        let many = vec!["[1]"; 100_000].join(",");
        let cut = of(&format!("[{many}]"));
        assert!(cut.text.ends_with("[1],…]"), "{}", cut.text);
        assert!(cut.text.chars().count() <= MAXIMUM_TEXT + 2);
        let digits = "7".repeat(900);
        assert_eq!(of(&digits).text, format!("{}…", "7".repeat(MAXIMUM_TEXT)));
        let deep = format!("{}{}", "[".repeat(900), "]".repeat(900));
        assert!(of(&deep).text.contains("…]]]"), "{}", of(&deep).text);
    }

    #[test]
    fn a_long_string_is_shown_around_what_matters() {
        let text = format!("\"{}é{}\"", "a".repeat(5_000), "b".repeat(5_000));
        let shown = around(5_000, &text);
        let expected = format!(
            "\"{}…{}é{}…\"",
            "a".repeat(50),
            "a".repeat(50),
            "b".repeat(49)
        );
        assert_eq!(shown, expected);
        let near = around(3, &text);
        assert_eq!(near, format!("\"{}…\"", "a".repeat(MAXIMUM_TEXT)));
    }
}

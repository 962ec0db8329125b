//! The printable form of text from outside: file names, rule names, ids and payloads may hold anything.
//!
//! A character that a person cannot see, or that a terminal obeys, is written as JSON escapes it: `\n`, `\u001b`,
//! `\u202e`, `\udb40\udc41`. So there is one form everywhere: in JSON it is the same text, and what stands in a message
//! can be pasted into a pattern. Everything else stays as it is, also a backslash.
//!
//! # Example
//!
//! ```
//! use evb::render::printable::printable;
//!
//! assert_eq!(printable("événement.json"), "événement.json");
//! assert_eq!(printable("a\u{1b}[31m\nb"), "a\\u001b[31m\\nb");
//! ```
//!
//! # What this module does not do
//!
//! It cannot know which line breaks of a text are ours: who writes several lines says so with [`printable_lines`].
//! What is forgotten, but for line breaks, is escaped by the [`Stream`](super::stream::Stream) that everything goes through.
//!
//! # Source
//!
//! Unicode 16, `DerivedGeneralCategory.txt` (Cc, Cf, Zl, Zp) and `Default_Ignorable_Code_Point`, but for the variation
//! selectors of emoji and letters, which change the character before them, and the signs of Cf that have a shape.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::words::thousands;

/// The most columns that a text from outside takes where something stands beside it.
pub const MAXIMUM_COLUMNS: usize = 200;

/// How much of a text people get to see where AWS repeats it, in bytes.
const QUOTED_BYTES: usize = 100;

/// The text in one line, with everything escaped that [is hidden](is_hidden).
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    escaped_but(text, |_| false)
}

/// The same in several lines, all but the first of which begin with a blank: none can pass for a line of ours.
#[must_use]
pub fn printable_lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return printable(text);
    }
    let mut lines = String::with_capacity(text.len() + 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            lines.push('\n');
            lines.push_str(if line.starts_with(' ') { "" } else { " " });
        }
        lines.push_str(&printable(line.strip_suffix('\r').unwrap_or(line)));
    }
    Cow::Owned(lines)
}

/// The printable form with its line breaks and tabs: for text that is shown as it is.
#[must_use]
pub fn printable_text(text: &str) -> Cow<'_, str> {
    escaped_but(text, |character| matches!(character, '\n' | '\t'))
}

/// The printable form, cut behind `columns` characters: the last one shown is then `…`.
///
/// # Example
///
/// ```
/// use evb::render::printable::cut;
///
/// assert_eq!(cut("orders", 6), "orders");
/// assert_eq!(cut("orders", 4), "ord…");
/// ```
#[must_use]
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.len() <= columns && is_plain(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    // No character takes less than one column here.
    let kept = text.char_indices().nth(columns.saturating_add(1));
    let kept = text.get(..kept.map_or(text.len(), |(at, _)| at));
    let shown = printable(kept.unwrap_or(text));
    if shown.chars().nth(columns).is_none() {
        return shown;
    }
    let mut short: String = shown.chars().take(columns.saturating_sub(1)).collect();
    short.push('…');
    Cow::Owned(short)
}

/// How much of a payload people get to see, in bytes: the JSON formats have all of it.
const SHOWN_BYTES: usize = 2 << 10;

/// A payload as [`printable_lines`] shows it, of a long one the beginning and its size.
#[must_use]
pub fn payload(text: &str) -> Cow<'_, str> {
    if text.len() <= SHOWN_BYTES {
        return printable_lines(text);
    }
    let shown = printable_lines(beginning(text, SHOWN_BYTES));
    Cow::Owned(format!("{shown}… ({} bytes)", thousands(text.len() as u64)))
}

/// What AWS says of a text, in which it repeats the text, perhaps twice: of a long one the beginning.
#[must_use]
pub fn quoting(message: &str) -> String {
    const OPENING: &str = "[Source: (String)\"";
    const CLOSING: &str = "\"; line: ";
    let mut short = String::new();
    let mut rest = message;
    while let Some((before, behind)) = rest.split_once(OPENING)
        && let Some((quoted, _)) = behind.split_once(CLOSING)
    {
        short.push_str(before);
        short.push_str(OPENING);
        short.push_str(beginning(quoted, QUOTED_BYTES));
        if quoted.len() > QUOTED_BYTES {
            short.push('…');
        }
        rest = behind.get(quoted.len()..).unwrap_or_default();
    }
    short.push_str(rest);
    printable_lines(&short).into_owned()
}

/// So many bytes of a text, or a few less.
fn beginning(text: &str, bytes: usize) -> &str {
    let mut lengths = (0..=bytes).rev();
    let kept = lengths.find_map(|length| text.get(..length));
    kept.unwrap_or_default()
}

/// The text with everything hidden escaped, but for what `stays`.
fn escaped_but(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    if is_plain(text.as_bytes()) || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_hidden(character) && !stays(character) {
            escape(character, &mut escaped);
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Writes a character as JSON escapes it.
pub(super) fn escape(character: char, out: &mut String) {
    match character {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing into a string does not fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
}

/// Whether there is nothing but visible ASCII and blanks: what most output is, found without looking at characters.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    // In blocks, because a loop that can end at each byte is not done many bytes at once.
    bytes.chunks(64).all(|block| {
        block
            .iter()
            .fold(true, |all, byte| all & matches!(byte, b' '..=b'~'))
    })
}

/// Whether a terminal obeys the character (C0 and C1 controls, escape, delete), or a person does not see that it is
/// there: line and paragraph separators, what turns the direction of writing, joiners, fillers, tags.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    match character {
        ' '..='~' => false,
        '\0'..='\u{9f}' | '\u{ad}' => true,
        '\u{a0}'..='\u{34e}' => false,
        '\u{34f}' | '\u{61c}' | '\u{70f}' | '\u{115f}' | '\u{1160}' => true,
        '\u{17b4}' | '\u{17b5}' | '\u{180e}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => true,
        '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        // Noncharacters: no text has them, and XML refuses them.
        '\u{fdd0}'..='\u{fdef}' => true,
        _ => u32::from(character) & 0xfffe == 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_those_of_json() {
        let hidden = "\0\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{200b}\u{200d}\u{2028}\u{202e}\u{2066}\u{feff}\u{e0041}\u{10ffff}\r\n\t";
        let shown = printable(hidden);
        assert!(is_plain(shown.as_bytes()), "{shown}");
        let read: String = serde_json::from_str(&format!("\"{shown}\"")).unwrap();
        assert_eq!(read, hidden);
    }

    #[test]
    fn of_a_long_payload_the_beginning_and_the_size_are_shown() {
        assert_eq!(payload("{\"a\":\t1}"), "{\"a\":\\t1}");
        let long = "é".repeat(1_500);
        let shown = payload(&long);
        assert!(shown.starts_with("éé") && shown.ends_with("é… (3,000 bytes)"));
        assert!(shown.len() < 2_100);
    }

    #[test]
    fn of_a_long_text_that_aws_repeats_the_beginning_is_shown_each_time() {
        let said = |text: &str| {
            format!(
                "no (at [Source: (String)\"{text}\"; line: 1, column: 2])\n at [Source: (String)\"{text}\"; line: 1, column: 9]"
            )
        };
        assert_eq!(quoting(&said("{\"a\":1}")), said("{\"a\":1}"));
        let (long, short) = ("x".repeat(300), format!("{}…", "x".repeat(100)));
        assert_eq!(quoting(&said(&long)), said(&short));
        assert_eq!(quoting("no"), "no");
    }

    #[test]
    fn what_is_seen_stays_as_it_is() {
        for text in ["", "a b\\n", "événement", "注文", "👩\u{fe0f}", "\u{a0}"] {
            assert_eq!(printable(text), text);
        }
    }

    #[test]
    fn lines_but_the_first_begin_with_a_blank() {
        assert_eq!(
            printable_lines("a\r\nerror: b\n at c"),
            "a\n error: b\n at c"
        );
    }

    #[test]
    fn a_text_is_cut_at_what_is_shown_of_it() {
        assert_eq!(cut("\u{1b}\u{1b}", 6), "\\u001…");
        assert_eq!(cut("\u{1b}", 6), "\\u001b");
        assert_eq!(cut("ab", 0), "…");
    }
}

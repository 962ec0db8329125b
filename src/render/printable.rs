//! Names from outside, made safe to print for people: file names, rule names and ids may hold anything.

use std::borrow::Cow;

/// The text with every character escaped that would move the cursor, colour the terminal, break the line or turn the
/// direction of writing: `\n`, `\u{1b}`.
///
/// # Example
///
/// ```
/// use evb::render::printable::printable;
///
/// assert_eq!(printable("événement.json"), "événement.json");
/// assert_eq!(printable("a\u{1b}[31m\nb"), "a\\u{1b}[31m\\nb");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_hidden(character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Control characters, line separators, and what turns the direction of writing.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

//! Strings in the text: finding their end, and decoding them.

use super::JsonString;
use super::error::Fault;
use super::scan::{BLOCK, backslashes, block};
use super::string::surrogate_bytes;
use crate::source::Span;
use crate::sure::Sure as _;

/// A token that may be a string: where it stands, and whether it holds an escape.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quoted {
    pub(super) span: Span,
    pub(super) has_escape: bool,
}

impl Quoted {
    /// A token without escapes.
    pub(super) fn plain(start: usize, end: usize) -> Self {
        Self {
            span: Span::new(start, end),
            has_escape: false,
        }
    }
}

/// What a string is in its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    Value,
}

/// Why a string is broken, and at which byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct BrokenString {
    pub(super) fault: Fault,
    pub(super) at: usize,
}

/// Finds the end of the string whose opening quote stands at `start`, and checks it.
#[inline]
pub(super) fn scan(text: &str, start: usize, role: Role) -> Result<Quoted, BrokenString> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    let mut has_escape = false;
    loop {
        at += plain_length(bytes.get(at..).sure());
        match bytes.get(at) {
            Some(b'"') => {
                return Ok(Quoted {
                    span: Span::new(start, at + 1),
                    has_escape,
                });
            }
            Some(b'\\') => {
                has_escape = true;
                at = skip_escape(bytes, at + 1)?;
            }
            Some(_) => {
                let fault = match role {
                    Role::Name => Fault::ControlInName,
                    Role::Value => Fault::ControlInString,
                };
                return Err(BrokenString { fault, at });
            }
            None => {
                let fault = match role {
                    Role::Name => Fault::EndInName,
                    Role::Value => Fault::EndInString,
                };
                return Err(BrokenString { fault, at });
            }
        }
    }
}

/// How many bytes go by before a quote, a backslash or a control character: eight at a time.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    // The lowest set bit marks the first byte that is below `limit`; bits above it may be wrong.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGHS;
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let special = below(word ^ (ONES * u64::from(b'"')), 1)
            | below(word ^ (ONES * u64::from(b'\\')), 1)
            | below(word, 0x20);
        if special != 0 {
            return index * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F);
    words.len() * 8 + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Steps over an escape whose backslash stands before `at`.
fn skip_escape(bytes: &[u8], at: usize) -> Result<usize, BrokenString> {
    match bytes.get(at) {
        None => Err(BrokenString {
            fault: Fault::EndInEscape,
            at,
        }),
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 1),
        Some(b'u') => {
            for digit in at + 1..at + 5 {
                let fault = match bytes.get(digit) {
                    None => Fault::EndInEscape,
                    Some(byte) if byte.is_ascii_hexdigit() => continue,
                    Some(_) => Fault::HexDigit,
                };
                return Err(BrokenString { fault, at: digit });
            }
            Ok(at + 5)
        }
        Some(_) => Err(BrokenString {
            fault: Fault::Escape,
            at,
        }),
    }
}

/// The text of a string that has been checked.
#[inline]
pub(super) fn decode(text: &str, quoted: Quoted) -> JsonString {
    let inside = quoted.span.start + 1..quoted.span.end.saturating_sub(1);
    let raw = text.get(inside).sure();
    if quoted.has_escape {
        let mut decoded = Vec::with_capacity(raw.len());
        unescape(raw.as_bytes(), &mut decoded);
        JsonString::from_wtf8(decoded)
    } else {
        JsonString::from(raw)
    }
}

/// Resolves escapes that have been checked, behind what is decoded so far. Halves of a pair that stand side by side become
/// one character.
pub(crate) fn unescape(raw: &[u8], decoded: &mut Vec<u8>) {
    decoded.reserve(raw.len());
    let mut high: Option<u16> = None;
    let mut at = unescape_blocks(raw, decoded);
    while let Some(escape) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = memchr::memchr(b'\\', escape).unwrap_or(escape.len());
        if plain > 0 {
            flush(decoded, &mut high);
            decoded.extend_from_slice(escape.get(..plain).sure());
            at += plain;
        } else if escape.get(1) == Some(&b'u') {
            let digits = escape.get(2..6).unwrap_or_default();
            push_unit(decoded, &mut high, hexadecimal(digits));
            at += 6;
        } else {
            flush(decoded, &mut high);
            decoded.push(escape.get(1).copied().map_or(b'\\', simple));
            at += 2;
        }
    }
    flush(decoded, &mut high);
}

/// The same up to the first half of a surrogate pair, or to near the end. How far that is.
///
/// Texts in texts have an escape every few bytes: to write whole blocks, each over the end of the one before, costs less
/// than to write what stands between two escapes.
fn unescape_blocks(raw: &[u8], decoded: &mut Vec<u8>) -> usize {
    if raw.len() < BLOCK {
        return 0;
    }
    let (mut at, mut to) = (0, decoded.len());
    // Nothing becomes longer than it was.
    decoded.resize(to + raw.len(), 0);
    while let Some(from) = block(raw, at) {
        let target = decoded.get_mut(to..).unwrap_or_default();
        let Some(whole) = target.first_chunk_mut::<BLOCK>() else {
            break;
        };
        *whole = *from;
        let plain = backslashes(from).trailing_zeros() as usize;
        let escape = from.get(plain + 1);
        let (read, written) = match escape {
            // What is behind a backslash at the end stands in the next block.
            None => (plain.min(BLOCK), plain.min(BLOCK)),
            Some(b'u') => {
                let digits = raw.get(at + plain + 2..at + plain + 6).map(hexadecimal);
                let character = digits.and_then(|unit| char::from_u32(u32::from(unit)));
                let place = character.and_then(|one| target.get_mut(plain..plain + one.len_utf8()));
                let (Some(character), Some(place)) = (character, place) else {
                    (at, to) = (at + plain, to + plain);
                    break;
                };
                (plain + 6, plain + character.encode_utf8(place).len())
            }
            Some(escaped) => {
                if let Some(place) = whole.get_mut(plain) {
                    *place = simple(*escaped);
                }
                (plain + 2, plain + 1)
            }
        };
        (at, to) = (at + read, to + written);
    }
    decoded.truncate(to);
    at
}

/// What an escape of two bytes stands for, by the second.
#[inline]
fn simple(escaped: u8) -> u8 {
    match escaped {
        b'b' => 0x8,
        b'f' => 0xC,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        other => other,
    }
}

/// The number that four digits write.
fn hexadecimal(digits: &[u8]) -> u16 {
    let text = std::str::from_utf8(digits).ok();
    text.and_then(|text| u16::from_str_radix(text, 16).ok())
        .sure()
}

/// Adds a UTF-16 unit; a high surrogate waits for its partner.
fn push_unit(decoded: &mut Vec<u8>, high: &mut Option<u16>, unit: u16) {
    if let (Some(first), 0xDC00..=0xDFFF) = (*high, unit) {
        *high = None;
        let pair = char::decode_utf16([first, unit]).flatten().next().sure();
        decoded.extend_from_slice(pair.encode_utf8(&mut [0; 4]).as_bytes());
        return;
    }
    flush(decoded, high);
    match unit {
        0xD800..=0xDBFF => *high = Some(unit),
        0xDC00..=0xDFFF => decoded.extend_from_slice(&surrogate_bytes(unit)),
        _ => {
            let character = char::from_u32(u32::from(unit)).sure();
            decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// A high surrogate that found no partner stays alone.
fn flush(decoded: &mut Vec<u8>, high: &mut Option<u16>) {
    if let Some(unit) = high.take() {
        decoded.extend_from_slice(&surrogate_bytes(unit));
    }
}

/// The whole character at byte `at`; empty at the end of the text.
pub(super) fn character_span(text: &str, at: usize) -> Span {
    let length = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    Span::new(at, at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> JsonString {
        decode(text, scan(text, 0, Role::Value).unwrap())
    }

    #[test]
    fn every_escape_is_resolved() {
        let all = decoded(r#""\" \\ \/ \b \f \n \r \t \u0041 \u00e9 \u8A9E \ud83d\ude00""#);
        assert_eq!(all, *"\" \\ / \u{8} \u{C} \n \r \t A é 語 😀");
    }

    #[test]
    fn escapes_are_resolved_wherever_they_stand() {
        for before in 0..70 {
            for (escape, resolved) in [("\\\"", "\""), ("\\u00e9", "é"), ("\\ud83d\\ude00", "😀")]
            {
                for behind in [0, 1, 31, 32, 33, 64] {
                    let (before, behind) = ("x".repeat(before), "é".repeat(behind));
                    let text = format!("\"{before}{escape}{behind}{escape}\"");
                    let plain = format!("{before}{resolved}{behind}{resolved}");
                    assert_eq!(decoded(&text), *plain, "{text}");
                }
            }
        }
    }

    #[test]
    fn halves_of_a_pair_meet_only_side_by_side() {
        assert_eq!(
            decoded(r#""\ud83dx\ude00\ud83d""#)
                .utf16_units()
                .collect::<Vec<_>>(),
            [0xD83D, 0x78, 0xDE00, 0xD83D]
        );
        assert_eq!(decoded(r#""\ud83d\ud83d\ude00""#).to_java_utf8(), "?😀");
    }

    #[test]
    fn the_end_is_found_whatever_the_length() {
        for length in 0..40 {
            let text = format!("\"{}\" \"", "é".repeat(length));
            assert_eq!(
                scan(&text, 0, Role::Value).unwrap().span.end,
                2 * length + 2
            );
        }
    }
}

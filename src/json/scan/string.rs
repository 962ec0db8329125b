//! Past a string.

use super::balance::escapes;
use super::block::{BLOCK, backslashes, block, quotes, quotes_and_backslashes, string_stops};

/// Where a string ends, and whether its text is what stands between the quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// The byte behind the closing quote.
    pub(crate) end: usize,
    /// Whether it holds no escape.
    pub(crate) plain: bool,
}

/// Reads past a string whose opening quote stands before `at`.
///
/// Validated (`TRUSTED` false): `None` unless it is closed, holds no bare control character, and all
/// escapes and all of its UTF-8 are sound. Half of a surrogate pair may be escaped, as AWS accepts it.
/// Trusted: `None` only where it is not closed.
#[inline(always)]
pub(crate) fn string<const TRUSTED: bool>(input: &[u8], mut at: usize) -> Option<Text> {
    while let Some(block) = block(input, at) {
        let stops = if TRUSTED {
            quotes_and_backslashes(block)
        } else {
            string_stops(block)
        };
        if stops == 0 {
            at += BLOCK;
            continue;
        }
        at += stops.trailing_zeros() as usize;
        if input.get(at) == Some(&b'"') {
            return Some(Text {
                end: at + 1,
                plain: true,
            });
        }
        break;
    }
    if TRUSTED {
        return closing_quote(input, at);
    }
    careful(input, at)
}

/// The first quote from `at` on that is not escaped.
#[inline(never)]
fn closing_quote(input: &[u8], mut at: usize) -> Option<Text> {
    let (mut plain, mut escaped) = (true, 0);
    while let Some(block) = block(input, at) {
        let backslashes = backslashes(block);
        let mut ends = quotes(block);
        if backslashes | escaped != 0 {
            ends &= !escapes(backslashes, &mut escaped);
        }
        if ends != 0 {
            let end = ends.trailing_zeros();
            plain &= backslashes & ((1 << end) - 1) == 0;
            return Some(Text {
                end: at + end as usize + 1,
                plain,
            });
        }
        plain &= backslashes == 0;
        at += BLOCK;
    }
    at += escaped as usize;
    loop {
        match *input.get(at)? {
            b'"' => return Some(Text { end: at + 1, plain }),
            b'\\' => {
                plain = false;
                at += 2;
            }
            _ => at += 1,
        }
    }
}

/// Reads on from the first byte that is not a plain character, or from near the end of the input.
#[inline(never)]
fn careful(input: &[u8], mut at: usize) -> Option<Text> {
    let mut plain = true;
    loop {
        if let Some(block) = block(input, at) {
            let mut stops = string_stops(block);
            // Texts in texts have an escape every few bytes: those in the middle of a block are passed without a new look.
            while stops != 0 {
                let stop = stops.trailing_zeros();
                let two = block.get(stop as usize..stop as usize + 2);
                if !two.is_some_and(is_pair) {
                    break;
                }
                plain = false;
                stops &= !(0b11 << stop);
            }
            if stops == 0 {
                at += BLOCK;
                continue;
            }
            at += stops.trailing_zeros() as usize;
        }
        match *input.get(at)? {
            b'"' => return Some(Text { end: at + 1, plain }),
            b'\\' => {
                plain = false;
                at += escape_length(input, at)?;
            }
            0..0x20 => return None,
            0x80.. => at += character_length(input, at)?,
            _ => at += 1,
        }
    }
}

/// Whether two bytes are a whole escape.
#[inline(always)]
fn is_pair(two: &[u8]) -> bool {
    matches!(
        two,
        [
            b'\\',
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'
        ]
    )
}

/// The length of the escape at `at`: 2, or 6 for `\u` and four hexadecimal digits.
fn escape_length(input: &[u8], at: usize) -> Option<usize> {
    match *input.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => {
            let digits = input.get(at + 2..at + 6)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(6)
        }
        _ => None,
    }
}

/// The length of the UTF-8 sequence of two to four bytes at `at`, if it is sound: neither overlong nor
/// a surrogate nor above U+10FFFF.
fn character_length(input: &[u8], at: usize) -> Option<usize> {
    let rest = input.get(at..)?;
    let continues = |byte: u8| byte & 0xC0 == 0x80;
    match *rest {
        [0xC2..=0xDF, second, ..] if continues(second) => Some(2),
        [first @ 0xE0..=0xEF, second, third, ..] if continues(third) => {
            let low = if first == 0xE0 { 0xA0 } else { 0x80 };
            let high = if first == 0xED { 0x9F } else { 0xBF };
            (low..=high).contains(&second).then_some(3)
        }
        [first @ 0xF0..=0xF4, second, third, fourth, ..]
            if continues(third) && continues(fourth) =>
        {
            let low = if first == 0xF0 { 0x90 } else { 0x80 };
            let high = if first == 0xF4 { 0x8F } else { 0xBF };
            (low..=high).contains(&second).then_some(4)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its opening quote cut off, padded or not: both must agree.
    fn end(text: &[u8]) -> Option<(usize, bool)> {
        let told = string::<false>(text, 0);
        let mut padded = text.to_vec();
        padded.extend([0; 64]);
        assert_eq!(told, string::<false>(&padded, 0), "{text:?}");
        told.map(|text| (text.end, text.plain))
    }

    #[test]
    fn a_string_ends_at_the_quote_that_is_not_escaped() {
        assert_eq!(end(b"\""), Some((1, true)));
        assert_eq!(end(b"abc\" "), Some((4, true)));
        assert_eq!(end(b"a\\\"c\\\\\" "), Some((7, false)));
        assert_eq!(end(b"\\ud800\""), Some((7, false)));
        assert_eq!(
            end(&[b"x".repeat(99), b"\"".to_vec()].concat()),
            Some((100, true))
        );
        assert_eq!(end("日本😀é\"".as_bytes()), Some((13, true)));
    }

    #[test]
    fn what_is_no_string_is_refused() {
        for text in [
            &b""[..],
            b"a",
            b"\\\"",
            b"\\x\"",
            b"\\u12g4\"",
            b"\\u12",
            b"a\nb\"",
            b"\x1f\"",
            b"\x80\"",
            b"\xc0\xaf\"",
            b"\xe0\x80\x80\"",
            b"\xed\xa0\x80\"",
            b"\xf4\x90\x80\x80\"",
            b"\xf5\x80\x80\x80\"",
            b"\xe6\x97\"",
        ] {
            assert_eq!(end(text), None, "{text:?}");
        }
    }

    #[test]
    fn on_trust_a_string_ends_where_it_does_when_it_is_checked() {
        for before in 0..70 {
            for inside in ["", "\\\"", "\\\\", "\\\\\\\"x", "\\n\\\"\\\\"] {
                for behind in [0, 1, 30, 31, 32, 33, 100] {
                    let text = "x".repeat(before) + inside + &"y".repeat(behind) + "\"z\"";
                    for input in [text.clone(), text + &" ".repeat(64)] {
                        let (trusted, checked) = (
                            string::<true>(input.as_bytes(), 0),
                            string::<false>(input.as_bytes(), 0),
                        );
                        assert!(checked.is_some());
                        assert_eq!(trusted, checked, "{input}");
                    }
                }
            }
        }
        assert_eq!(string::<true>(b"x\\\"", 0), None);
        assert_eq!(
            string::<true>(&[b"x".repeat(31), b"\\\"".to_vec()].concat(), 0),
            None
        );
    }

    #[test]
    fn utf8_is_judged_as_the_standard_library_does() {
        let interesting = [
            0x22, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed,
            0xef, 0xf0, 0xf4, 0xf5, 0xff,
        ];
        for first in 0x80..=255_u8 {
            for second in interesting {
                for third in interesting {
                    for fourth in interesting {
                        let bytes = [first, second, third, fourth];
                        let expected = std::str::from_utf8(&bytes).is_ok();
                        let told = string::<false>(&[&bytes[..], b"\""].concat(), 0);
                        if !bytes.contains(&b'"') {
                            assert_eq!(told.is_some(), expected, "{bytes:x?}");
                        }
                    }
                }
            }
        }
    }
}

//! Past any value, every byte checked.

use super::number::number;
use super::string::{Text, string};
use crate::quota::{MAXIMUM_JSON_DEPTH, MAXIMUM_JSON_NAME_UNITS};

const WORDS: usize = MAXIMUM_JSON_DEPTH.div_ceil(64);

/// The containers that are open, outermost first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nesting {
    /// One bit each: whether it is an object.
    objects: [u64; WORDS],
    depth: usize,
}

impl Nesting {
    /// Opens a container; `None` when that is too deep.
    #[inline]
    pub(crate) fn open(&mut self, object: bool) -> Option<()> {
        if self.depth >= MAXIMUM_JSON_DEPTH {
            return None;
        }
        let word = self.objects.get_mut(self.depth / 64)?;
        let bit = 1 << (self.depth % 64);
        *word = if object { *word | bit } else { *word & !bit };
        self.depth += 1;
        Some(())
    }

    /// How many are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    #[inline]
    fn in_object(&self) -> bool {
        let Some(last) = self.depth.checked_sub(1) else {
            return false;
        };
        self.objects
            .get(last / 64)
            .is_some_and(|word| word >> (last % 64) & 1 != 0)
    }

    /// Reads on behind a value until no more than `depth` containers are open; the end of the last one closed.
    pub(crate) fn skip_rest(&mut self, input: &[u8], mut at: usize, depth: usize) -> Option<usize> {
        while self.depth > depth {
            at = spaces(input, at);
            let object = self.in_object();
            match *input.get(at)? {
                b',' => {
                    at += 1;
                    if object {
                        at = name(input, spaces(input, at))?.1;
                    }
                    at = self.enter(input, at)?;
                }
                b'}' if object => {
                    self.depth -= 1;
                    at += 1;
                }
                b']' if !object => {
                    self.depth -= 1;
                    at += 1;
                }
                _ => return None,
            }
        }
        Some(at)
    }

    /// Reads past a scalar, an empty container, or down into containers past the first scalar in them.
    fn enter(&mut self, input: &[u8], mut at: usize) -> Option<usize> {
        loop {
            at = spaces(input, at);
            match *input.get(at)? {
                b'"' => return Some(string::<false>(input, at + 1)?.end),
                b'-' | b'0'..=b'9' => return number(input, at),
                b'{' => {
                    at = spaces(input, at + 1);
                    self.open(true)?;
                    if input.get(at) == Some(&b'}') {
                        self.depth -= 1;
                        return Some(at + 1);
                    }
                    at = name(input, at)?.1;
                }
                b'[' => {
                    at = spaces(input, at + 1);
                    self.open(false)?;
                    if input.get(at) == Some(&b']') {
                        self.depth -= 1;
                        return Some(at + 1);
                    }
                }
                _ => return literal(input, at),
            }
        }
    }
}

/// Reads past one value, which begins behind `depth` open containers; white space before it is skipped.
pub(crate) fn value(input: &[u8], at: usize, nesting: &mut Nesting) -> Option<usize> {
    let depth = nesting.depth();
    let at = nesting.enter(input, at)?;
    nesting.skip_rest(input, at, depth)
}

/// Reads past white space: space, tab, line feed, carriage return.
#[inline(always)]
pub(crate) fn spaces(input: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = input.get(at) {
        at += 1;
    }
    at
}

/// Reads past a name, and past its colon; `at` stands at its opening quote.
#[inline]
pub(crate) fn name(input: &[u8], at: usize) -> Option<(Text, usize)> {
    if input.get(at) != Some(&b'"') {
        return None;
    }
    let text = string::<false>(input, at + 1)?;
    if text.end - at > MAXIMUM_JSON_NAME_UNITS
        && units(input, at + 1, text.end - 1) > MAXIMUM_JSON_NAME_UNITS
    {
        return None;
    }
    let colon = spaces(input, text.end);
    (input.get(colon) == Some(&b':')).then_some((text, colon + 1))
}

/// How many UTF-16 units the sound text of a string stands for.
#[cold]
fn units(input: &[u8], mut at: usize, end: usize) -> usize {
    let mut units = 0;
    while at < end {
        let (bytes, counted) = match input.get(at..end) {
            Some([b'\\', b'u', ..]) => (6, 1),
            Some([b'\\', ..]) => (2, 1),
            Some([0xF0..=0xF4, ..]) => (4, 2),
            Some([0x80..0xC0, ..]) => (1, 0),
            _ => (1, 1),
        };
        at += bytes;
        units += counted;
    }
    units
}

/// Reads past `true`, `false` or `null`.
#[inline]
pub(crate) fn literal(input: &[u8], at: usize) -> Option<usize> {
    let rest = input.get(at..)?;
    ["true", "false", "null"]
        .iter()
        .find(|word| rest.starts_with(word.as_bytes()))
        .map(|word| at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> Option<usize> {
        value(text.as_bytes(), 0, &mut Nesting::default())
    }

    #[test]
    fn a_value_ends_with_its_last_byte() {
        for text in [
            "1",
            "\"x\"",
            "true",
            "false",
            "null",
            "{}",
            "[]",
            "[ ]",
            "{ }",
            "[1,2]",
            "{\"a\":1}",
            "{\"a\":{\"b\":[{\"c\":[]},{}]},\"d\":null}",
            "[[[[]]]]",
            " [\n1 ,\t2 ]",
        ] {
            assert_eq!(end(text), Some(text.len()), "{text}");
            assert_eq!(end(&format!("{text} ]}}")), Some(text.len()), "{text}");
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for text in [
            "",
            " ",
            "{",
            "[",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{,}",
            "{1:2}",
            "{a:1}",
            "[1 2]",
            "{\"a\" 1}",
            "[1}",
            "{\"a\":1]",
            "tru",
            "nul",
            "]",
            "}",
            ",",
            "[\u{a0}1]",
        ] {
            assert_eq!(end(text), None, "{text}");
        }
    }

    #[test]
    fn nesting_ends_at_a_thousand() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(
            end(&nested(MAXIMUM_JSON_DEPTH)),
            Some(2 * MAXIMUM_JSON_DEPTH)
        );
        assert_eq!(end(&nested(MAXIMUM_JSON_DEPTH + 1)), None);
    }

    #[test]
    fn names_end_at_fifty_thousand_units() {
        let named = |name: &str| format!("{{\"{name}\":1}}");
        assert!(end(&named(&"x".repeat(50_000))).is_some());
        assert!(end(&named(&"x".repeat(50_001))).is_none());
        assert!(end(&named(&"😀".repeat(25_000))).is_some());
        assert!(end(&named(&"\\u0041é".repeat(25_000))).is_some());
        assert!(end(&named(&"\\u0041é".repeat(25_001))).is_none());
    }
}

//! A decoded JSON string, which may hold half of a surrogate pair.

use crate::sure::Sure as _;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

/// A decoded JSON string.
///
/// JSON may escape a lone surrogate (`"\ud800"`), which no Rust string can hold and which AWS accepts.
/// The text is kept in WTF-8: UTF-8, with a lone surrogate as its three-byte generalised form. Two
/// surrogates that form a pair are always stored as the one character that they mean, so equal
/// JSON strings are equal bytes.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct JsonString(Box<[u8]>);

impl JsonString {
    /// Wraps bytes that are WTF-8 already.
    pub(crate) fn from_wtf8(bytes: impl Into<Box<[u8]>>) -> Self {
        Self(bytes.into())
    }

    /// Puts together UTF-16 units; a unit that has no partner is kept as a lone surrogate.
    #[must_use]
    pub fn from_utf16(units: &[u16]) -> Self {
        let mut bytes = Vec::with_capacity(units.len());
        for unit in char::decode_utf16(units.iter().copied()) {
            match unit {
                Ok(character) => {
                    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes())
                }
                Err(lone) => bytes.extend_from_slice(&surrogate_bytes(lone.unpaired_surrogate())),
            }
        }
        Self(bytes.into())
    }

    /// The WTF-8 bytes.
    #[must_use]
    pub fn as_wtf8(&self) -> &[u8] {
        &self.0
    }

    /// The text, if it holds no lone surrogate.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The text with every lone surrogate as `?`: what Java, and so EventBridge, makes of it in UTF-8.
    #[must_use]
    pub fn to_java_utf8(&self) -> Cow<'_, str> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(self.replaced('?')),
        }
    }

    /// The text for people: every lone surrogate as U+FFFD.
    #[must_use]
    pub fn to_display(&self) -> Cow<'_, str> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(self.replaced(char::REPLACEMENT_CHARACTER)),
        }
    }

    /// Whether it holds a lone surrogate.
    #[must_use]
    pub fn has_lone_surrogate(&self) -> bool {
        std::str::from_utf8(&self.0).is_err()
    }

    /// The UTF-16 units, as Java sees the text.
    pub fn utf16_units(&self) -> impl Iterator<Item = u16> + '_ {
        Units {
            bytes: &self.0,
            pending: None,
        }
    }

    /// Orders by UTF-16 unit, as Java sorts strings. (U+1F600 comes before U+FFEE.)
    #[must_use]
    pub fn cmp_utf16(&self, other: &Self) -> Ordering {
        let same = self
            .0
            .iter()
            .zip(&other.0)
            .take_while(|(left, right)| left == right);
        // Back to the start of the character in which they differ.
        let is_inside = |byte: &u8| byte & 0xC0 == 0x80;
        let mut start = same.count();
        while start > 0
            && [&self.0, &other.0]
                .iter()
                .any(|bytes| bytes.get(start).is_some_and(is_inside))
        {
            start -= 1;
        }
        let units = |bytes| Units {
            bytes,
            pending: None,
        };
        let left = self.0.get(start..).sure();
        let right = other.0.get(start..).sure();
        units(left).cmp(units(right))
    }

    fn replaced(&self, by: char) -> String {
        char::decode_utf16(self.utf16_units())
            .map(|unit| unit.unwrap_or(by))
            .collect()
    }
}

impl From<&str> for JsonString {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().into())
    }
}

impl PartialEq<str> for JsonString {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other.as_bytes()
    }
}

impl fmt::Debug for JsonString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.to_display(), formatter)
    }
}

impl fmt::Display for JsonString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_display())
    }
}

/// The generalised UTF-8 form of a surrogate (0xD800 to 0xDFFF).
pub(crate) fn surrogate_bytes(unit: u16) -> [u8; 3] {
    let low = |bits: u16| 0x80 | (bits & 0x3F) as u8;
    [0xED, low(unit >> 6), low(unit)]
}

/// UTF-16 units of WTF-8 bytes.
struct Units<'a> {
    bytes: &'a [u8],
    pending: Option<u16>,
}

impl Iterator for Units<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        if let Some(unit) = self.pending.take() {
            return Some(unit);
        }
        let (&first, rest) = self.bytes.split_first()?;
        let continuation = match first {
            0x00..=0x7F => 0,
            0x80..=0xDF => 1,
            0xE0..=0xEF => 2,
            _ => 3,
        };
        let (tail, rest) = rest.split_at(continuation.min(rest.len()));
        self.bytes = rest;
        let lead = if continuation == 0 {
            u32::from(first)
        } else {
            u32::from(first) & (0x3F >> continuation)
        };
        let scalar = tail
            .iter()
            .fold(lead, |scalar, byte| scalar << 6 | u32::from(byte & 0x3F));
        match u16::try_from(scalar) {
            Ok(unit) => Some(unit),
            Err(_) => {
                let offset = scalar - 0x1_0000;
                self.pending = Some(0xDC00 | (offset & 0x3FF) as u16);
                Some(0xD800 | (offset >> 10) as u16)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_round_trips_with_lone_surrogates() {
        let units = [0x61, 0xD83D, 0xDE00, 0xD800, 0x62, 0xDC00];
        let string = JsonString::from_utf16(&units);
        assert_eq!(string.utf16_units().collect::<Vec<_>>(), units);
        assert_eq!(string.to_java_utf8(), "a😀?b?");
        assert!(string.as_str().is_none());
    }

    #[test]
    fn sorting_is_by_units_wherever_the_strings_differ() {
        let all = [
            vec![],
            vec![0x61],
            vec![0x61, 0x62],
            vec![0xE9],
            vec![0xEA],
            vec![0x8A9E],
            vec![0xD83D, 0xDE00],
            vec![0xD83D, 0xDE01],
            vec![0xD83D],
            vec![0xDC00],
            vec![0xFFEE],
            vec![0x61, 0xFFEE],
            vec![0x61, 0xD83D, 0xDE00],
        ];
        for left in &all {
            for right in &all {
                let (a, b) = (JsonString::from_utf16(left), JsonString::from_utf16(right));
                assert_eq!(a.cmp_utf16(&b), left.cmp(right), "{left:?} {right:?}");
            }
        }
    }

    #[test]
    fn java_sorts_astral_characters_before_the_last_of_the_basic_plane() {
        assert_eq!(
            JsonString::from("\u{1F600}").cmp_utf16(&"\u{FFEE}".into()),
            Ordering::Less
        );
    }
}

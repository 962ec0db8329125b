//! What kinds of bytes stand in a block of 32.
//!
//! Each function returns one bit for each byte; bit 0 is the first byte.

use wide::u8x16;

/// How many bytes a block has.
pub(crate) const BLOCK: usize = 32;

/// The block that begins at `at`, if the input reaches that far.
#[inline(always)]
pub(crate) fn block(input: &[u8], at: usize) -> Option<&[u8; BLOCK]> {
    input.get(at..)?.first_chunk()
}

/// What may end or interrupt a run of plain characters in a string: a quote, a backslash, a control
/// character, or a byte that is not ASCII.
#[inline(always)]
pub(crate) fn string_stops(block: &[u8; BLOCK]) -> u32 {
    fold(block, |bytes| {
        // One signed comparison finds both control characters and what is not ASCII (negative).
        let low = bytes
            .cast_signed()
            .simd_lt(u8x16::splat(0x20).cast_signed());
        is(bytes, b'"') | is(bytes, b'\\') | low.cast_unsigned()
    })
}

/// Quotes and backslashes.
#[inline(always)]
pub(crate) fn quotes_and_backslashes(block: &[u8; BLOCK]) -> u32 {
    fold(block, |bytes| is(bytes, b'"') | is(bytes, b'\\'))
}

/// Quotes.
#[inline(always)]
pub(crate) fn quotes(block: &[u8; BLOCK]) -> u32 {
    fold(block, |bytes| is(bytes, b'"'))
}

/// Backslashes.
#[inline(always)]
pub(crate) fn backslashes(block: &[u8; BLOCK]) -> u32 {
    fold(block, |bytes| is(bytes, b'\\'))
}

/// The digits, and the decimal points.
#[inline(always)]
pub(crate) fn digits_and_points(block: &[u8; BLOCK]) -> (u32, u32) {
    let digits = fold(block, |bytes| {
        let value = bytes - u8x16::splat(b'0');
        value.min(u8x16::splat(9)).simd_eq(value)
    });
    (digits, fold(block, |bytes| is(bytes, b'.')))
}

/// The four kinds of bytes that decide where containers end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Structure {
    /// `"`
    pub(crate) quotes: u32,
    /// `\`
    pub(crate) backslashes: u32,
    /// `{` and `[`
    pub(crate) opens: u32,
    /// `}` and `]`
    pub(crate) closes: u32,
}

/// The structure of a block, strings not yet told apart.
#[inline(always)]
pub(crate) fn structure(block: &[u8; BLOCK]) -> Structure {
    // `[` and `{` differ in one bit, which is set before comparing; so do `]` and `}`.
    let curly = |bytes| bytes | u8x16::splat(0x20);
    Structure {
        quotes: fold(block, |bytes| is(bytes, b'"')),
        backslashes: fold(block, |bytes| is(bytes, b'\\')),
        opens: fold(block, |bytes| is(curly(bytes), b'{')),
        closes: fold(block, |bytes| is(curly(bytes), b'}')),
    }
}

/// Whether `input` begins with the first bytes of `label`: those whose bits are set in `mask`.
#[inline(always)]
pub(crate) fn starts_with(input: &[u8; BLOCK], label: &[u8; BLOCK], mask: u32) -> bool {
    let equal = |half| load(input, half).simd_eq(load(label, half)).to_bitmask();
    (equal(0) | equal(1) << 16) & mask == mask
}

/// One bit for each byte whose lane is set by `kind`.
#[inline(always)]
fn fold(block: &[u8; BLOCK], kind: impl Fn(u8x16) -> u8x16) -> u32 {
    kind(load(block, 0)).to_bitmask() | kind(load(block, 1)).to_bitmask() << 16
}

/// Half a block.
#[inline(always)]
fn load(block: &[u8; BLOCK], half: usize) -> u8x16 {
    block
        .as_chunks::<16>()
        .0
        .get(half)
        .map_or(u8x16::splat(0), |bytes| u8x16::new(*bytes))
}

#[inline(always)]
fn is(bytes: u8x16, byte: u8) -> u8x16 {
    bytes.simd_eq(u8x16::splat(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(block: &[u8; BLOCK], kind: impl Fn(u8) -> bool) -> u32 {
        (0..BLOCK)
            .filter(|&at| kind(block[at]))
            .fold(0, |bits, at| bits | 1 << at)
    }

    #[test]
    fn every_byte_in_every_lane_is_told_apart() {
        for byte in 0..=255_u8 {
            for lane in 0..BLOCK {
                let mut block = [b'a'; BLOCK];
                block[lane] = byte;
                block[(lane + 1) % BLOCK] = byte.wrapping_add(1);
                let numbers = (
                    bits(&block, |byte| byte.is_ascii_digit()),
                    bits(&block, |byte| byte == b'.'),
                );
                let brackets = Structure {
                    quotes: bits(&block, |byte| byte == b'"'),
                    backslashes: bits(&block, |byte| byte == b'\\'),
                    opens: bits(&block, |byte| matches!(byte, b'{' | b'[')),
                    closes: bits(&block, |byte| matches!(byte, b'}' | b']')),
                };
                let ends = bits(&block, |byte| matches!(byte, b'"' | b'\\'));
                let low = bits(&block, |byte| matches!(byte, 0..0x20 | 0x80..));
                assert_eq!(string_stops(&block), ends | low);
                assert_eq!(quotes_and_backslashes(&block), ends);
                assert_eq!(digits_and_points(&block), numbers);
                assert_eq!(structure(&block), brackets);
            }
        }
    }

    #[test]
    fn only_the_masked_bytes_have_to_agree() {
        let input = *b",\"y\": 37.758534623637814, \"z\": 0";
        let mut label = [0; BLOCK];
        label[..6].copy_from_slice(b",\"y\": ");
        assert!(starts_with(&input, &label, (1 << 6) - 1));
        assert!(!starts_with(&input, &label, (1 << 7) - 1));
    }
}

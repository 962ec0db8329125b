//! Past the rest of containers, on trust: only brackets and strings are looked at.

use super::block::{BLOCK, block, structure};

/// Reads on until `open` containers more are closed than opened; the byte behind the last bracket.
///
/// `at` must not stand inside a string. `None` if the input ends before.
pub(crate) fn close(input: &[u8], mut at: usize, mut open: u32) -> Option<usize> {
    // Whether the block begins inside a string (all ones), and whether its first byte is escaped.
    let mut inside = 0_u32;
    let mut escaped = 0_u32;
    while let Some(block) = block(input, at) {
        let found = structure(block);
        let quotes = if found.backslashes | escaped == 0 {
            found.quotes
        } else {
            found.quotes & !escapes(found.backslashes, &mut escaped)
        };
        let strings = parity(quotes) ^ inside;
        inside = (strings.cast_signed() >> 31).cast_unsigned();
        let opens = found.opens & !strings;
        let closes = found.closes & !strings;
        let closed = closes.count_ones();
        if closed < open {
            open = open + opens.count_ones() - closed;
        } else if let Some(end) = last_close(opens, closes, &mut open) {
            return Some(at + end as usize);
        }
        at += BLOCK;
    }
    tail(input, at, open, inside != 0, escaped != 0)
}

/// Walks the brackets of one block; how many bytes of it stand before the end, if it is in it.
#[inline(never)]
fn last_close(opens: u32, mut closes: u32, open: &mut u32) -> Option<u32> {
    let mut before = 0;
    while closes != 0 {
        let lowest = closes & closes.wrapping_neg();
        *open += (opens & (lowest - 1) & !before).count_ones();
        before = lowest | (lowest - 1);
        *open -= 1;
        if *open == 0 {
            return Some(lowest.trailing_zeros() + 1);
        }
        closes ^= lowest;
    }
    *open += (opens & !before).count_ones();
    None
}

/// Which bytes are escaped by a backslash before them. `carry` says so of the first byte, before and after.
///
/// A backslash that is not escaped begins a run of them, in which every second byte is escaped, and the byte behind the run if
/// their number is odd. One subtraction looks at all runs: it borrows through each, up to where that began.
#[inline]
pub(super) fn escapes(backslashes: u32, carry: &mut u32) -> u32 {
    const ODD: u32 = 0xAAAA_AAAA;
    let begun = backslashes & !*carry;
    let turned = (begun << 1 | ODD).wrapping_sub(begun) ^ ODD;
    let escaped = turned ^ (backslashes | *carry);
    *carry = (turned & backslashes) >> 31;
    escaped
}

/// For every bit: whether the number of set bits up to and with it is odd. With quotes set, these are
/// the opening quotes and the bytes inside strings.
#[inline(always)]
const fn parity(mut bits: u32) -> u32 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^ (bits << 16)
}

/// The last bytes of the input, one by one.
fn tail(
    input: &[u8],
    from: usize,
    mut open: u32,
    mut inside: bool,
    mut escaped: bool,
) -> Option<usize> {
    for (offset, byte) in input.get(from..)?.iter().enumerate() {
        if escaped {
            escaped = false;
            continue;
        }
        match byte {
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b'{' | b'[' if !inside => open += 1,
            b'}' | b']' if !inside => {
                open -= 1;
                if open == 0 {
                    return Some(from + offset + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_what_a_walk_finds() {
        let walk = |backslashes: u32, mut is_escaped: bool| {
            let mut escaped = 0;
            for at in 0..32 {
                escaped |= u32::from(is_escaped) << at;
                is_escaped = !is_escaped && backslashes >> at & 1 == 1;
            }
            (escaped, u32::from(is_escaped))
        };
        // Every pattern of twelve bytes at both ends and in the middle, and runs that fill the block.
        for low in 0..1 << 12_u32 {
            for backslashes in [low, low << 10, low << 20, !low, !(low << 20)] {
                for carried in [false, true] {
                    let mut carry = u32::from(carried);
                    let escaped = escapes(backslashes, &mut carry);
                    assert_eq!(
                        (escaped, carry),
                        walk(backslashes, carried),
                        "{backslashes:b}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_end_is_that_of_the_validated_way() {
        let texts = [
            r#"{"a":"}","b":[{"c":"\"]\\"},{}],"d":"\\"} tail ]}"#.to_owned(),
            format!(
                "[{}]",
                r#"{"x":"[\\\"{","y":[[]]},"#.repeat(40).trim_end_matches(',')
            ),
            format!(r#"{{"k":"{}"}}"#, r"\\".repeat(100)),
            format!(r#"{{"k":"{}\""}}"#, "x".repeat(27)),
            "[]".to_owned(),
        ];
        for text in texts {
            for pad in 0..70 {
                let text = format!("{}{text}", " ".repeat(pad));
                let mut nesting = super::super::Nesting::default();
                let validated = super::super::value(text.as_bytes(), pad, &mut nesting);
                assert!(validated.is_some(), "{text}");
                assert_eq!(close(text.as_bytes(), pad + 1, 1), validated, "{text}");
                let padded = format!("{text}{}", " ".repeat(99));
                assert_eq!(close(padded.as_bytes(), pad + 1, 1), validated, "{text}");
            }
        }
        assert_eq!(close(b"{\"a\":1", 1, 1), None);
    }
}

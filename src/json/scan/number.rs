//! Past a number.

use super::block::{BLOCK, block, digits_and_points};
use crate::quota::MAXIMUM_JSON_NUMBER_DIGITS;
use crate::sure::Sure as _;

/// Reads past the number at `at`. `None` unless it is one by the JSON grammar and not too long. What
/// stands behind it is not looked at.
#[inline(always)]
pub(crate) fn number(input: &[u8], at: usize) -> Option<usize> {
    if let Some(block) = block(input, at) {
        let minus = u32::from(block.first() == Some(&b'-'));
        let (digits, points) = digits_and_points(block);
        let (digits, points) = (digits >> minus, points >> minus);
        let length = (!(digits | points)).trailing_zeros();
        let end = at + (minus + length) as usize;
        // Everything up to `end` is digits and points. Sound, if it begins and ends with a digit, has at
        // most one point, and no digit behind a leading zero.
        if length != 0 && minus + length < BLOCK as u32 {
            let body = (1_u32 << length) - 1;
            let points = points & body;
            let one_point = points & points.wrapping_sub(1) == 0;
            let digit_ends = digits & 1 != 0 && digits >> (length - 1) & 1 != 0;
            let zero_leads = digits & 2 != 0 && input.get(at + minus as usize) == Some(&b'0');
            let ends = input.get(end).is_none_or(|byte| byte | 0x20 != b'e');
            if one_point && digit_ends && !zero_leads && ends {
                return Some(end);
            }
        }
    }
    careful(input, at)
}

/// The grammar, byte by byte: exponents, long numbers, mistakes.
#[inline(never)]
fn careful(input: &[u8], at: usize) -> Option<usize> {
    let digits = |from: usize| {
        let rest = input.get(from..).sure();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut end = at + usize::from(input.get(at) == Some(&b'-'));
    let zero = input.get(end) == Some(&b'0');
    let integer = digits(end);
    if integer == 0 || zero && integer > 1 {
        return None;
    }
    end += integer;
    let (mut fraction, mut exponent) = (None, None);
    if input.get(end) == Some(&b'.') {
        let count = digits(end + 1);
        if count == 0 {
            return None;
        }
        fraction = Some(count);
        end += 1 + count;
    }
    if matches!(input.get(end), Some(b'e' | b'E')) {
        end += 1 + usize::from(matches!(input.get(end + 1), Some(b'+' | b'-')));
        let count = digits(end);
        if count == 0 {
            return None;
        }
        exponent = Some(count);
        end += count;
    }
    // As Jackson counts: where it reads a number that begins with 0, a missing fraction or exponent is -1 digits if the
    // other is there.
    let missing = usize::from(zero && fraction.is_some() != exponent.is_some());
    let length = integer + fraction.unwrap_or(0) + exponent.unwrap_or(0) - missing;
    (length <= MAXIMUM_JSON_NUMBER_DIGITS).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long the number at the start of the text is; padded or not must agree.
    fn length(text: &str) -> Option<usize> {
        let told = number(text.as_bytes(), 0);
        let padded = format!("{text}{}", " ".repeat(64));
        assert_eq!(told, number(padded.as_bytes(), 0), "{text}");
        told
    }

    #[test]
    fn a_number_ends_where_the_grammar_ends_it() {
        for (text, end) in [
            ("0", 1),
            ("-0,", 2),
            ("10]", 2),
            ("-122.49579154326699, ", 19),
            ("1e5}", 3),
            ("1E+05", 5),
            ("0.5e-07", 7),
            ("123456789012345678901234567890123456789", 39),
            ("1x", 1),
        ] {
            assert_eq!(length(text), Some(end), "{text}");
        }
        assert_eq!(length(&"1".repeat(1_000)), Some(1_000));
        assert_eq!(length(&format!("0.{}", "1".repeat(1_000))), Some(1_002));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", "-", "x", "01", "-01", "00", ".5", "1.", "1.x", "1..2", "-.5", "1e", "1e+", "--1",
            "+1",
        ] {
            assert_eq!(length(text), None, "{text}");
        }
        assert_eq!(length(&"1".repeat(1_001)), None);
    }

    #[test]
    fn a_second_point_is_not_part_of_a_number() {
        assert_eq!(length("1.2.3"), Some(3));
    }
}

//! The value of a number token, as far as it is needed, and quickly.
//!
//! # The problem
//!
//! What a *comparable* number is stands at [`Number`](crate::pattern::comparison::Number): it is one that comes back with
//! the same digits when the nearest double is printed. To parse and print a double for each number of an event would be
//! most of the work of matching it.
//!
//! # The idea
//!
//! In three steps, each for the few tokens that the one before leaves open:
//!
//! 1. Up to fifteen digits always come back, so that the token is comparable and its value exact ([`glance`]). Nearly all
//!    numbers end here.
//! 2. Of longer ones the value is known to a margin: enough where no interval of a pattern comes near it.
//! 3. Where one does, the digits are compared with the double as integers (`Plain::is_shortest_for`), and at last, for
//!    exponents and edge cases, the double is printed ([`comparable`]).

use crate::pattern::comparison::comparable;

/// What is known of the value of a number token at a glance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Glance {
    /// It is this, and the token is comparable.
    Exactly(f64),
    /// It lies between these two.
    Between(f64, f64),
    /// The token has an exponent or is very long.
    Unknown,
}

/// A token without exponent: `digits` / 10^`fraction`, with a sign.
#[derive(Clone, Copy)]
struct Plain {
    is_negative: bool,
    digits: u64,
    fraction: u32,
}

/// Up to so many digits stand for themselves: a double keeps all numbers of that many digits apart, so the shortest
/// decimal that stands for the nearest double is the token's own.
const SAFE_DIGITS: u64 = 1_000_000_000_000_000;

/// 10⁰ to 10¹⁹, all of which doubles hold exactly.
const POWERS_OF_TEN: [f64; 20] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19,
];

/// Looks at a number token.
#[inline]
pub(super) fn glance(token: &[u8]) -> Glance {
    let Some(plain) = Plain::read(token) else {
        return Glance::Unknown;
    };
    let Some(power) = POWERS_OF_TEN.get(plain.fraction as usize) else {
        return Glance::Unknown;
    };
    #[expect(clippy::cast_precision_loss, reason = "the margin below allows for it")]
    let value = plain.signed(plain.digits as f64 / power);
    if plain.digits < SAFE_DIGITS {
        return Glance::Exactly(value);
    }
    // Two roundings, each by half a unit in the last place: less than this.
    let margin = value.abs() * (4.0 * f64::EPSILON);
    Glance::Between(value - margin, value + margin)
}

/// The value of a number token, if it is comparable; the same answer as [`comparable`] gives.
pub(super) fn value(token: &[u8]) -> Option<f64> {
    if let Glance::Exactly(value) = glance(token) {
        return Some(value);
    }
    let token_text = std::str::from_utf8(token).ok()?;
    if let Some(plain) = Plain::read(token) {
        let double: f64 = token_text.parse().ok()?;
        match plain.is_shortest_for(double.abs()) {
            Some(true) => return Some(double),
            Some(false) => return None,
            None => {}
        }
    }
    comparable(token_text)
}

impl Plain {
    /// Reads a token of at most 19 digits without exponent.
    #[inline]
    fn read(token: &[u8]) -> Option<Self> {
        let (is_negative, unsigned) = match token.split_first()? {
            (b'-', rest) => (true, rest),
            _ => (false, token),
        };
        if unsigned.len() > 20 {
            return None;
        }
        let mut digits = 0_u64;
        let mut fraction = &[][..];
        for (at, byte) in unsigned.iter().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    digits = digits.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'))
                }
                b'.' => {
                    fraction = unsigned.get(at + 1..)?;
                    break;
                }
                _ => return None,
            }
        }
        if fraction.is_empty() && unsigned.len() > 19 {
            return None;
        }
        let (eights, rest) = fraction.as_chunks::<8>();
        for eight in eights {
            digits = digits
                .wrapping_mul(100_000_000)
                .wrapping_add(eight_digits(u64::from_le_bytes(*eight))?);
        }
        match (fraction.last_chunk(), POWERS_UP_TO_EIGHT.get(rest.len())) {
            (Some(last), Some(power)) if !rest.is_empty() => {
                // The last eight once more, those that have been counted as zeros.
                let counted = u64::MAX >> (8 * rest.len());
                let last = u64::from_le_bytes(*last) & !counted | ZEROS & counted;
                digits = digits
                    .wrapping_mul(*power)
                    .wrapping_add(eight_digits(last)?);
            }
            _ => {
                for byte in rest {
                    if !byte.is_ascii_digit() {
                        return None;
                    }
                    digits = digits.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                }
            }
        }
        Some(Self {
            is_negative,
            digits,
            fraction: fraction.len() as u32,
        })
    }

    /// The sign; -0 is 0.
    fn signed(self, value: f64) -> f64 {
        if self.is_negative { 0.0 - value } else { value }
    }

    /// Whether the token is the shortest decimal that stands for `double`, its nearest one (both without
    /// their signs). `None` if that is not to be found out here.
    ///
    /// With f digits behind the point and the double m · 2⁻ˢ, all is multiplied by 10ᶠ · 2ˢ and compared as integers. The
    /// decimals that stand for the double then lie within 10ᶠ / 2 of m · 10ᶠ. The token is the shortest of them if
    /// no decimal with a digit less is among them, and if it is the nearest of its length.
    fn is_shortest_for(self, double: f64) -> Option<bool> {
        let Self {
            mut digits,
            mut fraction,
            ..
        } = self;
        while fraction > 0 && digits.is_multiple_of(10) {
            digits /= 10;
            fraction -= 1;
        }
        let bits = double.to_bits();
        let significand = bits & ((1 << 52) - 1);
        let shift = 1075_u64.checked_sub(bits >> 52)?;
        let in_range = (1..=70).contains(&shift) && digits < 1 << 57 && fraction <= 17;
        // At a power of two the decimals below lie closer.
        if !in_range || significand == 0 || digits.is_multiple_of(10) {
            return None;
        }
        let scale = 10_u128.pow(fraction);
        let exact = u128::from(significand | 1 << 52) * scale;
        let distance = |digits: u64| (u128::from(digits) << shift).abs_diff(exact);
        let shorter = digits - digits % 10;
        for shorter in [shorter, shorter + 10] {
            match (2 * distance(shorter)).cmp(&scale) {
                std::cmp::Ordering::Less => return Some(false),
                std::cmp::Ordering::Equal => return None,
                std::cmp::Ordering::Greater => {}
            }
        }
        match (2 * distance(digits)).cmp(&(1 << shift)) {
            std::cmp::Ordering::Less => Some(true),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(false),
        }
    }
}

const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);

const POWERS_UP_TO_EIGHT: [u64; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// The value of eight digits, the first in the lowest byte: pairs, then fours, then all.
#[inline]
fn eight_digits(word: u64) -> Option<u64> {
    const HIGH_HALVES: u64 = u64::from_ne_bytes([0xF0; 8]);
    const SIXES: u64 = u64::from_ne_bytes([6; 8]);
    let are_digits =
        (word & HIGH_HALVES) == ZEROS && (word.wrapping_add(SIXES) & HIGH_HALVES) == ZEROS;
    if !are_digits {
        return None;
    }
    let ones = word - ZEROS;
    let pairs = (ones * 10 + (ones >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    Some((fours * 10_000 + (fours >> 32)) & 0xFFFF_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_lies_in_the_margin() {
        for token in [
            "0",
            "-0",
            "1",
            "0.1",
            "-122.49579154326699",
            "9007199254740993",
            "1844674407370955161",
            "0.000000000000000001",
            "37.729900216217324",
            "-12345678.87654321",
            "999999999999999",
            "0.0",
        ] {
            let value: f64 = token.parse().unwrap();
            match glance(token.as_bytes()) {
                Glance::Exactly(exact) => assert_eq!(Some(exact), comparable(token), "{token}"),
                Glance::Between(low, high) => {
                    assert!(low <= value && value <= high, "{token}");
                    assert!(high - low <= value.abs() * 4e-15, "{token}");
                }
                Glance::Unknown => panic!("{token}"),
            }
        }
        for token in ["1e5", "123456789012345678901", "0.12345678901234567890"] {
            assert_eq!(glance(token.as_bytes()), Glance::Unknown);
        }
    }

    #[test]
    fn what_is_comparable_is_what_the_plain_test_says() {
        let mut word = 1_u64;
        let mut yes = 0;
        for round in 0..8_000 {
            word = word
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            #[expect(clippy::cast_precision_loss, reason = "any number will do")]
            let double = (word >> 11) as f64 / (1_u64 << (11 + round % 50)) as f64;
            let shortest = format!("{double}");
            let changed = format!("{shortest}{}", round % 10);
            let kept = shortest.len() - usize::from(shortest.len() > 2);
            let cut = shortest.get(..kept).unwrap();
            let seventeen = format!(
                "{:.*}",
                17 - shortest.find('.').unwrap_or(17).min(17),
                double
            );
            for token in [&*shortest, &changed, cut, &seventeen] {
                let token = token.trim_end_matches('.');
                let expected = comparable(token);
                yes += usize::from(expected.is_some());
                assert_eq!(value(token.as_bytes()), expected, "{token}");
                let negative = format!("-{token}");
                assert_eq!(
                    value(negative.as_bytes()),
                    comparable(&negative),
                    "{negative}"
                );
            }
        }
        assert!(yes > 8_000);
    }
}

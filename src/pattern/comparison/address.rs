//! `cidr`, and strings that are IP literals.

use crate::json::JsonString;

/// An interval of addresses, as upper-case hex digits (8 or 32 of them), both ends inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressRange {
    /// The lowest.
    pub bottom: Box<str>,
    /// The highest.
    pub top: Box<str>,
}

/// Why a text that was needed as an address is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// It does not look like one.
    #[error("Nonstandard IP address: {0}")]
    Nonstandard(String),
    /// It looks like one and does not parse.
    #[error("Invalid IP address: {0}")]
    Invalid(String),
}

/// Why a text is no CIDR block, in AWS's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CidrError {
    /// Not two pieces.
    #[error("Malformed CIDR, one '/' required")]
    Slash,
    /// The bits are no integer.
    #[error("Malformed CIDR, mask bits must be an integer")]
    BitsInteger,
    /// The bits are negative.
    #[error("Malformed CIDR, mask bits must not be negative")]
    BitsNegative,
    /// The address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// Too many bits for four bytes.
    #[error("IPv4 mask bits must be < 32")]
    Bits4,
    /// Too many bits for sixteen bytes.
    #[error("IPv6 mask bits must be < 128")]
    Bits6,
}

impl AddressRange {
    /// The single address that a plain string of a value list means, if it is an IP literal.
    #[must_use]
    pub fn literal(text: &JsonString) -> Option<Self> {
        let address = address_form(text.as_wtf8())?;
        Some(Self {
            bottom: address.clone(),
            top: address,
        })
    }

    /// Reads the operand of `cidr`.
    ///
    /// # Errors
    ///
    /// The first mistake, in the order in which AWS looks.
    pub fn cidr(text: &JsonString) -> Result<Self, CidrError> {
        let text = text.to_java_utf8();
        // Java's `split` drops empty pieces at the end, so that `1.2.3.4/8/` is accepted.
        let mut pieces = text.trim_end_matches('/').split('/');
        let (Some(address), Some(bits), None) = (pieces.next(), pieces.next(), pieces.next())
        else {
            return Err(CidrError::Slash);
        };
        let bits = java_integer(bits).ok_or(CidrError::BitsInteger)?;
        let bits = u32::try_from(bits).map_err(|_| CidrError::BitsNegative)?;
        if !looks_like_an_address(address.as_bytes()) {
            return Err(AddressError::Nonstandard(address.to_owned()).into());
        }
        match Address::parse(address) {
            None => Err(AddressError::Invalid(address.to_owned()).into()),
            Some(Address::Four(_)) if bits > 31 => Err(CidrError::Bits4),
            Some(Address::Sixteen(_)) if bits > 127 => Err(CidrError::Bits6),
            Some(address) => Ok(address.block(bits)),
        }
    }

    /// Whether the hex digits at the start of `digits` lie in the interval.
    ///
    /// `digits` is the address form of a string ([`address_form`]) or the raw token of another value. The engine
    /// reads it digit by digit and stops as soon as the digits read lie strictly between those of the two ends, or
    /// reach an end in full length. For addresses of one length that is plain containment. It also means that an
    /// IPv4 test is a test on the first digits of an IPv6 address, and the other way round, and that the number
    /// 101 lies in 16.0.0.0/8.
    #[must_use]
    pub fn contains(&self, digits: &[u8]) -> bool {
        let (bottom, top) = (self.bottom.as_bytes(), self.top.as_bytes());
        let hex = digits
            .iter()
            .take_while(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F'))
            .count();
        let length = hex.min(bottom.len());
        let (Some(read), Some(low), Some(high)) = (
            digits.get(..length),
            bottom.get(..length),
            top.get(..length),
        ) else {
            return false;
        };
        // If the digits read so far lie strictly inside, all longer ones do too: the longest decides.
        let inside = low < read && read < high;
        inside || (length == bottom.len() && (read == bottom || read == top))
    }
}

/// The address form of a decoded string: upper-case hex digits, 8 of them or 32. `None` if it is no address.
#[must_use]
pub(crate) fn address_form(text: &[u8]) -> Option<Box<str>> {
    if !looks_like_an_address(text) {
        return None;
    }
    let address = Address::parse(std::str::from_utf8(text).ok()?)?;
    Some(address.hex().into())
}

/// Whether the engine tries to read a text as an address at all: `1.2.3.4` by form, or hex digits and colons,
/// at least one colon.
fn looks_like_an_address(text: &[u8]) -> bool {
    if text.contains(&b':') {
        return text
            .iter()
            .all(|byte| byte.is_ascii_hexdigit() || *byte == b':');
    }
    let mut groups = 0;
    text.split(|byte| *byte == b'.').all(|group| {
        groups += 1;
        !group.is_empty() && group.iter().all(u8::is_ascii_digit)
    }) && groups == 4
}

/// An address, in network order.
#[derive(Clone, Copy)]
enum Address {
    Four([u8; 4]),
    Sixteen([u8; 16]),
}

impl Address {
    /// Reads a text that [looks like an address](looks_like_an_address).
    fn parse(text: &str) -> Option<Self> {
        if text.contains(':') {
            let bytes = six(text)?;
            // Java turns an IPv4-mapped address into the IPv4 address.
            return Some(match bytes {
                [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d] => Self::Four([a, b, c, d]),
                _ => Self::Sixteen(bytes),
            });
        }
        // Java's own limit on the text of an IPv4 address.
        if text.len() > 15 {
            return None;
        }
        let mut bytes = [0; 4];
        for (byte, group) in bytes.iter_mut().zip(text.split('.')) {
            *byte = group.parse().ok()?;
        }
        Some(Self::Four(bytes))
    }

    fn block(self, bits: u32) -> AddressRange {
        match self {
            Self::Four(bytes) => {
                let host = u32::MAX.checked_shr(bits).unwrap_or(0);
                let address = u32::from_be_bytes(bytes);
                AddressRange {
                    bottom: format!("{:08X}", address & !host).into(),
                    top: format!("{:08X}", address | host).into(),
                }
            }
            Self::Sixteen(bytes) => {
                let host = u128::MAX.checked_shr(bits).unwrap_or(0);
                let address = u128::from_be_bytes(bytes);
                AddressRange {
                    bottom: format!("{:032X}", address & !host).into(),
                    top: format!("{:032X}", address | host).into(),
                }
            }
        }
    }

    fn hex(self) -> String {
        match self {
            Self::Four(bytes) => format!("{:08X}", u32::from_be_bytes(bytes)),
            Self::Sixteen(bytes) => format!("{:032X}", u128::from_be_bytes(bytes)),
        }
    }
}

/// Reads hex digits and colons as an IPv6 address: eight groups, or fewer and one `::` for at least one group.
fn six(text: &str) -> Option<[u8; 16]> {
    let (left, right) = match text.split_once("::") {
        Some((left, right)) => (groups(left)?, Some(groups(right)?)),
        None => (groups(text)?, None),
    };
    let written = left.len() + right.as_ref().map_or(0, Vec::len);
    let missing = 8_usize.checked_sub(written)?;
    if (missing == 0) == right.is_some() {
        return None;
    }
    let all = left
        .into_iter()
        .chain(std::iter::repeat_n(0, missing))
        .chain(right.into_iter().flatten());
    let mut bytes = [0; 16];
    for (pair, group) in bytes.chunks_exact_mut(2).zip(all) {
        pair.copy_from_slice(&group.to_be_bytes());
    }
    Some(bytes)
}

/// Groups of hex digits between single colons; none for the empty text.
fn groups(text: &str) -> Option<Vec<u16>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(':').map(group).collect()
}

/// One group: any number of leading zeros, a value of at most FFFF.
fn group(digits: &str) -> Option<u16> {
    let significant = digits.trim_start_matches('0');
    match (digits.is_empty(), significant.is_empty()) {
        (true, _) => None,
        (false, true) => Some(0),
        (false, false) => u16::from_str_radix(significant, 16).ok(),
    }
}

/// Reads an integer as Java's `Integer.parseInt` does: an optional sign, decimal digits of any script, 32 bits.
fn java_integer(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return None;
    }
    let magnitude = digits.chars().try_fold(0_i64, |value, character| {
        let value = value * 10 + i64::from(decimal_digit(character)?);
        (value <= 1 << 31).then_some(value)
    })?;
    i32::try_from(if negative { -magnitude } else { magnitude }).ok()
}

/// The value of a decimal digit of any script in the basic plane, as `Character.digit` knows it.
fn decimal_digit(character: char) -> Option<u32> {
    let zero = ZEROS
        .iter()
        .rev()
        .find(|zero| **zero <= u32::from(character))?;
    let value = u32::from(character) - zero;
    (value < 10).then_some(value)
}

/// The digit zero of each script in the basic plane that has ten digits of its own (Unicode category Nd, version 15).
///
/// Java reads a text unit by unit there, so the digits outside the basic plane are none to it.
const ZEROS: [u32; 37] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Option<String> {
        address_form(text.as_bytes()).map(Into::into)
    }

    rows! { form;
        four: "10.0.0.15" => Some("0A00000F".into());
        four_with_leading_zeros: "10.0.0.015" => Some("0A00000F".into());
        four_of_fifteen_characters: "1.2.3.000000004" => Some("01020304".into());
        four_of_sixteen_characters: "0001.002.003.004" => None;
        four_out_of_range: "999.1.1.1" => None;
        three: "1.2.3" => None;
        five: "1.2.3.4.5" => None;
        mapped: "::ffff:a00:f" => Some("0A00000F".into());
        mapped_with_dots: "::ffff:10.0.0.15" => None;
        loopback: "::1" => Some("00000000000000000000000000000001".into());
        unspecified: "::" => Some("00000000000000000000000000000000".into());
        documentation: "2001:DB8::1" => Some("20010DB8000000000000000000000001".into());
        eight_groups: "1:2:3:4:5:6:7:8" => Some("00010002000300040005000600070008".into());
        seven_groups_and_a_gap: "1:2:3:4:5:6:7::" => Some("00010002000300040005000600070000".into());
        eight_groups_and_a_gap: "1:2:3:4:5:6:7:8::" => None;
        two_gaps: "1::2::3" => None;
        a_group_with_many_zeros: "00000001::" => Some("00010000000000000000000000000000".into());
        a_group_too_large: "10000::" => None;
        a_trailing_colon: "1:2:3:4:5:6:7:8:" => None;
        a_leading_colon: ":1::2" => None;
        a_time: "12:34" => None;
        a_hardware_address: "aa:bb:cc:dd:ee:ff" => None;
        a_colon: ":" => None;
        a_zone: "fe80::1%eth0" => None;
    }

    fn cidr(text: &str) -> Result<String, String> {
        AddressRange::cidr(&text.into())
            .map(|range| format!("{}-{}", range.bottom, range.top))
            .map_err(|error| error.to_string())
    }

    rows! { cidr;
        host_bits_are_ignored: "10.0.0.77/24" => Ok("0A000000-0A0000FF".into());
        everything: "0.0.0.0/0" => Ok("00000000-FFFFFFFF".into());
        a_trailing_slash: "1.2.3.4/8/" => Ok("01000000-01FFFFFF".into());
        a_plus: "1.2.3.4/+8" => Ok("01000000-01FFFFFF".into());
        a_leading_zero: "1.2.3.4/08" => Ok("01000000-01FFFFFF".into());
        minus_zero: "1.2.3.4/-0" => Ok("00000000-FFFFFFFF".into());
        a_full_width_digit: "1.2.3.4/８" => Ok("01000000-01FFFFFF".into());
        six_bytes: "2001:db8::/32" => Ok("20010DB8000000000000000000000000-20010DB8FFFFFFFFFFFFFFFFFFFFFFFF".into());
        no_slash: "1.2.3.4" => Err("Malformed CIDR, one '/' required".into());
        two_slashes: "1.2.3.4/8/8" => Err("Malformed CIDR, one '/' required".into());
        no_bits: "1.2.3.4/" => Err("Malformed CIDR, one '/' required".into());
        no_integer: "1.2.3.4/x" => Err("Malformed CIDR, mask bits must be an integer".into());
        beyond_32_bits: "1.2.3.4/2147483648" => Err("Malformed CIDR, mask bits must be an integer".into());
        negative: "x/-1" => Err("Malformed CIDR, mask bits must not be negative".into());
        no_address: "x/99" => Err("Nonstandard IP address: x".into());
        a_bad_address: "1.2.3.999/99" => Err("Invalid IP address: 1.2.3.999".into());
        too_many_bits_of_four_bytes: "1.2.3.4/32" => Err("IPv4 mask bits must be < 32".into());
        too_many_bits_of_a_mapped_address: "::ffff:102:304/32" => Err("IPv4 mask bits must be < 32".into());
        too_many_bits_of_sixteen_bytes: "::/128" => Err("IPv6 mask bits must be < 128".into());
    }

    fn contains(block: &str, digits: &str) -> bool {
        AddressRange::cidr(&block.into())
            .unwrap()
            .contains(digits.as_bytes())
    }

    rows! { contains;
        inside: "10.0.0.0/8", "0A0102FF" => true;
        the_bottom: "10.0.0.0/8", "0A000000" => true;
        the_top: "10.0.0.0/8", "0AFFFFFF" => true;
        above: "10.0.0.0/8", "0B000000" => false;
        the_start_of_a_longer_address: "32.1.0.0/16", "20010DB8000000000000000000000001" => true;
        a_shorter_address: "a00::/8", "0A000001" => true;
        a_token_strictly_inside: "16.0.0.0/8", "101" => true;
        a_token_at_the_bottom: "16.0.0.0/8", "100" => false;
        a_token_up_to_its_dot: "0.0.0.0/0", "1.2" => true;
        a_negative_token: "0.0.0.0/0", "-1" => false;
        a_word: "0.0.0.0/0", "true" => false;
        zero: "0.0.0.0/0", "0" => false;
    }

    #[test]
    fn a_literal_is_reached_by_its_digits() {
        let literal = AddressRange::literal(&"16.32.48.64".into()).unwrap();
        assert!(literal.contains(b"10203040"));
        assert!(!literal.contains(b"1020304"));
    }
}

//! Addresses as the tests on them see them: runs of hex digits, compared digit by digit.
//!
//! Of all addresses of one length a range holds an interval, also where its own ends are longer or shorter
//! ([`AddressRange::contains`]). So between the ends of some ranges all addresses are alike, and one stands for them. The
//! digits of a number can be of any length: there, whether a run lies in a range is settled where it leaves the digits of
//! the two ends, or at its end.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::automaton::Shape;
use super::budget::{Budget, Exhausted};
use crate::pattern::comparison::AddressRange;

/// Addresses of 8 or 32 hex digits, one at least for each way to lie in some ranges.
pub(super) fn addresses(ranges: &[&AddressRange], digits: usize) -> Vec<String> {
    let starts: BTreeSet<u128> = ranges
        .iter()
        .filter_map(|range| interval(range, digits))
        .flat_map(|(low, high)| [Some(low), high.checked_add(1)])
        .flatten()
        .chain([0])
        .collect();
    let all = starts.into_iter().map(|start| format!("{start:0digits$X}"));
    all.filter(|text| text.len() == digits).collect()
}

/// The addresses of so many digits that lie in a range, both ends included.
fn interval(range: &AddressRange, digits: usize) -> Option<(u128, u128)> {
    let read = |text: &str| u128::from_str_radix(text, 16).ok();
    let own = range.bottom.len();
    if own > digits {
        // Only what lies strictly between the ends is settled before they end.
        let low = read(range.bottom.get(..digits)?)?.checked_add(1)?;
        let high = read(range.top.get(..digits)?)?.checked_sub(1)?;
        return (low <= high).then_some((low, high));
    }
    let low = read(&format!("{:0<digits$}", range.bottom))?;
    let high = read(&format!("{:F<digits$}", range.top))?;
    Some((low, high))
}

/// What a text that the engine may read as an address looks like so far. All addresses look so; not all that look so are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct AddressShape {
    /// As four numbers: how many dots and characters there are, and whether a number has begun.
    four: Option<(u8, u8, bool)>,
    /// As hex digits and colons: whether there is a colon.
    six: Option<bool>,
}

impl AddressShape {
    /// Before the first character.
    pub(super) const START: Self = Self {
        four: Some((0, 0, false)),
        six: Some(false),
    };
}

impl Shape for AddressShape {
    const CHARACTERS: &'static str = "0123456789abcdefABCDEF:.";

    fn step(&self, character: char) -> Option<Self> {
        let four = self.four.and_then(|(dots, length, begun)| match character {
            '0'..='9' if length < 15 => Some((dots, length + 1, true)),
            '.' if begun && dots < 3 && length < 15 => Some((dots + 1, length + 1, false)),
            _ => None,
        });
        let six = self.six.and_then(|colon| match character {
            ':' => Some(true),
            _ => character.is_ascii_hexdigit().then_some(colon),
        });
        (four.is_some() || six.is_some()).then_some(Self { four, six })
    }

    fn is_whole(&self) -> bool {
        matches!(self.four, Some((3, _, true))) || self.six == Some(true)
    }
}

/// Runs of hex digits, from none to 32, one at least for each way to lie in some ranges.
pub(super) fn runs(
    ranges: &[&AddressRange],
    budget: &mut Budget,
) -> Result<BTreeSet<String>, Exhausted> {
    let mut runs = BTreeSet::new();
    for end in ranges.iter().flat_map(|range| [&range.bottom, &range.top]) {
        budget.spend(end.len() * 8)?;
        for length in 0..=end.len() {
            let along = end.get(..length).unwrap_or_default();
            runs.insert(along.to_owned());
            if length < end.len() {
                let digits = "0123456789ABCDEF".chars();
                runs.extend(digits.map(|digit| format!("{along}{digit}")));
            }
        }
    }
    Ok(runs)
}

/// Ways to write the address of eight or 32 hex digits, the usual one first.
pub(super) fn spellings(digits: &str) -> Vec<String> {
    if let (8, Ok(bits)) = (digits.len(), u32::from_str_radix(digits, 16)) {
        let [a, b, c, d] = bits.to_be_bytes();
        return vec![
            Ipv4Addr::from(bits).to_string(),
            format!("{a}.{b}.{c}.{d:03}"),
            format!("{a:03}.{b}.{c}.{d}"),
            format!("::ffff:{:x}:{:x}", bits >> 16, bits & 0xFFFF),
            format!("::FFFF:{:04X}:{:04X}", bits >> 16, bits & 0xFFFF),
        ];
    }
    let Ok(bits) = u128::from_str_radix(digits, 16) else {
        return Vec::new();
    };
    let address = Ipv6Addr::from(bits);
    if address.to_ipv4_mapped().is_some() {
        return Vec::new();
    }
    let groups = address.segments().map(|group| format!("{group:04x}"));
    let short = address.segments().map(|group| format!("{group:x}"));
    vec![
        plain(&address),
        groups.join(":"),
        short.join(":"),
        groups.join(":").to_uppercase(),
    ]
}

/// The usual way to write an address of sixteen bytes, without dots in it.
fn plain(address: &Ipv6Addr) -> String {
    let text = address.to_string();
    match text.contains('.') {
        true => address
            .segments()
            .map(|group| format!("{group:x}"))
            .join(":"),
        false => text,
    }
}

/// Ways to write a number whose digits, as far as they can be read as hex, are a run; none if no number begins so.
pub(super) fn tokens(run: &str) -> Vec<String> {
    let (digits, exponent) = match run.split_once('E') {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (run, None),
    };
    let is_decimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let begins = !digits.is_empty() && (digits == "0" || !digits.starts_with('0'));
    if !begins || !is_decimal(digits) || !exponent.is_none_or(is_decimal) {
        return Vec::new();
    }
    match exponent {
        None => vec![
            run.to_owned(),
            format!("{run}.5"),
            format!("{run}e3"),
            format!("{run}e999"),
            format!("{run}.00000000000000000000000000000000000001"),
        ],
        Some("") => vec![format!("{run}+3"), format!("{run}+999"), format!("{run}3")],
        Some(_) => vec![run.to_owned(), format!("{run}99"), format!("{run}999")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_be_written_in_several_ways() {
        assert_eq!(
            spellings("0A000001"),
            [
                "10.0.0.1",
                "10.0.0.001",
                "010.0.0.1",
                "::ffff:a00:1",
                "::FFFF:0A00:0001"
            ]
        );
        assert_eq!(
            spellings("20010DB8000000000000000000000001")[0],
            "2001:db8::1"
        );
        assert!(spellings("00000000000000000000FFFF0A000001").is_empty());
    }

    #[test]
    fn between_the_ends_of_ranges_one_address_stands_for_all() {
        let range = |text: &str| AddressRange::cidr(&text.into()).unwrap();
        let (four, six) = (range("32.1.0.0/16"), range("2001:db8::/32"));
        assert_eq!(addresses(&[&four], 8), ["00000000", "20010000", "20020000"]);
        // An address of four bytes never lies strictly between the first four bytes of this range.
        assert_eq!(addresses(&[&six], 8), ["00000000"]);
        let wide = range("2000::/3");
        assert_eq!(addresses(&[&wide], 8), ["00000000", "20000001", "3FFFFFFF"]);
        assert!(wide.contains(b"20000001") && !wide.contains(b"20000000"));
        assert!(wide.contains(b"3FFFFFFE") && !wide.contains(b"3FFFFFFF"));
        assert_eq!(addresses(&[&four, &six], 32).len(), 5);
    }

    #[test]
    fn only_some_runs_begin_a_number() {
        assert_eq!(tokens("10").first().map(String::as_str), Some("10"));
        assert_eq!(tokens("1E"), ["1E+3", "1E+999", "1E3"]);
        assert_eq!(tokens("0A"), [""; 0]);
        assert_eq!(tokens("00"), [""; 0]);
    }
}

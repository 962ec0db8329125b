//! Addresses as the tests on them see them: runs of hex digits, compared digit by digit.
//!
//! Whether a run lies in a range is settled where it leaves the digits of the two ends, or at its end. So a few runs stand
//! for all: those on the way along an end, and each of them with one more digit. They are padded to the addresses that
//! they begin.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::budget::{Budget, Exhausted};
use crate::pattern::comparison::AddressRange;

/// Runs of hex digits, from none to 32, one at least for each way to lie in some ranges.
pub(super) fn runs(
    ranges: &[&AddressRange],
    budget: &mut Budget,
) -> Result<BTreeSet<String>, Exhausted> {
    let mut runs = BTreeSet::new();
    for end in ranges.iter().flat_map(|range| [&range.bottom, &range.top]) {
        budget.spend(end.len() * 32)?;
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

/// A run with zeros behind it, up to a number of digits; `None` if it has more.
pub(super) fn padded(run: &str, digits: usize) -> Option<String> {
    (run.len() <= digits).then(|| format!("{run:0<digits$}"))
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
            format!("{run}e400"),
        ],
        Some("") => vec![format!("{run}+3"), format!("{run}+400"), format!("{run}3")],
        Some(_) => vec![run.to_owned(), format!("{run}0"), format!("{run}00")],
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
    fn only_some_runs_begin_a_number() {
        assert_eq!(tokens("10"), ["10", "10.5", "10e3", "10e400"]);
        assert_eq!(tokens("1E"), ["1E+3", "1E+400", "1E3"]);
        assert_eq!(tokens("0A"), [""; 0]);
        assert_eq!(tokens("00"), [""; 0]);
    }
}

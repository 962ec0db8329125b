//! Addresses as the tests on them see them: runs of hex digits, compared digit by digit.
//!
//! Of all addresses of one length a range holds an interval, also where its own ends are longer or shorter
//! ([`AddressRange::contains`]). So between the ends of some ranges all addresses are alike, and one stands for them. The
//! digits of a number can be of any length: there, whether a run lies in a range is settled where it leaves the digits of
//! the two ends, or at its end.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, Ipv6Addr};

use super::bits::Bits;
use super::budget::{Budget, Exhausted};
use super::spelled::Stretches;
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

/// All addresses, sorted by the lists that have a range with them.
#[derive(Debug)]
pub(super) struct AddressClasses {
    /// Those of four bytes.
    pub(super) four: Stretches,
    /// Those of sixteen; those that stand for four have the classes of the four.
    pub(super) six: Stretches,
    /// For each class the lists; there are none in the first.
    pub(super) lists: Vec<Bits>,
}

/// Sorts all addresses by the lists to which `lists` says that they belong.
///
/// # Errors
///
/// Those of `lists`.
pub(super) fn classes(
    ranges: &[&AddressRange],
    mut lists: impl FnMut(&str) -> Result<Bits, Exhausted>,
) -> Result<AddressClasses, Exhausted> {
    let mut known = vec![Bits::default()];
    let mut numbers = BTreeMap::new();
    let mut stretches = |length: usize| {
        let mut stretches = Stretches::new();
        for digits in addresses(ranges, length) {
            let own = lists(&digits)?;
            let class = match numbers.get(&own) {
                _ if own.is_empty() => 0,
                Some(class) => *class,
                None => {
                    known.push(own.clone());
                    numbers.insert(own, known.len() - 1);
                    known.len() - 1
                }
            };
            let start = u128::from_str_radix(&digits, 16).unwrap_or_default();
            if stretches.last().is_none_or(|(_, before)| *before != class) {
                stretches.push((start, class));
            }
        }
        Ok(stretches)
    };
    let (four, six) = (stretches(8)?, stretches(32)?);
    Ok(AddressClasses {
        six: with_mapped(&four, &six),
        four,
        lists: known,
    })
}

impl AddressClasses {
    /// Some addresses of every class that some list has, as hex digits.
    pub(super) fn examples(&self) -> Vec<String> {
        let four = self.four.iter().map(|one| (8, one));
        let six = self.six.iter().map(|one| (32, one));
        let mut counts = vec![0; self.lists.len()];
        four.chain(six)
            .filter(|(_, (_, class))| *class > 0)
            .filter_map(|(digits, (start, class))| {
                let count = counts.get_mut(*class)?;
                *count += 1;
                (*count <= 3).then(|| format!("{start:0digits$X}"))
            })
            .collect()
    }
}

/// The stretches of sixteen bytes, with those of four where they stand for four.
fn with_mapped(four: &Stretches, six: &Stretches) -> Stretches {
    const FIRST: u128 = 0xFFFF_0000_0000;
    const LAST: u128 = 0xFFFF_FFFF_FFFF;
    let behind = six.partition_point(|(start, _)| *start <= LAST + 1);
    let next = behind.checked_sub(1).and_then(|at| six.get(at));
    let before = six.iter().copied().filter(|(start, _)| *start < FIRST);
    let mapped = four.iter().map(|(start, class)| (FIRST + start, *class));
    let after = next.map(|(_, class)| (LAST + 1, *class)).into_iter();
    let rest = six.iter().copied().skip(behind);
    let mut all: Stretches = Vec::new();
    for (start, class) in before.chain(mapped).chain(after).chain(rest) {
        if all.last().is_none_or(|(_, before)| *before != class) {
            all.push((start, class));
        }
    }
    all
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
            format!("{run}.12345678901234567891"),
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

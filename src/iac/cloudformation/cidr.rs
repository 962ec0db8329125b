//! `Fn::Cidr`: a block of addresses cut into smaller ones.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, "Fn::Cidr": an address block, how many (1 to 256), and how many bits the
//! smaller ones have, counted from the end; 8 if it is not said.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::evaluator::Evaluator;
use crate::json::{Kind, Shape, Value};
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// `Fn::Cidr`.
    pub(super) fn cidr(&mut self, argument: &Value, span: Span) -> Value {
        const WANTED: &str =
            "a block of addresses that is large enough, how many blocks (1 to 256), and their bits";
        let (block, count, bits) = match argument.as_array() {
            Some([block, count]) => (block, count, None),
            Some([block, count, bits]) => (block, count, Some(bits)),
            _ => return self.malformed("Fn::Cidr", WANTED, span),
        };
        let bits = bits.map_or(Ok("8".to_owned()), |bits| self.known_text(bits, "Fn::Cidr"));
        let (block, count) = (
            self.known_text(block, "Fn::Cidr"),
            self.known_text(count, "Fn::Cidr"),
        );
        match (block, count, bits) {
            (Ok(block), Ok(count), Ok(bits)) => match cut(&block, &count, &bits) {
                Some(blocks) => {
                    let blocks = blocks.iter().map(|block| Value::text(block, span));
                    let kind = Kind::Array(blocks.collect());
                    Value { span, kind }
                }
                None => self.malformed("Fn::Cidr", WANTED, span),
            },
            (Err(hole), _, _) | (_, Err(hole), _) | (_, _, Err(hole)) => {
                self.hole(Shape::Structure, &hole.from, span)
            }
        }
    }
}

/// So many blocks of so many bits, from the beginning of a block on; `None` if it is too small.
fn cut(block: &str, count: &str, bits: &str) -> Option<Vec<String>> {
    let (address, length) = block.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let (width, first) = match address {
        IpAddr::V4(address) => (32, u128::from(u32::from(address))),
        IpAddr::V6(address) => (128, u128::from(address)),
    };
    let length: u32 = length.parse().ok()?;
    let count: u32 = count.trim().parse().ok()?;
    let bits: u32 = bits.trim().parse().ok()?;
    let inside = u32::checked_sub(width, length)?;
    let room = 1_u128
        .checked_shl(inside.checked_sub(bits)?)
        .unwrap_or(u128::MAX);
    if !(1..=256).contains(&count) || u128::from(count) > room {
        return None;
    }
    let step = 1_u128.checked_shl(bits)?;
    let first = first & u128::MAX.checked_shl(inside).unwrap_or(0);
    let blocks = (0..count).map(|number| {
        let address = first + step * u128::from(number);
        let address = match width {
            32 => IpAddr::V4(Ipv4Addr::from(u32::try_from(address).unwrap_or_default())),
            _ => IpAddr::V6(Ipv6Addr::from(address)),
        };
        format!("{address}/{}", width - bits)
    });
    Some(blocks.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_cut_from_the_beginning() {
        for (block, count, bits, expected) in [
            (
                "192.168.0.0/24",
                "3",
                "5",
                Some(vec!["192.168.0.0/27", "192.168.0.32/27", "192.168.0.64/27"]),
            ),
            ("10.0.0.0/16", "1", "8", Some(vec!["10.0.0.0/24"])),
            (
                "2001:db8::/56",
                "2",
                "64",
                Some(vec!["2001:db8::/64", "2001:db8:0:1::/64"]),
            ),
            ("10.0.0.0/24", "3", "7", None),
            ("10.0.0.0/24", "1", "9", None),
            ("10.0.0.0/33", "1", "1", None),
            ("10.0.0.0", "1", "1", None),
        ] {
            let blocks = cut(block, count, bits);
            let expected = expected.map(|all| all.into_iter().map(str::to_owned).collect());
            assert_eq!(blocks, expected, "{block}");
        }
    }
}

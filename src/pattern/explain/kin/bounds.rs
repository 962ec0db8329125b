//! Addresses that lie beside what is wanted.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::super::pair::{Focus, Pair};
use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::super::words::operand_or_own;
use super::{Kin, write, write_if};
use crate::pattern::comparison::AddressRange;

/// By how many bits a block may be widened.
const MOST_BITS: u32 = 4;

/// A text that is an address outside a block, or one with more behind it.
pub(super) fn of_address(range: &AddressRange, pair: &Pair<'_>, text: &str) -> Option<Kin> {
    let own = operand_or_own(&pair.own(Focus::default()));
    let own = own.trim_matches('"');
    with_more(range, own, text).or_else(|| outside(own, text))
}

/// An address with its port or its prefix length behind it, which is no address for EventBridge.
fn with_more(range: &AddressRange, own: &str, text: &str) -> Option<Kin> {
    let (address, what) = match (text.split_once('/'), text.rsplit_once(':')) {
        (Some((address, _)), _) => (address, "a prefix length"),
        (None, Some((address, _))) => (address, "a port"),
        _ => return None,
    };
    let address: Ipv4Addr = address.parse().ok()?;
    let literal = AddressRange::literal(&address.to_string().as_str().into())?;
    if !range.contains(literal.bottom.as_bytes()) {
        return None;
    }
    // Whole bytes of a block are the beginning of a text.
    let bits = Block::read(own).map_or(32, |block| block.bits);
    let bytes = usize::try_from(bits / 8).unwrap_or(4);
    let octets = address.octets();
    let mut head: String = octets
        .iter()
        .take(bytes)
        .map(|byte| format!("{byte}."))
        .collect();
    if bytes == 4 {
        head.pop();
        head.push_str(text.get(address.to_string().len()..)?.get(..1)?);
    }
    let comparison = match bits.is_multiple_of(8) && bytes > 0 {
        true => Part::Start.comparison(&quote::json_string(&head)),
        false => quote::json_string(text),
    };
    let predicate =
        format!("is not an address as EventBridge reads them: it has {what} behind the address");
    let mut proposal = write(comparison);
    proposal.text = format!("send the address alone, or {}", proposal.text);
    let address = quote::json_string(&address.to_string());
    Some(Kin::new(0, predicate, vec![proposal]).sending(address))
}

fn outside(own: &str, text: &str) -> Option<Kin> {
    let address: IpAddr = text.parse().ok()?;
    let block = Block::read(own)?;
    for bits in 1..=MOST_BITS {
        let wider = block.widened(bits)?;
        if wider.contains(address) {
            let predicate = match bits {
                1 => format!("lies beside `{own}`, in the block that is wider by one bit"),
                bits => format!("lies near `{own}`, in the block that is wider by {bits} bits"),
            };
            let comparison = format!(r#"{{"cidr": "{wider}"}}"#);
            let proposals = vec![write_if("it is to be inside", comparison)];
            let rank = usize::try_from(bits).unwrap_or_default();
            return Some(Kin::new(rank, predicate, proposals));
        }
    }
    None
}

/// A block of addresses in a plain value, which is compared as a text.
pub(super) fn block(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    if wanted.part != Part::Whole || !wanted.text.contains('/') {
        return None;
    }
    let block = Block::read(&wanted.text)?;
    block.contains(text.parse().ok()?).then(|| {
        let predicate = format!("lies in `{}`, which is compared as a text", wanted.text);
        let comparison = format!(r#"{{"cidr": {}}}"#, quote::json_string(&wanted.text));
        Kin::new(0, predicate, vec![write(comparison)])
    })
}

/// Addresses with the same first bits.
#[derive(Clone, Copy)]
struct Block {
    address: IpAddr,
    bits: u32,
}

impl Block {
    /// An address with a prefix length, or alone.
    fn read(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let all = length(address);
        let bits = bits.map_or(Some(all), |bits| bits.parse().ok())?;
        (bits <= all).then_some(Self { address, bits })
    }

    fn widened(self, by: u32) -> Option<Self> {
        let bits = self.bits.checked_sub(by).filter(|bits| *bits > 0)?;
        Some(Self { bits, ..self })
    }

    fn contains(self, address: IpAddr) -> bool {
        length(address) == length(self.address) && self.start(address) == self.start(self.address)
    }

    /// The first bits of an address, and none behind them.
    fn start(self, address: IpAddr) -> u128 {
        let rest = length(address) - self.bits;
        let value = value(address);
        value
            .checked_shr(rest)
            .unwrap_or_default()
            .checked_shl(rest)
            .unwrap_or_default()
    }
}

impl fmt::Display for Block {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.start(self.address);
        match self.address {
            IpAddr::V4(_) => write!(
                out,
                "{}",
                Ipv4Addr::from(u32::try_from(start).unwrap_or_default())
            )?,
            IpAddr::V6(_) => write!(out, "{}", Ipv6Addr::from(start))?,
        }
        write!(out, "/{}", self.bits)
    }
}

fn length(address: IpAddr) -> u32 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

fn value(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(four) => u32::from(four).into(),
        IpAddr::V6(six) => six.into(),
    }
}

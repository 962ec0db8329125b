//! `cidrhost`, `cidrnetmask`, `cidrsubnet`, `cidrsubnets`: blocks of addresses.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "cidrhost", "cidrsubnet"; apparentlymart/go-cidr.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Answer, Arguments, known_number};
use crate::iac::terraform::evaluate::NoText;
use crate::iac::terraform::value::Val;

const NO_ROOM: NoText = NoText::Other("a block of addresses that has no room for it");

/// A block of addresses.
#[derive(Clone, Copy, Debug)]
struct Block {
    first: u128,
    /// How many bits are those of the block.
    length: u32,
    /// 32 or 128.
    width: u32,
}

pub(super) fn call(name: &str, given: &Arguments<'_>) -> Option<Answer> {
    Some(match name {
        "cidrhost" => host(given),
        "cidrnetmask" => netmask(given),
        "cidrsubnet" => subnet(given),
        "cidrsubnets" => subnets(given),
        _ => return None,
    })
}

impl Block {
    fn read(text: &str) -> Result<Self, NoText> {
        let block = text.split_once('/').and_then(|(address, length)| {
            let address: IpAddr = address.parse().ok()?;
            let (width, first) = match address {
                IpAddr::V4(address) => (32, u128::from(u32::from(address))),
                IpAddr::V6(address) => (128, u128::from(address)),
            };
            let length: u32 = length.parse().ok()?;
            let block = Self {
                first: 0,
                length,
                width,
            };
            let inside = width.checked_sub(length)?;
            let first = first & u128::MAX.checked_shl(inside).unwrap_or(0);
            Some(Self { first, ..block })
        });
        block.ok_or(NoText::Other("no block of addresses"))
    }

    /// How many bits count addresses in it.
    fn inside(self) -> u32 {
        self.width.saturating_sub(self.length)
    }

    fn address(self, at: u128) -> String {
        match self.width {
            32 => Ipv4Addr::from(u32::try_from(at).unwrap_or_default()).to_string(),
            _ => Ipv6Addr::from(at).to_string(),
        }
    }

    fn written(self) -> String {
        format!("{}/{}", self.address(self.first), self.length)
    }

    /// The block of a number among those with more bits.
    fn part(self, more: u32, number: u128) -> Result<Self, NoText> {
        let length = self
            .length
            .checked_add(more)
            .filter(|all| *all <= self.width);
        let length = length.ok_or(NO_ROOM)?;
        let room = 1_u128.checked_shl(more).unwrap_or(u128::MAX);
        if number >= room {
            return Err(NO_ROOM);
        }
        let shifted = number.checked_shl(self.width - length).unwrap_or(0);
        Ok(Self {
            first: self.first | shifted,
            length,
            ..self
        })
    }

    fn last(self) -> u128 {
        let hosts = 1_u128.checked_shl(self.inside()).unwrap_or(0);
        self.first | hosts.wrapping_sub(1)
    }
}

fn host(given: &Arguments<'_>) -> Answer {
    let block = Block::read(&given.text(0)?)?;
    let number = given.whole(1)?;
    let size = number.unsigned_abs();
    let room = 1_u128.checked_shl(block.inside()).unwrap_or(u128::MAX);
    let at = match number < 0 {
        true if size <= room => block.last() - (size - 1),
        false if size < room => block.first + size,
        _ => return Err(NO_ROOM),
    };
    given.give_text(&block.address(at))
}

fn netmask(given: &Arguments<'_>) -> Answer {
    let block = Block::read(&given.text(0)?)?;
    if block.width != 32 {
        return Err(NoText::Other("a block of IPv6, which has no mask"));
    }
    let mask = u128::from(u32::MAX.checked_shl(block.inside()).unwrap_or(0));
    given.give_text(&block.address(mask))
}

fn subnet(given: &Arguments<'_>) -> Answer {
    let block = Block::read(&given.text(0)?)?;
    let more = u32::try_from(given.whole(1)?).map_err(|_| NO_ROOM)?;
    let number = u128::try_from(given.whole(2)?).map_err(|_| NO_ROOM)?;
    given.give_text(&block.part(more, number)?.written())
}

/// Terraform: `cidrsubnets`: blocks one behind the other, each at the next place where it can begin.
fn subnets(given: &Arguments<'_>) -> Answer {
    let block = Block::read(&given.text(0)?)?;
    let mut next = Some(block.first);
    let mut all = Vec::new();
    for one in given.all.iter().skip(1) {
        let more = known_number(one)?.to_whole();
        let more = more.and_then(|more| u32::try_from(more).ok());
        let more = more.filter(|more| (1..=32).contains(more)).ok_or(NO_ROOM)?;
        let first = next.ok_or(NO_ROOM)?;
        let part = block.part(more, 0)?;
        let size = 1_u128.checked_shl(part.inside()).unwrap_or(0);
        let first = first.checked_next_multiple_of(size).ok_or(NO_ROOM)?;
        let part = Block { first, ..part };
        if part.last() > block.last() {
            return Err(NO_ROOM);
        }
        next = part.last().checked_add(1);
        all.push(Val::text(&part.written(), given.span));
    }
    given.give_list(all)
}

//! When two comparisons are one alternative to the machine.
//!
//! # Source
//!
//! event-ruler 2.0.1: the equality of `Patterns`.

use super::symbols::{Symbol, texts};
use crate::pattern::ast::Test;
use crate::pattern::comparison::AnythingBut;

/// What a comparison is to the machine. Equal bytes are the same alternative.
pub(super) struct Identity {
    pub(super) bytes: Vec<u8>,
    /// It is the absence of the field.
    pub(super) absence: bool,
    /// How it is put into a [byte machine](super::bytes); empty if it is found again whatever stands there.
    pub(super) texts: Vec<Vec<Symbol>>,
    /// It counts for the complexity.
    pub(super) is_wildcard: bool,
}

impl Identity {
    fn new(tag: u8, bytes: &[u8]) -> Self {
        Self {
            bytes: [&[tag], bytes].concat(),
            absence: false,
            texts: Vec::new(),
            is_wildcard: false,
        }
    }

    fn number(value: f64) -> Self {
        Self::new(b'=', &value.to_bits().to_be_bytes())
    }
}

/// The alternatives that a comparison is to the machine: one or, for a comparable number, two (its value, its text).
pub(super) fn identities(test: &Test) -> Vec<Identity> {
    let identity = match test {
        Test::Number(wanted) => {
            let text = Identity::new(b'e', wanted.text.as_bytes());
            let value = wanted.comparable.map(Identity::number);
            return value.into_iter().chain([text]).collect();
        }
        Test::Exact(form) | Test::Literal(form) => Identity::new(b'e', form.as_bytes()),
        Test::Prefix(form) => Identity::new(b'p', form.as_bytes()),
        Test::Suffix(form) => Identity::new(b's', form.as_bytes()),
        Test::PrefixFolded(text) => Identity::new(b'P', text.text.as_wtf8()),
        Test::SuffixFolded(text) => Identity::new(b'S', text.text.as_wtf8()),
        Test::EqualsIgnoreCase(text) => Identity::new(b'i', text.text.as_wtf8()),
        Test::Wildcard(wildcard) => Identity::new(b'w', &wildcard_identity(&wildcard.pieces)),
        Test::Numeric(range) => match (range.low, range.high) {
            (Some(low), Some(high)) if low == high && low.inclusive => Identity::number(low.value),
            _ => Identity::new(b'r', format!("{range:?}").as_bytes()),
        },
        Test::Address(range) => Identity::new(b'a', format!("{range:?}").as_bytes()),
        Test::Exists(true) => Identity::new(b'x', b""),
        Test::Exists(false) => Identity {
            absence: true,
            ..Identity::new(b'-', b"")
        },
        Test::AnythingBut(set) => Identity::new(b'!', &anything_but_identity(set)),
    };
    vec![Identity {
        texts: texts(test),
        is_wildcard: matches!(
            test,
            Test::Wildcard(_) | Test::AnythingBut(AnythingBut::Wildcard(_))
        ),
        ..identity
    }]
}

/// The identity of a set is that of its members, whatever their order.
fn anything_but_identity(set: &AnythingBut) -> Vec<u8> {
    fn members<T>(tag: u8, set: &[T], member: impl Fn(&T) -> Vec<u8>) -> Vec<u8> {
        let mut members: Vec<Vec<u8>> = set.iter().map(member).collect();
        members.sort_unstable();
        members.dedup();
        let mut identity = vec![tag];
        for member in members {
            identity.extend_from_slice(&member.len().to_be_bytes());
            identity.extend_from_slice(&member);
        }
        identity
    }
    match set {
        AnythingBut::Strings(set) => members(b'e', set, |one| one.as_bytes().to_vec()),
        AnythingBut::Numbers(set) => members(b'=', set, |one| {
            one.comparable
                .map_or_else(Vec::new, |value| value.to_bits().to_be_bytes().to_vec())
        }),
        AnythingBut::Prefix(set) => members(b'p', set, |one| one.as_bytes().to_vec()),
        AnythingBut::Suffix(set) => members(b's', set, |one| one.as_bytes().to_vec()),
        AnythingBut::EqualsIgnoreCase(set) => members(b'i', set, |one| one.text.as_wtf8().to_vec()),
        AnythingBut::Wildcard(set) => members(b'w', set, |one| wildcard_identity(&one.pieces)),
    }
}

/// The pieces with their lengths, so that different expressions never look the same.
fn wildcard_identity(pieces: &[Box<[u8]>]) -> Vec<u8> {
    let mut identity = Vec::new();
    for piece in pieces {
        identity.extend_from_slice(&piece.len().to_be_bytes());
        identity.extend_from_slice(piece);
    }
    identity
}

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
    pub fn literal(_text: &JsonString) -> Option<Self> {
        None
    }

    /// Reads the operand of `cidr`.
    ///
    /// # Errors
    ///
    /// The first mistake, in the order in which AWS looks.
    pub fn cidr(_text: &JsonString) -> Result<Self, CidrError> {
        Err(CidrError::Slash)
    }
}

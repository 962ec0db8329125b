//! The request that makes a thing.

use crate::json::Value;

/// The request that makes a thing, by AWS's names, as far as it is known. Everything has its place and its holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// Its members.
    pub value: Value,
    /// How much of the request they are.
    pub extent: Extent,
}

/// How much of a request is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Extent {
    /// All of it: what is not there is missing.
    Whole,
    /// All of a request that changes what is there: what is not there stays.
    Update,
    /// All of a request that takes the place of what is there.
    Replacement,
    /// A part: the rest stands elsewhere, or is nobody's concern.
    Part,
    /// What AWS answered once, perhaps in part.
    Answer,
}

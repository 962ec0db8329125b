//! What a stream of bytes is cut into: a record, where it stands, and what is wrong with it.
//!
//! # What this module does not do
//!
//! It cuts nothing: see [`Splitter`](super::Splitter).

use super::wrapper::Wrapper;
pub use crate::quota::MAXIMUM_RECORD_BYTES;

/// One record of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its text, without white space around it.
    pub bytes: &'a [u8],
    /// Where it begins in the stream, in bytes from 0.
    pub offset: u64,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The character of that line at which it begins, from 1.
    pub column: usize,
    /// What is around it.
    pub enclosure: Enclosure,
    /// It is known to have a `detail-type` among its first members: see `Header`.
    pub is_delivered: bool,
    /// Why it is no JSON value, if the splitter saw that. `None` does not say that it is one.
    pub breakage: Option<Breakage>,
}

/// What is around a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enclosure {
    /// Nothing, or a JSON array.
    None,
    /// The list of a wrapper.
    List(Wrapper),
}

/// Why a record is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Breakage {
    /// The byte at this place in it cannot stand there.
    Unexpected(usize),
    /// The stream ends inside it.
    Unfinished,
    /// The stream ends before the array around the records is closed.
    UnclosedArray,
    /// The list that began here is not closed, and the stream goes on with the next; the piece is empty.
    Unclosed,
    /// No comma stands before the record that begins here; the piece is empty, and the record follows.
    MissingComma,
    /// It is longer than [`MAXIMUM_RECORD_BYTES`]; the piece holds its beginning.
    TooLong,
}

//! How the list around the records began, so that the next document can be told from what is inside a broken one.
//!
//! In a file with a list on each line (arrays, `{"Records":[…]}`), a line that begins as the list before it began is the
//! next list. That counts only where the grammar is lost: a whole list may hold such lines.
//!
//! # What this module does not do
//!
//! It does not find out that something is broken: see [`Splitter`](super::Splitter).

use super::wrapper::{Shape, Wrapper};

/// How much of the beginning of a wrapper tells it from other objects, in bytes.
const MAXIMUM_NAME_BYTES: usize = 64;

/// Where the present list began, and how.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    /// Where its document begins in the stream, in bytes from 0.
    pub(super) offset: u64,
    /// The line on which its document begins, from 1.
    pub(super) line: usize,
    /// How many characters of that line stand before it.
    pub(super) column: usize,
    /// The beginning of its document, up to the end of the line.
    pub(super) text: Vec<u8>,
    /// What a line begins with that begins another such list, as far as this or an earlier document tells.
    pub(super) start: Start,
    /// Nothing is known yet of its first element.
    pub(super) is_fresh: bool,
    /// It has been told that a comma is missing in it.
    pub(super) is_comma_told: bool,
}

/// What a line begins with that begins a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Start {
    /// How many blanks stand before it.
    indent: usize,
    first: First,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum First {
    /// Not known: the list did not begin on the line of its first element.
    #[default]
    Unknown,
    /// `[` and the first byte of an element.
    Array(u8),
    /// `{` and the first name.
    Object(Vec<u8>),
}

impl Start {
    /// An array on a line that begins with `indent` blanks, with the first byte of its first element.
    pub(super) fn array(indent: usize, element: u8) -> Self {
        let first = First::Array(element);
        Self { indent, first }
    }

    /// The same of an object, which `bytes` begin with.
    pub(super) fn object(indent: usize, bytes: &[u8]) -> Self {
        let window = bytes.get(..MAXIMUM_NAME_BYTES).unwrap_or(bytes);
        let end = memchr::memchr_iter(b'"', window).nth(1);
        let name = end.and_then(|end| window.get(..=end));
        let first = match name {
            Some(name) if !name.contains(&b'\n') => First::Object(name.to_vec()),
            _ => First::Unknown,
        };
        Self { indent, first }
    }

    /// The list is an array that began on the line of its first element.
    pub(super) fn is_array(&self) -> bool {
        matches!(self.first, First::Array(_))
    }

    /// What begins so is no event where events are recognised: an array among objects, or a wrapper's own name.
    pub(super) fn is_no_event(&self, shape: Shape) -> bool {
        match &self.first {
            First::Unknown => false,
            First::Array(element) => *element == b'{',
            First::Object(text) => {
                let mut parts = text.split(|byte| *byte == b'"');
                shape == Shape::Recognised && parts.nth(1).and_then(Wrapper::named).is_some()
            }
        }
    }

    /// Whether a line begins such a list: `indent` blanks stand before `bytes`. `None` when more bytes are needed.
    pub(super) fn begins(&self, indent: usize, bytes: &[u8]) -> Option<bool> {
        if indent != self.indent {
            return Some(false);
        }
        match &self.first {
            First::Unknown => Some(false),
            First::Array(element) => match bytes.split_first() {
                None => None,
                Some((b'[', behind)) => {
                    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
                    let next = behind.iter().find(|byte| !is_blank(byte));
                    next.map(|next| next == element)
                }
                Some(_) => Some(false),
            },
            First::Object(name) => {
                let known = name.len().min(bytes.len());
                if name.get(..known) != bytes.get(..known) {
                    return Some(false);
                }
                (known == name.len()).then_some(true)
            }
        }
    }
}

//! A record that was found, and where it stands.

use memchr::{memchr, memrchr};

use super::{BYTE_ORDER_MARK, KEPT_AROUND_BYTES};
use crate::event::piece::{Breakage, Enclosure, Piece};

/// A record that was found: a [`Piece`] without its bytes.
#[derive(Clone, Debug)]
pub(super) struct Current {
    pub(super) start: usize,
    pub(super) length: usize,
    pub(super) offset: u64,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) enclosure: Enclosure,
    pub(super) is_delivered: bool,
    pub(super) is_trusted: bool,
    pub(super) breakage: Option<Breakage>,
}

impl Current {
    /// The record, in the memory in which it was found.
    pub(super) fn piece<'a>(&self, buffer: &'a [u8]) -> Piece<'a> {
        let bytes = buffer.get(self.start..self.start + self.length);
        Piece {
            bytes: bytes.unwrap_or_default().trim_ascii_end(),
            offset: self.offset,
            line: self.line,
            column: self.column + 1,
            enclosure: self.enclosure,
            is_delivered: self.is_delivered,
            breakage: self.breakage,
        }
    }

    /// What stands on its lines before and behind it, in what has come in of that memory.
    pub(super) fn around<'a>(&self, filled: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        let from = self.start.saturating_sub(KEPT_AROUND_BYTES);
        let before = filled.get(from..self.start).unwrap_or_default();
        let before = before.get(memrchr(b'\n', before).map_or(0, |at| at + 1)..);
        let mut before = before.unwrap_or_default();
        // A byte order mark is no part of the line.
        if character_count(before) > self.column {
            before = before.strip_prefix(BYTE_ORDER_MARK).unwrap_or_default();
        }
        let end = self.start + self.piece(filled).bytes.len();
        let waiting = filled.get(end..).unwrap_or_default();
        let behind = waiting.get(..KEPT_AROUND_BYTES).unwrap_or(waiting);
        let behind = behind.get(..memchr(b'\n', behind).unwrap_or(behind.len()));
        (before, behind.unwrap_or_default())
    }
}

/// How many characters begin in these bytes.
pub(super) fn character_count(bytes: &[u8]) -> usize {
    // In blocks that a byte can count, so that many bytes are counted at once.
    let begin = |block: &[u8]| {
        let begin = block.iter().map(|byte| u8::from(byte & 0xC0 != 0x80));
        usize::from(begin.sum::<u8>())
    };
    bytes.chunks(192).map(begin).sum()
}

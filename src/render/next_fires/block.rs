//! What is written, in blocks: a write for each fire would take longer than its text.

use std::io::{self, Write};

/// So many bytes are written at once: enough that whatever stands behind hands them on as they are.
const BLOCK_BYTES: usize = 1 << 16;

/// No fire takes more in most cases, so that the block does not move.
const SPARE_BYTES: usize = 1 << 12;

/// Bytes on their way.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
}

impl Block {
    pub(super) fn new() -> Self {
        Self {
            bytes: Vec::with_capacity(BLOCK_BYTES + SPARE_BYTES),
        }
    }

    /// Writes the block if it is full.
    #[inline]
    pub(super) fn settle(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.bytes.len() < BLOCK_BYTES {
            return Ok(());
        }
        self.finish(out)
    }

    /// Writes what is there.
    pub(super) fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let written = out.write_all(&self.bytes);
        self.bytes.clear();
        written
    }
}

//! A text that comes in slices, for tests.

use std::io::{self, Read};

/// Brings some bytes a read, the numbers in turn, and fails at the end if it is to.
pub(super) struct Slices {
    text: Vec<u8>,
    at: usize,
    sizes: Vec<usize>,
    reads: usize,
    fails: bool,
}

impl Slices {
    pub(super) fn new(text: &[u8], sizes: &[usize], fails: bool) -> Self {
        Self {
            text: text.to_vec(),
            at: 0,
            sizes: sizes.to_vec(),
            reads: 0,
            fails,
        }
    }
}

impl Read for Slices {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes.iter().cycle().nth(self.reads % self.sizes.len());
        self.reads += 1;
        let left = self.text.get(self.at..).unwrap_or_default();
        let mut slice = left
            .get(..size.map_or(0, |size| (*size).min(left.len())))
            .unwrap_or_default();
        let count = slice.read(room)?;
        self.at += count;
        match count == 0 && std::mem::take(&mut self.fails) {
            true => Err(io::Error::other("gone")),
            false => Ok(count),
        }
    }
}

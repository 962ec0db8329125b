//! A fast hash of bytes, for tables that only look up what an event has in it.
//!
//! The keys of the tables come from patterns, and events cannot add to them, or there are few of them: so an event cannot
//! make them slow.

use std::hash::{BuildHasherDefault, Hasher};

/// Folds words of eight bytes by multiplying to 128 bits.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pattern) struct Folding(u64);

/// For `HashMap`.
pub(in crate::pattern) type BuildFolding = BuildHasherDefault<Folding>;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Folding {
    #[inline]
    fn add(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word) * u128::from(MULTIPLIER);
        #[expect(clippy::cast_possible_truncation, reason = "the halves are folded")]
        let folded = product as u64 ^ (product >> 64) as u64;
        self.0 = folded;
    }
}

impl Hasher for Folding {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        self.add(bytes.len() as u64 ^ MULTIPLIER);
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        if let Some(last) = bytes.last_chunk::<8>() {
            self.add(u64::from_le_bytes(*last));
        } else {
            let rest = rest
                .iter()
                .fold(0, |word, byte| word << 8 | u64::from(*byte));
            self.add(rest);
        }
    }

    #[inline]
    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    #[inline]
    fn write_usize(&mut self, _length: usize) {
        // The length prefix of a slice: `write` counts it in.
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

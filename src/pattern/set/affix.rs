//! Which of many texts does a value begin with?
//!
//! Prefixes are asked as they are, suffixes reversed with the value read backwards. A trie would answer in one walk too, but
//! takes a step, and mostly a cache miss, for each byte; here it is one binary search in a sorted list and then a
//! few links.

use std::cmp::Ordering;

/// Texts sorted by their bytes, each with a link to the longest other one that it begins with.
///
/// All members that a value begins with are on one chain of links: that of the last member which does not sort
/// behind the value. (A member that the value begins with sorts before that one, which lies between the
/// two and so begins with it as well.) So one binary search finds them all.
#[derive(Clone, Debug)]
pub(super) struct Affixes<T> {
    sorted: Vec<Affix<T>>,
}

#[derive(Clone, Debug)]
struct Affix<T> {
    text: Box<[u8]>,
    shorter: Option<u32>,
    what: Vec<T>,
}

impl<T> Affixes<T> {
    /// From pairs of a text and what it stands for; a text may come several times.
    pub(super) fn new(mut pairs: Vec<(Box<[u8]>, T)>) -> Self {
        pairs.sort_by(|(left, _), (right, _)| left.cmp(right));
        let mut sorted: Vec<Affix<T>> = Vec::new();
        for (text, what) in pairs {
            if let Some(last) = sorted.last_mut().filter(|last| last.text == text) {
                last.what.push(what);
                continue;
            }
            let mut shorter = sorted.len().checked_sub(1).map(|last| last as u32);
            while let Some(affix) = shorter.and_then(|at| sorted.get(at as usize)) {
                if text.starts_with(&affix.text) {
                    break;
                }
                shorter = affix.shorter;
            }
            sorted.push(Affix {
                text,
                shorter,
                what: vec![what],
            });
        }
        Self { sorted }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Tells everything that stands for a text with which `value` begins.
    #[inline]
    pub(super) fn each(&self, value: impl Iterator<Item = u8> + Clone, mut tell: impl FnMut(&T)) {
        let behind = self.sorted.partition_point(|affix| {
            affix.text.iter().copied().cmp(value.clone()) != Ordering::Greater
        });
        let Some(mut affix) = behind.checked_sub(1).and_then(|at| self.sorted.get(at)) else {
            return;
        };
        let mut common = affix
            .text
            .iter()
            .zip(value)
            .take_while(|(left, right)| **left == *right)
            .count();
        loop {
            if affix.text.len() <= common {
                affix.what.iter().for_each(&mut tell);
                common = affix.text.len();
            }
            match affix.shorter.and_then(|at| self.sorted.get(at as usize)) {
                Some(shorter) => affix = shorter,
                None => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_is_found() {
        let texts = ["", "a", "ab", "abc", "abd", "b", "ba", "abcde", "a", "c"];
        let affixes = Affixes::new(
            texts
                .iter()
                .enumerate()
                .map(|(at, text)| (text.as_bytes().into(), at))
                .collect(),
        );
        for value in [
            "", "a", "ab", "abx", "abcd", "abcdef", "abdd", "b", "bb", "c", "d", "0",
        ] {
            let mut found = Vec::new();
            affixes.each(value.bytes(), |at| found.push(*at));
            found.sort_unstable();
            let expected: Vec<usize> = (0..texts.len())
                .filter(|at| value.starts_with(texts[*at]))
                .collect();
            assert_eq!(found, expected, "{value}");
        }
    }
}

//! The fewest tests that keep everything out.

use std::collections::BTreeMap;

use super::MOST_CANDIDATES;
use super::candidate::Candidate;

const WORDS: usize = MOST_CANDIDATES / 64;

/// Which tests keep an event out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Signature([u64; WORDS]);

/// Events that the same tests keep out.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Where the first of them stands.
    pub(super) place: String,
}

impl Signature {
    pub(super) fn put(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    pub(super) fn remove(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word &= !(1 << (index % 64));
        }
    }

    pub(super) fn has(&self, index: usize) -> bool {
        self.0
            .get(index / 64)
            .is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn indexes(self) -> impl Iterator<Item = usize> {
        (0..MOST_CANDIDATES).filter(move |index| self.has(*index))
    }
}

/// How many choices the search looks at before it takes what it has.
const MOST_STEPS: usize = 200_000;

/// The most fields of a pattern that the search looks for; beyond, the fields that keep most out are taken.
const MOST_SEARCHED: usize = 5;

/// The fewest tests that keep every group out, of these the plainest; each of another field and another array.
///
/// Guaranteed: without any one of them something is let in.
///
/// # Errors
///
/// A group that nothing keeps out, or nothing together with what keeps the others out.
pub(super) fn cover(
    all: &[Candidate],
    groups: &BTreeMap<Signature, Group>,
) -> Result<Vec<usize>, Signature> {
    let signatures: Vec<Signature> = groups.keys().copied().collect();
    if let Some(hopeless) = signatures.iter().find(|one| one.is_empty()) {
        return Err(*hopeless);
    }
    let mut search = Search {
        all,
        signatures: &signatures,
        chosen: Vec::new(),
        best: None,
        steps: 0,
    };
    for most in 1..=MOST_SEARCHED {
        search.go(most);
        if let Some((_, best)) = search.best.take() {
            return Ok(best);
        }
        if search.steps > MOST_STEPS {
            break;
        }
    }
    greedy(all, &signatures)
}

/// The search for a number of tests, that group first which the fewest keep out.
struct Search<'a> {
    all: &'a [Candidate],
    signatures: &'a [Signature],
    chosen: Vec<usize>,
    best: Option<(u32, Vec<usize>)>,
    steps: usize,
}

impl Search<'_> {
    fn go(&mut self, most: usize) {
        let open = self
            .signatures
            .iter()
            .filter(|one| !is_kept_out(one, &self.chosen));
        let Some(hardest) = open.min_by_key(|one| one.count()) else {
            let cost = self.cost();
            if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
                self.best = Some((cost, self.chosen.clone()));
            }
            return;
        };
        for index in hardest.indexes() {
            self.steps += 1;
            let Some(candidate) = self.all.get(index) else {
                return;
            };
            let left = most.checked_sub(candidate.weight());
            let Some(left) = left.filter(|_| self.steps <= MOST_STEPS) else {
                continue;
            };
            if !fits(self.all, &self.chosen, candidate) {
                continue;
            }
            self.chosen.push(index);
            self.go(left);
            self.chosen.pop();
        }
    }

    fn cost(&self) -> u32 {
        let chosen = self.chosen.iter().filter_map(|index| self.all.get(*index));
        chosen.map(|one| one.cost).sum()
    }
}

fn is_kept_out(signature: &Signature, chosen: &[usize]) -> bool {
    chosen.iter().any(|index| signature.has(*index))
}

fn fits(all: &[Candidate], chosen: &[usize], candidate: &Candidate) -> bool {
    let mut chosen = chosen.iter().filter_map(|index| all.get(*index));
    chosen.all(|other| candidate.goes_with(other))
}

/// What keeps most out, again and again; and then without what is not needed.
fn greedy(all: &[Candidate], signatures: &[Signature]) -> Result<Vec<usize>, Signature> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut open: Vec<Signature> = signatures.to_vec();
    while let Some(first) = open.first().copied() {
        let fitting = (0..all.len()).filter(|index| {
            let candidate = all.get(*index);
            candidate.is_some_and(|candidate| fits(all, &chosen, candidate))
        });
        let count = |index: &usize| open.iter().filter(|one| one.has(*index)).count();
        let best = fitting.map(|index| (count(&index), index));
        let best = best.max_by_key(|(count, index)| (*count, std::cmp::Reverse(*index)));
        match best {
            Some((count, index)) if count > 0 => {
                chosen.push(index);
                open.retain(|one| !one.has(index));
            }
            _ => return Err(first),
        }
    }
    for index in chosen.clone() {
        let others: Vec<usize> = chosen.iter().copied().filter(|one| *one != index).collect();
        if signatures.iter().all(|one| is_kept_out(one, &others)) {
            chosen = others;
        }
    }
    Ok(chosen)
}

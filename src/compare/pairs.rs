//! Which gate of an old version became which of the new one.

use super::gate::Gate;

/// How two gates were found to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PairedBy {
    /// Both versions call it the same.
    Address,
    /// It has another address, and the same name on the same bus.
    Name,
    /// It has another address and name, and the same pattern or the same targets on the same bus.
    Content,
}

/// A gate in both versions, or in one of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair<'g> {
    /// In the old version; `None` if it is new.
    pub old: Option<&'g Gate>,
    /// In the new version; `None` if it is gone.
    pub new: Option<&'g Gate>,
    /// How the two were found; by their address if there is only one.
    pub by: PairedBy,
}

/// Pairs the gates of two versions: in the order of the new one, with what is gone behind.
///
/// Gates of one kind belong together that have the same address; of the others those with the same name on the same bus;
/// then those on the same bus with the same pattern, and last those with the same targets, where no other has them.
#[must_use]
pub fn pairs<'g>(old: &'g [Gate], new: &'g [Gate]) -> Vec<Pair<'g>> {
    let mut partners: Vec<Option<(usize, PairedBy)>> = vec![None; new.len()];
    let mut is_taken = vec![false; old.len()];
    let tests: [(PairedBy, SameGate); 4] = [
        (PairedBy::Address, |one, other| one.label == other.label),
        (PairedBy::Name, |one, other| {
            one.name.is_some() && one.name == other.name && one.bus == other.bus
        }),
        (PairedBy::Content, has_the_same_pattern),
        (PairedBy::Content, has_the_same_targets),
    ];
    for (by, is_same) in tests {
        for (number, gate) in new.iter().enumerate() {
            let Some(partner) = partners.get_mut(number).filter(|partner| partner.is_none()) else {
                continue;
            };
            let free = old.iter().zip(&mut is_taken).enumerate();
            let mut same = free.filter(|(_, (candidate, is_taken))| {
                !**is_taken && candidate.kind == gate.kind && is_same(candidate, gate)
            });
            if let Some((at, (_, is_taken))) = same.next() {
                *is_taken = true;
                *partner = Some((at, by));
            }
        }
    }
    let kept = new.iter().zip(&partners).map(|(gate, partner)| Pair {
        old: partner.and_then(|(at, _)| old.get(at)),
        new: Some(gate),
        by: partner.map_or(PairedBy::Address, |(_, by)| by),
    });
    let gone = old
        .iter()
        .zip(&is_taken)
        .filter(|(_, is_taken)| !**is_taken);
    let gone = gone.map(|(gate, _)| Pair {
        old: Some(gate),
        new: None,
        by: PairedBy::Address,
    });
    kept.chain(gone).collect()
}

type SameGate = fn(&Gate, &Gate) -> bool;

/// Whether two gates on one bus let the same through by their texts.
fn has_the_same_pattern(one: &Gate, other: &Gate) -> bool {
    one.bus == other.bus
        && one.closed.is_none()
        && one.bounds.shown.has_the_same_tests(&other.bounds.shown)
}

fn has_the_same_targets(one: &Gate, other: &Gate) -> bool {
    let has_targets = one
        .targets
        .as_ref()
        .is_some_and(|targets| !targets.is_empty());
    has_targets && one.bus == other.bus && one.targets == other.targets
}

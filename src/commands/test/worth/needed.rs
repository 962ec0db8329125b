//! Which of several cases are needed, so that all is noticed that they notice together.

use std::collections::{BTreeMap, BTreeSet};

/// Whether each is needed: one after the other is left out, if those that are still there notice all that it does.
pub(super) fn needed<T: Ord>(notices: &[BTreeSet<T>]) -> Vec<bool> {
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    for one in notices.iter().flatten() {
        *counts.entry(one).or_default() += 1;
    }
    let needed = notices.iter().map(|own| {
        let is_needed = own.iter().any(|one| counts.get(one) == Some(&1));
        for one in own.iter().filter(|_| !is_needed) {
            if let Some(count) = counts.get_mut(one) {
                *count -= 1;
            }
        }
        is_needed
    });
    needed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_notice_is_left_out_in_its_order() {
        for (notices, expected) in [
            (&[&[0][..], &[0, 1]][..], &[false, true][..]),
            (&[&[0, 1], &[1, 2], &[0, 2]], &[false, true, true]),
            (&[&[0], &[1]], &[true, true]),
            (&[&[0], &[0]], &[false, true]),
            (&[&[0], &[]], &[true, false]),
        ] {
            let sets = notices.iter().map(|one| one.iter().copied().collect());
            let sets: Vec<BTreeSet<i32>> = sets.collect();
            assert_eq!(needed(&sets), expected, "{notices:?}");
        }
    }
}

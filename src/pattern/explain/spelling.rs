//! How far two names or short texts are apart.

/// The number of characters to insert, delete, replace or swap, if it is 1 or 2 and less than half of the text.
pub(crate) fn edit_distance(one: &str, other: &str) -> Option<usize> {
    const MAXIMUM_CHARACTERS: usize = 64;
    let one: Vec<char> = one.chars().take(MAXIMUM_CHARACTERS + 1).collect();
    let other: Vec<char> = other.chars().take(MAXIMUM_CHARACTERS + 1).collect();
    let longest = one.len().max(other.len());
    if longest > MAXIMUM_CHARACTERS || one.len().abs_diff(other.len()) > 2 {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (at, character) in one.iter().enumerate() {
        let mut next = vec![at + 1];
        for (to, against) in other.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (cell(&row, to) + usize::from(character != against))
                .min(cell(&row, to + 1) + 1)
                .min(cell(&next, to) + 1);
            let swapped =
                to > 0 && previous == Some(against) && other.get(to - 1) == Some(character);
            if swapped {
                best = best.min(cell(&before, to - 1) + 1);
            }
            next.push(best);
        }
        previous = Some(character);
        before = std::mem::replace(&mut row, next);
    }
    row.last()
        .copied()
        .filter(|distance| (1..=2).contains(distance) && distance * 2 < longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    rows! { edit_distance;
        one_replaced: "state", "stare" => Some(1);
        two_swapped: "state", "satte" => Some(1);
        one_missing: "detail", "detal" => Some(1);
        two_more: "detail", "details2" => Some(2);
        three: "detail", "details34" => None;
        the_same: "a", "a" => None;
        too_short_to_tell: "ab", "cd" => None;
    }
}

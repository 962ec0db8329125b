//! What an unknown operator may have meant.

use crate::pattern::operator::NAMES;

/// Words that people bring from elsewhere, and what says the same here.
const FROM_ELSEWHERE: &[(&str, &str)] = &[
    ("begins-with", "did you mean `prefix`?"),
    ("beginswith", "did you mean `prefix`?"),
    ("startswith", "did you mean `prefix`?"),
    ("starts-with", "did you mean `prefix`?"),
    ("endswith", "did you mean `suffix`?"),
    ("ends-with", "did you mean `suffix`?"),
    ("contains", "write `{\"wildcard\": \"*text*\"}`"),
    ("like", "did you mean `wildcard`?"),
    ("matches", "did you mean `wildcard`?"),
    (
        "regex",
        "there are no regular expressions: use `wildcard`, where `*` stands for any text",
    ),
    ("equals", "write the value itself, or `{\"exactly\": …}`"),
    ("eq", "write the value itself, or `{\"exactly\": …}`"),
    ("in", "list the values: any of them matches"),
    ("not", "did you mean `anything-but`?"),
    ("not-equals", "did you mean `anything-but`?"),
    (
        "anything-but-prefix",
        "write `{\"anything-but\": {\"prefix\": …}}`",
    ),
    ("ip", "did you mean `cidr`?"),
    ("ip-address", "did you mean `cidr`?"),
    ("ip-address-in-range", "did you mean `cidr`?"),
    ("between", "write `{\"numeric\": [\">=\", 1, \"<=\", 5]}`"),
    ("=", "write `{\"numeric\": [\"=\", 5]}`"),
    (">", "write `{\"numeric\": [\">\", 5]}`"),
    (">=", "write `{\"numeric\": [\">=\", 5]}`"),
    ("<", "write `{\"numeric\": [\"<\", 5]}`"),
    ("<=", "write `{\"numeric\": [\"<=\", 5]}`"),
    (
        "$or",
        "`$or` stands beside fields, not in a list of values: `{\"$or\": [{\"a\": [1]}, {\"b\": [2]}]}`",
    ),
];

/// A remedy for an unknown operator, if we know one.
pub(super) fn remedy(name: &str) -> Option<String> {
    let lower = name.trim().to_lowercase().replace(['_', ' '], "-");
    if let Some((_, help)) = FROM_ELSEWHERE.iter().find(|(word, _)| *word == lower) {
        return Some((*help).to_owned());
    }
    nearest(&lower, NAMES).map(|name| format!("did you mean `{name}`?"))
}

/// The name that is at most two edits away, the nearest first.
pub(super) fn nearest<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let distances = names.iter().map(|name| (distance(word, name), *name));
    distances
        .filter(|(distance, _)| *distance <= 2)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many single-character edits (insertions, deletions, replacements) lead from one word to the other.
/// Words whose lengths are more than two apart are given up on: the answer is then merely above two.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(64).collect();
    let right: Vec<char> = right.chars().take(64).collect();
    if left.len().abs_diff(right.len()) > 2 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, a) in left.iter().enumerate() {
        let mut diagonal = index;
        let mut previous = index + 1;
        for (slot, b) in row.iter_mut().skip(1).zip(&right) {
            let above = *slot;
            let replaced = diagonal + usize::from(a != b);
            previous = replaced.min(above + 1).min(previous + 1);
            diagonal = above;
            *slot = previous;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_mistakes_and_words_from_elsewhere_have_a_remedy() {
        assert_eq!(remedy("prefx").as_deref(), Some("did you mean `prefix`?"));
        assert_eq!(
            remedy("Anything_But").as_deref(),
            Some("did you mean `anything-but`?")
        );
        assert_eq!(
            remedy("startsWith").as_deref(),
            Some("did you mean `prefix`?")
        );
        assert_eq!(remedy("colour"), None);
        assert_eq!(
            (
                distance("kitten", "sitting"),
                distance("", "ab"),
                distance("ab", "ab")
            ),
            (3, 2, 0)
        );
    }
}

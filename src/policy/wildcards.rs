//! Patterns with `*` and `?` over texts that are open in part.

use super::Truth;
use super::name::{Name, Part, Text};

/// How many pairs of letters one comparison may look at; beyond that it stays open.
pub const MAXIMUM_CELLS: usize = 1 << 20;

/// How letters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    /// Whether `*` and `?` stand for others.
    pub(super) is_glob: bool,
    /// Whether upper and lower case are the same.
    pub(super) ignores_case: bool,
}

/// Where `*` stands for any letters and `?` for one.
pub(super) const LIKE: Manner = Manner {
    is_glob: true,
    ignores_case: false,
};

/// One letter, or what stands for letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'t> {
    Letter(char),
    Any,
    One,
    /// What is open, and whether it holds neither colons nor slashes.
    Hole(&'t str, bool),
}

/// Whether a pattern with `*` and `?` matches what something is called.
#[must_use]
pub fn matches(pattern: &Text, name: &Name) -> Truth {
    compared(pattern, name, LIKE)
}

/// The same in another manner.
pub(super) fn compared(pattern: &Text, name: &Name, manner: Manner) -> Truth {
    if let Some(from) = &pattern.from {
        if name.own.contains(from) {
            return Truth::Yes;
        }
        if name.others.contains(from) {
            return Truth::No;
        }
    }
    let pattern = tokens(pattern, manner.is_glob, manner.ignores_case);
    if pattern.iter().all(|one| *one == Token::Any) && !pattern.is_empty() {
        return Truth::Yes;
    }
    let mut known = Truth::Open;
    for text in &name.texts {
        let text = tokens(text, false, manner.ignores_case);
        let cells = pattern.len().saturating_mul(text.len());
        if cells > MAXIMUM_CELLS {
            continue;
        }
        known = match (meets(&pattern, &text, true), meets(&pattern, &text, false)) {
            (true, _) => Truth::Yes,
            (_, false) => Truth::No,
            _ => continue,
        };
        break;
    }
    known
}

fn tokens(text: &Text, is_glob: bool, ignores_case: bool) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    for part in &text.parts {
        match part {
            Part::Hole(from) => all.push(Token::Hole(from, is_section(from))),
            Part::Letters(letters) => all.extend(letters.chars().map(|letter| match letter {
                '*' if is_glob => Token::Any,
                '?' if is_glob => Token::One,
                letter if ignores_case => Token::Letter(letter.to_ascii_lowercase()),
                letter => Token::Letter(letter),
            })),
        }
    }
    all
}

/// Whether a pattern matches a text: for certain, whatever the holes are, or for some holes.
fn meets(pattern: &[Token<'_>], text: &[Token<'_>], is_certain: bool) -> bool {
    // Whether the pattern up to here matches the text up to each place.
    let mut reached = vec![false; text.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    skip_holes(&mut reached, text, is_certain);
    for one in pattern {
        let mut next = vec![false; text.len() + 1];
        let is_long = *one == Token::Any || !is_certain && matches!(one, Token::Hole(..));
        let mut before_next = false;
        let mut was = false;
        for (at, (place, before)) in next.iter_mut().zip(&reached).enumerate() {
            let last = at.checked_sub(1).and_then(|last| text.get(last));
            let is_longer = before_next && last.is_some_and(|last| holds(one, last));
            let is_taken = was && last.is_some_and(|last| takes(one, last));
            // What is open of the text may hold what the pattern wants, and more of it.
            let is_inside = !is_certain
                && *before
                && last.is_some_and(|last| matches!(last, Token::Hole(..)) && holds(last, one));
            *place = is_long && (*before || is_longer) || is_taken || is_inside;
            before_next = *place;
            was = *before;
        }
        skip_holes(&mut next, text, is_certain);
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

/// What is open of a text may be empty.
fn skip_holes(reached: &mut [bool], text: &[Token<'_>], is_certain: bool) {
    if is_certain {
        return;
    }
    let mut before = false;
    for (at, place) in reached.iter_mut().enumerate() {
        let last = at.checked_sub(1).and_then(|last| text.get(last));
        *place |= before && matches!(last, Some(Token::Hole(..)));
        before = *place;
    }
}

/// Whether a token of a pattern matches one of a text.
fn takes(one: &Token<'_>, other: &Token<'_>) -> bool {
    match (one, other) {
        (Token::Letter(one), Token::Letter(other)) => one == other,
        (Token::One, Token::Letter(_)) => true,
        (Token::Hole(one, _), Token::Hole(other, _)) => one == other,
        _ => false,
    }
}

/// Whether a token that is long may hold another.
fn holds(one: &Token<'_>, other: &Token<'_>) -> bool {
    !matches!(
        (one, other),
        (Token::Hole(_, true), Token::Letter(':' | '/'))
    )
}

/// Whether something that is open is a section of an ARN.
fn is_section(from: &str) -> bool {
    const SECTIONS: [&str; 6] = [
        "AWS::AccountId",
        "AWS::Partition",
        "AWS::Region",
        "account",
        "partition",
        "region",
    ];
    const DATA: [&str; 3] = [
        "data.aws_caller_identity.",
        "data.aws_partition.",
        "data.aws_region.",
    ];
    SECTIONS.contains(&from) || DATA.iter().any(|one| from.starts_with(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `<…>` is open.
    fn text(written: &str) -> Text {
        let mut parts = Vec::new();
        for (at, one) in written.split(['<', '>']).enumerate() {
            match at % 2 {
                _ if one.is_empty() => {}
                0 => parts.push(Part::Letters(one.to_owned())),
                _ => parts.push(Part::Hole(one.to_owned())),
            }
        }
        Text { parts, from: None }
    }

    #[test]
    fn what_is_open_decides_only_where_it_counts() {
        use Truth::{No, Open, Yes};
        for (pattern, name, expected) in [
            ("a", "a", Yes),
            ("a", "b", No),
            ("", "", Yes),
            ("a*", "a", Yes),
            ("a*c", "abbc", Yes),
            ("a*c", "abbd", No),
            ("a?c", "abc", Yes),
            ("a?c", "ac", No),
            ("*", "<r>", Yes),
            ("a*", "a<r>", Yes),
            ("a<r>", "a<r>", Yes),
            ("a<r>", "a<s>", Open),
            ("a<r>", "b<r>", No),
            ("<r>", "", Open),
            ("<r>b", "a", No),
            ("<r>b", "ab", Open),
            ("ab", "<r>", Open),
            ("ab", "<r>c", No),
            ("ab", "a<r>b", Open),
            ("abc", "a<r>", Open),
            ("abc", "<r>b<s>", Open),
            ("a?", "a<r>", Open),
            ("a:<r>:rule/x", "a:<r>:rule/b/x", No),
            ("a:<r>:rule/*", "a:<r>:rule/b/x", Yes),
            ("a:*:rule/x", "a:<r>:rule/x", Yes),
            ("a:eu:rule/x", "a:<r>:rule/x", Open),
            ("arn:aws:sns:*", "arn:<partition>:events:<region>", No),
            ("arn:aws:sns:*", "arn:<p>:events:<r>", Open),
            ("<region>", "eu", Open),
            ("<region>", "a:b", No),
            ("a:b", "<AWS::Region>", No),
        ] {
            let name = Name::of(vec![text(name)]);
            assert_eq!(
                matches(&text(pattern), &name),
                expected,
                "{pattern} {name:?}"
            );
        }
    }

    #[test]
    fn what_is_too_long_stays_open() {
        let long = "a".repeat(2_000);
        let name = Name::text(&long);
        assert_eq!(matches(&Text::known(&long), &name), Truth::Open);
        assert_eq!(matches(&Text::known("*"), &name), Truth::Yes);
    }
}

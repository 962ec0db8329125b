//! Where two texts begin to differ, and in what.

use unicode_normalization::char::is_combining_mark;

use super::code_points;

/// How many characters of a difference are kept.
const KEPT: usize = 8;

/// The first difference between a text of the event and one of the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contrast {
    /// How many characters come before it.
    pub(super) characters_before: usize,
    /// What only the event has, up to where both are the same again: the first few characters.
    event: String,
    /// What only the pattern has.
    pattern: String,
    /// Whether the difference reaches to the end of both.
    at_end: bool,
}

impl Contrast {
    /// `None` if the texts are the same.
    pub(super) fn new(event: &str, pattern: &str) -> Option<Self> {
        if event == pattern {
            return None;
        }
        let start = common_start(event, pattern);
        let (same, event) = event.split_at_checked(start)?;
        let pattern = pattern.get(start..)?;
        let end = common_end(event, pattern);
        let kept = |text: &str| text.chars().take(KEPT).collect();
        Some(Self {
            characters_before: same.chars().count(),
            event: kept(event.get(..event.len() - end)?),
            pattern: kept(pattern.get(..pattern.len() - end)?),
            at_end: end == 0,
        })
    }

    /// The same, for texts before which there are so many other characters.
    pub(super) fn behind(self, characters: usize) -> Self {
        Self {
            characters_before: self.characters_before + characters,
            ..self
        }
    }

    /// Whether it takes the numbers of the characters to tell them apart: few characters, not all of them ASCII.
    pub(super) fn is_subtle(&self) -> bool {
        const FEW: usize = 3;
        let is_short = |text: &str| text.chars().nth(FEW).is_none();
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
        is_short(&self.event)
            && is_short(&self.pattern)
            && !(is_plain(&self.event) && is_plain(&self.pattern))
    }

    /// The characters in words: "character 4 is U+0065 U+0301 in the event and U+00E9 in the pattern".
    pub(super) fn words(&self) -> String {
        let number = self.characters_before + 1;
        match (&*self.event, &*self.pattern) {
            (event, "") => format!("the event has {} {}", names(event), self.place()),
            ("", pattern) => format!("the event lacks {} {}", names(pattern), self.place()),
            (event, pattern) => format!(
                "character {number} is {} in the event and {} in the pattern",
                names(event),
                names(pattern)
            ),
        }
    }

    fn place(&self) -> String {
        match (self.characters_before, self.at_end) {
            (0, _) => "at its start".to_owned(),
            (_, true) => "at its end".to_owned(),
            (before, _) => format!("behind character {before}"),
        }
    }
}

/// How many bytes are the same, in whole letters: a mark belongs to the character before it.
fn common_start(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes());
    let mut start = same.take_while(|(one, other)| one == other).count();
    let begins_inside = |text: &str, at: usize| {
        text.get(at..)
            .is_none_or(|rest| rest.starts_with(is_combining_mark))
    };
    while start > 0 && (begins_inside(one, start) || begins_inside(other, start)) {
        start -= 1;
    }
    start
}

/// The same from the end.
fn common_end(one: &str, other: &str) -> usize {
    let same = one.bytes().rev().zip(other.bytes().rev());
    let mut end = same.take_while(|(one, other)| one == other).count();
    let begins_inside = |text: &str, end: usize| {
        text.get(text.len() - end..)
            .is_none_or(|rest| rest.starts_with(is_combining_mark))
    };
    while end > 0 && (begins_inside(one, end) || begins_inside(other, end)) {
        end -= 1;
    }
    end
}

/// The first character with its marks, or the first few if all are hidden.
fn names(text: &str) -> String {
    const MOST: usize = 4;
    let mut names = Vec::new();
    for (at, character) in text.chars().take(MOST).enumerate() {
        let goes_on = is_combining_mark(character) || !character.is_ascii_graphic();
        if at > 0 && !goes_on {
            break;
        }
        names.push(code_points::name(character));
    }
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(event: &str, pattern: &str) -> String {
        Contrast::new(event, pattern).unwrap().words()
    }

    rows! { words;
        a_letter_and_its_mark: "cafe\u{301}!", "caf\u{e9}!" => "character 4 is U+0065 U+0301 in the event and U+00E9 in the pattern";
        a_letter_of_another_script: "p\u{430}y", "pay" => "character 2 is U+0430 in the event and U+0061 in the pattern";
        more_at_the_end: "abc\u{200b}", "abc" => "the event has U+200B (zero width space) at its end";
        more_at_the_start: "\u{feff}abc", "abc" => "the event has U+FEFF (byte order mark) at its start";
        less_in_the_middle: "abc", "a\u{a0}bc" => "the event lacks U+00A0 (no-break space) behind character 1";
        characters_of_which_only_the_last_byte_differs: "é", "è" => "character 1 is U+00E9 in the event and U+00E8 in the pattern";
        characters_of_which_only_the_first_byte_differs: "\u{e9}", "\u{a9}" => "character 1 is U+00E9 in the event and U+00A9 in the pattern";
        the_same_mark_on_other_letters: "a\u{301}", "e\u{301}" => "character 1 is U+0061 U+0301 in the event and U+0065 U+0301 in the pattern";
    }

    #[test]
    fn the_same_texts_have_no_difference() {
        assert_eq!(Contrast::new("é", "é"), None);
    }
}

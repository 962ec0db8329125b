//! The line on which something stands, or the part of it that is worth showing.

use crate::source::{Source, Span};

/// How many characters of a line are shown at most, and at least where there is no room.
const MAXIMUM: usize = 80;
const MINIMUM: usize = 30;

/// How many characters at the sides of what is marked are worth showing.
const AROUND: usize = 20;

/// A line in three parts, the middle one of which is marked. None of them holds a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Excerpt {
    /// What stands before it on the line, without the white space at the line's beginning; `…` for what is left out.
    pub before: String,
    /// What is marked.
    pub marked: String,
    /// What stands behind it, without the white space at the line's end; `…` for what is left out.
    pub behind: String,
    /// Whether what is marked is all that was to be marked: it is no longer than one line, and not too long to be shown.
    pub is_whole: bool,
}

impl Excerpt {
    /// The line on which a place begins, where there is room for so many characters; `None` if nothing stands there.
    #[must_use]
    pub fn of(source: &Source, span: Span, room: usize) -> Option<Self> {
        let room = room.clamp(MINIMUM, MAXIMUM);
        match source.origin(span) {
            Some((file, span)) => Self::in_text(file.text(), span, room),
            None => Self::in_text(source.text(), span, room),
        }
    }

    fn in_text(text: &str, span: Span, all: usize) -> Option<Self> {
        let (before, marked) = (text.get(..span.start)?, text.get(span.start..span.end)?);
        let behind = text.get(span.end..)?;
        let line = marked.lines().next().filter(|line| !line.is_empty())?;
        let shown = beginning(line, all - AROUND);
        let is_whole = shown.len() == marked.len();
        let before = before.rsplit('\n').next().unwrap_or_default().trim_start();
        let behind = match shown.len() == line.len() {
            true if is_whole => behind.lines().next().unwrap_or_default().trim_end(),
            true => "",
            false => line.get(shown.len()..).unwrap_or_default(),
        };
        let room = all.saturating_sub(shown.chars().count());
        let count = |text: &str| text.chars().count().min(all);
        // What one side does not need is the other's.
        let (left, right) = (count(before), count(behind));
        let half = room / 2;
        let of_left = left.min(half.max(room.saturating_sub(right)));
        let of_right = right.min(room - of_left);
        Some(Self {
            before: ending(before, of_left),
            marked: shown.to_owned(),
            behind: match beginning(behind, of_right) {
                kept if kept.len() < behind.len() => format!("{kept}…"),
                kept => kept.to_owned(),
            },
            is_whole,
        })
    }
}

/// So many characters of a text.
fn beginning(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters);
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The last so many characters of a text, behind a sign that there are more.
fn ending(text: &str, characters: usize) -> String {
    let mut starts = text.char_indices().rev().map(|(at, _)| at);
    let start = match characters.checked_sub(1) {
        Some(last) => starts.nth(last).unwrap_or_default(),
        None => text.len(),
    };
    let kept = text.get(start..).unwrap_or_default();
    match start {
        0 => kept.to_owned(),
        _ => format!("…{kept}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, word: &str) -> String {
        let at = text.find(word).unwrap();
        let source = Source::new("t", text);
        let excerpt = Excerpt::of(&source, Span::new(at, at + word.len()), 100).unwrap();
        let mark = if excerpt.is_whole { "" } else { "…" };
        format!(
            "{}[{}{mark}]{}",
            excerpt.before, excerpt.marked, excerpt.behind
        )
    }

    #[test]
    fn of_a_short_line_all_is_shown() {
        assert_eq!(shown("{\n  \"a\": 5,\r\n}", "5"), "\"a\": [5],");
        assert_eq!(shown("äöü", "ö"), "ä[ö]ü");
    }

    #[test]
    fn a_long_line_is_cut_round_what_is_marked() {
        let line = format!("{}HERE{}", "ä".repeat(300), "ü".repeat(300));
        let cut = shown(&line, "HERE");
        assert_eq!(cut, format!("…{}[HERE]{}…", "ä".repeat(38), "ü".repeat(38)));
        let at_end = format!("{}HERE", "x".repeat(300));
        assert_eq!(shown(&at_end, "HERE"), format!("…{}[HERE]", "x".repeat(76)));
    }

    #[test]
    fn in_little_room_less_is_shown() {
        let line = format!("{}HERE{}", "x".repeat(50), "y".repeat(50));
        let source = Source::new("t", line);
        let excerpt = Excerpt::of(&source, Span::new(50, 54), 40).unwrap();
        assert_eq!(excerpt.before, format!("…{}", "x".repeat(18)));
        assert_eq!(excerpt.behind, format!("{}…", "y".repeat(18)));
    }

    #[test]
    fn what_goes_on_is_marked_to_the_end_of_its_line() {
        assert_eq!(shown("a: {\n  b\n}", "{\n  b\n}"), "a: [{…]");
        let long = format!("\"{}\"", "x".repeat(70));
        assert!(shown(&long, &long).contains("x…]"));
        assert_eq!(Excerpt::of(&Source::new("t", "ab"), Span::at(1), 80), None);
    }
}

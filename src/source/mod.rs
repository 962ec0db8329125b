//! Text that a user gave us, and places in it.
//!
//! A [`Span`] is a range of bytes in a text. It says nothing about lines; a
//! [`Source`] turns a span into a [`Position`] when something is to be drawn.
//! A source can be a piece cut out of a longer stream (one line of a JSON Lines
//! file, say): it then knows on which line of the whole it begins, so that
//! positions are right without keeping the whole in memory.
//!
//! # Example
//!
//! ```
//! use evb::source::{Source, Span};
//!
//! let source = Source::new("pattern.json", "{\n  \"state\": 5\n}");
//! let place = source.position(13);
//! assert_eq!((place.line, place.column), (2, 12));
//! assert_eq!(source.slice(Span::new(4, 11)), "\"state\"");
//! ```
//!
//! # What this module does not do
//!
//! It reads no files and decodes no bytes: a source is text already. AWS's own
//! error positions count UTF-16 units and follow a reading cursor; they are
//! computed where patterns are parsed, not here.

mod align;
mod origin;

use std::sync::{Arc, OnceLock};

use memchr::{memchr_iter, memrchr};

use crate::sure::Sure as _;
use origin::Origin;

pub use align::{aligned, aligned_around};
pub use origin::{Part, Piece, in_file};

/// A range of bytes in a source: `start` is inside, `end` is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty range before byte `at`.
    #[must_use]
    pub const fn at(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The same range, `by` bytes further on.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
        }
    }

    /// How many bytes it covers.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// A place as people count it: both numbers begin at 1, the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1. A line ends at `\n`.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// A named text. Cloning is cheap, and clones count lines once for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: Arc<str>,
    text: Arc<Text>,
    first_line: usize,
    first_column: usize,
    origin: Option<Arc<Origin>>,
}

/// A text, and where its lines are once somebody has asked.
#[derive(Debug)]
struct Text {
    text: Box<str>,
    marks: OnceLock<Box<[Mark]>>,
}

/// What is counted up to the beginning of a block.
///
/// With a mark for each block a place is found by looking at one block, however long the text and its lines are: as
/// many places as a file has can be told in time that grows with the file, not with its square. Marks for lines
/// alone would not do, because a file may be one long line.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// Line breaks before it.
    lines: usize,
    /// Characters before it.
    characters: usize,
    /// Characters before the line on which it begins.
    characters_before_line: usize,
}

impl Source {
    /// A whole text: a file, an argument, standard input.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Box<str>>) -> Self {
        Self {
            name: name.into(),
            text: Text::new(text),
            first_line: 1,
            first_column: 1,
            origin: None,
        }
    }

    /// A piece of a longer text that begins at the start of line `first_line` (from 1).
    #[must_use]
    pub fn piece(name: impl Into<Arc<str>>, text: impl Into<Box<str>>, first_line: usize) -> Self {
        Self {
            first_line,
            ..Self::new(name, text)
        }
    }

    /// The same piece, cut out of the middle of its first line: it begins at character `column` (from 1).
    #[must_use]
    pub fn from_column(mut self, column: usize) -> Self {
        self.first_column = column;
        self
    }

    /// The same piece, with what stands `before` it on its first line and `behind` it on its last, as far as that is
    /// known. Spans and positions stay as they are: this is for those who draw the line.
    #[must_use]
    pub fn within(mut self, before: impl Into<String>, behind: impl Into<String>) -> Self {
        let (before, behind) = (before.into(), behind.into());
        self.origin = (!before.is_empty() || !behind.is_empty())
            .then(|| Arc::new(Origin::Lines { before, behind }));
        self
    }

    /// What to call it: a path, `<stdin>`, `--pattern`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text.text
    }

    /// The number of the line on which the text begins, from 1.
    #[must_use]
    pub fn first_line(&self) -> usize {
        self.first_line
    }

    /// The part of the text that `span` covers. A span that does not lie on character boundaries inside the text is a
    /// slip, which stops a build with debug assertions; without them, it covers nothing.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.start..span.end).sure()
    }

    /// Line and column of the first byte of a span, and of the byte behind it.
    #[must_use]
    pub fn positions(&self, span: Span) -> (Position, Position) {
        match self.origin.as_deref() {
            Some(Origin::Made { pieces, file }) => file.positions(origin::in_file(pieces, span)),
            Some(Origin::Lines { .. } | Origin::Files(_)) | None => (
                self.position(span.start),
                self.position(span.end.max(span.start)),
            ),
        }
    }

    /// Line and column of a byte. A byte behind the end counts as the end, one inside a character as its beginning.
    ///
    /// The first question costs a look at the whole text, every other the look at a kilobyte.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        match self.origin.as_deref() {
            Some(Origin::Made { pieces, file }) => {
                return file.position(origin::in_file(pieces, Span::at(byte)).start);
            }
            Some(Origin::Files(parts)) => {
                let start = origin::part_at(parts, byte).map_or(0, |part| part.span.start);
                let first = self.text.mark(start).lines;
                let Mark {
                    lines,
                    characters,
                    characters_before_line,
                } = self.text.mark(byte);
                return Position {
                    line: 1 + lines - first,
                    column: 1 + characters - characters_before_line,
                };
            }
            Some(Origin::Lines { .. }) | None => {}
        }
        let Mark {
            lines,
            characters,
            characters_before_line,
        } = self.text.mark(byte);
        let first_column = if lines == 0 { self.first_column } else { 1 };
        Position {
            line: self.first_line + lines,
            column: first_column + characters - characters_before_line,
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text {}

impl Text {
    fn new(text: impl Into<Box<str>>) -> Arc<Self> {
        Arc::new(Self {
            text: text.into(),
            marks: OnceLock::new(),
        })
    }

    /// What is counted up to a byte.
    fn mark(&self, byte: usize) -> Mark {
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let block = end / Mark::BLOCK_BYTES;
        // What is short is counted from its beginning: most texts are asked for a place or two.
        let known = match block.checked_sub(1) {
            None => Mark::default(),
            Some(last) => {
                let marks = self.marks.get_or_init(|| Mark::all(self.text.as_bytes()));
                marks.get(last).copied().sure()
            }
        };
        let from = block * Mark::BLOCK_BYTES;
        known.behind(self.text.as_bytes().get(from..end).sure())
    }
}

impl Mark {
    /// How many bytes stand between two marks.
    const BLOCK_BYTES: usize = 1 << 10;

    /// The marks behind each whole block.
    fn all(text: &[u8]) -> Box<[Self]> {
        let mut mark = Self::default();
        let blocks = text.chunks_exact(Self::BLOCK_BYTES);
        let marks = blocks.map(|block| {
            mark = mark.behind(block);
            mark
        });
        marks.collect()
    }

    /// The mark behind some more bytes. A character counts where it begins, so that blocks may cut it.
    fn behind(self, bytes: &[u8]) -> Self {
        let starts = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let characters = self.characters + starts(bytes);
        let characters_before_line = match memrchr(b'\n', bytes) {
            Some(at) => characters - starts(bytes.get(at + 1..).sure()),
            None => self.characters_before_line,
        };
        Self {
            lines: self.lines + memchr_iter(b'\n', bytes).count(),
            characters,
            characters_before_line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines_from_one() {
        let source = Source::new("t", "ä\n😀x");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(7), Position { line: 2, column: 2 });
        assert_eq!(source.position(99), Position { line: 2, column: 3 });
    }

    #[test]
    fn a_long_text_counts_as_a_short_one_does() {
        let text = format!("{}\n{}x", "ä😀y\n".repeat(700), "€".repeat(1_500));
        let source = Source::new("t", text.as_str());
        for (byte, _) in text.char_indices().step_by(97) {
            let (before, _) = text.split_at(byte);
            let line = before.rsplit('\n').next().unwrap_or_default();
            let counted = Position {
                line: before.matches('\n').count() + 1,
                column: line.chars().count() + 1,
            };
            assert_eq!(source.position(byte), counted, "byte {byte}");
            assert_eq!(
                source.position(byte + 1).line,
                source.clone().position(byte + 1).line
            );
        }
    }

    #[test]
    fn a_piece_out_of_a_line_counts_columns_from_where_it_was_cut() {
        let source = Source::piece("events.json", "ab\ncd", 3).from_column(10);
        assert_eq!(
            source.position(1),
            Position {
                line: 3,
                column: 11
            }
        );
        assert_eq!(source.position(4), Position { line: 4, column: 2 });
    }

    #[test]
    fn the_lines_of_a_piece_hold_it_where_it_stands() {
        let piece = Source::piece("e", "{\n}", 3).from_column(4);
        assert_eq!(piece.origin(Span::at(0)), None);
        let whole = piece.clone().within("[ä,", "]");
        let (lines, Span { start: at, .. }) = whole.origin(Span::at(0)).unwrap();
        assert_eq!((lines.text(), at), ("[ä,{\n}]", 4));
        assert_eq!(lines.position(at), piece.position(0));
        assert_eq!(lines.position(at + 2), piece.position(2));
    }

    #[test]
    fn a_piece_counts_lines_from_where_it_was_cut() {
        let source = Source::piece("events.jsonl", "{}\n{}", 41);
        assert_eq!(
            source.position(3),
            Position {
                line: 42,
                column: 1
            }
        );
    }
}

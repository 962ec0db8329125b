//! Where a text comes from: what stands around it, or the places of a file that it is made of.

use super::{Source, Span};

/// A part of a text that is made out of a file, and where that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the text; it ends where the next one begins.
    pub at: usize,
    /// What of the file it comes from.
    pub span: Span,
    /// Whether the file has it letter by letter. If not, every place in it is the whole span.
    pub is_verbatim: bool,
}

/// A file among several whose texts stand one behind the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Where its text stands among all texts.
    pub span: Span,
}

/// Where a text comes from, if it is not the whole of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is cut out of lines: what stands on its first line before it, and on its last behind it.
    Lines { before: String, behind: String },
    /// It is made of places of a file. Pieces are in their order, and the first begins at 0.
    Made { pieces: Vec<Piece>, file: Source },
    /// It is several files.
    Files(Vec<Part>),
}

impl Source {
    /// A text that is made out of places of `file`: decoded out of a string, or written anew. Every place in it is told
    /// and drawn where the file has it. Without pieces it comes from the beginning of the file.
    #[must_use]
    pub fn made(text: impl Into<Box<str>>, pieces: Vec<Piece>, file: &Self) -> Self {
        let file = file.clone();
        Self::new(file.name.clone(), text).with_origin(Origin::Made { pieces, file })
    }

    /// Several files whose texts stand one behind the other in `text`. It is called as the first one is.
    #[must_use]
    pub fn joined(text: impl Into<Box<str>>, parts: Vec<Part>) -> Self {
        let name = parts.first().map_or("", |part| part.name.as_str());
        let source = Self::new(name, text);
        match parts.len() {
            0 | 1 => source,
            _ => source.with_origin(Origin::Files(parts)),
        }
    }

    /// Whether it is made out of places of a file, and is not what the file holds.
    #[must_use]
    pub fn is_made(&self) -> bool {
        matches!(self.origin.as_deref(), Some(Origin::Made { .. }))
    }

    /// Where the text that it is made out of has a place; `None` if it is made out of none.
    #[must_use]
    pub fn in_original(&self, span: Span) -> Option<Span> {
        match self.origin.as_deref()? {
            Origin::Made { pieces, .. } => Some(in_file(pieces, span)),
            Origin::Lines { .. } | Origin::Files(_) => None,
        }
    }

    /// The text in which a place is drawn, if that is another one, and where in it: of a piece the lines on which it
    /// stands, of what is made out of a file the file.
    #[must_use]
    pub fn origin(&self, span: Span) -> Option<(Self, Span)> {
        match &**self.origin.as_ref()? {
            Origin::Lines { before, behind } => {
                let lines = Self {
                    text: super::Text::new(format!("{before}{}{behind}", self.text())),
                    first_column: self
                        .first_column
                        .saturating_sub(before.chars().count())
                        .max(1),
                    origin: None,
                    ..self.clone()
                };
                Some((lines, span.shifted(before.len())))
            }
            Origin::Made { pieces, file } => {
                let span = in_file(pieces, span);
                Some(file.origin(span).unwrap_or_else(|| (file.clone(), span)))
            }
            Origin::Files(parts) => {
                let part = part_at(parts, span.start)?;
                let text = self.text().get(part.span.start..part.span.end)?;
                let start = part.span.start;
                let of = |at: usize| at.saturating_sub(start).min(text.len());
                let inside = Span::new(of(span.start), of(span.end));
                Some((Self::new(part.name.as_str(), text), inside))
            }
        }
    }

    /// Whether writing `replacement` in place of `span` is the same edit of the file out of which the text is made: the
    /// file has the letters of the span, and none of the replacement's needs an escape that they did not need.
    #[must_use]
    pub(crate) fn is_edited_alike(&self, span: Span, replacement: &str) -> bool {
        let Some(Origin::Made { pieces, file }) = self.origin.as_deref() else {
            return true;
        };
        let place = in_file(pieces, span);
        let old = self.text().get(span.start..span.end).unwrap_or_default();
        let is_same = !old.is_empty() && file.text().get(place.start..place.end) == Some(old);
        let needs_no_escape =
            |letter: char| !r#""'\`$%#&<>"#.contains(letter) && !letter.is_control();
        let is_spelled_alike = replacement
            .chars()
            .all(|letter| needs_no_escape(letter) || old.contains(letter));
        is_same && is_spelled_alike && file.is_edited_alike(place, replacement)
    }

    /// The name of the file in which a byte stands.
    #[must_use]
    pub fn name_at(&self, byte: usize) -> &str {
        match self.origin.as_deref() {
            Some(Origin::Made { pieces, file }) => {
                file.name_at(in_file(pieces, Span::at(byte)).start)
            }
            Some(Origin::Files(parts)) => {
                part_at(parts, byte).map_or(self.name(), |part| part.name.as_str())
            }
            Some(Origin::Lines { .. }) | None => self.name(),
        }
    }

    /// The names of all files of which it is made.
    #[must_use]
    pub fn file_names(&self) -> Vec<&str> {
        match self.origin.as_deref() {
            Some(Origin::Files(parts)) => parts.iter().map(|part| part.name.as_str()).collect(),
            Some(Origin::Made { file, .. }) => file.file_names(),
            Some(Origin::Lines { .. }) | None => vec![self.name()],
        }
    }

    /// The files of which it is made, each as a text of its own.
    #[must_use]
    pub fn files(&self) -> Vec<Self> {
        match self.origin.as_deref() {
            Some(Origin::Files(parts)) => {
                let part = |part: &Part| {
                    let text = self.text().get(part.span.start..part.span.end)?;
                    Some(Self::new(part.name.as_str(), text))
                };
                parts.iter().filter_map(part).collect()
            }
            Some(Origin::Made { file, .. }) => file.files(),
            Some(Origin::Lines { .. }) | None => vec![self.clone()],
        }
    }

    fn with_origin(mut self, origin: Origin) -> Self {
        self.origin = Some(std::sync::Arc::new(origin));
        self
    }
}

/// The last file that begins at a byte or before it.
pub(super) fn part_at(parts: &[Part], byte: usize) -> Option<&Part> {
    let behind = parts.partition_point(|part| part.span.start <= byte);
    parts.get(behind.checked_sub(1)?)
}

/// What of the file a place of a text comes from that is made of pieces.
#[must_use]
pub fn in_file(pieces: &[Piece], span: Span) -> Span {
    let piece_at = |byte: usize| {
        let behind = pieces.partition_point(|piece| piece.at <= byte);
        pieces.get(behind.saturating_sub(1))
    };
    let begin = piece_at(span.start).map_or(0, |piece| match piece.is_verbatim {
        true => (piece.span.start + (span.start - piece.at)).min(piece.span.end),
        false => piece.span.start,
    });
    if span.is_empty() {
        return Span::at(begin);
    }
    let end = piece_at(span.end - 1).map_or(begin, |piece| match piece.is_verbatim {
        true => (piece.span.start + (span.end - piece.at)).min(piece.span.end),
        false => piece.span.end,
    });
    // Members that were put in another order may have it turned round.
    Span::new(begin.min(end), end.max(begin))
}

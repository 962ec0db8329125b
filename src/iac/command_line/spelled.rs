//! A text that a shell puts together, with where in the files each letter comes from.

use crate::diagnostic::Diagnostic;
use crate::json::{self, Hole, Kind, Member, Shape, TextPart, Value};
use crate::source::Span;
use crate::sure::Sure as _;

/// The letter that stands in a script for what is not known of it.
pub(super) const STAND_IN: char = '\u{F8FF}';

/// Letters that come from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    /// Which bytes of the text.
    at: Span,
    /// Where they come from; letter by letter if it is as long.
    source: Span,
}

/// A word, or the text of a file or a here-document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelled {
    /// Where it stands, quotes included.
    pub(super) span: Span,
    text: String,
    runs: Vec<Run>,
    /// What is not known of it, and before which byte of the text.
    holes: Vec<(usize, Hole)>,
}

impl Spelled {
    /// An empty text.
    pub(super) fn new(span: Span) -> Self {
        Self {
            span,
            ..Self::default()
        }
    }

    /// A text as it stands in a file.
    pub(super) fn verbatim(text: &str, span: Span) -> Self {
        let mut spelled = Self::new(span);
        spelled.push(text, span);
        spelled
    }

    /// Letters that come from `source`: letter by letter if it is as long.
    pub(super) fn push(&mut self, text: &str, source: Span) {
        let start = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.runs.last_mut()
            && last.at.len() == last.source.len()
            && text.len() == source.len()
            && last.source.end == source.start
            && last.at.end == start
        {
            last.at.end = self.text.len();
            last.source.end = source.end;
        } else if !text.is_empty() {
            let at = Span::new(start, self.text.len());
            self.runs.push(Run { at, source });
        }
    }

    /// Letters that are not known.
    pub(super) fn push_hole(&mut self, from: &str, span: Span) {
        let from = from.to_owned();
        self.holes.push((self.text.len(), Hole { from, span }));
    }

    /// Another text, which stands at `span` as the outcome of an expansion.
    pub(super) fn push_expanded(&mut self, other: &Self, span: Span) {
        let start = self.text.len();
        self.push(&other.text, span);
        let holes = other.holes.iter().map(|(at, hole)| {
            let hole = Hole {
                from: hole.from.clone(),
                span,
            };
            (start + at, hole)
        });
        self.holes.extend(holes);
    }

    /// Another text, with the places from which it comes.
    pub(super) fn push_spelled(&mut self, other: &Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        let runs = other.runs.iter().map(|run| Run {
            at: run.at.shifted(start),
            source: run.source,
        });
        self.runs.extend(runs);
        let holes = other.holes.iter();
        self.holes
            .extend(holes.map(|(at, hole)| (start + at, hole.clone())));
    }

    /// The text, if it is known.
    pub(super) fn known(&self) -> Option<&str> {
        self.holes.is_empty().then_some(self.text.as_str())
    }

    /// The letters that are known, as if there were no others.
    pub(super) fn letters(&self) -> &str {
        &self.text
    }

    /// How much room it takes: its letters, and its holes as if they were letters.
    pub(super) const fn size(&self) -> usize {
        self.text.len() + 32 * (self.holes.len() + self.runs.len())
    }

    /// Whether something of it is not known before byte `at`.
    pub(super) fn has_hole_before(&self, at: usize) -> bool {
        self.holes.iter().any(|(hole, _)| *hole <= at)
    }

    /// Whether it is one hole and nothing else.
    pub(super) const fn is_hole(&self) -> bool {
        self.text.is_empty() && self.holes.len() == 1
    }

    /// Whether not a letter of it is known, and nothing is missing either.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.holes.is_empty()
    }

    /// Where bytes of the text come from.
    pub(super) fn source(&self, at: Span) -> Span {
        let start = self.place(at.start).start;
        let end = match at.is_empty() {
            true => start,
            false => self.place(at.end - 1).end,
        };
        Span::new(start, end.max(start))
    }

    /// Where one byte comes from.
    fn place(&self, at: usize) -> Span {
        let index = self.runs.partition_point(|run| run.at.end <= at);
        match self.runs.get(index) {
            Some(run) if run.at.len() == run.source.len() => {
                let start = run.source.start + at.saturating_sub(run.at.start);
                Span::new(start, start + 1)
            }
            Some(run) => run.source,
            None => Span::at(self.span.end),
        }
    }

    /// The bytes from `start` to `end`, with what is not known between them. A hole at the end belongs to it.
    pub(super) fn slice(&self, start: usize, end: usize) -> Self {
        let span = match start == end {
            // What is empty or not known stands where it would stand.
            true => self.place(start.saturating_sub(1)),
            false => self.source(Span::new(start, end)),
        };
        let mut slice = Self::new(span);
        slice.text = self.text.get(start..end).sure().to_owned();
        let first = self.runs.partition_point(|run| run.at.end <= start);
        let runs = self.runs.get(first..).sure().iter();
        for run in runs.take_while(|run| run.at.start < end) {
            let (from, to) = (run.at.start.max(start), run.at.end.min(end));
            let source = match run.at.len() == run.source.len() {
                true => {
                    let start = run.source.start + (from - run.at.start);
                    Span::new(start, start + (to - from))
                }
                false => run.source,
            };
            let at = Span::new(from - start, to - start);
            slice.runs.push(Run { at, source });
        }
        let first = self.holes.partition_point(|(at, _)| *at < start);
        let holes = self.holes.get(first..).sure().iter();
        let holes = holes.take_while(|(at, _)| *at <= end);
        slice
            .holes
            .extend(holes.map(|(at, hole)| (at - start, hole.clone())));
        slice
    }

    /// The same without a hole at its end: that belongs to what follows.
    pub(super) fn before(&self, start: usize, end: usize) -> Self {
        let mut slice = self.slice(start, end);
        slice.holes.retain(|(at, _)| *at < end - start);
        slice
    }

    /// The same without white space around it.
    pub(super) fn trimmed_end(&self) -> Self {
        let end = self.text.trim_end_matches(['\n', '\r']).len();
        let last = self.holes.last().map_or(0, |(at, _)| *at);
        match end.max(last) {
            end if end == self.text.len() => self.clone(),
            end => Self {
                span: self.span,
                ..self.slice(0, end)
            },
        }
    }

    /// The words into which a shell splits it.
    pub(super) fn split(&self) -> Vec<Self> {
        let mut words = Vec::new();
        let mut start = None;
        let blank = |character: char| matches!(character, ' ' | '\t' | '\n');
        for (at, character) in self.text.char_indices() {
            match (start, blank(character)) {
                (None, false) => start = Some(at),
                (Some(begin), true) => {
                    words.push(self.slice(begin, at));
                    start = None;
                }
                _ => {}
            }
        }
        words.extend(start.map(|begin| self.slice(begin, self.text.len())));
        words
    }

    /// Its letters, with one that stands for each hole, and where those stand.
    pub(super) fn filled(&self) -> (String, Vec<(usize, Hole)>) {
        let mut text = String::with_capacity(self.text.len());
        let mut holes = Vec::new();
        let mut start = 0;
        for (at, hole) in &self.holes {
            text.push_str(self.text.get(start..*at).sure());
            holes.push((text.len(), hole.clone()));
            text.push(STAND_IN);
            start = *at;
        }
        text.push_str(self.text.get(start..).sure());
        (text, holes)
    }

    /// Where the byte of [`Self::filled`] comes from: of a letter that stands for a hole, where the hole stands.
    pub(super) fn source_of_filled(&self, at: Span) -> Span {
        let start = self.place_of_filled(at.start).start;
        let end = match at.is_empty() {
            true => start,
            false => self.place_of_filled(at.end - 1).end,
        };
        Span::new(start, end.max(start))
    }

    fn place_of_filled(&self, at: usize) -> Span {
        const LENGTH: usize = STAND_IN.len_utf8();
        // How many holes stand before the byte.
        let (mut before, mut end) = (0, self.holes.len());
        while before < end {
            let middle = before.midpoint(end);
            let hole = self.holes.get(middle).map_or(usize::MAX, |(at, _)| *at);
            match hole.saturating_add((middle + 1) * LENGTH) <= at {
                true => before = middle + 1,
                false => end = middle,
            }
        }
        match self.holes.get(before) {
            Some((hole, one)) if hole + before * LENGTH <= at => one.span,
            _ => self.place(at - before * LENGTH),
        }
    }

    /// It as a string.
    pub(super) fn value(&self) -> Value {
        Value::parts(self.parts(), &self.from(), self.span)
    }

    /// It as something of which nothing is known, if anything is open.
    pub(super) fn structure(&self) -> Value {
        Value::open(Shape::Structure, &self.from(), self.span)
    }

    /// On what it depends.
    fn from(&self) -> String {
        let hole = self.holes.first();
        hole.map_or_else(String::new, |(_, hole)| hole.from.clone())
    }

    fn parts(&self) -> Vec<TextPart> {
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, hole) in &self.holes {
            let literal = self.text.get(start..*at).sure();
            parts.push(TextPart::Literal(literal.to_owned()));
            parts.push(TextPart::Hole(hole.clone()));
            start = *at;
        }
        let rest = self.text.get(start..).sure();
        parts.push(TextPart::Literal(rest.to_owned()));
        parts
    }

    /// The JSON that it is; what is not known is open where it stands in the JSON.
    ///
    /// # Errors
    ///
    /// `json/…`: it is no JSON, at the place in the files.
    pub(super) fn json(&self) -> Result<Value, Diagnostic> {
        if self.holes.is_empty() {
            let read = json::parse(&self.text);
            return match read {
                Ok(value) => Ok(Placer::new(self, &[], None).value(value)),
                Err(error) => Err(self.told(error.diagnostic(&self.text))),
            };
        }
        let marker = marker(&self.text);
        let marked = self.marked(marker);
        match json::parse(&marked.text) {
            Ok(value) => Ok(Placer::new(&marked, &self.holes, Some(marker)).value(value)),
            Err(error) => Err(marked.told(error.diagnostic(&marked.text))),
        }
    }

    /// A diagnostic about the text, as one about the files.
    pub(super) fn told(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.placed(|span| self.source(span))
    }

    /// The same text with a mark where something is not known, between quotes where it stands outside every string.
    fn marked(&self, marker: char) -> Self {
        let mut marked = Self::new(self.span);
        let mut is_inside = false;
        let mut start = 0;
        for (number, (at, hole)) in self.holes.iter().enumerate() {
            let before = self.slice(start, *at);
            is_inside = ends_inside_string(&before.text, is_inside);
            marked.push_spelled(&Self {
                holes: Vec::new(),
                ..before
            });
            let mark = match is_inside {
                true => format!("{marker}{number}{marker}"),
                false => format!("\"{marker}{number}{marker}{marker}\""),
            };
            marked.push(&mark, hole.span);
            start = *at;
        }
        let rest = self.slice(start, self.text.len());
        marked.push_spelled(&Self {
            holes: Vec::new(),
            ..rest
        });
        marked
    }
}

/// A character that the text does not have: there are more of them than holes could be told apart otherwise.
fn marker(text: &str) -> char {
    let mut free = ('\u{E000}'..='\u{F8FF}').filter(|one| !text.contains(*one));
    free.next().unwrap_or('\u{E000}')
}

/// Whether a string of JSON is open behind a text.
fn ends_inside_string(text: &str, began_inside: bool) -> bool {
    let mut is_inside = began_inside;
    let mut is_escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_inside => is_escaped = true,
            b'"' => is_inside = !is_inside,
            _ => {}
        }
    }
    is_inside
}

/// Gives what was read of a marked text its places in the files, and its marks their holes.
struct Placer<'a> {
    marked: &'a Spelled,
    holes: &'a [(usize, Hole)],
    /// What stands around the number of a hole, if there are holes.
    marker: Option<char>,
}

impl<'a> Placer<'a> {
    const fn new(marked: &'a Spelled, holes: &'a [(usize, Hole)], marker: Option<char>) -> Self {
        Self {
            marked,
            holes,
            marker,
        }
    }

    fn is_marked(&self, text: &str) -> bool {
        self.marker.is_some_and(|marker| text.contains(marker))
    }

    fn value(&self, value: Value) -> Value {
        let span = self.marked.source(value.span);
        match value.kind {
            Kind::String(text) => match text.as_str().filter(|one| self.is_marked(one)) {
                Some(marked) => self.open(marked, span),
                None => Value {
                    span,
                    kind: Kind::String(text),
                },
            },
            Kind::Array(elements) => {
                let elements = elements.into_iter().map(|one| self.value(one));
                let kind = Kind::Array(elements.collect());
                Value { span, kind }
            }
            Kind::Object(members) => self.object(members, span),
            kind => Value { span, kind },
        }
    }

    /// An object; one with a name that is not known may hold anything.
    fn object(&self, members: Vec<Member>, span: Span) -> Value {
        let open = members.iter().find_map(|member| {
            let name = member.name.as_str()?;
            self.is_marked(name).then(|| self.parts(name))
        });
        if let Some(hole) = open.iter().flatten().find_map(|part| match part {
            TextPart::Hole(hole) => Some(hole),
            TextPart::Literal(_) => None,
        }) {
            return Value::open(Shape::Structure, &hole.from, span);
        }
        let members = members.into_iter().map(|member| Member {
            name: member.name,
            name_span: self.marked.source(member.name_span),
            value: self.value(member.value),
        });
        let kind = Kind::Object(members.collect());
        Value { span, kind }
    }

    fn open(&self, marked: &str, span: Span) -> Value {
        let parts = self.parts(marked);
        let from = parts.iter().find_map(|part| match part {
            TextPart::Hole(hole) => Some(hole.from.clone()),
            TextPart::Literal(_) => None,
        });
        let from = from.unwrap_or_default();
        let mut from_end = marked.chars().rev();
        let is_whole = from_end.next() == self.marker && from_end.next() == self.marker;
        match is_whole {
            true => Value::open(Shape::Structure, &from, span),
            false => Value::parts(parts, &from, span),
        }
    }

    fn parts(&self, marked: &str) -> Vec<TextPart> {
        let is_marker = |character| Some(character) == self.marker;
        let pieces = marked.split(is_marker).enumerate();
        let parts = pieces.filter_map(|(index, piece)| match index % 2 {
            0 => Some(TextPart::Literal(piece.to_owned())),
            _ => {
                let number: usize = piece.parse().ok()?;
                let (_, hole) = self.holes.get(number)?;
                Some(TextPart::Hole(hole.clone()))
            }
        });
        parts.collect()
    }
}

//! A record of an input: the event in it, or why there is none.

use std::borrow::Cow;
use std::io;

use crate::commands::{Failure, input};
use crate::diagnostic::{Diagnostics, Finding};
use crate::event::put_events::Settings;
use crate::event::{self, Header, Origin, Piece, Shape};
use crate::report::EventReport;
use crate::source::Source;

/// Where an event comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventPlace<'s> {
    /// The file, or `<stdin>`.
    pub source: &'s str,
    /// How many records came before it in that file.
    pub index: usize,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The character of that line at which it begins, from 1.
    pub column: usize,
}

impl std::fmt::Display for EventPlace<'_> {
    /// `orders.jsonl:3`, or `orders.json:3:5` where the event does not begin its line.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.source, self.line)?;
        match self.column {
            0..=1 => Ok(()),
            column => write!(out, ":{column}"),
        }
    }
}

impl<'s> EventPlace<'s> {
    /// The same for the output, with the `id` of the event if it has one.
    #[must_use]
    pub fn report(self, id: Option<&'s str>) -> EventReport<'s> {
        EventReport {
            source: self.source,
            index: self.index,
            line: self.line,
            column: self.column,
            id,
        }
    }
}

/// An event of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRecord<'s> {
    /// Where it comes from.
    pub place: EventPlace<'s>,
    /// Its text. It may still turn out not to be JSON, or no object.
    pub text: Cow<'s, str>,
    /// How it came out of the record.
    pub origin: Origin,
    /// The bus that its entry names, if it is one that does.
    pub bus: Option<String>,
    /// What stands on its lines before and behind the record.
    pub(super) around: (&'s [u8], &'s [u8]),
}

/// A record, or a whole input, in which there is no event.
#[derive(Debug)]
pub struct BrokenRecord {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// The file, or `<stdin>`.
    pub source: String,
    /// How many records came before it, and the line on which it begins; `None` if the input cannot be read.
    pub index_and_line: Option<(usize, usize)>,
}

/// The text of a record, with what is known of its lines.
pub(super) fn on_its_lines(place: EventPlace<'_>, text: &str, around: (&[u8], &[u8])) -> Source {
    let (before, behind) = around;
    let is_inside = |byte: &&u8| **byte & 0xC0 == 0x80;
    let cut = before.iter().take_while(is_inside).count();
    let before = String::from_utf8_lossy(before.get(cut..).unwrap_or_default());
    let behind = String::from_utf8_lossy(behind);
    Source::piece(place.source, text, place.line)
        .from_column(place.column)
        .within(
            before,
            behind.trim_end_matches(['\r', char::REPLACEMENT_CHARACTER]),
        )
}

impl<'s> EventRecord<'s> {
    /// The event in a record at this place, or why there is none; `None` if it is an empty list.
    pub(super) fn recognised(
        piece: &Piece<'s>,
        around: (&'s [u8], &'s [u8]),
        place: EventPlace<'s>,
        (shape, settings): (Shape, &Settings),
    ) -> Option<Result<Self, Box<BrokenRecord>>> {
        match event::recognise(piece, shape, settings) {
            Ok(None) => None,
            Ok(Some(event)) => Some(Ok(Self {
                place,
                text: event.text,
                origin: event.origin,
                bus: event.bus,
                around,
            })),
            Err(diagnostics) => {
                let text = String::from_utf8_lossy(piece.bytes);
                let source = on_its_lines(place, &text, around);
                let broken = BrokenRecord::new(place, &source, diagnostics);
                Some(Err(Box::new(broken)))
            }
        }
    }

    /// An event that fills its line.
    pub(super) fn of_line(place: EventPlace<'s>, text: &'s str) -> Self {
        Self {
            place,
            text: Cow::Borrowed(text),
            origin: Origin::Itself,
            bus: None,
            around: (b"", b""),
        }
    }
}

impl EventRecord<'_> {
    /// The text as a source, for spans that lie in it.
    #[must_use]
    pub fn source(&self) -> Source {
        let place = self.place;
        match self.origin {
            Origin::Itself => on_its_lines(place, &self.text, self.around),
            Origin::Entry => Source::new(format!("{place}[as delivered]"), &*self.text),
            Origin::Message(member) => Source::new(format!("{place}[{member}]"), &*self.text),
        }
    }

    /// The same as a record in which there is no event after all; spans lie in the event's text.
    #[must_use]
    pub fn refused(&self, diagnostics: Diagnostics) -> BrokenRecord {
        BrokenRecord::new(self.place, &self.source(), diagnostics)
    }

    /// The first members, if they are in the order in which EventBridge writes them.
    #[must_use]
    pub fn header(&self) -> Header<'_> {
        Header::read(self.text.as_bytes())
    }
}

impl BrokenRecord {
    pub(super) fn new(place: EventPlace<'_>, source: &Source, diagnostics: Diagnostics) -> Self {
        Self {
            findings: diagnostics
                .0
                .into_iter()
                .map(|diagnostic| Finding::new(diagnostic, source))
                .collect(),
            source: place.source.to_owned(),
            index_and_line: Some((place.index, place.line)),
        }
    }

    /// Which record it is; `None` of a whole input.
    #[must_use]
    pub fn report(&self) -> Option<EventReport<'_>> {
        let (index, line) = self.index_and_line?;
        Some(EventReport {
            source: &self.source,
            index,
            line,
            column: 1,
            id: None,
        })
    }

    pub(super) fn unreadable(name: String, error: &io::Error) -> Self {
        let findings = match input::unreadable(&name, error) {
            Failure::Refused(refusal) => refusal.findings,
            Failure::Output(_) => Vec::new(),
        };
        Self {
            findings,
            source: name,
            index_and_line: None,
        }
    }

    /// An input that cannot be opened.
    pub(super) fn of_input(name: String, failure: Failure) -> Box<Self> {
        Box::new(match failure {
            Failure::Refused(refusal) => Self {
                findings: refusal.findings,
                source: name,
                index_and_line: None,
            },
            Failure::Output(error) => Self::unreadable(name, &error),
        })
    }
}

//! Answers for many events at once.

use std::borrow::Cow;
use std::sync::Arc;

use super::chunks::Chunk;
use super::record::{EventPlace, EventRecord};
use super::stream::Takes;
use super::told::Told;
use crate::commands::{Context, Failure};
use crate::event::{self, Extent, Header, Origin};
use crate::json;

/// What is kept free behind the text of a message, so that the reader can look beyond an event.
const ROOM_BYTES: usize = 64;

/// Answers for events on any thread.
pub(in crate::commands) trait AnswersLines: Sync {
    /// What a thread needs for its answers.
    type Scratch;
    /// The answers for consecutive events of one chunk, in their order.
    type Answers: Default + Send;

    /// Gets what a thread needs; it is given back when the chunk is answered.
    fn scratch(&self) -> Self::Scratch;

    /// Takes back what a thread needed.
    fn give_back(&self, _scratch: Self::Scratch) {}

    /// Whether [`line`](Self::line) needs to know the place of an event in its input. It costs a look at every byte.
    fn wants_places(&self) -> bool;

    /// Whether [`line`](Self::line) answers for events that are JSON and for nothing else.
    fn checks_events(&self) -> bool {
        true
    }

    /// How much of a [header](Line::header) [`line`](Self::line) wants.
    fn wanted_header(&self) -> Extent {
        Extent::Whole
    }

    /// Adds the answer for an event that fills its line, or stands elsewhere as a whole. `false`, and nothing added, if it
    /// is no good event or more is to be told of it: it is then handed over as a record.
    fn line(
        &self,
        line: &Line<'_>,
        scratch: &mut Self::Scratch,
        answers: &mut Self::Answers,
    ) -> bool;
}

/// A command that can answer for events on any thread, while it tells what was answered.
pub(in crate::commands) trait TakesLines: Takes {
    /// What answers.
    type Lines: AnswersLines + Send;

    /// What answers, beside this.
    fn lines(&self) -> Arc<Self::Lines>;

    /// Takes answers, in the order of the input.
    fn take_part(
        &mut self,
        part: Part<'_, Answers<Self>>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure>;
}

/// The answers that a command takes.
pub(in crate::commands) type Answers<T> = <<T as TakesLines>::Lines as AnswersLines>::Answers;

/// What looks like a whole event: a line, a record, what a message carries.
pub(in crate::commands) struct Line<'c> {
    /// The memory in which it stands: whoever looks for the end of an event may look beyond it.
    pub(in crate::commands) buffer: &'c [u8],
    /// Where in that memory it begins and ends.
    pub(in crate::commands) span: (usize, usize),
    /// How many lines, or records where it is none, come before it in its chunk.
    pub(in crate::commands) number: u32,
    header: Option<Header<'c>>,
    place: Option<EventPlace<'c>>,
    origin: Origin,
    around: (&'c [u8], &'c [u8]),
}

impl<'c> Line<'c> {
    /// What stands there, and fills its line.
    pub(super) fn new(
        buffer: &'c [u8],
        span: (usize, usize),
        number: u32,
        place: Option<EventPlace<'c>>,
    ) -> Self {
        Self {
            buffer,
            span,
            number,
            header: None,
            place,
            origin: Origin::Itself,
            around: (b"", b""),
        }
    }

    /// The same with its first members, where they were looked at.
    pub(super) fn beginning(self, header: Option<Header<'c>>) -> Self {
        Self { header, ..self }
    }

    /// What a message carries in this member, written to that memory: so many lines or records come before the message. `None`
    /// if it is not JSON, and whoever answers does not `check` that.
    pub(super) fn carried(
        carried: &'c mut Vec<u8>,
        member: &'static str,
        (number, place): (u32, Option<EventPlace<'c>>),
        checks: bool,
    ) -> Option<Self> {
        let length = carried.len();
        if !checks && !json::scan::is_value(carried) {
            return None;
        }
        carried.resize(length + ROOM_BYTES, 0);
        let line = Self::new(carried, (0, length), number, place);
        Some(line.within((b"", b""), Origin::Message(member)))
    }

    /// The same with what stands on its lines before and behind its record, and how it came out of that.
    pub(super) fn within(self, around: (&'c [u8], &'c [u8]), origin: Origin) -> Self {
        Self {
            origin,
            around,
            ..self
        }
    }

    /// Its bytes.
    pub(in crate::commands) fn bytes(&self) -> &'c [u8] {
        let (start, end) = self.span;
        self.buffer.get(start..end).unwrap_or_default()
    }

    /// Its first members, at least as far as they are [wanted](AnswersLines::wanted_header).
    pub(in crate::commands) fn header(&self) -> Header<'c> {
        self.header.unwrap_or_else(|| Header::read(self.bytes()))
    }

    /// Where it stands in the input, where that is [wanted](AnswersLines::wants_places).
    pub(in crate::commands) fn place(&self) -> Option<EventPlace<'c>> {
        self.place
    }

    /// The event, where its place is [wanted](AnswersLines::wants_places) and it is text.
    pub(in crate::commands) fn record(&self) -> Option<EventRecord<'c>> {
        let text = std::str::from_utf8(self.bytes()).ok()?;
        Some(EventRecord {
            origin: self.origin,
            around: self.around,
            ..EventRecord::of_line(self.place?, text)
        })
    }
}

/// The answers for some events, and where these stand.
pub(in crate::commands) struct Part<'c, A> {
    /// What [`AnswersLines::line`] added.
    pub(in crate::commands) answers: A,
    /// The file, or `<stdin>`.
    pub(super) source: &'c str,
    /// How long they are, in bytes.
    pub(in crate::commands) bytes: usize,
    pub(super) within: Within<'c>,
}

/// In what the events of a part stand.
pub(super) enum Within<'c> {
    /// Each is a line.
    Lines {
        chunk: &'c Chunk,
        /// How many records came before the first of them in the file.
        index: usize,
        /// How many lines came before their chunk.
        lines_before: usize,
        /// Whether each is a message that carries its event.
        are_carried: bool,
    },
    /// Each is in a record.
    Records(Told<'c>),
}

impl<'c, A> Part<'c, A> {
    /// The place of an event: so many came before it in this part, and so many lines or records in its chunk.
    pub(in crate::commands) fn place(&self, nth: usize, number: u32) -> EventPlace<'c> {
        match &self.within {
            Within::Lines {
                index,
                lines_before,
                ..
            } => EventPlace {
                source: self.source,
                index: index + nth,
                line: lines_before + number as usize + 1,
                column: 1,
            },
            Within::Records(told) => told.place(number as usize),
        }
    }

    /// The event itself; `None` if it is not text.
    pub(in crate::commands) fn record(
        &self,
        nth: usize,
        number: u32,
        (start, end): (usize, usize),
    ) -> Option<EventRecord<'c>> {
        match &self.within {
            Within::Lines {
                chunk,
                are_carried: true,
                ..
            } => {
                let mut lines = chunk.text().split(|byte| *byte == b'\n');
                let message = lines.nth(number as usize)?.trim_ascii_end();
                let mut carried = Vec::new();
                let member = event::message(message, &mut carried)?;
                Some(EventRecord {
                    text: Cow::Owned(String::from_utf8(carried).ok()?),
                    origin: Origin::Message(member),
                    ..EventRecord::of_line(self.place(nth, number), "")
                })
            }
            Within::Lines { chunk, .. } => {
                let text = chunk.text().get(start..end)?;
                let text = std::str::from_utf8(text).ok()?;
                Some(EventRecord::of_line(self.place(nth, number), text))
            }
            Within::Records(told) => told.record(number as usize)?.ok(),
        }
    }
}

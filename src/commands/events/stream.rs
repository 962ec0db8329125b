//! The sequential form: one event after the other, whatever shape they have.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, Read, Write};

use super::record::{BrokenRecord, EventPlace, EventRecord, on_its_lines};
use super::{End, Wanted};
use crate::commands::input::{self, Input};
use crate::commands::{Context, Failure};
use crate::diagnostic::Diagnostics;
use crate::event::put_events::Settings;
use crate::event::{self, Breakage, Event, Origin, Shape, Splitter};

/// A command that is handed events one after the other.
pub(in crate::commands) trait Takes {
    /// An event. Its text may still turn out to be no JSON, or no object.
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure>;

    /// A record in which there is no event, or an input that cannot be read (to its end). The others follow.
    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure>;
}

/// Hands over every event, in the order of the input.
pub(in crate::commands) fn in_order(
    wanted: Wanted,
    taker: &mut impl Takes,
    context: &mut Context<'_>,
) -> Result<End, Failure> {
    let mut stream = EventStream {
        inputs: wanted.inputs.into(),
        current: None,
        shape: wanted.shape,
        records_before: wanted.settings.first_number,
        settings: wanted.settings,
        had_empty_list: false,
    };
    stream.each(taker, context)?;
    Ok(End {
        had_empty_list: stream.had_empty_list,
    })
}

/// Events one after the other, in memory that does not grow with the input.
///
/// A record that is no event is told and passed; the stream ends when every input is read.
pub(super) struct EventStream {
    inputs: VecDeque<Input>,
    current: Option<Current>,
    shape: Shape,
    settings: Settings,
    /// How many records came before those of the present input: each entry gets an id of its own.
    records_before: usize,
    /// Whether there was an empty list of records or messages.
    had_empty_list: bool,
}

/// The input that is being read.
struct Current {
    name: String,
    reader: Box<dyn Read + Send>,
    splitter: Splitter,
    /// How many records came before the present one.
    index: usize,
    /// How many lines came before what the splitter sees.
    lines_before: usize,
    ended: bool,
    /// Why it ended too early.
    failed: Option<io::Error>,
}

/// What a record turned out to be, without its text if that stands in the buffer.
enum Outcome {
    Itself,
    Made(String, Origin, Option<String>),
    Broken(Diagnostics),
}

impl EventStream {
    /// A stream over the rest of an input, before which came so many records and whole lines. The first number of the
    /// settings is how many records came in other inputs before.
    pub(super) fn over_rest(
        name: &str,
        reader: Box<dyn Read + Send>,
        (shape, settings): (Shape, Settings),
        index: usize,
        lines_before: usize,
    ) -> Self {
        Self {
            inputs: VecDeque::new(),
            current: Some(Current {
                index,
                lines_before,
                ..Current::new(name.to_owned(), reader, shape)
            }),
            shape,
            records_before: settings.first_number,
            settings,
            had_empty_list: false,
        }
    }

    /// Whether there was an empty list of records or messages so far.
    pub(super) fn had_empty_list(&self) -> bool {
        self.had_empty_list
    }

    /// How many records there were in the inputs that have ended, with those that came before this stream.
    pub(super) fn records_before(&self) -> usize {
        self.records_before
    }

    /// Hands over every event that is left.
    pub(super) fn each(
        &mut self,
        taker: &mut impl Takes,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        while let Some(record) = self.next(context) {
            match record {
                Ok(record) => taker.take(&record, context)?,
                Err(broken) => taker.refuse(*broken, context)?,
            }
        }
        Ok(())
    }

    /// The next event. `None` at the end of the last input.
    ///
    /// Before it waits for more of an input, what was written to standard output is flushed: whoever writes the events may
    /// wait for the answers.
    fn next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Option<Result<EventRecord<'_>, Box<BrokenRecord>>> {
        let outcome = match self.next_outcome(context)? {
            Ok(outcome) => outcome,
            Err(broken) => return Some(Err(broken)),
        };
        let current = self.current.as_ref()?;
        let piece = current.splitter.piece();
        let place = EventPlace {
            source: &current.name,
            // Where there is more to tell of the list than of a record, nothing may have been counted.
            index: current.index.saturating_sub(1),
            line: current.lines_before + piece.line,
            column: piece.column,
        };
        let (text, origin, bus) = match outcome {
            Outcome::Itself => (String::from_utf8_lossy(piece.bytes), Origin::Itself, None),
            Outcome::Made(text, origin, bus) => (Cow::Owned(text), origin, bus),
            Outcome::Broken(diagnostics) => {
                let text = String::from_utf8_lossy(piece.bytes);
                let source = on_its_lines(place, &text, current.splitter.around());
                return Some(Err(Box::new(BrokenRecord::new(
                    place,
                    &source,
                    diagnostics,
                ))));
            }
        };
        Some(Ok(EventRecord {
            place,
            text,
            origin,
            bus,
            around: current.splitter.around(),
        }))
    }

    /// Opens an input: the first file of a glob, whose other files come next.
    fn open(&mut self, input: Input, context: &mut Context<'_>) -> Result<(), Box<BrokenRecord>> {
        let name = input.name("<event>").to_owned();
        let files = opened(input, context);
        let files = files.map_err(|failure| BrokenRecord::of_input(name, failure))?;
        let mut files = files.into_iter();
        let Some(first) = files.next() else {
            return Ok(());
        };
        for later in files.rev() {
            self.inputs.push_front(later);
        }
        self.current = Some(Current::open(&first, self.shape, context)?);
        Ok(())
    }

    /// Moves to the next record that is not an empty list and looks at it.
    fn next_outcome(
        &mut self,
        context: &mut Context<'_>,
    ) -> Option<Result<Outcome, Box<BrokenRecord>>> {
        loop {
            let Some(current) = &mut self.current else {
                let input = self.inputs.pop_front()?;
                match self.open(input, context) {
                    Ok(()) => continue,
                    Err(broken) => return Some(Err(broken)),
                }
            };
            match current.advance(context.stdout) {
                Ok(true) => {}
                Ok(false) => {
                    self.records_before += current.index;
                    self.current = None;
                    continue;
                }
                Err(error) => {
                    let name = std::mem::take(&mut current.name);
                    self.records_before += current.index;
                    self.current = None;
                    return Some(Err(Box::new(BrokenRecord::unreadable(name, &error))));
                }
            }
            self.settings.first_number = self.records_before + current.index - 1;
            let piece = current.splitter.piece();
            return Some(Ok(
                match event::recognise(&piece, self.shape, &self.settings) {
                    Ok(None) => {
                        // An empty list is no record.
                        current.index -= 1;
                        self.had_empty_list = true;
                        continue;
                    }
                    Ok(Some(Event {
                        text: Cow::Owned(text),
                        origin,
                        bus,
                    })) => Outcome::Made(text, origin, bus),
                    Ok(Some(_)) => Outcome::Itself,
                    Err(diagnostics) => Outcome::Broken(diagnostics),
                },
            ));
        }
    }
}

/// The inputs that an argument names; what of a directory is left out is told.
pub(super) fn opened(input: Input, context: &mut Context<'_>) -> Result<Vec<Input>, Failure> {
    let expanded = input::expanded(input, context)?;
    if let Some(left_out) = expanded.left_out {
        context.tell(&left_out)?;
    }
    Ok(expanded.inputs)
}

impl Current {
    fn open(input: &Input, shape: Shape, context: &Context<'_>) -> Result<Self, Box<BrokenRecord>> {
        let name = input.name("<event>").to_owned();
        match input.open(context) {
            Ok(reader) => Ok(Self::new(name, reader, shape)),
            Err(failure) => Err(BrokenRecord::of_input(name, failure)),
        }
    }

    fn new(name: String, reader: Box<dyn Read + Send>, shape: Shape) -> Self {
        Self {
            name,
            reader,
            splitter: Splitter::new(shape),
            index: 0,
            lines_before: 0,
            ended: false,
            failed: None,
        }
    }

    /// Goes on to the next record; `false` at the end of the input.
    ///
    /// # Errors
    ///
    /// The input cannot be read to its end. What is whole before that place comes first.
    fn advance(&mut self, answers: &mut dyn Write) -> io::Result<bool> {
        loop {
            while !self.splitter.advance() {
                if self.ended {
                    return self.failed.take().map_or(Ok(false), Err);
                }
                // If this fails, so does the next write, and that one tells.
                let _ = answers.flush();
                match self.reader.read(self.splitter.room()) {
                    Ok(0) => self.end(),
                    Ok(count) => self.splitter.filled(count),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => {
                        self.failed = Some(error);
                        self.end();
                    }
                }
            }
            // What is no record takes no number.
            let is_mark = matches!(
                self.splitter.piece().breakage,
                Some(Breakage::MissingComma | Breakage::Unclosed)
            );
            if is_mark {
                return Ok(true);
            }
            // That the last record is cut off says no more than that the input is.
            let is_cut_off = matches!(
                self.splitter.piece().breakage,
                Some(Breakage::Unfinished | Breakage::UnclosedArray)
            );
            if !(is_cut_off && self.failed.is_some()) {
                self.index += 1;
                return Ok(true);
            }
        }
    }

    fn end(&mut self) {
        self.ended = true;
        self.splitter.finish();
    }
}

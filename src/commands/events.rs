//! The events that a command is asked about: the arguments that name them, and a stream over them.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{self, Read, Write};

use super::input::{self, Input};
use super::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Finding};
use crate::event::put_events::Settings;
use crate::event::{self, Breakage, Event, Header, Origin, Shape, Splitter};
use crate::pattern::Dialect;
use crate::source::Source;

/// An input without any event.
const NO_EVENTS: Code = Code::new("event/none");

/// What is said of an input without any `what`: an event, or a record. `places` can hold some; where the input was an
/// empty list, that is what is told.
pub(super) fn none(what: &str, places: &str, is_empty_list: bool) -> Finding {
    let none = |message| Diagnostic::error(NO_EVENTS, message);
    Finding::without_source(if is_empty_list {
        none(format!(
            "the list in the input is empty: there is no {what} in it"
        ))
        .help("a poll that receives nothing prints such a list: poll again, or give another input")
    } else {
        none(format!("there is no {what} in the input")).help(format!("give {what}s {places}"))
    })
}

/// Where commands look for events.
pub(super) const EVENT_PLACES: &str = "as arguments or on standard input";

/// Arguments that name events.
#[derive(Debug, clap::Args)]
pub struct EventArguments {
    /// Events: files, globs, `-` for standard input, or JSON itself; without any, standard input is read.
    ///
    /// A file may hold delivered events (one, a JSON array, JSON Lines, concatenated), PutEvents entries,
    /// SQS messages, or what CloudWatch Logs prints; gzip is seen through. A path with `*`, `?` or `[` in it is a glob unless
    /// a file has that very name.
    #[arg(value_name = "EVENT")]
    pub events: Vec<OsString>,
    /// What a record of the input is.
    ///
    /// `auto` opens JSON arrays and the lists `Messages`, `Records`, `events` and `Entries`, takes events out of
    /// messages and makes them of entries. `record` opens arrays, `Records` and `Messages` and takes each element as the
    /// event. `event` takes every JSON value as the event itself. Default: `auto`; `record` for the patterns of pipes and
    /// event source mappings, which filter records.
    #[arg(long, value_name = "SHAPE", value_enum)]
    pub shape: Option<ShapeName>,
}

/// A name for [`Shape`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ShapeName {
    /// Whatever is recognised.
    Auto,
    /// Each element of a list is the event.
    Record,
    /// Each JSON value is the event.
    Event,
}

impl EventArguments {
    /// The inputs that are named, or standard input.
    #[must_use]
    pub fn inputs(&self) -> Vec<Input> {
        if self.events.is_empty() {
            return vec![Input::Stdin];
        }
        let mut inputs: Vec<Input> = self.events.iter().map(Input::new).collect();
        input::number_inline(&mut inputs, "event");
        inputs
    }

    /// What to do where standard input is asked for by `other` and for the events too.
    #[must_use]
    pub fn help_on_stdin(&self, other: &str) -> String {
        if self.events.is_empty() {
            format!(
                "without an EVENT the events are read from there: name their files, or the file of the {other}"
            )
        } else {
            format!("give the {other} or the events as a file or as JSON in the argument")
        }
    }

    /// A stream over the events. `usual` is the shape where no argument names one.
    #[must_use]
    pub fn stream(&self, usual: Shape, settings: Settings) -> EventStream {
        EventStream {
            inputs: self.inputs().into(),
            current: None,
            shape: self.shape_or(usual),
            records_before: settings.first_number,
            settings,
            had_empty_list: false,
        }
    }

    /// The shape that is asked for.
    #[must_use]
    pub fn shape_or(&self, usual: Shape) -> Shape {
        match self.shape {
            Some(ShapeName::Auto) => Shape::Recognised,
            Some(ShapeName::Record) => Shape::Record,
            Some(ShapeName::Event) => Shape::Event,
            None => usual,
        }
    }
}

/// The shape where no argument names one: a pipe and an event source mapping filter records, not what is inside them.
pub(super) fn usual_shape(dialect: Dialect) -> Shape {
    match dialect {
        Dialect::Bus | Dialect::Subscriber => Shape::Recognised,
        Dialect::Pipe | Dialect::Lambda => Shape::Record,
    }
}

/// Events one after the other, in memory that does not grow with the input.
///
/// A record that is no event is told and passed; the stream ends when every input is read.
pub struct EventStream {
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

/// An event of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRecord<'s> {
    /// Where it comes from.
    pub place: EventPlace<'s>,
    /// Its text. It may still turn out not to be JSON, or no object.
    pub text: Cow<'s, str>,
    /// How it came out of the record.
    pub origin: Origin,
    /// What stands on its lines before and behind the record.
    around: (&'s [u8], &'s [u8]),
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

/// What a record turned out to be, without its text if that stands in the buffer.
enum Outcome {
    Itself,
    Made(String, Origin),
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

    /// Whether there was an empty list of records or messages so far: what a poll prints that receives nothing.
    #[must_use]
    pub fn had_empty_list(&self) -> bool {
        self.had_empty_list
    }

    /// How many records came before the next one in the input that was read last.
    pub(super) fn index(&self) -> Option<usize> {
        self.current.as_ref().map(|current| current.index)
    }

    /// The next event. `None` at the end of the last input.
    ///
    /// Before it waits for more of an input, what was written to standard output is flushed: whoever writes the events may
    /// wait for the answers.
    pub fn next(
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
        let (text, origin) = match outcome {
            Outcome::Itself => (String::from_utf8_lossy(piece.bytes), Origin::Itself),
            Outcome::Made(text, origin) => (Cow::Owned(text), origin),
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
            around: current.splitter.around(),
        }))
    }

    /// Opens an input: the first file of a glob, whose other files come next.
    fn open(&mut self, input: Input, context: &Context<'_>) -> Result<(), Box<BrokenRecord>> {
        let name = input.name("<event>").to_owned();
        let mut files = input::expanded(input, context)
            .map_err(|failure| BrokenRecord::of_input(name, failure))?
            .into_iter();
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
                    })) => Outcome::Made(text, origin),
                    Ok(Some(_)) => Outcome::Itself,
                    Err(diagnostics) => Outcome::Broken(diagnostics),
                },
            ));
        }
    }
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

/// The text of a record, with what is known of its lines.
fn on_its_lines(place: EventPlace<'_>, text: &str, around: (&[u8], &[u8])) -> Source {
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
    fn new(place: EventPlace<'_>, source: &Source, diagnostics: Diagnostics) -> Self {
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

    /// What is wrong with the input as a whole.
    #[must_use]
    pub fn without_place(finding: Finding) -> Self {
        Self {
            findings: vec![finding],
            source: String::new(),
            index_and_line: None,
        }
    }

    fn unreadable(name: String, error: &io::Error) -> Self {
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
    fn of_input(name: String, failure: Failure) -> Box<Self> {
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

//! The parallel form: events that fill their lines, answered on several threads.
//!
//! A line that is a whole event is answered wherever a thread is free. A line that is none, but stands for itself, is
//! read as a record between the answers to its neighbours. Anything else (an event over several lines, a list, text) may
//! reach beyond its line: from there on the input is [cut into records](super::records), which are answered in the same
//! way.

use std::io::{Cursor, Read};
use std::ops::{ControlFlow, Range};

use memchr::memchr;

use super::answers::{Answers, AnswersLines, Line, Part, TakesLines, Within};
use super::chunks::{Chunk, Lines, ReadSoFar};
use super::ordered::{Ending, Ordered};
use super::record::{BrokenRecord, EventPlace};
use super::stream::{EventStream, Takes, opened};
use super::threads::Threads;
use super::{End, Wanted};
use crate::commands::input::Input;
use crate::commands::{Context, Failure};
use crate::event::put_events::Settings;
use crate::event::{self, Extent, Header, Shape};

/// Hands over every event, in the order of the input: as answers for lines, as long as the input is lines of events.
pub(in crate::commands) fn on_threads(
    wanted: Wanted,
    threads: &Threads,
    taker: &mut impl TakesLines,
    context: &mut Context<'_>,
) -> Result<End, Failure> {
    let mut reader = LineReader::new(wanted.shape, wanted.settings, threads);
    for input in wanted.inputs {
        let name = input.name("<event>").to_owned();
        match opened(input, context) {
            Ok(files) => {
                for file in &files {
                    reader.input(file, taker, context)?;
                }
            }
            Err(failure) => taker.refuse(*BrokenRecord::of_input(name, failure), context)?,
        }
    }
    Ok(reader.end)
}

/// The lines of one input after the other.
pub(super) struct LineReader<'p> {
    pub(super) shape: Shape,
    /// Their first number is how many records came in other inputs before: each entry gets an id of its own.
    pub(super) settings: Settings,
    pub(super) threads: &'p Threads,
    /// Memory for the next input.
    spare: Vec<Chunk>,
    pub(super) end: End,
}

/// What was found in a chunk.
struct Answered<A> {
    parts: Vec<PartOrRecord<A>>,
    /// How many lines were looked at.
    lines: usize,
    /// Where the lines end that could be answered as lines, if that is not the end of the chunk.
    stopped_at: Option<usize>,
}

/// A run of events, or a line that is to be read as a record.
enum PartOrRecord<A> {
    Part { answers: A, run: Run },
    Record { line: usize, span: Range<usize> },
}

/// Some events of consecutive lines.
#[derive(Clone, Copy, Default)]
struct Run {
    events: usize,
    /// How long they are, in bytes.
    bytes: usize,
    /// Whether each line is a message that carries its event.
    are_carried: bool,
}

impl<'p> LineReader<'p> {
    /// Before the first input.
    pub(super) fn new(shape: Shape, settings: Settings, threads: &'p Threads) -> Self {
        Self {
            shape,
            settings,
            threads,
            spare: Vec::new(),
            end: End::default(),
        }
    }

    fn input<T: TakesLines>(
        &mut self,
        input: &Input,
        taker: &mut T,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let name = input.name("<event>");
        match input.open(context) {
            Ok(reader) => {
                let reader = (reader, input.may_wait(context));
                self.reader(name, reader, taker, context)
            }
            Err(failure) => {
                taker.refuse(*BrokenRecord::of_input(name.to_owned(), failure), context)
            }
        }
    }

    /// Hands over the events of an input that is opened, and whose reads [may wait](Ordered::new).
    pub(super) fn reader<T: TakesLines>(
        &mut self,
        name: &str,
        (reader, may_wait): (Box<dyn Read + Send>, bool),
        taker: &mut T,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let mut read = ReadSoFar::default();
        let spare = std::mem::take(&mut self.spare);
        let lines = taker.lines();
        let places = lines.wants_places();
        let answering = Answering {
            name,
            shape: self.shape,
            lines: &*lines,
        };
        let cutter = Lines::new(reader).counting(places);
        let ordered = Ordered::new(cutter, self.threads, may_wait, spare);
        let ending = ordered.each(
            context,
            |chunk| answering.chunk(chunk),
            |chunk, answered, context| {
                let stop = self.tell(name, chunk, answered, &mut read, taker, context)?;
                Ok(stop.map_or(ControlFlow::Continue(()), ControlFlow::Break))
            },
        )?;
        let error = match ending {
            Ending::Ended { spare, error } => {
                self.spare = spare;
                error
            }
            Ending::Stopped {
                chunk,
                why: at,
                behind,
            } => {
                let rest = chunk.text().get(at..).unwrap_or_default().to_vec();
                let rest = Box::new(Cursor::new(rest).chain(behind));
                self.records(name, (rest, may_wait), &mut read, taker, context)?;
                None
            }
        };
        self.settings.first_number += read.records;
        match error {
            Some(error) => taker.refuse(BrokenRecord::unreadable(name.to_owned(), &error), context),
            None => Ok(()),
        }
    }
}

/// What a thread has to know to answer for a chunk.
struct Answering<'a, L> {
    name: &'a str,
    shape: Shape,
    lines: &'a L,
}

impl<L: AnswersLines> Answering<'_, L> {
    /// The answers for a chunk.
    fn chunk(&self, chunk: &Chunk) -> Answered<L::Answers> {
        let begin = self.lines.wants_places().then(|| chunk.begin());
        let mut found = Answered {
            parts: Vec::new(),
            lines: 0,
            stopped_at: None,
        };
        let mut scratch = self.lines.scratch();
        let mut carried = Vec::new();
        let (mut answers, mut run, mut run_start) = (L::Answers::default(), Run::default(), 0);
        let (mut records, mut start) = (0, 0);
        while let Some(rest) = chunk.text().get(start..).filter(|rest| !rest.is_empty()) {
            let length = memchr(b'\n', rest).unwrap_or(rest.len());
            if length == rest.len() && chunk.is_cut() {
                found.stopped_at = Some(start);
                break;
            }
            let content = rest.get(..length).unwrap_or_default().trim_ascii_end();
            let place = begin.map(|begin| EventPlace {
                source: self.name,
                index: begin.records + records,
                line: begin.lines + found.lines + 1,
                column: 1,
            });
            let span = (start, start + content.len());
            let is_event = match content.is_empty() {
                true => None,
                false => Some(self.event(chunk, span, found.lines, place, &mut carried)),
            };
            if let Some(Some((_, are_carried))) = is_event
                && are_carried != run.are_carried
            {
                run.bytes = start - run_start;
                found.end_run(std::mem::take(&mut answers), run);
                run = Run {
                    are_carried,
                    ..Run::default()
                };
                run_start = start;
            }
            match is_event {
                // Nothing stands there.
                None => {}
                Some(Some((line, _))) if self.lines.line(&line, &mut scratch, &mut answers) => {
                    run.events += 1;
                    records += 1;
                }
                Some(event) if matches!(event, Some((_, true))) || self.stands_alone(content) => {
                    run.bytes = start - run_start;
                    found.end_run(std::mem::take(&mut answers), run);
                    found.parts.push(PartOrRecord::Record {
                        line: found.lines,
                        span: span.0..span.1,
                    });
                    (run.events, run_start) = (0, start + length + 1);
                    records += 1;
                }
                Some(_) => {
                    found.stopped_at = Some(start);
                    break;
                }
            }
            found.lines += 1;
            start += length + 1;
        }
        self.lines.give_back(scratch);
        run.bytes = start.min(chunk.text().len()).saturating_sub(run_start);
        found.end_run(answers, run);
        found
    }

    /// A line that looks like an event and nothing else, or is a message; and whether it is one. What a message carries is
    /// written to `carried`.
    fn event<'c>(
        &self,
        chunk: &'c Chunk,
        span: (usize, usize),
        lines: usize,
        place: Option<EventPlace<'c>>,
        carried: &'c mut Vec<u8>,
    ) -> Option<(Line<'c>, bool)> {
        let content = chunk.text().get(span.0..span.1)?;
        if content.first() != Some(&b'{') || content.last() != Some(&b'}') {
            return None;
        }
        let number = u32::try_from(lines).ok()?;
        let header = match self.shape {
            Shape::Recognised => Some(Header::up_to(content, self.lines.wanted_header())),
            Shape::Event => None,
            Shape::Record if event::is_plain_record(content) => None,
            Shape::Record => return None,
        };
        if header.is_some_and(|header| !header.has_detail_type) {
            let member = event::message(content, carried)?;
            let line = Line::carried(carried, member, (number, place), self.lines.checks_events());
            return Some((line?, true));
        }
        let line = Line::new(chunk.buffer(), span, number, place);
        Some((line.beginning(header), false))
    }

    /// Whether a line that is no good event has nothing to do with the lines around it: it begins like a whole event, and
    /// is one record, however broken.
    fn stands_alone(&self, content: &[u8]) -> bool {
        let may_be = match self.shape {
            Shape::Recognised => Header::up_to(content, Extent::Kind).has_detail_type,
            Shape::Event => content.last() == Some(&b'}'),
            Shape::Record => event::is_plain_record(content),
        };
        may_be && event::is_one_record(content, self.shape)
    }
}

impl LineReader<'_> {
    /// Hands over what was found in a chunk. Where the input is to be read on as something else than lines, the byte of
    /// the chunk at which.
    fn tell<T: TakesLines>(
        &mut self,
        name: &str,
        chunk: &Chunk,
        found: Answered<Answers<T>>,
        read: &mut ReadSoFar,
        taker: &mut T,
        context: &mut Context<'_>,
    ) -> Result<Option<usize>, Failure> {
        for part in found.parts {
            match part {
                PartOrRecord::Part { answers, run } => {
                    let within = Within::Lines {
                        chunk,
                        index: read.records,
                        lines_before: read.lines,
                        are_carried: run.are_carried,
                    };
                    let part = Part {
                        answers,
                        source: name,
                        bytes: run.bytes,
                        within,
                    };
                    taker.take_part(part, context)?;
                    read.records += run.events;
                }
                PartOrRecord::Record { line, span } => {
                    let text = chunk.text().get(span).unwrap_or_default().to_vec();
                    let mut at = ReadSoFar {
                        lines: read.lines + line,
                        ..*read
                    };
                    self.sequential(name, Box::new(Cursor::new(text)), &mut at, taker, context)?;
                    debug_assert_eq!(at.records, read.records + 1, "a line alone is one record");
                    read.records = at.records;
                }
            }
        }
        read.lines += found.lines;
        Ok(found.stopped_at)
    }

    /// Hands over a line as the sequential form does.
    fn sequential(
        &mut self,
        name: &str,
        reader: Box<dyn Read + Send>,
        read: &mut ReadSoFar,
        taker: &mut impl Takes,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let shape = (self.shape, self.settings.clone());
        let mut stream = EventStream::over_rest(name, reader, shape, read.records, read.lines);
        stream.each(taker, context)?;
        read.records = stream.records_before() - self.settings.first_number;
        self.end.had_empty_list |= stream.had_empty_list();
        Ok(())
    }
}

impl<A> Answered<A> {
    fn end_run(&mut self, answers: A, run: Run) {
        if run.events > 0 {
            self.parts.push(PartOrRecord::Part { answers, run });
        }
    }
}

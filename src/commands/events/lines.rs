//! The parallel form: events that fill their lines, answered on several threads.
//!
//! A line that is a whole event is answered wherever a thread is free. A line that is none, but stands for itself, is
//! read as a record between the answers to its neighbours. Anything else (an event over several lines, a list, text) may
//! reach beyond its line: from there on the input is [cut into records](super::records), which are answered in the same
//! way.

use std::io::{Cursor, Read};
use std::ops::Range;

use memchr::memchr;

use super::answers::{Line, Part, TakesLines, Within};
use super::batches::Batches;
use super::chunks::{Chunk, Lines, ReadSoFar};
use super::record::{BrokenRecord, EventPlace};
use super::stream::{EventStream, Takes, opened};
use super::threads::Threads;
use super::{End, Wanted};
use crate::commands::input::Input;
use crate::commands::{Context, Failure};
use crate::event::put_events::Settings;
use crate::event::{self, Header, Shape};

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
    Part {
        answers: A,
        events: usize,
        bytes: usize,
    },
    Record {
        line: usize,
        span: Range<usize>,
    },
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

    /// Hands over the events of an input that is opened, and whose reads [may wait](Batches::new).
    pub(super) fn reader<T: TakesLines>(
        &mut self,
        name: &str,
        (reader, may_wait): (Box<dyn Read + Send>, bool),
        taker: &mut T,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let mut read = ReadSoFar::default();
        let spare = std::mem::take(&mut self.spare);
        let lines = Lines::new(reader).counting(taker.wants_places());
        let mut batches = Batches::new(lines, self.threads, may_wait, spare);
        loop {
            let answer = |chunk: &Chunk| self.chunk(name, chunk, &*taker);
            let mut batch = batches.next_batch(context.stdout, answer)?.into_iter();
            if batch.len() == 0 {
                break;
            }
            while let Some((chunk, answered)) = batch.next() {
                let stop = self.tell(name, &chunk, answered, &mut read, taker, context)?;
                let Some(stop) = stop else {
                    batches.give_back(chunk);
                    continue;
                };
                taker.took_all(context)?;
                let behind = batch.map(|(chunk, _)| chunk);
                let rest = batches.rest(std::iter::once(chunk).chain(behind), stop);
                self.records(name, (rest, may_wait), &mut read, taker, context)?;
                self.settings.first_number += read.records;
                return Ok(());
            }
            taker.took_all(context)?;
        }
        self.settings.first_number += read.records;
        let (spare, error) = batches.ended();
        self.spare = spare;
        match error {
            Some(error) => taker.refuse(BrokenRecord::unreadable(name.to_owned(), &error), context),
            None => Ok(()),
        }
    }

    /// The answers for a chunk.
    fn chunk<T: TakesLines>(&self, name: &str, chunk: &Chunk, taker: &T) -> Answered<T::Answers> {
        let begin = taker.wants_places().then(|| chunk.begin());
        let mut found = Answered {
            parts: Vec::new(),
            lines: 0,
            stopped_at: None,
        };
        let mut scratch = taker.scratch();
        let (mut answers, mut events, mut part_start) = (T::Answers::default(), 0, 0);
        let (mut records, mut start) = (0, 0);
        while let Some(rest) = chunk.text().get(start..).filter(|rest| !rest.is_empty()) {
            let length = memchr(b'\n', rest).unwrap_or(rest.len());
            if length == rest.len() && chunk.is_cut() {
                found.stopped_at = Some(start);
                break;
            }
            let content = rest.get(..length).unwrap_or_default().trim_ascii_end();
            let place = begin.map(|begin| EventPlace {
                source: name,
                index: begin.records + records,
                line: begin.lines + found.lines + 1,
                column: 1,
            });
            let span = (start, start + content.len());
            if content.is_empty() {
                // Nothing stands there.
            } else if self
                .event(chunk, span, found.lines, place)
                .is_some_and(|line| taker.line(&line, &mut scratch, &mut answers))
            {
                events += 1;
                records += 1;
            } else if self.stands_alone(content) {
                let bytes = start - part_start;
                found.end_part(std::mem::take(&mut answers), events, bytes);
                found.parts.push(PartOrRecord::Record {
                    line: found.lines,
                    span: span.0..span.1,
                });
                (events, part_start) = (0, start + length + 1);
                records += 1;
            } else {
                found.stopped_at = Some(start);
                break;
            }
            found.lines += 1;
            start += length + 1;
        }
        taker.give_back(scratch);
        let end = start.min(chunk.text().len());
        found.end_part(answers, events, end.saturating_sub(part_start));
        found
    }

    /// A line that looks like an event and nothing else.
    fn event<'c>(
        &self,
        chunk: &'c Chunk,
        span: (usize, usize),
        lines: usize,
        place: Option<EventPlace<'c>>,
    ) -> Option<Line<'c>> {
        let content = chunk.text().get(span.0..span.1)?;
        if content.first() != Some(&b'{') || content.last() != Some(&b'}') {
            return None;
        }
        let header = match self.shape {
            Shape::Recognised => Some(Header::read(content)),
            Shape::Event => None,
            Shape::Record if event::is_plain_record(content) => None,
            Shape::Record => return None,
        };
        if header.is_some_and(|header| !header.has_detail_type) {
            return None;
        }
        let line = Line::new(chunk.buffer(), span, u32::try_from(lines).ok()?, place);
        Some(line.beginning(header))
    }

    /// Whether a line that is no good event has nothing to do with the lines around it: it begins like a whole event, and
    /// is one record, however broken.
    fn stands_alone(&self, content: &[u8]) -> bool {
        let may_be = match self.shape {
            Shape::Recognised => Header::read(content).has_detail_type,
            Shape::Event => content.last() == Some(&b'}'),
            Shape::Record => event::is_plain_record(content),
        };
        may_be && event::is_one_record(content, self.shape)
    }

    /// Hands over what was found in a chunk. Where the input is to be read on as something else than lines, the byte of
    /// the chunk at which.
    fn tell<T: TakesLines>(
        &mut self,
        name: &str,
        chunk: &Chunk,
        found: Answered<T::Answers>,
        read: &mut ReadSoFar,
        taker: &mut T,
        context: &mut Context<'_>,
    ) -> Result<Option<usize>, Failure> {
        for part in found.parts {
            match part {
                PartOrRecord::Part {
                    answers,
                    events,
                    bytes,
                } => {
                    let within = Within::Lines {
                        chunk,
                        index: read.records,
                        lines_before: read.lines,
                    };
                    let part = Part {
                        answers,
                        source: name,
                        bytes,
                        within,
                    };
                    taker.take_part(part, context)?;
                    read.records += events;
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
    fn end_part(&mut self, answers: A, events: usize, bytes: usize) {
        if events > 0 {
            self.parts.push(PartOrRecord::Part {
                answers,
                events,
                bytes,
            });
        }
    }
}

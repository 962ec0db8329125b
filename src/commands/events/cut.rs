//! An input that is cut into records.

use std::io::{self, Read, Write};

use super::chunks::{CHUNK_BYTES, Cuts, End, read_once};
use super::record::{BrokenRecord, EventPlace};
use crate::commands::Context;
use crate::commands::input::Input;
use crate::event::{Breakage, Piece, Pieces, Shape, Splitter};

/// The input, and how far it is cut.
pub(super) struct CutInput {
    pub(super) name: String,
    reader: Box<dyn Read + Send>,
    pub(super) splitter: Splitter,
    /// How many records came before the end of the present one.
    records: usize,
    /// How many lines came before what the splitter sees.
    lines_before: usize,
    read_bytes: usize,
    /// Whether bytes came in that were not looked at.
    has_bytes: bool,
    /// How many records are to be passed, which were handed over before.
    to_pass: usize,
    ended: bool,
    /// Why it ended too early.
    failed: Option<io::Error>,
}

/// Some records of an input.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) pieces: Pieces,
    /// Of each, how many records came before it in its input, and on which line it begins.
    pub(super) places: Vec<(usize, usize)>,
    /// How many records came before the end of the last.
    pub(super) count: usize,
}

impl CutInput {
    /// At the beginning of an input.
    pub(super) fn open(
        input: &Input,
        shape: Shape,
        context: &Context<'_>,
    ) -> Result<Self, Box<BrokenRecord>> {
        let name = input.name("<event>").to_owned();
        match input.open(context) {
            Ok(reader) => Ok(Self::new(name, reader, shape)),
            Err(failure) => Err(BrokenRecord::of_input(name, failure)),
        }
    }

    /// The same of one that is opened.
    pub(super) fn new(name: String, reader: Box<dyn Read + Send>, shape: Shape) -> Self {
        Self {
            name,
            reader,
            splitter: Splitter::new(shape),
            records: 0,
            lines_before: 0,
            read_bytes: 0,
            has_bytes: false,
            to_pass: 0,
            ended: false,
            failed: None,
        }
    }

    /// The same behind so many records and whole lines.
    pub(super) fn behind(self, records: usize, lines_before: usize) -> Self {
        Self {
            records,
            lines_before,
            ..self
        }
    }

    /// The same, but what is balanced is taken on trust: see [`Splitter::trusting`].
    pub(super) fn trusting(self, trusts: bool) -> Self {
        Self {
            splitter: self.splitter.trusting(trusts),
            ..self
        }
    }

    /// The same input, from the first record on in these that was taken on trust, without trust; `unread` is what comes
    /// behind them. Of the records, so many are passed.
    pub(super) fn again(
        name: &str,
        (mut records, passed): (Records, usize),
        lines_before: usize,
        unread: Box<dyn Read + Send>,
    ) -> Option<Self> {
        let (splitter, first) = records.pieces.before_trusted()?;
        let (number, _) = *records.places.get(first)?;
        Some(Self {
            splitter,
            has_bytes: true,
            to_pass: passed.saturating_sub(first),
            ..Self::new(name.to_owned(), unread, Shape::Event).behind(number, lines_before)
        })
    }

    /// How many records came so far.
    pub(super) fn records(&self) -> usize {
        self.records
    }

    /// How many records came before the present one.
    ///
    /// Where there is more to tell of the list than of a record, nothing may have been counted.
    pub(super) fn number(&self) -> usize {
        self.records.saturating_sub(1)
    }

    /// The present record is none.
    pub(super) fn uncount(&mut self) {
        self.records = self.number();
    }

    /// The place of the present record.
    pub(super) fn place(&self, piece: &Piece<'_>) -> EventPlace<'_> {
        EventPlace {
            source: &self.name,
            index: self.number(),
            line: self.lines_before + piece.line,
            column: piece.column,
        }
    }

    /// Goes on to the next record; `false` at the end of the input.
    ///
    /// Before it waits for more, what was written to `answers` is flushed: whoever writes the input may wait for them.
    ///
    /// # Errors
    ///
    /// The input cannot be read to its end. What is whole before that place comes first.
    pub(super) fn advance(&mut self, answers: &mut dyn Write) -> io::Result<bool> {
        while !self.next() {
            if self.ended {
                return self.failed.take().map_or(Ok(false), Err);
            }
            // If this fails, so does the next write, and that one tells.
            let _ = answers.flush();
            self.read();
        }
        Ok(true)
    }

    /// Goes on to the next record in what has come in; whether there is one.
    fn next(&mut self) -> bool {
        while self.splitter.advance() {
            match self.splitter.piece().breakage {
                // What is no record takes no number.
                Some(Breakage::MissingComma | Breakage::Unclosed) => return true,
                // That the last record is cut off says no more than that the input is.
                Some(Breakage::Unfinished | Breakage::UnclosedArray) if self.failed.is_some() => {}
                _ => {
                    self.records += 1;
                    return true;
                }
            }
        }
        false
    }

    /// Reads once; how many bytes came.
    fn read(&mut self) -> usize {
        let room = self.splitter.room();
        let most = room.len().min(CHUNK_BYTES);
        let (read, end) = read_once(&mut self.reader, room.get_mut(..most).unwrap_or_default());
        self.splitter.filled(read);
        self.read_bytes += read;
        if let Some(end) = end {
            self.failed = end.err();
            self.ended = true;
            self.splitter.finish();
        }
        read
    }
}

impl Cuts for CutInput {
    type Chunk = Records;

    fn fill(&mut self, chunk: &mut Records) -> Option<End> {
        chunk.pieces.clear();
        chunk.places.clear();
        let fed = match std::mem::take(&mut self.has_bytes) {
            true => 0,
            false => self.read(),
        };
        while self.next() {
            if self.to_pass > 0 {
                self.to_pass -= 1;
                continue;
            }
            chunk.pieces.push(&self.splitter);
            let line = self.lines_before + self.splitter.piece().line;
            chunk.places.push((self.number(), line));
        }
        chunk.pieces.keep(&mut self.splitter, fed);
        chunk.count = self.records;
        self.ended.then(|| self.failed.take().map_or(Ok(()), Err))
    }

    fn read_bytes(&self) -> usize {
        self.read_bytes
    }

    fn is_empty(chunk: &Records) -> bool {
        chunk.pieces.is_empty() && chunk.pieces.fed().is_empty()
    }

    fn bytes(chunk: &Records) -> &[u8] {
        chunk.pieces.fed()
    }

    fn unread(self) -> Box<dyn Read + Send> {
        self.reader
    }

    fn held_bytes(chunk: &Records) -> usize {
        chunk.pieces.held_bytes()
    }
}

//! A stream of bytes cut into the records it holds, in constant memory.
//!
//! [`Splitter`] is fed with chunks of any size and gives back [`Piece`]s: complete JSON texts, with
//! the byte and the line at which they stand. It sees through a JSON array and through the
//! wrappers that AWS's commands print (see [`Wrapper`]): their elements come out one
//! by one, however long the list is. Where the chunks are cut makes no difference.
//!
//! A broken record comes out as a piece too, marked as broken, and the stream goes on
//! behind it: at the bracket that closes it, or at the next line that begins as it did.
//!
//! # Example
//!
//! ```
//! use evb::event::{Shape, Splitter};
//!
//! let mut splitter = Splitter::new(Shape::Recognised);
//! splitter.feed(b"[{\"a\":1},\n {\"a\":2");
//! let first = splitter.next_piece().ok_or("no piece")?;
//! assert_eq!((first.bytes, first.line), (&br#"{"a":1}"#[..], 1));
//! assert!(splitter.next_piece().is_none());
//! splitter.feed(b"}]");
//! splitter.finish();
//! let second = splitter.next_piece().ok_or("no piece")?;
//! assert_eq!((second.bytes, second.line), (&br#"{"a":2}"#[..], 2));
//! assert!(splitter.next_piece().is_none());
//! # Ok::<(), &str>(())
//! ```
//!
//! # What this module does not do
//!
//! It reads no files and it does not check records beyond what is needed to find their end:
//! what is inside is read by [`recognise`](super::recognise) and by the pattern engine.

mod alone;
mod broken;
mod current;
mod lists;
mod pieces;
mod whole;

use memchr::{memchr, memchr_iter, memchr2_iter, memrchr};

use self::current::{Current, character_count};
use super::header::{Extent, Header};
use super::opening::Opening;
use super::piece::{Breakage, Enclosure, MAXIMUM_RECORD_BYTES, Piece};
use super::recover::Recovery;
use super::scan::{Scan, ScanEnd};
use super::wrapper::{Shape, Wrapper};
pub use alone::is_one_record;
pub use pieces::Pieces;

/// How much room a chunk gets at least.
const CHUNK_BYTES: usize = 128 << 10;

/// A buffer that grows beyond this gets the room of the longest record at once: the system gives memory only to what is written,
/// and every move of a long buffer would leave memory of its size behind.
const LONG_BYTES: usize = 4 << 20;

/// Up to this length a record on a line of its own is found by the end of its line.
const MAXIMUM_LINE_BYTES: usize = 64 << 10;

/// What is kept of a record that is too long: enough to show how it begins.
const KEPT_BYTES: usize = 1 << 10;

/// How much of what stands around a record on its line is told: enough to draw the place.
const KEPT_AROUND_BYTES: usize = 256;

/// Editors on Windows put it in front of a text. It belongs to the file, not to the event.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The cutter: see the [module](self).
#[derive(Debug)]
pub struct Splitter {
    shape: Shape,
    buffer: Vec<u8>,
    /// The first byte of the buffer that is not given out.
    start: usize,
    /// Behind the last byte that came in.
    filled: usize,
    finished: bool,
    /// Where `start` is in the stream.
    offset: u64,
    line: usize,
    /// How many characters of the line stand before `start`.
    column: usize,
    /// With how many blanks the line of `start` begins.
    indent: usize,
    /// There is nothing but blanks between the beginning of the line and `start`.
    is_line_start: bool,
    state: State,
    around: Around,
    /// How the list began that is around the records, or the last one.
    opening: Opening,
    /// No comma stands before the record that is being found.
    lacks_comma: bool,
    current: Current,
    /// The record that is being found is known to be a delivered event.
    is_delivered: bool,
    /// Whether an object is taken for sound whose brackets are balanced.
    trusts: bool,
    /// The record that is being found is such an object.
    is_trusted: bool,
    /// Before the first such object since somebody asked.
    before: Option<Box<Splitter>>,
}

/// What stands at `start`.
#[derive(Debug)]
enum State {
    /// What is between records.
    Between,
    /// A record.
    Record(Scan),
    /// The members behind the list of a wrapper.
    Rest(Scan),
    /// A broken record.
    Broken(Recovery),
    /// The rest of a record that is too long.
    Skipped(Recovery),
}

/// What the records stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    Nothing,
    List(Option<Wrapper>, Separator),
}

/// The comma between two elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    /// It must come next.
    Due,
    /// It is there, or the list has just begun.
    Seen,
    /// It may have been in what was skipped.
    Unknown,
}

/// What a step achieved.
enum Progress {
    /// A record: this many bytes from `start`.
    Found(usize, Enclosure, Option<Breakage>),
    /// Something was passed, or the state changed.
    Moved,
    /// Nothing more can be said before more bytes come, or the stream has ended.
    NeedsMore,
}

impl Splitter {
    /// At the beginning of a stream.
    #[must_use]
    pub fn new(shape: Shape) -> Self {
        Self {
            shape,
            buffer: Vec::new(),
            start: 0,
            filled: 0,
            finished: false,
            offset: 0,
            line: 1,
            column: 0,
            indent: 0,
            is_line_start: true,
            state: State::Between,
            around: Around::Nothing,
            opening: Opening::default(),
            lacks_comma: false,
            is_delivered: false,
            trusts: false,
            is_trusted: false,
            before: None,
            current: Current {
                start: 0,
                length: 0,
                offset: 0,
                line: 1,
                column: 0,
                enclosure: Enclosure::None,
                is_delivered: false,
                is_trusted: false,
                breakage: None,
            },
        }
    }

    /// The same, but with `trusts` an object is taken for sound once its brackets are balanced. Where one turns out not to
    /// be, the stream is to be cut again from there: see [`Pieces::before_trusted`].
    #[must_use]
    pub fn trusting(self, trusts: bool) -> Self {
        Self { trusts, ..self }
    }

    /// Room for the next bytes of the stream; say with [`filled`](Self::filled) how many came. Never empty.
    pub fn room(&mut self) -> &mut [u8] {
        let passed = self.start.saturating_sub(KEPT_AROUND_BYTES);
        if passed > 0 && self.buffer.len() - self.filled < CHUNK_BYTES {
            self.buffer.copy_within(passed..self.filled, 0);
            self.filled -= passed;
            self.start -= passed;
        }
        if self.buffer.len() - self.filled < CHUNK_BYTES {
            // No more than the longest record takes, and a chunk.
            let enough = MAXIMUM_RECORD_BYTES + KEPT_AROUND_BYTES + CHUNK_BYTES;
            let grown = self.filled.saturating_mul(2).max(2 * CHUNK_BYTES);
            let grown = grown.min(enough.max(self.filled + CHUNK_BYTES));
            let room = if grown > LONG_BYTES { enough } else { grown };
            if self.filled == 0 {
                // Memory that is new is cleared by the system, page by page as it is filled.
                self.buffer = vec![0; room.max(grown)];
                self.buffer.truncate(grown);
            } else {
                self.buffer
                    .reserve_exact(room.max(grown) - self.buffer.len());
                self.buffer.resize(grown, 0);
            }
        }
        self.buffer.get_mut(self.filled..).unwrap_or_default()
    }

    /// `count` bytes were written to the front of [`room`](Self::room).
    pub fn filled(&mut self, count: usize) {
        self.filled = (self.filled + count).min(self.buffer.len());
    }

    /// Takes the next bytes of the stream.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let room = self.room();
            let (now, later) = bytes.split_at(room.len().min(bytes.len()));
            room.iter_mut().zip(now).for_each(|(to, from)| *to = *from);
            self.filled(now.len());
            bytes = later;
        }
    }

    /// How much memory the stream takes at the moment, in bytes.
    #[must_use]
    pub fn held_bytes(&self) -> usize {
        self.buffer.len()
    }

    /// No more bytes will come.
    pub fn finish(&mut self) {
        self.finished = true;
    }

    /// The next record; `None` when more bytes are needed or, behind [`finish`](Self::finish), when there is none.
    pub fn next_piece(&mut self) -> Option<Piece<'_>> {
        self.advance().then(|| self.piece())
    }

    /// Goes on to the next record; `false` when more bytes are needed or, behind [`finish`](Self::finish), when
    /// there is none.
    pub fn advance(&mut self) -> bool {
        loop {
            let progress = match std::mem::replace(&mut self.state, State::Between) {
                State::Between => self.between(),
                State::Record(scan) => self.record(scan),
                State::Rest(scan) => self.rest(scan),
                State::Broken(recovery) => self.broken(recovery),
                State::Skipped(recovery) => self.skipped(recovery),
            };
            match progress {
                Progress::Moved => {}
                Progress::NeedsMore => return false,
                Progress::Found(length, enclosure, breakage) => {
                    let is_delivered = std::mem::take(&mut self.is_delivered);
                    let is_trusted = std::mem::take(&mut self.is_trusted);
                    if is_trusted && self.before.is_none() {
                        self.before = Some(Box::new(self.at_object()));
                    }
                    self.current = Current {
                        start: self.start,
                        length,
                        offset: self.offset,
                        line: self.line,
                        column: self.column,
                        enclosure,
                        is_delivered,
                        is_trusted,
                        breakage,
                    };
                    if breakage == Some(Breakage::Unclosed) {
                        self.current.offset = self.opening.offset;
                        self.current.line = self.opening.line;
                        self.current.column = self.opening.column;
                    }
                    self.take(length);
                    return true;
                }
            }
        }
    }

    /// The record to which [`advance`](Self::advance) went. It is there until more bytes are fed.
    #[must_use]
    pub fn piece(&self) -> Piece<'_> {
        self.current.piece(&self.buffer)
    }

    /// What stands on its lines before and behind that record: at most 256 bytes each, and behind it only what has come
    /// in. Both may begin or end in the middle of a character.
    #[must_use]
    pub fn around(&self) -> (&[u8], &[u8]) {
        if self.current.breakage == Some(Breakage::Unclosed) {
            return (&[], &self.opening.text);
        }
        let filled = self.buffer.get(..self.filled).unwrap_or_default();
        self.current.around(filled)
    }

    /// Passes what is between records and looks at the first byte of the next.
    fn between(&mut self) -> Progress {
        let waiting = self.waiting();
        self.take(waiting.len() - waiting.trim_ascii_start().len());
        let Some(&first) = self.waiting().first() else {
            return self.nothing_waits();
        };
        match self.begins_again() {
            Some(false) => {}
            Some(true) => return self.begin_again(),
            None => return Progress::NeedsMore,
        }
        match (self.around, first) {
            (Around::Nothing, 0xEF) if self.offset == 0 => return self.byte_order_mark(),
            (Around::Nothing, b'[') if self.shape != Shape::Event => {
                self.opens_array();
                self.take(1);
                self.around = Around::List(None, Separator::Seen);
            }
            (Around::Nothing, b'{') => match self.line_record() {
                Line::Is(length) => {
                    self.is_delivered = self.shape != Shape::Event;
                    return Progress::Found(length, Enclosure::None, None);
                }
                Line::NeedsMore => return Progress::NeedsMore,
                Line::IsNot => {
                    let watches = self.shape != Shape::Event;
                    if let Some(length) = whole::object(self.waiting(), watches, self.trusts) {
                        self.is_trusted = self.trusts;
                        return self.found(length, None);
                    }
                    self.state =
                        State::Record(Scan::value(self.shape != Shape::Event, self.indent));
                }
            },
            (Around::List(wrapper, _), b']') => {
                self.take(1);
                self.around = Around::Nothing;
                if wrapper.is_some() {
                    self.state = State::Rest(Scan::rest_of_object());
                }
            }
            (Around::List(wrapper, Separator::Due | Separator::Unknown), b',') => {
                self.take(1);
                self.around = Around::List(wrapper, Separator::Seen);
            }
            (_, first) => {
                // Told only if the record is whole: otherwise there is worse to tell.
                self.lacks_comma = !self.opening.is_comma_told
                    && matches!(self.around, Around::List(_, Separator::Due));
                if self.opening.is_fresh {
                    self.array_begins_with(first);
                }
                if first == b'{'
                    && !self.lacks_comma
                    && let Some(length) = whole::object(self.waiting(), false, self.trusts)
                {
                    self.is_trusted = self.trusts;
                    return self.found(length, None);
                }
                self.state = State::Record(self.element());
            }
        }
        Progress::Moved
    }

    /// Between records, and all bytes are passed.
    fn nothing_waits(&mut self) -> Progress {
        if self.finished && self.around != Around::Nothing {
            self.around = Around::Nothing;
            // That the last element is cut off has been told, and says as much.
            if self.current.breakage == Some(Breakage::Unfinished) {
                return Progress::NeedsMore;
            }
            return Progress::Found(0, Enclosure::None, Some(Breakage::UnclosedArray));
        }
        Progress::NeedsMore
    }

    /// As it is at the first byte of an object, without any bytes and without trust.
    fn at_object(&self) -> Self {
        Self {
            buffer: Vec::new(),
            state: State::Between,
            around: match self.around {
                Around::Nothing => Around::Nothing,
                Around::List(wrapper, _) => Around::List(wrapper, Separator::Seen),
            },
            opening: self.opening.clone(),
            current: self.current.clone(),
            finished: false,
            lacks_comma: false,
            is_delivered: false,
            trusts: false,
            is_trusted: false,
            before: None,
            ..*self
        }
    }

    fn byte_order_mark(&mut self) -> Progress {
        if self.waiting().len() < BYTE_ORDER_MARK.len() && !self.finished {
            return Progress::NeedsMore;
        }
        if self.waiting().starts_with(BYTE_ORDER_MARK) {
            self.take(BYTE_ORDER_MARK.len());
            self.column = 0;
            self.indent = 0;
            self.is_line_start = true;
        } else {
            self.state = State::Broken(self.recovery(0, 0, Breakage::Unexpected(0)));
        }
        Progress::Moved
    }

    /// A delivered event that fills its line, found without looking at every byte: its braces are in balance at the
    /// end of the line and not before. (Braces in strings can only make it look like something else.)
    fn line_record(&self) -> Line {
        let waiting = self.waiting();
        let window = waiting.get(..MAXIMUM_LINE_BYTES).unwrap_or(waiting);
        let line = match memchr(b'\n', window) {
            Some(end) => window.get(..end).unwrap_or_default(),
            None if window.len() == MAXIMUM_LINE_BYTES => return Line::IsNot,
            None if self.finished => window,
            None => return Line::NeedsMore,
        };
        let line = line.trim_ascii_end();
        let mut depth = 0_usize;
        for at in memchr2_iter(b'{', b'}', line) {
            match line.get(at) {
                Some(b'{') => depth += 1,
                _ if depth > 1 => depth -= 1,
                _ if at + 1 == line.len() => depth = 0,
                _ => return Line::IsNot,
            }
        }
        let fills_line = depth == 0 && line.last() == Some(&b'}');
        if fills_line
            && (self.shape == Shape::Event || Header::up_to(line, Extent::Kind).has_detail_type)
        {
            Line::Is(line.len())
        } else {
            Line::IsNot
        }
    }

    /// Goes on in a record.
    fn record(&mut self, mut scan: Scan) -> Progress {
        match scan.advance(self.waiting(), self.finished) {
            ScanEnd::Done(_) if self.lacks_comma => {
                self.opening.is_comma_told = true;
                self.state = State::Record(self.element());
                self.found(0, Some(Breakage::MissingComma))
            }
            ScanEnd::Done(end) if end > MAXIMUM_RECORD_BYTES => self.too_long(end),
            ScanEnd::Done(end) => self.found(end, None),
            ScanEnd::Element(wrapper, start, end) => {
                let element = self.waiting().get(start..end).unwrap_or_default();
                if !wrapper.accepts(element, self.shape) {
                    self.state = State::Record(scan);
                    return Progress::Moved;
                }
                self.opens_wrapper();
                self.take(start);
                self.around = Around::List(Some(wrapper), Separator::Due);
                match end - start {
                    length if length > MAXIMUM_RECORD_BYTES => self.too_long(length),
                    length => self.found(length, None),
                }
            }
            ScanEnd::Broken(_) if self.enter(&scan) => Progress::Moved,
            ScanEnd::Broken(at) => {
                let at = scan.mistake(self.waiting(), at);
                let recovery = self.recovery(at, scan.depth(), Breakage::Unexpected(at));
                self.state = State::Broken(recovery);
                Progress::Moved
            }
            ScanEnd::NeedsMore if self.finished && self.enter(&scan) => Progress::Moved,
            ScanEnd::NeedsMore if self.finished => {
                let in_list = self.around != Around::Nothing;
                let recovery = Recovery::of_unfinished(self.waiting(), in_list, self.indent)
                    .within(self.opening.start.clone());
                self.state = State::Broken(recovery);
                Progress::Moved
            }
            ScanEnd::NeedsMore if self.waiting().len() > MAXIMUM_RECORD_BYTES => {
                let recovery = self.recovery(scan.position(), scan.depth(), Breakage::TooLong);
                self.state = State::Broken(recovery);
                Progress::Moved
            }
            ScanEnd::NeedsMore => {
                self.state = State::Record(scan);
                Progress::NeedsMore
            }
        }
    }

    /// Drops bytes that were looked at and are not kept.
    fn pass(&mut self, looked_at: usize, forget: impl FnOnce(usize)) {
        let passed = looked_at.min(self.waiting().len());
        self.take(passed);
        forget(passed);
    }

    /// A record of this many bytes.
    fn found(&mut self, length: usize, breakage: Option<Breakage>) -> Progress {
        self.lacks_comma = false;
        let enclosure = match &mut self.around {
            Around::Nothing => Enclosure::None,
            Around::List(wrapper, separator) => {
                *separator = Separator::Due;
                wrapper.map_or(Enclosure::None, Enclosure::List)
            }
        };
        Progress::Found(length, enclosure, breakage)
    }

    /// The bytes that are not given out.
    fn waiting(&self) -> &[u8] {
        self.buffer.get(self.start..self.filled).unwrap_or_default()
    }

    /// Moves `start` and keeps the counts.
    fn take(&mut self, count: usize) {
        let taken = self
            .buffer
            .get(self.start..self.start + count)
            .unwrap_or_default();
        let behind_break = memrchr(b'\n', taken).map(|at| at + 1);
        self.line += memchr_iter(b'\n', taken).count();
        let tail = taken.get(behind_break.unwrap_or(0)..).unwrap_or_default();
        if behind_break.is_some() {
            self.column = 0;
            self.indent = 0;
            self.is_line_start = true;
        }
        self.column += character_count(tail);
        if self.is_line_start {
            let blanks = tail.len() - tail.trim_ascii_start().len();
            self.indent += blanks;
            self.is_line_start = blanks == tail.len();
        }
        self.start += count;
        self.offset += count as u64;
    }
}

/// Whether a record fills its line.
enum Line {
    /// It does, and is this long.
    Is(usize),
    /// It does not, or needs a closer look.
    IsNot,
    /// The end of the line has not come in.
    NeedsMore,
}

//! Events that come one a line: read in large chunks, matched on several threads.

use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::Range;

use memchr::{memchr, memrchr};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::router::{self, Router};
use crate::event::{Header, Shape};

/// How much is read at once.
const CHUNK_BYTES: usize = 512 << 10;

/// How many chunks a thread gets at once.
const CHUNKS_PER_THREAD: usize = 2;

/// What is kept free behind a chunk, so that the reader can look beyond an event.
const ROOM_BYTES: usize = 64;

/// Some whole lines of an input.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    buffer: Vec<u8>,
    length: usize,
    /// The byte behind the lines, if it has come.
    next: Option<u8>,
}

impl Chunk {
    /// The lines.
    pub(super) fn text(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }
}

/// An input, chunk by chunk.
pub(super) struct Chunks {
    reader: Box<dyn Read + Send>,
    /// The beginning of a line whose end has not come yet.
    carried: Vec<u8>,
    spare: Vec<Chunk>,
    error: Option<io::Error>,
    is_ended: bool,
    is_slow: bool,
}

impl Chunks {
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self {
            reader,
            carried: Vec::new(),
            spare: Vec::new(),
            error: None,
            is_ended: false,
            is_slow: false,
        }
    }

    /// Chunks that can be used again.
    pub(super) fn spare(&mut self) -> Vec<Chunk> {
        std::mem::take(&mut self.spare)
    }

    pub(super) fn give_back(&mut self, batch: Vec<Chunk>) {
        self.spare.extend(batch);
    }

    /// Whether the input comes more slowly than it is asked for.
    pub(super) fn is_slow(&self) -> bool {
        self.is_slow
    }

    /// Why reading stopped, if it stopped before the end.
    pub(super) fn take_error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    /// The next chunks for so many threads: fewer if the input is slow, none at its end.
    pub(super) fn next_batch(&mut self, mut spare: Vec<Chunk>, threads: usize) -> Vec<Chunk> {
        let mut batch = Vec::new();
        self.is_slow = false;
        while batch.len() < threads * CHUNKS_PER_THREAD && !self.is_ended {
            let mut chunk = spare.pop().unwrap_or_default();
            self.fill(&mut chunk);
            if chunk.length > 0 {
                batch.push(chunk);
            }
            if self.is_slow && !batch.is_empty() {
                break;
            }
        }
        self.spare.append(&mut spare);
        batch
    }

    /// Reads once, and cuts behind the last line that is complete.
    fn fill(&mut self, chunk: &mut Chunk) {
        let carried = self.carried.len();
        let wanted = (carried + CHUNK_BYTES).max(chunk.buffer.len());
        chunk
            .buffer
            .resize(wanted.max(carried + CHUNK_BYTES + ROOM_BYTES), 0);
        if let Some(start) = chunk.buffer.get_mut(..carried) {
            start.copy_from_slice(&self.carried);
        }
        self.carried.clear();
        let room = chunk
            .buffer
            .get_mut(carried..carried + CHUNK_BYTES)
            .unwrap_or_default();
        let read = loop {
            match self.reader.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error);
                    break 0;
                }
                Ok(read) => break read,
            }
        };
        self.is_ended = read == 0;
        self.is_slow = read < CHUNK_BYTES;
        let filled = carried + read;
        chunk.length = filled;
        chunk.next = None;
        if self.is_ended {
            return;
        }
        let fresh = chunk.buffer.get(carried..filled).unwrap_or_default();
        match memrchr(b'\n', fresh) {
            Some(last) => chunk.length = carried + last + 1,
            // A line that is longer than this is no line of events.
            None if filled > 4 * CHUNK_BYTES => return,
            None => chunk.length = 0,
        }
        let rest = chunk.buffer.get(chunk.length..filled).unwrap_or_default();
        chunk.next = rest.first().copied();
        self.carried.extend_from_slice(rest);
    }

    /// Everything from a place in a chunk on: the rest of it, the chunks behind it, and what is not read yet.
    pub(super) fn rest(
        self,
        chunk: &Chunk,
        from: usize,
        behind: Option<&[Chunk]>,
        next: &[Chunk],
    ) -> Box<dyn Read + Send> {
        let mut bytes = chunk.text().get(from..).unwrap_or_default().to_vec();
        for chunk in behind.unwrap_or_default().iter().chain(next) {
            bytes.extend_from_slice(chunk.text());
        }
        bytes.extend_from_slice(&self.carried);
        let unread: Box<dyn Read + Send> = match self.error {
            Some(error) => Box::new(Failing(Some(error))),
            None => self.reader,
        };
        Box::new(io::Cursor::new(bytes).chain(unread))
    }
}

/// Tells an error that came too early.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// What the lines of a chunk hold.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) found: Vec<Found>,
    /// The ids of events, one behind the other.
    pub(super) ids: String,
    /// The rules that events match, one event behind the other.
    pub(super) rules: Vec<u32>,
    /// How many lines were looked at.
    pub(super) lines: usize,
    /// Where the lines end that could be answered as lines, if that is not the end of the chunk.
    pub(super) stopped_at: Option<usize>,
}

/// A line. Lines are counted from the beginning of the chunk, from 0.
#[derive(Debug)]
pub(super) enum Found {
    /// An event.
    Event {
        line: u32,
        id: Option<Range<usize>>,
        rules: Range<usize>,
    },
    /// Something that stands for itself, but is no good event.
    Other { line: u32, span: Range<usize> },
}

/// Looks at lines.
pub(super) struct Worker<'a> {
    router: &'a Router<'a>,
    shape: Shape,
    wants_ids: bool,
}

impl<'a> Worker<'a> {
    pub(super) fn new(router: &'a Router<'a>, shape: Shape, wants_ids: bool) -> Self {
        Self {
            router,
            shape,
            wants_ids,
        }
    }

    /// The answers for some chunks, on all threads.
    pub(super) fn answer(&self, batch: &[Chunk]) -> Vec<Answer> {
        batch.par_iter().map(|chunk| self.chunk(chunk)).collect()
    }

    fn chunk(&self, chunk: &Chunk) -> Answer {
        let mut answer = Answer::default();
        let mut scratch = self.router.scratch();
        let mut start = 0;
        while let Some(rest) = chunk.text().get(start..).filter(|rest| !rest.is_empty()) {
            let length = memchr(b'\n', rest).unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or_default();
            let content = line.trim_ascii_end();
            let span = (start, start + content.len());
            if !content.is_empty() && !self.event(chunk, span, &mut scratch, &mut answer) {
                if !self.stands_alone(content, rest.get(length + 1).copied().or(chunk.next)) {
                    answer.stopped_at = Some(start);
                    break;
                }
                answer.found.push(Found::Other {
                    line: answer.lines as u32,
                    span: span.0..span.1,
                });
            }
            answer.lines += 1;
            start += length + 1;
        }
        self.router.give_back(scratch);
        answer
    }

    /// Answers for a line, if it is an event and nothing else.
    fn event(
        &self,
        chunk: &Chunk,
        (start, end): (usize, usize),
        scratch: &mut crate::pattern::set::Scratch,
        answer: &mut Answer,
    ) -> bool {
        let content = chunk.text().get(start..end).unwrap_or_default();
        if content.first() != Some(&b'{') || content.last() != Some(&b'}') {
            return false;
        }
        let header = (self.wants_ids || self.shape != Shape::Event).then(|| Header::read(content));
        if self.shape == Shape::Recognised && header.is_none_or(|header| !header.has_detail_type) {
            return false;
        }
        if self.shape == Shape::Record {
            return false;
        }
        let from = answer.rules.len();
        let rules = &mut answer.rules;
        if !self
            .router
            .line(&chunk.buffer, (start, end), scratch, rules)
        {
            return false;
        }
        let id = match header.and_then(|header| header.id) {
            _ if !self.wants_ids => None,
            Some(id) => Some(Cow::Borrowed(id)),
            None => std::str::from_utf8(content).ok().and_then(router::id),
        };
        let id = id.map(|id| {
            let start = answer.ids.len();
            answer.ids.push_str(&id);
            start..answer.ids.len()
        });
        answer.found.push(Found::Event {
            line: answer.lines as u32,
            id,
            rules: from..answer.rules.len(),
        });
        true
    }

    /// Whether a line that is no good event has nothing to do with the lines around it: it begins like a whole event, and
    /// the next line begins as it does.
    fn stands_alone(&self, content: &[u8], next: Option<u8>) -> bool {
        let begins = match self.shape {
            Shape::Recognised => Header::read(content).has_detail_type,
            Shape::Event => content.last() == Some(&b'}'),
            Shape::Record => false,
        };
        begins && content.first() == Some(&b'{') && next == Some(b'{')
    }
}

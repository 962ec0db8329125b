//! An input in chunks of whole lines, for several threads.

use std::io::{self, Read};

use memchr::memrchr;

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
    /// The lines, and what follows them in memory: whoever looks for the end of an event may look beyond it.
    pub(super) fn buffer(&self) -> &[u8] {
        &self.buffer
    }

    /// The byte behind the lines, if it has come.
    pub(super) fn next(&self) -> Option<u8> {
        self.next
    }

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

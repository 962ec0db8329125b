//! An input in chunks of whole lines, for several threads.
//!
//! What is small, or comes slowly, is read by the caller, read for read. Once so much has come that it is worth a thread,
//! the rest is read (and unpacked, where it is packed) by one of its own, as far ahead as there is room for. Either way
//! nobody waits for a byte before what came ahead of it is answered.

use std::io::{self, Read, Write};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

use memchr::memrchr;

/// How much is read at once at most.
const CHUNK_BYTES: usize = 512 << 10;

/// How much is read at once at first: most inputs are small, and room costs time to clear.
const FIRST_CHUNK_BYTES: usize = 16 << 10;

/// By what there is more room for a read when one has filled all there was.
const GROWTH: usize = 4;

/// How much is read before a thread is started to read on.
const BEFORE_THREAD_BYTES: usize = 256 << 10;

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
    source: Source,
    threads: usize,
    /// Chunks that can be used again.
    spare: Vec<Chunk>,
    /// Why reading stopped, if it stopped before the end.
    error: Option<io::Error>,
}

/// Who reads.
enum Source {
    Here(Cutter),
    Ahead(Ahead),
    /// Nobody any more: it is read to its end.
    Ended,
}

impl Chunks {
    /// An input that is answered on so many threads. Chunks that were used for another can be used again.
    pub(super) fn new(reader: Box<dyn Read + Send>, threads: usize, spare: Vec<Chunk>) -> Self {
        Self {
            source: Source::Here(Cutter::new(reader)),
            threads,
            spare,
            error: None,
        }
    }

    /// What can be used for another input, and why reading stopped, if it stopped before the end.
    pub(super) fn ended(self) -> (Vec<Chunk>, Option<io::Error>) {
        (self.spare, self.error)
    }

    /// Takes back chunks that are answered.
    pub(super) fn give_back(&mut self, batch: Vec<Chunk>) {
        match &self.source {
            // A reader that has ended needs none.
            Source::Ahead(ahead) => batch.into_iter().for_each(|chunk| {
                let _ = ahead.used.send(chunk);
            }),
            Source::Here(_) | Source::Ended => self.spare.extend(batch),
        }
    }

    /// The next chunks: all that have come, up to a few for each thread, and none at the end of the input.
    ///
    /// Before it waits for more, what was written to `answers` is flushed: whoever writes the input may wait for them.
    pub(super) fn next_batch(&mut self, answers: &mut dyn Write) -> Vec<Chunk> {
        if let Source::Here(cutter) = &self.source
            && self.threads > 1
            && cutter.read_bytes >= BEFORE_THREAD_BYTES
            && let Source::Here(cutter) = std::mem::replace(&mut self.source, Source::Ended)
        {
            let most = self.threads * CHUNKS_PER_THREAD;
            self.source = Source::Ahead(Ahead::start(cutter, most));
        }
        let (batch, end) = match &mut self.source {
            Source::Here(cutter) => cutter.batch(self.spare.pop().unwrap_or_default(), answers),
            Source::Ahead(ahead) => ahead.batch(self.threads * CHUNKS_PER_THREAD, answers),
            Source::Ended => (Vec::new(), None),
        };
        if let Some(end) = end {
            self.error = end.err();
            self.source = Source::Ended;
        }
        batch
    }

    /// Everything from a place in a chunk on: the rest of it, the chunks behind it, and what is not read yet.
    pub(super) fn rest(
        self,
        chunk: &Chunk,
        from: usize,
        behind: Option<&[Chunk]>,
    ) -> Box<dyn Read + Send> {
        let mut bytes = chunk.text().get(from..).unwrap_or_default().to_vec();
        for chunk in behind.unwrap_or_default() {
            bytes.extend_from_slice(chunk.text());
        }
        let unread: Box<dyn Read + Send> = match self.source {
            Source::Here(cutter) => {
                bytes.extend_from_slice(&cutter.carried);
                cutter.reader
            }
            Source::Ahead(ahead) => Box::new(ahead),
            Source::Ended => Box::new(Failing(self.error)),
        };
        Box::new(io::Cursor::new(bytes).chain(unread))
    }
}

/// The end of an input, or why it cannot be read on.
type End = io::Result<()>;

/// Cuts an input behind the last line of every read.
struct Cutter {
    reader: Box<dyn Read + Send>,
    /// The beginning of a line whose end has not come yet.
    carried: Vec<u8>,
    /// How much the next read may bring.
    room: usize,
    read_bytes: usize,
}

impl Cutter {
    fn new(reader: Box<dyn Read + Send>) -> Self {
        Self {
            reader,
            carried: Vec::new(),
            room: FIRST_CHUNK_BYTES,
            read_bytes: 0,
        }
    }

    /// The next chunk that holds a line, or the last one; and whether that is the end.
    fn batch(&mut self, mut chunk: Chunk, answers: &mut dyn Write) -> (Vec<Chunk>, Option<End>) {
        loop {
            // If this fails, so does the next write, and that one tells.
            let _ = answers.flush();
            let end = self.fill(&mut chunk);
            if chunk.length > 0 {
                return (vec![chunk], end);
            }
            if end.is_some() {
                return (Vec::new(), end);
            }
        }
    }

    /// Reads once, and cuts behind the last line that is complete; behind everything at the end.
    fn fill(&mut self, chunk: &mut Chunk) -> Option<End> {
        let carried = self.carried.len();
        let wanted = carried + self.room + ROOM_BYTES;
        if chunk.buffer.len() < wanted {
            // Memory that is new is cleared by the system, which costs less than to clear it here.
            chunk.buffer = vec![0; wanted];
        }
        if let Some(start) = chunk.buffer.get_mut(..carried) {
            start.copy_from_slice(&self.carried);
        }
        self.carried.clear();
        let room = chunk.buffer.get_mut(carried..carried + self.room);
        let (read, end) = read_once(&mut self.reader, room.unwrap_or_default());
        self.read_bytes += read;
        if read == self.room {
            self.room = (self.room * GROWTH).min(CHUNK_BYTES);
        }
        let filled = carried + read;
        chunk.length = filled;
        chunk.next = None;
        if end.is_some() {
            return end;
        }
        let fresh = chunk.buffer.get(carried..filled).unwrap_or_default();
        match memrchr(b'\n', fresh) {
            Some(last) => chunk.length = carried + last + 1,
            // A line that is longer than this is no line of events.
            None if filled > 4 * CHUNK_BYTES => return None,
            None => chunk.length = 0,
        }
        let rest = chunk.buffer.get(chunk.length..filled).unwrap_or_default();
        chunk.next = rest.first().copied();
        self.carried.extend_from_slice(rest);
        None
    }
}

/// What one read brings, and whether that is the end.
fn read_once(reader: &mut dyn Read, room: &mut [u8]) -> (usize, Option<End>) {
    loop {
        match reader.read(room) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (0, Some(Err(error))),
            Ok(0) => return (0, Some(Ok(()))),
            Ok(read) => return (read, None),
        }
    }
}

/// A thread that reads on.
struct Ahead {
    filled: Receiver<(Chunk, Option<End>)>,
    used: Sender<Chunk>,
    /// A chunk that is read from, where the input is read as bytes, and from where on.
    present: (Chunk, usize),
    end: Option<End>,
}

impl Ahead {
    /// Starts it; it stays so many chunks ahead at most.
    fn start(cutter: Cutter, most: usize) -> Self {
        let (to_fill, filled) = mpsc::sync_channel(most);
        let (used, from_used) = mpsc::channel();
        // It ends with the input, or when nobody asks for chunks any more.
        thread::spawn(move || read_ahead(cutter, &to_fill, &from_used));
        Self {
            filled,
            used,
            present: (Chunk::default(), 0),
            end: None,
        }
    }

    /// All chunks that have come, up to `most`; waits for the first.
    fn batch(&mut self, most: usize, answers: &mut dyn Write) -> (Vec<Chunk>, Option<End>) {
        let mut batch = Vec::new();
        while batch.len() < most {
            let got = match self.filled.try_recv() {
                Ok(got) => got,
                Err(_) if !batch.is_empty() => break,
                Err(_) => {
                    // If this fails, so does the next write, and that one tells.
                    let _ = answers.flush();
                    match self.filled.recv() {
                        Ok(got) => got,
                        // The thread is gone without a word: it cannot be, but nothing comes any more.
                        Err(_) => return (batch, Some(Ok(()))),
                    }
                }
            };
            let (chunk, end) = got;
            if chunk.length > 0 {
                batch.push(chunk);
            }
            if end.is_some() {
                return (batch, end);
            }
        }
        (batch, None)
    }
}

/// Fills chunks until the input ends or nobody takes them.
fn read_ahead(
    mut cutter: Cutter,
    filled: &SyncSender<(Chunk, Option<End>)>,
    used: &Receiver<Chunk>,
) {
    loop {
        let mut chunk = used.try_recv().unwrap_or_default();
        let end = cutter.fill(&mut chunk);
        let is_end = end.is_some();
        if chunk.length == 0 && !is_end {
            continue;
        }
        if filled.send((chunk, end)).is_err() || is_end {
            return;
        }
    }
}

/// The input as bytes, for whoever does not want lines.
impl Read for Ahead {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            let (chunk, from) = &mut self.present;
            let left = chunk.text().get(*from..).unwrap_or_default();
            if !left.is_empty() || room.is_empty() {
                let count = (&*left).read(room)?;
                *from += count;
                return Ok(count);
            }
            if let Some(end) = &mut self.end {
                return std::mem::replace(end, Ok(())).map(|()| 0);
            }
            match self.filled.recv() {
                Ok((chunk, end)) => {
                    let (read, _) = std::mem::replace(&mut self.present, (chunk, 0));
                    let _ = self.used.send(read);
                    self.end = end;
                }
                Err(_) => self.end = Some(Ok(())),
            }
        }
    }
}

/// Tells an error that came too early.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Brings some bytes a read, the numbers in turn, and fails at the end if it is to.
    struct Pieces {
        text: Vec<u8>,
        at: usize,
        sizes: Vec<usize>,
        reads: usize,
        fails: bool,
    }

    impl Read for Pieces {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            let size = self.sizes[self.reads % self.sizes.len()];
            self.reads += 1;
            let count = size.min(room.len()).min(self.text.len() - self.at);
            room[..count].copy_from_slice(&self.text[self.at..self.at + count]);
            self.at += count;
            match count == 0 && std::mem::take(&mut self.fails) {
                true => Err(io::Error::other("gone")),
                false => Ok(count),
            }
        }
    }

    fn lines(bytes: usize) -> Vec<u8> {
        let mut text = Vec::new();
        for number in 0.. {
            text.extend_from_slice("x".repeat(number % 97 * (number % 11)).as_bytes());
            text.push(b'\n');
            if text.len() > bytes {
                break;
            }
        }
        text.extend_from_slice(b"no end of line");
        text
    }

    fn chunks(text: &[u8], sizes: &[usize], threads: usize, fails: bool) -> Chunks {
        let pieces = Pieces {
            text: text.to_vec(),
            at: 0,
            sizes: sizes.to_vec(),
            reads: 0,
            fails,
        };
        Chunks::new(Box::new(pieces), threads, Vec::new())
    }

    #[test]
    fn whatever_a_read_brings_all_lines_come_in_their_order() {
        for bytes in [0, 100, 20_000, 3_000_000] {
            let text = lines(bytes);
            for sizes in [&[1 << 20][..], &[65_536], &[7_000, 1, 70_001]] {
                for (threads, fails) in [(1, false), (2, true), (3, false)] {
                    let mut chunks = chunks(&text, sizes, threads, fails);
                    let mut got = Vec::new();
                    loop {
                        let batch = chunks.next_batch(&mut io::sink());
                        let Some(last) = batch.last() else { break };
                        let ends = last.text().ends_with(b"\n");
                        batch
                            .iter()
                            .for_each(|one| got.extend_from_slice(one.text()));
                        assert!(ends || got.len() == text.len());
                        chunks.give_back(batch);
                    }
                    assert!(got == text, "{bytes} {sizes:?} {threads}");
                    assert_eq!(chunks.ended().1.is_some(), fails);
                }
            }
        }
    }

    #[test]
    fn what_is_left_of_an_input_is_everything_from_a_place_on() {
        let text = lines(2_000_000);
        for batches in [1, 3, 9] {
            for (threads, fails) in [(1, false), (2, false), (2, true)] {
                let mut chunks = chunks(&text, &[65_536], threads, fails);
                let mut before = Vec::new();
                for _ in 1..batches {
                    let batch = chunks.next_batch(&mut io::sink());
                    batch
                        .iter()
                        .for_each(|one| before.extend_from_slice(one.text()));
                }
                let batch = chunks.next_batch(&mut io::sink());
                let first = &batch[0];
                before.extend_from_slice(&first.text()[..10]);
                let mut rest = Vec::new();
                let result = chunks
                    .rest(first, 10, batch.get(1..))
                    .read_to_end(&mut rest);
                assert_eq!(result.is_err(), fails);
                assert!([before, rest].concat() == text, "{batches} {threads}");
            }
        }
    }

    #[test]
    fn what_came_is_answered_before_anything_is_waited_for() {
        let (asks, asked) = mpsc::channel::<()>();
        let (gives, given) = mpsc::channel::<Vec<u8>>();
        struct Slow(Receiver<Vec<u8>>, Sender<()>);
        impl Read for Slow {
            fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
                let _ = self.1.send(());
                let text = self.0.recv().unwrap_or_default();
                room[..text.len()].copy_from_slice(&text);
                Ok(text.len())
            }
        }
        let slow = Slow(given, asks);
        let mut chunks = Chunks::new(Box::new(slow), 2, Vec::new());
        // More than is read before a thread is started, a line at a time: each comes at once.
        for number in 0..40 {
            gives
                .send([vec![b'x'; 15_000], vec![b'\n']].concat())
                .unwrap();
            let batch = chunks.next_batch(&mut io::sink());
            assert_eq!(batch.len(), 1, "{number}");
            assert!(asked.try_iter().count() <= 2);
        }
        drop(gives);
        assert!(chunks.next_batch(&mut io::sink()).is_empty());
    }
}

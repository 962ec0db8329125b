//! An input in chunks, of whole lines or of records, for several threads.
//!
//! What is small, or comes slowly, is read by the caller, read for read. Once so much has come that it is worth a thread,
//! the rest is read (and unpacked, where it is packed) by one of its own, as far ahead as there is room for. Either way
//! nobody waits for a byte before what came ahead of it is answered.

use std::io::{self, Read, Write};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

use memchr::memrchr;

/// How much is read at once at most.
const CHUNK_BYTES: usize = 256 << 10;

/// How much is read at once at first: most inputs are small, and room costs time to clear.
const FIRST_CHUNK_BYTES: usize = 16 << 10;

/// By what there is more room for a read when one has filled all there was.
const GROWTH: usize = 4;

/// How much is read before a thread is started to read on.
const BEFORE_THREAD_BYTES: usize = 256 << 10;

/// How many chunks a thread gets at once.
const CHUNKS_PER_THREAD: usize = 4;

/// How much memory may be read ahead of the answers, where records are long.
const AHEAD_BYTES: usize = 32 << 20;

/// A longer chunk is not kept to be used again.
const KEPT_BYTES: usize = 4 * CHUNK_BYTES;

/// What is kept free behind a chunk, so that the reader can look beyond an event.
const ROOM_BYTES: usize = 64;

/// Some whole lines of an input.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    buffer: Vec<u8>,
    length: usize,
    /// Whether the last line goes on in the next chunk.
    is_cut: bool,
}

impl Chunk {
    /// The lines, and what follows them in memory: whoever looks for the end of an event may look beyond it.
    pub(super) fn buffer(&self) -> &[u8] {
        &self.buffer
    }

    /// Whether the last line goes on in the next chunk: it is too long for a line of events.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The lines.
    pub(super) fn text(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }
}

/// Whoever reads an input and cuts it into chunks.
pub(super) trait Cuts: Send + 'static {
    /// What it cuts the input into.
    type Chunk: Default + Send;

    /// Reads once, and cuts what is complete; the end of the input, if that is there. The chunk may stay empty.
    fn fill(&mut self, chunk: &mut Self::Chunk) -> Option<End>;

    /// How much was read so far, in bytes.
    fn read_bytes(&self) -> usize;

    /// Whether nothing is in a chunk.
    fn is_empty(chunk: &Self::Chunk) -> bool;

    /// How much memory a chunk takes, in bytes.
    fn held_bytes(chunk: &Self::Chunk) -> usize;

    /// What a chunk holds of the input. The chunks together hold each byte once.
    fn bytes(chunk: &Self::Chunk) -> &[u8];

    /// What is in no chunk yet.
    fn unread(self) -> Box<dyn Read + Send>;
}

/// An input, chunk by chunk.
pub(super) struct Chunks<C: Cuts> {
    source: Source<C>,
    threads: usize,
    /// Chunks that can be used again.
    spare: Vec<C::Chunk>,
    /// Why reading stopped, if it stopped before the end.
    error: Option<io::Error>,
}

/// Who reads.
enum Source<C: Cuts> {
    Here(C),
    Ahead(Ahead<C>),
    /// Nobody any more: it is read to its end.
    Ended,
}

impl<C: Cuts> Chunks<C> {
    /// An input that is answered on so many threads. Chunks that were used for another can be used again.
    pub(super) fn new(cutter: C, threads: usize, spare: Vec<C::Chunk>) -> Self {
        Self {
            source: Source::Here(cutter),
            threads,
            spare,
            error: None,
        }
    }

    /// What can be used for another input, and why reading stopped, if it stopped before the end.
    pub(super) fn ended(self) -> (Vec<C::Chunk>, Option<io::Error>) {
        (self.spare, self.error)
    }

    /// Takes back chunks that are answered.
    pub(super) fn give_back(&mut self, batch: Vec<C::Chunk>) {
        match &self.source {
            // A reader that has ended needs none.
            Source::Ahead(ahead) => batch.into_iter().for_each(|chunk| {
                let _ = ahead.used.send(chunk);
            }),
            Source::Here(_) | Source::Ended => {
                let kept = batch.into_iter().filter(is_kept::<C>);
                self.spare.extend(kept);
            }
        }
    }

    /// The next chunks: all that have come, up to a few for each thread, and none at the end of the input.
    ///
    /// Before it waits for more, what was written to `answers` is flushed: whoever writes the input may wait for them.
    pub(super) fn next_batch(&mut self, answers: &mut dyn Write) -> Vec<C::Chunk> {
        if let Source::Here(cutter) = &self.source
            && self.threads > 1
            && cutter.read_bytes() >= BEFORE_THREAD_BYTES
            && let Source::Here(cutter) = std::mem::replace(&mut self.source, Source::Ended)
        {
            let most = self.threads * CHUNKS_PER_THREAD;
            self.source = Source::Ahead(Ahead::start(cutter, most));
        }
        let (batch, end) = match &mut self.source {
            Source::Here(cutter) => {
                batch_here(cutter, self.spare.pop().unwrap_or_default(), answers)
            }
            Source::Ahead(ahead) => ahead.batch(self.threads * CHUNKS_PER_THREAD, answers),
            Source::Ended => (Vec::new(), None),
        };
        if let Some(end) = end {
            self.error = end.err();
            self.source = Source::Ended;
        }
        batch
    }

    /// Everything from a place in a chunk of a batch on: the rest of it, the chunks behind it, and what is not read yet.
    pub(super) fn rest(
        mut self,
        batch: Vec<C::Chunk>,
        number: usize,
        from: usize,
    ) -> Box<dyn Read + Send> {
        let mut bytes = Vec::new();
        for (at, chunk) in batch.iter().enumerate().skip(number) {
            let from = if at == number { from } else { 0 };
            bytes.extend_from_slice(C::bytes(chunk).get(from..).unwrap_or_default());
        }
        self.give_back(batch);
        let unread: Box<dyn Read + Send> = match self.source {
            Source::Here(cutter) => cutter.unread(),
            Source::Ahead(ahead) => Box::new(ahead),
            Source::Ended => Box::new(Failing(self.error)),
        };
        Box::new(io::Cursor::new(bytes).chain(unread))
    }
}

/// Whether the memory of a chunk may be used again.
fn is_kept<C: Cuts>(chunk: &C::Chunk) -> bool {
    C::held_bytes(chunk) <= KEPT_BYTES
}

/// The next chunk that is not empty, if there is one before the end; and whether that is the end.
fn batch_here<C: Cuts>(
    cutter: &mut C,
    mut chunk: C::Chunk,
    answers: &mut dyn Write,
) -> (Vec<C::Chunk>, Option<End>) {
    loop {
        // If this fails, so does the next write, and that one tells.
        let _ = answers.flush();
        let end = cutter.fill(&mut chunk);
        if !C::is_empty(&chunk) {
            return (vec![chunk], end);
        }
        if end.is_some() {
            return (Vec::new(), end);
        }
    }
}

/// The end of an input, or why it cannot be read on.
pub(super) type End = io::Result<()>;

/// Cuts an input behind the last line of every read.
pub(super) struct Lines {
    reader: Box<dyn Read + Send>,
    /// The beginning of a line whose end has not come yet.
    carried: Vec<u8>,
    /// How much the next read may bring.
    room: usize,
    read_bytes: usize,
}

impl Lines {
    /// At the beginning of an input.
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self {
            reader,
            carried: Vec::new(),
            room: FIRST_CHUNK_BYTES,
            read_bytes: 0,
        }
    }
}

impl Cuts for Lines {
    type Chunk = Chunk;

    fn read_bytes(&self) -> usize {
        self.read_bytes
    }

    fn is_empty(chunk: &Chunk) -> bool {
        chunk.length == 0
    }

    fn held_bytes(chunk: &Chunk) -> usize {
        chunk.buffer.capacity()
    }

    fn bytes(chunk: &Chunk) -> &[u8] {
        chunk.text()
    }

    fn unread(self) -> Box<dyn Read + Send> {
        Box::new(io::Cursor::new(self.carried).chain(self.reader))
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
        chunk.is_cut = false;
        if end.is_some() {
            return end;
        }
        let fresh = chunk.buffer.get(carried..filled).unwrap_or_default();
        match memrchr(b'\n', fresh) {
            Some(last) => chunk.length = carried + last + 1,
            // A line that is longer than this is no line of events.
            None if filled > 4 * CHUNK_BYTES => {
                chunk.is_cut = true;
                return None;
            }
            None => chunk.length = 0,
        }
        let rest = chunk.buffer.get(chunk.length..filled).unwrap_or_default();
        self.carried.extend_from_slice(rest);
        None
    }
}

/// What one read brings, and whether that is the end.
pub(super) fn read_once(reader: &mut dyn Read, room: &mut [u8]) -> (usize, Option<End>) {
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
struct Ahead<C: Cuts> {
    filled: Receiver<(C::Chunk, Option<End>)>,
    used: Sender<C::Chunk>,
    /// A chunk that is read from, where the input is read as bytes, and from where on.
    present: (C::Chunk, usize),
    end: Option<End>,
}

impl<C: Cuts> Ahead<C> {
    /// Starts it; it stays so many chunks ahead at most.
    fn start(cutter: C, most: usize) -> Self {
        let (to_fill, filled) = mpsc::sync_channel(most);
        let (used, from_used) = mpsc::channel();
        // It ends with the input, or when nobody asks for chunks any more.
        thread::spawn(move || read_ahead(cutter, &to_fill, &from_used));
        Self {
            filled,
            used,
            present: (C::Chunk::default(), 0),
            end: None,
        }
    }

    /// All chunks that have come, up to `most`; waits for the first.
    fn batch(&mut self, most: usize, answers: &mut dyn Write) -> (Vec<C::Chunk>, Option<End>) {
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
            if !C::is_empty(&chunk) {
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
fn read_ahead<C: Cuts>(
    mut cutter: C,
    filled: &SyncSender<(C::Chunk, Option<End>)>,
    used: &Receiver<C::Chunk>,
) {
    let mut given = 0_usize;
    let mut chunk = C::Chunk::default();
    loop {
        let end = cutter.fill(&mut chunk);
        let is_end = end.is_some();
        if C::is_empty(&chunk) && !is_end {
            continue;
        }
        given += C::held_bytes(&chunk);
        if filled.send((chunk, end)).is_err() || is_end {
            return;
        }
        let Some(next) = next_chunk::<C>(used, &mut given) else {
            return;
        };
        chunk = next;
    }
}

/// A chunk to be filled, as soon as not too much is ahead of the answers; `None` if nobody takes it.
fn next_chunk<C: Cuts>(used: &Receiver<C::Chunk>, given: &mut usize) -> Option<C::Chunk> {
    while *given > AHEAD_BYTES {
        let back = used.recv().ok()?;
        *given = given.saturating_sub(C::held_bytes(&back));
    }
    let Ok(back) = used.try_recv() else {
        return Some(C::Chunk::default());
    };
    *given = given.saturating_sub(C::held_bytes(&back));
    Some(if is_kept::<C>(&back) {
        back
    } else {
        C::Chunk::default()
    })
}

/// The input as bytes, for whoever does not want lines.
impl<C: Cuts> Read for Ahead<C> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            let (chunk, from) = &mut self.present;
            let left = C::bytes(chunk).get(*from..).unwrap_or_default();
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
    use super::super::slices::Slices;
    use super::*;

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

    fn chunks(text: &[u8], sizes: &[usize], threads: usize, fails: bool) -> Chunks<Lines> {
        let slices = Slices::new(text, sizes, fails);
        Chunks::new(Lines::new(Box::new(slices)), threads, Vec::new())
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
                before.extend_from_slice(&batch[0].text()[..10]);
                let mut rest = Vec::new();
                let result = chunks.rest(batch, 0, 10).read_to_end(&mut rest);
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
        let mut chunks = Chunks::new(Lines::new(Box::new(slow)), 2, Vec::new());
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

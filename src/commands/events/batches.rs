//! The chunks of an input, answered a few at a time.
//!
//! What is small, or comes slowly, is read by the caller, read for read, and answered at once. Once so much has come that
//! it is worth threads, each of these reads the chunk that it answers for, so that the bytes are still in its
//! processor's memory when it looks at them: only one reads at a time, and the others answer meanwhile. Where a read may
//! [wait](Batches::new), a thread of its own [reads ahead](super::ahead) instead, as far as there is room. Either way
//! nobody waits for a byte before what came ahead of it is answered.

use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};

use super::ahead::{AHEAD_BYTES, Ahead};
use super::chunks::{Cuts, End};
use super::threads::{Threads, unpoisoned};
use crate::commands::Failure;

/// How much is read before threads are started.
const BEFORE_THREAD_BYTES: usize = 256 << 10;

/// How many chunks for each thread are read ahead at most.
const CHUNKS_AHEAD: usize = 4;

/// How many chunks each thread answers for before what they found is told. While it is told, nobody answers.
const CHUNKS_AT_ONCE: usize = 8;

/// Chunks with the answers for them, in their order.
pub(super) type Batch<C, A> = Vec<(<C as Cuts>::Chunk, A)>;

/// An input, a few chunks at a time.
pub(super) struct Batches<'t, C: Cuts> {
    source: Source<C>,
    threads: &'t Threads,
    may_wait: bool,
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

impl<'t, C: Cuts> Batches<'t, C> {
    /// An input that is answered on these threads. `may_wait` says that a read may last until somebody writes more. Chunks
    /// that were used for another can be used again.
    pub(super) fn new(
        cutter: C,
        threads: &'t Threads,
        may_wait: bool,
        spare: Vec<C::Chunk>,
    ) -> Self {
        Self {
            source: Source::Here(cutter),
            threads,
            may_wait,
            spare,
            error: None,
        }
    }

    /// What can be used for another input, and why reading stopped, if it stopped before the end.
    pub(super) fn ended(self) -> (Vec<C::Chunk>, Option<io::Error>) {
        (self.spare, self.error)
    }

    /// Takes back a chunk that is answered.
    pub(super) fn give_back(&mut self, chunk: C::Chunk) {
        match &self.source {
            Source::Ahead(ahead) => ahead.give_back(chunk),
            Source::Here(_) | Source::Ended if C::is_kept(&chunk) => self.spare.push(chunk),
            Source::Here(_) | Source::Ended => {}
        }
    }

    /// The next chunks with their answers: all that have come, up to some for each thread, and none at the end of the input.
    ///
    /// Before it waits for more, what was written to `answers` is flushed: whoever writes the input may wait for them.
    ///
    /// # Errors
    ///
    /// `route/threads`: the machine does not start them.
    pub(super) fn next_batch<A: Send>(
        &mut self,
        answers: &mut dyn Write,
        answer: impl Fn(&C::Chunk) -> A + Sync,
    ) -> Result<Batch<C, A>, Failure> {
        let count = self.threads.count();
        let is_worth_threads = |cutter: &C| count > 1 && cutter.read_bytes() >= BEFORE_THREAD_BYTES;
        if self.may_wait
            && let Source::Here(cutter) = &self.source
            && is_worth_threads(cutter)
            && let Source::Here(cutter) = std::mem::replace(&mut self.source, Source::Ended)
        {
            self.source = Source::Ahead(Ahead::start(cutter, count * CHUNKS_AHEAD));
        }
        let (batch, end) = match &mut self.source {
            Source::Here(cutter) if is_worth_threads(cutter) => {
                let filling = Filling {
                    cutter,
                    spare: &mut self.spare,
                    begun: 0,
                    most: count * CHUNKS_AT_ONCE,
                    held_bytes: 0,
                    end: None,
                };
                filling.answered(self.threads, &answer)?
            }
            Source::Here(cutter) => {
                let spare = self.spare.pop().unwrap_or_default();
                let (chunk, end) = next_chunk(cutter, spare, answers);
                (
                    answered(chunk.into_iter().collect(), self.threads, &answer)?,
                    end,
                )
            }
            Source::Ahead(ahead) => {
                let (chunks, end) = ahead.batch(count * CHUNKS_AHEAD, answers);
                (answered(chunks, self.threads, &answer)?, end)
            }
            Source::Ended => (Vec::new(), None),
        };
        if let Some(end) = end {
            self.error = end.err();
            self.source = Source::Ended;
        }
        Ok(batch)
    }

    /// Everything from a place in the first of some chunks on: the rest of it, the chunks behind it, and what is not read
    /// yet.
    pub(super) fn rest(
        self,
        chunks: impl IntoIterator<Item = C::Chunk>,
        from: usize,
    ) -> Box<dyn Read + Send> {
        let mut bytes = Vec::new();
        for (at, chunk) in chunks.into_iter().enumerate() {
            let from = if at == 0 { from } else { 0 };
            bytes.extend_from_slice(C::bytes(&chunk).get(from..).unwrap_or_default());
            if let Source::Ahead(ahead) = &self.source {
                ahead.give_back(chunk);
            }
        }
        let unread: Box<dyn Read + Send> = match self.source {
            Source::Here(cutter) => cutter.unread(),
            Source::Ahead(ahead) => Box::new(ahead),
            Source::Ended => Box::new(Failing(self.error)),
        };
        Box::new(io::Cursor::new(bytes).chain(unread))
    }
}

/// Answers for chunks: on all threads where there is more than one, and on this one else.
fn answered<K: Send, A: Send>(
    chunks: Vec<K>,
    threads: &Threads,
    answer: &(impl Fn(&K) -> A + Sync),
) -> Result<Vec<(K, A)>, Failure> {
    threads.each(chunks, |chunk| {
        let answer = answer(&chunk);
        (chunk, answer)
    })
}

/// The next chunk that is not empty, if there is one before the end; and whether that is the end.
fn next_chunk<C: Cuts>(
    cutter: &mut C,
    mut chunk: C::Chunk,
    answers: &mut dyn Write,
) -> (Option<C::Chunk>, Option<End>) {
    loop {
        // If this fails, so does the next write, and that one tells.
        let _ = answers.flush();
        let end = cutter.fill(&mut chunk);
        if !C::is_empty(&chunk) {
            return (Some(chunk), end);
        }
        if end.is_some() {
            return (None, end);
        }
    }
}

/// A batch that threads read for themselves.
struct Filling<'c, C: Cuts> {
    cutter: &'c mut C,
    spare: &'c mut Vec<C::Chunk>,
    /// How many chunks were read, and how many there may be.
    begun: usize,
    most: usize,
    held_bytes: usize,
    end: Option<End>,
}

impl<C: Cuts> Filling<'_, C> {
    /// The chunks with their answers, and the end of the input if that was met.
    fn answered<A: Send>(
        self,
        threads: &Threads,
        answer: &(impl Fn(&C::Chunk) -> A + Sync),
    ) -> Result<(Batch<C, A>, Option<End>), Failure> {
        let filling = Mutex::new(self);
        // The lock is held while a chunk is read, and not while it is answered.
        let next = || unpoisoned(filling.lock()).next();
        let batch = threads.all(next, |chunk| {
            let answer = answer(&chunk);
            (chunk, answer)
        })?;
        let filling = filling.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok((batch, filling.end))
    }

    /// The next chunk that is not empty, and how many come before it.
    fn next(&mut self) -> Option<(usize, C::Chunk)> {
        let mut chunk = self.spare.pop().unwrap_or_default();
        while self.end.is_none() && self.begun < self.most && self.held_bytes < AHEAD_BYTES {
            self.end = self.cutter.fill(&mut chunk);
            if !C::is_empty(&chunk) {
                self.held_bytes += C::held_bytes(&chunk);
                self.begun += 1;
                return Some((self.begun - 1, chunk));
            }
        }
        self.spare.push(chunk);
        None
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
    use std::sync::mpsc::{self, Receiver, Sender};

    use super::super::chunks::{Chunk, Lines};
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

    /// How many threads, whether a read may wait, whether the input ends with an error.
    type Kind = (usize, bool, bool);

    const KINDS: [Kind; 6] = [
        (1, false, false),
        (1, true, true),
        (2, false, true),
        (2, true, true),
        (3, false, false),
        (3, true, false),
    ];

    fn batches<'t>(
        text: &[u8],
        sizes: &[usize],
        kind: Kind,
        threads: &'t Threads,
    ) -> Batches<'t, Lines> {
        let slices = Slices::new(text, sizes, kind.2);
        let lines = Lines::new(Box::new(slices)).counting(true);
        Batches::new(lines, threads, kind.1, Vec::new())
    }

    /// The lines of the next batch, which were answered with their length.
    fn next(batches: &mut Batches<'_, Lines>) -> Vec<Chunk> {
        let batch = batches.next_batch(&mut io::sink(), |chunk| chunk.text().len());
        let mut chunks = Vec::new();
        for (chunk, length) in batch.ok().unwrap() {
            assert_eq!(chunk.text().len(), length);
            chunks.push(chunk);
        }
        chunks
    }

    #[test]
    fn whatever_a_read_brings_all_lines_come_in_their_order() {
        for bytes in [0, 100, 20_000, 3_000_000, 20_000_000] {
            let text = lines(bytes);
            for (sizes, kind) in with_kinds([&[1 << 20][..], &[65_536], &[7_000, 1, 70_001]]) {
                let threads = Threads::of(kind.0);
                let mut batches = batches(&text, sizes, kind, &threads);
                let mut got = Vec::new();
                loop {
                    let chunks = next(&mut batches);
                    let Some(last) = chunks.last() else { break };
                    let ends = last.text().ends_with(b"\n");
                    for chunk in chunks {
                        let lines_before = memchr::memchr_iter(b'\n', &got).count();
                        assert!(bytes > 3_000_000 || chunk.begin().lines == lines_before);
                        got.extend_from_slice(chunk.text());
                        batches.give_back(chunk);
                    }
                    assert!(ends || got.len() == text.len());
                }
                assert!(got == text, "{bytes} {sizes:?} {kind:?}");
                assert_eq!(batches.ended().1.is_some(), kind.2);
            }
        }
    }

    #[test]
    fn what_is_left_of_an_input_is_everything_from_a_place_on() {
        let text = lines(2_000_000);
        for (before_rest, kind) in with_kinds([1, 3, 9]) {
            let threads = Threads::of(kind.0);
            let mut batches = batches(&text, &[65_536], kind, &threads);
            let mut before = Vec::new();
            let mut chunks = next(&mut batches);
            for _ in 1..before_rest {
                let later = next(&mut batches);
                if later.is_empty() {
                    break;
                }
                for chunk in std::mem::replace(&mut chunks, later) {
                    before.extend_from_slice(chunk.text());
                }
            }
            before.extend_from_slice(&chunks[0].text()[..10]);
            let mut rest = Vec::new();
            let result = batches.rest(chunks, 10).read_to_end(&mut rest);
            assert_eq!(result.is_err(), kind.2);
            assert!([before, rest].concat() == text, "{before_rest} {kind:?}");
        }
    }

    /// Every one of them with every kind.
    fn with_kinds<T: Copy>(all: impl IntoIterator<Item = T>) -> Vec<(T, Kind)> {
        all.into_iter()
            .flat_map(|one| KINDS.map(|kind| (one, kind)))
            .collect()
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
        let threads = Threads::of(2);
        let slow = Lines::new(Box::new(Slow(given, asks)));
        let mut batches = Batches::new(slow, &threads, true, Vec::new());
        // More than is read before a thread is started, a line at a time: each comes at once.
        for number in 0..40 {
            gives
                .send([vec![b'x'; 15_000], vec![b'\n']].concat())
                .unwrap();
            assert_eq!(next(&mut batches).len(), 1, "{number}");
            assert!(asked.try_iter().count() <= 2);
        }
        drop(gives);
        assert!(next(&mut batches).is_empty());
    }
}

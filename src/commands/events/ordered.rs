//! The chunks of an input, answered wherever a thread is free, and told in their order.
//!
//! What is small, or comes slowly, is read by the caller, read for read, answered and told at once. Once so much has come
//! that it is worth threads, each of these reads the chunk that it answers for, so that the bytes are still in its
//! processor's memory when it looks at them: only one reads at a time, and the others answer meanwhile. The caller tells
//! what is next in order as soon as that is answered, and answers like the others while it is not. So nobody waits for
//! anybody as long as there is something to do. Where a read may [wait](Ordered::new), a thread of its own
//! [reads ahead](super::ahead) instead, as far as there is room. Either way nobody waits for a byte before what came ahead
//! of it is told.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard};

use super::ahead::{AHEAD_BYTES, Ahead};
use super::chunks::{Cuts, End};
use super::signal::Signal;
use super::threads::{Threads, unpoisoned};
use crate::commands::{Context, Failure};

/// How much is read before threads are started.
const BEFORE_THREAD_BYTES: usize = 256 << 10;

/// How many chunks for each thread may be begun that are not told.
const CHUNKS_AHEAD: usize = 4;

/// An input whose chunks are answered.
pub(super) struct Ordered<'t, C: Cuts> {
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
    /// Whoever needs a chunk.
    Here(C),
    /// One of these, at present.
    Reading,
    Ahead(Ahead<C>),
    /// Nobody any more: it is read to its end.
    Ended,
}

/// How far an input was told.
pub(super) enum Ending<C: Cuts, S> {
    /// To its end.
    Ended {
        /// Chunks that can be used for another input.
        spare: Vec<C::Chunk>,
        /// Why reading stopped, if it stopped before the end.
        error: Option<io::Error>,
    },
    /// Whoever told a chunk wanted no more.
    Stopped {
        chunk: C::Chunk,
        why: S,
        /// Everything behind that chunk.
        behind: Box<dyn Read + Send>,
    },
}

/// A chunk at which whoever told it stopped, and why.
type Stopped<C, S> = (<C as Cuts>::Chunk, S);

impl<'t, C: Cuts> Ordered<'t, C> {
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

    /// Answers for every chunk, and tells each on the present thread, in order, until that says to stop.
    ///
    /// Before it waits for more, what was written to standard output is flushed: whoever writes the input may wait for it.
    ///
    /// # Errors
    ///
    /// * `route/threads`: the machine does not start them.
    /// * What `tell` fails with.
    pub(super) fn each<A: Send, S>(
        mut self,
        context: &mut Context<'_>,
        answer: impl Fn(&C::Chunk) -> A + Sync,
        mut tell: impl FnMut(&C::Chunk, A, &mut Context<'_>) -> Result<ControlFlow<S>, Failure>,
    ) -> Result<Ending<C, S>, Failure> {
        if let Some(stopped) = self.alone(context, &answer, &mut tell)? {
            return Ok(self.stopped(stopped, VecDeque::new()));
        }
        if let Source::Ended = self.source {
            let Self { spare, error, .. } = self;
            return Ok(Ending::Ended { spare, error });
        }
        let threads = self.threads;
        let crew = Crew::new(self, answer);
        let stopped = threads.beside(
            || crew.help(),
            || {
                let _over = Over(&crew);
                crew.tell_all(context, &mut tell)
            },
        )??;
        let (ordered, unanswered) = crew.into_parts();
        Ok(match stopped {
            Some(stopped) => ordered.stopped(stopped, unanswered),
            None => Ending::Ended {
                spare: ordered.spare,
                error: ordered.error,
            },
        })
    }

    /// Reads, answers and tells on this thread, as long as more are not worth it.
    fn alone<A, S>(
        &mut self,
        context: &mut Context<'_>,
        answer: &impl Fn(&C::Chunk) -> A,
        tell: &mut impl FnMut(&C::Chunk, A, &mut Context<'_>) -> Result<ControlFlow<S>, Failure>,
    ) -> Result<Option<Stopped<C, S>>, Failure> {
        let count = self.threads.count();
        while let Source::Here(cutter) = &mut self.source {
            if count > 1 && cutter.read_bytes() >= BEFORE_THREAD_BYTES {
                break;
            }
            // If this fails, so does the next write, and that one tells.
            let _ = context.stdout.flush();
            let mut chunk = self.spare.pop().unwrap_or_default();
            if let Some(end) = cutter.fill(&mut chunk) {
                self.error = end.err();
                self.source = Source::Ended;
            }
            if !C::is_empty(&chunk) {
                let answered = answer(&chunk);
                if let ControlFlow::Break(why) = tell(&chunk, answered, context)? {
                    return Ok(Some((chunk, why)));
                }
            }
            if C::is_kept(&chunk) {
                self.spare.push(chunk);
            }
        }
        Ok(None)
    }

    /// What is left of an input behind a chunk: some chunks, and what is not read yet.
    fn stopped<S>(self, (chunk, why): Stopped<C, S>, chunks: VecDeque<C::Chunk>) -> Ending<C, S> {
        let mut bytes = Vec::new();
        for chunk in chunks {
            bytes.extend_from_slice(C::bytes(&chunk));
            if let Source::Ahead(ahead) = &self.source {
                ahead.give_back(chunk);
            }
        }
        let unread: Box<dyn Read + Send> = match self.source {
            Source::Here(cutter) => cutter.unread(),
            Source::Ahead(ahead) => Box::new(ahead),
            Source::Reading | Source::Ended => Box::new(Failing(self.error)),
        };
        Ending::Stopped {
            chunk,
            why,
            behind: Box::new(io::Cursor::new(bytes).chain(unread)),
        }
    }
}

/// Threads that answer for the chunks of an input.
struct Crew<'t, C: Cuts, A, F> {
    state: Mutex<State<'t, C, A>>,
    signal: Arc<Signal>,
    answer: F,
    /// How many chunks may be begun that are not told.
    most: usize,
}

/// How far they have come.
struct State<'t, C: Cuts, A> {
    input: Ordered<'t, C>,
    /// The chunks that are begun and not told.
    begun: VecDeque<Begun<C::Chunk, A>>,
    /// How many were told.
    told: usize,
    /// How much memory is in those that are not, in bytes.
    held_bytes: usize,
    /// Nobody is to begin anything any more.
    is_over: bool,
}

/// A chunk that is begun.
enum Begun<K, A> {
    /// Somebody answers for it.
    Taken,
    Answered(K, A),
}

/// What is next to be done.
enum Next<K, A> {
    /// To answer for a chunk, before which so many were begun.
    Answer(usize, K),
    /// To tell a chunk.
    Tell(K, A),
    /// Nothing, until something changes; whether everything that was begun is told.
    Wait(bool),
    /// Nothing any more.
    Over,
}

impl<'t, C: Cuts, A: Send, F: Fn(&C::Chunk) -> A + Sync> Crew<'t, C, A, F> {
    fn new(mut input: Ordered<'t, C>, answer: F) -> Self {
        let most = input.threads.count() * CHUNKS_AHEAD;
        let signal = Arc::new(Signal::default());
        if input.may_wait {
            input.source = match std::mem::replace(&mut input.source, Source::Ended) {
                Source::Here(cutter) => {
                    Source::Ahead(Ahead::start(cutter, most, Arc::clone(&signal)))
                }
                source => source,
            };
        }
        let state = State {
            input,
            begun: VecDeque::new(),
            told: 0,
            held_bytes: 0,
            is_over: false,
        };
        Self {
            state: Mutex::new(state),
            signal,
            answer,
            most,
        }
    }

    fn state(&self) -> MutexGuard<'_, State<'t, C, A>> {
        unpoisoned(self.state.lock())
    }

    /// Answers for chunks until there are no more.
    fn help(&self) {
        loop {
            let seen = self.signal.changes();
            match self.next(false) {
                Next::Answer(number, chunk) => self.answer(number, chunk),
                Next::Wait(_) => self.signal.wait(seen),
                Next::Tell(..) | Next::Over => return,
            }
        }
    }

    /// Tells every chunk in order, and answers for some meanwhile.
    fn tell_all<S>(
        &self,
        context: &mut Context<'_>,
        tell: &mut impl FnMut(&C::Chunk, A, &mut Context<'_>) -> Result<ControlFlow<S>, Failure>,
    ) -> Result<Option<Stopped<C, S>>, Failure> {
        loop {
            let seen = self.signal.changes();
            match self.next(true) {
                Next::Answer(number, chunk) => self.answer(number, chunk),
                Next::Tell(chunk, answered) => match tell(&chunk, answered, context)? {
                    ControlFlow::Continue(()) => self.was_told(chunk),
                    ControlFlow::Break(why) => return Ok(Some((chunk, why))),
                },
                Next::Wait(is_all_told) => {
                    if is_all_told {
                        // If this fails, so does the next write, and that one tells.
                        let _ = context.stdout.flush();
                    }
                    self.signal.wait(seen);
                }
                Next::Over => return Ok(None),
            }
        }
    }

    /// What a thread does next that `tells` or does not.
    fn next(&self, tells: bool) -> Next<C::Chunk, A> {
        loop {
            let mut state = self.state();
            if tells && let Some((chunk, answered)) = state.first_answered() {
                return Next::Tell(chunk, answered);
            }
            if state.is_over {
                return Next::Over;
            }
            let is_all_told = state.begun.is_empty();
            if let Source::Ended = state.input.source
                && (is_all_told || !tells)
            {
                return Next::Over;
            }
            if state.begun.len() >= self.most || state.held_bytes >= AHEAD_BYTES {
                return Next::Wait(false);
            }
            let (chunk, end) = match &mut state.input.source {
                Source::Ahead(ahead) => match ahead.next() {
                    Some(next) => next,
                    None => return Next::Wait(is_all_told),
                },
                Source::Here(_) => {
                    let (chunk, end);
                    (state, chunk, end) = self.read(state);
                    (chunk, end)
                }
                Source::Reading | Source::Ended => return Next::Wait(false),
            };
            if let Some(end) = end {
                state.input.error = end.err();
                state.input.source = Source::Ended;
                self.signal.change();
            }
            if !C::is_empty(&chunk) {
                let number = state.told + state.begun.len();
                state.held_bytes += C::held_bytes(&chunk);
                state.begun.push_back(Begun::Taken);
                return Next::Answer(number, chunk);
            }
        }
    }

    /// Reads a chunk that is not empty, if there is one before the end. Nobody else reads meanwhile, nor before the chunk has
    /// its number: that is for whoever gets the state back.
    fn read<'s>(
        &'s self,
        mut state: MutexGuard<'s, State<'t, C, A>>,
    ) -> (MutexGuard<'s, State<'t, C, A>>, C::Chunk, Option<End>) {
        let mut chunk = state.input.spare.pop().unwrap_or_default();
        let mut end = None;
        let source = std::mem::replace(&mut state.input.source, Source::Reading);
        let Source::Here(mut cutter) = source else {
            state.input.source = source;
            return (state, chunk, end);
        };
        drop(state);
        while end.is_none() {
            end = cutter.fill(&mut chunk);
            if !C::is_empty(&chunk) {
                break;
            }
        }
        let mut state = self.state();
        state.input.source = Source::Here(cutter);
        self.signal.change();
        (state, chunk, end)
    }

    /// Answers for a chunk before which so many were begun.
    fn answer(&self, number: usize, chunk: C::Chunk) {
        let answered = (self.answer)(&chunk);
        let mut state = self.state();
        let at = number.saturating_sub(state.told);
        if let Some(begun) = state.begun.get_mut(at) {
            *begun = Begun::Answered(chunk, answered);
        }
        drop(state);
        if at == 0 {
            self.signal.change();
        }
    }

    /// A chunk was told.
    fn was_told(&self, chunk: C::Chunk) {
        let mut state = self.state();
        state.held_bytes = state.held_bytes.saturating_sub(C::held_bytes(&chunk));
        match &state.input.source {
            Source::Ahead(ahead) => ahead.give_back(chunk),
            _ if C::is_kept(&chunk) => state.input.spare.push(chunk),
            _ => {}
        }
        drop(state);
        self.signal.change();
    }

    /// The input, and the chunks of it that were answered and not told.
    fn into_parts(self) -> (Ordered<'t, C>, VecDeque<C::Chunk>) {
        let state = unpoisoned(self.state.into_inner());
        let begun = state.begun.into_iter().filter_map(|begun| match begun {
            Begun::Answered(chunk, _) => Some(chunk),
            Begun::Taken => None,
        });
        (state.input, begun.collect())
    }
}

impl<C: Cuts, A> State<'_, C, A> {
    /// The chunk that is next to be told, if it is answered.
    fn first_answered(&mut self) -> Option<(C::Chunk, A)> {
        if !matches!(self.begun.front(), Some(Begun::Answered(..))) {
            return None;
        }
        self.told += 1;
        match self.begun.pop_front()? {
            Begun::Answered(chunk, answered) => Some((chunk, answered)),
            Begun::Taken => None,
        }
    }
}

/// Lets the others go when the one that tells has ended, however it did.
struct Over<'c, 't, C: Cuts, A, F>(&'c Crew<'t, C, A, F>);

impl<C: Cuts, A, F> Drop for Over<'_, '_, C, A, F> {
    fn drop(&mut self) {
        unpoisoned(self.0.state.lock()).is_over = true;
        self.0.signal.change();
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
    use super::super::nowhere::in_context;
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

    fn ordered<'t>(
        text: &[u8],
        sizes: &[usize],
        kind: Kind,
        threads: &'t Threads,
    ) -> Ordered<'t, Lines> {
        let slices = Slices::new(text, sizes, kind.2);
        let lines = Lines::new(Box::new(slices)).counting(true);
        Ordered::new(lines, threads, kind.1, Vec::new())
    }

    /// The text of a chunk, and how many lines come before it.
    type Piece = (Vec<u8>, usize);

    /// What of a text is told, chunk by chunk, where each is answered with its length; until so many were told.
    fn told(ordered: Ordered<'_, Lines>, most: usize) -> (Vec<Piece>, Ending<Lines, ()>) {
        let mut told = Vec::new();
        let answer = |chunk: &Chunk| chunk.text().len();
        let ending = in_context(|context| {
            ordered.each(context, answer, |chunk, length, _| {
                assert_eq!(chunk.text().len(), length);
                if told.len() == most {
                    return Ok(ControlFlow::Break(()));
                }
                told.push((chunk.text().to_vec(), chunk.begin().lines));
                Ok(ControlFlow::Continue(()))
            })
        });
        (told, ending.ok().unwrap())
    }

    #[test]
    fn whatever_a_read_brings_all_lines_come_in_their_order() {
        for bytes in [0, 100, 20_000, 3_000_000, 20_000_000] {
            let text = lines(bytes);
            for (sizes, kind) in with_kinds([&[1 << 20][..], &[65_536], &[7_000, 1, 70_001]]) {
                let threads = Threads::of(kind.0);
                let (told, ending) = told(ordered(&text, sizes, kind, &threads), usize::MAX);
                let mut got = Vec::new();
                let mut lines_before = 0;
                for (chunk, before) in told {
                    assert_eq!(before, lines_before, "{bytes} {sizes:?} {kind:?}");
                    lines_before += memchr::memchr_iter(b'\n', &chunk).count();
                    got.extend_from_slice(&chunk);
                    assert!(chunk.ends_with(b"\n") || got.len() == text.len());
                }
                assert!(got == text, "{bytes} {sizes:?} {kind:?}");
                let Ending::Ended { error, .. } = ending else {
                    panic!("nobody stopped");
                };
                assert_eq!(error.is_some(), kind.2);
            }
        }
    }

    #[test]
    fn what_is_left_of_an_input_is_everything_behind_a_chunk() {
        let text = lines(2_000_000);
        for (before, kind) in with_kinds([0, 1, 3, 9, 40]) {
            let threads = Threads::of(kind.0);
            let (told, ending) = told(ordered(&text, &[65_536], kind, &threads), before);
            let Ending::Stopped { chunk, behind, .. } = ending else {
                assert_eq!(before, 40, "{kind:?}");
                continue;
            };
            let mut got = told.into_iter().flat_map(|(chunk, _)| chunk).collect();
            let mut behind = behind;
            Vec::extend_from_slice(&mut got, chunk.text());
            let result = behind.read_to_end(&mut got);
            assert_eq!(result.is_err(), kind.2, "{before} {kind:?}");
            assert!(got == text, "{before} {kind:?}");
        }
    }

    /// Every one of them with every kind.
    fn with_kinds<T: Copy>(all: impl IntoIterator<Item = T>) -> Vec<(T, Kind)> {
        all.into_iter()
            .flat_map(|one| KINDS.map(|kind| (one, kind)))
            .collect()
    }

    #[test]
    fn what_came_is_told_before_anything_is_waited_for() {
        struct Slow(Receiver<Vec<u8>>);
        impl Read for Slow {
            fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
                let text = self.0.recv().unwrap_or_default();
                room[..text.len()].copy_from_slice(&text);
                Ok(text.len())
            }
        }
        // More than is read before a thread is started, a line at a time: each comes when the one before was told.
        let give = |gives: &Sender<Vec<u8>>| gives.send([vec![b'x'; 15_000], vec![b'\n']].concat());
        let (gives, given) = mpsc::channel();
        let threads = Threads::of(2);
        let slow = Lines::new(Box::new(Slow(given)));
        let ordered = Ordered::new(slow, &threads, true, Vec::new());
        give(&gives).unwrap();
        let mut gives = Some(gives);
        let mut told = 0;
        let ending = in_context(|context| {
            ordered.each(
                context,
                |_: &Chunk| (),
                |_, (), _| {
                    told += 1;
                    match &gives {
                        Some(gives) if told < 40 => give(gives).unwrap(),
                        _ => gives = None,
                    }
                    Ok(ControlFlow::<()>::Continue(()))
                },
            )
        });
        assert!(matches!(ending, Ok(Ending::Ended { error: None, .. })));
        assert_eq!(told, 40);
    }
}

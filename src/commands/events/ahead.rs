//! A thread of its own that reads on, for inputs that may let one wait.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender, TryRecvError};
use std::thread;

use super::chunks::{Cuts, End};
use super::signal::Signal;

/// How much memory may be read ahead of the answers, where records are long.
pub(super) const AHEAD_BYTES: usize = 32 << 20;

/// What a read brought, and the end of the input if that was met.
type Filled<C> = (<C as Cuts>::Chunk, Option<End>);

/// A thread that reads on.
pub(super) struct Ahead<C: Cuts> {
    filled: Receiver<Filled<C>>,
    used: Sender<C::Chunk>,
    /// A chunk that is read from, where the input is read as bytes, and from where on.
    present: (C::Chunk, usize),
    end: Option<End>,
}

impl<C: Cuts> Ahead<C> {
    /// Starts it; it stays so many chunks ahead at most, and signals each that has come.
    pub(super) fn start(cutter: C, most: usize, signal: Arc<Signal>) -> Self {
        let (to_fill, filled) = mpsc::sync_channel(most);
        let (used, from_used) = mpsc::channel();
        // It ends with the input, or when nobody asks for chunks any more.
        thread::spawn(move || read_ahead(cutter, &to_fill, &signal, &from_used));
        Self {
            filled,
            used,
            present: (C::Chunk::default(), 0),
            end: None,
        }
    }

    /// Takes back a chunk that is answered.
    pub(super) fn give_back(&self, chunk: C::Chunk) {
        // A reader that has ended needs none.
        let _ = self.used.send(chunk);
    }

    /// The next chunk, which may be empty at the end, and the end of the input if that was met; `None` if nothing has come.
    pub(super) fn next(&mut self) -> Option<Filled<C>> {
        match self.filled.try_recv() {
            Ok(got) => Some(got),
            Err(TryRecvError::Empty) => None,
            // The thread is gone without a word: it cannot be, but nothing comes any more.
            Err(TryRecvError::Disconnected) => Some((C::Chunk::default(), Some(Ok(())))),
        }
    }
}

/// Fills chunks until the input ends or nobody takes them.
fn read_ahead<C: Cuts>(
    mut cutter: C,
    filled: &SyncSender<Filled<C>>,
    signal: &Signal,
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
        if filled.send((chunk, end)).is_err() {
            return;
        }
        signal.change();
        if is_end {
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
    Some(if C::is_kept(&back) {
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

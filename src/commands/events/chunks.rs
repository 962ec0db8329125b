//! An input in chunks, of whole lines or of records: what a thread answers for at once.

use std::io::{self, Read};

use memchr::{memchr_iter, memrchr};

/// How much is read at once at most.
pub(super) const CHUNK_BYTES: usize = 256 << 10;

/// How much is read at once at first: most inputs are small, and room costs time to clear.
const FIRST_CHUNK_BYTES: usize = 16 << 10;

/// By what there is more room for a read when one has filled all there was.
const GROWTH: usize = 4;

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
    /// How much of the input came before it, where that is counted.
    begin: ReadSoFar,
}

/// How far an input was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ReadSoFar {
    pub(super) records: usize,
    pub(super) lines: usize,
}

impl ReadSoFar {
    /// The same with what a text holds, if every line of it that is not empty is a record.
    fn with_lines_of(mut self, text: &[u8]) -> Self {
        let is_cut = text.last().is_some_and(|last| *last != b'\n');
        let lines = memchr_iter(b'\n', text).count() + usize::from(is_cut);
        self.lines += lines;
        self.records += lines - empty_lines(text);
        self
    }
}

/// How many lines are empty, or hold blanks alone.
fn empty_lines(text: &[u8]) -> usize {
    let is_blank = |byte: u8| byte.is_ascii_whitespace();
    let begins_blank = text.first().is_some_and(|first| is_blank(*first));
    // Next to none begin so: this is looked for in pairs of bytes, many at a time.
    let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
    let may_be = pairs.fold(false, |found, (end, next)| {
        found | (*end == b'\n') & (*next <= b' ')
    });
    if !begins_blank && !may_be {
        return 0;
    }
    let lines = text.strip_suffix(b"\n").unwrap_or(text);
    let lines = lines.split(|byte| *byte == b'\n');
    lines
        .filter(|line| line.trim_ascii_end().is_empty())
        .count()
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

    /// How much of the input came before it, if it is of lines that are [counted](Lines::counting), each a record.
    pub(super) fn begin(&self) -> ReadSoFar {
        self.begin
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

    /// Whether the memory of a chunk may be used again.
    fn is_kept(chunk: &Self::Chunk) -> bool {
        Self::held_bytes(chunk) <= KEPT_BYTES
    }

    /// What a chunk holds of the input. The chunks together hold each byte once.
    fn bytes(chunk: &Self::Chunk) -> &[u8];

    /// What is in no chunk yet.
    fn unread(self) -> Box<dyn Read + Send>;
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
    /// What was cut so far, where that is counted.
    counted: Option<ReadSoFar>,
}

impl Lines {
    /// At the beginning of an input.
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self {
            reader,
            carried: Vec::new(),
            room: FIRST_CHUNK_BYTES,
            read_bytes: 0,
            counted: None,
        }
    }

    /// The same, but each chunk knows how many records came before it, if every line is one: this costs a look at every byte.
    pub(super) fn counting(self, counts: bool) -> Self {
        Self {
            counted: counts.then(ReadSoFar::default),
            ..self
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
        let end = self.cut(chunk);
        if let Some(counted) = &mut self.counted {
            chunk.begin = *counted;
            *counted = counted.with_lines_of(chunk.text());
        }
        end
    }
}

impl Lines {
    fn cut(&mut self, chunk: &mut Chunk) -> Option<End> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// How many lines and records there are, counted line by line.
    fn one_by_one(mut text: &[u8]) -> (usize, usize) {
        let (mut lines, mut records) = (0, 0);
        while !text.is_empty() {
            let length = memchr::memchr(b'\n', text).unwrap_or(text.len());
            lines += 1;
            records += usize::from(!text[..length].trim_ascii_end().is_empty());
            text = text.get(length + 1..).unwrap_or_default();
        }
        (lines, records)
    }

    #[test]
    fn lines_are_counted_whatever_blanks_stand_in_them() {
        const PIECES: [&str; 7] = [
            "\n",
            "{}",
            " ",
            "\r\n",
            "\t",
            "\u{c}",
            "long enough for a few words",
        ];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer = texts
                .iter()
                .flat_map(|text| PIECES.map(|piece| format!("{text}{piece}")));
            texts.extend(longer.collect::<Vec<_>>());
        }
        for text in texts {
            let counted = ReadSoFar::default().with_lines_of(text.as_bytes());
            let expected = one_by_one(text.as_bytes());
            assert_eq!((counted.lines, counted.records), expected, "{text:?}");
        }
    }
}

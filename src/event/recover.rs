//! Where to go on behind a broken record.
//!
//! The grammar is lost, so this looks at brackets, quotes and line breaks only. In a file with one
//! record on each line the next line is the next record, unless another object follows on the same line. Elsewhere
//! the record ends at the bracket that balances it, before a line that is indented as its first line and begins
//! an object, before a line that begins as the whole list began or with the comma before an element, or before a line
//! that is indented less and ends the list: whichever comes first.

use super::opening::Start;
use super::piece::Breakage;

/// The search for the end of a broken record.
#[derive(Clone, Debug)]
pub(super) struct Recovery {
    position: usize,
    depth: usize,
    in_string: bool,
    in_list: bool,
    /// How far the line on which the record begins is indented.
    indent: usize,
    /// The mistake is on the record's first line, so the line is all there is.
    ends_with_line: bool,
    /// How a line begins that begins another list.
    start: Start,
    breakage: Breakage,
}

impl Recovery {
    /// `bytes` begin with the record; byte `at` is the mistake, with `depth` brackets open before it.
    pub(super) fn new(
        bytes: &[u8],
        at: usize,
        depth: usize,
        in_list: bool,
        indent: usize,
        breakage: Breakage,
    ) -> Self {
        let before = bytes.get(..at).unwrap_or(bytes);
        let line_break = memchr::memrchr(b'\n', before);
        // A mistake at the first character of a line may be the next record: begin before the line break. Some write
        // the comma before it there.
        let position = line_break
            .filter(|line| {
                let on_line = before.get(line + 1..).map(<[u8]>::trim_ascii);
                on_line.is_some_and(|text| text.is_empty() || in_list && text == b",")
            })
            .unwrap_or(at);
        Self {
            position,
            depth,
            in_string: false,
            in_list,
            indent,
            ends_with_line: !in_list && line_break.is_none(),
            start: Start::default(),
            breakage,
        }
    }

    /// The stream ended inside the record: there may be other records among its lines.
    pub(super) fn of_unfinished(bytes: &[u8], in_list: bool, indent: usize) -> Self {
        Self {
            position: memchr::memchr(b'\n', bytes).unwrap_or(bytes.len()),
            depth: usize::MAX,
            in_string: false,
            in_list,
            indent,
            ends_with_line: false,
            start: Start::default(),
            breakage: Breakage::Unfinished,
        }
    }

    /// Around the record is a list that began so.
    pub(super) fn within(self, start: Start) -> Self {
        Self { start, ..self }
    }

    pub(super) fn breakage(&self) -> Breakage {
        self.breakage
    }

    /// How many bytes were looked at.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The first `count` bytes have gone from the front of what [`advance`](Self::advance) gets.
    pub(super) fn forget(&mut self, count: usize) {
        self.position = self.position.saturating_sub(count);
    }

    /// Where the record ends, if that is known: never 0. `ended` says that no more bytes will come.
    pub(super) fn advance(&mut self, bytes: &[u8], ended: bool) -> Option<usize> {
        loop {
            self.pass_plain(bytes);
            let at = self.position;
            let Some(&byte) = bytes.get(at) else {
                break;
            };
            match byte {
                b'\n' => match self.next_line(bytes, ended) {
                    NextLine::Unknown => return None,
                    NextLine::IsNext => return Some(at),
                    NextLine::IsInside => self.in_string = false,
                },
                b'\\' if self.in_string => match bytes.get(at + 1) {
                    None if !ended => return None,
                    Some(b'"' | b'\\') => self.position += 1,
                    _ => {}
                },
                b'"' => self.in_string = !self.in_string,
                _ if self.in_string => {}
                b'{' | b'[' if self.depth == 0 => {
                    if at > 0 && (byte == b'{' || self.in_list) {
                        return Some(at);
                    }
                    self.depth = usize::from(byte == b'{');
                }
                b'{' | b'[' => self.depth = self.depth.saturating_add(1),
                b'}' | b']' if self.depth == 1 && !self.ends_with_line => return Some(at + 1),
                b'}' | b']' if self.depth > 0 => self.depth -= 1,
                b',' | b']' if self.depth == 0 && self.in_list && at > 0 => return Some(at),
                _ => {}
            }
            self.position += 1;
        }
        ended.then_some(bytes.len())
    }

    /// Passes what means nothing here, many bytes at once, where it may begin.
    fn pass_plain(&mut self, bytes: &[u8]) {
        const BLOCK_BYTES: usize = 1 << 12;
        if !self.position.is_multiple_of(BLOCK_BYTES) {
            return;
        }
        let waiting = bytes.get(self.position..).unwrap_or_default();
        let is_plain = |block: &&[u8]| {
            memchr::memchr3(b'\n', b'"', b'\\', block).is_none()
                && memchr::memchr3(b'{', b'}', b',', block).is_none()
                && memchr::memchr2(b'[', b']', block).is_none()
        };
        let blocks = waiting.chunks_exact(BLOCK_BYTES).take_while(is_plain);
        self.position += BLOCK_BYTES * blocks.count();
    }

    /// What the line behind the line break at `position` is.
    fn next_line(&self, bytes: &[u8], ended: bool) -> NextLine {
        if self.ends_with_line {
            return NextLine::IsNext;
        }
        let line = bytes.get(self.position + 1..).unwrap_or_default();
        let indent = line
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        match line.get(indent) {
            None if !ended => NextLine::Unknown,
            Some(b'{') if self.indent == indent => NextLine::IsNext,
            Some(b'[') if self.indent == indent && !self.in_list => NextLine::IsNext,
            // The end of the list: what is inside the record stands further in.
            Some(b']') if indent < self.indent && self.in_list => NextLine::IsNext,
            Some(b',') if self.indent == indent && self.in_list => {
                let behind = line.get(indent + 1..).unwrap_or_default();
                let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
                match behind.iter().find(|byte| !is_blank(byte)) {
                    None if !ended => NextLine::Unknown,
                    Some(b'{') => NextLine::IsNext,
                    _ => NextLine::IsInside,
                }
            }
            Some(b'[') if self.in_list => {
                let line = line.get(indent..).unwrap_or_default();
                match self.start.begins(indent, line) {
                    None if !ended => NextLine::Unknown,
                    Some(true) => NextLine::IsNext,
                    _ => NextLine::IsInside,
                }
            }
            _ => NextLine::IsInside,
        }
    }
}

enum NextLine {
    Unknown,
    IsNext,
    IsInside,
}

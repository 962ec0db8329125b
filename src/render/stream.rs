//! Where a command writes: a stream through which no character goes that a terminal would obey.

use std::io::{self, Write};

use super::printable::{escape, is_hidden, printable_text};

/// Standard output or standard error.
///
/// What is written is text for people, or JSON. Every character that [is hidden](is_hidden) comes out
/// [as JSON escapes it](super::printable), but for line breaks and, where colours are on, the colours of ours. This is the
/// net below [`printable`](super::printable::printable): it cannot tell a line break or a colour of ours from one of the
/// input, so who writes a text from outside still escapes it.
///
/// # Example
///
/// ```
/// use std::io::Write;
/// use evb::render::stream::Stream;
///
/// let mut bytes = Vec::new();
/// let mut stream = Stream::new(&mut bytes);
/// writeln!(stream, "rule \u{1b}]0;x\u{7} matches")?;
/// stream.exact(b"\x1b")?;
/// assert_eq!(bytes, b"rule \\u001b]0;x\\u0007 matches\n\x1b");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Stream<'w> {
    out: &'w mut dyn Write,
    has_color: bool,
    is_terminal: bool,
    /// The beginning of a character or of a colour whose end was not written yet.
    pending: Vec<u8>,
}

impl<'w> Stream<'w> {
    /// A stream into `out`, which is no terminal and gets no colours.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self {
            out,
            has_color: false,
            is_terminal: false,
            pending: Vec::new(),
        }
    }

    /// The same, where colours are let through or not.
    #[must_use]
    pub fn with_color(mut self, has_color: bool) -> Self {
        self.has_color = has_color;
        self
    }

    /// The same, where somebody is looking or not.
    #[must_use]
    pub fn on_terminal(mut self, is_terminal: bool) -> Self {
        self.is_terminal = is_terminal;
        self
    }

    /// Writes bytes as they are: a script of ours.
    ///
    /// # Errors
    ///
    /// When the stream cannot be written.
    pub fn exact(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.settle()?;
        self.out.write_all(bytes)
    }

    /// Writes a payload, which is the answer itself: as it is, and on a terminal in its printable form with its line
    /// breaks and tabs.
    ///
    /// # Errors
    ///
    /// When the stream cannot be written.
    pub fn payload(&mut self, text: &str) -> io::Result<()> {
        if self.is_terminal {
            self.exact(printable_text(text).as_bytes())
        } else {
            self.exact(text.as_bytes())
        }
    }

    /// Writes `text` over the last line of a terminal, and leaves the cursor behind it.
    ///
    /// # Errors
    ///
    /// When the stream cannot be written.
    pub fn overwrite(&mut self, text: &str) -> io::Result<()> {
        self.exact(b"\r\x1b[K")?;
        self.write_all(text.as_bytes())?;
        self.flush()
    }

    /// What `write!` calls: here too, so that commands need not name the trait.
    ///
    /// # Errors
    ///
    /// When the stream cannot be written.
    pub fn write_fmt(&mut self, text: std::fmt::Arguments<'_>) -> io::Result<()> {
        Write::write_fmt(self, text)
    }

    /// Hands on what was written.
    ///
    /// # Errors
    ///
    /// When the stream cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        Write::flush(self)
    }

    /// Writes what has not come to its end as it is.
    fn settle(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let pending = std::mem::take(&mut self.pending);
        let mut escaped = String::new();
        for character in String::from_utf8_lossy(&pending).chars() {
            push(character, &mut escaped);
        }
        self.out.write_all(escaped.as_bytes())
    }

    /// Escapes what has to be, and keeps the rest of a text that may go on.
    fn guarded(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut all = std::mem::take(&mut self.pending);
        all.extend_from_slice(bytes);
        let mut escaped = String::with_capacity(all.len() + 16);
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            let (text, behind, is_cut) = text_before(rest);
            let kept = self.escape_into(text, &mut escaped);
            let is_last = behind.is_empty();
            if is_last && !kept.is_empty() {
                self.pending.extend_from_slice(kept.as_bytes());
                break;
            }
            for character in kept.chars() {
                push(character, &mut escaped);
            }
            if is_cut {
                self.pending.extend_from_slice(behind);
                break;
            }
            rest = match behind {
                [] => &[],
                [_, rest @ ..] => {
                    escaped.push(char::REPLACEMENT_CHARACTER);
                    rest
                }
            };
        }
        self.out.write_all(escaped.as_bytes())
    }

    /// Escapes a text, and returns its end if that may be the beginning of a colour or of a line break of two characters.
    fn escape_into<'t>(&self, text: &'t str, escaped: &mut String) -> &'t str {
        let mut characters = text.chars();
        loop {
            let (plain, rest) = characters
                .as_str()
                .split_at_checked(plain_bytes(characters.as_str()))
                .unwrap_or_default();
            escaped.push_str(plain);
            characters = rest.chars();
            let Some(character) = characters.next() else {
                return "";
            };
            match character {
                '\u{1b}' if self.has_color => match color(rest) {
                    Color::Ours(length) => {
                        let (color, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
                        escaped.push_str(color);
                        characters = behind.chars();
                    }
                    Color::Unfinished => return rest,
                    Color::None => escape(character, escaped),
                },
                '\r' if characters.as_str().starts_with('\n') => escaped.push(character),
                '\r' if characters.as_str().is_empty() => return rest,
                _ => push(character, escaped),
            }
        }
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.pending.is_empty() && is_clean(bytes) {
            self.out.write_all(bytes)
        } else {
            self.guarded(bytes)
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.settle()?;
        self.out.flush()
    }
}

/// Whether there is nothing but visible ASCII, blanks and whole line breaks: what most output is.
fn is_clean(bytes: &[u8]) -> bool {
    // In blocks, because a loop that can end at each byte is not done many bytes at once.
    let is_text = bytes.chunks(64).all(|block| {
        let is_text = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r');
        block.iter().fold(true, |all, byte| all & is_text(byte))
    });
    let is_break = |at: usize| bytes.get(at + 1) == Some(&b'\n');
    is_text && memchr::memchr_iter(b'\r', bytes).all(is_break)
}

/// How many bytes at the beginning of a text are visible ASCII, blanks and line feeds.
fn plain_bytes(text: &str) -> usize {
    let is_other = |byte: u8| !matches!(byte, b' '..=b'~' | b'\n');
    text.bytes().position(is_other).unwrap_or(text.len())
}

fn push(character: char, out: &mut String) {
    if character != '\n' && is_hidden(character) {
        escape(character, out);
    } else {
        out.push(character);
    }
}

/// The text at the beginning, what stands behind it, and whether that is a character whose end is missing.
fn text_before(bytes: &[u8]) -> (&str, &[u8], bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text, &[], false),
        Err(error) => {
            let (text, behind) = bytes
                .split_at_checked(error.valid_up_to())
                .unwrap_or((&[], bytes));
            let text = std::str::from_utf8(text).unwrap_or_default();
            (text, behind, error.error_len().is_none())
        }
    }
}

/// What begins with an escape.
#[derive(Debug, PartialEq, Eq)]
enum Color {
    /// A colour that evb writes, of so many bytes.
    Ours(usize),
    /// It may become one.
    Unfinished,
    /// Something else.
    None,
}

/// The longest colour, in bytes.
const LONGEST_COLOR: usize = 16;

/// Bold, faint, italic, underlined, the sixteen colours of letters, and back: nothing that hides or moves anything.
fn color(text: &str) -> Color {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else {
        return if text == "\u{1b}" {
            Color::Unfinished
        } else {
            Color::None
        };
    };
    let end = parameters.find(|character: char| !matches!(character, '0'..='9' | ';'));
    let Some((numbers, behind)) = parameters.split_at_checked(end.unwrap_or(parameters.len()))
    else {
        return Color::None;
    };
    if numbers.len() > LONGEST_COLOR {
        return Color::None;
    }
    let is_ours = |number: &str| {
        let number = number.parse::<u8>();
        number.is_ok_and(|number| matches!(number, 0..=4 | 22..=24 | 30..=37 | 39 | 90..=97))
    };
    match behind.chars().next() {
        None => Color::Unfinished,
        Some('m') if numbers.split(';').all(is_ours) => {
            Color::Ours("\u{1b}[m".len() + numbers.len())
        }
        Some(_) => Color::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&[u8]], has_color: bool) -> String {
        let mut out = Vec::new();
        let mut stream = Stream::new(&mut out).with_color(has_color);
        for piece in pieces {
            stream.write_all(piece).unwrap();
        }
        stream.flush().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_text_comes_out_the_same_however_it_is_cut() {
        let text = "a\u{1b}[1;31mé\u{202e}\u{1b}[0m\u{1b}[8mx\r\n\rb\u{9b}\u{1b}[1";
        let whole = written(&[text.as_bytes()], true);
        assert_eq!(
            whole,
            "a\u{1b}[1;31mé\\u202e\u{1b}[0m\\u001b[8mx\r\n\\rb\\u009b\\u001b[1"
        );
        for at in 0..text.len() {
            let (before, behind) = text.as_bytes().split_at(at);
            assert_eq!(written(&[before, behind], true), whole, "{at}");
        }
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(written(&bytes, true), whole);
    }

    #[test]
    fn without_colours_no_escape_passes() {
        assert_eq!(
            written(&[b"\x1b[1mx\x1b[0m"], false),
            "\\u001b[1mx\\u001b[0m"
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        assert_eq!(written(&[b"a\x9b31mb\xff\xe2"], false), "a�31mb��");
    }

    #[test]
    fn a_payload_is_itself_but_on_a_terminal() {
        let mut out = Vec::new();
        Stream::new(&mut out).payload("\u{1b}\n\t").unwrap();
        assert_eq!(out, b"\x1b\n\t");
        out.clear();
        let mut stream = Stream::new(&mut out).on_terminal(true);
        stream.payload("\u{1b}\n\t").unwrap();
        assert_eq!(out, b"\\u001b\n\t");
    }
}

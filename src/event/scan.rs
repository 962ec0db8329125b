//! Where one JSON value ends: a scanner that can stop in the middle and go on when more bytes are there.
//!
//! [`Scan`] knows the grammar of brackets, names, colons and commas, and enough of strings and
//! scalars to skip them. It notices a broken value at the first byte that cannot stand
//! where it stands, so a missing brace does not swallow the rest of a stream. What is inside
//! numbers and strings is left to the reader of the value.
//!
//! # What this module does not do
//!
//! It builds nothing, and it does not decide what an event is.

use memchr::memchr3;

use super::wrapper::Wrapper;
use crate::quota::MAXIMUM_JSON_DEPTH;

/// How a call of [`Scan::advance`] ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScanEnd {
    /// All bytes are looked at and the value goes on.
    NeedsMore,
    /// The value ends before this byte.
    Done(usize),
    /// This byte cannot stand here.
    Broken(usize),
    /// The object may be a wrapper around events: the first element of its list stands at these bytes.
    /// Told once for a list; the scan can go on as if nothing was told.
    Element(Wrapper, usize, usize),
}

/// The state between two calls: where we are in one value.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    containers: Vec<Container>,
    expect: Expect,
    position: usize,
    /// How far the string or number at `position` was looked at that goes on: it may be long, and come in many pieces.
    looked_at: usize,
    watch: Watch,
    /// With how many blanks the line of the value begins.
    indent: usize,
    /// An object that is due as a value but begins a line as the record itself does, like the next record.
    suspect: Option<usize>,
    /// The record stands in an array that began on its line, so that an array may be the next record too.
    suspects_arrays: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Object,
    Array,
}

/// What the grammar allows next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    Value,
    ValueOrClose,
    Name,
    NameOrClose,
    Colon,
    CommaOrClose,
}

/// Looking for the list of a wrapper among the members of the outermost object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watch {
    Off,
    /// The last name was not that of a wrapper's list.
    Names,
    /// The last name was.
    Named(Wrapper),
    /// Inside the list; the first element has not begun.
    Inside(Wrapper),
    /// Inside the first element, which began at this byte.
    First(Wrapper, usize),
}

/// What a token search found.
enum Token {
    EndsBefore(usize),
    BreaksAt(usize),
    /// More bytes are needed; before this one nothing is to be found.
    GoesOn(usize),
}

impl Scan {
    /// At the first byte of a value, on a line that begins with `indent` blanks. With `watch` it tells the first element of
    /// a wrapper's list.
    pub(super) fn value(watch: bool, indent: usize) -> Self {
        Self {
            containers: Vec::new(),
            expect: Expect::Value,
            position: 0,
            looked_at: 0,
            watch: if watch { Watch::Names } else { Watch::Off },
            indent,
            suspect: None,
            suspects_arrays: false,
        }
    }

    /// With `suspects` an array may turn out to be the next record.
    pub(super) fn suspecting_arrays(self, suspects: bool) -> Self {
        Self {
            suspects_arrays: suspects,
            ..self
        }
    }

    /// Inside an object, behind the value of a member: what follows the list of a wrapper.
    pub(super) fn rest_of_object() -> Self {
        Self {
            containers: vec![Container::Object],
            expect: Expect::CommaOrClose,
            position: 0,
            looked_at: 0,
            watch: Watch::Off,
            indent: 0,
            suspect: None,
            suspects_arrays: false,
        }
    }

    /// How many brackets are open.
    pub(super) fn depth(&self) -> usize {
        self.containers.len()
    }

    /// How many bytes were looked at.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The wrapper in the first element of whose list this is, and where that element begins.
    pub(super) fn first_element(&self) -> Option<(Wrapper, usize)> {
        match self.watch {
            Watch::First(wrapper, start) => Some((wrapper, start)),
            _ => None,
        }
    }

    /// Where the record really broke off, for a byte that cannot stand where it stands.
    ///
    /// A record on a line of its own that was cut off where a value is due takes the next line for that value, and the
    /// mistake shows at the first byte of the line behind it: the next record, or the end of the list. A value may well
    /// begin a line, so only the mistake tells.
    pub(super) fn mistake(&self, bytes: &[u8], at: usize) -> usize {
        match self.suspect {
            Some(suspect)
                if blanks_before(bytes, at).is_some_and(|blanks| blanks <= self.indent) =>
            {
                suspect
            }
            _ => at,
        }
    }

    /// The first `count` bytes have gone from the front of what [`advance`](Self::advance) gets.
    pub(super) fn forget(&mut self, count: usize) {
        self.position = self.position.saturating_sub(count);
        self.looked_at = self.looked_at.saturating_sub(count);
        self.suspect = None;
    }

    /// Goes on as far as possible. `bytes` begins where the value begins (see [`forget`](Self::forget));
    /// `ended` says that no more bytes will come.
    pub(super) fn advance(&mut self, bytes: &[u8], ended: bool) -> ScanEnd {
        while let Some(&byte) = bytes.get(self.position) {
            let step = match byte {
                b' ' | b'\n' | b'\r' | b'\t' => {
                    self.position += 1;
                    None
                }
                b'{' => {
                    self.suspect_record(bytes);
                    self.open(Container::Object, Expect::NameOrClose)
                }
                b'[' => {
                    if self.suspects_arrays {
                        self.suspect_record(bytes);
                    }
                    self.open(Container::Array, Expect::ValueOrClose)
                }
                b'}' => self.close(Container::Object, Expect::NameOrClose),
                b']' => self.close(Container::Array, Expect::ValueOrClose),
                b',' => self.comma(),
                b':' => self.colon(),
                b'"' => self.string(bytes),
                _ => self.scalar(bytes, ended),
            };
            if let Some(step) = step {
                return step;
            }
        }
        ScanEnd::NeedsMore
    }

    /// Notes the first of several that stand in each other, or the last element of a list.
    fn suspect_record(&mut self, bytes: &[u8]) {
        if !self.takes_value() || blanks_before(bytes, self.position) != Some(self.indent) {
            return;
        }
        let behind = bytes.get(..self.position).unwrap_or_default();
        if self.suspect.is_none() || behind.trim_ascii_end().ends_with(b",") {
            self.suspect = Some(self.position);
        }
    }

    fn open(&mut self, container: Container, expect: Expect) -> Option<ScanEnd> {
        if !self.takes_value() || self.containers.len() > MAXIMUM_JSON_DEPTH {
            return Some(ScanEnd::Broken(self.position));
        }
        self.value_begins();
        if let (Watch::Named(wrapper), Container::Array, 1) =
            (self.watch, container, self.containers.len())
        {
            self.watch = Watch::Inside(wrapper);
        }
        self.containers.push(container);
        self.expect = expect;
        self.position += 1;
        None
    }

    fn close(&mut self, container: Container, empty: Expect) -> Option<ScanEnd> {
        let fits = self.containers.last() == Some(&container)
            && (self.expect == Expect::CommaOrClose || self.expect == empty);
        if !fits {
            return Some(ScanEnd::Broken(self.position));
        }
        self.containers.pop();
        self.position += 1;
        self.value_ends()
    }

    fn comma(&mut self) -> Option<ScanEnd> {
        self.expect = match (self.expect, self.containers.last()) {
            (Expect::CommaOrClose, Some(Container::Object)) => Expect::Name,
            (Expect::CommaOrClose, Some(Container::Array)) => Expect::Value,
            _ => return Some(ScanEnd::Broken(self.position)),
        };
        self.position += 1;
        None
    }

    fn colon(&mut self) -> Option<ScanEnd> {
        if self.expect != Expect::Colon {
            return Some(ScanEnd::Broken(self.position));
        }
        self.expect = Expect::Value;
        self.position += 1;
        None
    }

    fn string(&mut self, bytes: &[u8]) -> Option<ScanEnd> {
        let is_name = matches!(self.expect, Expect::Name | Expect::NameOrClose);
        if !is_name && !self.takes_value() {
            return Some(ScanEnd::Broken(self.position));
        }
        let start = self.position;
        match string_end(bytes, self.looked_at.max(start + 1)) {
            Token::GoesOn(looked_at) => self.goes_on(looked_at),
            Token::BreaksAt(at) => Some(ScanEnd::Broken(at)),
            Token::EndsBefore(end) if is_name => {
                if self.containers.len() == 1 && self.watch != Watch::Off {
                    self.watch = match bytes.get(start + 1..end - 1).unwrap_or_default() {
                        b"source" | b"detail" | b"detail-type" => Watch::Off,
                        name => Wrapper::named(name).map_or(Watch::Names, Watch::Named),
                    };
                }
                self.expect = Expect::Colon;
                self.position = end;
                None
            }
            Token::EndsBefore(end) => {
                self.value_begins();
                self.position = end;
                self.value_ends()
            }
        }
    }

    fn scalar(&mut self, bytes: &[u8], ended: bool) -> Option<ScanEnd> {
        if !self.takes_value() {
            return Some(ScanEnd::Broken(self.position));
        }
        match scalar_end(bytes, self.position, self.looked_at, ended) {
            Token::GoesOn(looked_at) => self.goes_on(looked_at),
            Token::BreaksAt(at) => Some(ScanEnd::Broken(at)),
            Token::EndsBefore(end) => {
                self.value_begins();
                self.position = end;
                self.value_ends()
            }
        }
    }

    fn goes_on(&mut self, looked_at: usize) -> Option<ScanEnd> {
        self.looked_at = looked_at;
        Some(ScanEnd::NeedsMore)
    }

    fn takes_value(&self) -> bool {
        matches!(self.expect, Expect::Value | Expect::ValueOrClose)
    }

    fn value_begins(&mut self) {
        if let (Watch::Inside(wrapper), 2) = (self.watch, self.containers.len()) {
            self.watch = Watch::First(wrapper, self.position);
        }
    }

    fn value_ends(&mut self) -> Option<ScanEnd> {
        self.expect = Expect::CommaOrClose;
        match (self.containers.len(), self.watch) {
            (0, _) => Some(ScanEnd::Done(self.position)),
            (2, Watch::First(wrapper, start)) => {
                self.watch = Watch::Names;
                Some(ScanEnd::Element(wrapper, start, self.position))
            }
            (1, Watch::Named(_) | Watch::Inside(_)) => {
                self.watch = Watch::Names;
                None
            }
            _ => None,
        }
    }
}

/// How many blanks stand between the beginning of a line and this byte; `None` if anything else does, and on the first
/// line.
fn blanks_before(bytes: &[u8], at: usize) -> Option<usize> {
    let before = bytes.get(..at)?;
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
    let blanks = before.iter().rev().take_while(is_blank).count();
    (before.get(..at - blanks)?.last() == Some(&b'\n')).then_some(blanks)
}

/// The end of a string of which the characters before `from` were looked at.
///
/// A raw line break cannot stand in a string; other control characters cannot either, but only a line break
/// tells of a quote that was forgotten.
fn string_end(bytes: &[u8], from: usize) -> Token {
    let mut at = from;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(found) = memchr3(b'"', b'\\', b'\n', rest) else {
            return Token::GoesOn(bytes.len().max(from));
        };
        match (rest.get(found), rest.get(found + 1)) {
            (Some(b'"'), _) => return Token::EndsBefore(at + found + 1),
            (Some(b'\n'), _) => return Token::BreaksAt(at + found),
            // A line break cannot be escaped either.
            (_, Some(b'\n')) => return Token::BreaksAt(at + found + 1),
            (_, Some(_)) => at += found + 2,
            (_, None) => return Token::GoesOn(at + found),
        }
    }
}

/// The end of a number or literal that begins at `from`, and of which the bytes before `looked_at` were looked at.
fn scalar_end(bytes: &[u8], from: usize, looked_at: usize, ended: bool) -> Token {
    let begins = bytes.get(from);
    let begins_number = begins.is_some_and(|byte| matches!(byte, b'-' | b'0'..=b'9'));
    if !begins_number && !matches!(begins, Some(b't' | b'f' | b'n')) {
        return Token::BreaksAt(from);
    }
    let looked_at = looked_at.max(from);
    let rest = bytes.get(looked_at..).unwrap_or_default();
    let length = rest.iter().position(|byte| {
        matches!(
            byte,
            b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"'
        )
    });
    let end = match length {
        Some(length) => looked_at + length,
        None if ended => bytes.len(),
        None => return Token::GoesOn(bytes.len()),
    };
    let token = bytes.get(from..end).unwrap_or_default();
    if begins_number || matches!(token, b"true" | b"false" | b"null") {
        Token::EndsBefore(end)
    } else {
        Token::BreaksAt(from)
    }
}

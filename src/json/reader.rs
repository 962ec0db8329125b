//! The pull reader: one token at a time, as lazily as AWS reads.
//!
//! # The problem
//!
//! AWS answers a broken text with its *first* mistake, and which one that is, and where, follows from how far its reader
//! Jackson has read at each moment. `{"a": tru, "b"}` and `{"a" 1}` are easy; but the pattern compiler also complains of
//! its own, in between tokens, and then the JSON behind the complaint must not have been looked at, or another mistake
//! would win. A reader that gives the same answers has to be as lazy as Jackson, no more and no less.
//!
//! # The idea
//!
//! It keeps three habits of Jackson's:
//!
//! * reading a name also reads the colon and the *start* of the value: a number or a literal whole, of a string
//!   only the opening quote. The value's token then waits in `ahead`;
//! * the rest of a string is read when its text is asked for, at the latest with the next token. Until then
//!   `is_unfinished` says that the cursor stands behind the opening quote;
//! * nothing behind the end of the top-level value is looked at.
//!
//! A mistake carries two places: the one that Jackson names, and the one at which its cursor stands, which it names in
//! addition when the compiler catches the mistake and raises it again. They differ by how Jackson takes a character: it
//! has mostly consumed the one that is wrong ([`JacksonPlace::behind`]), but not always.
//!
//! # Invariants
//!
//! * `at` lies on a character boundary: it moves over whole tokens and over single ASCII bytes only.
//! * `open` holds one frame for each open bracket; its length never exceeds the permitted depth by more than the one
//!   that is then reported.
//! * After an error the state means nothing, and the reader must not be asked again.
//!
//! # Cost
//!
//! One pass and no copy: spans are kept, and text is decoded only when somebody asks for it. Errors are built in cold
//! functions, out of the way of the loop.
//!
//! # Example
//!
//! ```
//! use evb::json::{Reader, Token};
//!
//! let mut reader = Reader::new(r#"{"a": [1]} trailing"#);
//! assert_eq!(reader.next(), Ok(Some(Token::ObjectStart)));
//! assert_eq!(reader.next(), Ok(Some(Token::Name)));
//! assert_eq!(reader.name(), *"a");
//! assert_eq!(reader.next(), Ok(Some(Token::ArrayStart)));
//! assert_eq!(reader.next(), Ok(Some(Token::Number)));
//! assert_eq!(reader.token_text(), "1");
//! ```
//!
//! # Source
//!
//! Jackson 2.x, `ReaderBasedJsonParser`: the order of checks and the limits; recordings of AWS answers for the columns.

use super::error::{Container, Fault, JacksonPlace, Opener, SyntaxError};
use super::text::{self, Quoted};
use super::{JsonString, java_identifier, number};
use crate::quota;
use crate::source::Span;
use crate::sure::Sure as _;

/// A piece of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// `{`
    ObjectStart,
    /// `}`
    ObjectEnd,
    /// `[`
    ArrayStart,
    /// `]`
    ArrayEnd,
    /// The name of a member.
    Name,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
}

impl Token {
    /// What the token opens, if it is an opening bracket.
    const fn opens(self) -> Option<Container> {
        match self {
            Self::ObjectStart => Some(Container::Object),
            Self::ArrayStart => Some(Container::Array),
            _ => None,
        }
    }
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
struct Frame {
    opener: Opener,
    has_entries: bool,
}

/// Reads tokens from a text.
#[derive(Clone, Debug)]
pub struct Reader<'t> {
    text: &'t str,
    /// The cursor: everything before it has been looked at.
    at: usize,
    open: Vec<Frame>,
    /// The token that was read last.
    token: Option<Token>,
    /// Where the last value began, its end (of a string: once it is finished).
    value: Quoted,
    /// The last name.
    name: Quoted,
    /// The value after a name, already begun.
    ahead: Option<Token>,
    /// Whether the last string has not been read to its end yet.
    is_unfinished: bool,
}

impl<'t> Reader<'t> {
    /// A reader at the start of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self::starting_at(text, 0)
    }

    /// A reader at byte `at` of a text, which must begin a character; what stands before is not looked at.
    #[must_use]
    pub fn starting_at(text: &'t str, at: usize) -> Self {
        Self {
            text,
            at,
            open: Vec::new(),
            token: None,
            value: Quoted::default(),
            name: Quoted::default(),
            ahead: None,
            is_unfinished: false,
        }
    }

    /// The next token; `None` at the end of the text, which can only come at the top level.
    ///
    /// # Errors
    ///
    /// The first mistake, in Jackson's order. The reader must not be used after that.
    #[expect(
        clippy::should_implement_trait,
        reason = "an iterator could not stop at an error"
    )]
    #[inline]
    pub fn next(&mut self) -> Result<Option<Token>, SyntaxError> {
        let token = match self.ahead.take() {
            Some(token) => Some(token),
            None => self.advance()?,
        };
        // Only now, not when the bracket was read ahead: a container that is too deep is a mistake of its own token, and
        // whoever stops at the name before it is not told of it.
        if let Some(container) = token.and_then(Token::opens) {
            self.enter(container)?;
        }
        self.token = token;
        Ok(token)
    }

    /// The last name, decoded. Only behind a [`Token::Name`].
    #[must_use]
    pub fn name(&self) -> JsonString {
        text::decode(self.text, self.name)
    }

    /// Where the last name stands, quotes included.
    #[must_use]
    pub fn name_span(&self) -> Span {
        self.name.span
    }

    /// Where the current token stands. Of a string that has not been used: the opening quote.
    #[must_use]
    pub fn span(&self) -> Span {
        match self.token {
            Some(Token::Name) => self.name.span,
            _ => self.value.span,
        }
    }

    /// The text of the current token as it is written.
    #[must_use]
    pub fn token_text(&self) -> &'t str {
        let span = self.span();
        self.text.get(span.start..span.end).sure()
    }

    /// The current token, which is a string, decoded. This reads it to its end.
    ///
    /// # Errors
    ///
    /// A mistake inside the string.
    #[inline]
    pub fn string(&mut self) -> Result<JsonString, SyntaxError> {
        self.finish_string()?;
        Ok(text::decode(self.text, self.value))
    }

    /// The current token as it stands, a string read to its end.
    #[inline]
    pub(super) fn whole_token(&mut self) -> Result<Quoted, SyntaxError> {
        self.finish_string()?;
        Ok(match self.token {
            Some(Token::Name) => self.name,
            _ => self.value,
        })
    }

    /// How far the reader has read.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.at
    }

    /// The bracket of the innermost open object or array.
    #[must_use]
    pub fn opener(&self) -> Option<Opener> {
        self.open.last().map(|frame| frame.opener)
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    fn advance(&mut self) -> Result<Option<Token>, SyntaxError> {
        self.finish_string()?;
        let Some(mut byte) = self.skip_space()? else {
            return match self.open.last() {
                None => Ok(None),
                Some(_) => Err(self.at_end(Fault::EndInContainer)),
            };
        };
        // A closing bracket is taken before the comma is asked for, which is why `[1,]` complains of a value and not of
        // the bracket: there the comma has been read, and a value is due.
        if matches!(byte, b']' | b'}') {
            return self.close(byte).map(Some);
        }
        let container = match self.open.last_mut() {
            None => None,
            Some(frame) => {
                if frame.has_entries {
                    if byte != b',' {
                        return Err(self.unexpected(Fault::ExpectedComma));
                    }
                    self.at += 1;
                    byte = self.entry()?;
                } else {
                    frame.has_entries = true;
                }
                self.open.last().map(|frame| frame.opener.container)
            }
        };
        if container == Some(Container::Object) {
            self.read_name(byte)?;
            let value = self.read_colon()?;
            self.ahead = Some(self.start_value(value)?);
            return Ok(Some(Token::Name));
        }
        self.start_value(byte).map(Some)
    }

    /// White space behind a comma or a colon, and the character after it, which must exist.
    fn entry(&mut self) -> Result<u8, SyntaxError> {
        match self.skip_space()? {
            Some(byte) => Ok(byte),
            None => Err(self.at_end(Fault::EndInEntry)),
        }
    }

    fn read_name(&mut self, byte: u8) -> Result<(), SyntaxError> {
        if byte != b'"' {
            return Err(self.unexpected(Fault::ExpectedName));
        }
        let start = self.at;
        self.name = match text::scan(self.text, start, text::Role::Name) {
            Ok(name) => name,
            Err(broken) => return Err(self.broken_string(start, broken)),
        };
        self.at = self.name.span.end;
        // A text has at least as many bytes as UTF-16 units: most names need not be decoded to be counted.
        if self.name.span.len() > quota::MAXIMUM_JSON_NAME_UNITS {
            let units = self.name().utf16_units().count();
            if units > quota::MAXIMUM_JSON_NAME_UNITS {
                return Err(self.limit(Fault::NameTooLong(units), self.name.span));
            }
        }
        Ok(())
    }

    fn read_colon(&mut self) -> Result<u8, SyntaxError> {
        match self.skip_space()? {
            Some(b':') => {
                self.at += 1;
                self.entry()
            }
            Some(_) => Err(self.unexpected(Fault::ExpectedColon)),
            None => Err(self.at_end(Fault::EndInEntry)),
        }
    }

    /// Reads the start of a value: a number or literal whole, of a string only the opening quote.
    #[inline]
    fn start_value(&mut self, byte: u8) -> Result<Token, SyntaxError> {
        let start = self.at;
        let token = match byte {
            b'"' => {
                self.is_unfinished = true;
                Token::String
            }
            b'{' => Token::ObjectStart,
            b'[' => Token::ArrayStart,
            b'-' | b'0'..=b'9' => return self.read_number(),
            b'}' => return Err(self.unexpected(Fault::ClosedBeforeValue)),
            _ => return self.read_word(),
        };
        self.at += 1;
        self.value = Quoted::plain(start, self.at);
        Ok(token)
    }

    fn read_number(&mut self) -> Result<Token, SyntaxError> {
        let start = self.at;
        match number::scan(self.text, start) {
            Ok(number) => {
                self.at = number.end;
                self.value = Quoted::plain(start, number.end);
                if number.digits > quota::MAXIMUM_JSON_NUMBER_DIGITS {
                    return Err(self.limit(Fault::NumberTooLong(number.digits), self.value.span));
                }
                // Inside a container a comma or a bracket ends the number; at the top level nothing does, so Jackson
                // insists on a space.
                if self.open.is_empty() {
                    self.end_top_level_number()?;
                }
                Ok(Token::Number)
            }
            Err(broken) => Err(self.broken_number(&broken)),
        }
    }

    #[cold]
    fn broken_number(&self, broken: &number::BrokenNumber) -> SyntaxError {
        SyntaxError {
            fault: broken.fault,
            span: broken.span,
            opener: self.opener(),
            place: Some(broken.place),
            cursor: broken.cursor,
        }
    }

    /// A number at the top level swallows the white space character behind it; `\r\n` counts as one.
    fn end_top_level_number(&mut self) -> Result<(), SyntaxError> {
        match self.peek() {
            None => {}
            Some(space @ (b' ' | b'\t' | b'\r' | b'\n')) => {
                self.at += 1;
                if space == b'\r' && self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            Some(_) => return Err(self.unexpected(Fault::ExpectedSpace)),
        }
        Ok(())
    }

    fn read_word(&mut self) -> Result<Token, SyntaxError> {
        let start = self.at;
        let rest = self.text.get(start..).sure();
        let literals = [
            ("true", Token::True),
            ("false", Token::False),
            ("null", Token::Null),
        ];
        for (word, token) in literals {
            if rest.strip_prefix(word).is_some_and(ends_word) {
                self.at = start + word.len();
                self.value = Quoted::plain(start, self.at);
                return Ok(token);
            }
        }
        Err(self.strange_word(rest))
    }

    #[cold]
    fn strange_word(&self, rest: &str) -> SyntaxError {
        let first = rest.chars().next().sure();
        match first {
            '+' => number::leading_plus(self.text, self.at).map_or_else(
                || self.at_end(Fault::EndAfterSign),
                |broken| self.broken_number(&broken),
            ),
            _ if java_identifier::is_start(first) => {
                let (span, fault) = number::word(self.text, self.at, 0);
                SyntaxError {
                    fault,
                    span,
                    opener: self.opener(),
                    place: Some(JacksonPlace::before(span.end)),
                    cursor: JacksonPlace::before(span.end),
                }
            }
            _ => self.unexpected(Fault::ExpectedValue),
        }
    }

    fn enter(&mut self, container: Container) -> Result<(), SyntaxError> {
        let opener = Opener {
            at: self.value.span.start,
            container,
        };
        self.open.push(Frame {
            opener,
            has_entries: false,
        });
        if self.open.len() > quota::MAXIMUM_JSON_DEPTH {
            return Err(self.limit(Fault::TooDeep, self.value.span));
        }
        Ok(())
    }

    fn close(&mut self, byte: u8) -> Result<Token, SyntaxError> {
        let (container, token) = match byte {
            b']' => (Container::Array, Token::ArrayEnd),
            _ => (Container::Object, Token::ObjectEnd),
        };
        if self.opener().map(|opener| opener.container) != Some(container) {
            return Err(self.unexpected(Fault::WrongCloser));
        }
        self.open.pop();
        self.value = Quoted::plain(self.at, self.at + 1);
        self.at += 1;
        Ok(token)
    }

    /// Reads the rest of a string that was only begun.
    #[inline]
    fn finish_string(&mut self) -> Result<(), SyntaxError> {
        if !self.is_unfinished {
            return Ok(());
        }
        let start = self.value.span.start;
        match text::scan(self.text, start, text::Role::Value) {
            Ok(value) => {
                self.is_unfinished = false;
                self.at = value.span.end;
                self.value = value;
                Ok(())
            }
            Err(broken) => Err(self.broken_string(start, broken)),
        }
    }

    #[cold]
    fn broken_string(&self, start: usize, broken: text::BrokenString) -> SyntaxError {
        let at = broken.at;
        let end = self.text.len();
        match broken.fault {
            // Our span shows the whole unfinished string; Jackson names the end of the text.
            Fault::EndInString | Fault::EndInName | Fault::EndInEscape => SyntaxError {
                span: Span::new(start, end),
                ..self.at_end(broken.fault)
            },
            fault => self.unexpected_at(fault, at),
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips white space; the byte at the cursor after that, or `None` at the end of the text.
    #[inline]
    fn skip_space(&mut self) -> Result<Option<u8>, SyntaxError> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(b'/') => return Err(self.unexpected(Fault::Comment)),
                Some(0..=0x1F) => {
                    // Here alone the place that is named lies behind the character, like the cursor.
                    let place = JacksonPlace::behind(self.at);
                    return Err(SyntaxError {
                        place: Some(place),
                        cursor: place,
                        ..self.unexpected(Fault::ControlBetweenTokens)
                    });
                }
                other => return Ok(other),
            }
        }
    }

    /// The character at the cursor is not what it should be.
    #[cold]
    fn unexpected(&self, fault: Fault) -> SyntaxError {
        self.unexpected_at(fault, self.at)
    }

    #[cold]
    fn unexpected_at(&self, fault: Fault, at: usize) -> SyntaxError {
        SyntaxError {
            fault,
            span: text::character_span(self.text, at),
            opener: self.opener(),
            place: Some(JacksonPlace::before(at)),
            cursor: JacksonPlace::behind(at),
        }
    }

    /// The text ends too early.
    #[cold]
    fn at_end(&self, fault: Fault) -> SyntaxError {
        let end = self.text.len();
        SyntaxError {
            fault,
            span: Span::at(end),
            opener: self.opener(),
            place: Some(JacksonPlace::before(end)),
            cursor: JacksonPlace::before(end),
        }
    }

    #[cold]
    fn limit(&self, fault: Fault, span: Span) -> SyntaxError {
        SyntaxError {
            fault,
            span,
            opener: self.opener(),
            place: None,
            cursor: JacksonPlace::before(self.at),
        }
    }
}

/// Whether a literal may be followed by this. Jackson asks only from `0` on, so `true$` is `true` and then `$`.
fn ends_word(after: &str) -> bool {
    match after.chars().next() {
        None => true,
        Some(next) => next < '0' || !java_identifier::is_part(next),
    }
}

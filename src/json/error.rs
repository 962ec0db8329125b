//! What can be wrong with a JSON text.
//!
//! A [`SyntaxError`] says what was found and where. It can be told in two ways: as a
//! [diagnostic](SyntaxError::diagnostic) with a remedy (our words, see `explain`), and as AWS's reader Jackson
//! [words it](SyntaxError::jackson_message), which event patterns need.

use crate::source::Span;

/// The first mistake of a JSON text.
///
/// As a [`std::error::Error`] it says only where: the words need the text that was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the JSON is broken at byte {}", .span.start)]
#[non_exhaustive]
pub struct SyntaxError {
    /// What is wrong.
    pub fault: Fault,
    /// What it is wrong with: a character, a word, an unfinished string; empty at the end of the text.
    pub span: Span,
    /// The bracket of the innermost open object or array.
    pub opener: Option<Opener>,
    /// Where Jackson says that it is. `None` for limits, which it reports without a place.
    pub place: Option<JacksonPlace>,
    /// How far Jackson has read at that moment.
    pub cursor: JacksonPlace,
}

/// The bracket that opened an object or an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opener {
    /// The byte at which it stands.
    pub at: usize,
    /// What it opened.
    pub container: Container,
}

/// What brackets enclose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

impl Container {
    /// `Array` or `Object`, as Jackson calls them.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Array => "Array",
            Self::Object => "Object",
        }
    }

    /// The closing bracket.
    #[must_use]
    pub const fn closer(self) -> char {
        match self {
            Self::Array => ']',
            Self::Object => '}',
        }
    }

    /// The opening bracket.
    #[must_use]
    pub const fn opener(self) -> char {
        match self {
            Self::Array => '[',
            Self::Object => '{',
        }
    }
}

/// A place in a text as Jackson's cursor has it: so many UTF-16 units behind a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JacksonPlace {
    /// A byte, on a character boundary.
    pub at: usize,
    /// UTF-16 units behind it, on the same line whatever the characters are.
    pub units: usize,
}

impl JacksonPlace {
    /// Before the character at byte `at`.
    #[must_use]
    pub const fn before(at: usize) -> Self {
        Self { at, units: 0 }
    }

    /// One UTF-16 unit behind byte `at`.
    #[must_use]
    pub const fn behind(at: usize) -> Self {
        Self { at, units: 1 }
    }

    /// Line and column, both from 1, as Jackson counts: `\n`, `\r` and `\r\n` are one line break each,
    /// columns are UTF-16 units.
    #[must_use]
    pub fn line_and_column(self, text: &str) -> (usize, usize) {
        let before = text.get(..self.at).unwrap_or(text);
        let (mut line, mut line_start) = (1, 0);
        let mut bytes = before.bytes().enumerate().peekable();
        while let Some((index, byte)) = bytes.next() {
            match byte {
                b'\r' => {
                    bytes.next_if(|(_, next)| *next == b'\n');
                }
                b'\n' => {}
                _ => continue,
            }
            line += 1;
            line_start = bytes
                .peek()
                .map_or(before.len(), |(next, _)| *next)
                .max(index + 1);
        }
        let units = before
            .get(line_start..)
            .map_or(0, |tail| tail.encode_utf16().count());
        (line, 1 + units + self.units)
    }
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// There is no value at all. (Only [`parse`](super::parse) and [`parse_prefix`](super::parse_prefix) say so.)
    Empty,
    /// Something follows the value. (Only [`parse`](super::parse) says so.)
    TrailingText,
    /// A word that is not `true`, `false` or `null`.
    UnknownWord,
    /// `NaN`, `Infinity`, `-Infinity`, `+INF`, …
    NonStandardNumber,
    /// A character that begins no value.
    ExpectedValue,
    /// `}` where a value must stand.
    ClosedBeforeValue,
    /// A closing bracket that does not fit the open one, or none is open.
    WrongCloser,
    /// Something other than `"` where a name must stand.
    ExpectedName,
    /// Something other than `:` after a name.
    ExpectedColon,
    /// Something other than `,` after a value.
    ExpectedComma,
    /// Something other than white space after a number at the top level.
    ExpectedSpace,
    /// `/` between tokens.
    Comment,
    /// A control character between tokens.
    ControlBetweenTokens,
    /// A raw control character in a string.
    ControlInString,
    /// A raw control character in a name.
    ControlInName,
    /// `\` and something that it does not escape.
    Escape,
    /// `\u` and something that is not a hexadecimal digit.
    HexDigit,
    /// A number that begins with `0` and another digit.
    LeadingZero,
    /// `-` without a digit.
    LoneMinus,
    /// `+` before a number.
    LeadingPlus,
    /// `.` without a digit behind it.
    BareDecimalPoint,
    /// `e` without a digit behind it.
    BareExponent,
    /// The text ends in the exponent of a number.
    EndInExponent,
    /// The text ends after `-`.
    EndAfterSign,
    /// The text ends where a value, a name or the closing bracket is due.
    EndInContainer,
    /// The text ends after a name, a colon or a comma.
    EndInEntry,
    /// The text ends in a name.
    EndInName,
    /// The text ends in a string.
    EndInString,
    /// The text ends in an escape sequence.
    EndInEscape,
    /// More than [`MAXIMUM_JSON_DEPTH`](crate::quota::MAXIMUM_JSON_DEPTH) brackets are open.
    TooDeep,
    /// A number has this many digits, more than [`MAXIMUM_JSON_NUMBER_DIGITS`](crate::quota::MAXIMUM_JSON_NUMBER_DIGITS).
    NumberTooLong(usize),
    /// A name has this many UTF-16 units, more than [`MAXIMUM_JSON_NAME_UNITS`](crate::quota::MAXIMUM_JSON_NAME_UNITS).
    NameTooLong(usize),
}

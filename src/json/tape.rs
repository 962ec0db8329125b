//! A text as a flat list of tokens: for those who look at many texts and keep little of each.
//!
//! A [`Tape`] is filled again and again, so that a text costs no allocation. It is filled only with texts that are whole
//! JSON: whoever walks it meets no mistake half-way.

use std::borrow::Cow;
use std::ops::Range;

use super::document::{empty, nothing_behind};
use super::error::SyntaxError;
use super::reader::{Reader, Token};
use super::scan;
use super::text::{Quoted, decode};
use crate::quota::MAXIMUM_JSON_DEPTH;
use crate::source::Span;
use crate::sure::Sure as _;

/// The tokens of one text at a time.
///
/// # Example
///
/// ```
/// use evb::json::{Tape, Token};
///
/// let mut tape = Tape::default();
/// let root = tape.read(r#"{"n": [1, "\u0061"]}"#).unwrap();
/// let (name, list) = root.members().next().unwrap();
/// assert_eq!((name.string(), list.token()), ("n".into(), Token::ArrayStart));
/// let last = list.elements().last().unwrap();
/// assert_eq!(last.string(), "a");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tape {
    entries: Vec<Entry>,
    /// The objects and arrays that are open: the numbers of their entries, and whether each is an object.
    open: Vec<(usize, bool)>,
}

/// A token that begins a value, or a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    token: Token,
    has_escape: bool,
    span: Span,
    /// The number of the entry behind the whole value.
    behind: usize,
    /// Where the whole value ends.
    end: usize,
}

/// A value of a text that is on the tape.
#[derive(Clone, Copy, Debug)]
pub struct Taped<'t> {
    tape: &'t Tape,
    text: &'t str,
    at: usize,
}

impl Tape {
    /// Reads a text, and forgets the one before.
    ///
    /// # Errors
    ///
    /// As [`parse`](super::parse).
    pub fn read<'t>(&'t mut self, text: &'t str) -> Result<Taped<'t>, SyntaxError> {
        if self.read_sound(text.as_bytes()).is_none() {
            self.read_carefully(text)?;
        }
        Ok(Taped {
            tape: self,
            text,
            at: 0,
        })
    }

    /// The same for a text that is an object or an array: faster, because no mistake is told. `None` if there may be one.
    fn read_sound(&mut self, text: &[u8]) -> Option<()> {
        self.entries.clear();
        self.open.clear();
        let mut at = scan::spaces(text, 0);
        if !matches!(text.get(at), Some(b'{' | b'[')) {
            return None;
        }
        loop {
            let (token, end, plain) = value_begun(text, at)?;
            let number = self.entries.len();
            self.push(token, at..end, plain);
            at = scan::spaces(text, end);
            let mut inside = None;
            if matches!(token, Token::ObjectStart | Token::ArrayStart) {
                if self.open.len() >= MAXIMUM_JSON_DEPTH {
                    return None;
                }
                let is_object = token == Token::ObjectStart;
                self.open.push((number, is_object));
                let closing = if is_object { b'}' } else { b']' };
                inside = (text.get(at) != Some(&closing)).then_some(is_object);
            }
            let is_object = match inside {
                Some(is_object) => is_object,
                None => match self.close_all(text, &mut at)? {
                    Some(is_object) => is_object,
                    None => return (at == text.len()).then_some(()),
                },
            };
            if is_object {
                let (name, behind) = scan::name(text, at)?;
                self.push(Token::Name, at..name.end, name.plain);
                at = scan::spaces(text, behind);
            }
        }
    }

    /// Closes what is closed behind a value, and reads past a comma: whether it stands in an object. Of the whole text
    /// nothing.
    #[inline]
    fn close_all(&mut self, text: &[u8], at: &mut usize) -> Option<Option<bool>> {
        while let Some((begun, is_object)) = self.open.last().copied() {
            match *text.get(*at)? {
                b',' => {
                    *at = scan::spaces(text, *at + 1);
                    return Some(Some(is_object));
                }
                b'}' if is_object => {}
                b']' if !is_object => {}
                _ => return None,
            }
            self.open.pop();
            self.close(begun, *at + 1);
            *at = scan::spaces(text, *at + 1);
        }
        Some(None)
    }

    /// The same for any text, whose first mistake is told.
    fn read_carefully(&mut self, text: &str) -> Result<(), SyntaxError> {
        self.entries.clear();
        self.open.clear();
        let mut reader = Reader::new(text);
        loop {
            let token = reader.next()?.ok_or_else(|| empty(text))?;
            if matches!(token, Token::ObjectEnd | Token::ArrayEnd) {
                if let Some((begun, _)) = self.open.pop() {
                    self.close(begun, reader.cursor());
                }
            } else {
                let Quoted { span, has_escape } = reader.whole_token()?;
                let is_object = token == Token::ObjectStart;
                if is_object || token == Token::ArrayStart {
                    self.open.push((self.entries.len(), is_object));
                }
                self.push(token, span.start..span.end, !has_escape);
            }
            if self.open.is_empty() {
                break;
            }
        }
        nothing_behind(text, reader.cursor())
    }

    #[inline]
    fn push(&mut self, token: Token, at: Range<usize>, plain: bool) {
        self.entries.push(Entry {
            token,
            has_escape: !plain,
            span: Span::new(at.start, at.end),
            behind: self.entries.len() + 1,
            end: at.end,
        });
    }

    /// Closes the object or array whose entry has the number `begun`; it ends at `end`.
    #[inline]
    fn close(&mut self, begun: usize, end: usize) {
        let behind = self.entries.len();
        if let Some(begun) = self.entries.get_mut(begun) {
            begun.behind = behind;
            begun.end = end;
        }
    }
}

/// The token with which the value at a place begins, where that ends, and whether it holds no escape.
#[inline]
fn value_begun(text: &[u8], at: usize) -> Option<(Token, usize, bool)> {
    let (token, end) = match *text.get(at)? {
        b'"' => {
            let string = scan::string::<false>(text, at + 1)?;
            return Some((Token::String, string.end, string.plain));
        }
        b'{' => (Token::ObjectStart, at + 1),
        b'[' => (Token::ArrayStart, at + 1),
        b'-' | b'0'..=b'9' => (Token::Number, scan::number(text, at)?),
        b't' => (Token::True, scan::literal(text, at)?),
        b'f' => (Token::False, scan::literal(text, at)?),
        _ => (Token::Null, scan::literal(text, at)?),
    };
    Some((token, end, true))
}

impl<'t> Taped<'t> {
    fn entry(self) -> Option<&'t Entry> {
        self.tape.entries.get(self.at)
    }

    /// With what the value begins; of a name [`Token::Name`].
    #[must_use]
    pub fn token(self) -> Token {
        self.entry().map_or(Token::Null, |entry| entry.token)
    }

    /// The token as it is written: of an object or an array its bracket.
    #[must_use]
    pub fn written(self) -> &'t str {
        let span = self.span();
        self.text.get(span.start..span.end).sure()
    }

    /// Where the token stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.entry().map(|entry| entry.span).sure()
    }

    /// Where the whole value stands, all that is in it included.
    #[must_use]
    pub fn whole_span(self) -> Span {
        let entry = self.entry();
        entry
            .map(|entry| Span::new(entry.span.start, entry.end))
            .sure()
    }

    /// The number of the token in its text. Closing brackets are not counted.
    pub(crate) fn number(self) -> usize {
        self.at
    }

    /// The token of that number in the same text.
    pub(crate) fn numbered(self, number: usize) -> Option<Self> {
        let token = Self { at: number, ..self };
        token.entry().map(|_| token)
    }

    /// The token that begins at a byte of the text.
    pub(crate) fn beginning_at(self, byte: usize) -> Option<Self> {
        let entries = &self.tape.entries;
        let found = entries.binary_search_by_key(&byte, |entry| entry.span.start);
        self.numbered(found.ok()?)
    }

    /// A string or a name as it stands between its quotes, if there is no escape in it.
    pub(crate) fn unescaped(self) -> Option<&'t str> {
        let entry = self.entry().filter(|entry| !entry.has_escape)?;
        let is_quoted = matches!(entry.token, Token::String | Token::Name);
        let inside = entry.span.start + 1..entry.span.end.saturating_sub(1);
        is_quoted.then(|| self.text.get(inside)).flatten()
    }

    /// Adds all names and brackets of the text to others: two texts with the same outline have the same tokens but for
    /// their strings, numbers, booleans and nulls.
    pub(crate) fn outline(self, outline: &mut Vec<u8>) {
        for (at, entry) in self.tape.entries.iter().enumerate() {
            match entry.token {
                Token::Name => {
                    let Span { start, end } = entry.span;
                    outline.extend_from_slice(self.text.as_bytes().get(start..end).sure());
                }
                Token::ObjectStart | Token::ArrayStart => {
                    let is_object = entry.token == Token::ObjectStart;
                    outline.push(if is_object { b'{' } else { b'[' });
                    // How many tokens it holds tells where it is closed.
                    outline.extend_from_slice(&(entry.behind - at).to_le_bytes());
                }
                _ => outline.push(b'.'),
            }
        }
    }

    /// The text of a string or a name, with half of a surrogate pair as U+FFFD; of other tokens nothing.
    #[must_use]
    pub fn string(self) -> Cow<'t, str> {
        let entry = match self.entry() {
            Some(entry) if matches!(entry.token, Token::String | Token::Name) => entry,
            _ => return Cow::Borrowed(""),
        };
        if entry.has_escape {
            let quoted = Quoted {
                span: entry.span,
                has_escape: true,
            };
            return Cow::Owned(decode(self.text, quoted).to_display().into_owned());
        }
        let inside = entry.span.start + 1..entry.span.end.saturating_sub(1);
        Cow::Borrowed(self.text.get(inside).sure())
    }

    /// The members of an object, each its name and its value; nothing of anything else.
    pub fn members(self) -> impl Iterator<Item = (Self, Self)> {
        let behind = match self.entry() {
            Some(entry) if entry.token == Token::ObjectStart => entry.behind,
            _ => 0,
        };
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            let value = Taped { at: at + 1, ..self };
            let next = value.entry().filter(|_| at < behind)?.behind;
            let name = Taped { at, ..self };
            at = next;
            Some((name, value))
        })
    }

    /// The elements of an array; nothing of anything else.
    pub fn elements(self) -> impl Iterator<Item = Self> {
        let behind = match self.entry() {
            Some(entry) if entry.token == Token::ArrayStart => entry.behind,
            _ => 0,
        };
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            let element = Taped { at, ..self };
            at = element.entry().filter(|_| at < behind)?.behind;
            Some(element)
        })
    }

    /// The last member of that name; the one that counts.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Self> {
        let named = self.members().filter(|(one, _)| one.string() == name);
        named.last().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    /// The value as text, taken from the tape alone.
    fn written(value: Taped<'_>) -> String {
        match value.token() {
            Token::ObjectStart => {
                let members = value.members();
                let members =
                    members.map(|(name, value)| name.written().to_owned() + ":" + &written(value));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            Token::ArrayStart => {
                let elements: Vec<String> = value.elements().map(written).collect();
                format!("[{}]", elements.join(","))
            }
            _ => value.written().to_owned(),
        }
    }

    #[test]
    fn what_is_on_the_tape_is_what_parse_gives() {
        let mut tape = Tape::default();
        for text in [
            r#"{"a":{},"b":[[],[{"c":-1.50}],"x y",null],"d":true}"#,
            "[]",
            r#""alone""#,
            "1.0 ",
            r#" {"a":1,"a":2} "#,
        ] {
            let root = tape.read(text).unwrap();
            assert_eq!(written(root), parse(text).unwrap().to_compact());
            assert_eq!(root.whole_span(), parse(text).unwrap().span);
        }
        assert_eq!(
            tape.read(r#"{"a":1,"\u0061":2}"#)
                .unwrap()
                .get("a")
                .unwrap()
                .written(),
            "2"
        );
    }

    #[test]
    fn an_outline_has_all_but_the_values() {
        let outline = |text| {
            let (mut tape, mut outline) = (Tape::default(), Vec::new());
            tape.read(text).unwrap().outline(&mut outline);
            outline
        };
        let own = outline(r#"{"a":{"b":1},"c":[2]}"#);
        assert_eq!(own, outline(r#"{ "a": {"b": "x"}, "c": [null] }"#));
        for other in [
            r#"{"a":{"b":1,"c":[2]}}"#,
            r#"{"a":{"b":1},"d":[2]}"#,
            r#"{"a":{"b":1},"c":{}}"#,
            r#"{"a":{"b":1},"c":[2,3]}"#,
        ] {
            assert_ne!(own, outline(other), "{other}");
        }
    }

    #[test]
    fn the_same_texts_are_refused() {
        let mut tape = Tape::default();
        for text in ["", "{", "[1,]", "{}x", r#"{"a":"\x"}"#, "\"a", "nul"] {
            assert_eq!(
                tape.read(text).map(|_| ()),
                parse(text).map(|_| ()),
                "{text}"
            );
        }
    }

    #[test]
    fn the_fast_way_reads_what_the_careful_one_does_wherever_a_byte_is_put_or_cut() {
        let sound = r#" {"a":{},"é":[[],[{"c":-1.50e3}],"x\u0041y",null ],"d":true,"":false}  "#;
        let (mut fast, mut careful) = (Tape::default(), Tape::default());
        let mut texts = vec![sound.to_owned()];
        for at in 0..=sound.len() {
            if !sound.is_char_boundary(at) {
                continue;
            }
            let (front, back) = sound.split_at(at);
            texts.push(front.to_owned());
            texts.extend(
                " ,:[]{}\"\\1a-é\n\u{1}"
                    .chars()
                    .map(|one| format!("{front}{one}{back}")),
            );
            let mut behind = back.chars();
            behind.next();
            texts.push(format!("{front}{}", behind.as_str()));
        }
        let depth = MAXIMUM_JSON_DEPTH + 1;
        texts.push(format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        let mut read = 0;
        for text in texts {
            let is_sound = fast.read_sound(text.as_bytes()).is_some();
            assert_eq!(is_sound, careful.read_carefully(&text).is_ok(), "{text}");
            if is_sound {
                assert_eq!(fast, careful, "{text}");
                read += 1;
            }
        }
        assert!(read > 100, "{read}");
    }
}

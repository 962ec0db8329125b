//! Which letters of a file a decoded text comes from.

use super::{Piece, Span};

/// The pieces of `decoded`, which was read out of `raw`, a text that stands at byte `at` of its file: a string with its
/// quotes and escapes, a block whose lines are indented, a text that is folded over several lines.
///
/// Nobody has to say how the text was written: letters are paired as they stand, escapes with what they mean, and white
/// space that the text has not is passed over. `None` where the letters are not those of the file, as behind a function.
#[must_use]
pub fn aligned(raw: &str, at: usize, decoded: &str) -> Option<Vec<Piece>> {
    // A string in a string: its quotes are escaped.
    let inner = raw
        .strip_suffix("\\\"")
        .filter(|begin| begin.len() > 1 && begin.starts_with("\\\""));
    let (raw, quote, read) = match (inner, raw.chars().next()) {
        (Some(inner), _) => (inner, Some('"'), 2),
        (None, first @ Some('"' | '\'')) => (raw, first, 1),
        (None, _) => (raw, None, 0),
    };
    let mut walk = Walk {
        raw,
        at,
        read,
        written: 0,
        pieces: Vec::new(),
    };
    for letter in decoded.chars() {
        walk.pair(letter, quote)?;
    }
    let rest = raw.get(walk.read..)?;
    let is_rest = |letter: char| letter.is_whitespace() || Some(letter) == quote;
    rest.trim_end_matches(is_rest)
        .is_empty()
        .then_some(walk.pieces)
}

/// The same of a text in which `raw` has placeholders: each `${…}` stands for any letters, `${!…}` for itself without the
/// mark. What a placeholder gave is placed where the placeholder stands.
///
/// Where the letters behind a placeholder are found more than once, the first place counts.
#[must_use]
pub fn aligned_around(raw: &str, at: usize, decoded: &str) -> Option<Vec<Piece>> {
    let quote = raw
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    let mut walk = Walk {
        raw,
        at,
        read: quote.map_or(0, char::len_utf8),
        written: 0,
        pieces: Vec::new(),
    };
    let mut steps = MAXIMUM_STEPS;
    let mut letters = walk.segment(decoded, quote, &mut steps)?;
    while let Some(length) = walk.placeholder() {
        let start = at + walk.read;
        walk.pieces.push(Piece {
            at: walk.written,
            span: Span::new(start, start + length),
            is_verbatim: false,
        });
        walk.read += length;
        letters = walk.behind(letters, quote, &mut steps)?;
    }
    walk.is_done(letters, quote).then_some(walk.pieces)
}

/// How many letters are compared before a text is given up.
const MAXIMUM_STEPS: usize = 1_000_000;

struct Walk<'r> {
    raw: &'r str,
    at: usize,
    read: usize,
    written: usize,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    /// Finds what `letter` was read from.
    fn pair(&mut self, letter: char, quote: Option<char>) -> Option<()> {
        loop {
            let rest = self.raw.get(self.read..)?;
            let next = rest.chars().next()?;
            if quote == Some('"')
                && next == '\\'
                && let Some((meant, length)) = escape(rest)
            {
                match meant {
                    Some(meant) if meant == letter => return self.push(letter, length, false),
                    Some(_) => return None,
                    // A line break behind a backslash is nothing.
                    None => self.read += length,
                }
                continue;
            }
            let is_doubled = quote == Some('\'') && rest.starts_with("''")
                || letter == '$' && rest.starts_with("$${")
                || letter == '%' && rest.starts_with("%%{");
            if is_doubled && next == letter {
                return self.push(letter, 2, false);
            }
            if next == letter {
                return self.push(letter, letter.len_utf8(), true);
            }
            if letter == ' ' && matches!(next, '\n' | '\r') {
                return self.push(letter, next.len_utf8(), false);
            }
            if !next.is_whitespace() {
                return None;
            }
            self.read += next.len_utf8();
        }
    }

    /// Passes the letters up to the next placeholder or the end; returns those that are left.
    fn segment<'d>(
        &mut self,
        letters: &'d str,
        quote: Option<char>,
        steps: &mut usize,
    ) -> Option<&'d str> {
        let mut rest = letters.chars();
        loop {
            let letter = rest.clone().next();
            let raw = self.raw.get(self.read..)?;
            let blank = raw.len() - raw.trim_start().len();
            if raw.get(blank..)?.starts_with("${!") {
                for expected in ['$', '{'] {
                    self.pair(rest.next().filter(|letter| *letter == expected)?, quote)?;
                }
                self.read += 1;
                continue;
            }
            // Blanks in front of a placeholder may be letters, or the way in which a block is indented.
            let is_letter = raw.chars().next() == letter && blank > 0;
            if raw.get(blank..)?.starts_with("${") && !is_letter {
                self.read += blank;
                return Some(rest.as_str());
            }
            if self.is_done("", quote) {
                return Some(rest.as_str());
            }
            *steps = steps.checked_sub(1)?;
            self.pair(rest.next()?, quote)?;
        }
    }

    /// Finds the letters that stand behind a placeholder.
    fn behind<'d>(
        &mut self,
        letters: &'d str,
        quote: Option<char>,
        steps: &mut usize,
    ) -> Option<&'d str> {
        let (read, written, pieces) = (self.read, self.written, self.pieces.len());
        let ends = letters.char_indices().map(|(at, _)| at);
        for skipped in ends.chain([letters.len()]) {
            self.written = written + skipped;
            if let Some(rest) = self.segment(letters.get(skipped..)?, quote, steps)
                && (self.placeholder().is_some() || self.is_done(rest, quote))
            {
                return Some(rest);
            }
            *steps = steps.checked_sub(1)?;
            self.read = read;
            self.pieces.truncate(pieces);
        }
        None
    }

    /// The length of the placeholder that comes next, if one does.
    fn placeholder(&self) -> Option<usize> {
        let raw = self.raw.get(self.read..)?;
        let inside = raw
            .strip_prefix("${")
            .filter(|inside| !inside.starts_with('!'))?;
        Some(inside.find('}')? + "${}".len())
    }

    /// Whether nothing is left, but what ends a string and blanks behind a block.
    fn is_done(&self, letters: &str, quote: Option<char>) -> bool {
        let is_rest = |letter: char| letter.is_whitespace() || Some(letter) == quote;
        let rest = self.raw.get(self.read..).unwrap_or_default();
        rest.trim_end_matches(is_rest).is_empty() && letters.trim().is_empty()
    }

    /// The next letter comes from so many bytes.
    fn push(&mut self, letter: char, length: usize, is_verbatim: bool) -> Option<()> {
        let start = self.at + self.read;
        let span = Span::new(start, start + length);
        match self.pieces.last_mut() {
            Some(last) if is_verbatim && last.is_verbatim && last.span.end == start => {
                last.span.end = span.end;
            }
            _ => self.pieces.push(Piece {
                at: self.written,
                span,
                is_verbatim,
            }),
        }
        self.read += length;
        self.written += letter.len_utf8();
        Some(())
    }
}

/// What the escape means with which `rest` begins, and its length; `None` for a line break that means nothing.
fn escape(rest: &str) -> Option<(Option<char>, usize)> {
    let kind = rest.chars().nth(1)?;
    let coded = |digits: usize| {
        let code = rest.get(2..2 + digits)?;
        u32::from_str_radix(code, 16).ok()
    };
    let meant = match kind {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        '0' => '\0',
        'a' => '\u{7}',
        'v' => '\u{b}',
        'e' => '\u{1b}',
        'x' => return Some((Some(char::from_u32(coded(2)?)?), 4)),
        'U' => return Some((Some(char::from_u32(coded(8)?)?), 10)),
        'u' => return unicode(rest, coded(4)?),
        '\n' => return Some((None, 2)),
        '\r' => return Some((None, 3)),
        other => other,
    };
    Some((Some(meant), 1 + kind.len_utf8()))
}

/// `\uXXXX`, or two of them that are one character.
fn unicode(rest: &str, unit: u32) -> Option<(Option<char>, usize)> {
    if let Some(character) = char::from_u32(unit) {
        return Some((Some(character), 6));
    }
    let low = rest.get(6..12)?.strip_prefix("\\u")?;
    let low = u32::from_str_radix(low, 16).ok()?.checked_sub(0xDC00)?;
    let code = 0x10000 + (unit.checked_sub(0xD800)? << 10) + low;
    Some((Some(char::from_u32(code)?), 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoded_text_is_found_in_its_file() {
        for (raw, decoded) in [
            (r#""abc""#, "abc"),
            (r#""a\"b\u00e4\n""#, "a\"bä\n"),
            (r#""\ud83d\ude00x""#, "😀x"),
            ("'it''s'", "it's"),
            ("  one\n  two\n", "one\ntwo\n"),
            ("one\n    two", "one two"),
            ("\"one \\\n   two\"", "one two"),
            ("a $${b} %%{c}", "a ${b} %{c}"),
            (r#"\"abc\""#, "abc"),
        ] {
            let pieces = aligned(raw, 10, decoded).unwrap_or_else(|| panic!("{raw}"));
            let letters = decoded
                .char_indices()
                .filter(|(_, one)| one.is_alphanumeric() && one.is_ascii());
            for (at, letter) in letters {
                let span = super::super::origin::in_file(&pieces, Span::new(at, at + 1));
                let found = raw.get(span.start - 10..span.end - 10);
                assert_eq!(found, Some(letter.to_string().as_str()), "{raw} {at}");
            }
        }
        assert_eq!(aligned("${Stage}-a", 0, "prod-a"), None);
        assert_eq!(aligned(r#""ab""#, 0, "a"), None);
    }

    #[test]
    fn letters_around_placeholders_are_found_where_they_stand() {
        for (raw, decoded, marked, expected) in [
            ("${Stage}-a", "prod-a", "a", "a"),
            ("${Stage}-a", "prod-a", "prod", "${Stage}"),
            (r#""x${A}y${B}z""#, "x1y2z", "z", "z"),
            (r#""x${A}y${B}z""#, "x1y2z", "2", "${B}"),
            ("x${A}${B}y", "xy", "y", "y"),
            ("a${!B}c", "a${B}c", "c", "c"),
            (
                r#""{\"a\": \"${A}\", \"b\": 1}""#,
                r#"{"a": "q", "b": 1}"#,
                "1",
                "1",
            ),
            (
                "  {\"a\":\n    \"${A}\",\n  \"b\": 1}\n",
                "{\"a\":\n  \"q\",\n\"b\": 1}\n",
                "b",
                "b",
            ),
            ("  x\n  ${A}\n  y\n", "x\nq\ny\n", "y", "y"),
        ] {
            let pieces = aligned_around(raw, 0, decoded).unwrap_or_else(|| panic!("{raw}"));
            let at = decoded.find(marked).unwrap();
            let span = super::super::origin::in_file(&pieces, Span::new(at, at + marked.len()));
            assert_eq!(
                raw.get(span.start..span.end),
                Some(expected),
                "{raw} {pieces:?}"
            );
        }
        for (raw, decoded) in [
            ("${A}-a", "prod-b"),
            ("a${A", "ab"),
            ("a", "ab"),
            ("a${A}b", "axbc"),
        ] {
            assert_eq!(aligned_around(raw, 0, decoded), None, "{raw}");
        }
        // What would take long is given up.
        let (raw, decoded) = (format!("${{A}}{}b", "a".repeat(4_000)), "a".repeat(8_000));
        assert_eq!(aligned_around(&raw, 0, &decoded), None);
    }
}

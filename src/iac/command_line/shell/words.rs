//! Words: quotes, escapes, redirections.

use super::super::spelled::STAND_IN;
use super::{Shell, Simple, Spelled, continuation};
use crate::source::Span;
use crate::sure::Sure as _;

impl Shell<'_, '_, '_, '_, '_> {
    /// The words that stand here: one, but where an expansion without quotes has blanks.
    pub(super) fn word(&mut self) -> Vec<Spelled> {
        let start = self.at;
        let mut done = Vec::new();
        let mut word = Spelled::new(Span::at(start));
        loop {
            self.skip_continuations();
            let Some(next) = self.peek() else { break };
            match next {
                ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | ')' => break,
                '(' if is_array(self.slice(start, self.at)) => self.array(&mut word),
                '(' | '>' => break,
                '<' => match self.placeholder() {
                    Some(length) => self.hole(&mut word, length),
                    None => break,
                },
                '\\' => self.escaped(&mut word),
                '\'' => self.single_quoted(&mut word),
                '"' => self.double_quoted(&mut word),
                '$' | '`' => {
                    let begins = self.slice(start, self.at);
                    let keeps = assigned_name(begins).is_some();
                    self.unquoted_expansion(&mut word, &mut done, keeps);
                }
                _ => self.letters(&mut word),
            }
        }
        let at = Span::new(start, self.at);
        for word in &mut done {
            word.span = at;
        }
        word.span = at;
        // An expansion without quotes that is empty is no word.
        let is_written = self.slice(start, self.at).contains(['"', '\'']);
        if !word.is_empty()
            || is_written
            || done.is_empty() && !begins_expansion(self.slice(start, self.end))
        {
            done.push(word);
        }
        done
    }

    fn skip_continuations(&mut self) {
        loop {
            match continuation(self.rest()) {
                0 => return,
                length => self.at += length,
            }
        }
    }

    /// Letters up to the next one that may mean something.
    fn letters(&mut self, word: &mut Spelled) {
        const MEANS: [char; 15] = [
            ' ', '\t', '\r', '\n', ';', '&', '|', '(', ')', '<', '>', '\\', '\'', '"', '$',
        ];
        let rest = self.rest();
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let behind = rest.get(first..).unwrap_or("");
        let means = |character: char| MEANS.contains(&character) || character == '`';
        let length = first + behind.find(means).unwrap_or(behind.len());
        self.take(word, length);
    }

    /// Takes letters as they are; one that stands for what is not known is that.
    fn take(&mut self, word: &mut Spelled, length: usize) {
        let end = (self.at + length).min(self.end);
        let holes = self.holes.range(self.at..end);
        let holes: Vec<_> = holes.map(|(at, hole)| (*at, hole.from.clone())).collect();
        for (at, from) in holes {
            word.push(self.slice(self.at, at), Span::new(self.at, at));
            self.at = at + STAND_IN.len_utf8();
            word.push_hole(&from, Span::new(at, self.at));
        }
        word.push(self.slice(self.at, end), Span::new(self.at, end));
        self.at = end;
    }

    fn hole(&mut self, word: &mut Spelled, length: usize) {
        let span = Span::new(self.at, self.at + length);
        word.push_hole(self.slice(span.start, span.end), span);
        self.at = span.end;
    }

    /// A backslash outside quotes.
    fn escaped(&mut self, word: &mut Spelled) {
        let start = self.at;
        self.next();
        let rest = self.rest();
        let blanks = rest.trim_start_matches([' ', '\t']);
        let is_last = blanks.starts_with(['\n', '\r']) && blanks.len() < rest.len();
        if is_last && word.is_empty() {
            self.broken = Some(Span::new(start, self.at + rest.len() - blanks.len()));
        }
        if let Some(letter) = self.next() {
            word.push(letter.encode_utf8(&mut [0; 4]), Span::new(start, self.at));
        }
    }

    /// POSIX 2.2.2: nothing means anything inside single quotes.
    fn single_quoted(&mut self, word: &mut Spelled) {
        let quote = self.at;
        self.next();
        match self.rest().find('\'') {
            Some(length) => {
                self.take(word, length);
                self.next();
            }
            None => self.unclosed(word, quote),
        }
    }

    /// A quote that nothing closes holds the rest of the script.
    fn unclosed(&mut self, word: &mut Spelled, quote: usize) {
        self.unclosed.get_or_insert(Span::new(quote, quote + 1));
        self.take(word, self.end - self.at);
    }

    /// POSIX 2.2.3: `$`, the backtick and a few escapes mean something inside double quotes.
    fn double_quoted(&mut self, word: &mut Spelled) {
        let quote = self.at;
        self.next();
        loop {
            let rest = self.rest();
            let Some(length) = rest.find(['"', '\\', '$', '`']) else {
                return self.unclosed(word, quote);
            };
            self.take(word, length);
            match self.peek() {
                Some('"') => {
                    self.next();
                    return;
                }
                Some('\\') => self.escaped_in_quotes(word, true),
                _ => self.expansion(word),
            }
        }
    }

    /// A backslash where few letters need one: a quote only inside quotes, and not in a here-document.
    fn escaped_in_quotes(&mut self, word: &mut Spelled, has_quotes: bool) {
        let start = self.at;
        if self.rest().starts_with("\\\n") {
            self.at += 2;
            return;
        }
        self.next();
        match self.peek() {
            Some(letter @ ('$' | '`' | '"' | '\\')) if has_quotes || letter != '"' => {
                self.next();
                word.push(letter.encode_utf8(&mut [0; 4]), Span::new(start, self.at));
            }
            _ => word.push("\\", Span::new(start, self.at)),
        }
    }

    /// bash: `$'…'` has the escapes of C.
    pub(super) fn ansi_quoted(&mut self, word: &mut Spelled) {
        let quote = self.at;
        self.at += 2;
        loop {
            let Some(length) = self.rest().find(['\'', '\\']) else {
                return self.unclosed(word, quote);
            };
            self.take(word, length);
            let start = self.at;
            if self.next() == Some('\'') {
                return;
            }
            let letter = match self.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some(digits @ ('x' | 'u' | 'U')) => self.code(digits),
                Some(other) => other,
                None => return self.unclosed(word, quote),
            };
            word.push(letter.encode_utf8(&mut [0; 4]), Span::new(start, self.at));
        }
    }

    /// The character of `\xHH`, `\uHHHH` or `\UHHHHHHHH`.
    fn code(&mut self, kind: char) -> char {
        let most = match kind {
            'x' => 2,
            'u' => 4,
            _ => 8,
        };
        let mut code = 0;
        for _ in 0..most {
            let Some(digit) = self.peek().and_then(|one| one.to_digit(16)) else {
                break;
            };
            code = code * 16 + digit;
            self.next();
        }
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// `NAME=(…)`: an array, whose words are passed.
    fn array(&mut self, word: &mut Spelled) {
        let start = self.at;
        self.next();
        loop {
            let before = self.at;
            self.skip_blanks();
            match self.peek() {
                Some(')') => {
                    self.next();
                    break;
                }
                Some('\n') => {
                    self.next();
                }
                Some('#') => self.skip_line(),
                Some(_) => drop(self.word()),
                None => break,
            }
            if self.at == before {
                self.next();
            }
        }
        word.push_hole("(…)", Span::new(start, self.at));
    }

    /// How long a placeholder is that stands here, as in `arn:aws:iam::<ACCOUNT>:role/r`: no shell takes it so, but
    /// nobody means the file `ACCOUNT`.
    fn placeholder(&self) -> Option<usize> {
        let inside = self.rest().strip_prefix('<')?;
        let is_name = |one: char| one.is_ascii_alphanumeric() || "-_".contains(one);
        let behind = inside.trim_start_matches(is_name);
        let begins = inside.starts_with(|one: char| one.is_ascii_alphabetic());
        let is_placeholder = begins && behind.starts_with('>');
        is_placeholder.then_some(inside.len() - behind.len() + 2)
    }

    /// Whether a redirection stands here.
    pub(super) fn redirects(&self) -> bool {
        let rest = self.rest();
        let behind = rest.trim_start_matches(|one: char| one.is_ascii_digit());
        let is_redirection = behind.starts_with(['<', '>']) || rest.starts_with("&>");
        is_redirection && self.placeholder().is_none()
    }

    /// `>`, `<`, `<<` and their kin.
    pub(super) fn redirection(&mut self, simple: &mut Simple) {
        let rest = self.rest();
        let number = rest.len()
            - rest
                .trim_start_matches(|one: char| one.is_ascii_digit())
                .len();
        let is_errors = rest.get(..number) == Some("2");
        self.at += number;
        let rest = self.rest();
        const OPERATORS: [&str; 13] = [
            "<<<", "<<-", "<<", "<&", "<>", "<(", "<", "&>>", "&>", ">>", ">&", ">(", ">|",
        ];
        let operator = OPERATORS.iter().find(|one| rest.starts_with(**one));
        let operator = operator.copied().unwrap_or(">");
        self.at += operator.len();
        self.skip_blanks();
        match operator {
            "<<" | "<<-" => simple.input = Some(self.here_document(operator == "<<-")),
            "<(" | ">(" => drop(self.substituted()),
            _ => {
                let Some(word) = self.word().into_iter().next() else {
                    return;
                };
                match operator {
                    "<<<" => simple.input = Some(word),
                    "<" => simple.input = word.known().and_then(|path| self.session.file(path)),
                    ">" | ">|" | ">>" if !is_errors => {
                        simple.output = Some((word, operator == ">>"));
                    }
                    _ => {}
                }
            }
        }
    }

    /// POSIX 2.7.4: the lines behind this one, up to the one that is the word; a quote in the word keeps them as they are.
    fn here_document(&mut self, drops_tabs: bool) -> Spelled {
        let start = self.at;
        let word = self.word().into_iter().next().unwrap_or_default();
        let is_literal = self.slice(start, self.at).contains(['\'', '"', '\\']);
        let line_end = || Some(self.at + self.rest().find('\n')? + 1);
        let begin = self.resume.or_else(line_end).unwrap_or(self.end);
        let mut at = begin;
        let mut body_end = self.end;
        let mut next = self.end;
        while at < self.end {
            let rest = self.slice(at, self.end);
            let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
            let line = rest.get(..length).sure().trim_end_matches(['\n', '\r']);
            let line = if drops_tabs {
                line.trim_start_matches('\t')
            } else {
                line
            };
            if line == word.letters() {
                (body_end, next) = (at, at + length);
                break;
            }
            at += length;
        }
        self.resume = Some(next);
        let body = Span::new(begin, body_end.max(begin));
        match is_literal {
            true => Spelled::verbatim(self.slice(body.start, body.end), body),
            false => self.expanded(body),
        }
    }

    /// The text of a here-document with its expansions.
    fn expanded(&mut self, body: Span) -> Spelled {
        let (at, end) = (self.at, self.end);
        (self.at, self.end) = (body.start, body.end);
        let mut text = Spelled::new(body);
        while self.at < self.end {
            let rest = self.rest();
            let length = rest.find(['\\', '$', '`']).unwrap_or(rest.len());
            self.take(&mut text, length);
            match self.peek() {
                Some('\\') => self.escaped_in_quotes(&mut text, false),
                Some(_) => self.expansion(&mut text),
                None => {}
            }
        }
        (self.at, self.end) = (at, end);
        text
    }
}

/// The name that a word sets, and how many bytes stand before its value: `NAME=` or `NAME+=`.
pub(super) fn assigned_name(word: &str) -> Option<(&str, usize)> {
    let (name, _) = word.split_once('=')?;
    let length = name.len() + 1;
    let name = name.strip_suffix('+').unwrap_or(name);
    is_name(name).then_some((name, length))
}

/// POSIX 3.216: letters, digits and `_`, no digit in front.
pub(super) fn is_name(name: &str) -> bool {
    let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_';
    !name.starts_with(|one: char| one.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(is_letter)
}

fn is_array(before: &str) -> bool {
    before.ends_with('=') && assigned_name(before).is_some()
}

fn begins_expansion(rest: &str) -> bool {
    rest.starts_with(['$', '`'])
}

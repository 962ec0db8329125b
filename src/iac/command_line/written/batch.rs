//! Batch files of Windows.
//!
//! # Source
//!
//! Microsoft: Windows commands, `cmd`, `set`, `call`, `rem`, `for`; C language, "Parsing C command-line arguments": how a
//! program takes its arguments out of the line (`\"` inside quotes is a quote, every other backslash is one).

use crate::iac::command_line::spelled::Spelled;
use crate::source::Span;

/// The same script for a POSIX shell.
pub(super) fn script(text: &str, part: Span) -> Spelled {
    let mut reader = Batch {
        text,
        at: part.start,
        end: part.end,
        script: Spelled::new(part),
    };
    while reader.at < reader.end {
        reader.statement();
    }
    reader.script
}

struct Batch<'x> {
    text: &'x str,
    at: usize,
    end: usize,
    script: Spelled,
}

impl<'x> Batch<'x> {
    fn rest(&self) -> &'x str {
        self.text.get(self.at..self.end).unwrap_or("")
    }

    /// Says something for the next bytes.
    fn say(&mut self, said: &str, length: usize) {
        let span = super::whole_characters(self.text, self.at, (self.at + length).min(self.end));
        self.script.push(said, span);
        self.at = span.end;
    }

    /// Says the next character as it is.
    fn keep(&mut self) {
        let letter = self.rest().chars().next().map_or(0, char::len_utf8);
        let said = self.rest().get(..letter).unwrap_or("");
        self.say(said, letter.max(1));
    }

    /// One command, with what stands in front of it.
    fn statement(&mut self) {
        loop {
            let rest = self.rest();
            let blanks = rest.len()
                - rest
                    .trim_start_matches([' ', '\t', '@', '\r', '\n', '('])
                    .len();
            let prompt = prompt(rest.get(blanks..).unwrap_or(""));
            let kept = rest.get(..blanks).unwrap_or("").replace('@', "");
            self.say(&kept, blanks);
            self.at += prompt;
            let word = self.word();
            match word.as_str() {
                "call" | "start" | "do" | "else" => self.at += word.len(),
                _ if prompt == 0 => break,
                _ => {}
            }
        }
        match self.word().as_str() {
            "rem" => self.skip_line(),
            word if word.starts_with(':') => self.skip_line(),
            "set" => self.set(),
            _ => self.command(),
        }
    }

    /// The word that stands here, in small letters.
    fn word(&self) -> String {
        let end = |one: char| matches!(one, ' ' | '\t' | '\r' | '\n' | '&' | '|' | '(' | ')');
        let word = self.rest().split(end).next().unwrap_or("");
        word.chars().take(16).collect::<String>().to_lowercase()
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    /// `set NAME=value`, `set "NAME=value"`; of `set /a` and `set /p` nothing is known.
    fn set(&mut self) {
        self.at += "set".len();
        let rest = self.rest();
        let line = rest.split('\n').next().unwrap_or("").trim_end();
        let name = line.trim_start().trim_start_matches('"');
        let before = line.len() - name.len();
        let Some(equals) = name.find('=') else {
            return self.skip_line();
        };
        let (name, value) = name.split_at(equals);
        let is_name = |one: char| one.is_ascii_alphanumeric() || one == '_';
        if name.is_empty() || !name.chars().all(is_name) {
            return self.skip_line();
        }
        let value = value.get(1..).unwrap_or("");
        let quoted = line.trim_start().starts_with('"');
        let value = match quoted {
            true => value
                .rfind('"')
                .map_or(value, |end| value.get(..end).unwrap_or(value)),
            false => value.split(['&', '|']).next().unwrap_or(value),
        };
        let end = self.at + before + equals + 1 + value.len();
        self.at += before;
        self.say(name, equals);
        self.say("=\"", 1);
        while self.at < end {
            match self.rest().chars().next() {
                Some('"') => self.say("\\\"", 1),
                Some('^') if !quoted => self.at += 1,
                _ => self.quoted_letter(),
            }
        }
        self.say("\"", 0);
        self.skip_line();
    }

    /// The words of a command, up to what ends it.
    fn command(&mut self) {
        while let Some(next) = self.rest().chars().next() {
            match next {
                '\n' => return self.keep(),
                '&' | '|' | '(' | ')' => {
                    self.keep();
                    return;
                }
                '"' => self.quoted(),
                '^' => self.escaped(),
                '%' | '!' => self.variable(true),
                '\'' | '$' | '`' | ';' | '#' | '\\' | '{' | '}' => {
                    let said = format!("\\{next}");
                    self.say(&said, 1);
                }
                _ => self.keep(),
            }
        }
    }

    /// `^` takes the meaning from the next character; a line break behind it is none.
    fn escaped(&mut self) {
        self.at += 1;
        let rest = self.rest();
        if rest.starts_with(['\r', '\n']) {
            self.say("\\", 0);
            if rest.starts_with('\r') {
                self.at += 1;
            }
            return self.keep();
        }
        if !rest.is_empty() {
            self.say("\\", 0);
            self.keep();
        }
    }

    fn quoted(&mut self) {
        self.say("\"", 1);
        loop {
            match self.rest().chars().next() {
                // A quote does not reach behind its line.
                None | Some('\r' | '\n') => return self.say("\"", 0),
                Some('"') if self.rest().starts_with("\"\"") => self.say("\\\"", 2),
                Some('"') => return self.say("\"", 1),
                _ => self.quoted_letter(),
            }
        }
    }

    /// What stands inside quotes.
    fn quoted_letter(&mut self) {
        match self.rest().chars().next() {
            Some('%' | '!') => self.variable(false),
            Some('\\') if self.rest().starts_with("\\\"") => self.say("\\\"", 2),
            Some(letter @ ('\\' | '$' | '`')) => {
                let said = format!("\\{letter}");
                self.say(&said, 1);
            }
            _ => self.keep(),
        }
    }

    /// `%NAME%`, `!NAME!`, `%%` and what only running tells: `%1`, `%~dp0`, `%%i` of a loop.
    fn variable(&mut self, alone: bool) {
        let rest = self.rest();
        let mark = if rest.starts_with('!') { '!' } else { '%' };
        let behind = rest.get(1..).unwrap_or("");
        let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_';
        let word = behind.len() - behind.trim_start_matches(is_letter).len();
        let name = behind.get(..word).unwrap_or("");
        let is_closed = word > 0 && behind.get(word..).unwrap_or("").starts_with(mark);
        let (said, length) = if is_closed {
            (format!("${{{name}}}"), word + 2)
        } else if mark == '!' {
            ("!".to_owned(), 1)
        } else if behind.starts_with('%') {
            // `%%i` is the variable of a loop, `%%` a sign.
            let name = behind.get(1..).and_then(|behind| behind.chars().next());
            match name.filter(char::is_ascii_alphabetic) {
                Some(name) if alone => (format!("${{{name}}}"), 3),
                _ => ("%".to_owned(), 2),
            }
        } else if behind.starts_with(|one: char| one.is_ascii_digit() || "*~".contains(one)) {
            let length = behind.len()
                - behind
                    .trim_start_matches(|one: char| {
                        one.is_ascii_alphanumeric() || "*~".contains(one)
                    })
                    .len();
            let name = behind.get(..length).unwrap_or("");
            (format!("${{%{name}}}"), length + 1)
        } else {
            ("%".to_owned(), 1)
        };
        let said = match alone && said.starts_with('$') {
            true => format!("\"{said}\""),
            false => said,
        };
        self.say(&said, length);
    }
}

/// How long a prompt is that begins a text: `C:\>`, `C:\Users\x> `.
fn prompt(text: &str) -> usize {
    let line = text.split('\n').next().unwrap_or("");
    let is_drive = line.starts_with(|one: char| one.is_ascii_uppercase())
        && line.get(1..).is_some_and(|rest| rest.starts_with(":\\"));
    let end = line.find('>').filter(|_| is_drive);
    end.map_or(0, |end| end + 1)
}

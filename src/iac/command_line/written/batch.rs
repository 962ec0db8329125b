//! Batch files of Windows.
//!
//! # Source
//!
//! Microsoft: Windows commands, `cmd`, `set`, `call`, `rem`, `for`; C language, "Parsing C command-line arguments": how a
//! program takes its arguments out of the line (`\"` inside quotes is a quote, every other backslash is one).

use super::Reader;
use crate::iac::command_line::spelled::Spelled;
use crate::source::Span;

/// The same script for a POSIX shell.
pub(super) fn script(text: &str, part: Span) -> Spelled {
    let mut script = Batch(Reader::new(text, part));
    while !script.0.is_at_end() {
        script.statement();
    }
    script.0.script
}

struct Batch<'x>(Reader<'x>);

impl Batch<'_> {
    /// One command, with what stands in front of it.
    fn statement(&mut self) {
        loop {
            let rest = self.0.rest();
            let blanks = rest.len()
                - rest
                    .trim_start_matches([' ', '\t', '@', '\r', '\n', '('])
                    .len();
            let prompt = prompt(rest.get(blanks..).unwrap_or(""));
            let kept = rest.get(..blanks).unwrap_or("").replace('@', "");
            self.0.say(&kept, blanks);
            self.0.at += prompt;
            let word = self.word();
            match word.as_str() {
                "call" | "start" | "do" | "else" => self.0.at += word.len(),
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
        let word = self.0.rest().split(end).next().unwrap_or("");
        word.chars().take(16).collect::<String>().to_lowercase()
    }

    fn skip_line(&mut self) {
        let rest = self.0.rest();
        self.0.at += rest.find('\n').unwrap_or(rest.len());
    }

    /// `set NAME=value`, `set "NAME=value"`; of `set /a` and `set /p` nothing is known.
    fn set(&mut self) {
        self.0.at += "set".len();
        let rest = self.0.rest();
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
        let end = self.0.at + before + equals + 1 + value.len();
        self.0.at += before;
        self.0.say(name, equals);
        self.0.say("=\"", 1);
        while self.0.at < end {
            match self.0.peek() {
                Some('"') => self.0.say("\\\"", 1),
                Some('^') if !quoted => self.0.at += 1,
                _ => self.quoted_letter(),
            }
        }
        self.0.say("\"", 0);
        self.skip_line();
    }

    /// The words of a command, up to what ends it.
    fn command(&mut self) {
        while let Some(next) = self.0.peek() {
            match next {
                '\n' => return self.0.keep(),
                '&' | '|' | '(' | ')' => {
                    self.0.keep();
                    return;
                }
                '"' => self.quoted(),
                '^' => self.escaped(),
                '%' | '!' => self.variable(true),
                '\'' | '$' | '`' | ';' | '#' | '\\' | '{' | '}' => {
                    let said = format!("\\{next}");
                    self.0.say(&said, 1);
                }
                _ => self.0.keep(),
            }
        }
    }

    /// `^` takes the meaning from the next character; a line break behind it is none.
    fn escaped(&mut self) {
        self.0.at += 1;
        let rest = self.0.rest();
        if rest.starts_with(['\r', '\n']) {
            self.0.say("\\", 0);
            if rest.starts_with('\r') {
                self.0.at += 1;
            }
            return self.0.keep();
        }
        if !rest.is_empty() {
            self.0.say("\\", 0);
            self.0.keep();
        }
    }

    fn quoted(&mut self) {
        self.0.say("\"", 1);
        loop {
            match self.0.peek() {
                // A quote does not reach behind its line.
                None | Some('\r' | '\n') => return self.0.say("\"", 0),
                Some('"') if self.0.rest().starts_with("\"\"") => self.0.say("\\\"", 2),
                Some('"') => return self.0.say("\"", 1),
                _ => self.quoted_letter(),
            }
        }
    }

    /// What stands inside quotes.
    fn quoted_letter(&mut self) {
        match self.0.peek() {
            Some('%' | '!') => self.variable(false),
            Some('\\') if self.0.rest().starts_with("\\\"") => self.0.say("\\\"", 2),
            Some(letter @ ('\\' | '$' | '`')) => {
                let said = format!("\\{letter}");
                self.0.say(&said, 1);
            }
            _ => self.0.keep(),
        }
    }

    /// `%NAME%`, `!NAME!`, `%%` and what only running tells: `%1`, `%~dp0`, `%%i` of a loop.
    fn variable(&mut self, alone: bool) {
        let rest = self.0.rest();
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
        self.0.say(&said, length);
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

//! Scripts for PowerShell.
//!
//! # Source
//!
//! Microsoft: PowerShell, `about_Quoting_Rules`, `about_Parsing` ("Passing arguments that contain quote characters": up to
//! version 7.2 a quote in an argument has a backslash before it), `about_Special_Characters`, `about_Variables`.

use super::Reader;
use crate::iac::command_line::spelled::Spelled;
use crate::source::Span;

/// The same script for a POSIX shell.
pub(super) fn script(text: &str, part: Span) -> Spelled {
    let mut script = PowerShell(Reader::new(text, part));
    while !script.0.is_at_end() {
        script.statement();
    }
    script.0.script
}

struct PowerShell<'x>(Reader<'x>);

impl PowerShell<'_> {
    /// One statement: a command, or a variable that is set.
    fn statement(&mut self) {
        loop {
            let rest = self.0.rest();
            let blanks = rest.len() - rest.trim_start().len();
            if blanks > 0 {
                self.0.say(rest.get(..blanks).unwrap_or(""), blanks);
            } else if rest.starts_with("& ") || rest.starts_with("> ") {
                self.0.at += 2;
            } else if let Some(prompt) = prompt(rest) {
                self.0.at += prompt;
            } else {
                break;
            }
        }
        let set = assigned(self.0.rest());
        let is_value = set.is_some();
        let mut closes = "";
        if let Some((name, length)) = set {
            let name = format!("{name}=");
            self.0.say(&name, length);
            let is_text = self.0.rest().starts_with(['"', '\'', '@']);
            if !is_text {
                self.0.say("$( ", 0);
                closes = " )";
            }
        }
        self.words(is_value);
        self.0.say(closes, 0);
        match self.0.peek() {
            // A block is one of its own commands, wherever it begins and ends.
            Some('{') => self.0.say("\n{ ", 1),
            Some('}') => self.0.say("\n}\n", 1),
            Some(_) => self.0.keep(),
            None => {}
        }
    }

    /// The words of a statement, up to what ends it.
    fn words(&mut self, is_value: bool) {
        let (mut depth, mut braces) = (0_usize, 0_usize);
        while let Some(next) = self.0.peek() {
            match next {
                '\n' | ';' if depth == 0 => return,
                '|' | '{' if depth == 0 && !is_value => return,
                '}' if depth == 0 && braces == 0 => return,
                '{' | '}' => {
                    let opens = next == '{';
                    braces = if opens {
                        braces + 1
                    } else {
                        braces.saturating_sub(1)
                    };
                    self.0.keep();
                }
                '\'' => self.single_quoted(),
                '"' => self.double_quoted(),
                '@' => self.here_string(),
                '`' => self.escaped(),
                '$' => self.variable(true),
                '<' if self.0.rest().starts_with("<#") => {
                    let rest = self.0.rest();
                    self.0.at += rest.find("#>").map_or(rest.len(), |end| end + 2);
                }
                '#' if self.begins_word() => {
                    let rest = self.0.rest();
                    self.0.at += rest.find('\n').unwrap_or(rest.len());
                }
                '(' => {
                    depth += 1;
                    self.0.keep();
                }
                ')' => {
                    depth = depth.saturating_sub(1);
                    self.0.keep();
                }
                '\\' if self.0.rest().starts_with("\\\"") => self.0.say("\\\"", 2),
                '\\' => self.0.say("\\\\", 1),
                _ => self.0.keep(),
            }
        }
    }

    fn begins_word(&self) -> bool {
        let before = self
            .0
            .text
            .get(..self.0.at)
            .and_then(|before| before.chars().next_back());
        before.is_none_or(char::is_whitespace)
    }

    /// Nothing means anything inside single quotes but two of them.
    fn single_quoted(&mut self) {
        self.0.say("'", 1);
        while let Some(next) = self.0.peek() {
            match next {
                '\'' if self.0.rest().starts_with("''") => self.0.say("'\\''", 2),
                '\'' => return self.0.say("'", 1),
                '\\' if self.0.rest().starts_with("\\\"") => self.0.say("\"", 2),
                _ => self.0.keep(),
            }
        }
    }

    fn double_quoted(&mut self) {
        self.0.say("\"", 1);
        while let Some(next) = self.0.peek() {
            match next {
                '"' if self.0.rest().starts_with("\"\"") => self.0.say("\\\"", 2),
                '"' => return self.0.say("\"", 1),
                _ => self.quoted_letter(next),
            }
        }
    }

    /// What stands inside double quotes.
    fn quoted_letter(&mut self, next: char) {
        match next {
            // Where quotes need a backslash on the way to the program.
            '\\' if self.0.rest().starts_with("\\`\"") => self.0.say("\\\"", 3),
            '\\' if self.0.rest().starts_with("\\\"\"") => self.0.say("\\\"", 3),
            '\\' => self.0.say("\\\\", 1),
            '`' => self.escaped_in_quotes(),
            '$' => self.variable(false),
            _ => self.0.keep(),
        }
    }

    /// A backtick outside quotes: a line break behind it is none.
    fn escaped(&mut self) {
        self.0.at += 1;
        match self.0.peek() {
            Some('\r') if self.0.rest().starts_with("\r\n") => self.0.say("\\\n", 2),
            Some(_) => {
                self.0.say("\\", 0);
                self.0.keep();
            }
            None => {}
        }
    }

    fn escaped_in_quotes(&mut self) {
        self.0.at += 1;
        match self.0.peek() {
            Some('n') => self.0.say("\n", 1),
            Some('r') => self.0.say("\r", 1),
            Some('t') => self.0.say("\t", 1),
            Some('"' | '$' | '`' | '\\') => {
                self.0.say("\\", 0);
                self.0.keep();
            }
            Some(_) => self.0.keep(),
            None => {}
        }
    }

    /// `@'…'@` and `@"…"@`, each with a line break behind its beginning and before its end.
    fn here_string(&mut self) {
        let rest = self.0.rest();
        let quote = rest.get(1..).and_then(|rest| rest.chars().next());
        let Some(quote) = quote.filter(|quote| matches!(quote, '\'' | '"')) else {
            return self.0.say("\\@", 1);
        };
        let body = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let ends = format!("\n{quote}@");
        let length = rest.get(body.saturating_sub(1)..).unwrap_or("").find(&ends);
        let length = length.map_or(rest.len(), |length| body.saturating_sub(1) + length);
        let end = self.0.at + length;
        self.0.say(if quote == '"' { "\"" } else { "'" }, body);
        while self.0.at < end {
            let next = self.0.peek();
            match (quote, next) {
                ('\'', Some('\'')) => self.0.say("'\\''", 1),
                ('"', Some('"')) => self.0.say("\\\"", 1),
                ('"', Some(next)) => self.quoted_letter(next),
                _ => self.0.keep(),
            }
        }
        self.0
            .say(if quote == '"' { "\"" } else { "'" }, ends.len());
    }

    /// `$name`, `${name}`, `$env:NAME`, `$(…)`.
    fn variable(&mut self, alone: bool) {
        let rest = self.0.rest();
        let behind = rest.get(1..).unwrap_or("");
        if behind.starts_with('(') {
            return self.0.keep();
        }
        let behind = behind.strip_prefix('{').unwrap_or(behind);
        let opens = usize::from(rest.starts_with("${"));
        let scope = behind.len() - name_behind_scope(behind).len();
        let behind = behind.get(scope..).unwrap_or("");
        let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_';
        let length = behind.len() - behind.trim_start_matches(is_letter).len();
        let name = behind.get(..length).unwrap_or("");
        if name.is_empty() {
            return self.0.say("\\$", 1);
        }
        let is_closed = behind.get(length..).unwrap_or("").starts_with('}');
        let closes = opens * usize::from(is_closed);
        let members = match alone {
            // What stands behind a dot is a member of it, which is not known.
            true => members(behind.get(length..).unwrap_or("")),
            false => 0,
        };
        let said = match members {
            0 => format!("${{{name}}}"),
            _ => format!(
                "$({})",
                rest.get(..1 + scope + length + members).unwrap_or("")
            ),
        };
        let said = if alone { format!("\"{said}\"") } else { said };
        self.0
            .say(&said, 1 + opens + scope + length + closes + members);
    }
}

/// The name behind `env:`, `script:` and their kin.
fn name_behind_scope(text: &str) -> &str {
    let scopes = ["env:", "global:", "script:", "local:", "private:"];
    let is_scope = |scope: &&&str| {
        let begins = text.get(..scope.len());
        begins.is_some_and(|begins| begins.eq_ignore_ascii_case(scope))
    };
    let scope = scopes.iter().find(is_scope);
    scope
        .and_then(|scope| text.get(scope.len()..))
        .unwrap_or(text)
}

/// How long `.member` is.
fn members(text: &str) -> usize {
    let is_member = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '.');
    match text.strip_prefix('.') {
        Some(rest) if rest.starts_with(|one: char| one.is_ascii_alphabetic()) => {
            1 + rest.len() - rest.trim_start_matches(is_member).len()
        }
        _ => 0,
    }
}

/// The variable that a statement sets, and how long that is up to its value: `$name = `, `$env:NAME = `.
fn assigned(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('$')?;
    let behind = name_behind_scope(inside);
    let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_';
    let value = behind.trim_start_matches(is_letter);
    let name = behind.get(..behind.len() - value.len())?;
    let value = value.trim_start_matches([' ', '\t']).strip_prefix('=')?;
    let value = value.trim_start_matches([' ', '\t']);
    (!name.is_empty() && !value.starts_with('=')).then(|| (name, text.len() - value.len()))
}

/// How long a prompt is that begins a text: `PS C:\> `, `PS> `.
fn prompt(text: &str) -> Option<usize> {
    let line = text.split('\n').next()?;
    let inside = line.strip_prefix("PS")?;
    inside.starts_with([' ', '>']).then_some(())?;
    Some(line.find("> ")? + 2)
}

//! Cuts a template into literal text and placeholders, and tells where each placeholder stands.

use super::variables::{Dialect, Reserved};
use crate::source::Span;
use crate::sure::Sure as _;

/// How a template is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateKind {
    /// It begins with `{`: what is rendered must be JSON.
    Json,
    /// Anything else in a rule's or a pipe's template.
    Text,
    /// A Scheduler input: keywords are replaced, nothing else is looked at.
    Substitution,
}

impl TemplateKind {
    /// The kind of a template's text. The first character that is not white space decides.
    pub(super) fn of(text: &str, dialect: Dialect) -> Self {
        match dialect {
            Dialect::Scheduler => Self::Substitution,
            Dialect::Rule | Dialect::Pipe if text.trim_start().starts_with('{') => Self::Json,
            Dialect::Rule | Dialect::Pipe => Self::Text,
        }
    }
}

/// Where a placeholder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// In a JSON template, where a value belongs.
    Value,
    /// In a JSON template, inside a string.
    InString,
    /// In a text.
    Text,
}

/// A part of a template.
pub(super) enum Part {
    Literal {
        /// As it was written.
        written: String,
        /// The same; in a JSON template without the white space between tokens.
        compact: String,
    },
    Placeholder(FoundPlaceholder),
}

/// A placeholder as it was found.
pub(super) struct FoundPlaceholder {
    /// What stands between `<` and `>`.
    pub(super) name: String,
    /// With its brackets.
    pub(super) span: Span,
    pub(super) position: Position,
    /// How many objects and arrays are open around it.
    pub(super) depth: usize,
    /// Whether it is (part of) the name of a member.
    pub(super) in_key: bool,
}

/// Whether the brackets of a JSON template pair up. Values bring only pairs of their own, so none mends this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brackets {
    Paired,
    /// The template ends before this closing bracket.
    Missing(char),
    /// This closing bracket closes nothing.
    Unexpected(char),
}

/// A template in parts.
pub(super) struct Scan {
    pub(super) parts: Vec<Part>,
    /// `<…>` that are not placeholders, and `<$.…` and `<aws.…` that are not closed.
    pub(super) stray: Vec<Span>,
    /// Whether a JSON template has white space between its tokens.
    pub(super) has_white_space: bool,
    pub(super) brackets: Brackets,
}

/// Cuts `text`.
pub(super) fn scan(text: &str, dialect: Dialect, kind: TemplateKind) -> Scan {
    let mut scanner = Scanner::new(kind);
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        at = match (character, placeholder(text, at, dialect)) {
            ('<', Bracket::Placeholder(end)) => {
                scanner.placeholder(text, Span::new(at, end));
                end
            }
            ('<', Bracket::Stray(end)) => {
                scanner.scan.stray.push(Span::new(at, end));
                scanner.literal(character);
                at + 1
            }
            _ => {
                scanner.literal(character);
                at + character.len_utf8()
            }
        };
    }
    scanner.end()
}

/// What an opening bracket begins.
enum Bracket {
    Placeholder(usize),
    /// Something that looks like a placeholder and is none.
    Stray(usize),
    Nothing,
}

/// What begins at `at`; the offset is the byte behind `>`.
fn placeholder(text: &str, at: usize, dialect: Dialect) -> Bracket {
    let Some(behind) = text.get(at..).and_then(|rest| rest.strip_prefix('<')) else {
        return Bracket::Nothing;
    };
    let length = behind.find(['>', '<', '"', '\n']);
    let length = length.unwrap_or(behind.len());
    let name = behind.get(..length).sure();
    if !behind
        .get(length..)
        .is_some_and(|rest| rest.starts_with('>'))
    {
        // Nobody writes this who does not mean a placeholder.
        return if name.starts_with("$.") || name.starts_with("aws.") {
            Bracket::Stray(at + 1 + length)
        } else {
            Bracket::Nothing
        };
    }
    let end = at + 1 + length + 1;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let is_placeholder = match dialect {
        // A path is no name; it is taken for one to be refused: its author means the language of pipes.
        Dialect::Rule => !name.is_empty() && (name.bytes().all(plain) || name.starts_with("$.")),
        Dialect::Pipe => name.starts_with('$') || name.starts_with("aws."),
        Dialect::Scheduler => Reserved::from_name(dialect, name).is_some(),
    };
    if is_placeholder {
        Bracket::Placeholder(end)
    } else if dialect != Dialect::Scheduler || name.starts_with("aws.") {
        Bracket::Stray(end)
    } else {
        Bracket::Nothing
    }
}

/// Follows the JSON of a template just far enough to know strings from the rest.
struct Scanner {
    kind: TemplateKind,
    scan: Scan,
    in_string: bool,
    escaped: bool,
    /// What closes the objects and arrays that are open.
    closers: Vec<char>,
    /// Placeholders in the string that is open, or that was just closed: keys, if a colon follows.
    perhaps_keys: Vec<usize>,
}

impl Scanner {
    fn new(kind: TemplateKind) -> Self {
        let scan = Scan {
            parts: Vec::new(),
            stray: Vec::new(),
            has_white_space: false,
            brackets: Brackets::Paired,
        };
        Self {
            kind,
            scan,
            in_string: false,
            escaped: false,
            closers: Vec::new(),
            perhaps_keys: Vec::new(),
        }
    }

    fn literal(&mut self, character: char) {
        let is_white_space = matches!(character, ' ' | '\t' | '\n' | '\r');
        let dropped = self.kind == TemplateKind::Json && !self.in_string && is_white_space;
        self.scan.has_white_space |= dropped;
        if self.kind == TemplateKind::Json && !dropped {
            self.follow(character);
        }
        if !matches!(self.scan.parts.last(), Some(Part::Literal { .. })) {
            self.scan.parts.push(Part::Literal {
                written: String::new(),
                compact: String::new(),
            });
        }
        if let Some(Part::Literal { written, compact }) = self.scan.parts.last_mut() {
            written.push(character);
            if !dropped {
                compact.push(character);
            }
        }
    }

    fn follow(&mut self, character: char) {
        if self.in_string {
            match character {
                _ if self.escaped => self.escaped = false,
                '\\' => self.escaped = true,
                '"' => self.in_string = false,
                _ => {}
            }
            return;
        }
        if character == ':' {
            for index in std::mem::take(&mut self.perhaps_keys) {
                if let Some(Part::Placeholder(found)) = self.scan.parts.get_mut(index) {
                    found.in_key = true;
                }
            }
        }
        self.perhaps_keys.clear();
        match character {
            '"' => self.in_string = true,
            '{' => self.closers.push('}'),
            '[' => self.closers.push(']'),
            '}' | ']' => {
                let closes = self.closers.pop() == Some(character);
                if !closes && self.scan.brackets == Brackets::Paired {
                    self.scan.brackets = Brackets::Unexpected(character);
                }
            }
            _ => {}
        }
    }

    fn placeholder(&mut self, text: &str, span: Span) {
        let position = match self.kind {
            TemplateKind::Json if self.in_string => Position::InString,
            TemplateKind::Json => {
                self.perhaps_keys.clear();
                Position::Value
            }
            TemplateKind::Text | TemplateKind::Substitution => Position::Text,
        };
        self.escaped = false;
        self.perhaps_keys.push(self.scan.parts.len());
        let name = text.get(span.start + 1..span.end - 1).sure();
        self.scan.parts.push(Part::Placeholder(FoundPlaceholder {
            name: name.to_owned(),
            span,
            position,
            depth: self.closers.len(),
            in_key: false,
        }));
    }
    fn end(mut self) -> Scan {
        // An open string swallows what stands behind it: its end is missing first.
        if let (false, Brackets::Paired, Some(closer)) =
            (self.in_string, self.scan.brackets, self.closers.pop())
        {
            self.scan.brackets = Brackets::Missing(closer);
        }
        self.scan
    }
}

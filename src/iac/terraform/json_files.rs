//! Files in JSON: written again in the language, so that one evaluator reads both, with every place kept.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "JSON configuration syntax": every string is a template; types and iterators are
//! expressions; blocks of one name are an object or a list of them. Files of variables hold plain values.

use super::super::provider;
use crate::json::{Kind, Member, Value};
use crate::source::{Piece, Span, aligned, in_file};

/// How deep blocks and values are written in each other: deeper than the parser of the language takes, which tells of it.
const MAXIMUM_DEPTH: usize = 100;

/// Arguments that are not evaluated.
const PASSED_OVER: &[&str] = &[
    "//",
    "connection",
    "depends_on",
    "lifecycle",
    "provider",
    "providers",
    "provisioner",
    "timeouts",
    "validation",
];

/// Arguments of the language that may be objects, and are no blocks.
const VALUES: &[&str] = &["count", "for_each"];

/// A file in the language, and where the file in JSON has its parts. Pieces lie among all texts.
#[derive(Default)]
pub(super) struct Made<'t> {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// All texts.
    texts: &'t str,
    /// Whether strings are templates.
    has_templates: bool,
}

/// Writes a configuration in the language.
pub(super) fn configuration<'t>(value: &Value, texts: &'t str) -> Made<'t> {
    let mut made = Made {
        texts,
        has_templates: true,
        ..Made::default()
    };
    for member in members(value) {
        let word = member.name.to_display();
        match &*word {
            "resource" | "data" => {
                for kind in named(&member.value) {
                    for one in named(&kind.value) {
                        let labels = [&*kind.name.to_display(), &*one.name.to_display()];
                        made.blocks(&word, &labels, one, |made, body| made.body(body, 0));
                    }
                }
            }
            "variable" => {
                for one in named(&member.value) {
                    let labels = [&*one.name.to_display()];
                    made.blocks(&word, &labels, one, |made, body| {
                        made.attributes(body, &["type"]);
                    });
                }
            }
            "module" | "output" | "provider" => {
                for one in named(&member.value) {
                    let labels = [&*one.name.to_display()];
                    made.blocks(&word, &labels, one, |made, body| made.attributes(body, &[]));
                }
            }
            "locals" => made.blocks(&word, &[], member, |made, body| made.attributes(body, &[])),
            _ => {}
        }
    }
    made
}

/// Writes a file of values of variables in the language.
pub(super) fn values<'t>(value: &Value, texts: &'t str) -> Made<'t> {
    let mut made = Made {
        texts,
        ..Made::default()
    };
    made.attributes(value, &[]);
    made
}

/// The objects that a value is: one, or those of a list.
fn objects(value: &Value) -> impl Iterator<Item = &Value> {
    let all = match value.as_array() {
        Some(all) => all,
        None => std::slice::from_ref(value),
    };
    all.iter().filter(|one| one.as_object().is_some())
}

/// The members of an object; of one that stands twice the last.
fn members(value: &Value) -> impl Iterator<Item = &Member> {
    let all = value.as_object().unwrap_or_default();
    let last: std::collections::BTreeMap<_, _> = all
        .iter()
        .enumerate()
        .map(|(number, member)| (member.name.as_wtf8(), number))
        .collect();
    let all = all.iter().enumerate();
    all.filter(move |(number, member)| last.get(member.name.as_wtf8()) == Some(number))
        .map(|(_, member)| member)
}

/// What lies by names in the objects of a value.
fn named(value: &Value) -> impl Iterator<Item = &Member> {
    objects(value)
        .flat_map(members)
        .filter(|one| one.name != *"//")
}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|one| one.is_alphanumeric() || one == '_' || one == '-')
}

/// Whether a member of a body is a block or several, and no argument.
fn is_block(name: &str, value: &Value) -> bool {
    let has_names = |value: &Value| {
        let mut members = value.as_object().unwrap_or_default().iter();
        members.all(|one| one.name == *"//" || is_identifier(&one.name.to_display()))
    };
    let is_object = |value: &Value| value.as_object().is_some() && has_names(value);
    let is_list = value
        .as_array()
        .is_some_and(|all| !all.is_empty() && all.iter().all(is_object));
    (is_list || is_object(value)) && !VALUES.contains(&name) && !provider::is_map(name)
}

impl Made<'_> {
    /// What follows comes from `span`, but is not written so there.
    fn push(&mut self, text: &str, span: Span) {
        self.piece(span, false);
        self.text.push_str(text);
    }

    fn piece(&mut self, span: Span, is_verbatim: bool) {
        let at = self.text.len();
        match self.pieces.last_mut() {
            Some(last) if is_verbatim && last.is_verbatim && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ => self.pieces.push(Piece {
                at,
                span,
                is_verbatim,
            }),
        }
    }

    /// A block for each object of a member.
    fn blocks(
        &mut self,
        word: &str,
        labels: &[&str],
        member: &Member,
        write: impl Fn(&mut Self, &Value),
    ) {
        for body in objects(&member.value) {
            let mut head = word.to_owned();
            for label in labels {
                head.push_str(" \"");
                let letters = label.chars();
                head.extend(letters.filter(|one| !"\"\\\n\r${%".contains(*one)));
                head.push('"');
            }
            head.push_str(" {\n");
            self.push(&head, member.name_span);
            write(self, body);
            self.push("}\n", last(body.span));
        }
    }

    fn body(&mut self, body: &Value, depth: usize) {
        for member in members(body) {
            let name = member.name.to_display();
            if depth == 0 && PASSED_OVER.contains(&&*name) || !is_identifier(&name) {
                continue;
            }
            if name == "dynamic" {
                for one in named(&member.value) {
                    let label = one.name.to_display();
                    self.blocks("dynamic", &[&label], one, |made, body| {
                        made.dynamic(body, depth + 1);
                    });
                }
            } else if is_block(&name, &member.value) && depth < MAXIMUM_DEPTH {
                self.blocks(&name, &[], member, |made, body| made.body(body, depth + 1));
            } else {
                self.attribute(member, &name);
            }
        }
    }

    fn dynamic(&mut self, body: &Value, depth: usize) {
        for member in members(body) {
            let name = member.name.to_display();
            match &*name {
                "content" => self.blocks("content", &[], member, |made, body| {
                    made.body(body, depth + 1);
                }),
                "for_each" => self.attribute(member, &name),
                "iterator" if member.value.as_str().is_some_and(is_identifier) => {
                    self.expression(member, &name, ["", "\n"]);
                }
                _ => {}
            }
        }
    }

    /// Arguments; those of `expressions` are written in the language, not as values.
    fn attributes(&mut self, body: &Value, expressions: &[&str]) {
        for member in members(body) {
            let name = member.name.to_display();
            if PASSED_OVER.contains(&&*name) || !is_identifier(&name) {
                continue;
            }
            match expressions.contains(&&*name) {
                // Between brackets lines may end.
                true => self.expression(member, &name, ["(", ")\n"]),
                false => self.attribute(member, &name),
            }
        }
    }

    fn attribute(&mut self, member: &Member, name: &str) {
        self.push(name, member.name_span);
        self.push(" = ", member.name_span);
        self.value(&member.value, 0);
        self.push("\n", last(member.value.span));
    }

    /// An argument whose string is an expression, between brackets.
    fn expression(&mut self, member: &Member, name: &str, brackets: [&str; 2]) {
        let Some(text) = member.value.as_str() else {
            return;
        };
        self.push(name, member.name_span);
        self.push(" = ", member.name_span);
        let [open, close] = brackets;
        self.push(open, first(member.value.span));
        let pieces = self.letters(text, member.value.span);
        for (at, letter) in text.char_indices() {
            self.letter(letter, at, &pieces);
        }
        self.push(close, last(member.value.span));
    }

    fn value(&mut self, value: &Value, depth: usize) {
        let span = value.span;
        match &value.kind {
            Kind::Array(all) if depth < MAXIMUM_DEPTH => {
                self.push("[", first(span));
                for one in all {
                    self.value(one, depth + 1);
                    self.push(", ", last(one.span));
                }
                self.push("]", last(span));
            }
            Kind::Object(_) if depth < MAXIMUM_DEPTH => {
                self.push("{", first(span));
                for member in members(value) {
                    self.string(&member.name.to_display(), member.name_span);
                    self.push(" = ", member.name_span);
                    self.value(&member.value, depth + 1);
                    self.push(", ", last(member.value.span));
                }
                self.push("}", last(span));
            }
            Kind::String(text) => self.string(&text.to_display(), span),
            Kind::Array(_) | Kind::Object(_) | Kind::Open(_) => self.push("null", span),
            Kind::Null => self.push("null", span),
            Kind::Bool(yes) => self.push(if *yes { "true" } else { "false" }, span),
            Kind::Number(number) => self.push(number, span),
        }
    }

    /// Where the file has the letters of a string.
    fn letters(&self, text: &str, span: Span) -> Vec<Piece> {
        let raw = self.texts.get(span.start..span.end).unwrap_or("");
        let whole = vec![Piece {
            at: 0,
            span,
            is_verbatim: false,
        }];
        let found = aligned(raw, span.start, text).filter(|found| !found.is_empty());
        found.unwrap_or(whole)
    }

    fn letter(&mut self, letter: char, at: usize, pieces: &[Piece]) {
        let span = in_file(pieces, Span::new(at, at + letter.len_utf8()));
        self.piece(span, span.len() == letter.len_utf8());
        self.text.push(letter);
    }

    /// A string as a template in quotes: outside of `${…}` and `%{…}` letters are escaped.
    fn string(&mut self, text: &str, span: Span) {
        let pieces = self.letters(text, span);
        self.push("\"", first(span));
        let mut inside = Inside::default();
        let mut before = ' ';
        for (at, letter) in text.char_indices() {
            let place = in_file(&pieces, Span::new(at, at + letter.len_utf8()));
            let opens = matches!(letter, '$' | '%')
                && text.get(at + 1..).is_some_and(|rest| rest.starts_with('{'));
            if self.has_templates && (inside.is_expression() || opens && before != letter) {
                match letter {
                    '\n' | '\r' => self.push(" ", place),
                    letter => self.letter(letter, at, &pieces),
                }
                inside.pass(letter, before);
            } else {
                match letter {
                    '"' => self.push("\\\"", place),
                    '\\' => self.push("\\\\", place),
                    '\n' => self.push("\\n", place),
                    '\r' => self.push("\\r", place),
                    '\t' => self.push("\\t", place),
                    '$' | '%' if opens && !self.has_templates => {
                        self.push(&format!("{letter}{letter}"), place);
                    }
                    '\0'..='\u{1f}' | '\u{7f}' => {
                        self.push(&format!("\\u{:04x}", u32::from(letter)), place);
                    }
                    letter => self.letter(letter, at, &pieces),
                }
            }
            before = letter;
        }
        self.push("\"", last(span));
    }
}

/// Which brackets and quotes of an expression in a template are open.
#[derive(Default)]
struct Inside {
    /// What closes them, the innermost last.
    closing: Vec<char>,
    is_escaped: bool,
    /// A `$` or `%` was passed that opens an expression.
    begins: bool,
}

impl Inside {
    fn is_expression(&self) -> bool {
        self.begins || !self.closing.is_empty()
    }

    fn pass(&mut self, letter: char, before: char) {
        let is_quoted = self.closing.last() == Some(&'"');
        if std::mem::take(&mut self.is_escaped) {
            return;
        }
        match letter {
            '$' | '%' if self.closing.is_empty() => self.begins = true,
            '{' if !is_quoted || matches!(before, '$' | '%') => {
                self.begins = false;
                self.closing.push('}');
            }
            '\\' if is_quoted => self.is_escaped = true,
            '"' if !is_quoted => self.closing.push('"'),
            letter if self.closing.last() == Some(&letter) => {
                self.closing.pop();
            }
            _ => {}
        }
    }
}

/// The bracket or quote with which a value begins.
fn first(span: Span) -> Span {
    Span::new(span.start, (span.start + 1).min(span.end))
}

/// The bracket or quote with which it ends.
fn last(span: Span) -> Span {
    Span::new(span.end.saturating_sub(1).max(span.start), span.end)
}

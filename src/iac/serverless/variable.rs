//! The syntax of variables: `${self:custom.bus, 'default'}`.
//!
//! # Source
//!
//! serverless 3.40, `lib/configuration/variables/parse.js`. A variable begins with a word in small letters and `:` or `(`;
//! everything else between `${` and `}` is a text for others: `${AWS::Region}` for `Fn::Sub`.

use crate::json;

/// How deep variables may stand in the addresses of others.
const DEEPEST: usize = 16;

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Literal(String),
    Variable(Variable),
}

/// Sources of one value: the first that has one counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Variable {
    pub(super) sources: Vec<Source>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// A text, a number, a boolean or null that stands there.
    Literal(json::Kind),
    /// `file(a.yml):b`
    Named(Named),
}

/// A source that is looked up.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    /// `self`, `file`, `opt`, …
    pub(super) kind: String,
    pub(super) parameters: Vec<Vec<Piece>>,
    pub(super) address: Option<Vec<Piece>>,
    /// As it is written.
    pub(super) raw: String,
}

/// The parts of a text, neighbouring literals in one; what is wrong with a variable in it.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.pieces("", 0)
}

/// Whether a text may hold a variable.
pub(super) fn may_be_variable(text: &str) -> bool {
    text.contains("${")
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, expected: char) -> bool {
        let is_there = self.next() == Some(expected);
        if is_there {
            self.at += expected.len_utf8();
        }
        is_there
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(' ').len();
    }

    /// Everything up to one of the characters that end it, or to the end of the text.
    fn pieces(&mut self, ends: &str, depth: usize) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        while let Some(next) = self.next() {
            if ends.contains(next) {
                break;
            }
            let slashes = self.rest().len() - self.rest().trim_start_matches('\\').len();
            let opens = self
                .text
                .get(self.at + slashes..)
                .is_some_and(|rest| rest.starts_with("${"));
            if !opens {
                let length = slashes.max(next.len_utf8());
                literal.push_str(self.text.get(self.at..self.at + length).unwrap_or(""));
                self.at += length;
                continue;
            }
            literal.push_str(&"\\".repeat(slashes / 2));
            self.at += slashes;
            let start = self.at;
            self.at += 2;
            let is_escaped = slashes % 2 == 1;
            match self.variable(depth).filter(|_| !is_escaped) {
                Some(variable) => {
                    let variable = variable?;
                    if !literal.is_empty() {
                        pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                    }
                    pieces.push(Piece::Variable(variable));
                }
                // A text for others: what stands in it is read on.
                None => {
                    self.at = start + 2;
                    literal.push_str("${");
                }
            }
        }
        if !literal.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        Ok(pieces)
    }

    /// A variable behind its `${`; `None` if it is none.
    fn variable(&mut self, depth: usize) -> Option<Result<Variable, String>> {
        let word = self.word();
        let is_named = word.starts_with(|first: char| first.is_ascii_lowercase());
        let behind = self.text.get(self.at + word.len()..)?;
        if !is_named || !behind.starts_with([':', '(']) || behind.starts_with("::") {
            return None;
        }
        if depth >= DEEPEST {
            return Some(Err("variables stand too deep in each other".to_owned()));
        }
        Some(self.sources(depth))
    }

    fn sources(&mut self, depth: usize) -> Result<Variable, String> {
        let mut sources = Vec::new();
        loop {
            self.blanks();
            let source = match self.next() {
                Some(quote @ ('"' | '\'')) => Source::Literal(self.quoted(quote)?),
                _ => self.named_or_word(depth)?,
            };
            sources.push(source);
            self.blanks();
            if self.skip('}') {
                return Ok(Variable { sources });
            }
            if !self.skip(',') {
                return Err(match self.next() {
                    None => "a variable has no closing brace".to_owned(),
                    Some(other) => format!("`{other}` is not expected in a variable"),
                });
            }
        }
    }

    /// Letters, digits, points and dashes.
    fn word(&self) -> &'t str {
        let rest = self.rest();
        let is_part = |part: char| part.is_ascii_alphanumeric() || matches!(part, '.' | '-');
        rest.get(..rest.find(|part| !is_part(part)).unwrap_or(rest.len()))
            .unwrap_or("")
    }

    fn named_or_word(&mut self, depth: usize) -> Result<Source, String> {
        let start = self.at;
        let word = self.word();
        self.at += word.len();
        let kind = word.to_owned();
        let mut parameters = Vec::new();
        if self.skip('(') {
            parameters = self.parameters(depth)?;
        } else if self.next() != Some(':') {
            return literal(word).map(Source::Literal).ok_or_else(|| {
                format!(
                    "`{word}` is no source of a variable, and no number, `true`, `false` or `null`"
                )
            });
        }
        self.blanks();
        let mut address = None;
        if self.skip(':') {
            self.blanks();
            address = match self.next() {
                Some(quote @ ('"' | '\'')) => {
                    Some(vec![Piece::Literal(text_of(self.quoted(quote)?))])
                }
                Some('}' | ',') => None,
                _ => Some(trimmed(self.pieces("},", depth + 1)?)),
            };
        }
        let raw = self
            .text
            .get(start..self.at)
            .unwrap_or("")
            .trim_end()
            .to_owned();
        Ok(Source::Named(Named {
            kind,
            parameters,
            address,
            raw,
        }))
    }

    /// What stands in parentheses, which are open.
    fn parameters(&mut self, depth: usize) -> Result<Vec<Vec<Piece>>, String> {
        let mut parameters = Vec::new();
        loop {
            self.blanks();
            match self.next() {
                Some(')') => {}
                Some(quote @ ('"' | '\'')) => {
                    parameters.push(vec![Piece::Literal(text_of(self.quoted(quote)?))]);
                }
                _ => parameters.push(trimmed(self.pieces("),}", depth + 1)?)),
            }
            self.blanks();
            if self.skip(')') {
                return Ok(parameters);
            }
            if !self.skip(',') {
                return Err("a parenthesis in a variable is not closed".to_owned());
            }
        }
    }

    /// A text in quotes: in double ones as JSON has it.
    fn quoted(&mut self, quote: char) -> Result<json::Kind, String> {
        let unclosed = || "a quote in a variable is not closed".to_owned();
        let rest = self.rest();
        if quote == '"' {
            let (value, end) = json::parse_at(self.text, self.at).map_err(|_| unclosed())?;
            self.at = end;
            return Ok(value.kind);
        }
        let inside = rest.get(1..).unwrap_or("");
        let end = inside.find('\'').ok_or_else(unclosed)?;
        self.at += end + 2;
        Ok(json::Kind::String(inside.get(..end).unwrap_or("").into()))
    }
}

/// A word without quotes that is a value.
fn literal(word: &str) -> Option<json::Kind> {
    match word {
        "true" => Some(json::Kind::Bool(true)),
        "false" => Some(json::Kind::Bool(false)),
        "null" => Some(json::Kind::Null),
        _ => {
            let value = json::parse(word).ok()?;
            matches!(value.kind, json::Kind::Number(_)).then_some(value.kind)
        }
    }
}

fn text_of(kind: json::Kind) -> String {
    match kind {
        json::Kind::String(text) => text.to_display().into_owned(),
        _ => String::new(),
    }
}

/// Without the blanks at its end.
fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if let Some(Piece::Literal(last)) = pieces.last_mut() {
        last.truncate(last.trim_end().len());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text for people: variables in angle brackets.
    fn shown(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Variable(variable) => {
                let sources: Vec<String> = variable.sources.iter().map(source).collect();
                format!("<{}>", sources.join(" | "))
            }
        };
        pieces.iter().map(piece).collect()
    }

    fn source(source: &Source) -> String {
        match source {
            Source::Literal(kind) => format!("{kind:?}"),
            Source::Named(named) => {
                let parameters: Vec<String> =
                    named.parameters.iter().map(|one| shown(one)).collect();
                let address = named.address.as_deref().map(shown).unwrap_or_default();
                format!("{} ({}) {address}", named.kind, parameters.join(";"))
            }
        }
    }

    #[test]
    fn variables_are_told_from_texts_for_others() {
        for (text, expected) in [
            ("plain", "plain"),
            ("${self:a.b}", "<self () a.b>"),
            ("x-${self:a}-${opt:b}", "x-<self () a>-<opt () b>"),
            ("${AWS::Region}", "${AWS::Region}"),
            ("${Param}", "${Param}"),
            ("${aws::x} ${}", "${aws::x} ${}"),
            ("${A.${self:b}}", "${A.<self () b>}"),
            ("${env:X, 'a b'}", "<env () X | String(\"a b\")>"),
            (
                "${env:X, self:y , 5}",
                "<env () X | self () y | Number(\"5\")>",
            ),
            ("${file(./a.yml):b.c}", "<file (./a.yml) b.c>"),
            (
                "${file(./${opt:s, 'd'}.yml)}",
                "<file (./<opt () s | String(\"d\")>.yml) >",
            ),
            ("${self:a.${sls:stage}.c}", "<self () a.<sls () stage>.c>"),
            ("${ssm(eu-west-1, raw):/x/y}", "<ssm (eu-west-1;raw) /x/y>"),
            ("${opt:a, \"q\\\"\"}", "<opt () a | String(\"q\\\"\")>"),
            ("\\${self:a}", "${self:a}"),
            ("\\\\${self:a}", "\\<self () a>"),
        ] {
            assert_eq!(
                pieces(text).map(|pieces| shown(&pieces)),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        for text in ["${self:a", "${opt:x, word}", "${file(x", "${opt:x, 'y}"] {
            assert!(pieces(text).is_err(), "{text}");
        }
        assert!(pieces(&"${self:".repeat(100_000)).is_err());
    }
}

//! Lists of settings in one argument: `initial=1s,multiplier=2`.

use super::diagnostics::SETTING;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What is wrong with a JSON text whose members have fixed types, without the names of Rust's types.
pub(super) fn wrong_json(error: &serde_json::Error) -> String {
    const WORDS: [(&str, &str); 8] = [
        ("expected u64", "expected a whole number from 0 on"),
        ("expected f64", "expected a number"),
        ("expected a sequence", "expected a list"),
        ("expected a map", "expected an object"),
        ("expected a string", "expected a text"),
        ("floating point `", "number `"),
        ("integer `", "number `"),
        ("type: sequence", "type: list"),
    ];
    let mut message = error.to_string();
    if let Some(at) = message.find("expected struct ") {
        message.truncate(at);
        message.push_str("expected an object");
    }
    for (theirs, ours) in WORDS {
        message = message.replace(theirs, ours);
    }
    message
}

/// A piece of an argument, and where it stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its first byte in the argument.
    pub(super) start: usize,
}

impl<'a> Piece<'a> {
    /// A whole argument.
    pub(super) const fn whole(text: &'a str) -> Self {
        Self { text, start: 0 }
    }

    /// Its bytes in the argument.
    pub(super) const fn span(self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// The parts between separators; none of an empty piece.
    pub(super) fn split(self, separator: char) -> impl Iterator<Item = Piece<'a>> {
        let mut start = self.start;
        self.text
            .split(separator)
            .map(move |text| {
                let piece = Piece { text, start };
                start += text.len() + separator.len_utf8();
                piece
            })
            .filter(move |_| !self.text.is_empty())
    }

    /// What stands before and behind the first separator.
    pub(super) fn split_once(self, separator: &str) -> Option<(Piece<'a>, Piece<'a>)> {
        let (before, after) = self.text.split_once(separator)?;
        let start = self.start + before.len() + separator.len();
        Some((
            Piece {
                text: before,
                start: self.start,
            },
            Piece { text: after, start },
        ))
    }

    /// Without blanks around it.
    pub(super) fn trimmed(self) -> Piece<'a> {
        let text = self.text.trim_start();
        let start = self.start + self.text.len() - text.len();
        Piece {
            text: text.trim_end(),
            start,
        }
    }

    /// As `name=value`.
    ///
    /// # Errors
    ///
    /// * `delivery/setting`: there is no `=`.
    pub(super) fn setting(self, known: &str) -> Result<(Piece<'a>, Piece<'a>), Diagnostic> {
        self.split_once("=").ok_or_else(|| {
            Diagnostic::error(SETTING, format!("`{}` is not `name=value`", self.text))
                .at(self.span(), "no `=`")
                .help(format!("the settings are {known}"))
        })
    }

    /// The complaint about a name that nobody knows.
    pub(super) fn unknown(self, known: &str) -> Diagnostic {
        Diagnostic::error(SETTING, format!("unknown setting `{}`", self.text))
            .at(self.span(), "not a setting")
            .help(format!("the settings are {known}"))
    }
}

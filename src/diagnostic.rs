//! What we tell the user about their input, as data.
//!
//! Engines return [`Diagnostic`]s; they never print. A diagnostic has a stable
//! [`Code`], a one-clause message, a place, and, where we know it, a remedy.
//! Three short texts beat one long one:
//!
//! | | example |
//! |---|---|
//! | message | ``unknown comparison `prefx` `` |
//! | label | `not a comparison` |
//! | help | ``did you mean `prefix`?`` |
//!
//! Where one edit of the text does what the help says, it is there as data too: a [`Fix`].
//!
//! # Example
//!
//! ```
//! use evb::diagnostic::{Code, Diagnostic};
//! use evb::source::Span;
//!
//! const RATE_SPACE: Code = Code::new("schedule/rate-space");
//! let diagnostic = Diagnostic::error(RATE_SPACE, "a space is missing in the rate expression")
//!     .at(Span::new(6, 7), "no space before the unit")
//!     .help("write `rate(5 minutes)`")
//!     .fix(Span::at(6), " ");
//! assert_eq!(diagnostic.code.as_str(), "schedule/rate-space");
//! let fix = diagnostic.fix.unwrap();
//! assert_eq!(fix.applied("rate(5minutes)").unwrap(), "rate(5 minutes)");
//! ```
//!
//! # What this module does not do
//!
//! It knows no file names and no line numbers: a span lies in the text that the
//! engine was given. The command that gave it knows which [`Source`] that was and
//! pairs the two in a [`Finding`].

use crate::source::{Source, Span};

/// A stable name for one kind of diagnostic: `area/what-is-wrong`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    name: &'static str,
    is_unsettled: bool,
}

impl Code {
    /// Declares a code. Once released, a code is never renamed.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            is_unsettled: false,
        }
    }

    /// Declares the code of something that no text and no recording of AWS settles: what evb answers is a choice, and AWS
    /// may answer otherwise.
    #[must_use]
    pub const fn unsettled(name: &'static str) -> Self {
        Self {
            name,
            is_unsettled: true,
        }
    }

    /// The name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.name
    }

    /// Whether AWS may answer otherwise than what is told under this code.
    #[must_use]
    pub const fn is_unsettled(self) -> bool {
        self.is_unsettled
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing: an answer rests on something that could surprise.
    Note,
    /// Probably a mistake, but the input has a meaning.
    Warning,
    /// The input has no meaning, or AWS refuses it.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place, and what to see there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bytes meant.
    pub span: Span,
    /// A few words; may be empty.
    pub text: String,
}

/// An edit of the text that undoes what is told: what [`Diagnostic::help`] says in words, for tools that apply it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace, in the text in which the labels lie.
    pub span: Span,
    /// What to write in their place.
    pub replacement: String,
}

impl Fix {
    /// The text with the edit made.
    ///
    /// `None` if the span does not lie in the text.
    #[must_use]
    pub fn applied(&self, text: &str) -> Option<String> {
        let (before, behind) = (text.get(..self.span.start)?, text.get(self.span.end..)?);
        Some([before, &self.replacement, behind].concat())
    }
}

/// Something the user should know, without wording for any one output format. As an error it is told by its message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Diagnostic {
    /// The stable name of this kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// One clause: lower-case, no full stop, the user's words in backticks.
    pub message: String,
    /// Where. `None` when it is about the whole input.
    pub primary: Option<Label>,
    /// Other places in the same text that explain it.
    pub related: Vec<Label>,
    /// What to do, if we know.
    pub help: Option<String>,
    /// The same as an edit, where one edit does it.
    pub fix: Option<Box<Fix>>,
    /// Whether it holds of everything of the kind and not of this text only: people need it once, behind what is about
    /// their own.
    pub is_general: bool,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note.
    #[must_use]
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            help: None,
            fix: None,
            is_general: false,
        }
    }

    /// The same, said of everything of the kind.
    #[must_use]
    pub fn general(mut self) -> Self {
        self.is_general = true;
        self
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// The same, with another place that explains it.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// The same, with a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with an edit that undoes it.
    ///
    /// Whoever adds one holds to this: applied to the text in which the labels lie, it gives a text that is read again
    /// without this diagnostic, and fixes that are followed one after the other come to an end.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Box::new(Fix {
            span,
            replacement: replacement.into(),
        }));
        self
    }

    /// The same; its edit is kept only if the text, edited and read `again`, has nothing of this kind at this place.
    #[must_use]
    pub fn tried(mut self, text: &str, again: impl FnOnce(&str) -> Vec<Self>) -> Self {
        let is_kept = self.fix.as_ref().is_none_or(|fix| {
            let Some(edited) = fix.applied(text) else {
                return false;
            };
            // What stands behind the edit moves with its end; what it touches is anywhere in what was written.
            let moved = |at: usize| match at < fix.span.end {
                true => at,
                false => at - fix.span.len() + fix.replacement.len(),
            };
            let written = fix.span.start..=fix.span.start + fix.replacement.len();
            let start = self.primary.as_ref().map(|label| moved(label.span.start));
            !again(&edited).iter().any(|one| {
                let at = one.primary.as_ref().map(|label| label.span.start);
                let is_here = at == start || at.is_some_and(|at| written.contains(&at));
                one.code == self.code && is_here
            })
        });
        if !is_kept {
            self.fix = None;
        }
        self
    }

    /// The same about a text in which the one it was about begins at byte `by`.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        for label in self.primary.iter_mut().chain(&mut self.related) {
            label.span = label.span.shifted(by);
        }
        if let Some(fix) = &mut self.fix {
            fix.span = fix.span.shifted(by);
        }
        self
    }

    /// The same about another text, in which `place` knows where the places of the one it was about are. The edit is
    /// left out: the other text may spell the same otherwise, in quotes, say.
    #[must_use]
    pub fn placed(mut self, place: impl Fn(Span) -> Span) -> Self {
        for label in self.primary.iter_mut().chain(&mut self.related) {
            label.span = place(label.span);
        }
        self.fix = None;
        self
    }

    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A diagnostic and the text it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What to tell.
    pub diagnostic: Diagnostic,
    /// The text in which its spans lie, if it has one.
    pub source: Option<Source>,
}

impl Finding {
    /// About a place in `source`.
    #[must_use]
    pub fn new(diagnostic: Diagnostic, source: &Source) -> Self {
        Self {
            diagnostic,
            source: Some(source.clone()),
        }
    }

    /// The edit that undoes it, if it is the same edit of the file in which its place is drawn: where the text is made
    /// out of a file, that has what is replaced letter by letter, and needs no other spelling of what replaces it.
    #[must_use]
    pub fn fix(&self) -> Option<&Fix> {
        let (source, fix) = (self.source.as_ref()?, self.diagnostic.fix.as_deref()?);
        let place = self.diagnostic.primary.as_ref()?.span;
        let is_here = source.name_at(place.start) == source.name_at(fix.span.start);
        (is_here && source.is_edited_alike(fix.span, &fix.replacement)).then_some(fix)
    }

    /// The same about the text in which its place is drawn, if that is another one: the whole lines on which a piece
    /// stands, the file that a text is made of. Other places that lie in other files are told in the help.
    #[must_use]
    pub fn at_origin(&self) -> Option<Self> {
        let source = self.source.as_ref()?;
        let mut diagnostic = self.diagnostic.clone();
        let primary = diagnostic.primary.as_mut()?;
        let (file, span) = source.origin(primary.span)?;
        primary.span = span;
        diagnostic.fix = self.fix().and_then(|fix| {
            let (_, span) = source.origin(fix.span)?;
            let replacement = fix.replacement.clone();
            Some(Box::new(Fix { span, replacement }))
        });
        let mut elsewhere = Vec::new();
        diagnostic.related.retain_mut(|label| {
            let Some((other, span)) = source.origin(label.span) else {
                return false;
            };
            label.span = span;
            let is_here = other.name() == file.name();
            if !is_here {
                let place = other.position(span.start);
                let (name, line) = (other.name(), place.line);
                elsewhere.push(format!("{}: {name}:{line}:{}", label.text, place.column));
            }
            is_here
        });
        if !elsewhere.is_empty() {
            elsewhere.extend(diagnostic.help.take());
            diagnostic.help = Some(elsewhere.join("\n"));
        }
        Some(Self {
            diagnostic,
            source: Some(file),
        })
    }

    /// About no text: a bad argument, an unreadable file.
    #[must_use]
    pub fn without_source(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostic,
            source: None,
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// AWS's own words, where AWS has some: the name of the exception, and its message.
    pub aws: Option<(String, String)>,
    /// What we found.
    pub findings: Vec<Finding>,
}

/// Everything that is wrong with one text: what a parser returns in place of a value.
///
/// Never empty, and holds at least one error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.summary())]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    fn summary(&self) -> String {
        self.0
            .iter()
            .map(|one| one.message.as_str())
            .collect::<Vec<_>>()
            .join("; ")
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(one: Diagnostic) -> Self {
        Self(vec![one])
    }
}

//! The texts of all files from which one inventory is read.

use std::borrow::Cow;

use crate::source::{Part, Source, Span};

/// What lets a file be read that lies outside.
pub const ALLOW_OUTSIDE: &str = "`--allow-outside` reads it";

/// Why a file that a template names was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileError {
    /// It is not there.
    Missing,
    /// It lies outside the directory that the caller named.
    Outside,
    /// It could not be read, and why.
    Unreadable(String),
}

/// The files that lie beside a template. Paths have `/` between their parts and are relative to the template's directory.
pub trait Files {
    /// The text of a file.
    ///
    /// # Errors
    ///
    /// Why it was not read.
    fn read(&self, path: &str) -> Result<String, FileError>;

    /// The names of the files and directories in a directory, sorted; a directory ends in `/`.
    ///
    /// # Errors
    ///
    /// Why it was not read.
    fn list(&self, directory: &str) -> Result<Vec<String>, FileError>;
}

/// No file lies beside the template: it came as a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<String, FileError> {
        Err(FileError::Missing)
    }

    fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
        Err(FileError::Missing)
    }
}

/// The texts of several files, one behind the other: a span in the whole is a place in one of them, so that what comes
/// from different files can stand in one inventory.
pub struct Texts<'f> {
    files: &'f dyn Files,
    first: &'f str,
    /// Borrowed while there is one: it may be long.
    text: Cow<'f, str>,
    parts: Vec<Part>,
}

impl<'f> Texts<'f> {
    /// The text of the template itself, and the files beside it.
    #[must_use]
    pub fn new(name: &str, text: &'f str, files: &'f dyn Files) -> Self {
        let part = Part {
            name: name.to_owned(),
            span: Span::new(0, text.len()),
        };
        Self {
            files,
            first: text,
            text: Cow::Borrowed(text),
            parts: vec![part],
        }
    }

    /// Puts a text behind the others; its span among them.
    pub fn push(&mut self, name: &str, text: &str) -> Span {
        let whole = self.text.to_mut();
        if !whole.is_empty() {
            whole.push('\n');
        }
        let start = whole.len();
        whole.push_str(text);
        let span = Span::new(start, whole.len());
        let name = name.to_owned();
        self.parts.push(Part { name, span });
        span
    }

    /// Reads a file, once: its span among all texts.
    ///
    /// # Errors
    ///
    /// Why it was not read.
    pub fn read(&mut self, path: &str) -> Result<Span, FileError> {
        if let Some(part) = self.parts.iter().find(|part| part.name == path) {
            return Ok(part.span);
        }
        let text = self.files.read(path)?;
        Ok(self.push(path, &text))
    }

    /// The names in a directory.
    ///
    /// # Errors
    ///
    /// Why it was not read.
    pub fn list(&self, directory: &str) -> Result<Vec<String>, FileError> {
        self.files.list(directory)
    }

    /// The text of the template itself.
    #[must_use]
    pub fn first(&self) -> &'f str {
        self.first
    }

    /// All texts: spans lie in this.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text at a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// The files, in the order of their texts.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The texts as what diagnostics are told about.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::joined(self.text(), self.parts.clone())
    }
}

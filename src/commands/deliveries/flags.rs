//! Flags whose values are texts of their own: what is wrong with them is told of all at once.

use crate::commands::Failure;
use crate::diagnostic::{Diagnostic, Diagnostics, Finding};
use crate::source::{Source, Span};

/// Finds everything that is wrong with the flags, not only the first.
#[derive(Default)]
pub(in crate::commands) struct Flags {
    findings: Vec<Finding>,
}

impl Flags {
    /// Takes the value, or notes what is wrong with it. `text` is what was given for `flag`.
    pub(in crate::commands) fn take<T>(
        &mut self,
        flag: &str,
        text: &str,
        result: Result<T, Diagnostic>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(diagnostic) => {
                // A refusal names the flag and what was given, unless that is a whole file.
                let diagnostic = if diagnostic.primary.is_some() || text.contains('\n') {
                    diagnostic
                } else {
                    diagnostic.at(Span::new(0, text.len()), "")
                };
                self.findings
                    .push(Finding::new(diagnostic, &Source::new(flag, text)));
                None
            }
        }
    }

    /// Takes the value, or notes everything that is wrong with it.
    pub(in crate::commands) fn take_all<T>(
        &mut self,
        source: &Source,
        result: Result<T, Diagnostics>,
    ) -> Option<T> {
        let wrong = match result {
            Ok(value) => return Some(value),
            Err(Diagnostics(wrong)) => wrong,
        };
        let wrong = wrong.into_iter().map(|one| Finding::new(one, source));
        self.findings.extend(wrong);
        None
    }

    /// Notes what is wrong at a place in a file.
    pub(in crate::commands) fn refuse_at(&mut self, diagnostic: Diagnostic, source: &Source) {
        self.findings.push(Finding::new(diagnostic, source));
    }

    /// Notes something that no single flag says.
    pub(in crate::commands) fn refuse(&mut self, diagnostic: Diagnostic) {
        self.findings.push(Finding::without_source(diagnostic));
    }

    /// Takes the value of a flag that may be absent.
    pub(in crate::commands) fn take_some<T>(
        &mut self,
        flag: &str,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, Diagnostic>,
    ) -> Option<T> {
        text.and_then(|text| self.take(flag, text, parse(text)))
    }

    /// Fails if anything was wrong.
    pub(in crate::commands) fn finish(self) -> Result<(), Failure> {
        self.all(Some(()))
    }

    /// What was read, unless anything was wrong.
    pub(in crate::commands) fn all<T>(self, read: Option<T>) -> Result<T, Failure> {
        match read {
            Some(read) if self.findings.is_empty() => Ok(read),
            _ => Err(Failure::all(self.findings)),
        }
    }
}

//! A pattern, checked as the service that is to have it checks it.

use crate::diagnostic::{Diagnostic, Finding};
use crate::json;
use crate::pattern::parse::Wording;
use crate::pattern::{self, Dialect, Pattern};
use crate::quota;
use crate::report::Refusal;
use crate::source::Source;

/// Why a pattern cannot be used.
#[derive(Debug)]
pub(super) struct Refused {
    /// The exception of the service and its message, where these are known.
    aws: Option<(String, String)>,
    /// Every mistake; spans lie in the text of the pattern.
    diagnostics: Vec<Diagnostic>,
}

/// Reads the text of a pattern.
///
/// # Errors
///
/// What the service answers, and every mistake: `json/…`, `pattern/…`.
pub(super) fn check(text: &str, dialect: Dialect) -> Result<Pattern, Refused> {
    let pattern = pattern::parse(text, dialect).map_err(|error| {
        let aws = match error.refusal.wording {
            Wording::Aws => {
                let (exception, message) = error.service_answer();
                Some((exception.to_owned(), message))
            }
            Wording::Own => None,
        };
        Refused {
            aws,
            diagnostics: error.diagnostics,
        }
    })?;
    match too_long(text) {
        Some(diagnostic) => Err(Refused {
            aws: None,
            diagnostics: vec![diagnostic],
        }),
        None => Ok(pattern),
    }
}

/// White space goes when a template is deployed, so only what is left of it counts.
fn too_long(text: &str) -> Option<Diagnostic> {
    if text.len() <= quota::MAXIMUM_EVENT_PATTERN_CHARACTERS {
        return None;
    }
    let (pattern, _) = json::parse_prefix(text).ok()?;
    pattern::check_length(&pattern.to_compact()).filter(Diagnostic::is_error)
}

impl Refused {
    /// With the text in which the mistakes are.
    pub(super) fn with_source(self, source: &Source) -> Refusal {
        let diagnostics = self.diagnostics.into_iter();
        Refusal {
            aws: self.aws,
            findings: diagnostics
                .map(|diagnostic| Finding::new(diagnostic, source))
                .collect(),
        }
    }
}

//! A pattern, checked as the service that is to have it checks it: its language, and how long it may be.

use super::parse::Wording;
use super::{Dialect, OpenPattern, ParseError, Pattern, always, check_length};
use crate::diagnostic::{Diagnostic, Finding, Refusal};
use crate::json::{self, Value};
use crate::quota;
use crate::source::Source;

/// Why a pattern cannot be used.
#[derive(Debug)]
pub struct Refused {
    /// The exception of the service and its message, where these are known.
    pub aws: Option<(String, String)>,
    /// Every mistake; spans lie in the text of the pattern.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the text of a pattern.
///
/// # Errors
///
/// What the service answers, and every mistake: `json/…`, `pattern/…`.
pub fn check(text: &str, dialect: Dialect) -> Result<Pattern, Refused> {
    let pattern = parse(text, dialect)?;
    match too_long(text, dialect) {
        Some(diagnostic) => Err(Refused::by_us(diagnostic)),
        None => Ok(pattern),
    }
}

/// Reads a pattern as the API gets it: all of the text counts for its length, white space too.
///
/// # Errors
///
/// As those of [`check`].
pub fn check_request(text: &str, dialect: Dialect) -> Result<Pattern, Refused> {
    let pattern = parse(text, dialect)?;
    let counts = !matches!(dialect, Dialect::Sns(_));
    let too_long = check_length(text).filter(Diagnostic::is_error);
    match too_long.filter(|_| counts) {
        Some(diagnostic) => Err(Refused::by_us(diagnostic)),
        None => Ok(pattern),
    }
}

/// Reads a pattern that its template leaves open; the spans of `value` lie in `file`.
///
/// # Errors
///
/// What is wrong with it whatever the holes are, and the text in which that lies.
pub fn check_open(value: &Value, file: &Source, dialect: Dialect) -> Result<OpenPattern, Refusal> {
    OpenPattern::new(value.clone(), file.text(), dialect).map_err(|error| {
        let written = OpenPattern::written(value, file.text());
        refused(error, &Source::made(written.text, written.pieces, file))
    })
}

/// What is told of a pattern that AWS refuses; its places lie in `source`.
pub fn refused(error: ParseError, source: &Source) -> Refusal {
    Refused::by(error).with_source(source)
}

/// With what is to be said of lists that let everything through.
fn parse(text: &str, dialect: Dialect) -> Result<Pattern, Refused> {
    let mut pattern = super::parse(text, dialect).map_err(Refused::by)?;
    let notes = always::notes(&pattern);
    pattern.notes.extend(notes);
    Ok(pattern)
}

/// White space goes when a template is deployed, so only what is left of it counts. Filter policies of SNS may be longer, and
/// their size is checked with them.
fn too_long(text: &str, dialect: Dialect) -> Option<Diagnostic> {
    if matches!(dialect, Dialect::Sns(_)) || text.len() <= quota::MAXIMUM_EVENT_PATTERN_CHARACTERS {
        return None;
    }
    let (pattern, _) = json::parse_prefix(text).ok()?;
    let too_long = check_length(&pattern.to_compact()).filter(Diagnostic::is_error)?;
    Some(too_long.shifted(pattern.span.start))
}

impl Refused {
    fn by(error: ParseError) -> Self {
        let aws = match error.refusal.wording {
            Wording::Aws => {
                let (exception, message) = error.service_answer();
                Some((exception.to_owned(), message))
            }
            Wording::Own => None,
        };
        Self {
            aws,
            diagnostics: error.diagnostics,
        }
    }

    /// A refusal of which AWS's words are not known.
    fn by_us(diagnostic: Diagnostic) -> Self {
        Self {
            aws: None,
            diagnostics: vec![diagnostic],
        }
    }

    /// With the text in which the mistakes are.
    pub fn with_source(self, source: &Source) -> Refusal {
        let diagnostics = self.diagnostics.into_iter();
        Refusal {
            aws: self.aws,
            findings: diagnostics
                .map(|diagnostic| Finding::new(diagnostic, source))
                .collect(),
        }
    }
}

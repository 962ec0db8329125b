//! A configuration that AWS does not accept.

use crate::diagnostic::{Code, Diagnostic};

/// The name of the exception that every refusal here comes as.
pub const VALIDATION_EXCEPTION: &str = "ValidationException";

/// AWS refuses with these words, but only their beginning was recorded.
pub const MESSAGE_NOT_RECORDED: Code = Code::new("transform/message-not-recorded");

/// Why AWS does not accept a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.summary())]
#[non_exhaustive]
pub struct Refused {
    /// AWS's own words, where they are known.
    pub message: Option<String>,
    /// What is wrong, each error with its place in the text concerned; never empty.
    pub diagnostics: Vec<Diagnostic>,
}

impl Refused {
    /// One error, with AWS's words.
    #[must_use]
    pub fn aws(message: impl Into<String>, diagnostic: Diagnostic) -> Self {
        Self {
            message: Some(message.into()),
            diagnostics: vec![diagnostic],
        }
    }

    /// One error; AWS's words are not known.
    #[must_use]
    pub fn ours(diagnostic: Diagnostic) -> Self {
        Self {
            message: None,
            diagnostics: vec![diagnostic],
        }
    }

    /// The same, with a note that only `known` of AWS's message was recorded.
    #[must_use]
    pub fn recorded_in_part(mut self, known: &str) -> Self {
        self.diagnostics.push(Diagnostic::note(
            MESSAGE_NOT_RECORDED,
            format!("of AWS's message only `{known}` was recorded; the rest is modelled"),
        ));
        self
    }

    fn summary(&self) -> &str {
        let ours = self.diagnostics.first().map(|one| one.message.as_str());
        self.message.as_deref().or(ours).unwrap_or_default()
    }
}

//! What, beside the answer, makes a run end with exit code 1.

use crate::diagnostic::{Diagnostic, Severity};

/// What may be told beside an answer, in the words of `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Errors: what AWS refuses, and what cannot be answered. These count without being named.
    Error,
    /// What has a meaning, but probably another one than intended.
    Warning,
    /// What no text and no recording of AWS settles: the answer is evb's choice, and AWS may answer otherwise.
    Unsettled,
    /// Everything that is told.
    Info,
}

impl FailOn {
    fn is_met_by(self, diagnostic: &Diagnostic) -> bool {
        match self {
            Self::Error => diagnostic.is_error(),
            Self::Warning => diagnostic.severity >= Severity::Warning,
            Self::Unsettled => diagnostic.code.is_unsettled(),
            Self::Info => true,
        }
    }
}

/// Whether one of these is met.
pub(super) fn is_met<'d>(all: &[FailOn], told: impl IntoIterator<Item = &'d Diagnostic>) -> bool {
    let is_met = |told: &Diagnostic| all.iter().any(|one| one.is_met_by(told));
    !all.is_empty() && told.into_iter().any(is_met)
}

/// Warnings and what is unsettled first, each else in its order: who reads only the beginning must not miss them.
pub(super) fn foremost_first<'d>(
    notes: impl IntoIterator<Item = &'d Diagnostic>,
) -> Vec<&'d Diagnostic> {
    let is_foremost =
        |note: &&Diagnostic| FailOn::Warning.is_met_by(note) || FailOn::Unsettled.is_met_by(note);
    let (mut foremost, others): (Vec<_>, Vec<_>) = notes.into_iter().partition(is_foremost);
    foremost.extend(others);
    foremost
}

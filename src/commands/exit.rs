//! How a command ends.

use std::io;

use crate::diagnostic::Finding;

pub use crate::report::Refusal;

/// How the process ends; the worse is the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// The question was answered: yes, or nothing to report.
    #[default]
    Success,
    /// The question was answered: no, or something to report.
    Negative,
    /// The question could not be answered: bad arguments, unreadable or invalid input.
    Failure,
}

impl Exit {
    /// 0, 1 or 2.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Negative => 1,
            Self::Failure => 2,
        }
    }

    /// `Success` for yes, `Negative` for no.
    #[must_use]
    pub const fn answer(yes: bool) -> Self {
        if yes { Self::Success } else { Self::Negative }
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The input is at fault.
    Refused(Box<Refusal>),
    /// The result could not be written.
    Output(io::Error),
}

impl Failure {
    /// One finding, for which AWS has no words of its own.
    #[must_use]
    pub fn refused(finding: Finding) -> Self {
        Self::all(vec![finding])
    }

    /// Several findings, for which AWS has no words of its own; the first gives code and message.
    #[must_use]
    pub fn all(findings: Vec<Finding>) -> Self {
        Self::Refused(Box::new(Refusal {
            aws: None,
            findings,
        }))
    }

    /// What AWS answers: the name of the exception and its message, with our findings beside it.
    #[must_use]
    pub fn aws(
        exception: impl Into<String>,
        message: impl Into<String>,
        findings: Vec<Finding>,
    ) -> Self {
        Self::Refused(Box::new(Refusal {
            aws: Some((exception.into(), message.into())),
            findings,
        }))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

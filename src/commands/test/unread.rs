//! Suites that could not be read.

use crate::commands::answer::Refusals;
use crate::commands::input::FileInput;
use crate::commands::{Context, Failure};
use crate::report::test::UnreadReport;
use crate::report::{ErrorReport, Format, Refusal};

/// What could not be read: told as it comes, and kept for the end of the output.
pub(super) struct Unread {
    refusals: Refusals,
    /// How many errors there are in suites that could not be read.
    pub(super) errors: u64,
    /// Suite by suite.
    pub(super) reports: Vec<UnreadReport>,
}

impl Unread {
    pub(super) fn new(format: Format) -> Self {
        Self {
            refusals: Refusals::new(format),
            errors: 0,
            reports: Vec::new(),
        }
    }

    /// A suite that cannot be read, or a directory of them.
    pub(super) fn refuse(
        &mut self,
        suite: Option<&FileInput>,
        refusal: &Refusal,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.refusals.unreadable += 1;
        let told = refusal.findings.iter();
        self.errors += told.filter(|one| one.diagnostic.is_error()).count() as u64;
        let name = suite.map(FileInput::name);
        self.reports
            .push(UnreadReport::new(name, &refusal.findings));
        self.tell(refusal, context)
    }

    /// Something that belongs to no suite, and should be a case.
    pub(super) fn stray(
        &mut self,
        refusal: &Refusal,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.errors += refusal.findings.len() as u64;
        self.none(refusal, context)
    }

    /// That there is nothing of what was asked for.
    pub(super) fn none(
        &mut self,
        refusal: &Refusal,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.reports
            .push(UnreadReport::new(None, &refusal.findings));
        self.tell(refusal, context)
    }

    /// Something that a suite needs, and what is wrong in it: its report has that too.
    pub(super) fn tell(
        &mut self,
        refusal: &Refusal,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let told = self.refusals.refuse(refusal, None, None, context);
        told.map(|_| ())
    }

    /// How many suites could not be read.
    pub(super) fn count(&self) -> u64 {
        self.refusals.count()
    }

    /// What could not be read, for the end of a JSON document.
    pub(super) fn error(&mut self) -> Option<ErrorReport> {
        self.refusals.error()
    }
}

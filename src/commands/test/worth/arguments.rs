//! What is asked beside whether the cases pass.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::suite::mutant::diff::ChangedLines;

/// What is no unified diff.
const NO_DIFF: Code = Code::new("suite/no-diff");

/// What is asked beside whether the cases pass.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What the cases are worth")]
pub(crate) struct WorthArguments {
    /// Change patterns, inputs of targets and schedules in small ways, one after the other, and tell which of these mutants no
    /// case notices, with the case that would. Exit code 1 if there are any.
    ///
    /// A mutant that is proved to make no difference does not count, and one of which that is not known is told apart. With `=FILE`, all mutants are also written there, in the form of `mutation-testing-report-schema`.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub(super) mutants: Option<Option<PathBuf>>,
    /// Add the cases that would notice them to the suites, behind the cases that these have: they say what the rules do now.
    #[arg(long, requires = "mutants")]
    pub(super) write_survivors: bool,
    /// Only mutants of lines that a unified diff touches: a file, or `-` for standard input, as in
    /// `git diff main | evb test --mutants --in-diff -`.
    #[arg(long, value_name = "DIFF", requires = "mutants")]
    in_diff: Option<OsString>,
    /// Tell what no case covers: alternatives by which no event matches, fields that never decide alone that one does not,
    /// targets, schedules.
    ///
    /// With `=FILE`, it is also written there as JSON.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub(super) coverage: Option<Option<PathBuf>>,
    /// Exit code 1 if less than so many of a hundred are covered.
    #[arg(long, value_name = "PERCENT", requires = "coverage", value_parser = percent)]
    pub(super) fail_under: Option<f64>,
}

fn percent(text: &str) -> Result<f64, String> {
    let percent: f64 = text.parse().map_err(|_| "it is no number".to_owned())?;
    match (0.0..=100.0).contains(&percent) {
        true => Ok(percent),
        false => Err("it is not between 0 and 100".to_owned()),
    }
}

impl WorthArguments {
    /// Whether more is asked than whether the cases pass.
    pub(crate) const fn is_asked(&self) -> bool {
        self.mutants.is_some() || self.coverage.is_some()
    }

    /// Whether mutants are asked for.
    pub(crate) const fn asks_mutants(&self) -> bool {
        self.mutants.is_some()
    }

    /// The lines to which mutants are restricted, if they are.
    pub(super) fn changed(&self, context: &Context<'_>) -> Result<Option<ChangedLines>, Failure> {
        let Some(argument) = &self.in_diff else {
            return Ok(None);
        };
        let source = Input::new(argument).read("--in-diff", context)?;
        let changed = ChangedLines::read(source.text());
        changed.map(Some).ok_or_else(|| {
            let message = format!("`{}` is no unified diff", source.name());
            let told = Diagnostic::error(NO_DIFF, message)
                .help("`git diff REVISION | evb test --mutants --in-diff -`");
            Failure::refused(Finding::without_source(told))
        })
    }
}

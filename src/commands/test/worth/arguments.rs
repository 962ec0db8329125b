//! What is asked beside whether the cases pass.

use std::ffi::OsString;
use std::path::PathBuf;

use super::change::InDiff;
use crate::commands::{Context, Failure};
use crate::suite::Prepared;

/// What is asked beside whether the cases pass.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What the cases are worth")]
#[command(group = clap::ArgGroup::new("asked").args(["mutants", "coverage"]).multiple(true))]
pub(crate) struct WorthArguments {
    /// Change what the templates declare in small ways, one after the other, and tell which of these mutants no case notices, with
    /// the case that would. Exit code 1 if there are any.
    ///
    /// A mutant that is proved to make no difference does not count, and one of which that is not known is told apart. What no
    /// case can ask has none: ARNs of targets, the input of schedules, retries of pipes, archives, policies; `evb help suites`
    /// has the whole list. With `=FILE`, all mutants are also written there, in the form of `mutation-testing-report-schema`.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub(super) mutants: Option<Option<PathBuf>>,
    /// Add the cases that would notice them to the suites, behind the cases that these have, and none that the others make
    /// needless: they say what the rules do now.
    #[arg(long, requires = "mutants")]
    pub(super) write_survivors: bool,
    /// Only mutants of lines that a unified diff touches: a file, or `-` for standard input, as in
    /// `git diff -U0 main | evb test --mutants --in-diff -`.
    ///
    /// Where lines are gone, all mutants count of the pattern, the target or the schedule out of which they are taken. Paths
    /// begin at the root of the repository, as git writes them, or where evb runs; of others the end counts. Exit code 2 if none
    /// of them is that of a file, or the lines are not there.
    #[arg(long, value_name = "DIFF", requires = "mutants")]
    in_diff: Option<OsString>,
    /// Tell what no case covers: alternatives by which no event matches, fields that never decide alone that one does not,
    /// targets, schedules.
    ///
    /// With `=FILE`, it is also written there as JSON.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub(super) coverage: Option<Option<PathBuf>>,
    /// Exit code 1 if less than so many of a hundred are covered, or mutants killed.
    ///
    /// It is demanded of what is asked, `--coverage` or `--mutants`, and of each with both. Without it, any mutant that
    /// survives makes the exit code 1.
    #[arg(long, value_name = "PERCENT", requires = "asked", value_parser = percent)]
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

    /// The change to which mutants are restricted, if they are.
    pub(super) fn in_diff<'h>(
        &self,
        prepared: &[Prepared],
        context: &mut Context<'h>,
    ) -> Result<Option<InDiff<'h>>, Failure> {
        let argument = self.in_diff.as_deref();
        let read = argument.map(|one| InDiff::read(one, prepared, context));
        read.transpose()
    }
}

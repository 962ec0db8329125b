//! What counts where a template leaves the answer open.

use crate::simulate::route::Assumed;

/// What counts where a template leaves the answer open.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[command(next_help_heading = "Templates")]
pub struct UnknownArguments {
    /// What to take where the answer depends on what a template leaves open: that the event, or the record, matches, or that
    /// it does not. Without it such an answer is open, and exit code 2.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub unknown: Option<Unknown>,
}

/// What is taken for an answer that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Unknown {
    /// It matches.
    Match,
    /// It does not.
    NoMatch,
}

impl From<Unknown> for Assumed {
    fn from(unknown: Unknown) -> Self {
        match unknown {
            Unknown::Match => Self::Match,
            Unknown::NoMatch => Self::NoMatch,
        }
    }
}

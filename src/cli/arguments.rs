//! The command line as a whole: global options and the list of commands.

use std::sync::LazyLock;

use clap::{Parser, ValueEnum};

use crate::commands::{Command, FailOn, Host};
use crate::schedule;

/// Author and test Amazon EventBridge configurations offline.
///
/// A command of the AWS CLI behind `--` stands for a file with what it declares: `evb next-fires -- aws scheduler
/// create-schedule …`. It is read, and never run.
///
/// Exit codes: 0 the answer is yes or there is nothing to report; 1 the answer is no or there is
/// something to report; 2 the question could not be answered.
#[derive(Debug, Parser)]
#[command(name = "evb", version = version(), disable_help_subcommand = true, propagate_version = false)]
pub struct Cli {
    /// When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`.
    #[arg(long, global = true, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN")]
    pub color: ColorWhen,
    /// Tell nothing but errors: the exit code is the answer.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents
    /// nor was seen to do. Several with commas: `warning,unsettled`.
    #[arg(
        long,
        global = true,
        value_enum,
        value_delimiter = ',',
        value_name = "WHAT"
    )]
    pub fail_on: Vec<FailOn>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The release, and the release of the time zone database inside.
fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let tzdata = schedule::release();
        format!("{} (tzdata {tzdata})", env!("CARGO_PKG_VERSION"))
    });
    &VERSION
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// When the output is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorWhen {
    /// Decides for one output.
    ///
    /// `NO_COLOR` (<https://no-color.org>) and `CLICOLOR_FORCE` (<https://bixense.com/clicolors/>) count when
    /// they are set and not empty; `CLICOLOR_FORCE=0` does not force.
    #[must_use]
    pub fn resolve(self, host: &dyn Host, is_terminal: bool) -> bool {
        let set = |name| {
            host.environment(name)
                .is_some_and(|value| !value.is_empty())
        };
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if set("NO_COLOR") => false,
            Self::Auto
                if host
                    .environment("CLICOLOR_FORCE")
                    .is_some_and(|value| !value.is_empty() && value != "0") =>
            {
                true
            }
            Self::Auto => is_terminal,
        }
    }
}

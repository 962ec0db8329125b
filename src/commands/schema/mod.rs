//! `evb schema`: schemas of events, as the schema registry has them.

mod check;
mod diff;
pub(in crate::commands) mod documents;
mod infer;
#[cfg(feature = "schema")]
mod validate;

use super::{Context, Exit, Failure};

/// Schemas of events: infer them, validate events, compare two versions, check patterns.
///
/// Schemas are those of the EventBridge schema registry: OpenAPI 3 and JSON Schema draft 4, as documents or as
/// `aws schemas describe-schema` prints them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Infer(infer::Args),
    #[cfg(feature = "schema")]
    Validate(validate::Args),
    Diff(diff::Args),
    Check(check::Args),
}

/// Runs the command.
///
/// # Errors
///
/// As each command tells.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    match &args.command {
        Command::Infer(args) => infer::run(args, context),
        #[cfg(feature = "schema")]
        Command::Validate(args) => validate::run(args, context),
        Command::Diff(args) => diff::run(args, context),
        Command::Check(args) => check::run(args, context),
    }
}

//! `evb completions`: scripts that teach a shell to complete `evb` command lines.

use clap_complete::Shell;

use super::{Context, Exit, Failure};

/// Print a script that completes `evb` command lines in a shell.
///
/// Load it where your shell looks for completions, for example
/// `evb completions bash > ~/.local/share/bash-completion/completions/evb`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Prints the script.
///
/// # Errors
///
/// When standard output cannot be written.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut (context.command_line)(),
        "evb",
        &mut script,
    );
    context.stdout.exact(&script)?;
    Ok(Exit::Success)
}

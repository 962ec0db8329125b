//! The edge: arguments in, exit code out.
//!
//! [`main()`] connects [`run`] to the real process; tests call [`run`] with a pretend
//! [`Host`] and buffers. Nothing else in the crate touches the process.

mod arguments;
mod host;
mod process;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

pub use arguments::{Cli, ColorWhen};
pub use host::System;

use crate::commands::{Context, Exit, Failure, Host};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render::{self, stream::Stream};
use crate::report::Format;

/// The code of every mistake in the arguments.
pub const USAGE: Code = Code::new("usage");

/// Runs the program in this process.
#[must_use]
pub fn main() -> ExitCode {
    let host = System;
    let stdout = io::stdout();
    let stdout_is_terminal = stdout.is_terminal();
    // A terminal wants each line as it comes; a file or a pipe wants few, large writes.
    let mut stdout = BufWriter::with_capacity(1 << 16, stdout.lock());
    let mut stderr = io::stderr();
    let exit = run(
        std::env::args_os().collect(),
        &host,
        stdout_is_terminal,
        &mut stdout,
        &mut stderr,
    );
    ExitCode::from(exit.code())
}

/// Runs one command line: `arguments` begins with the program's name.
///
/// Results go to `stdout`, complaints to `stderr`. A reader that closed its end of the pipe ends the
/// run quietly with success.
pub fn run(
    arguments: Vec<OsString>,
    host: &dyn Host,
    stdout_is_terminal: bool,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    let format = asked_format(&arguments);
    let parsed = Cli::try_parse_from(&arguments);
    let when = parsed.as_ref().map_or(ColorWhen::Auto, |cli| cli.color);
    let color = when.resolve(host, stdout_is_terminal);
    let color_stderr = when.resolve(host, host.stderr_is_terminal());
    let mut stdout = Stream::new(stdout)
        .with_color(color)
        .on_terminal(stdout_is_terminal);
    let mut stderr = Stream::new(stderr)
        .with_color(color_stderr)
        .on_terminal(host.stderr_is_terminal());
    let mut context = Context {
        host,
        command_line: Cli::command,
        color,
        color_stderr,
        width: host.terminal_width(),
        stdout: &mut stdout,
        stderr: &mut stderr,
    };
    let result = match parsed {
        Ok(cli) => cli.command.run(&mut context),
        Err(error) => usage(&error, &mut context),
    };
    finish(result, format, &mut context)
}

/// Tells a failure and flushes.
fn finish(
    result: Result<Exit, Failure>,
    format: Option<Format>,
    context: &mut Context<'_>,
) -> Exit {
    let told = match result {
        Ok(exit) => context.stdout.flush().map(|()| exit),
        Err(Failure::Output(error)) => Err(error),
        Err(Failure::Refused(refusal)) => {
            let as_json = format.is_some_and(Format::tells_failure_as_json);
            render::failure::tell(
                &refusal,
                as_json,
                context.color_stderr,
                context.stdout,
                context.stderr,
            )
            .and_then(|()| context.stdout.flush())
            .map(|()| Exit::Failure)
        }
    };
    match told {
        Ok(exit) => exit,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Success,
        // Standard output is gone; standard error may still be there, and if not there is nobody to tell.
        Err(error) => {
            let _ = writeln!(context.stderr, "error: cannot write the result: {error}");
            Exit::Failure
        }
    }
}

/// What clap has to say: help and versions are answers, the rest are mistakes.
fn usage(error: &clap::Error, context: &mut Context<'_>) -> Result<Exit, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            if context.color {
                write!(context.stdout, "{}", text.ansi())?;
            } else {
                write!(context.stdout, "{text}")?;
            }
            Ok(Exit::Success)
        }
        _ => {
            let text = error.render().to_string();
            let (message, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
            let lines = message.trim_start_matches("error: ").lines().map(str::trim);
            let message = match error.kind() {
                // What clap has to say then is the help, and its first paragraph what the program is for.
                ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                    "the command is missing".to_owned()
                }
                _ => lines.collect::<Vec<_>>().join(" "),
            };
            let diagnostic = Diagnostic::error(USAGE, message.trim_end());
            let rest = rest.trim().replace("\n\n", "\n");
            Err(Failure::refused(Finding::without_source(
                if rest.is_empty() {
                    diagnostic
                } else {
                    diagnostic.help(rest)
                },
            )))
        }
    }
}

/// The format named on the command line, found without parsing: also a wrong command line must fail in it.
fn asked_format(arguments: &[OsString]) -> Option<Format> {
    let mut arguments = arguments
        .iter()
        .skip(1)
        .map(|argument| argument.to_string_lossy());
    let mut asked = None;
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            break;
        } else if argument == "--format" {
            asked = arguments.next().and_then(|name| Format::from_name(&name));
        } else if let Some(name) = argument.strip_prefix("--format=") {
            asked = Format::from_name(name);
        }
    }
    asked
}

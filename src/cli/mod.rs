//! The edge: arguments in, exit code out.
//!
//! [`main()`] connects [`run`] to the real process; tests call [`run`] with a pretend
//! [`Host`] and buffers. Nothing else in the crate touches the process.

mod arguments;
mod command_line;
mod glob;
mod host;
mod process;
mod scratch;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, FromArgMatches as _};

pub use arguments::{Cli, ColorWhen};
pub use host::System;

use crate::commands::{Context, Exit, Failure, Host, Reads, Templates, Told, help};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render::{self, snippet::Look, stream::Stream};
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
/// Results go to `stdout`, complaints to `stderr`. A reader that closed its end of the pipe ends the run quietly with
/// the answer that is known by then.
pub fn run(
    arguments: Vec<OsString>,
    host: &dyn Host,
    stdout_is_terminal: bool,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    let arguments = command_line::joined(arguments);
    let format = asked_format(&arguments);
    let width = host.terminal_width();
    let parsed = parse(&arguments, width);
    let when = parsed.as_ref().map_or(ColorWhen::Auto, |cli| cli.color);
    let quiet = parsed.as_ref().is_ok_and(|cli| cli.quiet);
    let fail_on = parsed.as_ref().map(|cli| cli.fail_on.clone());
    let color = when.resolve(host, stdout_is_terminal);
    let look_stderr = Look {
        color: when.resolve(host, host.stderr_is_terminal()),
        width: host.stderr_is_terminal().then_some(width),
        only_errors: quiet,
    };
    let mut nowhere = io::sink();
    let mut stdout = Stream::new(if quiet { &mut nowhere } else { stdout })
        .with_color(color)
        .on_terminal(stdout_is_terminal);
    let mut stderr = Stream::new(stderr)
        .with_color(look_stderr.color)
        .on_terminal(host.stderr_is_terminal());
    let reads = Reads::new(host);
    let mut context = Context {
        host: &reads,
        reads: &reads,
        command_line: Cli::command,
        color,
        color_stderr: look_stderr,
        width,
        quiet,
        fail_on: fail_on.unwrap_or_default(),
        templates: Templates::default(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        told: Told::default(),
    };
    let result = match parsed {
        Ok(cli) => cli.command.run(&mut context),
        Err(error) => usage(&error, &arguments, &mut context),
    };
    finish(result, format, &mut context)
}

/// Reads the arguments; help is written for a terminal of that width.
fn parse(arguments: &[OsString], width: usize) -> Result<Cli, clap::Error> {
    let mut command = help::of_width(Cli::command(), width);
    let mut matches = command.try_get_matches_from_mut(arguments).or_else(|_| {
        // A help or a complaint may speak of any command.
        command = help::of_width(Cli::command(), width);
        command.build();
        command.try_get_matches_from_mut(arguments)
    })?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// Tells a failure and flushes.
fn finish(
    result: Result<Exit, Failure>,
    format: Option<Format>,
    context: &mut Context<'_>,
) -> Exit {
    let known = match &result {
        Ok(exit) => context.exit().max(*exit),
        Err(Failure::Refused(_)) => Exit::Failure,
        Err(Failure::Output(_)) => context.exit(),
    };
    match told(result, format, context) {
        Ok(()) => known,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => known,
        // Standard output is gone; standard error may still be there, and if not there is nobody to tell.
        Err(error) => {
            let _ = writeln!(context.stderr, "error: cannot write the result: {error}");
            Exit::Failure
        }
    }
}

fn told(
    result: Result<Exit, Failure>,
    format: Option<Format>,
    context: &mut Context<'_>,
) -> io::Result<()> {
    let refusal = match result {
        Ok(_) => None,
        Err(Failure::Output(error)) => return Err(error),
        Err(Failure::Refused(refusal)) => Some(refusal),
    };
    if let Some(refusal) = &refusal {
        for finding in &refusal.findings {
            context.tell(finding)?;
        }
        render::failure::aws_answer(refusal, context.stderr)?;
    }
    context.tell_left_out()?;
    if let Some(refusal) = refusal
        && format.is_some_and(Format::tells_failure_as_json)
    {
        context.print_failure(*refusal)?;
    }
    context.stdout.flush()
}

/// What clap has to say: help and versions are answers, and help is also what no command at all is told; the rest are
/// mistakes.
fn usage(
    error: &clap::Error,
    arguments: &[OsString],
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let text = error.render();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            say(&text, context.color, context.stdout)?;
            Ok(Exit::Success)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say(&text, context.color_stderr.color, context.stderr)?;
            Ok(Exit::Failure)
        }
        _ => {
            let mut told = mistake(&text.to_string());
            if let Some(flag) = flag_for(error, arguments) {
                let help = told.diagnostic.help.take().unwrap_or_default();
                told.diagnostic.help = Some(format!("{flag}\n{help}").trim_end().to_owned());
            }
            Err(Failure::refused(told))
        }
    }
}

/// Behind which flag an argument belongs that a command without such arguments was given: the one that is called as what it
/// takes, `--records RECORDS`, and is not there.
fn flag_for(error: &clap::Error, arguments: &[OsString]) -> Option<String> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    if given.starts_with('-') {
        return None;
    }
    let words: Vec<_> = arguments
        .iter()
        .skip(1)
        .map(|one| one.to_string_lossy())
        .collect();
    let mut command = Cli::command();
    // What a command takes is put together only when it is asked for.
    command.build();
    for word in &words {
        if let Some(inner) = command.find_subcommand(word.as_ref()) {
            command = inner.clone();
        }
    }
    if command.get_positionals().next().is_some() {
        return None;
    }
    let is_there = |long: &str| {
        let flag = format!("--{long}");
        words
            .iter()
            .any(|word| **word == flag || word.starts_with(&format!("{flag}=")))
    };
    let is_it = |argument: &&clap::Arg| {
        let long = argument.get_long().unwrap_or_default();
        let names = argument.get_value_names().unwrap_or_default();
        let is_called = names.iter().any(|name| name.eq_ignore_ascii_case(long));
        is_called && argument.get_action().takes_values() && !is_there(long)
    };
    let long = command.get_arguments().find(is_it)?.get_long()?;
    Some(format!("write it behind its flag: `--{long} {given}`"))
}

fn say(text: &StyledStr, color: bool, out: &mut dyn Write) -> io::Result<()> {
    if color {
        write!(out, "{}", text.ansi())
    } else {
        write!(out, "{text}")
    }
}

/// A mistake in the arguments, from clap's text: the message, an empty line, and what to do.
fn mistake(text: &str) -> Finding {
    let (message, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let lines = message.trim_start_matches("error: ").lines().map(str::trim);
    let message = lines.collect::<Vec<_>>().join(" ");
    let diagnostic = Diagnostic::error(USAGE, message.trim_end());
    let rest = rest.trim().replace("\n\n", "\n");
    Finding::without_source(if rest.is_empty() {
        diagnostic
    } else {
        diagnostic.help(rest)
    })
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

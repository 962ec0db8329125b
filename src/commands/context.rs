//! What a command sees of the world.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::configuration::Configuration;
use super::host::Host;
use super::reads::Reads;
use super::{Exit, FailOn};
use crate::diagnostic::Finding;
use crate::iac::Settings;
use crate::render::snippet::Look;
use crate::render::stream::Stream;

/// What was told of a run beside its results, and the answer as far as it is known.
#[derive(Debug, Default)]
pub struct Told {
    pub(super) exit: Exit,
    /// How many findings were drawn.
    pub(super) drawn: usize,
    /// How many were not.
    pub(super) left_out: u64,
    /// What is to be told once, and was.
    pub(super) once: BTreeSet<String>,
    /// What holds of everything, to be told at the end.
    pub(super) general: Vec<Finding>,
}

/// What the caller says of templates.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    pub(super) settings: Settings,
    /// Whether files outside of the named directory may be read.
    pub(super) allows_outside: bool,
    /// The directory whose files are read one after the other: what lies in it may name each other.
    pub(super) walked: Option<PathBuf>,
    /// What the project says.
    pub(super) configuration: Arc<Configuration>,
}

impl Templates {
    /// What holds for a file: what the caller says wins over what the project does.
    pub(super) fn settings_of(&self, file: &str) -> Cow<'_, Settings> {
        match self.configuration.parameters_of(file) {
            None => Cow::Borrowed(&self.settings),
            Some(mut parameters) => {
                parameters.extend(self.settings.parameters.clone());
                Cow::Owned(Settings {
                    parameters,
                    ..self.settings.clone()
                })
            }
        }
    }
}

/// What a command gets beside its arguments.
pub struct Context<'a> {
    /// The machine.
    pub host: &'a dyn Host,
    /// What is read of it, for those who ask whether that has changed.
    pub reads: &'a Reads<'a>,
    /// The whole command line that `evb` understands.
    pub command_line: fn() -> clap::Command,
    /// Whether results may be coloured.
    pub color: bool,
    /// How complaints are drawn.
    pub color_stderr: Look,
    /// How many columns a line may have.
    pub width: usize,
    /// Whether only the exit code and errors are wanted. Standard output is closed then.
    pub quiet: bool,
    /// What is told beside the answer and makes the exit code 1.
    pub fail_on: Vec<FailOn>,
    /// What the arguments say of what templates leave open.
    pub templates: Templates,
    /// For results. To be written through [`render`](crate::render).
    pub stdout: &'a mut Stream<'a>,
    /// For diagnostics and progress.
    pub stderr: &'a mut Stream<'a>,
    /// What was told so far beside the results.
    pub told: Told,
}

/// What it takes to read files. It can be shared among threads, as the streams of a context cannot.
#[derive(Clone, Copy)]
pub(super) struct Reading<'c> {
    pub(super) host: &'c dyn Host,
    pub(super) templates: &'c Templates,
    /// Whether nobody is to be told that something is waited for.
    pub(super) quiet: bool,
}

impl Context<'_> {
    /// What it takes to read files.
    pub(super) fn reading(&self) -> Reading<'_> {
        Reading {
            host: self.host,
            templates: &self.templates,
            quiet: self.quiet,
        }
    }

    /// Whether somebody may be looking at standard error and wants to know how far a run has come.
    #[must_use]
    pub fn shows_progress(&self) -> bool {
        !self.quiet && self.host.stderr_is_terminal()
    }
}

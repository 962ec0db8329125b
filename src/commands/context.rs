//! What a command sees of the world.

use std::io::{self, Read};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::render::stream::Stream;

/// The machine: everything that could differ between two runs of the same command line.
///
/// Tests pretend one, with a fixed clock and files in memory.
pub trait Host: Sync {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + Send>>;
    /// Standard input.
    fn stdin(&self) -> Box<dyn Read + Send>;
    /// The files that a glob pattern names, sorted.
    ///
    /// # Errors
    ///
    /// A malformed pattern, or a directory that cannot be read.
    fn files_under(&self, pattern: &str) -> io::Result<Vec<String>>;
    /// The files in a directory and in those below it, sorted; hidden ones are left out.
    ///
    /// # Errors
    ///
    /// The directory cannot be read.
    fn files_below(&self, directory: &str) -> io::Result<Vec<String>>;
    /// Whether a path is a directory.
    fn is_directory(&self, path: &str) -> bool;
    /// The present time. To be asked only where no argument gives one.
    fn now(&self) -> DateTime<Utc>;
    /// An environment variable.
    fn environment(&self, name: &str) -> Option<String>;
    /// Whether somebody may be looking at standard error.
    fn stderr_is_terminal(&self) -> bool;
    /// The width of the terminal, in columns.
    fn terminal_width(&self) -> usize;
    /// How many threads can run at once.
    fn processors(&self) -> usize;
    /// Runs a command line in the system's shell: `input` on its standard input, its standard output caught.
    ///
    /// # Errors
    ///
    /// The process cannot be started or its output not be read. How it ends is no error.
    fn run_process(
        &self,
        command: &str,
        input: &[u8],
        timeout: Duration,
        maximum_output_bytes: usize,
    ) -> io::Result<ProcessEnd>;
}

/// How a process ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcessEnd {
    /// By itself.
    Exited {
        /// Its exit code; `None` if a signal ended it.
        code: Option<i32>,
        /// What it wrote on standard output.
        output: Vec<u8>,
        /// How its standard error begins, trimmed.
        errors: String,
    },
    /// It took too long and was killed.
    TimedOut,
    /// It wrote more than it may and was killed.
    TooMuchOutput,
}

/// What a command gets beside its arguments.
pub struct Context<'a> {
    /// The machine.
    pub host: &'a dyn Host,
    /// The whole command line that `evb` understands.
    pub command_line: fn() -> clap::Command,
    /// Whether results may be coloured.
    pub color: bool,
    /// Whether complaints may be coloured.
    pub color_stderr: bool,
    /// How many columns a line may have.
    pub width: usize,
    /// For results. To be written through [`render`](crate::render).
    pub stdout: &'a mut Stream<'a>,
    /// For diagnostics and progress.
    pub stderr: &'a mut Stream<'a>,
}

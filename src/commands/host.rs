//! The machine that a command runs on.

use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};

/// The machine: everything that could differ between two runs of the same command line.
///
/// Tests pretend one, with a fixed clock and files in memory.
pub trait Host: Sync {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>>;
    /// Standard input.
    fn stdin(&self) -> Box<dyn Read + Send>;
    /// Whether standard input is a terminal: somebody has to type what is read from it.
    fn stdin_is_terminal(&self) -> bool;
    /// Writes a line on standard error at once, for somebody who is waited for: it is no part of what a run tells.
    fn prompt(&self, line: &str);
    /// The files that a glob pattern names, sorted.
    ///
    /// # Errors
    ///
    /// A malformed pattern, or a directory that cannot be read.
    fn files_under(&self, pattern: &str) -> io::Result<Vec<PathBuf>>;
    /// The files in a directory and in those below it, sorted; hidden ones are left out.
    ///
    /// # Errors
    ///
    /// The directory cannot be read.
    fn files_below(&self, directory: &Path) -> io::Result<Vec<PathBuf>>;
    /// The same without those that git ignores, and what is hidden there: what `.gitignore` names there, below, or in a directory
    /// above it counts.
    ///
    /// # Errors
    ///
    /// The directory cannot be read.
    fn files_not_ignored_below(&self, directory: &Path) -> io::Result<Walked> {
        let names = self.names_in(directory)?;
        let hidden = names.iter().filter(|name| name.starts_with('.'));
        Ok(Walked {
            files: self.files_below(directory)?,
            hidden: hidden.map(|name| directory.join(name)).collect(),
        })
    }
    /// The names of what is in a directory; those of directories end in `/`.
    ///
    /// # Errors
    ///
    /// The directory is not there, or cannot be read.
    fn names_in(&self, directory: &Path) -> io::Result<Vec<String>>;
    /// The path without links and without `..`: where a file really lies.
    ///
    /// # Errors
    ///
    /// It is not there.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;
    /// Whether a path is a directory.
    fn is_directory(&self, path: &Path) -> bool;
    /// Whether a path is something that may have no end: a pipe, a device. Only who names one asks it to be read.
    fn is_endless(&self, _path: &Path) -> bool {
        false
    }
    /// When a file was last changed, and how long it is; `None` if it is not there.
    fn stamp(&self, _path: &Path) -> Option<Stamp> {
        None
    }
    /// Lets time pass. `false` if nobody waits any longer.
    fn wait(&self, _how_long: Duration) -> bool {
        false
    }
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
    /// Writes a file whole: what was there before stays until all is written.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// Writes behind what a file holds; it is made if it is not there.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// A file for what does not fit into memory; it has no name, and is gone when it is closed.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn scratch_file(&self) -> io::Result<Box<dyn ScratchFile>>;
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

/// What a walk through directories comes by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The files, sorted.
    pub files: Vec<PathBuf>,
    /// Hidden files and directories, sorted: the latter end in `/`, and nothing is said of what is in them.
    pub hidden: Vec<PathBuf>,
}

/// By what it is seen that a file has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When it was last changed, where that is known.
    pub modified: Option<SystemTime>,
    /// How many bytes it has.
    pub length: u64,
}

/// A file without a name that is gone when it is closed.
pub trait ScratchFile: Read + Write + Seek + Send + Sync {}

impl<F: Read + Write + Seek + Send + Sync> ScratchFile for F {}

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

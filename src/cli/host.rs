//! The real machine behind [`Host`].

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{glob, process, scratch};
use crate::commands::{Host, ProcessEnd, ScratchFile, Stamp, Walked};

/// How many columns there are where nobody says.
const USUAL_WIDTH: usize = 100;

/// A width below this is a mistake of whoever says it.
const NARROWEST_TERMINAL: usize = 20;

/// This process and its machine.
#[derive(Clone, Copy, Debug)]
pub struct System;

impl Host for System {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(path)?))
    }

    fn stdin(&self) -> Box<dyn Read + Send> {
        Box::new(io::stdin())
    }

    fn stdin_is_terminal(&self) -> bool {
        io::stdin().is_terminal()
    }

    fn prompt(&self, line: &str) {
        // Whoever cannot be told may type all the same.
        let _ = writeln!(io::stderr(), "{line}");
    }

    fn files_under(&self, pattern: &str) -> io::Result<Vec<PathBuf>> {
        glob::files(pattern)
    }

    fn files_below(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        glob::files_below(directory)
    }

    fn files_not_ignored_below(&self, directory: &Path) -> io::Result<Walked> {
        glob::files_not_ignored_below(directory)
    }

    fn names_in(&self, directory: &Path) -> io::Result<Vec<String>> {
        glob::names_in(directory)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        glob::here(path).canonicalize()
    }

    fn is_directory(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn is_endless(&self, path: &Path) -> bool {
        path.metadata()
            .is_ok_and(|one| !one.is_file() && !one.is_dir())
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let metadata = path.metadata().ok()?;
        Some(Stamp {
            modified: metadata.modified().ok(),
            length: metadata.len(),
        })
    }

    fn wait(&self, how_long: Duration) -> bool {
        std::thread::sleep(how_long);
        true
    }

    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn environment(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn stderr_is_terminal(&self) -> bool {
        io::stderr().is_terminal()
    }

    fn terminal_width(&self) -> usize {
        let asked = self.environment("COLUMNS");
        let asked = asked.and_then(|columns| columns.parse().ok());
        let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        asked
            .or_else(seen)
            .filter(|&columns| columns >= NARROWEST_TERMINAL)
            .unwrap_or(USUAL_WIDTH)
    }

    fn processors(&self) -> usize {
        std::thread::available_parallelism().map_or(1, usize::from)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        scratch::replace(path, content)
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        file.write_all(content)
    }

    fn scratch_file(&self) -> io::Result<Box<dyn ScratchFile>> {
        Ok(Box::new(scratch::file()?))
    }

    fn run_process(
        &self,
        command: &str,
        input: &[u8],
        timeout: Duration,
        maximum_output_bytes: usize,
    ) -> io::Result<ProcessEnd> {
        process::run(command, input, timeout, maximum_output_bytes)
    }
}

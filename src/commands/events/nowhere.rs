//! A context on a machine that nobody asks, for tests.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::commands::host::{Host, ProcessEnd, ScratchFile};
use crate::commands::reads::Reads;
use crate::commands::{Context, Templates, Told};
use crate::render::snippet::Look;
use crate::render::stream::Stream;

/// A machine that nobody asks.
struct Nothing;

impl Host for Nothing {
    fn open(&self, _: &Path) -> io::Result<Box<dyn Read + Send>> {
        Err(io::Error::other("nothing is here"))
    }
    fn stdin(&self) -> Box<dyn Read + Send> {
        Box::new(io::empty())
    }
    fn stdin_is_terminal(&self) -> bool {
        false
    }
    fn prompt(&self, _: &str) {}
    fn files_under(&self, _: &str) -> io::Result<Vec<PathBuf>> {
        Err(io::Error::other("nothing is here"))
    }
    fn files_below(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Err(io::Error::other("nothing is here"))
    }
    fn names_in(&self, _: &Path) -> io::Result<Vec<String>> {
        Err(io::Error::other("nothing is here"))
    }
    fn real_path(&self, _: &Path) -> io::Result<PathBuf> {
        Err(io::Error::other("nothing is here"))
    }
    fn is_directory(&self, _: &Path) -> bool {
        false
    }
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }
    fn environment(&self, _: &str) -> Option<String> {
        None
    }
    fn stderr_is_terminal(&self) -> bool {
        false
    }
    fn terminal_width(&self) -> usize {
        80
    }
    fn processors(&self) -> usize {
        1
    }
    fn write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::Error::other("nothing is here"))
    }
    fn append(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::Error::other("nothing is here"))
    }
    fn scratch_file(&self) -> io::Result<Box<dyn ScratchFile>> {
        Err(io::Error::other("nothing is here"))
    }
    fn run_process(&self, _: &str, _: &[u8], _: Duration, _: usize) -> io::Result<ProcessEnd> {
        Err(io::Error::other("nothing is here"))
    }
}

/// What `work` does in a context whose output nobody sees.
pub(super) fn in_context<R>(work: impl FnOnce(&mut Context<'_>) -> R) -> R {
    let host = Nothing;
    let reads = Reads::new(&host);
    let (mut out, mut errors) = (io::sink(), io::sink());
    let (mut out, mut errors) = (Stream::new(&mut out), Stream::new(&mut errors));
    let mut context = Context {
        host: &host,
        reads: &reads,
        command_line: || clap::Command::new("evb"),
        color: false,
        color_stderr: Look::default(),
        width: 80,
        quiet: false,
        fail_on: Vec::new(),
        templates: Templates::default(),
        stdout: &mut out,
        stderr: &mut errors,
        told: Told::default(),
    };
    work(&mut context)
}

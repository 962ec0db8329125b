//! The real machine behind [`Host`].

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::process;
use crate::commands::{Host, ProcessEnd};

/// This process and its machine.
#[derive(Clone, Copy, Debug)]
pub struct System;

impl Host for System {
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(path)?))
    }

    fn stdin(&self) -> Box<dyn Read + Send> {
        Box::new(io::stdin())
    }

    fn files_under(&self, pattern: &str) -> io::Result<Vec<String>> {
        let paths = glob::glob(pattern)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        let mut files = Vec::new();
        for path in paths {
            let path = path.map_err(io::Error::from)?;
            if path.is_file() {
                files.push(path.to_string_lossy().into_owned());
            }
        }
        files.sort();
        Ok(files)
    }

    fn files_below(&self, directory: &str) -> io::Result<Vec<String>> {
        let directory = directory.trim_end_matches('/');
        let files = self.files_under(&format!("{}/**/*", glob::Pattern::escape(directory)))?;
        let is_hidden = |file: &String| {
            let inside = file.get(directory.len()..).unwrap_or(file);
            inside.split(['/', '\\']).any(|name| name.starts_with('.'))
        };
        Ok(files.into_iter().filter(|file| !is_hidden(file)).collect())
    }

    fn is_directory(&self, path: &str) -> bool {
        std::path::Path::new(path).is_dir()
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
        self.environment("COLUMNS")
            .and_then(|columns| columns.parse().ok())
            .filter(|&columns| columns >= 40)
            .unwrap_or(100)
    }

    fn processors(&self) -> usize {
        std::thread::available_parallelism().map_or(1, usize::from)
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

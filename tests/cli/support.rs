//! The pretend machine: a fixed clock, files in memory.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use evb::commands::{Exit, Host, ProcessEnd, ScratchFile, Stamp, Walked};

/// A machine that is the same on every machine.
#[derive(Default)]
pub struct Pretend {
    files: BTreeMap<PathBuf, Vec<u8>>,
    stdin: Vec<u8>,
    environment: BTreeMap<String, String>,
    processes: BTreeMap<String, ProcessEnd>,
    stdin_is_terminal: bool,
    terminal_width: Option<usize>,
    prompted: Mutex<String>,
    written: Mutex<BTreeMap<PathBuf, String>>,
    /// What happens to files while somebody waits, step by step.
    later: Vec<(PathBuf, Option<Vec<u8>>)>,
    /// How many of these steps have happened.
    happened: AtomicUsize,
}

/// How a run ended.
pub struct Ended {
    pub exit: Exit,
    pub stdout: String,
    pub stderr: String,
}

impl Pretend {
    pub fn file(mut self, path: impl Into<PathBuf>, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), content.into());
        self
    }

    pub fn stdin(mut self, content: impl Into<Vec<u8>>) -> Self {
        self.stdin = content.into();
        self
    }

    /// Standard input is typed at a terminal.
    pub fn at_a_terminal(mut self) -> Self {
        self.stdin_is_terminal = true;
        self
    }

    /// Standard error is a terminal of so many columns.
    pub fn on_a_terminal(mut self, columns: usize) -> Self {
        self.terminal_width = Some(columns);
        self
    }

    pub fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// A command line that can be run, and how it ends.
    pub fn process(mut self, command: &str, end: ProcessEnd) -> Self {
        self.processes.insert(command.to_owned(), end);
        self
    }

    /// What a file becomes while somebody waits, or that it goes; one such step each time.
    pub fn later(mut self, path: &str, content: Option<&str>) -> Self {
        let content = content.map(|text| text.as_bytes().to_owned());
        self.later.push((path.into(), content));
        self
    }

    /// The files as they are by now, each with the number of the step that changed it.
    fn present(&self) -> BTreeMap<&PathBuf, (usize, &Vec<u8>)> {
        let mut files: BTreeMap<_, _> = self
            .files
            .iter()
            .map(|(path, file)| (path, (0, file)))
            .collect();
        let happened = self.happened.load(Ordering::Relaxed);
        for (number, (path, content)) in (1..).zip(self.later.iter().take(happened)) {
            match content {
                Some(content) => files.insert(path, (number, content)),
                None => files.remove(path),
            };
        }
        files
    }

    /// What a run wrote into a file.
    pub fn written(&self, path: &str) -> Option<String> {
        self.written.lock().unwrap().get(Path::new(path)).cloned()
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.run_os(arguments.iter().map(Into::into))
    }

    /// With arguments that need not be UTF-8. What was said to whoever is waited for stands before the rest.
    pub fn run_os(&self, arguments: impl IntoIterator<Item = OsString>) -> Ended {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let arguments = std::iter::once("evb".into()).chain(arguments).collect();
        let exit = evb::cli::run(arguments, self, false, &mut stdout, &mut stderr);
        Ended {
            exit,
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: std::mem::take(&mut *self.prompted.lock().unwrap())
                + &String::from_utf8(stderr).unwrap(),
        }
    }

    /// The whole of a run as text, for a snapshot.
    pub fn evb(&self, arguments: &[&str]) -> String {
        let Ended {
            exit,
            stdout,
            stderr,
        } = self.run(arguments);
        let mut text = format!("exit: {exit:?}\n");
        for (name, stream) in [("stdout", stdout), ("stderr", stderr)] {
            if !stream.is_empty() {
                text.push_str(&format!("--- {name}\n{stream}"));
            }
        }
        text
    }
}

/// A path without `x/..`: there are no links here.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

impl Host for Pretend {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        let content = self
            .present()
            .get(&plain(path))
            .map(|(_, content)| content.to_vec())
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))?;
        Ok(Box::new(Cursor::new(content)))
    }

    fn stdin(&self) -> Box<dyn Read + Send> {
        Box::new(Cursor::new(self.stdin.clone()))
    }

    fn stdin_is_terminal(&self) -> bool {
        self.stdin_is_terminal
    }

    fn prompt(&self, line: &str) {
        *self.prompted.lock().unwrap() += &format!("{line}\n");
    }

    fn files_under(&self, pattern: &str) -> io::Result<Vec<PathBuf>> {
        let (before, after) = pattern.split_once('*').unwrap_or((pattern, ""));
        let names = self.present().into_keys().filter(|name| {
            let name = name.to_string_lossy();
            name.starts_with(before) && name.ends_with(after)
        });
        Ok(names.cloned().collect())
    }

    fn files_below(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let is_below = |name: &PathBuf| {
            let below = name.strip_prefix(directory);
            below.is_ok_and(|below| {
                let mut parts = below.components();
                !parts.any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
            })
        };
        Ok(self
            .present()
            .into_keys()
            .filter(|name| is_below(name))
            .cloned()
            .collect())
    }

    fn files_not_ignored_below(&self, directory: &Path) -> io::Result<Walked> {
        let mut hidden = std::collections::BTreeSet::new();
        for file in self.present().into_keys() {
            let Ok(below) = file.strip_prefix(directory) else {
                continue;
            };
            let mut path = directory.to_owned();
            let mut parts = below.components();
            while let Some(part) = parts.next() {
                path.push(part);
                if part.as_os_str().to_string_lossy().starts_with('.') {
                    let is_directory = parts.next().is_some();
                    let end = if is_directory { "/" } else { "" };
                    hidden.insert(PathBuf::from(format!("{}{end}", path.display())));
                    break;
                }
            }
        }
        Ok(Walked {
            files: self.files_below(directory)?,
            hidden: hidden.into_iter().collect(),
        })
    }

    fn names_in(&self, directory: &Path) -> io::Result<Vec<String>> {
        let directory = plain(directory);
        let mut names = std::collections::BTreeSet::new();
        for file in self.present().into_keys() {
            let Ok(inside) = file.strip_prefix(&directory) else {
                continue;
            };
            let mut parts = inside.components();
            let first = parts.next().map(|part| part.as_os_str().to_string_lossy());
            let end = if parts.next().is_some() { "/" } else { "" };
            names.extend(first.map(|first| format!("{first}{end}")));
        }
        Ok(names.into_iter().collect())
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(plain(path))
    }

    fn is_directory(&self, path: &Path) -> bool {
        let mut names = self.present().into_keys();
        let is_named = !path.as_os_str().is_empty();
        is_named && names.any(|name| name != path && name.starts_with(path))
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let present = self.present();
        let (number, content) = present.get(&plain(path))?;
        Some(Stamp {
            modified: Some(std::time::UNIX_EPOCH + Duration::from_secs(*number as u64)),
            length: content.len() as u64,
        })
    }

    fn wait(&self, _how_long: Duration) -> bool {
        self.happened.fetch_add(1, Ordering::Relaxed) < self.later.len()
    }

    fn now(&self) -> DateTime<Utc> {
        "2026-11-20T10:00:00Z".parse().unwrap()
    }

    fn environment(&self, name: &str) -> Option<String> {
        self.environment.get(name).cloned()
    }

    fn stderr_is_terminal(&self) -> bool {
        self.terminal_width.is_some()
    }

    fn terminal_width(&self) -> usize {
        self.terminal_width.unwrap_or(100)
    }

    fn processors(&self) -> usize {
        2
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let text = String::from_utf8(content.to_owned()).unwrap();
        self.written.lock().unwrap().insert(plain(path), text);
        Ok(())
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let text = String::from_utf8(content.to_owned()).unwrap();
        let mut written = self.written.lock().unwrap();
        written.entry(plain(path)).or_default().push_str(&text);
        Ok(())
    }

    fn scratch_file(&self) -> io::Result<Box<dyn ScratchFile>> {
        Ok(Box::new(Cursor::new(Vec::new())))
    }

    fn run_process(
        &self,
        command: &str,
        _input: &[u8],
        _timeout: Duration,
        _maximum_output_bytes: usize,
    ) -> io::Result<ProcessEnd> {
        self.processes
            .get(command)
            .cloned()
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such program"))
    }
}

//! How long whole commands take.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A directory for the files of one benchmark, which goes when it ends.
pub struct Directory(PathBuf);

impl Directory {
    pub fn new() -> Self {
        let directory = std::env::temp_dir().join(format!("evb-bench-{}", std::process::id()));
        fs::create_dir_all(&directory).expect("a temporary directory can be made");
        Self(directory)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A new file.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.join(name);
        fs::write(&file, bytes).expect("a temporary file can be written");
        file
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The program, its output thrown away.
pub fn evb(arguments: &[&str], file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evb"));
    let command_of = command.args(arguments).arg(file);
    command_of.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Patterns as lines that `evb route --rules` takes.
pub fn rules(patterns: &[String]) -> String {
    let rules = patterns.iter().enumerate();
    let lines =
        rules.map(|(at, pattern)| format!("{{\"name\":\"rule-{at}\",\"pattern\":{pattern}}}\n"));
    lines.collect()
}

/// How long a command takes, which ends with one of the exit codes 0 and 1.
pub fn process(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("the program can be run");
    let took = start.elapsed();
    assert!(
        matches!(status.code(), Some(0 | 1)),
        "{command:?}: {status}"
    );
    took
}

/// How long it takes to copy a file to nowhere, as `cat` does.
pub fn copy(file: &Path) -> Duration {
    let start = Instant::now();
    let mut from = File::open(file).expect("the file is there");
    let mut buffer = vec![0; 128 << 10];
    let mut copied = 0;
    while let Ok(count @ 1..) = std::io::Read::read(&mut from, &mut buffer) {
        copied += count;
    }
    assert!(copied > 0);
    start.elapsed()
}

/// The medians of several contenders that take turns.
pub fn medians<const N: usize>(
    rounds: usize,
    mut contenders: [&mut dyn FnMut() -> Duration; N],
) -> [Duration; N] {
    let mut taken: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..rounds {
        for (contender, taken) in contenders.iter_mut().zip(&mut taken) {
            taken.push(contender());
        }
    }
    taken.map(|mut one| {
        one.sort();
        one[one.len() / 2]
    })
}

/// How many times as long the one takes as the other.
pub fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

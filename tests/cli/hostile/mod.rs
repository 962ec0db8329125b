//! What nobody should have to expect of an input, and what must hold all the same: no panic, an answer in bounded time,
//! JSON that is JSON, and nothing on either stream that a terminal would obey.
//!
//! [`scenarios`] are command lines with their files that are fine; [`mutate`] changes them in small ways, most of which
//! leave them fine. [`everywhere`] puts what is hostile at each place of them, one after the other; [`mutated`] changes
//! them at random, as often as it is asked to.

mod everywhere;
mod mutate;
mod mutated;
mod nodes;
mod scenarios;
mod templates;

use std::ffi::OsString;

use evb::commands::Exit;
use evb::render::printable::is_hidden;

use crate::support::Pretend;

/// Random numbers that are the same everywhere: SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub fn word<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

/// A command line and what it reads.
#[derive(Clone, Debug, Default)]
pub struct Scenario {
    pub arguments: Vec<String>,
    pub files: Vec<(String, String)>,
    pub stdin: String,
}

/// How a run ended, and what it wrote.
pub struct Outcome {
    pub exit: Exit,
    pub stdout: String,
    pub stderr: String,
}

impl Scenario {
    pub fn new(arguments: &[&str]) -> Self {
        Self {
            arguments: arguments.iter().map(|one| (*one).to_owned()).collect(),
            ..Self::default()
        }
    }

    pub fn file(mut self, name: &str, text: impl Into<String>) -> Self {
        self.files.push((name.to_owned(), text.into()));
        self
    }

    pub fn stdin(mut self, text: impl Into<String>) -> Self {
        self.stdin = text.into();
        self
    }

    pub fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments
            .extend(arguments.iter().map(|one| (*one).to_owned()));
        self
    }

    /// Runs it as on a machine where standard output is a terminal or not.
    pub fn run(&self, is_terminal: bool) -> Outcome {
        let mut host = Pretend::default().stdin(self.stdin.clone());
        for (name, text) in &self.files {
            host = host.file(name, text.clone());
        }
        let arguments = std::iter::once("evb").chain(self.arguments.iter().map(String::as_str));
        let arguments: Vec<OsString> = arguments.map(OsString::from).collect();
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let exit = evb::cli::run(arguments, &host, is_terminal, &mut stdout, &mut stderr);
        Outcome {
            exit,
            stdout: String::from_utf8(stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(stderr).expect("standard error is UTF-8"),
        }
    }

    /// The value of a flag; behind `--` there is none.
    fn value(&self, flag: &str) -> Option<&str> {
        let mut flags = self.arguments.iter().take_while(|one| *one != "--");
        flags.find(|one| *one == flag)?;
        flags.next().map(String::as_str)
    }
}

/// What stands at the head of a line that the input made.
pub const FORGED: &str = "FORGED";

/// What is wrong with what a run wrote, if anything is.
pub fn fault(scenario: &Scenario, is_terminal: bool, outcome: &Outcome) -> Option<String> {
    let format = scenario.value("--format").unwrap_or("human");
    let is_exact = scenario.arguments[0] == "transform" && format == "human" && !is_terminal;
    let streams = [
        ("standard output", &outcome.stdout, !is_exact),
        ("standard error", &outcome.stderr, true),
    ];
    for (name, text, is_told) in streams {
        if is_told && let Some(hidden) = raw(text) {
            return Some(format!("{hidden:?} on {name}"));
        }
        if is_told && text.lines().any(|line| line.starts_with(FORGED)) {
            return Some(format!("a line of the input on {name}"));
        }
    }
    match format {
        "json" if !outcome.stdout.is_empty() => no_json(&outcome.stdout),
        "jsonl" => outcome.stdout.lines().find_map(no_json),
        _ => None,
    }
}

/// The first character that a terminal would obey, or that nobody sees.
fn raw(text: &str) -> Option<char> {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .find(|character| *character != '\n' && is_hidden(*character))
}

fn no_json(text: &str) -> Option<String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    // Values nest up to a thousand levels, more than serde_json reads into its own.
    let read = serde::de::IgnoredAny::deserialize_and_end(&mut reader);
    read.err().map(|error| format!("no JSON: {error}: {text}"))
}

/// Reads one value that is all there is.
trait ReadAll: Sized {
    fn deserialize_and_end(
        reader: &mut serde_json::Deserializer<serde_json::de::StrRead<'_>>,
    ) -> Result<(), serde_json::Error>;
}

impl ReadAll for serde::de::IgnoredAny {
    fn deserialize_and_end(
        reader: &mut serde_json::Deserializer<serde_json::de::StrRead<'_>>,
    ) -> Result<(), serde_json::Error> {
        let _: Self = serde::Deserialize::deserialize(&mut *reader)?;
        reader.end()
    }
}

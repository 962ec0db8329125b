//! Every command block of the README is run, and prints what the README shows.
//!
//! A `console` block holds lines that begin with `$ `, each followed by what the command prints (both streams,
//! standard output first). An `sh` block holds commands only; they must succeed. `cargo run --release --` and `evb` stand
//! for the program under test; `cargo test` and what installs or downloads are checked in CI.

use std::path::Path;
use std::process::Command;

/// Commands that a test of this package cannot run: they build, install or test it.
const NOT_RUN: &[&str] = &[
    "cargo test",
    "cargo install",
    "cargo run --no-default-features",
    "git clone",
    "cd evb",
    ".ci/",
];

#[test]
fn every_command_block_of_the_readme_runs_and_prints_what_it_shows() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut wrong = Vec::new();
    let mut run = 0;
    for block in blocks(&readme) {
        for (command, shown) in block.commands() {
            if NOT_RUN.iter().any(|prefix| command.starts_with(prefix)) {
                continue;
            }
            run += 1;
            let (succeeded, printed) = execute(&command);
            match shown {
                Some(shown) if shown.trim_end() != printed.trim_end() => {
                    wrong.push(format!(
                        "$ {command}\n--- shown\n{shown}\n--- printed\n{printed}"
                    ));
                }
                None if !succeeded => wrong.push(format!("$ {command} fails:\n{printed}")),
                _ => {}
            }
        }
    }
    assert!(run > 5, "only {run} commands were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_two_commands_for_a_fresh_machine_stand_in_the_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    for command in ["cargo run --release -- test-pattern", "cargo test"] {
        assert!(readme.contains(command), "{command}");
    }
}

/// A fenced block: its language and its lines.
struct Block {
    language: String,
    lines: Vec<String>,
}

impl Block {
    /// The commands, each with what it is shown to print; `None` where nothing is shown.
    fn commands(&self) -> Vec<(String, Option<String>)> {
        let mut commands: Vec<(String, Option<String>)> = Vec::new();
        let mut continues = false;
        for line in &self.lines {
            let command = match (self.language.as_str(), line.strip_prefix("$ ")) {
                ("console", Some(command)) => Some(command),
                ("sh", _) => Some(line.as_str()).filter(|line| !line.trim().is_empty()),
                _ => None,
            };
            if continues {
                let (last, _) = commands.last_mut().unwrap();
                last.push_str(line);
            } else if let Some(command) = command {
                let shown = (self.language == "console").then(String::new);
                commands.push((command.to_owned(), shown));
            } else if let Some((_, Some(shown))) = commands.last_mut() {
                shown.push_str(line);
                shown.push('\n');
            }
            continues = (continues || command.is_some()) && line.ends_with('\\');
            if continues {
                commands.last_mut().unwrap().0.pop();
            }
        }
        commands
    }
}

/// The `console` and `sh` blocks of a Markdown text.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(language), None) => {
                open = Some(Block {
                    language: language.to_owned(),
                    lines: Vec::new(),
                });
            }
            (None, Some(block)) => block.lines.push(line.to_owned()),
            (None, None) => {}
        }
    }
    blocks.retain(|block| matches!(block.language.as_str(), "console" | "sh"));
    blocks
}

/// Runs a command line in the root of the package: whether it succeeded, and what it printed.
fn execute(command: &str) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_evb"));
    let command = command.replace("cargo run --release --", "evb");
    let output = Command::new("sh")
        .args(["-c", &command])
        .current_dir(root())
        .env("PATH", path_with(program.parent().unwrap()))
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(printed).unwrap())
}

fn path_with(directory: &Path) -> std::ffi::OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let directories = std::iter::once(directory.to_owned()).chain(std::env::split_paths(&path));
    std::env::join_paths(directories).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

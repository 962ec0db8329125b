//! `fixtures/patterns/*.jsonl`: which patterns AWS accepts, what it answers to the others, and which events match.
//!
//! The whole corpus, from which the rows are chosen, runs with
//! `EVB_CORPUS=<directory or file> cargo test --release --test conformance -- corpus`:
//! every `pattern*.jsonl` and `pattern*.jsonl.gz` in it, each disagreement listed.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use evb::json;
use evb::pattern::service::ENGINE_DEFECT;
use evb::pattern::{Dialect, ParseError, Pattern, evaluate, evaluate_as_service, parse};
use flate2::read::GzDecoder;
use libtest_mimic::{Failed, Trial};
use serde::Deserialize;

/// A pattern, an event, and what AWS says of them.
#[derive(Deserialize)]
pub struct Row {
    pub id: String,
    /// The text of the pattern.
    pub pattern: String,
    /// The text of the event.
    pub event: String,
    /// Whether the pattern is accepted.
    valid: bool,
    /// Whether the event matches; absent where one of the two is refused.
    #[serde(rename = "match")]
    matches: Option<bool>,
    /// Why the pattern is refused.
    error: Option<String>,
    /// How many places the answer names, and the last of them where it is known.
    locations: Option<usize>,
    line: Option<usize>,
    column: Option<usize>,
    /// The wildcard complexity, where there is a wildcard.
    complexity: Option<u32>,
    /// What is wrong with the event.
    event_error: Option<String>,
}

/// Rows of the corpus in which we disagree, and why. They are run, and must go on disagreeing in just this way.
const DISPUTED: &[(&str, Dispute)] = &[
    ("s1-8939", Dispute::NotScored),
    ("s1-15424", Dispute::NotScored),
    ("s1-16622", Dispute::NotScored),
    ("s1-16852", Dispute::NotScored),
    ("s1-17110", Dispute::NotScored),
    ("s1-19456", Dispute::NotScored),
];

#[derive(Clone, Copy, PartialEq)]
enum Dispute {
    /// The row says "accepted", we say "too complex". The rows in which the operator is written `wildcard` have a
    /// `complexity`, all of them, and are refused above 10. In these the name is written with an escape
    /// (`wil\u0064card`), which is the same name, and no such row of the corpus has a `complexity`: it was computed
    /// only where the text held the letters.
    NotScored,
}

fn dispute(row: &Row) -> Option<Dispute> {
    let found = DISPUTED.iter().find(|(id, _)| *id == row.id);
    found.map(|(_, dispute)| *dispute)
}

pub fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = fixture_files()
        .into_iter()
        .flat_map(|file| {
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            rows(&file).into_iter().map(move |row| {
                Trial::test(format!("patterns/{stem}/{}", row.id), move || {
                    check(&row).map_err(|(_, difference)| Failed::from(difference))
                })
            })
        })
        .collect();
    if let Some(corpus) = std::env::var_os("EVB_CORPUS") {
        trials.push(Trial::test("corpus/patterns", move || {
            whole_corpus(Path::new(&corpus))
        }));
    }
    trials
}

/// Runs every row and lists those that disagree.
fn whole_corpus(path: &Path) -> Result<(), Failed> {
    let files = match path.is_dir() {
        true => files(path),
        false => vec![path.to_owned()],
    };
    let mut count = 0;
    let mut disputed = Vec::new();
    let mut disagreements: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in files {
        for row in rows(&file) {
            count += 1;
            if DISPUTED.iter().any(|(id, _)| *id == row.id) {
                disputed.push(row.id.clone());
            }
            if let Err((kind, difference)) = check(&row) {
                disagreements
                    .entry(kind)
                    .or_default()
                    .push(format!("{}: {difference}", row.id));
            }
        }
    }
    if count == 0 {
        return Err(format!(
            "no pattern*.jsonl or pattern*.jsonl.gz in {}",
            path.display()
        )
        .into());
    }
    if disagreements.is_empty() {
        println!(
            "corpus/patterns: {} of {count} rows agree; disputed: {}",
            count - disputed.len(),
            disputed.join(" ")
        );
        return Ok(());
    }
    let mut report = String::new();
    for (kind, rows) in &disagreements {
        report.push_str(&format!(
            "\n{kind}: {} rows\n{}\n",
            rows.len(),
            rows.join("\n")
        ));
    }
    Err(format!("of {count} rows these disagree:\n{report}").into())
}

/// What disagrees, and how.
type Difference = (&'static str, String);

fn check(row: &Row) -> Result<(), Difference> {
    let parsed = parse(&row.pattern, Dialect::Bus);
    match (dispute(row), &parsed) {
        (None, _) => {}
        (Some(Dispute::NotScored), Err(error)) if row.valid && row.complexity.is_none() => {
            return same(
                "error",
                true,
                error.aws_message().contains("Rule is too complex"),
            );
        }
        (Some(_), _) => return differ("dispute", "the disagreement described", "another"),
    }
    match (parsed, row.valid) {
        (Ok(pattern), true) => check_match(row, &pattern),
        (Err(error), false) => check_refusal(row, &error),
        (Ok(_), false) => differ("valid", "refused", "accepted"),
        (Err(error), true) => differ("valid", "accepted", error.aws_message()),
    }
}

fn check_match(row: &Row, pattern: &Pattern) -> Result<(), Difference> {
    if let Some(complexity) = row.complexity {
        same("complexity", complexity, pattern.complexity)?;
    }
    let event = match (json::parse_prefix(&row.event), &row.event_error) {
        (Ok((event, _)), None) => event,
        (Ok((event, _)), Some(_)) if event.as_object().is_none() => return Ok(()),
        (Err(_), Some(_)) => return Ok(()),
        (Ok(_), Some(error)) => return differ("event", error, "accepted"),
        (Err(error), None) => {
            return differ("event", "accepted", error.jackson_message(&row.event));
        }
    };
    let Some(expected) = row.matches else {
        return Ok(());
    };
    let verdict = evaluate_as_service(pattern, &event);
    same("match", expected, verdict.matched)?;
    let has_note = verdict.notes.iter().any(|note| note.code == ENGINE_DEFECT);
    if expected != evaluate(pattern, &event) && !has_note {
        return differ("note", "one on a defect of the engine", "none");
    }
    Ok(())
}

fn check_refusal(row: &Row, error: &ParseError) -> Result<(), Difference> {
    let refusal = &error.refusal;
    if let Some(expected) = &row.error {
        same("error", expected, &refusal.reason)?;
    }
    if let Some(expected) = row.locations {
        same("locations", expected, refusal.positions.len())?;
        same(
            "lines of the message",
            expected,
            error.aws_message().matches("\n at [Source: ").count(),
        )?;
    }
    let last = refusal.positions.last();
    if let (Some(line), Some(column)) = (row.line, row.column) {
        same("position", Some(&(line, column)), last)?;
    }
    let too_complex = refusal.reason.contains("too complex");
    if let Some(complexity) = row.complexity.filter(|_| too_complex) {
        let messages = error.diagnostics.iter().map(|one| one.message.as_str());
        let expected = format!("they score {complexity}, more than 10");
        let says_so = messages.clone().any(|message| message.ends_with(&expected));
        if !says_so {
            let got = messages.collect::<Vec<_>>().join("; ");
            return differ("complexity of a refused pattern", expected, got);
        }
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(
    kind: &'static str,
    expected: T,
    got: T,
) -> Result<(), Difference> {
    match expected == got {
        true => Ok(()),
        false => differ(kind, format!("{expected:?}"), format!("{got:?}")),
    }
}

fn differ(
    kind: &'static str,
    expected: impl std::fmt::Display,
    got: impl std::fmt::Display,
) -> Result<(), Difference> {
    Err((kind, format!("expected {expected}, got {got}")))
}

/// The files of the fixtures, sorted.
pub fn fixture_files() -> Vec<PathBuf> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/patterns"))
}

/// The files with rows about patterns, sorted.
pub fn files(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let is_fixture = directory.ends_with("fixtures/patterns");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            (is_fixture || name.starts_with("pattern"))
                && (name.ends_with(".jsonl") || name.ends_with(".jsonl.gz"))
        })
        .collect();
    files.sort();
    files
}

pub fn rows(file: &Path) -> Vec<Row> {
    let bytes = fs::read(file).unwrap();
    let mut text = String::new();
    match file.extension().is_some_and(|extension| extension == "gz") {
        true => {
            GzDecoder::new(bytes.as_slice())
                .read_to_string(&mut text)
                .unwrap();
        }
        false => text = String::from_utf8(bytes).unwrap(),
    }
    text.lines()
        .map(|line| {
            serde_json::from_str(line)
                .unwrap_or_else(|error| panic!("{}: {error}: {line}", file.display()))
        })
        .collect()
}

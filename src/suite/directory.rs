//! A directory of cases: events that match a rule, and events that do not.
//!
//! `events/Billing/match/shipped.json` is an event that the rule `Billing` has to match, `events/Billing/no-match/small.json`
//! one that it must not. Such a directory is read as the suite that it stands for.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::json::write_quoted;
use crate::source::{Part, Piece, Source, Span};
use crate::suggest;

use super::codes::STRAY;

/// The directory in which the events of rules lie.
const EVENTS: &str = "events/";
/// The directories of events that match, and of those that do not, with what is expected of these.
const SIDES: [(&str, &str); 2] = [("match", "includes"), ("no-match", "excludes")];
/// The ends of the names of files that hold events.
const ENDS: [&str; 2] = [".json", ".jsonl"];

/// The cases that the files of a directory are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory<'p> {
    /// Each by its path.
    cases: BTreeMap<&'p str, InDirectory<'p>>,
    /// What lies where cases lie, and is none.
    strays: Vec<Stray<'p>>,
}

/// A file that is a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct InDirectory<'p> {
    /// The rule that it is about: everything between `events` and the side, so that it may hold slashes.
    rule: &'p str,
    /// The number of the side in [`SIDES`].
    side: usize,
}

/// Something that lies where cases lie, and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray<'p> {
    /// The files, paths seen from the directory: all that lie in a directory of which no case can be.
    pub files: Vec<&'p str>,
    /// What is to be told; places lie in the first path.
    pub told: Diagnostic,
}

impl<'p> Directory<'p> {
    /// What files are: paths seen from the directory, with `/` between their parts.
    #[must_use]
    pub fn of(paths: &'p [String]) -> Self {
        let paths = paths.iter().map(String::as_str);
        let paths: Vec<&str> = paths.filter(|path| path.starts_with(EVENTS)).collect();
        let cases = paths.iter().filter_map(|path| Some((*path, case(path)?)));
        let cases: BTreeMap<&str, InDirectory<'_>> = cases.collect();
        let strays = strays(&paths, &cases);
        Self { cases, strays }
    }

    /// Whether none of the files is a case.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// What lies where cases lie, and is none.
    #[must_use]
    pub fn strays(&self) -> &[Stray<'p>] {
        &self.strays
    }

    /// The suite that the files stand for, called `name`, of a template. Each of its places is one in the path of a file:
    /// `file` says what to call that.
    #[must_use]
    pub fn suite(&self, name: &str, template: &str, file: &dyn Fn(&str) -> String) -> Source {
        let mut made = Made::new(name);
        made.push(&format!("template: {}\ncases:\n", quoted(template)), None);
        for (path, case) in &self.cases {
            let start = made.add(path, file(path));
            let whole = Span::new(start, start + path.len());
            let rule = Span::new(0, case.rule.len()).shifted(start + EVENTS.len());
            let (side, expectation) = SIDES.get(case.side).copied().unwrap_or_default();
            let side = Span::new(rule.end + 1, rule.end + 1 + side.len());
            let path = quoted(path);
            made.push("  - {name: ", Some(whole));
            made.push(&format!("{path}, events: {{file: {path}}}, "), Some(whole));
            made.push(expectation, Some(side));
            made.push(": [", Some(side));
            made.push(&quoted(case.rule), Some(rule));
            made.push("]}\n", Some(rule));
        }
        made.source()
    }
}

/// A suite that is made of paths.
struct Made {
    text: String,
    pieces: Vec<Piece>,
    /// The paths, one behind the other.
    paths: String,
    parts: Vec<Part>,
}

impl Made {
    fn new(name: &str) -> Self {
        let suite = Part {
            name: name.to_owned(),
            span: Span::at(0),
        };
        Self {
            text: String::new(),
            pieces: Vec::new(),
            paths: String::new(),
            parts: vec![suite],
        }
    }

    /// Another path, of the file called `name`: where it begins.
    fn add(&mut self, path: &str, name: String) -> usize {
        let start = self.paths.len();
        self.paths.push_str(path);
        let span = Span::new(start, self.paths.len());
        self.parts.push(Part { name, span });
        start
    }

    /// More of the suite, and what of the paths it is.
    fn push(&mut self, text: &str, of: Option<Span>) {
        self.pieces.push(Piece {
            at: self.text.len(),
            span: of.unwrap_or_default(),
            is_verbatim: false,
        });
        self.text.push_str(text);
    }

    fn source(self) -> Source {
        let paths = Source::joined(self.paths, self.parts);
        Source::made(self.text, self.pieces, &paths)
    }
}

/// What a file is a case of, if it is one.
fn case(path: &str) -> Option<InDirectory<'_>> {
    let (directory, file) = inside(path)?;
    let (rule, side) = directory.rsplit_once('/')?;
    let side = SIDES.iter().position(|(name, _)| *name == side)?;
    let is_case = holds_events(file) && !rule.is_empty();
    is_case.then_some(InDirectory { rule, side })
}

/// The directory of a file seen from that of all events, and its name.
fn inside(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix(EVENTS)?.rsplit_once('/')
}

fn holds_events(file: &str) -> bool {
    ENDS.iter().any(|end| file.ends_with(end))
}

/// What lies where cases lie, and is none: in directories whose names are nearly those of sides, beside the sides of a rule,
/// and in a side under a name that no event has.
fn strays<'p>(paths: &[&'p str], cases: &BTreeMap<&str, InDirectory<'_>>) -> Vec<Stray<'p>> {
    let rules: BTreeSet<&str> = cases.values().map(|case| case.rule).collect();
    let names = SIDES.map(|(name, _)| name);
    let mut misspelt: BTreeMap<&str, Stray<'p>> = BTreeMap::new();
    let mut strays = Vec::new();
    for path in paths {
        let Some((directory, file)) = inside(path) else {
            continue;
        };
        if cases.contains_key(path) || file.starts_with('.') {
            continue;
        }
        let (rule, last) = directory.rsplit_once('/').unwrap_or(("", directory));
        let start = EVENTS.len() + directory.len() - last.len();
        let place = Span::new(start, start + last.len());
        let is_side = names.contains(&last);
        if !is_side
            && !rule.is_empty()
            && holds_events(file)
            && let Some(help) = suggest::did_you_mean(last, &names)
        {
            let message = format!("nothing in `{EVENTS}{directory}` is a case");
            let told = Diagnostic::error(STRAY, message);
            let told = told.at(place, "neither `match` nor `no-match`").help(help);
            let known = misspelt.entry(directory).or_insert_with(|| Stray {
                files: Vec::new(),
                told,
            });
            known.files.push(path);
            continue;
        }
        let name = Span::new(path.len() - file.len(), path.len());
        let told = Diagnostic::error(STRAY, format!("`{path}` is no case"));
        let told = match is_side {
            true if rules.contains(rule) && !holds_events(file) && !file.ends_with(".md") => told
                .at(name, "neither `.json` nor `.jsonl`")
                .help("call it so if it holds events: other files are not read"),
            false if rules.contains(directory) && holds_events(file) => told
                .at(name, "neither in `match` nor in `no-match`")
                .help("put it into one of these"),
            _ => continue,
        };
        strays.push(Stray {
            files: vec![path],
            told,
        });
    }
    misspelt.into_values().chain(strays).collect()
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_the_rule_and_the_side() {
        for (path, expected) in [
            ("events/Billing/match/a.json", Some(("Billing", 0))),
            ("events/Billing/no-match/a.jsonl", Some(("Billing", 1))),
            ("events/Stack/Rule/match/a.json", Some(("Stack/Rule", 0))),
            ("events/match/a.json", None),
            ("events/Billing/a.json", None),
            ("events/Billing/match/a.txt", None),
            ("other/Billing/match/a.json", None),
            ("a.json", None),
        ] {
            let found = case(path).map(|case| (case.rule, case.side));
            assert_eq!(found, expected, "{path}");
        }
    }

    #[test]
    fn what_lies_where_cases_lie_and_is_none_is_told() {
        let paths = [
            "README.md",
            "events/README.md",
            "events/shipped.json",
            "events/other/a.json",
            "events/A/match/1.json",
            "events/A/match/.gitkeep",
            "events/A/match/README.md",
            "events/A/match/2.txt",
            "events/A/y.json",
            "events/A/y.md",
            "events/A/nomatch/x.json",
            "events/A/nomatch/y.json",
            "events/A/nomatch/y.txt",
            "events/B/Match/x.json",
            "events/B/z.json",
        ];
        let paths = paths.map(str::to_owned);
        let directory = Directory::of(&paths);
        let told = directory.strays().iter().map(|stray| {
            let first = stray.files.first().unwrap();
            let place = stray.told.primary.as_ref().unwrap();
            let place = first.get(place.span.start..place.span.end).unwrap();
            format!("{} {place}: {}", stray.files.len(), stray.told.message)
        });
        let told: Vec<String> = told.collect();
        assert_eq!(
            told,
            [
                "2 nomatch: nothing in `events/A/nomatch` is a case",
                "1 Match: nothing in `events/B/Match` is a case",
                "1 2.txt: `events/A/match/2.txt` is no case",
                "1 y.json: `events/A/y.json` is no case",
            ]
        );
    }
}

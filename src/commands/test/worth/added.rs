//! Missing cases, added to the suites.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::report::mutants::MutantsReport;
use crate::source::Source;
use crate::suite::{self, NewCase, Suite, with_cases};

/// Cases that could not be added to a suite.
const NOT_ADDED: Code = Code::new("suite/not-added");

/// Adds the missing cases to the suites. What was written reads back with the same cases and the new ones.
pub(super) fn add(
    report: &mut MutantsReport,
    suites: &[&Suite],
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let mut by_suite: BTreeMap<usize, Vec<NewCase>> = BTreeMap::new();
    for missing in &report.missing_cases {
        let cases = by_suite.entry(missing.suite_number).or_default();
        cases.push(missing.new.clone());
    }
    for (number, mut cases) in by_suite {
        let Some(suite) = suites.get(number) else {
            continue;
        };
        tell_names_apart(suite, &mut cases);
        let name = suite.source.name();
        let Some(text) =
            with_cases(&suite.source, &cases).filter(|text| holds(suite, &cases, text))
        else {
            let message = format!("no cases could be added to `{name}`");
            let told = Diagnostic::error(NOT_ADDED, message)
                .help("give it a list `cases` with one case, or add them by hand");
            return Err(Failure::refused(Finding::without_source(told)));
        };
        let written = context.host.write(Path::new(name), text.as_bytes());
        written.map_err(|error| {
            let message = format!("`{name}` could not be written: {error}");
            Failure::refused(Finding::without_source(Diagnostic::error(
                NOT_ADDED, message,
            )))
        })?;
        report.summary.added += cases.len();
    }
    Ok(())
}

/// No two cases of a suite are called alike.
fn tell_names_apart(suite: &Suite, cases: &mut [NewCase]) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for case in &suite.cases {
        known.insert(case.name.clone(), 1);
    }
    for case in cases {
        let count = known.entry(case.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            case.name = format!("{} ({count})", case.name);
        }
    }
}

/// Whether a text is the suite with these cases: its own and the new ones, and nothing is wrong with the new ones.
fn holds(suite: &Suite, cases: &[NewCase], text: &str) -> bool {
    let source = Source::new(suite.source.name(), text);
    let Ok((read, _)) = suite::read(&source) else {
        return false;
    };
    let added: BTreeSet<&str> = cases.iter().map(|one| one.name.as_str()).collect();
    let old = suite.cases.iter().map(|one| one.name.as_str());
    let mut expected: Vec<&str> = old.chain(added.iter().copied()).collect();
    let mut names: Vec<&str> = read.cases.iter().map(|one| one.name.as_str()).collect();
    expected.sort_unstable();
    names.sort_unstable();
    let mut new = read
        .cases
        .iter()
        .filter(|one| added.contains(one.name.as_str()));
    names == expected && new.all(|one| one.mistakes.is_empty())
}

//! Missing cases, added to the suites.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::report::mutants::MutantsReport;
use crate::source::Source;
use crate::suite::{self, Case, NewCase, Suite, with_cases};

/// Cases that could not be added to a suite.
const NOT_ADDED: Code = Code::new("suite/not-added");

/// Adds the missing cases to the suites. What is written reads back.
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
        let text = with_cases(&suite.source, &cases)
            .map_err(|told| Failure::refused(Finding::new(told, &suite.source)))?;
        if !are_sound(suite, &cases, &text) {
            let message =
                format!("no cases could be added to `{name}`: they would be refused there");
            let told = Diagnostic::error(NOT_ADDED, message).help("add them by hand");
            return Err(Failure::refused(Finding::without_source(told)));
        }
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

/// Whether nothing is wrong with the new cases of a text.
fn are_sound(suite: &Suite, cases: &[NewCase], text: &str) -> bool {
    let added: BTreeSet<&str> = cases.iter().map(|one| one.name.as_str()).collect();
    let read = suite::read(&Source::new(suite.source.name(), text));
    read.is_ok_and(|(read, _)| {
        let is_new = |one: &&Case| added.contains(one.name.as_str());
        read.cases
            .iter()
            .filter(is_new)
            .all(|one| one.mistakes.is_empty())
    })
}

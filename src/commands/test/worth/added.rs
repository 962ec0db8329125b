//! Missing cases, added to the suites.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::needed::needed;
use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::report::mutants::MutantsReport;
use crate::source::Source;
use crate::suite::{self, Case, NewCase, Suite, with_cases};

/// Cases that could not be added to a suite.
const NOT_ADDED: Code = Code::new("suite/not-added");

/// A suite with missing cases.
pub(super) struct Grown {
    /// Its number.
    pub(super) suite: usize,
    /// The cases by their places in the report, with names that no others have.
    cases: Vec<(usize, NewCase)>,
    /// Its text with them.
    text: Source,
}

impl Grown {
    /// All suites that lack cases. What is added to them reads back. To a directory of cases nothing is added, which is told.
    pub(super) fn all(
        report: &MutantsReport,
        suites: &[&Suite],
        context: &mut Context<'_>,
    ) -> Result<Vec<Self>, Failure> {
        let mut by_suite: BTreeMap<usize, Vec<(usize, NewCase)>> = BTreeMap::new();
        for (place, missing) in report.missing_cases.iter().enumerate() {
            let cases = by_suite.entry(missing.suite_number).or_default();
            cases.push((place, missing.new.clone()));
        }
        let mut grown = Vec::new();
        for (number, mut cases) in by_suite {
            let Some(suite) = suites.get(number) else {
                continue;
            };
            let name = suite.source.name();
            if context.host.is_directory(Path::new(name)) {
                let message = format!("no cases are added to `{name}`, which is a directory");
                let told = Diagnostic::warning(NOT_ADDED, message);
                let told = told.help("put the missing cases that are told into a suite beside it");
                context.tell(&Finding::without_source(told))?;
                continue;
            }
            tell_names_apart(suite, &mut cases);
            grown.push(Self::of(number, cases, suite)?);
        }
        Ok(grown)
    }

    fn of(number: usize, cases: Vec<(usize, NewCase)>, suite: &Suite) -> Result<Self, Failure> {
        let name = suite.source.name();
        let new: Vec<NewCase> = cases.iter().map(|(_, case)| case.clone()).collect();
        let text = with_cases(&suite.source, &new)
            .map_err(|told| Failure::refused(Finding::new(told, &suite.source)))?;
        if !are_sound(suite, &new, &text) {
            let message =
                format!("no cases could be added to `{name}`: they would be refused there");
            let told = Diagnostic::error(NOT_ADDED, message).help("add them by hand");
            return Err(Failure::refused(Finding::without_source(told)));
        }
        Ok(Self {
            suite: number,
            cases,
            text: Source::new(name, text),
        })
    }

    /// The suite as it is then.
    pub(super) fn suite(&self) -> Option<Suite> {
        suite::read(&self.text).ok().map(|(suite, _)| suite)
    }

    /// Whether a case is one of those that are added.
    pub(super) fn adds(&self, name: &str) -> bool {
        self.cases.iter().any(|(_, case)| case.name == name)
    }

    /// Adds those of its cases that are kept; tells how many.
    pub(super) fn write(
        mut self,
        is_kept: impl Fn(usize) -> bool,
        suite: &Suite,
        context: &Context<'_>,
    ) -> Result<usize, Failure> {
        let before = self.cases.len();
        self.cases.retain(|(place, _)| is_kept(*place));
        if self.cases.len() < before {
            self = Self::of(self.suite, self.cases, suite)?;
        }
        let name = suite.source.name();
        let written = context
            .host
            .write(Path::new(name), self.text.text().as_bytes());
        written.map_err(|error| {
            let message = format!("`{name}` could not be written: {error}");
            Failure::refused(Finding::without_source(Diagnostic::error(
                NOT_ADDED, message,
            )))
        })?;
        Ok(self.cases.len())
    }
}

/// Leaves missing cases out of a report that nothing needs, as others notice what they do; tells which stay, by the places that
/// they had. `again` is what became of the mutants where only the new cases were asked.
pub(super) fn keep_needed(
    report: &mut MutantsReport,
    again: &MutantsReport,
    grown: &[Grown],
) -> BTreeSet<usize> {
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in grown {
        let name = one.text.name();
        let cases = one.cases.iter();
        places.extend(cases.map(|(place, case)| ((name, case.name.as_str()), *place)));
    }
    let mut noticed_by: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (mutant, key) in std::iter::zip(&again.mutants, keys(again)) {
        let by = mutant.killed_by.iter();
        let by = by.filter_map(|case| places.get(&(case.suite.as_str(), case.name.as_str())));
        noticed_by.entry(key).or_default().extend(by);
    }
    let asked: BTreeSet<usize> = places.into_values().collect();
    let mut others: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut notices = vec![BTreeSet::new(); report.missing_cases.len()];
    let mutants = std::iter::zip(&report.mutants, keys(report));
    for (number, (mutant, key)) in mutants.enumerate() {
        let Some(missing) = mutant.missing_case else {
            continue;
        };
        if !asked.contains(&missing) {
            others.entry(missing).or_default().insert(number);
        }
        for place in noticed_by.get(&key).into_iter().flatten() {
            if let Some(own) = notices.get_mut(*place) {
                own.insert(number);
            }
        }
    }
    let needed = needed(&notices).into_iter().zip(notices).enumerate();
    let mut kept: BTreeMap<usize, BTreeSet<usize>> = needed
        .filter_map(|(place, (is_needed, notices))| is_needed.then_some((place, notices)))
        .collect();
    kept.extend(others);
    report.keep_cases(&kept);
    kept.into_keys().collect()
}

/// What a mutant is known by: of what kind of thing it is a change, where, and which. The number tells instances apart.
type Key<'r> = ((&'static str, &'r str, usize, usize, &'r str), usize);

/// What the mutants of a report are known by: not by the names of their things, which each suite may call otherwise.
fn keys(report: &MutantsReport) -> Vec<Key<'_>> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    let keys = report.mutants.iter().map(|mutant| {
        let (line, column) = (mutant.span.line, mutant.span.column);
        let file = mutant.file.as_str();
        let key = (
            mutant.of.kind,
            file,
            line,
            column,
            mutant.description.as_str(),
        );
        let count = counts.entry(key).or_default();
        *count += 1;
        (key, *count)
    });
    keys.collect()
}

/// No two cases of a suite are called alike.
fn tell_names_apart(suite: &Suite, cases: &mut [(usize, NewCase)]) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for case in &suite.cases {
        known.insert(case.name.clone(), 1);
    }
    for (_, case) in cases {
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

//! Mutants in the form that reports of mutation testing have elsewhere: `mutation-testing-report-schema`.
//!
//! # Source
//!
//! Stryker, "Mutation testing report schema", version 2,
//! <https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema>, read 2026-11-27.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SpanReport;
use super::mutants::{CaseName, MutantReport, MutantsReport};
use crate::suite::examine::TestedSuite;
use crate::suite::writing::Fitting;

/// A whole report.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MutationTestingReport {
    /// Of the schema.
    pub schema_version: &'static str,
    /// From which scores on a report is drawn as good, and below which as bad.
    pub thresholds: Thresholds,
    /// Who made it.
    pub framework: Framework,
    /// The files that have mutants, by their names.
    pub files: BTreeMap<String, FileReport>,
    /// The suites, by their names.
    pub test_files: BTreeMap<String, TestFileReport>,
}

/// Scores in percent.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Thresholds {
    /// Good.
    pub high: u8,
    /// Bad.
    pub low: u8,
}

/// The program.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Framework {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// A file with mutants.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct FileReport {
    /// For colours.
    pub language: &'static str,
    /// Its text.
    pub source: String,
    /// Its mutants.
    pub mutants: Vec<FileMutant>,
}

/// A mutant of a file.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FileMutant {
    /// Its number in the report.
    pub id: String,
    /// What kind of change it is.
    pub mutator_name: &'static str,
    /// The change in words, with its rule.
    pub description: String,
    /// What is replaced.
    pub location: Location,
    /// What stands there then, where evb knows how the file has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// `Killed`, `Survived`, `NoCoverage`, `Ignored`.
    pub status: &'static str,
    /// Why it is ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    /// The tests that notice it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub killed_by: Vec<String>,
}

/// A place; the end is behind it.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Location {
    /// The first character.
    pub start: Position,
    /// Behind the last one.
    pub end: Position,
}

/// A line and a column, from 1.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A suite.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct TestFileReport {
    /// Its text.
    pub source: String,
    /// Its cases.
    pub tests: Vec<TestReport>,
}

/// A case.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct TestReport {
    /// Its suite and its name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it begins.
    pub location: OpenLocation,
}

/// A place of which the end is not told.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct OpenLocation {
    /// The first character.
    pub start: Position,
}

impl MutationTestingReport {
    /// Everything that is known of mutants, with the suites that were run.
    #[must_use]
    pub fn new(mutants: &MutantsReport, suites: &[TestedSuite<'_>]) -> Self {
        let mut files: BTreeMap<String, FileReport> = BTreeMap::new();
        let mut fittings: BTreeMap<&str, Fitting<'_>> = BTreeMap::new();
        for (number, mutant) in mutants.mutants.iter().enumerate() {
            let (source, ..) = &mutant.edit;
            let fitting = fittings
                .entry(source.name())
                .or_insert_with(|| Fitting::of(source));
            let file = files
                .entry(source.name().to_owned())
                .or_insert_with(|| FileReport {
                    language: language(source.name()),
                    source: source.text().to_owned(),
                    mutants: Vec::new(),
                });
            file.mutants.push(FileMutant::new(number, mutant, fitting));
        }
        let test_files = suites.iter().map(|tested| {
            let suite = &tested.prepared.suite;
            let name = suite.source.name();
            let tests = suite.cases.iter().map(|case| TestReport {
                id: id(name, &case.name),
                name: case.name.clone(),
                location: OpenLocation {
                    start: Position::of(SpanReport::new(&suite.source, case.span)).0,
                },
            });
            let report = TestFileReport {
                source: suite.source.text().to_owned(),
                tests: tests.collect(),
            };
            (name.to_owned(), report)
        });
        Self {
            schema_version: "2.0",
            thresholds: Thresholds { high: 100, low: 80 },
            framework: Framework {
                name: "evb",
                version: env!("CARGO_PKG_VERSION"),
            },
            test_files: test_files.collect(),
            files,
        }
    }
}

impl FileMutant {
    fn new(number: usize, mutant: &MutantReport, file: &Fitting<'_>) -> Self {
        let (source, span, replacement) = &mutant.edit;
        let replacement = file.fitted(*span, replacement);
        let (start, end) = Position::of(SpanReport::new(source, *span));
        let (status, status_reason) = match mutant.status {
            "killed" => ("Killed", None),
            "survived" => ("Survived", None),
            "not-asked" => ("NoCoverage", None),
            "equivalent" => ("Ignored", Some("it makes no difference".to_owned())),
            _ => ("Ignored", mutant.reason.clone()),
        };
        let by = |case: &CaseName| id(&case.suite, &case.name);
        Self {
            id: (number + 1).to_string(),
            mutator_name: mutant.mutator,
            description: format!("{}: {}", mutant.of.name, mutant.description),
            location: Location { start, end },
            replacement,
            status,
            status_reason,
            killed_by: mutant.killed_by.iter().map(by).collect(),
        }
    }
}

impl Position {
    const fn of(span: SpanReport) -> (Self, Self) {
        let (start, end) = (
            Self {
                line: span.line,
                column: span.column,
            },
            Self {
                line: span.end_line,
                column: span.end_column,
            },
        );
        (start, end)
    }
}

/// The id of a case: no two cases of a suite are called alike.
fn id(suite: &str, case: &str) -> String {
    format!("{suite}#{case}")
}

/// What the language of a file is called for colours.
fn language(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("json") => "json",
        Some("tf") => "hcl",
        _ => "yaml",
    }
}

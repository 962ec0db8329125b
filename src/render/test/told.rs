//! What does not pass, without colours and in few parts: for forms that have places of their own for them.

use super::{details, headline};
use crate::render::printable::{MAXIMUM_COLUMNS, cut};
use crate::render::style::Style;
use crate::report::test::{CaseReport, SuiteReport, TestReport};
use crate::report::{DiagnosticReport, SpanReport};

/// How many lines one failure has at most.
pub(super) const LINES: usize = 100;

/// A failure, or an error.
pub(super) struct Told<'r> {
    /// The word of the expectation, or the code of the error.
    pub(super) kind: &'r str,
    /// The file.
    pub(super) file: Option<&'r str>,
    /// The place in it.
    pub(super) span: Option<SpanReport>,
    /// What it is.
    pub(super) headline: String,
    /// Why, and what would help: lines that are indented by two.
    pub(super) details: String,
}

impl<'r> Told<'r> {
    /// An error, or something else to be said.
    pub(super) fn of(told: &'r DiagnosticReport) -> Self {
        let help = told.help.iter().flat_map(|help| help.lines());
        let help = help.map(|line| format!("  {}\n", cut(line, MAXIMUM_COLUMNS)));
        Self {
            kind: told.code,
            file: told.source.as_deref(),
            span: told.span,
            headline: cut(&told.message, MAXIMUM_COLUMNS).into_owned(),
            details: help.collect(),
        }
    }

    /// All of it, behind its place.
    pub(super) fn text(&self) -> String {
        let file = self.file.map(|file| cut(file, MAXIMUM_COLUMNS));
        let place = match (file, self.span) {
            (Some(file), Some(span)) => format!("{file}:{}:{}: ", span.line, span.column),
            (Some(file), None) => format!("{file}: "),
            (None, _) => String::new(),
        };
        format!("{place}{}\n{}", self.headline, self.details)
    }
}

/// Why a case does not pass: errors first.
pub(super) fn case<'r>(suite: &'r SuiteReport, case: &'r CaseReport) -> Vec<Told<'r>> {
    let errors = case.errors.iter().map(Told::of);
    let failures = case.failures.iter().map(|failure| {
        let mut lines = Vec::new();
        // Memory is always written.
        let _ = details(failure, Style::new(false), &mut lines);
        Told {
            kind: failure.expectation,
            file: Some(case.file(suite)),
            span: Some(failure.span),
            headline: headline(failure),
            details: short(&String::from_utf8_lossy(&lines)),
        }
    });
    errors.chain(failures).collect()
}

/// At most so many lines, two blanks less indented.
fn short(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.strip_prefix("  ").unwrap_or(line));
    let mut short: String = lines.take(LINES).map(|line| format!("{line}\n")).collect();
    let more = text.lines().count().saturating_sub(LINES);
    if more > 0 {
        short.push_str(&format!("  … and {more} more lines\n"));
    }
    short
}

/// What is wrong with a suite as a whole.
pub(super) fn errors(suite: &SuiteReport) -> impl Iterator<Item = &DiagnosticReport> {
    let told = suite.diagnostics.iter();
    told.filter(|told| told.severity == "error")
}

/// The cases that do not pass, the worst first: what could not be answered, then what is not as expected.
pub(super) fn worst_first(
    report: &TestReport,
) -> impl Iterator<Item = (&SuiteReport, &CaseReport)> {
    ["error", "failed"].into_iter().flat_map(|outcome| {
        let suites = report.suites.iter();
        let all = suites.flat_map(|suite| suite.cases.iter().map(move |case| (suite, case)));
        all.filter(move |(_, case)| case.outcome == outcome)
    })
}

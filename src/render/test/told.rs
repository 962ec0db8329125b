//! What does not pass, without colours and in few parts: for forms that have places of their own for them.

use super::{details, headline};
use crate::render::style::Style;
use crate::render::told::Told;
use crate::report::DiagnosticReport;
use crate::report::test::{CaseReport, SuiteReport, TestReport};

/// How many lines one failure has at most.
pub(super) const LINES: usize = 100;

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

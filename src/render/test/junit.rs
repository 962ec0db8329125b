//! What came of suites as JUnit XML: a suite for each, with its cases.

use std::io;
use std::time::Duration;

use quick_junit::{Report, TestCase, TestCaseStatus, TestSuite};

use super::Look;
use super::told;
use crate::render::junit::{Names, bytes, status, suite_of, test_case};
use crate::render::printable::printable;
use crate::render::told::Told;
use crate::render::workflow::repository_path;
use crate::report::DiagnosticReport;
use crate::report::test::{SuiteReport, TestReport};

/// What the run is called, and what belongs to no suite.
const RUN: &str = "evb test";

/// What is called so is wrong with a suite as a whole, or with what it tests.
const WHOLE: &str = "(suite)";

/// The results as a document. Times stand in it only with [`is_verbose`](Look::is_verbose): what is the same gives the same bytes.
///
/// # Errors
///
/// When a text cannot be written as XML, which printable ones can.
pub fn junit(report: &TestReport, look: Look) -> io::Result<Vec<u8>> {
    let mut junit = Report::new(RUN);
    let mut names = Names::default();
    for unread in &report.unread {
        let file = unread.suite.as_deref();
        let mut all = suite_of(file.unwrap_or(RUN), file.is_some());
        let told = unread.diagnostics.iter();
        all.add_test_case(whole(told, file, &mut names));
        junit.add_test_suite(all);
    }
    for suite in &report.suites {
        junit.add_test_suite(self::suite(suite, look, &mut names));
    }
    if let Some(time) = look.duration.filter(|_| look.is_verbose) {
        junit.set_time(time);
    }
    bytes(&junit)
}

fn suite(suite: &SuiteReport, look: Look, names: &mut Names) -> TestSuite {
    let mut all = suite_of(&suite.suite, true);
    if told::errors(suite).next().is_some() {
        all.add_test_case(whole(told::errors(suite), Some(&suite.suite), names));
    }
    for case in &suite.cases {
        let told = told::case(suite, case);
        let mut status = status(&told, !case.errors.is_empty());
        if case.left_out > 0
            && let TestCaseStatus::NonSuccess { description, .. } = &mut status
        {
            let more = format!("and {} more\n", case.left_out);
            *description = description
                .take()
                .map(|told| format!("{}{more}", told.as_str()).into());
        }
        let mut one = test_case(&case.name, (Some(&suite.suite), RUN), status, names);
        one.extra
            .insert("line".into(), case.line.to_string().into());
        if let Some(file) = &case.file {
            let file = repository_path(&printable(file));
            one.extra.insert("file".into(), file.as_str().into());
        }
        one.set_assertions(case.expectations);
        if look.is_verbose {
            one.set_time(case.duration);
        }
        all.add_test_case(one);
    }
    if look.is_verbose {
        let time: Duration = suite.cases.iter().map(|case| case.duration).sum();
        all.set_time(time);
    }
    let rest = suite
        .diagnostics
        .iter()
        .filter(|told| told.severity != "error");
    let rest: String = rest.map(|told| Told::of(told).text()).collect();
    if !rest.is_empty() {
        all.set_system_err(rest);
    }
    all
}

/// What is wrong with a suite as a whole, as a case of its own.
fn whole<'r>(
    told: impl Iterator<Item = &'r DiagnosticReport>,
    file: Option<&str>,
    names: &mut Names,
) -> TestCase {
    let told: Vec<Told<'_>> = told.map(Told::of).collect();
    let mut case = test_case(WHOLE, (file, RUN), status(&told, true), names);
    let own = told.iter().find(|one| one.file == file);
    if let Some(span) = own.and_then(|one| one.span) {
        case.extra
            .insert("line".into(), span.line.to_string().into());
    }
    case
}

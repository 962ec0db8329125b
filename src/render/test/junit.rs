//! JUnit XML, which most services that run builds read.
//!
//! There is no standard; what readers have in common is collected in <https://github.com/testmoapp/junitxml>. Many of them know
//! a case by `classname` and `name` alone and compare runs by these, so the file of the suite stands in `classname` too, and no
//! two cases are called alike.

use std::collections::BTreeSet;
use std::io;
use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::Look;
use super::told::{self, Told};
use crate::render::printable::printable;
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
    let mut bytes = Vec::new();
    junit.serialize(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// The names that are taken, with their class.
#[derive(Default)]
struct Names(BTreeSet<(String, String)>);

impl Names {
    /// The name, with a number behind it if it is taken.
    fn free(&mut self, class: &str, name: &str) -> String {
        let name = printable(name);
        let mut free = name.to_string();
        for number in 2.. {
            if self.0.insert((class.to_owned(), free.clone())) {
                break;
            }
            free = format!("{name} [{number}]");
        }
        free
    }
}

fn suite_of(name: &str, is_file: bool) -> TestSuite {
    let name = printable(name);
    let mut suite = TestSuite::new(&*name);
    if is_file {
        suite
            .extra
            .insert("file".into(), repository_path(&name).into());
    }
    suite
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
        let mut one = test_case(&case.name, Some(&suite.suite), status, names);
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
    let mut case = test_case(WHOLE, file, status(&told, true), names);
    let own = told.iter().find(|one| one.file == file);
    if let Some(span) = own.and_then(|one| one.span) {
        case.extra
            .insert("line".into(), span.line.to_string().into());
    }
    case
}

fn test_case(
    name: &str,
    file: Option<&str>,
    status: TestCaseStatus,
    names: &mut Names,
) -> TestCase {
    let class = repository_path(&printable(file.unwrap_or(RUN)));
    let mut case = TestCase::new(names.free(&class, name), status);
    if file.is_some() {
        case.extra.insert("file".into(), class.as_str().into());
    }
    case.set_classname(class);
    case
}

/// The first of what is told is the message, all of it the text.
fn status(told: &[Told<'_>], is_error: bool) -> TestCaseStatus {
    let Some(first) = told.first() else {
        return TestCaseStatus::success();
    };
    let kind = match is_error {
        true => NonSuccessKind::Error,
        false => NonSuccessKind::Failure,
    };
    let mut status = TestCaseStatus::non_success(kind);
    let more = match told.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    status.set_message(format!("{}{more}", first.headline));
    status.set_type(first.kind);
    let text: String = told.iter().map(Told::text).collect();
    status.set_description(text);
    status
}

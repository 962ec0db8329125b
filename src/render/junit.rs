//! JUnit XML, which most services that run builds read: what all commands that write it have in common.
//!
//! There is no standard; what readers have in common is collected in <https://github.com/testmoapp/junitxml>. Many of them know
//! a case by `classname` and `name` alone and compare runs by these, so the file stands in `classname` too, and no two cases
//! are called alike.

use std::collections::BTreeMap;
use std::io;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::printable::printable;
use super::told::Told;
use super::workflow::repository_path;

/// The names that are taken, with their class, and with which number to go on where one is wanted again.
#[derive(Default)]
pub(super) struct Names(BTreeMap<(String, String), usize>);

impl Names {
    /// The name, with a number behind it if it is taken.
    fn free(&mut self, class: &str, name: &str) -> String {
        let name = printable(name);
        let wanted = (class.to_owned(), name.to_string());
        let mut number = self.0.get(&wanted).copied().unwrap_or(1);
        let mut free = wanted.clone();
        while self.0.contains_key(&free) {
            number += 1;
            free.1 = format!("{name} [{number}]");
        }
        self.0.insert(wanted, number);
        self.0.entry(free.clone()).or_insert(1);
        free.1
    }
}

/// A suite that is called like its file, if it is one's.
pub(super) fn suite_of(name: &str, is_file: bool) -> TestSuite {
    let name = printable(name);
    let mut suite = TestSuite::new(&*name);
    if is_file {
        suite
            .extra
            .insert("file".into(), repository_path(&name).into());
    }
    suite
}

/// A case of a file; what belongs to no file is called like the run.
pub(super) fn test_case(
    name: &str,
    (file, run): (Option<&str>, &str),
    status: TestCaseStatus,
    names: &mut Names,
) -> TestCase {
    let class = repository_path(&printable(file.unwrap_or(run)));
    let mut case = TestCase::new(names.free(&class, name), status);
    if file.is_some() {
        case.extra.insert("file".into(), class.as_str().into());
    }
    case.set_classname(class);
    case
}

/// The first of what is told is the message, all of it the text.
pub(super) fn status(told: &[Told<'_>], is_error: bool) -> TestCaseStatus {
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

/// The whole document.
///
/// # Errors
///
/// When a text cannot be written as XML, which printable ones can.
pub(super) fn bytes(report: &Report) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    report.serialize(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

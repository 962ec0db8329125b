//! Findings as JUnit XML: a suite for each file, in which each finding is a case.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use quick_junit::{Report, TestCase, TestCaseStatus};

use crate::render::junit::{Names, bytes, status, suite_of, test_case};
use crate::render::printable::{MAXIMUM_COLUMNS, cut};
use crate::render::told::Told;
use crate::report::check::{FindingReport, UnreadableReport};

/// What the run is called.
const RUN: &str = "evb check";

/// What a case is called that is a file as a whole.
const WHOLE: &str = "(file)";

/// Everything as a document, file by file. What the run [fails](FindingReport::fails) of is a failure, what could not be read
/// an error. What else is found stands in cases that pass, and a file without a finding is a case that passes.
///
/// # Errors
///
/// When a text cannot be written as XML, which printable ones can.
pub fn junit(
    files: &BTreeSet<String>,
    findings: &[FindingReport],
    unreadable: &[UnreadableReport],
) -> io::Result<Vec<u8>> {
    let mut all: BTreeMap<&str, (Vec<&UnreadableReport>, Vec<&FindingReport>)> = BTreeMap::new();
    for file in files {
        all.entry(file).or_default();
    }
    for one in unreadable {
        all.entry(&one.file).or_default().0.push(one);
    }
    for one in findings {
        all.entry(&one.source).or_default().1.push(one);
    }
    let mut junit = Report::new(RUN);
    let mut names = Names::default();
    for (file, (unreadable, findings)) in all {
        let mut suite = suite_of(file, true);
        let own = (Some(file), RUN);
        if !unreadable.is_empty() || findings.is_empty() {
            let told: Vec<Told<'_>> = unreadable.iter().map(|one| Told::of(&one.told)).collect();
            suite.add_test_case(test_case(WHOLE, own, status(&told, true), &mut names));
        }
        for finding in findings {
            suite.add_test_case(case(finding, &mut names));
        }
        junit.add_test_suite(suite);
    }
    bytes(&junit)
}

fn case(finding: &FindingReport, names: &mut Names) -> TestCase {
    let told = [told(finding)];
    let status = match finding.fails {
        true => status(&told, false),
        false => TestCaseStatus::success(),
    };
    let own = (Some(finding.source.as_str()), RUN);
    let mut case = test_case(&name(finding), own, status, names);
    if let Some(span) = finding.span {
        let line = span.line.to_string();
        case.extra.insert("line".into(), line.into());
    }
    if !finding.fails {
        let text: String = told.iter().map(Told::text).collect();
        case.set_system_out(text);
    }
    case
}

/// What it is, and of what: the same wherever its lines move.
fn name(finding: &FindingReport) -> String {
    let resource = finding.resource.as_ref();
    // A pattern that is all of its file is called like that.
    let address = resource
        .and_then(|one| one.address.as_deref())
        .filter(|address| *address != finding.source);
    let mut name = finding.name.to_owned();
    for (word, part) in [
        (" in ", address.unwrap_or_default()),
        (", ", &finding.field),
    ] {
        if !part.is_empty() {
            name.push_str(word);
            name.push_str(&cut(part, MAXIMUM_COLUMNS));
        }
    }
    name
}

fn told(finding: &FindingReport) -> Told<'_> {
    let message = super::message(finding);
    let mut lines = message.lines();
    let first = lines.next().unwrap_or_default();
    let details = lines.map(|line| format!("  {}\n", cut(line, MAXIMUM_COLUMNS)));
    Told {
        kind: finding.name,
        file: Some(&finding.source),
        span: finding.span,
        headline: cut(first, MAXIMUM_COLUMNS).into_owned(),
        details: details.collect(),
    }
}

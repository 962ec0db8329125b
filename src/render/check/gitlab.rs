//! A report of GitLab's Code Quality, which shows what is new in merge requests.
//!
//! GitLab: "Code Quality", "Code Quality report format", <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>:
//! a list of objects, each with a description, a check, a fingerprint of its own, a severity, a path that does not begin with
//! `./`, and a line.

use serde::Serialize;

use crate::render::workflow::repository_path;
use crate::report::SpanReport;
use crate::report::check::{FindingReport, UnreadableReport};

/// One finding.
#[derive(Debug, Serialize)]
pub(super) struct Violation<'r> {
    description: &'r str,
    check_name: &'r str,
    fingerprint: &'r str,
    severity: &'static str,
    location: Location,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: usize,
}

impl Location {
    /// What has no place in its file stands at its beginning.
    fn new(file: &str, span: Option<SpanReport>) -> Self {
        Self {
            path: repository_path(file),
            lines: Lines {
                begin: span.map_or(1, |span| span.line),
            },
        }
    }
}

/// The whole document: what could not be read first.
pub(super) fn report<'r>(
    findings: &'r [FindingReport],
    unreadable: &'r [UnreadableReport],
) -> Vec<Violation<'r>> {
    let failures = unreadable.iter().map(|one| Violation {
        description: &one.told.message,
        check_name: one.told.code,
        fingerprint: &one.fingerprint,
        severity: severity("error"),
        location: Location::new(&one.file, one.told.span),
    });
    let findings = findings.iter().map(|one| Violation {
        description: &one.message,
        check_name: one.name,
        fingerprint: &one.fingerprint,
        severity: severity(one.severity),
        location: Location::new(&one.source, one.span),
    });
    failures.chain(findings).collect()
}

/// GitLab has five, of which `blocker` and `minor` are left out.
fn severity(severity: &str) -> &'static str {
    match severity {
        "error" => "critical",
        "warning" => "major",
        _ => "info",
    }
}

//! Findings as commands of GitHub's workflows.

use std::io::{self, Write};

use crate::render::workflow::Annotation;
use crate::report::DiagnosticReport;
use crate::report::check::FindingReport;

/// A finding, at its place.
pub(super) fn finding(finding: &FindingReport, out: &mut dyn Write) -> io::Result<()> {
    let annotation = Annotation {
        command: match finding.severity {
            "info" => "notice",
            other => other,
        },
        file: Some(&finding.source),
        span: finding.span,
        title: &format!("evb: {}", finding.name),
        message: &super::message(finding),
    };
    annotation.write(out)
}

/// A file that could not be read.
pub(super) fn failure(failure: &DiagnosticReport, out: &mut dyn Write) -> io::Result<()> {
    let lines = [Some(failure.message.clone()), failure.help.clone()];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    let annotation = Annotation {
        command: "error",
        file: failure.source.as_deref(),
        span: failure.span,
        title: &format!("evb: {}", failure.code),
        message: &lines.join("\n"),
    };
    annotation.write(out)
}

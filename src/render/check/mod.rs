//! `evb check` in its forms.

mod github;
mod human;
mod sarif;

use std::io::{self, Write};

use super::printable::printable;
use crate::report::DiagnosticReport;
use crate::report::check::{BaselineFindingReport, FindingReport};

pub use human::{Drawn, summary};

/// Writes a finding as compilers do: `file:line:column: severity[name]: message`.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn concise(finding: &FindingReport, out: &mut dyn Write) -> io::Result<()> {
    let place = match finding.span {
        Some(span) => format!(":{}:{}", span.line, span.column),
        None => String::new(),
    };
    writeln!(
        out,
        "{}{place}: {}[{}]: {}",
        printable(&finding.source),
        finding.severity,
        finding.name,
        printable(&finding.message)
    )
}

/// Writes a baseline: a line for each finding, so that what changes is seen.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn baseline(findings: &[BaselineFindingReport], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"version\":1,\"findings\":[")?;
    for (index, finding) in findings.iter().enumerate() {
        let mut line = Vec::from(if index == 0 { "\n" } else { ",\n" });
        super::json::append(finding, &mut line)?;
        out.write_all(&line)?;
    }
    writeln!(out, "\n]}}")
}

/// Writes everything as SARIF 2.1.0.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn sarif(
    findings: &[FindingReport],
    unreadable: &[DiagnosticReport],
    out: &mut dyn Write,
) -> io::Result<()> {
    super::json::line(&sarif::log(findings, unreadable), out)
}

/// Writes everything as commands of GitHub's workflows, the worst first: GitHub shows ten of a kind.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn github(
    findings: &[FindingReport],
    unreadable: &[DiagnosticReport],
    out: &mut dyn Write,
) -> io::Result<()> {
    for failure in unreadable {
        github::failure(failure, out)?;
    }
    for severity in ["error", "warning", "info"] {
        for finding in findings.iter().filter(|one| one.severity == severity) {
            github::finding(finding, out)?;
        }
    }
    Ok(())
}

/// What is said of a finding in one text: what it is, what AWS answers, what to do.
fn message(finding: &FindingReport) -> String {
    let mut lines = vec![finding.message.clone()];
    if let Some(aws) = &finding.aws {
        lines.push(human::answer(aws));
    }
    lines.extend(finding.help.clone());
    lines.join("\n")
}

//! `evb check` in its forms.

mod github;
mod gitlab;
mod human;
mod junit;
mod sarif;

use std::io::{self, Write};

use super::printable::printable;
use super::workflow::MARKS;
use crate::report::check::{BaselineFindingReport, FindingReport, UnreadableReport};

pub use human::{Drawn, change, fixed, summary, would_fix};
pub use junit::junit;

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

/// Writes that a file is not read, and why.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn skipped(file: &str, reason: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "skipped {}: {}", printable(file), printable(reason))
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

/// How much of what was found whoever reads the output is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// How much was found, with what could not be read where that is shown in the same way.
    pub all: u64,
    /// How much of it was written in the form that was asked for.
    pub written: u64,
    /// How much of that is shown.
    pub shown: u64,
}

/// Writes everything as SARIF 2.1.0, in the order in which it was found, as long as GitHub shows it all. Of more than that
/// the worst comes first, and what GitHub does not take is left out.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn sarif(
    findings: &[FindingReport],
    unreadable: &[UnreadableReport],
    out: &mut dyn Write,
) -> io::Result<Shown> {
    let mut all: Vec<&FindingReport> = findings.iter().collect();
    if all.len() > sarif::SHOWN_RESULTS {
        all.sort_by_key(|one| rank(one));
    }
    all.truncate(sarif::MOST_RESULTS);
    loop {
        let mut log = Vec::new();
        super::json::line(&sarif::log(&all, unreadable), &mut log)?;
        if all.is_empty() || !sarif::is_too_large(&log)? {
            out.write_all(&log)?;
            break;
        }
        all.truncate(all.len() / 2);
    }
    Ok(Shown {
        all: findings.len() as u64,
        written: all.len() as u64,
        shown: all.len().min(sarif::SHOWN_RESULTS) as u64,
    })
}

/// Writes everything as a report of GitLab's Code Quality.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn gitlab(
    findings: &[FindingReport],
    unreadable: &[UnreadableReport],
    out: &mut dyn Write,
) -> io::Result<()> {
    super::json::line(&gitlab::report(findings, unreadable), out)
}

/// Writes everything as commands of GitHub's workflows, the worst first. Of each kind as many are commands as GitHub shows of a
/// step; the others are [concise] lines in its log.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn github(
    findings: &[FindingReport],
    unreadable: &[UnreadableReport],
    out: &mut dyn Write,
) -> io::Result<Shown> {
    let mut marked = unreadable.len().min(MARKS);
    for failure in unreadable.iter().take(MARKS) {
        github::failure(&failure.told, out)?;
    }
    let mut room = MARKS - marked;
    for severity in SEVERITIES {
        let mut findings = findings.iter().filter(|one| one.severity == severity);
        for finding in findings.by_ref().take(room) {
            github::finding(finding, out)?;
            marked += 1;
        }
        findings.try_for_each(|finding| concise(finding, out))?;
        room = MARKS;
    }
    Ok(Shown {
        all: (findings.len() + unreadable.len()) as u64,
        written: marked as u64,
        shown: marked as u64,
    })
}

/// The severities, the worst first.
const SEVERITIES: [&str; 3] = ["error", "warning", "info"];

/// By which findings are sorted, the worst first.
fn rank(finding: &FindingReport) -> usize {
    let mut all = SEVERITIES.iter();
    all.position(|one| *one == finding.severity)
        .unwrap_or(SEVERITIES.len())
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

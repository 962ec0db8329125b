//! What does not pass as commands of GitHub's workflows: one mark for each case, the worst first, as GitHub shows ten of a kind
//! for each step.

use std::io::{self, Write};

use super::told::{self, worst_first};
use super::{Look, summary};
use crate::render::printable::{MAXIMUM_COLUMNS, cut};
use crate::render::style::Style;
use crate::render::told::Told;
use crate::render::workflow::Annotation;
use crate::report::DiagnosticReport;
use crate::report::test::TestReport;

pub(super) fn write(report: &TestReport, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for unread in &report.unread {
        let suite = unread.suite.as_deref();
        let mut told = unread.diagnostics.iter();
        told.try_for_each(|told| diagnostic("error", suite, told, out))?;
    }
    for suite in &report.suites {
        let file = Some(suite.suite.as_str());
        told::errors(suite).try_for_each(|told| diagnostic("error", file, told, out))?;
    }
    for (suite, case) in worst_first(report) {
        let told = told::case(suite, case);
        let title = format!("evb: {}", cut(&case.name, MAXIMUM_COLUMNS));
        mark("error", Some(case.file(suite)), &title, &told, out)?;
    }
    for (severity, command) in [("warning", "warning"), ("note", "notice")] {
        for suite in &report.suites {
            let told = suite.diagnostics.iter();
            let mut told = told.filter(|told| told.severity == severity);
            told.try_for_each(|told| diagnostic(command, Some(&suite.suite), told, out))?;
        }
    }
    worth(report, out)?;
    let line = summary(&report.summary, look.duration, Style::new(look.color));
    writeln!(out, "{line}")
}

/// Something that is said of a suite as a whole.
fn diagnostic(
    command: &'static str,
    suite: Option<&str>,
    told: &DiagnosticReport,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = format!("evb: {}", told.code);
    mark(command, suite, &title, &[Told::of(told)], out)
}

/// A mark at the place of the first; that of the suite if it has none.
fn mark(
    command: &'static str,
    suite: Option<&str>,
    title: &str,
    told: &[Told<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let first = told.first();
    let mut message = String::new();
    for (number, one) in told.iter().enumerate() {
        match number {
            0 => message.push_str(&format!("{}\n{}", one.headline, one.details)),
            _ => message.push_str(&one.text()),
        }
    }
    let annotation = Annotation {
        command,
        file: first.and_then(|one| one.file).or(suite),
        span: first.and_then(|one| one.span),
        title,
        message: message.trim_end(),
    };
    annotation.write(out)
}

/// What the cases are not worth, where that was asked: warnings, as the cases pass all the same.
fn worth(report: &TestReport, out: &mut dyn Write) -> io::Result<()> {
    let mutants = report.mutants.iter().flat_map(|all| &all.mutants);
    for mutant in mutants.filter(|one| matches!(one.status, "survived" | "not-asked")) {
        let annotation = Annotation {
            command: "warning",
            file: Some(&mutant.file),
            span: Some(mutant.span),
            title: "evb: no case notices this change",
            message: &cut(&mutant.description, MAXIMUM_COLUMNS),
        };
        annotation.write(out)?;
    }
    Ok(())
}

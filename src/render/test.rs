//! What came of test suites, for people: what does not pass, and one line for the rest. The forms for other readers: `github`,
//! `junit`, `markdown`.

mod github;
mod junit;
mod markdown;
mod told;

use std::io::{self, Write};
use std::time::Duration;

use super::json;
use super::printable::{MAXIMUM_COLUMNS, cut, printable};
use super::style::Style;
use super::words::{counted, thousands};
use crate::report::Format;
use crate::report::coverage::CoverageReport;
use crate::report::mutants::MutantsReport;
use crate::report::test::{
    CaseLine, CaseReport, ExplainedReport, FailureReport, FieldReport, ListReport, PlaceReport,
    SuiteReport, Summary, TestReport,
};

pub use junit::junit;
pub use markdown::page;

/// How many of the slowest cases are told.
const SLOWEST: usize = 5;

/// The size to which Markdown is kept.
///
/// GitHub: "body is too long (maximum is 65536 characters)" is what its REST API answers to a longer comment.
const COMMENT_BYTES: usize = 65_536;

/// How a run is told.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The form of the output.
    pub format: Format,
    /// Whether colours are wanted.
    pub color: bool,
    /// Whether cases that pass are told too, and how long the slowest took.
    pub is_verbose: bool,
    /// How long the run took, where that is told.
    pub duration: Option<Duration>,
}

/// Writes one suite, as soon as its cases are run: in formats that have no document around it.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn suite(suite: &SuiteReport, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match look.format {
        Format::Jsonl => {
            let mut cases = suite.cases.iter();
            cases.try_for_each(|case| json::line(&CaseLine::new(&suite.suite, case), out))
        }
        Format::Json | Format::Github | Format::Markdown => Ok(()),
        _ => people(suite, look, out),
    }
}

/// Writes what is left to say at the end: the document, or the summary.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn end(report: TestReport, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match look.format {
        Format::Json => json::line(&report, out),
        // What could not be read has its own line already.
        Format::Jsonl => {
            let coverage = report.coverage.iter();
            coverage
                .map(CoverageReport::lines)
                .try_for_each(|lines| json::lines(&lines, out))?;
            let mutants = report.mutants.iter();
            mutants
                .map(MutantsReport::lines)
                .try_for_each(|lines| json::lines(&lines, out))
        }
        Format::Github => github::write(&report, look, out),
        Format::Markdown => out.write_all(markdown::page(&report, COMMENT_BYTES).as_bytes()),
        _ if report.summary.suites == 0 && report.summary.suite_errors == 0 => Ok(()),
        _ => {
            let style = Style::new(look.color);
            if look.is_verbose {
                slowest(&report, style, out)?;
            }
            if let Some(coverage) = &report.coverage {
                super::coverage::write(coverage, look.color, out)?;
            }
            if let Some(mutants) = &report.mutants {
                super::mutants::write(mutants, look.is_verbose, look.color, out)?;
            }
            writeln!(out, "{}", summary(&report.summary, look.duration, style))
        }
    }
}

/// Writes the names of the cases.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn list(report: &ListReport, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => report
            .cases
            .iter()
            .try_for_each(|case| json::line(case, out)),
        _ => report.cases.iter().try_for_each(|case| {
            let suite = printable(case.file.as_deref().unwrap_or(&case.suite));
            writeln!(out, "{suite}:{}: {}", case.line, printable(&case.name))
        }),
    }
}

fn people(suite: &SuiteReport, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::new(look.color);
    for case in &suite.cases {
        if !case.written.is_empty() {
            writeln!(
                out,
                "{} {}",
                style.good("written"),
                head(suite, case, style)
            )?;
            written(case, &suite.suite, style, out)?;
        }
        if case.passes() {
            if look.is_verbose && case.written.is_empty() {
                writeln!(out, "{} {}", style.good("passed"), head(suite, case, style))?;
            }
            continue;
        }
        let word = match case.outcome {
            "failed" => style.bad("failed"),
            _ => style.doubt("error"),
        };
        writeln!(out, "{word} {}", head(suite, case, style))?;
        for failure in &case.failures {
            self::failure(failure, case.file(suite), style, out)?;
        }
        for error in &case.errors {
            writeln!(out, "  {}", cut(&error.message, MAXIMUM_COLUMNS))?;
        }
        if case.left_out > 0 {
            writeln!(out, "  and {} more", case.left_out)?;
        }
    }
    Ok(())
}

/// What was filled in.
fn written(case: &CaseReport, suite: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for one in &case.written {
        let place = style.faint(&format!("{suite}:{}", one.line));
        let value = one.value.as_ref().map_or("", |value| value.get());
        let value = cut(value, MAXIMUM_COLUMNS);
        writeln!(out, "  {place}: {}: {value}", one.expectation)?;
    }
    Ok(())
}

/// Which case.
fn head(suite: &SuiteReport, case: &CaseReport, style: Style) -> String {
    let name = style.name(&cut(&case.name, MAXIMUM_COLUMNS));
    let place = style.faint(&format!("{}:{}", case.file(suite), case.line));
    format!("{name} ({place})")
}

fn failure(
    failure: &FailureReport,
    suite: &str,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = style.faint(&format!(
        "{suite}:{}:{}",
        failure.span.line, failure.span.column
    ));
    writeln!(out, "  {place}: {}", headline(failure))?;
    details(failure, style, out)
}

/// What is not as expected, in one line.
fn headline(failure: &FailureReport) -> String {
    let message = cut(&failure.message, MAXIMUM_COLUMNS);
    format!("{}: {message}", failure.expectation)
}

/// What was expected and what there is, why, and what would help.
fn details(failure: &FailureReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for line in failure.difference.iter().flat_map(|told| told.lines()) {
        let shown = cut(line, MAXIMUM_COLUMNS);
        let painted = match line.chars().next() {
            Some('-') => style.bad(&shown),
            Some('+') => style.good(&shown),
            _ => shown.into_owned(),
        };
        writeln!(out, "    {painted}")?;
    }
    if let Some(place) = &failure.declared {
        let (line, column) = (place.span.line, place.span.column);
        let place = format!("declared {}:{line}:{column}", place.source);
        writeln!(out, "    {}", style.faint(&place))?;
    }
    for explained in &failure.explanation {
        self::explained(explained, style, out)?;
    }
    for remedy in &failure.remedies {
        // What is cut could not be followed.
        let how = printable(&remedy.how);
        writeln!(
            out,
            "    {} {how}",
            style.help(&format!("change the {}:", remedy.change))
        )?;
    }
    Ok(())
}

/// Why, by the fields that decide and their places.
fn explained(explained: &ExplainedReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let rule = style.name(&cut(&explained.rule, MAXIMUM_COLUMNS));
    if let Some(note) = &explained.note {
        writeln!(out, "    {rule}: {}", cut(note, MAXIMUM_COLUMNS))?;
    }
    for field in &explained.fields {
        writeln!(out, "    {rule}: {}", why(field))?;
        let of = |place: &PlaceReport, what: &str| {
            let (line, column) = (place.span.line, place.span.column);
            format!("{what} {}:{line}:{column}", place.source)
        };
        let pattern = field.pattern.as_ref().map(|place| of(place, "pattern"));
        let event = field.event.as_ref().map(|place| of(place, "event"));
        let places: Vec<String> = pattern.into_iter().chain(event).collect();
        if !places.is_empty() {
            writeln!(out, "      {}", style.faint(&places.join(", ")))?;
        }
    }
    Ok(())
}

fn why(field: &FieldReport) -> String {
    let path = printable(&field.path);
    let reason = cut(&field.reason, MAXIMUM_COLUMNS);
    let wanted = cut(&field.wanted, MAXIMUM_COLUMNS);
    match &field.actual {
        Some(actual) => {
            let actual = cut(actual, MAXIMUM_COLUMNS);
            format!("`{path}` is {actual}, the pattern wants {wanted}: {reason}")
        }
        None => format!("`{path}`: the pattern wants {wanted}: {reason}"),
    }
}

/// The cases that took longest.
fn slowest(report: &TestReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let suites = report.suites.iter();
    let all = suites.flat_map(|suite| suite.cases.iter().map(move |case| (suite, case)));
    let mut all: Vec<(&SuiteReport, &CaseReport)> =
        all.filter(|(_, case)| !case.duration.is_zero()).collect();
    all.sort_by_key(|(_, case)| std::cmp::Reverse(case.duration));
    for (suite, case) in all.into_iter().take(SLOWEST) {
        let took = milliseconds(case.duration);
        writeln!(out, "{took:>9} {}", head(suite, case, style))?;
    }
    Ok(())
}

fn summary(summary: &Summary, duration: Option<Duration>, style: Style) -> String {
    let cases = counted(summary.cases, "case", "cases");
    let suites = counted(summary.suites, "suite", "suites");
    let took = duration.map_or_else(String::new, |took| format!(" in {}", milliseconds(took)));
    let mut parts = Vec::new();
    if summary.failed > 0 {
        parts.push(style.bad(&format!("{} failed", thousands(summary.failed))));
    }
    if summary.errors > 0 {
        let errors = thousands(summary.errors);
        parts.push(style.doubt(&format!("{errors} could not be answered")));
    }
    if summary.suite_errors > 0 {
        let errors = counted(summary.suite_errors, "error", "errors");
        parts.push(style.doubt(&format!("{errors} beside the cases")));
    }
    let passed = format!("{} passed", thousands(summary.passed));
    parts.push(match parts.is_empty() {
        true => style.good(&passed),
        false => passed,
    });
    if summary.not_run > 0 {
        parts.push(format!("{} not run", thousands(summary.not_run)));
    }
    format!("{}: {cases} in {suites}{took}", parts.join(", "))
}

fn milliseconds(duration: Duration) -> String {
    match duration.as_micros() {
        0..10_000 => format!("{:.1} ms", duration.as_secs_f64() * 1_000.0),
        10_000..10_000_000 => format!("{} ms", duration.as_millis()),
        _ => format!("{} s", duration.as_secs()),
    }
}

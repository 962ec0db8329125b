//! What came of suites as a text for a pull request or a summary: a table of counts, and everything that does not pass, the
//! worst first.

use super::summary;
use super::told::{self, LINES, worst_first};
use crate::render::markup::{cell, code, fenced, prose};
use crate::render::printable::{MAXIMUM_COLUMNS, cut};
use crate::render::style::Style;
use crate::render::words::counted;
use crate::render::{coverage, mutants};
use crate::report::test::{
    CaseReport, ExplainedReport, FailureReport, FieldReport, PlaceReport, SuiteReport, TestReport,
};
use crate::report::{DiagnosticReport, SpanReport};

/// How many suites the table has.
const ROWS: usize = 50;

/// Room for the line that says what is left out.
const RESERVE: usize = 200;

/// How many fields of one failure are explained.
const EXPLAINED: usize = 20;

/// A page of at most so many bytes. What does not fit is counted at its end.
#[must_use]
pub fn page(report: &TestReport, most: usize) -> String {
    let mut page = Page {
        text: String::new(),
        most: most.saturating_sub(RESERVE),
        left_out: 0,
    };
    let heading = summary(&report.summary, None, Style::new(false));
    let unread = report.unread.iter().filter(|one| one.suite.is_some());
    let unread = match unread.count() as u64 {
        0 => String::new(),
        count => format!("; {} not read", counted(count, "suite", "suites")),
    };
    page.add(&format!("### evb test: {heading}{unread}\n"));
    table(report, &mut page);
    for unread in &report.unread {
        let told = unread.diagnostics.iter();
        page.add(&whole("not read", unread.suite.as_deref(), told));
    }
    for suite in &report.suites {
        if told::errors(suite).next().is_some() {
            page.add(&whole("error", Some(&suite.suite), told::errors(suite)));
        }
    }
    for (suite, case) in worst_first(report) {
        page.add(&self::case(suite, case));
    }
    worth(report, &mut page);
    page.end()
}

/// A text that may not grow beyond a size.
struct Page {
    text: String,
    most: usize,
    left_out: u64,
}

impl Page {
    /// Adds a part if there is room for it, and none before it was left out.
    fn add(&mut self, part: &str) {
        if self.left_out > 0 || self.text.len() + part.len() > self.most {
            self.left_out += 1;
            return;
        }
        self.text.push_str(part);
    }

    fn end(mut self) -> String {
        if self.left_out > 0 {
            let more = counted(self.left_out, "more part is", "more parts are");
            self.text
                .push_str(&format!("\n{more} left out, for want of room.\n"));
        }
        self.text
    }
}

/// The counts of the suites, those first of which something does not pass.
fn table(report: &TestReport, page: &mut Page) {
    if report.suites.is_empty() {
        return;
    }
    let mut table = "\n| suite | passed | failed | errors |\n|---|---:|---:|---:|\n".to_owned();
    let passes = |suite: &&SuiteReport| suite.cases.iter().all(CaseReport::passes);
    let mut suites: Vec<&SuiteReport> = report.suites.iter().collect();
    suites.sort_by_key(passes);
    for suite in suites.iter().take(ROWS) {
        let count = |outcome| {
            let cases = suite.cases.iter();
            cases.filter(|case| case.outcome == outcome).count()
        };
        let (passed, failed, errors) = (count("passed"), count("failed"), count("error"));
        let name = cell(&suite.suite);
        table.push_str(&format!("| {name} | {passed} | {failed} | {errors} |\n"));
    }
    if let Some(more) = suites.len().checked_sub(ROWS).filter(|more| *more > 0) {
        table.push_str(&format!("| and {more} more | | | |\n"));
    }
    page.add(&table);
}

/// What is wrong with a whole suite.
fn whole<'r>(
    word: &str,
    suite: Option<&str>,
    told: impl Iterator<Item = &'r DiagnosticReport>,
) -> String {
    let suite = suite.map_or_else(String::new, |suite| format!(": {}", code(suite)));
    let mut text = format!("\n#### {word}{suite}\n");
    told.for_each(|told| error(told, &mut text));
    text
}

fn error(told: &DiagnosticReport, text: &mut String) {
    let place = match (&told.source, told.span) {
        (Some(file), Some(span)) => place(file, span) + ": ",
        (Some(file), None) => code(file) + ": ",
        (None, _) => String::new(),
    };
    text.push_str(&format!("\n{place}{}\n", prose(&told.message)));
    if let Some(help) = &told.help {
        text.push_str(&format!("\n- {}\n", prose(help)));
    }
}

fn case(suite: &SuiteReport, case: &CaseReport) -> String {
    let mut text = format!("\n#### {}: {}\n", case.outcome, code(&case.name));
    case.errors.iter().for_each(|one| error(one, &mut text));
    for failure in &case.failures {
        self::failure(failure, case.file(suite), &mut text);
    }
    if case.left_out > 0 {
        text.push_str(&format!("\nand {} more\n", case.left_out));
    }
    text
}

fn failure(failure: &FailureReport, suite: &str, text: &mut String) {
    let (at, message) = (place(suite, failure.span), prose(&failure.message));
    text.push_str(&format!("\n{at}: {}: {message}\n", failure.expectation));
    if let Some(difference) = &failure.difference {
        let lines: Vec<_> = difference
            .lines()
            .map(|line| cut(line, MAXIMUM_COLUMNS))
            .collect();
        let (shown, rest) = lines.split_at_checked(LINES).unwrap_or((&lines, &[]));
        text.push_str(&format!("\n{}", fenced("diff", &shown.join("\n"))));
        if !rest.is_empty() {
            text.push_str(&format!("\nand {} more lines\n", rest.len()));
        }
    }
    let why: Vec<String> = failure.explanation.iter().flat_map(explained).collect();
    let more = why.len().saturating_sub(EXPLAINED);
    let mut items: Vec<String> = why.into_iter().take(EXPLAINED).collect();
    if more > 0 {
        items.push(format!("and {more} more"));
    }
    if let Some(at) = &failure.declared {
        items.insert(0, format!("declared {}", place(&at.source, at.span)));
    }
    for remedy in &failure.remedies {
        items.push(format!(
            "change the {}: {}",
            remedy.change,
            prose(&remedy.how)
        ));
    }
    text.push_str(if items.is_empty() { "" } else { "\n" });
    text.extend(items.iter().map(|item| format!("- {item}\n")));
}

/// Why, by the fields that decide and their places.
fn explained(explained: &ExplainedReport) -> impl Iterator<Item = String> {
    let rule = code(&explained.rule);
    let note = explained.note.iter();
    let note = note.map(|note| format!("{rule}: {}", prose(note)));
    let fields = explained
        .fields
        .iter()
        .map(|one| format!("{rule}: {}", field(one)));
    note.chain(fields).collect::<Vec<String>>().into_iter()
}

fn field(field: &FieldReport) -> String {
    let has = field
        .actual
        .as_ref()
        .map_or_else(|| ":".to_owned(), |actual| format!(" is {},", code(actual)));
    let (path, wanted, reason) = (code(&field.path), code(&field.wanted), prose(&field.reason));
    let of = |at: &PlaceReport, what: &str| format!("{what} {}", place(&at.source, at.span));
    let pattern = field.pattern.as_ref().map(|at| of(at, "pattern"));
    let event = field.event.as_ref().map(|at| of(at, "event"));
    let places: Vec<String> = pattern.into_iter().chain(event).collect();
    let places = match places.is_empty() {
        true => String::new(),
        false => format!(" ({})", places.join(", ")),
    };
    format!("{path}{has} the pattern wants {wanted}: {reason}{places}")
}

fn place(file: &str, span: SpanReport) -> String {
    code(&format!("{file}:{}:{}", span.line, span.column))
}

/// What the cases are worth, where that was asked.
fn worth(report: &TestReport, page: &mut Page) {
    let mut lines = Vec::new();
    // Memory is always written.
    if let Some(report) = &report.coverage {
        let _ = coverage::write(report, false, &mut lines);
    }
    if let Some(report) = &report.mutants {
        let _ = mutants::write(report, false, false, &mut lines);
    }
    if !lines.is_empty() {
        let text = String::from_utf8_lossy(&lines);
        page.add(&format!("\n{}", fenced("text", text.trim_end())));
    }
}

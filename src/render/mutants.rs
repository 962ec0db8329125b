//! What became of mutants, for people: what survived with the case that is missing, and one line for the rest.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::json;
use super::printable::{MAXIMUM_COLUMNS, cut, printable};
use super::style::Style;
use super::words::counted;
use crate::report::Format;
use crate::report::mutants::{
    MissingCaseReport, MutantReport, MutantsReport, MutantsSummary, SubjectName,
};

/// How many missing cases are shown.
const SHOWN: usize = 20;

/// How many mutants that a missing case would notice are shown.
const SHOWN_OF_CASE: usize = 10;

/// Writes what survived, what is undecided, and how many there are of the rest.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &MutantsReport,
    is_verbose: bool,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = Style::new(color);
    let with_status = |status| {
        report
            .mutants
            .iter()
            .filter(move |one| one.status == status)
    };
    let missed = with_status("survived").filter_map(|one| one.missing_case);
    let missed: BTreeSet<usize> = missed.collect();
    let cases = report.missing_cases.iter().enumerate();
    let survived: Vec<(usize, &MissingCaseReport)> = cases
        .filter(|(number, _)| missed.contains(number))
        .collect();
    for (number, case) in survived.iter().take(SHOWN) {
        missing(report, *number, case, style, out)?;
    }
    if let Some(more) = survived.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let cases = counted(more as u64, "more missing case", "more missing cases");
        writeln!(
            out,
            "and {cases}: `--format json` has all, `--write-survivors` adds them\n"
        )?;
    }
    for of in subjects(with_status("not-asked")) {
        let count = with_status("not-asked").filter(|one| one.of == *of).count();
        writeln!(
            out,
            "{} {}: no case asks about it, so {} survived",
            style.bad("not asked"),
            style.name(&cut(&of.name, MAXIMUM_COLUMNS)),
            counted(count as u64, "mutant", "mutants")
        )?;
    }
    for mutant in with_status("undecided") {
        let reason = mutant.reason.as_deref().unwrap_or_default();
        writeln!(out, "{} {}", style.doubt("undecided"), line(mutant, style))?;
        writeln!(out, "  {}", style.faint(reason))?;
    }
    for mutant in with_status("equivalent").filter(|_| is_verbose) {
        writeln!(out, "{} {}", style.good("equivalent"), line(mutant, style))?;
    }
    for of in &report.open {
        let name = style.name(&cut(&of.name, MAXIMUM_COLUMNS));
        writeln!(
            out,
            "{name} has no mutants, which counts against the score: its template leaves something of it open"
        )?;
    }
    if report.summary.added > 0 {
        let added = counted(report.summary.added as u64, "case was", "cases were");
        writeln!(out, "{added} added to the suites")?;
    }
    writeln!(out, "{}", summary(&report.summary, style))
}

/// Writes the mutants that there are, of which nothing was asked.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn list(report: &MutantsReport, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => return json::line(&report.document(), out),
        Format::Jsonl => return json::lines(&report.lines(), out),
        _ => {}
    }
    let style = Style::new(false);
    let mut mutants = report.mutants.iter();
    mutants.try_for_each(|one| {
        let name = cut(&one.of.name, MAXIMUM_COLUMNS);
        writeln!(out, "{} ({name}, {})", line(one, style), one.mutator)
    })
}

/// What survived for want of one case, and the case.
fn missing(
    report: &MutantsReport,
    number: usize,
    case: &MissingCaseReport,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let noticed = (report.mutants.iter()).filter(|one| one.missing_case == Some(number));
    let survived = counted(case.notices as u64, "mutant", "mutants");
    writeln!(
        out,
        "{} {survived} of {}",
        style.bad("survived"),
        style.name(&cut(&case.of.name, MAXIMUM_COLUMNS))
    )?;
    for mutant in noticed.take(SHOWN_OF_CASE) {
        writeln!(out, "  {}", line(mutant, style))?;
    }
    if let Some(more) = case
        .notices
        .checked_sub(SHOWN_OF_CASE)
        .filter(|more| *more > 0)
    {
        writeln!(out, "  and {more} more")?;
    }
    writeln!(out, "  {}", style.help("missing case:"))?;
    for line in case.new.yaml() {
        writeln!(out, "    {}", printable(&line))?;
    }
    writeln!(out)
}

fn line(mutant: &MutantReport, style: Style) -> String {
    let place = format!(
        "{}:{}:{}:",
        printable(&mutant.file),
        mutant.span.line,
        mutant.span.column
    );
    format!("{} {}", style.faint(&place), printable(&mutant.description))
}

/// What some mutants are of, in their order, each once.
fn subjects<'r>(mutants: impl Iterator<Item = &'r MutantReport>) -> Vec<&'r SubjectName> {
    let mut known = BTreeSet::new();
    let subjects = mutants.map(|one| &one.of);
    subjects.filter(|one| known.insert(*one)).collect()
}

/// `41 of 45 mutants killed (91.1 %), 4 survived; 6 equivalent, 1 undecided`
fn summary(summary: &MutantsSummary, style: Style) -> String {
    let judged = summary.killed + summary.survived + summary.open;
    let score = summary
        .score
        .map_or_else(String::new, |score| format!(" ({score:.1} %)"));
    let mut line = match judged {
        0 if summary.mutants == 0 && summary.open == 0 => "there are no mutants".to_owned(),
        0 => "no mutant is known to make a difference".to_owned(),
        _ => format!(
            "{} of {} killed{score}",
            summary.killed,
            counted(judged as u64, "mutant", "mutants")
        ),
    };
    if summary.survived > 0 {
        line.push_str(&format!(
            ", {}",
            style.bad(&format!("{} survived", summary.survived))
        ));
    }
    let apart = [
        (summary.equivalent, "equivalent"),
        (summary.undecided, "undecided"),
        (summary.open, "open"),
        (summary.left_out, "not tried"),
    ];
    let apart: Vec<String> = apart
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if !apart.is_empty() {
        line.push_str(&format!("; {}", apart.join(", ")));
    }
    line
}

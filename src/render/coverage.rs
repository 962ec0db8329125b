//! What of rules no case covers, for people: each with its place, and one line for the rest.

use std::io::{self, Write};

use super::printable::{MAXIMUM_COLUMNS, cut, printable};
use super::style::Style;
use super::words::counted;
use crate::report::coverage::{CoverageReport, CoverageSummary, UnitReport};

/// How many units are shown.
const SHOWN: usize = 100;

/// How much of the text of a unit is shown.
const SHOWN_COLUMNS: usize = 60;

/// Writes what is not covered, and how much is.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &CoverageReport, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::new(color);
    for unit in report.uncovered.iter().take(SHOWN) {
        let (file, span) = (printable(&unit.file), unit.span);
        let place = format!("{file}:{}:{}:", span.line, span.column);
        writeln!(
            out,
            "{} {} {}",
            style.bad("not covered"),
            style.faint(&place),
            told(unit, style)
        )?;
    }
    if let Some(more) = report
        .uncovered
        .len()
        .checked_sub(SHOWN)
        .filter(|more| *more > 0)
    {
        writeln!(out, "and {more} more: `--format json` has all")?;
    }
    for rule in &report.open_rules {
        let name = style.name(&cut(rule, MAXIMUM_COLUMNS));
        writeln!(
            out,
            "{name} is not looked at: its template leaves something of its pattern open"
        )?;
    }
    writeln!(out, "{}", summary(&report.summary))
}

fn told(unit: &UnitReport, style: Style) -> String {
    let rule = style.name(&cut(&unit.of.name, MAXIMUM_COLUMNS));
    let path = cut(&unit.path, MAXIMUM_COLUMNS);
    let one_line = unit.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = cut(&one_line, SHOWN_COLUMNS);
    let asked = match unit.status {
        "not-asked" => ": no case asks about the rule",
        _ => "",
    };
    match unit.unit {
        "target" => format!("no case says what {rule} receives"),
        "schedule" => format!("no case says when {rule} fires"),
        "field" => format!("`{path}` never decides alone that {rule} does not match{asked}"),
        "branch" => format!("{rule} never matches by `{text}` of `$or`{asked}"),
        _ => format!("{rule} never matches by `{text}` of `{path}`{asked}"),
    }
}

/// `41 of 45 units covered (91.1 %)`
fn summary(summary: &CoverageSummary) -> String {
    let percent = summary
        .percent
        .map_or_else(String::new, |percent| format!(" ({percent:.1} %)"));
    let units = counted(summary.units as u64, "unit", "units");
    let left_out = match summary.left_out {
        0 => String::new(),
        many => format!(", {many} not looked at"),
    };
    format!("{} of {units} covered{percent}{left_out}", summary.covered)
}

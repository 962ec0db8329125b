//! Two versions of schemas.

use std::io::{self, Write};

use crate::render::markup::{cell, code};
use crate::render::style::Style;
use crate::render::table::Table;
use crate::render::{json, words};
use crate::report::Format;
use crate::report::schema::{ChangeReport, DiffReport, DiffedReport};

/// Writes what changed.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &DiffReport,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => report.lines().try_for_each(|line| json::line(&line, out)),
        Format::Markdown => markdown(report, out),
        _ => human(report, Style::new(color), out),
    }
}

fn human(report: &DiffReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for schema in changed(report) {
        writeln!(out, "{}: {}", style.name(&schema.schema), schema.status)?;
        let mut table = Table::new(["breaks", "field", "change", "old", "new", "at"]);
        for change in &schema.changes {
            let place = change.new_place.as_ref().or(change.old_place.as_ref());
            table.row(vec![
                change.breaks().to_owned(),
                field(change).to_owned(),
                change.change.to_owned(),
                change.old.clone(),
                change.new.clone(),
                place.map_or_else(String::new, |place| {
                    format!("{}:{}:{}", place.source, place.span.line, place.span.column)
                }),
            ]);
        }
        table.write(out)?;
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(report))
}

fn markdown(report: &DiffReport, out: &mut dyn Write) -> io::Result<()> {
    for schema in changed(report) {
        writeln!(out, "### {}: {}\n", code(&schema.schema), schema.status)?;
        writeln!(out, "| breaks | field | change | old | new |")?;
        writeln!(out, "|---|---|---|---|---|")?;
        for change in &schema.changes {
            let cells = [field(change), &*change.old, &*change.new].map(cell);
            let [field, old, new] = cells;
            let (breaks, what) = (change.breaks(), change.change);
            writeln!(out, "| {breaks} | {field} | {what} | {old} | {new} |")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(report))
}

fn field(change: &ChangeReport) -> &str {
    match change.path.as_str() {
        "" => "(the event)",
        path => path,
    }
}

fn changed(report: &DiffReport) -> impl Iterator<Item = &DiffedReport> {
    let schemas = report.schemas.iter();
    schemas.filter(|schema| !schema.changes.is_empty())
}

fn summary(report: &DiffReport) -> String {
    let changes = || report.schemas.iter().flat_map(|schema| &schema.changes);
    let count = |wanted: &dyn Fn(&ChangeReport) -> bool| {
        changes().filter(|change| wanted(change)).count() as u64
    };
    let all = count(&|_| true);
    if all == 0 {
        return "nothing changed".to_owned();
    }
    format!(
        "{}: {} consumers, {} producers",
        words::counted(all, "change", "changes"),
        breaks(count(&|change| change.breaks_consumers)),
        breaks(count(&|change| change.breaks_producers))
    )
}

fn breaks(count: u64) -> String {
    match count {
        0 => "none breaks".to_owned(),
        1 => "1 breaks".to_owned(),
        many => format!("{} break", words::thousands(many)),
    }
}

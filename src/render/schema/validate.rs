//! Events that were held to a schema.

use std::io::{self, Write};

use crate::render::printable::{MAXIMUM_COLUMNS, cut, printable};
use crate::render::style::Style;
use crate::render::{json, words};
use crate::report::Format;
use crate::report::schema::{ValidatedReport, ValidationEnd};

/// Writes the answer for one event. People are told of those that are not valid.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn event(
    report: &ValidatedReport<'_>,
    format: Format,
    is_first: bool,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    if matches!(format, Format::Json | Format::Jsonl) {
        return json::result(report, format, is_first, out);
    }
    if report.valid {
        return Ok(());
    }
    let style = Style::new(color);
    let event = &report.event;
    let place = format!("{}:{}", event.source, event.line);
    let by = report.schema.as_ref().map_or_else(String::new, |schema| {
        format!(" by the schema of `{}`", printable(schema))
    });
    writeln!(
        out,
        "{}: {}{by}",
        style.name(&place),
        style.bad("not valid")
    )?;
    for violation in &report.violations {
        let span = violation.event_span;
        let message = cut(&violation.message, MAXIMUM_COLUMNS);
        write!(out, "  {}:{}: {message}", span.line, span.column)?;
        if let (Some(source), Some(span)) = (&violation.schema_source, violation.schema_span) {
            let place = format!("{source}:{}:{}", span.line, span.column);
            write!(out, "  {}", style.faint(&format!("({place})")))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes what is known at the end.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn end(report: &ValidationEnd, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => json::end_results(report, out),
        Format::Jsonl => Ok(()),
        _ => {
            let summary = report.summary;
            write!(
                out,
                "{}, {} valid",
                words::counted(summary.events, "event", "events"),
                words::thousands(summary.valid)
            )?;
            for (count, what) in [
                (summary.not_valid, "not valid"),
                (summary.skipped, "left out"),
            ] {
                if count > 0 {
                    write!(out, ", {} {what}", words::thousands(count))?;
                }
            }
            writeln!(out)
        }
    }
}

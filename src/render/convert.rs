//! What was converted: for people the bare results.

use std::io;

use super::json;
use super::printable::printable;
use super::stream::Stream;
use crate::report::Format;
use crate::report::convert::{ConvertReport, OutputReport};

/// Writes the results, one a line. What is worth knowing of them stands in the document, and else on standard error.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &ConvertReport, format: Format, out: &mut Stream<'_>) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            let mut lines = report.results.iter();
            lines.try_for_each(|one| json::line(one, out))
        }
        _ => {
            let mut results = report.results.iter();
            results.try_for_each(|one| match &one.output {
                OutputReport::Text(text) => writeln!(out, "{}", printable(text)),
                // What a terminal would obey is escaped as JSON has it.
                OutputReport::Json(value) => writeln!(out, "{}", value.get()),
            })
        }
    }
}

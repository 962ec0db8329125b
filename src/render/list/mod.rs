//! `evb list` in its forms.

mod human;

use std::io::{self, Write};

use super::json;
use crate::report::Format;
use crate::report::list::ListReport;

/// Writes what was read.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &ListReport,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            let mut lines = report.inventories.iter().flat_map(|one| one.lines());
            lines.try_for_each(|line| json::line(&line, out))
        }
        _ => human::write(report, color, out),
    }
}

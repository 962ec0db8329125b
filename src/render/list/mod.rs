//! `evb list` in its forms.

mod human;
mod mermaid;
mod picture;

use std::io::{self, Write};

use super::json;
use crate::report::Format;
use crate::report::list::{GraphReport, ListReport};

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
        Format::Mermaid => mermaid::write(&GraphReport::new(report), out),
        Format::Svg => out.write_all(picture::picture(&GraphReport::new(report)).as_bytes()),
        _ => human::write(report, color, out),
    }
}

/// A label short enough to be drawn: of an ARN its service and what names the thing there.
fn short(label: &str) -> String {
    let parts: Vec<&str> = label.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, service, _, _, thing] => format!("{service} {thing}"),
        _ => label.to_owned(),
    }
}

//! `evb next-fires`: a table, JSON, CSV, a calendar, a picture.

mod human;
mod ics;
mod lines;
mod picture;

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::json;
use super::style::Style;
use crate::report::Format;
use crate::report::next_fires::NextFires;

pub use lines::Lines;

/// Writes a report whose fires are all known. `after` is the instant from which the time until a fire is counted.
///
/// Formats that take the fires one by one are written with [`Lines`].
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &NextFires,
    after: DateTime<Utc>,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Svg => picture::write(report, out),
        _ => human::write(report, after, Style::new(color), out),
    }
}

//! What a target receives, for people.

use std::io::{self, Write};

use super::printable::printable;
use super::stream::Stream;
use super::style::Style;
use crate::report::transform::ExpectationReport;

/// Exactly the delivered text, and a line break; on a terminal in its printable form.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn delivered(raw: &str, out: &mut Stream<'_>) -> io::Result<()> {
    out.payload(raw)?;
    out.exact(b"\n")
}

/// Which event is lost; why stands below.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn undelivered(place: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "not delivered: the event at {}", printable(place))
}

/// How the results differ from what was expected.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn difference(
    expectation: &ExpectationReport,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    if expectation.matches {
        return writeln!(out, "as expected");
    }
    let style = Style::new(color);
    for line in expectation.diff.lines() {
        match line.as_bytes().first() {
            Some(b'+') => writeln!(out, "{}", style.good(line))?,
            Some(b'-') => writeln!(out, "{}", style.bad(line))?,
            _ => writeln!(out, "{}", printable(line))?,
        }
    }
    Ok(())
}

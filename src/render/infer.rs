//! What was inferred: for people the pattern, and beside it what its fields are there for.

use std::io::{self, Write};

use super::printable::printable;
use super::stream::Stream;
use super::{json, words};
use crate::report::Format;
use crate::report::infer::{InferReport, InferredAlternativeReport};

/// Writes the pattern, or the document.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &InferReport, format: Format, out: &mut Stream<'_>) -> io::Result<()> {
    if format != Format::Human {
        return json::line(report, out);
    }
    if report.pattern.is_some() {
        // What a terminal would obey is escaped as JSON has it.
        writeln!(out, "{}", report.pretty)?;
    }
    Ok(())
}

/// Says what the fields are there for: a line for each, for standard error.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn reasons(report: &InferReport, out: &mut dyn Write) -> io::Result<()> {
    let matched = words::counted(report.matched, "event", "events");
    if report.kept_out == 0 {
        return writeln!(out, "it takes all of {matched}; nothing was to be kept out");
    }
    let kept_out = words::counted(report.kept_out, "event", "events");
    writeln!(out, "it takes all of {matched} and none of {kept_out}")?;
    let mut alternatives = report.alternatives.iter();
    let mut number = None;
    for field in &report.fields {
        if field.alternative != number {
            number = field.alternative;
            if let Some(one) = alternatives.next() {
                alternative(one, out)?;
            }
        }
        let indent = if number.is_some() { "    " } else { "  " };
        let path = printable(&field.path);
        let keeps = words::counted(field.keeps_out, "event", "events");
        match (&field.example, field.alone) {
            (Some(place), alone) if alone < field.keeps_out => writeln!(
                out,
                "{indent}{path} keeps out {keeps}, {alone} of them alone: {}",
                printable(place)
            )?,
            (Some(place), _) => writeln!(
                out,
                "{indent}{path} alone keeps out {keeps}: {}",
                printable(place)
            )?,
            (None, _) => writeln!(out, "{indent}{path} keeps out {keeps}")?,
        }
    }
    Ok(())
}

/// Says what an alternative is there for.
fn alternative(one: &InferredAlternativeReport, out: &mut dyn Write) -> io::Result<()> {
    let takes = words::counted(one.takes, "event", "events");
    let number = one.number;
    match &one.example {
        Some(place) if one.alone < one.takes => writeln!(
            out,
            "  alternative {number} takes {takes}, {} of them alone: {}",
            one.alone,
            printable(place)
        ),
        Some(place) => writeln!(
            out,
            "  alternative {number} alone takes {takes}: {}",
            printable(place)
        ),
        None => writeln!(out, "  alternative {number} takes {takes}"),
    }
}

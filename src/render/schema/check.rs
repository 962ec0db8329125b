//! Patterns that were checked against schemas.

use std::io::{self, Write};

use crate::render::json;
use crate::render::printable::printable;
use crate::render::style::Style;
use crate::render::words;
use crate::report::Format;
use crate::report::schema::{CheckReport, CheckedReport};

/// How many types of events are named.
const SHOWN_TYPES: usize = 3;

/// Writes what was found.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &CheckReport,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut patterns = report.patterns.iter();
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => patterns.try_for_each(|pattern| json::line(pattern, out)),
        _ => {
            let style = Style::new(color);
            patterns.try_for_each(|pattern| human(pattern, style, out))
        }
    }
}

fn human(pattern: &CheckedReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let place = match &pattern.name {
        Some(name) => format!("{name} ({}:{})", pattern.source, pattern.line),
        None => pattern.source.clone(),
    };
    let warnings = pattern.diagnostics.iter();
    let warnings = warnings.filter(|one| one.severity != "note").count() as u64;
    let answer = match (pattern.can_match, warnings) {
        (Some(false), _) => style.bad("never matches"),
        (_, 1..) => style.bad(&words::counted(warnings, "warning", "warnings")),
        (Some(true), 0) => style.good("nothing to tell"),
        (None, 0) => "not known".to_owned(),
    };
    let mut types: Vec<String> = pattern
        .types
        .iter()
        .take(SHOWN_TYPES)
        .map(|one| format!("`{}`", printable(one)))
        .collect();
    if pattern.types.len() > SHOWN_TYPES {
        types.push("…".to_owned());
    }
    let of = match types.is_empty() {
        true => String::new(),
        false => format!(", of events {}", types.join(", ")),
    };
    writeln!(out, "{}: {answer}{of}", style.name(&place))
}

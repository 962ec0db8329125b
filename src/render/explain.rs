//! `evb explain`: the page of a kind of findings, and the list of all.

use std::io::{self, Write};

use super::markdown;
use super::style::Style;
use crate::check::{LINTS, Lint};
use crate::report::check::severity;

/// Writes a page, for a terminal of `width` columns if somebody looks.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn page(lint: &Lint, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let text = format!(
        "# {}\n\n{}\n\nSeverity `{}`, confidence `{}`.\n\n{}",
        lint.name,
        lint.summary,
        severity(lint.severity),
        lint.confidence.as_str(),
        lint.page
    );
    match width {
        Some(width) => write!(out, "{}", markdown::fitted(&text, width)),
        None => write!(out, "{text}"),
    }
}

/// Writes the names, with what each tells.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn list(color: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::new(color);
    let width = LINTS.iter().map(|lint| lint.name.len()).max().unwrap_or(0);
    for lint in LINTS {
        let name = style.name(lint.name);
        let blanks = " ".repeat(width - lint.name.len());
        writeln!(
            out,
            "{name}{blanks}  {:7}  {}",
            severity(lint.severity),
            lint.summary
        )?;
    }
    Ok(())
}

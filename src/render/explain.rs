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
        "# {}\n\n{}\n\nSeverity `{}`, confidence `{}`. {}\n\n{}",
        lint.name,
        lint.summary,
        severity(lint.severity),
        lint.confidence.as_str(),
        match lint.has_fix() {
            true => "`evb check --fix` undoes it where it is certain what was meant.",
            false => "It has no fix that `evb check --fix` would make.",
        },
        lint.page
    );
    match width {
        Some(width) => write!(out, "{}", markdown::fitted(&text, width)),
        None => write!(out, "{text}"),
    }
}

/// Writes the page of a code, for a terminal of `width` columns if somebody looks. `instance`: the kind of findings of which
/// it is an instance, whose page follows.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn code(
    code: &str,
    text: &str,
    source: &str,
    instance: Option<&str>,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let instance = instance.map_or_else(String::new, |name| {
        format!("\nWhere `evb check` finds it, it is an instance of `{name}`:\n\n")
    });
    let text = format!("# {code}\n\n{text}\n\n## Source\n\n{source}\n{instance}");
    match width {
        Some(width) => write!(out, "{}", markdown::fitted(&text, width)),
        None => write!(out, "{text}"),
    }
}

/// Writes codes, with what each means, below a heading.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn codes(codes: &[(&str, &str)], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::new(color);
    writeln!(out, "\nCodes that commands tell in brackets:\n")?;
    let width = codes.iter().map(|(code, _)| code.len()).max().unwrap_or(0);
    for (code, meaning) in codes {
        let blanks = " ".repeat(width - code.len());
        writeln!(out, "{}{blanks}  {meaning}", style.name(code))?;
    }
    Ok(())
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

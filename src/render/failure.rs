//! A question that could not be answered, told on both streams.

use std::io::{self, Write};

use super::json;
use super::printable::printable_lines;
use super::snippet::{self, Look};
use crate::report::Refusal;

/// Draws the findings on `stderr`; with `as_json` also prints the error document on `stdout`.
///
/// # Errors
///
/// When a stream cannot be written.
pub fn tell(
    refusal: &Refusal,
    as_json: bool,
    look: Look,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> io::Result<()> {
    for finding in &refusal.findings {
        snippet::tell(finding, look, stderr)?;
    }
    if let Some((exception, message)) = &refusal.aws {
        let message = printable_lines(message);
        writeln!(stderr, "AWS answers: {exception}: {message}")?;
    }
    if as_json {
        json::line(&refusal.document(), stdout)
    } else {
        Ok(())
    }
}

//! Reports as JSON.

use std::io::{self, Write};

use serde::Serialize;

/// Writes one document, or one line of JSON Lines: compact, ended by a newline.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

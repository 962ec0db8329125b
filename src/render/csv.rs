//! Comma-separated values, as RFC 4180 writes them, with lines that end in a newline.

use std::io::{self, Write};

/// Writes one record. A field with a comma, a quote or a line break is put in quotes.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn record(fields: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let quoted: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    writeln!(out, "{}", quoted.join(","))
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

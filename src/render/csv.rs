//! Comma-separated values, as RFC 4180 writes them, with lines that end in a newline.
//!
//! Most of what is written so is opened in a spreadsheet, which runs a cell that begins like a formula. Such a cell gets
//! a `'` before it, which spreadsheets take for "this is text"; a number is none. Fields may hold anything, and are
//! written in their printable form.
//!
//! # Source
//!
//! OWASP, "CSV Injection", <https://owasp.org/www-community/attacks/CSV_Injection>: `=`, `+`, `-`, `@`, tab and carriage
//! return at the head of a cell, and the full-width forms of the four signs.

use std::borrow::Cow;
use std::io::{self, Write};

use super::printable::printable;

/// Writes one record. A field with a comma or a quote is put in quotes.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn record(fields: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = fields.iter().map(|field| cell(field)).collect();
    writeln!(out, "{}", cells.join(","))
}

/// A field as it stands in a record.
pub(super) fn cell(field: &str) -> String {
    let shown = match is_formula(field) {
        true => Cow::Owned(format!("'{}", printable(field))),
        false => printable(field),
    };
    if shown.contains([',', '"']) {
        format!("\"{}\"", shown.replace('"', "\"\""))
    } else {
        shown.into_owned()
    }
}

/// Whether a spreadsheet would run the cell.
fn is_formula(field: &str) -> bool {
    const HEADS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    // Some leave out blanks at the head.
    field.trim_start_matches([' ', '\n']).starts_with(HEADS) && field.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(field: &str) -> String {
        let mut out = Vec::new();
        record(&[field], &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for (field, cell) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-5+cmd", "'-5+cmd"),
            (" +1+1", "' +1+1"),
            ("\t=1", "'\\t=1"),
            ("\r", "'\\r"),
            ("=A1,\"x\"", "\"'=A1,\"\"x\"\"\""),
            ("＝1", "'＝1"),
        ] {
            assert_eq!(written(field), format!("{cell}\n"));
        }
    }

    #[test]
    fn numbers_and_words_stay_as_they_are() {
        for field in ["-5", "+0.25", "-1e-7", "a=b", "2026-11-20T10:00:00Z", ""] {
            assert_eq!(written(field), format!("{field}\n"));
        }
    }

    #[test]
    fn a_record_is_one_line() {
        assert_eq!(written("a\nb\u{202e}"), "a\\nb\\u202e\n");
    }
}

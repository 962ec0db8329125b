//! A question that could not be answered, told to people.

use std::io::{self, Write};

use super::printable::quoting;
use super::words::thousands;
use crate::report::Refusal;

/// What AWS answers, where it has words.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn aws_answer(refusal: &Refusal, out: &mut dyn Write) -> io::Result<()> {
    match &refusal.aws {
        Some((exception, message)) => {
            let message = quoting(message);
            writeln!(out, "AWS answers: {exception}: {message}")
        }
        None => Ok(()),
    }
}

/// How many findings are not drawn.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn left_out(count: u64, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "… and {} more", thousands(count))
}

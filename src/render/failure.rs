//! A question that could not be answered, told to people.

use std::io::{self, Write};

use super::printable::{cut, quoting};
use super::words::thousands;
use crate::report::Refusal;

/// How much of what AWS answers people are told: of a request it may quote all.
const MOST_COLUMNS: usize = 600;

/// What AWS answers, where it has words.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn aws_answer(refusal: &Refusal, out: &mut dyn Write) -> io::Result<()> {
    match &refusal.aws {
        Some((exception, message)) => {
            let message = quoting(message);
            let message = match message.chars().count() > MOST_COLUMNS {
                true => cut(&message, MOST_COLUMNS),
                false => message.as_str().into(),
            };
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

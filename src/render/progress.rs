//! How far a run has come, on a line that is written again and again.

use std::io;

use super::stream::Stream;
use super::words::counted;

/// Writes that so many are done, of how many and what they are called, one and several.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn show(
    done: u64,
    (of, (one, several)): (u64, (&str, &str)),
    out: &mut Stream<'_>,
) -> io::Result<()> {
    let percent = u128::from(done) * 100 / u128::from(of.max(1));
    out.overwrite(&format!("{percent:3} % of {}", counted(of, one, several)))
}

/// Takes it away again.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn hide(out: &mut Stream<'_>) -> io::Result<()> {
    out.overwrite("")
}

//! Files that a run writes beside its output.

use std::io;
use std::path::{Path, PathBuf};

use super::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};

/// An argument that is a file to be written.
pub(super) fn file(path: PathBuf) -> Result<PathBuf, &'static str> {
    match path.as_os_str() == "-" {
        true => Err("standard output has the results already: name a file"),
        false => Ok(path),
    }
}

/// Writes a file whole; `code` says that it cannot be.
pub(super) fn write(
    file: &Path,
    content: &[u8],
    code: Code,
    context: &Context<'_>,
) -> Result<(), Failure> {
    let written = context.host.write(file, content);
    written.map_err(|error| Failure::refused(not_written(file, &error, code, Diagnostic::error)))
}

/// That a file cannot be written.
pub(super) fn not_written(
    file: &Path,
    error: &io::Error,
    code: Code,
    told: impl FnOnce(Code, String) -> Diagnostic,
) -> Finding {
    let message = format!("`{}` could not be written: {error}", file.display());
    Finding::without_source(told(code, message))
}

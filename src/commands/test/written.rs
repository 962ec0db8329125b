//! Files that a run writes beside its output.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::commands::{Context, Failure, written};
use crate::diagnostic::{Code, Diagnostic};

/// A file that could not be written.
const NOT_WRITTEN: Code = Code::new("suite/not-written");

/// The environment variable that names the file of the summary of a step.
///
/// GitHub: "Workflow commands for GitHub Actions", "Adding a job summary".
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// How large the summary of a step may be.
///
/// GitHub: "Workflow commands for GitHub Actions", "Step isolation and limits": "restricted to a maximum size of 1MiB".
const STEP_SUMMARY_BYTES: usize = 1 << 20;

/// Writes a file whole.
pub(super) fn write(file: &Path, content: &[u8], context: &Context<'_>) -> Result<(), Failure> {
    written::write(file, content, NOT_WRITTEN, context)
}

/// Adds a page to the summary of the step, if there is one; it gets the bytes that are left there. That it cannot be written
/// changes no answer.
pub(super) fn summary(
    page: impl FnOnce(usize) -> String,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let named = context.host.environment(STEP_SUMMARY);
    let Some(file) = named.filter(|name| !name.is_empty()).map(PathBuf::from) else {
        return Ok(());
    };
    let held = length(&file, context);
    // What is there may end within a line.
    let before = if held > 0 { "\n" } else { "" };
    let most = STEP_SUMMARY_BYTES.saturating_sub(held + before.len());
    let page = format!("{before}{}", page(most));
    if page.len() > most + before.len() {
        return Ok(());
    }
    if let Err(error) = context.host.append(&file, page.as_bytes()) {
        context.tell(&written::not_written(
            &file,
            &error,
            NOT_WRITTEN,
            Diagnostic::warning,
        ))?;
    }
    Ok(())
}

/// How many bytes a file has; no more are counted than a summary may have.
fn length(file: &Path, context: &Context<'_>) -> usize {
    if context.host.is_endless(file) {
        return 0;
    }
    let Ok(file) = context.host.open(file) else {
        return 0;
    };
    let read = io::copy(&mut file.take(STEP_SUMMARY_BYTES as u64), &mut io::sink());
    read.ok()
        .and_then(|read| usize::try_from(read).ok())
        .unwrap_or(0)
}

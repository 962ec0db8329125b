//! Commands of GitHub's workflows, which mark places in a pull request.
//!
//! GitHub: "Workflow commands for GitHub Actions", <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>;
//! what is escaped stands in its toolkit, `packages/core/src/command.ts`.
//!
//! # Example
//!
//! ```
//! use evb::render::workflow::Annotation;
//!
//! let mut out = Vec::new();
//! let annotation = Annotation {
//!     command: "error",
//!     file: Some("./shop.yaml"),
//!     span: None,
//!     title: "evb: a, b",
//!     message: "100 %\nand more",
//! };
//! annotation.write(&mut out)?;
//! assert_eq!(out, b"::error file=shop.yaml,title=evb%3A a%2C b::100 %25%0Aand more\n");
//! # Ok::<(), std::io::Error>(())
//! ```

use std::io::{self, Write};

use crate::report::SpanReport;

/// How many marks of one kind GitHub shows of a step: errors, warnings and notices each.
///
/// GitHub: toolkit, `docs/problem-matchers.md`, "Limitations": "10 warning annotations, 10 error annotations, and 10 notice
/// annotations per step".
pub const MARKS: usize = 10;

/// A mark at a place.
#[derive(Clone, Copy, Debug)]
pub struct Annotation<'a> {
    /// `error`, `warning` or `notice`.
    pub command: &'static str,
    /// The file, as seen from the root of the repository.
    pub file: Option<&'a str>,
    /// The place in it.
    pub span: Option<SpanReport>,
    /// What stands above the message.
    pub title: &'a str,
    /// What is said, in one line or several.
    pub message: &'a str,
}

impl Annotation<'_> {
    /// Writes the command: one line, whatever the texts hold.
    ///
    /// GitHub marks lines, and columns only within one.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut properties = Vec::new();
        if let Some(file) = self.file {
            properties.push(format!("file={}", property(&repository_path(file))));
        }
        if let Some(span) = self.span {
            properties.push(format!("line={}", span.line));
            properties.push(format!("col={}", span.column));
            if span.line == span.end_line && span.end_column > span.column {
                properties.push(format!("endColumn={}", span.end_column));
            }
        }
        properties.push(format!("title={}", property(self.title)));
        let (command, message) = (self.command, data(self.message));
        writeln!(out, "::{command} {}::{message}", properties.join(","))
    }
}

/// A path as repositories have it: with `/`, and without `./`.
pub(super) fn repository_path(path: &str) -> String {
    path.strip_prefix("./").unwrap_or(path).replace('\\', "/")
}

/// What stands behind the command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What stands in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

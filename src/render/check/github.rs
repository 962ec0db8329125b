//! Commands of GitHub's workflows, which mark findings in a pull request.
//!
//! GitHub: "Workflow commands for GitHub Actions", <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>;
//! what is escaped stands in its toolkit, `packages/core/src/command.ts`.

use std::io::{self, Write};

use crate::report::check::FindingReport;
use crate::report::{DiagnosticReport, SpanReport};

/// A finding, at its place.
pub(super) fn finding(finding: &FindingReport, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity {
        "info" => "notice",
        other => other,
    };
    let place = (Some(finding.source.as_str()), finding.span);
    let title = format!("evb: {}", finding.name);
    write(command, place, &title, &super::message(finding), out)
}

/// A file that could not be read.
pub(super) fn failure(failure: &DiagnosticReport, out: &mut dyn Write) -> io::Result<()> {
    let place = (failure.source.as_deref(), failure.span);
    let title = format!("evb: {}", failure.code);
    let lines = [Some(failure.message.clone()), failure.help.clone()];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    write("error", place, &title, &lines.join("\n"), out)
}

/// GitHub marks lines, and columns only within one.
fn write(
    command: &str,
    (file, span): (Option<&str>, Option<SpanReport>),
    title: &str,
    message: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut properties = Vec::new();
    if let Some(file) = file {
        let file = file.strip_prefix("./").unwrap_or(file).replace('\\', "/");
        properties.push(format!("file={}", property(&file)));
    }
    if let Some(span) = span {
        properties.push(format!("line={}", span.line));
        properties.push(format!("col={}", span.column));
        if span.line == span.end_line && span.end_column > span.column {
            properties.push(format!("endColumn={}", span.end_column));
        }
    }
    properties.push(format!("title={}", property(title)));
    writeln!(
        out,
        "::{command} {}::{}",
        properties.join(","),
        data(message)
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_command_gives_meaning_to_is_escaped() {
        assert_eq!(data("100 %\r\na: b, c"), "100 %25%0D%0Aa: b, c");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}

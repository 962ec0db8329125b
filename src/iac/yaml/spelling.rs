//! How a scalar is written: where it stands, and who cannot read it.

use granit_parser::ScalarStyle;

use super::told;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// From behind the line that begins a scalar with `|` or `>` to its end. The parser has it begin at its first letter.
pub(super) fn behind_header(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or("");
    let header = before.trim_end_matches([' ', '\t', '\r', '\n']).len();
    let breaks = before.get(header..).unwrap_or("");
    let start = breaks.find('\n').or_else(|| breaks.find('\r'));
    Span::new(start.map_or(span.start, |at| header + at + 1), span.end)
}

/// A plain scalar that those who read templates for CloudFormation cannot read.
///
/// PyYAML, with which the AWS CLI, the SAM CLI and cfn-lint read: `?` ends a plain scalar in brackets.
pub(super) fn question_mark(text: &str, span: Span) -> Option<Diagnostic> {
    let at = text.contains('?').then_some(span)?;
    let raw = told::shortened(text);
    let message = format!(
        "the AWS CLI, the SAM CLI and cfn-lint cannot read `{raw}` without quotes in brackets"
    );
    Some(
        Diagnostic::warning(told::PLAIN_IN_BRACKETS, message)
            .at(at, "ends for them at the `?`")
            .help(format!("write `\"{raw}\"`")),
    )
}

/// An escape in double quotes that CloudFormation does not take: `\/`, which JSON and YAML 1.2 have (cfn-lint, issue 3331).
/// `raw` is what stands at `span`.
pub(super) fn escaped_slash(raw: &str, style: ScalarStyle, span: Span) -> Option<Diagnostic> {
    let is_possible = style == ScalarStyle::DoubleQuoted && raw.contains("\\/");
    let at = span.start + is_possible.then(|| place_of_slash(raw)).flatten()?;
    Some(
        Diagnostic::warning(
            told::ESCAPE,
            "CloudFormation does not take the escape `\\/`",
        )
        .at(Span::new(at, at + 2), "")
        .help("write `/`"),
    )
}

fn place_of_slash(raw: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = raw.get(at..)?.find('\\') {
        let escape = at + found;
        let escaped = raw.get(escape + 1..)?.chars().next()?;
        if escaped == '/' {
            return Some(escape);
        }
        at = escape + 1 + escaped.len_utf8();
    }
    None
}

//! A question that could not be answered.

use serde::Serialize;

use super::EventReport;
use crate::diagnostic::{Finding, Fix, Label};
use crate::source::{Position, Source, Span};

pub use crate::diagnostic::Refusal;

impl Refusal {
    /// The document that `--format json` and `jsonl` print.
    #[must_use]
    pub fn document(&self) -> ErrorDocument<'static> {
        ErrorDocument {
            version: 1,
            event: None,
            error: ErrorReport {
                diagnostics: self.findings.iter().map(DiagnosticReport::new).collect(),
                ..self.error_without_diagnostics()
            },
        }
    }

    /// Code and message alone.
    #[must_use]
    pub fn error_without_diagnostics(&self) -> ErrorReport {
        let first = self.findings.first().map(|finding| &finding.diagnostic);
        let (code, message) = match &self.aws {
            Some((code, message)) => (code.clone(), message.clone()),
            None => (
                first.map_or_else(String::new, |one| one.code.as_str().to_owned()),
                first.map_or_else(String::new, |one| one.message.clone()),
            ),
        };
        ErrorReport {
            code,
            message,
            diagnostics: Vec::new(),
            diagnostics_left_out: 0,
            rules: Vec::new(),
        }
    }
}

/// `{"version":1,"event":{…},"error":{…}}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ErrorDocument<'a> {
    /// Of the output contract.
    pub version: u32,
    /// Of which record; absent where it is about a whole input, or about no event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventReport<'a>>,
    /// What went wrong.
    pub error: ErrorReport,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ErrorReport {
    /// AWS's exception name where AWS has one, otherwise our code.
    pub code: String,
    /// AWS's own text where AWS has one.
    pub message: String,
    /// Everything we found, or the first of it.
    pub diagnostics: Vec<DiagnosticReport>,
    /// How many more we found.
    #[serde(skip_serializing_if = "is_zero")]
    pub diagnostics_left_out: usize,
    /// The rules that are refused, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RefusedRuleReport>,
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleReport {
    /// What the rule is called.
    pub name: String,
    /// The file, or `<stdin>`.
    pub source: String,
    /// The line on which the rule begins, from 1.
    pub line: usize,
}

/// A rule that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RefusedRuleReport {
    /// Which rule.
    pub rule: RuleReport,
    /// AWS's exception name where AWS has one, otherwise our code.
    pub code: String,
    /// AWS's own text where AWS has one.
    pub message: String,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
pub(super) fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A diagnostic with its places counted out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DiagnosticReport {
    /// The stable name of its kind.
    pub code: &'static str,
    /// `note`, `warning` or `error`.
    pub severity: &'static str,
    /// Whether AWS may answer otherwise: no text and no recording settles it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsettled: bool,
    /// One clause.
    pub message: String,
    /// The file, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The main place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanReport>,
    /// What to see there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Places that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RelatedReport>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The same as an edit of the file, where one edit does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixReport>,
}

/// An edit that undoes what is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FixReport {
    /// What to replace; nothing where its ends are one place.
    pub span: SpanReport,
    /// What to write in its place.
    pub replacement: String,
}

impl FixReport {
    /// The edit of a finding, if its file can be edited so.
    #[must_use]
    pub fn new(finding: &Finding) -> Option<Self> {
        let (source, fix) = (finding.source.as_ref()?, finding.fix()?);
        Some(Self::of(source, fix))
    }

    /// An edit of a text.
    #[must_use]
    pub fn of(source: &Source, fix: &Fix) -> Self {
        Self {
            span: SpanReport::new(source, fix.span),
            replacement: fix.replacement.clone(),
        }
    }
}

/// Another place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RelatedReport {
    /// Where.
    pub span: SpanReport,
    /// What to see there.
    pub label: String,
}

/// A range of characters: the end is the place behind the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SpanReport {
    /// Line of the first character, from 1.
    pub line: usize,
    /// Column of the first character, from 1, in characters.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column of the end.
    pub end_column: usize,
}

impl SpanReport {
    /// Counts out a span.
    #[must_use]
    pub fn new(source: &Source, span: Span) -> Self {
        let (Position { line, column }, end) = source.positions(span);
        Self {
            line,
            column,
            end_line: end.line,
            end_column: end.column,
        }
    }

    /// The same in a text that is all of a line, and has no line break.
    #[must_use]
    pub fn in_line(line: usize, text: &str, span: Span) -> Self {
        let characters = |from: usize, to: usize| {
            let bytes = text.as_bytes().get(from..to).unwrap_or_default();
            if bytes.is_ascii() {
                return bytes.len();
            }
            bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
        };
        let column = 1 + characters(0, span.start);
        Self {
            line,
            column,
            end_line: line,
            end_column: column + characters(span.start, span.end),
        }
    }
}

impl DiagnosticReport {
    /// A finding as data.
    #[must_use]
    pub fn new(finding: &Finding) -> Self {
        let diagnostic = &finding.diagnostic;
        let place = |label: &Label| {
            finding
                .source
                .as_ref()
                .map(|source| SpanReport::new(source, label.span))
        };
        let related = diagnostic.related.iter();
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            unsettled: diagnostic.code.is_unsettled(),
            message: diagnostic.message.clone(),
            source: finding.source.as_ref().map(|source| {
                let place = diagnostic.primary.as_ref();
                let byte = place.map_or(0, |label| label.span.start);
                source.name_at(byte).to_owned()
            }),
            span: diagnostic.primary.as_ref().and_then(place),
            label: diagnostic
                .primary
                .as_ref()
                .map(|label| label.text.clone())
                .filter(|text| !text.is_empty()),
            related: related
                .filter_map(|label| {
                    Some(RelatedReport {
                        span: place(label)?,
                        label: label.text.clone(),
                    })
                })
                .collect(),
            help: diagnostic.help.clone(),
            fix: FixReport::new(finding),
        }
    }
}

//! A diagnostic drawn on its source line.

use std::borrow::Cow;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::printable::printable;
use crate::diagnostic::{Diagnostic, Finding, Label, Severity};
use crate::source::{Position, Source, Span};

/// How much of a very long line is kept on each side of what is pointed at, in bytes.
const KEPT_BYTES: usize = 60;

/// Draws a finding, and a newline.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn tell(finding: &Finding, color: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", draw(finding, color))
}

/// Draws a finding, without a newline at the end.
#[must_use]
pub fn draw(finding: &Finding, color: bool) -> String {
    match finding.on_whole_lines() {
        Some(wider) => draw_as_is(&wider, color),
        None => draw_as_is(finding, color),
    }
}

fn draw_as_is(finding: &Finding, color: bool) -> String {
    let diagnostic = &finding.diagnostic;
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    // A message may name a file; a help may have several lines.
    let message = printable(&diagnostic.message);
    let title = level.primary_title(&*message).id(diagnostic.code.as_str());
    let help = diagnostic.help.as_deref().map(|help| {
        let lines: Vec<_> = help.split('\n').map(printable).collect();
        Level::HELP.message(lines.join("\n"))
    });
    let excerpt = finding
        .source
        .as_ref()
        .and_then(|source| Excerpt::new(source, diagnostic));
    let group = match &excerpt {
        Some(excerpt) => Group::with_title(title)
            .element(excerpt.snippet())
            .elements(help),
        None => Group::with_title(title).elements(help),
    };
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn = renderer.render(&[group]);
    match &excerpt {
        Some(excerpt) => excerpt.with_true_column(drawn),
        None => drawn,
    }
}

/// The part of a source that is worth drawing: whole lines, unless they are very long.
struct Excerpt<'a> {
    source: &'a Source,
    name: Cow<'a, str>,
    text: &'a str,
    first_line: usize,
    labels: Vec<(AnnotationKind, Span, &'a str)>,
    /// The first byte of the main place in the source.
    at: usize,
    /// Where the text begins in the source.
    offset: usize,
}

impl<'a> Excerpt<'a> {
    fn new(source: &'a Source, diagnostic: &'a Diagnostic) -> Option<Self> {
        let primary = diagnostic.primary.as_ref()?;
        let related = diagnostic
            .related
            .iter()
            .map(|label| (AnnotationKind::Context, label));
        let all: Vec<(AnnotationKind, &Label)> =
            std::iter::once((AnnotationKind::Primary, primary))
                .chain(related)
                .collect();
        let start = all.iter().map(|(_, label)| label.span.start).min()?;
        let end = all.iter().map(|(_, label)| label.span.end).max()?;
        let kept = kept(source.text(), Span::new(start, end));
        let text = source.slice(kept);
        let labels = all
            .into_iter()
            .map(|(kind, label)| {
                (
                    kind,
                    inside(text, label.span, kept.start),
                    label.text.as_str(),
                )
            })
            .collect();
        Some(Self {
            source,
            name: printable(source.name()),
            text,
            first_line: source.position(kept.start).line,
            labels,
            at: primary.span.start.min(source.text().len()),
            offset: kept.start,
        })
    }

    /// Tells the place in the whole source where the renderer told the one in what is drawn of it.
    fn with_true_column(&self, drawn: String) -> String {
        let drawn_source = Source::piece(self.source.name(), self.text, self.first_line);
        let place = |Position { line, column }| format!("{}:{line}:{column}", self.name);
        let told = place(drawn_source.position(self.at.saturating_sub(self.offset)));
        let is = place(self.source.position(self.at));
        if told == is {
            drawn
        } else {
            drawn.replacen(&told, &is, 1)
        }
    }

    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        self.labels.iter().fold(
            Snippet::source(self.text)
                .line_start(self.first_line)
                .path(&*self.name),
            |snippet, (kind, span, text)| {
                let annotation = kind.span(span.start..span.end);
                snippet.annotation(if text.is_empty() {
                    annotation
                } else {
                    annotation.label(*text)
                })
            },
        )
    }
}

/// From the start of the first line to the end of the last, but not further than [`KEPT_BYTES`] from the span
/// on a line that is longer.
fn kept(text: &str, span: Span) -> Span {
    let line_start = text
        .get(..span.start.min(text.len()))
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let line_end = text
        .get(span.end..)
        .and_then(|after| after.find('\n'))
        .map_or(text.len(), |at| span.end + at);
    let mut start = if span.start - line_start > 2 * KEPT_BYTES {
        span.start - KEPT_BYTES
    } else {
        line_start
    };
    let mut end = if line_end - span.end.min(line_end) > 2 * KEPT_BYTES {
        span.end + KEPT_BYTES
    } else {
        line_end
    };
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// A span of the source as a span of the kept text, on character boundaries.
fn inside(text: &str, span: Span, offset: usize) -> Span {
    let clamp = |byte: usize| {
        let mut byte = byte.saturating_sub(offset).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    Span::new(clamp(span.start), clamp(span.end))
}

//! A diagnostic drawn on its source line.

use std::borrow::Cow;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::printable::{printable, printable_text};
use super::wrap::{wrapped, wrapped_title};
use crate::diagnostic::{Diagnostic, Finding, Label, Severity};
use crate::source::{Position, Source, Span};

/// How much of a very long line is kept on each side of what is pointed at, in bytes.
const KEPT_BYTES: usize = 60;

/// How many columns ` = help: ` takes, behind a line number of three digits.
const BEFORE_HELP: usize = 12;

/// How findings are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether colours are used.
    pub color: bool,
    /// How many columns messages and helps may have; `None` leaves each on one line, as tools and `grep` want it.
    pub width: Option<usize>,
    /// Whether only errors are told.
    pub only_errors: bool,
}

impl Look {
    /// Whether a finding is told at all.
    #[must_use]
    pub fn tells(self, finding: &Finding) -> bool {
        !self.only_errors || finding.diagnostic.is_error()
    }
}

/// Draws a finding, and a newline, if such findings are told.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn tell(finding: &Finding, look: Look, out: &mut dyn Write) -> io::Result<()> {
    if look.tells(finding) {
        writeln!(out, "{}", draw(finding, look))
    } else {
        Ok(())
    }
}

/// Draws a finding, without a newline at the end.
#[must_use]
pub fn draw(finding: &Finding, look: Look) -> String {
    let level = level(finding.diagnostic.severity);
    match finding.at_origin() {
        Some(wider) => draw_as_is(&wider, level, look),
        None => draw_as_is(finding, level, look),
    }
}

/// The same where what is least bad is called `info`.
#[must_use]
pub fn draw_finding(finding: &Finding, look: Look) -> String {
    let level = match finding.diagnostic.severity {
        Severity::Note => Level::INFO,
        other => level(other),
    };
    match finding.at_origin() {
        Some(wider) => draw_as_is(&wider, level, look),
        None => draw_as_is(finding, level, look),
    }
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

fn draw_as_is(finding: &Finding, level: Level<'_>, look: Look) -> String {
    let diagnostic = &finding.diagnostic;
    // A message may name a file; a help may have several lines.
    let message = printable(&diagnostic.message);
    let title = level.primary_title(&*message).id(diagnostic.code.as_str());
    let help = diagnostic.help.as_deref().map(|help| {
        let lines: Vec<_> = help.split('\n').map(printable).collect();
        let lines = lines.join("\n");
        Level::HELP.message(match look.width {
            Some(width) => wrapped(&lines, width.saturating_sub(BEFORE_HELP)),
            None => lines,
        })
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
    let renderer = if look.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn = renderer.render(&[group]);
    let drawn = match &excerpt {
        Some(excerpt) => excerpt.with_true_column(drawn),
        None => drawn,
    };
    match (look.width, drawn.split_once('\n')) {
        (Some(width), Some((title, rest))) => format!("{}\n{rest}", wrapped_title(title, width)),
        (Some(width), None) => wrapped_title(&drawn, width),
        (None, _) => drawn,
    }
}

/// The part of a source that is worth drawing: whole lines, unless they are very long.
struct Excerpt<'a> {
    source: &'a Source,
    name: Cow<'a, str>,
    /// The part, with what a terminal would obey escaped.
    text: Cow<'a, str>,
    first_line: usize,
    labels: Vec<(AnnotationKind, Span, Cow<'a, str>)>,
    /// The first byte of the main place in the source.
    at: usize,
    /// The same in what is drawn.
    at_drawn: usize,
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
        let drawn = |span| as_drawn(text, inside(text, span, kept.start));
        let labels = all
            .into_iter()
            .map(|(kind, label)| (kind, drawn(label.span), printable(&label.text)))
            .collect();
        Some(Self {
            source,
            name: printable(source.name()),
            text: printable_source(text),
            first_line: source.position(kept.start).line,
            labels,
            at: primary.span.start.min(source.text().len()),
            at_drawn: drawn(primary.span).start,
        })
    }

    /// Tells the place in the whole source where the renderer told the one in what is drawn of it.
    fn with_true_column(&self, drawn: String) -> String {
        let drawn_source = Source::piece(self.source.name(), &*self.text, self.first_line);
        let place = |Position { line, column }| format!("{}:{line}:{column}", self.name);
        let told = place(drawn_source.position(self.at_drawn));
        let is = place(self.source.position(self.at));
        if told == is {
            drawn
        } else {
            drawn.replacen(&told, &is, 1)
        }
    }

    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        self.labels.iter().fold(
            Snippet::source(&*self.text)
                .line_start(self.first_line)
                .path(&*self.name),
            |snippet, (kind, span, text)| {
                let annotation = kind.span(span.start..span.end);
                snippet.annotation(if text.is_empty() {
                    annotation
                } else {
                    annotation.label(&**text)
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
    let is_break = text
        .get(..line_end)
        .is_some_and(|line| line.ends_with('\r'));
    let line_end = if is_break && line_end > span.end {
        line_end - 1
    } else {
        line_end
    };
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

/// The printable form of source lines: tabs stay, and their breaks, each as one character.
fn printable_source(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        Cow::Owned(printable_text(&text.replace("\r\n", "\n")).into_owned())
    } else {
        printable_text(text)
    }
}

/// A span of source lines as a span of their printable form.
fn as_drawn(text: &str, span: Span) -> Span {
    let drawn = |byte: usize| {
        let (before, behind) = text.split_at_checked(byte).unwrap_or((text, ""));
        // There is no place between the two characters of a line break.
        let before = match before.strip_suffix('\r') {
            Some(line) if behind.starts_with('\n') => line,
            _ => before,
        };
        printable_source(before).len()
    };
    Span::new(drawn(span.start), drawn(span.end))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn drawn(text: &str, word: &str) -> String {
        let at = text.find(word).unwrap();
        let diagnostic =
            Diagnostic::error(Code::new("test/here"), "a \u{1b} message\nof two lines")
                .at(Span::new(at, at + word.len()), "a \u{9b} label");
        draw(
            &Finding::new(diagnostic, &Source::new("n\u{7}", text)),
            Look::default(),
        )
    }

    #[test]
    fn marks_stand_under_what_they_mark_whatever_is_escaped_before_it() {
        let text = "first\r\n\u{202e}\rä\u{1b}[2J\tx here\u{2028}\r\nlast";
        assert_eq!(
            drawn(text, "here"),
            r"error[test/here]: a \u001b message\nof two lines
 --> n\u0007:2:11
  |
2 | \u202e\rä\u001b[2J    x here\u2028
  |                         ^^^^ a \u009b label"
                .replace(r"\\", r"\")
        );
        assert!(drawn(text, "\n\u{202e}").contains("n\\u0007:1:7"));
    }
}

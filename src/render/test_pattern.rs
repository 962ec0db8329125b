//! The answers of `evb test-pattern`, one by one.
//!
//! People see a block for each answer that is not as they expected it, nothing for the others, and a summary; one
//! event alone always gets its line. JSON gets every answer.

mod fields;

use std::io::{self, Write};

use self::fields::{branch_words, path, push_alternatives};
use super::json;
use super::printable::{printable, printable_lines};
use super::style::Style;
use super::words::{counted, thousands};
use super::written_field::WrittenAttempt;
use crate::report::test_pattern::{Ending, ExplanationReport, OpenReport, ResultReport, Tally};
use crate::report::{ErrorReport, EventReport, Format, SpanReport};

/// The note that is told once at the end, not with each event.
const INCOMPLETE: &str = "event/missing-field";

/// The note that the event is a pattern.
const LIKE_A_PATTERN: &str = "event/like-a-pattern";

/// How many fields of a match are named.
const SHOWN_FIELDS: usize = 6;

/// How many blocks people get to see.
const SHOWN: u64 = 20;

/// Writes answers for scripts behind each other, for a [`Writer`] on any thread.
#[derive(Clone, Copy, Debug)]
pub struct Appender {
    format: Format,
}

impl Appender {
    /// Appends a result for scripts to others, to be written by [`results`](Writer::results).
    ///
    /// # Errors
    ///
    /// When it cannot be written as JSON.
    pub fn append(&self, result: &ResultReport<'_>, others: &mut Vec<u8>) -> io::Result<()> {
        self.begin_appended(others);
        json::append(result, others)?;
        self.end_appended(others);
        Ok(())
    }

    /// The same for a result whose fields are written already; its notes are JSON.
    ///
    /// # Errors
    ///
    /// When it cannot be written as JSON.
    pub fn append_written(
        &self,
        (event, matches, notes): (&EventReport<'_>, bool, &str),
        attempts: &[WrittenAttempt<'_>],
        others: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.begin_appended(others);
        others.extend_from_slice(br#"{"event":"#);
        json::append_event(event, others)?;
        let matches: &[u8] = if matches { b"true" } else { b"false" };
        others.extend_from_slice(br#","match":"#);
        others.extend_from_slice(matches);
        others.extend_from_slice(br#","explanation":["#);
        let mut is_first = true;
        for WrittenAttempt { branches, fields } in attempts {
            for (field, place) in fields {
                if !std::mem::take(&mut is_first) {
                    others.push(b',');
                }
                field.append(*place, branches, others)?;
            }
        }
        others.extend_from_slice(br#"],"notes":"#);
        others.extend_from_slice(notes.as_bytes());
        others.push(b'}');
        self.end_appended(others);
        Ok(())
    }

    fn begin_appended(&self, others: &mut Vec<u8>) {
        if self.format == Format::Json && !others.is_empty() {
            others.extend_from_slice(b",\n");
        }
    }

    fn end_appended(&self, others: &mut Vec<u8>) {
        if self.format == Format::Jsonl {
            others.push(b'\n');
        }
    }
}

/// Writes answers as they come.
#[derive(Debug)]
pub struct Writer {
    format: Format,
    /// Whether a match is what is expected.
    expects_match: bool,
    /// How many blocks or results were written.
    written: u64,
    /// An answer came already.
    is_under_way: bool,
    /// The line about the first event, kept until it is known to be the only one.
    first: Option<String>,
    /// The note on the first event that lacks mandatory fields.
    incomplete: Option<String>,
}

impl Writer {
    /// For a run in which a match is what is expected, or no match.
    #[must_use]
    pub fn new(format: Format, expects_match: bool) -> Self {
        Self {
            format,
            expects_match,
            written: 0,
            is_under_way: false,
            first: None,
            incomplete: None,
        }
    }

    /// What writes for it what is no more than [appended](Self::results).
    #[must_use]
    pub fn appender(&self) -> Appender {
        Appender {
            format: self.format,
        }
    }

    /// Begins the output.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.format == Format::Json {
            out.write_all(br#"{"version":1,"results":["#)?;
        }
        Ok(())
    }

    /// Whether an answer will be shown, so that it is worth explaining.
    #[must_use]
    pub fn wants(&self, as_expected: bool) -> bool {
        let is_block = !as_expected && self.written < SHOWN;
        self.format != Format::Human || !self.is_under_way || is_block
    }

    /// Whether people get to see the lines on which the reasons of the next miss stand: those of the first miss. Whoever reads of
    /// many knows the pattern by then.
    #[must_use]
    pub const fn draws(&self) -> bool {
        self.written == 0
    }

    /// Writes an answer that was [wanted](Self::wants).
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn result(
        &mut self,
        result: &ResultReport<'_>,
        as_expected: bool,
        color: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let style = Style::new(color);
        self.is_under_way = true;
        let incomplete = result.notes.iter().find(|note| note.code == INCOMPLETE);
        let incomplete = incomplete.filter(|_| !is_like_a_pattern(result));
        self.incomplete = self
            .incomplete
            .take()
            .or_else(|| incomplete.map(|note| note.message.clone()));
        match self.format {
            Format::Json => {
                self.separate(out)?;
                serde_json::to_writer(&mut *out, result)?;
            }
            Format::Human if as_expected => {
                self.first = Some(self.line(result, style));
                return Ok(());
            }
            Format::Human => {
                if self.written > 0 {
                    writeln!(out)?;
                }
                out.write_all(self.block(result, style).as_bytes())?;
            }
            _ => json::line(result, out)?,
        }
        self.written += 1;
        Ok(())
    }

    fn separate(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.written == 0 { b"\n" } else { b",\n" })
    }

    /// Writes results that were [appended](Appender::append) to each other; none, if there are none.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn results(&mut self, results: &[u8], out: &mut dyn Write) -> io::Result<()> {
        if results.is_empty() {
            return Ok(());
        }
        if self.format == Format::Json {
            self.separate(out)?;
        }
        self.written += 1;
        out.write_all(results)
    }

    /// Ends the output.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn end(
        &mut self,
        tally: Tally,
        error: Option<ErrorReport>,
        color: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match self.format {
            Format::Json => {
                let ending = serde_json::to_string(&Ending {
                    summary: tally,
                    error,
                })?;
                let members = ending.strip_prefix('{').unwrap_or(&ending);
                writeln!(out, "\n],{members}")
            }
            Format::Human => out.write_all(self.summary(tally, Style::new(color)).as_bytes()),
            _ => Ok(()),
        }
    }

    /// What is said of an only event that does as expected.
    fn line(&self, result: &ResultReport<'_>, style: Style) -> String {
        let name = style.name(&place(result));
        let mut line = if self.expects_match {
            // What has no fields matches without a reason.
            let reasons = Some(reasons(result)).filter(|reasons| !reasons.is_empty());
            let reasons = reasons.map_or_else(String::new, |reasons| format!(": {reasons}"));
            let mut line = format!("{} {name}{reasons}\n", style.good("match"));
            push_hints(&mut line, result, style);
            line
        } else {
            let first = result.explanation.first();
            let reason =
                first.map(|field| format!(": {}: {}", path(field), printable(&field.reason)));
            format!(
                "{} {name}, as expected{}\n",
                style.good("no match"),
                reason.unwrap_or_default()
            )
        };
        push_notes(&mut line, result, style);
        line
    }

    /// What is said of an event that does not do as expected.
    fn block(&self, result: &ResultReport<'_>, style: Style) -> String {
        let name = style.name(&place(result));
        let mut block = if let Some(open) = &result.open {
            open_block(open, result, &name, style)
        } else if result.matches != Some(result.satisfies) {
            let word = match result.matches {
                Some(true) => "match",
                _ => "no match",
            };
            format!(
                "{} {name}, against what the pattern says: {}\n",
                style.bad(word),
                reasons(result)
            )
        } else if result.matches == Some(true) {
            let mut block = format!(
                "{} {name}, though none is expected: {}\n",
                style.bad("match"),
                satisfied(result)
            );
            push_hints(&mut block, result, style);
            block
        } else {
            let mut block = format!("{} {name}\n", style.bad("no match"));
            // What a pattern has in its fields says nothing of an event.
            if !is_like_a_pattern(result) {
                push_alternatives(&mut block, result, style);
            }
            block
        };
        push_notes(&mut block, result, style);
        block
    }

    /// What is said at the end.
    fn summary(&self, tally: Tally, style: Style) -> String {
        if tally.events <= 1 && tally.broken + tally.unreadable == 0 {
            let mut text = self.first.clone().unwrap_or_default();
            if let Some(note) = &self.incomplete {
                let note = printable(note);
                text.push_str(&format!("  {} {note}\n", style.help("note:")));
            }
            return text;
        }
        let mut text = String::new();
        if self.written > 0 {
            text.push('\n');
        }
        if tally.unexpected > self.written {
            let more = thousands(tally.unexpected - self.written);
            text.push_str(&format!(
                "{more} more are not shown; `--format jsonl` explains every one\n"
            ));
        }
        let verdict = verdict(tally);
        let is_good = tally.unexpected + tally.broken + tally.unreadable == 0;
        let verdict = if is_good {
            style.good(&verdict)
        } else {
            style.bad(&verdict)
        };
        text.push_str(&verdict);
        text.push('\n');
        if tally.incomplete > 0 {
            let incomplete = counted(tally.incomplete, "event", "events");
            text.push_str(&format!(
                "{} AWS refuses {incomplete} for want of a mandatory field; `--strict` tells which\n",
                style.help("note:")
            ));
        }
        text
    }
}

fn is_like_a_pattern(result: &ResultReport<'_>) -> bool {
    result.notes.iter().any(|note| note.code == LIKE_A_PATTERN)
}

/// What is said of an event whose answer a template leaves open.
fn open_block(open: &OpenReport, result: &ResultReport<'_>, name: &str, style: Style) -> String {
    let holes: Vec<String> = open
        .depends_on
        .iter()
        .map(|one| format!("`{}`", printable(&one.from)))
        .collect();
    let mut block = format!(
        "{} {name}: it depends on {}\n",
        style.bad("open"),
        holes.join(", ")
    );
    for one in &open.depends_on {
        let SpanReport { line, column, .. } = one.pattern_span;
        let place = style.faint(&format!("  {}:{line}:{column}", result.pattern));
        block.push_str(&format!("    `{}`{place}\n", printable(&one.from)));
    }
    match &open.would_match {
        Some(values) => {
            let values: Vec<String> = values
                .iter()
                .map(|(hole, value)| format!("`{}` is `{}`", printable(hole), printable(value)))
                .collect();
            let help = style.help("help:");
            block.push_str(&format!(
                "    {help} it matches if {}\n",
                values.join(" and ")
            ));
        }
        None => {
            let help = style.help("help:");
            block.push_str(&format!(
                "    {help} give the value, or say with `--unknown` what to take\n"
            ));
        }
    }
    block
}

/// All answers in one line.
fn verdict(tally: Tally) -> String {
    let events = match (tally.matched, tally.unmatched) {
        (0, 0) => String::new(),
        (1, 0) => "1 event matches".to_owned(),
        (0, 1) => "1 event does not match".to_owned(),
        (matched, 0) => format!("{} events match", thousands(matched)),
        (0, missed) => format!("{} events do not match", thousands(missed)),
        (matched, missed) => format!(
            "{} match, {}",
            counted(tally.events, "event", "events") + ": " + &thousands(matched),
            if missed == 1 {
                "1 does not".to_owned()
            } else {
                format!("{} do not", thousands(missed))
            }
        ),
    };
    let mut parts = vec![events];
    if tally.open > 0 {
        let open = counted(tally.open, "answer is", "answers are");
        parts.push(format!("{open} open"));
    }
    if tally.broken > 0 {
        let broken = counted(tally.broken, "record", "records");
        parts.push(format!("{broken} could not be answered"));
    }
    if tally.unreadable > 0 {
        let unreadable = counted(tally.unreadable, "input", "inputs");
        parts.push(format!("{unreadable} could not be read"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

/// The file alone for its first event, `orders.jsonl:3` or `orders.json:3:5` for others.
fn place(result: &ResultReport<'_>) -> String {
    let event = &result.event;
    let source = printable(event.source);
    match (event.index, event.column) {
        (0, _) => source.into_owned(),
        (_, 0..=1) => format!("{source}:{}", event.line),
        (_, column) => format!("{source}:{}:{column}", event.line),
    }
}

/// Which values satisfied the fields, in one line.
fn satisfied(result: &ResultReport<'_>) -> String {
    let field = |field: &ExplanationReport| match &field.actual {
        // An operator does not say what the value is, a plain value does.
        Some(actual) if field.wanted.text.starts_with('{') => format!(
            "{} is {} by {}",
            path(field),
            printable(&actual.text),
            printable(&field.wanted.text)
        ),
        Some(actual) => format!("{} is {}", path(field), printable(&actual.text)),
        None => format!("{} is absent", path(field)),
    };
    let fields = result.explanation.iter().take(SHOWN_FIELDS).map(field);
    let mut text = fields.collect::<Vec<_>>().join(", ");
    let branches = result.explanation.first().map(|field| &field.branches);
    if let Some(branches) = branches.filter(|branches| !branches.is_empty()) {
        text = format!("with {}, {text}", branch_words(branches));
    }
    if result.explanation.len() > SHOWN_FIELDS {
        let more = result.explanation.len() - SHOWN_FIELDS;
        text.push_str(&format!(" and {more} more"));
    }
    text
}

/// Why each field is satisfied or not, in one line.
fn reasons(result: &ResultReport<'_>) -> String {
    if result.satisfies {
        return satisfied(result);
    }
    // The defect of the engine that is the reason is told in a note.
    let reason = |field: &ExplanationReport| match &field.actual {
        Some(actual) => format!(
            "{} is {} where {} is wanted",
            path(field),
            printable(&actual.text),
            printable(&field.wanted.text)
        ),
        None => format!(
            "{} is absent where {} is wanted",
            path(field),
            printable(&field.wanted.text)
        ),
    };
    let reasons = result.explanation.iter().take(SHOWN_FIELDS).map(reason);
    reasons.collect::<Vec<_>>().join(", ")
}

/// What is to be known of fields that are satisfied.
fn push_hints(text: &mut String, result: &ResultReport<'_>, style: Style) {
    if !result.satisfies {
        return;
    }
    for field in &result.explanation {
        if let Some(hint) = &field.hint {
            let (path, hint) = (path(field), printable(hint));
            text.push_str(&format!("  {} {path}: {hint}\n", style.help("note:")));
        }
    }
}

fn push_notes(text: &mut String, result: &ResultReport<'_>, style: Style) {
    for note in result.notes.iter().filter(|note| note.code != INCOMPLETE) {
        let message = printable(&note.message);
        text.push_str(&format!("  {} {message}\n", style.help("note:")));
        if let Some(help) = &note.help {
            let help = printable_lines(help);
            text.push_str(&format!("    {} {help}\n", style.help("help:")));
        }
    }
}

//! The report of `evb pipe`, written while the records stream through.

use std::io::{self, Write};

use colored::{Color, Colorize as _};

use super::printable::{payload, printable};
use super::words::counted;
use super::{json, words};
use crate::report::pipe::{
    BatchReport, JsonOrText, PipeCheckReport, PipeDiagnosticReport, PipeLine, PipeSummary,
    RecordReport,
};
use crate::report::{DiagnosticReport, Format};

/// Writes a run as it goes on, for people or as JSON Lines.
#[derive(Clone, Copy, Debug)]
pub struct PipeWriter {
    format: Format,
    color: bool,
}

impl PipeWriter {
    /// For one run.
    #[must_use]
    pub const fn new(format: Format, color: bool) -> Self {
        Self { format, color }
    }

    /// A record has ended.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn record(&self, record: &RecordReport, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Jsonl => json::line(&PipeLine::Record(record), out),
            _ => self.record_for_people(record, out),
        }
    }

    /// Appends what is told of a record to other such text.
    ///
    /// # Errors
    ///
    /// None, as long as everything can be written in JSON.
    pub fn append(&self, record: &RecordReport, others: &mut Vec<u8>) -> io::Result<()> {
        match self.format {
            Format::Jsonl if is_plain(record) => append_plain(record, others)?,
            Format::Jsonl => json::append(&PipeLine::Record(record), others)?,
            _ => return self.record_for_people(record, others),
        }
        others.push(b'\n');
        Ok(())
    }

    /// A batch has ended.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn batch(&self, batch: &BatchReport, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Jsonl => json::line(&PipeLine::Batch(batch), out),
            _ => self.batch_for_people(batch, out),
        }
    }

    /// Something is to be said. People get it on standard error, which is not the business of this writer.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn diagnostic(
        &self,
        diagnostic: &PipeDiagnosticReport,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match self.format {
            Format::Jsonl => json::line(&PipeLine::Diagnostic(diagnostic), out),
            _ => Ok(()),
        }
    }

    /// Everything has ended.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn finish(&self, summary: &PipeSummary, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Jsonl => json::line(&PipeLine::Summary(summary), out),
            _ => self.summary_for_people(summary, out),
        }
    }

    /// The pipe was checked: nothing is known that an operation of AWS refuses, which calls it `what`; and clients send it,
    /// or not, because it has members that AWS does not know. What is to be said about it was said, but for one JSON document.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn checked(
        &self,
        (by, what): (&str, &str),
        checked: &PipeCheckReport,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match self.format {
            Format::Json | Format::Jsonl => json::line(checked, out),
            _ if !checked.accepted => writeln!(
                out,
                "the AWS CLI does not send {what} `{}`: it has members that AWS does not know",
                printable(&checked.pipe)
            ),
            _ => writeln!(
                out,
                "evb finds nothing that {by} refuses in {what} `{}`; what exists and what roles may do is not looked at",
                printable(&checked.pipe)
            ),
        }
    }

    fn record_for_people(&self, record: &RecordReport, out: &mut dyn Write) -> io::Result<()> {
        let id = record
            .id
            .as_ref()
            .map(|id| format!(" ({})", printable(id)))
            .unwrap_or_default();
        let color = match record.fate {
            "delivered" | "not-invoked" => Color::Green,
            "filtered" | "open" => Color::Yellow,
            _ => Color::Red,
        };
        let fate = self.painted(record.fate, color);
        write!(out, "record {}{id}: {fate}", record.index)?;
        if let Some(step) = record.step {
            write!(out, " ({step})")?;
        }
        writeln!(out)?;
        // What a whole batch did for one reason stands at the batch.
        let reason = record
            .reason
            .as_ref()
            .filter(|_| record.batch.is_none() || record.fate == "retried");
        let depends = (!record.depends_on.is_empty()).then(|| record.depends_on.join(", "));
        let passed = record.matched_filter.filter(|_| record.filters > 1);
        let passed = passed.map(|filter| {
            // The first that does is named: those before it do not.
            let before = match filter {
                0 => "",
                1 => ", 0 does not",
                _ => ", those before it do not",
            };
            format!(
                "{filter} lets it through{before}: one of the {} is enough",
                record.filters
            )
        });
        for (name, text) in [
            ("filter", passed.as_ref()),
            ("depends on", depends.as_ref()),
            ("why", reason),
            ("hint", record.hint.as_ref()),
            ("source", record.at_source.as_ref()),
        ] {
            if let Some(text) = text {
                writeln!(out, "  {name}: {}", printable(text))?;
            }
        }
        self.notes_for_people(record.notes.iter(), out)
    }

    fn notes_for_people<'n>(
        &self,
        notes: impl Iterator<Item = &'n DiagnosticReport>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for note in notes {
            writeln!(out, "  {}: {}", note.severity, printable(&note.message))?;
            // What is merely worth knowing needs no more than its line.
            let help = note.help.as_ref().filter(|_| note.severity == "warning");
            if let Some(help) = help {
                writeln!(out, "    help: {}", printable(help))?;
            }
        }
        Ok(())
    }

    fn batch_for_people(&self, batch: &BatchReport, out: &mut dyn Write) -> io::Result<()> {
        let records = records(&batch.records);
        writeln!(
            out,
            "batch {} ({records}): {}",
            batch.index, batch.execution
        )?;
        if let Some(enrichment) = &batch.enrichment {
            let answers = if enrichment.assumed {
                "enrichment is assumed to answer"
            } else {
                "enrichment answers"
            };
            for (name, text) in [
                ("enrichment gets", &enrichment.input),
                (answers, &enrichment.response),
            ] {
                if let Some(text) = text {
                    writeln!(out, "  {name}: {}", payload(shown(text)))?;
                }
            }
        }
        for invocation in &batch.target.invocations {
            match (invocation.raw.as_str(), invocation.parameters.is_empty()) {
                ("", true) => writeln!(out, "  target gets: (nothing)")?,
                ("", false) => writeln!(out, "  target gets parameters:")?,
                (raw, _) => writeln!(out, "  target gets: {}", payload(raw))?,
            }
            for (name, value) in &invocation.parameters {
                let value = value.as_deref().unwrap_or("(nothing)");
                writeln!(out, "    {}: {}", printable(name), printable(value))?;
            }
            if let Some(failure) = &invocation.failure {
                let refused = self.painted("refused", Color::Red);
                writeln!(out, "    {refused}: {}", printable(failure))?;
            }
        }
        if !batch.target.invoked {
            writeln!(out, "  target is not invoked")?;
        }
        // What holds for some records only stands at them.
        let is_partial = batch.execution == "ExecutionPartiallyFailed";
        let reason = batch.target.reason.as_ref().filter(|_| !is_partial);
        if let Some(reason) = reason {
            writeln!(out, "  why: {}", printable(reason))?;
        }
        for attempt in &batch.attempts {
            let answer = if attempt.succeeded {
                "succeeds"
            } else {
                "fails"
            };
            writeln!(out, "  attempt with {}: {answer}", ranges(&attempt.records))?;
        }
        let notes = batch.notes.iter();
        let notes = notes.filter(|note| Some(&note.message) != reason);
        self.notes_for_people(notes, out)
    }

    fn summary_for_people(&self, summary: &PipeSummary, out: &mut dyn Write) -> io::Result<()> {
        let counts = [
            (summary.delivered, "delivered"),
            (summary.filtered, "filtered"),
            (summary.open, "open"),
            (summary.not_invoked, "processed without the target"),
            (summary.retried, "to be retried"),
            (summary.failed, "failed"),
            (summary.unreadable, "unreadable"),
        ];
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{} {name}", words::thousands(count)))
            .collect();
        let all = counted(summary.records, "record", "records");
        let batches = counted(summary.batches, "batch", "batches");
        let counts = if counts.is_empty() {
            String::new()
        } else {
            format!(": {}", counts.join(", "))
        };
        writeln!(out, "{all} in {batches}{counts}")
    }

    fn painted(&self, text: &str, color: Color) -> String {
        if self.color {
            text.color(color).to_string()
        } else {
            text.to_owned()
        }
    }
}

/// JSON or text as one line.
fn shown(text: &JsonOrText) -> &str {
    match text {
        JsonOrText::Json(json) => json.get(),
        JsonOrText::Text(text) => text.trim_end(),
    }
}

/// Which records: `record 3`, `records 0-4, 7`.
#[must_use]
pub fn records(indices: &[usize]) -> String {
    let noun = if indices.len() == 1 {
        "record"
    } else {
        "records"
    };
    format!("{noun} {}", ranges(indices))
}

/// Places in ascending order, neighbours as a range: `0-4, 7`.
fn ranges(indices: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for &index in indices {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == index => *last = index,
            _ => parts.push((index, index)),
        }
    }
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}-{last}"),
        })
        .collect();
    parts.join(", ")
}

/// Whether no more is told of a record than of most that no filter lets through.
fn is_plain(record: &RecordReport) -> bool {
    let is_alone = record.batch.is_none() && record.step.is_none();
    let is_clear = record.depends_on.is_empty() && record.matched_filter.is_none();
    is_alone && is_clear && record.hint.is_none() && record.notes.is_empty()
}

/// What the [line](PipeLine) of a [plain](is_plain) record is in JSON.
fn append_plain(record: &RecordReport, others: &mut Vec<u8>) -> io::Result<()> {
    others.extend_from_slice(br#"{"record":{"index":"#);
    json::append(&record.index, others)?;
    others.extend_from_slice(br#","line":"#);
    json::append(&record.line, others)?;
    if let Some(id) = &record.id {
        others.extend_from_slice(br#","id":"#);
        json::append_text(id, others)?;
    }
    others.extend_from_slice(br#","filter":"#);
    json::append_text(record.filter, others)?;
    others.extend_from_slice(br#","matched_filter":null,"reason":"#);
    match &record.reason {
        Some(reason) => json::append_text(reason, others)?,
        None => others.extend_from_slice(b"null"),
    }
    others.extend_from_slice(br#","fate":"#);
    json::append_text(record.fate, others)?;
    if let Some(at_source) = &record.at_source {
        others.extend_from_slice(br#","at_source":"#);
        json::append_text(at_source, others)?;
    }
    others.extend_from_slice(b"}}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_told_as_a_range() {
        assert_eq!(ranges(&[0, 1, 2, 4, 6, 7]), "0-2, 4, 6, 7");
    }

    #[test]
    fn what_is_appended_of_a_record_is_its_line() {
        let plain = RecordReport::unreadable(3, 4, "no \"JSON\"\n".to_owned());
        let named = RecordReport {
            id: Some("a\u{e9}\u{1}".to_owned()),
            at_source: Some("deleted".to_owned()),
            ..plain.clone()
        };
        let unexplained = RecordReport {
            reason: None,
            ..named.clone()
        };
        let explained = RecordReport {
            hint: Some("a hint".to_owned()),
            ..named.clone()
        };
        let batched = RecordReport {
            batch: Some(1),
            matched_filter: Some(0),
            ..plain.clone()
        };
        for record in [plain, named, unexplained, explained, batched] {
            for format in [Format::Jsonl, Format::Human] {
                let writer = PipeWriter::new(format, false);
                let (mut appended, mut written) = (Vec::new(), Vec::new());
                writer.append(&record, &mut appended).unwrap();
                writer.record(&record, &mut written).unwrap();
                assert_eq!(appended, written);
            }
        }
    }
}

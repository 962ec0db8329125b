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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_told_as_a_range() {
        assert_eq!(ranges(&[0, 1, 2, 4, 6, 7]), "0-2, 4, 6, 7");
    }
}

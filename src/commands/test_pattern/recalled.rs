//! Lines for scripts, answered out of what is remembered of the lines before: no tree is made of an event, and what is told
//! of a field is written once.

use std::sync::Mutex;

use super::matcher::Matcher;
use crate::commands::events::Line;
use crate::json::{Tape, Taped, Token};
use crate::pattern::Explainer;
use crate::pattern::explain::Memory;
use crate::render::test_pattern::Appender;
use crate::render::written_field::{WrittenAttempt, WrittenField};
use crate::report::SpanReport;
use crate::report::test_pattern::{BranchReport, ExplanationReport};
use crate::source::Source;

/// What a thread remembers.
pub(super) struct LineMemory {
    tape: Tape,
    /// A field that cannot be written is remembered as such.
    fields: Memory<Option<WrittenField>>,
}

/// Answers lines out of the memories of threads.
pub(super) struct Recaller<'a> {
    explainer: Explainer<'a>,
    source: &'a Source,
    /// The notes of every answer, in JSON.
    notes: String,
    /// Memories that no thread needs at the moment.
    spare: Mutex<Vec<LineMemory>>,
}

impl<'a> Recaller<'a> {
    /// For a pattern that stands in `source`; `notes` are those of every answer, in JSON.
    pub(super) fn new(explainer: Explainer<'a>, source: &'a Source, notes: String) -> Self {
        Self {
            explainer,
            source,
            notes,
            spare: Mutex::default(),
        }
    }

    /// What a thread needs.
    pub(super) fn memory(&self) -> LineMemory {
        let spare = self.spare.lock().ok().and_then(|mut spare| spare.pop());
        spare.unwrap_or_else(|| LineMemory {
            tape: Tape::default(),
            fields: self.explainer.memory(),
        })
    }

    /// Takes back what a thread needed.
    pub(super) fn give_back(&self, memory: LineMemory) {
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(memory);
        }
    }

    /// Appends the result for an event that lacks no mandatory field: whether it matches. `None`, and nothing appended, if
    /// the event has to be read whole for that.
    pub(super) fn add(
        &self,
        line: &Line<'_>,
        matcher: &Matcher<'_>,
        memory: &mut LineMemory,
        appender: Appender,
        written: &mut Vec<u8>,
    ) -> Option<bool> {
        let text = std::str::from_utf8(line.bytes()).ok()?;
        let event = memory.tape.read(text).ok()?;
        let place = line.place()?;
        let id = id(event)?;
        let make = |field: &_| WrittenField::new(ExplanationReport::of(field, self.source)).ok();
        let (event, service) = ((event, text), matcher.service());
        let recalled = (self.explainer).recall(event, service, &mut memory.fields, &make)?;
        let mut attempts = Vec::with_capacity(recalled.attempts.len());
        for attempt in &recalled.attempts {
            let fields = attempt.fields.iter().map(|field| {
                let span = field.event_span;
                let span = span.map(|span| SpanReport::in_line(place.line, text, span));
                Some((field.made().as_ref()?, span))
            });
            attempts.push(WrittenAttempt {
                branches: attempt.branches.iter().map(BranchReport::new).collect(),
                fields: fields.collect::<Option<_>>()?,
            });
        }
        let event = place.report(id);
        let answer = (&event, recalled.matched, self.notes.as_str());
        let before = written.len();
        if appender.append_written(answer, &attempts, written).is_err() {
            written.truncate(before);
            return None;
        }
        Some(recalled.matched)
    }
}

/// The `id` of an event, if it has one; `None` if that takes more than a look.
fn id(event: Taped<'_>) -> Option<Option<&str>> {
    let mut id = None;
    for (name, value) in event.members() {
        if name.unescaped()? == "id" {
            id = match value.token() {
                Token::String => Some(value.unescaped()?),
                _ => None,
            };
        }
    }
    Some(id)
}

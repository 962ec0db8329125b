//! Batches on their way through enrichment and target: on all threads where nobody answers for these.

use std::io;

use super::out::Out;
use crate::commands::events::Threads;
use crate::commands::{Context, Failure};
use crate::diagnostic::{Diagnostic, Finding};
use crate::render;
use crate::render::pipe::PipeWriter;
use crate::report::pipe::{BatchReport, PipeSummary, RecordReport};
use crate::simulate::pipe::{Answers, EnrichmentAnswer, Execution, Plan, Prepared, execute};

/// A batch that has ended.
pub(super) struct Executed {
    number: usize,
    execution: Execution,
    report: BatchReport,
    /// What is told of its records and of itself, where that is written already.
    text: Option<Vec<u8>>,
}

impl Executed {
    /// Runs a batch.
    pub(super) fn new(
        plan: &Plan,
        (number, batch): (usize, Vec<Prepared>),
        answers: &mut dyn Answers,
    ) -> Self {
        let execution = execute(plan, batch, answers);
        Self {
            number,
            report: BatchReport::new(number, &execution),
            execution,
            text: None,
        }
    }

    /// Runs batches of which no answer is known on all threads, and writes what is told of them if it goes to a `writer`.
    ///
    /// # Errors
    ///
    /// `route/threads`: the machine does not start them.
    pub(super) fn all(
        plan: &Plan,
        batches: Vec<(usize, Vec<Prepared>)>,
        writer: Option<PipeWriter>,
        threads: &Threads,
    ) -> Result<Vec<Self>, Failure> {
        threads.each(batches, |batch| {
            let mut executed = Self::new(plan, batch, &mut Nobody);
            executed.text = writer.map(|writer| executed.written(plan, writer));
            executed
        })
    }

    fn records(&self, plan: &Plan) -> impl Iterator<Item = RecordReport> {
        let ends = self.execution.records.iter().zip(&self.execution.fates);
        // Of the first alone it is told that one filter is enough.
        let of = |at: usize| match (self.number, at) {
            (0, 0) => plan.filters.len(),
            _ => 0,
        };
        ends.enumerate().map(move |(at, (record, end))| {
            RecordReport::executed(plan, self.number, record, end).among(of(at))
        })
    }

    fn written(&self, plan: &Plan, writer: PipeWriter) -> Vec<u8> {
        let mut text = Vec::new();
        let told = self
            .records(plan)
            .try_for_each(|record| writer.record(&record, &mut text))
            .and_then(|()| writer.batch(&self.report, &mut text));
        debug_assert!(told.is_ok(), "whatever is told of a batch can be written");
        text
    }

    /// Tells what became of it.
    pub(super) fn tell(
        self,
        plan: &Plan,
        summary: &mut PipeSummary,
        out: &mut Out<'_>,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        let number = self.number;
        let notes = self.execution.notes.iter();
        for note in notes.filter(|note| note.is_error()) {
            let records = render::pipe::records(&self.report.records);
            let named = Diagnostic {
                message: format!("batch {number} ({records}): {}", note.message),
                primary: None,
                ..note.clone()
            };
            let finding = Finding::without_source(named);
            out.tell(Some(number), &finding, context)?;
        }
        for end in &self.execution.fates {
            summary.count(end.fate);
        }
        if let Some(text) = &self.text {
            return out.text(text, context);
        }
        for record in self.records(plan) {
            out.record(record, context)?;
        }
        out.batch(&self.report, context)
    }
}

/// Answers for no enrichment and no target.
struct Nobody;

impl Answers for Nobody {
    fn enrich(&mut self, _input: &str) -> EnrichmentAnswer {
        EnrichmentAnswer::Unknown
    }

    fn target(&mut self, _payload: &str) -> Option<String> {
        None
    }
}

//! Batches on their way through enrichment and target.

use std::io;

use super::out::Out;
use crate::commands::Context;
use crate::diagnostic::{Diagnostic, Finding};
use crate::render;
use crate::report::pipe::{BatchReport, PipeSummary, RecordReport};
use crate::simulate::pipe::{Answers, Execution, Plan, Prepared, execute};

/// A batch that has ended.
pub(super) struct Executed {
    number: usize,
    execution: Execution,
    report: BatchReport,
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
        }
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
        for record in self.records(plan) {
            out.record(record, context)?;
        }
        out.batch(&self.report, context)
    }
}

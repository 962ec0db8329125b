//! The records of a run, one after the other, and what is told of them.

use std::ffi::OsStr;
use std::io;

use super::answers::GivenAnswers;
use super::document::Document;
use crate::commands::answer::Refusals;
use crate::commands::events::{self, Takes};
use crate::commands::{BrokenRecord, Context, EventArguments, EventRecord, Exit, Failure};
use crate::diagnostic::{Diagnostic, Finding};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::render;
use crate::render::pipe::PipeWriter;
use crate::report::pipe::{
    BatchReport, PipeCheckReport, PipeDiagnosticReport, PipeSummary, RecordReport,
};
use crate::report::{DiagnosticReport, Format};
use crate::simulate::pipe::{Batcher, Fate, Intake, Plan, Prepared, Taken, execute};

/// Where everything is told: results on standard output, diagnostics on standard error too.
pub(super) struct Out<'a> {
    pipe: String,
    writer: PipeWriter,
    /// With `--format json`.
    document: Option<Document<'a>>,
}

impl<'a> Out<'a> {
    pub(super) fn new(pipe: &str, format: Format, context: &Context<'a>) -> Self {
        Self {
            pipe: pipe.to_owned(),
            writer: PipeWriter::new(format, context.color),
            document: (format == Format::Json).then(|| Document::new(pipe, context.host)),
        }
    }

    /// A diagnostic on the pipe or a batch, on both streams.
    pub(super) fn tell(
        &mut self,
        batch: Option<usize>,
        finding: &Finding,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        match batch {
            Some(_) => context.tell(finding)?,
            // What is said of the pipe as a whole, people need only once.
            None => context.tell_once(finding)?,
        }
        self.diagnostic(None, batch, finding, context)
    }

    fn diagnostic(
        &mut self,
        record: Option<usize>,
        batch: Option<usize>,
        finding: &Finding,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        context.heed([&finding.diagnostic]);
        let report = PipeDiagnosticReport {
            record,
            batch,
            diagnostic: DiagnosticReport::new(finding),
        };
        match &mut self.document {
            Some(document) => {
                document.diagnostic(report);
                Ok(())
            }
            None => self.writer.diagnostic(&report, context.stdout),
        }
    }

    pub(super) fn accepted(
        self,
        creator: (&str, &str),
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        let checked = PipeCheckReport {
            version: 1,
            pipe: self.pipe,
            accepted: true,
            diagnostics: self
                .document
                .map_or_else(Vec::new, Document::into_diagnostics),
        };
        self.writer.accepted(creator, &checked, context.stdout)
    }

    fn record(&mut self, record: RecordReport, context: &mut Context<'_>) -> io::Result<()> {
        match &mut self.document {
            Some(document) => document.record(record, context),
            None => self.writer.record(&record, context.stdout),
        }
    }

    fn batch(&mut self, batch: &BatchReport, context: &mut Context<'_>) -> io::Result<()> {
        match &mut self.document {
            Some(document) => document.batch(batch),
            None => self.writer.batch(batch, context.stdout),
        }
    }
}

/// A run under way.
pub(super) struct Run<'p, 'a> {
    plan: &'p Plan,
    intake: Intake<'p>,
    batcher: Batcher<Prepared>,
    answers: GivenAnswers<'a>,
    summary: PipeSummary,
    refusals: Refusals,
    out: Out<'a>,
}

impl<'p, 'a> Run<'p, 'a> {
    pub(super) fn new(
        plan: &'p Plan,
        answers: GivenAnswers<'a>,
        (explained, format): (u64, Format),
        out: Out<'a>,
    ) -> Self {
        Self {
            plan,
            intake: Intake::new(plan).explaining(explained),
            batcher: Batcher::new(plan.batch_size, plan.batch_bytes).with_window(plan.window_ms),
            answers,
            summary: PipeSummary::default(),
            refusals: Refusals::new(format),
            out,
        }
    }

    /// Runs every record of the input.
    pub(super) fn all(
        mut self,
        records: &OsStr,
        context: &mut Context<'_>,
    ) -> Result<Exit, Failure> {
        let arguments = EventArguments {
            events: vec![records.to_owned()],
            shape: None,
        };
        let wanted = arguments.wanted(Shape::Record, Settings::default());
        let end = events::in_order(wanted, &mut self, context)?;
        let batcher = std::mem::replace(&mut self.batcher, Batcher::new(1, 0));
        for batch in batcher.finish() {
            self.execute(batch, context)?;
        }
        if self.summary.records + self.refusals.count() == 0 {
            let places = "in a file, on standard input or as JSON";
            self.refusals.nothing("record", places, end, context)?;
        }
        for unused in self.answers.unused() {
            let finding = Finding::without_source(unused);
            self.out.tell(None, &finding, context)?;
        }
        let (summary, has_failed) = (self.summary, self.refusals.count() > 0);
        match self.out.document {
            Some(document) => document.finish(summary, self.refusals.error(), context.stdout)?,
            None if has_failed && summary.records == 0 => {}
            None => self.out.writer.finish(&summary, context.stdout)?,
        }
        Ok(context.exit())
    }

    /// A record that was read.
    fn went_in(
        &mut self,
        record: &EventRecord<'_>,
        taken: Taken,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        let (index, line) = (record.place.index, record.place.line);
        match taken {
            Taken::Dropped(dropped) => {
                self.summary.count(Fate::Filtered);
                let report = RecordReport::dropped(self.plan, index, line, dropped);
                self.out.record(report, context)
            }
            Taken::Open(open) => {
                self.summary.count(Fate::Open);
                context.known(Exit::Failure);
                self.out
                    .record(RecordReport::open(index, line, open), context)
            }
            Taken::Passed(record) => {
                if let Some(document) = &mut self.out.document {
                    document.went_in(index);
                }
                let (group, arrived_ms) = (record.group.clone(), record.arrived_ms);
                let closed = self
                    .batcher
                    .push_at(&group, record.bytes, arrived_ms, *record);
                for batch in closed {
                    self.execute(batch, context)?;
                }
                Ok(())
            }
        }
    }

    /// A batch that is full, or the rest.
    fn execute(&mut self, batch: Vec<Prepared>, context: &mut Context<'_>) -> io::Result<()> {
        let number = usize::try_from(self.summary.batches).unwrap_or(usize::MAX);
        self.summary.batches += 1;
        let execution = execute(self.plan, batch, &mut self.answers);
        let report = BatchReport::new(number, &execution);
        let records = render::pipe::records(&report.records);
        for note in execution.notes.iter().filter(|note| note.is_error()) {
            let named = Diagnostic {
                message: format!("batch {number} ({records}): {}", note.message),
                primary: None,
                ..note.clone()
            };
            let finding = Finding::without_source(named);
            self.out.tell(Some(number), &finding, context)?;
        }
        for (record, end) in execution.records.iter().zip(&execution.fates) {
            self.summary.count(end.fate);
            if self.summary.has_failures() {
                context.known(Exit::Negative);
            }
            let report = RecordReport::executed(self.plan, number, record, end);
            self.out.record(report, context)?;
        }
        self.out.batch(&report, context)
    }
}

impl Takes for Run<'_, '_> {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        let place = record.place;
        match self.intake.take(place.index, place.line, &record.text) {
            Ok(taken) => Ok(self.went_in(record, taken, context)?),
            Err(diagnostics) => self.refuse(record.refused(diagnostics), context),
        }
    }

    /// A record that could not be read, or an input that cannot be read any further: the others go on, and what came
    /// before is answered.
    fn refuse(
        &mut self,
        mut broken: BrokenRecord,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Some((index, line)) = broken.index_and_line else {
            self.told_at_record(None, &broken, context)?;
            return self.refusals.record(broken, context);
        };
        self.summary.count(Fate::Unreadable);
        let first = broken.findings.first();
        let reason = first.map_or_else(String::new, |one| one.diagnostic.message.clone());
        for finding in &mut broken.findings {
            let message = &mut finding.diagnostic.message;
            *message = format!("record {index} (line {line}): {message}");
        }
        self.told_at_record(Some(index), &broken, context)?;
        self.refusals.record(broken, context)?;
        let report = RecordReport::unreadable(index, line, reason);
        Ok(self.out.record(report, context)?)
    }
}

impl Run<'_, '_> {
    /// In one document what is said of a record stands with all that is said; a line has it anyway.
    fn told_at_record(
        &mut self,
        record: Option<usize>,
        broken: &BrokenRecord,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        if self.out.document.is_none() {
            return Ok(());
        }
        let mut findings = broken.findings.iter();
        findings.try_for_each(|finding| self.out.diagnostic(record, None, finding, context))
    }
}

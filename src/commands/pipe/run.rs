//! The records of a run, one after the other, and what is told of them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;

use super::answers::GivenAnswers;
use crate::commands::{BrokenRecord, Context, EventArguments, Exit, Failure, events};
use crate::diagnostic::{Diagnostic, Finding};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::render;
use crate::render::pipe::PipeWriter;
use crate::report::pipe::{BatchReport, PipeDiagnosticReport, PipeSummary, RecordReport};
use crate::report::{DiagnosticReport, Format};
use crate::simulate::pipe::{Batcher, Fate, Intake, Plan, Prepared, Taken, execute};

/// Where everything is told: results on standard output, diagnostics on standard error too.
pub(super) struct Out<'c, 'a> {
    pub(super) context: &'c mut Context<'a>,
    writer: PipeWriter,
    /// What was told of the pipe as a whole: people need each only once.
    told: BTreeSet<String>,
}

impl<'c, 'a> Out<'c, 'a> {
    pub(super) fn new(pipe: &str, format: Format, context: &'c mut Context<'a>) -> Self {
        Self {
            writer: PipeWriter::new(pipe, format, context.color),
            context,
            told: BTreeSet::new(),
        }
    }

    /// A diagnostic, on both streams.
    pub(super) fn tell(
        &mut self,
        record: Option<usize>,
        batch: Option<usize>,
        finding: &Finding,
    ) -> io::Result<()> {
        let drawn = render::snippet::draw(finding, self.context.color_stderr);
        let is_about_all = record.is_none() && batch.is_none();
        let is_told = self.context.color_stderr.tells(finding);
        if is_told && (!is_about_all || self.told.insert(drawn.clone())) {
            writeln!(self.context.stderr, "{drawn}")?;
        }
        let report = PipeDiagnosticReport {
            record,
            batch,
            diagnostic: DiagnosticReport::new(finding),
        };
        self.writer.diagnostic(report, self.context.stdout)
    }

    /// A diagnostic on what could not be read.
    fn fail(&mut self, record: Option<usize>, finding: &Finding) -> io::Result<()> {
        self.tell(record, None, finding)?;
        self.writer.failure(DiagnosticReport::new(finding));
        Ok(())
    }

    pub(super) fn accepted(self) -> io::Result<()> {
        self.writer.accepted(self.context.stdout)
    }

    fn record(&mut self, record: RecordReport) -> io::Result<()> {
        self.writer.record(record, self.context.stdout)
    }
}

/// A run under way.
pub(super) struct Run<'p, 'a> {
    plan: &'p Plan,
    intake: Intake<'p>,
    batcher: Batcher<Prepared>,
    answers: GivenAnswers<'a>,
    summary: PipeSummary,
}

impl<'p, 'a> Run<'p, 'a> {
    pub(super) fn new(plan: &'p Plan, answers: GivenAnswers<'a>, explained: u64) -> Self {
        Self {
            plan,
            intake: Intake::new(plan).explaining(explained),
            batcher: Batcher::new(plan.batch_size, plan.batch_bytes).with_window(plan.window_ms),
            answers,
            summary: PipeSummary::default(),
        }
    }

    /// Runs every record of the input.
    pub(super) fn stream(mut self, records: &OsStr, mut out: Out<'_, '_>) -> Result<Exit, Failure> {
        let arguments = EventArguments {
            events: vec![records.to_owned()],
            shape: None,
        };
        let mut stream = arguments.stream(Shape::Record, Settings::default());
        let mut has_failed = false;
        while let Some(next) = stream.next(out.context) {
            match next {
                Ok(record) => {
                    let (index, line) = (record.place.index, record.place.line);
                    match self.intake.take(index, line, &record.text) {
                        Ok(taken) => self.went_in(index, line, taken, &mut out)?,
                        Err(diagnostics) => {
                            let source = record.source();
                            let findings = diagnostics.0.into_iter();
                            let findings = findings.map(|one| Finding::new(one, &source));
                            self.is_unreadable(index, line, findings.collect(), &mut out)?;
                        }
                    }
                }
                Err(broken) => match *broken {
                    BrokenRecord {
                        findings,
                        index_and_line: Some((index, line)),
                        ..
                    } => self.is_unreadable(index, line, findings, &mut out)?,
                    // The input itself cannot be read any further: what came before it is answered.
                    BrokenRecord { findings, .. } => {
                        has_failed = true;
                        for finding in findings {
                            out.fail(None, &finding)?;
                        }
                    }
                },
            }
        }
        let batcher = std::mem::replace(&mut self.batcher, Batcher::new(1, 0));
        for batch in batcher.finish() {
            self.execute(batch, &mut out)?;
        }
        if self.summary.records == 0 && !has_failed {
            has_failed = true;
            out.fail(
                None,
                &events::none(
                    "record",
                    "in a file, on standard input or as JSON",
                    stream.had_empty_list(),
                ),
            )?;
        }
        for unused in self.answers.unused() {
            out.tell(None, None, &Finding::without_source(unused))?;
        }
        let summary = self.summary;
        out.writer.finish(summary, out.context.stdout)?;
        Ok(if summary.unreadable > 0 || has_failed {
            Exit::Failure
        } else {
            Exit::answer(!summary.has_failures())
        })
    }

    /// A record that was read.
    fn went_in(
        &mut self,
        index: usize,
        line: usize,
        taken: Taken,
        out: &mut Out<'_, '_>,
    ) -> io::Result<()> {
        match taken {
            Taken::Dropped(dropped) => {
                self.summary.count(Fate::Filtered);
                out.record(RecordReport::dropped(self.plan, index, line, dropped))
            }
            Taken::Passed(record) => {
                let (group, arrived_ms) = (record.group.clone(), record.arrived_ms);
                let closed = self
                    .batcher
                    .push_at(&group, record.bytes, arrived_ms, *record);
                for batch in closed {
                    self.execute(batch, out)?;
                }
                Ok(())
            }
        }
    }

    /// A record that could not be read: the others go on.
    fn is_unreadable(
        &mut self,
        index: usize,
        line: usize,
        findings: Vec<Finding>,
        out: &mut Out<'_, '_>,
    ) -> io::Result<()> {
        self.summary.count(Fate::Unreadable);
        let reason = findings
            .first()
            .map_or_else(String::new, |finding| finding.diagnostic.message.clone());
        for mut finding in findings {
            let message = &mut finding.diagnostic.message;
            *message = format!("record {index} (line {line}): {message}");
            out.fail(Some(index), &finding)?;
        }
        out.record(RecordReport::unreadable(index, line, reason))
    }

    /// A batch that is full, or the rest.
    fn execute(&mut self, batch: Vec<Prepared>, out: &mut Out<'_, '_>) -> io::Result<()> {
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
            out.tell(None, Some(number), &Finding::without_source(named))?;
        }
        for (record, end) in execution.records.iter().zip(&execution.fates) {
            self.summary.count(end.fate);
            out.record(RecordReport::executed(self.plan, number, record, end))?;
        }
        out.writer.batch(report, out.context.stdout)
    }
}

//! The records of a run, one after the other, and what is told of them.

use std::ffi::OsStr;
use std::io;
use std::sync::Arc;

use super::answers::GivenAnswers;
use super::batches::Executed;
use super::out::Out;
use crate::commands::answer::Refusals;
use crate::commands::events::{self, AnswersLines, Line, Part, Takes, TakesLines, Threads};
use crate::commands::{BrokenRecord, Context, EventArguments, EventRecord, Exit, Failure};
use crate::diagnostic::Finding;
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::render::pipe::PipeWriter;
use crate::report::Format;
use crate::report::pipe::{PipeSummary, RecordReport};
use crate::simulate::pipe::{Batcher, Fate, Hand, Intake, Plan, Prepared, Taken};

/// A run under way.
pub(super) struct Run<'p, 'a> {
    plan: &'p Plan,
    intake: Arc<Intake<'p>>,
    batcher: Batcher<Prepared>,
    answers: GivenAnswers<'a>,
    summary: PipeSummary,
    refusals: Refusals,
    out: Out<'a>,
    threads: &'p Threads,
}

impl<'p, 'a> Run<'p, 'a> {
    pub(super) fn new(
        plan: &'p Plan,
        answers: GivenAnswers<'a>,
        (explained, format): (u64, Format),
        out: Out<'a>,
        threads: &'p Threads,
    ) -> Self {
        Self {
            plan,
            intake: Arc::new(Intake::new(plan).explaining(explained)),
            batcher: Batcher::new(plan.batch_size, plan.batch_bytes).with_window(plan.window_ms),
            answers,
            summary: PipeSummary::default(),
            refusals: Refusals::new(format),
            out,
            threads,
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
        let end = events::on_threads(wanted, self.threads, &mut self, context)?;
        let batcher = std::mem::replace(&mut self.batcher, Batcher::new(1, 0));
        for batch in batcher.finish() {
            self.run_batch(batch, context)?;
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
        (index, line): (usize, usize),
        taken: Taken,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
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
                let mut closed = closed.into_iter();
                closed.try_for_each(|batch| self.run_batch(batch, context))
            }
        }
    }

    /// Runs a batch that is full, or the rest, and tells what became of it.
    fn run_batch(&mut self, batch: Vec<Prepared>, context: &mut Context<'_>) -> io::Result<()> {
        let number = usize::try_from(self.summary.batches).unwrap_or(usize::MAX);
        self.summary.batches += 1;
        let executed = Executed::new(self.plan, (number, batch), &mut self.answers);
        executed.tell(self.plan, &mut self.summary, &mut self.out, context)?;
        if self.summary.has_failures() {
            context.known(Exit::Negative);
        }
        Ok(())
    }
}

impl Takes for Run<'_, '_> {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        let place = record.place;
        match self.intake.take(place.index, place.line, &record.text) {
            Ok(taken) => Ok(self.went_in((place.index, place.line), taken, context)?),
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

/// What became of consecutive records at the filters.
#[derive(Default)]
pub(super) struct Answers {
    /// What is told of dropped records, one behind the other.
    text: Vec<u8>,
    answers: Vec<Answer>,
}

enum Answer {
    /// So many records that no filter lets through, of which is told what ends there.
    Told { records: u64, end: usize },
    /// Of this record more is to be said or done.
    Taken((usize, usize), Taken),
}

/// Takes records in at the filters, on any thread.
pub(super) struct TakesIn<'p> {
    plan: &'p Plan,
    intake: Arc<Intake<'p>>,
    /// What writes dropped records, where that needs no more than their turn.
    writer: Option<PipeWriter>,
}

impl AnswersLines for TakesIn<'_> {
    type Scratch = Hand;
    type Answers = Answers;

    fn scratch(&self) -> Hand {
        self.intake.hand()
    }

    fn wants_places(&self) -> bool {
        true
    }

    fn line(&self, line: &Line<'_>, hand: &mut Hand, answers: &mut Answers) -> bool {
        let (Some(place), Ok(text)) = (line.place(), std::str::from_utf8(line.bytes())) else {
            return false;
        };
        let place = (place.index, place.line);
        // Asked before the record is read: what is explained has to be settled.
        let writer = self.writer.filter(|_| self.intake.explains_no_more());
        let Some(taken) = self.intake.take_beside(place, text, hand) else {
            return false;
        };
        let Answers { text, answers } = answers;
        match (taken, writer) {
            (Taken::Dropped(dropped), Some(writer)) => {
                let report = RecordReport::dropped(self.plan, place.0, place.1, dropped);
                let told = writer.append(&report, text);
                debug_assert!(told.is_ok(), "whatever is told of a record can be written");
                match answers.last_mut() {
                    Some(Answer::Told { records, end }) => {
                        (*records, *end) = (*records + 1, text.len());
                    }
                    _ => answers.push(Answer::Told {
                        records: 1,
                        end: text.len(),
                    }),
                }
            }
            (taken, _) => answers.push(Answer::Taken(place, taken)),
        }
        true
    }
}

impl<'p> TakesLines for Run<'p, '_> {
    type Lines = TakesIn<'p>;

    fn lines(&self) -> Arc<TakesIn<'p>> {
        Arc::new(TakesIn {
            plan: self.plan,
            intake: Arc::clone(&self.intake),
            writer: self.out.document.is_none().then_some(self.out.writer),
        })
    }

    fn take_part(
        &mut self,
        part: Part<'_, Answers>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Answers { text, answers } = part.answers;
        let mut start = 0;
        for answer in answers {
            match answer {
                Answer::Told { records, end } => {
                    self.summary.count_all(records, Fate::Filtered);
                    let told = text.get(start..end).unwrap_or_default();
                    self.out.text(told, context)?;
                    start = end;
                }
                Answer::Taken(place, mut taken) => {
                    self.intake.settle(&mut taken);
                    self.went_in(place, taken, context)?;
                }
            }
        }
        Ok(())
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

//! The JSON document of a run, written while the records stream through.
//!
//! Records stand before batches, and a run ends them by turns: so records are written at once, and batches wait in a
//! [`Spool`] for the end of the records. Nothing of the document is kept in memory but what is bounded.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::commands::answer::KEPT;
use crate::commands::spool::Spool;
use crate::commands::{Context, Host};
use crate::render::json;
use crate::report::ErrorReport;
use crate::report::pipe::{
    BatchReport, PipeDiagnosticReport, PipeEnding, PipeSummary, RecordReport,
};

/// So many records may wait for one that came before them and has not ended: those of a full batch, and some more. Where
/// still more wait (one group that is never full, among others), they are written before it.
const MOST_WAITING: usize = 20_000;

/// The document.
pub(super) struct Document<'h> {
    pipe: String,
    /// How many records of each index are still in a batch that is open.
    open: BTreeMap<usize, usize>,
    /// Records that have ended and wait for those that came before them.
    waiting: BTreeMap<(usize, u64), RecordReport>,
    /// How many records have ended.
    ended: u64,
    /// Records before the first that could be read: if there is none, the document is an error.
    unread: Option<Spool<'h>>,
    has_record: bool,
    batches: Spool<'h>,
    has_batch: bool,
    diagnostics: Vec<PipeDiagnosticReport>,
    diagnostics_left_out: usize,
}

impl<'h> Document<'h> {
    pub(super) fn new(pipe: &str, host: &'h dyn Host) -> Self {
        Self {
            pipe: pipe.to_owned(),
            open: BTreeMap::new(),
            waiting: BTreeMap::new(),
            ended: 0,
            unread: Some(Spool::new(host)),
            has_record: false,
            batches: Spool::new(host),
            has_batch: false,
            diagnostics: Vec::new(),
            diagnostics_left_out: 0,
        }
    }

    /// A record went into a batch.
    pub(super) fn went_in(&mut self, index: usize) {
        *self.open.entry(index).or_default() += 1;
    }

    /// A record has ended.
    pub(super) fn record(
        &mut self,
        record: RecordReport,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        if let Some(open) = self.open.get_mut(&record.index)
            && record.batch.is_some()
        {
            *open -= 1;
            if *open == 0 {
                self.open.remove(&record.index);
            }
        }
        if record.is_read() {
            self.begin(context.stdout)?;
        }
        self.waiting.insert((record.index, self.ended), record);
        self.ended += 1;
        self.write_records(false, context.stdout)
    }

    /// Begins the document, with the records before that could not be read.
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(unread) = self.unread.take() {
            json::begin_list("pipe", &self.pipe, "records", out)?;
            unread.copy_to(out)?;
        }
        Ok(())
    }

    /// Writes the records for which none that came before them is open, or all.
    fn write_records(&mut self, all: bool, out: &mut dyn Write) -> io::Result<()> {
        while let Some(first) = self.waiting.first_entry() {
            let open = self.open.keys().next();
            let is_next = open.is_none_or(|open| first.key().0 <= *open);
            if !is_next && !all && self.waiting.len() <= MOST_WAITING {
                break;
            }
            let Some((_, record)) = self.waiting.pop_first() else {
                break;
            };
            match &mut self.unread {
                Some(unread) => json::element(&record, !self.has_record, unread)?,
                None => json::element(&record, !self.has_record, out)?,
            }
            self.has_record = true;
        }
        Ok(())
    }

    /// A batch has ended.
    pub(super) fn batch(&mut self, batch: &BatchReport) -> io::Result<()> {
        json::element(batch, !self.has_batch, &mut self.batches)?;
        self.has_batch = true;
        Ok(())
    }

    /// Something is to be said.
    pub(super) fn diagnostic(&mut self, diagnostic: PipeDiagnosticReport) {
        if self.diagnostics.len() < KEPT {
            self.diagnostics.push(diagnostic);
        } else {
            self.diagnostics_left_out += 1;
        }
    }

    /// What was to be said, of a pipe that is only checked.
    pub(super) fn into_diagnostics(self) -> Vec<PipeDiagnosticReport> {
        self.diagnostics
    }

    /// Everything has ended. If nothing at all could be read the whole document is the error.
    pub(super) fn finish(
        mut self,
        summary: PipeSummary,
        error: Option<ErrorReport>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let error = match error {
            Some(error) if self.unread.is_some() => return json::error(error, out),
            other => other,
        };
        self.begin(out)?;
        self.write_records(true, out)?;
        json::next_list("batches", out)?;
        self.batches.copy_to(out)?;
        let ending = PipeEnding {
            diagnostics: self.diagnostics,
            diagnostics_left_out: self.diagnostics_left_out,
            summary,
            error,
        };
        json::end_results(&ending, out)
    }
}

//! Where a run tells what became of pipes, records and batches.

use std::io::{self, Write as _};

use super::document::Document;
use crate::commands::Context;
use crate::diagnostic::Finding;
use crate::render::pipe::PipeWriter;
use crate::report::pipe::{BatchReport, PipeCheckReport, PipeDiagnosticReport, RecordReport};
use crate::report::{DiagnosticReport, Format};

/// Where everything is told: results on standard output, diagnostics on standard error too.
pub(super) struct Out<'a> {
    pipe: String,
    pub(super) writer: PipeWriter,
    /// With `--format json`.
    pub(super) document: Option<Document<'a>>,
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

    pub(super) fn diagnostic(
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

    /// The pipe was checked, and is refused by no operation; `is_sent` tells whether clients send it at all.
    pub(super) fn checked(
        self,
        creator: (&str, &str),
        is_sent: bool,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        let checked = PipeCheckReport {
            version: 1,
            pipe: self.pipe,
            accepted: is_sent,
            diagnostics: self
                .document
                .map_or_else(Vec::new, Document::into_diagnostics),
        };
        self.writer.checked(creator, &checked, context.stdout)
    }

    /// What was written elsewhere, where everything is told line by line.
    pub(super) fn text(&mut self, text: &[u8], context: &mut Context<'_>) -> io::Result<()> {
        context.stdout.write_all(text)
    }

    pub(super) fn record(
        &mut self,
        record: RecordReport,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        match &mut self.document {
            Some(document) => document.record(record, context),
            None => self.writer.record(&record, context.stdout),
        }
    }

    pub(super) fn batch(
        &mut self,
        batch: &BatchReport,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        match &mut self.document {
            Some(document) => document.batch(batch),
            None => self.writer.batch(batch, context.stdout),
        }
    }
}

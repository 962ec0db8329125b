//! What a run tells beside its results: findings on standard error, what could not be answered, and how it ends.
//!
//! A run may find something wrong with each of a million records. So people get to see the first findings and a count
//! of the others ([`Context::tell`]), a JSON document keeps the first of them ([`Refusals`]), and nothing of this
//! grows with the input.

use std::io;

use super::events::{BrokenRecord, End, nothing};
use super::{Context, Exit, Failure, fail_on};
use crate::diagnostic::{Diagnostic, Finding};
use crate::render::{self, snippet};
use crate::report::{
    DiagnosticReport, ErrorReport, EventReport, Format, Refusal, RefusedRuleReport,
};

/// How many findings of a run are drawn.
const DRAWN: usize = 100;

/// How many findings a JSON document holds.
pub(super) const KEPT: usize = 100;

impl Context<'_> {
    /// Draws a finding on standard error, unless it is behind the first 100 of the run: those are counted. What
    /// [holds of everything](Diagnostic::is_general) is drawn once, at the end.
    ///
    /// What belongs to it is to be written only if the run [tells more](Self::tells_more).
    ///
    /// # Errors
    ///
    /// When standard error cannot be written.
    pub fn tell(&mut self, finding: &Finding) -> io::Result<()> {
        self.heed([&finding.diagnostic]);
        if !self.color_stderr.tells(finding) {
            return Ok(());
        }
        if finding.diagnostic.is_general {
            self.remember(finding);
            return Ok(());
        }
        if !self.tells_more() {
            self.told.left_out += 1;
            return Ok(());
        }
        self.told.drawn += 1;
        snippet::tell(finding, self.color_stderr, self.stderr)
    }

    /// Remembers what holds of everything, once of each kind.
    fn remember(&mut self, finding: &Finding) {
        let told = &finding.diagnostic;
        let is_new = |one: &Finding| {
            (one.diagnostic.code, &one.diagnostic.message) != (told.code, &told.message)
        };
        if self.told.general.iter().all(is_new) {
            self.told.general.push(finding.clone());
        }
    }

    /// Whether the next finding is drawn.
    pub(super) fn tells_more(&self) -> bool {
        self.told.drawn < DRAWN
    }

    /// The same as [`tell`](Self::tell) for what many records may give to note: people need it once.
    pub(super) fn tell_once(&mut self, finding: &Finding) -> io::Result<()> {
        let diagnostic = &finding.diagnostic;
        let span = diagnostic.primary.as_ref().map(|label| label.span);
        let key = format!(
            "{}\n{}\n{span:?}",
            diagnostic.code.as_str(),
            diagnostic.message
        );
        if self.told.once.contains(&key) {
            return Ok(());
        }
        // What is not drawn any more is not remembered either: every record may give another note.
        if self.tells_more() {
            self.told.once.insert(key);
        }
        self.tell(finding)
    }

    /// Counts findings that are not drawn because nobody kept them.
    pub(super) fn leave_out(&mut self, more: usize) {
        self.told.left_out += more as u64;
    }

    /// Says what holds of everything, and how many findings were not drawn, if any.
    ///
    /// # Errors
    ///
    /// When standard error cannot be written.
    pub fn tell_left_out(&mut self) -> io::Result<()> {
        for finding in std::mem::take(&mut self.told.general) {
            snippet::tell(&finding, self.color_stderr, self.stderr)?;
        }
        match std::mem::take(&mut self.told.left_out) {
            0 => Ok(()),
            more => render::failure::left_out(more, self.stderr),
        }
    }

    /// Prints a failure as the JSON document that it is.
    ///
    /// # Errors
    ///
    /// When standard output cannot be written.
    pub fn print_failure(&mut self, refusal: Refusal) -> io::Result<()> {
        let mut all = Refusals::new(Format::Json);
        all.keep(&refusal);
        all.error()
            .map_or(Ok(()), |error| render::json::error(error, self.stdout))
    }

    /// Lets what is told count for the exit code, as `--fail-on` says. [`tell`](Self::tell) does so by itself: this is for
    /// what only stands in a document, or in the answer.
    pub(super) fn heed<'d>(&mut self, told: impl IntoIterator<Item = &'d Diagnostic>) {
        if fail_on::is_met(&self.fail_on, told) {
            self.known(Exit::Negative);
        }
    }

    /// The answer is at least as bad as this. To be said before what shows it is written: whoever reads the results may
    /// close the pipe, and the run then ends with what is known.
    pub(super) fn known(&mut self, exit: Exit) {
        self.told.exit = self.told.exit.max(exit);
    }

    /// The answer as far as it is known.
    #[must_use]
    pub fn exit(&self) -> Exit {
        self.told.exit
    }
}

/// The first findings of many, for a JSON document: places are counted out, so that no text is kept.
#[derive(Debug, Default)]
pub(super) struct FirstFindings {
    diagnostics: Vec<DiagnosticReport>,
    left_out: usize,
}

impl FirstFindings {
    /// Keeps a finding, or counts it.
    pub(super) fn keep(&mut self, finding: &Finding) {
        if self.diagnostics.len() < KEPT {
            self.diagnostics.push(DiagnosticReport::new(finding));
        } else {
            self.left_out += 1;
        }
    }

    /// Counts findings that nobody kept.
    pub(super) fn leave_out(&mut self, more: usize) {
        self.left_out += more;
    }

    /// The same as an error with the code and message of `error`.
    pub(super) fn into_error(self, error: ErrorReport) -> ErrorReport {
        ErrorReport {
            diagnostics: self.diagnostics,
            diagnostics_left_out: self.left_out,
            ..error
        }
    }
}

/// What could not be answered: told as it comes, and kept as far as the end of the output needs it.
#[derive(Debug)]
pub(super) struct Refusals {
    format: Format,
    /// What AWS answers to a record that is no event, where it has words for that.
    aws: Option<(&'static str, &'static str)>,
    /// Records that could not be answered.
    pub(super) broken: u64,
    /// Inputs that could not be read (to their end).
    pub(super) unreadable: u64,
    /// What is told at the end of a JSON document, without what follows.
    first: Option<ErrorReport>,
    findings: FirstFindings,
    rules: Vec<RefusedRuleReport>,
}

impl Refusals {
    pub(super) fn new(format: Format) -> Self {
        Self {
            format,
            aws: None,
            broken: 0,
            unreadable: 0,
            first: None,
            findings: FirstFindings::default(),
            rules: Vec::new(),
        }
    }

    /// The same where AWS answers with this exception and message to what is no event.
    pub(super) fn answering(self, aws: (&'static str, &'static str)) -> Self {
        Self {
            aws: Some(aws),
            ..self
        }
    }

    /// How many records and inputs there were that could not be answered.
    pub(super) fn count(&self) -> u64 {
        self.broken + self.unreadable
    }

    /// Tells a record in which there is no event, or an input that cannot be read.
    pub(super) fn record(
        &mut self,
        broken: BrokenRecord,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let event = broken.report();
        match event {
            Some(_) => self.broken += 1,
            None => self.unreadable += 1,
        }
        let aws = self.aws.filter(|_| event.is_some());
        let refusal = Refusal {
            aws: aws.map(|(exception, message)| (exception.to_owned(), message.to_owned())),
            findings: broken.findings.clone(),
        };
        self.refuse(&refusal, event, None, context).map(|_| ())
    }

    /// Tells what is refused: the findings on standard error, and with `jsonl` a line; whether the first was drawn.
    pub(super) fn refuse(
        &mut self,
        refusal: &Refusal,
        event: Option<EventReport<'_>>,
        rule: Option<RefusedRuleReport>,
        context: &mut Context<'_>,
    ) -> Result<bool, Failure> {
        context.known(Exit::Failure);
        let is_drawn = context.tells_more();
        for finding in &refusal.findings {
            context.tell(finding)?;
        }
        if self.format == Format::Jsonl {
            let mut document = refusal.document();
            document.event = event;
            document.error.rules.extend(rule);
            render::json::line(&document, context.stdout)?;
        } else if self.format == Format::Json {
            self.keep(refusal);
            self.rules.extend(rule.filter(|_| self.rules.len() < KEPT));
        }
        Ok(is_drawn)
    }

    /// Keeps what the end of a document tells.
    fn keep(&mut self, refusal: &Refusal) {
        for finding in &refusal.findings {
            self.findings.keep(finding);
        }
        if self.first.is_none() {
            self.first = Some(refusal.error_without_diagnostics());
        }
    }

    /// What could not be answered, for the end of a JSON document; code and message are those of the first. `None` if
    /// everything could, and in other formats.
    pub(super) fn error(&mut self) -> Option<ErrorReport> {
        let error = ErrorReport {
            rules: std::mem::take(&mut self.rules),
            ..self.first.take()?
        };
        Some(std::mem::take(&mut self.findings).into_error(error))
    }

    /// Tells that there was no `what` at all, although it was looked for `places`. A JSON document has begun, and gets
    /// this at its end.
    ///
    /// # Errors
    ///
    /// `event/none`, where no document has begun.
    pub(super) fn nothing(
        &mut self,
        what: &str,
        places: &str,
        end: End,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let none = nothing(what, places, end);
        if self.format != Format::Json {
            return Err(Failure::refused(none));
        }
        let refusal = Refusal {
            aws: None,
            findings: vec![none],
        };
        self.refuse(&refusal, None, None, context).map(|_| ())
    }
}

//! What a run of `evb check` writes: some forms as findings come, the others at the end.

use std::path::Path;

use super::baseline::Baseline;
use crate::check::{Finding, NotJudged};
use crate::commands::answer::Refusals;
use crate::commands::{Context, Failure, written};
use crate::diagnostic::Code;
use crate::render;
use crate::render::check::Drawn;
use crate::render::snippet::Look;
use crate::report::check::{
    BaselineFindingReport, CheckReport, FindingReport, LineReport, NotJudgedReport, Reporter,
    SummaryReport,
};
use crate::report::{DiagnosticReport, Format};

/// A baseline could not be written.
const NOT_WRITTEN: Code = Code::new("check/baseline-not-written");

/// How many places that were not judged a document lists.
const NOT_JUDGED: usize = 10_000;

pub(super) struct Output {
    format: Format,
    reporter: Reporter,
    pub(super) summary: SummaryReport,
    /// What is not told again.
    pub(super) baseline: Baseline,
    /// What is kept for a baseline, if one is to be written.
    kept: Option<Vec<BaselineFindingReport>>,
    drawn: Drawn,
    refusals: Refusals,
    /// Of the forms that are one document.
    findings: Vec<FindingReport>,
    not_judged: Vec<NotJudgedReport>,
    unreadable: Vec<DiagnosticReport>,
}

impl Output {
    pub(super) fn new(format: Format, baseline: Baseline, is_kept: bool) -> Self {
        Self {
            format,
            reporter: Reporter::default(),
            summary: SummaryReport::default(),
            baseline,
            kept: is_kept.then(Vec::new),
            drawn: Drawn::default(),
            refusals: Refusals::new(format),
            findings: Vec::new(),
            not_judged: Vec::new(),
            unreadable: Vec::new(),
        }
    }

    /// A finding as it is told; `None` if the baseline has it, or gets it.
    pub(super) fn report(&mut self, finding: &Finding) -> Option<FindingReport> {
        let report = self.reporter.finding(finding);
        let is_known = match &mut self.kept {
            Some(kept) => {
                kept.push(BaselineFindingReport::new(&report));
                true
            }
            None => self.baseline.knows(&report),
        };
        self.summary.in_baseline += u64::from(is_known);
        (!is_known).then_some(report)
    }

    /// Writes what is kept for a baseline.
    pub(super) fn keep(&self, file: &Path, context: &Context<'_>) -> Result<(), Failure> {
        let kept = self.kept.as_deref().unwrap_or_default();
        let mut content = Vec::new();
        render::check::baseline(kept, &mut content)?;
        written::write(file, &content, NOT_WRITTEN, context)
    }

    /// A finding.
    pub(super) fn finding(
        &mut self,
        finding: &Finding,
        report: FindingReport,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.summary.found(finding.severity);
        let out = &mut *context.stdout;
        match self.format {
            Format::Concise => render::check::concise(&report, out)?,
            Format::Jsonl => {
                render::json::line(&LineReport::Finding(Box::new(report)), out)?;
            }
            Format::Json | Format::Sarif | Format::Github => self.findings.push(report),
            _ => {
                let look = Look {
                    color: context.color,
                    width: context.color_stderr.width,
                    only_errors: false,
                };
                self.drawn.draw(finding, &report, look, out)?;
            }
        }
        Ok(())
    }

    /// Something that was not judged.
    pub(super) fn not_judged(
        &mut self,
        open: &NotJudged,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.summary.not_judged += 1;
        match self.format {
            Format::Jsonl => {
                let line = LineReport::NotJudged(Box::new(NotJudgedReport::new(open)));
                render::json::line(&line, context.stdout)?;
            }
            Format::Json if self.not_judged.len() < NOT_JUDGED => {
                self.not_judged.push(NotJudgedReport::new(open));
            }
            _ => {}
        }
        Ok(())
    }

    /// A file that could not be read.
    pub(super) fn refuse(
        &mut self,
        failure: Failure,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Failure::Refused(refusal) = failure else {
            return Err(failure);
        };
        self.summary.unreadable += 1;
        if matches!(self.format, Format::Sarif | Format::Github) {
            let told = refusal.findings.iter().map(DiagnosticReport::new);
            self.unreadable.extend(told);
        }
        let told = self.refusals.refuse(&refusal, None, None, context);
        told.map(|_| ())
    }

    /// What stands at the end.
    pub(super) fn finish(mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let out = &mut *context.stdout;
        match self.format {
            Format::Json => {
                let report = CheckReport {
                    version: 1,
                    findings: self.findings,
                    not_judged: self.not_judged,
                    summary: self.summary,
                    error: self.refusals.error(),
                };
                render::json::line(&report, out)?;
            }
            Format::Jsonl => render::json::line(&LineReport::Summary(self.summary), out)?,
            Format::Sarif => render::check::sarif(&self.findings, &self.unreadable, out)?,
            Format::Github => render::check::github(&self.findings, &self.unreadable, out)?,
            Format::Concise => {}
            _ => render::check::summary(&self.summary, self.drawn.left_out(), context.color, out)?,
        }
        Ok(())
    }
}

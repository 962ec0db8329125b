//! What a run of `evb check` writes: some forms as findings come, the others at the end.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use super::baseline::Baseline;
use crate::check::{Finding, NotJudged};
use crate::commands::answer::Refusals;
use crate::commands::{Context, Failure, written};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::render;
use crate::render::check::{Drawn, Shown};
use crate::render::snippet::Look;
use crate::render::words::thousands;
use crate::report::Format;
use crate::report::check::{
    BaselineFindingReport, CheckReport, FEW_NOT_JUDGED, FindingReport, FixedReport, LineReport,
    NotJudgedReport, Reporter, SummaryReport, UnreadableReport,
};

/// A baseline could not be written.
const NOT_WRITTEN: Code = Code::new("check/baseline-not-written");

/// GitHub does not show all that was found.
const GITHUB_LIMIT: Code = Code::new("check/github-limit");

/// How many places that were not judged a document lists.
const NOT_JUDGED: usize = 10_000;

/// Where a run writes what it finds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// On standard output.
    Output,
    /// On standard error: a text that is fixed has standard output.
    Beside,
    /// Nowhere: what would be changed has standard output.
    Nowhere,
}

impl Where {
    /// The stream, if there is one.
    fn stream<'c>(self, context: &'c mut Context<'_>) -> Option<&'c mut dyn Write> {
        match self {
            Self::Output => Some(context.stdout),
            Self::Beside => Some(context.stderr),
            Self::Nowhere => None,
        }
    }
}

pub(super) struct Output {
    format: Format,
    to: Where,
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
    fixed: Vec<FixedReport>,
    not_judged: Vec<NotJudgedReport>,
    unreadable: Vec<UnreadableReport>,
    /// Files of which something was judged.
    judged: BTreeSet<String>,
}

impl Output {
    pub(super) fn new(format: Format, to: Where, baseline: Baseline, is_kept: bool) -> Self {
        Self {
            format,
            to,
            reporter: Reporter::default(),
            summary: SummaryReport::default(),
            baseline,
            kept: is_kept.then(Vec::new),
            drawn: Drawn::default(),
            refusals: Refusals::new(format),
            findings: Vec::new(),
            fixed: Vec::new(),
            not_judged: Vec::new(),
            unreadable: Vec::new(),
            judged: BTreeSet::new(),
        }
    }

    /// A file was judged: some forms also show those without a finding.
    pub(super) fn judged(&mut self, file: &str) {
        if self.format == Format::Junit && !self.judged.contains(file) {
            self.judged.insert(file.to_owned());
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

    /// Writes what is kept for a baseline, with what the file has already and was not asked for this time.
    pub(super) fn keep(
        &mut self,
        file: &Path,
        is_gone: impl Fn(&BaselineFindingReport) -> bool,
        context: &Context<'_>,
    ) -> Result<(), Failure> {
        let mut kept = self.kept.take().unwrap_or_default();
        if context.host.open(file).is_ok() {
            let mut before = Baseline::default();
            before.add(file, "remove it, or name another file", context)?;
            let left: Vec<_> = before.left(&kept, is_gone).collect();
            kept.extend(left);
        }
        kept.sort_by(|one, other| one.source.cmp(&other.source));
        let mut content = Vec::new();
        render::check::baseline(&kept, &mut content)?;
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
        let color = self.color(context);
        let width = context.color_stderr.width;
        let Some(out) = self.to.stream(context) else {
            return Ok(());
        };
        match self.format {
            Format::Concise => render::check::concise(&report, out)?,
            Format::Jsonl => {
                render::json::line(&LineReport::Finding(Box::new(report)), out)?;
            }
            Format::Json | Format::Sarif | Format::Github | Format::Gitlab | Format::Junit => {
                self.findings.push(report);
            }
            _ => {
                let look = Look {
                    color,
                    width,
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
        if self.summary.places_not_judged.len() < FEW_NOT_JUDGED {
            let report = NotJudgedReport::new(open);
            let place = report
                .span
                .map(|span| format!(":{}:{}", span.line, span.column));
            let place = place.unwrap_or_default();
            let line = format!("{}{place}: {}", report.source, report.message);
            self.summary.places_not_judged.push(line);
        }
        match self.format {
            Format::Jsonl => {
                let line = LineReport::NotJudged(Box::new(NotJudgedReport::new(open)));
                if let Some(out) = self.to.stream(context) {
                    render::json::line(&line, out)?;
                }
            }
            Format::Json if self.not_judged.len() < NOT_JUDGED => {
                self.not_judged.push(NotJudgedReport::new(open));
            }
            _ => {}
        }
        Ok(())
    }

    /// Something that could not be read, and what it is called.
    pub(super) fn refuse(
        &mut self,
        failure: Failure,
        name: &str,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Failure::Refused(refusal) = failure else {
            return Err(failure);
        };
        self.summary.unreadable += 1;
        if matches!(
            self.format,
            Format::Sarif | Format::Github | Format::Gitlab | Format::Junit
        ) {
            for told in &refusal.findings {
                let report = self.reporter.unreadable(name, told);
                self.unreadable.push(report);
            }
        }
        let told = self.refusals.refuse(&refusal, None, None, context);
        told.map(|_| ())
    }

    /// What was fixed.
    pub(super) fn fixed(
        &mut self,
        fixed: Vec<FixedReport>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.summary.fixed += fixed.len() as u64;
        let color = self.color(context);
        let Some(out) = self.to.stream(context) else {
            return Ok(());
        };
        match self.format {
            Format::Json => self.fixed = fixed,
            Format::Jsonl => {
                for one in fixed {
                    render::json::line(&LineReport::Fixed(Box::new(one)), out)?;
                }
            }
            Format::Human => render::check::fixed(&fixed, color, out)?,
            _ => {}
        }
        Ok(())
    }

    fn color(&self, context: &Context<'_>) -> bool {
        match self.to {
            Where::Beside => context.color_stderr.color,
            Where::Output | Where::Nowhere => context.color,
        }
    }

    /// What stands at the end.
    pub(super) fn finish(mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let color = self.color(context);
        let Some(out) = self.to.stream(context) else {
            return Ok(render::check::would_fix(&self.summary, context.stderr)?);
        };
        match self.format {
            Format::Json => {
                let report = CheckReport {
                    version: 1,
                    findings: self.findings,
                    fixed: self.fixed,
                    not_judged: self.not_judged,
                    summary: self.summary,
                    error: self.refusals.error(),
                };
                render::json::line(&report, out)?;
            }
            Format::Jsonl => render::json::line(&LineReport::Summary(self.summary), out)?,
            Format::Sarif => {
                let shown = render::check::sarif(&self.findings, &self.unreadable, out)?;
                limited(shown, "; the others are not in the file", context)?;
            }
            Format::Github => {
                let shown = render::check::github(&self.findings, &self.unreadable, out)?;
                limited(
                    shown,
                    ", ten of a severity; the others stand in the log",
                    context,
                )?;
            }
            Format::Gitlab => render::check::gitlab(&self.findings, &self.unreadable, out)?,
            Format::Junit => {
                out.write_all(&render::check::junit(
                    &self.judged,
                    &self.findings,
                    &self.unreadable,
                )?)?;
            }
            Format::Concise => {}
            _ => render::check::summary(&self.summary, self.drawn.left_out(), color, out)?,
        }
        Ok(())
    }
}

/// Tells how much of what was found GitHub shows, if that is not all; `others` says where those are that were not written.
fn limited(shown: Shown, others: &str, context: &mut Context<'_>) -> io::Result<()> {
    if shown.shown == shown.all {
        return Ok(());
    }
    let (seen, all) = (thousands(shown.shown), thousands(shown.all));
    let taken = match shown.written {
        written if written == shown.all => String::new(),
        written if written == shown.shown => others.to_owned(),
        written => format!(", takes {} of them{others}", thousands(written)),
    };
    let message = format!("GitHub shows {seen} of {all} findings, the worst{taken}");
    context.tell(&diagnostic::Finding::without_source(Diagnostic::note(
        GITHUB_LIMIT,
        message,
    )))
}

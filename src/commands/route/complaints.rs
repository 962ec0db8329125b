//! What is wrong with the rules, told before the events are read and again at the end of a JSON document.

use super::KEPT_FINDINGS;
use super::rules::{Complaint, Rules};
use crate::commands::{Context, Exit, Failure};
use crate::diagnostic::Finding;
use crate::render::{self, snippet};
use crate::report::route::RefusedRuleReport;
use crate::report::{DiagnosticReport, ErrorReport, Format, Refusal};

/// What was told, for the end of a document.
pub(super) struct Complaints {
    /// Whether a rule cannot be used.
    pub(super) has_errors: bool,
    /// What is no error.
    pub(super) notes: Vec<DiagnosticReport>,
    /// What is, with AWS's answer to the first rule that it refuses.
    refusal: Refusal,
    /// How many findings are not among those of the refusal.
    left_out: usize,
    rules: Vec<RefusedRuleReport>,
}

impl Complaints {
    /// Tells everything on standard error and, with `jsonl`, each refused rule in a line of its own.
    pub(super) fn tell(
        rules: &Rules,
        format: Format,
        context: &mut Context<'_>,
    ) -> Result<Self, Failure> {
        let mut told = Self {
            has_errors: rules.has_errors(),
            notes: Vec::new(),
            refusal: Refusal {
                aws: None,
                findings: Vec::new(),
            },
            left_out: 0,
            rules: Vec::new(),
        };
        for complaint in &rules.complaints {
            let Complaint { rule, refusal } = complaint;
            for finding in &refusal.findings {
                snippet::tell(finding, context.color_stderr, context.stderr)?;
            }
            if let Some(rule) = rule {
                render::route::refused_rule(rule, refusal.aws.as_ref(), context.stderr)?;
            }
            if format == Format::Jsonl && !rules.is_empty() && complaint.is_error() {
                render::json::line(&document(complaint), context.stdout)?;
            }
            told.keep(complaint);
        }
        Ok(told)
    }

    fn keep(&mut self, complaint: &Complaint) {
        if !complaint.is_error() {
            let notes = complaint.refusal.findings.iter().map(DiagnosticReport::new);
            self.notes
                .extend(notes.take(KEPT_FINDINGS.saturating_sub(self.notes.len())));
            return;
        }
        if self.refusal.findings.len() >= KEPT_FINDINGS {
            self.left_out += complaint.refusal.findings.len();
            return;
        }
        if self.refusal.findings.is_empty() {
            self.refusal.aws.clone_from(&complaint.refusal.aws);
        }
        self.rules.extend(refused_rule(complaint));
        self.refusal
            .findings
            .extend(complaint.refusal.findings.iter().cloned());
    }

    /// Tells what is no error.
    pub(super) fn warn(
        &mut self,
        finding: Finding,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        snippet::tell(&finding, context.color_stderr, context.stderr)?;
        self.notes.push(DiagnosticReport::new(&finding));
        Ok(())
    }

    /// The end of a run without any rule.
    pub(super) fn end_alone(
        self,
        format: Format,
        context: &mut Context<'_>,
    ) -> Result<Exit, Failure> {
        if format.tells_failure_as_json() {
            let mut document = self.refusal.document();
            document.error.rules = self.rules;
            document.error.diagnostics_left_out = self.left_out;
            render::json::line(&document, context.stdout)?;
        }
        Ok(Exit::Failure)
    }

    /// Everything that is wrong, with what is wrong with the events (of which so many findings are left out already);
    /// `None` if nothing is.
    pub(super) fn with(mut self, of_events: Vec<Finding>, left_out: usize) -> Option<ErrorReport> {
        let room = KEPT_FINDINGS.saturating_sub(self.refusal.findings.len());
        self.left_out += left_out + of_events.len().saturating_sub(room);
        self.refusal
            .findings
            .extend(of_events.into_iter().take(room));
        if self.refusal.findings.is_empty() {
            return None;
        }
        let mut error = self.refusal.document().error;
        error.rules = self.rules;
        error.diagnostics_left_out = self.left_out;
        Some(error)
    }
}

/// One complaint as `jsonl` prints it.
fn document(complaint: &Complaint) -> crate::report::ErrorDocument {
    let mut document = complaint.refusal.document();
    document.error.rules.extend(refused_rule(complaint));
    document
}

fn refused_rule(complaint: &Complaint) -> Option<RefusedRuleReport> {
    let rule = complaint.rule.clone()?;
    let error = complaint.refusal.document().error;
    Some(RefusedRuleReport {
        rule,
        code: error.code,
        message: error.message,
    })
}

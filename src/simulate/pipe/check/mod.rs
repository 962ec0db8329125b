//! Whether CreatePipe accepts a pipe, and in which words it refuses.
//!
//! # Example
//!
//! ```
//! use evb::iac::pipe_of;
//! use evb::simulate::pipe::check;
//!
//! let text = r#"{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:sqs:us-east-1:123456789012:in",
//!     "Target":"arn:aws:sqs:us-east-1:123456789012:out",
//!     "SourceParameters":{"SqsQueueParameters":{"BatchSize":11}}}"#;
//! let pipe = pipe_of(&evb::json::parse(text)?, text).ok_or("it is a pipe")?;
//! let report = check(&pipe);
//! assert_eq!(
//!     report.refusals[0].aws.as_deref(),
//!     Some("The configured batch size 11 is greater than the max supported")
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What this module does not do
//!
//! It does not know whether queues, functions and roles exist, nor what the role may do. Which targets need their block of
//! parameters was not recorded: for targets that live by their parameters a note says so.
//!
//! # Source
//!
//! AWS: the model of CreatePipe, by [`api`](crate::api), for what is required, ranges, lengths and patterns; recordings of
//! CreatePipe for messages.
//! Where only the beginning of a message is recorded, the beginning is given and a note says so.

mod constraints;
mod filters;
mod mapping;
mod members;
mod open;
mod source;
mod target;
mod templates;

use super::{Arn, codes};
use crate::api::{Answer, Refusal};
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Pipe};
use crate::pattern::Dialect;
use crate::source::Span;

pub use mapping::check_mapping;
pub use members::is_unknown_member;

/// What CreatePipe would say. As an error it is told by the first reason to refuse.
#[derive(Clone, Debug, Default, PartialEq, thiserror::Error)]
#[error("{}", self.summary())]
#[non_exhaustive]
pub struct CheckReport {
    /// Why it refuses, in the order in which it looks; empty if it accepts.
    pub refusals: Vec<ConfigurationRefusal>,
    /// What it accepts and what is probably not meant, or not known.
    pub notes: Vec<Remark>,
}

/// A text in which a diagnostic has its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The text of the pipe.
    Pipe,
    /// The pattern of a filter, decoded from its string.
    Filter(usize),
    /// The input template of the enrichment, decoded from its string.
    EnrichmentTemplate,
    /// The input template of the target, decoded from its string.
    TargetTemplate,
}

/// A diagnostic and the text in which it has its place.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Remark {
    /// The text.
    pub part: Part,
    /// What to tell.
    pub diagnostic: Diagnostic,
}

/// One reason why CreatePipe refuses.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConfigurationRefusal {
    /// AWS's words, as far as they are known.
    pub aws: Option<String>,
    /// Whether these words are only made after AWS's usage, because no answer of this kind was recorded.
    pub is_modelled: bool,
    /// Ours.
    pub remark: Remark,
    /// What of AWS's model or of a rule of the service is broken; `None` where only the text tells.
    pub broken: Option<Refusal>,
    /// Whether a dry-run is possible all the same, because nothing in it depends on this.
    pub dry_run_possible: bool,
}

impl CheckReport {
    /// What AWS answers, if it refuses in words that are known.
    #[must_use]
    pub fn aws_message(&self) -> Option<&str> {
        self.refusals
            .iter()
            .find_map(|refusal| refusal.aws.as_deref())
    }

    /// Whether the answer is only made after AWS's usage.
    #[must_use]
    pub fn is_modelled(&self) -> bool {
        let first = self.refusals.iter().find(|refusal| refusal.aws.is_some());
        first.is_some_and(|refusal| refusal.is_modelled)
    }

    /// AWS's words where they are known, else ours.
    fn summary(&self) -> &str {
        let ours = self.refusals.first();
        let ours = ours.map(|refusal| refusal.remark.diagnostic.message.as_str());
        self.aws_message().or(ours).unwrap_or_default()
    }

    /// Whether a member of this name is refused by AWS's model, or by a rule of the service.
    fn tells_of(&self, name: &str) -> bool {
        self.refusals.iter().any(|one| {
            let broken = one.broken.as_ref();
            broken.is_some_and(|broken| broken.member.last() == name)
        })
    }

    fn refuse(&mut self, aws: impl Into<String>, diagnostic: Diagnostic) {
        self.refuse_part(Part::Pipe, Some(aws.into()), diagnostic);
    }

    /// What updates a pipe need not name its source and its target, and a dry-run needs both.
    pub(in crate::simulate::pipe) fn need_ends(&mut self, pipe: &Pipe) {
        let ends = [("Source", &pipe.source), ("Target", &pipe.target)];
        for (name, end) in ends {
            if end.is_none() && !self.tells_of(name) {
                let told = Diagnostic::error(codes::MISSING, format!("`{name}` is missing"));
                self.refuse_in_our_words(
                    told.at(json_beginning(pipe), "")
                        .help("records come from the one, and go to the other: give both"),
                );
            }
        }
    }

    /// A refusal in our words if the diagnostic is an error, else a note.
    fn tell(&mut self, diagnostic: Diagnostic) {
        self.tell_part(Part::Pipe, None, diagnostic);
    }

    /// The same, where it is known what is broken.
    fn tell_broken(&mut self, diagnostic: Diagnostic, broken: Option<Refusal>) {
        let is_refusal = diagnostic.is_error();
        self.tell(diagnostic);
        if let Some(last) = self.refusals.last_mut().filter(|_| is_refusal) {
            last.broken = broken;
        }
    }

    fn refuse_in_our_words(&mut self, diagnostic: Diagnostic) {
        self.refuse_part(Part::Pipe, None, diagnostic);
    }

    fn refuse_part(&mut self, part: Part, aws: Option<String>, diagnostic: Diagnostic) {
        self.refusals.push(ConfigurationRefusal {
            aws,
            is_modelled: false,
            remark: Remark { part, diagnostic },
            broken: None,
            dry_run_possible: false,
        });
    }

    /// A refusal of several that AWS answers together.
    fn refuse_together(
        &mut self,
        answer: Option<&Answer>,
        refusal: &Refusal,
        diagnostic: Diagnostic,
        dry_run_possible: bool,
    ) {
        self.refusals.push(ConfigurationRefusal {
            aws: answer.map(|answer| answer.message.clone()),
            is_modelled: answer.is_some_and(|answer| !answer.is_recorded),
            remark: Remark {
                part: Part::Pipe,
                diagnostic,
            },
            broken: Some(refusal.clone()),
            dry_run_possible,
        });
    }

    /// A refusal in these words of AWS if the diagnostic is an error, else a note.
    fn tell_part(&mut self, part: Part, aws: Option<String>, diagnostic: Diagnostic) {
        if diagnostic.is_error() {
            self.refuse_part(part, aws, diagnostic);
        } else {
            self.note_part(part, diagnostic);
        }
    }

    fn note(&mut self, diagnostic: Diagnostic) {
        self.note_part(Part::Pipe, diagnostic);
    }

    fn note_part(&mut self, part: Part, diagnostic: Diagnostic) {
        self.notes.push(Remark { part, diagnostic });
    }
}

/// Checks a pipe as CreatePipe does: first the model, then what belongs together.
#[must_use]
pub fn check(pipe: &Pipe) -> CheckReport {
    let mut report = CheckReport::default();
    for diagnostic in &pipe.diagnostics {
        report.tell(diagnostic.clone());
    }
    let request = pipe.request.as_ref();
    for (told, broken) in request
        .map(|one| members::unknown(pipe, one))
        .unwrap_or_default()
    {
        report.tell_broken(told, broken);
    }
    open::check(pipe, &mut report);
    constraints::check(pipe, &mut report);
    source::check(pipe, &mut report);
    target::check_enrichment(pipe, &mut report);
    target::check(pipe, &mut report);
    if let Some(source) = pipe.source_kind() {
        filters::check(pipe.known_filters(), source, Dialect::Pipe, &mut report);
    }
    templates::check(pipe, &mut report);
    report
}

/// An ARN that is given: where it stands, and whether a template leaves it open. An empty text is none.
fn given(declared: Option<&Declared<String>>) -> Option<(Span, bool)> {
    let declared = declared?;
    let is_empty = declared.get().is_some_and(String::is_empty);
    (!is_empty).then_some((declared.span, declared.hole().is_some()))
}

fn json_beginning(pipe: &Pipe) -> Span {
    Span::new(pipe.span.start, pipe.span.start + 1)
}

/// How to call what an ARN names: its service, or the text itself.
fn service_or_text(arn: &Arn) -> &str {
    if arn.is_arn() {
        arn.service()
    } else {
        arn.as_str()
    }
}

//! One input: what it is, and what is found of it. Each is looked at for itself, so that several can be at once.

use std::borrow::Cow;

use super::meant;
use crate::check::{self, Judged, World};
use crate::commands::Failure;
use crate::commands::context::Reading;
use crate::commands::declarations::{self, Named, Read, bare_pattern};
use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::iac::{self, Content};
use crate::json::Value;
use crate::model::Inventory;
use crate::report::check::{SummaryReport, in_fingerprints};
use crate::source::Source;

/// What a text is called that is an argument.
pub(super) const INPUT: &str = "<input>";

/// What is said of a file of which evb reads nothing.
const DECLARES_NOTHING: &str = "it declares nothing, so far as evb reads it";

/// The same of JSON that may be much.
const NO_PATTERN: &str = "it declares nothing, and is not plainly meant as a pattern";

/// How an input was named: whether it is sure that it declares something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nobody named it: it lies in a directory.
    Below,
    /// A file: hooks name every file that was changed.
    File,
    /// Just this text.
    Text,
}

/// An input, and how it was named.
pub(super) struct Job {
    pub(super) named: Named,
    pub(super) asked: Asked,
}

/// What came of an input.
pub(super) struct Examined {
    /// The files of which all was asked, as baselines call them.
    pub(super) asked: Vec<String>,
    pub(super) outcome: Outcome,
}

pub(super) enum Outcome {
    /// It is none that is judged, and why. What is evidently meant for another command is told in any case.
    Skipped {
        reason: String,
        is_told: bool,
    },
    /// It cannot be read.
    Refused(Failure),
    Found(Found),
}

/// What was found of files.
pub(super) struct Found {
    pub(super) files: Vec<String>,
    /// How much was read.
    pub(super) counts: SummaryReport,
    pub(super) judged: Vec<Judged>,
}

impl Job {
    /// What it is called.
    pub(super) fn name(&self) -> &str {
        self.named.input.name(INPUT)
    }

    /// Reads and judges it.
    pub(super) fn examine(&self, reading: Reading<'_>, world: &World<'_>) -> Examined {
        let mut asked = Vec::new();
        let outcome = match self.named.read_in(INPUT, reading) {
            Ok(read) => self.judge(&read, world, &mut asked),
            Err(Failure::Refused(refusal))
                if self.asked != Asked::Text && refusal.findings.iter().all(is_foreign) =>
            {
                let first = refusal.findings.first();
                let reason = first.map(|one| one.diagnostic.message.clone());
                passed_over(reason.unwrap_or_else(|| DECLARES_NOTHING.to_owned()))
            }
            Err(failure) => Outcome::Refused(self.led(failure)),
        };
        Examined { asked, outcome }
    }

    /// Why it cannot be read: a schedule expression in the place of a file is told with the command that reads it.
    fn led(&self, failure: Failure) -> Failure {
        let text = self.name().trim_matches('"');
        let Failure::Refused(mut refusal) = failure else {
            return failure;
        };
        if is_expression(text) {
            for finding in &mut refusal.findings {
                finding.diagnostic.help = Some(format!(
                    "a schedule expression is no file: `evb next-fires '{text}'` tells when it fires, and what is wrong with it"
                ));
            }
        }
        Failure::Refused(refusal)
    }

    fn judge(&self, read: &Read, world: &World<'_>, asked: &mut Vec<String>) -> Outcome {
        let whole = || {
            let files = read.source.file_names().into_iter();
            files
                .filter(|_| self.named.name.is_none())
                .map(in_fingerprints)
        };
        let requests = meant::entries(&read.content, &read.source);
        if !requests.is_empty() {
            asked.extend(whole());
            return Outcome::Found(entries(&requests, &read.source, world));
        }
        match declared(read, self.asked) {
            Ok(Some(inventory)) => {
                asked.extend(whole());
                Outcome::Found(declarations(&inventory, &read.source, world))
            }
            Ok(None) => match read.content {
                // All that it declared may be gone.
                Content::Declarations(_) => {
                    asked.extend(whole());
                    passed_over(DECLARES_NOTHING)
                }
                _ if self.asked == Asked::File && is_schedule(&read.source) => Outcome::Skipped {
                    reason: format!(
                        "it holds schedule expressions: `evb next-fires {}` tells when they fire, and what is wrong with them",
                        self.name()
                    ),
                    is_told: true,
                },
                Content::Value(_) => passed_over(NO_PATTERN),
                Content::Broken(_) => passed_over(DECLARES_NOTHING),
            },
            Err(finding) => Outcome::Refused(Failure::refused(*finding)),
        }
    }
}

fn passed_over(reason: impl Into<String>) -> Outcome {
    Outcome::Skipped {
        reason: reason.into(),
        is_told: false,
    }
}

/// Whether a text begins as a schedule expression does, alone or as a string of JSON.
fn is_schedule(source: &Source) -> bool {
    is_expression(source.text().trim_start().trim_start_matches('"'))
}

fn is_expression(text: &str) -> bool {
    let kinds = ["cron(", "rate(", "at("];
    kinds.iter().any(|kind| text.starts_with(kind))
}

fn declarations(inventory: &Inventory, source: &Source, world: &World<'_>) -> Found {
    let mut counts = SummaryReport::default();
    counts.read(inventory, source);
    if !inventory.sent.is_empty() {
        counts.entries(inventory.sent.iter().map(meant::count).sum());
    }
    Found {
        files: source.file_names().into_iter().map(str::to_owned).collect(),
        counts,
        judged: vec![check::inventory(inventory, source, world)],
    }
}

/// Requests for PutEvents, which declare nothing.
fn entries(requests: &[Value], source: &Source, world: &World<'_>) -> Found {
    let mut counts = SummaryReport::default();
    counts.sends(requests.iter().map(meant::count).sum());
    let judged = requests
        .iter()
        .map(|request| check::entries(request, source, world));
    Found {
        files: vec![source.name().to_owned()],
        counts,
        judged: judged.collect(),
    }
}

/// What a text declares, or the pattern that it is; `None` if it is neither.
pub(super) fn declared(
    read: &Read,
    asked: Asked,
) -> Result<Option<Cow<'_, Inventory>>, Box<Finding>> {
    match &read.content {
        // A file of which nothing is read may be anything that is written in the same format.
        Content::Declarations(inventory) => {
            let is_empty = inventory.is_empty() && inventory.sent.is_empty();
            let is_told = |one: &Diagnostic| one.severity > Severity::Note;
            let tells =
                asked == Asked::Text || !is_empty || inventory.diagnostics.iter().any(is_told);
            Ok(tells.then_some(Cow::Borrowed(&**inventory)))
        }
        Content::Value(value) => {
            let is_pattern = match asked {
                Asked::Text => true,
                Asked::File => {
                    meant::is_pattern(value, read.source.name())
                        || declarations::declared(read).is_some()
                }
                Asked::Below => meant::is_pattern(value, read.source.name()),
            };
            Ok(is_pattern.then(|| Cow::Owned(bare_pattern(read, value))))
        }
        Content::Broken(error) => {
            let text = read.source.text();
            // Who names a file of that name asks for a pattern, also where its text is cut off.
            let is_named = asked == Asked::File && meant::is_called_a_pattern(read.source.name());
            let is_named = is_named && text.trim_start().starts_with('{');
            if asked == Asked::Text || is_named || meant::begins_as_pattern(text) {
                Err(Box::new(Finding::new(error.diagnostic(text), &read.source)))
            } else {
                Ok(None)
            }
        }
    }
}

/// Whether a file is recognisably something else.
fn is_foreign(finding: &Finding) -> bool {
    finding.diagnostic.code == iac::FOREIGN
}

//! What `evb check` found.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{DiagnosticReport, ErrorReport, FixReport, RelatedReport, SpanReport};
use crate::check::{Answer, Answering, Finding, NotJudged, Resource};
use crate::diagnostic::{self, Fix, Severity};
use crate::model::Inventory;
use crate::source::Source;

/// Everything that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CheckReport {
    /// Of the output contract.
    pub version: u32,
    /// What is wrong, file by file.
    pub findings: Vec<FindingReport>,
    /// What was found and is fixed by now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixed: Vec<FixedReport>,
    /// What nothing can be said of.
    pub not_judged: Vec<NotJudgedReport>,
    /// What was read, and how much was found.
    pub summary: SummaryReport,
    /// What could not be read, if there is anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

/// A line of `--format jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LineReport {
    /// Something is wrong.
    Finding(Box<FindingReport>),
    /// Something was wrong, and is fixed by now.
    Fixed(Box<FixedReport>),
    /// Something was not judged.
    NotJudged(Box<NotJudgedReport>),
    /// The last line.
    Summary(SummaryReport),
}

/// Something that is wrong, or probably not as it is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FindingReport {
    /// The name of its kind, which `evb explain` takes.
    pub name: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// `high`, `medium` or `low`.
    pub confidence: &'static str,
    /// One clause.
    pub message: String,
    /// What AWS answers, where it refuses and its words are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws: Option<AnswerReport>,
    /// The file.
    pub source: String,
    /// Where in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanReport>,
    /// What to see there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Other places that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RelatedReport>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The same as an edit of the file, where one edit does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixReport>,
    /// Of what it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourceReport>,
    /// The member of the resource, as AWS calls it; empty where it is the resource as a whole.
    pub field: String,
    /// What the engine calls it.
    pub code: &'static str,
    /// The same for the same finding, wherever its lines move.
    pub fingerprint: String,
    /// Whether the run fails of it: by its severity, or as the caller says.
    #[serde(skip)]
    pub fails: bool,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnreadableReport {
    /// What it is called: a path, or what stands for a text that has none. Never empty.
    pub file: String,
    /// Why.
    pub told: DiagnosticReport,
    /// The same for the same failure of the same file, and for no other of a run.
    pub fingerprint: String,
}

/// Something that was wrong, and how it was fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FixedReport {
    /// The name of its kind, which `evb explain` takes.
    pub name: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// One clause.
    pub message: String,
    /// The file.
    pub source: String,
    /// Where in it, before anything was edited at once with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanReport>,
    /// The edit of the file.
    pub fix: FixReport,
    /// Of what it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourceReport>,
    /// The member of the resource, as AWS calls it.
    pub field: String,
}

impl FixedReport {
    /// A finding that an edit of `file` undid.
    #[must_use]
    pub fn new(finding: &FindingReport, file: &Source, fix: &Fix) -> Self {
        Self {
            name: finding.name,
            severity: finding.severity,
            message: finding.message.clone(),
            source: finding.source.clone(),
            span: finding.span,
            fix: FixReport::of(file, fix),
            resource: finding.resource.clone(),
            field: finding.field.clone(),
        }
    }
}

/// What AWS answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AnswerReport {
    /// `service`, or `aws-cli`, which sends nothing then.
    pub by: &'static str,
    /// The operation that answers.
    pub operation: &'static str,
    /// The name of the exception.
    pub code: String,
    /// Its message.
    pub message: String,
    /// Whether just these words are recorded.
    pub recorded: bool,
}

/// One thing that a file declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ResourceReport {
    /// What it is.
    pub kind: &'static str,
    /// What the file calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Something that was not judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotJudgedReport {
    /// One clause: on what it depends, or what was not read.
    pub message: String,
    /// The file.
    pub source: String,
    /// Where in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanReport>,
    /// What would make it known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Of what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourceReport>,
    /// The member of the resource.
    pub field: String,
}

/// So many places that were not judged people are told one by one.
pub const FEW_NOT_JUDGED: usize = 3;

/// What was read, and how much was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SummaryReport {
    /// Files that declare something.
    pub files: u64,
    /// Files that declare nothing, and were passed over.
    pub passed_over: u64,
    /// Files that could not be read.
    pub unreadable: u64,
    /// Hidden directories, which are not read unless they are named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<String>,
    /// How many things of which kind were judged.
    pub declarations: BTreeMap<&'static str, u64>,
    /// Findings of severity `error`.
    pub errors: u64,
    /// Findings of severity `warning`.
    pub warnings: u64,
    /// Findings of severity `info`.
    pub infos: u64,
    /// Findings that are fixed by now, and not counted above.
    #[serde(skip_serializing_if = "is_zero")]
    pub fixed: u64,
    /// What was not judged.
    pub not_judged: u64,
    /// The first of that, in a line each, for people.
    #[serde(skip)]
    pub places_not_judged: Vec<String>,
    /// Findings that files say are to be ignored.
    #[serde(skip_serializing_if = "is_zero")]
    pub suppressed: u64,
    /// Findings that `evb.toml` ignores.
    #[serde(skip_serializing_if = "is_zero")]
    pub ignored: u64,
    /// Findings that the baseline has, or that were written there.
    #[serde(skip_serializing_if = "is_zero")]
    pub in_baseline: u64,
    /// What the baseline has of the files and names that were asked for, and is found no more.
    #[serde(skip_serializing_if = "is_zero")]
    pub gone_from_baseline: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A finding in a baseline. The fingerprint is what counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BaselineFindingReport {
    /// The same for the same finding, wherever its lines move.
    pub fingerprint: String,
    /// The name of its kind.
    pub name: String,
    /// The file, as [fingerprints have it](in_fingerprints).
    pub source: String,
    /// Of what it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<BaselineResourceReport>,
    /// The member of the resource.
    pub field: String,
}

/// A resource in a baseline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct BaselineResourceReport {
    /// What it is.
    pub kind: String,
    /// What the file calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl BaselineResourceReport {
    /// A resource as baselines have it.
    #[must_use]
    pub fn new(kind: &str, address: Option<&str>) -> Self {
        Self {
            kind: kind.to_owned(),
            address: address.map(str::to_owned),
        }
    }
}

impl BaselineFindingReport {
    /// What a baseline keeps of a finding.
    #[must_use]
    pub fn new(finding: &FindingReport) -> Self {
        Self {
            fingerprint: finding.fingerprint.clone(),
            name: finding.name.to_owned(),
            source: in_fingerprints(&finding.source),
            resource: finding
                .resource
                .as_ref()
                .map(|one| BaselineResourceReport::new(one.kind, one.address.as_deref())),
            field: finding.field.clone(),
        }
    }

    /// What a baseline has, read again.
    #[must_use]
    pub fn read(
        [fingerprint, name, source]: [String; 3],
        resource: Option<BaselineResourceReport>,
        field: String,
    ) -> Self {
        Self {
            fingerprint,
            name,
            source,
            resource,
            field,
        }
    }
}

/// The name of a file as fingerprints have it: the same on every system, and with and without `./`.
#[must_use]
pub fn in_fingerprints(file: &str) -> String {
    file.trim_start_matches("./").replace('\\', "/")
}

/// Makes reports of findings: of two that are alike the fingerprints differ.
#[derive(Debug, Default)]
pub struct Reporter {
    seen: BTreeMap<String, u32>,
}

impl Reporter {
    /// A finding as data.
    pub fn finding(&mut self, finding: &Finding) -> FindingReport {
        let told = DiagnosticReport::new(&finding.told);
        let source = told.source.unwrap_or_default();
        let resource = finding.resource.as_ref().map(ResourceReport::new);
        let fingerprint = self.fingerprint(finding.lint.name, &source, &resource, &finding.field);
        FindingReport {
            name: finding.lint.name,
            severity: severity(finding.severity),
            confidence: finding.lint.confidence.as_str(),
            message: told.message,
            aws: finding.aws.as_ref().map(AnswerReport::new),
            source,
            span: told.span,
            label: told.label,
            related: told.related,
            help: told.help,
            fix: told.fix,
            resource,
            field: finding.field.clone(),
            code: finding.code.as_str(),
            fingerprint,
            fails: false,
        }
    }

    /// Something as data that could not be read; `file` is what it was called.
    pub fn unreadable(&mut self, file: &str, told: &diagnostic::Finding) -> UnreadableReport {
        let told = DiagnosticReport::new(told);
        let file = told.source.clone().unwrap_or_else(|| file.to_owned());
        let file = match file.is_empty() {
            true => ".".to_owned(),
            false => file,
        };
        UnreadableReport {
            fingerprint: self.fingerprint(told.code, &file, &None, &told.message),
            file,
            told,
        }
    }

    /// It depends on the kind, the file, the resource and its member, and on no line.
    fn fingerprint(
        &mut self,
        name: &str,
        source: &str,
        resource: &Option<ResourceReport>,
        field: &str,
    ) -> String {
        let (kind, address) = match resource {
            Some(one) => (one.kind, one.address.as_deref().unwrap_or_default()),
            None => ("", ""),
        };
        let source = in_fingerprints(source);
        let key = [name, &source, kind, address, field].join("\n");
        let hash = format!("{:x}", md5::compute(key));
        let count = self.seen.entry(hash.clone()).or_default();
        *count += 1;
        format!("{hash}:{count}")
    }
}

impl NotJudgedReport {
    /// The same as data.
    #[must_use]
    pub fn new(open: &NotJudged) -> Self {
        let told = DiagnosticReport::new(&open.told);
        Self {
            message: told.message,
            source: told.source.unwrap_or_default(),
            span: told.span,
            help: told.help,
            resource: open.resource.as_ref().map(ResourceReport::new),
            field: open.field.clone(),
        }
    }
}

impl AnswerReport {
    fn new(answer: &Answer) -> Self {
        Self {
            by: match answer.by {
                Answering::AwsCli => "aws-cli",
                Answering::Service => "service",
            },
            operation: answer.operation,
            code: answer.code.clone(),
            message: answer.message.clone(),
            recorded: answer.is_recorded,
        }
    }
}

impl ResourceReport {
    fn new(resource: &Resource) -> Self {
        Self {
            kind: resource.kind,
            address: resource.address.clone(),
        }
    }
}

impl SummaryReport {
    /// Counts what a file declares.
    pub fn read(&mut self, inventory: &Inventory, source: &Source) {
        let places = inventory.things().map(|(_, thing)| thing.span().start);
        let files: BTreeSet<&str> = places.map(|place| source.name_at(place)).collect();
        self.files += files.len().max(1) as u64;
        let targets = inventory.rules.iter().map(|rule| rule.targets.len());
        let targets = targets.sum::<usize>() + inventory.unattached_targets.len();
        let counts = [
            ("rule", inventory.rules.len()),
            ("target", targets),
            ("schedule", inventory.schedules.len()),
            ("pipe", inventory.pipes.len()),
            (
                "event_source_mapping",
                inventory.event_source_mappings.len(),
            ),
            ("subscription", inventory.subscriptions.len()),
            ("archive", inventory.archives.len()),
            ("filter", inventory.filters.len()),
        ];
        for (kind, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            *self.declarations.entry(kind).or_default() += count as u64;
        }
    }

    /// Adds what was read elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        for (kind, count) in &other.declarations {
            *self.declarations.entry(kind).or_default() += count;
        }
    }

    /// Counts a file of events that are to be sent.
    pub fn sends(&mut self, entries: u64) {
        self.files += 1;
        self.entries(entries);
    }

    /// Counts files of samples, and the events in them.
    pub fn samples(&mut self, files: u64, events: u64) {
        self.files += files;
        *self.declarations.entry("event").or_default() += events;
    }

    /// Counts entries of events.
    pub fn entries(&mut self, entries: u64) {
        *self.declarations.entry("entry").or_default() += entries;
    }

    /// Counts a finding.
    pub fn found(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.infos += 1,
        }
    }
}

/// What `evb check` calls a severity.
#[must_use]
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "info",
        other => other.as_str(),
    }
}

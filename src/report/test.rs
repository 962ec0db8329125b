//! What `evb test` found: which cases pass, and why the others do not.

use std::time::Duration;

use serde::Serialize;
use serde_json::value::RawValue;

use super::coverage::CoverageReport;
use super::mutants::MutantsReport;
use super::refusal::is_zero;
use super::{DiagnosticReport, ErrorReport, SpanReport, difference};
use crate::diagnostic::Finding;
use crate::json::Value;
use crate::source::{Source, Span};
use crate::suite::{Because, Explained, Failure, Outcome, Remedy};

/// Everything that was run.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct TestReport {
    /// Of the output contract.
    pub version: u32,
    /// The suites, in the order in which they were given.
    pub suites: Vec<SuiteReport>,
    /// How many cases there are of each outcome.
    pub summary: Summary,
    /// What of the rules the cases cover, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<CoverageReport>,
    /// What became of mutants of the rules, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mutants: Option<MutantsReport>,
    /// What could not be read, if there is anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
    /// The same, suite by suite.
    #[serde(skip)]
    pub unread: Vec<UnreadReport>,
}

impl TestReport {
    /// The suites with their summary.
    #[must_use]
    pub fn new(suites: Vec<SuiteReport>, summary: Summary, error: Option<ErrorReport>) -> Self {
        Self {
            version: 1,
            suites,
            summary,
            coverage: None,
            mutants: None,
            error,
            unread: Vec::new(),
        }
    }
}

/// A suite that could not be read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UnreadReport {
    /// Its file; `None` if it is about no suite.
    pub suite: Option<String>,
    /// Why.
    pub diagnostics: Vec<DiagnosticReport>,
}

impl UnreadReport {
    /// Why a suite could not be read.
    #[must_use]
    pub fn new(suite: Option<&str>, findings: &[Finding]) -> Self {
        Self {
            suite: suite.map(str::to_owned),
            diagnostics: findings.iter().map(DiagnosticReport::new).collect(),
        }
    }
}

/// One suite.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct SuiteReport {
    /// Its file.
    pub suite: String,
    /// Its cases that were run, in the order of the file.
    pub cases: Vec<CaseReport>,
    /// What is to be said of the suite as a whole, and of its templates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<DiagnosticReport>,
}

impl SuiteReport {
    /// A suite whose cases are still to come.
    #[must_use]
    pub fn new(suite: &str, told: &[Finding]) -> Self {
        Self {
            suite: suite.to_owned(),
            cases: Vec::new(),
            diagnostics: told.iter().map(DiagnosticReport::new).collect(),
        }
    }
}

/// How many cases there are of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// The suites that were read.
    pub suites: u64,
    /// The cases that were run.
    pub cases: u64,
    /// Those that pass.
    pub passed: u64,
    /// Those of which an expectation is not met.
    pub failed: u64,
    /// Those that could not be answered.
    pub errors: u64,
    /// What is wrong beside the cases: with suites, whether they could be read or not, and with their templates.
    #[serde(skip_serializing_if = "is_zero_u64")]
    pub suite_errors: u64,
    /// Those that were not run, because one before them did not pass.
    #[serde(skip_serializing_if = "is_zero_u64")]
    pub not_run: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
fn is_zero_u64(count: &u64) -> bool {
    *count == 0
}

impl Summary {
    /// Counts a case.
    pub fn count(&mut self, case: &CaseReport) {
        self.cases += 1;
        match case.outcome {
            "passed" => self.passed += 1,
            "failed" => self.failed += 1,
            _ => self.errors += 1,
        }
    }
}

/// One case.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CaseReport {
    /// What it is called.
    pub name: String,
    /// The file in which it stands, where that is not the suite: a directory is one of many files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line on which it stands, from 1.
    pub line: usize,
    /// `passed`, `failed` or `error`.
    pub outcome: &'static str,
    /// Expectations that are not met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<FailureReport>,
    /// Why it could not be answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<DiagnosticReport>,
    /// How many more failures and errors it has.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
    /// What was filled in, because it was absent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<WrittenReport>,
    /// How long it took.
    #[serde(skip)]
    pub duration: Duration,
    /// How many expectations it has.
    #[serde(skip)]
    pub expectations: usize,
}

/// An expectation that was absent and is filled in.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct WrittenReport {
    /// The word under which it stands in the suite.
    pub expectation: String,
    /// The line on which it stands, from 1.
    pub line: usize,
    /// What is expected.
    pub value: Option<Box<RawValue>>,
    /// The cases for which it stands there.
    #[serde(skip)]
    pub cases: Vec<String>,
}

impl WrittenReport {
    /// A value that is written under a word, at byte `at` of the suite.
    #[must_use]
    pub fn new(cases: &[String], (word, value): (&str, &Value), suite: &Source, at: usize) -> Self {
        Self {
            expectation: word.to_owned(),
            line: suite.position(at).line,
            value: RawValue::from_string(value.to_compact()).ok(),
            cases: cases.to_vec(),
        }
    }
}

/// How many failures, and how many errors, one case tells.
const TOLD: usize = 20;

impl CaseReport {
    /// What came of a case that stands at `span` in `suite`.
    #[must_use]
    pub fn new(name: &str, (suite, span): (&Source, Span), outcome: &Outcome) -> Self {
        let failures = outcome.failures.iter().take(TOLD);
        let errors = outcome.errors.iter().take(TOLD);
        let more = |count: usize| count.saturating_sub(TOLD);
        Self {
            name: name.to_owned(),
            file: other_file(suite, span),
            line: suite.position(span.start).line,
            outcome: match (outcome.errors.is_empty(), outcome.failures.is_empty()) {
                (false, _) => "error",
                (true, false) => "failed",
                (true, true) => "passed",
            },
            failures: failures.map(|one| FailureReport::new(one, suite)).collect(),
            errors: errors.map(DiagnosticReport::new).collect(),
            left_out: more(outcome.failures.len()) + more(outcome.errors.len()),
            written: Vec::new(),
            duration: Duration::ZERO,
            expectations: 0,
        }
    }

    /// The file in which it stands.
    #[must_use]
    pub fn file<'r>(&'r self, suite: &'r SuiteReport) -> &'r str {
        self.file.as_deref().unwrap_or(&suite.suite)
    }

    /// Whether it passes.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.outcome == "passed"
    }
}

/// One case as a line.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CaseLine<'r> {
    /// Of the output contract.
    pub version: u32,
    /// The file of its suite.
    pub suite: &'r str,
    /// The case.
    #[serde(flatten)]
    pub case: &'r CaseReport,
}

impl<'r> CaseLine<'r> {
    /// A case of a suite.
    #[must_use]
    pub const fn new(suite: &'r str, case: &'r CaseReport) -> Self {
        Self {
            version: 1,
            suite,
            case,
        }
    }
}

/// An expectation that is not met.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct FailureReport {
    /// The word under which it stands in the suite.
    pub expectation: &'static str,
    /// The event, where the case has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// What is not as expected.
    pub message: String,
    /// Where it stands in the suite.
    pub span: SpanReport,
    /// Where what is asked is declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<PlaceReport>,
    /// What was expected, if that can be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub got: Option<String>,
    /// Both, line by line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// Why, rule by rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<ExplainedReport>,
    /// What would make it pass.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<RemedyReport>,
}

impl FailureReport {
    fn new(failure: &Failure, suite: &Source) -> Self {
        let compared = failure.difference.as_ref();
        Self {
            expectation: failure.expectation,
            event: failure.event.clone(),
            message: failure.message.clone(),
            span: SpanReport::new(suite, failure.span),
            declared: failure
                .declared
                .as_ref()
                .map(|(source, span)| PlaceReport::new(source, *span)),
            expected: compared.map(|one| one.expected.clone()),
            got: compared.map(|one| one.got.clone()),
            difference: compared.and_then(|one| difference::lines(&one.expected, &one.got)),
            explanation: failure
                .explanations
                .iter()
                .map(ExplainedReport::new)
                .collect(),
            remedies: failure.remedies.iter().map(RemedyReport::new).collect(),
        }
    }
}

/// Why a rule matches, or does not.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ExplainedReport {
    /// The rule.
    pub rule: String,
    /// Whether the event matches it.
    #[serde(rename = "match")]
    pub matched: bool,
    /// The fields that decide, nearest miss first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldReport>,
    /// What else decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl ExplainedReport {
    fn new(explained: &Explained) -> Self {
        Self {
            rule: explained.rule.clone(),
            matched: explained.matched,
            fields: explained.fields.iter().map(FieldReport::new).collect(),
            note: explained.note.clone(),
        }
    }
}

/// A field that decides.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct FieldReport {
    /// Its path.
    pub path: String,
    /// What the pattern wants.
    pub wanted: String,
    /// What the event has.
    pub actual: Option<String>,
    /// Why.
    pub reason: String,
    /// What would help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Where the pattern wants it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<PlaceReport>,
    /// Where the event has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<PlaceReport>,
}

impl FieldReport {
    fn new(field: &Because) -> Self {
        let place = |place: &(Source, Span)| PlaceReport::new(&place.0, place.1);
        Self {
            path: field.path.clone(),
            wanted: field.wanted.clone(),
            actual: field.actual.clone(),
            reason: field.reason.clone(),
            hint: field.hint.clone(),
            pattern: field.pattern.as_ref().map(place),
            event: field.in_event.as_ref().map(place),
        }
    }
}

/// A place in a file.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PlaceReport {
    /// The file.
    pub source: String,
    /// The place.
    pub span: SpanReport,
}

impl PlaceReport {
    fn new(source: &Source, span: Span) -> Self {
        Self {
            source: source.name_at(span.start).to_owned(),
            span: SpanReport::new(source, span),
        }
    }
}

/// What would make a case pass.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct RemedyReport {
    /// What is to be changed: `suite` or `template`.
    pub change: &'static str,
    /// How.
    pub how: String,
}

impl RemedyReport {
    fn new(remedy: &Remedy) -> Self {
        Self {
            change: remedy.side.as_str(),
            how: remedy.text.clone(),
        }
    }
}

/// The cases that there are, without a run.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ListReport {
    /// Of the output contract.
    pub version: u32,
    /// The cases.
    pub cases: Vec<ListedCase>,
    /// What could not be read, if there is anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorReport>,
}

impl ListReport {
    /// The cases.
    #[must_use]
    pub const fn new(cases: Vec<ListedCase>, error: Option<ErrorReport>) -> Self {
        Self {
            version: 1,
            cases,
            error,
        }
    }
}

/// A case that there is.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ListedCase {
    /// The file of its suite.
    pub suite: String,
    /// What it is called.
    pub name: String,
    /// The file in which it stands, where that is not the suite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line on which it stands, from 1.
    pub line: usize,
}

/// The file in which a place of a suite stands, if that is another one.
fn other_file(suite: &Source, span: Span) -> Option<String> {
    let file = suite.name_at(span.start);
    (file != suite.name()).then(|| file.to_owned())
}

impl ListedCase {
    /// A case that stands at `span` in `suite`.
    #[must_use]
    pub fn new(name: &str, suite: &Source, span: Span) -> Self {
        Self {
            suite: suite.name().to_owned(),
            name: name.to_owned(),
            file: other_file(suite, span),
            line: suite.position(span.start).line,
        }
    }
}

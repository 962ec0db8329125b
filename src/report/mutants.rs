//! What became of the mutants of rules: the output contract.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::value::RawValue;

use super::SpanReport;
use super::refusal::is_zero;
use crate::source::{Source, Span};
use crate::suite::NewCase;
use crate::suite::examine::{CaseNumbers, Examined, Judged, Judgement, TestedSuite};

/// All mutants, and what the cases lack that let some survive.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct MutantsReport {
    /// The mutants, rule by rule, in the order of the text.
    pub mutants: Vec<MutantReport>,
    /// Cases that would notice those that survived, as few as were found.
    pub missing_cases: Vec<MissingCaseReport>,
    /// What its template leaves open, so that it has no mutants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<SubjectName>,
    /// How many there are of each kind.
    pub summary: MutantsSummary,
}

/// The mutants as a document of their own.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MutantsDocument<'r> {
    /// Of the output contract.
    pub version: u32,
    /// The mutants.
    pub mutants: &'r MutantsReport,
}

/// One line of what is told of mutants.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MutantLine<'r> {
    /// Of the output contract.
    pub version: u32,
    /// What the line is about.
    #[serde(flatten)]
    pub about: AboutMutants<'r>,
}

/// What a line is about.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AboutMutants<'r> {
    /// A mutant.
    Mutant(&'r MutantReport),
    /// A case that a suite lacks.
    MissingCase(&'r MissingCaseReport),
    /// All mutants.
    Mutants(&'r MutantsSummary),
}

/// How many mutants there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MutantsSummary {
    /// All.
    pub mutants: usize,
    /// Those that a case notices.
    pub killed: usize,
    /// Those that no case notices, though an event would.
    pub survived: usize,
    /// Those among them of what no case asks about.
    pub not_asked: usize,
    /// Those that are proved to make no difference.
    pub equivalent: usize,
    /// Those of which it is not known.
    pub undecided: usize,
    /// How many things have none, as their template leaves something of them open: each counts as one that is not killed.
    #[serde(skip_serializing_if = "is_zero")]
    pub open: usize,
    /// How many changes were not tried, as there are too many.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
    /// How many cases were added to suites.
    #[serde(skip_serializing_if = "is_zero")]
    pub added: usize,
    /// How many of a hundred are killed, of those that are killed or survive and of what is open; `null` if there are none.
    /// Rounded down.
    pub score: Option<f64>,
}

/// Something that has mutants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct SubjectName {
    /// What it is: `rule`, `target`, `schedule`, `delivery`, `pipe`, `bus`, `queue`.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
}

/// One mutant.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MutantReport {
    /// Of what.
    pub of: SubjectName,
    /// What kind of change it is.
    pub mutator: &'static str,
    /// The change in words.
    pub description: String,
    /// The file that declares it.
    pub file: String,
    /// What is changed, in the file.
    pub span: SpanReport,
    /// `killed`, `survived`, `not-asked`, `equivalent`, `undecided`; `not-judged` in a list.
    pub status: &'static str,
    /// The cases that notice it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub killed_by: Vec<CaseName>,
    /// The case that would notice it: its place in `missing_cases`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_case: Option<usize>,
    /// Why it is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The place of the change in the file, and what stands there then.
    #[serde(skip)]
    pub edit: (Source, Span, String),
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CaseName {
    /// The file of its suite.
    pub suite: String,
    /// What it is called.
    pub name: String,
}

/// A case that a suite lacks.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MissingCaseReport {
    /// The file of the suite.
    pub suite: String,
    /// What it is about.
    pub of: SubjectName,
    /// The case, as a suite in JSON has it.
    pub case: Option<Box<RawValue>>,
    /// How many mutants it notices.
    pub notices: usize,
    /// The case.
    #[serde(skip)]
    pub new: NewCase,
    /// The number of its suite.
    #[serde(skip)]
    pub suite_number: usize,
}

impl MutantsReport {
    /// The mutants as a document of their own.
    #[must_use]
    pub const fn document(&self) -> MutantsDocument<'_> {
        MutantsDocument {
            version: 1,
            mutants: self,
        }
    }

    /// The mutants, the missing cases and the summary as lines.
    #[must_use]
    pub fn lines(&self) -> Vec<MutantLine<'_>> {
        let mutants = self.mutants.iter().map(AboutMutants::Mutant);
        let cases = self.missing_cases.iter().map(AboutMutants::MissingCase);
        let all = mutants
            .chain(cases)
            .chain([AboutMutants::Mutants(&self.summary)]);
        all.map(|about| MutantLine { version: 1, about }).collect()
    }

    /// Adds the mutants of one thing.
    pub fn add(&mut self, found: &Examined, suites: &[TestedSuite<'_>], numbers: &CaseNumbers) {
        let of = SubjectName {
            kind: found.kind.as_str(),
            name: found.name.clone(),
        };
        if found.is_open {
            self.open.push(of.clone());
            self.summary.open += 1;
        }
        let names = |cases: &[usize]| {
            let named = cases.iter().filter_map(|number| {
                let (suite, case) = numbers.case(*number);
                let suite = &suites.get(suite)?.prepared.suite;
                Some(CaseName {
                    suite: suite.source.name().to_owned(),
                    name: suite.cases.get(case)?.name.clone(),
                })
            });
            named.collect()
        };
        let before = self.missing_cases.len();
        for judged in &found.mutants {
            let mut report = MutantReport::new(&of, judged, found.is_asked);
            match &judged.judgement {
                Judgement::Killed(by) => report.killed_by = names(by),
                Judgement::Survived(missing) => report.missing_case = Some(before + missing),
                _ => {}
            }
            self.summary.count(report.status);
            self.mutants.push(report);
        }
        self.summary.left_out += found.left_out;
        self.summary.score = percent(
            self.summary.killed,
            self.summary.killed + self.summary.survived + self.summary.open,
        );
        let missing = found.missing.iter().filter_map(|missing| {
            let suite = &suites.get(missing.suite)?.prepared.suite;
            Some(MissingCaseReport {
                suite: suite.source.name().to_owned(),
                of: of.clone(),
                case: RawValue::from_string(missing.case.json()).ok(),
                notices: missing.notices,
                new: missing.case.clone(),
                suite_number: missing.suite,
            })
        });
        self.missing_cases.extend(missing);
    }
}

impl MutantsReport {
    /// Keeps some of the missing cases, by their places, each with the mutants that it notices, by theirs. A mutant goes with
    /// the first that notices it.
    pub fn keep_cases(&mut self, kept: &BTreeMap<usize, BTreeSet<usize>>) {
        for mutant in &mut self.mutants {
            mutant.missing_case = None;
        }
        let all = std::mem::take(&mut self.missing_cases).into_iter();
        for (place, mut case) in all.enumerate() {
            let Some(noticed) = kept.get(&place) else {
                continue;
            };
            case.notices = 0;
            for number in noticed {
                if let Some(mutant) = self.mutants.get_mut(*number)
                    && mutant.missing_case.is_none()
                {
                    mutant.missing_case = Some(self.missing_cases.len());
                    case.notices += 1;
                }
            }
            self.missing_cases.push(case);
        }
    }
}

impl MutantsSummary {
    fn count(&mut self, status: &str) {
        self.mutants += 1;
        match status {
            "killed" => self.killed += 1,
            "survived" => self.survived += 1,
            "not-asked" => {
                self.survived += 1;
                self.not_asked += 1;
            }
            "equivalent" => self.equivalent += 1,
            "undecided" => self.undecided += 1,
            _ => {}
        }
    }
}

/// So many of a hundred, with one digit behind the point, rounded down; `None` of nothing.
pub(super) fn percent(some: usize, all: usize) -> Option<f64> {
    let tenths = (some.saturating_mul(1_000)).checked_div(all)?;
    u32::try_from(tenths)
        .ok()
        .map(|tenths| f64::from(tenths) / 10.0)
}

impl MutantReport {
    fn new(of: &SubjectName, judged: &Judged, is_asked: bool) -> Self {
        let (source, edit) = (&judged.source, &judged.edit);
        let (file, span) = source
            .origin(edit.span)
            .unwrap_or_else(|| (source.clone(), edit.span));
        let (status, reason) = match &judged.judgement {
            Judgement::Killed(_) => ("killed", None),
            Judgement::Survived(_) if is_asked => ("survived", None),
            Judgement::Survived(_) => ("not-asked", None),
            Judgement::Equivalent => ("equivalent", None),
            Judgement::Undecided(reason) => ("undecided", Some(reason.clone())),
            Judgement::NotJudged => ("not-judged", None),
        };
        Self {
            of: of.clone(),
            mutator: judged.mutator.as_str(),
            description: judged.description.clone(),
            file: source.name_at(judged.span.start).to_owned(),
            span: SpanReport::new(source, judged.span),
            status,
            killed_by: Vec::new(),
            missing_case: None,
            reason,
            edit: (file, span, edit.replacement.clone()),
        }
    }
}

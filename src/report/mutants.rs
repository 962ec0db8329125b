//! What became of the mutants of rules: the output contract.

use serde::Serialize;
use serde_json::value::RawValue;

use super::SpanReport;
use super::refusal::is_zero;
use crate::pattern::decide::Bound;
use crate::source::{Source, Span};
use crate::suite::examine::{
    AskedRule, CaseNumbers, Judged, Judgement, RuleMutants, TestedSuite, title,
};
use crate::suite::mutant::Mutant;
use crate::suite::{NewCase, Suite};

/// All mutants, and what the cases lack that let some survive.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct MutantsReport {
    /// The mutants, rule by rule, in the order of the text.
    pub mutants: Vec<MutantReport>,
    /// Cases that would notice those that survived, as few as were found.
    pub missing_cases: Vec<MissingCaseReport>,
    /// Rules of which something is open, so that they have no mutants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_rules: Vec<String>,
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
    /// Those among them whose rule no case asks about.
    pub not_asked: usize,
    /// Those that are proved to answer as their rule does.
    pub equivalent: usize,
    /// Those of which it is not known.
    pub undecided: usize,
    /// How many changes were not tried, as there are too many.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
    /// How many cases were added to suites.
    #[serde(skip_serializing_if = "is_zero")]
    pub added: usize,
    /// How many of a hundred are killed, of those that are killed or survive; `null` if there are none. Rounded down.
    pub score: Option<f64>,
}

/// One mutant.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct MutantReport {
    /// The rule.
    pub rule: String,
    /// What kind of change it is.
    pub mutator: &'static str,
    /// The change in words.
    pub description: String,
    /// The file of the rule.
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
    /// The rule.
    pub rule: String,
    /// What it may be called.
    pub name: String,
    /// The event.
    pub event: Option<Box<RawValue>>,
    /// Whether the event matches the rule.
    #[serde(rename = "match")]
    pub matches: bool,
    /// How many mutants it notices.
    pub notices: usize,
    /// The case.
    #[serde(skip)]
    pub case: NewCase,
    /// The number of its suite.
    #[serde(skip)]
    pub suite_number: usize,
}

impl MutantsReport {
    /// Adds the mutants of a rule.
    pub fn add(
        &mut self,
        rule: &AskedRule<'_>,
        found: &RuleMutants,
        (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    ) {
        if rule.pattern.is_none() {
            self.open_rules.push(rule.label.clone());
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
        let is_asked = !found.asking.is_empty();
        for judged in &found.mutants {
            let mut report = MutantReport::new(rule, judged, is_asked);
            match &judged.judgement {
                Judgement::Killed(by) => report.killed_by = names(by),
                Judgement::Survived(witness) => report.missing_case = Some(before + witness),
                _ => {}
            }
            self.summary.count(report.status);
            self.mutants.push(report);
        }
        self.summary.left_out += found.left_out;
        let missing = missing_cases(rule, found, suites);
        self.missing_cases.extend(missing);
        self.summary.score = self.summary.score();
    }
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

    /// Adds mutants of a rule of which nothing is asked; `left_out` more were not made.
    pub fn list(&mut self, rule: &AskedRule<'_>, mutants: &[&Mutant], left_out: usize) {
        let reports = mutants
            .iter()
            .map(|one| MutantReport::of(rule, one, "not-judged"));
        self.mutants.extend(reports);
        self.summary.mutants += mutants.len();
        self.summary.left_out += left_out;
    }
}

impl MutantsSummary {
    fn count(&mut self, status: &str) {
        self.mutants += 1;
        match status {
            "killed" => self.killed += 1,
            "equivalent" => self.equivalent += 1,
            "undecided" => self.undecided += 1,
            "not-asked" => {
                self.survived += 1;
                self.not_asked += 1;
            }
            _ => self.survived += 1,
        }
    }

    fn score(&self) -> Option<f64> {
        percent(self.killed, self.killed + self.survived)
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
    fn new(rule: &AskedRule<'_>, judged: &Judged, is_asked: bool) -> Self {
        let (status, reason) = match &judged.judgement {
            Judgement::Killed(_) => ("killed", None),
            Judgement::Survived(_) if is_asked => ("survived", None),
            Judgement::Survived(_) => ("not-asked", None),
            Judgement::Equivalent => ("equivalent", None),
            Judgement::Bounded(bound) => ("undecided", Some(bounded(*bound))),
            Judgement::Unknown(reason) => ("undecided", Some(reason.as_clause().to_owned())),
        };
        Self {
            reason,
            ..Self::of(rule, &judged.mutant, status)
        }
    }

    fn of(rule: &AskedRule<'_>, mutant: &Mutant, status: &'static str) -> Self {
        let source = &rule.source;
        let edit = &mutant.edit;
        let (file, span) = source
            .origin(edit.span)
            .unwrap_or_else(|| (source.clone(), edit.span));
        Self {
            rule: rule.label.clone(),
            mutator: mutant.mutator.as_str(),
            description: mutant.description.clone(),
            file: source.name_at(mutant.span.start).to_owned(),
            span: SpanReport::new(source, mutant.span),
            status,
            killed_by: Vec::new(),
            missing_case: None,
            reason: None,
            edit: (file, span, edit.replacement.clone()),
        }
    }
}

fn bounded(bound: Bound) -> String {
    let Bound::Elements(count) = bound;
    format!(
        "no event with up to {count} elements in an array tells it from the rule, and of more it is not known"
    )
}

/// The cases that a rule lacks, in the first suite that tests it.
fn missing_cases(
    rule: &AskedRule<'_>,
    found: &RuleMutants,
    suites: &[TestedSuite<'_>],
) -> Vec<MissingCaseReport> {
    let tested = rule.rules.first().and_then(|(suite, number)| {
        let prepared = suites.get(*suite)?.prepared;
        Some((*suite, *number, prepared))
    });
    let Some((suite_number, number, prepared)) = tested else {
        return Vec::new();
    };
    let suite = &prepared.suite;
    let label = prepared.subject.rules.get(number as usize);
    let label = label.map_or(rule.label.as_str(), |one| one.label.as_str());
    let declared = prepared.subject.declaration(number);
    let bus = declared.and_then(|(declared, _)| {
        let bus = declared.bus_name()?;
        (!declared.is_bare && bus != default_bus(suite)).then(|| bus.to_owned())
    });
    let cases = found.witnesses.iter().map(|witness| {
        let case = NewCase {
            name: title(rule, found, witness),
            event: witness.event.clone(),
            bus: bus.clone(),
            rule: label.to_owned(),
            matches: witness.matched,
        };
        MissingCaseReport {
            suite: suite.source.name().to_owned(),
            rule: label.to_owned(),
            name: case.name.clone(),
            event: RawValue::from_string(case.event.to_compact()).ok(),
            matches: case.matches,
            notices: witness.notices.len(),
            case,
            suite_number,
        }
    });
    cases.collect()
}

fn default_bus(suite: &Suite) -> &str {
    let bus = suite.bus.as_ref().map(|bus| bus.text.as_str());
    crate::model::bus_name(bus.unwrap_or_default())
}

//! What of rules, targets and schedules the cases cover.

use std::collections::BTreeMap;

use super::examined::SubjectKind;
use super::rules::{AskedRule, TestedSuite};
use crate::source::{Source, Span};
use crate::suite::coverage::{PatternCoverage, of_pattern};
use crate::suite::mutant::PatternTrial;
use crate::suite::prepared::PreparedKind;

/// What of a rule is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleCoverage {
    /// The units of its pattern; none while something of it is open.
    pub pattern: PatternCoverage,
    /// Whether the event of any case goes to the bus of the rule.
    pub is_asked: bool,
}

/// A target or a schedule, and whether a case covers it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CoveredThing {
    /// What it is.
    pub kind: SubjectKind,
    /// What it is called.
    pub name: String,
    /// The text that declares it.
    pub source: Source,
    /// Where, in that text.
    pub span: Span,
    /// Whether a case says what the target receives, or when the schedule fires. A target that receives the whole event is
    /// covered where a case has its rule match, too.
    pub is_covered: bool,
}

/// What of a rule the events of all cases cover.
#[must_use]
pub fn coverage_of(rule: &AskedRule<'_>) -> RuleCoverage {
    let is_asked = !rule.trials.is_empty();
    let Some(pattern) = &rule.pattern else {
        return RuleCoverage {
            is_asked,
            ..RuleCoverage::default()
        };
    };
    let trials = rule.trials.iter().map(|(case, trial)| PatternTrial {
        case: *case,
        event: trial.event.value(),
        text: trial.event.text(),
        expected: trial.expected.unwrap_or_default(),
    });
    RuleCoverage {
        pattern: of_pattern(pattern, &trials.collect::<Vec<_>>()),
        is_asked,
    }
}

/// All schedules of suites, in their order, each once. Only cases ask whose names `is_asked` takes.
#[must_use]
pub fn covered_schedules(
    suites: &[TestedSuite<'_>],
    is_asked: &dyn Fn(&str) -> bool,
) -> Vec<CoveredThing> {
    let mut all: Vec<CoveredThing> = Vec::new();
    let mut known: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for tested in suites {
        let prepared = tested.prepared;
        for (number, schedule) in prepared.subject.schedules.iter().enumerate() {
            let Some(template) = prepared.subject.templates.get(schedule.template) else {
                continue;
            };
            let expression = schedule.declared.expression.as_ref();
            let span = expression.map_or(schedule.declared.span, |one| one.span);
            let cases = std::iter::zip(&prepared.suite.cases, &prepared.cases);
            let mut asked = cases.filter(|(case, _)| is_asked(&case.name));
            let is_covered = asked.any(|(_, case)| match &case.kind {
                PreparedKind::Schedule(one) => one.number == number,
                _ => false,
            });
            let file = template.source.name_at(span.start).to_owned();
            let place = *known.entry((file, span.start)).or_insert_with(|| {
                all.push(CoveredThing {
                    kind: SubjectKind::Schedule,
                    name: schedule.label.clone(),
                    source: template.source.clone(),
                    span,
                    is_covered: false,
                });
                all.len() - 1
            });
            if let Some(one) = all.get_mut(place) {
                one.is_covered |= is_covered;
            }
        }
    }
    all
}

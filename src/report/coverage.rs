//! What of rules the cases of suites cover: the output contract.

use serde::Serialize;

use super::SpanReport;
use super::mutants::{SubjectName, percent};
use super::refusal::is_zero;
use crate::suite::examine::{AskedRule, CoveredThing, RuleCoverage};

/// What is covered, and what is not.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct CoverageReport {
    /// Units that no case covers, rule by rule with their targets, in the order of the text; then schedules.
    pub uncovered: Vec<UnitReport>,
    /// Rules of which something is open, so that their patterns have no units.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_rules: Vec<String>,
    /// How many units there are.
    pub summary: CoverageSummary,
}

/// What is covered as a document of its own.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CoverageDocument<'r> {
    /// Of the output contract.
    pub version: u32,
    /// What is covered.
    pub coverage: &'r CoverageReport,
}

/// One line of what is told of coverage.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CoverageLine<'r> {
    /// Of the output contract.
    pub version: u32,
    /// What the line is about.
    #[serde(flatten)]
    pub about: AboutCoverage<'r>,
}

/// What a line is about.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AboutCoverage<'r> {
    /// A unit that is not covered.
    Uncovered(&'r UnitReport),
    /// All units.
    Coverage(&'r CoverageSummary),
}

/// How many units there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CoverageSummary {
    /// All.
    pub units: usize,
    /// Those that a case covers.
    pub covered: usize,
    /// How many units were not looked at, as there are too many.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
    /// How many of a hundred are covered; `null` if there are none. Rounded down.
    pub percent: Option<f64>,
}

/// A unit that is not covered.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct UnitReport {
    /// Of what.
    pub of: SubjectName,
    /// `field`, `alternative`, `branch` of a rule; `target`, `schedule`.
    pub unit: &'static str,
    /// The path of the field; of an alternative of a `$or` that of the object around it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// What stands there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The file that declares it.
    pub file: String,
    /// Where, in the file.
    pub span: SpanReport,
    /// `missed` if events of cases go to the bus of the rule; `not-asked` if none does, or no case asks about it.
    pub status: &'static str,
}

impl CoverageReport {
    /// The same as a document of its own.
    #[must_use]
    pub const fn document(&self) -> CoverageDocument<'_> {
        CoverageDocument {
            version: 1,
            coverage: self,
        }
    }

    /// The units that are not covered and the summary, as lines.
    #[must_use]
    pub fn lines(&self) -> Vec<CoverageLine<'_>> {
        let units = self.uncovered.iter().map(AboutCoverage::Uncovered);
        let all = units.chain([AboutCoverage::Coverage(&self.summary)]);
        all.map(|about| CoverageLine { version: 1, about })
            .collect()
    }

    /// Adds what is known of a rule.
    pub fn add(&mut self, rule: &AskedRule<'_>, found: &RuleCoverage) {
        if rule.pattern.is_none() {
            self.open_rules.push(rule.label.clone());
        }
        let status = match found.is_asked {
            true => "missed",
            false => "not-asked",
        };
        let units = &found.pattern.units;
        let uncovered = units.iter().filter(|unit| !unit.is_covered);
        let before = self.uncovered.len();
        self.uncovered.extend(uncovered.map(|unit| UnitReport {
            of: SubjectName {
                kind: "rule",
                name: rule.label.clone(),
            },
            unit: unit.kind.as_str(),
            path: unit.path.clone(),
            text: rule.source.slice(unit.span).to_owned(),
            file: rule.source.name_at(unit.span.start).to_owned(),
            span: SpanReport::new(&rule.source, unit.span),
            status,
        }));
        let summary = &mut self.summary;
        summary.units += units.len();
        summary.covered += units.len() - (self.uncovered.len() - before);
        summary.left_out += found.pattern.left_out;
        summary.percent = percent(summary.covered, summary.units);
    }

    /// Adds what is known of a target or a schedule.
    pub fn add_thing(&mut self, thing: &CoveredThing) {
        let kind = thing.kind.as_str();
        let summary = &mut self.summary;
        summary.units += 1;
        summary.covered += usize::from(thing.is_covered);
        summary.percent = percent(summary.covered, summary.units);
        if !thing.is_covered {
            self.uncovered.push(UnitReport {
                of: SubjectName {
                    kind,
                    name: thing.name.clone(),
                },
                unit: kind,
                path: String::new(),
                text: String::new(),
                file: thing.source.name_at(thing.span.start).to_owned(),
                span: SpanReport::new(&thing.source, thing.span),
                status: "not-asked",
            });
        }
    }
}

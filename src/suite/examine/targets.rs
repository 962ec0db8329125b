//! What becomes of the mutants of the targets of a rule.

use super::covered::{CoveredThing, RuleCoverage};
use super::deployed::deployed;
use super::examined::{Examined, Judged, Judgement, Missing, SubjectKind};
use super::instances::place;
use super::mutants::{IsWanted, bus_to_say};
use super::passing::Passing;
use super::rules::{AskedRule, CaseNumbers, TestedSuite};
use crate::json::{self, Kind, Value};
use crate::model::Target;
use crate::pattern::{Dialect, Pattern, ServiceEvaluator};
use crate::sample::{Bus, Sampler};
use crate::simulate::route::{Deliveries, Receives};
use crate::source::{Source, Span};
use crate::suite::addition::{NewCase, Says};
use crate::suite::coverage::UnitKind;
use crate::suite::given::of_aws;
use crate::suite::mutant::target::{TargetMutant, revealing, target_mutants};
use crate::suite::prepared::{Asks, PreparedKind};
use crate::suite::run::Replacement;
use crate::suite::subject::{Addressed, AddressedTarget};

/// A target of a rule, with the cases that say what it receives.
struct AskedTarget<'r> {
    label: String,
    target: &'r Target,
    /// The text that declares it.
    source: &'r Source,
    /// The suite, and the number of the rule in it.
    suite: usize,
    rule: u32,
    /// The cases by their numbers among all.
    cases: Vec<(usize, AddressedTarget)>,
}

/// The mutants of the targets of a rule that are wanted, of which nothing is asked.
#[must_use]
pub fn list_of_targets(
    rule: &AskedRule<'_>,
    suites: &[TestedSuite<'_>],
    is_wanted: &IsWanted<'_>,
) -> Vec<Examined> {
    let targets = asked(rule, suites, &CaseNumbers::new(suites));
    let listed = targets.iter().map(|target| Examined {
        mutants: made(target, is_wanted)
            .into_iter()
            .map(|one| judged(target, one, Judgement::NotJudged))
            .collect(),
        ..nothing(target)
    });
    listed.filter(|one| !one.mutants.is_empty()).collect()
}

/// Judges the mutants of the targets of a rule, of those that are wanted.
#[must_use]
pub fn mutants_of_targets(
    rule: &AskedRule<'_>,
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    is_wanted: &IsWanted<'_>,
) -> Vec<Examined> {
    let Some(pattern) = &rule.pattern else {
        return Vec::new();
    };
    let targets = asked(rule, suites, numbers);
    let examined = targets
        .iter()
        .map(|target| examine(target, pattern, (suites, numbers), is_wanted));
    examined.filter(|one| !one.mutants.is_empty()).collect()
}

/// The targets of a rule, and whether cases cover them. Of what is known of the rule its pattern counts.
#[must_use]
pub fn covered_targets(
    rule: &AskedRule<'_>,
    found: &RuleCoverage,
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
) -> Vec<CoveredThing> {
    let mut units = found.pattern.units.iter();
    let matches = units.any(|one| one.kind == UnitKind::Alternative && one.is_covered);
    let targets = asked(rule, suites, numbers).into_iter();
    let covered = targets.map(|one| {
        let target = one.target;
        let takes_all = target.input_path.is_none() && target.input_transformer.is_none();
        CoveredThing {
            kind: SubjectKind::Target,
            is_covered: !one.cases.is_empty() || takes_all && matches,
            source: one.source.clone(),
            span: target.span,
            name: one.label,
        }
    });
    covered.collect()
}

fn examine(
    asked: &AskedTarget<'_>,
    pattern: &Pattern,
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    is_wanted: &IsWanted<'_>,
) -> Examined {
    let mut examined = nothing(asked);
    let passing = Passing::of(&asked.cases, (suites, numbers));
    let mut revealed = None;
    for mutant in made(asked, is_wanted) {
        let by = passing.noticing(|target| Replacement::Target {
            target,
            with: &mutant.target,
        });
        let judgement = match by.is_empty() {
            false => Judgement::Killed(by),
            true => {
                let event = revealed.get_or_insert_with(|| event_for(asked, pattern, suites));
                survivor(
                    asked,
                    &mutant,
                    event.as_ref(),
                    suites,
                    &mut examined.missing,
                )
            }
        };
        examined.mutants.push(judged(asked, mutant, judgement));
    }
    examined
}

/// An event that the rule matches and that has something at each path of the target.
fn event_for(
    asked: &AskedTarget<'_>,
    pattern: &Pattern,
    suites: &[TestedSuite<'_>],
) -> Option<Value> {
    let bus = Bus::new(pattern, Dialect::Bus, 0);
    let sampled = Sampler::new(pattern, &bus, 0).matches(Some(1));
    let likely = sampled.events.into_iter().next()?.event;
    let event = revealing(asked.target, &likely);
    let matches = |event: &Value| ServiceEvaluator::new(pattern).matches(event);
    let event = if matches(&event) { event } else { likely };
    let suite = &suites.get(asked.suite)?.prepared.suite;
    Some(deployed(event, suite, matches))
}

/// What becomes of a mutant that no case notices: the one event is asked.
fn survivor(
    asked: &AskedTarget<'_>,
    mutant: &TargetMutant,
    event: Option<&Value>,
    suites: &[TestedSuite<'_>],
    missing: &mut Vec<Missing>,
) -> Judgement {
    let undecided = || {
        let reason =
            "for a likely event the target receives the same, and of others it is not known";
        Judgement::Undecided(reason.to_owned())
    };
    let Some(tested) = suites.get(asked.suite) else {
        return undecided();
    };
    let subject = &tested.prepared.subject;
    let rule = subject.asked.get(asked.rule as usize);
    let (Some(event), Some(rule)) = (event, rule) else {
        return undecided();
    };
    let own = Deliveries::receives(rule, asked.target, event);
    if let Receives::Assumed { of, .. } = own {
        let reason = format!(
            "what the target receives holds `{}`, which is not known: {}",
            of.name(),
            of_aws(of)
        );
        return Judgement::Undecided(reason);
    }
    if own == Deliveries::receives(rule, &mutant.target, event) {
        return undecided();
    }
    if missing.is_empty() {
        let receives = match own {
            Receives::Text(raw) => Some(value_of(&raw)),
            _ => None,
        };
        let label = &asked.label;
        let declared = subject.declaration(asked.rule);
        let bus = declared.and_then(|(declared, _)| bus_to_say(declared, &tested.prepared.suite));
        missing.push(Missing {
            case: NewCase {
                name: format!("what {label} receives"),
                says: Says::Delivers {
                    event: event.clone(),
                    bus,
                    target: label.clone(),
                    receives,
                },
            },
            suite: asked.suite,
            notices: 0,
        });
    }
    if let Some(missing) = missing.first_mut() {
        missing.notices += 1;
    }
    Judgement::Survived(0)
}

/// What a case says of a text that a target receives: its value, if it is JSON and no string.
pub(super) fn value_of(raw: &str) -> Value {
    let read = json::parse(raw).ok();
    read.filter(|value| !matches!(value.kind, Kind::String(_)))
        .unwrap_or_else(|| Value::text(raw, Span::default()))
}

/// The targets of a rule, as the first suite has them, with the cases of all suites.
fn asked<'r>(
    rule: &AskedRule<'_>,
    suites: &[TestedSuite<'r>],
    numbers: &CaseNumbers,
) -> Vec<AskedTarget<'r>> {
    let Some((suite, own)) = rule.rules.first().copied() else {
        return Vec::new();
    };
    let Some(prepared) = suites.get(suite).map(|one| one.prepared) else {
        return Vec::new();
    };
    let Some((declared, source)) = prepared.subject.declaration(own) else {
        return Vec::new();
    };
    let targets = declared.targets.iter().enumerate();
    targets
        .map(|(number, target)| {
            let address = |rule| AddressedTarget {
                rule: Addressed::Rule(rule),
                target: number,
            };
            let cases = rule.rules.iter().flat_map(|(suite, own)| {
                let cases = suites.get(*suite).map(|one| one.prepared.cases.as_slice());
                let cases = cases.unwrap_or_default().iter().enumerate();
                let asks = cases.filter(move |(_, case)| match &case.kind {
                    PreparedKind::Events(events) => events
                        .asks
                        .iter()
                        .any(|ask| is_about(&ask.what, address(*own))),
                    _ => false,
                });
                asks.map(move |(case, _)| (numbers.of(*suite, case), address(*own)))
            });
            AskedTarget {
                label: prepared.subject.target_label(address(own)),
                target,
                source,
                suite,
                rule: own,
                cases: cases
                    .filter(|(number, _)| rule.is_asking(*number))
                    .collect(),
            }
        })
        .collect()
}

fn is_about(asks: &Asks, target: AddressedTarget) -> bool {
    match asks {
        Asks::Delivers(targets) => targets.iter().any(|(one, _)| *one == target),
        Asks::Undelivered(targets) => targets.iter().any(|(one, _)| *one == target),
        _ => false,
    }
}

fn nothing(asked: &AskedTarget<'_>) -> Examined {
    Examined {
        kind: SubjectKind::Target,
        name: asked.label.clone(),
        place: place(asked.source, asked.target.span),
        mutants: Vec::new(),
        missing: Vec::new(),
        left_out: 0,
        is_asked: !asked.cases.is_empty(),
        is_open: false,
    }
}

fn made(asked: &AskedTarget<'_>, is_wanted: &IsWanted<'_>) -> Vec<TargetMutant> {
    let mut made = target_mutants(asked.target);
    made.retain(|one| is_wanted(asked.source, one.edit.span, asked.target.span));
    made
}

fn judged(asked: &AskedTarget<'_>, mutant: TargetMutant, judgement: Judgement) -> Judged {
    Judged {
        mutator: mutant.mutator,
        description: mutant.description,
        source: asked.source.clone(),
        span: mutant.edit.span,
        edit: mutant.edit,
        judgement,
    }
}

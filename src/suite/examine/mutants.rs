//! What becomes of the mutants of a rule.

use std::collections::BTreeSet;

use super::deployed::deployed;
use super::examined::{Examined, Judged, Judgement, Missing, SubjectKind};
use super::instances::place;
use super::rules::{AskedRule, CaseNumbers, TestedSuite};
use super::title::title;
use crate::model::{Rule, bus_name};
use crate::pattern::decide::Bound;
use crate::pattern::{Dialect, Pattern, ServiceEvaluator};
use crate::source::{Source, Span};
use crate::suite::addition::{NewCase, Says};
use crate::suite::file::Suite;
use crate::suite::mutant::{
    Fate, Mutant, Mutants, PatternTrial, Settled, Witness, mutants, noticed, settle,
};
use crate::suite::run::Replacement;

/// Which mutants are wanted, by the place of what they change and that of the whole to which it belongs: a pattern, a target,
/// a schedule.
pub type IsWanted<'w> = dyn Fn(&Source, Span, Span) -> bool + Sync + 'w;

/// The mutants of a rule that are wanted, of which nothing is asked.
#[must_use]
pub fn list_of(rule: &AskedRule<'_>, is_wanted: &IsWanted<'_>) -> Examined {
    let made = made(rule, is_wanted);
    let mutants = made.all.into_iter();
    Examined {
        mutants: mutants
            .map(|one| judged(rule, one, Judgement::NotJudged))
            .collect(),
        left_out: made.left_out,
        ..nothing(rule)
    }
}

/// Judges the mutants of a rule that are wanted.
#[must_use]
pub fn mutants_of(
    rule: &AskedRule<'_>,
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    is_wanted: &IsWanted<'_>,
) -> Examined {
    let Some(pattern) = &rule.pattern else {
        return nothing(rule);
    };
    let Mutants { all, left_out, .. } = made(rule, is_wanted);
    let trials = rule.trials.iter().filter_map(|(case, trial)| {
        Some(PatternTrial {
            case: *case,
            event: trial.event.value(),
            text: trial.event.text(),
            expected: trial.expected?,
        })
    });
    let mut noticed = noticed(pattern, &all, &trials.collect::<Vec<_>>());
    by_reason(rule, (suites, numbers), &all, &mut noticed.by);
    let open: Vec<usize> = (0..all.len())
        .filter(|number| noticed.by.get(*number).is_some_and(Vec::is_empty))
        .collect();
    let survivors: Vec<&Mutant> = open.iter().filter_map(|one| all.get(*one)).collect();
    let Settled {
        fates, witnesses, ..
    } = settle(pattern, &survivors, Dialect::Bus);
    let mut judgements: Vec<Judgement> = noticed.by.into_iter().map(Judgement::Killed).collect();
    for (number, fate) in open.iter().zip(fates) {
        if let Some(judgement) = judgements.get_mut(*number) {
            *judgement = settled(fate);
        }
    }
    let missing = witnesses.iter().filter_map(|one| {
        let noticed = one.notices.iter().filter_map(|one| survivors.get(*one));
        let noticed: Vec<&Mutant> = noticed.copied().collect();
        missing(rule, pattern, (one, &noticed), suites)
    });
    Examined {
        missing: missing.collect(),
        mutants: std::iter::zip(all, judgements)
            .map(|(mutant, judgement)| judged(rule, mutant, judgement))
            .collect(),
        left_out,
        is_asked: !noticed.asking.is_empty(),
        ..nothing(rule)
    }
}

/// A rule without mutants.
fn nothing(rule: &AskedRule<'_>) -> Examined {
    Examined {
        kind: SubjectKind::Rule,
        name: rule.label.clone(),
        place: place(&rule.source, Span::new(0, rule.source.text().len())),
        mutants: Vec::new(),
        missing: Vec::new(),
        left_out: 0,
        is_asked: false,
        is_open: rule.pattern.is_none(),
    }
}

fn made(rule: &AskedRule<'_>, is_wanted: &IsWanted<'_>) -> Mutants {
    let Some(pattern) = &rule.pattern else {
        return Mutants::default();
    };
    let mut made = mutants(pattern, Dialect::Bus);
    let whole = Span::new(0, pattern.text.len());
    made.all
        .retain(|one| is_wanted(&rule.source, one.span, whole));
    made
}

fn judged(rule: &AskedRule<'_>, mutant: Mutant, judgement: Judgement) -> Judged {
    Judged {
        mutator: mutant.mutator,
        description: mutant.description,
        source: rule.source.clone(),
        span: mutant.span,
        edit: mutant.edit,
        judgement,
    }
}

pub(super) fn settled(fate: Fate) -> Judgement {
    match fate {
        Fate::Survived(witness) => Judgement::Survived(witness),
        Fate::Equivalent => Judgement::Equivalent,
        Fate::Bounded(Bound::Elements(count)) => Judgement::Undecided(format!(
            "no event with up to {count} elements in an array tells it from the rule, and of more it is not known"
        )),
        Fate::Unknown(reason) => Judgement::Undecided(reason.as_clause().to_owned()),
    }
}

/// Adds the cases that notice a mutant by the reason that they want for a miss, where none notices it by the answer.
fn by_reason(
    rule: &AskedRule<'_>,
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    mutants: &[Mutant],
    by: &mut [Vec<usize>],
) {
    let wanting = rule.trials.iter();
    let wanting = wanting.filter(|(_, one)| !one.because.is_empty());
    let wanting: BTreeSet<(usize, u32)> = wanting.map(|(case, one)| (*case, one.rule)).collect();
    let passing = wanting.into_iter().filter_map(|(number, rule)| {
        let (suite, case) = numbers.case(number);
        let runner = suites.get(suite)?.runner;
        let passes = runner.run(case).passes();
        passes.then_some((number, case, rule, runner))
    });
    for (number, case, rule, runner) in passing.collect::<Vec<_>>() {
        for (mutant, by) in mutants.iter().zip(&mut *by) {
            if !by.is_empty() {
                continue;
            }
            let replacement = Replacement::Pattern {
                rule,
                pattern: &mutant.pattern,
            };
            if runner.passes_with(case, replacement) == Some(false) {
                by.push(number);
            }
        }
    }
}

/// The case that a witness is, in the first suite that tests the rule.
fn missing(
    rule: &AskedRule<'_>,
    pattern: &Pattern,
    (witness, noticed): (&Witness, &[&Mutant]),
    suites: &[TestedSuite<'_>],
) -> Option<Missing> {
    let (suite, number) = rule.rules.first().copied()?;
    let prepared = suites.get(suite)?.prepared;
    let label = &prepared.subject.rules.get(number as usize)?.label;
    let (declared, _) = prepared.subject.declaration(number)?;
    let event = deployed(witness.event.clone(), &prepared.suite, |event| {
        let matches = |pattern: &Pattern| ServiceEvaluator::new(pattern).matches(event);
        let mut mutants = noticed.iter();
        matches(pattern) == witness.matched
            && mutants.all(|one| matches(&one.pattern) != witness.matched)
    });
    let asked = prepared.subject.asked.get(number as usize)?;
    let (verb, word) = match (witness.matched, &asked.doubt) {
        (true, None) => ("matches", "includes"),
        (true, Some(_)) => ("may match", "unknown"),
        (false, _) => ("matches", "excludes"),
    };
    Some(Missing {
        case: NewCase {
            name: title((label, (verb, "does not match")), pattern, witness, noticed),
            says: Says::Matches {
                event,
                bus: bus_to_say(declared, &prepared.suite),
                rule: label.clone(),
                word,
            },
        },
        suite,
        notices: witness.notices.len(),
    })
}

/// The bus of a rule, where a case has to name it.
pub(super) fn bus_to_say(declared: &Rule, suite: &Suite) -> Option<String> {
    let usual = suite.bus.as_ref().map(|bus| bus.text.as_str());
    let usual = bus_name(usual.unwrap_or_default());
    let bus = declared.bus_name().filter(|bus| *bus != usual);
    bus.filter(|_| !declared.is_bare).map(str::to_owned)
}

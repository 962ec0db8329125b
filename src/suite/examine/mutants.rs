//! What becomes of the mutants of a rule.

use std::collections::BTreeSet;

use super::rules::{AskedRule, CaseNumbers, TestedSuite};
use crate::pattern::Dialect;
use crate::pattern::decide::{Bound, Reason};
use crate::suite::mutant::{Fate, Mutant, PatternTrial, Witness, mutants, noticed, settle};
use crate::suite::run::Replacement;

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Judgement {
    /// Cases notice it: their numbers among all cases, ascending.
    Killed(Vec<usize>),
    /// No case notices it: the number of the witness that would.
    Survived(usize),
    /// It answers as the rule does, for every event.
    Equivalent,
    /// It answers as the rule does for all events within the bound; of others it is not known.
    Bounded(Bound),
    /// It is not known.
    Unknown(Reason),
}

/// A mutant and what became of it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Judged {
    /// The mutant.
    pub mutant: Mutant,
    /// What became of it.
    pub judgement: Judgement,
}

/// The mutants of a rule.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RuleMutants {
    /// The mutants, in the order of the text.
    pub mutants: Vec<Judged>,
    /// Events that notice those that survived. What a witness notices are numbers of `mutants`.
    pub witnesses: Vec<Witness>,
    /// How many changes were not tried, as there are too many.
    pub left_out: usize,
    /// The cases that say of an event whether it matches the rule, and are right: their numbers among all cases.
    pub asking: Vec<usize>,
}

/// Judges the mutants of a rule, of those that are wanted.
#[must_use]
pub fn mutants_of(
    rule: &AskedRule<'_>,
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    is_wanted: &dyn Fn(&Mutant) -> bool,
) -> RuleMutants {
    let Some(pattern) = &rule.pattern else {
        return RuleMutants::default();
    };
    let made = mutants(pattern, Dialect::Bus);
    let mutants: Vec<Mutant> = made.all.into_iter().filter(|one| is_wanted(one)).collect();
    let trials = rule.trials.iter().filter_map(|(case, trial)| {
        Some(PatternTrial {
            case: *case,
            event: trial.event.value(),
            text: trial.event.text(),
            expected: trial.expected?,
        })
    });
    let mut noticed = noticed(pattern, &mutants, &trials.collect::<Vec<_>>());
    by_reason(rule, (suites, numbers), &mutants, &mut noticed.by);
    let open: Vec<usize> = (0..mutants.len())
        .filter(|number| noticed.by.get(*number).is_some_and(Vec::is_empty))
        .collect();
    let survivors: Vec<&Mutant> = open.iter().filter_map(|one| mutants.get(*one)).collect();
    let settled = settle(pattern, &survivors, Dialect::Bus);
    let mut judgements: Vec<Judgement> = noticed.by.into_iter().map(Judgement::Killed).collect();
    for (number, fate) in open.iter().zip(settled.fates) {
        if let Some(judgement) = judgements.get_mut(*number) {
            *judgement = match fate {
                Fate::Survived(witness) => Judgement::Survived(witness),
                Fate::Equivalent => Judgement::Equivalent,
                Fate::Bounded(bound) => Judgement::Bounded(bound),
                Fate::Unknown(reason) => Judgement::Unknown(reason),
            };
        }
    }
    let mut witnesses = settled.witnesses;
    for number in witnesses.iter_mut().flat_map(|one| &mut one.notices) {
        *number = open.get(*number).copied().unwrap_or_default();
    }
    RuleMutants {
        mutants: std::iter::zip(mutants, judgements)
            .map(|(mutant, judgement)| Judged { mutant, judgement })
            .collect(),
        witnesses,
        left_out: made.left_out,
        asking: noticed.asking,
    }
}

/// Adds the cases that notice a mutant by the reason that they want for a miss, where none notices it by the answer.
fn by_reason(
    rule: &AskedRule<'_>,
    (suites, numbers): (&[TestedSuite<'_>], &CaseNumbers),
    mutants: &[Mutant],
    by: &mut [Vec<usize>],
) {
    let wanting = rule
        .trials
        .iter()
        .filter(|(_, one)| !one.because.is_empty());
    let wanting: BTreeSet<(usize, u32)> = wanting.map(|(case, one)| (*case, one.rule)).collect();
    let passing = wanting.into_iter().filter_map(|(number, rule)| {
        let (suite, case) = numbers.case(number);
        let runner = suites.get(suite)?.runner;
        runner
            .run(case)
            .passes()
            .then_some((number, case, rule, runner))
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

//! Which mutants the cases of a suite notice.

use super::make::Mutant;
use crate::pattern::Pattern;
use crate::suite::crowd::Crowd;
use crate::suite::trial::PatternTrial;

/// How many of the cases that notice a mutant are told.
pub const MAXIMUM_KILLERS: usize = 10;

/// Who notices which mutants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Noticed {
    /// For each mutant the first [`MAXIMUM_KILLERS`] cases that notice it: their numbers in the order of the trials, each
    /// once.
    pub by: Vec<Vec<usize>>,
    /// The cases that ask about the pattern and get the answer that they expect.
    pub asking: Vec<usize>,
}

/// Asks the pattern and its mutants about every trial. A trial for which the pattern itself does not answer as expected
/// says nothing about its mutants.
#[must_use]
pub fn noticed(pattern: &Pattern, mutants: &[Mutant], trials: &[PatternTrial<'_>]) -> Noticed {
    let patterns: Vec<&Pattern> = std::iter::once(pattern)
        .chain(mutants.iter().map(|one| &one.pattern))
        .collect();
    let mut crowd = Crowd::new(&patterns);
    let mut noticed = Noticed {
        by: vec![Vec::new(); mutants.len()],
        asking: Vec::new(),
    };
    for trial in trials {
        let verdicts = crowd.verdicts(trial.event, trial.text);
        let Some((own, others)) = verdicts.split_first() else {
            continue;
        };
        if *own != trial.expected {
            continue;
        }
        add(&mut noticed.asking, trial.case);
        for (verdict, by) in others.iter().zip(&mut noticed.by) {
            if verdict != own && by.len() < MAXIMUM_KILLERS {
                add(by, trial.case);
            }
        }
    }
    noticed
}

/// The trials of one case stand together.
fn add(cases: &mut Vec<usize>, case: usize) {
    if cases.last() != Some(&case) {
        cases.push(case);
    }
}

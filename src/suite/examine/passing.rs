//! The cases that pass, and which of them notice that something is another.

use super::rules::{CaseNumbers, TestedSuite};
use crate::suite::mutant::MAXIMUM_KILLERS;
use crate::suite::run::{Replacement, Runner};

/// Cases that pass, each with the number that what it asks about has in its suite.
///
/// A case that does not pass notices nothing: it would not pass either way.
pub(super) struct Passing<'r, A> {
    cases: Vec<(usize, A, &'r Runner<'r>, usize)>,
}

impl<'r, A: Copy> Passing<'r, A> {
    /// Those that pass of some, which are called by their numbers among the cases of all suites.
    pub(super) fn of(
        cases: &[(usize, A)],
        (suites, numbers): (&[TestedSuite<'r>], &CaseNumbers),
    ) -> Self {
        let cases = cases.iter().filter_map(|(number, about)| {
            let (suite, case) = numbers.case(*number);
            let runner = suites.get(suite)?.runner;
            let passes = runner.run(case).passes();
            passes.then_some((*number, *about, runner, case))
        });
        Self {
            cases: cases.collect(),
        }
    }

    /// The numbers of those that would not pass with something else in its place: the first [`MAXIMUM_KILLERS`].
    pub(super) fn noticing<'w>(&self, replacement: impl Fn(A) -> Replacement<'w>) -> Vec<usize> {
        let cases = self.cases.iter();
        let noticing = cases.filter(|(_, about, runner, case)| {
            runner.passes_with(*case, replacement(*about)) == Some(false)
        });
        let noticing = noticing.take(MAXIMUM_KILLERS);
        noticing.map(|(number, ..)| *number).collect()
    }
}

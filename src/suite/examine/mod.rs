//! What suites are worth: which mutants of the rules that they test their cases notice, and what of the rules they cover.
//!
//! One rule may be tested by several suites, so [`asked_rules`] puts together what all of them ask about it;
//! [`mutants_of`] and [`coverage_of`] then answer for one rule, on any thread.
//!
//! # What this module does not do
//!
//! It makes no mutants and knows no units: [`mutant`](super::mutant) and [`coverage`](super::coverage) do, for patterns
//! and events, and know no suites.

mod covered;
mod mutants;
mod rules;
mod title;

pub use covered::{RuleCoverage, coverage_of};
pub use mutants::{Judged, Judgement, RuleMutants, mutants_of};
pub use rules::{AskedRule, CaseNumbers, TestedSuite, asked_rules};
pub use title::title;

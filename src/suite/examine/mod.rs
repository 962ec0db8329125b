//! What suites are worth: which mutants of what they test their cases notice, and what of it they cover.
//!
//! One rule may be tested by several suites, so [`asked_rules`] puts together what all of them ask about it;
//! [`mutants_of`], [`mutants_of_targets`] and [`coverage_of`] then answer for one rule, on any thread. The same is
//! [`asked_schedules`] for schedules, with [`mutants_of_schedule`].
//!
//! # What this module does not do
//!
//! It makes no mutants and knows no units: [`mutant`](super::mutant) and [`coverage`](super::coverage) do, for patterns
//! and events, and know no suites.

mod covered;
mod examined;
mod mutants;
mod passing;
mod rules;
mod schedules;
mod targets;
mod title;

pub use covered::{CoveredThing, RuleCoverage, coverage_of, covered_schedules};
pub use examined::{Examined, Judged, Judgement, Missing, SubjectKind};
pub use mutants::{IsWanted, list_of, mutants_of};
pub use rules::{AskedRule, CaseNumbers, TestedSuite, asked_rules};
pub use schedules::{AskedSchedule, asked_schedules, list_of_schedule, mutants_of_schedule};
pub use targets::{covered_targets, list_of_targets, mutants_of_targets};

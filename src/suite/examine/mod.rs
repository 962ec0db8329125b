//! What suites are worth: which mutants of what they test their cases notice, and what of it they cover.
//!
//! One rule may be tested by several suites, so [`asked_rules`] puts together what all of them ask about it;
//! [`mutants_of`], [`mutants_of_targets`] and [`coverage_of`] then answer for one rule, on any thread. The same is
//! [`asked_things`] for everything else that has mutants: schedules, deliveries, pipes, buses, dead-letter queues.
//!
//! # What this module does not do
//!
//! It makes no mutants and knows no units: [`mutant`](super::mutant) and [`coverage`](super::coverage) do, for patterns
//! and events, and know no suites.

mod buses;
mod covered;
mod deliveries;
mod deployed;
mod examined;
mod instances;
mod judging;
mod mutants;
mod passing;
mod pipes;
mod queues;
mod records;
mod rules;
mod schedules;
mod states;
mod targets;
mod things;
mod title;

pub use covered::{CoveredThing, RuleCoverage, coverage_of, covered_schedules};
pub use examined::{Examined, Judged, Judgement, Missing, SubjectKind};
pub use instances::together;
pub use mutants::{IsWanted, list_of, mutants_of};
pub use rules::{AskedRule, CaseNumbers, TestedSuite, asked_rules};
pub use targets::{covered_targets, list_of_targets, mutants_of_targets};
pub use things::{AskedThing, asked_things};
